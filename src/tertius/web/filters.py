"""What lists can be narrowed by, for pages and API alike, and how a query is read."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import NamedTuple

from tertius.case import parse_date
from tertius.errors import NameNotResolved, UsageError
from tertius.records import (
    ActorKind,
    EventStatus,
    EventType,
    Form,
    Kind,
    Polarity,
    PredictionStatus,
    Relation,
    Review,
    Voice,
)
from tertius.world.actors import resolve

__all__ = ["FILTERS", "KINDS", "Choice", "Filter", "read_choice"]

_REVIEW = tuple(Review)


class Filter(NamedTuple):
    """One thing that a list can be narrowed by; `words` are the values it may have, none for free text."""

    name: str
    label: str
    words: tuple[str, ...] = ()
    actor: bool = False


class Choice(NamedTuple):
    """What was asked for: the words as they were given (for the form), as they are looked up, and the days."""

    given: dict[str, str]
    filters: dict[str, str]
    since: dt.date | None
    until: dt.date | None


_QUADS = ("1", "2", "3", "4")
_VOICE = Filter("voice", "Voice", tuple(Voice))
_SPEAKER = Filter("speaker", "Speaker", actor=True)

FILTERS: dict[str, tuple[Filter, ...]] = {
    "statement": (
        _SPEAKER, Filter("about", "About", actor=True), _VOICE, Filter("kind", "Kind", tuple(Kind)),
        Filter("against", "Accuses a", tuple(ActorKind)), Filter("contested", "Contested", ("yes", "no")),
        Filter("form", "Form", tuple(Form)), Filter("polarity", "Polarity", tuple(Polarity)),
        Filter("review", "Review", _REVIEW), Filter("document", "Document"),
    ),
    "event": (
        Filter("source", "Source", actor=True), Filter("target", "Target", actor=True),
        Filter("actor", "Either side", actor=True), Filter("type", "Type", tuple(EventType)),
        Filter("quad", "Quad class", _QUADS), Filter("status", "Status", tuple(EventStatus)),
        Filter("reporter", "Reported by"), Filter("review", "Review", _REVIEW), Filter("document", "Document"),
    ),
    "tie": (
        Filter("actor", "Actor", actor=True), Filter("relation", "Relation", tuple(Relation)),
        Filter("sign", "Sign", ("+1", "-1", "0")), Filter("asserter", "Asserted by"), Filter("review", "Review", _REVIEW), Filter("document", "Document"),
    ),
    "prediction": (
        _SPEAKER, _VOICE, Filter("status", "Status", tuple(PredictionStatus)), Filter("review", "Review", _REVIEW),
        Filter("document", "Document"),
    ),
    "demand": (
        _SPEAKER, Filter("addressee", "Addressee", actor=True), _VOICE, Filter("review", "Review", _REVIEW),
        Filter("document", "Document"),
    ),
}  # fmt: skip
KINDS = {"statements": "statement", "events": "event", "ties": "tie", "predictions": "prediction", "demands": "demand"}
"""The kind of record that each list holds, by its address."""
_LONGEST = 200  # characters of one word of a query


def read_choice(kind: str, query: Mapping[str, str]) -> Choice:
    """What `query` asks of a list of that kind; names that are not of it are left alone.

    Raises:
        UsageError: a value that a field cannot have, a day that is none, or a word that is too long.
    """
    given = {f.name: value for f in FILTERS[kind] if (value := query.get(f.name, "").strip())}
    days = {name: value for name in ("since", "until") if (value := query.get(name, "").strip())}
    for name, value in given.items():
        if len(value) > _LONGEST:
            raise UsageError(f"{name} is longer than {_LONGEST} characters")
    fields = {f.name: f for f in FILTERS[kind]}
    filters = {name: _word(fields[name], value) for name, value in given.items()}
    return Choice(given | days, filters, parse_date(days.get("since")), parse_date(days.get("until")))


def _word(field: Filter, value: str) -> str:
    if field.words:
        fits = next((word for word in field.words if word.casefold() == value.casefold()), None)
        if fits is None:
            raise UsageError(f"{value!r} is no {field.name}; give one of {', '.join(field.words)}")
        return fits
    return _code(value) if field.actor else value


@functools.lru_cache(maxsize=1_024)
def _code(name: str) -> str:
    """The code of the actor of that name, else the name; kept, since of an unknown name the likest are looked for."""
    try:
        return resolve(name).code or name
    except NameNotResolved:
        return name
