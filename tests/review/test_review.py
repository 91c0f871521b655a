"""What waits for a reviewer, what is decided, and that no run undoes it."""

import json

import pytest

from tertius import coding, review
from tertius.cli import _app
from tertius.errors import StoreError, UsageError
from tertius.listings import hold
from tertius.records import Document, Kind, Review, content_id
from tertius.store import Workspace

TEXT = (
    "Ada Vance, an analyst, accused Boris Kelm of looting the museum. "
    "Iran's foreign ministry said that Israel should leave. "
    "An anonymous source said that Israel and Azerbaijan will become closer. Azerbaijan and Iran share a border."
)
WHO = {"who": "A. Reviewer", "why": "compared with the text"}


def document(text=TEXT, **fields):
    return Document(id=content_id("doc", text), title="A text", text=text, constructed=True, **fields)


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "work") as opened:
        opened.put_documents([document()])
        hold(workspace=tmp_path / "work")
        yield opened


def test_an_accusation_against_a_person_waits_first(workspace):
    items = review.queue(workspace)
    assert items[0].why_first == "accuses a person"
    assert review.accuses_person(items[0].record)
    assert {item.kind for item in items} >= {"statement", "tie", "prediction", "demand"}


def test_a_decided_item_leaves_the_queue_and_is_found_in_its_state(workspace):
    (first, *rest) = review.queue(workspace)
    review.accept(workspace, first.id, **WHO)
    review.reject(workspace, rest[0].id, **WHO)
    assert {first.id, rest[0].id}.isdisjoint(item.id for item in review.queue(workspace))
    assert [item.id for item in review.queue(workspace, states=(Review.ACCEPTED,))] == [first.id]
    assert [item.id for item in review.queue(workspace, states=(Review.REJECTED,))] == [rest[0].id]


def test_an_accusation_is_withheld_until_it_is_accepted(workspace):
    item = review.queue(workspace)[0]
    assert review.withheld(item.record)
    review.reject(workspace, item.id, **WHO)
    assert review.withheld(workspace.record(item.kind, item.id))
    review.accept(workspace, item.id, **WHO)
    assert not review.withheld(workspace.record(item.kind, item.id))


def test_a_decision_needs_a_name_a_reason_and_an_item(workspace):
    item = review.queue(workspace)[0].id
    with pytest.raises(StoreError, match="who makes it and why"):
        review.accept(workspace, item, who=" ", why="seen")
    with pytest.raises(StoreError, match="check the id"):
        review.accept(workspace, "st-nothing", **WHO)


def test_decisions_and_corrections_survive_coding_again(workspace):
    statement = next(i for i in review.queue(workspace, kinds=["statement"]) if Kind.PREDICTION in i.record.kinds)
    review.correct(workspace, statement.id, "kinds", "attitude, prediction", **WHO)
    review.correct(workspace, statement.id, "speaker.role", "none", **WHO)
    again = coding.code([document()])
    workspace.replace_records("statement", again.statements, documents=[document().id])
    kept = workspace.record("statement", statement.id)
    assert set(kept.kinds) == {Kind.ATTITUDE, Kind.PREDICTION}
    assert kept.review == Review.ACCEPTED


def test_an_actor_is_corrected_by_its_name(workspace):
    demand = review.queue(workspace, kinds=["demand"])[0]
    review.correct(workspace, demand.id, "addressee", "Turkey", **WHO)
    assert workspace.record("demand", demand.id).addressee.code == "TUR"


@pytest.mark.parametrize(("field", "value"), [("nothing", "x"), ("voice", "shouted"), ("speaker.hat", "red")])
def test_a_correction_that_does_not_fit_changes_nothing(workspace, field, value):
    item = review.queue(workspace, kinds=["statement"])[0]
    with pytest.raises(StoreError):
        review.correct(workspace, item.id, field, value, **WHO)
    assert workspace.record(item.kind, item.id) == item.record


def test_grades_start_at_f6_and_are_raised_apart(workspace):
    item = review.queue(workspace, kinds=["statement"])[0]
    assert (item.record.reliability, item.record.credibility) == ("F", "6")
    review.grade(workspace, item.id, reliability="b", **WHO)
    graded = workspace.record(item.kind, item.id)
    assert (graded.reliability, graded.credibility) == ("B", "6")
    with pytest.raises(UsageError, match="Admiralty"):
        review.grade(workspace, item.id, credibility="7", **WHO)
    with pytest.raises(UsageError, match="both"):
        review.grade(workspace, item.id, **WHO)


def test_gold_holds_what_was_decided_with_who_and_why_and_never_what_is_confidential(workspace):
    assert review.gold(workspace) == []
    item = review.queue(workspace, kinds=["statement"])[-1]
    review.correct(workspace, item.id, "polarity", "negated", **WHO)
    (labelled,) = review.gold(workspace)
    (accepted,) = labelled["accepted"]
    passage = accepted["passages"][0]
    assert labelled["text"][passage["start"] : passage["end"]] == passage["text"]
    assert (accepted["record"], accepted["polarity"]) == ("statement", "negated")
    assert {one["who"] for one in accepted["reviews"]} == {"A. Reviewer"}
    workspace.set_confidential(document().id)
    assert review.gold(workspace) == []


# --- the command line -------------------------------------------------------------------------


def test_list_accept_correct_grade_log_and_export(tmp_path, workspace, capsys):
    place = ["--workspace", str(workspace.folder)]
    assert _app.run(["review", "list", "--kind", "statement", "--json", *place]) == 0
    (first, second, *_) = json.loads(capsys.readouterr().out)
    signed = ["--by", "A. Reviewer", "--why", "read it", *place]
    assert _app.run(["review", "accept", first["id"], *signed]) == 0
    assert _app.run(["review", "reject", second["id"], *signed]) == 0
    assert _app.run(["review", "correct", second["id"], "hedge", "none", *signed]) == 0
    assert _app.run(["review", "grade", second["id"], "--credibility", "3", *signed]) == 0
    assert _app.run(["review", "log", "--json", *place]) == 0
    out = capsys.readouterr().out
    assert "credibility 3" in " ".join(out.split())
    made = json.loads(out[out.index("[\n") :])
    assert [one["field"] for one in made] == ["review", "review", "hedge", "review", "credibility"]
    assert _app.run(["review", "export", "--out", str(tmp_path / "gold.jsonl"), *place]) == 0
    (line,) = (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(json.loads(line)["accepted"]) == 2


def test_a_decision_without_a_reason_is_a_mistake(workspace, capsys):
    assert _app.run(["review", "accept", "st-1", "--by", "A", "--workspace", str(workspace.folder)]) == 2
    assert "--why" in capsys.readouterr().err


def test_nothing_decided_is_nothing_to_export(workspace, capsys):
    assert _app.run(["review", "export", "--workspace", str(workspace.folder)]) == 2
    assert "review something first" in capsys.readouterr().err


def test_a_source_is_graded_once_for_all_that_it_alone_stands_behind(workspace):
    made = review.grade_source(workspace, "ada vance", "b", **WHO)
    graded = [one for one in workspace.revised(workspace.records("statement")) if one.reliability == "B"]
    assert made
    assert {one.speaker.name for one in graded} == {"Ada Vance"}
    assert all(one.credibility == "6" for one in graded)
    assert {revision.why for revision in made} == {WHO["why"]}


@pytest.mark.parametrize("name", ["Nobody Here", "", "An anonymous source"])
def test_nothing_is_graded_for_a_source_that_is_not_there_or_has_no_name(workspace, name):
    with pytest.raises(StoreError, match="nothing in the workspace is from"):
        review.grade_source(workspace, name, "B", **WHO)
    with pytest.raises(UsageError, match="no reliability of the Admiralty code"):
        review.grade_source(workspace, "Ada Vance", "G", **WHO)


def test_grade_takes_an_item_or_a_source_and_not_both(workspace, tmp_path, capsys):
    folder = ["--workspace", str(tmp_path / "work"), "--by", "A. Reviewer", "--why", "known for years"]
    assert _app.run(["review", "grade", "--source", "Ada Vance", "--reliability", "B", *folder]) == 0
    assert "reliability B for" in "".join(capsys.readouterr())
    assert _app.run(["review", "grade", "--reliability", "B", *folder]) == 2
    assert _app.run(["review", "grade", "--source", "Ada Vance", "--credibility", "2", *folder]) == 2
