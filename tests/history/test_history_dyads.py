"""Every measure of one pair and of all pairs; archives and their summaries."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tertius import history, relations
from tertius.errors import HistoryError, UsageError

EVENTS = pa.table({
    "date": [dt.date(2021, 9, day) for day in (6, 7, 8, 9, 10, 20, 21)],
    "source": ["IRN", "IRN.MIL", "AZE", "IRN", "ISR", "ISR", "IRN"],
    "target": ["AZE", "AZE", "IRN", "AZE", "TUR", "TUR", "IRN"],
    "cameo": ["112", "190", "036", "072", "190", "040", "112"],
    "goldstein": [-2.0, -10.0, 4.0, 7.4, -10.0, 1.0, -2.0],
    "reports": [3, 5, 2, 1, 9, 1, 1],
    "id": [str(number) for number in range(7)],
})  # fmt: skip


def dyad(**options):
    return history.load(EVENTS).dyad("AZE", "IRN", **options)


def test_counts_by_quad_class_weights_and_reports_are_series_of_their_own():
    found = dyad()
    assert {measure: found.series(measure)[0] for measure in history.MEASURES} == {
        "conflict": 2, "cooperation": 2, "verbal_conflict": 1, "material_conflict": 1, "verbal_cooperation": 1,
        "material_cooperation": 1, "negative_goldstein": 12, "reports": 11,
    }  # fmt: skip


def test_a_directed_dyad_has_the_acts_of_the_first_alone():
    assert (dyad(directed=True).series("conflict")[0], dyad(directed=True).series("cooperation")[0]) == (0, 1)
    other = history.load(EVENTS).dyad("IRN", "AZE", directed=True)
    assert (other.series("conflict")[0], other.series("reports")[0]) == (2, 9)


def test_a_gap_is_missing_and_a_quiet_week_is_zero():
    found = dyad()
    assert found.observed.tolist() == [True, False, True]
    for measure in history.MEASURES:
        np.testing.assert_array_equal(found.series(measure)[1:], [np.nan, 0])


def test_one_dyad_all_dyads_and_the_panel_agree():
    loaded = history.load(EVENTS)
    rows = {(row["period"], row["a"], row["b"]): row for row in loaded.dyads("week").to_arrow().to_pylist()}
    first = rows[dt.date(2021, 9, 6), "AZE", "IRN"]
    assert all(first[measure] == dyad().series(measure)[0] for measure in history.MEASURES)
    panel = loaded.panel("week")
    assert {(a, b) for _, a, b in rows} == set(panel.dyads)
    assert first["conflict"] == panel.series("AZE", "IRN", "conflict")[0]
    directed = loaded.dyads("month", directed=True).to_arrow().to_pylist()
    assert sorted((row["a"], row["b"], row["conflict"]) for row in directed) == [
        ("AZE", "IRN", 0), ("IRN", "AZE", 2), ("ISR", "TUR", 1),
    ]  # fmt: skip


def test_goldstein_weights_follow_from_the_code_where_the_source_gives_none():
    found = history.load(EVENTS.drop_columns(["goldstein"])).dyad("AZE", "IRN")
    assert found.series("negative_goldstein")[0] == 12


def test_what_a_source_does_not_give_has_a_reason():
    found = history.load(EVENTS.drop_columns(["reports"])).dyad("AZE", "IRN")
    assert "how many stories" in found.absent["reports"]
    assert np.isnan(found.series("reports")).all()
    because = relations.tension(EVENTS.drop_columns(["reports"]), "AZE", "IRN", measure="reports").because
    assert "reports cannot be told: this source does not say" in because


def test_a_panel_has_no_direction_and_no_quad_classes():
    loaded = history.load(history.load(EVENTS).panel("week"))
    with pytest.raises(UsageError, match="has no direction"):
        loaded.dyad("AZE", "IRN", directed=True)
    with pytest.raises(UsageError, match="has no direction"):
        loaded.dyads(directed=True)
    with pytest.raises(UsageError, match="material_conflict needs a table of events"):
        relations.tension(loaded, "AZE", "IRN", measure="material_conflict")
    with pytest.raises(UsageError, match="is no measure of a pair"):
        dyad().series("heat")


ARCHIVED = {"type": "string", "root": "string", "quad": "int8", "place": "string", "lat": "float64", "lon": "float64"}


def months(folder, events=EVENTS):
    """`events` as an archive keeps them, month by month."""
    quads = {"112": 3, "190": 4, "036": 1, "072": 2, "040": 1}
    rows = [
        row | {"quad": quads[row["cameo"]], "root": row["cameo"][:2], "origin": "gdelt_v2"}
        for row in events.to_pylist()
    ]
    schema = pa.schema([*events.schema, *((name, pa.type_for_alias(kind)) for name, kind in ARCHIVED.items())])
    for month in sorted({row["date"].strftime("%Y-%m") for row in rows}):
        (folder / f"month={month}").mkdir(parents=True, exist_ok=True)
        chosen = [row for row in rows if row["date"].strftime("%Y-%m") == month]
        pq.write_table(pa.Table.from_pylist(chosen, schema), folder / f"month={month}" / "part.parquet")
    return folder


def test_an_archive_says_what_its_rows_say_with_and_without_a_summary(tmp_path):
    folder = months(tmp_path / "origin=gdelt_v2")
    plain, expected = history.load(folder), history.load(EVENTS)
    history.summarise(folder)
    summed = history.load(folder)
    for found in (plain, summed):
        assert found.source.origin == "gdelt_v2"
        assert found.notes == expected.notes
        assert found.source.rows == 7
        np.testing.assert_array_equal(found.panel("week").conflict, expected.panel("week").conflict)
        of_pair = found.dyad("AZE", "IRN", attention=True)
        assert of_pair.series("reports")[0] == 11
        assert of_pair.attention.world[0] == 1


def test_a_summary_of_other_months_does_not_count(tmp_path):
    folder = months(tmp_path / "origin=gdelt_v2")
    history.summarise(folder)
    more = EVENTS.slice(0, 1).set_column(0, "date", pa.array([dt.date(2021, 10, 4)]))
    months(folder, more.set_column(1, "source", pa.array(["ISR"])).set_column(2, "target", pa.array(["AZE"])))
    loaded = history.load(folder)
    assert loaded.source.last == dt.date(2021, 10, 4)
    assert loaded.dyad("AZE", "ISR").series("conflict")[-1] == 1


def test_a_summary_obeys_the_cutoff(tmp_path):
    folder = months(tmp_path / "origin=gdelt_v2")
    history.summarise(folder)
    early = history.load(folder, until=dt.date(2021, 9, 12))
    assert early.source.last == dt.date(2021, 9, 10)
    assert not any("within one state" in note for note in early.notes)


def test_only_an_archive_is_summarised(tmp_path):
    pq.write_table(EVENTS, tmp_path / "events.parquet")
    with pytest.raises(HistoryError, match="is no archive"):
        history.summarise(tmp_path)
