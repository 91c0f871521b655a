"""What the forecasts reach: targets of coming events, conflict and onsets, tension; each beside its references.

    python benchmarks/forecasts.py [--short | --full] [--part icews14 icews18 conflict tension] [--history FOLDER]

`--full` (default) scores the benchmarks' test parts; `--short` looks at no test row: three days of ICEWS14's valid
part, after learning on the days before, and ten weeks of tension from before the last hundred.
FOLDER holds icews14_tlogic_split.parquet, icews18.parquet and gdelt_weekly_panel.parquet; by default the folder
`shared/history` beside the repository. Everything is learned here, from train and valid, with a rolling origin
over test. Each part is a process of its own with one thread, so that CPU seconds and peak memory are its own.
The CPU of the events' parts is that of indexing, learning and all queries; reading the file is left out.
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
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from tertius.forecasts.weeks import Measures

ROOT = Path(__file__).resolve().parents[1]
HISTORY = ROOT.parent / "shared" / "history"
FILES = {"icews14": "icews14_tlogic_split.parquet", "icews18": "icews18.parquet"}
REACH = {
    "icews14_mrr": ">= .455", "icews14_hits10": ">= .64", "icews14_cpu_seconds": "<= 60",
    "icews18_mrr": ">= .340", "icews18_hits10": ">= .54", "icews18_cpu_seconds": "<= 300",
    "conflict_brier_over_logit": "<= .95", "conflict_auc_gain": ">= .01", "onset_brier_over_logit": "<= .94",
    "tension_crps_over_better": "<= .90", "tension_coverage_80": ".78 to .82",
}  # fmt: skip


def columns(path: Path, *names: str) -> list[list]:
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=["date", *names])
    return [[moment.date() for moment in table["date"].to_pylist()], *(table[name].to_pylist() for name in names)]


def splits(start: dt.date, days: list, names: list[str]) -> dict[str, int]:
    """The day after the last one of each split."""
    last: dict[str, int] = {}
    for day, name in zip(days, names, strict=True):
        last[name] = max(last.get(name, 0), (day - start).days + 1)
    return last


def events(name: str, folder: Path, *, short: bool) -> dict[str, float]:
    import numpy as np

    from tertius.forecasts.events import Facts, TargetModel
    from tertius.forecasts.scores import hits, mean_reciprocal_rank

    days, sources, types, targets, split = columns(folder / FILES[name], "source", "event", "target", "split")
    start = time.process_time()
    facts = Facts.of(days, sources, types, targets)
    ends = splits(facts.start, days, split)
    origin = ends["valid"] - 3 if short else ends["valid"]
    model = TargetModel(facts, ends["train"], origin)
    until = ends["valid"] if short else ends["test"]
    ranks = np.concatenate([found for _, found in model.ranks(until)])
    figures = {"mrr": mean_reciprocal_rank(ranks)} | {f"hits{k}": hits(ranks, k) for k in (1, 3, 10)}
    return {f"{name}_{key}": round(value, 4) for key, value in figures.items()} | {
        f"{name}_queries": len(ranks),
        f"{name}_cpu_seconds": round(time.process_time() - start, 1),
    }


def reference(measures: Measures, mine: np.ndarray, origin: int) -> np.ndarray:
    """What the reference logit reads: the pair's running rate, last week's and last four weeks' material conflict."""
    import numpy as np

    weeks = measures.weeks(mine, origin, origin // 7)
    recent = [np.log1p(measures.counts(mine, origin - span, span)) for span in (7, 28)]
    return np.column_stack([np.log((weeks.sum(axis=0) + 0.3) / (len(weeks) + 3)), *recent])


def interval(ours: np.ndarray, theirs: np.ndarray, came: np.ndarray, block: np.ndarray) -> tuple[float, float]:
    """95% interval of our Brier over theirs: paired bootstrap that draws whole blocks (pairs of states), 4,000 times."""
    import numpy as np

    size = int(block.max()) + 1
    losses = [np.bincount(block, (chance - came) ** 2, size) for chance in (ours, theirs)]
    draw = np.random.default_rng(0).multinomial(size, np.full(size, 1 / size), 4000)
    low, high = np.quantile(draw @ losses[0] / (draw @ losses[1]), (0.025, 0.975))
    return float(low), float(high)


def conflict(folder: Path, *, short: bool) -> dict[str, float]:
    """Any material conflict next week: pairs of states with at least 20 events in training; test's whole weeks."""
    del short
    import numpy as np

    from tertius.forecasts.scores import auc, brier
    from tertius.forecasts.weeks import Measures, Occurrence, StateEvents, pairs_of, quiet
    from tertius.forecasts.weeks._logit import Logit

    days, sources, targets, codes, quads, split = columns(
        folder / FILES["icews18"], "source", "target", "cameo", "quad", "split"
    )
    known = StateEvents.of(days, sources, targets, codes, quads)
    ends = splits(known.start, days, split)
    first = -(-ends["valid"] // 7) * 7
    origins = list(range(first, ends["test"] - 6, 7))
    measures = Measures(known, pairs_of(known, ends["train"]))
    name = "material conflict"
    mine = known.in_class(name)
    model = Occurrence(measures, name, 7, first)
    learned = range(first - 7, 55, -7)
    rows = np.concatenate([reference(measures, mine, day) for day in learned])
    logit = Logit(rows, np.concatenate([(measures.counts(mine, day, 7) > 0) for day in learned]).astype(float), 1.0)
    came = np.concatenate([measures.counts(mine, day, 7) > 0 for day in origins]).astype(float)
    still = np.concatenate([quiet(measures, day) for day in origins])
    onsets = np.concatenate([(measures.counts(mine, day, 7) > 0)[quiet(measures, day)] for day in learned])
    chances = {
        "ours": np.concatenate([model.chances(day) for day in origins]),
        "logit": np.concatenate([logit(reference(measures, mine, day)) for day in origins]),
        "running_rate": np.concatenate([measures.weeks(mine, day, day // 7).mean(axis=0) for day in origins]),
        "constant": np.full(len(came), onsets.mean()),
    }
    figures: dict[str, float] = {
        "conflict_pairs": len(measures.pairs.a),
        "conflict_n": len(came),
        "onset_n": int(still.sum()),
    }
    for who, chance in chances.items():
        if who != "constant":
            figures |= {f"conflict_brier_{who}": brier(chance, came).score, f"conflict_auc_{who}": auc(chance, came)}
        if who != "running_rate":
            figures[f"onset_brier_{who}"] = brier(chance[still], came[still]).score
    figures["conflict_brier_over_logit"] = figures["conflict_brier_ours"] / figures["conflict_brier_logit"]
    figures["conflict_auc_gain"] = figures["conflict_auc_ours"] - figures["conflict_auc_logit"]
    figures["onset_brier_over_logit"] = figures["onset_brier_ours"] / figures["onset_brier_logit"]
    pair = np.tile(np.arange(len(measures.pairs.a)), len(origins))
    for what, rows in (("conflict", np.full(len(came), fill_value=True)), ("onset", still)):
        low, high = interval(chances["ours"][rows], chances["logit"][rows], came[rows], pair[rows])
        figures |= {f"{what}_brier_over_logit_low": low, f"{what}_brier_over_logit_high": high}
    parts = brier(chances["ours"], came)
    figures |= {"conflict_reliability": parts.reliability, "conflict_resolution": parts.resolution}
    return {key: round(value, 4) for key, value in figures.items()}


def tension(folder: Path, *, short: bool) -> dict[str, float]:
    """Next week's tension of the 500 pairs most active before the test weeks; learned anew every 25 weeks."""
    import numpy as np

    import tertius
    from tertius.forecasts.scores import at_levels, coverage, crps_ensemble, crps_quantiles
    from tertius.forecasts.weeks import LEVELS, TensionModel, WeeklyValues, most_active
    from tertius.forecasts.weeks.tension import HIGH, LOW

    panel = tertius.load(folder / "gdelt_weekly_panel.parquet").panel("week")
    start = time.process_time()
    seen = np.flatnonzero(panel.observed)
    first, last = (len(seen) - 110, len(seen) - 100) if short else (len(seen) - 100, len(seen))
    values = WeeklyValues.of(panel, most_active(panel, 500, int(seen[first])))
    made, model = [], None
    for known in range(first, last):
        if model is None or (known - first) % 25 == 0:
            model = TensionModel(values, known)
        made.append(model.quantiles(known))
    quantiles, came = np.stack(made), values.conflict[first:last]
    empirical = {
        span: crps_ensemble(np.stack([values.conflict[known - span : known].T for known in range(first, last)]), came)
        for span in (8, 52)
    }
    fine = (np.arange(200) + 0.5) / 200  # the midpoint rule: 39 levels alone would leave out the ends
    ours = np.stack(
        [
            crps_quantiles(at_levels(week, LEVELS, fine), fine, value)
            for week, value in zip(quantiles, came, strict=True)
        ]
    )
    better = min(one.mean() for one in empirical.values())
    figures = {
        "tension_crps": ours.mean(), "tension_crps_last_8": empirical[8].mean(),
        "tension_crps_last_52": empirical[52].mean(), "tension_crps_over_better": ours.mean() / better,
        "tension_coverage_80": coverage(quantiles[..., LOW], quantiles[..., HIGH], came),
        "tension_n": came.size, "tension_cpu_seconds": time.process_time() - start,
    }  # fmt: skip
    return {key: round(float(value), 4) for key, value in figures.items()}


def part(name: str, folder: Path, *, short: bool) -> dict[str, float]:
    if name in FILES:
        figures = events(name, folder, short=short)
    else:
        figures = {"conflict": conflict, "tension": tension}[name](folder, short=short)
    return figures | {f"{name}_peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--short", action="store_true")
    size.add_argument("--full", action="store_true")
    parser.add_argument("--part", nargs="+", choices=["icews14", "icews18", "conflict", "tension"])
    parser.add_argument("--history", type=Path, default=HISTORY)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(part(options.child, options.history, short=options.short)))
        return
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    parts = options.part or (["icews14", "tension"] if options.short else ["icews14", "icews18", "conflict", "tension"])
    figures: dict[str, float | str] = {"load_average": round(os.getloadavg()[0], 1)}
    for name in parts:
        command = [sys.executable, __file__, "--child", name, "--history", str(options.history)]
        done = subprocess.run(
            [*command, *(["--short"] if options.short else [])],
            capture_output=True, text=True, check=True, env=os.environ | threads,
        )  # fmt: skip
        found = json.loads(done.stdout.splitlines()[-1])
        for key, value in found.items():
            print(f"{key:<28} {value:>12}   {REACH.get(key, '')}", flush=True)
        figures |= found
    print(json.dumps({"benchmark": "forecasts", "figures": figures}))


if __name__ == "__main__":
    main()
