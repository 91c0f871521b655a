"""A statement with the tokens it was made of, while its document is still parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tertius.coding.parsed import Attribution, Mention, Parsed, Span
from tertius.records import Statement

__all__ = ["Content", "Draft", "content_of"]


@dataclass(frozen=True, slots=True)
class Content:
    """The tokens of a content, its main verb, and the cue's lemma ("" where there is no cue)."""

    tokens: tuple[Any, ...]
    root: Any
    cue: str
    text: str

    @property
    def lemmas(self) -> set[str]:
        return {token.lemma_.lower() for token in self.tokens}

    def subtree(self, token: Any) -> str:
        """The words under `token` that belong to this content, as they stand in the text."""
        inside = {t.i for t in self.tokens}
        words = sorted(t.i for t in token.subtree if t.i in inside)
        doc = token.doc
        return doc[words[0] : words[-1] + 1].text.strip(" \n,.;:“”\"'") if words else token.text


@dataclass(frozen=True, slots=True)
class Draft:
    """A Statement beside what made it."""

    statement: Statement
    content: Content
    parsed: Parsed
    mentions: tuple[Mention, ...]
    attribution: Attribution | None


def content_of(parsed: Parsed, spans: tuple[Span, ...], cue: Span | None) -> Content | None:
    """The tokens of `spans` without quotation marks and white space; None where there is no word."""
    tokens = []
    for start, end in spans:
        piece = parsed.doc.char_span(start, end, alignment_mode="expand")
        if piece is not None:
            tokens += [token for token in piece if not token.is_space and not token.is_quote]
    if not any(token.is_alpha for token in tokens):
        return None
    text = " ".join(parsed.text[start:end].strip() for start, end in spans)
    return Content(tokens=tuple(tokens), root=_root(tokens), cue=_cue_lemma(parsed, cue), text=text)


def _root(tokens: list[Any]) -> Any:
    """The token that governs the content: the first verb whose head lies outside, else the first such token."""
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if token.head.i not in inside or token.head is token]
    verbs = [token for token in tops if token.pos_ in ("VERB", "AUX")]
    return (verbs or tops or tokens)[0]


def _cue_lemma(parsed: Parsed, cue: Span | None) -> str:
    if cue is None:
        return ""
    piece = parsed.doc.char_span(*cue, alignment_mode="expand")
    if piece is None:
        return ""
    words = [token for token in piece if token.pos_ in ("VERB", "NOUN", "ADJ")] or list(piece)
    return str(words[-1].lemma_.lower())
