"""Does the calibrated band hold what it promises, and are candidates as often false as said? In simulated worlds.

    python benchmarks/calibration.py [--short | --full] [--only NAME ...] [--limit MINUTES] [--keep FOLDER]

Worlds of `benchmarks/worlds`: attention that all pairs share, 30 planted effects and null triads. For each triad
the exact estimation of `effects.screen`; Benjamini-Hochberg at 10% over the triads of a world. Beside it an oracle
that knows the world's and the actors' true attention series, but not the response's shape: the same statistic
without any placebo, and the maximum over h; also at the threshold at which, over all worlds together, its share of
false discoveries is that of the calibrated estimate. The kinds named "screen" run `effects.screen` whole, over all
12,144 triads of a world. Intervals are 95%, from the worlds' own means (Wilson's, from the number
of pairs, where there are few worlds). Kinds take turns, ten worlds each, until all are done or the limit is over;
with --keep, each world's answers are kept, and a run that was broken off is taken up again.

Three oracles, since "an oracle that knows the attention but not the response's shape" leaves the statistic open:
`oracle` has the statistic that the screen has (Q, free in sign and shape) and no placebos, and is false more often than
it says; `oracle_at_the_same_false_share` is the same held to the calibrated estimate's share of false discoveries, which
is the comparison "at that FDR"; `oracle_maximum` has the largest |z| over h, the usual sup-t statistic.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from numpy.typing import NDArray

import worlds as simulated
from tertius.effects import _placebos, _projection, _series
from tertius.effects._placebos import MIN_PLACEBOS
from tertius.effects._projection import Projection, design, project, rows_of, simulated_maxima
from tertius.effects._series import Surroundings, dyad, surroundings
from tertius.effects.screen import _exact, _products, _residuals, _shape, screen, screening
from tertius.effects.screen._adjustment import benjamini_hochberg
from tertius.effects.screen._exact import Exact, Frame, exact
from tertius.effects.screen._shape import shape
from tertius.records import Measure
from worlds import PLANTED, SHAPE, Truth, World, simulate
from worlds.kept import Kept, code_of

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
    "full effects": Plan(BASE, 1, 200, 170, oracle=True),
    "effects at 0.4": Plan(replace(BASE, strength=0.4), 2, 200, 170, oracle=True),
    "no effects": Plan(replace(BASE, strength=0.0), 1, 200, 70),
    "structural break": Plan(replace(BASE, broken=True), 1, 200, 70),
    "missing weeks": Plan(replace(BASE, missing=0.06), 1, 200, 70),
    "rare dyads": Plan(replace(BASE, level=-1.9), 1, 200, 70),
    "60 actors": Plan(replace(BASE, actors=60), 1, 200, 70),
    "screen, full effects": Plan(BASE, 3, 200, 0, whole=True),
    "screen, effects at 0.4": Plan(replace(BASE, strength=0.4), 3, 200, 0, whole=True),
    "screen, no effects": Plan(replace(BASE, strength=0.0), 3, 200, 0, whole=True),
}
CODE = code_of((_placebos, _projection, _series, _exact, _shape, simulated))
WHOLE_CODE = code_of((_products, _residuals, screening))
TURN = 10  # worlds of one kind before the next kind's turn


@dataclass(frozen=True, eq=False)
class Tested:
    """One triad's answer. The oracle's p-values are None where it was not asked."""

    planted: bool
    covered: NDArray[np.bool_]
    supt: bool | None
    p: float
    oracle: tuple[float, float] | None

    def kept(self) -> list:
        """As it is written to a file."""
        return [self.planted, self.covered.tolist(), self.supt, self.p, self.oracle]

    @classmethod
    def of(cls, kept: list) -> Tested:
        planted, covered, supt, p, asked = kept
        return cls(planted, np.array(covered, dtype=bool), supt, p, tuple(asked) if asked else None)


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


def whole_figures(plan: Plan, every: list[list]) -> dict[str, object]:
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


def fair_ratio(worlds: list[list[Tested]]) -> list[float]:
    """Power over the oracle's at the same share of false discoveries, with its 95% interval from worlds drawn anew."""
    power = np.array([discoveries(world, [one.p for one in world])[1] for world in worlds])
    random = np.random.default_rng(0)
    drawn = [np.arange(len(worlds)), *random.integers(0, len(worlds), (100, len(worlds)))]
    ratios = [float(power[one].mean()) / max(same_share([worlds[place] for place in one]), 1e-9) for one in drawn]
    return [round(float(one), 3) for one in (ratios[0], *np.quantile(ratios[1:], (0.025, 0.975)))]


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
        figures["power_over_oracle_at_the_same_false_share"] = fair_ratio(worlds)
    return figures


@dataclass(frozen=True, eq=False)
class Run:
    """One kind of world: what is asked, and the answers so far."""

    plan: Plan
    most: int
    kept: Kept

    @classmethod
    def of(cls, name: str, *, full: bool, folder: Path | None) -> Run:
        plan = PLANS[name]
        asked = replace(plan, short=0, full=0)
        return cls(
            plan, plan.full if full else plan.short, Kept(folder, name, f"{asked} {CODE} {plan.whole and WHOLE_CODE}")
        )

    def turn(self, until: float) -> bool:
        """Up to `TURN` worlds more; whether any are left to do."""
        left = [seed for seed in range(self.most) if seed not in self.kept]
        for number, seed in enumerate(left[:TURN]):
            if time.monotonic() > until and (number or seed):  # the first world of a kind is always simulated
                return False
            self.kept.add(seed, self.world(1000 + seed))
        return len(left) > TURN

    def world(self, seed: int) -> list:
        if self.plan.whole:
            return list(whole(self.plan, seed))
        truth, found = tested(self.plan, seed)
        return [float(np.nanmean(truth.panel.conflict)), [one.kept() for one in found]]

    def figures(self) -> dict[str, object]:
        answers = self.kept.answers(self.most)
        if self.plan.whole:
            return whole_figures(self.plan, answers)
        every = [[Tested.of(one) for one in found] for _, found in answers]
        figures: dict[str, object] = {"worlds": len(every), "triads": sum(map(len, every)),
                                      "mean_count": round(float(np.mean([mean for mean, _ in answers])), 2)}  # fmt: skip
        figures |= coverage(every)
        return figures | (found_figures(every) if self.plan.planted else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--short", action="store_true", help="a few worlds of each kind (the default)")
    form.add_argument("--full", action="store_true", help="as many worlds as the docs state")
    parser.add_argument("--only", nargs="+", choices=PLANS, default=list(PLANS))
    parser.add_argument("--limit", type=float, help="minutes altogether; 2.5 in the short form, 600 in the full")
    parser.add_argument("--keep", type=Path, help="a folder that keeps every world's answers, to go on from")
    options = parser.parse_args()
    minutes = options.limit or (600.0 if options.full else 2.5)
    until = time.monotonic() + 60 * minutes
    print(f"planted response of the latent log rate at lags 0 to 4: {SHAPE}")
    runs = {name: Run.of(name, full=options.full, folder=options.keep) for name in options.only}
    going = dict(runs)
    for turn in count():
        going = {name: run for name, run in going.items() if run.turn(until)}
        if not going:
            break
        print(f"turn {turn}: {len(going)} kinds of world to go on with", file=sys.stderr)
    figures = {name: run.figures() for name, run in runs.items()}
    for name, found in figures.items():
        print(f"{name}: {json.dumps(found)}")
    print(json.dumps({"benchmark": "calibration", "figures": figures}))


if __name__ == "__main__":
    main()
