"""What was right and what was not, as figures with their uncertainty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Z = 1.959964  # the normal quantile of 95%
DRAWS = 2000
KEYS = ("right", "found", "met", "wanted")


@dataclass
class Tally:
    """Shares of what holds, and counts of what was found and wanted by group of documents.

    Precision is `right` of `found`, recall is `met` of `wanted`; several things found may meet one that was wanted.
    A figure is None where nothing was labelled, and so nothing could be right.
    """

    groups: frozenset[str]
    shares: dict[str, list[bool]] = field(default_factory=dict)
    counts: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)

    def hold(self, name: str, held: Iterable[bool]) -> None:
        self.shares.setdefault(name, []).extend(held)

    def count(self, name: str, key: str, groups: Iterable[str]) -> None:
        """Count one `key` of KEYS for each group named, a group as often as it is named."""
        kept = self.counts.setdefault(name, {group: dict.fromkeys(KEYS, 0) for group in sorted(self.groups)})
        for group in groups:
            kept[group][key] += 1

    def figures(self) -> dict[str, float | None]:
        made = {name: share(sum(held), len(held)) for name, held in self.shares.items()}
        for name, total in self._totals().items():
            made |= dict(zip(_names(name), prf(*total), strict=True))
        return {name: None if value is None else round(value, 3) for name, value in made.items()}

    def intervals(self) -> dict[str, dict[str, Any]]:
        """For each figure its n and a 95% interval: Wilson's for shares, of F1 a bootstrap over groups of documents."""
        made = {name: (len(held), wilson(sum(held), len(held))) for name, held in self.shares.items()}
        for name, (right, found, met, wanted) in self._totals().items():
            precision, recall, f1 = _names(name)
            made[precision] = found, wilson(right, found)
            made[recall] = wanted, wilson(met, wanted)
            made[f1] = wanted, self._bootstrap(name)
        return {
            name: {"n": n, "interval": both and [round(end, 3) for end in both]} for name, (n, both) in made.items()
        }

    def _totals(self) -> dict[str, list[int]]:
        return {
            name: [sum(counts[key] for counts in by_group.values()) for key in KEYS]
            for name, by_group in self.counts.items()
        }

    def _bootstrap(self, name: str) -> tuple[float, float] | None:
        table = np.array([[counts[key] for key in KEYS] for counts in self.counts[name].values()])
        size = len(table)
        drawn = np.random.default_rng(0).multinomial(size, np.full(size, 1 / size), DRAWS) @ table
        scores = [f1 for row in drawn.tolist() if (f1 := prf(*row)[2]) is not None]
        return tuple(np.quantile(scores, (0.025, 0.975)).tolist()) if scores else None


def share(held: int, n: int) -> float | None:
    return held / n if n else None


def prf(right: int, found: int, met: int, wanted: int) -> tuple[float | None, float | None, float | None]:
    if not wanted:
        return share(right, found), None, None
    precision, recall = (right / found if found else 0.0), met / wanted
    return precision, recall, 2 * precision * recall / (precision + recall) if right and met else 0.0


def wilson(held: int, n: int) -> tuple[float, float] | None:
    """Wilson's score interval of a share (1927), None of nothing."""
    if not n:
        return None
    middle = (held / n + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * (held / n * (1 - held / n) / n + Z**2 / (4 * n**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def _names(name: str) -> tuple[str, str, str]:
    return f"{name}_precision", f"{name}_recall", f"{name}_f1"
