"""How well the types do on sentences that no weights saw: three folds of PLV's last sentences, each learned without.

    python kfold.py --events FOLDER --claims polnear_dev.jsonl --factuality FOLDER --candidates CANDIDATES.jsonl \
        --weights FOLDER [--seeds 0]

The layers below, and the first reading of the type, have learned PLV's first 1,000 sentences, so only those after them
are scored: every third in turn is held, and the layers are trained on all others. Prints accuracy and macro F1 of the
new reading, of the first, and of their mean, without the rules.
"""

from __future__ import annotations

import logging
import sys

import numpy as np
import torch
from data import YIELD, marked_spans, read
from event_layers import NAMES
from model import ROOTS
from train import padded
from train_events import Examples, averaged, one_run, options, shifted

from tertius.coding.encoder._decode import probabilities
from tertius.coding.encoder._graphs import OnnxGraphs
from tertius.coding.encoder._marked import event_vector, marked
from tertius.coding.encoder._wordpiece import WordPiece

FIRST, FOLDS = 1000, 3


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


def first_reading(weights, records):
    """The chances [n, 15] by the shared encoder and its head."""
    graphs, pieces_of, out = OnnxGraphs(weights), WordPiece(weights / "vocab.txt"), []
    for record in records:
        ids, types = marked(*marked_spans(record), pieces_of)
        shared, _ = graphs.both_states(ids, types)
        out.append(probabilities(graphs.roots(event_vector(shared, ids))))
    return np.array(out)


def scores(gold, guess):
    """Accuracy, and F1 averaged over the types that the gold has."""
    f1 = [2 * ((gold == k) & (guess == k)).sum() / ((gold == k).sum() + (guess == k).sum()) for k in np.unique(gold)]
    return round(float((gold == guess).mean()), 3), round(float(np.mean(f1)), 3)


def main():
    a = options(__doc__).parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    torch.set_num_threads(1)
    examples, records = Examples(a.events, a.candidates, a.weights), read(a.events / "plv.dev.jsonl")
    tested = range(FIRST, len(records))
    kind = lambda record: NAMES.index(YIELD.get(record["gold_code_plover"], record["gold_code_plover"]))
    gold = np.array([kind(records[n]) for n in tested])
    new = np.zeros((len(tested), len(ROOTS)))
    for fold in range(FOLDS):
        held = [n for n in tested if n % FOLDS == fold]
        items = examples.all(a, frozenset(held))
        model = averaged([one_run(items, a.weights, a, seed) for seed in a.seeds])
        asked = [examples.marked(*marked_spans(records[n])) for n in held]
        new[[n - FIRST for n in held]] = chances(model, asked)
    old = first_reading(a.weights, [records[n] for n in tested])
    for name, found in (("new", new), ("first", old), ("mean", (new + old) / 2)):
        print(name, *scores(gold, found.argmax(1)))


if __name__ == "__main__":
    main()
