"""Predictions: subject, direction, horizon, condition, and what would settle them or why nothing can."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tertius.coding.statements.causes import sign_of
from tertius.coding.statements.drafts import Draft
from tertius.coding.statements.kinds import future_verb
from tertius.coding.times import find_times
from tertius.records import Event, EventStatus, Form, Kind, Prediction, PredictionStatus, When

__all__ = ["predictions_of"]

_CONDITION = re.compile(r"\b(?:if|unless|when|whenever|once|as long as|provided(?: that)?)\b[^,.;]*", re.IGNORECASE)
_DIRECTIONS = {1: "closer", -1: "apart", 0: None}


def predictions_of(drafts: Sequence[Draft], events: Sequence[Event]) -> list[Prediction]:
    """The prediction in each statement of that kind.

    A prediction can be settled when it has a subject, a threshold that can be observed (an announced
    event, or a direction of the tie of two states), a date, and a source that holds the answer;
    otherwise it is unsettleable and `because` says what is missing. A speaker's "could" stays a word.
    """
    return [_prediction(draft, events) for draft in drafts if Kind.PREDICTION in draft.statement.kinds]


def _prediction(draft: Draft, events: Sequence[Event]) -> Prediction:
    statement, content = draft.statement, draft.content
    indirect = statement.form != Form.DIRECT and statement.cue is not None
    verb = future_verb(content, indirect=indirect) or content.root
    subject = _subject(draft, verb)
    direction = _DIRECTIONS[statement.causal.sign if statement.causal else sign_of(content.text)]
    horizon = _horizon(draft)
    condition = _CONDITION.search(content.text)
    settles, because = _settling(draft, subject, direction, horizon, _announced(draft, events))
    return Prediction(
        statement=statement.id,
        by=statement.speaker,
        voice=statement.voice,
        text=content.text,
        subject=subject,
        direction=direction,
        hedge=statement.hedge,
        horizon=horizon,
        condition=condition.group(0).strip() if condition else None,
        settles_by=settles,
        because=because,
        status=PredictionStatus.OPEN if settles else PredictionStatus.UNSETTLEABLE,
        passages=statement.passages,
    )


def _subject(draft: Draft, verb: Any) -> str | None:
    token = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)
    if token is None:
        return None
    text = draft.content.subtree(token)
    if text.lower() in ("it", "this", "that") and draft.statement.causal:
        return draft.statement.causal.cause
    return text or None


def _horizon(draft: Draft) -> When | None:
    """The first date the content sets that does not end before the document's own date."""
    published = draft.parsed.document.published
    for mention in find_times(draft.content.text, published):
        when = mention.when
        if when.end is None or published is None or when.end >= published.start:
            return when
    return None


def _announced(draft: Draft, events: Sequence[Event]) -> Event | None:
    spans = [(p.start, p.end) for p in draft.statement.passages]
    return next(
        (
            event
            for event in events
            if event.status == EventStatus.PLANNED
            and any(p.start < end and start < p.end for p in event.passages for start, end in spans)
        ),
        None,
    )


def _settling(
    draft: Draft, subject: str | None, direction: str | None, horizon: When | None, event: Event | None
) -> tuple[str | None, str | None]:
    states = sorted({actor.state for actor in draft.statement.about if actor.state})
    missing = []
    if subject is None:
        missing.append("no subject")
    if event is None and (direction is None or len(states) < 2):
        missing.append("no threshold that can be observed")
    if horizon is None or horizon.end is None:
        missing.append("no date by which it would have come true")
    if missing:
        return None, "; ".join(missing)
    assert horizon is not None  # noqa: S101  (by the test above)
    if event is not None:
        what = f"{event.type} by {event.source.name if event.source else 'an actor not named'}"
        return f"the record, or the event history: {what}, by {horizon.end}", None
    return f"the event history: the tie of {' and '.join(states)} {direction}, by {horizon.end}", None
