"""What the archive holds, and how it is read as a history."""

import datetime as dt

import generated_sets as sets
import pytest

from tertius import history
from tertius.errors import HistoryError
from tertius.history.archive import (
    append_events,
    holdings,
    import_files,
    import_panels,
    media_volume,
    remove_events,
)
from tertius.records import Actor, ActorKind, Event, EventStatus, EventType, Passage, Place, Precision, When

IRAN = Actor(name="Iran", code="IRN", kind=ActorKind.STATE)
ARMY = Actor(name="Army", code="AZE.MIL", kind=ActorKind.ORGANISATION)


def event(number, **more):
    day = dt.date(2021, 10, 4)
    values = {
        "id": f"event-{number}", "type": EventType.ACCUSE, "quad": 3, "cameo": "112", "goldstein": -2.0, "source": IRAN,
        "target": ARMY, "when": When(start=day, end=day, precision=Precision.DAY), "status": EventStatus.HAPPENED,
        "passages": (Passage(document="d", start=0, end=1, text="x"),), "stories": 2, "place": Place(name="Baku", lat=40.4, lon=49.9),
    }  # fmt: skip
    return Event(**(values | more))


@pytest.fixture
def gdelt(tmp_path):
    def run(*lines):
        given = lines or [sets.gdelt(n, day=f"202110{1 + n:02d}") for n in range(20)]
        return import_files("gdelt", sets.write(tmp_path / "a.csv", given), tmp_path / "work")

    return run


@pytest.mark.parametrize("inside", ["", "history", "history/events", "history/events/origin=gdelt_v2"])
def test_a_workspace_and_its_folders_are_histories(tmp_path, gdelt, inside):
    gdelt()
    loaded = history.load(tmp_path / "work" / inside)
    assert loaded.source.origin == "gdelt_v2"
    assert loaded.source.name == "GDELT"
    assert loaded.source.accessed == holdings(tmp_path / "work")[0].accessed
    assert loaded.panel("week").series("AZE", "IRN", "conflict").tolist() == [3.0, 7.0, 7.0, 3.0]


def test_the_cutoff_holds_for_what_is_archived(tmp_path, gdelt):
    gdelt()
    loaded = history.load(tmp_path / "work", until=dt.date(2021, 10, 12))
    assert loaded.source.last == dt.date(2021, 10, 12)
    assert loaded.panel("week").periods == (dt.date(2021, 9, 27), dt.date(2021, 10, 4))


def test_several_sets_are_not_added_up(tmp_path, gdelt):
    gdelt()
    import_files("icews", sets.write(tmp_path / "e.tab", [sets.icews(1)], sets.HEADERS["icews"]), tmp_path / "work")
    with pytest.raises(HistoryError, match="several histories, which may tell the same events") as caught:
        history.load(tmp_path / "work")
    assert str(tmp_path / "work" / "history" / "events" / "origin=icews") in str(caught.value)
    assert history.load(tmp_path / "work" / "history" / "events" / "origin=icews").source.origin == "icews"


def test_notes_tell_what_is_not_in_the_history(tmp_path):
    lines = [*(sets.gdelt(n, day=f"202110{1 + n:02d}") for n in range(20)), "too\tfew"]
    import_files("gdelt", sets.write(tmp_path / "a.csv", lines), tmp_path / "work", actors=["IRN"])
    append_events([event(1)], tmp_path / "work")
    notes = " | ".join(history.load(tmp_path / "work").notes)
    assert "imported for IRN alone" in notes
    assert "1 rows of the imported files were set aside" in notes
    assert "1 events of your documents are not added" in notes


def test_holdings_carry_terms_and_citation(tmp_path, gdelt):
    gdelt(sets.gdelt(1), "too\tfew")
    (held,) = holdings(tmp_path / "work")
    assert (held.origin, held.holds, held.rows, held.files, held.rejected) == ("gdelt_v2", "events", 1, 1, 1)
    assert (held.first, held.last) == (dt.date(2021, 10, 4), dt.date(2021, 10, 4))
    assert "citation of the GDELT Project" in held.terms
    assert "Leetaru and Schrodt" in held.citation


def test_events_of_documents_join_the_same_table(tmp_path, rows_of):
    found = append_events(
        [
            event(1),
            event(2, status=EventStatus.THREATENED),
            event(3, status=EventStatus.CLAIMED),
            event(4, when=When(start=dt.date(2021, 1, 1), end=dt.date(2021, 12, 31), precision=Precision.YEAR)),
            event(5, source=None, target=None),
            event(6, when=None),
        ],
        tmp_path / "work",
    )
    assert (found.added, found.known) == (1, 0)
    assert found.left_out == {
        "status threatened": 1, "status claimed": 1, "dated to a year": 1, "no actor": 1, "no date": 1,
    }  # fmt: skip
    (row,) = rows_of(tmp_path / "work")
    assert (row["origin"], row["source"], row["target"], row["reports"], row["place"]) == (
        "documents",
        "IRN",
        "AZE.MIL",
        2,
        "Baku",
    )
    assert (row["type"], row["root"], row["date"]) == ("ACCUSE", "11", dt.date(2021, 10, 4))


def test_a_documents_event_adds_once_and_can_be_taken_out(tmp_path, rows_of):
    assert append_events([event(1), event(2)], tmp_path / "work").added == 2
    again = append_events([event(2), event(3)], tmp_path / "work")
    assert (again.added, again.known) == (1, 1)
    assert remove_events(["event-2", "event-9"], tmp_path / "work") == 1
    assert [row["id"] for row in rows_of(tmp_path / "work")] == ["event-1", "event-3"]
    loaded = history.load(tmp_path / "work")
    assert (loaded.source.origin, loaded.panel("week").dyads) == ("documents", (("AZE", "IRN"),))
    assert remove_events(["event-1", "event-3"], tmp_path / "work") == 2
    assert holdings(tmp_path / "work") == ()


def test_media_volume_is_kept_apart_from_events(tmp_path, gdelt):
    gdelt(sets.gdelt(1, numarticles=5), sets.gdelt(2, numarticles=7), sets.gdelt(3, day="20211012", numarticles=1))
    mentions = [
        sets.mention(1),
        sets.mention(2),
        sets.mention(1, article="https://b.example"),
        sets.mention(1, sentence=2),
    ]
    import_files("gdelt-mentions", sets.write(tmp_path / "m.csv", mentions), tmp_path / "work")
    assert media_volume(tmp_path / "work", "week").to_pylist() == [
        {"period": dt.date(2021, 10, 4), "origin": "gdelt_v2", "events": 2, "stories": 12, "articles": 2, "mentions": 4},
        {"period": dt.date(2021, 10, 11), "origin": "gdelt_v2", "events": 1, "stories": 1, "articles": None, "mentions": None},
    ]  # fmt: skip
    assert media_volume(tmp_path / "work", "week", until=dt.date(2021, 10, 16))["stories"].to_pylist() == [12]
    assert media_volume(tmp_path / "work", "month", until=dt.date(2021, 10, 5))["stories"].to_pylist() == []


def test_a_panel_is_kept_as_it_is_and_once(tmp_path):
    lines = ["2021-09-27,AZE,IRN,3.5,0,6", "2021-10-04,IRN,AZE,1,2.5,7"]
    path = sets.write(tmp_path / "p.csv", lines, "week,a,b,conflict,cooperation,days_observed")
    assert import_panels(path, tmp_path / "work").added == 2
    assert import_panels(path, tmp_path / "work").skipped == 1
    raw, kept = (history.load(where).panel("week") for where in (path, tmp_path / "work"))
    assert kept.kind == "scores"
    assert (raw.conflict.tolist(), raw.cooperation.tolist()) == (kept.conflict.tolist(), kept.cooperation.tolist())
    (held,) = holdings(tmp_path / "work")
    assert (held.holds, held.rows) == ("panel", 2)


def test_a_table_of_events_is_no_panel(tmp_path):
    path = sets.write(tmp_path / "e.csv", ["2021-10-04,IRN,AZE,190"], "date,source,target,cameo")
    with pytest.raises(HistoryError, match="not like a panel"):
        import_panels(path, tmp_path / "work")
