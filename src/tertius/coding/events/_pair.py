"""Pair-conditioned coding: what one span does to another, always with a type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tertius.coding.encoder import available
from tertius.coding.events._arguments import Arguments
from tertius.coding.events._build import Builder, CodedEvent
from tertius.coding.events._choose import choose, governor, head_of
from tertius.coding.events._parties import Party
from tertius.coding.events._reading import Reader, Reading
from tertius.coding.events._tree import modality
from tertius.coding.parsed import Parsed, Span
from tertius.records import Event

__all__ = ["Tools", "by_rules", "code_pair", "code_pair_spans"]

# Where no word of the lexicon is found: the commonest type in news event data (CONSULT; Schrodt 2012).
_BACKOFF = Reading("CONSULT", None, "040", (0,), ("no known predicate: the commonest type",))


@dataclass(frozen=True, slots=True)
class Tools:
    """What reads the predicates, the parties, and the times and places of one document; each reads it once."""

    parsed: Parsed
    reader: Reader
    arguments: Arguments
    builder: Builder

    @classmethod
    def of(cls, parsed: Parsed) -> Tools:
        """Fresh tools."""
        return cls(parsed, Reader(parsed.doc), Arguments(parsed), Builder(parsed))


def code_pair(parsed: Parsed, source: Span, target: Span, *, fast: bool = False) -> Event:
    """Exactly one typed event: what the actor at `source` does to the one at `target`.

    The predicate is sought in this order: the clause whose subject or agent is the source, the clauses
    below it towards the target, the verbs and then the nouns on the path between the two in the tree,
    the rest of the clause, the rest of the sentence. Where none is known, CONSULT is returned and
    `because` says so. In the accurate mode the encoder has its say on the type; `fast` leaves it out.
    """
    return code_pair_spans(parsed, source, target, fast=fast).event


def code_pair_spans(parsed: Parsed, source: Span | None, target: Span | None, *, fast: bool = False) -> CodedEvent:
    """The same with the spans; one of the two may be missing. In the accurate mode the encoder gives the type."""
    coded = by_rules(Tools.of(parsed), source, target)
    if fast or not available():
        return coded
    from tertius.coding.events._learned import typed

    return typed(parsed, coded)[0]


def by_rules(tools: Tools, source: Span | None, target: Span | None) -> CodedEvent:
    """What the rules alone make of a pair."""
    parsed, reader, arguments = tools.parsed, tools.reader, tools.arguments
    heads = [head_of(parsed.doc, span) if span else None for span in (source, target)]
    reading, where = choose(reader, *heads)
    if reading is None:
        anchor = heads[0] if heads[0] is not None else heads[1]
        reading = replace(_BACKOFF, tokens=(anchor.i if anchor is not None else 0,), status=_status_of(anchor))
    first, second = (_party(arguments, head, span) for head, span in zip(heads, (source, target), strict=True))
    found = Reading(reading.type, reading.mode, reading.cameo, reading.tokens, (*reading.rules, f"found on: {where}"),
                    reading.flags, reading.status, reading.inner, reading.kind)  # fmt: skip
    return tools.builder.build(found, first, second)


def _status_of(anchor: Any | None) -> str:
    """How far an act that no word of the lexicon tells has come, from the mood of the verb that the party is subject of."""
    verb = governor(anchor) if anchor is not None else None
    if verb is None:
        return _BACKOFF.status
    mood = modality(verb)
    if mood.question or mood.condition or mood.possible or mood.unreal:
        return "hypothetical"
    return "denied" if mood.negated else "planned" if mood.future else _BACKOFF.status


def _party(arguments: Arguments, head: Any | None, span: Span | None) -> Party | None:
    if head is None or span is None:
        return None
    return Party(span, head.i, arguments.party(head).mention)
