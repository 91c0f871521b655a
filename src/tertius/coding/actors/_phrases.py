"""Noun phrases that may be mentions: their cores, and what an actor's noun phrase says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tertius.coding.actors._words import LOCATIVE, PRONOUNS, Noun, nouns

__all__ = ["core", "is_location", "noun_of", "owners", "phrase_heads"]

_LEFT = frozenset(
    {"compound", "amod", "nmod", "nummod", "quantmod", "det", "poss", "punct", "case", "advmod", "nounmod", "npadvmod"}
)
_NOT_HEADS = frozenset({"compound", "amod", "nmod", "punct", "npadvmod"})


def phrase_heads(doc: Any) -> Iterator[Any]:
    """Head tokens of noun phrases and pronouns, in order of the text."""
    for token in doc:
        if (
            (
                token.pos_ in ("NOUN", "PROPN")
                and not (token.dep_ in _NOT_HEADS and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i)
            )
            or (token.lower_ in PRONOUNS and token.pos_ == "PRON")
            or (
                token.pos_ == "ADJ"
                and token.dep_ in ("nsubj", "dobj", "pobj", "nsubjpass", "ROOT")
                and token.text[:1].isupper()
            )
        ):
            yield token


def core(token: Any) -> tuple[int, int]:
    """Token interval (closed) of the phrase's core: owners, modifiers and the head, without an article."""
    start = token.i
    for child in sorted(token.children, key=lambda each: -each.i):
        if child.i > token.i or child.dep_ not in _LEFT:
            continue
        if child.dep_ == "punct" and child.text not in ("-", "–", "’", "'"):
            break
        start = min(start, child.left_edge.i)
    while (start < token.i and token.doc[start].dep_ in ("det", "punct", "advmod", "predet")) or (
        start < token.i and token.doc[start].lower_ in ("the", "a", "an")
    ):
        start += 1
    return start, token.i


def owners(token: Any) -> Iterator[Any]:
    """Tokens that say whose a body or office is: possessors, modifiers, and what follows "of", "for" or "from"."""
    for child in token.children:
        if child.dep_ in ("poss", "amod", "compound", "nmod", "nounmod"):
            yield child
            yield from owners(child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "in", "at", "to"):
            for grand in child.children:
                if grand.dep_ == "pobj":
                    yield grand
                    yield from owners(grand)


def noun_of(token: Any) -> Noun | None:
    """What the head noun says, by its lemma; a capitalised word is read as a common noun too."""
    table = nouns()
    return table.get(token.lemma_.lower()) or table.get(token.lower_) or table.get(token.lower_.rstrip("s"))


def is_location(token: Any) -> bool:
    """Whether a name stands where only a place can: after "in", "near", "across" and the like, or as another place's container."""
    head = token.head
    if token.dep_ == "pobj" and head.lower_ in LOCATIVE:
        return True
    if token.dep_ in ("conj", "appos") and head.pos_ == "PROPN":
        return is_location(head)
    return bool(token.dep_ == "npadvmod")
