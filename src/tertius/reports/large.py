"""A case of thousands of statements on one page: tables show the first rows, documents carry what is coded in them.

A page that printed every statement with its passage in a table, and every document beside it, would hold each text
several times. Above a number of items each text stands once, in its document, marked, with speaker and voice in the
list under it; the tables keep what bears most on the question and say how much stands elsewhere. No script is needed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tertius.records import Kind
from tertius.reports.evidence import Evidence
from tertius.reports.tables import Row, Table

__all__ = ["ROWS", "fitted"]

ROWS = 200  # of a table in a large case
CONTESTS = 40
_WHOLE = {"documents", "ties", "indicators", "rivals", "grid", "differences"}


def fitted(evidence: Evidence, view: dict[str, Any] | None) -> dict[str, Any]:
    """`view` as the page prints it: as it is, or in a large case with its long tables cut and said to be."""
    if view is None:
        return {}
    if not evidence.large:
        return view | {"large": False}
    elsewhere = {ref.anchor for text in view["texts"] for ref, _, _ in text.coded}
    fit: dict[str, Any] = {
        name: _cut(evidence, value, elsewhere) if isinstance(value, Table) and name not in _WHOLE else value
        for name, value in view.items()
    }
    if "contests" in view:
        fit["contests"] = view["contests"][:CONTESTS]
        fit["contests_left"] = len(view["contests"]) - len(fit["contests"])
        fit["chains"] = tuple(replace(chain, asserted=chain.asserted[:CONTESTS]) for chain in view["chains"])
    return fit | {"large": True}


def _cut(evidence: Evidence, table: Table, elsewhere: set[str]) -> Table:
    """The rows that bear most on the question, in their order; an anchor that stands with its document goes."""
    kept = table.rows
    if len(kept) > ROWS:
        first = sorted(range(len(kept)), key=lambda i: (_rank(evidence, kept[i]), i))[:ROWS]
        kept = tuple(kept[i] for i in sorted(first))
    note = table.note
    if len(kept) < len(table.rows):
        note = (
            f"{len(kept):,} of {len(table.rows):,} rows: those that bear most on the question. Each of the others "
            f"stands with its document below, marked in its text; tables exported as XLSX or CSV hold all. {note}"
        )
    rows = tuple(replace(row, anchor="") if row.anchor in elsewhere else row for row in kept)
    return replace(table, rows=rows, note=note.strip())


def _rank(evidence: Evidence, row: Row) -> int:
    """0: claims an effect on the third; 1: contested, accusing or predicting; 2: the rest."""
    statement = evidence.at(row.anchor)
    if statement is None:
        return 2
    third = evidence.analysis.case.on
    if statement.causal and any(third.code in (a.code, a.state) for a in statement.about):
        return 0
    return 1 if statement.contested_with or {Kind.ACCUSATION, Kind.PREDICTION} & set(statement.kinds) else 2
