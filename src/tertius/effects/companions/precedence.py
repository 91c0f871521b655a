"""Granger tests: does the past of one series help to predict another beyond its own past? Descriptive."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tertius.effects._placebos import placebo_dyads
from tertius.effects._series import Surroundings, dyad, surroundings
from tertius.effects._words import DESCRIPTIVE, dyad_name
from tertius.effects.companions._autoregression import checked, lagged, least_squares, whole
from tertius.history.panel import Panel
from tertius.records import Measure, Record

__all__ = ["Precedence", "dyad_granger", "granger"]

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

ACTIVE = 20  # periods with anything on record that a dyad must have
CAVEATS = (
    (
        "Granger's word cause means that the past of one series predicts another beyond its own past. Shared attention "
        "does that between pairs that have nothing to do with each other: read p only beside the placebos' rank."
    ),
    "The test takes errors of equal variance for granted, which counts of events do not have.",
    DESCRIPTIVE,
)


class Precedence(Record, frozen=True, kw_only=True):
    """An F test; None with the reason where not computable."""

    cause: str
    effect: str
    lags: int
    n: int
    f: float | None = None
    freedom: tuple[int, int] | None = None
    p: float | None = None
    placebos: int = 0  # dyads of A and B with others, put in the place of A-B
    larger: int | None = None  # of them with an F as large
    because: str | None = None
    caveats: tuple[str, ...] = CAVEATS


def granger(
    cause: Array,
    effect: Array,
    *,
    lags: int,
    names: tuple[str, str] = ("cause", "effect"),
    observed: Bools | None = None,
) -> Precedence:
    """Whether `cause`'s past predicts `effect` beyond its own: F of the `lags` coefficients, in one equation.

    Granger (1969), "Investigating Causal Relations by Econometric Models and Cross-spectral Methods",
    Econometrica 37(3).

    Args:
        cause: (T,) the series whose past is tested.
        effect: (T,) the series that is predicted.
        lags: p.
        names: of the two.
        observed: (T,); by default all.

    Raises:
        UsageError: lengths that differ, missing values, or no lag.
    """
    values = np.column_stack([effect, cause]) if cause.shape == effect.shape else np.zeros((0, 0))  # refused next
    checked(values, names, lags)
    rows = whole(np.ones(len(values), dtype=np.bool_) if observed is None else observed, lags)
    n, rest = len(rows), len(rows) - 2 * lags - 1
    if rest < 2 * lags + 1:
        because = f"only {n} periods are observed with the {lags} before them; at least {4 * lags + 2} are needed"
        return Precedence(cause=names[0], effect=names[1], lags=lags, n=n, because=because)
    full = lagged(values, rows, lags)
    own = np.column_stack([full[:, 0], full[:, 1::2]])
    if np.linalg.matrix_rank(full) < full.shape[1]:
        return Precedence(cause=names[0], effect=names[1], lags=lags, n=n,
                          because="a series is constant, or one is a sum of the other and its past")  # fmt: skip
    less, more = (float((least_squares(design, effect[rows])[1] ** 2).sum()) for design in (own, full))
    f = (less - more) / lags / (more / rest)
    return Precedence(
        cause=names[0], effect=names[1], lags=lags, n=n, f=f, freedom=(lags, rest), p=_tail(f, lags, rest)
    )


def _tail(f: float, one: int, other: int) -> float:
    from scipy.special import fdtrc

    return float(fdtrc(one, other, max(f, 0.0)))


def dyad_granger(
    panel: Panel,
    between: tuple[str, str],
    tie: tuple[str, str],
    *,
    measure: Measure = Measure.CONFLICT,
    lags: int = 4,
) -> Precedence:
    """The same from A-B conflict to a tie, with the rank among placebo dyads: A and B with others than the tie's actors.

    Raises:
        UsageError: no lag.
    """
    names = (f"{dyad_name(between)} conflict", f"{dyad_name(tie)} {measure}")
    pair, other = dyad(*between), dyad(*tie)
    unseen = [dyad_name(one) for one in (pair, other) if panel.column(*one) is None]
    if unseen:
        because = f"never seen in this history: {', '.join(unseen)}"
        return Precedence(cause=names[0], effect=names[1], lags=lags, n=0, because=because)
    around = surroundings(panel)
    found = _test(around, pair, other, measure, lags, names)
    if found.f is None:
        return found
    candidates = placebo_dyads(around, pair, other, left_out=(), enough=lambda one: _active(panel, one))
    tests = [_test(around, one, other, measure, lags, names).f for one in candidates]
    known = [f for f in tests if f is not None]
    return Precedence(cause=names[0], effect=names[1], lags=lags, n=found.n, f=found.f, freedom=found.freedom, p=found.p,
                      placebos=len(known), larger=sum(f >= found.f for f in known))  # fmt: skip


def _active(panel: Panel, pair: tuple[str, str]) -> bool:
    column = panel.column(*pair)
    return column is not None and int((panel.conflict[panel.observed, column] > 0).sum()) >= ACTIVE


def _test(
    around: Surroundings, cause: tuple[str, str], effect: tuple[str, str], measure: Measure, lags: int,
    names: tuple[str, str],
) -> Precedence:  # fmt: skip
    series = (np.nan_to_num(around.series(cause, Measure.CONFLICT)), np.nan_to_num(around.series(effect, measure)))
    return granger(*series, lags=lags, names=names, observed=around.panel.observed)
