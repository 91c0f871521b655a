"""`tertius ledger …`, as a stranger would use it in a fresh workspace."""

import csv
import datetime as dt
import io
import json
import random

import pytest

from tertius.cli._app import run
from tertius.forecasts.ledger import Ledger

RECORD = """
[[fact]]
id = "talks"
start = 2019-04-01
actors = ["Sweden", "Norway"]
type = "CONSULT"
claim = "The two met."
sources = ["both governments"]
"""
TALKS = ["ledger", "add", "Sweden and Norway will meet", "--who", "Ana", "--by", "2019-06-01", "--said", "2019-03-01",
         "--act", "CONSULT", "--source", "Sweden", "--target", "Norway", "--probability", "0.7"]  # fmt: skip


@pytest.fixture
def tertius(capsys, tmp_path):
    def call(*arguments):
        capsys.readouterr()
        status = run([*arguments, "--workspace", str(tmp_path / "work")])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_a_prediction_goes_from_entry_to_score(tertius, tmp_path):
    record = tmp_path / "record.toml"
    record.write_text(RECORD)
    assert tertius(*TALKS, "--today", "2019-03-01")[0] == 0
    (entry,) = rows(tertius("ledger", "list", "--csv")[1])
    assert entry["status"] == "settleable"
    status, out, _ = tertius("ledger", "settle", "--record", str(record), "--json")
    assert status == 0
    assert [s["outcome"] for s in json.loads(out)["settlements"]] == ["came true"]
    (scored,) = json.loads(tertius("ledger", "score", "--json")[1])
    assert (scored["hits"], scored["rate"]) == (0, None)  # with a probability it is scored by that alone
    assert scored["brier"]["score"] == pytest.approx(0.09)
    (line,) = rows(tertius("ledger", "score", "--calibration", "--csv")[1])
    assert line["share that came"] == "1.000"


def test_what_is_entered_after_its_date_needs_a_source_to_be_scored(tertius, tmp_path):
    record = tmp_path / "record.toml"
    record.write_text(RECORD)
    assert "without --stands-in it is never" in tertius(*TALKS)[1]
    assert "without --stands-in" not in tertius(*TALKS, "--who", "Ben", "--stands-in", "The Weir, 1 March 2019")[1]
    tertius("ledger", "settle", "--record", str(record))
    found = {row["speaker"]: row for row in rows(tertius("ledger", "score", "--by", "speaker", "--csv")[1])}
    assert (found["Ana"]["late"], found["Ana"]["brier"]) == ("1", "")
    assert (found["Ben"]["late"], float(found["Ben"]["brier"])) == ("0", pytest.approx(0.09))
    assert "not scored" in tertius("ledger", "list")[1]


def test_settling_shows_the_query_and_the_events(tertius, tmp_path, write_history):
    path = write_history([(dt.date(2019, 4, 3), "Sweden", "Norway", "040")], traffic_until=dt.date(2019, 7, 1))
    tertius(*TALKS)
    (line,) = rows(tertius("ledger", "settle", "--history", str(path), "--csv")[1])
    assert "CONSULT, SWE > NOR, 2019-03-02 to 2019-06-01" in line["query"]
    assert line["events"] == "2019-04-03 Sweden > Norway (040)"
    tertius("ledger", "export", str(tmp_path / "out.csv"))
    (entry,) = rows((tmp_path / "out.csv").read_text())
    assert (entry["query"], entry["events"]) == (line["query"], line["events"])


def test_a_forecast_is_filed_and_settled_by_the_history_that_came_later(tertius, tmp_path, write_history):
    """What is filed is of the days up to the cut-off alone, whatever the history holds beyond it."""
    draw = random.Random(5)
    rows_ = [
        (dt.date(2018, 1, 1) + dt.timedelta(days=day), *draw.sample(("Sweden", "Norway", "Finland"), 2),
         draw.choice(("040", "042", "051", "112", "190")))
        for day in range(480) for _ in range(3)
    ]  # fmt: skip
    cutoff = dt.date(2019, 3, 31)
    known, whole = (write_history([row for row in rows_ if row[0] <= last]) for last in (cutoff, dt.date(2019, 12, 31)))
    work = str(tmp_path / "work")
    for path, folder in ((known, work), (whole, str(tmp_path / "other"))):
        given = ["forecast", "--dyad", "SWE", "NOR", "--history", str(path), "--until", str(cutoff), "--weeks", "2"]
        assert run([*given, "--ledger", folder, "--json"]) == 0
    with Ledger.open(work) as one, Ledger.open(tmp_path / "other") as other:
        same = [(entry.text, entry.probability, entry.quantiles) for entry in one.entries()]
        assert same == [(entry.text, entry.probability, entry.quantiles) for entry in other.entries()]
        assert same
        assert one.add_forecast(tertius_forecast(known, cutoff)) == 0
    status, out, _ = tertius("ledger", "settle", "--history", str(whole), "--json")
    assert status == 0
    settled = {s["entry"]: s for s in json.loads(out)["settlements"]}
    with Ledger.open(work) as book:
        entries = {entry.id: entry for entry in book.entries()}
    assert set(settled) == set(entries)
    for item, settlement in settled.items():
        first, last = entries[item].horizon.start, entries[item].horizon.end
        assert first > cutoff
        assert all(str(first) <= event["day"] <= str(last) for event in settlement["events"])
    assert json.loads(tertius("ledger", "score", "--json")[1])[0]["late"] == len(entries)  # a back-test, not a forecast


def tertius_forecast(path, cutoff):
    from tertius.forecasts import forecast

    return forecast("SWE", "NOR", history=[path], until=cutoff, weeks=2)


def test_today_decides_what_is_due(tertius):
    tertius(*TALKS)
    (entry,) = rows(tertius("ledger", "list", "--csv", "--today", "2019-05-01")[1])
    assert entry["status"] == "open"


def test_two_who_differ_stand_side_by_side(tertius):
    tertius(*TALKS)
    (entry,) = rows(tertius("ledger", "list", "--csv")[1])
    for who, outcome in (("Ana", "came true"), ("Ben", "did not")):
        status, _, said = tertius("ledger", "settle", entry["id"], "--outcome", outcome, "--who", who, "--why", "read it",
                                  "--source", "The Weir")  # fmt: skip
        assert status == 0, said
    (entry,) = rows(tertius("ledger", "list", "--csv")[1])
    assert entry["status"] == "contested"
    assert "Ana" in entry["settled_by"]
    assert "Ben" in entry["settled_by"]


def test_an_export_makes_the_same_ledger_elsewhere(tertius, tmp_path):
    tertius(*TALKS)
    (entry,) = rows(tertius("ledger", "list", "--csv")[1])
    tertius("ledger", "settle", entry["id"], "--outcome", "did not", "--who", "Ana", "--why", "x", "--source", "y")
    status, out, _ = tertius("ledger", "export", str(tmp_path / "ledger.json"))
    assert (status, out.strip()) == (0, str(tmp_path / "ledger.json"))
    with Ledger.open(tmp_path / "other") as other, Ledger.open(tmp_path / "work") as first:
        assert other.add_file(tmp_path / "ledger.json", who="Ben", why="a copy") == 1
        assert other.add_file(tmp_path / "ledger.json", who="Ben", why="again") == 0
        assert other.entries() == first.entries()
        assert len(other.entries()[0].settlements) == 1


def test_a_table_of_predictions_is_read_and_what_is_wrong_in_it_named(tertius, tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text("text,who,by,source,target,act,probability\n"
                     "They meet,Ana,2019-06-01,Sweden,Norway,consult,0.6\n"
                     "Zażółć gęślą jaźń,Łucja,,,,,\n", encoding="utf-8")  # fmt: skip
    assert tertius("ledger", "add", "--from", str(table), "--who", "Ana")[0] == 0
    listed = rows(tertius("ledger", "list", "--csv")[1])
    assert {row["who"] for row in listed} == {"Ana", "Łucja"}
    table.write_text("text,who,by\nThey meet,Ana,in June\n")
    status, _, said = tertius("ledger", "add", "--from", str(table), "--who", "Ana")
    assert status == 2
    assert "line 2, 'by'" in said


def test_the_predictions_of_read_documents_are_entered_once(tertius, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "A road\n\nBy Edda Quill\n3 March 2019\n\nSweden and Norway will hold talks by June 2019, analyst Bram Oll said.\n"
    )
    tertius("read", str(page))
    run(["analyze", "--between", "Sweden", "Norway", "--on", "Finland", "--fast", "--workspace", str(tmp_path / "work"),
         "--out", str(tmp_path / "out")])  # fmt: skip
    listed = rows(tertius("ledger", "list", "--csv")[1])
    assert [row["who"] for row in listed] == ["Bram Oll"]
    assert "0 new" in tertius("ledger", "add", "--texts")[1]


def test_what_is_confidential_or_accuses_a_person_is_not_exported(tertius, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "A road\n\n3 March 2019\n\nSweden and Norway will hold talks by June 2019, analyst Bram Oll said.\n"
    )
    tertius("read", str(page), "--confidential")
    run(["analyze", "--between", "Sweden", "Norway", "--on", "Finland", "--fast", "--workspace", str(tmp_path / "work"),
         "--out", str(tmp_path / "out")])  # fmt: skip
    tertius("ledger", "export", str(tmp_path / "out.csv"))
    assert "Bram Oll" not in (tmp_path / "out.csv").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ledger", "list"), "there is no workspace"),
        (("ledger", "add"), "give one of"),
        (("ledger", "add", "x", "--texts"), "give one of"),
        (("ledger", "add", "They meet"), "somebody who makes it"),
        (("ledger", "add", "They meet", "--who", "Ana", "--probability", "1"), "no probability"),
        (("ledger", "add", "They meet", "--who", "Ana", "--act", "CONSULT"), "give --source"),
        (("ledger", "add", "--from", "none.json", "--who", "Ana"), "does not exist"),
        (("ledger", "add", "--dyad", "SWE", "NOR"), "needs --history"),
        (("ledger", "export", "no/such/folder/x.json"), "there is no workspace"),
    ],
)
def test_a_mistake_is_one_line(arguments, said, tertius):
    status, out, err = tertius(*arguments)
    assert status == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""


def test_a_file_that_cannot_be_written_is_named(tertius, tmp_path):
    tertius(*TALKS)
    status, _, said = tertius("ledger", "export", str(tmp_path / "none" / "ledger.json"))
    assert (status, said.count("\n")) == (2, 1)
    assert f"cannot write {tmp_path / 'none' / 'ledger.json'}" in said


def test_settling_wants_something_to_settle_by(tertius):
    tertius(*TALKS)
    assert "give a history or a record" in tertius("ledger", "settle")[2]
    status, _, said = tertius(
        "ledger", "settle", "lg-none", "--outcome", "void", "--who", "A", "--why", "b", "--source", "c"
    )
    assert (status, "no entry is called" in said) == (2, True)
    assert "ENTRY and --outcome" in tertius("ledger", "settle", "lg-none")[2]


def test_the_calibration_is_drawn(tertius, tmp_path):
    tertius(*TALKS, "--today", "2019-03-01")
    (entry,) = rows(tertius("ledger", "list", "--csv")[1])
    status, _, said = tertius("ledger", "score", "--calibration", "--plot", str(tmp_path / "cal.svg"))
    assert (status, "no calibration to draw" in said) == (2, True)
    tertius("ledger", "settle", entry["id"], "--outcome", "did not", "--who", "Ana", "--why", "x", "--source", "y")
    for name, begins in (("cal.svg", b"<svg"), ("cal.png", b"\x89PNG")):
        assert tertius("ledger", "score", "--calibration", "--plot", str(tmp_path / name))[0] == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert "70% given, 0% came true, n = 1" in (tmp_path / "cal.svg").read_text()
    assert tertius("ledger", "score", "--plot", str(tmp_path / "cal.svg"))[0] == 2
