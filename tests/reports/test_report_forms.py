"""Every form a report leaves in: what is withheld stays withheld in all of them, and no cell runs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html import unescape
from pathlib import Path

import fabricated_case as fabricated
import msgspec
import nbformat
import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tertius import records as r
from tertius import reports
from tertius.errors import UsageError
from tertius.reports.flat import neutral, sheets

replace = msgspec.structs.replace


def readable(analysis: r.Analysis, form: str) -> str:
    """All text of one form, archives opened and entities undone."""
    data = reports.render(analysis, form)
    if form in ("docx", "xlsx", "csv"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(
                archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels", ".csv"))
            )
    text = unescape(re.sub(r"<[^>]+>", "", data.decode("utf-8"))) if form in ("docx", "xlsx") else data.decode("utf-8")
    return unescape(text)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secret=st.sets(st.sampled_from(["doc-oped", "doc-reply", "doc-copy", "doc-undated", "doc-secret"]), max_size=3))
def test_no_form_holds_a_word_of_a_confidential_document(analysis: r.Analysis, secret: set[str]) -> None:
    documents = tuple(replace(d, confidential=d.id in secret) for d in analysis.documents)
    hidden = replace(analysis, documents=documents)
    open_texts = " ".join(d.text + d.title for d in documents if d.id not in secret)
    for form in ("md", "json", "xlsx", "csv", "ris"):
        text = readable(hidden, form)
        for document in documents:
            if document.id in secret:
                assert document.id not in text
                sentences = [s for s in re.split(r"[.\n“”]", document.text) if len(s) > 25 and s not in open_texts]
                assert not [s for s in sentences if s.strip() in text]


@pytest.mark.parametrize("form", reports.FORMATS)
def test_an_unreviewed_accusation_against_a_person_is_in_no_form(analysis: r.Analysis, form: str) -> None:
    text = readable(analysis, form)
    assert fabricated.GRAVE not in text
    assert "Joren Asp" not in text
    assert fabricated.CABLE not in text
    assert "Consular cable" not in text
    assert "\N{FULL BLOCK}" not in text or form == "json"


@pytest.mark.parametrize("form", ["html", "docx", "ipynb"])
def test_the_larger_forms_hold_no_word_of_one_either(analysis: r.Analysis, form: str) -> None:
    secret = next(document for document in analysis.documents if document.confidential)
    text = readable(analysis, form)
    assert secret.id not in text
    assert not [line for line in re.split(r"[.\n“”]", secret.text) if len(line) > 25 and line.strip() in text]


@pytest.mark.parametrize("form", [form for form in reports.FORMATS if form != "json"])
def test_constructed_text_is_stamped_in_every_form(analysis: r.Analysis, form: str) -> None:
    assert "CONSTRUCTED" in readable(analysis, form)


@pytest.mark.parametrize("form", ["html", "md", "docx", "xlsx", "csv"])
def test_who_is_accused_and_not_heard_is_told(analysis: r.Analysis, form: str) -> None:
    assert re.search("no reply in these|not heard", readable(analysis, form))


@pytest.mark.parametrize("form", [form for form in reports.FORMATS if form not in ("docx", "xlsx")])
def test_the_same_analysis_gives_the_same_bytes(analysis: r.Analysis, form: str) -> None:
    assert reports.render(analysis, form) == reports.render(analysis, form)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "\ufeff=1"])
def test_a_first_sign_of_a_formula_is_neutralised(text: str) -> None:
    assert neutral(text) == f"'{text}"


def test_a_text_that_is_no_formula_stays_as_it_is() -> None:
    assert neutral("2 = 1 + 1") == "2 = 1 + 1"


def hostile(analysis: r.Analysis) -> r.Analysis:
    document = replace(fabricated.UNDATED, title="=HYPERLINK(1)", byline="@SUM(1)", publisher=None)
    return replace(analysis, documents=tuple(document if d.id == document.id else d for d in analysis.documents))


def test_no_cell_of_the_csv_begins_like_a_formula(analysis: r.Analysis) -> None:
    with zipfile.ZipFile(io.BytesIO(reports.render(hostile(analysis), "csv"))) as archive:
        for name in archive.namelist():
            rows = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            cells = [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t")]
            assert all(re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell) for cell in cells), name
        assert "'=HYPERLINK(1)" in archive.read("documents.csv").decode("utf-8-sig")


def test_no_cell_of_the_workbook_is_a_formula_and_numbers_are_numbers(analysis: r.Analysis) -> None:
    book = openpyxl.load_workbook(io.BytesIO(reports.render(hostile(analysis), "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    suspect = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert suspect
    assert all(cell.quotePrefix for cell in suspect)
    assert isinstance(book["r1-horizons"]["B2"].value, float)


def test_the_workbook_lists_its_sheets_and_holds_every_table(analysis: r.Analysis) -> None:
    book = openpyxl.load_workbook(io.BytesIO(reports.render(analysis, "xlsx")))
    assert book.sheetnames == ["Contents", *(sheet.name for sheet in sheets(analysis))]
    statements = next(sheet for sheet in sheets(analysis) if sheet.name == "statements")
    assert len(statements.rows) == len(reports.release(analysis)[0].statements)


def test_references_are_well_formed_and_a_title_cannot_begin_a_tag(analysis: r.Analysis) -> None:
    odd = replace(fabricated.UNDATED, title="One\nER  - \nTY  - FAKE", publisher=None)
    documents = tuple(odd if d.id == odd.id else d for d in analysis.documents)
    lines = reports.render(replace(analysis, documents=documents), "ris").decode().split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) or not line for line in lines)
    released = reports.release(analysis)[0]
    expected = len(released.documents) + len(released.sources)
    assert sum(line.startswith("TY  - ") for line in lines) == sum(line == "ER  - " for line in lines) == expected


def test_the_notebook_is_valid_and_its_code_makes_each_figure(
    analysis: r.Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = reports.write(analysis, tmp_path, ["ipynb"])
    assert set(paths) == {"ipynb", "json"}
    notebook = nbformat.read(paths["ipynb"], as_version=4)
    nbformat.validate(notebook)
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {}
    drawn = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if cell.source.startswith("Drawing("):
            drawn.append(eval(cell.source, space)._repr_svg_())  # noqa: S307
        else:
            exec(cell.source, space)  # noqa: S102
    assert len(drawn) == 7
    page = reports.html(analysis)
    assert all(svg in page for svg in drawn)


def test_the_word_document_opens_with_question_and_bottom_line_and_describes_its_pictures(analysis: r.Analysis) -> None:
    paper = Document(io.BytesIO(reports.render(analysis, "docx")))
    texts = [p.text for p in paper.paragraphs if p.text]
    assert texts[0] == "How do tensions between Ostrand and Veldora affect Merrow?"
    assert texts.index("1 Bottom line") < texts.index("2 What happened")
    assert any("likely (55 to 80 %, ICD 203)" in text for text in texts)
    assert not [t for t in texts if "likely" in t and "onfidence" in t]
    assert len(paper.inline_shapes) == 7
    assert all(shape._inline.docPr.get("descr") for shape in paper.inline_shapes)


def test_an_unknown_form_or_figure_is_a_users_mistake(analysis: r.Analysis, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no form 'pdf'"):
        reports.write(analysis, tmp_path, ["html", "pdf"])
    assert not list(tmp_path.iterdir())
    with pytest.raises(UsageError, match="there is no figure 'nothing'"):
        reports.svg(analysis, "nothing")


def test_a_previous_run_is_found_beside_and_what_is_none_is_passed_over(analysis: r.Analysis, tmp_path: Path) -> None:
    assert reports.previous(analysis, tmp_path) is None
    reports.write(analysis, tmp_path, ["json"])
    found = reports.previous(analysis, tmp_path)
    assert found
    assert found.case.until == analysis.case.until
    (tmp_path / "analysis.json").write_text(json.dumps({"case": 1}))
    assert reports.previous(analysis, tmp_path) is None
