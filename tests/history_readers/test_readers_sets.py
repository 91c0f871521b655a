"""Each set's rows as events in the one table."""

import datetime as dt
from pathlib import Path

import generated_sets as sets
import pytest

from tertius.history import load
from tertius.history.archive import import_files, rejects
from tertius.history.readers.schema import EVENTS

ICEWS = Path(__file__).parents[2].parent / "shared" / "history" / "icews_raw_2018_sample.parquet"


@pytest.fixture
def imported(tmp_path, rows_of):
    def run(format_, lines, header=None, name="file.csv", **options):
        found = import_files(format_, sets.write(tmp_path / "in" / name, lines, header), tmp_path / "work", **options)
        return found, rows_of(tmp_path / "work")

    return run


def reasons(tmp_path):
    return [(row.line, row.reason) for row in rejects(tmp_path / "work")]


def test_a_gdelt_row_has_every_column_of_the_one_table(imported):
    _, (row,) = imported("gdelt", [sets.gdelt("0007", source="IRNGOV")])
    assert row == {
        "date": dt.date(2021, 10, 4), "source": "IRN.GOV", "target": "AZE", "type": "ACCUSE", "root": "11",
        "cameo": "112", "quad": 3, "goldstein": -2.0, "reports": 5, "place": "Bilasuvar, Bilasuvar, Azerbaijan",
        "lat": 39.45, "lon": 48.55, "origin": "gdelt_v2", "id": "0007",
    }  # fmt: skip
    assert list(row) == list(EVENTS)


def test_gdelts_codes_keep_their_zeros_and_its_statements_their_class(imported):
    _, rows = imported(
        "gdelt", [sets.gdelt(1, eventcode="010", quadclass=1), sets.gdelt(2, eventcode="0211", quadclass=1)]
    )
    assert [(row["cameo"], row["root"], row["type"], row["quad"]) for row in rows] == [
        ("010", "01", None, 1), ("0211", "02", "REQUEST", 1),
    ]  # fmt: skip


def test_gdelts_actors_are_cameos_codes_not_fips(imported):
    _, rows = imported("gdelt", [
        sets.gdelt(1, source="ROM", target="EUR"),
        sets.gdelt(2, source="IGOUNO", actor1countrycode="", actor1type1code="IGO"),
        sets.gdelt(3, source="", target="ISRMIL"),
    ])  # fmt: skip
    assert [(row["source"], row["target"]) for row in rows] == [
        ("ROU", "EUR"),
        ("IGOUNO", "AZE"),
        ("THE ONE", "ISR.MIL"),
    ]


@pytest.mark.parametrize("width", [57, 58])
def test_gdelt_1_is_an_origin_of_its_own(imported, width):
    _, (row,) = imported("gdelt", [sets.gdelt(5, day="20050102", version="v1", width=width)])
    assert (row["origin"], row["date"], row["place"]) == (
        "gdelt_v1", dt.date(2005, 1, 2), "Bilasuvar, Bilasuvar, Azerbaijan",
    )  # fmt: skip


def test_mentions_are_reports_and_no_events(tmp_path, imported, rows_of):
    lines = [
        sets.mention(1),
        sets.mention(1),
        sets.mention(1, sentence=4),
        sets.mention(2, article="https://b.example"),
    ]
    found, events = imported("gdelt-mentions", lines)
    assert (found.added, found.known, events) == (3, 1, [])
    kept = rows_of(tmp_path / "work", "mentions")
    assert {row["event"] for row in kept} == {"1", "2"}
    assert {row["outlet"] for row in kept} == {"news.example"}


def test_icews_reads_dates_in_both_orders_and_countries_by_name(imported):
    _, rows = imported("icews", [
        sets.icews(1), sets.icews(2, day="6/30/2017"),
        sets.icews(3, source_name="A Person", source_country="", source_sectors="Elite"),
        sets.icews(4, source_name="Army Man (Azerbaijan)", source_sectors="Military,Government", source_country="Azerbaijan",
                   target_name="Citizen (Iran)", target_country="Iran", target_sectors="General Population / Civilian / Social"),
    ], sets.HEADERS["icews"], "events.tab")  # fmt: skip
    assert [row["date"] for row in rows[:2]] == [dt.date(2018, 6, 1), dt.date(2017, 6, 30)]
    assert [(row["source"], row["target"]) for row in rows] == [
        ("IRN.COP", "AZE"), ("IRN.COP", "AZE"), ("A Person", "AZE"), ("AZE.MIL", "IRN.CVL"),
    ]  # fmt: skip
    assert (rows[0]["type"], rows[0]["quad"], rows[0]["goldstein"], rows[0]["reports"]) == ("COERCE", 4, -5.0, 1)
    assert rows[0]["place"] == "Tabriz, Iran"


def test_a_quotation_mark_in_a_tab_separated_name_is_itself(imported):
    _, rows = imported("icews", [sets.icews(1, source_name='The "Front', source_country=""), sets.icews(2)],
                       sets.HEADERS["icews"], "events.tab")  # fmt: skip
    assert [row["source"] for row in rows] == ['The "Front', "IRN.COP"]


def test_bytes_that_are_no_utf8_are_read_as_latin_1_line_by_line(tmp_path, rows_of):
    lines = [sets.polecat("a", placename="Şuşa"), sets.polecat("b", placename="PLACE")]
    data = "\n".join([sets.HEADERS["polecat"], *lines]).encode().replace(b"PLACE", "Córdoba".encode("latin-1"))
    path = tmp_path / "p.txt"
    path.write_bytes(data + b"\n")
    import_files("polecat", path, tmp_path / "work")
    assert [row["place"] for row in rows_of(tmp_path / "work")] == ["Şuşa, AZE", "Córdoba, AZE"]


def test_polecat_has_plover_types_and_several_countries_in_a_cell(imported):
    header = sets.HEADERS["polecat"] + "\tHeadline"
    _, rows = imported("polecat", [sets.polecat("a") + "\tx", sets.polecat("b", quad_code="", event_type="aid") + "\ty",
                                   sets.polecat("c", actor_country="None", actor_name="A Group") + "\tz"], header, "p.txt")  # fmt: skip
    assert [(row["source"], row["target"], row["type"], row["quad"]) for row in rows] == [
        ("IRN.GOV", "AZE", "ACCUSE", 3), ("IRN.GOV", "AZE", "AID", 2), ("A Group", "AZE", "ACCUSE", 3),
    ]  # fmt: skip
    assert (rows[0]["cameo"], rows[0]["goldstein"]) == (None, -2.5)


def test_acleds_notes_may_hold_line_breaks_and_its_dates_a_months_name(imported):
    _, rows = imported("acled", [
        sets.acled("A1"), sets.acled("A2", day="04 October 2021", sub_event_type="Agreement", event_type="Strategic developments"),
        sets.acled("A3", actor1="Protesters (Iran)", actor2="Police Forces of Iran (1989-)", event_type="Protests",
                   sub_event_type="Peaceful protest"),
        sets.acled("A4", actor1="Some Militia", event_type="Strategic developments", sub_event_type="Other"),
    ], sets.HEADERS["acled"])  # fmt: skip
    assert [(row["source"], row["target"], row["type"], row["quad"]) for row in rows] == [
        ("AZE.MIL", "ARM.MIL", "ASSAULT", 4), ("AZE.MIL", "ARM.MIL", "AGREE", 1), ("IRN.CVL", "IRN.COP", "PROTEST", 4),
        ("Some Militia", "ARM.MIL", None, None),
    ]  # fmt: skip
    assert {row["date"] for row in rows} == {dt.date(2021, 10, 4)}
    assert rows[0]["reports"] == 2


def test_acleds_optional_and_removed_columns_are_no_matter(imported):
    header = "data_id," + sets.HEADERS["acled"].replace(",disorder_type", "") + ",population_best"
    cells = sets.cells(
        "acled", event_id_cnty="A1", event_date="2021-10-04", event_type="Riots", actor1="Rioters (Iran)"
    )
    line = sets.quoted(["99", *cells[:4], *cells[5:], "1000"])
    _, (row,) = imported("acled", [line], header)
    assert (row["source"], row["type"], row["target"]) == ("IRN.CVL", "PROTEST", None)


def test_a_slashed_date_of_acled_is_set_aside_since_its_order_is_not_known(tmp_path, imported):
    found, rows = imported("acled", [sets.acled("A1"), sets.acled("A2", day="04/10/2021")], sets.HEADERS["acled"])
    assert (found.added, len(rows)) == (1, 1)
    # The first row takes two lines, since its note has a line break.
    assert reasons(tmp_path) == [(4, "day and month cannot be told apart: 04/10/2021")]


@pytest.mark.parametrize("header", [sets.HEADERS["ucdp_ged"], None])
def test_ucdp_reads_governments_by_number_and_dates_with_their_precision(tmp_path, imported, header):
    lines = [
        sets.ucdp(1), sets.ucdp(2, date_prec=4), sets.ucdp(3, type_of_violence=3, side_b="Civilians", gwnob=""),
        sets.ucdp(4, type_of_violence=2, side_a="A Group", gwnoa="", number_of_sources=-1),
    ]  # fmt: skip
    found, rows = imported("ucdp-ged", lines, header)
    assert [(row["source"], row["target"]) for row in rows] == [
        ("AZE.GOV", "ARM.GOV"), ("AZE.GOV", "AZE.CVL"), ("A Group", "ARM.GOV"),
    ]  # fmt: skip
    assert [row["reports"] for row in rows] == [2, 2, None]
    assert {(row["type"], row["quad"], row["date"]) for row in rows} == {("ASSAULT", 4, dt.date(2020, 10, 4))}
    assert found.rejected == 1
    assert reasons(tmp_path) == [(3 if header else 2, "dated only to a month or less (date_prec): 4")]


def test_a_tidy_table_needs_four_columns_and_has_names_coded(imported):
    lines = [
        "2021-10-04,Iran,Police (Azerbaijan),190",
        "2021-10-05,IRN.GOV,Azerbaijan,010",
        "2021-10-05,IRN.GOV,Azerbaijan,010",
    ]
    found, rows = imported("tidy", lines, "Date,Source,Target,CAMEO")
    assert sorted((row["source"], row["target"], row["quad"]) for row in rows) == [
        ("IRN", "AZE.COP", 4),
        ("IRN.GOV", "AZE", 0),
    ]
    assert {row["origin"] for row in rows} == {"own"}
    assert found.known == 1
    assert {row["goldstein"] for row in rows} == {-10.0, 0.0}


def test_a_tidy_table_of_json_lines_under_a_name_of_its_own(imported):
    lines = ['{"date": "2021-10-04", "source": "IRN", "target": "AZE", "type": "Accuse", "id": "x1", "reports": 4}']
    _, (row,) = imported("tidy", lines, name="mine.jsonl", origin="mine")
    assert (row["origin"], row["type"], row["quad"], row["id"], row["reports"]) == ("mine", "ACCUSE", 3, "x1", 4)


def test_the_archive_and_the_raw_file_give_the_same_panel(tmp_path, imported):
    lines = [sets.icews(number, day=f"2018-06-{1 + number % 20:02d}", cameo_code=code, target_country=country)
             for number, (code, country) in enumerate([("173", "Azerbaijan"), ("040", "Turkey"), ("010", "Iraq"), ("084", "Azerbaijan")] * 9)]  # fmt: skip
    imported("icews", lines, sets.HEADERS["icews"], "events.tab")
    raw, kept = (load(path).panel("week") for path in (tmp_path / "in" / "events.tab", tmp_path / "work"))
    assert raw.dyads == kept.dyads
    assert raw.conflict.tolist() == kept.conflict.tolist()
    assert raw.cooperation.tolist() == kept.cooperation.tolist()


@pytest.mark.shared
@pytest.mark.skipif(not ICEWS.exists(), reason="needs ../shared/history")
def test_the_real_sample_of_icews_comes_in_whole_and_gives_the_raw_files_panel(tmp_path, rows_of):
    found = import_files("icews", ICEWS, tmp_path / "work")
    assert (found.rows, found.added, found.rejected) == (3705, 3705, 0)
    assert sum("." in (row["source"] or "") for row in rows_of(tmp_path / "work")) > 1500
    raw, kept = (load(path).panel("day") for path in (ICEWS, tmp_path / "work"))
    assert raw.conflict.sum() == kept.conflict.sum()
    assert set(raw.dyads) == set(kept.dyads)
