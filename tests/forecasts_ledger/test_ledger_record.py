"""The record file: what it may hold, and one clear line where it is wrong."""

import datetime as dt

import pytest

from tertius.errors import InputError, RecordError
from tertius.forecasts.ledger import read_record
from tertius.records import FactKind, Precision

FACT = """
[[fact]]
id = "talks"
start = 2019-04-01
actors = ["Sweden", "the Ferrymen of the Narrows"]
type = "CONSULT"
claim = "They met."
sources = ["both"]
"""


def write(tmp_path, text, name="record.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_fact_has_its_actors_dates_and_sources(tmp_path):
    (fact,) = read_record(write(tmp_path, FACT))
    assert fact.kind == FactKind.ACT
    assert [actor.code for actor in fact.actors] == ["SWE", None]
    assert fact.known == dt.date(2019, 4, 1)
    assert not fact.contested


def test_versions_make_it_contested(tmp_path):
    text = FACT + '[[fact.version]]\nby = "A"\ntext = "Yes."\n[[fact.version]]\nby = "B"\ntext = "Ні, ніколи."\n'
    (fact,) = read_record(write(tmp_path, text))
    assert fact.contested
    assert fact.versions[1].text == "Ні, ніколи."


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [('"2019"', "2019-01-01", "2019-12-31", Precision.YEAR), ('"2019-02"', "2019-02-01", "2019-02-28", Precision.MONTH),
     ('"2019-12"', "2019-12-01", "2019-12-31", Precision.MONTH), ("2019-04-01", "2019-04-01", "2019-04-01", Precision.DAY)],
)  # fmt: skip
def test_a_month_or_year_is_an_interval(written, first, last, precision, tmp_path):
    (fact,) = read_record(write(tmp_path, FACT.replace("2019-04-01", written)))
    assert (str(fact.when.start), str(fact.when.end), fact.when.precision) == (first, last, precision)
    assert str(fact.known) == last


def test_csv_says_the_same_with_a_row_for_each_version(tmp_path):
    text = (
        "id,kind,start,actors,type,claim,sources,by,text\n"
        "talks,act,2019-04-01,Sweden;Norway,CONSULT,They met.,both,Sweden,Yes.\n"
        "talks,,,,,,,Norway,“No”\n"
        "\n"
        "visit,act,2019-05,Sweden;Norway,CONSULT,A visit.,press; radio,,\n"
    )
    talks, visit = read_record(write(tmp_path, text, "record.csv"))
    assert [version.by for version in talks.versions] == ["Sweden", "Norway"]
    assert visit.sources == ("press", "radio")
    assert visit.versions == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (FACT.replace('claim = "They met."', ""), r"line 2, fact 1, 'claim': is missing"),
        (FACT.replace("2019-04-01", '"April"'), r"'start': 'April' is no date"),
        (FACT.replace("2019-04-01", '"2019-13"'), r"'start'"),
        (FACT.replace("CONSULT", "PARLEY"), r"'type': 'PARLEY' is not one of AGREE"),
        (FACT + "colour = 1\n", r"'colour': is no field of a fact"),
        (FACT + FACT, r"line 10, fact 2, 'id': 'talks' is given twice"),
        (FACT + "end = 2018-01-01\n", r"'end': 2018-01-01 lies before"),
        (FACT + 'moved = "sideways"\n', r"'moved'"),
        (FACT + 'reverses = "nothing"\n', r"'reverses': no fact is called 'nothing'"),
        (FACT + 'actors2 = ["x"', r"is not valid TOML"),
        (FACT.replace('["both"]', "7"), r"'sources': must be a list of texts"),
        (FACT + '[[fact.version]]\nby = "A"\n', r"'version.text': is missing"),
        (FACT + '[[fact.version]]\nby = "A"\ntext = "x"\nlow = "many"\n', r"'version.low': 'many' is no number"),
        (FACT.replace('id = "talks"', 'id = "talks"\nkind = "number"'), r"'topic': is missing: a fact of kind number"),
        ("title = 'nothing'\n", r"holds no facts"),
    ],
)
def test_one_line_names_the_place_and_field(wrong, said, tmp_path):
    path = write(tmp_path, wrong)
    with pytest.raises(RecordError, match=said) as raised:
        read_record(path)
    assert "\n" not in str(raised.value).strip() or "TOML" in str(raised.value)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [("id,claim,colour\nx,y,z\n", "line 1: unknown column 'colour'"), ("claim\ny\n", "no column 'id'"),
     ("id,claim,sources,kind,start,actors\na,b,c,act,2019,Sweden,too,many\n", "line 2.*more cells"),
     ("id,claim,sources,kind,start,actors\na,b,c,deed,2019,Sweden\n", "line 2.*'kind': 'deed'")],
)  # fmt: skip
def test_csv_names_its_line_too(text, said, tmp_path):
    with pytest.raises(RecordError, match=said):
        read_record(write(tmp_path, text, "record.csv"))


def test_a_file_in_another_encoding_says_so(tmp_path):
    path = tmp_path / "record.toml"
    path.write_bytes(FACT.replace("They met.", "Säg").encode("latin-1"))
    with pytest.raises(RecordError, match="no UTF-8"):
        read_record(path)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        read_record(tmp_path / "none.toml")


def test_the_bundled_record_is_whole_and_every_contest_has_two_sides():
    from tertius.cli._analyze import bundled_case

    facts = read_record(bundled_case().parent / "record.toml")
    assert len(facts) > 30
    assert all(fact.sources for fact in facts)
    assert all(len({version.by for version in fact.versions}) > 1 for fact in facts if fact.contested)
