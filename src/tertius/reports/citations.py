"""The documents and data sets of a report as RIS references, for Zotero, EndNote and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tertius.records import Analysis, DataSource, Document
from tertius.reports.release import release
from tertius.reports.wording import CUT

__all__ = ["ris"]

BREAKS = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029\x85]+")


def ris(analysis: Analysis) -> str:
    """One reference a document and a data set, after `release` (RIS, 2011 tags; CRLF as the format asks)."""
    released, _ = release(analysis)
    records = [*(_document(doc) for doc in released.documents), *(_data(source) for source in released.sources)]
    return "\r\n".join(line for record in records for line in (*record, "")) + "\r\n"


def _lines(kind: str, pairs: Iterable[tuple[str, object]]) -> list[str]:
    told = [(tag, _flat(str(value))) for tag, value in pairs if value]
    return [f"TY  - {kind}", *(f"{tag}  - {text}" for tag, text in told if text), "ER  - "]


def _flat(text: str) -> str:
    """One line: a break in a title could else begin a tag of its own."""
    return BREAKS.sub(" ", CUT.sub("(withheld)", text)).strip()


def _document(document: Document) -> list[str]:
    day = document.published.day if document.published else None
    notes = [
        "CONSTRUCTED: written for this case, published nowhere, no confirmation of anything" if document.constructed else "",
        f"date {document.published.basis.value}: {document.published.because}".rstrip(": ") if document.published else "no date known",
        "a reprint, no second source" if document.reprint_of else "",
    ]  # fmt: skip
    return _lines("UNPB" if document.constructed else "NEWS", [
        ("ID", document.id), ("TI", document.title), ("AU", document.byline), ("PB", document.publisher),
        ("T2", document.publisher), ("PY", day.year if day else None), ("DA", day.strftime("%Y/%m/%d") if day else None),
        ("UR", document.url if (document.url or "").lower().startswith(("http://", "https://")) else None),
        ("LA", document.language), ("Y2", document.retrieved.strftime("%Y/%m/%d") if document.retrieved else None),
        *(("N1", note) for note in notes),
    ])  # fmt: skip


def _data(source: DataSource) -> list[str]:
    covers = f"covers {source.first or '…'} to {source.last or '…'}" if source.first or source.last else None
    return _lines("DATA", [
        ("TI", source.name), ("N1", source.citation), ("N1", f"terms: {source.terms}"), ("ET", source.version), ("N1", covers),
        ("N1", f"stale: {source.stale}" if source.stale else None),
        ("Y2", source.accessed.strftime("%Y/%m/%d") if source.accessed else None),
    ])  # fmt: skip
