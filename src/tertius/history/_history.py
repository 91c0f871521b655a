"""The `History` that `load` makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from tertius.errors import HistoryError, UsageError
from tertius.history import _dyads, _events
from tertius.history._matrices import matrices, spread
from tertius.history._names import states_of
from tertius.history._observed import Days, native_frequency, observed_periods
from tertius.history._part import Part
from tertius.history._protocol import Engine
from tertius.history._source import source_of, stale_words
from tertius.history._summary import Summary, merged
from tertius.history.calendar import Frequency, checked, period_end, period_start
from tertius.history.dyad import Attention, Dyad, Kind
from tertius.history.panel import Panel
from tertius.history.tabular import Rows, Tabular
from tertius.records import DataSource, Record

__all__ = ["EventRow", "History"]

_FEW_NAMES = 500
"""Names up to which a filter by them lets parts of files be passed over; with more, the join alone is as fast."""


class EventRow(Record, frozen=True, kw_only=True):
    """One dated event of a table, as its source has it. `quad` is None where the class is not known."""

    day: dt.date
    source: str
    target: str
    code: str | None
    quad: int | None
    text: str | None
    id: str | None


class History(Tabular):
    """A table of events, or a panel of dyads, ready to be summed. Made by `load`.

    As a table (`to_arrow` and its kin) it is its tidy rows: unique events, or the rows of the panel.

    Attributes:
        kind: `events` or `panel`.
        source: origin, citation, terms, span, rows and the hash of what was read; `stale` where the
            history was loaded with a cut-off that it does not reach.
        frequencies: the periods that `panel` can give; the finest first.

    """

    def __init__(self, engine: Engine, parts: list[Part], until: dt.date | None) -> None:
        self.kind: Literal["events", "panel"] = parts[0].layout.kind
        self._engine = engine
        self._until = until
        self._named = parts[0].layout.column("period")
        self._summary: Summary | None = merged([(part.archive, part.sha256) for part in parts])
        # What an archive holds is unique already; elsewhere the same event may be told twice.
        self._unique = all(part.archive for part in parts)
        self._given = tuple(dict.fromkeys(note for part in parts for note in part.notes))
        # A view is compiled once, and streamed anew from the files by every query over it.
        self._tidy = engine.view("tidy", self._tidied(parts))
        self._days, self._native = self._read_days(until)
        self._tidy = self._tidy.filter(self._tidy.day < self._end)
        self.frequencies: tuple[Frequency, ...] = _coarser(self._native)
        self.source: DataSource = source_of(parts, self._days.days[0], self._last, self._days.total)
        if until is not None:
            self.source = msgspec.structs.replace(self.source, stale=stale_words(self._last, until))
        if not self._codes:
            raise HistoryError("no actor of this history is a state: give country names or ISO alpha-3 codes")

    def _tidied(self, parts: list[Part]) -> Any:
        if self.kind == "panel":
            return _dyads.tidy_panel(parts)
        weighing = None if self._unique else self._engine.keep("weights", _events.weights())
        return _events.tidy_events(parts, weighing, self._until)

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
            found = self._summary.days if self._summary else self._engine.fetched(_events.event_days(self._tidy))
            days = Days.of_events(found)
            native: Frequency = "day"
        else:
            starts = self._engine.fetched(self._tidy.select("day").distinct())["day"].to_pylist()
            native = native_frequency([day for day in starts if day is not None], self._named)
            days = Days.of_panel(self._engine.fetched(_dyads.panel_days(self._tidy, native)))
        return days.until(until, native), native

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The state of every name that is of one."""
        if self._summary is not None:
            return states_of(self._summary.actors)
        one, other = ("source_key", "target_key") if self.kind == "events" else ("a_key", "b_key")
        found = self._engine.fetched(_events.names(self._tidy, one, other))["name"].to_pylist()
        return states_of(name for name in found if name)

    @cached_property
    def _states(self) -> Any:
        """The same as a table `name, code` on the engine."""
        import pyarrow as pa

        ordered = sorted(self._codes.items())
        columns = {"name": [name for name, _ in ordered], "code": [code for _, code in ordered]}
        return self._engine.keep("states", pa.table(columns))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Rows that were left out, and why."""
        notes = list(self._days.notes)
        stateless, inside = self._left_out()
        if stateless:
            notes.append(f"{stateless:,} of {self._days.total:,} rows have an actor of no state and are left out")
        if self._native == "week" and any(day.weekday() for day in self._days.days):
            notes.append(
                "weeks are not dated by their Monday: each is taken as the week from Monday that holds its date"
            )
        if inside:
            notes.append(f"{inside:,} rows stay within one state and belong to no pair")
        return (*notes, *self._given)

    def _left_out(self) -> tuple[int, int]:
        """How many rows have an actor of no state, and how many stay within one."""
        if self._summary is not None:
            rows = self._summary.days.to_pylist()
        else:
            out = _events.left_out if self.kind == "events" else _dyads.left_out
            rows = self._engine.fetched(out(self._tidy, self._states)).to_pylist()
        kept = [row for row in rows if row.get("day") is None or row["day"] < self._end]
        stateless, inside = (sum(int(row[name] or 0) for row in kept) for name in ("stateless", "inside"))
        return stateless, inside

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
        if actors != "states":
            raise UsageError(f"a panel is of states; {actors!r} cannot be aggregated to")
        window = self._window(frequency, cutoff)
        sums = self._sums(window, directed=False).select("period", "a", "b", "conflict", "cooperation")
        found = self._engine.fetched(sums) if window.observed.any() else None
        if found is None or found.num_rows == 0:
            raise HistoryError(self._nothing_by(window.instant))
        laid = matrices(found, window.periods, window.observed)
        return Panel(
            periods=window.periods,
            frequency=window.frequency,
            dyads=laid.dyads,
            conflict=laid.conflict,
            cooperation=laid.cooperation,
            observed=window.observed,
            kind=self._counted,
            source=self._dated(window.instant),
            cutoff=window.instant,
            coverage=laid.coverage,
            notes=self.notes,
        )

    def dyad(
        self,
        a: str,
        b: str,
        frequency: str = "week",
        *,
        directed: bool = False,
        cutoff: dt.date | None = None,
        attention: bool = False,
    ) -> Dyad:
        """Every measure of one pair of states; reads the pair's rows alone, unless `attention` is asked for.

        Args:
            a: ISO alpha-3 code of one state; of a directed dyad, the one that acts.
            b: that of the other.
            frequency: `day`, `week` or `month`.
            directed: only acts of `a` towards `b`.
            cutoff: no period that ends later is used.
            attention: what the world and both actors did meanwhile, which needs all rows.

        Raises:
            UsageError: an unknown frequency, or a directed dyad of a panel, which has no direction.
            HistoryError: as `panel`.

        """
        if self.kind == "panel":
            if directed:
                raise UsageError("a panel of dyads has no direction: give a table of events, or ask undirected")
            return self.panel(frequency, cutoff=cutoff).dyad(a, b)
        window = self._window(frequency, cutoff)
        if not window.observed.any():
            raise HistoryError(self._nothing_by(window.instant))
        sides = self._names_of(a), self._names_of(b)
        rows = _events.between(self._tidy.filter(self._tidy.day < window.before), sides, directed=directed)
        sums = self._engine.fetched(_events.one_dyad(self._once(rows), sides, window.frequency))
        laid = spread(sums, window.periods, window.observed)
        return Dyad(
            pair=(a, b), directed=directed, periods=window.periods, frequency=window.frequency,
            observed=window.observed, values=laid.values, absent=laid.absent, seen=sums.num_rows > 0,
            kind=self._counted, source=self._dated(window.instant),
            attention=self._attention(a, b, window) if attention else None, notes=self.notes,
        )  # fmt: skip

    def _names_of(self, state: str) -> list[str]:
        return sorted(name for name, code in self._codes.items() if code == state)

    def _attention(self, a: str, b: str, window: _Window) -> Attention:
        sums = self._engine.fetched(_events.attention(self._sums(window, directed=False), a, b))
        laid = spread(sums, window.periods, window.observed, ("world", "one", "other")).values
        return Attention(laid["world"], laid["one"], laid["other"])

    def dyads(self, frequency: str = "week", *, directed: bool = False, cutoff: dt.date | None = None) -> Rows:
        """Every measure of every pair of states, as rows `period, a, b, conflict, …` that are computed when asked for.

        A pair without a row in an observed period was 0 then; periods that were not observed have no rows.
        Undirected, `a` is the first by alphabet; directed, the one that acts.

        Raises:
            UsageError: an unknown frequency, or a panel, which has no direction.
            HistoryError: as `panel`.

        """
        import pyarrow as pa

        if directed and self.kind == "panel":
            raise UsageError("a panel of dyads has no direction: give a table of events, or ask undirected")
        window = self._window(frequency, cutoff)
        starts = [start for start, known in zip(window.periods, window.observed.tolist(), strict=True) if known]
        if not starts:
            raise HistoryError(self._nothing_by(window.instant))
        calendar = self._engine.keep("calendar", pa.table({"period": pa.array(starts, pa.date32())}))
        return Rows(self._engine, self._sums(window, directed=directed).semi_join(calendar, "period"))

    def _window(self, frequency: str, cutoff: dt.date | None) -> _Window:
        wanted = checked(frequency)
        if wanted not in self.frequencies:
            raise HistoryError(f"this panel is by {self._native} and cannot be split or joined to one by {wanted}")
        instant = self._instant(cutoff, wanted)
        before = period_start(instant + dt.timedelta(days=1), wanted)
        return _Window(wanted, instant, before, *observed_periods(self._days, self._native, wanted, before))

    def _instant(self, cutoff: dt.date | None, frequency: Frequency) -> dt.date:
        """The cut-off that holds: the earlier of this one and the one loaded with, else the end of the history."""
        cutoff = None if cutoff == dt.date.max else cutoff
        given = [day for day in (cutoff, self._until) if day is not None]
        return min(given) if given else period_end(period_start(self._last, frequency), frequency)

    @property
    def _counted(self) -> Kind:
        return "counts" if self.kind == "events" or self._days.whole else "scores"

    def _dated(self, cutoff: dt.date) -> DataSource:
        return msgspec.structs.replace(self.source, stale=self.stale(cutoff))

    def _once(self, rows: Any) -> Any:
        return rows if self._unique else _events.unique_events(rows)

    def _sums(self, window: _Window, *, directed: bool) -> Any:
        if self.kind == "panel":
            return _dyads.panel_sums(self._tidy, self._states, self._native, window.frequency, window.before)
        events = self._once(self._tidy.filter(self._tidy.day < window.before))
        return _events.dyad_sums(events, self._states, window.frequency, directed=directed)

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
        events = self._once(_events.between(self._tidy, (self._names_of(a), self._names_of(b))))
        rows = self._engine.fetched(_events.latest(events, limit))
        return tuple(EventRow(**{key: row[key] for key in EventRow.__struct_fields__}) for row in rows.to_pylist())

    def events_between(self, spans: Mapping[tuple[str, str], tuple[dt.date, dt.date]]) -> Any:
        """The unique events between many pairs of states (their sectors included), each on its own days, in one pass.

        Args:
            spans: first and last day by pair, as alpha-3 codes, the first by alphabet before the other.

        Returns:
            A `pyarrow.Table` of `a, b, forth, day, source, target, code, id, quad`, by pair and date; `forth` says
            whether `a` acts.

        Raises:
            HistoryError: this is a panel, which holds no single events.

        """
        import pyarrow as pa

        if self.kind != "events":
            raise HistoryError("a panel holds no single events; give a table of events to list them")
        pairs, days = list(spans), list(spans.values())
        columns = [list(column) for column in (*zip(*pairs, strict=True), *zip(*days, strict=True))] or [[]] * 4
        schema = pa.schema({"a": pa.string(), "b": pa.string(), "first": pa.date32(), "last": pa.date32()})
        asked = self._engine.keep("asked", pa.table(dict(zip(schema.names, columns, strict=True)), schema))
        rows = self._tidy
        if days:  # bounds that files can be passed over by
            rows = rows.filter(
                (rows.day >= min(first for first, _ in days)) & (rows.day <= max(last for _, last in days))
            )
            states = {state for pair in pairs for state in pair}
            names = [name for name, code in self._codes.items() if code in states]
            if len(names) <= _FEW_NAMES:
                rows = rows.filter(rows.source_key.isin(names) & rows.target_key.isin(names))
        found = self._engine.fetched(_events.of_pairs(rows, self._states, asked))
        order = ("a", "b", "day", "source", "target", "code", "id")
        return found.select(["a", "b", "forth", *order[2:], "quad"]).sort_by([(name, "ascending") for name in order])

    def rows(self) -> Rows:
        """The tidy rows up to the cut-off: unique events, or the rows of the panel as they are."""
        if self.kind == "panel":
            return Rows(self._engine, self._tidy)
        columns = ("day", "source", "target", "code", "quad", "goldstein", "reports", "id", "text")
        return Rows(self._engine, self._once(self._tidy).select(*columns))

    def to_arrow(self) -> Any:
        """The tidy rows as a `pyarrow.Table`."""
        return self.rows().to_arrow()

    def _reader(self) -> Any:
        return self.rows()._reader()  # noqa: SLF001 - the same kind of thing

    def to_parquet(self, path: str | Path) -> Path:
        """Write the tidy rows to a Parquet file, without passing them through Python; returns its path."""
        return self.rows().to_parquet(path)


@dataclass(frozen=True, eq=False)
class _Window:
    """Which periods a question is about, and which of them the source observed."""

    frequency: Frequency
    instant: dt.date
    before: dt.date
    periods: tuple[dt.date, ...]
    observed: NDArray[np.bool_]


def _coarser(native: Frequency) -> tuple[Frequency, ...]:
    """The frequencies that periods of `native` fit into whole."""
    return ("day", "week", "month") if native == "day" else (native,)
