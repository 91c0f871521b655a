"""Each item laid out flat, with its passages, who says so, and the document it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tertius.records import Actor, Document, Event, Passage, Speaker, Statement, Tie

__all__ = ["event_rows", "statement_rows", "tie_rows"]

Row = dict[str, Any]


def statement_rows(statements: Iterable[Statement], documents: Iterable[Document]) -> list[Row]:
    """One row a statement, in the order given; lists stay lists, what is not known is None."""
    by_id = {document.id: document for document in documents}
    return [
        {
            "id": one.id,
            "said": one.said.day.isoformat() if one.said else None,
            **_speaker(one.speaker),
            "voice": one.voice.value,
            "relayed_by": [speaker.name for speaker in one.relay],
            "form": one.form.value,
            "kinds": [kind.value for kind in one.kinds],
            "polarity": one.polarity.value,
            "hedge": one.hedge,
            "cue": one.cue.text if one.cue else None,
            "text": quoted(one.passages),
            "about": [_named(actor) for actor in one.about],
            "accused": [_named(actor) for actor in one.accused],
            "cause": one.causal.cause if one.causal else None,
            "effect": one.causal.effect if one.causal else None,
            "sign": one.causal.sign if one.causal else None,
            "draws": one.causal.draws if one.causal else None,
            "contested_with": list(one.contested_with),
            "may_be_same_speaker": list(one.may_be_same_speaker),
            "stories": one.stories,
            **_judged(one),
            **_where(one.passages, by_id),
        }
        for one in statements
    ]


def event_rows(events: Iterable[Event], documents: Iterable[Document]) -> list[Row]:
    """One row an event, in the order given."""
    by_id = {document.id: document for document in documents}
    return [
        {
            "id": one.id,
            "since": one.when.start.isoformat() if one.when and one.when.start else None,
            "until": one.when.end.isoformat() if one.when and one.when.end else None,
            "precision": one.when.precision.value if one.when else None,
            "source": _named(one.source),
            "type": one.type.value,
            "mode": one.mode,
            "target": _named(one.target),
            "status": one.status.value,
            "quad": one.quad,
            "goldstein": one.goldstein,
            "cameo": one.cameo,
            "place": one.place.name if one.place else None,
            "reported_by": [by.name for by in one.reported_by],
            "voices": [by.voice.value for by in one.reported_by if by.voice],
            "text": quoted(one.passages),
            "because": list(one.because),
            "stories": one.stories,
            **_judged(one),
            **_where(one.passages, by_id),
        }
        for one in events
    ]


def tie_rows(ties: Iterable[Tie], documents: Iterable[Document]) -> list[Row]:
    """One row a tie, in the order given; `id` is that of the statement that asserts it, where one does."""
    by_id = {document.id: document for document in documents}
    return [
        {
            "a": _named(one.a),
            "relation": one.relation.value,
            "b": _named(one.b),
            "sign": one.sign,
            "since": one.since.isoformat() if one.since else None,
            "until": one.until.isoformat() if one.until else None,
            "asserted_by": one.by.name,
            "voice": one.by.voice.value if one.by.voice else None,
            "statement": one.by.statement,
            "text": quoted(one.passages),
            **_judged(one),
            **_where(one.passages, by_id),
        }
        for one in ties
    ]


def quoted(passages: Iterable[Passage]) -> str:
    """The words of the passages on one line; what lies between two is left out visibly."""
    return " […] ".join(" ".join(passage.text.split()) for passage in passages)


def _speaker(speaker: Speaker) -> Row:
    return {
        "speaker": speaker.name,
        "role": speaker.role,
        "actor": _named(speaker.actor),
        "described": speaker.described,
        "interest": speaker.interest,
    }


def _judged(item: Statement | Event | Tie) -> Row:
    return {"grade": f"{item.reliability.value}{item.credibility.value}", "review": item.review.value}


def _named(actor: Actor | None) -> str | None:
    if actor is None:
        return None
    return f"{actor.name} ({actor.code})" if actor.code else actor.name


def _where(passages: tuple[Passage, ...], documents: Mapping[str, Document]) -> Row:
    """The first passage's document and place, and how many documents carry the item."""
    first = passages[0] if passages else None
    document = documents.get(first.document) if first else None
    return {
        "document": first.document if first else None,
        "title": document.title if document else None,
        "publisher": document.publisher if document else None,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "documents": len({passage.document for passage in passages}),
        "constructed": bool(document and document.constructed),
        "confidential": bool(document and document.confidential),
    }
