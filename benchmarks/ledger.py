"""The ledger: settling many entries by an event history, against one bare read of the same rows.

    python benchmarks/ledger.py [--short] [--history EVENTS]

Entries ask what the system's and a user's predictions ask: an act or a quad class, between two states, within two to
sixty days, of pairs drawn by how many events they have. The bare read is DuckDB, which counts the rows of the same
pairs within the same days from the same file, the names of the states given to it; both are best of three, with
libraries loaded, and in seconds of CPU, since others may use the machine. Without `--history` the events are generated, as skewed as in GDELT.
`--short` takes 1,000 entries; without it also 10,000. A settlement counts as done when it is in the workspace.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
SEED = 20261126
EVENTS = 500_000
FIRST, DAYS = dt.date(2018, 1, 1), 300
CODES = ("010", "036", "040", "042", "051", "057", "061", "112", "114", "120", "130", "141", "173", "190", "193")
TYPES = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "ACCUSE", "REJECT", "THREATEN", "COERCE", "ASSAULT")


def generated(folder: Path) -> Path:
    """An event table among the world's states, the r-th most frequent with a share of about 1/r."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    from tertius.world.countries import COUNTRIES

    draw = np.random.default_rng(SEED)
    names = [country.name for country in COUNTRIES]
    weights = 1 / np.arange(1, len(names) + 1)
    places = draw.choice(len(names), (2, EVENTS), p=weights / weights.sum())
    days = np.datetime64(FIRST) + draw.integers(0, DAYS, EVENTS)
    table = pa.table({
        "date": pa.array(np.sort(days), pa.date32()),
        "source": pa.array(names).take(pa.array(places[0])), "target": pa.array(names).take(pa.array(places[1])),
        "code": pa.array(CODES).take(pa.array(draw.integers(0, len(CODES), EVENTS))),
    })  # fmt: skip
    path = folder / "events.parquet"
    pq.write_table(table, path)
    return path


def entries_on(history: Any, count: int) -> list[Any]:
    """Predictions on pairs of states of the history, drawn by how many events they have."""
    from tertius import records as r
    from tertius.forecasts.ledger import entry_of_user

    panel = history.panel("month")
    active = (panel.conflict + panel.cooperation)[panel.observed].sum(axis=0)
    draw = random.Random(SEED)
    span = (history.source.last - history.source.first).days
    made = []
    for number, pair in enumerate(draw.choices(panel.dyads, weights=active.tolist(), k=count)):
        said = history.source.first + dt.timedelta(days=draw.randrange(30, span - 61))
        source, target = (r.Actor(name=code, code=code, kind=r.ActorKind.STATE) for code in draw.sample(pair, 2))
        entry = entry_of_user(
            f"prediction {number}", who="Ana", by=said + dt.timedelta(days=draw.randrange(2, 61)), said=said,
            source=source, target=target, act=r.EventType(draw.choice(TYPES)), probability=draw.choice((0.2, 0.5, 0.8)),
        )  # fmt: skip
        made.append(entry)
    return made


def bare(path: Path, history: Any, entries: list[Any]) -> tuple[float, int]:
    """CPU seconds that DuckDB takes to count the rows of the same pairs on the same days, and how many they are."""
    import duckdb
    import pyarrow as pa

    spans: dict[tuple[str, ...], tuple[dt.date, dt.date]] = {}
    for entry in entries:
        pair = tuple(sorted(actor.state for actor in entry.threshold.actors))
        first, last = entry.horizon.end - dt.timedelta(days=364), entry.horizon.end
        known = spans.get(pair, (first, last))
        spans[pair] = min(first, known[0]), max(last, known[1])
    codes = history._codes  # noqa: SLF001 - both read the names alike
    names = pa.table({"name": list(codes), "code": list(codes.values())})
    rows = [(*pair, *span) for pair, span in spans.items()]
    asked = pa.table(dict(zip(("a", "b", "first", "last"), map(list, zip(*rows, strict=True)), strict=True)))
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("names", names)
        connection.register("asked", asked)
        began = time.process_time()
        (found,) = connection.sql(f"""
            SELECT count(*) FROM read_parquet('{path}') e JOIN names s ON e.source = s.name
            JOIN names t ON e.target = t.name JOIN asked ON a = least(s.code, t.code) AND
            b = greatest(s.code, t.code) WHERE e.date::DATE BETWEEN first AND last""").fetchone()
        return time.process_time() - began, found


def settled(path: Path, entries: list[Any]) -> tuple[float, Counter[str]]:
    """CPU seconds from a history's path and open entries to settlements in the workspace, and what came of the entries."""
    from tertius.forecasts.ledger import Ledger

    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "work") as ledger:
        ledger.add(entries, who="Ana", why="a benchmark")
        began = time.process_time()
        done = ledger.settle(history=path)
        seconds = time.process_time() - began
    return seconds, Counter(s.outcome.value for s in done.settlements) + Counter({"left": len(done.left)})


def loaded(path: Path) -> tuple[float, Any]:
    """CPU seconds to load the history alone: its hash, its days, whose state each name is; and the history."""
    from tertius import history

    began = time.process_time()
    found = history.load(path)
    return time.process_time() - began, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="1,000 entries only")
    parser.add_argument("--history", type=Path, help="an event table of your own, e.g. ICEWS")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.history or generated(Path(folder))
        history = loaded(path)[1]
        print(f"{path.name}: {history.source.rows:,} events, {history.source.first} to {history.source.last}")
        for count in (1_000,) if given.short else (1_000, 10_000):
            entries = entries_on(history, count)
            load = min(loaded(path)[0] for _ in range(given.runs))
            read, rows = min(bare(path, history, entries) for _ in range(given.runs))
            seconds, came = min((settled(path, entries) for _ in range(given.runs)), key=lambda run: run[0])
            pairs = len({frozenset(actor.state for actor in entry.threshold.actors) for entry in entries})
            print(f"{count:,} entries on {pairs:,} pairs: {dict(came)}")
            print(f"  bare read of their {rows:,} rows {read:.2f} s; loading the history alone {load:.2f} s")
            print(f"  settled in {seconds:.2f} s, {seconds / read:.1f} x the bare read; without the loading "
                  f"{seconds - load:.2f} s, {(seconds - load) / read:.1f} x")  # fmt: skip


if __name__ == "__main__":
    main()
