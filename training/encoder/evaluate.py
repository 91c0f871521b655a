"""Score exported weights on what they were not trained on, by the gold sets' own scorers.

    python evaluate.py FOLDER --claims polnear_dev.jsonl --events FOLDER [--train-documents 500] [--train-events 1000]

Prints F1 of triples (all, speech, exact, indirect), root accuracy, macro F1 and quad accuracy of pairs
given, how often both actors are found from the text alone, words per CPU second on one thread, and what `benchmarks/told.py`
counts. `--pieces` reads the articles in pieces too (and leaves the events out), `--leads` short texts of our own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from data import LINE, SENTENCE, YIELD, marked_spans, pieces, read, tagged

from tertius.coding.encoder._encoder import Encoder
from told import found, plainly_told, sentences, silent

QUAD = {
    name: quad
    for quad, names in {
        1: "AGREE CONSULT SUPPORT",
        2: "COOPERATE AID YIELD",
        3: "REQUEST ACCUSE REJECT THREATEN",
        4: "PROTEST MOBILIZE SANCTION COERCE ASSAULT",
    }.items()
    for name in names.split()
}


def claims_scorer(claims):
    """The module that lies beside the gold set."""
    spec = importlib.util.spec_from_file_location("score_claims", claims.parent / "score_claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_gold(found):
    """Attributions in the gold set's form."""
    return [
        {"source": f.source, "cue": f.cue, "content": [f.content[0][0], f.content[-1][1]], "content_spans": f.content}
        for f in found
    ]


def score_claims(claims, records, predictions):
    """F1 by the scorer of `claims`; predictions as {doc_id, attributions}."""
    module = claims_scorer(Path(claims))
    with tempfile.TemporaryDirectory() as folder:
        gold, pred = Path(folder) / "gold.jsonl", Path(folder) / "pred.jsonl"
        gold.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
        pred.write_text("".join(json.dumps(p) + "\n" for p in predictions), encoding="utf-8")
        everything = module.run(gold, pred, boot=0)
        speech = module.run(gold, pred, cues="speech", boot=0)
    both = everything["all"]
    return {
        "all": both["triple_overlap"]["F"],
        "speech": speech["all"]["triple_overlap"]["F"],
        "exact": both["triple_exact"]["F"],
        "indirect": everything["indirect"]["triple_overlap"]["F"],
        "P": both["triple_overlap"]["P"],
        "R": both["triple_overlap"]["R"],
        "cue": both["cue_overlap"]["F"],
        "source": both["source_head"]["F"],
        "content": both["content_overlap"]["F"],
    }


def evaluate_claims(encoder, claims, records):
    began = time.process_time()
    found = encoder.attributions_of([record["text"] for record in records])
    spent = time.process_time() - began
    predictions = [{"doc_id": r["doc_id"], "attributions": as_gold(f)} for r, f in zip(records, found, strict=True)]
    words = sum(len(record["text"].split()) for record in records)
    return score_claims(claims, records, predictions) | {"words_a_cpu_second": round(words / spent)}


def evaluate_events(encoder, records):
    asked = [marked_spans(record) for record in records]
    gold = [YIELD.get(record["gold_code_plover"], record["gold_code_plover"]) for record in records]
    guess = [max(chances, key=chances.__getitem__) for chances in encoder.event_types(asked)]
    pairs = list(zip(gold, guess, strict=True))
    f1 = []
    for label in sorted(set(gold)):
        hits = sum(g == p == label for g, p in pairs)
        f1.append(2 * hits / (gold.count(label) + guess.count(label)))
    meets = lambda a, b: bool(a and b and a[0] < b[1] and b[0] < a[1])
    actors = encoder.actors([text for text, _, _ in asked])
    both = [a and meets(a[0], s) and meets(a[1], t) for a, (_, s, t) in zip(actors, asked, strict=True) if s and t]
    return {
        "root": round(sum(g == p for g, p in pairs) / len(pairs), 3),
        "macro": round(sum(f1) / len(f1), 3),
        "quad": round(sum(QUAD[g] == QUAD[p] for g, p in pairs) / len(pairs), 3),
        "actors": round(sum(map(bool, both)) / max(1, len(both)), 3),
        "errors": sorted((g, p) for g, p in pairs if g != p),
    }


def evaluate_told(encoder, texts):
    """As `benchmarks/told.py` has it, of the encoder alone: sentences that say by their form who says what, or that nobody does."""
    of = lambda text: [(one.source, one.content) for one in encoder.attributions(text)]
    told = [found(wanted, of(text)) for text in texts if (wanted := plainly_told(text)) is not None]
    quiet = [not of(text) for text in texts if silent(text)]
    return {"told": f"{sum(told)} of {len(told)}", "silent": f"{sum(quiet)} of {len(quiet)}"}


def whole(records):
    """Without the attributions whose content lies outside the record."""
    for record in records:
        kept = [one for one in record["attributions"] if one["content_spans"]]
        yield record | {"attributions": kept}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path, nargs="+")
    ap.add_argument("--claims", type=Path, required=True)
    ap.add_argument("--events", type=Path, required=True)
    ap.add_argument("--train-documents", type=int, default=500)
    ap.add_argument("--train-events", type=int, default=1000)
    ap.add_argument("--pieces", action="store_true", help="read the articles line by line and sentence by sentence too")
    ap.add_argument("--leads", type=Path, nargs="*", default=[], help="texts of our own (data.tagged)")
    a = ap.parse_args()
    articles = read(a.claims)[a.train_documents :]
    wire = sentences(a.events)
    for folder in a.folder:
        encoder = Encoder(folder)
        print(folder, evaluate_claims(encoder, a.claims, articles))
        print(folder, evaluate_told(encoder, wire))
        for of in (LINE, SENTENCE) if a.pieces else ():
            parts = [piece for article in articles for piece in pieces(article, of)]
            print(
                folder,
                "line by line" if of == LINE else "sentence by sentence",
                evaluate_claims(encoder, a.claims, list(whole(parts))),
            )
        for path in a.leads:
            print(folder, path.name, evaluate_claims(encoder, a.claims, list(tagged(path))))
        if not a.pieces:
            print(folder, evaluate_events(encoder, read(a.events / "plv.dev.jsonl")[a.train_events :]))


if __name__ == "__main__":
    main()
