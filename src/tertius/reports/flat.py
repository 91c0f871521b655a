"""Every table of a report as plain columns and values, for programs that calculate with them or let people edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tertius.records import Analysis
from tertius.reports import content, effects_tables, tables
from tertius.reports.estimates_tables import Part
from tertius.reports.evidence import Evidence
from tertius.reports.release import release
from tertius.reports.tables import Cell, Table
from tertius.reports.wording import CUT

__all__ = ["Sheet", "neutral", "sheets"]

Value = str | float
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[−-]?[\d,]*\.?\d+(?:e[−-]?\d+)?")


@dataclass(frozen=True)
class Sheet:
    """A table with a short name; values are text or numbers, passages and links stand in columns of their own."""

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


def sheets(analysis: Analysis) -> tuple[Sheet, ...]:
    """All tables of `analysis` after `release`, none left out and none cut."""
    released, withheld = release(analysis)
    evidence = Evidence(released)
    return tuple(
        _sheet(name, table) for name, table in _named(evidence, content.gather(evidence, withheld)) if table.rows
    )


def neutral(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: a quote before a first `=`, `+`, `-`, `@` or tab."""
    return f"'{text}" if text.lstrip(" \ufeff\xa0").startswith(STARTS) or text.startswith(STARTS) else text


def plain(text: str) -> str:
    """Text without control characters; what is blacked out is said in words."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", CUT.sub(lambda m: f"(withheld: {len(m[0])} characters)", text))


def _named(evidence: Evidence, view: dict[str, object]) -> Iterator[tuple[str, Table]]:
    for name, value in view.items():
        if isinstance(value, Table):
            yield name, value
        elif isinstance(value, Part):
            yield from ((f"{name}-{n}", table) for n, table in enumerate(value.tables, 1))
    analysis = evidence.analysis
    yield "tension", tables.tension(analysis.tension)
    for response, ref in zip(analysis.responses, evidence.responses, strict=True):
        if effects_tables.computable(response):
            yield f"{ref.anchor}-horizons", effects_tables.horizons(response)
            yield f"{ref.anchor}-placebos", effects_tables.placebos(response)
    for name, value in (content.hindsight(evidence) or {}).items():
        if isinstance(value, Table):
            yield f"hindsight-{name}", value


def _sheet(name: str, table: Table) -> Sheet:
    width = len(table.columns)
    noted = [i for i in range(width) if any(row.cells[i].note for row in table.rows)]
    linked = [i for i in range(width) if any(row.cells[i].refs and row.cells[i].text for row in table.rows)]
    quoted = any(cell.quotes for row in table.rows for cell in row.cells)
    columns = (
        *table.columns,
        *(f"{table.columns[i]}: note" for i in noted),
        *(f"{table.columns[i]}: see" for i in linked),
        *(("Passages (document: characters)",) if quoted else ()),
    )
    rows = tuple(
        (
            *(_value(cell) for cell in row.cells),
            *(plain(row.cells[i].note) for i in noted),
            *(" ".join(ref.label for ref in row.cells[i].refs) for i in linked),
            *((_places(row.cells),) if quoted else ()),
        )
        for row in table.rows
    )
    return Sheet(name, plain(table.caption), columns, rows, plain(table.note))


def _value(cell: Cell) -> Value:
    """A number where the cell holds one, else its words; a cell of links alone is their labels."""
    if cell.kind == "number" and _NUMBER.fullmatch(cell.text):
        return float(cell.text.replace("−", "-").replace(",", ""))
    return plain(cell.text) or " ".join(ref.label for ref in cell.refs)


def _places(cells: tuple[Cell, ...]) -> str:
    places = (f"{q.document.label}: {q.passage.start}-{q.passage.end}" for cell in cells for q in cell.quotes)
    return "; ".join(dict.fromkeys(places))
