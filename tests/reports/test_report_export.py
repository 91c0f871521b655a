from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from fabricated_case import HOSTILE

from tertius import records as r
from tertius import reports
from tertius.errors import InputError
from tertius.reports.plain import escaped


def test_json_fits_the_schema_and_keeps_the_keys_in_order(analysis: r.Analysis) -> None:
    read = json.loads(reports.to_json(analysis))
    jsonschema.Draft202012Validator(r.json_schema()).validate(read)
    assert list(read) == list(r.Analysis.__struct_fields__)


def test_json_keeps_letters_as_they_are(analysis: r.Analysis) -> None:
    text = reports.to_json(analysis)
    assert "مرحبا" in text
    assert "🚢" in text
    assert text == reports.to_json(analysis)


def test_passages_of_the_json_are_slices_of_its_documents(analysis: r.Analysis) -> None:
    read = json.loads(reports.to_json(analysis))
    texts = {document["id"]: document["text"] for document in read["documents"]}
    passages = [
        p
        for group in ("statements", "events", "predictions", "demands")
        for item in read[group]
        for p in item["passages"]
    ]
    assert len(passages) > 15
    assert all(texts[p["document"]][p["start"] : p["end"]] == p["text"] for p in passages)


def test_three_files_are_written_and_nothing_else(analysis: r.Analysis, tmp_path: Path) -> None:
    written = reports.write(analysis, tmp_path / "deep" / "out")
    assert set(written) == {"html", "md", "json"}
    assert sorted(p.name for p in (tmp_path / "deep" / "out").iterdir()) == [
        "analysis.html",
        "analysis.json",
        "analysis.md",
    ]
    assert written["json"].read_text(encoding="utf-8") == reports.to_json(analysis)


def test_a_failure_half_way_leaves_the_old_files_whole(
    analysis: r.Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "analysis.html").write_text("old page")
    moved: list[str] = []
    whole = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "analysis.json":
            raise OSError(28, "No space left on device")
        moved.append(self.name)
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(InputError, match="No space left on device"):
        reports.write(analysis, tmp_path)
    assert "analysis.md" in moved
    assert [p.name for p in tmp_path.iterdir()] == ["analysis.html"]
    assert (tmp_path / "analysis.html").read_text() == "old page"


def test_a_folder_that_is_a_file_is_a_users_mistake(analysis: r.Analysis, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="cannot write to"):
        reports.write(analysis, tmp_path / "out")


def test_markdown_begins_with_question_cut_off_and_bottom_line(text: str) -> None:
    head = text[: text.index("### ")]
    assert head.startswith(
        "# How do tensions between Ostrand and Veldora affect Merrow?\n\n"
        "**As of 11 May 2031** (inferred: the day before the earliest future date its text sets, 12 May 2031). "
    )
    assert (
        '## <a id="bottom-line"></a>1 Bottom line\n\n'
        "- After past tension between Ostrand and Veldora, Merrow and Ostrand cooperated more. [R1](#r1)\n"
        "- Two ways are named: a common adversary and disrupted trade. [S3](#s3) [S4](#s4) [S10](#s10)\n"
    ) in head  # fmt: skip
    assert "- Closer ties within four weeks are likely (55 to 80 %, ICD 203). [R1](#r1) [ties](#ties)\n" in head


def test_markdown_tables_say_who_says_what(text: str) -> None:
    row = next(line for line in text.splitlines() if '<a id="s4"></a>' in line)
    assert row == (
        '| <a id="s4"></a>S4 | “Leaders of several ports” (no role stated) | relayed (relayed by Bram Oll, former envoy of '
        "Merrow) | “Merrow could gain from the closure” (as coded: the closure → Merrow gains (sign +); may be the same "
        "nameless source as S3; not known) [D1](#d1-full), characters 397–431 | causal | indirect; hedge “could”; affirmed "
        "| Merrow |"
    )
    assert "| draws others closer to Merrow | 0 | 1 [S3](#s3) | 0 | 1 | **nameless or relayed voices alone** |" in text
    assert "| a rise or a gain, no tie named | 1 [S4](#s4) | 0 | 0 | 1 | **nameless or relayed voices alone** |" in text


def test_every_link_of_the_markdown_has_its_anchor(text: str) -> None:
    import re

    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= set(re.findall(r'<a id="([\w-]+)"></a>', text))


def test_markdown_shows_the_words_of_documents_as_they_are(text: str) -> None:
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text
    assert r"\*not bold\* \[x\](javascript:alert(1))" in text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("# a", r"\# a"), ("1. a", r"1\. a"), ("0.12 a", "0.12 a"), ("-0.1", r"\-0.1"), ("a|b", r"a\|b"), ("a\n\nb", "a b"), ("<b>&", "&lt;b&gt;&amp;"), ("a_b`c", r"a\_b\`c")],
)  # fmt: skip
def test_markup_in_words_is_escaped(raw: str, shown: str) -> None:
    assert escaped(raw) == shown


def test_importing_reports_loads_neither_templates_nor_charts() -> None:
    code = "import sys, tertius.reports; print([m for m in ('jinja2', 'vl_convert', 'spacy', 'pandas', 'numpy') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert ran.stdout.strip() == "[]"


def test_one_file_is_written_whole_or_a_mistake_is_told(tmp_path: Path) -> None:
    place = reports.write_one("text", tmp_path / "a.html")
    assert place.read_text() == "text"
    assert [p.name for p in place.parent.iterdir()] == ["a.html"]
    with pytest.raises(InputError, match="cannot write"):
        reports.write_one("text", place / "below-a-file.html")
