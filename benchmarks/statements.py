"""Accuracy and speed of attribution, both modes and textacy's, on a gold set; of statements on our own labels.

    python benchmarks/statements.py [--short] [--once] [--gold PATH] [--scorer PATH]

Needs ../shared/gold/claims (PolNeAR's development part and its scorer), whose text may not ship; without it the
figures are null, with the reason. Documents from number 500 on are scored: neither mode's weights saw them,
though rules and thresholds were looked at on them. `--short` scores 30 of them. textacy (PyPI, a peer that finds
direct quotations) is scored in the same run where it can be imported, and said to be missing where not. What we
labelled ourselves (tests/accuracy/statements) is scored by tests/accuracy/score_statements.py, in both modes, and voice and
kinds on 135 of PolNeAR's articles, which were read and learned from, by tests/accuracy/score_polnear.py. `--once` scores the parts
that nothing was tuned on as well (hand_i, 40 more articles): the figures to quote, which whoever tunes by them spoils.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
ACCURACY = Path(__file__).resolve().parents[1] / "tests" / "accuracy"
LABELLED, ARTICLES = ACCURACY / "score_statements.py", ACCURACY / "score_polnear.py"
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "claims"
FIRST_UNSEEN = 500
MARKS = ('"', "“", "”")


def loaded(path: Path) -> Any:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def attributions(rows: list[dict], *, fast: bool) -> tuple[list[list[dict]], float]:
    """Attributions of each text, none that stands within another (the gold marks none), and words per CPU second."""
    from tertius.coding.attribution import find_attributions
    from tertius.coding.pipeline import nlp, parse_all
    from tertius.records import Document

    documents = [Document(id=row["doc_id"], title="", text=row["text"]) for row in rows]
    pipeline = nlp()
    found = []
    with pipeline.select_pipes(disable=["ner"]):
        find_attributions(next(iter(parse_all(documents[:1]))), fast=fast)  # loads what is loaded once
        start = time.process_time()
        for parsed in parse_all(documents):
            listed = find_attributions(parsed, fast=fast)
            found.append([view(a) for a in listed if a.outer is None and a.continues is None])
        spent = time.process_time() - start
    return found, sum(len(row["text"].split()) for row in rows) / spent


def peer(rows: list[dict]) -> tuple[list[list[dict]], float] | None:
    """The same of textacy's direct quotations, over the same parse; None where it is not installed."""
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return None
    from tertius.coding.pipeline import nlp

    pipeline = nlp()
    found = []
    start = time.process_time()
    for row in rows:
        try:
            listed = list(direct_quotations(pipeline(row["text"])))
        except ValueError:  # it refuses a text whose quotation marks are unbalanced
            listed = []
        found.append([triple(one) for one in listed])
    return found, sum(len(row["text"].split()) for row in rows) / (time.process_time() - start)


def triple(one: Any) -> dict:
    """A quotation of textacy's: lists of tokens, and a span with its marks."""
    source, cue = (
        [tokens[0].idx, tokens[-1].idx + len(tokens[-1])] if tokens else None for tokens in (one.speaker, one.cue)
    )
    start, end = one.content.start_char, one.content.end_char
    start += one.content.text[:1] in MARKS
    end -= one.content.text[-1:] in MARKS
    return {"source": source, "cue": cue, "content": [start, end], "content_spans": [[start, end]]}


def labelled(*, once: bool) -> dict[str, Any]:
    """Figures on the documents that we labelled, by part and mode."""
    module = loaded(LABELLED)
    return {
        half: {mode: module.score(module.load(half), fast=mode == "fast")[0] for mode in ("accurate", "fast")}
        for half in (*module.UNASKED, *(module.ONCE if once else ()))
    }


def articles(gold: Path, *, once: bool) -> dict[str, Any]:
    """Voice and kinds on real articles whose attributions we labelled, by part and mode."""
    module = loaded(ARTICLES)
    return {
        part: {mode: module.score(part, gold, fast=mode == "fast")[0].figures() for mode in ("accurate", "fast")}
        for part in ("read", *(("unseen",) if once else ()))
    }


def view(attribution: Any) -> dict:
    content = [list(span) for span in attribution.content]
    return {
        "source": attribution.source and list(attribution.source),
        "cue": attribution.cue and list(attribution.cue),
        "content": [content[0][0], content[-1][1]],
        "content_spans": content,
    }


def scored(module: Any, rows: list[dict], found: list[list[dict]], folder: Path) -> dict[str, float]:
    gold, pred = folder / "gold.jsonl", folder / "pred.jsonl"
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = [{"doc_id": row["doc_id"], "attributions": listed} for row, listed in zip(rows, found, strict=True)]
    pred.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    everything, speech = module.run(gold, pred, boot=200), module.run(gold, pred, cues="speech", boot=0)
    return {
        "triple_overlap_all": everything["all"]["triple_overlap"]["F"],
        "triple_overlap_all_ci95": everything["ci95_F"].get("triple_overlap"),
        "triple_overlap_speech": speech["all"]["triple_overlap"]["F"],
        "triple_exact_all": everything["all"]["triple_exact"]["F"],
        "indirect_overlap": everything["indirect"]["triple_overlap"]["F"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--once", action="store_true", help="also the parts that nothing was tuned on")
    parser.add_argument("--gold", type=Path, default=GOLD / "polnear_dev.jsonl")
    parser.add_argument("--scorer", type=Path, default=GOLD / "score_claims.py")
    options = parser.parse_args()
    figures: dict[str, Any] = {"labelled": labelled(once=options.once)}
    for half, modes in figures["labelled"].items():
        for mode, measured in modes.items():
            print(f"labelled, {half}, {mode}:", measured)
    figures |= on_gold(options)
    print(json.dumps({"benchmark": "statements", "figures": figures}))


def on_gold(options: argparse.Namespace) -> dict[str, Any]:
    import tempfile

    if not options.gold.exists() or not options.scorer.exists():
        return {"accurate": None, "fast": None, "textacy": None, "because": f"{options.gold} is not here"}
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()][FIRST_UNSEEN:]
    rows = rows[:30] if options.short else rows
    module = loaded(options.scorer)
    figures: dict[str, Any] = {"documents": len(rows)}
    if options.once or not options.short:
        figures["voices"] = articles(options.gold, once=options.once)
        print("voices and kinds on real articles:", figures["voices"])
    with tempfile.TemporaryDirectory() as folder:
        for mode in ("accurate", "fast", "textacy"):
            measured = peer(rows) if mode == "textacy" else attributions(rows, fast=mode == "fast")
            if measured is None:
                figures[mode] = None
                print("textacy is not installed: pip install textacy, then run this again, to see it beside")
                continue
            found, speed = measured
            figures[mode] = scored(module, rows, found, Path(folder)) | {"words_per_cpu_second": round(speed)}
            print(f"{mode:9}", figures[mode])
    return figures


if __name__ == "__main__":
    main()
