"""`load` and the `History` it makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from tertius.errors import HistoryError, UsageError
from tertius.history import _dyads, _events
from tertius.history._layout import Layout
from tertius.history._matrices import matrices
from tertius.history._names import states_of
from tertius.history._observed import Days, native_frequency, observed_periods
from tertius.history._source import source_of, stale_words
from tertius.history._tables import Part, TableLike, open_parts
from tertius.history.calendar import Frequency, checked, period_end, period_start
from tertius.history.engine import connect, fetched
from tertius.history.panel import Panel
from tertius.progress import Progress, silent
from tertius.records import DataSource, Record

__all__ = ["EventRow", "History", "load"]


class EventRow(Record, frozen=True, kw_only=True):
    """One dated event of a table, as its source has it. `quad` is None where the class is not known."""

    day: dt.date
    source: str
    target: str
    code: str | None
    quad: int | None
    text: str | None
    id: str | None


class History:
    """A table of events, or a panel of dyads, ready to be summed. Made by `load`.

    Attributes:
        kind: `events` or `panel`.
        source: origin, citation, terms, span, rows and the hash of what was read; `stale` where the
            history was loaded with a cut-off that it does not reach.
        frequencies: the periods that `panel` can give; the finest first.
        notes: rows that were left out, and why.

    """

    def __init__(self, connection: Any, parts: list[Part], until: dt.date | None) -> None:
        self.kind: Literal["events", "panel"] = parts[0].layout.kind
        self._connection = connection
        self._until = until
        self._named = parts[0].layout.column("period")
        tidy = _events.tidy_events(parts) if self.kind == "events" else _dyads.tidy_panel(parts)
        # A view is compiled once, and streamed anew from the files by every query over it.
        self._tidy = connection.create_view("tidy", tidy)
        self._days, self._native = self._read_days(until)
        self._tidy = connection.create_view("tidy_by_cutoff", self._tidy.filter(self._tidy.day < self._end))
        self._states = self._read_states()
        self.frequencies: tuple[Frequency, ...] = _coarser(self._native)
        self.source: DataSource = source_of(parts, self._days.days[0], self._last, self._days.total)
        if until is not None:
            self.source = msgspec.structs.replace(self.source, stale=stale_words(self._last, until))
        self.notes: tuple[str, ...] = self._read_notes()

    @property
    def _end(self) -> dt.date:
        """The first day after the last one that has rows; of a panel, after the start of its last period."""
        return self._days.days[-1] + dt.timedelta(days=1)

    @property
    def _last(self) -> dt.date:
        """The last day that the history speaks of."""
        return period_end(self._days.days[-1], self._native)

    def _read_days(self, until: dt.date | None) -> tuple[Days, Frequency]:
        if self.kind == "events":
            days = Days.of_events(fetched(_events.event_days(self._tidy)))
            native: Frequency = "day"
        else:
            starts = fetched(self._tidy.select("day").distinct())["day"].to_pylist()
            native = native_frequency([day for day in starts if day is not None], self._named)
            days = Days.of_panel(fetched(_dyads.panel_days(self._tidy, native)))
        return days.until(until, native), native

    def _read_states(self) -> Any:
        """A table `name, code` of the actors that are of a state, on the engine."""
        import pyarrow as pa

        one, other = ("source_key", "target_key") if self.kind == "events" else ("a_key", "b_key")
        both = self._tidy.select(name=self._tidy[one]).union(self._tidy.select(name=self._tidy[other]), distinct=True)
        names = fetched(both)["name"].to_pylist()
        states = states_of(name for name in names if name)
        if not states:
            raise HistoryError("no actor of this history is a state: give country names or ISO alpha-3 codes")
        ordered = sorted(states.items())
        columns = {"name": [name for name, _ in ordered], "code": [code for _, code in ordered]}
        table = pa.table(columns, schema=pa.schema([("name", pa.string()), ("code", pa.string())]))
        return self._connection.create_table("states", table, temp=True, overwrite=True)

    def _read_notes(self) -> tuple[str, ...]:
        notes = list(self._days.notes)
        out = _events.left_out if self.kind == "events" else _dyads.left_out
        counted = fetched(out(self._tidy, self._states)).to_pylist()[0]
        if stateless := int(counted["stateless"] or 0):
            notes.append(f"{stateless:,} of {self._days.total:,} rows have an actor of no state and are left out")
        if self._native == "week" and any(day.weekday() for day in self._days.days):
            notes.append(
                "weeks are not dated by their Monday: each is taken as the week from Monday that holds its date"
            )
        if inside := int(counted["inside"] or 0):
            notes.append(f"{inside:,} rows stay within one state and belong to no pair")
        return tuple(notes)

    def stale(self, cutoff: dt.date) -> str | None:
        """Why this history is stale for `cutoff`, in words; None if it ends at most 90 days before."""
        known = [end for day in self._days.days if (end := period_end(day, self._native)) <= cutoff]
        return stale_words(known[-1], cutoff) if known else f"the history has no row up to {cutoff.isoformat()}"

    def panel(
        self, frequency: str = "week", *, cutoff: dt.date | None = None, actors: Literal["states"] = "states"
    ) -> Panel:
        """Conflict and cooperation of every pair of states in every period that ends by `cutoff`.

        Events are counted once each (same day, source, target, code and id); sectors and offices
        count for their state. Rows of a panel are merged over the pair's two orders, and scaled by
        the observed days. Without a `cutoff` the panel runs to the end of the history.

        Raises:
            UsageError: an unknown frequency, or `actors` other than `states`.
            HistoryError: the panel on disk is coarser than `frequency`, or no dyad at all has a row
                in a period that ends by `cutoff`.

        """
        wanted = checked(frequency)
        if actors != "states":
            raise UsageError(f"a panel is of states; {actors!r} cannot be aggregated to")
        if wanted not in self.frequencies:
            raise HistoryError(f"this panel is by {self._native} and cannot be split or joined to one by {wanted}")
        instant = self._instant(cutoff, wanted)
        before = period_start(instant + dt.timedelta(days=1), wanted)
        periods, observed = observed_periods(self._days, self._native, wanted, before)
        sums = fetched(self._sums(wanted, before)) if observed.any() else None
        if sums is None or sums.num_rows == 0:
            raise HistoryError(self._nothing_by(instant))
        laid = matrices(sums, periods, observed)
        return Panel(
            periods=periods,
            frequency=wanted,
            dyads=laid.dyads,
            conflict=laid.conflict,
            cooperation=laid.cooperation,
            observed=observed,
            kind="counts" if self.kind == "events" or self._days.whole else "scores",
            source=msgspec.structs.replace(self.source, stale=self.stale(instant)),
            cutoff=instant,
            coverage=laid.coverage,
            notes=self.notes,
        )

    def _instant(self, cutoff: dt.date | None, frequency: Frequency) -> dt.date:
        """The cut-off that holds: the earlier of this one and the one loaded with, else the end of the history."""
        cutoff = None if cutoff == dt.date.max else cutoff
        given = [day for day in (cutoff, self._until) if day is not None]
        return min(given) if given else period_end(period_start(self._last, frequency), frequency)

    def _sums(self, frequency: Frequency, before: dt.date) -> Any:
        if self.kind == "events":
            return _events.dyad_sums(self._tidy, self._states, frequency, before)
        return _dyads.panel_sums(self._tidy, self._states, self._native, frequency, before)

    def _nothing_by(self, cutoff: dt.date) -> str:
        first, last = self._days.days[0], self._last
        return (
            f"no pair at all has a row in a full period by {cutoff.isoformat()}: the history runs from "
            f"{first.isoformat()} to {last.isoformat()}; give another history or a later cut-off"
        )

    def events_of(self, a: str, b: str, limit: int = 200) -> tuple[EventRow, ...]:
        """The latest `limit` unique events between two states (their sectors included), by date.

        Raises:
            HistoryError: this is a panel, which holds no single events.

        """
        if self.kind != "events":
            raise HistoryError("a panel holds no single events; give a table of events to list them")
        rows = fetched(_events.events_between(self._tidy, self._states, (a, b), limit))
        return tuple(EventRow(**{key: row[key] for key in EventRow.__struct_fields__}) for row in rows.to_pylist())


def load(
    paths: TableLike | Sequence[TableLike], *, until: dt.date | None = None, progress: Progress = silent
) -> History:
    """Read a history: files, folders of files, or tables in memory, told apart by their columns.

    Args:
        paths: Parquet, CSV, TSV or JSONL (the text formats also gzipped), folders of such, or pandas,
            polars or Arrow tables; one or several of one kind.
        until: the cut-off; rows that are later, or in a period that ends later, are not read.
        progress: told of every file.

    Raises:
        InputError: a path is missing, or a folder holds no table.
        HistoryError: an empty file, no table, the wrong columns, events and panels mixed, or no row
            by `until`.

    """
    until = None if until == dt.date.max else until
    given = list(paths) if isinstance(paths, list | tuple) else [paths]
    if not given:
        raise HistoryError("no history was given: name a file or a folder")
    connection = connect()
    parts = open_parts(connection, given, progress)
    _of_one_kind([part.layout for part in parts])
    return History(connection, parts, until)


def _of_one_kind(layouts: Sequence[Layout]) -> None:
    if len({layout.kind for layout in layouts}) > 1:
        raise HistoryError("tables of events and panels cannot be read as one history: load them apart")


def _coarser(native: Frequency) -> tuple[Frequency, ...]:
    """The frequencies that periods of `native` fit into whole."""
    return ("day", "week", "month") if native == "day" else (native,)
