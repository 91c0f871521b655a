"""The words under which a record is listed, and the day that orders it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from tertius.records import (
    Actor,
    Alert,
    Analysis,
    Demand,
    Event,
    Kind,
    Passage,
    Prediction,
    Record,
    Speaker,
    Statement,
    Tie,
)

__all__ = ["FIELDS", "day_of", "words_of"]

FIELDS: dict[str, tuple[str, ...]] = {
    "statement": (
        "speaker", "voice", "kind", "form", "polarity", "about", "accused", "against", "contested", "document", "review",
    ),
    "event": ("type", "status", "quad", "actor", "source", "target", "pair", "reporter", "document", "review"),
    "tie": ("relation", "sign", "actor", "pair", "asserter", "document", "review"),
    "prediction": ("speaker", "voice", "status", "document", "review"),
    "demand": ("speaker", "voice", "addressee", "document", "review"),
    "analysis": ("between", "on"),
    "alert": ("watch", "kind", "document"),
}  # fmt: skip
"""What the records of a kind can be listed by. An actor is found by name, by code and by the code of its state."""

Word = tuple[str, str]
_WORD = re.compile(r"\w{2,}")


def words_of(record: Record) -> set[Word]:
    """(field, word) for each word that `record` is found under, in small letters; ('', '') for every record."""
    return {("", "")} | {(field, word.casefold()) for field, word in _words(record) if word}


def day_of(record: Record) -> str:
    """The day that orders `record`, as YYYY-MM-DD; empty where it has none."""
    day: dt.date | None = None
    if isinstance(record, Statement):
        day = record.said.day if record.said else None
    elif isinstance(record, Event):
        day = (record.when.start or record.when.end) if record.when else None
    elif isinstance(record, Tie):
        day = record.since
    elif isinstance(record, Prediction):
        day = (record.horizon.end or record.horizon.start) if record.horizon else None
    elif isinstance(record, Analysis):
        day = record.case.until
    elif isinstance(record, Alert):
        day = record.at.date()
    return day.isoformat() if day else ""


def _words(record: Record) -> Iterator[Word]:
    if isinstance(record, Statement):
        yield from _of_statement(record)
    elif isinstance(record, Event):
        yield from _of_event(record)
    elif isinstance(record, Tie):
        yield from _of_tie(record)
    elif isinstance(record, Prediction):
        yield from (*_spoken(record.by), ("voice", record.voice), ("status", record.status), ("review", record.review))
        yield from _documents(record.passages)
    elif isinstance(record, Demand):
        yield from (*_spoken(record.by), ("voice", record.voice), *_actors("addressee", [record.addressee]))
        yield "review", record.review
        yield from _documents(record.passages)
    elif isinstance(record, Analysis):
        yield from (*_actors("between", record.case.between), *_actors("on", [record.case.on]))
    elif isinstance(record, Alert):
        yield from (("watch", record.watch), ("kind", record.kind), *_documents(record.passages))


def _of_statement(record: Statement) -> Iterator[Word]:
    yield from _spoken(record.speaker)
    yield from (
        ("voice", record.voice),
        ("form", record.form),
        ("polarity", record.polarity),
        ("review", record.review),
    )
    yield from (("kind", kind) for kind in record.kinds)
    yield from (*_actors("about", (*record.about, *record.accused)), *_actors("accused", record.accused))
    if Kind.ACCUSATION in record.kinds:
        yield from (("against", actor.kind) for actor in record.accused)
    yield "contested", "yes" if record.contested_with else "no"
    yield from _documents(record.passages)


def _of_event(record: Event) -> Iterator[Word]:
    yield from (("type", record.type), ("status", record.status), ("quad", str(record.quad)), ("review", record.review))
    yield from (*_actors("source", [record.source]), *_actors("target", [record.target]))
    yield from (*_actors("actor", [record.source, record.target]), *_pair(record.source, record.target))
    yield from (("reporter", by.name) for by in record.reported_by)
    yield from _documents(record.passages)


def _of_tie(record: Tie) -> Iterator[Word]:
    yield from (("relation", record.relation), ("sign", f"{record.sign:+d}" if record.sign else "0"))
    yield from (*_actors("actor", [record.a, record.b]), *_pair(record.a, record.b), ("asserter", record.by.name))
    yield "review", record.review
    yield from _documents(record.passages)


def _spoken(speaker: Speaker) -> Iterator[Word]:
    """A speaker is found by the whole name, by each word of it, by role, and by whom he speaks for."""
    yield "speaker", speaker.name
    yield "speaker", speaker.role or ""
    yield from (("speaker", word) for word in _WORD.findall(speaker.name))
    if speaker.actor:
        yield from _actors("speaker", [speaker.actor])


def _actors(field: str, actors: Iterable[Actor | None]) -> Iterator[Word]:
    for actor in actors:
        if actor is not None:
            yield field, actor.name
            yield field, actor.code or ""
            yield field, actor.state or ""


def _pair(one: Actor | None, other: Actor | None) -> Iterator[Word]:
    """The dyad as its two codes in order, for the states and, where they differ, for the actors themselves."""
    if one is None or other is None:
        return
    for a, b in ((one.state, other.state), (one.code, other.code)):
        if a and b and a != b:
            yield "pair", "-".join(sorted((a, b)))


def _documents(passages: Iterable[Passage]) -> Iterator[Word]:
    yield from (("document", passage.document) for passage in passages)
