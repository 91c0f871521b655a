"""What a source's words refer to beyond the mentions: a capital, a state unknown to the tables, a relative pronoun."""

from __future__ import annotations

import re

from tertius.coding.occurrences import is_edge, occurrences
from tertius.coding.parsed import Parsed, Span
from tertius.records import Actor, ActorKind
from tertius.world.gazetteer import gazetteer

__all__ = [
    "antecedent_of_relative",
    "capital_as_state",
    "is_retired",
    "speaks_as_state",
]

_RETIRED = re.compile(r"\s*(?:\((?:retired|ret(?:d|ired)?\.?)\)|, (?:now )?retired\b)", re.IGNORECASE)
_ORGANS = (
    r"(?:government|foreign ministry|ministry|army|armed forces|president|prime minister|parliament|navy|police"
    r"|(?:foreign|interior|defen[cs]e|information|energy|finance|trade) minister|authorities|state (?:broadcaster|television|media))"
)
_PEOPLE = re.compile(r"(?:n|an|ian|ese|ish)s?\b")  # behind the stem of a state's name
_ORGAN_OF_PEOPLE = re.compile(rf"(?:n|an|ian|ese|i|ish)\s+{_ORGANS}\b")
_OWN_ORGAN = re.compile(rf"['’]s?\s+{_ORGANS}\b")
_ORGAN_OF = re.compile(rf"\b{_ORGANS} of $")
_REACH = 40  # characters before a name, more than any organ's


def capital_as_state(phrase: str) -> Actor | None:
    """The state for which a bare capital stands as a source ("according to Quito"), or None."""
    found = [e.actor for e in gazetteer().lookup(phrase) if e.basis == "capital" and e.actor.kind == ActorKind.STATE]
    return found[0] if len({actor.code for actor in found}) == 1 else None


def speaks_as_state(parsed: Parsed, phrase: str) -> bool:
    """Whether a name that no table has is treated by the text as a state: it has a government, an army, …"""
    words = phrase.split()
    if not words or len(words) > 3 or not all(word[:1].isupper() for word in words):
        return False
    text = parsed.text
    stem = words[0].rstrip("aeio") if len(words) == 1 and len(words[0]) > 4 else phrase
    for start, end in occurrences(text, stem):
        if is_edge(text, start) and (
            _ORGAN_OF_PEOPLE.match(text, end) or (len(words) == 1 and _PEOPLE.match(text, end))
        ):
            return True
    return any(
        (is_edge(text, start) and _OWN_ORGAN.match(text, end))
        or (is_edge(text, end) and _ORGAN_OF.search(text[max(0, start - _REACH) : start]))
        for start, end in occurrences(text, phrase)
    )


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
