"""Every table as XLSX (a sheet each) and as CSV (a file each, in one archive), formulas neutralised."""

from __future__ import annotations

import csv
import io
import re
import zipfile

from tertius.records import Analysis
from tertius.reports.flat import STARTS, Sheet, neutral, sheets

__all__ = ["csv_archive", "xlsx"]

STAMP = (1980, 1, 1, 0, 0, 0)  # the same analysis gives the same bytes
LONGEST = 32_767  # characters that a cell of a sheet holds
_ODD = re.compile(r"[^A-Za-z0-9 _-]")


def csv_archive(analysis: Analysis) -> bytes:
    """A ZIP archive with one CSV (UTF-8, with a byte-order mark so that spreadsheets read it) per table."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for sheet in sheets(analysis):
            info = zipfile.ZipInfo(f"{sheet.name}.csv", STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, "\ufeff" + _csv(sheet))
    return archive.getvalue()


def _csv(sheet: Sheet) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(neutral(column) for column in sheet.columns)
    writer.writerows([neutral(v) if isinstance(v, str) else f"{v:.15g}" for v in row] for row in sheet.rows)
    return text.getvalue()


def xlsx(analysis: Analysis) -> bytes:
    """A workbook with a first sheet that lists the tables, then a sheet per table, filterable, heads kept in sight."""
    import xlsxwriter

    found = sheets(analysis)
    names = _names(found)
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": neutral(analysis.case.title)[:255], "comments": "Made by tertius"})
        styles = _Styles(book)
        contents = Sheet("Contents", "", ("Sheet", "Table", "Rows", "Note"),
                         tuple((name, s.caption, float(len(s.rows)), s.note) for name, s in zip(names, found, strict=True)))  # fmt: skip
        for name, sheet in zip(("Contents", *names), (contents, *found), strict=True):
            _written(book.add_worksheet(name), sheet, styles)
    return file.getvalue()


class _Styles:
    """Cell formats; `quoted` is what a spreadsheet sets itself where somebody types a quote before a formula."""

    def __init__(self, book: object) -> None:
        add = book.add_format  # type: ignore[attr-defined]
        self.head = add({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = add({"text_wrap": True, "valign": "top"})
        self.quoted = add({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.number = add({"valign": "top"})


def _written(page: object, sheet: Sheet, styles: _Styles) -> None:
    put, number = page.write_string, page.write_number  # type: ignore[attr-defined]
    for i, column in enumerate(sheet.columns):
        put(0, i, column, styles.head)
    widest = [len(column) for column in sheet.columns]
    for n, row in enumerate(sheet.rows, 1):
        for i, value in enumerate(row):
            if isinstance(value, float):
                number(n, i, value, styles.number)
            else:
                put(n, i, value[:LONGEST], styles.quoted if value.lstrip().startswith(STARTS) else styles.text)
            widest[i] = max(widest[i], len(str(value)))
    for i, width in enumerate(widest):
        page.set_column(i, i, min(60, width + 2))  # type: ignore[attr-defined]
    page.freeze_panes(1, 1)  # type: ignore[attr-defined]
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)  # type: ignore[attr-defined]


def _names(found: tuple[Sheet, ...]) -> list[str]:
    """Sheet names of at most 31 characters, all different."""
    names: list[str] = []
    for sheet in found:
        name = _ODD.sub(" ", sheet.name)[:28]
        again = sum(other.lower().startswith(name.lower()) for other in names)
        names.append(f"{name}-{again + 1}" if name.lower() in {other.lower() for other in names} else name)
    return names
