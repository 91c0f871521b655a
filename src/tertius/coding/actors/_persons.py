"""Persons: where a person's name stands, its title, and the office that a title or an apposition gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tertius.coding.actors._names import Name
from tertius.coding.actors._phrases import core, noun_of, owners
from tertius.coding.actors._words import AMBIGUOUS_TITLES, FORMER, GENDERED, PERSON_TITLES, Noun
from tertius.world.gazetteer import gazetteer
from tertius.world.places import best
from tertius.world.sectors import institution, offices

__all__ = ["Role", "describe", "name_span", "role_of"]

_ROLE_KINDS = frozenset({"office", "person"})


@dataclass(frozen=True, slots=True)
class Role:
    """The words of a role, the noun they rest on, whose it is, and whether it is over."""

    text: str
    noun: Noun
    owner: Name | None
    former: bool


def name_span(head: Any, start: int, names: dict[int, Name]) -> tuple[int, int] | None:
    """The tokens (half open) of a person's name that ends at `head`, or None where none ends there.

    The proper nouns before the head belong to it down to the first title, common noun, country or
    demonym; the recogniser's label or a title before it must say that this is a person.
    """
    doc = head.doc
    if head.pos_ != "PROPN" or (noun_of(head) is not None and head.ent_type_ != "PERSON"):
        return None
    first = head.i
    while first > start and _is_name_part(doc[first - 1], first - 1, head.i, names):
        first -= 1
    if _ends_an_office(doc, first):
        first = max(first, head.i - 1)  # "Secretary of State John Kerry" is John Kerry
    first = _behind_office(doc, first, head.i)
    length = head.i + 1 - first
    if head.ent_type_ in ("ORG", "NORP", "GPE") and _has_common_noun(doc, first, head.i + 1):
        return None
    before = doc[max(first - 1, start)]
    titled = first > start and _is_title(before)
    called = doc[first] if first < head.i else before  # "Don Esteban": the title may be the name, and stays with it
    titled = titled or (called.lower_ in AMBIGUOUS_TITLES and called.pos_ == "PROPN" and called.i < head.i)
    labelled = sum(doc[i].ent_type_ == "PERSON" for i in range(first, head.i + 1)) * 2 > length
    known = names.get(first)
    if known is not None and known.end > head.i and not (titled and known.kind in ("country", "capital")):
        return None
    if length == 1 and not titled and best(head.text) is not None:
        return None  # the recogniser takes many a town for a person
    spelled = doc[first : head.i + 1].text
    if not titled and not labelled and not any(each.basis == "leader" for each in gazetteer().lookup(spelled)):
        return None
    return first, head.i + 1


def _behind_office(doc: Any, first: int, head: int) -> int:
    """Where the name begins behind an office whose own words are spelled like names: "Secretary of State X"."""
    if first < 2 or doc[first - 1].lower_ != "of":
        return first
    return next((i for i in range(head, first, -1) if doc[first - 2 : i].text.lower() in offices()), first)


def _ends_an_office(doc: Any, first: int) -> bool:
    """The words before are an office and "of": what follows names its branch before the person."""
    if first < 2 or doc[first - 1].lower_ != "of":
        return False
    noun = noun_of(doc[first - 2])
    return noun is not None and noun.kind == "office"


def _has_common_noun(doc: Any, first: int, end: int) -> bool:
    return any(noun_of(doc[i]) is not None for i in range(first, end))


def _is_name_part(token: Any, i: int, head: int, names: dict[int, Name]) -> bool:
    if token.text == "-" or (token.pos_ == "PUNCT" and token.text in ("-", "–")):
        return i + 1 <= head
    if token.pos_ != "PROPN" and token.lower_ not in ("al", "bin", "ibn", "van", "von", "de", "el", "abu", "da"):
        return False
    known = names.get(i)
    if (
        known is not None
        and known.kind in ("country", "demonym")
        and not (token.ent_type_ == "PERSON" and token.ent_iob_ in ("B", "I"))
    ):
        return False
    return not _is_title(token)


def _is_title(token: Any) -> bool:
    noun = noun_of(token)
    return (
        token.lower_ in PERSON_TITLES
        or (noun is not None and noun.kind in _ROLE_KINDS and token.ent_type_ != "PERSON")
        or (noun is not None and noun.kind in _ROLE_KINDS and token.lower_ in GENDERED)
        or (noun is not None and noun.kind == "office")
    )


def role_of(head: Any, span: tuple[int, int], names: dict[int, Name]) -> Role | None:
    """The role before the name ("Iranian Foreign Minister ..."), after it ("..., a spokeswoman of ..."), or told of it."""
    before = _before(head, span, names)
    if before is not None and before.owner is not None:
        return before
    return _after(head, names) or before


def _before(head: Any, span: tuple[int, int], names: dict[int, Name]) -> Role | None:
    doc = head.doc
    for i in range(span[0] - 1, max(span[0] - 12, head.sent.start) - 1, -1):
        noun = noun_of(doc[i])
        if noun is not None and noun.kind in _ROLE_KINDS:
            first = core(head)[0]
            return describe(doc[i], core(doc[i])[0] if first > i else first, i + 1, names, head)
        if doc[i].dep_ not in ("compound", "amod", "nmod", "appos") and doc[i].text not in (",", "-"):
            break
    return None


def _after(head: Any, names: dict[int, Name]) -> Role | None:
    for child in head.children:
        if child.dep_ == "appos" and (noun := noun_of(child)) is not None and noun.kind in _ROLE_KINDS:
            return describe(child, child.left_edge.i, child.right_edge.i + 1, names, None)
        if child.dep_ == "relcl" and child.lemma_ in ("serve", "work", "act"):
            return _served(child, names)
    if head.dep_ == "appos" and (noun := noun_of(head.head)) is not None and noun.kind in _ROLE_KINDS:
        return describe(head.head, core(head.head)[0], head.head.i + 1, names, None)
    return None


def _served(verb: Any, names: dict[int, Name]) -> Role | None:
    for prep in verb.children:
        if prep.lower_ == "as":
            for noun_token in prep.children:
                if noun_of(noun_token) is not None:
                    role = describe(noun_token, noun_token.left_edge.i, noun_token.i + 1, names, None)
                    return Role(role.text, role.noun, role.owner, verb.tag_ in ("VBD", "VBN")) if role else None
    return None


def describe(token: Any, first: int, end: int, names: dict[int, Name], person: Any | None) -> Role | None:
    """The role that the words from `first` to `end` name."""
    noun = noun_of(token)
    if noun is None:
        return None
    doc = token.doc
    while first < end - 1 and doc[first].pos_ in ("DET", "PUNCT", "ADV"):
        first += 1
    text = doc[first:end].text
    near = [*owners(token), *(doc[i] for i in range(first, token.i)), *([] if person is None else owners(person))]
    owner = next(
        (
            names[each.i]
            for each in near
            if each.i in names and each.i < end + 8 and not _in_a_name(doc, names[each.i], token)
        ),
        None,
    )
    former = any(doc[i].lower_ in FORMER for i in range(first, end))
    return Role(" ".join(text.split()), noun, owner, former)


def _in_a_name(doc: Any, name: Name, noun: Any) -> bool:
    """Whether a demonym opens the name of a body that is no organ of a state: "American Unity Fund president"."""
    if name.kind != "demonym" or not name.end < noun.i:
        return False
    between = [doc[i] for i in range(name.end, noun.i)]
    if not all(token.pos_ == "PROPN" and token.text[:1].isupper() for token in between):
        return False
    words = " ".join(token.text for token in between)
    return noun.text.islower() and institution(words) is None and f"{words} {noun.text}".lower() not in offices()
