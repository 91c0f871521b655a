"""Whom a pronoun or a bare description stands for: everybody met shortly before it, ranked by salience.

Number, gender and kind rule out, then recency, being a subject, having spoken and being named rank, in the manner of
Lappin and Leass (1994). Whoever is named inside a quotation only is no candidate: those words are of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tertius.coding.actors import noun_of
from tertius.coding.attribution._antecedents import speaks_as_state
from tertius.coding.attribution._heard import Heard
from tertius.coding.attribution._phrases import is_name
from tertius.coding.parsed import Mention, Parsed, Span
from tertius.coding.speakers._gender import gender_of
from tertius.coding.speakers._source import tells_plural
from tertius.records import ActorKind, Voice
from tertius.world.sectors import institution, office

__all__ = ["PEOPLE", "Cast", "Met", "is_personal"]

_REACH = 2  # paragraphs back
_SUBJECTS = ("nsubj", "nsubjpass")
_ROLES_OF_NOUNS = (*_SUBJECTS, "dobj", "pobj", "conj", "appos", "dative")
_SENTENCE, _PARAGRAPH = 0.7, 1.8  # what a sentence or a paragraph between costs
_SUBJECT, _SPOKE, _NAMED, _GENDERED = 0.8, 0.6, 0.3, 0.6
_NEW = 0.6  # an indefinite subject is brought in to be spoken of
_WITHIN = 0.6  # and to stand in what somebody else says
_VAGUE = 0.5  # what it costs to be a mere thing, or somebody described by somebody else ("his father")
_WRITINGS = frozenset(
    """report study poll survey statement letter memo email e-mail message paper indictment log plan bill law model estimate
    count review audit document notice leaflet article book headline caption editorial leader advertisement ad post tweet
    note file transcript ruling verdict order resolution website site page""".split()
)


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody met in the text, once: as a speaker, by name, or in other words (`span`)."""

    span: Span
    kind: str  # "person", "body" or "many"
    subject: bool
    gender: str | None
    vague: bool = False
    heard: Heard | None = None
    mention: Mention | None = None


class Cast:
    """Everybody in one document who could be referred to, in the order of the text."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self._told = [span for one in parsed.attributions for span in one.content if one.cue is not None]

    @cached_property
    def met(self) -> list[Met]:
        """All of them; asked for where a source refers to somebody, which in a short text none may do."""
        by_head: dict[int, Mention] = {}
        for mention in self.parsed.mentions:
            if mention.text[:1].isalnum() and self.parsed.doc[mention.head].pos_ != "PRON":
                by_head.setdefault(mention.head, mention)
        return sorted(self._nouns(by_head), key=lambda met: met.span)

    def _nouns(self, by_head: dict[int, Mention]) -> Iterator[Met]:
        for token in self.parsed.doc:
            if token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ") or token.dep_ not in _ROLES_OF_NOUNS:
                continue
            if token.dep_ in ("conj", "appos") and (token.head.dep_ == "attr" or token.head.pos_ == "PRON"):
                continue  # what somebody is said to be
            if any(q.start <= token.idx < q.end for q in self.parsed.quotes):
                continue
            mention = by_head.get(token.i)
            if mention is not None and is_name(mention) and speaks_as_state(self.parsed, mention.text):
                mention = None  # a country that no table has
            kind = _kind(token, mention)
            if kind is not None:
                named = mention if mention is not None and is_name(mention) else None
                yield Met(
                    _span(token), kind, _is_subject(token), _gender(token, named), _is_vague(token), mention=named
                )

    def ranked(
        self, heard: Sequence[Heard], offset: int, kind: str, gender: str | None = None
    ) -> list[tuple[float, Met]]:
        """The candidates for a word of this kind at `offset`, the likeliest first, each with its salience."""
        text = self.parsed.text
        floor = offset
        for _ in range(_REACH + 1):
            floor = max(0, text.rfind("\n\n", 0, floor))
        spoken = {h.entity: h for h in heard}
        told = {h.entity: h.gender for h in heard if h.gender}
        places = [h for h in heard if floor <= h.at < offset]
        found, apart = [], {h.at: h for h in places}
        for met in self._near(floor, offset):
            known = next((h for h in reversed(places) if met.span[0] <= h.at < met.span[1]), None)
            if known is not None:
                apart.pop(known.at, None)
                met = replace(met, subject=True)  # noqa: PLW2901 - "according to X": whoever speaks is as salient as a subject
            elif met.mention is not None:
                known = spoken.get(met.mention.entity)
            found.append(met if known is None else _with(met, _gendered(known, told)))
        found += [_spoken(_gendered(h, told)) for h in apart.values()]
        scored = [
            (self._salience(met, offset, gender), met)
            for met in found
            if met.kind in (kind, "either" if kind != "many" else kind)
            and (gender is None or met.gender in (None, gender))
        ]
        return sorted(scored, key=lambda pair: (-pair[0], -pair[1].span[0]))

    def _near(self, floor: int, offset: int) -> Iterator[Met]:
        return (met for met in self.met if floor <= met.span[0] < offset)

    def _salience(self, met: Met, offset: int, gender: str | None) -> float:
        between = self.parsed.text[met.span[0] : offset]
        sentences = 0
        if "\n\n" not in between:
            ends = {a for a, _ in self.parsed.sentences if met.span[0] < a <= offset and not self._quoted(a)}
            sentences = len(ends)
        salience = -_PARAGRAPH * between.count("\n\n") - _SENTENCE * min(sentences, 3)
        salience += _SUBJECT * met.subject + _SPOKE * (met.heard is not None)
        salience += _NAMED * (met.mention is not None or (met.heard is not None and met.heard.named))
        salience += _NEW * (
            met.subject and met.heard is None and between.lower().startswith(("a ", "an ", "one ", "another "))
        )
        salience -= _WITHIN * any(a <= met.span[0] < b < offset for a, b in self._told)
        salience -= _VAGUE * (met.heard is None and met.mention is None and not met.subject)
        return salience + _GENDERED * (gender is not None and met.gender == gender) - _VAGUE * met.vague

    def _quoted(self, offset: int) -> bool:
        return any(q.start <= offset < q.end for q in self.parsed.quotes)


def is_personal(heard: Heard) -> bool:
    actor = heard.speaker.actor
    return heard.voice != Voice.MEDIA and (actor is None or actor.kind == ActorKind.PERSON)


def _gendered(heard: Heard, told: dict[int, str]) -> Heard:
    return replace(heard, gender=heard.gender or told.get(heard.entity))


def _spoken(heard: Heard) -> Met:
    at = (heard.at, heard.at + 1)
    return Met(at, _kind_of(heard), subject=True, gender=_heard_gender(heard), heard=heard)


def _with(met: Met, heard: Heard) -> Met:
    kind = "person" if met.kind != "many" and heard.named and is_personal(heard) else met.kind
    return replace(met, kind=kind, gender=met.gender or _heard_gender(heard), heard=heard, vague=False)


def _kind_of(heard: Heard) -> str:
    if heard.plural:
        return "many"
    if is_personal(heard) and not (heard.noun and _is_body(heard.noun)):
        return "person"
    return "body"


def _is_body(noun: str) -> bool:
    return noun in _WRITINGS or (office(noun) is None and institution(noun) is not None)


def _heard_gender(heard: Heard) -> str | None:
    return heard.gender or gender_of(heard.speaker.name, heard.speaker.role, heard.speaker.described)


def _kind(token: Any, mention: Mention | None) -> str | None:
    """ "person", "body", "many", or "either" for a name that no table has; None for what could not speak."""
    if mention is not None and is_name(mention):
        return "many" if any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children) else "person"
    if "year-old" in token.doc[token.left_edge.i : token.i + 1].text.lower():
        return "person"
    if token.pos_ in ("NUM", "ADJ"):
        return "person" if token.lower_ == "one" and any(c.lower_ == "of" for c in token.children) else None
    noun, word = noun_of(token), token.lower_
    actor = mention.actor if mention is not None else None
    if tells_plural(token):
        return "many" if noun is not None or actor is not None else None
    if word in PEOPLE or word.endswith(_DOERS) or token.ent_type_ == "PERSON":
        return "person"
    if token.pos_ == "PROPN" and noun is None and (actor is None or actor.code is None) and token.ent_type_ != "GPE":
        return "either" if _is_like_a_name(token) else "body"
    if word in _WRITINGS or word in _POWERS or (noun is not None and noun.kind == "organisation"):
        return "body"
    if noun is not None or _holds_office(token):
        return "person"
    if actor is not None or token.ent_type_ == "ORG" or institution(word) is not None:
        return "body"
    return "body" if token.pos_ == "NOUN" and _is_subject(token) and not token.ent_type_ else None


_POWERS = frozenset({"authority", "command", "administration", "presidency", "leadership", "directorate"})


def _is_like_a_name(token: Any) -> bool:
    """Two to four capitalised words without an article: "Nils-Ante Bloor" may be somebody, "the Lowland Institute" not."""
    words = [t for t in token.doc[token.left_edge.i : token.i + 1] if not t.is_punct]
    aged = any(c.dep_ == "appos" and c.text.isdigit() for c in token.children)  # "Calheta, 54, …"
    return (1 < len(words) <= 5 or aged) and all(t.text[:1].isupper() and noun_of(t) is None for t in words)


PEOPLE = frozenset(
    """resident villager trader driver worker farmer engineer aide adviser staffer person student nurse doctor teacher soldier
    lawyer banker clerk consultant colleague friend neighbour neighbor shopkeeper fisherman skipper sailor deckhand baker
    butcher guard member employee manager negotiator owner caller visitor survivor passer-by passenger prisoner officer soldier policeman""".split()
)
_DOERS = (
    "man",
    "woman",
    "smith",
    "father",
    "mother",
    "sister",
    "wife",
    "widow",
    "widower",
    "sentry",
    "logist",
    "nomist",
)


def _holds_office(token: Any) -> bool:
    return office(token.lower_) is not None


def _is_vague(token: Any) -> bool:
    if any(child.dep_ == "poss" and child.pos_ == "PRON" for child in token.children):
        return True
    return not (
        noun_of(token) is not None
        or token.pos_ == "PROPN"
        or token.lower_ in PEOPLE
        or _holds_office(token)
        or token.lower_ in _POWERS
        or _is_body(token.lower_)
    )


def _is_subject(token: Any) -> bool:
    while token.dep_ in ("appos", "conj") and token.head.i != token.i:
        token = token.head
    return token.dep_ in _SUBJECTS


def _gender(token: Any, mention: Mention | None) -> str | None:
    beside = [c.text for c in token.children if c.dep_ in ("appos", "compound", "nmod")]
    if mention is not None and mention.actor is not None:
        return gender_of(mention.actor.name, mention.role, mention.text, *beside)
    return gender_of(token.doc[token.left_edge.i : token.i + 1].text, token.lower_, *beside)


def _span(token: Any) -> Span:
    """The noun phrase with what follows it by "of", "from" or the like, up to a comma or a relative clause."""
    last = token.i
    inside = {t.i for t in token.subtree}
    while (
        last + 1 in inside
        and (following := token.doc[last + 1]).text not in (",", "(", "–", "—", ";", ":")
        and following.lower_ not in ("who", "which", "that", "whom", "whose", "and", "but")
        and not following.is_space
    ):
        last += 1
    first, end = token.doc[token.left_edge.i], token.doc[last]
    return first.idx, end.idx + len(end)
