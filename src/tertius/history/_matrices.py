"""From rows of dyad sums to the two dense matrices of a panel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.history.dyad import MEASURES

__all__ = ["Matrices", "Spread", "matrices", "spread"]

_NOT_GIVEN = {
    "negative_goldstein": "this source gives no Goldstein weights",
    "reports": "this source does not say how many stories carry an event",
}


@dataclass(frozen=True)
class Matrices:
    """The dyads in order, their (T, D) values, and when each actor was first and last seen."""

    dyads: tuple[tuple[str, str], ...]
    conflict: NDArray[np.float64]
    cooperation: NDArray[np.float64]
    coverage: dict[str, tuple[dt.date, dt.date]]


def matrices(sums: Any, periods: tuple[dt.date, ...], observed: NDArray[np.bool_]) -> Matrices:
    """Spread the Arrow table `period, a, b, conflict, cooperation` over `periods` and its dyads.

    A pair without a row in an observed period is 0; every value of an unobserved period is NaN.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    axis = np.array(periods, dtype="datetime64[D]").astype(np.int64)
    days = sums["period"].cast(pa.date32()).cast(pa.int32()).to_numpy()
    kept = np.isin(days, axis)  # periods at the edges that were trimmed as unobserved
    sums, row = sums.filter(pa.array(kept)), np.searchsorted(axis, days[kept])
    pair = pc.binary_join_element_wise(sums["a"], sums["b"], " ").combine_chunks().dictionary_encode()
    labels = np.asarray(pair.dictionary.to_pylist(), dtype=object)
    order = np.argsort(labels.astype(str), kind="stable")
    place = np.empty(len(labels), dtype=np.int64)
    place[order] = np.arange(len(labels))
    column = place[np.asarray(pair.indices)] if len(labels) else np.empty(0, dtype=np.int64)
    dyads = tuple((a, b) for a, b in (str(labels[at]).split(" ") for at in order))
    filled = [_filled(sums[name].to_numpy(), row, column, (len(periods), len(dyads)), observed)
              for name in ("conflict", "cooperation")]  # fmt: skip
    return Matrices(dyads, filled[0], filled[1], _coverage(dyads, row, column, periods))


@dataclass(frozen=True)
class Spread:
    """(T,) values by name, and why others are not there."""

    values: dict[str, NDArray[np.float64]]
    absent: dict[str, str]


def spread(
    sums: Any, periods: tuple[dt.date, ...], observed: NDArray[np.bool_], names: Iterable[str] = MEASURES
) -> Spread:
    """Sum the columns `names` of the Arrow table `sums` by its `period` over `periods`.

    Where no row has a value of its own, a column is absent.
    """
    row = {start: at for at, start in enumerate(periods)}
    at = [row.get(start) for start in sums["period"].to_pylist()]
    values, absent = {}, {}
    for name in names:
        if sums.num_rows and sums[name].null_count == sums.num_rows:
            absent[name] = _NOT_GIVEN[name]
            continue
        series = np.zeros(len(periods))
        for place, value in zip(at, sums[name].to_pylist(), strict=True):
            if place is not None and value is not None:
                series[place] += value
        series[~observed] = np.nan
        values[name] = series
    return Spread(values, absent)


def _filled(
    values: NDArray[np.float64],
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    shape: tuple[int, int],
    observed: NDArray[np.bool_],
) -> NDArray[np.float64]:
    matrix = np.zeros(shape)
    matrix[row, column] = values
    matrix[~observed] = np.nan
    return matrix


def _coverage(
    dyads: tuple[tuple[str, str], ...], row: NDArray[np.int64], column: NDArray[np.int64], periods: tuple[dt.date, ...]
) -> dict[str, tuple[dt.date, dt.date]]:
    first = np.full(len(dyads), len(periods), dtype=np.int64)
    last = np.full(len(dyads), -1, dtype=np.int64)
    np.minimum.at(first, column, row)
    np.maximum.at(last, column, row)
    spans: dict[str, tuple[int, int]] = {}
    for (a, b), start, end in zip(dyads, first.tolist(), last.tolist(), strict=True):
        for code in (a, b):
            known = spans.get(code, (start, end))
            spans[code] = (min(start, known[0]), max(end, known[1]))
    return {code: (periods[start], periods[end]) for code, (start, end) in sorted(spans.items())}
