"""One side of an event: the phrase that a token heads, and whom it stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from msgspec import structs

from tertius.coding.parsed import Mention, Parsed, Span
from tertius.records import Actor
from tertius.world.gazetteer import gazetteer

__all__ = ["Party", "Phrases"]

_MODIFIERS = ("poss", "amod", "compound", "nmod", "appos", "nummod")
_NAMES = frozenset({"GPE", "ORG", "NORP", "PERSON", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event: the phrase and the mention in it, if any."""

    span: Span
    head: int
    mention: Mention | None
    named: bool = False  # a mention, or what the recogniser takes for a name


class Phrases:
    """The noun phrases of one document, each with the mention that it is or that modifies it."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self._by_token: dict[int, Mention] = {}
        for mention in sorted(parsed.mentions, key=lambda each: each.span[1] - each.span[0], reverse=True):
            for token in self._tokens(mention.span):
                self._by_token[token.i] = mention
        self._by_entity: dict[int, list[Mention]] = {}
        for mention in parsed.mentions:
            self._by_entity.setdefault(mention.entity, []).append(mention)
        self._heads = {mention.head: mention for mention in parsed.mentions}

    def _tokens(self, span: Span) -> list[Any]:
        piece = self.doc.char_span(*span, alignment_mode="expand")
        return list(piece) if piece is not None else []

    def party(self, token: Any) -> Party:
        """The phrase that `token` heads, with the mention it is or, failing that, the one that modifies it."""
        mention = self._heads.get(token.i) or self._by_token.get(token.i) or self._inside(token)
        start, end = self._core(token)
        if mention is not None and self._covers(mention, token):
            start, end = mention.span[0], max(mention.span[1], end)
        elif mention is not None:
            end = max(end, mention.span[1])
        return Party((start, end), token.i, mention, mention is not None or token.ent_type_ in _NAMES)

    def parties(self, token: Any) -> list[Party]:
        """The phrase and those conjoined with it."""
        first = self.party(token)
        found = self._members(first) or self._adjectives(token, first) or [first]
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON"):
                found += self.parties(child)
        return found

    def _members(self, party: Party) -> list[Party]:
        """Those a plural pronoun stands for, each with the pronoun's words."""
        mention = party.mention
        if mention is None or mention.head != party.head:
            return []
        one_by_one = (replace(mention, actor=actor, because=f"antecedent: {actor.name}") for actor in mention.members)
        return [replace(party, mention=each) for each in one_by_one]

    def _adjectives(self, token: Any, party: Party) -> list[Party]:
        """ "Greek and Turkish officials" are two parties, told apart by their adjectives."""
        mention = party.mention
        if mention is None or mention.head != token.i or mention.actor is None or mention.actor.code is None:
            return []
        first = next((child for child in token.children if child.dep_ in ("amod", "nmod") and child.i < token.i
                      and any(each.dep_ == "conj" for each in child.children)), None)  # fmt: skip
        words = [first, *(each for each in first.children if each.dep_ == "conj")] if first is not None else []
        states = [state for word in words if (state := _state(word.text)) is not None]
        if not words or len(states) != len(words):
            return []
        sector = mention.actor.code.split(".")[1:]
        made: list[Party] = []
        for word, state in zip(words, states, strict=True):
            last = token if word is words[-1] else word
            span = (word.idx, last.idx + len(last))
            code = ".".join([state.code or "", *sector])
            actor = structs.replace(mention.actor, code=code, name=f"{word.text} {token.text}")
            own = replace(mention, span=span, actor=actor, because=f"demonym: {word.text}")
            made.append(Party(span, token.i, own, named=True))
        return made

    def _covers(self, mention: Mention, token: Any) -> bool:
        return bool(mention.span[0] <= token.idx < mention.span[1])

    def _inside(self, token: Any) -> Mention | None:
        """The mention among the modifiers of a phrase, the possessor first, then what follows "of" and its like."""
        children = list(token.children)
        for dep in _MODIFIERS:
            for child in children:
                if child.dep_ == dep:
                    found = self._by_token.get(child.i) or (
                        self._inside(child) if dep in ("compound", "poss", "amod") else None
                    )
                    if found is not None:
                        return found
        for child in children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "against", "by", "between", "with", "to"):
                for grand in child.children:
                    if grand.dep_ == "pobj":
                        return self._heads.get(grand.i) or self._by_token.get(grand.i) or self._inside(grand)
        return None

    def _core(self, token: Any) -> Span:
        left = [
            child for child in token.children if child.i < token.i and child.dep_ in (*_MODIFIERS, "det", "quantmod")
        ]
        start = min([child.left_edge.idx for child in left], default=token.idx)
        of = next((child for child in token.children if child.dep_ == "prep" and child.lower_ == "of"), None)
        names = [grand for grand in of.children if grand.dep_ == "pobj"] if of is not None else []
        return (start, max([grand.idx + len(grand) for grand in names], default=token.idx + len(token)))


def _state(word: str) -> Actor | None:
    entry = next((each for each in gazetteer().lookup(word) if each.basis in ("demonym", "name")), None)
    return entry.actor if entry is not None else None
