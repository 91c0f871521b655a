"""Which mention a source is, and what its head word says of it: number, name, a former office."""

from __future__ import annotations

import re
from typing import Any

from tertius.coding.attribution._antecedents import is_retired
from tertius.coding.attribution._phrases import as_name, is_name, role_around
from tertius.coding.parsed import Mention, Parsed, Span
from tertius.world.sectors import office

__all__ = [
    "by_surname",
    "head_word",
    "is_joint",
    "is_plural",
    "is_proper",
    "mention_in",
    "near_before",
    "role_elsewhere",
    "tells_plural",
    "was_former",
]

TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "sir", "dame", "lady", "lord", "king", "queen", "president", "minister"}
)


_INITIAL = re.compile(r"[A-Z]\.$")


def by_surname(parsed: Parsed, source: Span) -> Mention | None:
    """For a source that is a bare surname: the one person named before it who bears it; None where two do."""
    words = [w for w in parsed.text[slice(*source)].split() if w.lower().rstrip(".") not in TITLES]
    if len(words) > 1 and all(_INITIAL.match(word) for word in words[:-1]):
        words = words[-1:]  # "S. Moya"
    if len(words) != 1 or not words[0][:1].isupper():
        return None
    surname = as_name(words[0])
    label = surname.isupper() and re.match(r"(?: ?\([^()\n]*\))?:", parsed.text[source[1] : source[1] + 80]) is not None
    wanted = surname.casefold() if label else surname
    fit = {
        m.entity: m
        for m in parsed.mentions
        if (label or m.span[0] < source[0]) and m.actor is not None and is_name(m) and not m.actor.name.isupper()
        and " " in m.actor.name and _last_name(m.actor.name, folded=label) == wanted
    }  # fmt: skip
    if not fit and len(words) < len(parsed.text[slice(*source)].split()):  # "Mr Lou" is Lou Jiwei
        fit = {
            m.entity: m
            for m in parsed.mentions
            if m.span[0] < source[0] and m.actor is not None and is_name(m)
            and len(names := m.actor.name.split()) == 2 and names[0] == surname
        }  # fmt: skip
    return next(iter(fit.values())) if len(fit) == 1 else None


def _last_name(name: str, *, folded: bool) -> str:
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    return last.casefold() if folded else last


def is_joint(parsed: Parsed, mention: Mention, source: Span) -> bool:
    """Whether the source names more than this one person: "X and Y"."""
    head = parsed.doc[mention.head]
    return any(c.dep_ == "conj" and c.pos_ == "PROPN" and source[0] <= c.idx < source[1] for c in head.children)


def near_before(parsed: Parsed, mention: Mention) -> bool:
    """Whether a pronoun's antecedent stands in its own sentence or the one before; further off it is a guess."""
    sentence = parsed.sentence_of(mention.span[0])
    floor = parsed.sentence_of(max(0, sentence[0] - 1))[0]
    return any(m.entity == mention.entity and floor <= m.span[0] < mention.span[0] for m in parsed.mentions)


_ROLE_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[\w-]+['’]s) (?P<role>[\w’'-]+(?: [\w’'-]+){0,6}), $")
_OFFICE_BEFORE = re.compile(r"(?P<role>\b[A-Z][\w-]+ (?:of|for) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?) $")
_ROLE_BEHIND = re.compile(r", (?:the |an? )?(?P<role>[^,.;:“”\"]{3,60})[,.;]")
_BESIDE = 70  # characters


def role_elsewhere(parsed: Parsed, mention: Mention) -> str | None:
    """The role that the document gives to whoever is mentioned: with one of his mentions, else beside one."""
    alike = [m for m in parsed.mentions if m.entity == mention.entity]
    stated = next((m.role for m in alike if m.role), None)
    named = [m for m in alike if is_name(m)]
    stated = stated or next(filter(None, (_role_in_front(parsed, m) for m in named)), None)
    return stated or next(filter(None, (_role_beside(parsed, m) for m in named)), None)


def _role_in_front(parsed: Parsed, mention: Mention) -> str | None:
    """What stands in front of a name, within its mention or as what it is apposed to: "the finance minister, X"."""
    name = parsed.doc[mention.head]
    start = mention.span[0]
    if name.dep_ == "appos" and name.head.tag_ in {"NN", "NNP"} and name.head.i < name.i:
        start = parsed.doc[name.head.left_edge.i].idx
    role = role_around(parsed, (start, mention.span[1]), mention)
    return role if role is not None and "\n" not in role and office(role) is not None else None


def _role_beside(parsed: Parsed, mention: Mention) -> str | None:
    """ "Secretary of State X", "the secretary of the mint, X" and "X, Ohio secretary of state," where the parse sees no apposition."""
    before = parsed.text[max(0, mention.span[0] - _BESIDE) : mention.span[0]]
    behind = parsed.text[mention.span[1] : mention.span[1] + _BESIDE]
    for found in (_OFFICE_BEFORE.search(before), _ROLE_BEFORE.search(before), _ROLE_BEHIND.match(behind)):
        if found is not None and office(found["role"]) is not None:
            return found["role"]
    return None


def was_former(parsed: Parsed, mention: Mention, role: str) -> bool:
    """Whether it is said of this role that it is over: a senator once may be vice-president now."""
    alike = [m for m in parsed.mentions if m.entity == mention.entity]
    same = [m for m in alike if m.role is None or m.role.split()[-1:] == role.split()[-1:]]
    return any("(former)" in m.because for m in same) or any(is_retired(parsed, m.span[1]) for m in alike)


def mention_in(parsed: Parsed, source: Span) -> Mention | None:
    """The mention that the source is: a name if its words hold one, else the one at its head."""
    inside = [m for m in parsed.mentions if m.span[0] < source[1] and source[0] < m.span[1]]
    if not inside:
        return None
    head = _head(parsed, source)
    heads = [m for m in inside if m.head == head]
    names = [m for m in inside if is_name(m) and (m.head == head or _titled(parsed, m, head, source))]
    if heads and not (names and not is_name(heads[0])):
        return heads[0]
    return names[0] if names else None


def _titled(parsed: Parsed, mention: Mention, head: int | None, source: Span) -> bool:
    """Whether the source's head is only a title before this name: "analyst and commentator X", not "the aide and X"."""
    token = parsed.doc[mention.head]
    if token.dep_ in {"appos", "nsubj"}:
        return True
    if head is None or token.dep_ != "conj" or parsed.doc[head].tag_ != "NN":
        return False
    ends = mention.span[1] >= source[1] or parsed.text[mention.span[1]] == ","
    return ends and not any(c.dep_ in {"det", "poss"} for c in parsed.doc[head].children)


def _head(parsed: Parsed, source: Span) -> int | None:
    span = parsed.doc.char_span(*source, alignment_mode="expand")
    return int(span.root.i) if span is not None and len(span) else None


def head_word(parsed: Parsed, source: Span) -> str:
    head = _head(parsed, source)
    return str(parsed.doc[head].lower_) if head is not None else ""


def is_proper(parsed: Parsed, source: Span) -> bool:
    head = _head(parsed, source)
    return head is not None and parsed.doc[head].pos_ == "PROPN"


def is_plural(parsed: Parsed, source: Span) -> bool:
    head = _head(parsed, source)
    return head is not None and tells_plural(parsed.doc[head])


def tells_plural(token: Any) -> bool:
    """A plural noun; a name is none for its tag alone ("Ccori")."""
    plural_name = token.tag_ == "NNPS" and token.lower_.endswith("s") and token.ent_type_ != "PERSON"
    return bool(token.tag_ == "NNS" or plural_name)
