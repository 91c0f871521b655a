"""Somebody new among the speakers, or somebody who is named again: name, role, actor and voice."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tertius.coding.attribution._antecedents import capital_as_state, is_retired, speaks_as_state
from tertius.coding.attribution._heard import Heard
from tertius.coding.attribution._phrases import (
    as_name,
    former_role,
    interest_of,
    is_name,
    is_nameless,
    named_behind,
    role_around,
    speaks_covered,
    stands_before,
    without_possessive,
)
from tertius.coding.attribution._voices import Place, Source, voice_of
from tertius.coding.occurrences import is_edge, occurrences
from tertius.coding.parsed import Attribution, Mention, Parsed
from tertius.coding.speakers._gender import gender_of
from tertius.coding.speakers._refer import Cast, is_personal
from tertius.coding.speakers._register import descriptions, office_in
from tertius.coding.speakers._source import (
    by_surname,
    head_word,
    is_joint,
    is_plural,
    is_proper,
    mention_in,
    near_before,
    role_elsewhere,
    was_former,
)
from tertius.records import Actor, ActorKind, Speaker, Voice
from tertius.world.sectors import institution, office, says_former

__all__ = ["Room", "named", "new"]

_HOSTS = frozenset(
    {"question", "reporter", "journalist", "host", "presenter", "interviewer", "moderator", "anchor", "newsreader", "q"}
)
_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "they", "them", "their", "it", "its"})


@dataclass(slots=True)
class Room:
    """The speakers of one document, while its attributions are gone through."""

    parsed: Parsed
    next_entity: int
    cast: Cast
    heard: list[Heard] = field(default_factory=list)

    def fresh(self) -> int:
        self.next_entity += 1
        return self.next_entity - 1


def new(room: Room, attribution: Attribution, phrase: str, paragraph: int, at: int) -> Heard:
    parsed = room.parsed
    source = attribution.source or (0, 0)
    mention = mention_in(parsed, source)
    if mention is None or not is_name(mention) or mention.actor is None or _is_half_a_name(mention.actor.name):
        mention = by_surname(parsed, source) or mention
    if mention is not None and is_name(mention) and speaks_as_state(parsed, phrase):
        mention = None  # a place taken for a person
    plural = is_plural(parsed, source)
    gender = gender_of("", phrase.split(",", maxsplit=1)[0])
    if mention is not None and is_name(mention) and not is_nameless(phrase):
        return named(room, attribution, mention, gender, paragraph, at)
    if mention is not None and phrase.lower() in _PRONOUNS and not near_before(parsed, mention):
        mention = None
    actor = mention.actor if mention is not None else capital_as_state(phrase)
    by_name = mention is not None and mention.role is None and actor is not None and actor.kind == ActorKind.PERSON
    place = Place.of(parsed, source) if attribution.source else None
    voice = voice_of(
        Source(phrase, actor, named=by_name, proper=is_proper(parsed, source), place=place), fast=parsed.fast
    )
    retired = voice == Voice.OFFICIAL and is_retired(parsed, source[1])
    if retired or speaks_covered(parsed, source, attribution.cue):
        voice = Voice.ANONYMOUS
    elif attribution.cue is not None and parsed.text[slice(*attribution.cue)] == ":" and phrase.isupper():
        voice = _of_label(parsed, phrase, actor)
    elif voice == Voice.NAMED and (_is_outlet(parsed, as_name(phrase)) or _CAPITALS.search(phrase)):
        voice = Voice.MEDIA
    elif voice == Voice.NAMED and not (actor and actor.code) and speaks_as_state(parsed, phrase):
        voice = Voice.OFFICIAL
    told = _current_office(room, as_name(phrase), None) if voice == Voice.NAMED and is_proper(parsed, source) else None
    if told is not None:  # a person whom the parser took for no person
        voice = Voice.OFFICIAL
    entity = room.fresh() if mention is None or voice == Voice.ANONYMOUS else mention.entity
    people = actor is None or actor.kind in {ActorKind.PERSON, ActorKind.GROUP}
    nameless = voice == Voice.ANONYMOUS or (people and not is_proper(parsed, source) and voice != Voice.MEDIA)
    apposed = named_behind(phrase) if nameless and not is_nameless(phrase) else None
    if apposed is not None:
        heard = voice_of(Source(phrase, actor, apposed[1], named=True, place=place), fast=parsed.fast)
        nameless, voice = False, _by_office(room, phrase, apposed[1], heard, at)
    speaker = Speaker(
        name=apposed[0] if apposed else without_possessive(phrase) if nameless else as_name(phrase),
        role=apposed[1] if apposed else told,
        actor=actor,
        described=phrase if nameless else None,
        interest=interest_of(parsed, source, attribution.cue),
    )
    noun = next(reversed(phrase.lower().split(",")[0].split()), "")
    head = head_word(parsed, source) or noun
    bare = (
        not plural
        and nameless
        and phrase.split(maxsplit=1)[0].lower() not in {"a", "an", "the", "one", "some", "another"}
    )
    return Heard(speaker, voice, entity, paragraph, at, plural=plural, bare=bare, gender=gender, noun=head)


def _current_office(room: Room, name: str, actor: Actor | None) -> str | None:
    """An office that the document gives to this person elsewhere, whose holder speaks for it now."""
    for told in descriptions(room.parsed, name):
        if not says_former(told):
            voice = voice_of(Source(name, actor, told, named=True), fast=room.parsed.fast)
            if voice == Voice.OFFICIAL or _holds_office_of_state(told):
                return told
    return None


def _by_office(room: Room, phrase: str, role: str | None, voice: Voice, at: int) -> Voice:
    """The voice of somebody named, mended by an office that only states have and by the body whose he is."""
    voice = _voice_of_its_body(room, phrase, role, at) or voice
    return Voice.OFFICIAL if voice == Voice.NAMED and _holds_office_of_state(role) else voice


def _voice_of_its_body(room: Room, phrase: str, role: str | None, at: int) -> Voice | None:
    """ "Its president, X" speaks as the body spoke of which the text has just told; an office that only states have says more."""
    if not phrase.lower().startswith(("its ", "their ")):
        return None
    ranked = room.cast.ranked(room.heard, at, "body")
    meant = ranked[0][1].heard if ranked and "\n\n" not in room.parsed.text[ranked[0][1].span[0] : at] else None
    if meant is not None and meant.voice == Voice.OFFICIAL:
        return Voice.OFFICIAL
    bodies = [h for h in room.heard if not is_personal(h) or h.plural or not h.named]
    held = office(role or "")
    private = bool(bodies) and bodies[-1].voice == Voice.NAMED
    return Voice.NAMED if private and (held is None or held.word.split()[-1] in _OF_ANY_BODY) else None


def _is_outlet(parsed: Parsed, name: str) -> bool:
    """Whether the text calls this name, somewhere, that of a paper or site: "the weekly Sorva Today"."""
    name, text = _OUTLET_FIRST.sub("", name), parsed.text
    return name[:1].isupper() and any(
        is_edge(text, end) and _CALLED.search(text[max(0, start - _REACH) : start])
        for start, end in occurrences(text, name)
    )


_CAPITALS = re.compile(
    r"^(?:[Tt]he )?(?:[a-z-]+ ){0,2}[A-ZÀ-Þ’']{4,} [A-ZÀ-Þ’' ]{4,}$"
)  # how press reviews set the names of papers
_OUTLETS = (
    "(?:daily|weekly|monthly|newspaper|paper|tabloid|broadsheet|magazine|periodical|website|portal|news site|blog)"
)
_OUTLET_FIRST = re.compile(rf"^{_OUTLETS} (?=[A-Z])")
_CALLED = re.compile(rf"\b{_OUTLETS} (?:called )?[“\"]?$")
_REACH = 30  # characters before a name, more than "broadsheet called “" has


def _holds_office_of_state(role: str | None) -> bool:
    """Whether the role is an office that none but states and cities have."""
    held = office(role or "")
    return held is not None and not says_former(role or "") and held.word.split()[-1] in _OF_STATES


_OF_STATES = frozenset(
    "minister ambassador envoy prefect mayor consul attaché magistrate prosecutor sheriff premier gen".split()
)
_OF_ANY_BODY = frozenset(
    """president vice-president chairman chairwoman chair chairperson director head chief leader secretary secretary-general
    treasurer spokesman spokeswoman spokesperson deputy official commander governor""".split()
)


def _of_label(parsed: Parsed, phrase: str, actor: Actor | None) -> Voice:
    """The voice of a label in capitals: who asks is of the press, who answers in a ministry's own briefing its official."""
    if phrase.strip().lower() in _HOSTS or _is_staff(parsed, phrase):
        return Voice.MEDIA
    document = parsed.document
    kept = institution(document.publisher or "") or institution((document.publisher or "").split(" of ")[0])
    if (
        kept is not None
        and kept.held
        and re.search(r"\b(?:briefing|conference|statement|readout)\b", document.title, re.IGNORECASE)
    ):
        return Voice.OFFICIAL
    return voice_of(Source(phrase, actor, named=True), fast=parsed.fast)


def _without_dateline(role: str | None) -> str | None:
    """Without the "New York (AFP) –" that opens a dispatch."""
    return re.split(r"\s[–—-]{1,2}\s", role)[-1] if role else role


def _is_half_a_name(name: str) -> bool:
    return name.isupper() or " " not in name


def _is_staff(parsed: Parsed, label: str) -> bool:
    """Whether a transcript calls who is labelled by this surname its own: "our correspondent X", "X is at the crossing"."""
    surname = re.escape(label.rsplit(maxsplit=1)[-1])
    return (
        re.search(
            rf"\b(?:correspondents?|reporters?|colleagues?|editor|presenters?) (?:[\w’'-]+ ){{0,2}}{surname}\b"
            rf"|\b{surname} (?:is|reports|joins us|has been)(?: now| live| standing| there)* (?:at|in|outside|from|on|near|live)\b"
            rf"|\bI[’']?m (?:[\w’'-]+ )?{surname}\b",
            parsed.text,
            re.IGNORECASE,
        )
        is not None
    )


def named(room: Room, attribution: Attribution, mention: Mention, gender: str | None, paragraph: int, at: int) -> Heard:
    source = attribution.source or mention.span
    known = next((h for h in room.heard if h.entity == mention.entity), None)
    if is_joint(room.parsed, mention, source):
        return _together(room, attribution, paragraph, at)
    role = former_role(room.parsed, source, attribution.cue) or role_around(room.parsed, source, mention)
    role = role or (known.speaker.role if known else None) or role_elsewhere(room.parsed, mention)
    role = _without_dateline(role or stands_before(room.parsed, source))
    if role is not None and not says_former(role) and was_former(room.parsed, mention, role):
        role = f"former {role}"
    actor = mention.actor
    if actor is not None and (not role or says_former(role) or office(role) is None):
        role = office_in(actor.name) or _current_office(room, actor.name, actor) or role
    interest = interest_of(room.parsed, source, attribution.cue)
    if known is not None and (known.speaker.role or not role) and not interest:
        return replace(known, gender=known.gender or gender)
    phrase = room.parsed.text[slice(*source)]
    name = actor.name if actor is not None else phrase
    speaker = Speaker(
        name=name, role=role, actor=actor, interest=interest or (known.speaker.interest if known else None)
    )
    described = re.sub(r" (?:him|her|it)self\b", "", phrase)
    place = Place.of(room.parsed, source)
    voice = voice_of(Source(described, actor, role, named=True, place=place), fast=room.parsed.fast)
    labelled = attribution.cue is not None and room.parsed.text[slice(*attribution.cue)] == ":"
    if phrase.isupper() and labelled and (voice == Voice.NAMED or _is_staff(room.parsed, phrase)):
        voice = _of_label(room.parsed, phrase, actor)
    elif voice == Voice.NAMED and _is_outlet(room.parsed, name):
        voice = Voice.MEDIA
    else:
        voice = _by_office(room, phrase, role, voice, at)
    return Heard(speaker, voice, known.entity if known else mention.entity, paragraph, at, named=True, gender=gender)


def _together(room: Room, attribution: Attribution, paragraph: int, at: int) -> Heard:
    """Several who say one thing together, named as the text names them."""
    parsed = room.parsed
    phrase = " ".join(parsed.text[slice(*(attribution.source or (0, 0)))].split())
    voice = voice_of(Source(phrase, named=True), fast=parsed.fast)
    return Heard(Speaker(name=phrase), voice, room.fresh(), paragraph, at, plural=True)
