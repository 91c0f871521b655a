"""Who is accused in these documents and not heard in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tertius.assessment.words import join
from tertius.records import AbsentVoice, Actor, ActorKind, Document, Kind, Statement, Voice

__all__ = ["absence", "absent_voices"]


def absent_voices(
    statements: Sequence[Statement], documents: Sequence[Document], states: Mapping[str, Actor]
) -> tuple[AbsentVoice, ...]:
    """Actors that statements accuse and that none of these documents lets speak.

    A state is heard when anyone who speaks for it, or any nameless or named voice of its own, is a
    speaker; the author's and the media's voice is nobody's reply. An absence is a fact about these
    documents only, so it is worded with their number, languages and dates.

    Args:
        statements: all statements of the case.
        documents: the documents read.
        states: the Actor of a state by its code.

    """
    heard = {_key(s.speaker.actor) for s in statements if s.speaker.actor and s.voice not in _NO_REPLY}
    accused: dict[str, tuple[Actor, list[str]]] = {}
    for statement in statements:
        if Kind.ACCUSATION not in statement.kinds:
            continue
        for actor in statement.accused:
            party = states.get(actor.state or "", actor)
            if _may_answer(party) and _key(party) != _key(statement.speaker.actor):
                accused.setdefault(_key(party), (party, []))[1].append(statement.id)
    return tuple(
        absence(actor, tuple(dict.fromkeys(ids)), documents)
        for key, (actor, ids) in sorted(accused.items())
        if key not in heard
    )


_NO_REPLY = (Voice.AUTHOR, Voice.MEDIA, Voice.EYEWITNESS)


def _may_answer(actor: Actor) -> bool:
    return bool(actor.code) or actor.kind == ActorKind.PERSON


def _key(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return actor.state or actor.code or actor.name


def absence(actor: Actor, ids: tuple[str, ...], documents: Sequence[Document]) -> AbsentVoice:
    """The absence of one actor, accused in the statements `ids`, from these documents."""
    dates = [document.published for document in documents if document.published]
    first = min((date.start for date in dates), default=None)
    last = max((date.end for date in dates), default=None)
    languages = tuple(sorted({document.language for document in documents if document.language}))
    return AbsentVoice(
        actor=actor,
        accused_in=ids,
        documents=len(documents),
        languages=languages,
        first=first,
        last=last,
        text=f"{actor.name}: no reply in {_described(len(documents), languages, first, last)}.",
    )


def _described(n: int, languages: tuple[str, ...], first: dt.date | None, last: dt.date | None) -> str:
    which = "this one document" if n == 1 else f"these {n} documents"
    when = "undated" if first is None or last is None else f"{first}" if first == last else f"{first} to {last}"
    return f"{which} ({join(languages) or 'language not known'}; {when})"
