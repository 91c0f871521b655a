"""The record of every pair of actors over time, as two matrices: what conflict, what cooperation.

A panel is what relations and effects compute on. It keeps apart the two things that a table of
rows confuses: a pair without a row in an observed period had nothing on record (0), and a period
that the source did not observe is missing (NaN), which is not zero.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from tertius.history._source import stale_words
from tertius.history.calendar import Frequency, period_end
from tertius.history.dyad import Attention, Dyad, unit_of
from tertius.history.tabular import Tabular
from tertius.records import DataSource

__all__ = ["Panel"]

PanelKind = Literal["counts", "scores"]


@dataclass(frozen=True, eq=False)
class Panel(Tabular):
    """Conflict and cooperation of every dyad in every period of one calendar.

    Attributes:
        periods: first day of each of the T periods, in order, without holes.
        frequency: `day`, `week` (starting on Monday) or `month`.
        dyads: the D undirected pairs with at least one row, each alphabetical by code.
        conflict: (T, D) float64; NaN in rows of periods that were not observed.
        cooperation: (T, D) float64, likewise.
        observed: (T,) whether the source observed the period.
        kind: `counts` of events, or `scores` (weighted sums, which are never called counts).
        source: the data set, with citation and terms.
        cutoff: the instant; no period ends after it.
        coverage: per actor, the first days of the first and the last period with a row of it.
        notes: what was left out and why, in words for a report.
    """

    periods: tuple[dt.date, ...]
    frequency: Frequency
    dyads: tuple[tuple[str, str], ...]
    conflict: NDArray[np.float64]
    cooperation: NDArray[np.float64]
    observed: NDArray[np.bool_]
    kind: PanelKind
    source: DataSource
    cutoff: dt.date
    coverage: dict[str, tuple[dt.date, dt.date]] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold the shapes together, so that no later stage has to ask.

        Raises:
            ValueError: the matrices do not have one row a period and one column a dyad.
        """
        shape = (len(self.periods), len(self.dyads))
        if self.conflict.shape != shape or self.cooperation.shape != shape or self.observed.shape != shape[:1]:
            raise ValueError(f"a panel of {shape[0]} periods and {shape[1]} dyads needs matrices of that shape")

    @cached_property
    def _columns(self) -> dict[tuple[str, str], int]:
        return {dyad: column for column, dyad in enumerate(self.dyads)}

    def column(self, a: str, b: str) -> int | None:
        """The column of the pair `a`, `b` in either order; None if it never has a row."""
        return self._columns.get((a, b) if a <= b else (b, a))

    def matrix(self, measure: str) -> NDArray[np.float64]:
        """The (T, D) matrix of `conflict` or `cooperation`.

        Raises:
            ValueError: `measure` is neither.
        """
        if measure == "conflict":
            return self.conflict
        if measure == "cooperation":
            return self.cooperation
        raise ValueError(f"a panel measures conflict and cooperation, not {measure!r}")

    def states(self) -> tuple[str, ...]:
        """The codes of all actors that stand in a dyad, in order."""
        return tuple(sorted({code for dyad in self.dyads for code in dyad}))

    def series(self, a: str, b: str, measure: str) -> NDArray[np.float64]:
        """The (T,) values of one pair; of a pair that was never seen, 0 wherever a period was observed."""
        column = self.column(a, b)
        if column is None:
            self.matrix(measure)  # an unknown measure is an error for an unseen pair too
            return np.where(self.observed, 0.0, np.nan)
        return self.matrix(measure)[:, column].copy()

    def until(self, cutoff: dt.date) -> Panel:
        """The panel as it stood on `cutoff`: periods that end later dropped, and pairs not seen by then.

        The source's last date and row count remain those of the whole history that was loaded.
        """
        keep = sum(period_end(start, self.frequency) <= cutoff for start in self.periods)
        if keep == len(self.periods):
            return replace(self, cutoff=min(cutoff, self.cutoff))
        conflict, cooperation = self.conflict[:keep], self.cooperation[:keep]
        seen = np.flatnonzero(((np.nan_to_num(conflict) != 0) | (np.nan_to_num(cooperation) != 0)).any(axis=0))
        return replace(
            self,
            periods=self.periods[:keep],
            dyads=tuple(self.dyads[column] for column in seen),
            conflict=conflict[:, seen],
            cooperation=cooperation[:, seen],
            observed=self.observed[:keep],
            cutoff=min(cutoff, self.cutoff),
            source=msgspec.structs.replace(self.source, stale=self._stale(keep, cutoff)),
            coverage=_clipped(self.coverage, self.periods[keep - 1] if keep else None),
        )

    def _stale(self, keep: int, cutoff: dt.date) -> str | None:
        return stale_words(period_end(self.periods[keep - 1], self.frequency), cutoff) if keep else self.source.stale

    def unit(self, measure: str) -> str:
        """What a value of `measure` is, in words that never call scores counts."""
        self.matrix(measure)
        return unit_of(self.kind, self.source.origin, self.frequency, measure)

    def dyad(self, a: str, b: str) -> Dyad:
        """The record of one pair, with the attention that its index needs."""
        return Dyad(
            pair=(a, b), directed=False, periods=self.periods, frequency=self.frequency, observed=self.observed,
            values={measure: self.series(a, b, measure) for measure in ("conflict", "cooperation")},
            absent={}, seen=self.column(a, b) is not None, kind=self.kind, source=self.source,
            attention=self._attention(a, b), notes=self.notes,
        )  # fmt: skip

    def _attention(self, a: str, b: str) -> Attention:
        with_a = np.array([a in dyad for dyad in self.dyads], dtype=np.bool_)
        with_b = np.array([b in dyad for dyad in self.dyads], dtype=np.bool_)
        world = self.conflict[:, ~with_a & ~with_b].sum(axis=1)
        one, other = (
            self.conflict[:, mask].sum(axis=1) + self.cooperation[:, mask].sum(axis=1)
            for mask in (with_a & ~with_b, with_b & ~with_a)
        )
        return Attention(world, one, other)

    def to_arrow(self) -> object:
        """One row for each pair and observed period in which it has any value: `{frequency}, a, b, conflict, …`.

        `history.load` reads it back: a period without a row is missing, a pair without one is zero.
        """
        import pyarrow as pa

        rows, columns = np.nonzero((np.nan_to_num(self.conflict) != 0) | (np.nan_to_num(self.cooperation) != 0))
        starts = np.array(self.periods, dtype="datetime64[D]")
        one, other = (np.array([dyad[side] for dyad in self.dyads], dtype=object) for side in (0, 1))
        return pa.table({
            self.frequency: pa.array(starts[rows], pa.date32()),
            "a": pa.array(one[columns], pa.string()),
            "b": pa.array(other[columns], pa.string()),
            "conflict": self.conflict[rows, columns],
            "cooperation": self.cooperation[rows, columns],
        })  # fmt: skip


def _clipped(
    coverage: dict[str, tuple[dt.date, dt.date]] | None, last: dt.date | None
) -> dict[str, tuple[dt.date, dt.date]] | None:
    if coverage is None or last is None:
        return coverage if last else None
    return {code: (first, min(end, last)) for code, (first, end) in coverage.items() if first <= last}
