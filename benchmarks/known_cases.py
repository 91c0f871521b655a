"""What `effect` says of known cases on the user's own weekly panel: the table in docs/effects.md, null answers included.

    python benchmarks/known_cases.py [PANEL] [--until DATE]

Each row is `effect` with its defaults. The verdicts and the largest z* are of C's ties with A and B (four ties and
measures, h >= 1); the p is the smallest family-wise one of all ties looked at. At the end stand the share of rows with
any verdict of an effect, and the CPU time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

from tertius import effects
from tertius import history as histories
from tertius.history.panel import Panel
from tertius.records import Response, Verdict

PANEL = Path(__file__).resolve().parents[2] / "shared" / "history" / "gdelt_weekly_panel.parquet"
CASES = (
    ("Russia-Ukraine on Poland", "RUS", "UKR", "POL"),
    ("Armenia-Azerbaijan on Turkey", "ARM", "AZE", "TUR"),
    ("China-Taiwan on Japan", "CHN", "TWN", "JPN"),
    ("India-Pakistan on China", "IND", "PAK", "CHN"),
    ("Iran-Saudi Arabia on Yemen", "IRN", "SAU", "YEM"),
    ("Iran-Israel on the United States", "IRN", "ISR", "USA"),
    ("North Korea-South Korea on Japan", "PRK", "KOR", "JPN"),
    ("United States-China on South Korea", "USA", "CHN", "KOR"),
    ("Saudi Arabia-Qatar on Turkey", "SAU", "QAT", "TUR"),
    ("Greece-Turkey on Cyprus", "GRC", "TUR", "CYP"),
)
NONE = (Verdict.NONE_DETECTED, Verdict.UNDERPOWERED, Verdict.NOT_COMPUTABLE)


def main() -> int:
    """Print the table; exit status 3 where there is no panel."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("panel", type=Path, nargs="?", default=PANEL)
    parser.add_argument("--until", type=dt.date.fromisoformat)
    given = parser.parse_args()
    if not given.panel.is_file():
        print(f"no panel at {given.panel}; give the path of yours", file=sys.stderr)
        return 3
    panel = histories.load(given.panel, until=given.until).panel("week", cutoff=given.until)
    print(f"{given.panel.name}: {len(panel.periods)} weeks, {panel.periods[0]} to {panel.cutoff}\n")
    print("| A-B on C | C-A conflict, cooperation | C-B conflict, cooperation | largest abs z* of these "
          "| smallest family-wise p of all ties | windows |\n|---|---|---|---|---|---|")  # fmt: skip
    start, told = time.process_time(), []
    for name, a, b, c in CASES:
        told.append(answers(panel, (a, b), c))
        print(row(name, told[-1], (a, b)), flush=True)
    affected = sum(any(one.verdict not in NONE for one in responses) for responses in told)
    print(f"\n{affected} of {len(CASES)} cases have a verdict other than none detected, underpowered or not computable "
          f"on any tie; {time.process_time() - start:.1f} s CPU")  # fmt: skip
    return 0


def answers(panel: Panel, between: tuple[str, str], on: str) -> tuple[Response, ...]:
    """`effect` of one case, with its defaults."""
    return effects.effect(panel, between, on)


def row(name: str, responses: tuple[Response, ...], between: tuple[str, str]) -> str:
    """One line of the table."""
    verdicts = [", ".join(one.verdict.value for one in responses if end in one.tie) for end in between]
    own = [one for one in responses if {*one.tie} & {*between}]
    largest = max((abs(z) for one in own for z in (one.z_placebo or ())[1:]), default=None)
    smallest = min((one.p_familywise for one in responses if one.p_familywise is not None), default=None)
    windows = max(one.n for one in responses)
    cells = (name, *verdicts, _figure(largest, 1), _figure(smallest, 2), str(windows))
    return f"| {' | '.join(cells)} |"


def _figure(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


if __name__ == "__main__":
    sys.exit(main())
