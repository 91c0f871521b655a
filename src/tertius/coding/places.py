"""Where: the place of an event's sentence, with coordinates and country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from tertius.coding.parsed import Parsed, Span
from tertius.coding.times import Hemisphere
from tertius.records import Place
from tertius.world.countries import countries
from tertius.world.gazetteer import gazetteer
from tertius.world.places import best

__all__ = ["find_place", "hemisphere", "hemisphere_of"]

_BEFORE = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "along", "to", "into", "from", "of"})
_LONGEST = 4  # words of a place's name


def find_place(parsed: Parsed, span: Span) -> Place | None:
    """The place that the sentence at `span` names as a place: after "in", "at", "near" and the like.

    It is sought among the countries that the document speaks of first (Julfa is in Azerbaijan and in
    Iran); None where the sentence names no place or only a country. A name that is part of a mention of
    a person or a body is no place.
    """
    near = {
        mention.actor.state or mention.actor.code for mention in parsed.mentions if mention.actor and mention.actor.code
    }
    others = [mention.span for mention in parsed.mentions if mention.actor and mention.actor.kind != "state"]
    countries = {code[:3] for code in near if code}
    for name, start in _names(parsed, span):
        if any(low <= start < high for low, high in others):
            continue
        place = None if _is_country(name) else best(name, countries)
        if place is not None:
            return place
    return None


def hemisphere(parsed: Parsed, span: Span, place: Place | None = None) -> Hemisphere | None:
    """On which side of the equator the sentence at `span` plays: that of its place, else of the states it names.

    Without either it is that of the document's states; None where they lie on both sides or there are none.
    """
    if place is not None and place.lat is not None:
        return "north" if place.lat >= 0 else "south"
    here = {code for start, code in _state_codes(parsed) if span[0] <= start < span[1]}
    return hemisphere_of(here or {code for _, code in _state_codes(parsed)})


def hemisphere_of(states: Iterable[str]) -> Hemisphere | None:
    """On which side of the equator states lie (alpha-3 codes), by the middle of each; None where on both, or none."""
    sides = {side for code in states if (side := _side(code)) is not None}
    return sides.pop() if len(sides) == 1 else None


def _state_codes(parsed: Parsed) -> Iterator[tuple[int, str]]:
    for mention in parsed.mentions:
        code = (mention.actor.state or mention.actor.code) if mention.actor is not None else None
        if code:
            yield mention.span[0], code[:3]


@cache
def _side(code: str) -> Hemisphere | None:
    lat = next((country.lat for country in countries() if country.iso3 == code), None)
    return None if lat is None else "north" if lat >= 0 else "south"


def _is_country(name: str) -> bool:
    return any(entry.basis in ("name", "short name") for entry in gazetteer().lookup(name))


def _names(parsed: Parsed, span: Span) -> Iterator[tuple[str, int]]:
    """Capitalised words after a preposition of place, the longest piece first."""
    piece = parsed.doc.char_span(*span, alignment_mode="expand")
    for token in piece or ():
        if token.lower_ not in _BEFORE:
            continue
        start = token.i + 1
        while start < len(parsed.doc) and parsed.doc[start].lower_ in (
            "the",
            "city",
            "town",
            "village",
            "region",
            "of",
        ):
            start += 1
        end = start
        while (
            end < len(parsed.doc)
            and end - start < _LONGEST
            and (parsed.doc[end].text[:1].isupper() or parsed.doc[end].text == "-")
        ):
            end += 1
        for last in range(end, start, -1):
            first = parsed.doc[start]
            yield parsed.text[first.idx : parsed.doc[last - 1].idx + len(parsed.doc[last - 1])], first.idx
