"""From the words of a source to who speaks: within one document, by its own words, never by a guess.

A surname, a pronoun or "the source" is the entity it refers to; two people of one surname stay two, and
two nameless sources stay two unless the text itself refers back. Nothing is looked up outside the
document but what its mentions carry.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tertius.coding.attribution._antecedents import antecedent_of_relative
from tertius.coding.attribution._heard import Heard, link_headlines
from tertius.coding.attribution._phrases import as_name
from tertius.coding.parsed import Attribution, Parsed
from tertius.coding.speakers._gender import PRONOUN_GENDER
from tertius.coding.speakers._named import Room, named, new
from tertius.coding.speakers._refer import PEOPLE, Cast, Met
from tertius.records import ActorKind, Form, Speaker, Voice
from tertius.world.sectors import institution, office

__all__ = ["relay_chain", "resolve_speakers"]

_SINGULAR = frozenset(PRONOUN_GENDER)
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
_OURS = re.compile(
    r"^(?:(?:this|our own) (?:\w+ )?(?:paper|newspaper|magazine|journal|agency|website|newsletter|centre|center|institute|station"
    r"|programme|program)|our (?:own )?(?:[\w-]+ )?(?:models?|counts?|projections?|estimates?|forecasts?|tally|figures|analysis))$",
    re.IGNORECASE,
)
_SEEN = frozenset({"witness", "see", "observe", "watch", "hear", "tour", "visit", "count", "film", "photograph"})
_DEFINITE = ("the ", "this ", "that ", "the same ", "these ", "those ")
_NOT_NAMED = "not named"
_LEAST = -1.5  # salience below which a description is left as it stands


def resolve_speakers(parsed: Parsed) -> list[Attribution]:
    """The attributions of `parsed`, each with speaker, voice and entity; kept in `parsed.attributions` too.

    Needs `parsed.mentions`. An attribution inside another's content has the voice "relayed" where its
    speaker is somebody else; the outer one keeps the relayer. A quotation that goes on takes the speaker
    it continues. Where the text names nobody ("reportedly"), the speaker is "not named" and `described`
    holds the cue's words. `entity` numbers agree with those of the mentions.
    """
    room = Room(parsed, 1 + max((m.entity for m in parsed.mentions), default=-1), Cast(parsed))
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


def _resolve(room: Room, attribution: Attribution, resolved: dict[int, Attribution]) -> Attribution:
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
        voice = heard.voice if _is_told_by_staff(room, attribution, resolved) else Voice.RELAYED
    elif outer is not None and outer.voice is not None:
        voice = outer.voice
    elif outer is None and _is_hearsay(room.parsed, attribution):
        voice = Voice.RELAYED
    return replace(attribution, speaker=heard.speaker, voice=voice, entity=entity)


def _is_hearsay(parsed: Parsed, attribution: Attribution) -> bool:
    """Whether the text tells what somebody else had heard from the source: "she had learnt from a clerk that ..."."""
    if attribution.cue is None or attribution.source is None:
        return False
    span = parsed.doc.char_span(*attribution.cue, alignment_mode="expand")
    for verb in (token for token in span or () if token.lemma_.lower() in {"hear", "learn", "learnt"}):
        heard = any(c.dep_ == "nsubj" and c.lower_ not in _FIRST and "author" not in c.lower_ for c in verb.children)
        told = (g.idx for c in verb.children if c.lower_ == "from" for g in c.children)
        if heard and any(attribution.source[0] <= at < attribution.source[1] for at in told):
            return True
    return False


_BULLETIN = re.compile(r"^NEWS ?READER\b", re.MULTILINE)


def _is_told_by_staff(room: Room, attribution: Attribution, resolved: dict[int, Attribution]) -> bool:
    """Whether a news bulletin's own staff tells it: the report is theirs, so whoever they quote is heard directly."""
    outer = resolved.get(attribution.outer) if attribution.outer is not None else None
    if outer is not None and outer.continues is not None:
        outer = resolved[outer.continues]
    if outer is None or outer.cue is None or outer.voice != Voice.MEDIA:
        return False
    return room.parsed.text[slice(*outer.cue)] == ":" and _BULLETIN.search(room.parsed.text) is not None


def _is_publisher(room: Room, attribution: Attribution) -> bool:
    """A state that an official of its own, in a text of its own, speaks of by name: "Ruritania condemns …"."""
    phrase = room.parsed.text[slice(*(attribution.source or (0, 0)))]
    publisher = room.parsed.document.publisher or ""
    return bool(phrase) and phrase[:1].isupper() and re.search(rf"\b{re.escape(phrase)}\b", publisher) is not None


def _who(room: Room, attribution: Attribution, resolved: dict[int, Attribution]) -> Heard:
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
    if lower in _FIRST | _AUTHOR or _is_own_voice(room.parsed, phrase):
        return _first_person(room, attribution, phrase, resolved)
    earlier = _outer_again(resolved, attribution, lower) or _referred(room, attribution, lower, paragraph)
    found = earlier or new(room, attribution, phrase, paragraph, at)
    if lower in PRONOUN_GENDER:
        found.gender = PRONOUN_GENDER[lower]
    if found.voice == Voice.MEDIA and _cue_lemma(room.parsed, attribution) in {"witness", "see", "observe"}:
        return replace(found, voice=Voice.EYEWITNESS)
    if attribution.outer is None or _is_told_by_staff(room, attribution, resolved):
        room.heard.append(replace(found, paragraph=paragraph, at=at))
    return found


def _first_person(room: Room, attribution: Attribution, phrase: str, resolved: dict[int, Attribution]) -> Heard:
    """The author's own voice, or, inside a quotation, that of whoever is quoted."""
    outer = resolved.get(attribution.outer) if attribution.outer is not None else None
    if outer is not None and outer.speaker is not None and outer.voice is not None and outer.entity is not None:
        return Heard(outer.speaker, outer.voice, outer.entity, 0, 0)
    known = next((h for h in room.heard if h.voice in {Voice.AUTHOR, Voice.EYEWITNESS}), None)
    voice = Voice.EYEWITNESS if _cue_lemma(room.parsed, attribution) in _SEEN else Voice.AUTHOR
    document = room.parsed.document
    name = document.byline or (None if phrase.lower() in ("i", "me", "my") else document.publisher) or phrase
    speaker = known.speaker if known else Speaker(name=name, role="author of the document")
    heard = Heard(speaker, voice, known.entity if known else room.fresh(), 0, 0)
    room.heard.append(heard)
    return heard


def _is_own_voice(parsed: Parsed, phrase: str) -> bool:
    """Whether it is "this newspaper", "our own model", or who publishes an unsigned text, by name or as "the mission"."""
    if _OURS.match(phrase):
        return True
    publisher = "" if parsed.document.byline else parsed.document.publisher or ""
    name = as_name(phrase)
    if not name or (name[:1].islower() and not phrase.lower().startswith("the ")):
        return False
    if name.casefold() == publisher.casefold() or _is_short_for(phrase, name, publisher):
        return True
    body = institution(name) if " " not in name else None
    return body is not None and not body.held and name.casefold() in publisher.casefold().split()


def _is_short_for(phrase: str, name: str, publisher: str) -> bool:
    """ "The Federation" for "Dockers' Federation", "Nordkraft" for "Nordkraft AS"."""
    words = publisher.casefold().split()
    if len(words) > 1 and words[-1].rstrip(".") in _COMPANIES:
        return name.casefold() == " ".join(words[:-1])
    return phrase.lower().startswith("the ") and name.casefold() in _BODIES and words[-1:] == [name.casefold()]


_COMPANIES = frozenset("as ab ad ag asa bv co corp gmbh inc kg llc ltd nv oy oyj plc sa sarl spa srl".split())
_BODIES = frozenset(
    "federation mission association chamber foundation league alliance institute centre center charity society network campaign".split()
)


def _cue_lemma(parsed: Parsed, attribution: Attribution) -> str:
    if attribution.cue is None:
        return ""
    span = parsed.doc.char_span(*attribution.cue, alignment_mode="expand")
    return str(span.root.lemma_).lower() if span is not None and len(span) else ""


# --- referring back ---------------------------------------------------------------------------


def _referred(room: Room, attribution: Attribution, lower: str, paragraph: int) -> Heard | None:
    """The speaker already met, or the person or body named before, that a pronoun or a definite noun refers to."""
    at = _position(attribution)
    if lower in _SINGULAR:
        return _salient(room, attribution, paragraph, "person", PRONOUN_GENDER[lower])
    if lower in _PLURAL:
        return _salient(room, attribution, paragraph, "many")
    if lower in _THING:
        return _salient(room, attribution, paragraph, "body")
    if lower in _WRITTEN:
        fit = [h for h in room.heard if h.voice != Voice.MEDIA and paragraph - h.paragraph <= 2]
        return fit[-1] if fit else None
    if len(lower.split()) == 1 and attribution.source and room.parsed.text[at].isupper():
        fit = [
            h for h in room.heard if h.speaker.name.lower().split()[-1:] == [lower] and lower != h.speaker.name.lower()
        ]
        return fit[-1] if len({h.entity for h in fit}) == 1 else None
    if lower.startswith(_DEFINITE):
        return _described(room, attribution, lower, paragraph)
    return None


def _salient(
    room: Room, attribution: Attribution, paragraph: int, kind: str, gender: str | None = None
) -> Heard | None:
    """Whoever of this kind is most salient where the attribution's source stands."""
    ranked = room.cast.ranked(room.heard, _position(attribution), kind, gender)
    return _heard(room, attribution, ranked[0][1], paragraph) if ranked else None


def _heard(room: Room, attribution: Attribution, met: Met, paragraph: int) -> Heard:
    """Whom the text met, as a speaker."""
    if met.heard is not None:
        return replace(met.heard, gender=met.heard.gender or met.gender)
    moved = replace(attribution, source=met.span, cue=None)
    if met.mention is not None:
        return named(room, moved, met.mention, met.gender, paragraph, met.span[0])
    phrase = " ".join(room.parsed.text[slice(*met.span)].split())
    return new(room, moved, phrase, paragraph, met.span[0])


def _described(room: Room, attribution: Attribution, lower: str, paragraph: int) -> Heard | None:
    """ "The minister", "the 39-year-old": who was given that office or noun before, else the person most salient."""
    words = lower.split()[1:]
    if not words:
        return None
    if len(words) <= 2:
        fit = [h for h in room.heard if _bears(h, words)]
        if len({h.entity for h in fit}) > 1:
            fit = [h for h in fit if paragraph - h.paragraph <= 1]
        if fit:
            return fit[-1] if len({h.entity for h in fit}) == 1 else None
    kind = _kind_described(words)
    if kind is None:
        return None
    for salience, met in room.cast.ranked(room.heard, _position(attribution), kind):
        if salience < _LEAST:
            return None
        if _may_be(met, words) or _brought_in(room.parsed.text[slice(*met.span)], words):
            return _heard(room, attribution, met, paragraph)
    return None


def _bears(heard: Heard, words: list[str]) -> bool:
    """Whether somebody was called by this noun, all of whose other words were said of him too."""
    said = f"{heard.speaker.name} {heard.speaker.role or ''}".lower().split()
    return (heard.noun == words[-1] or said[-1:] == words[-1:]) and set(words) <= set(said)


def _kind_described(words: list[str]) -> str | None:
    """What sort a description without "of" or a clause asks for: a person, or nothing that could be told."""
    if len(words) > 5 or {"of", "who", "that", "which", "in", "for", "from", "at", "to"} & set(words):
        return None
    aged = any(word.endswith("year-old") for word in words)
    return "person" if aged or office(words[-1]) is not None or words[-1] in _PEOPLE else None


_PEOPLE = PEOPLE | set(
    """man woman writer actor actress singer author businessman businesswoman billionaire millionaire tycoon magnate activist
    surgeon neurosurgeon scientist economist professor scholar veteran incumbent nominee candidate frontrunner front-runner newcomer politician pensioner widow widower mother father lobbyist comedian journalist columnist retiree""".split()
)


def _brought_in(phrase: str, words: list[str]) -> bool:
    """ "The trader" is "a trader at a rival house", of whom the text has only told something so far."""
    first, *rest = phrase.lower().split()
    return first in {"a", "an", "one", "another"} and words[-1] in rest[: len(words) + 2]


def _may_be(met: Met, words: list[str]) -> bool:
    """An office asks for somebody of that branch, another noun for somebody named, or for who has just spoken."""
    heard, mention = met.heard, met.mention
    if mention is None and heard is None:
        return False
    role = (heard.speaker.role if heard is not None else mention.role if mention is not None else None) or ""
    sought, held = office(words[-1]), office(role) if role else None
    if sought is None:
        return True
    return held is not None and held.sector == sought.sector


def _outer_again(resolved: dict[int, Attribution], attribution: Attribution, lower: str) -> Heard | None:
    """In "the minister said he expected ..." the pronoun is the minister, where number and kind agree."""
    outer = resolved.get(attribution.outer) if attribution.outer is not None else None
    if outer is None or outer.speaker is None or outer.voice is None or outer.entity is None:
        return None
    if outer.form == Form.DIRECT:
        return None  # who is quoted calls himself "I"
    actor = outer.speaker.actor
    body = actor is not None and actor.kind != ActorKind.PERSON
    if (lower in _SINGULAR and not body) or (lower in _PLURAL | _THING and body):
        return Heard(outer.speaker, outer.voice, outer.entity, 0, 0)
    return None
