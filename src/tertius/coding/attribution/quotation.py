"""Where the quotation marks of a text open and close, whatever marks its writer used.

Straight, curly and doubled marks, guillemets and low German marks are read; a single mark counts only
where it cannot be an apostrophe. A quotation does not run past a blank line; one that its paragraph
leaves open ends there as not closed, so that a quotation carried on over paragraphs, each with a new
opening mark, becomes one `Quote` a paragraph. Only outermost quotations are returned, in order, disjoint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tertius.coding.parsed import Quote

__all__ = ["MARKS", "find_quotes"]

MARKS = "\"“”„‟«»‘’‚‹›'`"
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚‹›'＂]")
_ELISION = re.compile(r"['’‘](?:\d|(?:em|til|tis|twas|cause|bout|round|n)\b)", re.IGNORECASE)
_LONGEST_SINGLE = 600  # characters; a lone single mark is rather an apostrophe than the start of a page

# What a mark may be, and which family closes it. "open" and "close" are certain, "either" depends on place.
_KINDS = {
    "“": ("open", "curly"),
    "”": ("close", "curly"),
    "‟": ("open", "curly"),
    "„": ("open", "curly"),
    '"': ("either", "curly"),
    "＂": ("either", "curly"),
    "''": ("either", "curly"),
    "``": ("open", "curly"),
    "«": ("either", "angle"),
    "»": ("either", "angle"),
    "‹": ("either", "angle"),
    "›": ("either", "angle"),
    "‘": ("open", "single"),
    "‚": ("open", "single"),
    "’": ("close", "single"),
    "'": ("either", "single"),
}


@dataclass(slots=True)
class _Open:
    start: int
    family: str


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of `text`, in order, each with its marks; offsets in code points.

    Never raises: marks that have no partner are passed over or give a `Quote` with `closed=False`.
    """
    cuts = [0, *(m.end() for m in _BLANK.finditer(text)), len(text)]
    found: list[Quote] = []
    for start, end in pairwise(cuts):
        found.extend(_of_paragraph(text, start, end))
    return tuple(found)


def _of_paragraph(text: str, start: int, end: int) -> list[Quote]:
    quotes: list[Quote] = []
    opened: _Open | None = None
    for mark in _MARK.finditer(text, start, end):
        kind, family = _KINDS[mark.group()]
        if opened is None:
            if _opens(text, mark, kind, family, start, end):
                opened = _Open(mark.start(), family)
            continue
        line_broke = text.find("\n", opened.start, mark.start()) >= 0
        if line_broke and _begins_line(text, mark.start()) and kind != "close":
            quotes.append(_unclosed(text, opened.start, text.rfind("\n", opened.start, mark.start())))
            opened = _Open(mark.start(), family)
        elif family == opened.family and _closes(text, mark, kind, opened):
            quotes.append(Quote(opened.start, mark.end()))
            opened = None
        elif family == opened.family == "curly" and mark.group() in "“„" and not _letter(text, mark.start() - 1):
            # A second certain opening: the first was never closed, or the closing mark was mistyped.
            quotes.append(_mistyped(text, opened.start, mark))
            opened = None if quotes[-1].end == mark.end() else _Open(mark.start(), family)
    if opened is not None and opened.family != "single":
        quotes.append(_unclosed(text, opened.start, _end_of_line(text, opened.start, end)))
    return [q for q in quotes if any(c.isalnum() for c in text[q.start : q.end])]


def _mistyped(text: str, start: int, mark: re.Match[str]) -> Quote:
    """A quotation closed by an opening mark that no word follows, or else left open before that mark."""
    if not _letter(text, mark.end()):
        return Quote(start, mark.end())
    return _unclosed(text, start, mark.start())


def _opens(text: str, mark: re.Match[str], kind: str, family: str, start: int, end: int) -> bool:
    if kind == "close":
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    if family != "single":
        return not (kind == "either" and after.isspace() and before.isalnum() and family == "angle")
    if before.isalnum() or not (after.isalnum() or after in '“"…[($') or _ELISION.match(text, mark.start()):
        return False
    limit = min(end, mark.end() + _LONGEST_SINGLE)
    return any(
        _closes(text, later, *_kind_and(mark, "single"))
        for later in _MARK.finditer(text, mark.end(), limit)
        if _KINDS[later.group()][1] == "single" and _KINDS[later.group()][0] != "open"
    )


def _kind_and(mark: re.Match[str], family: str) -> tuple[str, _Open]:
    return "either", _Open(mark.start(), family)


def _closes(text: str, mark: re.Match[str], kind: str, opened: _Open) -> bool:
    if kind == "open":
        return False
    if opened.family == "single":
        before = text[mark.start() - 1]
        return not _letter(text, mark.end()) and not before.isspace() and mark.start() > opened.start + 1
    return True


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _end_of_line(text: str, start: int, end: int) -> int:
    line = text.find("\n", start, end)
    return end if line < 0 else line


def _unclosed(text: str, start: int, end: int) -> Quote:
    return Quote(start, start + len(text[start:end].rstrip()), closed=False)
