"""Does the calibrated band hold what it promises, and are candidates as often false as said? In simulated worlds.

    python benchmarks/calibration.py [--short | --full] [--only NAME ...] [--limit MINUTES]

Worlds of `benchmarks/worlds`: attention that all pairs share, 30 planted effects and null triads. For each triad
the exact estimation of `effects.screen`; Benjamini-Hochberg at 10% over the triads of a world. Beside it an oracle
that knows the world's and the actors' true attention series, but not the response's shape: the same statistic
without any placebo, and the maximum over h; also at the threshold at which, over all worlds together, its share of
false discoveries is that of the calibrated estimate. The kinds named "screen" run `effects.screen` whole, over all
12,144 triads of a world. Intervals are 95%, from the worlds' own means (Wilson's, from the number
of pairs, where there are few worlds). Ends early, and says after how many worlds, when the limit is over.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from dataclasses import dataclass, replace

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from numpy.typing import NDArray

from tertius.effects._placebos import MIN_PLACEBOS
from tertius.effects._projection import Projection, design, project, rows_of, simulated_maxima
from tertius.effects._series import Surroundings, dyad, surroundings
from tertius.effects.screen import screen
from tertius.effects.screen._adjustment import benjamini_hochberg
from tertius.effects.screen._exact import Exact, Frame, exact
from tertius.effects.screen._shape import shape
from tertius.records import Measure
from worlds import PLANTED, SHAPE, Truth, World, simulate

LAGS, HORIZON, RATE = 4, 12, 0.10
NORMAL_90 = 1.6448536269514722
ENOUGH = 20  # weeks with anything on record


@dataclass(frozen=True)
class Plan:
    """What is simulated, how often, and what is counted.

    Attributes:
        short, full: worlds in either form.
        nulls: null triads of each world.
        planted: whether the planted triads are tested too; without them, coverage alone is counted.
        oracle: whether the oracle is asked too.
        whole: whether the screen itself is run, over all triads.
    """

    world: World
    short: int
    full: int
    nulls: int
    planted: bool = True
    oracle: bool = False
    whole: bool = False


BASE = World()
PLANS = {
    "coverage": Plan(BASE, 10, 200, 15, planted=False),
    "full effects": Plan(BASE, 1, 16, 170, oracle=True),
    "effects at 0.4": Plan(replace(BASE, strength=0.4), 2, 40, 170, oracle=True),
    "no effects": Plan(replace(BASE, strength=0.0), 1, 60, 70),
    "structural break": Plan(replace(BASE, broken=True), 1, 12, 70),
    "missing weeks": Plan(replace(BASE, missing=0.06), 1, 12, 70),
    "rare dyads": Plan(replace(BASE, level=-1.9), 1, 12, 70),
    "60 actors": Plan(replace(BASE, actors=60), 1, 6, 70),
    "screen, full effects": Plan(BASE, 3, 40, 0, whole=True),
    "screen, effects at 0.4": Plan(replace(BASE, strength=0.4), 3, 40, 0, whole=True),
    "screen, no effects": Plan(replace(BASE, strength=0.0), 3, 100, 0, whole=True),
}


@dataclass(frozen=True, eq=False)
class Tested:
    """One triad's answer. The oracle's p-values are None where it was not asked."""

    planted: bool
    covered: NDArray[np.bool_]
    supt: bool | None
    p: float
    oracle: tuple[float, float] | None


def tested(plan: Plan, seed: int) -> tuple[Truth, list[Tested]]:
    """All triads of one world."""
    truth = simulate(plan.world, seed)
    around = surroundings(truth.panel)
    active = (np.nan_to_num(truth.panel.conflict) > 0).sum(axis=0)
    frame = Frame(around, rows_of(truth.panel.observed, LAGS, HORIZON), LAGS, HORIZON, Measure.CONFLICT,
                  lambda pair: bool(active[truth.panel.column(*pair) or 0] >= ENOUGH))  # fmt: skip
    names = truth.panel.states()
    chosen = [one for one in truth.triads if one.planted and plan.planted]
    chosen += [one for one in truth.triads if not one.planted][: plan.nulls]
    found = []
    for one in chosen:
        a, b, c = (names[place] for place in (one.a, one.b, one.c))
        between, tie = dyad(a, b), dyad(a, c)
        answer = exact(frame, between, tie, MIN_PLACEBOS) if frame.enough(between) and frame.enough(tie) else None
        if answer is None:  # counted as looked at and not found
            found.append(Tested(one.planted, np.zeros(0, bool), None, 1.0, None))
            continue
        asked = oracle(truth, around, frame, ((one.a, one.b, one.c), between, tie)) if plan.oracle else None
        found.append(Tested(one.planted and plan.world.strength > 0, np.abs(answer.z_star) <= NORMAL_90,
                            None if plan.planted else in_band(answer), answer.p, asked))  # fmt: skip
    return truth, found


def in_band(answer: Exact) -> bool:
    wide = np.quantile(simulated_maxima(answer.correlation), 1 - RATE)
    return bool(np.abs(answer.z_star).max() <= wide)


def oracle(truth: Truth, around: Surroundings, frame: Frame, triad: tuple) -> tuple[float, float]:
    """p of the shape-free statistic and of the maximum over h, with the true attention as controls."""
    places, between, tie = triad
    x, o = (around.series(pair, Measure.CONFLICT) for pair in (between, tie))
    true = np.column_stack([truth.world, truth.country[:, list(places)]])
    leads = o[frame.rows[:, None] + np.arange(HORIZON + 1)]
    fit: Projection = project(leads, x[frame.rows], design(o, x, true, frame.rows, lags=LAGS))
    correlation, z = fit.correlation[1:, 1:], fit.z[1:]
    form = shape(correlation)
    maxima = simulated_maxima(correlation, freedom=fit.n - fit.k)
    beyond = np.count_nonzero(maxima >= np.abs(z).max())
    return float(form.null.tail(form(z[:, None]))[0]), float((beyond + 1) / (len(maxima) + 1))


def whole(plan: Plan, seed: int) -> tuple[float, float, int]:
    """The screen itself: share false among its candidates, share found of the planted, number of candidates."""
    truth = simulate(plan.world, seed)
    names = truth.panel.states()
    planted = {(dyad(names[one.a], names[one.b]), dyad(names[one.a], names[one.c]))
               for one in truth.triads if one.planted and plan.world.strength}  # fmt: skip
    found = {(one.between, one.tie) for one in screen(truth.panel, horizon=HORIZON, lags=LAGS, rate=RATE).candidates}
    return len(found - planted) / max(1, len(found)), len(found & planted) / max(1, len(planted)), len(found)


def whole_figures(plan: Plan, seeds: range, until: float) -> dict[str, object]:
    every: list[tuple[float, float, int]] = []
    for seed in seeds:
        if every and time.monotonic() > until:
            break
        every.append(whole(plan, 1000 + seed))
    number = sum(max(1, one[2]) for one in every)
    figures: dict[str, object] = {"worlds": len(every), "candidates": sum(one[2] for one in every)}
    figures["false_discovery_rate"] = interval([one[0] for one in every], number)
    if plan.world.strength:
        figures["power"] = interval([one[1] for one in every], PLANTED * len(every))
    return figures


def same_share(worlds: list[list[Tested]]) -> float:
    """The oracle's power at the threshold at which its pooled false share is that of the calibrated estimate."""
    planted = np.array([one.planted for world in worlds for one in world])
    hits = np.concatenate([benjamini_hochberg(np.array([one.p for one in world])) <= RATE for world in worlds])
    share = (hits & ~planted).sum() / max(1, hits.sum())
    order = np.argsort([one.oracle[0] if one.oracle else 1.0 for world in worlds for one in world], kind="stable")
    false = np.cumsum(~planted[order]) / np.arange(1, len(order) + 1)
    last = int(np.flatnonzero(false <= share).max(initial=-1)) + 1
    return float(planted[order][:last].sum() / planted.sum())


def discoveries(found: list[Tested], p: list[float]) -> tuple[float, float, int]:
    """Share false among those found, share found among the planted, number found."""
    planted = np.array([one.planted for one in found])
    hits = benjamini_hochberg(np.array(p)) <= RATE
    power = float(hits[planted].mean()) if planted.any() else 0.0
    return float((hits & ~planted).sum() / max(1, hits.sum())), power, int(hits.sum())


def interval(values: list[float], pairs: int) -> list[float]:
    """Mean with its 95% interval: from the worlds' means, or of a share among `pairs` if the worlds are few."""
    mean, number = float(np.mean(values)), len(values)
    if number >= 8:
        reach = 1.96 * float(np.std(values, ddof=1)) / np.sqrt(number)
        return [round(one, 3) for one in (mean, mean - reach, mean + reach)]
    z2 = 1.96**2
    middle, reach = (mean + z2 / (2 * pairs)) / (1 + z2 / pairs), mean * (1 - mean) / pairs + z2 / (4 * pairs**2)
    reach = 1.96 * np.sqrt(reach) / (1 + z2 / pairs)
    return [round(float(one), 3) for one in (mean, middle - reach, middle + reach)]


def coverage(worlds: list[list[Tested]]) -> dict[str, object]:
    nulls = [[one for one in world if not one.planted and len(one.covered)] for world in worlds]
    nulls = [world for world in nulls if world]
    pairs = sum(len(world) for world in nulls)
    at = {h: interval([float(np.mean([one.covered[h] for one in world])) for world in nulls], pairs)
          for h in range(HORIZON + 1)}  # fmt: skip
    shares = [at[h][0] for h in at]
    figures: dict[str, object] = {
        "null_pairs": pairs,
        "coverage": interval([float(np.mean([one.covered for one in world])) for world in nulls], pairs),
        "coverage_lowest_h": min(shares),
        "coverage_highest_h": max(shares),
        "coverage_by_h": at,
    }
    if all(one.supt is not None for world in nulls for one in world):
        figures["sup_t"] = interval([float(np.mean([one.supt for one in world])) for world in nulls], pairs)
    return figures


def found_figures(worlds: list[list[Tested]]) -> dict[str, object]:
    """False discovery rate and power; beside them the oracle's."""
    ways = {"": [[one.p for one in world] for world in worlds]}
    if worlds[0][0].oracle is not None:
        for place, name in enumerate(("oracle_", "oracle_maximum_")):
            ways[name] = [[one.oracle[place] if one.oracle else 1.0 for one in world] for world in worlds]
    figures: dict[str, object] = {}
    for name, p in ways.items():
        every = [discoveries(world, values) for world, values in zip(worlds, p, strict=True)]
        tests = sum(max(one[2], 1) for one in every)
        figures[f"{name}false_discovery_rate"] = interval([one[0] for one in every], tests)
        if any(one.planted for world in worlds for one in world):
            planted = sum(one.planted for world in worlds for one in world)
            figures[f"{name}power"] = interval([one[1] for one in every], planted)
    if "oracle_power" in figures:
        for name in ("oracle_", "oracle_maximum_"):
            figures[f"power_over_{name[:-1]}"] = round(figures["power"][0] / max(figures[f"{name}power"][0], 1e-9), 3)
        figures["oracle_power_at_the_same_false_share"] = round(same_share(worlds), 3)
    return figures


def run(name: str, *, full: bool, until: float) -> dict[str, object]:
    plan = PLANS[name]
    seeds = range(plan.full if full else plan.short)
    if plan.whole:
        return whole_figures(plan, seeds, until)
    worlds, counts = [], []
    for seed in seeds:
        if worlds and time.monotonic() > until:
            break
        truth, found = tested(plan, 1000 + seed)
        worlds.append(found)
        counts.append(float(np.nanmean(truth.panel.conflict)))
    figures: dict[str, object] = {"worlds": len(worlds), "triads": sum(map(len, worlds)),
                                  "mean_count": round(float(np.mean(counts)), 2)}  # fmt: skip
    figures |= coverage(worlds)
    return figures | (found_figures(worlds) if plan.planted else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--short", action="store_true", help="a few worlds of each kind (the default)")
    form.add_argument("--full", action="store_true", help="as many worlds as the docs state")
    parser.add_argument("--only", nargs="+", choices=PLANS, default=list(PLANS))
    parser.add_argument("--limit", type=float, help="minutes for each kind of world; 0.3 in the short form")
    options = parser.parse_args()
    minutes = options.limit or (600.0 if options.full else 0.3)
    print(f"planted response of the latent log rate at lags 0 to 4: {SHAPE}")
    figures = {}
    for name in options.only:
        start = time.process_time()
        figures[name] = run(name, full=options.full, until=time.monotonic() + 60 * minutes)
        figures[name]["cpu_seconds"] = round(time.process_time() - start, 1)
        print(f"{name}: {json.dumps(figures[name])}", flush=True)
    print(json.dumps({"benchmark": "calibration", "figures": figures}))


if __name__ == "__main__":
    main()
