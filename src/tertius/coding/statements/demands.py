"""Demands: what somebody urges somebody else to do, kept apart from predictions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tertius.coding.actors import names_of
from tertius.coding.attribution import capital_as_state
from tertius.coding.parsed import Mention
from tertius.coding.statements import words
from tertius.coding.statements.drafts import Content, Draft
from tertius.records import Actor, ActorKind, Demand, Kind
from tertius.world.countries import COUNTRIES

__all__ = ["demands_of"]

_SUBJECTS = ("nsubj", "nsubjpass")
_UP_TO = re.compile(
    r"\b(?:up to|time for|pressure on|calls? for|necessary for|over to|incumbent on|behoves) (?:the )?", re.IGNORECASE
)


def demands_of(drafts: Sequence[Draft]) -> list[Demand]:
    """The demands in the normative statements, one a sentence, with the addressee where the words name one."""
    return [
        Demand(
            statement=draft.statement.id,
            by=draft.statement.speaker,
            voice=draft.statement.voice,
            addressee=_addressee(draft, content),
            text=content.text,
            passages=(draft.passage(content),),
        )
        for draft in drafts
        if Kind.NORMATIVE in draft.statement.kinds
        for content in draft.contents
        if Kind.NORMATIVE in content.kinds
    ]


def _addressee(draft: Draft, content: Content) -> Actor | None:
    """Whoever is urged: the object of the verb of urging, else the subject of "should"; never the speaker."""
    speaker = draft.statement.speaker.actor
    for token in _candidates(draft, content):
        actor = _actor_at(draft, token)
        if (actor is None or actor.code is None) and _is_an_institution(token):
            actor = _at_home(draft, content) or actor
        if actor is not None and actor != speaker:
            return actor
    return None


_INSTITUTIONS = frozenset("government parliament state cabinet authority congress treasury".split())


def _is_an_institution(token: Any) -> bool:
    """ "The government", "parliament", or an "it" behind them: there are many, and the text means its own."""
    if token.lower_ == "it" and token.sent.start > 0:
        before = token.doc[token.sent.start - 1].sent
        subjects = [t for t in before if t.dep_ in _SUBJECTS]
        return bool(subjects) and any(_is_an_institution(t) for t in subjects)
    whose = [child for child in token.children if child.dep_ in ("amod", "poss", "compound", "prep")]
    return token.lemma_.lower() in _INSTITUTIONS and not whose


def _at_home(draft: Draft, content: Content) -> Actor | None:
    """The state whose government is meant where none is named: the speaker's, that of his sentence, that of the text.

    The text's is the one that it names more often than all others together.
    """
    parsed, speaker = draft.parsed, draft.statement.speaker.actor
    named = [(parsed.doc[n.start].idx, n.actor.state) for n in names_of(parsed.doc).values() if n.actor.state]
    if speaker is not None and speaker.state is not None:
        return _state(speaker.state)
    start, end = parsed.sentence_of(content.span[0])
    here = {code for at, code in named if start <= at < end and not content.span[0] <= at < content.span[1]}
    if len(here) == 1:
        return _state(here.pop())
    counts = Counter(code for _, code in named)
    code, most = counts.most_common(1)[0] if counts else ("", 0)
    return _state(code) if 2 * most > counts.total() else None


def _state(code: str) -> Actor | None:
    country = next((country for country in COUNTRIES if country.iso3 == code), None)
    return Actor(name=country.name, code=code, kind=ActorKind.STATE) if country else None


def _candidates(draft: Draft, content: Content) -> Iterator[Any]:
    for token in (*_cue_tokens(draft), *content.tokens):
        if token.lemma_.lower() in words.URGING and token.pos_ == "VERB":
            yield from _objects(token)
        if token.lemma_.lower() in words.URGING and token.tag_ == "VBN":
            yield from (child for child in token.children if child.dep_ == "nsubjpass")  # "X was urged to pay"
    for match in _UP_TO.finditer(content.text):
        at = content.span[0] + match.end()
        yield from (token for token in content.tokens if at <= token.idx <= at + 40 and token.pos_ == "PROPN")
    if content.cues & words.URGING | content.cues & {"want", "like"}:  # "demanded (that) the government publish"
        yield from _first_name(content)
    root = content.root
    if content.cues & {"want", "like"}:  # "wants X to pay"
        yield from (child for child in root.children if child.dep_ in _SUBJECTS)
    if root.lemma_.lower() == "let":
        yield from (c for child in root.children for c in (child, *child.children) if c.dep_ in (*_SUBJECTS, "dobj"))
    if words.ADVISING.search(content.text):
        yield from (child for child in root.children if child.dep_ in _SUBJECTS)
    for token in content.tokens:
        if (token.tag_ == "MD" and token.lower_ in words.OBLIGATION) or token.lemma_ in ("need", "have"):
            verb = token.head if token.tag_ == "MD" else token
            yield from (child for child in verb.children if child.dep_ in _SUBJECTS)


def _first_name(content: Content) -> Iterator[Any]:
    """Who stands before the act that is asked: the first noun phrase, where no verb stands before it."""
    for token in content.tokens:
        if token.pos_ in ("PROPN", "NOUN", "PRON"):
            yield token if token.dep_ != "compound" or token.head.i < token.i else token.head
            yield token
            return
        if token.pos_ in ("VERB", "ADP"):
            return


def _cue_tokens(draft: Draft) -> Sequence[Any]:
    cue = draft.attribution.cue
    span = draft.parsed.doc.char_span(*cue, alignment_mode="expand") if cue else None
    return list(span) if span is not None else []


def _objects(verb: Any) -> Iterator[Any]:
    for child in verb.children:
        if child.dep_ in ("dobj", "dative"):
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("on", "upon", "to", "for"):
            yield from (c for c in child.children if c.dep_ == "pobj")
        elif child.dep_ in ("ccomp", "xcomp"):
            yield from (c for c in child.children if c.dep_ in _SUBJECTS)


def _actor_at(draft: Draft, token: Any) -> Actor | None:
    """The actor at the token, else that of a capital which stands there, or whose people do ("our friends in X")."""
    at = next((m for m in draft.parsed.mentions if _holds(m, token)), None)
    if at is not None and at.actor is not None and at.actor.code is not None:
        return at.actor
    places = [token, *(t for c in token.children if c.dep_ == "prep" and c.lower_ == "in" for t in c.children)]
    capital = next((state for place in places if (state := capital_as_state(place.text)) is not None), None)
    return capital or (at.actor if at else None)


def _holds(mention: Mention, token: Any) -> bool:
    return bool(mention.span[0] <= token.idx < mention.span[1])
