"""Events of a document: every predicate read once, from the top of each sentence down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tertius.coding.encoder import available
from tertius.coding.events._build import CodedEvent
from tertius.coding.events._choose import head_of
from tertius.coding.events._pair import Tools, by_rules
from tertius.coding.events._parties import Party
from tertius.coding.events._reading import Reading
from tertius.coding.events._standing import can_act, is_government, receiver, struck
from tertius.coding.parsed import Mention, Parsed
from tertius.records import ActorKind, Asserter, Event, Voice

__all__ = ["find_coded", "find_events"]

_SIDES = 2  # of a compound actor at most this many on each side become events
_NOMINAL = frozenset({"ASSAULT", "COERCE", "RETREAT", "PROTEST", "MOBILIZE", "SANCTION"})
_PASSIVE = _NOMINAL | {"ACCUSE", "REQUEST", "AID"}  # told without a doer often enough: "two men were charged"


def find_events(parsed: Parsed, *, fast: bool = False) -> list[Event]:
    """The events of a document, in order of the text; sentences of opinion and generic ones have none.

    `parsed.mentions` name the actors and `parsed.attributions` decide what is only claimed; both may be
    empty (without a mention nothing is an event).
    """
    return [coded.event for coded in find_coded(parsed, fast=fast)]


def find_coded(parsed: Parsed, *, fast: bool = False) -> list[CodedEvent]:
    """The same, each with the spans of its source and target in the text.

    In the accurate mode the encoder types each pair and names the pair that the rules missed; `fast`
    leaves it out.
    """
    tools = Tools.of(parsed)
    found = _Finder(tools).run()
    return found if fast or not available() else _with_encoder(tools, found)


def _with_encoder(tools: Tools, found: list[CodedEvent]) -> list[CodedEvent]:
    from tertius.coding.events._learned import joined

    parsed, arguments = tools.parsed, tools.arguments

    def fits(coded: CodedEvent) -> bool:
        parties = [arguments.party(head) if span and (head := head_of(parsed.doc, span)) is not None else None
                   for span in (coded.source, coded.target)]  # fmt: skip
        return can_act(parsed.doc, coded.event.type.value, *parties)

    made: list[CodedEvent] = []
    for sentence in parsed.sentences:
        here = [coded for coded in found if sentence[0] <= coded.predicate[0] < sentence[1]]
        made += joined(parsed, sentence, here, lambda one, other: by_rules(tools, one, other), fits)
    return _each_once(made)


def _each_once(found: list[CodedEvent]) -> list[CodedEvent]:
    """In the order of the text; of two words for one act ("extended its sanctions on A") the first."""
    told: set[object] = set()
    kept: list[CodedEvent] = []
    for coded in sorted(found, key=lambda coded: (coded.event.passages[0].start, coded.predicate)):
        event = coded.event
        sides = (coded.source, coded.target, event.source, event.target)
        same = (event.passages[0].start, event.type, event.status, *sides) if all(sides[:2]) else event.id
        if not told & {same, event.id}:
            kept.append(coded)
        told |= {same, event.id}
    return kept


class _Finder:
    def __init__(self, tools: Tools) -> None:
        self.parsed, self.reader = tools.parsed, tools.reader
        self.arguments, self.builder = tools.arguments, tools.builder
        self.used: set[int] = set()

    def run(self) -> list[CodedEvent]:
        found: list[CodedEvent] = []
        for sentence in self.parsed.doc.sents:
            for token in _top_down(sentence):
                if token.i not in self.used:
                    found += self._at(token)
        return _each_once(found)

    def _at(self, token: Any) -> list[CodedEvent]:
        reading = self.reader.read(token)
        if reading is None:
            return []
        self.used.update(reading.tokens)
        sources = self._spoken(self.arguments.sources(reading), reading)
        targets = [
            self._speaker(party, reading) or party if self._is_first_person(party) else party
            for party in self.arguments.targets(reading, sources)
        ]
        if not self._codable(token, reading, sources, targets):
            return []
        if reading.kind == "deny" and reading.inner is not None and reading.inner.type == "ACCUSE":
            accusers = self.arguments.sources(reading.inner) or self._accusers(token)
            return self._pairs(replace(reading, inner=None), sources, accusers, None)
        made = [] if reading.kind == "deny" and reading.inner else self._pairs(reading, sources, targets, None)
        return made + self._spoken_of(reading, sources, targets)

    def _accusers(self, denial: Any) -> list[Party]:
        """Who accused, where the sentence tells of that before it tells of the denial ("..., a charge A denied")."""
        main = self.reader.read(denial.sent.root)
        return self.arguments.sources(main) if main is not None and main.type == "ACCUSE" else []

    def _doers(self, reading: Reading, inner: Reading, sources: list[Party], targets: list[Party]) -> list[Party]:
        """Who did what is spoken of: its own subject or owner, else the accused; unknown where only the victim is named."""
        speakers = {party.head for party in sources}
        own = [
            party for party in self.arguments.sources(inner) if party.head not in speakers
        ] or self.arguments.loose_agent(reading)
        if own:
            return own
        head = self.parsed.doc[inner.head]
        if head.pos_ == "NOUN" and any(child.lower_ in ("of", "on", "against", "at") for child in head.children):
            return []
        return targets if reading.kind == "accuse" else sources

    def _spoken(self, sources: list[Party], reading: Reading) -> list[Party]:
        """The speaker of the words that hold the act, where the source is "I", "we" or the speaker unresolved."""
        if not sources or (sources[0].mention is not None and sources[0].mention.actor is not None):
            return sources
        speaker = self._speaker(sources[0], reading)
        return sources if speaker is None else [speaker]

    def _speaker(self, party: Party, reading: Reading) -> Party | None:
        """The speaker in the party's place, where the party is the speaker's phrase, "I", "we", "me" or "us"."""
        attribution = self.builder.attributions.holding(self.parsed.doc[reading.core].idx)
        if attribution is None or attribution.speaker is None or attribution.speaker.actor is None:
            return None
        is_speaker = attribution.source is not None and attribution.source[0] <= party.span[0] < attribution.source[1]
        if not is_speaker and not self._is_first_person(party):
            return None
        entity = -1 if attribution.entity is None else attribution.entity
        text = self.parsed.text[party.span[0] : party.span[1]]
        mention = Mention(party.span, party.head, text, attribution.speaker.actor, None, entity, "the speaker")
        return Party(party.span, party.head, mention, named=True)

    def _is_first_person(self, party: Party) -> bool:
        return self.parsed.doc[party.head].lower_ in ("i", "we", "me", "us")

    def _codable(self, token: Any, reading: Reading, sources: list[Party], targets: list[Party]) -> bool:
        if token.dep_ == "amod" and not sources:
            return False
        if any(_is_none(self.parsed.doc[i]) for i in reading.tokens):
            return False
        known = [any(party.named for party in side) for side in (sources, targets)]
        if self.arguments.misread_verb(token):
            return True
        if token.pos_ in ("NOUN", "PROPN"):  # a noun alone is an event only where it says who and whom, or takes place
            if token.dep_ in ("nsubj", "nsubjpass", "ROOT"):
                return bool(sources) and any(known) and reading.type in _NOMINAL | {"CONSULT", "COOPERATE"}
            return all(known) and reading.type in _NOMINAL and token.dep_ not in ("compound", "poss")
        if reading.status == "hypothetical":
            return all(known)
        return any(known) and bool(sources or reading.type in _PASSIVE)

    def _pairs(
        self, reading: Reading, sources: list[Party], targets: list[Party], accuser: Asserter | None
    ) -> list[CodedEvent]:
        """One event for every pair of sides; of a reciprocal act without a target, the first with the rest."""
        sources, targets = _named(sources), _named(targets)
        if reading.type == "PROTEST" and any(is_government(party) for party in sources):
            # "Oslo protested over the arrest"
            reading = replace(reading, type="ACCUSE", mode="disapprove", cameo="114")
        firsts: list[Party | None] = [*sources[:_SIDES]] or [None]
        seconds: list[Party | None] = [*targets[:_SIDES]] or [None]
        mutual = len(sources) > 1 and self._is_mutual(reading)
        if mutual or (("recip" in reading.flags or self._is_between(reading)) and len(sources) > 1):
            firsts, seconds = [sources[0]], [*sources[1 : _SIDES + 1]]
        elif len(firsts) > 1 and len(seconds) > 1:
            seconds = seconds[:1]
        pairs = [(first, second) for first in firsts for second in seconds]
        pairs += [(second, first) for first, second in pairs] if mutual else []
        doc = self.parsed.doc
        open_ended = [(first, receiver(doc, reading.type, first, second)) for first, second in pairs]
        by_weapons = [second for first, second in open_ended if struck(doc, reading.type, first, second)]
        return [self.builder.build(reading, None, second, accuser=accuser) for second in by_weapons] + [
            self.builder.build(reading, first, second, accuser=accuser)
            for first, second in open_ended
            if not _same_person(first, second)
            and can_act(doc, reading.type, first, second)
            and not self.arguments.is_own(reading.type, first, second)
        ]

    def _is_between(self, reading: Reading) -> bool:
        """ "Clashes between A and B"."""
        core = self.parsed.doc[reading.core]
        return bool(core.pos_ == "NOUN" and any(child.lower_ == "between" for child in core.children))

    def _is_mutual(self, reading: Reading) -> bool:
        """ "Accused each other of ..."."""
        near = [word for i in reading.tokens for word in self.parsed.doc[i].children]
        near += [word for prep in near if prep.dep_ == "prep" for word in prep.children]
        return any(
            word.lower_ in ("other", "another") and word.i and word.nbor(-1).lower_ in ("each", "one") for word in near
        )

    def _spoken_of(self, reading: Reading, sources: list[Party], targets: list[Party]) -> list[CodedEvent]:
        """The act inside an accusation (claimed by the accuser, done by the accused) or a denial (denied)."""
        inner = reading.inner
        if inner is None or reading.kind not in ("accuse", "deny"):
            return []
        status = "denied" if reading.kind == "deny" else inner.status
        doers = self._doers(reading, inner, sources, targets)
        done_to = self.arguments.targets(inner, [*doers, *sources])
        if not any(party.named for party in (*doers[:1], *done_to[:1])):
            return []
        name = self._name(sources[0]) if sources else None
        by = (
            Asserter(name=name, voice=Voice.NAMED, document=self.parsed.document.id)
            if name and reading.kind == "accuse"
            else None
        )
        claimed = replace(inner, status=status, rules=(f"inside {reading.rules[0]}", *inner.rules))
        return self._pairs(claimed, doers[:1], done_to[:1], by)

    def _name(self, party: Party) -> str | None:
        """What the text calls a party that is somebody by name."""
        if party.mention is not None:
            return party.mention.text
        return self.parsed.text[slice(*party.span)] if party.named else None


def _same_person(first: Party | None, second: Party | None) -> bool:
    """Nobody meets or backs himself: such a pair is a supporter, a camp or a house misread for its owner."""
    actors = [party.mention.actor if party and party.mention else None for party in (first, second)]
    return actors[0] is not None and actors[0] == actors[1] and actors[0].kind == ActorKind.PERSON


def _is_none(token: Any) -> bool:
    """ "No warning", "had no talks": what there was none of is no event."""
    nouns = [token, *(child for child in token.children if child.dep_ == "dobj" and token.lemma_ == "have")]
    return any(child.lower_ == "no" and child.dep_ in ("det", "neg") for noun in nouns for child in noun.children)


def _named(parties: list[Party]) -> list[Party]:
    """Of conjoined phrases those that name an actor, if any does."""
    return [party for party in parties if party.named] or parties[:1]


def _top_down(sentence: Any) -> Iterator[Any]:
    """Tokens of a sentence, breadth first from its root."""
    level = [sentence.root]
    while level:
        yield from level
        level = [child for token in level for child in token.children]
