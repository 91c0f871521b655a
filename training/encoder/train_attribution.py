"""Train attribution's own two layers and its role head further, over the shipped encoder's lower four.

    python train_attribution.py --claims polnear_dev.jsonl --leads FILE.tsv [FILE.tsv ...] --weights FOLDER --to FOLDER \
        [--steps 2000] [--train-documents 500]

The articles are read whole, line by line and sentence by sentence, so that a text of one sentence is read as well as a
page; `own_told.py` makes texts of our own, and `--leads` may hold more (`data.tagged`). The lower four layers stay as they are, int8 and all, so
what stands on them beside attribution is untouched. A running average of the weights is what is written.
"""

from __future__ import annotations

import argparse
import copy
import logging
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

import runtime  # noqa: F401
import torch
from data import LINE, SENTENCE, attribution_examples, pieces, read, tagged
from event_layers import layer_from, put, weights_of
from export import Graph, layers_of, quantised, roles_graph
from model import FEED, HEADS, HIDDEN, LAYERS, LOWER, ROLE, Layer, Roles
from onnx import TensorProto
from own_told import saying_acts, told_acts
from torch import nn
from train import batches, follow, loss_of_reading, padded, schedule
from train_events import Lower

from tertius.coding.encoder._wordpiece import WordPiece

log = logging.getLogger("train_attribution")


class AttributionLayers(nn.Module):
    """From the states of layer 4: two layers more, the projections and tags over them, and the role head."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([Layer(HIDDEN, HEADS, FEED, before=False) for _ in range(LOWER, LAYERS)])
        self.drop = nn.Dropout(0.1)
        self.tokens, self.cues = nn.Linear(HIDDEN, ROLE), nn.Linear(HIDDEN, ROLE)
        self.cue_tags, self.actor_tags = nn.Linear(HIDDEN, 3), nn.Linear(HIDDEN, 3)
        self.roles = Roles()

    def forward(self, lower, mask):
        """States [B, n, HIDDEN] -> token projections, cue projections, cue tags (O, B, I)."""
        hide = ((1.0 - mask.to(lower.dtype)) * -1e4)[:, None, None, :]
        x = lower
        for layer in self.layers:
            x = layer(x, hide)
        y = self.drop(x)
        return self.tokens(y), self.cues(y), self.cue_tags(y)

    def start_from(self, folder):
        """Take the shipped weights, back from int8."""
        get = weights_of(folder / "attribution.onnx")
        for i, layer in enumerate(self.layers):
            layer_from(get, layer, f"l{i + LOWER}_", "states" if i + LOWER == LAYERS - 1 else f"l{i + LOWER}_n2")
        for name in ("tokens", "cues", "cue_tags", "actor_tags"):
            put(getattr(self, name), get(name + "_w").T, get(name + "_b"))
        get = weights_of(folder / "roles.onnx")
        roles = self.roles
        put(roles.film, get("film_w").T, get("film_b"))
        put(roles.norm, get("normed_g"), get("normed_b"))
        put(roles.near, get("near_table"), None)
        for i, layer in enumerate(roles.layers):
            layer_from(get, layer, f"r{i}_", f"r{i}_n2", own_biases=True)
        put(roles.out, get("out_g"), get("out_b"))
        put(roles.tags, get("tags_w").T, get("tags_b"))
        put(roles.valid, get("valid2_w").T, get("valid2_b"))


def attribution_graph(model, path):
    g = Graph()
    x = layers_of(g, "lower", model.layers, LOWER, "states")
    for name in ("tokens", "cues", "cue_tags", "actor_tags"):
        g.product(x, getattr(model, name), name)
    shape = lambda last: ["B", "n", last]
    real = TensorProto.FLOAT
    g.save(path, [("lower", real, shape(HIDDEN))],
           [("tokens", real, shape(ROLE)), ("cues", real, shape(ROLE)), ("cue_tags", real, shape(3)), ("actor_tags", real, shape(3))])  # fmt: skip


def write(model, weights, to):
    """The two graphs in int8, beside copies of the rest."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, build, part in (("attribution", attribution_graph, model), ("roles", roles_graph, model.roles)):
            plain = Path(folder) / f"{name}.onnx"
            build(part, plain)
            quantised(plain, to / f"{name}.onnx")
    for path in weights.iterdir():
        if path.is_file() and not (to / path.name).exists():
            shutil.copy(path, to / path.name)


def examples_of(a, pieces_of):
    """Examples by way of reading: whole articles, their lines, their sentences, and texts of our own."""
    articles = read(a.claims)[: a.train_documents]
    ways = {
        "whole": articles,
        "lines": [piece for article in articles for piece in pieces(article, LINE)],
        "sentences": [piece for article in articles for piece in pieces(article, SENTENCE)],
        "own": [
            *told_acts(),
            *(saying_acts() if a.sayings else ()),
            *(record for path in a.leads for record in tagged(path) for _ in range(3)),
        ],
    }
    return {name: attribution_examples(records, pieces_of) for name, records in ways.items()}


def endless(examples, tokens, rng):
    """Batches of about `tokens` tokens without end, each example once a round."""
    while True:
        for batch in batches([len(one.window.ids) for one in examples], tokens, rng):
            yield [examples[i] for i in batch]


def train(model, ways, states, rng, a):
    """The running average of the weights; it is also written now and then."""
    average = copy.deepcopy(model)
    layers = [{"params": list(layer.parameters()), "top": a.rate} for layer in model.layers]
    heads = [model.tokens, model.cues, model.cue_tags, model.roles]
    layers.append({"params": [p for head in heads for p in head.parameters()], "top": a.head_rate})
    optimiser = torch.optim.AdamW(layers, lr=1e-4, weight_decay=0.01, fused=True)
    streams = {name: endless(some, a.tokens, rng) for name, some in ways.items()}
    shares = dict(zip(("whole", "lines", "sentences", "own"), a.shares, strict=True))
    began, running = time.time(), {}
    for step in range(a.steps):
        way = rng.choices(list(streams), [shares[name] for name in streams])[0]
        batch = next(streams[way])
        model.train()
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * schedule(step / a.steps)
        mask = padded([[1] * len(e.window.ids) for e in batch])
        given = nn.utils.rnn.pad_sequence([states[id(e)] for e in batch], batch_first=True)
        with torch.autocast("cpu", torch.bfloat16):
            tokens, cues, tags = model(given, mask)
            loss, parts = loss_of_reading(model.roles, batch, tokens, cues, tags.float(), negatives=True)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        follow(average, model, step)
        for name, value in parts.items():
            key = f"{way} {name}"
            running[key] = 0.95 * running.get(key, value) + 0.05 * value
        if (step + 1) % 50 == 0:
            shown = {name: round(value, 3) for name, value in sorted(running.items())}
            log.info("step %d of %d %s %.0f s", step + 1, a.steps, shown, time.time() - began)
        if (step + 1) % 500 == 0:
            write(copy.deepcopy(average).eval(), a.weights, a.to)
    return average.eval()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--claims", type=Path, required=True)
    ap.add_argument("--leads", type=Path, nargs="*", default=[])
    ap.add_argument("--weights", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True)
    ap.add_argument("--steps", type=int, default=2000)
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=3e-4)
    ap.add_argument("--tokens", type=int, default=1024, help="of a batch")
    ap.add_argument(
        "--shares", type=float, nargs=4, default=(0.42, 0.13, 0.22, 0.23), help="of whole, lines, sentences, own"
    )
    ap.add_argument("--sayings", action="store_true", help="read acts that are sayings too (own_told.saying_acts)")
    ap.add_argument("--train-documents", type=int, default=500)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    pieces_of, lower = WordPiece(a.weights / "vocab.txt"), Lower(a.weights)
    ways = {name: some for name, some in examples_of(a, pieces_of).items() if some}
    log.info("%s", {name: (len(some), sum(len(e.roles) for e in some)) for name, some in ways.items()})
    states = {id(e): lower(e.window.ids, e.window.types) for some in ways.values() for e in some}
    model = AttributionLayers()
    model.start_from(a.weights)
    write(train(model, ways, states, rng, a), a.weights, a.to)


if __name__ == "__main__":
    main()
