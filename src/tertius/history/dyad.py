"""The record of one pair: every measure of it over one calendar, and what the world did meanwhile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError
from tertius.history.calendar import Frequency
from tertius.history.tabular import Tabular
from tertius.records import DataSource

__all__ = ["MEASURES", "Attention", "Dyad", "unit_of"]

Floats = NDArray[np.float64]
Kind = Literal["counts", "scores"]

MEASURES: dict[str, str] = {
    "conflict": "events of conflict (quad classes 3 and 4)",
    "cooperation": "events of cooperation (quad classes 1 and 2)",
    "verbal_conflict": "events of verbal conflict (quad class 3)",
    "material_conflict": "events of material conflict (quad class 4)",
    "verbal_cooperation": "events of verbal cooperation (quad class 1)",
    "material_cooperation": "events of material cooperation (quad class 2)",
    "negative_goldstein": "sum of the sizes of negative Goldstein weights of events",
    "reports": "stories that carry the pair's events, statements included: media volume, not events",
}
"""What is measured of a pair, and its unit in a table of events."""


@dataclass(frozen=True, eq=False)
class Attention:
    """(T,) each: conflict of all pairs without either actor, and all events of each actor with third states."""

    world: Floats
    one: Floats
    other: Floats


@dataclass(frozen=True, eq=False)
class Dyad(Tabular):
    """One pair of states in every period of a calendar.

    Attributes:
        pair: the two codes; of a directed dyad, first who acts, then towards whom.
        directed: whether only acts of the first towards the second count.
        periods: first day of each of the T periods, in order, without holes.
        frequency: `day`, `week` or `month`.
        observed: (T,) whether the source observed the period.
        values: (T,) per measure that the source gives; NaN where a period was not observed, 0 where it was
            and the pair has no row.
        absent: per measure that it does not give, why.
        seen: whether the pair has any row.
        attention: what the index needs; None if it was not asked for.
        kind: `counts` of events, or `scores` (weighted sums, which are never called counts).
        source: the data set, with citation and terms.
        notes: what was left out and why, in words for a report.

    """

    pair: tuple[str, str]
    directed: bool
    periods: tuple[dt.date, ...]
    frequency: Frequency
    observed: NDArray[np.bool_]
    values: dict[str, Floats]
    absent: dict[str, str]
    seen: bool
    kind: Kind
    source: DataSource
    attention: Attention | None = None
    notes: tuple[str, ...] = ()

    def series(self, measure: str) -> Floats:
        """The (T,) values of `measure`; all NaN where the source does not give it.

        Raises:
            UsageError: no such measure.
        """
        if measure not in MEASURES:
            raise UsageError(f"{measure!r} is no measure of a pair; use one of {', '.join(MEASURES)}")
        found = self.values.get(measure)
        return np.full(len(self.periods), np.nan) if found is None else found.copy()

    def unit(self, measure: str) -> str:
        """What a value of `measure` is, in words that never call scores counts."""
        return unit_of(self.kind, self.source.origin, self.frequency, measure)

    def to_arrow(self) -> object:
        """One row a period: `start, observed` and each measure, null where the period was not observed."""
        import pyarrow as pa

        columns = {name: pa.array(values, from_pandas=True) for name, values in self.values.items()}
        return pa.table({"start": pa.array(self.periods, pa.date32()), "observed": pa.array(self.observed), **columns})


def unit_of(kind: Kind, origin: str, frequency: str, measure: str) -> str:
    """What a value of `measure` is in a record of that kind."""
    if kind == "counts" and measure in {"conflict", "cooperation"}:
        return f"events of {measure} in the {frequency} (quad classes 3 and 4 are conflict, 1 and 2 cooperation)"
    if kind == "counts":
        return f"{MEASURES[measure]}, in the {frequency}"
    whose = "GDELT net" if origin.startswith("gdelt") else "the panel's"
    return f"sum of {whose} {measure} scores in the {frequency}, days scaled to a full {frequency}"
