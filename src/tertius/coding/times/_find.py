"""Find phrases of time and turn each into an interval."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from tertius.coding.times._calendar import YEAR_RE
from tertius.coding.times._context import Anchor, Hemisphere
from tertius.coding.times._rules import HINTS, RULES
from tertius.records import Published, When

__all__ = ["TimeMention", "find_times", "resolve"]

_YEAR = re.compile(rf"\b({YEAR_RE})\b")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?\n]+|$)")
_FUTURE = re.compile(
    r"\b(?:will|shall|plans?|planned|going to|to be held|expected|scheduled|upcoming)\b", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:was|were|had|did|[a-z]{3,}ed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A phrase of time: its half-open span in the text and the days it names."""

    span: tuple[int, int]
    when: When


def find_times(
    text: str,
    reference: Published | dt.date | None,
    tense: str | None = None,
    *,
    hemisphere: Hemisphere | None = "north",
) -> list[TimeMention]:
    """All phrases of time in `text` that can be placed, in order of the text.

    `reference` is the day (or the document's `published`, whose `day` counts) that "yesterday" and a
    missing year are relative to; without one only phrases with a year of their own, or with a year in
    the same sentence, are placed. `tense` ("past" or "future") tells where a bare weekday or month
    lies; when it is not given, the words of the sentence decide. Seasons are those of `hemisphere`; where it is
    None, an interval covers those of both.
    """
    day = reference.day if isinstance(reference, Published) else reference
    found: list[TimeMention] = []
    for sentence in _SENTENCE.finditer(_mask_abbreviations(text)):
        if sentence.group():
            found += _in_sentence(text, sentence.span(), day, tense, hemisphere)
    return found


def resolve(phrase: str, reference: Published | dt.date | None, tense: str | None = None) -> When | None:
    """The interval that a phrase names, or None where it names none or cannot be placed."""
    found = find_times(phrase, reference, tense)
    return max(found, key=lambda mention: mention.span[1] - mention.span[0]).when if found else None


def _mask_abbreviations(text: str) -> str:
    """The text with the full stops of short month names made harmless, at the same offsets."""
    return re.sub(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.(?=\s*\d)", r"\1 ", text)


def _in_sentence(
    text: str, bounds: tuple[int, int], day: dt.date | None, tense: str | None, hemisphere: Hemisphere | None
) -> list[TimeMention]:
    start, end = bounds
    piece = text[start:end]
    hints = {name for name, hint in HINTS.items() if hint.search(piece)}
    if not hints:
        return []
    years = [int(match.group(1)) for match in _YEAR.finditer(piece)]
    only = years[0] if len(set(years)) == 1 else None
    anchor = Anchor(day=day, tense=tense or _tense(piece), year=only, hemisphere=hemisphere)
    taken: list[tuple[int, int]] = []
    found: list[TimeMention] = []
    for pattern, rule, needs in RULES:
        if not needs <= hints:
            continue
        for match in pattern.finditer(piece):
            if any(match.start() < high and low < match.end() for low, high in taken):
                continue
            when = rule(match, anchor)
            if when is not None:
                taken.append(match.span())
                found.append(TimeMention(span=(start + match.start(), start + match.end()), when=when))
    return sorted(found, key=lambda mention: mention.span)


def _tense(sentence: str) -> str | None:
    if _FUTURE.search(sentence):
        return "future"
    return "past" if _PAST.search(sentence) else None
