"""The whole road, on the bundled case and, where it may be read, on the founding article."""

import datetime as dt
import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

import tertius
from tertius import documents, reports
from tertius.cli._analyze import bundled_case
from tertius.errors import CaseError
from tertius.records import DateBasis, EventStatus, Kind, Verdict, Voice, json_schema

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared (the founding article and its histories)"),
]


@pytest.fixture(scope="module")
def bundled():
    return tertius.analyze(bundled_case())


def test_every_passage_stands_where_it_says(bundled):
    texts = {document.id: document.text for document in bundled.documents}
    listed = (*bundled.statements, *bundled.events, *bundled.ties, *bundled.predictions, *bundled.demands)
    passages = [passage for item in listed for passage in item.passages]
    assert passages
    assert all(texts[p.document][p.start : p.end] == p.text for p in passages)


def test_the_bundled_case_holds_what_real_news_does(bundled):
    assert {Voice.OFFICIAL, Voice.MEDIA, Voice.NAMED, Voice.ANONYMOUS, Voice.RELAYED} <= {
        s.voice for s in bundled.statements
    }
    assert any(statement.contested_with for statement in bundled.statements)
    assert any(event.status == EventStatus.PLANNED for event in bundled.events)
    assert bundled.predictions
    assert bundled.demands
    assert any(document.reprint_of for document in bundled.documents)


def test_boilerplate_and_sign_up_forms_are_not_read(bundled):
    text = " ".join(document.text for document in bundled.documents)
    for words in ("cookies", "validation purposes", "Sign up", "All rights reserved", "Ten photographs", "Photo:"):
        assert words not in text


def test_a_reprint_is_no_story_of_its_own(bundled):
    reprinted = [event for event in bundled.events if len({p.document for p in event.passages}) > 1]
    assert all(event.stories == 1 for event in reprinted)
    assert "ten independent stories" in " ".join(bundled.limits)


def test_all_of_it_is_stamped_as_constructed(bundled):
    assert all(document.constructed for document in bundled.documents)
    assert all(statement.constructed for statement in bundled.statements)
    assert "constructed" in " ".join(sentence.text for sentence in bundled.bottom_line.sentences)


def test_what_came_after_the_cut_off_is_left_out_and_named(bundled):
    assert bundled.case.until == dt.date(2021, 10, 6)
    assert len(bundled.case.later_documents) == 1
    assert all(d.published is None or d.published.start <= bundled.case.until for d in bundled.documents)


def test_hindsight_stands_apart_and_changes_no_judgement(bundled):
    case = tertius.Case.from_toml(bundled_case()).adding(hindsight=True)
    seen = tertius.analyze(case)
    assert seen.hindsight is not None
    assert [document.published.start for document in seen.hindsight.documents] == [dt.date(2021, 10, 13)]
    assert seen.bottom_line == bundled.bottom_line
    assert seen.statements == bundled.statements


def test_the_stored_response_is_shown_as_one(bundled):
    assert bundled.responses
    for response in bundled.responses:
        assert response.computation is not None
        assert response.computation.stored
        assert response.computation.cutoff <= bundled.case.until
    assert any("stored computation" in source.name for source in bundled.sources)
    assert "stored computation" in reports.html(bundled)


def test_what_the_estimates_are_made_of_comes_with_the_stored_response(bundled):
    (told,), (varied,) = bundled.episodes, bundled.sensitivity
    assert told.episodes
    assert told.computation.stored
    assert all(one.end <= bundled.case.until for one in told.episodes)
    assert {one.name for one in varied.variants} >= {"as stated", "first half", "second half"}
    assert all(one.value is None and all(move.after is None for move in one.movements) for one in told.episodes)
    assert "What the estimates are made of" in reports.markdown(bundled)


def test_the_outside_view_needs_no_history_and_is_no_forecast_of_the_effect(bundled):
    found = bundled.reference_class
    assert found.headline.n > 30
    assert "according to case file" in " ".join(found.basis)
    line = bundled.bottom_line
    assert line.claim == found.headline.claim
    assert str(found.headline.n) in line.rate
    (said,) = [sentence.text for sentence in line.sentences if sentence.role == "outside view"]
    assert "no forecast of an effect" in said
    assert said in reports.markdown(bundled).replace("\\", "")


def test_without_sensitivity_nothing_is_estimated_again():
    found = tertius.analyze(bundled_case(), sensitivity=False)
    assert (found.episodes, found.sensitivity) == ((), ())
    assert found.responses
    assert found.reference_class.rates


def test_pairs_that_the_documents_name_give_no_placebos(bundled):
    from tertius.analysis._crisis import crisis_dyads

    crisis = crisis_dyads(tertius.Case.from_toml(bundled_case()), bundled.ties, bundled.events)
    assert ("ARM", "AZE") in {one.dyad for one in crisis}
    told = crisis_dyads(tertius.Case.from_toml(bundled_case()), (), bundled.events)
    assert told
    assert all(one.reason.startswith("an event in the documents") for one in told)
    assert not any({"AZE", "IRN"} == {*one.dyad} or "ISR" in one.dyad for one in crisis)


def test_a_stored_response_of_a_later_cut_off_is_refused():
    case = tertius.Case.from_toml(bundled_case()).adding(until=dt.date(2021, 1, 1))
    with pytest.raises(CaseError, match="later"):
        tertius.analyze(case)


def test_without_any_response_the_report_says_what_is_missing(bundled):
    paths = sorted((bundled_case().parent / "dispatches").glob("08-*"))
    found = tertius.analyze(between=("Azerbaijan", "Iran"), on="Israel", documents=paths)
    assert found.bottom_line.verdict == Verdict.NOT_COMPUTABLE
    assert "--history" in found.bottom_line.sentences[0].text


def test_the_answer_fits_its_schema_and_is_the_same_each_time(bundled):
    written = json.loads(reports.to_json(bundled))
    jsonschema.Draft202012Validator(json_schema()).validate(written)
    again = json.loads(reports.to_json(tertius.analyze(bundled_case())))
    assert again == written


def test_an_override_replaces_what_the_text_says(bundled):
    arms = [tie for tie in bundled.ties if tie.reason and tie.relation == "arms"]
    assert [(tie.a.code, tie.b.code, bool(tie.source)) for tie in arms] == [("ISR", "AZE", True)]


def test_a_workspace_keeps_what_is_coded_and_corrections_survive_a_re_run(tmp_path):
    from tertius.store import Workspace

    path = next((bundled_case().parent / "dispatches").glob("03-*"))
    question = {"between": ("Azerbaijan", "Iran"), "on": "Israel", "workspace": tmp_path / "work"}
    first = tertius.analyze(documents=path, **question)
    with Workspace.open(tmp_path / "work") as workspace:
        assert [statement.id for statement in workspace.records("statement")] == [s.id for s in first.statements]
        workspace.revise(
            "statement", first.statements[0].id, "voice", "media", who="A. Reader", why="an agency said it"
        )
    again = tertius.analyze(**question)
    assert again.documents == first.documents
    assert again.statements[0].voice == Voice.MEDIA
    assert first.statements[0].voice != Voice.MEDIA


def test_a_document_of_a_workspace_is_coded_once_and_again_when_it_changes(tmp_path):
    from tertius.coding import code, code_workspace
    from tertius.store import Workspace

    read = tertius.read(sorted((bundled_case().parent / "dispatches").glob("0[1-5]-*")))
    coded: list[int] = []
    count = lambda stage, done, total=None: coded.append(total) if stage == "coding" and done == 0 else None  # noqa: E731
    with Workspace.open(tmp_path / "work") as workspace:
        first = code_workspace(workspace, read[:3], progress=count)
        whole = code_workspace(workspace, read, progress=count)
        redated = msgspec.structs.replace(read[0], byline="A. Reader")
        code_workspace(workspace, [redated, *read[1:]], progress=count)
    assert coded == [3, 2, 1]
    assert whole == code(read, stories=documents.stories(read))
    assert len(first.statements) < len(whole.statements)


def test_a_run_over_more_documents_leaves_no_item_that_only_an_earlier_run_had(tmp_path):
    from tertius.coding import code_workspace
    from tertius.store import Workspace

    read = tertius.read(bundled_case().parent / "dispatches")
    with Workspace.open(tmp_path / "work") as workspace:
        for count in (3, 6, len(read)):
            whole = code_workspace(workspace, read[:count])
        assert {event.id for event in workspace.records("event")} == {event.id for event in whole.events}
        code_workspace(workspace, read[:2])
        assert {event.id for event in workspace.records("event")} > {
            event.id for event in whole.events if not {p.document for p in event.passages} & {d.id for d in read[:2]}
        }


# --- the founding article -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def founding():
    return tertius.analyze(
        between=("Azerbaijan", "Iran"),
        on="Israel",
        documents=SHARED / "seed" / "article.txt",
        history=SHARED / "history" / "gdelt_weekly_panel.parquet",
    )


class TestFoundingArticle:
    pytestmark = shared

    def test_the_cut_off_is_inferred_from_the_announced_exercise(self, founding):
        assert (founding.case.until, founding.case.until_basis) == (dt.date(2021, 10, 4), "inferred")
        (document,) = founding.documents
        assert document.published.basis == DateBasis.INFERRED
        assert document.reprint_of == "Israel Today"
        assert "validation purposes" not in document.text

    def test_positive_effects_rest_on_nameless_or_relayed_voices_alone(self, founding):
        positive = [
            s for s in founding.statements if s.causal and s.causal.draws > 0 and any(a.code == "ISR" for a in s.about)
        ]
        assert positive
        assert {s.voice for s in positive} <= {Voice.ANONYMOUS, Voice.RELAYED}
        said = [sentence.text for sentence in founding.bottom_line.sentences if sentence.role == "voices"]
        assert any("alone" in text for text in said)

    def test_accusations_without_a_source_but_the_author_are_visible(self, founding):
        alone = [s for s in founding.statements if Kind.ACCUSATION in s.kinds and s.voice == Voice.AUTHOR]
        assert alone
        assert any("no source but the author" in s.text for s in founding.bottom_line.sentences)

    def test_the_accused_who_is_not_heard_is_named(self, founding):
        assert "ARM" in {voice.actor.code for voice in founding.absent_voices}
        assert "IRN" not in {voice.actor.code for voice in founding.absent_voices}

    def test_the_voices_are_told_apart(self, founding):
        voices = {statement.speaker.name: statement.voice for statement in founding.statements}
        assert voices["Hossein Amirabdollahian"] == Voice.OFFICIAL
        assert voices["Pinar Kara"] == Voice.OFFICIAL
        assert voices["Arye Gut"] == Voice.NAMED
        assert voices["Ayoob Kara"] == Voice.NAMED  # a former minister
        assert voices["Bloomberg News"] == Voice.MEDIA
        assert Voice.EYEWITNESS in voices.values()
        assert Voice.RELAYED in voices.values()

    def test_the_exercise_is_planned_and_its_prediction_can_be_settled(self, founding):
        planned = [event for event in founding.events if event.status == EventStatus.PLANNED and event.when]
        assert (dt.date(2021, 10, 5), dt.date(2021, 10, 8)) in {(e.when.start, e.when.end) for e in planned}
        settled = {(prediction.voice, bool(prediction.settles_by)) for prediction in founding.predictions}
        assert (Voice.OFFICIAL, True) in settled
        assert (Voice.ANONYMOUS, True) not in settled

    def test_the_president_is_urged_and_that_is_no_prediction(self, founding):
        assert "USA.GOV" in {demand.addressee.code for demand in founding.demands if demand.addressee}
        assert not {d.text for d in founding.demands} & {p.text for p in founding.predictions}

    def test_the_history_finds_nothing_that_survives_its_placebos(self, founding):
        assert {response.verdict for response in founding.responses} == {Verdict.NONE_DETECTED}
        assert all(response.placebos >= 10 for response in founding.responses)
        assert founding.tension.values[-1].start == dt.date(2021, 9, 27)
        assert founding.tension.percentile == 100

    def test_a_history_with_five_rows_of_the_tie_is_not_computable(self):
        found = tertius.effect(
            between=("Azerbaijan", "Iran"), on="Israel", history=SHARED / "history" / "icews18.parquet", frequency="day"
        )
        own = [response for response in found if set(response.tie) & {"AZE"}]
        assert {response.verdict for response in own} == {Verdict.NOT_COMPUTABLE}
        assert all(response.because for response in own)
