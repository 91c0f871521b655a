"""A case resolves names and checks paths before any work begins."""

import datetime as dt

import pytest

from tertius.case import Case
from tertius.errors import CaseError, InputError, NameNotResolved, UsageError
from tertius.records import Relation


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("Something happened.", encoding="utf-8")
    return path


def test_names_are_taken_as_people_write_them(article):
    case = Case.of(between=("IRN", "Azerbaijan"), on="israel", documents=article)
    assert case.states == ("IRN", "AZE", "ISR")
    assert case.on.name == "Israel"
    capital = Case.of(between=("Tehran", "Baku"), on="Islamic Republic of Pakistan", documents=[article])
    assert capital.states == ("IRN", "AZE", "PAK")


@pytest.mark.parametrize(
    ("between", "on", "said"),
    [
        (("Iran", "Tehran"), "Israel", "both Iran"),
        (("Azerbaijan", "Iran"), "IRN", "name a third actor"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(article, between, on, said):
    with pytest.raises(UsageError, match=said):
        Case.of(between=between, on=on, documents=article)


def test_an_unknown_name_lists_near_ones(article):
    with pytest.raises(NameNotResolved) as caught:
        Case.of(between=("Azerbajan", "Iran"), on="Israel", documents=article)
    assert "Azerbaijan" in caught.value.near
    assert "Azerbaijan" in str(caught.value)


def test_a_missing_path_is_refused(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        Case.of(between=("Azerbaijan", "Iran"), on="Israel", documents=tmp_path / "none.txt")


def test_nothing_to_work_on_is_refused():
    with pytest.raises(InputError, match="nothing to work on"):
        Case.of(between=("Azerbaijan", "Iran"), on="Israel")


def test_a_date_that_is_none_is_refused(article):
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        Case.of(between=("Azerbaijan", "Iran"), on="Israel", documents=article, until="5 October")


def case_file(tmp_path, extra="", *, documents='["article.txt"]'):
    path = tmp_path / "case.toml"
    path.write_text(
        f'between = ["Azerbaijan", "Iran"]\non = "Israel"\nuntil = 2021-10-06\ndocuments = {documents}\n{extra}',
        encoding="utf-8",
    )
    return path


def test_a_case_file_reads_paths_beside_itself(tmp_path, article):
    case = Case.from_toml(case_file(tmp_path))
    assert case.documents == (article,)
    assert case.until == dt.date(2021, 10, 6)


OVERRIDE = '[[overrides]]\na = "Armenia"\nb = "Azerbaijan"\nrelation = "adversary"\nsign = -1\n'


def test_an_override_carries_reason_and_source(tmp_path, article):
    case = Case.from_toml(case_file(tmp_path, OVERRIDE + 'reason = "they fought a war"\nsource = "public record"\n'))
    (tie,) = case.overrides
    assert (tie.a.code, tie.b.code, tie.relation, tie.sign) == ("ARM", "AZE", Relation.ADVERSARY, -1)
    assert tie.reason == "they fought a war"


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("document = 3", "unknown keys document"),
        (OVERRIDE, "lacks reason, source"),
        (OVERRIDE.replace("adversary", "foe") + 'reason = "r"\nsource = "s"', "'foe' is not one of"),
        (OVERRIDE.replace("-1", "7") + 'reason = "r"\nsource = "s"', "sign must be"),
        ("= broken", "not valid TOML"),
    ],
)
def test_a_wrong_case_file_says_what_is_wrong(tmp_path, article, extra, said):
    with pytest.raises(CaseError, match=said):
        Case.from_toml(case_file(tmp_path, extra))


def test_more_can_be_added_to_a_case(tmp_path, article):
    more = tmp_path / "more.txt"
    more.write_text("More.", encoding="utf-8")
    case = Case.from_toml(case_file(tmp_path)).adding(documents=[more], until=dt.date(2021, 1, 1), hindsight=True)
    assert case.documents == (article, more)
    assert (case.until, case.hindsight) == (dt.date(2021, 1, 1), True)
