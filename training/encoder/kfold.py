"""How well types and kinds do on sentences that no weights of the events' own layers saw: three folds.

    python kfold.py --events FOLDER --claims polnear_dev.jsonl --factuality FOLDER --candidates CANDIDATES.jsonl \
        --said SAID.jsonl --weights FOLDER [--seeds 0]

The layers below have learned PLV's first 1,000 sentences, so only those after them are scored: every third in turn is
held, together with a third of the labelled documents, and the layers are trained on all others. Prints accuracy and macro
F1 of the root types, and for each kind of statement the F1 at even odds, on PolNeAR's articles and on our own documents,
without the rules.
"""

from __future__ import annotations

import hashlib
import logging
import sys

import numpy as np
import torch
from data import YIELD, marked_spans, read
from event_layers import NAMES
from model import ROOTS
from train import padded
from train_events import Examples, averaged, one_run, options, shifted

from tertius.coding.encoder._sentence import SAID

log = logging.getLogger("kfold")
FIRST, FOLDS = 1000, 3
TYPES = ("hidden", "root", "quad")  # the shipped heads of types have seen all sentences
LONG = 4  # letters of a group's name: those of our documents are shorter, PolNeAR's longer


def fold_of(group):
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def chances(model, items):
    """The chances [n, 15] of the root types by the trained layers."""
    out = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for item in items:
            lower, mask = shifted([item])
            root, _ = model.marked(lower, padded([item.ids]), mask)
            out.append(root.float().softmax(-1)[0, : len(ROOTS)].numpy())
    found = np.array(out)
    return found / found.sum(1, keepdims=True)


def odds(model, items):
    """Labels and log-odds [S, 7] of all that is said in the items."""
    labels, found = [], []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for item in items:
            lower, mask = shifted([item])
            *_, states = model.plain(lower, mask)
            found += (
                model.kinds_of(states.float(), [(0, content, cue) for content, cue, _ in item.said]).float().tolist()
            )
            labels += [one[2] for one in item.said]
    return labels, found


def scores(gold, guess):
    """Accuracy, and F1 averaged over the types that the gold has."""
    f1 = [2 * ((gold == k) & (guess == k)).sum() / ((gold == k).sum() + (guess == k).sum()) for k in np.unique(gold)]
    return round(float((gold == guess).mean()), 3), round(float(np.mean(f1)), 3)


def main():
    a = options(__doc__).parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    torch.set_num_threads(1)
    examples, records = Examples(a.events, a.candidates, a.weights), read(a.events / "plv.dev.jsonl")
    rows = [row for row in read(a.said) if not row["group"].startswith("own")]
    tested = range(FIRST, len(records))
    kind = lambda record: NAMES.index(YIELD.get(record["gold_code_plover"], record["gold_code_plover"]))
    gold, new = np.array([kind(records[n]) for n in tested]), np.zeros((len(tested), len(ROOTS)))
    said = {"PolNeAR": ([], []), "documents": ([], [])}
    for fold in range(FOLDS):
        held = [n for n in tested if n % FOLDS == fold]
        groups = {row["group"] for row in rows if fold_of(row["group"]) == fold}
        items = examples.all(a, frozenset(held), groups)
        model = averaged([one_run(items, a.weights, a, seed, TYPES) for seed in a.seeds])
        asked = [examples.marked(*marked_spans(records[n])) for n in held]
        new[[n - FIRST for n in held]] = chances(model, asked)
        log.info(
            "types of fold %d: %s",
            fold,
            scores(gold[[n - FIRST for n in held]], new[[n - FIRST for n in held]].argmax(1)),
        )
        for row in rows:
            if row["group"] in groups:
                name = "PolNeAR" if len(row["group"]) > LONG else "documents"
                for kept, found in zip(said[name], odds(model, examples.said(row)), strict=True):
                    kept.extend(found)
    print("types", *scores(gold, new.argmax(1)))
    for name, (labels, found) in said.items():
        labelled, told = np.array(labels) > 0, np.array(found) > 0
        both = 2 * (labelled & told).sum(0) / np.maximum(1, labelled.sum(0) + told.sum(0))
        print(name, {kind: round(float(f1), 3) for kind, f1 in zip(SAID, both, strict=True)})


if __name__ == "__main__":
    main()
