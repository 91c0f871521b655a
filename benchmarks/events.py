"""Accuracy and speed of event coding, both modes, beside a TF-IDF baseline trained in the same run.

    python benchmarks/events.py [--short] [--gold FOLDER]

Needs ../shared/gold/events (PLV and others, whose text may not ship) and its scorer; without them the figures are
null, with the reason. PLV sentences from number 1,000 on are scored. The events' own layers have learned them: what
`training/encoder/kfold.py` prints, where each third is left out in turn, is the
figure to quote for the accurate mode. Of the other sets but `cameo_raters` the encoder has learned too, each in its own
way: the output says so beside each (`not_evidence`), and the fast mode, rules without weights of theirs, stands beside it.
`cameo_raters` was never learned from; its F1 has a 95% interval (records resampled). `--short` leaves the other sets out.
Speed is in words a CPU second of events and statements together, over that of the bare spaCy pipeline: each by the least
of three rounds in which all take turns, since a machine's own pace wanders by more than what is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "events"
FIRST_UNSEEN = 1000
LEARNED = {
    "plover_gsr": "its types and actors",
    "cameo_raters": None,
    "cameo_manual": "its types and actors",
    "cameo_class": "its quad classes",
    "case2021_t2": "its sentences' relevance, by the gate",
}
"""The sets beside PLV, with what the encoder learned of each."""
PLV_LEARNED = "the events' own layers learned from these very sentences; see training/encoder/kfold.py"
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def marked_spans(scorer: Path, row: dict) -> dict:
    sys.path.insert(0, str(scorer.parent))
    from score_events import spans  # type: ignore[import-not-found]

    text, source, target = spans(row)
    pair = {"source": list(source), "target": list(target)} if source and target else {}
    return {"id": row["id"], "text": text} | pair


def coded(lines: list[dict], *, fast: bool) -> list[dict]:
    from tertius.coding import code_records

    return list(code_records(lines, fast=fast))


def score(scorer: Path, rows: list[dict], found: list[dict], folder: Path) -> dict[str, float]:
    gold, pred = folder / "gold.jsonl", folder / "pred.jsonl"
    for path, listed in ((gold, rows), (pred, found)):
        path.write_text("\n".join(map(json.dumps, listed)), encoding="utf-8")
    done = subprocess.run([sys.executable, scorer, gold, pred, "--json"], capture_output=True, text=True, check=True)
    return {name: round(value, 3) for name, value in json.loads(done.stdout).items()}


def score_other(scorer: Path, name: str, rows: list[dict], folder: Path, *, fast: bool) -> dict[str, object]:
    """The figures of a set beside PLV, marked where the encoder has learned from its records."""
    has_pairs = name == "cameo_class"  # this set has quad classes of given pairs alone
    lines = [marked_spans(scorer, row) if has_pairs else {"id": row["id"], "text": row["text"]} for row in rows]
    found = coded(lines, fast=fast)
    figures: dict[str, object] = dict(score(scorer, rows, found, folder))
    if "rel_f1" in figures:
        figures["rel_f1_95"] = interval(rows, found)
    if not fast and LEARNED[name]:
        figures["not_evidence"] = f"the encoder learned from these very records ({LEARNED[name]})"
    return figures


def interval(rows: list[dict], found: list[dict], draws: int = 2000) -> list[float]:
    """The middle 95% of the F1 of relevance over records drawn with replacement."""
    import numpy as np

    gold = np.array([bool(row["gold_relevant"]) for row in rows])
    told = np.array([bool(line.get("events")) for line in found])
    drawn = np.random.default_rng(0).integers(0, len(rows), (draws, len(rows)))
    hits, wrong = (gold & told)[drawn].sum(1), (gold ^ told)[drawn].sum(1)
    return [round(float(edge), 3) for edge in np.quantile(2 * hits / (2 * hits + wrong), (0.025, 0.975))]


def baseline(train: list[dict], test: list[dict]) -> float:
    """Root accuracy of TF-IDF with logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    kind = lambda row: YIELD.get(row["gold_code_plover"], row["gold_code_plover"])  # noqa: E731
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model = LogisticRegression(C=10, max_iter=2000)
    model.fit(words.fit_transform([row["text"] for row in train]), [kind(row) for row in train])
    return float(model.score(words.transform([row["text"] for row in test]), [kind(row) for row in test]))


def speeds(texts: list[dict], rounds: int = 3) -> dict[str, float]:
    """The speed of each mode over that of the bare spaCy pipeline, from the least CPU time of each."""
    from tertius.coding.pipeline import nlp

    ways = {
        "bare": lambda lines: deque(nlp().pipe([line["text"] for line in lines], batch_size=64), maxlen=0),
        "accurate": lambda lines: coded(lines, fast=False),
        "fast": lambda lines: coded(lines, fast=True),
    }
    for way in ways.values():
        way(texts[:20])  # models are loaded, tables read
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.process_time()
            way(texts)
            spent[name].append(time.process_time() - start)
    return {name: round(min(spent["bare"]) / min(times), 3) for name, times in spent.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="PLV alone")
    parser.add_argument("--gold", type=Path, default=GOLD)
    options = parser.parse_args()
    scorer = options.gold / "score_events.py"
    if not scorer.exists():
        print(json.dumps({"benchmark": "events", "figures": {"plv": None, "because": f"{scorer} is not here"}}))
        return
    plv = [row for row in read(options.gold / "plv.dev.jsonl") if row.get("gold_code_plover")]
    train, test = plv[:FIRST_UNSEEN], plv[FIRST_UNSEEN:]
    figures: dict[str, object] = {"records": len(test), "tfidf_root_acc": round(baseline(train, test), 3)}
    pairs = [marked_spans(scorer, row) for row in test]
    texts = [{"id": line["id"], "text": line["text"]} for line in pairs]
    speed = speeds(texts)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for mode in ("accurate", "fast"):
            given = coded(pairs, fast=mode == "fast")
            found = coded(texts, fast=mode == "fast")
            figures[mode] = {
                "pair_given": score(scorer, test, given, folder),
                "text_alone": score(scorer, test, found, folder),
                **({} if mode == "fast" else {"not_evidence": PLV_LEARNED}),
                "speed_over_bare_spacy": speed[mode],
            }
            for other in () if options.short else LEARNED:
                rows = read(options.gold / f"{other}.dev.jsonl")
                figures[mode][other] = score_other(scorer, other, rows, folder, fast=mode == "fast")  # type: ignore[index]
            print(mode, json.dumps(figures[mode], indent=1))
    print(json.dumps({"benchmark": "events", "figures": figures}))


if __name__ == "__main__":
    main()
