"""A tension as a table, and what is usual for the pair: the level of its own past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tertius.history import Tabular
from tertius.records import Tension
from tertius.relations._tension import MIN_PAST

__all__ = ["Baseline", "TensionTable", "baseline", "table"]


@dataclass(frozen=True)
class Baseline:
    """The pair's own past before its last observed period, in the tension's unit: 5%, 50% and 95% of `n` values."""

    low: float
    median: float
    high: float
    n: int


def baseline(tension: Tension) -> Baseline | None:
    """What is usual for the pair; None where the past is shorter than a percentile needs."""
    values = [value.value for value in tension.values if value.value is not None]
    past = values[:-1]
    if len(past) < MIN_PAST:
        return None
    low, median, high = np.percentile(past, (5, 50, 95)).tolist()
    return Baseline(low, median, high, len(past))


class TensionTable(Tabular):
    """The values of a tension, a row a period: `start, value, percentile, change` (`up`, `down` or null)."""

    def __init__(self, tension: Tension) -> None:
        self._tension = tension

    def to_arrow(self) -> Any:
        """All rows as a `pyarrow.Table`; a period that was not observed has a null value."""
        import pyarrow as pa

        values = self._tension.values
        turned = {change.start: change.direction for change in self._tension.changes}
        return pa.table({
            "start": pa.array([value.start for value in values], pa.date32()),
            "value": pa.array([value.value for value in values], pa.float64()),
            "percentile": pa.array([value.percentile for value in values], pa.float64()),
            "change": pa.array([turned.get(value.start) for value in values], pa.string()),
        })  # fmt: skip


def table(tension: Tension) -> TensionTable:
    """The tension for pandas, polars, Arrow, Parquet and CSV."""
    return TensionTable(tension)
