"""Statements, events and ties chosen by who speaks, about whom, in which voice and when."""

import csv
import datetime as dt
import io
import json

import pytest

import tertius
from tertius.cli import _app
from tertius.errors import InputError, NameNotResolved, StoreError
from tertius.listings import choose_events, choose_statements, choose_ties, hold, statement_rows
from tertius.records import DateBasis, Document, Kind, Precision, Published, Voice, content_id
from tertius.store import Workspace

STRIPES = "Azerbaijan's foreign ministry said that Iranian lorries had entered Karabakh without its consent."
DENIAL = "Iran's foreign ministry denied that Iranian lorries had entered Karabakh without consent."
SOURCE = "An anonymous source said that Israel and Azerbaijan will become closer. Israel sells drones to Azerbaijan."


def document(text, day="2021-10-04", **fields):
    date = dt.date.fromisoformat(day)
    published = Published(start=date, end=date, precision=Precision.DAY, basis=DateBasis.METADATA)
    return Document(
        id=content_id("doc", text), title=text[:20], text=text, published=published, constructed=True, **fields
    )


DOCUMENTS = [document(STRIPES), document(DENIAL, "2021-10-05"), document(SOURCE, "2021-10-06")]


@pytest.fixture(scope="module")
def held():
    return hold(DOCUMENTS)


def speakers(chosen):
    return [one.speaker.name for one in chosen]


def test_a_state_as_speaker_is_whoever_speaks_for_it(held):
    chosen = choose_statements(held.coded.statements, speaker="Iran")
    assert len(chosen) == 1
    assert "Iran" in chosen[0].speaker.name


def test_two_actors_ask_for_what_is_about_both(held):
    chosen = choose_statements(held.coded.statements, about=["Israel", "Azerbaijan"])
    assert chosen
    assert all({"ISR", "AZE"} <= {actor.state for actor in one.about} for one in chosen)
    assert len(chosen) < len(held.coded.statements)


def test_voice_kind_and_days_narrow_the_choice(held):
    everything = held.coded.statements
    assert {one.voice for one in choose_statements(everything, voice="anonymous")} == {Voice.ANONYMOUS}
    assert all(Kind.PREDICTION in one.kinds for one in choose_statements(everything, kind="prediction"))
    late = choose_statements(everything, since=dt.date(2021, 10, 6))
    early = choose_statements(everything, until=dt.date(2021, 10, 5))
    assert late
    assert early
    assert len(late) + len(early) == len(everything)


def test_what_is_contested_comes_with_its_other_side(held):
    chosen = choose_statements(held.coded.statements, contested=True)
    assert len(chosen) == 2
    assert chosen[0].contested_with == (chosen[1].id,)


def test_the_order_is_that_of_the_days(held):
    days = [one.said.day for one in choose_statements(held.coded.statements)]
    assert days == sorted(days)


def test_a_name_that_nobody_bears_is_a_mistake_told_with_the_near_ones(held):
    with pytest.raises(NameNotResolved, match="Azerbaijan"):
        choose_statements(held.coded.statements, about="Azerbaijann")


def test_events_by_side_and_status(held):
    everything = held.coded.events
    assert everything
    assert choose_events(everything, source="Iran") == choose_events(everything, source=["iran"])
    statuses = {one.status.value for one in everything}
    assert sum(len(choose_events(everything, status=status)) for status in statuses) == len(everything)


def test_ties_between_two_in_either_order(held):
    one, other = (choose_ties(held.coded.ties, between=pair) for pair in (["Israel", "AZE"], ["Azerbaijan", "ISR"]))
    assert one == other
    assert [tie.relation.value for tie in one] == ["arms"]
    assert choose_ties(held.coded.ties, between=["Israel", "Iran"]) == ()


def test_a_row_holds_the_words_and_where_they_stand(held):
    (row,) = statement_rows(choose_statements(held.coded.statements, speaker="Iran"), held.documents)
    text = DENIAL[row["start"] : row["end"]]
    assert row["text"] == text
    assert (row["said"], row["grade"], row["review"], row["constructed"]) == ("2021-10-05", "F6", "unreviewed", True)


def test_the_public_verbs_do_the_same():
    assert tertius.statements(DOCUMENTS, speaker="Iran") == choose_statements(
        hold(DOCUMENTS).coded.statements, speaker="Iran"
    )
    assert tertius.ties(DOCUMENTS, relation="arms")
    assert tertius.events(DOCUMENTS, type="sanction") == ()


def test_documents_or_a_workspace_and_not_both(tmp_path):
    with pytest.raises(InputError, match="one of them"):
        hold()
    with pytest.raises(InputError, match="one of them"):
        hold(DOCUMENTS, workspace=tmp_path)
    with pytest.raises(StoreError, match="no workspace"):
        hold(workspace=tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


# --- a workspace ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    with Workspace.open(tmp_path / "work") as workspace:
        workspace.put_documents(DOCUMENTS[:2])
    return tmp_path / "work"


def test_a_workspace_is_coded_where_it_is_not_yet(folder):
    first = hold(workspace=folder)
    assert {one.id for one in first.documents} == {one.id for one in DOCUMENTS[:2]}
    with Workspace.open(folder) as workspace:
        workspace.put_documents(DOCUMENTS[2:])
    assert len(hold(workspace=folder).coded.statements) > len(first.coded.statements)


def test_a_correction_made_in_the_workspace_is_listed(folder):
    one = hold(workspace=folder).coded.statements[0]
    with Workspace.open(folder) as workspace:
        workspace.revise("statement", one.id, "review", "rejected", who="A. Reviewer", why="read it")
    assert [each.id for each in tertius.statements(workspace=folder, review="rejected")] == [one.id]


# --- the command line -------------------------------------------------------------------------


@pytest.fixture
def paths(tmp_path):
    for number, one in enumerate(DOCUMENTS):
        head = f"Title: Text {number}\nDate: {one.published.start}\nConstructed: Constructed for a test\n\n"
        (tmp_path / f"{number}.txt").write_text(head + one.text, encoding="utf-8")
    return tmp_path


def test_the_table_tells_on_stderr_what_other_pages_there_are(paths, capsys):
    assert _app.run(["statements", str(paths), "--limit", "1", "--page", "2"]) == 0
    out, err = capsys.readouterr()
    assert "2 to 2 of" in err
    assert "CONSTRUCTED" in out


def test_csv_and_json_hold_all_rows_and_the_same_columns(paths, capsys):
    assert _app.run(["statements", str(paths), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert _app.run(["statements", str(paths), "--csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert list(table[0]) == list(rows[0])


@pytest.mark.parametrize("verb", ["events", "ties"])
def test_events_and_ties_are_listed_too(paths, capsys, verb):
    assert _app.run([verb, str(paths), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_an_unknown_name_is_one_line_and_status_two(paths, capsys):
    assert _app.run(["statements", str(paths), "--about", "Azerbaijann"]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()[-1:]
    assert "did you mean" in line


def test_nothing_that_fits_is_said_so(paths, capsys):
    assert _app.run(["ties", str(paths), "--between", "Israel", "--between", "Turkey"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "nothing fits" in err
