"""The accurate mode of events: the shared encoder types what syntax found, and names a pair that syntax missed.

The encoder (encoder/weights/MODEL_CARD.md) knows 15 roots, one of which stands for CONCEDE and RETREAT, and
nothing of mode, status, time or place: those stay with the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from tertius.coding.actors import noun_of
from tertius.coding.encoder import Encoder, SentenceReading
from tertius.coding.events._build import CodedEvent
from tertius.coding.events._means import MEANS
from tertius.coding.events._stative import only_states
from tertius.coding.events._tellers import only_tells
from tertius.coding.events._tree import lemma
from tertius.coding.parsed import Parsed, Span
from tertius.records import EventType, content_id
from tertius.world import ontology

__all__ = ["joined", "typed"]

MakePair = Callable[[Span, Span], CodedEvent]

# The encoder's own pair takes the place of one of the rules' only where its likeliest type is at least this likely.
TRUSTED = 0.5
# What a predicate of the lexicon adds to its own type, set on PLV's development sentences: with 0.2 to 0.35 the two
# together type more given pairs right than either alone; with 0.5 and more, fewer than the encoder alone.
RULE = 0.3
SURE = 1.0  # and what one adds that the encoder confuses with another (soldiers deployed with peacekeepers)


# How likely a sentence must be to tell an event, on the encoder's word: for anything to be coded, for the encoder's own
# pair to be added, for an act of the rules with one party only to stay, and for the pair alone where the rules see no act.
# Set on the development parts of PLV and of our own gold set together.
RELEVANT, ADDED, HALF, ALONE = 0.05, 0.6, 0.95, 0.95
SPOKEN = 0.75  # how likely the type must be where the source speaks and the rules see another act, or none
_WHERE = frozenset({"in", "at", "near", "through", "along", "outside", "inside", "around", "across"})
NO_ACT = 0.5  # how likely no act may be for a pair that the encoder adds


def typed(parsed: Parsed, coded: CodedEvent) -> tuple[CodedEvent, float, float]:
    """The event with the type that the encoder gives the pair, how likely that type is, and how likely no act is."""
    if coded.source is None or coded.target is None:
        return coded, 0.0, 0.0
    passage = coded.event.passages[0]
    low = min(passage.start, coded.source[0], coded.target[0])
    high = max(passage.end, coded.source[1], coded.target[1])
    source, target = ((span[0] - low, span[1] - low) for span in (coded.source, coded.target))
    reading = Encoder.load().pair(parsed.text[low:high], source, target)
    chances = reading.types
    by_rule = _root(coded.event.type) if not _is_backoff(coded) else None
    weighed = {root: chance + RULE * (root == by_rule) for root, chance in chances.items()}
    if coded.imposes:
        weighed["YIELD"] = 0.0  # sanctions prolonged read like sanctions lifted
    if coded.sure and by_rule is not None:
        weighed[by_rule] += SURE
    root = max(weighed, key=weighed.__getitem__)
    return _with_type(coded, root, chances[root]), chances[root], reading.none


def _is_backoff(coded: CodedEvent) -> bool:
    return any("no known predicate" in rule for rule in coded.event.because)


def _with_type(coded: CodedEvent, root: str, chance: float) -> CodedEvent:
    event = coded.event
    because = (*event.because, f"encoder: {root} at {chance:.2f}")
    if _root(event.type) == root:
        return replace(coded, event=msgspec.structs.replace(event, because=because))
    name = EventType.RETREAT if root == "YIELD" else EventType(root)
    code = ontology.default_cameo(name, None)
    return replace(
        coded,
        event=msgspec.structs.replace(
            event,
            id=content_id("ev", event.id, name),
            type=name,
            mode=None,
            cameo=code,
            quad=ontology.quad_of(name),
            goldstein=ontology.cameo(code).goldstein,
            because=because,
        ),
    )


def _root(name: EventType) -> str:
    return "YIELD" if name in (EventType.CONCEDE, EventType.RETREAT) else name.value


def joined(
    parsed: Parsed, sentence: Span, found: Sequence[CodedEvent], by_rules: MakePair, fits: Callable[[CodedEvent], bool]
) -> list[CodedEvent]:
    """The events of a sentence by the rules (`found`) and by the encoder together.

    `by_rules` codes a given pair; `fits` says whether its two parties can be those of an event of its type. Of a sentence that the encoder holds for one without an event nothing stays. Its
    own pair stands beside the rules' events, in place of those that share a party with it and are known by half,
    or less likely as a pair.
    """
    reading = Encoder.load().sentence(parsed.text[slice(*sentence)])
    if reading.relevance < RELEVANT:
        return []
    if reading.pair is None:
        return _kept(found, reading.relevance)
    source, target = ((span[0] + sentence[0], span[1] + sentence[0]) for span in reading.pair)
    kept = _kept(found, reading.relevance, target if _is_place(parsed, source) else None)
    if any(_has_pair(coded, (source, target)) for coded in kept):
        return [typed(parsed, coded)[0] if _has_pair(coded, (source, target)) else coded for coded in kept]
    if _is_place(parsed, target) and any(_meet(coded.source, source) and _has_all(parsed, coded) for coded in kept):
        return [typed(parsed, coded)[0] if _meet(coded.source, source) else coded for coded in kept]
    if reading.relevance < (ADDED if kept else ALONE):
        return kept
    if only_tells(parsed, source[:1], target) or _are_one(parsed, source, target):
        return kept
    by_rule = by_rules(source, target)
    extra, chance, none = typed(parsed, by_rule)
    alike = _root(by_rule.event.type) == _root(extra.event.type) and not _is_backoff(by_rule)
    trusted = TRUSTED if alike or not _contents(parsed, source) else SPOKEN
    if chance < trusted or none > NO_ACT or _only_tells(parsed, kept, extra) or _is_groundless(parsed, extra):
        return kept
    if not fits(extra) or _turns_round(parsed, kept, extra):
        return kept
    if extra.event.type != EventType.COERCE and _is_place(parsed, source):
        return kept  # only who is arrested or tried in a country is so by its authorities
    mine = reading.likely(*reading.pair)
    gone = [
        coded
        for coded in kept
        if _shares(coded, extra) and (_is_half(coded) or _likely(reading, coded, sentence) < mine)
    ]
    return [*(coded for coded in kept if coded not in gone), extra]


def _kept(found: Sequence[CodedEvent], relevance: float, sufferer: Span | None = None) -> list[CodedEvent]:
    """The rules' events without those known by half, unless the sentence tells an event, or the encoder sees the same one suffer."""
    sure = relevance >= HALF
    return [each for each in found if sure or not _is_half(each) or _meet(each.target, sufferer)]


def _is_place(parsed: Parsed, party: Span) -> bool:
    """Whether a phrase stands after "in", "near" or "through": where it was, hardly who did it or to whom."""
    piece = parsed.doc.char_span(*party, alignment_mode="expand")
    if piece is None:
        return False
    return piece[0].lower_ in _WHERE or (piece.root.dep_ == "pobj" and piece.root.head.lower_ in _WHERE)


def _are_one(parsed: Parsed, source: Span, target: Span) -> bool:
    """Whether two phrases are the pieces of one: "opposition leader" and the name behind it, "a farmer" and "and his sons"."""
    low, high = min(source[1], target[1]), max(source[0], target[0])
    return not parsed.text[low:high].strip() or parsed.text[slice(*target)].lower().startswith("and ")


def _has_all(parsed: Parsed, coded: CodedEvent) -> bool:
    """Whether the rules' event asks for no more of a target than they have: people, or in a protest none."""
    return coded.event.type == EventType.PROTEST or _is_somebody(parsed, coded)


def _is_somebody(parsed: Parsed, coded: CodedEvent) -> bool:
    """Whether the rules have people for its target, who are not what is sent or given."""
    piece = parsed.doc.char_span(*coded.target, alignment_mode="expand") if coded.target else None
    if piece is None or piece.root.dep_ not in ("dobj", "nsubjpass", "dative"):
        return False
    return lemma(piece.root) not in MEANS and (
        noun_of(piece.root) is not None or piece.root.ent_type_ in ("NORP", "PERSON", "ORG", "GPE")
    )


def _turns_round(parsed: Parsed, kept: Sequence[CodedEvent], extra: CodedEvent) -> bool:
    """The encoder's source is not whom the sentence says an act was done by ("occupied by A")."""
    for coded in kept:
        if coded.predicate == extra.predicate and coded.source is not None and not _meet(coded.source, extra.source):
            piece = parsed.doc.char_span(*coded.source, alignment_mode="expand")
            if piece is not None and piece.root.dep_ == "pobj" and piece.root.head.dep_ == "agent":
                return True
    return False


def _is_groundless(parsed: Parsed, extra: CodedEvent) -> bool:
    """No predicate is known, and the sentence says only what is, or the source speaks of somebody who is no actor."""
    if not _is_backoff(extra):
        return False
    start = extra.event.passages[0].start
    sentence = next((sent for sent in parsed.doc.sents if sent.start_char <= start < sent.end_char), None)
    speaks_of_nobody = extra.event.target is None and bool(_contents(parsed, extra.source))
    return speaks_of_nobody or (sentence is not None and only_states(sentence))


def _only_tells(parsed: Parsed, kept: Sequence[CodedEvent], extra: CodedEvent) -> bool:
    """The encoder's source only speaks of the act: the rules have both its parties inside the speaker's words.

    To speak may be an act of its own (an accusation, a refusal); it is never one of force, nor the act that is told.
    """
    told = [
        coded
        for coded in kept
        for content in _contents(parsed, extra.source)
        if all(party and any(a <= party[0] < b for a, b in content) for party in (coded.source, coded.target))
    ]
    same = any(
        coded.predicate == extra.predicate or _root(coded.event.type) == _root(extra.event.type) for coded in told
    )
    return same or (bool(told) and extra.event.quad not in (1, 3))


def _contents(parsed: Parsed, source: Span | None) -> list[tuple[Span, ...]]:
    """What this source is said to say."""
    return [each.content for each in parsed.attributions if _meet(each.source, source)]


def _is_half(coded: CodedEvent) -> bool:
    return coded.source is None or coded.target is None


def _likely(reading: SentenceReading, coded: CodedEvent, sentence: Span) -> float:
    """How likely the encoder holds the pair of an event with both parties to be one of an act."""
    first, second = (
        (span[0] - sentence[0], span[1] - sentence[0]) for span in (coded.source or (0, 0), coded.target or (0, 0))
    )
    return reading.likely(first, second)


def _has_pair(coded: CodedEvent, pair: tuple[Span, Span]) -> bool:
    """The event is between these two."""
    return _meet(coded.source, pair[0]) and _meet(coded.target, pair[1])


def _shares(coded: CodedEvent, extra: CodedEvent) -> bool:
    return _meet(coded.source, extra.source) or _meet(coded.target, extra.target)


def _meet(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
