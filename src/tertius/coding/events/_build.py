"""Make the `Event` of a reading with its parties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from tertius.coding.events._contexts import contexts_of
from tertius.coding.events._parties import Party
from tertius.coding.events._reading import Reading
from tertius.coding.events._status import Attributions
from tertius.coding.events._tree import lemma
from tertius.coding.parsed import Attribution, Parsed, Span
from tertius.coding.places import find_place, hemisphere
from tertius.coding.times import TimeMention, find_times
from tertius.records import Actor, Asserter, Event, EventStatus, EventType, Passage, Place, When, content_id
from tertius.world import ontology

__all__ = ["Builder", "CodedEvent"]

_CHARGES = frozenset({"charge", "claim", "allegation", "accusation"})
_NAMING = frozenset({"call", "name", "dub", "codename"})  # "a drill called North Wind on 3 May": the day is the drill's


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event with the spans of its parties in the text; a party without a span is not in the sentence.

    `imposes`: the lexicon's word tells that something is imposed, and so not lifted ("extended its sanctions"). `sure`: its
    type stands, whatever the encoder sees.
    """

    event: Event
    source: Span | None
    target: Span | None
    predicate: Span
    imposes: bool = False
    sure: bool = False


class Builder:
    """Builds events of one document; times are found once a sentence."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.attributions = Attributions(parsed)
        self._times: dict[Span, list[TimeMention]] = {}
        self._places: dict[Span, Place | None] = {}

    def build(
        self, reading: Reading, source: Party | None, target: Party | None, *, accuser: Asserter | None = None
    ) -> CodedEvent:
        """One event; `accuser` is who claims it where it stands in an accusation."""
        doc = self.parsed.doc
        core = doc[reading.core]
        sentence = (core.sent.start_char, core.sent.end_char)
        attribution = self._teller(core.idx, reading)
        who = _actor(source)
        status = EventStatus(reading.status)
        if accuser is None:
            status = self.attributions.status(status, attribution, who)
        else:
            status = EventStatus.DENIED if reading.status == "denied" else EventStatus.CLAIMED
        reporters = self.attributions.reported_by(attribution) or ((accuser,) if accuser else ())
        event = self._event(reading, who, _actor(target), sentence, status, reporters)
        notes = (*self._pronoun("source", source), *self._pronoun("target", target))
        event = msgspec.structs.replace(event, because=(*event.because, *notes)) if notes else event
        head = doc[reading.head]
        return CodedEvent(
            event,
            source.span if source else None,
            target.span if target else None,
            (head.idx, head.idx + len(head)),
            imposes=reading.status == "happened" and "imposes" in reading.flags,
            sure="sure" in reading.flags,
        )

    def _teller(self, offset: int, reading: Reading) -> Attribution | None:
        """Whose words hold the act: the innermost, or what holds those in turn where the act is their saying ("has agreed to")."""
        told = self.attributions.holding(offset)
        if told is not None and self._is_answer(reading):
            return self._around(told)
        if told is None or not self._is_own_speech(told, reading):
            return told
        outer = self._around(told)
        return None if outer is None or self._is_own_speech(outer, reading) else outer

    def _around(self, told: Attribution) -> Attribution | None:
        return self.parsed.attributions[told.outer] if told.outer is not None else None

    def _is_answer(self, reading: Reading) -> bool:
        """ "A accused B of theft, a charge that B denied": what is added to an accusation is not the accuser's."""
        head = self.parsed.doc[reading.head]
        return any(word.dep_ == "appos" and lemma(word) in _CHARGES for word in head.ancestors)

    def _is_own_speech(self, attribution: Attribution | None, reading: Reading) -> bool:
        """Whether the attribution's cue is a word of the reading itself: to accuse is an act, not a report of one."""
        if attribution is None or attribution.cue is None:
            return False
        low, high = attribution.cue
        acting = [i for i, rule in zip(reading.tokens, reading.rules, strict=False) if not rule.endswith("(say)")]
        return any(low <= self.parsed.doc[i].idx < high for i in acting)

    def _event(self, reading: Reading, source: Actor | None, target: Actor | None, sentence: Span,
               status: EventStatus, reporters: tuple[Asserter, ...]) -> Event:  # fmt: skip
        doc = self.parsed.doc
        mode = reading.mode if reading.mode in ontology.event_type(reading.type).modes else None
        code = reading.cameo or ontology.default_cameo(reading.type, mode)
        words = " ".join(doc[i].text for i in sorted(set(reading.tokens)))
        passage = Passage.of(self.parsed.document, *sentence)
        identity = (reading.type, source and (source.code or source.name), target and (target.code or target.name))
        return Event(
            id=content_id("ev", self.parsed.document.id, doc[reading.core].idx, *identity),
            type=EventType(reading.type), mode=mode, contexts=contexts_of(doc[reading.core].sent), cameo=code,
            quad=ontology.quad_of(reading.type), goldstein=ontology.cameo(code).goldstein, source=source, target=target,
            when=self._when(reading, sentence), place=self._place(sentence), status=status,
            passages=(passage,), reported_by=reporters, because=(f"words: {words}", *(f"rule: {rule}" for rule in reading.rules)),
        )  # fmt: skip

    def _pronoun(self, side: str, party: Party | None) -> tuple[str, ...]:
        """Whom a pronoun or a bare "the ministry" was taken for, or that it is left open."""
        if party is None or party.mention is None:
            return ()
        basis = party.mention.because
        if basis == "unresolved":
            return (f"{side}: “{party.mention.text}” left open",)
        return (f"{side}: “{party.mention.text}”, {basis}",) if basis.startswith("antecedent") else ()

    def _place(self, sentence: Span) -> Place | None:
        if sentence not in self._places:
            self._places[sentence] = find_place(self.parsed, sentence)
        return self._places[sentence]

    # --- when ----------------------------------------------------------------------------------

    def _when(self, reading: Reading, sentence: Span) -> When | None:
        """The phrase of time nearest to the predicate's clause; without one, up to the document's own day."""
        if sentence not in self._times:
            side = hemisphere(self.parsed, sentence, self._place(sentence))
            text = self.parsed.text[sentence[0] : sentence[1]]
            self._times[sentence] = find_times(text, self.parsed.document.published, hemisphere=side)
        offset = self.parsed.doc[reading.core].idx - sentence[0]
        told = [mention for mention in self._times[sentence] if not self._is_elsewhere(reading, mention, sentence)]
        near = sorted(told, key=lambda mention: self._distance(reading, mention, sentence, offset))
        return near[0].when if near else None

    def _is_elsewhere(self, reading: Reading, mention: TimeMention, sentence: Span) -> bool:
        """Whether the phrase belongs to a relative clause that the act is no part of ("the border, which A closed in 2011")."""
        piece = self._piece(mention, sentence)
        verb = self.parsed.doc[self._clause(piece.root)] if piece is not None else None
        if verb is None or verb.dep_ not in ("relcl", "acl") or verb.i in reading.tokens or verb.lemma_ in _NAMING:
            return False
        core = self.parsed.doc[reading.core]
        return not verb.is_ancestor(core)

    def _piece(self, mention: TimeMention, sentence: Span) -> Any | None:
        low, high = (sentence[0] + offset for offset in mention.span)
        return self.parsed.doc.char_span(low, high, alignment_mode="expand")

    def _distance(self, reading: Reading, mention: TimeMention, sentence: Span, offset: int) -> tuple[int, int]:
        piece = self._piece(mention, sentence)
        inside = piece is not None and self._clause(piece.root) in reading.tokens
        return (0 if inside else 1, abs(mention.span[0] - offset))

    @staticmethod
    def _clause(token: Any) -> int:
        """The index of the verb whose clause a phrase of time belongs to."""
        node = token
        while node.head.i != node.i and node.pos_ not in ("VERB", "AUX"):
            node = node.head
        return int(node.i)


def _actor(party: Party | None) -> Actor | None:
    return party.mention.actor if party is not None and party.mention is not None else None
