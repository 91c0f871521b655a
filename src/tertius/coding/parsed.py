"""What the parts of coding hand to each other: one document parsed once, and what was found in it.

`pipeline.parse` makes a `Parsed`; `attribution` adds attributions, `actors` adds mentions; `events`
and `statements` read both. All offsets are code points of `Parsed.document.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tertius.records import Actor, Document, Form, Speaker, Voice

__all__ = ["Attribution", "Mention", "Parsed", "Quote", "Span"]

Span = tuple[int, int]  # half open, in code points


@dataclass(frozen=True, slots=True)
class Quote:
    """Text between quotation marks; `start` and `end` include the marks."""

    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names, describes or refers to an actor.

    `span` is the whole noun phrase's core ("Iranian Foreign Minister Hossein Amirabdollahian"),
    `head` the index of its head token; `actor` is None where a pronoun or "the ministry" has no
    antecedent. Mentions of one entity share `entity`.
    """

    span: Span
    head: int
    text: str
    actor: Actor | None
    role: str | None
    entity: int
    because: str  # the evidence: "demonym", "office of IRN", "antecedent: …"
    members: tuple[Actor, ...] = ()  # whom a plural pronoun stands for, where its antecedent names several


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: somebody (source), a word of saying (cue) and what is said (content).

    `source` and `cue` are None where the text has none of its own (a quotation that goes on).
    `outer` is the index, in the document's list, of the attribution whose content holds this one:
    a source inside somebody else's words.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    speaker: Speaker | None = None
    voice: Voice | None = None
    entity: int | None = None
    outer: int | None = None
    continues: int | None = None  # index of the attribution that this quotation carries on


@dataclass(slots=True)
class Parsed:
    """One document with its spaCy parse.

    `doc` is a `spacy.tokens.Doc` over `document.text` itself, so token.idx is an offset in the text. `fast` says that
    syntax and tables alone are asked, and no encoder.
    """

    document: Document
    doc: Any
    sentences: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    mentions: list[Mention] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    fast: bool = False

    @property
    def text(self) -> str:
        return self.document.text

    def sentence_of(self, offset: int) -> Span:
        """The sentence that holds `offset`; the nearest one before it where it lies between two."""
        best = self.sentences[0] if self.sentences else (0, len(self.text))
        for sentence in self.sentences:
            if sentence[0] > offset:
                break
            best = sentence
        return best
