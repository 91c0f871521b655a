"""Structural tables: told by their columns, keyed by Correlates of War numbers, each with its end."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tertius import relations
from tertius.errors import HistoryError, InputError
from tertius.records import Actor, ActorKind

SHARED = Path(__file__).parents[2].parent / "shared" / "structure"
FRANCE, GERMANY = (
    Actor(name=name, code=code, kind=ActorKind.STATE) for name, code in (("France", "FRA"), ("Germany", "DEU"))
)  # COW 220 and 255


def write(tmp_path, name, **columns):
    path = tmp_path / name
    pq.write_table(pa.table(columns), path)
    return path


def test_alliances_by_year_become_a_span_that_says_where_the_data_end(tmp_path):
    path = write(
        tmp_path, "pacts.parquet",
        ccode1=[220.0, 220.0, 220.0, 2.0], ccode2=[255.0, 255.0, 255.0, 20.0], year=[1950.0, 1951.0, 1952.0, 1955.0],
        atop_defense=[1.0, 1.0, 0.0, 1.0], atop_offense=[0.0] * 4,
    )  # fmt: skip
    (tie,) = relations.read_structure([path], [FRANCE, GERMANY])
    assert (tie.relation, tie.sign, tie.since, tie.until) == ("ally", 1, dt.date(1950, 1, 1), dt.date(1951, 12, 31))
    assert tie.source == "ATOP alliances, 1950 to 1951, defence or offence pact; the data end in 1955"


def test_borders_are_those_on_land_and_have_no_sign(tmp_path):
    day = dt.date(2016, 12, 1)
    path = write(
        tmp_path, "contiguity.parquet",
        ccode1=[220.0, 255.0, 220.0], ccode2=[255.0, 220.0, 2.0], conttype=[1.0, 1.0, 5.0],
        stdate=[dt.date(1919, 1, 1)] * 3, enddate=[day] * 3,
    )  # fmt: skip
    (tie,) = relations.read_structure([path], [FRANCE, GERMANY])
    assert (tie.relation, tie.sign, tie.until) == ("border", 0, None)


def test_rivalries_and_deliveries_obey_the_cutoff(tmp_path):
    rivalries = write(
        tmp_path, "rivalries.parquet",
        rivalryno=[1.0, 2.0], ccode1=[220.0, 220.0], ccode2=[255.0, 255.0], styear=[1900.0, 1990.0], endyear=[1955.0, 1995.0],
    )  # fmt: skip
    arms = write(
        tmp_path, "arms.parquet",
        supplier_cown=[220.0, 220.0, 220.0], recipient_cown=[255.0, 255.0, None], year=[1980, 1985, 1981], value=[5, 7, 9],
    )  # fmt: skip
    adversary, delivered = relations.read_structure([rivalries, arms], [FRANCE, GERMANY], until=dt.date(1983, 6, 1))
    assert (adversary.relation, adversary.sign, adversary.since.year) == ("adversary", -1, 1900)
    assert (delivered.relation, delivered.a.code, delivered.b.code) == ("arms", "FRA", "DEU")
    assert "5 TIV delivered in all" in delivered.source


def test_other_tables_in_a_folder_are_passed_over_but_not_when_named(tmp_path):
    other = write(tmp_path, "capitals.parquet", ccode=[220.0], capital=["Paris"])
    assert relations.read_structure([tmp_path], [FRANCE, GERMANY]) == ()
    with pytest.raises(HistoryError, match="none of the structural data sets"):
        relations.read_structure([other], [FRANCE, GERMANY])
    with pytest.raises(InputError, match="does not exist"):
        relations.read_structure([tmp_path / "nowhere"], [FRANCE])


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/structure, which is not here")
def test_the_real_tables_give_ties_of_every_kind():
    actors = [Actor(name=code, code=code, kind=ActorKind.STATE) for code in ("AZE", "IRN", "ISR", "TUR")]
    ties = relations.read_structure([SHARED], actors)
    assert {"border", "ally", "arms", "adversary"} == {tie.relation for tie in ties}
    assert all("the data end in" in tie.source for tie in ties)
    assert not [tie for tie in ties if tie.relation == "adversary" and {tie.a.code, tie.b.code} == {"AZE", "IRN"}]
