"""CPU time and peak memory of the world screen, beside its three matrix products alone and a statsmodels loop.

    python benchmarks/screen.py [--short | --full] [--actors 200] [--weeks 1040] [--precision float32]

The short form takes all dyads' controls, but the products of every tenth actor, scaled up; the full form all actors,
and then `effects.screen` itself from the panel to the candidates, in a process of its own. All times are CPU times on
one thread. The statsmodels figure is an OLS with HC1 for each regression; without statsmodels it is left out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import subprocess
import sys
import time
from itertools import combinations

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from tertius.effects._projection import design, rows_of
from tertius.effects._series import dyad, surroundings
from tertius.effects.screen import screen
from tertius.effects.screen._products import screened, statistics
from tertius.effects.screen._residuals import residuals
from tertius.history.panel import Panel
from tertius.records import Measure
from worlds import SOURCE

LAGS, HORIZON = 4, 12


def panel_of(actors: int, weeks: int) -> Panel:
    """Overdispersed counts that share the world's and both actors' attention, column by column to save memory."""
    random = np.random.default_rng(3)
    codes = [f"Q{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(actors)]
    world, own = random.standard_normal(weeks) * 0.4, random.standard_normal((actors, weeks)) * 0.25
    dyads = tuple(combinations(codes, 2))
    counts = np.empty((weeks, len(dyads)))
    for column, (a, b) in enumerate(combinations(range(actors), 2)):
        rate = np.exp(world + own[a] + own[b] + random.normal(0.3, 0.5)) * random.gamma(3.0, 1 / 3.0, weeks)
        counts[:, column] = random.poisson(rate)
    days = tuple(dt.date(2001, 1, 1) + dt.timedelta(weeks=t) for t in range(weeks))
    return Panel(
        periods=days, frequency="week", dyads=dyads, conflict=counts, cooperation=np.zeros_like(counts),
        observed=np.ones(weeks, dtype=np.bool_), kind="counts", source=SOURCE, cutoff=days[-1] + dt.timedelta(days=6),
    )  # fmt: skip


def stages(panel: Panel, precision: str, step: int) -> dict[str, float]:
    """CPU seconds of each stage over all actors; `step` > 1 takes every so-many-th actor's products and scales up."""
    clock, actors = time.process_time, panel.states()
    around, rows = surroundings(panel), rows_of(panel.observed, LAGS, HORIZON)
    columns, spent = np.arange(len(panel.dyads)), dict.fromkeys(("controls", "products", "calibration", "floor"), 0.0)
    start = clock()
    np.empty((len(columns), HORIZON + 1, len(rows)), precision).fill(
        0.0
    )  # as much memory as the leads take: some machines find it slowly
    spent["first_touch"] = clock() - start
    start = clock()
    found = residuals(around, (Measure.CONFLICT, (Measure.CONFLICT,)), columns, rows,
                      lags=LAGS, horizon=HORIZON, dtype=precision)  # fmt: skip
    spent["controls"] = clock() - start
    sample = range(0, len(actors), step)
    own = (np.arange(len(actors) - 1),) * 2
    for warm, place in [(True, 0), *((False, place) for place in sample)]:
        marks = [clock()]
        leads = found.leads[found.around(place)]
        shocks = np.ascontiguousarray(leads[:, 0])
        z = statistics(shocks, leads, found.shrink)
        marks.append(clock())
        screened(leads, z, own)
        marks.append(clock())
        flat = leads.reshape(-1, leads.shape[-1])
        for _ in range(3):
            flat @ shocks.T
        marks.append(clock())
        for name, seconds in zip(("products", "calibration", "floor"), np.diff(marks), strict=True):
            spent[name] += 0.0 if warm else float(seconds) * len(actors) / len(sample)
    return spent


def loop_seconds(panel: Panel, triads: int) -> float | None:
    """CPU seconds of one statsmodels OLS with HC1, on the regressors of the exact estimate."""
    try:
        import statsmodels.api as sm
    except ImportError:
        return None
    around, rows, names = surroundings(panel), rows_of(panel.observed, LAGS, HORIZON), panel.states()
    start, made = time.process_time(), 0
    for c in range(2, 2 + triads):
        shock, tie = dyad(names[0], names[1]), dyad(names[0], names[c])
        x, o = around.series(shock, Measure.CONFLICT), around.series(tie, Measure.CONFLICT)
        factors = around.factors(tuple(sorted({*shock, *tie})), Measure.CONFLICT, activity=True)
        regressors = np.column_stack([x[rows], design(o, x, factors, rows, lags=LAGS)])
        for h in range(HORIZON + 1):
            sm.OLS(o[rows + h], regressors).fit(cov_type="HC1").bse  # noqa: B018 - errors are made when asked for
            made += 1
    return (time.process_time() - start) / made


def whole(options: argparse.Namespace) -> dict[str, object]:
    """The public verb in a process of its own: CPU seconds, peak memory, what was looked at."""
    command = [sys.executable, __file__, "--child", "--actors", str(options.actors), "--weeks", str(options.weeks),
               "--precision", options.precision]  # fmt: skip
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def child(options: argparse.Namespace) -> None:
    panel = panel_of(options.actors, options.weeks)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = screen(panel, precision=options.precision)
    print(json.dumps({
        "cpu_seconds": round(time.process_time() - start, 1), "triads": found.triads, "regressions": found.regressions,
        "survivors": found.survivors, "candidates": len(found.candidates), "panel_mib": round(before / 1024),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--short", action="store_true", help="every tenth actor's products (the default)")
    form.add_argument("--full", action="store_true", help="all actors, and the screen itself")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--actors", type=int, default=200)
    parser.add_argument("--weeks", type=int, default=1040)
    parser.add_argument("--precision", choices=("float32", "float64"), default="float32")
    options = parser.parse_args()
    if options.child:
        child(options)
        return
    panel = panel_of(options.actors, options.weeks)
    spent = stages(panel, options.precision, 1 if options.full else 10)
    regressions = options.actors * (options.actors - 1) * (options.actors - 2) * (HORIZON + 1)
    quick = spent["controls"] + spent["products"]
    figures: dict[str, object] = {f"{name}_cpu_seconds": round(seconds, 2) for name, seconds in spent.items()}
    figures |= {
        "precision": options.precision,
        "regressions": regressions,
        "screen_over_floor": round(quick / spent["floor"], 2),
        "first_touch_over_floor": round(spent["first_touch"] / spent["floor"], 2),
        "calibration_over_floor": round(spent["calibration"] / spent["floor"], 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    if (one := loop_seconds(panel, 4)) is not None:
        figures["statsmodels_seconds_a_regression"] = round(one, 6)
        figures["times_a_statsmodels_loop"] = round(one * regressions / (quick + spent["calibration"]))
    if options.full:
        del panel
        figures["whole"] = whole(options)
    print(json.dumps({"benchmark": "screen", "figures": figures}))


if __name__ == "__main__":
    main()
