"""Simulated worlds: weekly event counts of every pair of actors, that share the news' attention.

The latent log rate of a pair is a level, plus a loading times the world's attention, plus both actors' attention,
plus its own AR(1); counts are negative binomial. In a planted triad the tie A-C takes up the innovations of A-B at
lags 1 to 4. Innovations are Student t with four degrees of freedom.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tertius.history.panel import Panel
from tertius.records import DataSource

__all__ = ["PLANTED", "SHAPE", "SOURCE", "Triad", "Truth", "World", "simulate"]

Array = NDArray[np.float64]

SHAPE = (0.0, 0.6, 0.45, 0.3, 0.15)  # of the latent log rate of A-C, per unit of the A-B innovation, lags 0 to 4
BURN = 150
SIZE = 3.0  # of the negative binomial
PLANTED, NULLS = 30, 170
SOURCE = DataSource(
    name="a simulated world", origin="simulated", citation="none: simulated counts", terms="free", sha256="0" * 64
)


@dataclass(frozen=True)
class World:
    """What kind of world.

    Attributes:
        attention: standard deviation of the world's attention (latent log rate); 0 for none.
        strength: of the planted effects, 1 for `SHAPE`.
        level: mean of the pairs' log rates; their standard deviation is 1.
        broken: whether levels and loadings of all pairs are drawn anew at half time.
        missing: share of the weeks that were not observed, in runs of three.
    """

    actors: int = 24
    weeks: int = 1040
    attention: float = 0.5
    country: float = 0.25
    strength: float = 1.0
    level: float = 0.2
    broken: bool = False
    missing: float = 0.0


@dataclass(frozen=True)
class Triad:
    """A shock pair A-B and the tie A-C, by actor number, and whether an effect was planted."""

    a: int
    b: int
    c: int
    planted: bool


@dataclass(frozen=True, eq=False)
class Truth:
    """A simulated panel, and what only the simulator knows.

    Attributes:
        triads: those with an effect, then those without.
        world: (T,) the world's attention.
        country: (T, N) each actor's attention.
    """

    panel: Panel
    triads: tuple[Triad, ...]
    world: Array
    country: Array


def simulate(world: World, seed: int) -> Truth:
    """One world; the same seed gives the same levels, loadings and triads at every strength."""
    fixed, random = np.random.default_rng([seed, 1]), np.random.default_rng([seed, 2])
    ends = np.array(list(combinations(range(world.actors), 2)))
    level = fixed.normal(world.level, 1.0, len(ends))
    loading = fixed.uniform(0.4, 1.2, len(ends))
    triads = _triads(fixed, ends, level - world.level)
    total = world.weeks + BURN
    attention, _ = _autoregression(random, total, 1, (0.8, world.attention))
    country, _ = _autoregression(random, total, world.actors, (0.6, world.country))
    own, innovations = _autoregression(random, total, len(ends), (0.6, 0.7))
    place = {(int(a), int(b)): column for column, (a, b) in enumerate(ends)}
    for one in (one for one in triads if one.planted):
        shock, tie = (place[min(one.a, end), max(one.a, end)] for end in (one.b, one.c))
        for lag, weight in enumerate(SHAPE):
            own[lag:, tie] += world.strength * weight * innovations[: total - lag, shock]
    rate = level + loading * attention + country[:, ends[:, 0]] + country[:, ends[:, 1]] + own
    if world.broken:
        half = BURN + world.weeks // 2
        rate[half:] += fixed.normal(0.0, 0.5, len(ends)) + fixed.uniform(-0.4, 0.4, len(ends)) * attention[half:]
    mean = np.exp(np.clip(rate, -8, 5))[BURN:]
    counts = random.poisson(random.gamma(SIZE, mean / SIZE)).astype(np.float64)
    panel = _with_gaps(_panel(world.actors, counts), world.missing, random)
    return Truth(panel, triads, attention[BURN:, 0], country[BURN:])


def _autoregression(
    random: np.random.Generator, steps: int, width: int, law: tuple[float, float]
) -> tuple[Array, Array]:
    """AR(1) levels and innovations for `law` = (coefficient, standard deviation of the levels)."""
    rho, spread = law
    shocks = spread * np.sqrt(1 - rho**2) * random.standard_t(4, (steps, width)) / np.sqrt(2)
    levels = np.zeros_like(shocks)
    for t in range(1, steps):
        levels[t] = rho * levels[t - 1] + shocks[t]
    return levels, shocks


def _triads(random: np.random.Generator, ends: NDArray[np.intp], level: Array) -> tuple[Triad, ...]:
    """Planted triads share no pair; no null triad has the tie of a planted one. Busy pairs alone give shocks."""
    place = {(int(a), int(b)): column for column, (a, b) in enumerate(ends)}
    busy = np.flatnonzero(level > -0.2)
    actors = int(ends.max()) + 1
    used: set[int] = set()
    found: dict[tuple[int, int], Triad] = {}
    while len(found) < PLANTED + NULLS:
        shock = int(random.choice(busy))
        a, b = (int(end) for end in random.permutation(ends[shock]))
        c = int(random.integers(actors))
        tie = place.get((min(a, c), max(a, c)))
        if c in {a, b} or tie is None or level[tie] < -0.5 or (shock, tie) in found:
            continue
        planted = len(found) < PLANTED
        if tie in used or (planted and shock in used):
            continue
        if planted:
            used |= {shock, tie}
        found[shock, tie] = Triad(a, b, c, planted)
    return tuple(found.values())


def _panel(actors: int, counts: Array) -> Panel:
    codes = [f"Q{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(actors)]
    days = tuple(dt.date(2001, 1, 1) + dt.timedelta(weeks=t) for t in range(len(counts)))
    return Panel(
        periods=days, frequency="week", dyads=tuple(combinations(codes, 2)), conflict=counts,
        cooperation=np.zeros_like(counts), observed=np.ones(len(counts), dtype=np.bool_), kind="counts",
        source=SOURCE, cutoff=days[-1] + dt.timedelta(days=6),
    )  # fmt: skip


def _with_gaps(panel: Panel, share: float, random: np.random.Generator) -> Panel:
    if not share:
        return panel
    weeks = len(panel.periods)
    starts = random.choice(weeks - 3, size=int(share * weeks / 3), replace=False)
    observed = np.ones(weeks, dtype=np.bool_)
    observed[(starts[:, None] + np.arange(3)).ravel()] = False
    conflict, cooperation = panel.conflict.copy(), panel.cooperation.copy()
    conflict[~observed] = cooperation[~observed] = np.nan
    return replace(panel, conflict=conflict, cooperation=cooperation, observed=observed)
