"""What is known of every pair of states when a day begins: never anything of that day or a later one.

A day's events of one class on one pair weigh the square root of their number, since many records of one day tell
mostly of one affair. Decayed sums of these, at half-lives from a day to a year, are what both models of
`occurrence` read; the logit reads their logarithms, the intensity the sums themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tertius.forecasts.weeks._record import CLASSES, QUAD_CLASSES, StateEvents

__all__ = [
    "HALF_LIVES", "LEAST_EVENTS", "OTHER", "OWN", "PARTS", "QUIET_WEEKS", "RATES", "THIRD", "TIES", "WORLD", "Measures",
    "Pairs", "Snapshot", "pairs_of", "quiet",
]  # fmt: skip

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST_EVENTS = 20
"""Events that a pair needs before the cut-off to be learned from."""
QUIET_WEEKS = 4
HALF_LIVES = (1, 3, 7, 14, 30, 90, 365)
"""Days."""
RATES: Floats = np.log(2) / np.array(HALF_LIVES, dtype=np.float64)
_TIES_RATE = np.log(2) / 60
_SPANS = (28, 84)
_DISTANT = 400
_KINDS = len(CLASSES) + 1  # the last: bare statements and events of unknown class
_QUADS = len(QUAD_CLASSES)

OWN, OTHER, THIRD, TIES, WORLD = "own", "other", "third", "ties", "world"
PARTS = {
    OWN: "past events of this class between the two",
    OTHER: "past events of other classes between the two",
    THIRD: "what either did with others and within",
    TIES: "third states that had to do with both, and states with like partners",
    WORLD: "how much of this class the record holds at the time",
}


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs looked at: (P,) places of either state, first by alphabet."""

    a: Ints
    b: Ints

    def column(self, one: int, other: int) -> int | None:
        """The place of a pair, None if it is not among these."""
        found = np.flatnonzero((self.a == min(one, other)) & (self.b == max(one, other)))
        return int(found[0]) if len(found) else None


def pairs_of(events: StateEvents, before: int, least: int = LEAST_EVENTS, also: tuple[str, str] | None = None) -> Pairs:
    """Pairs of two states with at least `least` events before day `before`, and the pair `also`."""
    n = len(events.states)
    known = (events.day < before) & (events.a != events.b)
    key, count = np.unique(events.a[known] * n + events.b[known], return_counts=True)
    chosen = set(key[count >= least].tolist())
    if also is not None:
        one, other = sorted(events.states.index(code) for code in also)
        chosen.add(one * n + other)
    keys = np.array(sorted(chosen), dtype=np.int64)
    return Pairs(keys // n, keys % n)


def quiet(measures: Measures, origin: int) -> NDArray[np.bool_]:
    """(P,) pairs without any material conflict in the four weeks before `origin`."""
    mine = measures.events.in_class(QUAD_CLASSES[3])
    return np.asarray(measures.counts(mine, origin - 7 * QUIET_WEEKS, 7 * QUIET_WEEKS) == 0)


class _Tally:
    """Each day on which a pair had events of a class: (m,) in order of day.

    Attributes:
        day, kind, a, b, pair: pair is its column, -1 where it is not among the chosen.
        root: square root of the number of events.
        until: the next such day of the same class and pair, or far off.

    """

    def __init__(self, events: StateEvents, pair_of: Ints) -> None:
        n = len(events.states)
        typed = np.flatnonzero(events.type >= 0)
        row = np.concatenate((np.arange(len(events.day)), typed))
        kind = np.concatenate((np.where(events.quad > 0, events.quad - 1, _KINDS - 1), events.type[typed] + _QUADS))
        key = ((events.day[row] * _KINDS + kind) * n + events.a[row]) * n + events.b[row]
        self.key, first, count = np.unique(key, return_index=True, return_counts=True)
        row, self.kind = row[first], kind[first]
        self.day, self.a, self.b, self.pair = events.day[row], events.a[row], events.b[row], pair_of[row]
        self.root = np.sqrt(count)
        of = self.key % (_KINDS * n * n)
        order = np.lexsort((self.day, of))
        same = of[order[1:]] == of[order[:-1]]
        self.until = np.full(len(row), np.iinfo(np.int64).max // 2)
        self.until[order[:-1][same]] = self.day[order[1:][same]]


class Measures:
    """Snapshots of a record, one an origin, each made once."""

    def __init__(self, events: StateEvents, pairs: Pairs) -> None:
        self.events, self.pairs = events, pairs
        n = len(events.states)
        keys = pairs.a * n + pairs.b
        place = np.searchsorted(keys, events.a * n + events.b)
        place = np.minimum(place, max(len(keys) - 1, 0))
        self.pair_of: Ints = np.where(keys[place] == events.a * n + events.b, place, -1)
        self._tally = _Tally(events, self.pair_of)
        self._snapshots: dict[int, Snapshot] = {}

    def counts(self, chosen: NDArray[np.bool_], first: int, days: int) -> Floats:
        """(P,) events of `chosen` in [first, first + days)."""
        inside = chosen & (self.pair_of >= 0) & (self.events.day >= first) & (self.events.day < first + days)
        return np.bincount(self.pair_of[inside], minlength=len(self.pairs.a)).astype(np.float64)

    def weeks(self, mine: NDArray[np.bool_], origin: int, weeks: int) -> Floats:
        """(weeks, P) whether each pair had any, the week before `origin` first."""
        gone = (origin - 1 - self.events.day) // 7
        inside = mine & (self.pair_of >= 0) & (gone >= 0) & (gone < weeks)
        found = np.zeros((weeks, len(self.pairs.a)))
        found[gone[inside], self.pair_of[inside]] = 1
        return found

    def at(self, origin: int) -> Snapshot:
        """What is known when day `origin` begins."""
        if origin not in self._snapshots:
            self._snapshots[origin] = Snapshot(self._tally, self.pairs, len(self.events.states), origin)
        return self._snapshots[origin]


class Snapshot:
    """What is known when day `origin` begins, of all classes at once.

    Attributes:
        mass: (rates, kinds, P) decayed square roots of daily numbers.
        ends, inside: (rates, kinds, states) the same of all that a state had with others, and within.
        days: (kinds, P) days with any so far.
        origin: the day.

    """

    def __init__(self, tally: _Tally, pairs: Pairs, states: int, origin: int) -> None:
        self.origin, self.pairs, self.states = origin, pairs, states
        known = slice(0, int(np.searchsorted(tally.day, origin)))
        self._tally, self._known = tally, known
        kind, gone, root = tally.kind[known], origin - tally.day[known], tally.root[known]
        a, b, pair = tally.a[known], tally.b[known], tally.pair[known]
        own, between, within = np.flatnonzero(pair >= 0), np.flatnonzero(a != b), np.flatnonzero(a == b)
        self.mass = np.empty((len(RATES), _KINDS, len(pairs.a)), np.float32)
        self.ends, self.inside = (np.empty((len(RATES), _KINDS, states), np.float32) for _ in range(2))
        for place, rate in enumerate(RATES):
            weight = root * np.exp(-rate * gone)
            self.mass[place] = _sums(kind, pair, weight, own, len(pairs.a))
            self.ends[place] = _sums(kind, a, weight, between, states) + _sums(kind, b, weight, between, states)
            self.inside[place] = _sums(kind, a, weight, within, states)
        ones = np.ones(len(kind))
        self.days = _sums(kind, pair, ones, own, len(pairs.a))
        self._covered = [self._cover(own, span) for span in (origin, *_SPANS)]
        last = np.full(_KINDS * len(pairs.a), -_DISTANT, dtype=np.int64)
        np.maximum.at(last, kind[own] * len(pairs.a) + pair[own], tally.day[known][own])
        self._age = np.minimum(origin - last.reshape(_KINDS, -1), _DISTANT)
        # Few pairs have ties: kept whole, the squares of all classes would take most of the memory.
        cell = (kind[between] * states + a[between]) * states + b[between]
        self._tied, found = np.unique(cell, return_inverse=True)
        self._tie = np.bincount(found, (root * np.exp(-_TIES_RATE * gone))[between], len(self._tied))

    def _cover(self, own: Ints, span: int) -> Floats:
        """(kinds, P) on how many of the last `span` days the seven days before had any: a share of weeks, by days."""
        tally, known = self._tally, self._known
        day = tally.day[known][own]
        end = np.minimum(np.minimum(day + 7, tally.until[known][own]), self.origin)
        length = np.maximum(end - np.maximum(day, self.origin - span), 0).astype(np.float64)
        kind, pair = tally.kind[known][own], tally.pair[known][own]
        return _sums(kind, pair, length, np.arange(len(own)), len(self.pairs.a))

    def ties(self, first: int, last: int) -> NDArray[np.float32]:
        """(states, states) decayed sums of the classes from `first` to before `last`, half-life 60 days, symmetric."""
        square = self.states**2
        inside = slice(*np.searchsorted(self._tied, (first * square, last * square)))
        half = np.bincount(self._tied[inside] % square, self._tie[inside], square).astype(np.float32)
        half = half.reshape(self.states, self.states)
        return np.asarray(half + half.T)

    # --- third states ---

    @cached_property
    def similarity(self) -> NDArray[np.float32]:
        """(states, states) how alike the partners of two states are: squared cosine of their ties of all classes."""
        ties = np.log1p(self.ties(0, _QUADS))
        length = np.sqrt((ties**2).sum(axis=1) + 1)
        near = (ties / length[:, None]) @ (ties / length[:, None]).T
        np.fill_diagonal(near, 0)
        return np.asarray(np.maximum(near, 0) ** 2)

    def alike(self, kind: int) -> Floats:
        """(P,) how much of class `kind` the states most like either have with the other."""
        weight = self.similarity / (self.similarity.sum(axis=1, keepdims=True) + 0.5)
        found = weight @ np.log1p(self.ties(kind, kind + 1))
        return np.asarray(found[self.pairs.a, self.pairs.b] + found[self.pairs.b, self.pairs.a], dtype=np.float64)

    @cached_property
    def triads(self) -> Floats:
        """(3, P) sums over third states C of what they had with both: conflict twice, conflict and cooperation, neither.

        Of each C the geometric mean of its ties with either, in logs.
        """
        return np.asarray(self.by_third(self.pairs.a, self.pairs.b).sum(axis=2))

    def by_third(self, a: Ints, b: Ints) -> Floats:
        """(3, pairs, states) the terms of `triads` of these pairs for each third state."""
        warm, tense = (np.sqrt(np.log1p(self.ties(first, first + 2))) for first in (0, 2))
        terms = (tense[a] * tense[b], (tense[a] * warm[b] + warm[a] * tense[b]) / 2, warm[a] * warm[b])
        return np.stack(terms).astype(np.float64)

    # --- what the two models read ---

    def rows(self, kind: int) -> tuple[Floats, tuple[str, ...]]:
        """(P, k) measures for the logit, and which part each belongs to."""
        groups = {
            OWN: self._own(kind), OTHER: self._shared[OTHER],
            THIRD: [*self._shared[THIRD], *self._either(self.ends, kind), *self._either(self.inside, kind)],
            TIES: [*self._shared[TIES], np.log1p(self.alike(kind))], WORLD: self._world(kind),
        }  # fmt: skip
        names = tuple(part for part, columns in groups.items() for _ in columns)
        return np.column_stack([column for columns in groups.values() for column in columns]), names

    def _own(self, kind: int) -> list[Floats]:
        shares = []
        priors_of = ((1, 3, 10), *((3,) for _ in _SPANS))
        for span, covered, priors in zip((self.origin, *_SPANS), self._covered, priors_of, strict=True):
            weeks = max(min(span, self.origin), 1) / 7
            shares += [np.log((covered[kind] / 7 + 0.1 * prior) / (weeks + prior)) for prior in priors]
        age = self._age[kind]
        recent = [(age <= days).astype(np.float64) for days in (1, 2, 3, 7, 14)]
        return [*np.log1p(self.mass[[0, 2, 4, 5], kind]), *shares, np.log1p(age / 7), *recent]

    @cached_property
    def _shared(self) -> dict[str, list[Floats]]:
        """The parts that are the same for every class."""
        other = [np.log1p(self.mass[rate, kind]) for rate in (0, 2, 4, 5) for kind in (*range(_QUADS), _KINDS - 1)]
        other += [np.log1p(self.mass[4, kind]) for kind in range(_QUADS, _KINDS - 1)]
        third = [column for kind in range(_QUADS) for column in self._either(self.ends, kind)]
        third += [column for kind in (2, 3) for column in self._either(self.inside, kind)]
        return {OTHER: other, THIRD: third, TIES: [*np.log1p(self.triads)]}

    def _either(self, values: NDArray[np.float32], kind: int) -> list[Floats]:
        """Sum and difference over both ends of a pair: what does not depend on their order."""
        logs = np.log1p(values[[1, 4, 5], kind])
        one, other = logs[:, self.pairs.a], logs[:, self.pairs.b]
        return [*(one + other), *np.abs(one - other)]

    def _world(self, kind: int) -> list[Floats]:
        total = self.ends[:, kind].sum(axis=1, dtype=np.float64) + 1
        return [np.full(len(self.pairs.a), np.log(total[fast] / total[slow])) for fast, slow in ((1, 4), (2, 5))]

    def intensities(self, kind: int) -> tuple[Floats, tuple[tuple[str, int, int], ...]]:
        """(P, k) what the expected number is a sum of, each at least 0; and of each (part, kind, place of half-life).

        The place is -1 for the rate of days with any so far, and for what has no half-life of its own.
        """
        columns = [np.ones(len(self.pairs.a)), self.days[kind] * 7 / (self.origin + 14)]
        names = [(WORLD, -1, -1), (OWN, kind, -1)]
        for of in (kind, *(quad for quad in range(_QUADS) if quad != kind)):
            for rate in range(len(RATES)) if of == kind else (0, 2, 4, 6):
                columns.append(self.mass[rate, of].astype(np.float64))
                names.append((OWN if of == kind else OTHER, of, rate))
        busy = self.ends[4, kind]
        columns += [np.sqrt(busy[self.pairs.a] * busy[self.pairs.b]), self.alike(kind), *self.triads]
        names += [(THIRD, kind, 4), *((TIES, place, -1) for place in range(-1, 3))]
        return np.column_stack(columns), tuple(names)


def _sums(kind: Ints, place: Ints, weight: Floats, chosen: Ints, size: int) -> Floats:
    """(kinds, size) sums of `weight` by kind and place, over the rows `chosen`."""
    key = kind[chosen] * size + place[chosen]
    found: Floats = np.bincount(key, weight[chosen], _KINDS * size).astype(np.float64)
    return found.reshape(_KINDS, size)
