"""For each question of a day, the candidates and what speaks for each: one row a candidate, one column a measure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tertius.forecasts._network import Floats32
from tertius.forecasts.events._facts import Ints, ranges
from tertius.forecasts.events._memory import FAST, RATES, SLOW, Likeness, Memory

__all__ = ["COLUMNS", "GROUPS", "Evidence", "Today"]

_TOP = 40  # candidates from likeness and from the type's usual targets
_SAME_COUNTRY = 30
NEIGHBOURS = 15
_LONG_AGO = 1000.0

OWN, TYPE, ACTIVITY, LIKE, PLACE = "own", "type", "activity", "alike", "place"
GROUPS = {
    OWN: "past events between the two",
    TYPE: "whom events of this type usually reach",
    ACTIVITY: "how much happens to this actor at all",
    LIKE: "what actors with the same partners did, and ties over third parties",
    PLACE: "the country and sector that the names say",
}
# name, group, and how it is put on a log scale: log(x + floor); "age" is log(1 + days), "as is" a flag.
_TABLE: tuple[tuple[str, str, float | str], ...] = (
    ("votes slow", OWN, 1e-4), ("votes fast", OWN, 1e-4), ("votes root", OWN, 1e-4),
    ("same ever", OWN, 1e-2), ("same slow", OWN, 1e-2), ("same ten days", OWN, 1e-2), ("same fast", OWN, 1e-2),
    ("same day", OWN, 1e-2), ("same age", OWN, "age"),
    ("pair ever", OWN, 1e-2), ("pair slow", OWN, 1e-2), ("pair ten days", OWN, 1e-2), ("pair fast", OWN, 1e-2),
    ("pair day", OWN, 1e-2), ("pair age", OWN, "age"),
    ("share votes slow", OWN, 1e-3), ("share votes fast", OWN, 1e-3), ("share pair", OWN, 1e-3),
    ("share same", OWN, 1e-3),
    ("type ever", TYPE, 1e-5), ("type slow", TYPE, 1e-5), ("type fast", TYPE, 1e-5),
    ("target ever", ACTIVITY, 1e-2), ("target slow", ACTIVITY, 1e-2), ("target fast", ACTIVITY, 1e-2),
    ("expected", LIKE, 1e-4), ("alike", LIKE, 1e-4), ("neighbours", LIKE, 1e-4), ("third party", LIKE, 1e-4),
    ("same country", PLACE, "as is"), ("country known", PLACE, "as is"), ("sectors", PLACE, 1e-2),
    ("asked before", "", 1e-2), ("partners", "", 1e-2),
)  # fmt: skip
COLUMNS = {name: place for place, (name, _, _) in enumerate(_TABLE)}
GROUP_COLUMNS = {group: [COLUMNS[name] for name, of, _ in _TABLE if of == group] for group in GROUPS}
_FLOORS = np.array([scale if isinstance(scale, float) else 0 for _, _, scale in _TABLE], dtype=np.float32)
_AGES = [place for place, (_, _, scale) in enumerate(_TABLE) if scale == "age"]
_FLAGS = [place for place, (_, _, scale) in enumerate(_TABLE) if scale == "as is"]


def scaled(columns: Floats32) -> Floats32:
    """(m, columns) on the scale that the mixing reads, from raw (columns, m)."""
    found = columns.T.copy()
    ages, flags = found[:, _AGES], found[:, _FLAGS]
    np.maximum(found, 0, out=found)
    found += _FLOORS
    found[:, [*_AGES, *_FLAGS]] = 1
    np.log(found, out=found)
    found[:, _AGES], found[:, _FLAGS] = np.log1p(ages), flags
    return found


def nothing() -> Floats32:
    """(columns,) the scaled row of a candidate for whom nothing speaks."""
    raw = np.zeros((len(_TABLE), 1), np.float32)
    raw[_AGES] = _LONG_AGO
    return np.asarray(scaled(raw)[0], dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Evidence:
    """Rows in order of question.

    Attributes:
        rows: (m, columns) scaled measures.
        question: (m,) which question each row is of.
        candidate: (m,) the actor.
        first: (questions + 1,) where each question's rows begin.

    """

    rows: Floats32
    question: Ints
    candidate: Ints
    first: Ints


class Today:
    """What holds for all questions of one day; `memory` stands advanced to it and has not absorbed it."""

    def __init__(self, memory: Memory, likeness: Likeness, confidence: Floats32) -> None:
        self.memory, self.likeness, self.confidence = memory, likeness, confidence
        self.pair = memory.pair_sums()
        self.pair_seen: NDArray[np.bool_] = self.pair[0] > 0
        self.pair_latest = np.maximum.reduceat(memory.latest, memory.pair_first[:-1])
        self.type_totals = memory.targets_of_type.sum(axis=2)

    def evidence(self, sources: Ints, kinds: Ints) -> Evidence:
        """Candidates of each question (source, type), and what speaks for them."""
        return _Asking(self, sources, kinds).evidence()


class _Asking:
    def __init__(self, today: Today, sources: Ints, kinds: Ints) -> None:
        self.today, self.memory = today, today.memory
        self.sources, self.kinds, self.n = sources, kinds, today.memory.actors
        self.asking, self.asker = np.unique(sources, return_inverse=True)
        self.expected = today.likeness.expected(self.asking)
        self.alike = today.likeness.alike(self.asking)

    def evidence(self) -> Evidence:
        own, seen = ranges(self.memory.source_first[self.sources], self.memory.source_first[self.sources + 1])
        asked = np.repeat(np.arange(len(self.sources)), seen)
        known = self.today.pair_seen[own]
        own, asked = own[known], asked[known]
        own_key = asked * self.n + self.memory.pair_target[own]
        self.keys = np.unique(np.concatenate((own_key, *self._strangers(), self._followed[0])))
        self.question, self.candidate = self.keys // self.n, self.keys % self.n
        self.raw = np.zeros((len(COLUMNS), len(self.keys)), np.float32)
        self.raw[_AGES] = _LONG_AGO
        if len(own):
            self._own(own, asked, np.searchsorted(self.keys, own_key))
        self._general()
        first = np.searchsorted(self.question, np.arange(len(self.sources) + 1))
        self._shares(first)
        return Evidence(scaled(self.raw), self.question, self.candidate, first)

    def _put(self, name: str, values: NDArray[np.generic], where: Ints | slice = slice(None)) -> None:
        self.raw[COLUMNS[name], where] = values

    # --- candidates beyond the source's own partners ---

    def _strangers(self) -> list[Ints]:
        rows = np.arange(len(self.sources))[:, None] * self.n
        top = min(_TOP, self.n - 1)
        like = np.argpartition(-self.expected, top, axis=1)[:, :top]
        kinds, place = np.unique(self.kinds, return_inverse=True)
        usual = self.memory.targets_of_type[1][kinds] + 0.5 * self.memory.targets_of_type[2][kinds]
        often = np.argpartition(-usual, top, axis=1)[:, :top]
        country, home = np.unique(self.memory.places.country[self.asking], return_inverse=True)
        near = np.array([self._in_country(int(one)) for one in country])
        found = (rows + like[self.asker], rows + often[place], rows + near[home[self.asker]])
        return [keys.ravel() for keys in found]

    def _in_country(self, country: int) -> Ints:
        activity = self.memory.targets[1]
        places = self.memory.places.country
        inside = np.flatnonzero(places == country) if country >= 0 else np.arange(self.n)
        best = inside[np.argsort(-activity[inside], kind="stable")[:_SAME_COUNTRY]]
        return np.resize(best, _SAME_COUNTRY)

    @cached_property
    def _followed(self) -> tuple[Ints, Floats32]:
        """Whom the actors most alike to the source reached by this type: keys, and decayed weight."""
        memory = self.memory
        count = min(NEIGHBOURS + 1, self.n - 1)
        near = np.argpartition(-self.alike, count, axis=1)[:, :count]
        weight = np.maximum(np.take_along_axis(self.alike, near, 1), 0) ** 2
        weight[near == self.asking[:, None]] = 0
        key = (near[self.asker] * memory.types + self.kinds[:, None]).ravel()
        first, last = (np.searchsorted(memory.by_type_key, key, side=side) for side in ("left", "right"))
        found, length = ranges(first.astype(np.int64), last.astype(np.int64))
        triples = memory.by_type[found]
        worth = np.repeat(weight[self.asker].ravel(), length) * memory.triples[SLOW][triples]
        question = np.repeat(np.repeat(np.arange(len(self.sources)), count), length)
        keep = worth > 0.02
        return (question * self.n + memory.target[triples])[keep], worth[keep].astype(np.float32)

    # --- measures ---

    def _own(self, own: Ints, asked: Ints, row: Ints) -> None:
        """What the source and the candidate did so far: `own` pairs, their questions, their rows."""
        memory, today = self.memory, self.today
        for name, rate in zip(("ever", "slow", "ten days", "fast", "day"), range(len(RATES)), strict=True):
            self._put(f"pair {name}", today.pair[rate][own], row)
        self._put("pair age", memory.now - today.pair_latest[own], row)
        triples, length = ranges(memory.pair_first[own], memory.pair_first[own + 1])
        kind = np.repeat(self.kinds[asked], length)
        first = np.cumsum(length) - length
        cell = memory.kind[triples] * memory.types + kind
        slow, fast = memory.triples[SLOW][triples], memory.triples[FAST][triples]
        worth = today.confidence[0].ravel()[cell]
        self._put("votes slow", np.add.reduceat(slow * worth, first), row)
        self._put("votes root", np.add.reduceat(slow * np.sqrt(worth), first), row)
        self._put("votes fast", np.add.reduceat(fast * today.confidence[1].ravel()[cell], first), row)
        # A triple that is laid out but not yet seen belongs to the future: it must leave no mark.
        same = (memory.kind[triples] == kind) & (memory.triples[0][triples] > 0)
        hit, where = triples[same], np.repeat(row, length)[same]
        for name, rate in zip(("ever", "slow", "ten days", "fast", "day"), range(len(RATES)), strict=True):
            self._put(f"same {name}", memory.triples[rate][hit], where)
        self._put("same age", memory.now - memory.latest[hit], where)

    def _general(self) -> None:
        memory, question, candidate = self.memory, self.question, self.candidate
        kind, source, asker = self.kinds[question], self.sources[question], self.asker[question]
        for place, name in enumerate(("ever", "slow", "fast")):
            share = memory.targets_of_type[place][kind, candidate] / (self.today.type_totals[place][kind] + 1e-3)
            self._put(f"type {name}", share)
            self._put(f"target {name}", memory.targets[place][candidate])
        self._put("expected", self.expected[asker, candidate])
        self._put("alike", self.alike[asker, candidate])
        keys, worth = self._followed
        np.add.at(self.raw[COLUMNS["neighbours"]], np.searchsorted(self.keys, keys), worth)
        self._put("third party", self.today.likeness.partners_of_partners(self.asking)[asker, candidate])
        self._put("same country", memory.same_country(source, candidate))
        self._put("country known", memory.places.country[candidate] >= 0)
        wanted = memory.sector_key(source, kind, candidate)
        found = np.minimum(np.searchsorted(memory.sector_keys, wanted), len(memory.sector_keys) - 1)
        self._put("sectors", np.where(memory.sector_keys[found] == wanted, memory.sectors[found], 0))
        self._put("asked before", memory.types_of_source[0][source, kind])

    def _shares(self, first: Ints) -> None:
        starts = first[:-1]
        for name, of in (("votes slow", "votes slow"), ("votes fast", "votes fast"), ("pair", "pair ten days"),
                         ("same", "same slow")):  # fmt: skip
            values = self.raw[COLUMNS[of]]
            self._put(f"share {name}", values / (np.add.reduceat(values, starts)[self.question] + 1e-6))
        partners = np.add.reduceat((self.raw[COLUMNS["pair ever"]] > 0).astype(np.float32), starts)
        self._put("partners", partners[self.question])
