"""The same questions on DuckDB and on Spark: the same answers to 1e-9."""

import datetime as dt
import gzip
import json
import random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tertius import history, relations
from tertius.errors import HistoryError

ACTORS = ["AAA", "BBB", "CCC", "DDD"]
FIRST = dt.date(2019, 1, 7)


def rows(count=1200, seed=3):
    """Events among invented states, with repeats, holes, bad dates and unknown codes."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        source, target = draw.sample(ACTORS, 2)
        day = FIRST + dt.timedelta(days=draw.randrange(700))
        if dt.date(2019, 6, 3) <= day < dt.date(2019, 6, 17):
            continue
        code = draw.choice(["010", "042", "036", "112", "138", "190", "1412", "173", "999"])
        made.append({
            "id": f"e{number}", "date": draw.choice([day.isoformat(), f"{day:%Y%m%d}"]), "source": source,
            "target": target, "cameo": code, "goldstein": draw.choice(["-5.5", "3.4", "-10", ""]),
            "reports": str(draw.randrange(1, 30)),
        })  # fmt: skip
    return [
        *made,
        *draw.sample(made, len(made) // 15),
        made[0] | {"date": "soon", "id": "x"},
        made[1] | {"date": "2019", "id": "y"},
    ]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("events") / "events.csv"
    header = list(rows()[0])
    lines = [",".join(header), *(",".join(row[name] for name in header) for row in rows())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The same events as an archive keeps them: typed, unique, by month."""
    folder = tmp_path_factory.mktemp("copy") / "origin=gdelt_v2"
    days: dict[str, list] = {}
    for row in {row["id"]: row for row in rows()}.values():
        if len(row["date"]) < 8 or row["cameo"] == "999":
            continue
        day = dt.date.fromisoformat(row["date"])
        root = row["cameo"][:2]
        made = {
            "date": day, "source": row["source"], "target": row["target"], "type": None, "root": root,
            "cameo": row["cameo"], "quad": {"01": 0, "04": 1, "03": 1}.get(root, 4 if root in {"14", "17", "19"} else 3),
            "goldstein": float(row["goldstein"] or 0), "reports": int(row["reports"]), "place": "", "lat": None,
            "lon": None, "origin": "gdelt_v2", "id": row["id"],
        }  # fmt: skip
        days.setdefault(f"{day:%Y-%m}", []).append(made)
    schema = pa.schema([
        ("date", pa.date32()), ("source", pa.string()), ("target", pa.string()), ("type", pa.string()),
        ("root", pa.string()), ("cameo", pa.string()), ("quad", pa.int8()), ("goldstein", pa.float64()),
        ("reports", pa.int64()), ("place", pa.string()), ("lat", pa.float64()), ("lon", pa.float64()),
        ("origin", pa.string()), ("id", pa.string()),
    ])  # fmt: skip
    for month, made in days.items():
        (folder / f"month={month}").mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(made, schema), folder / f"month={month}" / "part.parquet")
    return folder


def sorted_rows(found):
    return sorted(found.to_arrow().to_pylist(), key=lambda row: (row["period"], row["a"], row["b"]))


def assert_same(found, expected):
    assert len(found) == len(expected) > 0
    for one, other in zip(found, expected, strict=True):
        assert one.keys() == other.keys()
        for name, value in one.items():
            if isinstance(value, float):
                assert value == pytest.approx(other[name], rel=0, abs=1e-9)
            else:
                assert value == other[name], name


@pytest.mark.parametrize(("frequency", "directed"), [("day", False), ("week", True), ("month", False)])
@pytest.mark.spark
def test_every_measure_of_every_pair_is_the_same(table, spark, frequency, directed):
    found, expected = (
        sorted_rows(history.load(table, engine=engine).dyads(frequency, directed=directed))
        for engine in (spark, "duckdb")
    )
    assert_same(found, expected)


@pytest.mark.parametrize("measure", ["conflict", "material_conflict", "negative_goldstein", "reports", "index"])
@pytest.mark.spark
def test_the_tension_of_a_pair_is_the_same(archive, spark, measure):
    found, expected = (
        relations.tension(history.load(archive, engine=engine), "AAA", "BBB", measure=measure)
        for engine in (spark, "duckdb")
    )
    np.testing.assert_allclose(
        [np.nan if value.value is None else value.value for value in found.values],
        [np.nan if value.value is None else value.value for value in expected.values], rtol=0, atol=1e-9,
    )  # fmt: skip
    assert [change.start for change in found.changes] == [change.start for change in expected.changes]
    assert (found.level, found.percentile) == pytest.approx((expected.level, expected.percentile), abs=1e-9)
    assert found.caveats == expected.caveats
    assert found.source.rows == expected.source.rows


def test_an_archive_and_its_rows_in_a_plain_table_say_the_same(archive, engine):
    of_archive = history.load(archive, engine=engine)
    expected = history.load(pa.concat_tables([
        pq.read_table(path, partitioning=None) for path in sorted(archive.glob("*/*.parquet"))
    ])).panel("week")  # fmt: skip
    panel = of_archive.panel("week")
    assert panel.dyads == expected.dyads
    np.testing.assert_allclose(panel.conflict, expected.conflict, rtol=0, atol=1e-9)
    np.testing.assert_allclose(panel.cooperation, expected.cooperation, rtol=0, atol=1e-9)


def test_the_panel_of_a_table_has_its_gap_and_counts_each_event_once(table, engine):
    panel = history.load(table, engine=engine).panel("week")
    gap = panel.periods.index(dt.date(2019, 6, 3))
    assert panel.observed[gap : gap + 2].tolist() == [False, False]
    unique = {
        row["id"] for row in rows() if row["cameo"][:2] in {"11", "13", "14", "17", "19"} and len(row["date"]) > 7
    }
    assert 0.97 * len(unique) <= np.nansum(panel.conflict) <= len(unique)
    assert "2 rows have no date that can be read and are left out" in panel.notes


def test_the_cutoff_is_an_instant(archive, engine):
    loaded = history.load(archive, engine=engine, until=dt.date(2020, 3, 1))
    assert loaded.source.last <= dt.date(2020, 3, 1)
    assert loaded.panel("month").periods[-1] == dt.date(2020, 2, 1)


def test_the_events_of_a_pair_come_by_date(table):
    found = history.load(table).events_of("AAA", "BBB", limit=20)
    assert [row.day for row in found] == sorted(row.day for row in found)


@pytest.mark.spark
def test_the_events_of_a_pair_are_the_same(table, spark):
    found, expected = (
        history.load(table, engine=engine).events_of("AAA", "BBB", limit=50) for engine in (spark, "duckdb")
    )
    assert found == expected


def test_the_events_of_many_pairs_are_those_of_each(table):
    loaded = history.load(table)
    first, last = dt.date(2019, 3, 1), dt.date(2020, 2, 1)
    found = loaded.events_between({("AAA", "BBB"): (first, last), ("BBB", "DDD"): (first, first)}).to_pylist()
    each = [row for row in loaded.events_of("AAA", "BBB", limit=5000) if first <= row.day <= last]
    alone = [row for row in loaded.events_of("BBB", "DDD", limit=5000) if row.day == first]
    assert [(r["day"], r["source"], r["target"], r["code"], r["quad"], r["id"]) for r in found] == [
        (row.day, row.source, row.target, row.code, row.quad, row.id) for row in (*each, *alone)
    ]
    assert all(row["forth"] == (row["source"] == row["a"]) for row in found)


@pytest.mark.spark
def test_the_events_of_many_pairs_are_the_same(table, spark):
    spans = {pair: (dt.date(2019, 3, 1), dt.date(2020, 2, 1)) for pair in (("AAA", "CCC"), ("BBB", "DDD"))}
    found, expected = (history.load(table, engine=engine).events_between(spans) for engine in (spark, "duckdb"))
    assert found.to_pylist() == expected.to_pylist()


@pytest.mark.parametrize("form", ["csv.gz", "tsv", "jsonl", "parquet"])
def test_every_form_of_file_is_read(tmp_path, engine, form):
    chosen = rows()[:40]
    path = tmp_path / f"some [events].{form}"
    text = "\n".join([",".join(chosen[0]), *(",".join(row.values()) for row in chosen)]) + "\n"
    if form == "csv.gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif form == "tsv":
        path.write_text(text.replace(",", "\t"))
    elif form == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in chosen))
    else:
        pq.write_table(pa.Table.from_pylist(chosen), path)
    expected = history.load(pa.Table.from_pylist(chosen)).panel("day")
    panel = history.load(path, engine=engine).panel("day")
    assert panel.dyads == expected.dyads
    np.testing.assert_allclose(panel.conflict, expected.conflict, rtol=0, atol=1e-9)


def test_a_users_panel_is_scaled_and_merged(tmp_path, engine):
    weeks = [FIRST + dt.timedelta(weeks=number) for number in range(3)]
    made = pa.table({
        "week": [weeks[0], weeks[0], weeks[1], weeks[2]], "a": ["BBB", "AAA", "AAA", "AAA"], "b": ["AAA", "BBB", "BBB", "BBB"],
        "conflict": [5.0, 1.0, 9.0, 7.0], "cooperation": [0.5, 0.0, 0.0, 0.0], "days_observed": [5, 5, 3, 7],
    })  # fmt: skip
    panel = history.load(made, engine=engine).panel()
    np.testing.assert_allclose(panel.conflict[:, 0], [6 * 7 / 5, np.nan, 7], rtol=0, atol=1e-9)


def test_a_file_that_is_no_table_is_an_error(tmp_path, engine):
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"\x00\x01" * 50)
    with pytest.raises(HistoryError, match="cannot be read as parquet"):
        history.load(broken, engine=engine)
