"""What the entries of one settling ask of the event history, and the one reading that answers all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError
from tertius.records import EventType, LedgerEntry, SettlingEvent, Threshold

if TYPE_CHECKING:
    from tertius.history import Dyad, History

__all__ = ["Answer", "Question", "Readings", "question_of"]

Pair = tuple[str, str]
_YEAR = dt.timedelta(days=364)
_LISTED = 10
_FEW_PAIRS = 4
"""Pairs up to which each one's weeks are read alone; with more, those of all pairs are read together."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an entry asks: a threshold, from `source` towards `target`, from `first` to `last`, both included."""

    threshold: Threshold
    source: str
    target: str
    first: dt.date
    last: dt.date

    @property
    def pair(self) -> Pair:
        """The two states, the first by alphabet before the other."""
        return (self.source, self.target) if self.source <= self.target else (self.target, self.source)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the history holds on a question.

    Attributes:
        found: how many events of what is asked lie on its days.
        events: the first ten of them.
        read: events of the pair on these days, of whatever kind.
        year: events of the pair in the year up to the last day.

    """

    found: int
    events: tuple[SettlingEvent, ...]
    read: int
    year: int


def question_of(entry: LedgerEntry) -> Question | str:
    """What `entry` asks of the history, or in words why it asks nothing."""
    threshold, horizon = entry.threshold, entry.horizon
    if threshold is None or horizon is None or horizon.end is None:
        return "it has no threshold or no date"
    if entry.condition is not None:
        return f"it holds only “{entry.condition}”: a person has to say whether that was met"
    states = tuple(actor.state for actor in threshold.actors)
    if len(states) != 2 or states[0] is None or states[1] is None or states[0] == states[1]:
        return "the history is asked about two different states, and it does not name two"
    if threshold.kind != "number" and not (threshold.kind == "act" and (threshold.types or threshold.quads)):
        return "it names no event type or class to ask the history for"
    # Only days after the prediction count, so that nobody is credited with what was known already.
    starts = [day for day in (horizon.start, entry.said and entry.said + dt.timedelta(days=1)) if day]
    first = min(max(starts, default=dt.date.min), horizon.end)
    return Question(threshold, states[0], states[1], first, horizon.end)


class Readings:
    """The history as the entries of one settling ask for it: every pair is read once, and only its days.

    Args:
        history: loaded without a cut-off.
        entries: all that will be settled by it.

    """

    def __init__(self, history: History, entries: Iterable[LedgerEntry]) -> None:
        self.history = history
        asked = [question for entry in entries if isinstance(question := question_of(entry), Question)]
        self._acts = [question for question in asked if question.threshold.kind == "act"]
        self._weeks = {question.pair for question in asked if question.threshold.kind == "number"}
        self._dyads: dict[Pair, Dyad] = {}

    def answer(self, question: Question) -> Answer:
        """What the history holds on one of the questions.

        Raises:
            HistoryError: the history is a panel, which holds no single events.

        """
        return self._events.answer(question)

    @cached_property
    def _events(self) -> _Events:
        spans: dict[Pair, tuple[dt.date, dt.date]] = {}
        for question in self._acts:
            first, last = min(question.first, _year_to(question.last)), question.last
            known = spans.get(question.pair, (first, last))
            spans[question.pair] = min(first, known[0]), max(last, known[1])
        return _Events(self.history.events_between(spans))

    def dyad(self, pair: Pair) -> Dyad:
        """The pair's weeks.

        Raises:
            HistoryError: the history has no week of any pair.

        """
        if pair not in self._dyads:
            alone = self.history.kind == "events" and len(self._weeks) <= _FEW_PAIRS
            self._dyads[pair] = self.history.dyad(*pair, "week") if alone else self._panel.dyad(*pair)
        return self._dyads[pair]

    @cached_property
    def _panel(self) -> Any:
        return self.history.panel("week")


class _Events:
    """The events of all pairs asked about, by pair and date, in columns."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._days: NDArray[Any] = table["day"].to_numpy().astype("datetime64[D]")
        self._quads = table["quad"].fill_null(0).to_numpy()
        self._forth = table["forth"].to_numpy(zero_copy_only=False)
        codes = table["code"].combine_chunks().dictionary_encode()
        self._codes = codes.indices.fill_null(len(codes.dictionary)).to_numpy(zero_copy_only=False)
        self._types = [*map(_type, codes.dictionary.to_pylist()), None]
        self._places = _places(table)

    def answer(self, question: Question) -> Answer:
        start, stop = self._places.get(question.pair, (0, 0))
        days = self._days[start:stop]
        low, year = (
            int(np.searchsorted(days, np.datetime64(day))) for day in (question.first, _year_to(question.last))
        )
        high = int(np.searchsorted(days, np.datetime64(question.last), side="right"))
        at = slice(start + low, start + high)
        places = start + low + np.flatnonzero(self._asked(question, at))
        first = self._table.take(places[:_LISTED]).select(list(SettlingEvent.__struct_fields__)).to_pylist()
        return Answer(len(places), tuple(SettlingEvent(**row) for row in first), high - low, high - year)

    def _asked(self, question: Question, at: slice) -> NDArray[np.bool_]:
        threshold = question.threshold
        wanted = np.array([type_ in threshold.types if type_ else False for type_ in self._types])
        found: NDArray[np.bool_] = np.isin(self._quads[at], threshold.quads) | wanted[self._codes[at]]
        if not threshold.mutual:
            found &= self._forth[at] == (question.source == question.pair[0])
        return found


def _places(table: Any) -> dict[Pair, tuple[int, int]]:
    """Where each pair's rows begin and end."""
    if not table.num_rows:
        return {}
    keys = np.array([table[name].to_numpy(zero_copy_only=False) for name in ("a", "b")])
    new = np.flatnonzero(np.any(keys[:, 1:] != keys[:, :-1], axis=0)) + 1
    starts, stops = [0, *new.tolist()], [*new.tolist(), table.num_rows]
    return {
        (keys[0, start], keys[1, start]): (start, stop) for start, stop in zip(starts, stops, strict=True)
    }  # fmt: skip


def _year_to(last: dt.date) -> dt.date:
    return last - _YEAR if last > dt.date.min + _YEAR else dt.date.min


def _type(code: str | None) -> EventType | None:
    from tertius.world.ontology import plover_of

    if code is None:
        return None
    if code in EventType.__members__:
        return EventType(code)
    try:
        return plover_of(code).type
    except UsageError:
        return None
