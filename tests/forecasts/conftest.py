"""Invented records: actors whose events follow a few plain rules, and a panel of pairs."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import numpy as np
import pytest

from tertius.forecasts.events import Facts
from tertius.forecasts.weeks import StateEvents
from tertius.history.panel import Panel
from tertius.records import DataSource

START = dt.date(2001, 1, 1)
SOURCE = DataSource(name="invented", origin="simulated", citation="none", terms="free", sha256="0" * 64)
CODES = ("190", "040", "112", "070")


def day(number):
    return START + dt.timedelta(days=int(number))


def invented_rows(seed=0, days=120, actors=14, per_day=12, future=None, turn=None):
    """(day, source, code, target): each actor keeps to three partners, and is answered the next day.

    From day `turn` on, the draws come from seed `future` instead, so that only the future differs.
    """
    draw, names = np.random.default_rng(seed), [f"Q{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(actors)]
    partners = {one: draw.choice([n for n in range(actors) if n != one], 3, replace=False) for one in range(actors)}
    rows, answers = [], []
    for number in range(days):
        if turn is not None and number == turn:
            draw = np.random.default_rng(future)
            partners = {one: draw.choice([n for n in range(actors) if n != one], 3, replace=False) for one in partners}
        today = list(answers)
        for _ in range(per_day):
            one = int(draw.integers(actors))
            other = int(draw.choice(partners[one], p=[0.6, 0.3, 0.1]))
            today.append((one, str(draw.choice(CODES)), other))
        answers = [(other, code, one) for one, code, other in today[-4:]]
        rows += [(day(number), names[one], code, names[other]) for one, code, other in today]
    return rows


def facts_of(rows):
    # All names first, so that the same actor has the same place whatever the future brings.
    names = sorted({name for row in rows for name in (row[1], row[3])})
    fixed = [(day(-1), name, CODES[n % len(CODES)], name) for n, name in enumerate(names)]
    return Facts.of(*zip(*((one[0], one[1], one[2], one[3]) for one in [*fixed, *rows]), strict=True))


def states_of(rows):
    quads = {"190": 4, "040": 1, "112": 3, "070": 2}
    return StateEvents.of(
        [row[0] for row in rows], [row[1] for row in rows], [row[3] for row in rows],
        [row[2] for row in rows], [quads[row[2]] for row in rows],
    )  # fmt: skip


def invented_panel(seed=0, weeks=110, actors=8, missing=(), later=None, turn=None):
    """Weekly scores with persistence and many zeros; from week `turn` on, drawn with seed `later`."""
    draw = np.random.default_rng(seed)
    dyads = tuple(combinations([f"Q{chr(65 + n)}A" for n in range(actors)], 2))
    level = draw.normal(0.5, 1, len(dyads))
    state = np.zeros(len(dyads))
    conflict = np.zeros((weeks, len(dyads)))
    cooperation = np.zeros_like(conflict)
    for week in range(weeks):
        if week == turn:
            draw = np.random.default_rng(later)
            state = draw.normal(0, 3, len(dyads))
        state = 0.7 * state + draw.normal(0, 0.6, len(dyads))
        conflict[week] = np.maximum(np.exp(level + state + draw.normal(0, 0.7, len(dyads))) - 1, 0)
        cooperation[week] = draw.gamma(1, 2, len(dyads))
    observed = ~np.isin(np.arange(weeks), missing)
    conflict[~observed] = cooperation[~observed] = np.nan
    first = START
    periods = tuple(first + dt.timedelta(days=7 * week) for week in range(weeks))
    return Panel(
        periods=periods, frequency="week", dyads=dyads, conflict=conflict, cooperation=cooperation, observed=observed,
        kind="scores", source=SOURCE, cutoff=periods[-1] + dt.timedelta(days=6),
    )  # fmt: skip


@pytest.fixture(scope="session")
def rows():
    return invented_rows()


@pytest.fixture(scope="session")
def facts(rows):
    return facts_of(rows)


@pytest.fixture(scope="session")
def make():
    """The makers of invented records."""
    return {"rows": invented_rows, "facts": facts_of, "states": states_of, "panel": invented_panel, "day": day}
