"""What a file is, told by its first lines, and what is said of one that is something else."""

import json
from pathlib import Path

import generated_sets as sets
import pytest

from tertius.errors import HistoryError, UsageError
from tertius.history import readers
from tertius.history.archive import import_files
from tertius.history.readers.detection import sight_columns
from tertius.history.readers.layouts import LAYOUTS, named

SHARED = Path(__file__).parents[2].parent / "shared" / "formats" / "formats.json"
HEADERLESS_UCDP = [sets.ucdp(1), sets.ucdp(2)]
FILES = {
    "gdelt_v2": ("20211004000000.export.CSV", None, [sets.gdelt(1), sets.gdelt(2)]),
    "gdelt_v1": ("20130405.export.CSV", None, [sets.gdelt(1, version="v1")]),
    "gdelt_mentions": ("20211004000000.mentions.CSV", None, [sets.mention(1), sets.mention(2)]),
    "icews": ("events.2018.tab", sets.HEADERS["icews"], [sets.icews(1)]),
    "polecat": ("ngecEvents.txt", sets.HEADERS["polecat"], [sets.polecat("a")]),
    "acled": ("acled.csv", sets.HEADERS["acled"], [sets.acled("AZE1")]),
    "ucdp_ged": ("ged.csv", sets.HEADERS["ucdp_ged"], [sets.ucdp(1)]),
}


def sight(tmp_path, name, header, lines):
    (member,) = readers.members(sets.write(tmp_path / name, lines, header))
    return member.sight


@pytest.mark.parametrize("layout", FILES)
@pytest.mark.parametrize("packing", ["", ".zip", ".gz"])
def test_every_set_is_known_by_its_first_lines_packed_or_not(tmp_path, layout, packing):
    name, header, lines = FILES[layout]
    found = sight(tmp_path, name + packing, header, lines)
    assert found.layout.name == layout
    assert found.header is (header is not None)


def test_the_back_files_of_gdelt_have_57_columns(tmp_path):
    found = sight(tmp_path, "2005.csv", None, [sets.gdelt(1, version="v1", width=57)])
    assert (found.layout.name, len(found.columns)) == ("gdelt_v1", 57)


def test_a_ucdp_file_without_header_is_known_by_its_width(tmp_path):
    found = sight(tmp_path, "candidate.csv", None, HEADERLESS_UCDP)
    assert (found.layout.name, found.header) == ("ucdp_ged", False)


def test_extra_columns_and_trailing_tabs_do_not_hide_polecat(tmp_path):
    header = sets.HEADERS["polecat"].replace("Intensity", "Event Intensity") + "\tHeadline\t\t"
    found = sight(tmp_path, "p.txt", header, [sets.polecat("a") + "\tnews\t\t"])
    assert found.layout.name == "polecat"
    assert len(found.columns) == 43
    assert found.columns[4] == "intensity"


def test_the_codebooks_names_and_bigquerys_are_the_same_set():
    columns = [name.replace("GLOBALEVENTID", "GlobalEventID") for name in sets.COLUMNS["gdelt_v2"]]
    columns[1] = "Day"
    assert sight_columns(columns).layout.name == "gdelt_v2"


@pytest.mark.parametrize(
    ("layout", "wanted", "looks"),
    [
        ("gdelt_v2", "icews", "looks like GDELT events v2, not like icews; import it as gdelt"),
        ("icews", "gdelt", "looks like ICEWS events"),
        ("gdelt_mentions", "gdelt", "looks like GDELT mentions, not like gdelt; import it as gdelt-mentions"),
        ("polecat", "acled", "looks like POLECAT"),
        ("ucdp_ged", "acled", "looks like UCDP GED"),
        ("acled", "tidy", "looks like ACLED events"),
    ],
)
def test_a_file_of_another_layout_is_refused_with_what_it_looks_like(tmp_path, layout, wanted, looks):
    name, header, lines = FILES[layout]
    path = sets.write(tmp_path / name, lines, header)
    with pytest.raises(HistoryError, match=looks) as caught:
        import_files(wanted, path, tmp_path / "work")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("week,a,b,conflict,cooperation\n2021-09-06,IRN,AZE,1,0\n", "a panel of dyads"),
        ("date,place,deaths\n2021-09-06,x,1\n", "a table with the columns date, place, deaths"),
        ("a line of prose without any columns at all\nand another one\n", "text without columns"),
        ("ccode1,ccode2,year\n373,630,2012\n", "structure by Correlates of War codes"),
        ("\t".join(["20211004000000-1", "20211004000000", *["x"] * 25]) + "\n", "the GDELT knowledge graph"),
        ("1\t2\t3\n", "a table of 3 columns divided by tabs without a header"),
        ("\n\n", "an empty file"),
    ],
)
def test_what_is_no_event_set_is_named(tmp_path, text, looks):
    path = tmp_path / "something.csv"
    path.write_text(text)
    with pytest.raises(HistoryError, match=looks):
        import_files("gdelt", path, tmp_path / "work")


def test_damaged_and_empty_files_are_one_line(tmp_path):
    broken = tmp_path / "a.export.CSV.zip"
    broken.write_bytes(b"PK\x03\x04 and nothing")
    with pytest.raises(HistoryError, match="is damaged"):
        import_files("gdelt", broken, tmp_path / "work")
    (tmp_path / "b.csv").write_bytes(b"")
    with pytest.raises(HistoryError, match="is empty"):
        import_files("gdelt", tmp_path / "b.csv", tmp_path / "work")
    sets.write(tmp_path / "c.csv.gz", [sets.gdelt(1)])
    (tmp_path / "c.csv.gz").write_bytes((tmp_path / "c.csv.gz").read_bytes()[:40])
    with pytest.raises(HistoryError, match="is damaged"):
        import_files("gdelt", tmp_path / "c.csv.gz", tmp_path / "work")
    with pytest.raises(HistoryError, match="holds no table"):
        import_files("gdelt", sets.write(tmp_path / "notes.pdf.zip", ["x"]), tmp_path / "work")


def test_an_unknown_format_lists_the_known_ones(tmp_path):
    with pytest.raises(UsageError, match="gdelt, gdelt-mentions, icews, polecat, acled, ucdp-ged, tidy and panel"):
        import_files("gdelt3", tmp_path, tmp_path / "work")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/formats")
def test_the_columns_are_those_of_the_verified_layouts():
    known = json.loads(SHARED.read_text())
    names = {
        "gdelt_v2": "gdelt_events_v2", "gdelt_v1": "gdelt_events_v1_daily", "gdelt_mentions": "gdelt_mentions_v2",
        "icews": "icews_tab", "polecat": "polecat_tsv", "acled": "acled_csv", "ucdp_ged": "ucdp_ged_csv",
    }  # fmt: skip
    for layout in LAYOUTS:
        if layout.columns:
            assert layout.columns == tuple(named(column) for column in known[names[layout.name]]["columns"])
