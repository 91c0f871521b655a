"""What a source's words refer to beyond the mentions: a capital, a state unknown to the tables, somebody nameless."""

from __future__ import annotations

import re

from tertius.coding.attribution._phrases import is_name
from tertius.coding.parsed import Mention, Parsed, Span
from tertius.records import Actor, ActorKind
from tertius.world.gazetteer import gazetteer
from tertius.world.sectors import office

__all__ = [
    "antecedent_of_relative",
    "capital_as_state",
    "indefinite_before",
    "is_retired",
    "named_subject_before",
    "speaks_as_state",
]

_RETIRED = re.compile(r"\s*(?:\((?:retired|ret(?:d|ired)?\.?)\)|, (?:now )?retired\b)", re.IGNORECASE)
_ORGANS = (
    r"(?:government|foreign ministry|ministry|army|armed forces|president|prime minister|parliament|navy|police"
    r"|(?:foreign|interior|defen[cs]e|information|energy|finance|trade) minister|authorities|state (?:broadcaster|television|media))"
)
_ONE = frozenset({"a", "an", "one", "another"})
_SOMEBODY = frozenset(
    """man woman resident villager trader driver worker farmer engineer diplomat official aide adviser staffer source
    person student nurse doctor teacher soldier officer lawyer banker clerk consultant scholar observer colleague friend
    neighbour neighbor shopkeeper fisherman captain waitress activist member delegate employee manager negotiator""".split()
)


def capital_as_state(phrase: str) -> Actor | None:
    """The state for which a bare capital stands as a source ("according to Quito"), or None."""
    found = [e.actor for e in gazetteer().lookup(phrase) if e.basis == "capital" and e.actor.kind == ActorKind.STATE]
    return found[0] if len({actor.code for actor in found}) == 1 else None


def speaks_as_state(parsed: Parsed, phrase: str) -> bool:
    """Whether a name that no table has is treated by the text as a state: it has a government, an army, …"""
    words = phrase.split()
    if not words or len(words) > 3 or not all(word[:1].isupper() for word in words):
        return False
    name = re.escape(phrase)
    stem = re.escape(words[-1].rstrip("aeio")) if len(words) == 1 and len(words[0]) > 4 else name
    if len(words) == 1 and re.search(rf"\b{stem}(?:n|an|ian|ese|ish)s?\b", parsed.text):
        return True
    organ = rf"\b(?:{name}['’]s?|{stem}(?:n|an|ian|ese|i|ish))\s+{_ORGANS}\b|\b{_ORGANS} of {name}\b"
    return re.search(organ, parsed.text) is not None


def indefinite_before(parsed: Parsed, offset: int, floor: int) -> Span | None:
    """Somebody nameless who does something in the sentence before `offset`, in its paragraph and not before `floor`.

    "A former diplomat put it differently. “…”, she said": the pronoun is hers, not that of whoever was named before.
    """
    here = parsed.sentence_of(offset)
    paragraph = parsed.text.rfind("\n", 0, here[0]) + 1
    before = parsed.sentence_of(max(0, here[0] - 1))
    for start, end in (here, before):
        if start < max(paragraph, floor):
            continue
        piece = parsed.doc.char_span(start, min(end, offset), alignment_mode="contract")
        for token in reversed(list(piece or ())):
            if token.dep_ in ("nsubj", "nsubjpass") and _is_somebody(token):
                words = [t for t in token.subtree if t.i <= token.i]
                return words[0].idx, token.idx + len(token)
    return None


def named_subject_before(parsed: Parsed, offset: int, floor: int) -> Mention | None:
    """The person by name who is the subject of the sentence before `offset`, in its paragraph and not before `floor`."""
    here = parsed.sentence_of(offset)
    paragraph = parsed.text.rfind("\n", 0, here[0]) + 1
    before = parsed.sentence_of(max(0, here[0] - 2))
    named = [
        m
        for m in parsed.mentions
        if max(before[0], paragraph, floor) <= m.span[0] < here[0]
        and is_name(m)
        and parsed.doc[m.head].dep_ in ("nsubj", "nsubjpass")
        and not any(q.start <= m.span[0] < q.end for q in parsed.quotes)
    ]
    return named[-1] if named else None


def antecedent_of_relative(parsed: Parsed, source: Span) -> Span | None:
    """Whom "who" or "which" stands for: the noun phrase that its clause belongs to."""
    span = parsed.doc.char_span(*source, alignment_mode="expand")
    if span is None or span.root.lower_ not in ("who", "which"):
        return None
    verb = span.root.head
    while verb.dep_ in ("conj", "ccomp", "aux", "xcomp") and verb.head != verb:
        verb = verb.head
    if verb.dep_ not in ("relcl", "acl"):
        return None
    first = min(t.i for t in verb.head.subtree)
    last = verb.head.i
    return parsed.doc[first].idx, parsed.doc[last].idx + len(parsed.doc[last])


def is_retired(parsed: Parsed, end: int) -> bool:
    """Whether the words behind a name say that its bearer has left office: "Colonel X (retired)"."""
    return _RETIRED.match(parsed.text, end) is not None


def _is_somebody(noun: object) -> bool:
    children = list(getattr(noun, "children", ()))
    lemma = str(getattr(noun, "lemma_", "")).lower()
    indefinite = any(child.dep_ in ("det", "nummod") and child.lower_ in _ONE for child in children)
    return indefinite and getattr(noun, "pos_", "") == "NOUN" and (lemma in _SOMEBODY or office(lemma) is not None)
