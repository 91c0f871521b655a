"""Against whom an accusation is made: the doers of the deeds it blames, and the objects of a cue such as "accuse"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tertius.coding.parsed import Mention, Parsed, Span
from tertius.coding.statements import words
from tertius.coding.statements.drafts import Content
from tertius.coding.statements.kinds import is_blamed
from tertius.records import Actor

__all__ = ["accused_in"]

_STEPS = 4  # up the tree from a deed to whoever does it


def accused_in(parsed: Parsed, contents: Sequence[Content], cue: Span | None) -> tuple[Actor, ...]:
    """Everybody that the contents blame for a deed, in the order of the text; () where nobody is named."""
    found: dict[tuple[str | None, str], Actor] = {}
    for token in (*_objects_of_cue(parsed, cue), *(doer for content in contents for doer in _doers(content))):
        actor = _actor_at(parsed.mentions, token)
        if actor is not None:
            found.setdefault((actor.code, actor.name), actor)
    return tuple(found.values())


def _objects_of_cue(parsed: Parsed, cue: Span | None) -> Iterator[Any]:
    piece = parsed.doc.char_span(*cue, alignment_mode="expand") if cue else None
    for token in piece if piece is not None else ():
        if token.lemma_.lower() in words.ACCUSING:
            yield from (child for child in token.children if child.dep_ in ("dobj", "nsubjpass"))


def _doers(content: Content) -> Iterator[Any]:
    crimes = {"crime", "cleansing"} if any(p in content.text.lower() for p in words.BLAMED_PHRASES) else set()
    for token in content.tokens:
        if is_blamed(token) or token.lemma_.lower() in crimes:
            yield from _doers_of(token)


def _doers_of(deed: Any) -> Iterator[Any]:
    """Whoever does the deed: its possessor or "by" first, else the nearest subject or controller above it."""
    own = [child for child in deed.children if child.dep_ in ("poss", "nsubj", "agent")]
    by = [
        grandchild
        for child in deed.children
        if (child.dep_ in ("agent", "prep") and child.lower_ in ("by", "of") and deed.pos_ == "NOUN")
        or child.dep_ == "agent"
        for grandchild in child.children
        if grandchild.dep_ == "pobj"
    ]
    adjectives = [child for child in deed.children if child.dep_ in ("amod", "compound")]
    if own or by:
        yield from (child for child in own if child.dep_ != "agent")
        yield from by
        return
    yield from adjectives
    if not adjectives:
        yield from _above(deed)


def _above(deed: Any) -> Iterator[Any]:
    link = deed
    for _ in range(_STEPS):
        if link.dep_ in ("relcl", "acl"):
            yield link.head
            return
        previous, link = link, link.head
        if link is previous:
            return
        if previous.dep_ in ("pcomp", "xcomp", "prep"):
            controller = next(
                (child for child in link.children if child.dep_ == "dobj" and child is not previous), None
            )
            if controller is not None and link.pos_ == "VERB" and previous.dep_ != "dobj":
                yield controller
                return
        subject = next((child for child in link.children if child.dep_ == "nsubj"), None)
        if subject is not None and previous is not subject:
            yield subject
            return


def _actor_at(mentions: Sequence[Mention], token: Any) -> Actor | None:
    return next((m.actor for m in mentions if m.span[0] <= token.idx < m.span[1]), None)
