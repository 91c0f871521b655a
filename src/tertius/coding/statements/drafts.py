"""A statement with the tokens it was made of, while its document is still parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tertius.coding.parsed import Attribution, Mention, Parsed, Span
from tertius.records import Kind, Passage, Statement

__all__ = ["Content", "Draft", "contents_of", "cue_lemmas"]

_QUOTES = " \n,.;:“”\"'"


@dataclass(frozen=True, slots=True)
class Content:
    """One sentence of a content: its tokens, its main verb, its place, and the lemmas of the cue over it.

    `odds` are the log-odds that the encoder reads in it, of each kind and of a negation: empty in the fast mode.
    `kinds` are those that hold, once they are decided.
    """

    tokens: tuple[Any, ...]
    root: Any
    cues: frozenset[str]
    span: Span
    text: str
    odds: Mapping[str, float] = field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()

    @property
    def lemmas(self) -> set[str]:
        return {token.lemma_.lower() for token in self.tokens}

    def subtree(self, token: Any) -> str:
        """The words under `token` that belong to this content, as they stand in the text."""
        inside = {t.i for t in self.tokens}
        words = sorted(t.i for t in token.subtree if t.i in inside)
        return token.doc[words[0] : words[-1] + 1].text.strip(_QUOTES) if words else str(token.text)

    def between(self, first: int, last: int) -> str:
        """The words from token `first` to token `last` of the document."""
        return str(self.root.doc[first : last + 1].text).strip(_QUOTES)


@dataclass(frozen=True, slots=True)
class Draft:
    """A Statement beside what made it: one content a sentence."""

    statement: Statement
    contents: tuple[Content, ...]
    parsed: Parsed
    mentions: tuple[Mention, ...]
    attribution: Attribution

    def passage(self, content: Content) -> Passage:
        return Passage.of(self.parsed.document, *content.span)

    def mentions_in(self, content: Content) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if content.span[0] <= m.span[0] < content.span[1])


def contents_of(parsed: Parsed, spans: tuple[Span, ...], cue: Span | None) -> tuple[Content, ...]:
    """The content spans cut at sentence ends, without quotation marks; () where there is no word."""
    cues = cue_lemmas(parsed, cue)
    found = []
    for start, end in spans:
        piece = parsed.doc.char_span(start, end, alignment_mode="expand")
        if piece is None:
            continue
        for sentence in _by_sentence(piece):
            tokens = [token for token in sentence if not token.is_space and not token.is_quote]
            if any(token.is_alpha for token in tokens):
                place = max(start, tokens[0].idx), min(end, tokens[-1].idx + len(tokens[-1]))
                text = parsed.text[slice(*place)]
                found.append(Content(tuple(tokens), _root(tokens), cues, place, text))
    return tuple(found)


def _by_sentence(piece: Any) -> list[list[Any]]:
    groups: list[list[Any]] = []
    for token in piece:
        if not groups or token.is_sent_start:
            groups.append([])
        groups[-1].append(token)
    return groups


def _root(tokens: list[Any]) -> Any:
    """The token that governs the content: the first verb whose head lies outside, else the first such token."""
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if token.head.i not in inside or token.head == token]
    verbs = [token for token in tops if token.pos_ in ("VERB", "AUX")]
    return (verbs or tops or tokens)[0]


def cue_lemmas(parsed: Parsed, cue: Span | None) -> frozenset[str]:
    """Lemmas of the words of saying; empty where there is no cue."""
    piece = parsed.doc.char_span(*cue, alignment_mode="expand") if cue else None
    if piece is None:
        return frozenset()
    words = [token for token in piece if token.pos_ in ("VERB", "NOUN", "ADJ", "ADP", "AUX")] or list(piece)
    return frozenset(str(token.lemma_.lower()) for token in words)
