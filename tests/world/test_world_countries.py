from pathlib import Path

import pytest

from tertius.errors import NameNotResolved
from tertius.world import by_code, by_cow, by_fips, by_name, countries
from tertius.world.countries import COUNTRIES

SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.mark.parametrize("code", ["IRN", "irn", "IR", "ir"])
def test_iso_codes_find_a_country_in_either_case(code):
    assert by_code(code).name == "Iran"


def test_the_lazy_table_is_the_one_that_countries_returns():
    assert COUNTRIES is countries()
    assert len(COUNTRIES) >= 240


@pytest.mark.parametrize(
    ("iso3", "name"), [("IRN", "Iran"), ("TUR", "Turkey"), ("RUS", "Russia"), ("USA", "United States"), ("CZE", "Czech Republic")]
)  # fmt: skip
def test_names_are_common_english(iso3, name):
    assert by_code(iso3).name == name


@pytest.mark.parametrize("iso3", ["PSE", "XKX", "TWN", "ESH"])
def test_disputed_territories_are_listed(iso3):
    assert by_code(iso3).iso3 == iso3


def test_fips_is_not_taken_for_alpha_two():
    assert by_fips("AJ").iso3 == "AZE"
    assert by_fips("AU").iso3 == "AUT"
    assert by_code("AU").iso3 == "AUS"
    assert by_fips("IS").iso3 == "ISR"
    assert by_fips("GZ").iso3 == "PSE"


def test_cow_numbers_find_states_of_today():
    assert by_cow(373).iso3 == "AZE"
    assert by_cow(630).iso3 == "IRN"
    assert by_cow(255).iso3 == by_cow(260).iso3 == "DEU"
    assert by_cow(340).iso3 == by_cow(345).iso3 == "SRB"
    with pytest.raises(NameNotResolved):
        by_cow(315)


def test_codes_are_unique():
    for field in ("iso3", "iso2"):
        assert len({getattr(c, field) for c in countries()}) == len(countries())
    numbers = [c.cow for c in countries() if c.cow is not None]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("name", "iso3"),
    [("Islamic Republic of Iran", "IRN"), ("türkiye", "TUR"), ("COTE D'IVOIRE", "CIV"), ("Burma", "MMR"), ("Viet Nam", "VNM")],
)  # fmt: skip
def test_names_are_found_whatever_case_and_accents(name, iso3):
    assert by_name(name).iso3 == iso3


def test_an_unknown_code_or_name_raises():
    for look in (by_code, by_fips, by_name):
        with pytest.raises(NameNotResolved):
            look("Q9")


def test_capitals_have_positions_within_range():
    placed = [c for c in countries() if c.lat is not None and c.lon is not None]
    assert len(placed) > 220
    assert all(-90 <= c.lat <= 90 and -180 <= c.lon <= 180 for c in placed)
    baku = by_code("AZE")
    assert (baku.lat, baku.lon) == pytest.approx((40.4, 49.9), abs=0.1)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/structure/cow_states.parquet")
def test_cow_numbers_are_those_of_the_state_list():
    import pyarrow.parquet as pq

    rows = pq.read_table(SHARED / "structure" / "cow_states.parquet").to_pylist()
    listed = {int(r["ccode"]): r["stateabb"] for r in rows if r["endyear"] >= 2016}
    assert {c.cow: c.cow_abbr for c in countries() if c.cow} == listed
