"""Invented worlds for the effects tests: event counts of every pair of countries that share the news' attention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from tertius.history.panel import Panel
from tertius.records import DataSource

SOURCE = DataSource(
    name="an invented world", origin="simulated", citation="none: simulated counts", terms="free", sha256="0" * 64
)
START = dt.date(2001, 1, 1)
STEP = {"day": 1, "week": 7}


def autoregression(rng: np.random.Generator, periods: int, width: int, rho: float, spread: float):
    """Stationary AR(1) series with Student-t(4) innovations; returns levels and innovations."""
    shocks = spread * np.sqrt(1 - rho**2) * rng.standard_t(4, (periods, width)) / np.sqrt(2)
    levels = np.zeros_like(shocks)
    for t in range(1, periods):
        levels[t] = rho * levels[t - 1] + shocks[t]
    return levels, shocks


def invented_panel(
    seed: int,
    actors: int = 16,
    periods: int = 300,
    *,
    effects: dict[tuple[tuple[str, str], tuple[str, str]], float] | None = None,
    attention: float = 0.5,
    frequency: str = "week",
) -> Panel:
    """Counts with world attention, country attention and own dynamics; `effects` maps (shock, tie) to a strength.

    Latent log rate of a pair = level + loading * attention + both countries' attention + its own AR(1); the tie of
    an effect takes up the shock pair's innovations at lags 0 to 4. Counts are negative binomial.
    """
    rng = np.random.default_rng(seed)
    codes = [f"Q{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(actors)]
    dyads = tuple(combinations(codes, 2))
    place = {pair: column for column, pair in enumerate(dyads)}
    ends = np.array(list(combinations(range(actors), 2)))
    burn = 50
    total = periods + burn
    world, _ = autoregression(rng, total, 1, 0.8, attention)
    country, _ = autoregression(rng, total, actors, 0.6, attention / 2)
    own, innovations = autoregression(rng, total, len(dyads), 0.6, 0.7)
    for (shock, tie), strength in (effects or {}).items():
        for lag, weight in enumerate((0.0, 1.0, 0.75, 0.5, 0.25)):
            own[lag:, place[tie]] += strength * weight * innovations[: total - lag, place[shock]]
    level = rng.normal(0.4, 0.7, len(dyads)) + rng.uniform(0.4, 1.2, len(dyads)) * world
    rate = np.exp(np.clip(level + country[:, ends[:, 0]] + country[:, ends[:, 1]] + own, -8, 5))[burn:]

    def counts() -> np.ndarray:
        return rng.poisson(rng.gamma(3.0, rate / 3.0)).astype(np.float64)

    days = [START + dt.timedelta(days=STEP[frequency] * t) for t in range(periods)]
    return Panel(
        periods=tuple(days),
        frequency=frequency,
        dyads=dyads,
        conflict=counts(),
        cooperation=counts(),
        observed=np.ones(periods, dtype=bool),
        kind="counts",
        source=SOURCE,
        cutoff=days[-1] + dt.timedelta(days=STEP[frequency]),
    )


@pytest.fixture(scope="session")
def make_panel() -> Callable[..., Panel]:
    """The maker of invented worlds."""
    return invented_panel


@pytest.fixture(scope="session")
def panel() -> Panel:
    """One small world without any effect."""
    return invented_panel(seed=5)
