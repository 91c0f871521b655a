"""The report as DOCX for those who must edit it: the same sentences and tables, charts as pictures with their words."""

from __future__ import annotations

import io
from typing import Any

from tertius.records import Analysis
from tertius.reports import content, figures
from tertius.reports.content import Line
from tertius.reports.drawing import Figure, picture
from tertius.reports.estimates_tables import Part
from tertius.reports.evidence import Evidence
from tertius.reports.flat import plain
from tertius.reports.release import release
from tertius.reports.tables import Cell, Table
from tertius.reports.wording import date

__all__ = ["docx"]

ROWS = 150  # of a table: word processors choke on thousands, and the spreadsheet has them all
WIDTH = 16.5  # cm of text on A4
STAMP = "CONSTRUCTED: this case holds text written for it and published nowhere. It confirms nothing."
ORDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("2 What happened", ("timeline", "map", "events", "tension_lines", "tension")),
    ("3 Who says what", ("heard", "about_third", "cross", "accusations", "checks", "statements")),
    ("4 The web of ties", ("balance", "signs", "web", "ties")),
    ("5 How it reaches the third", ("summary", "responses", "episodes", "sensitivity", "outside")),
    ("6 Predictions and demands", ("predictions", "calibration", "uncalibrated", "ledger", "bearing", "demands")),
    ("7 What this rests on", ("documents", "data", "method", "bands", "legend", "limits")),
)


def docx(analysis: Analysis) -> bytes:
    """`analysis` as a Word document after `release`; the full texts of the documents are not in it."""
    from docx import Document
    from docx.shared import Cm, Pt

    released, withheld = release(analysis)
    evidence = Evidence(released)
    view = content.gather(evidence, withheld) | figures.all_figures(evidence)
    paper = Document()
    for section in paper.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.25)
    paper.styles["Normal"].font.size = Pt(10)
    paper.core_properties.title = plain(released.case.title)[:255]
    paper.core_properties.author = "tertius"
    writer = _Writer(paper)
    _head(writer, released, view)
    _bottom(writer, released, view)
    for title, names in ORDER:
        writer.heading(title.replace("the third", released.case.on.name), 1)
        for name in names:
            writer.put(view.get(name))
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _head(writer: _Writer, analysis: Analysis, view: dict[str, Any]) -> None:
    case = analysis.case
    writer.heading(case.title, 0)
    why = f": {case.until_because}" if case.until_because else ""
    writer.line(f"As of {date(case.until)} ({view['basis']}{why}). Nothing after that day enters a judgement.")
    if case.constructed:
        writer.line(STAMP, bold=True)
    for line in view["withheld"]:
        writer.line(line)


def _bottom(writer: _Writer, analysis: Analysis, view: dict[str, Any]) -> None:
    writer.heading("1 Bottom line", 1)
    writer.sentences(view["sentences"])
    writer.line(
        f"Confidence: {analysis.bottom_line.confidence}. Reasons: {'; '.join(analysis.bottom_line.reasons) or 'none'}."
    )
    writer.put(view["differences"])
    writer.heading("What would change it", 2)
    writer.sentences(view["changes"])
    for name in ("indicators", "rivals", "grid"):
        writer.put(view[name])


class _Writer:
    """Puts sentences, tables and figures into a document."""

    def __init__(self, paper: Any) -> None:
        self._paper = paper

    def heading(self, text: str, level: int) -> None:
        self._paper.add_heading(plain(text), level)

    def line(self, text: str, *, bold: bool = False, style: str | None = None) -> None:
        self._paper.add_paragraph(style=style).add_run(plain(text)).bold = bold

    def sentences(self, lines: list[Line]) -> None:
        for line in lines:
            text = "".join(f"{piece} ({band}, ICD 203)" if band else piece for piece, band in line.parts)
            refs = " ".join(ref.label for ref in line.refs)
            self.line(f"{text} [{refs}]", style="List Bullet")

    def put(self, item: Any) -> None:
        """A table, figure, part, line or list of them."""
        if isinstance(item, Table):
            self._table(item)
        elif isinstance(item, Figure):
            self._figure(item)
        elif isinstance(item, Part):
            self.put([*item.lines, *item.tables])
        elif isinstance(item, str) and item:
            self.line(item)
        elif isinstance(item, (list, tuple)):
            for one in item:
                self.put(one)

    def _table(self, table: Table) -> None:
        from docx.shared import Pt

        self.line(table.caption if table.rows else f"{table.caption}: none.", bold=bool(table.rows))
        if not table.rows:
            return
        rows = table.rows[:ROWS]
        grid = self._paper.add_table(rows=len(rows) + 1, cols=len(table.columns))
        grid.style = "Light List"
        words = [plain(column) for column in table.columns] + [_words(cell) for row in rows for cell in row.cells]
        # one pass over the cells: each look-up by row walks the whole table again
        for place, text in zip(grid._cells, words, strict=True):  # noqa: SLF001
            run = place.paragraphs[0].add_run(text)
            run.font.size = Pt(8)
        left = (
            f"{len(rows):,} of {len(table.rows):,} rows; the spreadsheet has all. "
            if len(rows) < len(table.rows)
            else ""
        )
        self.line(f"{left}{table.note}".strip())

    def _figure(self, figure: Figure) -> None:
        from docx.shared import Cm

        for svg in figure.svgs:
            drawn = self._paper.add_picture(
                io.BytesIO(picture(svg)), width=Cm(WIDTH if len(figure.svgs) == 1 else WIDTH / 1.6)
            )
            described = drawn._inline.docPr  # noqa: SLF001  the library has no public way to set alternative text
            described.set("descr", plain(" ".join((figure.caption, *figure.notes))))
        self.line(" ".join((figure.caption, *figure.notes)))


def _words(cell: Cell) -> str:
    text = f"“{cell.text}”" if cell.quoted and cell.text else cell.text
    refs = " ".join(ref.label for ref in cell.refs)
    places = "; ".join(
        dict.fromkeys(f"{q.document.label}, characters {q.passage.start}–{q.passage.end}" for q in cell.quotes)
    )
    parts = (text, f"{cell.lead} {refs}".strip() if refs else "", f"({cell.note})" if cell.note else "", places)
    return plain(" ".join(part for part in parts if part))
