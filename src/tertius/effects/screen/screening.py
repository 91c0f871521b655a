"""All triads of all actors of a history: the public verb `screen`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.effects._placebos import MIN_PLACEBOS
from tertius.effects._projection import rows_of
from tertius.effects._series import MEASURES, Dyad, dyad, surroundings
from tertius.effects._words import few
from tertius.effects.responses import DEFAULT_HORIZON, DEFAULT_LAGS, computed_on
from tertius.effects.screen._adjustment import benjamini_hochberg, dependence
from tertius.effects.screen._checkpoint import Checkpoint
from tertius.effects.screen._exact import Exact, Frame, exact
from tertius.effects.screen._products import screened, statistics
from tertius.effects.screen._residuals import Precision, Residuals, residuals
from tertius.effects.screen.screened import CAUTION, Candidate, Screened
from tertius.errors import UsageError
from tertius.history.panel import Panel
from tertius.progress import Progress, silent
from tertius.records import Computation, Measure

__all__ = ["screen"]

MINIMUM = 20  # periods with anything on record
LAX = 5.0  # the quick p may be this many times too small a judge: the exact one decides
MOST = 2_000  # triads estimated exactly
NORMAL_90 = 1.6448536269514722  # standard normal quantile of 95%
PARTS = ("estimate", "error", "correlation", "usual", "placebos", "freedom")  # of an exact estimate, as it is kept
ROWS_PER_REGRESSOR = 2


def screen(
    panel: Panel,
    *,
    horizon: int | None = None,
    lags: int | None = None,
    measure: str = Measure.CONFLICT,
    minimum: int = MINIMUM,
    rate: float = 0.10,
    precision: Precision = "float32",
    resume: str | os.PathLike[str] | None = None,
    progress: Progress = silent,
) -> Screened:
    """Which ties A-C moved after conflict between A and B, of all A, B and C: candidates for a closer look.

    First all triads by matrix products, then the likeliest exactly, with placebos on both sides, as `effect` does;
    Benjamini-Hochberg over all triads tested. Method, sources and measured error rates stand in docs/effects.md.

    Args:
        panel: the history, cut off already.
        horizon: last period after the shock; by default 12 weeks, 14 days or 6 months.
        lags: p; p + 1 lags enter. By default 4 weeks, 7 days or 2 months.
        measure: of the tie, `conflict` or `cooperation`; the shock is always conflict.
        minimum: periods with anything on record that a dyad must have, as a shock and as a tie.
        rate: false discovery rate.
        precision: of the matrix products; the exact estimates are always made in float64.
        resume: a folder in which every actor's result is kept, and from which a screen is taken up again.
        progress: told of every step and actor.

    Raises:
        UsageError: a measure, horizon, lags, minimum, rate or precision out of range.
        InputError: `resume` cannot be written, or belongs to another screen.
    """
    horizon = DEFAULT_HORIZON[panel.frequency] if horizon is None else horizon
    lags = DEFAULT_LAGS[panel.frequency] if lags is None else lags
    wanted = _Wanted.of(panel, horizon, lags, measure, minimum, rate, precision)
    settings = {"horizon": horizon, "lags": lags, "measure": measure, "minimum": minimum, "precision": precision}
    kept = Checkpoint(resume, panel, settings)
    rows = rows_of(panel.observed, lags, horizon)
    needed = ROWS_PER_REGRESSOR * (2 + 2 * (lags + 1) + 5 * (lags + 2))
    if len(rows) < needed:
        because = (f"{few(len(rows), panel.frequency)} {'has its' if len(rows) < 2 else 'have their'} whole window "
                   f"observed, from {lags + 1} before to {horizon} after; at least {needed} are needed")  # fmt: skip
        return wanted.result(_Found(), because)
    frame = Frame(surroundings(panel), rows, lags, horizon, wanted.measure, wanted.recorded(Measure.CONFLICT))
    found = _Found()
    for actor, pairs in _quick(frame, wanted, kept, progress):
        found.add(actor, pairs)
    if not found.triads:
        because = (
            f"no actor has {MIN_PLACEBOS + 1} dyads with anything on record in at least {minimum} {panel.frequency}s"
        )
        return wanted.result(found, because)
    _confirm(frame, found, wanted, kept, progress)
    return wanted.result(found, None)


@dataclass(frozen=True, eq=False)
class _Wanted:
    """The question, checked."""

    panel: Panel
    horizon: int
    lags: int
    measure: Measure
    minimum: int
    rate: float
    precision: Precision

    @classmethod
    def of(
        cls, panel: Panel, horizon: int, lags: int, measure: str, minimum: int, rate: float, precision: Precision
    ) -> _Wanted:
        if measure not in tuple(MEASURES):
            raise UsageError(f"a screen is of conflict or cooperation, not {measure!r}")
        if horizon < 1 or lags < 0 or minimum < 1:
            raise UsageError("the horizon and the minimum must be at least 1, the lags at least 0")
        if not 0 < rate < 1:
            raise UsageError(f"the false discovery rate must lie between 0 and 1, not at {rate}")
        if precision not in {"float32", "float64"}:
            raise UsageError(f"the precision is float32 or float64, not {precision!r}")
        return cls(panel, horizon, lags, Measure(measure), minimum, rate, precision)

    def active(self, measure: Measure) -> NDArray[np.bool_]:
        """(D,) which dyads are well enough recorded, and vary."""
        values = self.panel.matrix(measure)[self.panel.observed]
        return np.asarray(((values > 0).sum(axis=0) >= self.minimum) & (np.ptp(values, axis=0) > 0))

    def recorded(self, measure: Measure) -> _Recorded:
        return _Recorded(self.panel, self.active(measure))

    def result(self, found: _Found, because: str | None) -> Screened:
        either = self.active(Measure.CONFLICT) | self.active(self.measure)
        return Screened(
            candidates=tuple(self._candidates(found)),
            measure=self.measure,
            horizon=self.horizon,
            rate=self.rate,
            minimum=self.minimum,
            actors=len(self.panel.states()),
            triads=found.triads,
            regressions=found.triads * (self.horizon + 1),
            survivors=len(found.exact),
            too_rare=int((~either).sum()),
            unmatched=found.unmatched,
            because=because,
            caution=CAUTION,
            computation=_computation(self),
        )

    def _candidates(self, found: _Found) -> Iterator[Candidate]:
        order = sorted(found.exact, key=lambda key: (found.exact[key].p, key))
        p = np.array([found.exact[key].p for key in order])
        widened = dependence(found.triads)
        for key, adjusted in zip(order, benjamini_hochberg(p, found.triads), strict=True):
            if adjusted <= self.rate:
                yield _candidate(key, found.exact[key], self.measure, (float(adjusted), widened))


@dataclass(frozen=True, eq=False)
class _Recorded:
    panel: Panel
    active: NDArray[np.bool_]

    def __call__(self, pair: Dyad) -> bool:
        column = self.panel.column(*pair)
        return column is not None and bool(self.active[column])


class _Found:
    """What has been found so far: the quick p of every promising triad, then the exact estimates."""

    def __init__(self) -> None:
        self.triads = 0
        self.unmatched = 0
        self.promising: list[tuple[float, str, int, int]] = []  # p, actor, columns of shock and tie
        self.exact: dict[tuple[Dyad, Dyad], Exact] = {}

    def add(self, actor: str, pairs: dict[str, NDArray[np.float64]]) -> None:
        self.triads += int(pairs["tested"])
        self.unmatched += int(pairs["unmatched"])
        columns = zip(pairs["p"].tolist(), pairs["shock"].tolist(), pairs["tie"].tolist(), strict=True)
        self.promising += [(p, actor, shock, tie) for p, shock, tie in columns]

    def survivors(self, rate: float) -> dict[str, list[tuple[int, int]]]:
        """By actor, those whose quick p passes Benjamini and Hochberg at a lax rate; at most `MOST`."""
        ordered = sorted(self.promising)
        adjusted = benjamini_hochberg(np.array([one[0] for one in ordered]), self.triads)
        chosen: dict[str, list[tuple[int, int]]] = {}
        for one, value in zip(ordered[:MOST], adjusted[:MOST], strict=True):
            if value <= min(1.0, LAX * rate):
                chosen.setdefault(one[1], []).append((one[2], one[3]))
        return chosen


def _quick(
    frame: Frame, wanted: _Wanted, kept: Checkpoint, progress: Progress
) -> Iterator[tuple[str, dict[str, NDArray[np.float64]]]]:
    """Every actor's triads by matrix products."""
    actors = wanted.panel.states()
    done = {actor: kept.get("quick", actor) for actor in actors}
    if all(one is not None for one in done.values()):
        yield from ((actor, one) for actor, one in done.items() if one is not None)
        return
    ties = _cleared(frame, wanted, wanted.measure, progress)
    shocks = ties if wanted.measure == Measure.CONFLICT else _cleared(frame, wanted, Measure.CONFLICT, progress)
    for number, actor in enumerate(actors):
        progress("screen", number, len(actors))
        result = done[actor]
        if result is None:
            result = _of_actor(frame.around.place[actor], ties, shocks)
            kept.put("quick", actor, result)
        yield actor, result
    progress("screen", len(actors), len(actors))


def _cleared(frame: Frame, wanted: _Wanted, measure: Measure, progress: Progress) -> Residuals:
    """The residuals of all dyads that are well enough recorded; of shocks alone, where they are not the ties too."""
    activity = (measure,) if wanted.measure == Measure.CONFLICT else MEASURES
    horizon = frame.horizon if measure == wanted.measure else 0
    return residuals(frame.around, (measure, activity), np.flatnonzero(wanted.active(measure)), frame.rows,
                     lags=frame.lags, horizon=horizon, dtype=wanted.precision, progress=progress)  # fmt: skip


def _of_actor(place: int, ties: Residuals, shocks: Residuals) -> dict[str, NDArray[np.float64]]:
    """The quick p of one actor's promising triads, and how many were tested."""
    tie, shock = ties.around(place), shocks.around(place)
    rows, columns = np.nonzero(ties.columns[tie][:, None] == shocks.columns[shock])
    triads = len(tie) * len(shock) - len(rows)
    enough = len(shock) > MIN_PLACEBOS
    if not enough or not triads:
        none = np.empty(0)
        return {"p": none, "shock": none.astype(np.intp), "tie": none.astype(np.intp), "tested": np.array(0),
                "unmatched": np.array(triads)}  # fmt: skip
    leads = np.asarray(ties.leads[tie])
    first = np.ascontiguousarray(shocks.leads[shock, 0])
    p = screened(leads, statistics(first, leads, ties.shrink), (rows, columns))
    small = np.nonzero(p < 1.0)
    return {"p": p[small], "shock": shocks.columns[shock[small[1]]], "tie": ties.columns[tie[small[0]]],
            "tested": np.array(triads), "unmatched": np.array(0)}  # fmt: skip


def _confirm(frame: Frame, found: _Found, wanted: _Wanted, kept: Checkpoint, progress: Progress) -> None:
    """Estimate the survivors exactly, with their placebos."""
    survivors = found.survivors(wanted.rate)
    total, done = sum(map(len, survivors.values())), 0
    dyads = wanted.panel.dyads
    for actor, pairs in survivors.items():
        progress("screen: placebos", done, total)
        known = _Kept(kept, f"exact-{wanted.rate}", actor)
        for shock, tie in pairs:
            one = known.get((shock, tie)) or exact(frame, dyad(*dyads[shock]), dyad(*dyads[tie]), MIN_PLACEBOS)
            if one is not None:
                found.exact[dyads[shock], dyads[tie]] = known.add((shock, tie), one)
        known.write()
        done += len(pairs)
    progress("screen: placebos", total, total)


class _Kept:
    """One actor's exact estimates, from and to its checkpoint."""

    def __init__(self, kept: Checkpoint, step: str, actor: str) -> None:
        self._kept, self._step, self._actor = kept, step, actor
        self._before = kept.get(step, actor) or {}
        self._now: dict[str, NDArray[np.float64]] = {}

    def get(self, key: tuple[int, int]) -> Exact | None:
        name = f"{key[0]}-{key[1]}"
        if f"{name}-estimate" not in self._before:
            return None
        *arrays, freedom = (self._before[f"{name}-{part}"] for part in PARTS)
        estimate, error, correlation, usual, placebos = arrays
        return Exact(estimate, error, correlation, usual, placebos, int(freedom))

    def add(self, key: tuple[int, int], one: Exact) -> Exact:
        for part in PARTS:
            self._now[f"{key[0]}-{key[1]}-{part}"] = np.asarray(getattr(one, part))
        return one

    def write(self) -> None:
        if self._now:
            self._kept.put(self._step, self._actor, self._now)


def _candidate(key: tuple[Dyad, Dyad], one: Exact, measure: Measure, rates: tuple[float, float]) -> Candidate:
    between, tie = key
    (third,) = {*tie} - {*between}
    z = one.z_star
    error = one.error * one.calibration.scale
    peak = int(np.abs(z[1:]).argmax()) + 1
    return Candidate(
        between=between,
        on=third,
        tie=tie,
        measure=measure,
        estimate=one.estimate.tolist(),
        low=((z - NORMAL_90) * error).tolist(),
        high=((z + NORMAL_90) * error).tolist(),
        z_placebo=z.tolist(),
        peak=peak,
        direction="up" if z[peak] > 0 else "down",
        placebos=len(one.placebos),
        p=one.p,
        p_sup_t=one.p_sup_t,
        rate=rates[0],
        rate_dependent=min(1.0, rates[0] * rates[1]),
    )


def _computation(wanted: _Wanted) -> Computation:
    rows = rows_of(wanted.panel.observed, wanted.lags, wanted.horizon)
    command = f"tertius screen --until {wanted.panel.cutoff} --measure {wanted.measure} --horizon {wanted.horizon}"
    return computed_on(wanted.panel, rows, wanted.lags, wanted.horizon, command)
