"""The ledger and the record of a case: the cut-off is obeyed, and what came later stands apart."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

import tertius
from tertius import records as r
from tertius.cli._analyze import bundled_case
from tertius.errors import CaseError, InputError, RecordError
from tertius.reports import html, markdown
from tertius.reports.release import release

SHARED = Path(__file__).parents[3] / "shared"
RECORD = """
[[fact]]
id = "talks"
start = 2019-04-01
actors = ["Sweden", "Norway"]
type = "CONSULT"
claim = "The two met in Karlstad."
sources = ["both governments"]

[[fact]]
id = "before"
start = 2019-02-01
actors = ["Sweden", "Norway"]
type = "CONSULT"
claim = "The two met in Oslo."
sources = ["both governments"]
"""
PAGE = (
    "At the border\n\nBy Edda Quill\n1 March 2019\n\nSweden and Norway will meet by June 2019, analyst Bram Oll said.\n"
)


@pytest.fixture
def case(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "record.toml").write_text(RECORD)

    def analysed(**more):
        return tertius.analyze(
            between=("Sweden", "Norway"), on="Finland", documents=tmp_path / "page.txt",
            record=tmp_path / "record.toml", fast=True, **more,
        )  # fmt: skip

    return analysed


def test_at_the_cut_off_nothing_later_is_known(case):
    found = case()
    assert [fact.id for fact in found.record] == ["before"]
    (entry,) = found.ledger
    assert (entry.status, entry.bearing, entry.settlements) == (r.EntryStatus.OPEN, (), ())
    assert found.hindsight is None
    assert "Karlstad" not in msgspec.json.encode(found).decode()


def test_in_hindsight_what_came_of_it_stands_apart(case):
    found = case(hindsight=True)
    assert found.ledger[0].status == r.EntryStatus.OPEN
    (entry,) = found.hindsight.ledger
    assert entry.status == r.EntryStatus.CAME_TRUE
    assert [fact.id for fact in found.hindsight.record] == ["talks"]
    assert entry.settlements[0].facts == ("talks",)


def test_a_run_can_be_repeated_to_the_byte(case):
    one, other = (msgspec.json.encode(case(hindsight=True)) for _ in range(2))
    assert one == other


def test_the_workspace_keeps_the_entries_and_its_settlements_come_back(case, tmp_path):
    case(workspace=tmp_path / "work")
    with tertius.Ledger.open(tmp_path / "work", today=dt.date(2019, 7, 1)) as ledger:
        (entry,) = ledger.entries()
        ledger.settle_by_hand(entry.id, r.Outcome.DID_NOT, who="Ana", why="nobody came", source="The Weir")
    (entry,) = case(workspace=tmp_path / "work", hindsight=True).hindsight.ledger
    assert [s.by for s in entry.settlements] == ["Ana"]
    assert entry.status == r.EntryStatus.DID_NOT


def test_reports_show_the_ledger_its_settling_and_the_checks(case):
    found = case(hindsight=True)
    page, plain = html(found), markdown(found)
    for text in (page, plain):
        assert "The ledger at the cut-off" in text
        assert "What came of the predictions" in text
        assert "The two met in Karlstad." in text
        assert "Beside the record" in text
        assert "No outcome counts as proof" in text
    assert plain.index("The two met in Karlstad.") > plain.index("Hindsight")


def test_the_hindsight_of_a_report_shows_only_what_changed_since_the_cut_off(case, tmp_path):
    (tmp_path / "page.txt").write_text(PAGE + "Norway will soon attack Sweden, analyst Bram Oll said.\n")
    plain = markdown(case(hindsight=True))
    before, later = plain.split("Hindsight", 1)[0], plain[plain.index('id="hindsight"') :].split("Appendix")[0]
    assert before.count("will soon attack") >= 1
    assert "will soon attack" not in later
    assert "| L1 |" in later
    assert "1 prediction stands as in the ledger at the cut-off. See [the ledger](#ledger)." in later
    assert "The two met in Oslo." not in later


def test_a_confidential_documents_predictions_and_checks_do_not_leave(case):
    found = case(hindsight=True)
    secret = tuple(msgspec.structs.replace(doc, confidential=True) for doc in found.documents)
    out, _ = release(msgspec.structs.replace(found, documents=secret))
    assert out.ledger == ()
    assert out.checks == ()
    assert out.hindsight.ledger == ()


def test_a_record_that_is_not_there_or_wrong_is_one_line(case, tmp_path):
    (tmp_path / "record.toml").write_text("[[fact]]\nid = 7\n")
    with pytest.raises(RecordError, match="'claim': is missing"):
        case()
    (tmp_path / "record.toml").unlink()
    with pytest.raises(InputError, match=r"record .* does not exist"):
        case()


def test_a_case_file_names_one_record(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE)
    path = tmp_path / "case.toml"
    path.write_text('between = ["Sweden", "Norway"]\non = "Finland"\ndocuments = ["page.txt"]\nrecord = ["a", "b"]\n')
    with pytest.raises(CaseError, match="'record' is one path"):
        tertius.Case.from_toml(path)


def test_the_bundled_case_shows_what_came_of_it_and_scores_no_constructed_text():
    found = tertius.analyze(bundled_case(), fast=True)
    assert found.ledger
    assert all(entry.constructed for entry in found.ledger)
    assert {b.fact for e in found.hindsight.ledger for b in e.bearing} >= {
        "embassy-opened-2023",
        "ambassadors-restored-2022",
    }
    assert r.Outcome.MIXED in {entry.bearing_says for entry in found.hindsight.ledger}
    assert all(fact.known is None or fact.known <= found.case.until for fact in found.record)
    assert all(fact.known > found.case.until for fact in found.hindsight.record)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared (the founding article)")
def test_of_the_founding_article_the_exercise_took_place_and_the_rapprochement_is_mixed():
    found = tertius.analyze(
        between=("Azerbaijan", "Iran"), on="Israel", documents=SHARED / "seed" / "article.txt",
        record=bundled_case().parent / "record.toml", hindsight=True,
    )  # fmt: skip
    assert all(entry.bearing == () for entry in found.ledger)
    later = {entry.by.name: entry for entry in found.hindsight.ledger if entry.status != r.EntryStatus.UNSETTLEABLE}
    assert {name: entry.status for name, entry in later.items()} == {"Pinar Kara": r.EntryStatus.CAME_TRUE}
    nameless = [entry for entry in found.hindsight.ledger if entry.voice == r.Voice.ANONYMOUS]
    assert [entry.bearing_says for entry in nameless] == [r.Outcome.CAME_TRUE, r.Outcome.MIXED]
    assert all(entry.status == r.EntryStatus.UNSETTLEABLE and entry.cause for entry in nameless)
    assert all(entry.probability is None for entry in found.hindsight.ledger)
