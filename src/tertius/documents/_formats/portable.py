"""PDF by pypdf: the text layer alone; scanned pages without one are an error, not an empty document."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tertius.documents import dates
from tertius.documents._bytes import Source
from tertius.documents._draft import Draft
from tertius.documents._layout import unwrap
from tertius.errors import DocumentError
from tertius.records import DateBasis, Published

__all__ = ["portable"]

_MOST_PAGES = 3000
_LONGEST = 20_000_000  # characters


def portable(source: Source) -> Iterator[Draft]:
    """One draft from one PDF; running heads and page numbers left out."""
    try:
        import pypdf  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise DocumentError(f"{source.name}: reading PDF needs pypdf; install it with 'pip install pypdf'") from error
    data = source.data()
    with _quiet():
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            yield _draft(reader, _pages(reader, source.name), source.name)
        except DocumentError:
            raise
        except Exception as error:  # a broken PDF makes pypdf raise almost anything
            raise DocumentError(
                f"{source.name}: the PDF is damaged or cut short ({type(error).__name__}); save it again"
            ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf quiet: it logs each oddity of a file; the caller hears the one line that matters."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _pages(reader: Any, where: str) -> list[list[str]]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(f"{where}: the PDF is encrypted; save a copy without a password")
    if len(reader.pages) > _MOST_PAGES:
        raise DocumentError(f"{where}: has more than {_MOST_PAGES} pages; split it")
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text() or ""
        length += len(text)
        if length > _LONGEST:
            raise DocumentError(f"{where}: holds more than {_LONGEST // 1_000_000} million characters; split it")
        pages.append([line.strip() for line in text.splitlines()])
    if not length or not any(line for lines in pages for line in lines):
        raise DocumentError(f"{where}: the PDF has no text layer (a scan?); run text recognition on it first")
    return pages


def _draft(reader: Any, pages: list[list[str]], where: str) -> Draft:
    running = _running(pages)
    text = "\n".join(line for lines in pages for line in lines if line not in running and not line.isdigit())
    known = reader.metadata or {}
    title = str(known.get("/Title") or "").strip()
    return Draft(
        text=unwrap(text),
        where=where,
        title=title if " " in title else "",  # a single word is a file name, not a headline
        byline=str(known.get("/Author") or "").strip() or None,
        published=_created(known.get("/CreationDate")),
    )


def _running(pages: list[list[str]]) -> set[str]:
    """Lines at the edge of most pages: running heads and feet."""
    if len(pages) < 3:
        return set()
    edges = Counter(line for lines in pages for line in {*lines[:2], *lines[-2:]} if line)
    return {line for line, times in edges.items() if times > len(pages) // 2}


def _created(stamp: Any) -> Published | None:
    """The date in a PDF's `D:YYYYMMDD...` stamp."""
    digits = str(stamp or "").removeprefix("D:")[:8]
    if len(digits) < 8 or not digits.isdigit():
        return None
    return dates.parse(
        f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", basis=DateBasis.METADATA, because="PDF creation date"
    )
