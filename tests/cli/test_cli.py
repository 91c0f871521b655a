"""The command line as a stranger uses it: real processes, real files."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ARTICLE = """Title: Drills at the border
Date: 2021-10-04
Constructed: Constructed for this example from the public record

Azerbaijan detained two Iranian lorry drivers on 15 September, Azerbaijan's interior ministry said.

An anonymous source said that these tensions will only make Israel and Azerbaijan closer.
"""
QUESTION = ["--between", "Azerbaijan", "Iran", "--on", "Israel"]


def tertius(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "tertius.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    rows = ["date,source,target,cameo"]
    for week in range(30):
        rows += [
            f"2021-{1 + week // 4:02d}-{1 + 7 * (week % 4):02d},AZE,IRN,112",
            f"2021-{1 + week // 4:02d}-03,ISR,IRN,130",
        ]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_analyze_writes_three_files_and_ends_with_the_bottom_line_and_the_paths(article, tmp_path):
    done = tertius("analyze", *QUESTION, "--documents", article, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"analysis.html", "analysis.md", "analysis.json"}
    lines = done.stdout.strip().splitlines()
    assert [Path(line).name for line in lines[-3:]] == ["analysis.html", "analysis.md", "analysis.json"]
    assert "one anonymous voice" in " ".join(done.stdout.split())
    assert "coding" in done.stderr


def test_json_stands_alone_on_stdout_and_fits_the_schema(article, tmp_path):
    done = tertius("analyze", *QUESTION, "--documents", article, "--out", tmp_path / "out", "--json")
    analysis = json.loads(done.stdout)
    schema = json.loads(tertius("schema").stdout)
    jsonschema.Draft202012Validator(schema).validate(analysis)
    assert analysis == json.loads((tmp_path / "out" / "analysis.json").read_text(encoding="utf-8"))
    texts = {document["id"]: document["text"] for document in analysis["documents"]}
    for item in (*analysis["statements"], *analysis["events"], *analysis["ties"], *analysis["predictions"]):
        for passage in item["passages"]:
            assert passage["text"] == texts[passage["document"]][passage["start"] : passage["end"]]


def test_a_case_file_gives_the_same_answer(article, tmp_path):
    case = tmp_path / "case.toml"
    case.write_text('between = ["Azerbaijan", "Iran"]\non = "Israel"\ndocuments = "article.txt"\n', encoding="utf-8")
    by_case = json.loads(tertius("analyze", case, "--out", tmp_path / "a", "--json").stdout)
    by_names = json.loads(
        tertius("analyze", *QUESTION, "--documents", article, "--out", tmp_path / "b", "--json").stdout
    )
    assert by_case["statements"] == by_names["statements"]
    assert by_case["bottom_line"] == by_names["bottom_line"]


def refused(done, *words):
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    last = done.stderr.strip().splitlines()[-1]
    for word in words:
        assert word in last


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--between", "Azerbajan", "Iran", "--on", "Israel"], ["Azerbaijan"]),
        (["--between", "Iran", "Tehran", "--on", "Israel"], ["both Iran"]),
        (["--between", "Azerbaijan", "Iran", "--on", "Iran"], ["third actor"]),
        (["--between", "Azerbaijan", "Iran"], ["--on"]),
        ([*QUESTION, "--until", "soon"], ["soon"]),
        ([*QUESTION, "--history", "none.parquet"], ["none.parquet", "does not exist"]),
    ],
)
def test_a_mistake_gets_one_line_and_status_2_and_nothing_is_written(article, tmp_path, arguments, words):
    out = tmp_path / "out"
    refused(tertius("analyze", *arguments, "--documents", article, "--out", out, cwd=tmp_path), *words)
    assert not out.exists()


@pytest.mark.parametrize(("name", "content"), [("empty.txt", b""), ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00")])
def test_a_file_that_is_no_text_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    out = tmp_path / "out"
    refused(tertius("analyze", *QUESTION, "--documents", path, "--out", out), name)
    assert not out.exists()


def test_a_history_of_the_wrong_columns_is_refused(article, tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text("colour,weight\nred,3\n", encoding="utf-8")
    refused(
        tertius("analyze", *QUESTION, "--documents", article, "--history", path, "--out", tmp_path / "out"), "colour"
    )


def test_a_window_without_any_row_is_refused(article, events, tmp_path):
    done = tertius(
        "analyze",
        *QUESTION,
        "--documents",
        article,
        "--history",
        events,
        "--until",
        "1999-01-01",
        "--out",
        tmp_path / "o",
    )
    refused(done)


def test_what_cannot_be_computed_is_no_mistake_for_analyze_and_status_3_for_effect(article, events, tmp_path):
    analyze = tertius(
        "analyze", *QUESTION, "--documents", article, "--history", events, "--out", tmp_path / "out", "--json"
    )
    assert analyze.returncode == 0
    assert {response["verdict"] for response in json.loads(analyze.stdout)["responses"]} == {"not computable"}
    effect = tertius("effect", *QUESTION, "--history", events, "--json")
    assert effect.returncode == 3
    found = json.loads(effect.stdout)
    assert (found["between"], found["on"]) == (["AZE", "IRN"], "ISR")
    assert all(response["estimate"] is None and response["because"] for response in found["responses"])


def test_tension_as_json_and_csv(events):
    found = json.loads(tertius("tension", "Iran", "Azerbaijan", "--history", events, "--json").stdout)
    assert sorted(found["dyad"]) == ["AZE", "IRN"]
    assert {"period", "values", "changes"} <= set(found)
    rows = list(csv.DictReader(io.StringIO(tertius("tension", "IRN", "AZE", "--history", events, "--csv").stdout)))
    assert [row["start"] for row in rows] == [value["start"] for value in found["values"]]


def test_tension_takes_every_measure_direction_and_engine(events):
    from tertius.cli._tension import MEASURES
    from tertius.relations import MEASURES as KNOWN

    assert set(MEASURES) == set(KNOWN)
    asked = ("tension", "IRN", "AZE", "--history", events, "--measure", "material_conflict", "--directed")
    found = json.loads(tertius(*asked, "--frequency", "month", "--json").stdout)
    assert (found["measure"], found["period"], found["dyad"]) == ("material_conflict", "month", ["IRN", "AZE"])
    shown = tertius(*asked).stdout
    assert "IRN towards AZE" in shown
    assert "source:" in shown
    wrong = tertius(*asked, "--engine", "spork")
    assert wrong.returncode == 2
    assert "'spork' is no engine" in wrong.stderr


def test_code_writes_one_line_for_each_and_goes_on_after_a_bad_one(tmp_path):
    lines = [json.dumps({"id": "a", "text": "Turkey and Armenia held talks."}), "{broken", json.dumps({"id": "b"})]
    given, wanted = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given.write_text("\n".join(lines), encoding="utf-8")
    assert tertius("code", "--jsonl", given, wanted).returncode == 0
    found = [json.loads(line) for line in wanted.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in found] == ["a", None, "b"]
    assert found[0]["events"][0]["type"] == "CONSULT"
    assert all("error" in line for line in found[1:])


def test_every_verb_has_help_and_stands_in_the_reference():
    listed = tertius("--help").stdout
    verbs = [line.split()[0] for line in listed.split("Commands:")[1].splitlines() if line.strip()]
    reference = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")
    for verb in verbs:
        assert tertius(verb, "--help").returncode == 0
        assert f"### tertius {verb}" in reference, f"{verb} is not documented"


def test_the_reference_is_what_the_help_says():
    script = Path(__file__).parents[2] / "scripts" / "make_reference.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False)
    assert done.returncode == 0, "run python scripts/make_reference.py"
