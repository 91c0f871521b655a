"""From the words of a source to who speaks: within one document, by its own words, never by a guess.

A surname, a pronoun or "the source" is the entity it refers to; two people of one surname stay two, and
two nameless sources stay two unless the text itself refers back. Nothing is looked up outside the
document but what its mentions carry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tertius.coding.attribution._antecedents import (
    antecedent_of_relative,
    capital_as_state,
    indefinite_before,
    named_subject_before,
    speaks_as_state,
)
from tertius.coding.attribution._heard import Heard, link_headlines
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
from tertius.coding.attribution._voices import Source, voice_of
from tertius.coding.parsed import Attribution, Mention, Parsed
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
from tertius.world.sectors import institution, says_former

__all__ = ["relay_chain", "resolve_speakers"]

_SINGULAR = frozenset({"he", "she", "him", "her", "his"})
_PLURAL = frozenset({"they", "them", "their", "both", "the two", "the pair"})
_THING = frozenset({"it", "its"})
_WRITTEN = frozenset(
    f"the {noun}"
    for noun in ("statement", "letter", "memo", "memorandum", "note", "communique", "communiqué", "petition")
)  # what somebody has put his words in

_FIRST = frozenset({"i", "we", "us", "me", "my", "our"})
_AUTHOR = frozenset(
    {"this author", "this reporter", "this correspondent", "this writer", "the author", "your correspondent"}
)
_SEEN = frozenset({"witness", "see", "observe", "watch", "hear", "tour", "visit", "count", "film", "photograph"})
_HOSTS = frozenset(
    {"question", "reporter", "journalist", "host", "presenter", "interviewer", "moderator", "anchor", "q"}
)
_DEFINITE = ("the ", "this ", "that ", "the same ", "these ", "those ")
_NOT_NAMED = "not named"
_BACK = 2  # paragraphs back in which a pronoun's or "the official"'s speaker is looked for
_GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_TELLS = {"spokeswoman": "f", "chairwoman": "f", "mrs": "f", "ms": "f", "queen": "f", "spokesman": "m", "chairman": "m",
          "mr": "m", "king": "m", "businesswoman": "f", "businessman": "m", "woman": "f", "man": "m"}  # fmt: skip


@dataclass(slots=True)
class _Room:
    """The speakers of one document, while its attributions are gone through."""

    parsed: Parsed
    next_entity: int
    heard: list[Heard] = field(default_factory=list)

    def fresh(self) -> int:
        self.next_entity += 1
        return self.next_entity - 1


def resolve_speakers(parsed: Parsed) -> list[Attribution]:
    """The attributions of `parsed`, each with speaker, voice and entity; kept in `parsed.attributions` too.

    Needs `parsed.mentions`. An attribution inside another's content has the voice "relayed" where its
    speaker is somebody else; the outer one keeps the relayer. A quotation that goes on takes the speaker
    it continues. Where the text names nobody ("reportedly"), the speaker is "not named" and `described`
    holds the cue's words. `entity` numbers agree with those of the mentions.
    """
    room = _Room(parsed, 1 + max((m.entity for m in parsed.mentions), default=-1))
    resolved: dict[int, Attribution] = {}
    for index in _order(parsed.attributions):
        resolved[index] = _resolve(room, parsed.attributions[index], resolved)
    parsed.attributions = link_headlines([resolved[n] for n in range(len(resolved))], room.heard)
    return parsed.attributions


def relay_chain(parsed: Parsed, index: int) -> tuple[Speaker, ...]:
    """Who passed on the words of attribution `index`, outermost first; empty where its speaker is heard directly."""
    chain: list[Speaker] = []
    at = parsed.attributions[index]
    seen = {index}
    while at.outer is not None and at.outer not in seen:
        seen.add(at.outer)
        outer = parsed.attributions[at.outer]
        if outer.speaker is not None and outer.entity != at.entity:
            chain.append(outer.speaker)
        at = outer
    return tuple(reversed(chain))


def _order(attributions: list[Attribution]) -> list[int]:
    """Outer before inner and continued before continuing, else as in the text."""
    done: dict[int, None] = {}

    def visit(n: int, above: frozenset[int]) -> None:
        for before in (attributions[n].outer, attributions[n].continues):
            if before is not None and before not in done and before not in above:
                visit(before, above | {n})
        done.setdefault(n)

    for n in sorted(range(len(attributions)), key=lambda n: _position(attributions[n])):
        visit(n, frozenset())
    return list(done)


def _position(attribution: Attribution) -> int:
    return (attribution.source or attribution.cue or attribution.content[0])[0]


def _resolve(room: _Room, attribution: Attribution, resolved: dict[int, Attribution]) -> Attribution:
    if attribution.continues is not None:
        root = resolved[attribution.continues]
        return replace(attribution, speaker=root.speaker, voice=root.voice, entity=root.entity)
    heard = _who(room, attribution, resolved)
    voice, entity = heard.voice, heard.entity
    outer = resolved.get(attribution.outer) if attribution.outer is not None else None
    if (
        outer is not None
        and outer.speaker is not None
        and outer.voice == Voice.OFFICIAL
        and _is_publisher(room, attribution)
    ):
        return replace(attribution, speaker=outer.speaker, voice=outer.voice, entity=outer.entity)
    if outer is not None and outer.entity != entity:
        voice = Voice.RELAYED
    elif outer is not None and outer.voice is not None:
        voice = outer.voice
    return replace(attribution, speaker=heard.speaker, voice=voice, entity=entity)


def _is_publisher(room: _Room, attribution: Attribution) -> bool:
    """A state that an official of its own, in a text of its own, speaks of by name: "Ruritania condemns …"."""
    phrase = room.parsed.text[slice(*(attribution.source or (0, 0)))]
    publisher = room.parsed.document.publisher or ""
    return bool(phrase) and phrase[:1].isupper() and re.search(rf"\b{re.escape(phrase)}\b", publisher) is not None


def _who(room: _Room, attribution: Attribution, resolved: dict[int, Attribution]) -> Heard:
    """Whoever the source's words refer to, remembered for what comes later."""
    at = _position(attribution)
    paragraph = room.parsed.text.count("\n\n", 0, at) if at else 0
    if attribution.source is None:
        cue = room.parsed.text[slice(*attribution.cue)] if attribution.cue else None
        return Heard(Speaker(name=_NOT_NAMED, described=cue), Voice.ANONYMOUS, room.fresh(), paragraph, at)
    if (meant := antecedent_of_relative(room.parsed, attribution.source)) is not None:
        attribution = replace(attribution, source=meant)
    phrase = " ".join(room.parsed.text[slice(*(attribution.source or (0, 0)))].split())
    lower = phrase.lower()
    if lower in _FIRST | _AUTHOR:
        return _first_person(room, attribution, phrase, resolved)
    earlier = _outer_again(resolved, attribution, lower) or _referred(room, attribution, lower, paragraph)
    found = earlier or _new(room, attribution, phrase, paragraph, at)
    if lower in _GENDER:
        found.gender = _GENDER[lower]
    if found.voice == Voice.MEDIA and _cue_lemma(room.parsed, attribution) in {"witness", "see", "observe"}:
        return replace(found, voice=Voice.EYEWITNESS)
    if attribution.outer is None:
        room.heard.append(replace(found, paragraph=paragraph, at=at))
    return found


def _first_person(room: _Room, attribution: Attribution, phrase: str, resolved: dict[int, Attribution]) -> Heard:
    """The author's own voice, or, inside a quotation, that of whoever is quoted."""
    outer = resolved.get(attribution.outer) if attribution.outer is not None else None
    if outer is not None and outer.speaker is not None and outer.voice is not None and outer.entity is not None:
        return Heard(outer.speaker, outer.voice, outer.entity, 0, 0)
    known = next((h for h in room.heard if h.voice in {Voice.AUTHOR, Voice.EYEWITNESS}), None)
    voice = Voice.EYEWITNESS if _cue_lemma(room.parsed, attribution) in _SEEN else Voice.AUTHOR
    document = room.parsed.document
    name = document.byline or (document.publisher if phrase.lower() in ("we", "our", "us") else None) or phrase
    speaker = known.speaker if known else Speaker(name=name, role="author of the document")
    heard = Heard(speaker, voice, known.entity if known else room.fresh(), 0, 0)
    room.heard.append(heard)
    return heard


def _cue_lemma(parsed: Parsed, attribution: Attribution) -> str:
    if attribution.cue is None:
        return ""
    span = parsed.doc.char_span(*attribution.cue, alignment_mode="expand")
    return str(span.root.lemma_).lower() if span is not None and len(span) else ""


# --- referring back ---------------------------------------------------------------------------


def _referred(room: _Room, attribution: Attribution, lower: str, paragraph: int) -> Heard | None:
    """The speaker already met that a pronoun or a definite noun refers to."""
    near = [h for h in room.heard if paragraph - h.paragraph <= _BACK]
    if lower in _SINGULAR:
        gender = _GENDER[lower]
        fit = [h for h in near if not h.plural and _personal(h) and h.gender in {None, gender}]
        newer = attribution.source and named_subject_before(
            room.parsed, attribution.source[0], fit[-1].at + 1 if fit else 0
        )
        if newer and attribution.outer is None and (not fit or newer.entity != fit[-1].entity):
            found = _named(room, replace(attribution, source=newer.span), newer, None, paragraph, newer.span[0])
            if found.gender in (None, gender):
                return found
        nameless = attribution.source and indefinite_before(
            room.parsed, attribution.source[0], fit[-1].at if fit else 0
        )
        if nameless and attribution.outer is None:
            phrase = room.parsed.text[slice(*nameless)]
            return _new(room, replace(attribution, source=nameless), phrase, paragraph, nameless[0])
        return _unless_nearer(room, attribution, fit[-1] if fit else None)
    if lower in _PLURAL:
        fit = [h for h in near if h.plural]
        return fit[-1] if fit else None
    if lower in _WRITTEN:
        fit = [h for h in near if h.voice != Voice.MEDIA]
        return fit[-1] if fit else None
    if lower in _THING:
        fit = [h for h in near if not h.plural and not _personal(h)]
        return fit[-1] if fit else None
    if len(lower.split()) == 1 and attribution.source and room.parsed.text[attribution.source[0]].isupper():
        fit = [
            h for h in room.heard if h.speaker.name.lower().split()[-1:] == [lower] and lower != h.speaker.name.lower()
        ]
        return fit[-1] if len({h.entity for h in fit}) == 1 else None
    if lower.startswith(_DEFINITE) and len(lower.split()) <= 3:
        *_, noun = words = lower.split()[1:]
        fit = [
            h
            for h in room.heard
            if (h.noun == noun or (h.speaker.role or "").lower().endswith(noun))
            and set(words) <= set(f"{h.speaker.name} {h.speaker.role or ''}".lower().split())
        ]
        if len({h.entity for h in fit}) > 1:
            fit = [h for h in fit if paragraph - h.paragraph <= 1]
        return fit[-1] if fit and len({h.entity for h in fit}) == 1 else None
    return None


def _outer_again(resolved: dict[int, Attribution], attribution: Attribution, lower: str) -> Heard | None:
    """In "the minister said he expected ..." the pronoun is the minister, where number and kind agree."""
    outer = resolved.get(attribution.outer) if attribution.outer is not None else None
    if outer is None or outer.speaker is None or outer.voice is None or outer.entity is None:
        return None
    actor = outer.speaker.actor
    body = actor is not None and actor.kind != ActorKind.PERSON
    if (lower in _SINGULAR and not body) or (lower in _PLURAL | _THING and body):
        return Heard(outer.speaker, outer.voice, outer.entity, 0, 0)
    return None


def _personal(heard: Heard) -> bool:
    actor = heard.speaker.actor
    return heard.voice != Voice.MEDIA and (actor is None or actor.kind == ActorKind.PERSON)


def _unless_nearer(room: _Room, attribution: Attribution, heard: Heard | None) -> Heard | None:
    """`heard`, unless somebody else is named between in the pronoun's own sentence, ahead of it."""
    if attribution.source is None or attribution.outer is not None:
        return heard
    sentence = room.parsed.sentence_of(attribution.source[0])
    between = [
        m
        for m in room.parsed.mentions
        if sentence[0] <= m.span[0] < attribution.source[0] and is_name(m) and m.text.lower() not in _SINGULAR
        and not any(a <= m.span[0] < b for a, b in attribution.content)
    ]  # fmt: skip
    if heard is None or (between and between[-1].entity != heard.entity):
        return None
    return heard


# --- somebody new, or named again -------------------------------------------------------------


def _new(room: _Room, attribution: Attribution, phrase: str, paragraph: int, at: int) -> Heard:
    parsed = room.parsed
    source = attribution.source or (0, 0)
    mention = mention_in(parsed, source)
    if mention is None or not is_name(mention) or mention.actor is None or mention.actor.name.isupper():
        mention = by_surname(parsed, source) or mention
    if mention is not None and is_name(mention) and speaks_as_state(parsed, phrase):
        mention = None  # a place taken for a person
    plural = is_plural(parsed, source)
    gender = next((_TELLS[w] for w in phrase.lower().replace(".", "").split() if w in _TELLS), None)
    if mention is not None and is_name(mention) and not is_nameless(phrase):
        return _named(room, attribution, mention, gender, paragraph, at)
    if mention is not None and phrase.lower() in _SINGULAR | _PLURAL | _THING and not near_before(parsed, mention):
        mention = None
    actor = mention.actor if mention is not None else capital_as_state(phrase)
    named = mention is not None and mention.role is None and actor is not None and actor.kind == ActorKind.PERSON
    voice = voice_of(Source(phrase, actor, named=named, proper=is_proper(parsed, source)))
    if speaks_covered(parsed, source, attribution.cue):
        voice = Voice.ANONYMOUS
    elif (
        attribution.cue is not None
        and parsed.text[slice(*attribution.cue)] == ":"
        and phrase.split("(", maxsplit=1)[0].isupper()
    ):
        voice = _of_label(parsed, phrase, actor)
    elif voice == Voice.NAMED and not (actor and actor.code) and speaks_as_state(parsed, phrase):
        voice = Voice.OFFICIAL
    entity = room.fresh() if mention is None or voice == Voice.ANONYMOUS else mention.entity
    people = actor is None or actor.kind in {ActorKind.PERSON, ActorKind.GROUP}
    nameless = voice == Voice.ANONYMOUS or (people and not is_proper(parsed, source) and voice != Voice.MEDIA)
    apposed = named_behind(phrase) if nameless and not is_nameless(phrase) else None
    if apposed is not None:
        nameless, voice = False, voice_of(Source(phrase, actor, apposed[1], named=True))
    speaker = Speaker(
        name=apposed[0] if apposed else without_possessive(phrase) if nameless else as_name(phrase),
        role=apposed[1] if apposed else None,
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


def _of_a_private_body(room: _Room, role: str | None) -> bool:
    """ "Its president", behind a body that has spoken and is no organ of a state."""
    if role is None or not role.lower().startswith(("its ", "their ")):
        return False
    bodies = [h for h in room.heard if not _personal(h) or h.plural or not h.named]
    return bool(bodies) and bodies[-1].voice == Voice.NAMED


def _of_label(parsed: Parsed, phrase: str, actor: Actor | None) -> Voice:
    """The voice of a label in capitals: who asks is of the press, who answers in a ministry's own briefing its official."""
    if phrase.split("(", maxsplit=1)[0].strip().lower() in _HOSTS:
        return Voice.MEDIA
    document = parsed.document
    kept = institution(document.publisher or "") or institution((document.publisher or "").split(" of ")[0])
    if (
        kept is not None
        and kept.held
        and re.search(r"\b(?:briefing|conference|statement|readout)\b", document.title, re.IGNORECASE)
    ):
        return Voice.OFFICIAL
    return voice_of(Source(phrase, actor, named=True))


def _named(
    room: _Room, attribution: Attribution, mention: Mention, gender: str | None, paragraph: int, at: int
) -> Heard:
    source = attribution.source or mention.span
    known = next((h for h in room.heard if h.entity == mention.entity), None)
    if is_joint(room.parsed, mention, source):
        return _together(room, attribution, paragraph, at)
    role = former_role(room.parsed, source, attribution.cue) or role_around(room.parsed, source, mention)
    role = role or (known.speaker.role if known else None) or role_elsewhere(room.parsed, mention)
    role = role or stands_before(room.parsed, source)
    if role is not None and not says_former(role) and was_former(room.parsed, mention):
        role = f"former {role}"
    actor = mention.actor
    interest = interest_of(room.parsed, source, attribution.cue)
    if known is not None and (known.speaker.role or not role) and not interest:
        return replace(known, gender=known.gender or gender)
    phrase = room.parsed.text[slice(*source)]
    name = actor.name if actor is not None else phrase
    speaker = Speaker(
        name=name, role=role, actor=actor, interest=interest or (known.speaker.interest if known else None)
    )
    voice = voice_of(Source(phrase, actor, role, named=True))
    if phrase.split("(")[0].isupper() and room.parsed.text[source[1] : source[1] + 1] == ":" and voice == Voice.NAMED:
        voice = _of_label(room.parsed, phrase, actor)
    elif voice == Voice.OFFICIAL and _of_a_private_body(room, role):
        voice = Voice.NAMED
    return Heard(speaker, voice, known.entity if known else mention.entity, paragraph, at, named=True, gender=gender)


def _together(room: _Room, attribution: Attribution, paragraph: int, at: int) -> Heard:
    """Several who say one thing together, named as the text names them."""
    parsed = room.parsed
    phrase = " ".join(parsed.text[slice(*(attribution.source or (0, 0)))].split())
    voice = voice_of(Source(phrase, named=True))
    return Heard(Speaker(name=phrase), voice, room.fresh(), paragraph, at, plural=True)
