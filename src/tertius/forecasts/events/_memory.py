"""What is remembered of the past on a given day: decayed counts of triples, pairs, types and actors.

Every fact stands twice, once from either end: (s, r, o), and (o, r + R, s) for "was acted upon". Layout
arrays (which triples there can be) are made once over all rows for speed; nothing reads them but through
`seen`, so that a row of the future changes no forecast.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tertius.forecasts._network import Floats32
from tertius.forecasts.events._facts import Facts, Ints, Places, ranges

__all__ = ["RATES", "Memory"]

RATES = np.array([0.0, 0.02, 0.1, 0.3, 1.0], dtype=np.float32)
"""Rates of decay per day of the counts of triples: for ever, seven weeks, ten days, three days, one day."""
SLOW, FAST = 1, 3
_TYPE_RATES = RATES[[0, SLOW, FAST]]
_SOURCE_RATES = RATES[[SLOW, FAST]]
_WEAK = 5.0  # how many votes the mean of a type weighs in a rule's confidence
_DIMENSIONS = 48


class Memory:
    """Decayed counts, moved on with `advance`, fed with `absorb`."""

    def __init__(self, facts: Facts) -> None:
        self.actors, self.types = len(facts.actors), 2 * len(facts.types)
        n, r = self.actors, len(facts.types)
        source = np.concatenate((facts.source, facts.target))
        target = np.concatenate((facts.target, facts.source))
        kind = np.concatenate((facts.type, facts.type + r))
        key = (source * n + target) * self.types + kind
        self.keys, place = np.unique(key, return_inverse=True)
        self._lay_out(Places(facts.actors))
        day = np.concatenate((facts.day, facts.day))
        once = np.unique(day * len(self.keys) + place)
        days, self._facts = once // len(self.keys), once % len(self.keys)
        self.days, self._starts = np.unique(days, return_index=True)
        self._ends = np.append(self._starts[1:], len(days))
        self._forget()

    def _lay_out(self, places: Places) -> None:
        n, types = self.actors, self.types
        self.kind = self.keys % types
        pair_keys, first = np.unique(self.keys // types, return_index=True)
        self.source, self.target = self.keys // types // n, (self.keys // types) % n
        self.pair_source, self.pair_target = pair_keys // n, pair_keys % n
        self.pair_first = np.append(first, len(self.keys))
        self.pair_of = np.repeat(np.arange(len(pair_keys)), np.diff(self.pair_first))
        self.source_first = np.searchsorted(self.pair_source, np.arange(n + 1))
        order = np.argsort((self.source * types + self.kind) * n + self.target)
        self.by_type, self.by_type_key = order, (self.source * types + self.kind)[order]
        self.places = places
        self.sector_keys, self.sector_of = np.unique(
            self.sector_key(self.source, self.kind, self.target), return_inverse=True
        )

    def _forget(self) -> None:
        n, types = self.actors, self.types
        self.now = int(self.days[0]) if len(self.days) else 0
        self.known = self.now - 1  # the last day that was taken in
        self.triples = np.zeros((len(RATES), len(self.keys)), np.float32)
        self.latest = np.full(len(self.keys), -np.inf, np.float32)
        self.targets_of_type = np.zeros((len(_TYPE_RATES), types, n), np.float32)
        self.targets = np.zeros((len(_TYPE_RATES), n), np.float32)
        self.types_of_source = np.zeros((len(_SOURCE_RATES), n, types), np.float32)
        self.sectors = np.zeros(len(self.sector_keys), np.float32)

    def sector_key(self, source: Ints, kind: Ints, target: Ints) -> Ints:
        """One number for the sectors of both ends, whether they share a country, and the type."""
        where = self.places
        same = self.same_country(source, target).astype(np.int64)
        return ((where.sector[source] * where.sectors + where.sector[target]) * 2 + same) * self.types + kind

    def same_country(self, source: Ints, target: Ints) -> NDArray[np.bool_]:
        """Whether the names of both say the same country."""
        country = self.places.country
        return np.asarray((country[source] == country[target]) & (country[source] >= 0))

    def on(self, day: int) -> Ints:
        """The triples of the facts of `day`, each once."""
        place = int(np.searchsorted(self.days, day))
        if place == len(self.days) or self.days[place] != day:
            return np.zeros(0, dtype=np.int64)
        return self._facts[self._starts[place] : self._ends[place]]

    def advance(self, day: int) -> None:
        """Let the counts decay up to `day`; nothing of `day` itself is known yet."""
        gone = day - self.now
        if gone <= 0:
            return
        self.triples[1:] *= np.exp(-RATES[1:] * gone)[:, None]
        self.targets_of_type[1:] *= np.exp(-_TYPE_RATES[1:] * gone)[:, None, None]
        self.targets[1:] *= np.exp(-_TYPE_RATES[1:] * gone)[:, None]
        self.types_of_source *= np.exp(-_SOURCE_RATES * gone)[:, None, None]
        self.now = day

    def absorb(self, day: int) -> None:
        """Take in the facts of `day`."""
        if day <= self.known:
            raise ValueError(f"day {day} was taken in already")
        self.known = day
        triples = self.on(day)
        if not len(triples):
            return
        self.triples[:, triples] += 1
        self.latest[triples] = day
        source, kind, target = self.source[triples], self.kind[triples], self.target[triples]
        for of_type, of_all in zip(self.targets_of_type, self.targets, strict=True):
            np.add.at(of_type, (kind, target), 1)
            np.add.at(of_all, target, 1)
        for of_source in self.types_of_source:
            np.add.at(of_source, (source, kind), 1)
        np.add.at(self.sectors, self.sector_of[triples], 1)

    def coming(self, before: int) -> Ints:
        """The days with facts before `before` that were not taken in yet."""
        return self.days[(self.days > self.known) & (self.days < before)]

    def walk(self, before: int) -> Iterator[int]:
        """Each day with facts before `before` that is still to come: advanced to, and absorbed afterwards."""
        for day in self.coming(before).tolist():
            self.advance(day)
            yield day
            self.absorb(day)

    def pair_sums(self) -> Floats32:
        """(rates, pairs) decayed counts of all types together."""
        sums = [np.bincount(self.pair_of, one, len(self.pair_source)) for one in self.triples]
        return np.array(sums, dtype=np.float32)


class Rules:
    """How often a past event of type r' points to the target of a coming event of type r: C[r' -> r].

    For every fact (s, r, o) of a day each past event of s is a vote for its other end. C is the decayed votes
    that were right over all votes, for slow and fast decay, drawn towards the mean of r.
    """

    def __init__(self, types: int) -> None:
        self._right = np.zeros((2, types, types))
        self._votes = np.zeros((2, types, types))

    def count(self, memory: Memory, day: int) -> None:
        """Add the votes on the facts of `day`, which `memory` must not have absorbed yet."""
        triples, types = memory.on(day), memory.types
        kind, pair = memory.kind[triples], memory.pair_of[triples]
        votes, length = ranges(memory.pair_first[pair], memory.pair_first[pair + 1])
        cell = memory.kind[votes] * types + np.repeat(kind, length)
        order = np.argsort(kind, kind="stable")
        first = np.flatnonzero(np.diff(kind[order], prepend=-1))
        for place, rate in enumerate((SLOW, FAST)):
            right = np.bincount(cell, memory.triples[rate, votes], types * types)
            self._right[place] += right.reshape(types, types)
            cast = memory.types_of_source[place][memory.source[triples[order]]]
            self._votes[place][kind[order][first]] += np.add.reduceat(cast, first, axis=0)

    def confidence(self) -> Floats32:
        """(2, r', r): slow, fast."""
        votes = self._votes.transpose(0, 2, 1)
        mean = self._right.sum(axis=1, keepdims=True) / np.maximum(votes.sum(axis=1, keepdims=True), 1e-9)
        return np.asarray((self._right + _WEAK * mean) / (votes + _WEAK), dtype=np.float32)


class Likeness:
    """Who has the same partners as whom, from the decayed ties of the day it is made.

    The matrix of ties, scaled by both ends' activity, is factored (truncated SVD): `expected` says how much a
    pair would interact by what both are, whether or not it ever did.
    """

    def __init__(self, memory: Memory) -> None:
        import scipy.sparse as sp
        from scipy.sparse.linalg import svds

        n = memory.actors
        weight = np.log1p(5 * np.bincount(memory.pair_of, memory.triples[SLOW], len(memory.pair_source)))
        ties = sp.csr_array((weight, (memory.pair_source, memory.pair_target)), shape=(n, n))
        scale = sp.diags_array(1 / np.sqrt(np.asarray(ties.sum(axis=1)).ravel() + 1))
        self.ties = (scale @ ties @ scale).tocsr().astype(np.float32)
        rank = min(_DIMENSIONS, n - 2)
        if rank < 1 or not weight.any():
            self._left = self._right = self._way = np.zeros((n, 1), np.float32)
            return
        left, size, right = svds(self.ties, k=rank, v0=np.ones(n, np.float32))
        size = np.maximum(size, 0)
        self._left = np.asarray(left * np.sqrt(size), dtype=np.float32)
        self._right = np.asarray(right.T * np.sqrt(size), dtype=np.float32)
        way = left * size
        self._way = np.asarray(way / (np.linalg.norm(way, axis=1, keepdims=True) + 1e-6), dtype=np.float32)

    def expected(self, actors: Ints) -> Floats32:
        """(len(actors), N) how much each would interact with everybody."""
        return np.asarray(self._left[actors] @ self._right.T)

    def alike(self, actors: Ints) -> Floats32:
        """(len(actors), N) cosine of the partners they have."""
        return np.asarray(self._way[actors] @ self._way.T)

    def partners_of_partners(self, actors: Ints) -> Floats32:
        """(len(actors), N) the ties over one third party."""
        return np.asarray((self.ties[actors] @ self.ties).toarray(), dtype=np.float32)
