"""Reading the user's data sets, and the script that makes the table."""

from __future__ import annotations

import runpy
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tertius.effects.classes._counting import Cell, Class, count
from tertius.effects.classes._files import read_folder
from tertius.effects.classes._structure import KINDS
from tertius.effects.classes._table import read_table
from tertius.errors import HistoryError, InputError

ROOT = Path(__file__).parents[2]
STRUCTURE = ROOT.parent / "shared" / "structure"

TABLES = {
    "states": {"stateabb": ["A", "B", "C"], "ccode": [2.0, 20.0, 31.0], "styear": [1940.0] * 3, "endyear": [2016.0] * 3},
    "majors": {"ccode": [2.0], "styear": [1940.0], "endyear": [2016.0], "version": [2016.0]},
    "borders": {"ccode1": [20.0, 2.0], "ccode2": [31.0, 31.0], "conttype": [4.0, 0.0],
                "stdate": ["1940-01-01"] * 2, "enddate": ["2016-12-01"] * 2},
    "pacts": {"ccode1": [2.0, 2.0], "ccode2": [20.0, 31.0], "year": [1950.0] * 2, "atop_defense": [1.0, 0.0],
              "atop_offense": [0.0, 0.0], "atop_neutral": [0.0, 1.0]},
    "rivals": {"rivalryno": [1.0], "ccode1": [20.0], "ccode2": [31.0], "styear": [1945.0], "endyear": [1955.0]},
    "rivals2": {"tssr_id": [1], "ccode1": [2.0], "ccode2": [31.0], "start": [1952.0], "end": [1953.0]},
    "arms": {"supplier_cown": [2.0, None], "recipient_cown": [31.0, 20.0], "year": [1950, 1950], "value": [5, 5]},
    "mid": {"dispnum": [1.0, 1.0], "ccode1": [2.0, 20.0], "ccode2": [20.0, 2.0], "year": [1951.0] * 2,
            "disponset": [1.0] * 2, "orig1": [1.0] * 2, "orig2": [1.0] * 2},
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    for name, columns in TABLES.items():
        pq.write_table(pa.table(columns), tmp_path / f"{name}.parquet")
    pq.write_table(pa.table({"something": ["else"]}), tmp_path / "other.parquet")
    return tmp_path


def test_each_data_set_is_told_by_its_columns(folder):
    got = read_folder(folder, (1945, 1960))
    at = {number: column for column, number in enumerate(got.states)}

    def kind(one: int, other: int, year: int) -> str:
        return KINDS[got.ties[year - 1945, at[one], at[other]]]

    assert kind(2, 20, 1950) == kind(20, 2, 1950) == "ally"
    assert kind(2, 20, 1951) == "none"
    assert kind(31, 20, 1955) == "rival"
    assert kind(2, 31, 1952) == "rival"
    assert [kind(2, 31, year) for year in (1949, 1950, 1951, 1954, 1955)] == ["none", "arms", "arms", "arms", "none"]
    assert got.reach[5, at[20], at[31]]
    assert got.reach[5, at[2], at[31]]  # a major power reaches all
    assert not got.reach[5, at[31], at[2]]  # and is not reached: contiguity type 0 is none
    assert [(one.year, one.disputes) for one in got.triggers] == [(1951, (1,))]


@pytest.mark.parametrize("missing", ["majors", "mid", "arms", "rivals2"])
def test_a_data_set_that_is_missing_is_named(folder, missing):
    (folder / f"{missing}.parquet").unlink()
    with pytest.raises(HistoryError, match="lacks"):
        read_folder(folder, (1945, 1960))


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="no structural data"):
        read_folder(tmp_path / "none", (1945, 1960))


def test_the_script_writes_a_table_of_the_users_own_files(folder, tmp_path):
    pq.write_table(pa.table({{"disponset": "midonset"}.get(name, name): column for name, column in TABLES["mid"].items()}),
                   folder / "gml.parquet")  # fmt: skip
    run = runpy.run_path(str(ROOT / "scripts" / "make_reference_classes.py"))["main"]
    run(str(folder), str(tmp_path / "made.tsv"))
    text = (tmp_path / "made.tsv").read_text(encoding="utf-8")
    assert text.startswith("# Rates of what third states did")
    assert text.endswith("base_effect\n")  # three states give no class with thirty triad-years


@pytest.mark.shared
@pytest.mark.skipif(not STRUCTURE.is_dir(), reason="needs ../shared/structure")
def test_the_real_files_give_the_counts_that_ship():
    after, quiet = count(read_folder(STRUCTURE, (1943, 2018)), 1990, 2014)
    for cell, (shipped, base) in read_table().counts["MID, 1990 to 2014"].items():
        found = after[cell]
        assert (found.n, found.k, found.pairs) == (shipped.n, shipped.k, shipped.pairs)
        assert found.effect == pytest.approx(shipped.effect, rel=0.01)
        assert (base is None) == (cell not in quiet)
        assert base is None or (base.n, base.k) == (quiet[cell].n, quiet[cell].k)


def test_disputes_of_the_shipped_table_are_more_frequent_after_disputes_than_in_quiet_years():
    everyone, base = read_table().counts["MID, 1946 to 2014"][Cell(Class("pair", "any", "any", "any"), "dispute", 3)]
    assert everyone.n > 200_000
    assert everyone.k / everyone.n > base.k / base.n
