"""PDF by pypdf: the text layer alone; scanned pages without one are an error, not an empty document."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tertius.documents import dates
from tertius.documents._bytes import Source
from tertius.documents._draft import Draft
from tertius.errors import DocumentError
from tertius.records import DateBasis, Published

__all__ = ["portable"]

_MOST_PAGES = 3000
_LONGEST = 20_000_000  # characters
_WIDEST = 160  # characters of a set line; what is longer is a paragraph on one line
_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE)
_CLOSES = re.compile(r"[.!?…:][\"”’')\]]*$")
_CUT = re.compile(r"(\w+)-$")


def portable(source: Source) -> Iterator[Draft]:
    """One draft from one PDF; running heads, feet and page numbers left out, words and lines joined."""
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


def _opens(reader: Any) -> bool:
    """Whether the file opens with no password; a cipher that this installation lacks does not."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _pages(reader: Any, where: str) -> list[list[str]]:
    if reader.is_encrypted and not _opens(reader):
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
    known = reader.metadata or {}
    title = str(known.get("/Title") or "").strip()
    return Draft(
        text=_flowing([line for lines in _without_running(pages) for line in lines]),
        where=where,
        title=title if " " in title else "",  # a single word is a file name, not a headline
        byline=str(known.get("/Author") or "").strip() or None,
        published=_created(known.get("/CreationDate")),
    )


# --- running heads and feet -------------------------------------------------------------------


def _without_running(pages: list[list[str]]) -> list[list[str]]:
    """The pages without lines that stand at the edge of most of them whatever the page number, and bare numbers there."""
    edges = Counter(shape for lines in pages for shape in {_shape(line) for _, line in _edge(lines)})
    often = max(2, len(pages) // 2 + 1)
    running = {shape for shape, times in edges.items() if times >= often}
    cleaned = []
    for lines in pages:
        off = {index for index, line in _edge(lines) if _shape(line) in running or _PAGE_NUMBER.match(line)}
        cleaned.append([line for index, line in enumerate(lines) if index not in off])
    return cleaned


def _edge(lines: list[str]) -> list[tuple[int, str]]:
    """The first and last two lines of a page that are not blank, with their indices."""
    filled = [(index, line) for index, line in enumerate(lines) if line]
    return filled if len(filled) <= 4 else filled[:2] + filled[-2:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


# --- lines to paragraphs ----------------------------------------------------------------------


def _flowing(lines: list[str]) -> str:
    """Paragraphs out of the lines of a layout: a PDF knows where a line ends and not what ends there.

    A line goes on in the next unless it is clearly short of the usual width and closes a sentence, or is much
    shorter still and the next begins like a sentence (a headline, a byline). Words cut by a hyphen are joined.
    """
    widths = sorted(len(line) for line in lines if line)
    width = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    if width > _WIDEST:
        return "\n\n".join(line for line in lines if line)
    words = Counter(re.findall(r"[\w-]+", " ".join(lines).casefold()))
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
            continue
        if goes_on and not (_is_heading(paragraphs[-1], width) and line[:1].isupper()):
            paragraphs[-1] = _continued(paragraphs[-1], line, words)
        else:
            paragraphs.append(line)
        goes_on = len(line) >= 0.8 * width or not _CLOSES.search(line)
    return "\n\n".join(paragraphs)


def _is_heading(line: str, width: int) -> bool:
    return len(line) < 0.7 * width and not _CUT.search(line)


def _continued(before: str, line: str, words: Counter[str]) -> str:
    """`before` and `line` as one text; a hyphen at the break goes where the word stands without it elsewhere."""
    if before.endswith("\u00ad"):
        return before.rstrip("\u00ad") + line
    cut = _CUT.search(before)
    if not cut or not line[:1].islower():
        return f"{before}{'' if cut else ' '}{line}"
    first, second = cut[1], re.match(r"\w+", line)
    rest = second[0] if second else ""
    whole, hyphened = words[(first + rest).casefold()], words[f"{first}-{rest}".casefold()]
    keeps = hyphened > whole or (hyphened == whole and first[:1].isupper() and len(first) > 3)
    return before + line if keeps else before[:-1] + line


def _created(stamp: Any) -> Published | None:
    """The date in a PDF's `D:YYYYMMDD...` stamp."""
    digits = str(stamp or "").removeprefix("D:")[:8]
    if len(digits) < 8 or not digits.isdigit():
        return None
    return dates.parse(
        f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", basis=DateBasis.METADATA, because="PDF creation date"
    )
