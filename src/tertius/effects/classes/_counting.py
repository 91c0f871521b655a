"""What third states did after A-B disputes began, and in quiet years of the same pairs, by class.

An observation is a triad-year: A and B on opposite sides of a dispute that both began in year t, and a C that
was in the system from t - 1 to the end of the window and was no originator of that dispute. Its class is what C
was to each of the two in year t - 1. What counts lies after: disputes that began and pacts that first held in
t + 1 to t + w; and joining the A-B dispute itself, later than its originators, in t to t + w.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.effects.classes._intervals import design_effect
from tertius.effects.classes._structure import KINDS, Structure, Trigger

__all__ = ["ANY", "OUTCOMES", "WINDOWS", "Cell", "Class", "Count", "count"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

WINDOWS = (1, 3)
OUTCOMES = ("dispute", "closer")
ANY = "any"
QUIET = 3  # a quiet year: none of an A-B dispute in it or the two years before
_REACH = ("far", "near")
_N = len(KINDS)


@dataclass(frozen=True, order=True)
class Class:
    """A class of triads.

    Attributes:
        level: `tie`, the outcome with one of the pair: `one` is what C is to it, `other` what C is to the other;
            or `pair`, the outcome with either, `one` and `other` in the order of `KINDS`.
        reach: `near` if C is within reach of that one (of either), else `far`.
    """

    level: str
    one: str
    other: str
    reach: str


@dataclass(frozen=True, order=True)
class Cell:
    """A class, what is counted in it, and within how many years."""

    of: Class
    outcome: str
    years: int


@dataclass(frozen=True)
class Count:
    """n triad-years, k of them with the outcome, of how many A-B pairs, and the design effect."""

    n: int
    k: int
    pairs: int
    effect: float


@dataclass(frozen=True, eq=False)
class _Watch:
    """Pairs A-B at year index t: their columns, which C are no third, and when each C joined against A and B."""

    at: int
    a: Ints
    b: Ints
    group: Ints
    excluded: Bools  # (P, N)
    joined: Ints | None  # (P, N, 2) years after t; None: nothing to join


class _Tally:
    """Sums by class, A-B pair and C, for one outcome and window."""

    def __init__(self, classes: int, pairs: int, states: int) -> None:
        self.by_pair = np.zeros((2, classes, pairs), dtype=np.int64)
        self.by_third = np.zeros((2, classes, states), dtype=np.int64)

    def add(self, index: Ints, group: Ints, eligible: Bools, happened: Bools) -> None:
        row, third = np.nonzero(eligible)
        of, hit = index[row, third], happened[row, third]
        for side, (cls, pair, state) in enumerate(((of, group[row], third), (of[hit], group[row][hit], third[hit]))):
            np.add.at(self.by_pair[side], (cls, pair), 1)
            np.add.at(self.by_third[side], (cls, state), 1)

    def count(self, chosen: Sequence[int]) -> Count:
        pair_n, pair_k = self.by_pair[:, chosen].sum(axis=1)
        third_n, third_k = self.by_third[:, chosen].sum(axis=1)
        effect = design_effect(pair_n, pair_k, third_n, third_k)
        return Count(int(pair_n.sum()), int(pair_k.sum()), int((pair_n > 0).sum()), effect)


def count(structure: Structure, since: int, last: int) -> tuple[dict[Cell, Count], dict[Cell, Count]]:
    """Counts after A-B disputes that began from `since`, and in quiet years of the same pairs.

    Args:
        structure: the records.
        since: first year in which a dispute may begin.
        last: last year with disputes on record: no window ends later.
    """
    first = structure.first
    events = [one for one in structure.triggers if since <= one.year <= last]
    pairs = sorted({(one.a, one.b) for one in events})
    group = {pair: number for number, pair in enumerate(pairs)}
    size = (len(pairs), len(structure.states))
    after, quiet = _tallies(*size), _tallies(*size)
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    for year in range(max(since, first + QUIET - 1), last):
        now = [one for one in events if one.year == year]
        if now:
            _add(structure, _after(structure, now, group), after, last)
        calm = ~structure.ongoing[year - first - QUIET + 1 : year - first + 1][:, ends[:, 0], ends[:, 1]].any(axis=0)
        chosen = np.flatnonzero(calm)
        if chosen.size:
            watch = _Watch(year - first, ends[chosen, 0], ends[chosen, 1], chosen,
                           np.zeros((chosen.size, size[1]), dtype=np.bool_), None)  # fmt: skip
            _add(structure, watch, quiet, last)
    return _counted(after), _counted(quiet)


_Tallies = dict[tuple[str, str, int], _Tally]


def _tallies(pairs: int, states: int) -> _Tallies:
    size = _N * _N * len(_REACH)
    return {(level, outcome, years): _Tally(size, pairs, states)
            for level in ("tie", "pair") for outcome in OUTCOMES for years in WINDOWS}  # fmt: skip


def _after(structure: Structure, now: Sequence[Trigger], group: dict[tuple[int, int], int]) -> _Watch:
    width = len(structure.states)
    excluded = np.zeros((len(now), width), dtype=np.bool_)
    joined = np.full((len(now), width, 2), np.iinfo(np.int64).max)
    for row, one in enumerate(now):
        for number in one.disputes:
            excluded[row, list(structure.originators.get(number, ()))] = True
            for third, against, year in structure.joined.get(number, ()):
                if against in (one.a, one.b):
                    side = int(against == one.b)
                    joined[row, third, side] = min(joined[row, third, side], year - one.year)
    a, b = (np.array([getattr(one, side) for one in now], dtype=np.int64) for side in ("a", "b"))
    return _Watch(now[0].year - structure.first, a, b, np.array([group[one.a, one.b] for one in now]), excluded, joined)


def _add(structure: Structure, watch: _Watch, tallies: _Tallies, last: int) -> None:
    t, rows = watch.at, np.arange(len(watch.a))
    ties = [structure.ties[t - 1][:, end].T.astype(np.int64) for end in (watch.a, watch.b)]
    reach = [structure.reach[t - 1][:, end].T for end in (watch.a, watch.b)]
    for years in WINDOWS:
        if structure.first + t + years > last:
            continue
        there = np.asarray(structure.exists[t - 1 : t + years + 1].all(axis=0))
        third = there[None, :] & there[watch.a, None] & there[watch.b, None] & ~watch.excluded
        third[rows, watch.a] = third[rows, watch.b] = False
        fought = [_fought(structure, watch, side, years) for side in (0, 1)]
        free, allied = zip(*(_pacts(structure, end, t, years) for end in (watch.a, watch.b)), strict=True)
        for side in (0, 1):
            index = _index(ties[side], ties[1 - side], reach[side])
            tallies["tie", "dispute", years].add(index, watch.group, third, fought[side])
            tallies["tie", "closer", years].add(index, watch.group, third & free[side], allied[side])
        index = _index(np.minimum(*ties), np.maximum(*ties), reach[0] | reach[1])
        tallies["pair", "dispute", years].add(index, watch.group, third, fought[0] | fought[1])
        tallies["pair", "closer", years].add(index, watch.group, third & (free[0] | free[1]), allied[0] | allied[1])


def _index(one: Ints, other: Ints, reach: Bools) -> Ints:
    return np.asarray((one * _N + other) * len(_REACH) + reach, dtype=np.int64)


def _fought(structure: Structure, watch: _Watch, side: int, years: int) -> Bools:
    end, t = (watch.a, watch.b)[side], watch.at
    began = _ever(structure.began[t + 1 : t + years + 1])[:, end].T
    return began if watch.joined is None else began | (watch.joined[:, :, side] <= years)


def _pacts(structure: Structure, end: Ints, t: int, years: int) -> tuple[Bools, Bools]:
    """Whether C had no pact with `end` in t - 1 and t, and whether it then had one within the window."""
    free = ~_ever(structure.pact[t - 1 : t + 1])[:, end].T
    return free, free & _ever(structure.pact[t + 1 : t + years + 1])[:, end].T


def _ever(years: Bools) -> Bools:
    """(N, N) whether it held in any of the years."""
    return np.asarray(years.any(axis=0))


def _counted(tallies: _Tallies) -> dict[Cell, Count]:
    found = {}
    for (level, outcome, years), tally in tallies.items():
        for reach, near in enumerate(_REACH):
            for one in range(_N):
                for other in range(_N):
                    made = tally.count([(one * _N + other) * len(_REACH) + reach])
                    if made.n:
                        found[Cell(Class(level, KINDS[one], KINDS[other], near), outcome, years)] = made
        everyone = tally.count(range(_N * _N * len(_REACH)))
        if everyone.n:
            found[Cell(Class(level, ANY, ANY, ANY), outcome, years)] = everyone
    return found
