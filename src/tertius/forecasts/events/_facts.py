"""Dated facts (day, source, type, target) as whole numbers, and what an actor's name says of its place."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.errors import HistoryError, NameNotResolved, UsageError

__all__ = ["Facts", "Places", "ranges"]

Ints = NDArray[np.int64]

_BRACKETED = re.compile(r"^(.*) \(([^()]+)\)$")  # "Police (Ruritania)"
_DOTTED = re.compile(r"^([A-Z]{3})\.([A-Z]{2,4})$")  # "RUR.MIL"


@dataclass(frozen=True, eq=False)
class Facts:
    """Events in order of day.

    Attributes:
        day: (n,) days since `start`.
        source, type, target: (n,) places in `actors`, `types`, `actors`.
        actors: names as the history gives them.
        types: names of the event types.
        start: the day numbered 0.

    """

    day: Ints
    source: Ints
    type: Ints
    target: Ints
    actors: tuple[str, ...]
    types: tuple[str, ...]
    start: dt.date

    @classmethod
    def of(cls, days: Sequence[dt.date], sources: Sequence[str], types: Sequence[str], targets: Sequence[str]) -> Facts:
        """From four columns of one length, in any order.

        Raises:
            HistoryError: there are no rows.

        """
        if not days:
            raise HistoryError("there is no event to forecast from: give an event table with rows before the cut-off")
        numbers = np.array([day.toordinal() for day in days], dtype=np.int64)
        order = np.argsort(numbers, kind="stable")
        actors: dict[str, int] = {}
        kinds: dict[str, int] = {}
        source, target, kind = _coded(sources, actors), _coded(targets, actors), _coded(types, kinds)
        start = int(numbers.min())
        return cls(
            numbers[order] - start, source[order], kind[order], target[order],
            tuple(actors), tuple(kinds), dt.date.fromordinal(start),
        )  # fmt: skip

    @classmethod
    def of_history(cls, history: Any) -> Facts:
        """All events of a `tertius.history.History`; the type is the event's code.

        Raises:
            HistoryError: it is a panel, or has no coded event.

        """
        if history.kind != "events":
            raise HistoryError("a panel holds no single events; give a table of events to rank what comes next")
        names = ("day", "source", "code", "target")
        table = history.rows().to_arrow()
        columns = [table[name].to_pylist() for name in names]
        kept = [row for row in zip(*columns, strict=True) if all(row)]
        return cls.of(*([row[place] for row in kept] for place in range(len(names))))

    def place_of(self, actor: str, kind: str) -> tuple[int, int]:
        """Where `actor` stands in `actors` and `kind` in `types`.

        Raises:
            NameNotResolved: the actor stands in no event; with what is spelled alike.
            UsageError: no event is of the type.

        """
        if actor not in self.actors:
            raise NameNotResolved(actor, tuple(difflib.get_close_matches(actor, self.actors, n=3)))
        if kind not in self.types:
            near = difflib.get_close_matches(kind, self.types, n=3)
            hint = (
                f"did you mean {', '.join(near)}?" if near else f"it has {', '.join(sorted(self.types)[:5])} and others"
            )
            raise UsageError(f"no event of this history has the code {kind!r}; {hint}")
        return self.actors.index(actor), self.types.index(kind)

    def until(self, day: int) -> Facts:
        """Only what happened before `day`."""
        keep = self.day < day
        return replace(
            self, day=self.day[keep], source=self.source[keep], type=self.type[keep], target=self.target[keep]
        )

    def number_of(self, day: dt.date) -> int:
        """`day` counted from `start`."""
        return (day - self.start).days

    def date_of(self, day: int) -> dt.date:
        """The calendar day of number `day`."""
        return self.start + dt.timedelta(days=int(day))


def _coded(names: Iterable[str], table: dict[str, int]) -> Ints:
    return np.array([table.setdefault(name, len(table)) for name in names], dtype=np.int64)


class Places:
    """What names say: the country in "Police (Ruritania)" or "RUR.MIL", and what is left, the sector.

    Attributes:
        country: (N,) a number, -1 where the name says none.
        sector: (N,) a number; states themselves and all else have one each.

    """

    def __init__(self, actors: Sequence[str]) -> None:
        countries: dict[str, int] = {}
        sectors: dict[str, int] = {"state": 0, "other": 1}
        read = [_read(name) for name in actors]
        country = [-1 if one is None else countries.setdefault(one[0], len(countries)) for one in read]
        sector = [1 if one is None else sectors.setdefault(one[1], len(sectors)) for one in read]
        for place, name in enumerate(actors):
            if read[place] is None and name in countries:
                country[place], sector[place] = countries[name], 0
        self.country: Ints = np.array(country, dtype=np.int64)
        self.sector: Ints = np.array(sector, dtype=np.int64)
        self.sectors = len(sectors)


def _read(name: str) -> tuple[str, str] | None:
    bracketed = _BRACKETED.match(name)
    if bracketed:
        return bracketed.group(2), bracketed.group(1)
    dotted = _DOTTED.match(name)
    return (dotted.group(1), dotted.group(2)) if dotted else None


def ranges(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """All whole numbers from each `first` up to before its `last`, one after another; and how many of each."""
    length = last - first
    before = np.cumsum(length) - length
    return np.repeat(first - before, length) + np.arange(int(length.sum())), length
