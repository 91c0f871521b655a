"""Against whom an accusation is made: the doers of the deeds it blames, and the objects of a cue such as "accuse"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tertius.coding.parsed import Mention, Parsed, Span
from tertius.coding.statements import words
from tertius.coding.statements.blame import is_blamed
from tertius.coding.statements.drafts import Content
from tertius.records import Actor

__all__ = ["accused_in"]

_STEPS = 5  # up the tree from a deed to whoever does it


def accused_in(parsed: Parsed, contents: Sequence[Content], cue: Span | None) -> tuple[Actor, ...]:
    """Everybody that the contents blame for a deed, in the order of the text; () where nobody is named.

    A pronoun names nobody here: an antecedent may be mistaken, and to have somebody accused who was
    not is worse than to miss one who was.
    """
    named = [m for m in parsed.mentions if m.actor is not None and m.text.lower() not in words.PRONOUNS]
    found: dict[tuple[str | None, str], Actor] = {}
    for groups in (
        _objects_of_cue(parsed, cue),
        *(_said(content, _doers(deed)) for content in contents for deed in _deeds(content)),
    ):
        for actor in _first_named(named, groups):
            found.setdefault((actor.code, actor.name), actor)
    return tuple(found.values())


def _first_named(mentions: Sequence[Mention], groups: Iterable[Sequence[Any]]) -> list[Actor]:
    for group in groups:
        actors = [actor for token in group if (actor := _actor_at(mentions, token)) is not None]
        if actors:
            return actors
    return []


def _objects_of_cue(parsed: Parsed, cue: Span | None) -> Iterator[list[Any]]:
    piece = parsed.doc.char_span(*cue, alignment_mode="expand") if cue else None
    for token in piece if piece is not None else ():
        if token.lemma_.lower() in words.ACCUSING:
            yield [child for child in token.children if child.dep_ in ("dobj", "nsubjpass")]


def _deeds(content: Content) -> Iterator[Any]:
    crimes = {"crime", "cleansing"} if any(p in content.text.lower() for p in words.BLAMED_PHRASES) else set()
    yield from (token for token in content.tokens if is_blamed(token) or token.lemma_.lower() in crimes)


def _said(content: Content, groups: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Only tokens of the content itself: a deed's subject is not to be found in whoever tells of it."""
    inside = {token.i for token in content.tokens}
    yield from ([token for token in group if token.i in inside] for group in groups)


def _doers(deed: Any) -> Iterator[list[Any]]:
    """Groups of tokens, the first of which that names somebody says who did it: possessor or "by", adjective, subject."""
    yield [child for child in deed.children if child.dep_ in ("poss", "nsubj")]
    yield [
        grandchild
        for child in deed.children
        if child.dep_ == "agent" or (deed.pos_ == "NOUN" and child.dep_ == "prep" and child.lower_ in ("by", "of"))
        for grandchild in child.children
        if grandchild.dep_ == "pobj"
    ]
    yield [child for child in deed.children if child.dep_ in ("amod", "compound")]
    yield list(_above(deed))


def _above(deed: Any) -> Iterator[Any]:
    link = deed
    for _ in range(_STEPS):
        if link.dep_ in ("relcl", "acl"):
            yield link.head
            return
        previous, link = link, link.head
        if link == previous:
            return
        if previous.dep_ == "pcomp" and link.dep_ == "prep":
            continue
        if previous.dep_ in ("xcomp", "prep"):
            controller = next((child for child in link.children if child.dep_ == "dobj" and child != previous), None)
            if controller is not None and link.pos_ == "VERB" and previous.dep_ != "dobj":
                yield controller
                return
        subject = next((child for child in link.children if child.dep_ == "nsubj"), None)
        if subject is not None and previous != subject:
            yield subject
            return


def _actor_at(mentions: Sequence[Mention], token: Any) -> Actor | None:
    """Of the mention that `token` heads, else of the longest that holds it: in "X's regime" the regime, not X."""
    holding = [m for m in mentions if m.span[0] <= token.idx < m.span[1]]
    best = max(holding, key=lambda m: (m.head == token.i, m.span[1] - m.span[0]), default=None)
    return best.actor if best else None
