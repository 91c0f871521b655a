"""What has to be seen for a prediction in words to come true: an act between actors, or a move of their tie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tertius.coding.events import foretold
from tertius.coding.statements.directions import draws_of
from tertius.records import (
    Actor,
    ActorKind,
    Causal,
    Event,
    EventStatus,
    EventType,
    Prediction,
    Statement,
    Threshold,
)
from tertius.world.gazetteer import gazetteer

__all__ = ["content_words", "effect_in", "is_negated", "quads_of", "states_in", "threshold_of"]

_AHEAD = frozenset({EventStatus.PLANNED, EventStatus.THREATENED, EventStatus.HYPOTHETICAL, EventStatus.CLAIMED})
_MUTUAL = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE})
"""What two do together: a history may have either of them first."""
_DIRECTIONS = {1: "closer", -1: "apart", 0: None}
_NEGATION = re.compile(
    r"\b(?:will|would|shall|may|might|could|can|is|are|do|does)\s+(?:\w+\s+)?(?:not|never|no longer)\b"
    r"|\b(?:won|wouldn|shan|couldn|isn|aren)['’]t\b|\bcannot\b|\bnever\b|\bunlikely to\b|\bno (?:more|new)\b",
    re.IGNORECASE,
)
_OF_TIES = re.compile(
    r"\b(?:closer|apart|rapprochement|relations?|relationship|ties?|allian\w+|all(?:y|ies|ied)|partner\w*|reconcil\w+"
    r"|normali[sz]\w+|estrange\w*|sever\w*|ruptur\w+|distanc\w+|thaw\w*|cooperat\w+|co-operat\w+|friend\w*|break with)\b",
    re.IGNORECASE,
)
_SHUTTING = re.compile(
    r"\bclos(?:e|es|ed|ing|ure)\b(?!\s+(?:ties?|relations?|relationship|all(?:y|ies)|partner\w*|friend\w*|links?|to each other))",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:will|would|could|may|might|shall|likely to|expected to|set to|going to)\s+(?:\w+ly\s+)?(?:fall|rise|grow|decline|increase"
    r"|decrease|drop|shrink|double|halve|soar|plunge|reach|exceed|climb|contract|expand)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d|\b(?:half|double|twice|third|quarter)\b", re.IGNORECASE)
_DENIAL = re.compile(r"\b(?:not|never|no longer|unlikely)\b|n['’]t\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’.\-–][^\W_]+)*")
_COMMON = frozenset(
    """
    the and for with from that this these those they them their its his her him she who whom which what when where will
    would could may might can shall should has have had was were been being are not never only even also just than then
    there into onto over under after before until within between during about against toward towards take takes place
    next coming year years month months week weeks day days end early late soon again more most very some any all each
    participation lead leads make makes making become becomes october november december january february march april
    june july august september monday tuesday wednesday thursday friday saturday sunday
    """.split()
)


def threshold_of(prediction: Prediction, statement: Statement | None, events: Iterable[Event]) -> Threshold | None:
    """The observable thing that `prediction` stands or falls with; None where there is none.

    An event that is coded ahead of time in the very words gives an act; else a direction and two states give a move
    of their tie; else an act that coding could not type is kept in words alone, for a person to settle.
    """
    negated, words = is_negated(prediction.text), content_words(prediction.text)
    if _CHANGE.search(prediction.text) and not _OF_TIES.search(prediction.text):
        number = _NUMBER.search(prediction.text)
        return Threshold(kind="number", text=prediction.text, negated=negated, words=words) if number else None
    ahead = [event for event in events if event.source and event.status in _AHEAD and _overlaps(event, prediction)]
    causal = statement.causal if statement else None
    tie = _tie(prediction, causal)
    direction = _direction(effect_in(prediction.text, causal) or "") or _direction(prediction.text)
    if tie is not None and direction is not None and not any(event.when for event in ahead):
        return Threshold(
            kind="tie", actors=tie, direction=direction, mutual=True, negated=negated, words=words,
            text=f"the tie of {tie[0].name} and {tie[1].name} {'does not move' if negated else 'moves'} {direction}",
        )  # fmt: skip
    typed = [(type_, event) for event in ahead if (type_ := foretold(event)) is not None]
    if typed:
        return _act(prediction, typed, negated=negated, words=words)
    if prediction.settles_by is None:
        return None
    return Threshold(kind="act", text=prediction.text, negated=negated, words=words)


def _direction(text: str) -> str | None:
    """Which way the tie is to move if nothing in the words is denied; a denial is kept apart, as `negated`."""
    return _DIRECTIONS[draws_of(_SHUTTING.sub(" ", _DENIAL.sub(" ", text)))]


def _act(
    prediction: Prediction, typed: Sequence[tuple[EventType, Event]], *, negated: bool, words: tuple[str, ...]
) -> Threshold:
    """The act of the first event, done by all whom the same words have do it."""
    first = typed[0][0]
    alike = [event for type_, event in typed if type_ == first]
    sources = _distinct(event.source for event in alike)
    targets = _distinct(event.target for event in alike) or ()
    if not {actor.state or actor.code for actor in targets} - {None, *(actor.state for actor in sources)}:
        named = [state for state in states_in(prediction.text) if _key(state) not in map(_key, sources)]
        targets = tuple(named[:1]) if len(sources) < 2 else ()
    joint = (len(sources) > 1 and not targets) or first in _MUTUAL or _is_together(prediction, sources, targets)
    actors = (*sources[:1], *targets[:1]) if targets else sources
    who = " and ".join(actor.name for actor in sources)
    whom = f" {'with' if joint else 'towards'} {targets[0].name}" if targets else ""
    no = "no " if negated else ""
    return Threshold(
        kind="act", text=f"{no}{first} by {who}{whom}", actors=actors, types=(first,), mutual=joint, negated=negated,
        words=words,
    )  # fmt: skip


def _is_together(prediction: Prediction, sources: Sequence[Actor], targets: Sequence[Actor]) -> bool:
    """Both stand in the subject ("A and B will sign"), or one acts with the other."""
    if not sources or not targets:
        return False
    subject = {_key(state) for state in states_in(prediction.subject or "")}
    both = {_key(sources[0]), _key(targets[0])} <= subject
    return both or f" with {targets[0].name.casefold()}" in prediction.text.casefold()


def _distinct(actors: Iterable[Actor | None]) -> tuple[Actor, ...]:
    found = {_key(actor): actor for actor in actors if actor is not None}
    return tuple(found.values())


def _key(actor: Actor) -> str:
    return actor.state or actor.code or actor.name


def _overlaps(event: Event, prediction: Prediction) -> bool:
    return any(
        p.document == q.document and p.start < q.end and q.start < p.end
        for p in event.passages
        for q in prediction.passages
    )


def _tie(prediction: Prediction, causal: Causal | None) -> tuple[Actor, Actor] | None:
    """The two states whose tie it is about: of a sentence on ties, or of its effect where it gives a cause."""
    effect = effect_in(prediction.text, causal)
    if not _OF_TIES.search(prediction.text):
        return None
    states = states_in(effect or prediction.text)
    return (states[0], states[1]) if len(states) > 1 else None


def effect_in(text: str, causal: Causal | None) -> str | None:
    """The effect of `causal` where it stands in `text`; None where the causal claim is of another sentence."""
    return causal.effect if causal and causal.effect and causal.effect in text else None


def states_in(text: str) -> tuple[Actor, ...]:
    """The states that `text` names, each once, in the order of the text."""
    tokens = [token.group() for token in _WORD.finditer(text.replace("-", " ").replace("–", " "))]
    known, at = gazetteer(), 0
    found: dict[str, Actor] = {}
    while at < len(tokens):
        hit = known.longest(tokens, at)
        if hit is None:
            at += 1
            continue
        count, readings = hit
        state = readings[0].actor
        if state.kind == ActorKind.STATE and state.code is not None:
            found.setdefault(state.code, state)
        at += count
    return tuple(found.values())


def is_negated(text: str) -> bool:
    """Whether the prediction is that something will not be seen."""
    return _NEGATION.search(text) is not None


def content_words(text: str) -> tuple[str, ...]:
    """Folded words of `text` that tell it from others, each once: no function words, numbers or words of time."""
    words = (word.casefold() for word in _WORD.findall(text.replace("-", " ").replace("–", " ")))
    return tuple(dict.fromkeys(w for w in words if len(w) > 2 and w not in _COMMON and not w[0].isdigit()))


def quads_of(types: Iterable[EventType]) -> frozenset[int]:
    """Quad classes of PLOVER types."""
    from tertius.world.ontology import quad_of

    return frozenset(quad_of(type_.value) for type_ in types)
