"""How the forecasts of a history would have done: rolling origin over its last weeks, beside what is simplest.

At each origin only what was known before it is read; the models are learned anew every fourth origin. The chances stand
beside the pair's own rate and the rate of all pairs, on the same pairs and weeks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError
from tertius.forecasts.ledger import Calibration
from tertius.forecasts.past_tension import TensionScore
from tertius.forecasts.scores import auc, brier, log_score, reliability
from tertius.forecasts.weeks import CLASSES, HORIZONS, Measures, Occurrence, StateEvents, pairs_of, quiet
from tertius.progress import Progress, silent
from tertius.records import Record

if TYPE_CHECKING:
    from tertius.history import History

__all__ = ["MOST_WEEKS", "BackTest", "ChanceScore", "PastChance", "back_test_chances"]

Floats = NDArray[np.float64]

MOST_WEEKS = 104
_LEARN_EVERY = 4
_LEARNED_WEEKS = 12  # weeks before the first origin, so that there is something to learn from
_LEVEL = 0.9
_DRAWS = 2000
_LEAST_DRAWN = 8  # fewer weeks, or blocks of weeks, give no interval


class ChanceScore(Record, frozen=True, kw_only=True):
    """Scores of one forecaster over the pair-weeks of a back-test.

    Attributes:
        forecaster: who.
        brier: mean squared error of the chances; reliability - resolution + uncertainty + within.
        reliability, resolution, uncertainty, within: its parts (Murphy 1973; Stephenson et al. 2008).
        log_score: mean of -log of the chance given to what came.
        auc: area under the curve; None where everything came or nothing did.
        skill: 1 - Brier over that of the pair's own rate.
        skill_low, skill_high: its 90% interval, weeks drawn whole (for a month, five weeks together, since months that begin
            a week apart overlap); None from fewer than 8 of these.

    """

    forecaster: str
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float
    log_score: float
    auc: float | None = None
    skill: float | None = None
    skill_low: float | None = None
    skill_high: float | None = None


class PastChance(Record, frozen=True, kw_only=True):
    """One chance that would have been given on `origin`, beside what came."""

    origin: dt.date
    dyad: tuple[str, str]
    chance: float
    own_rate: float
    came: bool


class BackTest(Record, frozen=True, kw_only=True):
    """What a back-test found.

    Attributes:
        event_class, horizon, days: of the chances.
        dyad: the pair, None for all pairs of the history.
        first, last: the first and last origin.
        weeks, pairs, n, came: origins, pairs, their product, and how many came.
        scores: of the chances, of the pair's own rate and of all pairs' rate.
        onset: the same on pairs without material conflict in the four weeks before; empty for other classes.
        onset_n, onset_came: of those.
        calibration: how often what was given a chance came, with 90% intervals.
        tension: of the next week.
        forecasts: every chance.
        because: why there are no chances.

    """

    event_class: str
    horizon: str
    days: int
    dyad: tuple[str, str] | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    weeks: int = 0
    pairs: int = 0
    n: int = 0
    came: int = 0
    scores: tuple[ChanceScore, ...] = ()
    onset: tuple[ChanceScore, ...] = ()
    onset_n: int = 0
    onset_came: int = 0
    calibration: Calibration | None = None
    tension: TensionScore = TensionScore(because="not asked")
    forecasts: tuple[PastChance, ...] = ()
    because: str | None = None
    method: str = "docs/forecasts.md"


@dataclass(frozen=True, eq=False)
class _Run:
    """(weeks, pairs) chances by forecaster, what came, and which pairs were quiet."""

    origins: tuple[int, ...]
    chances: dict[str, Floats]
    came: Floats
    still: NDArray[np.bool_]


OURS, OWN_RATE, ALL_RATE = "tertius", "the pair's own rate", "the rate of all pairs"


def back_test_chances(
    history: History,
    dyad: tuple[str, str] | None = None,
    *,
    weeks: int = 26,
    event_class: str = CLASSES[3],
    horizon: str = "week",
    progress: Progress = silent,
) -> BackTest:
    """Score the chances of one class over the last `weeks` weeks of a history of events.

    Args:
        history: a table of events, as `tertius.load` gives it.
        dyad: one pair; by default all pairs of states with at least 20 events before the first origin.
        weeks: how many origins, 7 days apart; the last is the latest whose outcome is known in whole.
        event_class: one of the quad classes or PLOVER's types.
        horizon: "week" or "month".
        progress: told of the origins.

    Raises:
        UsageError: an unknown class, or `weeks` out of range.

    """
    if event_class not in CLASSES:
        raise UsageError(f"{event_class!r} is no class of events; use one of {', '.join(CLASSES)}")
    if not 1 <= weeks <= MOST_WEEKS:
        raise UsageError(f"a back-test takes 1 to {MOST_WEEKS} weeks")
    base = BackTest(event_class=event_class, horizon=horizon, days=HORIZONS[horizon], dyad=dyad)
    if history.kind != "events":
        return _without(base, "a panel holds no single events; give a table of events for chances of each class")
    events = StateEvents.of_history(history)
    missing = [code for code in dyad or () if code not in events.states]
    if missing:
        return _without(base, f"{' and '.join(missing)}: no event between two states in this history")
    last = events.end - base.days
    origins = tuple(origin for origin in range(last - 7 * (weeks - 1), last + 1, 7) if origin >= 7 * _LEARNED_WEEKS)
    if not origins:
        return _without(base, f"the history spans {events.end} days; a back-test of the next {horizon} needs "
                              f"{7 * _LEARNED_WEEKS + base.days}: {_LEARNED_WEEKS} weeks to learn from first")  # fmt: skip
    measures = Measures(events, pairs_of(events, origins[0], also=dyad))
    try:
        run = _run(measures, origins, event_class, base.days, progress)
    except UsageError as error:
        return _without(base, str(error))
    pairs = measures.pairs
    chosen = np.arange(len(pairs.a))
    if dyad is not None:
        chosen = np.array([pairs.column(*(events.states.index(code) for code in dyad))])
    return _scored(base, measures, run, chosen)


def _without(base: BackTest, why: str) -> BackTest:
    import msgspec

    return msgspec.structs.replace(base, because=why)


def _run(measures: Measures, origins: tuple[int, ...], name: str, days: int, progress: Progress) -> _Run:
    mine = measures.events.in_class(name)
    model: Occurrence | None = None
    chances: dict[str, list[Floats]] = {OURS: [], OWN_RATE: [], ALL_RATE: []}
    for done, origin in enumerate(origins):
        progress("origins", done, len(origins))
        if model is None or done % _LEARN_EVERY == 0:
            model = Occurrence(measures, name, days, origin)
        before = np.array([measures.counts(mine, at, days) > 0 for at in range(origin - days, -1, -7)])
        rate = before.mean()
        chances[OURS].append(model.chances(origin))
        # Three weeks of the general rate, so that a pair that had none yet is not given no chance at all.
        chances[OWN_RATE].append((before.sum(axis=0) + 3 * rate) / (len(before) + 3))
        chances[ALL_RATE].append(np.full(len(measures.pairs.a), rate))
    came = np.array([measures.counts(mine, origin, days) > 0 for origin in origins], dtype=np.float64)
    still = np.array([quiet(measures, origin) for origin in origins])
    return _Run(origins, {name: np.array(rows) for name, rows in chances.items()}, came, still)


def _scored(base: BackTest, measures: Measures, run: _Run, chosen: NDArray[np.intp]) -> BackTest:
    import msgspec

    start, states, pairs = measures.events.start, measures.events.states, measures.pairs
    dates = [start + dt.timedelta(days=origin) for origin in run.origins]
    chances, came = {name: rows[:, chosen] for name, rows in run.chances.items()}, run.came[:, chosen]
    everywhere = np.ones(came.shape, dtype=np.bool_)
    still = run.still[:, chosen] if base.event_class == CLASSES[3] and base.horizon == "week" else ~everywhere
    forecasts = tuple(
        PastChance(
            origin=dates[week], dyad=(states[pairs.a[column]], states[pairs.b[column]]),
            chance=float(chances[OURS][week, place]), own_rate=float(chances[OWN_RATE][week, place]),
            came=bool(came[week, place]),
        )
        for week in range(len(dates))
        for place, column in enumerate(chosen)
    )  # fmt: skip
    return msgspec.structs.replace(
        base, first=dates[0], last=dates[-1], weeks=len(dates), pairs=len(chosen), n=came.size, came=int(came.sum()),
        scores=_scores(chances, came, everywhere, base.days), onset=_scores(chances, came, still, base.days), onset_n=int(still.sum()),
        onset_came=int(came[still].sum()), calibration=_calibration(chances[OURS].ravel(), came.ravel()),
        forecasts=forecasts,
    )  # fmt: skip


def _bins(n: int) -> int:
    return max(1, min(10, n // 10))


def _scores(chances: dict[str, Floats], came: Floats, told: NDArray[np.bool_], days: int) -> tuple[ChanceScore, ...]:
    """Of each forecaster over the cells `told`."""
    if not told.any():
        return ()
    reference = (chances[OWN_RATE] - came) ** 2
    found = []
    for name, rows in chances.items():
        parts, both = brier(rows[told], came[told], _bins(int(told.sum()))), 0 < came[told].mean() < 1
        skill, low, high = (
            _skill((rows - came) ** 2 * told, reference * told, -(-days // 7)) if name != OWN_RATE else (None,) * 3
        )
        found.append(
            ChanceScore(
                forecaster=name, brier=parts.score, reliability=parts.reliability, resolution=parts.resolution,
                uncertainty=parts.uncertainty, within=parts.within, log_score=log_score(rows[told], came[told]),
                auc=auc(rows[told], came[told]) if both else None, skill=skill, skill_low=low, skill_high=high,
            )
        )  # fmt: skip
    return tuple(found)


def _skill(loss: Floats, reference: Floats, together: int) -> tuple[float | None, float | None, float | None]:
    """1 - loss / reference of (weeks, pairs), and a 90% interval: a paired bootstrap draws blocks of `together` weeks."""
    starts = np.arange(0, len(loss), together)
    mine, theirs = (np.add.reduceat(one.sum(axis=1), starts) for one in (loss, reference))
    if theirs.sum() <= 0:
        return None, None, None
    skill = float(1 - mine.sum() / theirs.sum())
    if len(mine) < _LEAST_DRAWN:
        return skill, None, None
    draw = np.random.default_rng(0).multinomial(len(mine), np.full(len(mine), 1 / len(mine)), _DRAWS)
    drawn = 1 - draw @ mine / np.maximum(draw @ theirs, 1e-12)
    low, high = np.quantile(drawn, ((1 - _LEVEL) / 2, (1 + _LEVEL) / 2))
    return skill, float(low), float(high)


def _calibration(chance: Floats, came: Floats) -> Calibration:
    from tertius.effects.classes import jeffreys

    bins = reliability(chance, came, _bins(len(chance)))
    spans = [jeffreys(round(one.came * one.n), one.n, _LEVEL) for one in bins]
    return Calibration(
        bins=bins, low=tuple(low for low, _ in spans), high=tuple(high for _, high in spans), n=len(chance)
    )
