"""Back-testing by rolling origin, and the proof that nothing later was looked at.

At each origin a forecaster is given the record as it stood then, and nothing else: it cannot read ahead because
it does not hold what comes. `looks_ahead` tests those that do hold it (for speed, they index all rows once): the
future is replaced, and the forecasts must not change.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from tertius.errors import UsageError

__all__ = ["Origin", "looks_ahead", "rolling"]

Past = TypeVar("Past")
Forecast = TypeVar("Forecast")


@dataclass(frozen=True)
class Origin(Generic[Forecast]):
    """One forecast: made at `at` from what was known before it, for `at`."""

    at: int
    forecast: Forecast


def rolling(
    past: Callable[[int], Past], make: Callable[[Past], Forecast], origins: Sequence[int]
) -> Iterator[Origin[Forecast]]:
    """Forecast at each of `origins`, in order of time.

    Args:
        past: the record as it stood before an origin; called once an origin.
        make: the forecaster; it sees only what `past` returns.
        origins: times, rising.

    Raises:
        UsageError: the origins do not rise.

    """
    if any(later <= earlier for earlier, later in itertools.pairwise(origins)):
        raise UsageError("the origins of a back-test must rise")
    for at in origins:
        yield Origin(at, make(past(at)))


def looks_ahead(
    forecast: Callable[[Past], ArrayLike], real: Past, futures: Sequence[Past], *, tolerance: float = 1e-6
) -> bool:
    """Whether a forecast changes when only the future does.

    Args:
        forecast: gives numbers for one fixed origin.
        real: the whole record.
        futures: records that equal it before the origin and differ from there on.
        tolerance: by how much forecasts may differ, for rounding.

    Raises:
        UsageError: no other future was given.

    """
    if not futures:
        raise UsageError("give at least one other future to test against")
    base = np.asarray(forecast(real), dtype=np.float64)
    for other in futures:
        found = np.asarray(forecast(other), dtype=np.float64)
        if found.shape != base.shape or not np.allclose(found, base, rtol=tolerance, atol=tolerance, equal_nan=True):
            return True
    return False
