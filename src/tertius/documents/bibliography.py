"""References to documents for a bibliography: RIS, BibTeX (biblatex) and CSL-JSON.

The one way by which documents leave a workspace as such: their references, never their texts. A confidential
document is left out, and so is its name where another document names it as its origin.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import msgspec

from tertius.records import DateBasis, Document, Precision, Published

__all__ = ["ReferenceForm", "references", "shareable"]


class ReferenceForm(StrEnum):
    RIS = "ris"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


def shareable(documents: Iterable[Document]) -> list[Document]:
    """`documents` without the confidential ones, and without their names in the others."""
    given = list(documents)
    secret = {document.id for document in given if document.confidential}
    return [
        msgspec.structs.replace(document, reprint_of=None) if document.reprint_of in secret else document
        for document in given
        if not document.confidential
    ]


def references(documents: Iterable[Document], form: ReferenceForm | str) -> str:
    """References to `documents` in `form`, in their order; confidential documents are left out.

    An inferred date is marked as such (circa in CSL-JSON, a note elsewhere), and a constructed document carries
    its stamp in the note.

    Raises:
        ValueError: no such form.
    """
    write = {ReferenceForm.RIS: _ris, ReferenceForm.BIBTEX: _bibtex, ReferenceForm.CSL_JSON: _csl}[ReferenceForm(form)]
    return write(shareable(documents))


def _authors(document: Document) -> list[str]:
    names = (document.byline or "").replace(" and ", ",").replace(" & ", ",").replace(";", ",").split(",")
    return [name.strip() for name in names if name.strip()]


def _notes(document: Document) -> list[str]:
    notes = []
    if document.constructed:
        notes.append("CONSTRUCTED: written for a case, published nowhere; confirms nothing")
    if document.reprint_of:
        notes.append(f"Reprint of {document.reprint_of}")
    if document.published and document.published.basis == DateBasis.INFERRED:
        notes.append(f"Date inferred, {_interval(document.published)}: {document.published.because}")
    return notes


def _interval(published: Published) -> str:
    """The date as EDTF: a day, a month, a year, or `start/end`."""
    start, end = published.start.isoformat(), published.end.isoformat()
    shortened = {Precision.MONTH: start[:7], Precision.YEAR: start[:4]}.get(published.precision)
    return shortened or (start if start == end else f"{start}/{end}")


# --- RIS --------------------------------------------------------------------------------------


def _ris(documents: list[Document]) -> str:
    return "".join(_ris_entry(document) + "\r\n" for document in documents)


def _ris_entry(document: Document) -> str:
    fields = [("TY", "ELEC" if document.url else "NEWS"), ("ID", document.id), ("TI", document.title)]
    fields += [("AU", name) for name in _authors(document)]
    if document.publisher:
        fields += [("T2", document.publisher), ("PB", document.publisher)]
    if document.published:
        fields += [("PY", f"{document.published.start.year}"), ("DA", _ris_date(document.published))]
    optional = (("UR", document.url), ("LA", document.language))
    fields += [(tag, value) for tag, value in optional if value]
    if document.retrieved:
        fields.append(("Y2", document.retrieved.strftime("%Y/%m/%d")))
    fields += [("N1", note) for note in _notes(document)]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in [*fields, ("ER", "")])


def _ris_date(published: Published) -> str:
    """`YYYY/MM/DD/other`; parts that are not known are empty, an interval stands as other."""
    day = published.start
    if published.precision == Precision.YEAR:
        return f"{day.year}///"
    if published.precision == Precision.MONTH:
        return f"{day.year}/{day.month:02d}//"
    return f"{day:%Y/%m/%d}" + (f"/to {published.end.isoformat()}" if published.end != day else "")


# --- BibTeX -----------------------------------------------------------------------------------

_ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def _bibtex(documents: list[Document]) -> str:
    return "\n".join(_bibtex_entry(document) for document in documents)


def _bibtex_entry(document: Document) -> str:
    fields: dict[str, str] = {"title": f"{{{_escaped(document.title)}}}"}
    if authors := _authors(document):
        fields["author"] = " and ".join(f"{{{_escaped(name)}}}" for name in authors)
    if document.publisher:
        fields["organization" if document.url else "journaltitle"] = f"{{{_escaped(document.publisher)}}}"
    if document.published:
        fields["date"] = _interval(document.published)
    if document.url:
        fields["url"] = document.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    if document.retrieved:
        fields["urldate"] = document.retrieved.isoformat()
    if notes := _notes(document):
        fields["note"] = _escaped(". ".join(notes))
    kind = "online" if document.url else "article"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{document.id},\n{lines}}}\n"


def _escaped(value: str) -> str:
    return " ".join(value.split()).translate(_ESCAPES)


# --- CSL-JSON ---------------------------------------------------------------------------------


def _csl(documents: list[Document]) -> str:
    return json.dumps([_csl_entry(document) for document in documents], ensure_ascii=False, indent=2) + "\n"


def _csl_entry(document: Document) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": document.id,
        "type": "webpage" if document.url else "article-newspaper",
        "title": document.title,
        "author": [{"literal": name} for name in _authors(document)],
        "container-title": document.publisher,
        "issued": _csl_date(document.published),
        "URL": document.url,
        "language": document.language,
        "accessed": {"date-parts": [_parts(document.retrieved)]} if document.retrieved else None,
        "note": ". ".join(_notes(document)),
    }
    return {name: value for name, value in entry.items() if value}


def _csl_date(published: Published | None) -> dict[str, Any] | None:
    if published is None:
        return None
    length = {Precision.YEAR: 1, Precision.MONTH: 2}.get(published.precision, 3)
    parts = [_parts(published.start)[:length]]
    if length == 3 and published.end != published.start:
        parts.append(_parts(published.end))
    return {"date-parts": parts} | ({"circa": True} if published.basis == DateBasis.INFERRED else {})


def _parts(day: Any) -> list[int]:
    return [day.year, day.month, day.day]
