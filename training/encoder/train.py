"""Train the encoder on attributions and events.

    python train.py --claims polnear_dev.jsonl --events FOLDER --start MODEL_FOLDER --out RUN.pt \
        [--epochs 8] [--event-epochs 12] [--minutes 60] [--train-documents 500] [--train-events 1000]

The first documents and sentences are learned from; `evaluate.py` scores the rest. Runs on CPUs in
bfloat16, each worker with one thread; a running average of the weights is written now and then.
"""

from __future__ import annotations

import argparse
import copy
import logging
import random
import sys
import time
from pathlib import Path

import runtime  # noqa: F401
import torch
from data import attribution_examples, event_examples, read
from model import ROOTS, Model, event_vector
from own import own_records
from torch.nn import functional as F

from tertius.coding.encoder._windows import neighbourhood, relative
from tertius.coding.encoder._wordpiece import WordPiece

log = logging.getLogger("train")


def padded(rows, value=0):
    n = max(map(len, rows))
    return torch.tensor([list(row) + [value] * (n - len(row)) for row in rows])


def batches(sizes, tokens, rng, noise=24):
    """Indices in batches of about `tokens` tokens, like lengths together, in random order."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i] + rng.random() * noise)
    out, now = [], []
    for i in order:
        if now and (len(now) + 1) * max(sizes[i], *(sizes[j] for j in now)) > tokens:
            out.append(now)
            now = []
        now.append(i)
    out.append(now)
    rng.shuffle(out)
    return out


def predicted_cues(tags, window, gold):
    """Cues that the model would find now and that touch no gold cue: what the role head must learn to refuse."""
    found, at = [], None
    for i, tag in enumerate(tags):
        on = tag > 0 and window.starts[i] >= 0 and window.core[0] <= i < window.core[1]
        if at is not None and (not on or tag == 1):
            found.append((at, i))
            at = None
        if on and at is None:
            at = i
    return [(a, b) for a, b in found if not any(a < d and c < b for c, d, *_ in gold)]


def attribution_loss(model, examples, *, negatives):
    ids, types = padded([e.window.ids for e in examples]), padded([e.window.types for e in examples])
    mask = padded([[1] * len(e.window.ids) for e in examples])
    tokens, cues, tags, _, _ = model.encoder(ids, types, mask)
    return loss_of_reading(model.roles, examples, tokens, cues, tags.float(), negatives=negatives)


def loss_of_reading(heads, examples, tokens, cues, tags, *, negatives):
    """The loss of what was read [B, n, ...] of the examples' windows; `heads` is the role head."""
    gold = padded([e.cue_tags for e in examples], -100)
    loss = F.cross_entropy(tags.transpose(1, 2), gold, ignore_index=-100)
    items = [(row, *role) for row, e in enumerate(examples) for role in e.roles]
    count = len(items)
    if negatives:
        best = (tags.detach()[..., 1:].logsumexp(-1) > tags.detach()[..., 0] - 0.8).long() * (
            1 + tags.detach()[..., 1:].argmax(-1)
        )
        for row, e in enumerate(examples):
            for begin, end in predicted_cues(best[row, : len(e.window.ids)].tolist(), e.window, e.roles):
                first, last = neighbourhood(e.window, begin, end)
                items.append((row, begin, end, first, last, [-100] * (last - first)))
    if not items:
        return loss, {}
    n = max(last - first for _, _, _, first, last, _ in items)
    place = torch.tensor(
        [[row * tokens.shape[1] + min(first + k, last - 1) for k in range(n)] for row, _, _, first, last, _ in items]
    )
    near = padded([relative(first, last, begin, end) for _, begin, end, first, last, _ in items])
    inside = padded([[1] * (last - first) for _, _, _, first, last, _ in items])
    role_gold = padded([role for *_, role in items], -100)
    cue = torch.stack([cues[row, begin:end].mean(0) for row, begin, end, *_ in items])
    got, valid = heads(tokens.reshape(-1, tokens.shape[-1])[place], cue, near, inside)
    role = F.cross_entropy(got.float().transpose(1, 2), role_gold, ignore_index=-100) if count else 0.0
    true = torch.tensor([1.0] * count + [0.0] * (len(items) - count))
    refuse = F.binary_cross_entropy_with_logits(valid.float(), true)
    return 4 * loss + 2 * role + 0.3 * refuse, {
        "cue": loss.item(),
        "role": float(torch.as_tensor(role).detach()),
        "valid": refuse.item(),
    }


def event_loss(model, examples):
    ids, types = padded([e.ids for e in examples]), padded([e.types for e in examples])
    mask = padded([[1] * len(e.ids) for e in examples])
    states = model.encoder.states(ids, types, mask)
    root, quad = model.types(event_vector(states.float(), ids, mask))
    roots, quads = torch.tensor([e.root for e in examples]), torch.tensor([e.quad for e in examples])
    loss = torch.zeros(())
    if (roots >= 0).any():
        loss = loss + F.cross_entropy(root.float(), roots, label_smoothing=0.1, ignore_index=-100)
    if (quads >= 0).any():
        loss = loss + 0.4 * F.cross_entropy(quad.float(), quads, label_smoothing=0.1, ignore_index=-100)
    plain = [e.plain for e in examples if e.plain]
    if plain:
        mask = padded([[1] * len(p[0]) for p in plain])
        tags = model.encoder(padded([p[0] for p in plain]), padded([p[1] for p in plain]), mask)[3]
        loss = loss + 1.0 * F.cross_entropy(
            tags.float().transpose(1, 2), padded([p[2] for p in plain], -100), ignore_index=-100
        )
    return loss


def parameter_groups(model, rate, head_rate, decay=0.9):
    """Lower layers learn more slowly; the word vectors not at all."""
    encoder = model.encoder
    encoder.words.weight.requires_grad = False
    groups = [{"params": [*encoder.places.parameters(), *encoder.norm.parameters()], "top": rate * decay**7},
              {"params": list(encoder.types.parameters()), "top": rate * 4}]  # fmt: skip
    for i, layer in enumerate(encoder.layers):
        groups.append({"params": list(layer.parameters()), "top": rate * decay ** (5 - i)})
    heads = [encoder.tokens, encoder.cues, encoder.cue_tags, encoder.actor_tags, model.roles, model.types]
    groups.append({"params": [p for head in heads for p in head.parameters()], "top": head_rate})
    return groups


@torch.no_grad()
def follow(average, model, step, keep=0.998):
    keep = min(keep, (step + 1) / (step + 10))
    for slow, fast in zip(average.parameters(), model.parameters(), strict=True):
        if fast.requires_grad:
            slow.mul_(keep).add_(fast, alpha=1 - keep)


def schedule(fraction):
    return min(1.0, fraction / 0.06) * max(0.02, 1 - max(0.0, fraction - 0.06) / 0.94)


def plan_steps(sizes, event_sizes, weak_sizes, a):
    """All batches of the run in their order: attributions, with those of events strewn in."""
    rng = random.Random(a.seed)
    main = [("a", b) for _ in range(a.epochs) for b in batches(sizes, 2048, rng)]
    extra = []
    for epoch in range(a.event_epochs):
        extra += [("e", b) for b in batches(event_sizes, 1024, rng)]
        if epoch % 3 == 0:
            extra += [("w", b) for b in batches(weak_sizes, 1024, rng)]
    where = set(rng.sample(range(len(main) + len(extra)), len(extra)))
    one, other = iter(main), iter(extra)
    return [next(other) if k in where else next(one) for k in range(len(main) + len(extra))]


def work(rank, model, average, counter, a):
    """One worker: takes the next batch, and changes the shared weights in place (Recht et al. 2011)."""
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s {rank} %(message)s", stream=sys.stdout)
    torch.set_num_threads(1)
    torch.manual_seed(a.seed + rank)
    pieces_of = WordPiece(a.start / "vocab.txt")
    examples = attribution_examples(read(a.claims)[: a.train_documents], pieces_of)
    plv = read(a.events / "plv.dev.jsonl")[: a.train_events]
    events = event_examples(
        [
            *plv,
            *own_records(a.own),
            *read(a.events / "plover_gsr.dev.jsonl"),
            *read(a.events / "cameo_manual.dev.jsonl"),
        ],
        pieces_of,
        ROOTS,
    )
    weak = event_examples(read(a.events / "cameo_class.dev.jsonl"), pieces_of, ROOTS, with_quad=True)
    steps = plan_steps(
        [len(e.window.ids) for e in examples], [len(e.ids) for e in events], [len(e.ids) for e in weak], a
    )
    log.info(
        "%d windows, %d roles, %d events, %d steps",
        len(examples),
        sum(len(e.roles) for e in examples),
        len(events),
        len(steps),
    )
    optimiser = torch.optim.AdamW(parameter_groups(model, a.rate, a.head_rate), lr=1e-4, weight_decay=0.01, fused=True)
    trained = [p for p in model.parameters() if p.requires_grad]
    began, running, own = time.time(), {}, 0
    while True:
        with counter.get_lock():
            step = counter.value
            counter.value += 1
        spent = max(step / len(steps), (time.time() - began) / (60 * a.minutes))
        if step >= len(steps) or spent >= 1:
            break
        kind, batch = steps[step]
        model.train()
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * schedule(spent)
        parts = {}
        with torch.autocast("cpu", torch.bfloat16):
            if kind == "a":
                loss, parts = attribution_loss(
                    model, [examples[i] for i in batch], negatives=bool(a.resume) or step > 250
                )
            elif kind == "e":
                loss = event_loss(model, [events[i] for i in batch])
                parts = {"event": loss.item()}
            else:
                loss = event_loss(model, [weak[i] for i in batch])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        own += 1
        for name, value in parts.items():
            running[name] = 0.98 * running.get(name, value) + 0.02 * value
        if own % 50 == 0:
            log.info(
                "step %d/%d spent %.3f %s %.0f s",
                step + 1,
                len(steps),
                spent,
                {k: round(v, 4) for k, v in running.items()},
                time.time() - began,
            )
        if rank == 0:
            follow(average, model, own, 0.996)
            if own % 100 == 0:
                torch.save(
                    {"model": average.state_dict(), "step": step, "arguments": {k: str(v) for k, v in vars(a).items()}},
                    a.out,
                )
    if rank == 0:
        torch.save(
            {
                "model": average.state_dict(),
                "last": model.state_dict(),
                "step": step,
                "arguments": {k: str(v) for k, v in vars(a).items()},
            },
            a.out,
        )


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--claims", type=Path, required=True)
    ap.add_argument("--events", type=Path, required=True)
    ap.add_argument("--start", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--event-epochs", type=int, default=12)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--train-documents", type=int, default=500)
    ap.add_argument("--train-events", type=int, default=1000)
    ap.add_argument("--own", type=int, default=4, help="copies of each sentence of our own")
    ap.add_argument("--head-rate", type=float, default=6e-4)
    ap.add_argument("--minutes", type=float, default=60)
    ap.add_argument("--workers", type=int, default=2)
    ap.add_argument("--resume", type=Path)
    a = ap.parse_args()
    from safetensors.torch import load_file

    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    model = Model()
    model.encoder.start_from(load_file(a.start / "model.safetensors"))
    if a.resume:
        model.load_state_dict(torch.load(a.resume)["model"])
    average = copy.deepcopy(model)
    model.share_memory()
    context = torch.multiprocessing.get_context("spawn")
    counter = context.Value("i", 0)
    workers = [context.Process(target=work, args=(rank, model, average, counter, a)) for rank in range(a.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
