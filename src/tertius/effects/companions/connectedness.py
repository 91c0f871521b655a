"""Diebold-Yilmaz connectedness: whose surprises make up whose forecast errors. Descriptive."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tertius.effects._series import surroundings
from tertius.effects._words import DESCRIPTIVE, dyad_name
from tertius.effects.companions._autoregression import checked, fitted, moving_average
from tertius.errors import UsageError
from tertius.history.panel import Panel
from tertius.records import Measure, Record

__all__ = ["Connectedness", "connectedness", "dyad_connectedness"]

Array = NDArray[np.float64]
Method = Literal["generalized", "cholesky"]

CAVEATS = (
    "Pairs that share the news' attention are connected by it: a high figure is no influence of one on another.",
    "No interval and no placebo stands behind a figure.",
    DESCRIPTIVE,
)
ORDERED = "With the Cholesky method a share depends on the order of the series."


class Connectedness(Record, frozen=True, kw_only=True):
    """Shares of forecast error variance in per cent; None with the reason where not computable.

    Row i of `table` says from whose surprises the error of series i comes, its own on the diagonal; rows sum to 100.
    """

    names: tuple[str, ...]
    lags: int
    horizon: int
    method: str
    n: int
    table: list[list[float]] | None = None
    from_others: list[float] | None = None
    to_others: list[float] | None = None
    net: list[float] | None = None  # to others less from others
    total: float | None = None
    because: str | None = None
    caveats: tuple[str, ...] = CAVEATS


def connectedness(
    values: Array,
    names: tuple[str, ...],
    *,
    lags: int,
    horizon: int = 10,
    method: Method = "generalized",
    observed: NDArray[np.bool_] | None = None,
) -> Connectedness:
    """The connectedness table of series.

    `horizon` H sums the H terms h = 0 .. H - 1, as the papers do; software that takes "n ahead" for H + 1 terms gives
    other figures. Diebold and Yilmaz (2009), "Measuring Financial Asset Return and Volatility Spillovers", The
    Economic Journal 119(534) (Cholesky); (2012), "Better to Give than to Receive", International Journal of
    Forecasting 28(1) (generalized, rows made to sum to 100).

    Args:
        values: (T, n) series; rows of unobserved periods may hold anything finite.
        names: n names.
        lags: of the vector autoregression.
        horizon: H, at least 1.
        method: `generalized` or `cholesky`.
        observed: (T,); by default all.

    Raises:
        UsageError: shapes that do not fit, missing values, an unknown method, or lags or horizon below 1.
    """
    checked(values, names, lags)
    if horizon < 1 or method not in ("generalized", "cholesky"):
        raise UsageError("the horizon must be at least 1 and the method generalized or cholesky")
    seen = np.ones(len(values), dtype=np.bool_) if observed is None else observed
    caveats = CAVEATS if method == "generalized" else (ORDERED, *CAVEATS)
    found = fitted(values, lags, seen)
    if isinstance(found, str):
        return Connectedness(
            names=names, lags=lags, horizon=horizon, method=method, n=0, because=found, caveats=caveats
        )
    table = _shares(moving_average(found.coefficients, horizon), found.covariance, method)
    own = np.diag(table)
    received, given = table.sum(axis=1) - own, table.sum(axis=0) - own
    return Connectedness(
        names=names,
        lags=lags,
        horizon=horizon,
        method=method,
        n=len(found.rows),
        table=table.tolist(),
        from_others=received.tolist(),
        to_others=given.tolist(),
        net=(given - received).tolist(),
        total=float(received.mean()),
        caveats=caveats,
    )


def _shares(steps: Array, covariance: Array, method: Method) -> Array:
    whole = np.einsum("hij,jk,hik->i", steps, covariance, steps)
    if method == "generalized":
        parts = ((steps @ covariance) ** 2).sum(axis=0) / np.diag(covariance)
    else:
        parts = ((steps @ np.linalg.cholesky(covariance)) ** 2).sum(axis=0)
    shares = parts / whole[:, None]
    return np.asarray(100 * shares / shares.sum(axis=1, keepdims=True))


def dyad_connectedness(
    panel: Panel,
    dyads: tuple[tuple[str, str], ...],
    *,
    measure: Measure = Measure.CONFLICT,
    lags: int = 4,
    horizon: int = 10,
) -> Connectedness:
    """The same among dyads of a panel, on the transformed scale of `effect`, by the generalized method.

    Raises:
        UsageError: as `connectedness`.
    """
    names = tuple(dyad_name(pair) for pair in dyads)
    unseen = [name for name, pair in zip(names, dyads, strict=True) if panel.column(*pair) is None]
    if unseen:
        return Connectedness(names=names, lags=lags, horizon=horizon, method="generalized", n=0,
                             because=f"never seen in this history: {', '.join(unseen)}")  # fmt: skip
    around = surroundings(panel)
    values = np.column_stack([around.series(pair, measure) for pair in dyads])
    return connectedness(np.nan_to_num(values), names, lags=lags, horizon=horizon, observed=panel.observed)
