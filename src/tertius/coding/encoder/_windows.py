"""Text cut into the windows that the encoder reads, and the neighbourhood of a cue within one.

A window holds whole lines (paragraphs), since an attribution hardly ever crosses one: of 14,311 in
PolNeAR's training part 130 do. A line too long for a window is read in overlapping pieces, and each
piece answers only for the cues in its own part, its core.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tertius.coding.encoder._wordpiece import CLS, SEP, Piece, WordPiece

__all__ = ["LONGEST", "PLAIN", "QUOTED", "SOURCE", "TARGET", "Window", "neighbourhood", "relative", "windows"]

LONGEST = 256  # tokens in a window, marks included
PLAIN, QUOTED, SOURCE, TARGET = range(4)  # token types
BEFORE, AFTER = 80, 112  # how far from its cue a source or content is looked for, in tokens
NEAR_BEFORE, NEAR_AFTER = 64, 96  # relative positions told apart on each side of a cue

_OVERLAP = 48
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*$")
_OPEN, _CLOSE = "“«„", "”»"


@dataclass(slots=True)
class Window:
    """Token ids with what is known of each: type, offsets (-1 for a mark), line (-1 for a mark)."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    types: list[int] = field(default_factory=lambda: [PLAIN])
    starts: list[int] = field(default_factory=lambda: [-1])
    ends: list[int] = field(default_factory=lambda: [-1])
    lines: list[int] = field(default_factory=lambda: [-1])
    core: tuple[int, int] = (0, LONGEST)

    def add(self, pieces: list[Piece], quoted: bytearray, line: int) -> None:
        """Append the pieces of one line and a closing mark."""
        self.ids += [number for number, _, _ in pieces] + [SEP]
        self.types += [quoted[start] for _, start, _ in pieces] + [PLAIN]
        self.starts += [start for _, start, _ in pieces] + [-1]
        self.ends += [end for _, _, end in pieces] + [-1]
        self.lines += [line] * len(pieces) + [-1]


def windows(text: str, pieces_of: WordPiece) -> Iterator[Window]:
    """The windows of a text, in its order."""
    quoted = _inside_quotes(text)
    window = Window()
    for number, match in enumerate(_LINE.finditer(text)):
        pieces = pieces_of(text, match.start(), match.end())
        if not pieces:
            continue
        if len(pieces) + 2 > LONGEST:
            if len(window.ids) > 1:
                yield window
            window = Window()
            yield from _parts(pieces, quoted, number, text)
            continue
        if len(window.ids) + len(pieces) + 1 > LONGEST:
            yield window
            window = Window()
        window.add(pieces, quoted, number)
    if len(window.ids) > 1:
        yield window


def _parts(pieces: list[Piece], quoted: bytearray, line: int, text: str) -> Iterator[Window]:
    """A long line as overlapping windows with cores side by side, cut at sentence ends where there are any."""
    room = LONGEST - 2
    begin = 0
    while begin < len(pieces):
        first = max(0, begin - _OVERLAP)
        last = min(len(pieces), first + room)
        stop = len(pieces) if last == len(pieces) else _cut(pieces, begin, last - _OVERLAP, text)
        window = Window(core=(begin - first + 1, stop - first + 1))
        window.add(pieces[first:last], quoted, line)
        yield window
        begin = stop


def _cut(pieces: list[Piece], begin: int, limit: int, text: str) -> int:
    """The last sentence end between `begin` and `limit`, or `limit`."""
    for place in range(limit, begin + _OVERLAP, -1):
        end = pieces[place - 1][2]
        if end < pieces[place][1] and _SENTENCE_END.search(text, max(0, end - 4), end):
            return place
    return limit


def _inside_quotes(text: str) -> bytearray:
    """Per code point whether it stands between double quotation marks (marks included), line by line.

    A mark left open holds to the end of its line: that is how a quotation that goes on in the next
    paragraph is printed.
    """
    inside = bytearray(len(text) + 1)
    on = False
    for place, character in enumerate(text):
        if character == "\n":
            on = False
        elif character in _OPEN:
            on = True
            inside[place] = QUOTED
        elif character in _CLOSE:
            inside[place] = QUOTED
            on = False
        elif character == '"':
            inside[place] = QUOTED
            on = not on
        elif on:
            inside[place] = QUOTED
    return inside


def neighbourhood(window: Window, begin: int, end: int) -> tuple[int, int]:
    """Where, in tokens of the window, the source and content of the cue `begin:end` are looked for.

    The cue's own line; and the next one where the line ends in a colon.
    """
    line = window.lines[begin]
    first, last = begin, end
    while first > 0 and begin - first < BEFORE and window.lines[first - 1] == line:
        first -= 1
    size = len(window.ids)
    colon = False
    while last < size and last - end < AFTER:
        here = window.lines[last]
        if here not in (line, -1):
            if not colon:
                break
            line, colon = here, False
        elif here == -1:
            if last + 1 >= size or not _is_colon(window, last - 1):
                break
            colon = True
        last += 1
    return first, last


def _is_colon(window: Window, place: int) -> bool:
    return window.ids[place] == 1024  # ":" in the vocabulary


def relative(first: int, last: int, begin: int, end: int) -> list[int]:
    """The position of each token of `first:last` relative to the cue `begin:end`: 0 inside it."""
    return [
        min(begin - place, NEAR_BEFORE)
        if place < begin
        else NEAR_BEFORE + min(place - end + 1, NEAR_AFTER)
        if place >= end
        else 0
        for place in range(first, last)
    ]
