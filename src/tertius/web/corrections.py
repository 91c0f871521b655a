"""What can be corrected by hand on a page, as fields of a form, and which of them were changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from tertius.records import (
    Actor,
    EventStatus,
    EventType,
    Form,
    Kind,
    Polarity,
    Record,
    Relation,
    Voice,
    to_builtins,
)
from tertius.world.actors import resolve
from tertius.world.ontology import quad_of

__all__ = ["Field", "changes", "fields_of"]


class Field(NamedTuple):
    """A field as the form shows it: a word of `words`, several of them where `many`, or text."""

    name: str
    label: str
    value: tuple[str, ...]
    words: tuple[str, ...] = ()
    many: bool = False
    hint: str = ""


_WORDS: dict[str, type[StrEnum]] = {
    "voice": Voice, "kinds": Kind, "polarity": Polarity, "form": Form, "type": EventType, "status": EventStatus,
    "relation": Relation,
}  # fmt: skip
_LABELS = {
    "voice": "Voice", "kinds": "Kinds", "polarity": "Polarity", "form": "Form", "speaker.name": "Speaker",
    "speaker.role": "Role of the speaker", "about": "About", "accused": "Accused", "type": "Type", "status": "Status",
    "source": "Source", "target": "Target", "relation": "Relation", "sign": "Sign", "a": "One side", "b": "Other side",
    "addressee": "Addressee", "hedge": "Hedge, verbatim",
}  # fmt: skip
_OF: dict[str, tuple[str, ...]] = {
    "statement": ("voice", "speaker.name", "speaker.role", "kinds", "about", "accused", "polarity", "form"),
    "event": ("type", "status", "source", "target"),
    "tie": ("relation", "a", "b"),
    "prediction": ("hedge",),
    "demand": ("addressee",),
}
_ACTORS = {"about", "accused", "source", "target", "a", "b", "addressee"}
_LISTS = {"about", "accused"}
_PARTED = "several are parted by commas"


def fields_of(kind: str, record: Record) -> tuple[Field, ...]:
    """The fields of `record` that a page offers to correct."""
    return tuple(_field(name, record) for name in _OF.get(kind, ()))


def _field(name: str, record: Record) -> Field:
    value: Any = record
    for part in name.split("."):
        value = getattr(value, part)
    words = tuple(_WORDS[name]) if name in _WORDS else ()
    hint = "a name or an ISO code" if name in _ACTORS else ""
    hint += f"; {_PARTED}" if name in _LISTS else ""
    return Field(name, _LABELS[name], _shown(value), words, many=name == "kinds", hint=hint)


def _shown(value: Any) -> tuple[str, ...]:
    if isinstance(value, tuple):
        if all(isinstance(one, Actor) for one in value):
            return (", ".join(one.name for one in value),)
        return tuple(str(one) for one in value)
    if isinstance(value, Actor):
        return (value.name,)
    return ("" if value is None else str(value),)


def changes(kind: str, record: Record, given: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Any]]:
    """(field, new value) of each field that was given otherwise than the record has it.

    Raises:
        NameNotResolved: an actor that was not there before is not known by that name.
    """
    for field in fields_of(kind, record):
        if field.name not in given and not field.many:
            continue
        new = tuple(given.get(field.name, ()))
        if sorted(new) == sorted(field.value):
            continue
        if field.many:
            yield field.name, list(new)
        elif field.name in _ACTORS:
            yield field.name, _actors(field.name, record, new[0])
        else:
            yield field.name, new[0]
            if field.name == "type":
                yield "quad", quad_of(EventType(new[0]))


def _actors(name: str, record: Record, words: str) -> Any:
    """The actors named, those that the field held before as they were."""
    held = getattr(record, name)
    before = {actor.name.casefold(): actor for actor in (held if isinstance(held, tuple) else (held,)) if actor}
    named = [part.strip() for part in (words.split(",") if name in _LISTS else [words]) if part.strip()]
    found = [to_builtins(before.get(part.casefold()) or resolve(part)) for part in named]
    return found if name in _LISTS else (found[0] if found else None)
