"""The events of all pairs of states by day and class, as whole numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.errors import HistoryError
from tertius.records import EventType
from tertius.world.ontology import plover_of

__all__ = ["CLASSES", "QUAD_CLASSES", "StateEvents"]

Ints = NDArray[np.int64]

QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
CLASSES = (*QUAD_CLASSES, *(kind.value for kind in EventType))
"""The classes that chances are given for: the four quad classes, then PLOVER's types."""


@dataclass(frozen=True, eq=False)
class StateEvents:
    """Events with a state at either end, in order of day.

    Attributes:
        day: (n,) days since `start`.
        a, b: (n,) places in `states`, a <= b; equal where both ends are of one state.
        quad: (n,) 1 to 4, 0 for bare statements and unknown classes.
        type: (n,) place of the PLOVER type among them, -1 for none.
        states: ISO alpha-3 codes.
        start: the day numbered 0.
        end: the day after the last one that is known.

    """

    day: Ints
    a: Ints
    b: Ints
    quad: Ints
    type: Ints
    states: tuple[str, ...]
    start: dt.date
    end: int

    @classmethod
    def of(
        cls, days: Sequence[dt.date], sources: Sequence[str], targets: Sequence[str],
        codes: Sequence[str | None], quads: Sequence[int | None],
    ) -> StateEvents:  # fmt: skip
        """From columns of one length; names and codes are read as `tertius.history` reads them.

        Raises:
            HistoryError: no event has a state at both ends.

        """
        from tertius.history._names import states_of  # the one reading of names, which history keeps to itself

        state = states_of({*sources, *targets})
        states = tuple(sorted(set(state.values())))
        place = {code: number for number, code in enumerate(states)}
        rows = [
            (day.toordinal(), place[state[one]], place[state[other]], int(quad or 0), _type(code))
            for day, one, other, code, quad in zip(days, sources, targets, codes, quads, strict=True)
            if one in state and other in state
        ]
        if not rows:
            raise HistoryError(
                "no event of this history has a state at both ends; give names of countries or their codes"
            )
        table = np.array(sorted(rows), dtype=np.int64)
        first = int(table[0, 0])
        return cls(
            table[:, 0] - first, table[:, 1:3].min(axis=1), table[:, 1:3].max(axis=1), table[:, 3], table[:, 4],
            states, dt.date.fromordinal(first), int(table[-1, 0]) - first + 1,
        )  # fmt: skip

    @classmethod
    def of_history(cls, history: Any) -> StateEvents:
        """All events of a `tertius.history.History`.

        Raises:
            HistoryError: it is a panel, or no event has a state at both ends.

        """
        if history.kind != "events":
            raise HistoryError("a panel holds no single events; give a table of events for chances of each class")
        table = history.rows().to_arrow().to_pydict()
        keep = [
            place for place, day in enumerate(table["day"]) if day and table["source"][place] and table["target"][place]
        ]
        columns = (table[name] for name in ("day", "source", "target", "code", "quad"))
        return cls.of(*([column[place] for place in keep] for column in columns))

    def until(self, day: int) -> StateEvents:
        """The record as it stood when `day` began."""
        keep = self.day < day
        return replace(
            self, day=self.day[keep], a=self.a[keep], b=self.b[keep], quad=self.quad[keep], type=self.type[keep],
            end=min(day, self.end),
        )  # fmt: skip

    @staticmethod
    def kinds(codes: Sequence[str | None], quads: Sequence[int | None]) -> tuple[Ints, Ints]:
        """(n,) places of the quad class, -1 where it is not known, and of the type, -1 for none."""
        quad = np.array([int(one or 0) - 1 for one in quads], dtype=np.int64)
        return quad, np.array([_type(code) for code in codes], dtype=np.int64)

    def in_class(self, name: str) -> NDArray[np.bool_]:
        """(n,) which events are of the class."""
        if name in QUAD_CLASSES:
            return np.asarray(self.quad == QUAD_CLASSES.index(name) + 1)
        return np.asarray(self.type == CLASSES.index(name) - len(QUAD_CLASSES))


_TYPES = {kind.value: place for place, kind in enumerate(EventType)}
_KNOWN: dict[str | None, int] = {None: -1}


def _type(code: str | None) -> int:
    if code not in _KNOWN:
        _KNOWN[code] = _TYPES.get(code or "", -1)
        if _KNOWN[code] < 0:
            _KNOWN[code] = _of_cameo(code or "")
    return _KNOWN[code]


def _of_cameo(code: str) -> int:
    from tertius.errors import TertiusError

    try:
        kind = plover_of(code).type
    except TertiusError:
        return -1
    return -1 if kind is None else _TYPES[kind.value]
