"""From a page's text to its body: headline, byline, dateline and standfirst off the head, furniture off the foot.

Only whole lines are taken away, and only where a rule is sure; what remains keeps its paragraph breaks,
because a line break ends a sentence.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

import msgspec

from tertius.documents import dates
from tertius.documents._draft import Draft
from tertius.documents._furniture import credit, is_furniture, is_stamp, list_heading, reprint
from tertius.documents._header import header_line, split_header, with_header
from tertius.records import DateBasis, Published

__all__ = ["lay_out", "unwrap"]

_HEAD_LINES = 14
_TITLE_LENGTH = 220
_DATELINE_LENGTH = 200
_STANDFIRST_LENGTH = 400
_ENTRY_LENGTH = 140
_NAME = r"(?:[A-Z][\w.'’-]*|[A-Z]\.|de|van|von|der|al|el|bin|ibn|la|le|di|da|du|dos)"
_BYLINE = re.compile(rf"^\W*(?:By|BY|Written by|Author:)\s+(?P<names>{_NAME}(?:(?:,| and| &)?\s+{_NAME}){{0,9}})"
                     r"(?P<rest>\s*(?:[,|•·–—].*)?)$")  # fmt: skip
_DATE_LINE = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|posted|updated|date|modified)(?: on| at)?\s*:?\s*)?(?:[A-Z][a-z]+day,?\s+)?"
    rf"{dates.DATE_PATTERN}(?:\W+(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,20}})?\W*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+$")
_DASH = r"\s*(?:—|–|--|-)\s+"
_DATELINE = re.compile(
    r"^(?P<place>(?:[A-Z][A-Z.'’-]+)(?:[ /][A-Z][A-Z.'’-]*){0,4}(?:,\s*[A-Z][A-Za-z.' -]{2,30})?)"
    rf"(?:\s*(?:,\s*|\(){dates.DATE_PATTERN}\)?)?(?:\s*\((?P<credit>[A-Z][^)]{{1,38}})\))?(?P<dash>{_DASH})"
)
_DATED_PLACE = re.compile(
    rf"^(?P<place>[A-Z][\w.'’ -]{{2,40}}),\s*{dates.DATE_PATTERN}(?:\s*\((?P<credit>[A-Z][^)]{{1,38}})\))?(?P<dash>{_DASH})"
)
_SENTENCE_CLOSES = re.compile(r"[.!?…][\"”’')\]]*$")
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys([
    *map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), *range(9), 11, *range(14, 32), *range(127, 160),
])  # fmt: skip


def lay_out(draft: Draft) -> Draft:
    """`draft` with its head and foot read into fields and taken out of `text`."""
    lines = _clean(draft.text).split("\n")
    fields, lines = split_header(lines)
    draft = with_header(draft, fields)
    draft, lines = _head(draft, lines)
    lines, outlet = _foot(lines)
    draft, lines = _dateline(draft, lines)
    if (outlet := draft.reprint_of or outlet) and _same(outlet, draft.publisher or ""):
        outlet = None
    return msgspec.structs.replace(
        draft, text=_joined(lines), reprint_of=outlet, title=_line(draft.title) or "",
        byline=_line(draft.byline), publisher=_line(draft.publisher),
    )  # fmt: skip


def _clean(text: str) -> str:
    """NFC, unix line ends, no invisible characters, one blank for a run of blanks."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
        .replace("\f", "\n\n")
    )
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


def _line(value: str | None) -> str | None:
    """A field as one line without control characters, which a terminal would obey; None for nothing."""
    return " ".join(value.translate(_INVISIBLE).split()) or None if value else None


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _words(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


def _same(one: str, other: str) -> bool:
    return bool(_words(one)) and _words(one) == _words(other)


# --- the head ---------------------------------------------------------------------------------


def _head(draft: Draft, lines: list[str]) -> tuple[Draft, list[str]]:
    """Take headline, its repetition, stamp, standfirst, byline and date line off the top."""
    filled = [i for i, line in enumerate(lines) if line]
    taken = 0
    for step, index in enumerate(filled[:_HEAD_LINES]):
        line, rest = lines[index], [lines[i] for i in filled[step + 1 : step + 4]]
        changed = _head_line(draft, line, rest, first=step == 0)
        if changed is None:
            break
        draft, taken = changed, index + 1
    return draft, lines[taken:]


def _head_line(draft: Draft, line: str, rest: list[str], *, first: bool) -> Draft | None:
    """The draft with what this head line says, or None where the body begins."""
    replace = msgspec.structs.replace
    if is_stamp(line):
        return replace(draft, constructed=True)
    if draft.title and _same(line, draft.title):
        return draft
    if (pair := header_line(line)) and not is_furniture(line):
        return with_header(draft, {pair[0]: pair[1]})
    if match := _BYLINE.match(line):
        published = draft.published or _dated(match["rest"] or "", "byline")
        return replace(draft, byline=draft.byline or match["names"].strip(), published=published)
    if _DATE_LINE.match(line):
        return replace(draft, published=draft.published or _dated(line, "date line"))
    if outlet := reprint(line):
        return replace(draft, reprint_of=draft.reprint_of or outlet)
    if _ADDRESS.match(line):
        return replace(draft, url=draft.url or line)
    if is_furniture(line):
        return draft
    if first and not draft.title and rest and _may_be_title(line):
        return replace(draft, title=line)
    return replace(draft, standfirst=line) if _is_standfirst(draft, line, rest) else None


def _may_be_title(line: str) -> bool:
    return len(line) <= _TITLE_LENGTH and not re.search(r"[.:;,][\"”’']?$", line) and not _dateline_of(line)


def _is_standfirst(draft: Draft, line: str, rest: list[str]) -> bool:
    """Sure only for one short paragraph that stands between the headline and a byline or the headline again."""
    if not draft.title or draft.byline or len(line) > _STANDFIRST_LENGTH or not rest:
        return False
    return bool(_BYLINE.match(rest[0])) or _same(rest[0], draft.title)


def _dated(line: str, where: str) -> Published | None:
    return dates.parse(line, basis=DateBasis.TEXT, because=f"{where}: {line.strip(' ,|')}")


def _dateline_of(line: str) -> re.Match[str] | None:
    match = _DATED_PLACE.match(line[:_DATELINE_LENGTH]) or _DATELINE.match(line[:_DATELINE_LENGTH])
    if match is None:
        return None
    certain = match["credit"] or match["iso"] or match["m1"] or match["m2"] or match["dash"].strip() != "-"
    return match if certain else None


def _dateline(draft: Draft, lines: list[str]) -> tuple[Draft, list[str]]:
    """Read "BAKU, 5 October 2021 (Agency) —" and agency credits off the first and last paragraph."""
    lines = lines.copy()
    filled = [i for i, line in enumerate(lines) if line]
    if not filled:
        return draft, lines
    first, last = filled[0], filled[-1]
    agency = None
    if match := _dateline_of(lines[first]):
        published = draft.published or _dated(match[0].rstrip(" —–-"), "dateline")
        draft = msgspec.structs.replace(draft, published=published, dateline=match[0].rstrip(" —–-"))
        agency = match["credit"]
        lines[first] = lines[first][match.end() :]
    else:
        agency, lines[first] = credit(lines[first])
    closing, lines[last] = credit(lines[last])
    if named := draft.reprint_of or agency or closing:
        draft = msgspec.structs.replace(draft, reprint_of=named)
    return draft, lines


# --- the foot ---------------------------------------------------------------------------------


def _foot(lines: list[str]) -> tuple[list[str], str | None]:
    """The lines without furniture, and the outlet that a reprint line names."""
    outlet = next((found for line in lines if line and (found := reprint(line))), None)
    lines = lines[: _cut(lines)]
    return [line for line in lines if not (line and (is_furniture(line) or is_stamp(line) or reprint(line)))], outlet


def _cut(lines: list[str]) -> int:
    """Where the foot begins: the first line below which everything is furniture, a list or a label."""
    cut = next((i for i, line in enumerate(lines) if list_heading(line) and _all_entries(lines[i + 1 :])), len(lines))
    for index in range(cut - 1, -1, -1):
        line = lines[index]
        if not line:
            continue
        if is_furniture(line) or list_heading(line) or reprint(line):
            cut = index
        elif _SENTENCE_CLOSES.search(line[-20:]) or len(line) > _TITLE_LENGTH:
            break
    return cut


def _all_entries(lines: list[str]) -> bool:
    """Whether the lines below a list's heading are nothing but its entries: headlines, which end in no full stop."""
    return all(is_furniture(line) or (len(line) <= _ENTRY_LENGTH and not line.endswith(".")) for line in lines if line)


# --- hard-wrapped lines -----------------------------------------------------------------------


def unwrap(text: str) -> str:
    """`text` with the line breaks of a fixed column width undone.

    A break is one of width, not of meaning, where the next word would not have fitted the longest line.
    A text whose paragraphs stand on one line each is given back unchanged.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = max((len(line) for line in lines), default=0)
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    if not 40 <= width <= 120 or not pairs:
        return text
    full = [len(a) + 1 + len(b.split()[0]) > width - 4 for a, b in pairs]
    if len(pairs) < 3 or sum(full) < 0.7 * len(pairs):
        return text
    joined = [lines[0]]
    for before, line in itertools.pairwise(lines):
        if before and line and len(before) + 1 + len(line.split()[0]) > width - 4:
            joined[-1] += " " + line.lstrip()
        else:
            joined.append(line)
    return "\n".join(joined)
