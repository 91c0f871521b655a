"""Learn which statements contest each other from our own labelled documents.

    python scripts/train_contests.py src/tertius/coding/statements/contests.json

Logistic regression with a squared penalty, over the pairs that `coding.statements.contests.pairs_of` asks about, of the
parts that may be tuned on. The threshold is the lowest at which ten folds by affair have the precision wanted; the figures of
those folds are printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "accuracy"))
import score_statements as labelled

from tertius import coding
from tertius.coding.joining import Coding
from tertius.coding.statements.contests import pairs_of

PENALTY = 3.0  # of the squared weights
FOLDS = 10
SEEDS = (0, 1, 2)  # of the lots that put affairs into folds
PRECISION = 0.5  # wanted: about where F1 is highest in the folds
SMALL = 0.05  # weights below are not written
Floats = NDArray[np.float64]


class Kept:
    """Keeps what was coded of each document, with the gists of its statements."""

    def __init__(self) -> None:
        self.codings: list[Coding] = []

    def get(self, *_: str) -> bytes | None:
        return None

    def put(self, _document: str, _stamp: str, coding: bytes) -> None:
        self.codings.append(msgspec.msgpack.decode(coding, type=Coding))


class Asked(NamedTuple):
    """One pair: what is known of it, whether the labels have it, and of which part and affair it is."""

    told: dict[str, float]
    contests: bool
    part: str
    affair: str


def asked_of(part: str) -> tuple[list[Asked], int]:
    """The pairs of a part, and how many the labels have."""
    rows = labelled.load(part)
    kept = Kept()
    coding.code(labelled.documents_of(rows), kept=kept)
    sides = [side for one in kept.codings for side in zip(one.statements, one.gists, strict=True)]
    found = {
        f"{row['id']}.{label['n']}": labelled.match(row, label, [statement for statement, _ in sides])
        for row in rows
        for label in row["statements"]
    }
    named = {
        frozenset((f"{row['id']}.{label['n']}", other))
        for row in rows
        for label in row["statements"]
        for other in label["contests"]
    }
    wanted = {frozenset(found[name].id for name in pair if found[name] is not None) for pair in named}
    asked = []
    for (i, j), told in pairs_of(sides):
        one, other = sides[i][0], sides[j][0]
        affair = part + one.passages[0].document[:3]
        asked.append(Asked(dict(told), frozenset((one.id, other.id)) in wanted, part, affair))
    return asked, len(named)


def learned(known: Floats, contests: Floats) -> Floats:
    """The weights, the constant last."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = known @ weights[:-1] + weights[-1]
        off = 1 / (1 + np.exp(-odds)) - contests
        slope = np.append(known.T @ off + 2 * PENALTY * weights[:-1], off.sum())
        return float((np.logaddexp(0, odds) - contests * odds).sum() + PENALTY * (weights[:-1] ** 2).sum()), slope

    start = np.append(np.zeros(known.shape[1]), -4.0)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def held_out(known: Floats, contests: Floats, affairs: list[str]) -> Floats:
    """The log-odds of each pair by weights that learned from the other folds, the mean of several lots."""
    names = sorted(set(affairs))
    place = np.array([names.index(affair) for affair in affairs])
    odds = np.zeros(len(contests))
    for seed in SEEDS:
        fold = (np.random.default_rng(seed).permutation(len(names)) % FOLDS)[place]
        for n in range(FOLDS):
            weights = learned(known[fold != n], contests[fold != n])
            odds[fold == n] += (known[fold == n] @ weights[:-1] + weights[-1]) / len(SEEDS)
    return odds


def figures(right: float, found: float, wanted: float) -> str:
    return f"precision {right / max(found, 1):.2f} of {found:.0f}, recall {right / max(wanted, 1):.2f} of {wanted:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    options = parser.parse_args()
    of_parts = {part: asked_of(part) for part in labelled.OPEN}
    asked = [one for pairs, _ in of_parts.values() for one in pairs]
    names = sorted(asked[0].told)
    known = np.array([[one.told[name] for name in names] for one in asked])
    contests = np.array([float(one.contests) for one in asked])
    odds = held_out(known, contests, [one.affair for one in asked])
    wanted = sum(n for _, n in of_parts.values())
    order = np.argsort(-odds)
    right = np.cumsum(contests[order])
    best = int(np.flatnonzero(right >= PRECISION * np.arange(1, len(order) + 1))[-1])
    for n in sorted(
        {best, *(int(np.searchsorted(right, share * wanted)) for share in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35))}
    ):
        print(f"log-odds {odds[order[n]]:.2f}: {figures(right[n], n + 1, wanted)}{' *' if n == best else ''}")
    least = float(odds[order[best]])
    for part, (_, n) in of_parts.items():
        here = np.array([one.part == part for one in asked]) & (odds >= least)
        print(part, figures(contests[here].sum(), here.sum(), n))
    weights = learned(known, contests)
    kept = {name: round(float(w), 3) for name, w in zip(names, weights, strict=False) if abs(w) >= SMALL}
    table = {"least": round(least, 3), "constant": round(float(weights[-1]), 3), "weights": kept}
    options.table.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
