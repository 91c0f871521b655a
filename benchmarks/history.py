"""Histories: all dyads against a bare GROUP BY, one dyad cold, import against bare DuckDB, false alarms.

    python benchmarks/history.py [--short | --full] [--keep FOLDER]

All files are generated (seeded). The archive: ten years by month, actors and codes as skewed as in GDELT (the r-th
most frequent has a share of about 1/r). The import: GDELT 2 files, by `generated_gdelt`, of fifteen minutes as they are
published, and larger ones. `--short` takes 1 and 3 million events; without it 1 and 10; `--full` 1, 10 and 100 (about
2 GB of disk, an hour). Each timing is a process of its own with its libraries loaded; files are dropped from the page
cache before each. Every ratio is of one run. CPU seconds stand beside wall seconds, since others may use the machine.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated_gdelt import write_files

SIZES = {"short": (1, 3), "usual": (1, 10), "full": (1, 10, 100)}
PAIR = ("AZE", "IRN")
THREADS = 2
_ROW_GROUP = 40_000  # as the archive has it

PRELUDE = """
import json, os, resource, sys, time
a = json.loads(sys.argv[1])
def done(**figures):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures | {"peak_mib": round(peak), "cpu": time.process_time() - cpu}))
def drop(folder):
    for root, _, files in os.walk(folder):
        for name in files:
            handle = os.open(os.path.join(root, name), os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)
"""
BARE = """
import duckdb
from tertius.history._duckdb import _memory
c = duckdb.connect(config={"memory_limit": f"{_memory()}MB", "threads": a["threads"], "preserve_insertion_order": False,
                           "temp_directory": a["out"] + ".tmp"})
drop(a["folder"]); t, cpu = time.perf_counter(), time.process_time()
c.sql(f'''COPY (SELECT date_trunc('week', date)::DATE AS period, source, target,
    count(*) FILTER (quad = 1) AS quad1, count(*) FILTER (quad = 2) AS quad2, count(*) FILTER (quad = 3) AS quad3,
    count(*) FILTER (quad = 4) AS quad4, sum(CASE WHEN goldstein < 0 THEN -goldstein ELSE 0 END) AS goldstein,
    sum(reports) AS reports FROM read_parquet('{a["folder"]}/month=*/*.parquet') GROUP BY ALL) TO '{a["out"]}' ''')
done(seconds=time.perf_counter() - t)
"""
OURS = """
import ibis, duckdb, pyarrow.parquet
from tertius import history
from tertius.world.countries import by_code; by_code("AZE")
ibis.duckdb.connect().disconnect()
drop(a["folder"]); t, cpu = time.perf_counter(), time.process_time()
history.load(a["folder"]).dyads("week").to_parquet(a["out"])
done(seconds=time.perf_counter() - t)
"""
ONE = """
import ibis, duckdb, pyarrow.parquet, scipy.signal, scipy.stats
from tertius import history, relations
from tertius.world.countries import by_code; by_code("AZE")
ibis.duckdb.connect().sql("select 1 as a").to_pyarrow()
drop(a["folder"]); t, cpu = time.perf_counter(), time.process_time()
found = relations.tension(history.load(a["folder"]), *a["pair"], measure=a["measure"])
done(seconds=time.perf_counter() - t, weeks=len(found.values), level=found.level, changes=len(found.changes))
"""
SUMMARISE = """
from tertius import history
t, cpu = time.perf_counter(), time.process_time(); history.summarise(a["folder"]); done(seconds=time.perf_counter() - t)
"""
PANDAS = """
import pandas as pd
drop(a["folder"]); t, cpu = time.perf_counter(), time.process_time()
rows = pd.read_parquet(a["folder"], columns=["date", "source", "target", "quad", "goldstein", "reports"])
rows["period"] = pd.to_datetime(rows["date"]).dt.to_period("W-SUN").dt.start_time
for quad in (1, 2, 3, 4):
    rows[f"quad{quad}"] = rows["quad"] == quad
rows["negative"] = (-rows["goldstein"]).clip(lower=0)
kept = ["quad1", "quad2", "quad3", "quad4", "negative", "reports"]
rows.groupby(["period", "source", "target"], dropna=False)[kept].sum().reset_index().to_parquet(a["out"])
done(seconds=time.perf_counter() - t)
"""
POLARS = """
import polars as pl
drop(a["folder"]); t, cpu = time.perf_counter(), time.process_time()
rows = pl.scan_parquet(a["folder"] + "/month=*/*.parquet")
quads = [(pl.col("quad") == quad).sum().alias(f"quad{quad}") for quad in (1, 2, 3, 4)]
negative = (-pl.col("goldstein")).clip(lower_bound=0).sum().alias("negative")
rows.group_by(pl.col("date").dt.truncate("1w").alias("period"), "source", "target").agg(
    *quads, negative, pl.col("reports").sum()).collect(engine="streaming").write_parquet(a["out"])
done(seconds=time.perf_counter() - t)
"""
BARE_IMPORT = """
import duckdb, glob
c = duckdb.connect(config={"memory_limit": "1200MB", "threads": a["threads"], "preserve_insertion_order": False})
drop(a["texts"]); t, cpu = time.perf_counter(), time.process_time()
c.sql(f'''COPY (SELECT * FROM read_csv('{a["texts"]}/*.CSV', delim='\\t', header=false, quote='', all_varchar=true,
    columns={{{", ".join(f"'c{n}': 'VARCHAR'" for n in range(61))}}})) TO '{a["out"]}' (COMPRESSION zstd)''')
done(seconds=time.perf_counter() - t)
"""
OUR_IMPORT = """
import ibis, duckdb, pyarrow.parquet
from tertius.history import archive
from tertius.world.countries import by_code; by_code("AZE")
drop(a["zips"]); t, cpu = time.perf_counter(), time.process_time()
found = archive.import_files("gdelt", [a["zips"]], workspace=a["out"])
done(seconds=time.perf_counter() - t)
"""


def child(code: str, **arguments: object) -> dict:
    """What `code` reports in a fresh process, with the seconds of the whole process as `wall`."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": str(THREADS)}
    given, start = json.dumps(arguments | {"threads": THREADS}), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + code, given], capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1]) | {"wall": time.perf_counter() - start}


def best(repeats: int, code: str, **arguments: object) -> dict:
    return min((child(code, **arguments) for _ in range(repeats)), key=lambda run: run["seconds"])


def states() -> list[str]:
    from tertius.world.countries import COUNTRIES

    return sorted(country.iso3 for country in COUNTRIES)


def compose(folder: Path, tenth: Path) -> None:
    """Ten times as many events: every month is made of ten months of the store `tenth`, each drawn alike.

    So no row stands twice in a month, and pairs are as many as in months that are drawn anew, in a tenth of the time.
    """
    import duckdb

    connection = duckdb.connect(config={"memory_limit": "1500MB", "threads": 1})
    months = sorted(tenth.glob("month=*"))
    for place, month in enumerate(months):
        year, number = month.name.removeprefix("month=").split("-")
        drawn = [str(months[(place + 12 * step) % len(months)] / "part.parquet") for step in range(10)]
        (folder / month.name).mkdir(parents=True)
        connection.execute(f"""COPY (
            SELECT make_date({int(year)}, {int(number)}, day(date)) AS date,
                * EXCLUDE (date, id), '{place}-' || id AS id FROM read_parquet({drawn}, hive_partitioning=false)
            ORDER BY source, target, date)
            TO '{folder / month.name}/part.parquet' (COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})""")


def generate(folder: Path, millions: int, seed: int = 1) -> None:
    """Ten years of events by month, sorted by source and target within the month as the archive keeps them."""
    import duckdb

    from tertius.history._events import quad_by_root
    from tertius.world.ontology import cameo_codes

    # One thread and a set seed: the same rows every time.
    connection = duckdb.connect(config={"memory_limit": "1500MB", "threads": 1})
    connection.execute(f"SELECT setseed({seed / 100})")
    shuffled = lambda word: (int.from_bytes(word.encode(), "big") * 2654435761) % 4294967291  # noqa: E731
    quads = quad_by_root()
    codes = sorted((code for code in cameo_codes() if len(code.code) > 2), key=lambda code: shuffled(code.code))
    rows = [(place, code.code, code.root, quads[code.root], code.goldstein) for place, code in enumerate(codes)]
    connection.execute("CREATE TABLE codes (place INT, cameo VARCHAR, root VARCHAR, quad TINYINT, goldstein DOUBLE)")
    connection.executemany("INSERT INTO codes VALUES (?, ?, ?, ?, ?)", rows)
    names = [(place, state) for place, state in enumerate(sorted(states(), key=shuffled))]
    connection.execute("CREATE TABLE states (place INT, name VARCHAR)")
    connection.executemany("INSERT INTO states VALUES (?, ?)", names)
    sectors = " ".join([""] * 8 + [".GOV"] * 3 + [".MIL", ".COP", ".OPP", ".REB", ".MED", ".BUS"]).split(" ")
    connection.execute(f"""CREATE TABLE actors AS SELECT row_number() OVER (ORDER BY place, sector) - 1 AS place, name
        FROM (SELECT s.place * 17 + t.n AS place, t.sector, s.name || t.sector AS name FROM states s,
              (SELECT unnest({sectors}) AS sector, unnest(range({len(sectors)})) AS n) t)""")
    connection.execute(
        "INSERT INTO actors SELECT (SELECT max(place) FROM actors) + 1 + i, 'GROUP ' || i FROM range(900) r(i)"
    )
    many = connection.execute("SELECT count(*) FROM actors").fetchone()[0]
    each = millions * 1_000_000 // 120
    # Ranks whose frequency falls as 1/rank.
    rank = lambda most: f"least(floor(exp(random() * {math.log(most + 1)}))::INT, {most}) - 1"  # noqa: E731
    for month in range(120):
        year, number = 2012 + month // 12, month % 12 + 1
        target = folder / f"month={year}-{number:02d}"
        target.mkdir(parents=True)
        connection.execute(f"""COPY (
            WITH drawn AS MATERIALIZED (SELECT i, make_date({year}, {number}, 1) + (random() * 27)::INT AS date,
                {rank(many)} AS one, {rank(many)} AS other, {rank(len(codes))} AS code, {rank(60)} + 1 AS reports,
                random() AS lat, random() AS lon FROM range({month * each}, {(month + 1) * each}) r(i))
            SELECT date, a.name AS source, b.name AS target, NULL::VARCHAR AS type, root, cameo, quad, goldstein,
                reports::BIGINT AS reports, 'Place ' || (i % 5000) AS place, round(lat * 120 - 50, 3) AS lat,
                round(lon * 360 - 180, 3) AS lon, 'gdelt_v2' AS origin, i::VARCHAR AS id
            FROM drawn JOIN codes ON codes.place = drawn.code JOIN actors a ON a.place = one
                LEFT JOIN actors b ON b.place = other AND i % 7 <> 0
            ORDER BY source, target, date)
            TO '{target}/part.parquet' (COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})""")


def time_size(root: Path, millions: int, repeats: int, figures: dict) -> None:
    folder, out = root / f"{millions}m" / "origin=gdelt_v2", str(root / "out.parquet")
    if not folder.is_dir():
        tenth = root / f"{millions // 10}m" / "origin=gdelt_v2"
        if millions > 10 and tenth.is_dir():
            compose(folder, tenth)
        else:
            generate(folder, millions)
        child(SUMMARISE, folder=str(folder))
    name, given = f"{millions}_million", {"folder": str(folder), "out": out}
    bare, ours = best(repeats, BARE, **given), best(repeats, OURS, **given)
    figures[f"bare_group_by_{name}_seconds"] = round(bare["seconds"], 2)
    figures[f"all_dyads_{name}_seconds"] = round(ours["seconds"], 2)
    figures[f"all_dyads_{name}_over_bare"] = round(ours["seconds"] / bare["seconds"], 2)
    figures[f"all_dyads_{name}_cpu_over_bare"] = round(ours["cpu"] / bare["cpu"], 2)
    figures[f"all_dyads_{name}_cpu_seconds"] = round(ours["cpu"], 2)
    figures[f"all_dyads_{name}_peak_mib"] = ours["peak_mib"]
    figures[f"bare_group_by_{name}_peak_mib"] = bare["peak_mib"]
    one = best(repeats, ONE, folder=str(folder), pair=PAIR, measure="conflict")
    figures[f"one_dyad_cold_{name}_seconds"] = round(one["seconds"], 3)
    figures[f"one_dyad_cold_{name}_cpu_seconds"] = round(one["cpu"], 3)
    figures[f"one_dyad_cold_{name}_with_imports_seconds"] = round(one["wall"], 3)
    figures[f"one_dyad_cold_{name}_peak_mib"] = one["peak_mib"]
    for word, code in (("pandas", PANDAS), ("polars", POLARS)) if millions <= 10 else ():
        try:
            found = best(1, code, **given)
            figures[f"{word}_{name}_seconds"] = round(found["seconds"], 2)
            figures[f"{word}_{name}_peak_mib"] = found["peak_mib"]
        except RuntimeError as error:
            figures[f"{word}_{name}_seconds"] = None
            figures[f"{word}_{name}_because"] = str(error).strip().splitlines()[-1][:120]


def time_import(root: Path, rows: int, each: int, word: str, figures: dict) -> None:
    """Import of GDELT 2 files of `each` rows; the bare reading is of the same contents, unpacked."""
    zips, texts = root / f"zips-{each}", root / f"texts-{each}"
    written = write_files(zips, texts, max(rows // each, 1), each)
    bare = best(2, BARE_IMPORT, texts=str(texts), out=str(root / f"bare-{each}.parquet"))
    ours = child(OUR_IMPORT, zips=str(zips), out=str(root / f"workspace-{each}"))
    figures[f"{word}_rows"] = written
    figures[f"{word}_rows_per_second"] = round(written / ours["seconds"])
    figures[f"bare_{word}_rows_per_second"] = round(written / bare["seconds"])
    figures[f"{word}_over_bare"] = round(bare["seconds"] / ours["seconds"], 2)
    figures[f"{word}_over_bare_cpu"] = round(bare["cpu"] / ours["cpu"], 2)
    figures[f"{word}_cpu_seconds"] = round(ours["cpu"], 2)
    figures[f"bare_{word}_cpu_seconds"] = round(bare["cpu"], 2)
    figures[f"{word}_peak_mib"] = ours["peak_mib"]
    shutil.rmtree(zips)
    shutil.rmtree(texts)


def false_alarms(records: int) -> dict[str, float]:
    """The share of simulated records without a change in which the change-point rule shows any; stated: 0.05."""
    import numpy as np
    from scipy.signal import lfilter

    from tertius.relations._changes import ALPHA, shifts

    made = {
        "normal": lambda draw, n: draw.normal(size=n),
        "counts": lambda draw, n: np.log1p(draw.negative_binomial(0.5, 0.1, n).astype(float)),
        "memory 0.3": lambda draw, n: lfilter([1.0], [1.0, -0.3], draw.normal(size=2 * n))[n:],
        "memory 0.6": lambda draw, n: lfilter([1.0], [1.0, -0.6], draw.normal(size=2 * n))[n:],
    }
    found = {}
    print(f"\nfalse alarms of {records} records each, stated {ALPHA:.0%}:")
    for kind, one in made.items():
        for length in (120, 520):
            draw = np.random.default_rng(length)
            rate = sum(bool(shifts(one(draw, length))) for _ in range(records)) / records
            found[f"{kind}, {length} periods"] = round(rate, 3)
            print(f"  {kind:<12} {length:>4} periods  {rate:.3f} ± {1.96 * math.sqrt(rate * (1 - rate) / records):.3f}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--short", action="store_const", const="short", dest="size", help="1 and 3 million events")
    size.add_argument("--full", action="store_const", const="full", dest="size", help="1, 10 and 100 million events")
    parser.add_argument("--keep", type=Path, help="a folder in which the generated events stay for the next run")
    options = parser.parse_args()
    sizes, short = SIZES[options.size or "usual"], options.size == "short"
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="tertius-benchmark-") as name:
        root = Path(name)
        figures["false_alarms"] = false_alarms(60 if short else 400)
        rows = 200_000 if short else 1_000_000
        time_import(root, rows, 2_000, "import", figures)  # files of fifteen minutes, as they are published
        time_import(root, rows, 125_000, "import_large", figures)
        for millions in sizes:
            time_size(options.keep or root, millions, 2 if millions < 100 else 1, figures)
            shutil.rmtree(root / "out.parquet.tmp", ignore_errors=True)
    least, most = sizes[0], sizes[-1]
    times = [figures[f"all_dyads_{size}_million_seconds"] for size in (least, most)]
    figures["all_dyads_growth_exponent"] = round(math.log(times[1] / times[0]) / math.log(most / least), 3)
    cpu = [figures[f"all_dyads_{size}_million_cpu_seconds"] for size in (least, most)]
    figures["all_dyads_growth_exponent_cpu"] = round(math.log(cpu[1] / cpu[0]) / math.log(most / least), 3)
    peaks = [
        value
        for key, value in figures.items()
        if key.endswith("peak_mib") and not key.startswith(("pandas", "bare", "polars"))
    ]
    figures["peak_mib"] = max(peaks)
    for key, value in figures.items():
        print(f"  {key:<44} {value}")
    print(json.dumps({"benchmark": "history", "figures": figures}))


if __name__ == "__main__":
    main()
