"""Predictions: subject, direction, horizon, condition, and what would settle them or why nothing can."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tertius.coding.places import hemisphere
from tertius.coding.statements import words
from tertius.coding.statements.causes import causal_of
from tertius.coding.statements.directions import draws_of
from tertius.coding.statements.drafts import Content, Draft
from tertius.coding.statements.kinds import future_verb, hedge_of
from tertius.coding.times import find_times
from tertius.records import Causal, Event, EventStatus, Form, Kind, Prediction, PredictionStatus, When

__all__ = ["predictions_of"]

_CONDITION = re.compile(r"\b(?:if|unless|when|whenever|once|as long as|provided(?: that)?)\b[^,.;]*", re.IGNORECASE)
_DIRECTIONS = {1: "closer", -1: "apart", 0: None}


def predictions_of(drafts: Sequence[Draft], events: Sequence[Event]) -> list[Prediction]:
    """The predictions in the statements of that kind, one a sentence that looks ahead.

    A prediction can be settled when it has a subject, a threshold that can be observed (an act, or a
    direction of the tie of two states), a date, and a source that holds the answer; otherwise it is
    unsettleable and `because` says what is missing. A speaker's "could" stays a word.
    """
    return [
        _prediction(draft, content, verb, events)
        for draft in drafts
        if Kind.PREDICTION in draft.statement.kinds
        for content, verb in _looking_ahead(draft)
    ]


def _looking_ahead(draft: Draft) -> list[tuple[Content, Any]]:
    indirect = draft.statement.form != Form.DIRECT and draft.statement.cue is not None
    ahead = [content for content in draft.contents if Kind.PREDICTION in content.kinds]
    return [(content, future_verb(content, indirect=indirect) or content.root) for content in ahead]


def _prediction(draft: Draft, content: Content, verb: Any, events: Sequence[Event]) -> Prediction:
    statement = draft.statement
    causal = causal_of(content, statement.causal)
    subject = _subject(content, verb, causal)
    direction = _DIRECTIONS[causal.draws if causal else draws_of(content.text)]
    horizon = _horizon(draft, content)
    condition = _CONDITION.search(content.text)
    act = _act(content, verb) or _announced(content, draft, events)
    settles, because = _settling(draft, content, subject, direction, horizon, act)
    return Prediction(
        statement=statement.id,
        by=statement.speaker,
        voice=statement.voice,
        text=content.text,
        subject=subject,
        direction=direction,
        hedge=hedge_of(content),
        horizon=horizon,
        condition=condition.group(0).strip() if condition else None,
        settles_by=settles,
        because=because,
        status=PredictionStatus.OPEN if settles else PredictionStatus.UNSETTLEABLE,
        passages=(draft.passage(content),),
    )


def _subject(content: Content, verb: Any, causal: Causal | None) -> str | None:
    token = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)
    if token is None:
        return None
    text = content.subtree(token)
    if text.lower() in ("it", "this", "that", "they", "these") and causal:
        return causal.cause
    return text or None


def _act(content: Content, verb: Any) -> str | None:
    """The act that can be seen to happen or not: its verb and object; None for a state."""
    if verb.lemma_.lower() in words.STATIVE or verb.pos_ != "VERB":
        return None
    inside = {token.i for token in content.tokens}
    kept = ("dobj", "prt", "attr", "prep")
    end = max(
        [verb.i, *(t.i for child in verb.children if child.dep_ in kept and child.i in inside for t in child.subtree)]
    )
    return " ".join(token.text for token in content.tokens if verb.i <= token.i <= end)


def _horizon(draft: Draft, content: Content) -> When | None:
    """The first date the sentence sets that does not end before the document's own date."""
    published = draft.parsed.document.published
    for mention in find_times(content.text, published, hemisphere=hemisphere(draft.parsed, content.span)):
        when = mention.when
        if when.end is None or published is None or when.end >= published.day:
            return when
    return None


def _announced(content: Content, draft: Draft, events: Sequence[Event]) -> str | None:
    document, (start, end) = draft.parsed.document.id, content.span
    for event in events:
        if event.status != EventStatus.PLANNED:
            continue
        if any(p.document == document and p.start < end and start < p.end for p in event.passages):
            return f"{event.type} by {event.source.name if event.source else 'an actor not named'}"
    return None


def _settling(
    draft: Draft, content: Content, subject: str | None, direction: str | None, horizon: When | None, act: str | None
) -> tuple[str | None, str | None]:
    states = sorted({m.actor.state for m in draft.mentions_in(content) if m.actor and m.actor.state})
    turns = direction is not None and len(states) > 1
    date = horizon.end if horizon else None
    missing = {
        "no subject": subject is None,
        "no threshold that can be observed": not (act or turns),
        "no date by which it would have come true": date is None,
    }
    if any(missing.values()):
        return None, "; ".join(reason for reason, holds in missing.items() if holds)
    if act:
        return f"the record: whether {subject} did {act!r} by {date}", None
    return f"the event history: whether the tie of {' and '.join(states)} moved {direction} by {date}", None
