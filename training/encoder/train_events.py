"""Train the layers that events have of their own, over the shipped encoder's lower four, and write `events.onnx`.

    python train_events.py --events FOLDER --claims polnear_dev.jsonl --factuality FOLDER --candidates CANDIDATES.jsonl \
        --said SAID.jsonl --sources SOURCES.jsonl --weights FOLDER --out FOLDER [--epochs 4] [--seeds 0 1 2] [--train-events 1233]

The weights of several runs, which differ in seed and order only, are averaged. `cameo_raters` is never learned from, so
that it tells how well relevance does. `kfold.py` tells the same of the types.
"""

from __future__ import annotations

import argparse
import copy
import logging
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from data import YIELD, covers, labelled, marked_spans, read
from event_layers import NAMES, NONE, EventLayers
from own import own_leads, own_pairs, own_records, public_life, without_event
from torch.nn import functional as F
from train import batches, padded

from tertius.coding.encoder._marked import marked
from tertius.coding.encoder._source import described_source
from tertius.coding.encoder._windows import windows
from tertius.coding.encoder._wordpiece import WordPiece

log = logging.getLogger("events")
VOICES = ("named", "official", "anonymous", "media")
SCARCE = (1.5, 1.5, 2.0, 4.0, 2.0, 2.5, 1.5)  # how much more a kind, or a negation, weighs than its absence
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # who did it to whom may be turned round


@dataclass
class Item:
    """One sentence as the heads see it; what is not known of it is None or -100."""

    ids: list[int]
    lower: torch.Tensor  # [n, 384]
    kind: str  # "marked", "plain" or "source"
    root: int = -100
    quad: int = -100
    weight: float = 1.0
    tags: list[int] | None = None
    relevant: float | None = None
    wrong: list[tuple[list[int], list[int]]] | None = None  # token indices of pairs that are none
    said: list[tuple[list[int], list[int], list[float]]] | None = None  # tokens of content and cue, kinds and negation
    voice: tuple[int, int] | None = None  # tokens of a source's description, and its voice


class Lower:
    """The states of layer 4 by the shipped graph."""

    def __init__(self, folder):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(folder / "lower.onnx", options)

    def __call__(self, ids, types):
        given = {"ids": np.array([ids]), "types": np.array([types])}
        return torch.tensor(self.session.run(["lower"], given)[0][0]).to(torch.bfloat16)


class Examples:
    """Records of all sets as items, with the rules' wrong pairs as examples of none."""

    def __init__(self, folder, candidates, weights):
        self.pieces_of = WordPiece(weights / "vocab.txt")
        self.lower = Lower(weights)
        self.folder = folder
        self.pairs = {row["text"]: row["pairs"] for row in read(candidates)}

    def marked(self, text, source, target, **known):
        ids, types = marked(text, source, target, self.pieces_of)
        return Item(ids, self.lower(ids, types), "marked", **known)

    def plain(self, text, pair, relevant, wrong):
        window = next(iter(windows(text, self.pieces_of)))
        tokens = lambda span: [i for i in range(len(window.ids)) if covers(window, i, [span])]
        tags = None
        if pair:
            tags = [-100 if a < 0 else 1 if covers(window, i, [pair[0]]) else 2 if covers(window, i, [pair[1]]) else 0
                    for i, a in enumerate(window.starts)]  # fmt: skip
        refused = [(tokens(s), tokens(t)) for s, t in wrong]
        return Item(window.ids, self.lower(window.ids, window.types), "plain", tags=tags, relevant=relevant,
                    wrong=[(s, t) for s, t in refused if s and t])  # fmt: skip

    def said(self, row):
        window = next(iter(windows(row["text"].replace("\n", " "), self.pieces_of)), None)
        if window is None:
            return []
        tokens = lambda spans: [i for i in range(len(window.ids)) if covers(window, i, spans)]
        said = [
            (tokens(one["content"]), tokens([one["cue"]]) if one["cue"] else [], one["labels"]) for one in row["said"]
        ]
        said = [one for one in said if one[0]]
        return [Item(window.ids, self.lower(window.ids, window.types), "plain", said=said)] if said else []

    def source(self, row):
        ids, types, words = described_source(row["description"], row["text"], tuple(row["source"]), self.pieces_of)
        return Item(ids, self.lower(ids, types), "source", voice=(words, VOICES.index(row["voice"])))

    def of(self, record, *, relevant, weight=1.0):
        """Items of one record: marked with its type, marked with pairs of no act, and plain."""
        text, source, target = marked_spans(record)
        text = text.replace("\n", " ")
        code = record.get("gold_code_plover")
        root = NAMES.index(YIELD.get(code, code)) if code else -100
        quad = record["gold_quad"] if record.get("gold_quad") is not None else -100
        if record.get("origin") == "plv":
            quad = -100
        pair = (source, target) if source and target else None
        wrong = self._wrong(text, pair, code, relevant)
        out = []
        if root >= 0 or quad >= 0:
            out.append(self.marked(text, source, target, root=root, quad=quad, weight=weight))
        out += [self.marked(text, s, t, root=NAMES.index(NONE), weight=0.5 * weight) for s, t in wrong[:2]]
        out.append(self.plain(text, pair, relevant, wrong if pair or relevant == 0.0 else []))
        return out

    def _wrong(self, text, pair, code, relevant):
        found = [tuple(map(tuple, one)) for one in self.pairs.get(text, ())]
        if relevant == 0.0:
            return found
        if pair is None:
            return []
        meet = lambda a, b: a[0] < b[1] and b[0] < a[1]
        wrong = [
            one
            for one in found
            if not (meet(one[0], pair[0]) and meet(one[1], pair[1]))
            and not (meet(one[0], pair[1]) and meet(one[1], pair[0]))
        ]
        return [(pair[1], pair[0]), *wrong] if code not in MUTUAL else wrong

    def all(self, a, held=(), groups=()):
        """All examples, save the sentences of PLV whose numbers are in `held` and what is said in the documents `groups`."""
        out, started = [], time.time()
        for number, record in enumerate(read(self.folder / "plv.dev.jsonl")[: a.train_events]):
            if number not in held:
                out += self.of(record, relevant=1.0)
        for record in own_records(a.own):
            out += self.of(record, relevant=1.0, weight=0.7)
        for record in own_pairs():
            out += self.of(record, relevant=1.0)
        for record in (*without_event(), *public_life(), *own_leads(), *labelled(a.claims, a.factuality)):
            out += self.of(record, relevant=float(record["gold_relevant"]))
        for name in ("plover_gsr", "cameo_manual", "cameo_class"):
            for record in read(self.folder / f"{name}.dev.jsonl"):  # those of class 0 are statements, CAMEO 01
                out += self.of(record, relevant=1.0, weight=0.7 if name == "cameo_class" else 1.0)
        for record in read(self.folder / "case2021_t2.dev.jsonl"):
            out += self.of(record, relevant=1.0)
        for row in read(a.said):
            out += self.said(row) if row["group"] not in groups else []
        out += [self.source(row) for row in read(a.sources) if row["group"] not in groups]
        log.info("%d items in %.0f s", len(out), time.time() - started)
        return out


def shifted(items):
    """lower [B, n, 384], mask [B, n] of some items."""
    n = max(len(item.ids) for item in items)
    lower = torch.zeros(len(items), n, items[0].lower.shape[-1], dtype=torch.bfloat16)
    for row, item in enumerate(items):
        lower[row, : len(item.ids)] = item.lower
    return lower, padded([[1] * len(item.ids) for item in items])


def marked_loss(model, items, class_weight):
    lower, mask = shifted(items)
    root, quad = model.marked(lower, padded([item.ids for item in items]), mask)
    roots, quads = torch.tensor([i.root for i in items]), torch.tensor([i.quad for i in items])
    weight = torch.tensor([i.weight for i in items])
    loss = F.cross_entropy(
        root.float(), roots, weight=class_weight, label_smoothing=0.1, ignore_index=-100, reduction="none"
    )
    loss = (loss * weight).sum() / weight.sum()
    if (quads >= 0).any():
        loss = loss + 0.3 * F.cross_entropy(quad.float(), quads, label_smoothing=0.1, ignore_index=-100)
    return loss


def plain_loss(model, items):
    lower, mask = shifted(items)
    tags, pairs, gate, states = model.plain(lower, mask)
    loss = torch.zeros(())
    if any(item.tags for item in items):
        gold = padded([item.tags or [-100] * len(item.ids) for item in items], -100)
        loss = loss + F.cross_entropy(tags.float().transpose(1, 2), gold, ignore_index=-100)
    right = [(row, [i for i, t in enumerate(item.tags) if t == 1], [i for i, t in enumerate(item.tags) if t == 2])
             for row, item in enumerate(items) if item.tags]  # fmt: skip
    wrong = [(row, *pair) for row, item in enumerate(items) for pair in item.wrong or ()]
    asked = [(*one, 1.0) for one in right if one[1] and one[2]] + [(*one, 0.0) for one in wrong]
    if asked:
        scores = torch.stack([pairs[row][s][:, t].float().mean() for row, s, t, _ in asked])
        loss = loss + 0.5 * F.binary_cross_entropy_with_logits(scores, torch.tensor([one[3] for one in asked]))
    known = [(row, item.relevant) for row, item in enumerate(items) if item.relevant is not None]
    if known:
        rows, wanted = zip(*known, strict=True)
        wanted = torch.tensor(wanted)
        weight = torch.where(wanted > 0.5, 1.0, 2.0)  # there are fewer sentences without an event
        loss = loss + 0.5 * F.binary_cross_entropy_with_logits(gate[list(rows)].float(), wanted, weight=weight)
    said = [(row, content, cue, labels) for row, item in enumerate(items) for content, cue, labels in item.said or ()]
    if said:
        odds = model.kinds_of(states.float(), [one[:3] for one in said])
        gold = torch.tensor([one[3] for one in said])
        loss = loss + 3.0 * F.binary_cross_entropy_with_logits(odds.float(), gold, pos_weight=torch.tensor(SCARCE))
    return loss


def source_loss(model, items):
    lower, mask = shifted(items)
    odds = model.voices(lower, [item.ids for item in items], mask, [item.voice[0] for item in items])
    return F.cross_entropy(odds.float(), torch.tensor([item.voice[1] for item in items]), label_smoothing=0.05)


def loss_of(model, kind, items, class_weight):
    if kind == "marked":
        return marked_loss(model, items, class_weight)
    return plain_loss(model, items) if kind == "plain" else source_loss(model, items)


def one_run(items, weights, a, seed, fresh=()):
    """Layers trained on the items; the heads named in `fresh` start from nothing, not from the shipped weights."""
    torch.manual_seed(0)  # the same start for all runs: only heads with one start can be averaged
    model = EventLayers()
    model.start_from(weights)
    for name in fresh:
        getattr(model, name).reset_parameters()
    torch.manual_seed(seed)
    rng = random.Random(seed)
    counts = np.bincount([i.root for i in items if i.root >= 0], minlength=len(NAMES)).astype(float)
    class_weight = torch.tensor((counts.mean() / np.maximum(counts, 1)) ** a.balance).clamp(0.5, 2.5).float()
    new = (
        "first",
        "second",
        "cross",
        "gate",
        "gate_hidden",
        "root",
        "quad",
        "said_hidden",
        "said",
        "voice_hidden",
        "voice",
    )
    head = [p for name, p in model.named_parameters() if name.split(".")[0] in new]
    rest = [p for name, p in model.named_parameters() if name.split(".")[0] not in new]
    groups = [{"params": rest, "top": a.rate}, {"params": head, "top": 5 * a.rate}]
    optimiser = torch.optim.AdamW(groups, lr=a.rate, weight_decay=0.01)
    parts = {kind: [i for i in items if i.kind == kind] for kind in ("marked", "plain", "source")}
    steps = []
    for _ in range(a.epochs):
        now = [
            (kind, batch) for kind, part in parts.items() for batch in batches([len(i.ids) for i in part], 2048, rng)
        ]
        rng.shuffle(now)
        steps += now
    average, began = copy.deepcopy(model), time.time()
    for step, (kind, batch) in enumerate(steps):
        model.train()
        spent = step / len(steps)
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * min(1.0, spent / 0.06) * max(0.02, 1 - spent)
        chosen = [parts[kind][i] for i in batch]
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(model, kind, chosen, class_weight)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        with torch.no_grad():
            keep = min(0.99, (step + 1) / (step + 10))
            for slow, fast in zip(average.parameters(), model.parameters(), strict=True):
                slow.mul_(keep).add_(fast, alpha=1 - keep)
        if step % 50 == 0:
            log.info(
                "seed %d step %d/%d %s %.3f %.0f s", seed, step, len(steps), kind, loss.item(), time.time() - began
            )
    return average.eval()


def averaged(models):
    mean = copy.deepcopy(models[0])
    with torch.no_grad():
        for slow, *each in zip(mean.parameters(), *(m.parameters() for m in models), strict=True):
            slow.copy_(torch.stack(each).mean(0))
    return mean


def options(description):
    ap = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--events", type=Path, required=True)
    ap.add_argument("--claims", type=Path, required=True)
    ap.add_argument("--factuality", type=Path, required=True)
    ap.add_argument("--candidates", type=Path, required=True)
    ap.add_argument("--said", type=Path, required=True, help="what said.py writes")
    ap.add_argument("--sources", type=Path, required=True, help="what scripts/train_voices.py --write writes")
    ap.add_argument("--weights", type=Path, required=True, help="the folder of the shipped encoder")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--balance", type=float, default=0.3, help="0: classes as they come; 1: all alike")
    ap.add_argument("--seeds", type=int, nargs="+", default=[0])
    ap.add_argument("--own", type=int, default=2, help="copies of each sentence of our own")
    ap.add_argument("--train-events", type=int, default=1233)
    return ap


def main():
    ap = options(__doc__)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--without", nargs="*", default=[], help="documents whose statements and sources are left out")
    a = ap.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    torch.set_num_threads(1)
    a.out.mkdir(parents=True, exist_ok=True)
    items, runs = Examples(a.events, a.candidates, a.weights).all(a, groups=frozenset(a.without)), []
    for seed in a.seeds:
        runs.append(one_run(items, a.weights, a, seed))
        torch.save(runs[-1].state_dict(), a.out / f"seed{seed}.pt")
    torch.save(averaged(runs).state_dict(), a.out / "events.pt")


if __name__ == "__main__":
    main()
