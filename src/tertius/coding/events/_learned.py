"""The accurate mode of events: the shared encoder types what syntax found, and names a pair that syntax missed.

The encoder (encoder/weights/MODEL_CARD.md) knows 15 roots, one of which stands for CONCEDE and RETREAT, and
nothing of mode, status, time or place: those stay with the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from tertius.coding.encoder import Encoder
from tertius.coding.events._build import CodedEvent
from tertius.coding.parsed import Parsed, Span
from tertius.records import EventType, content_id
from tertius.world import ontology

__all__ = ["among", "has_pair", "main_pair", "typed"]

# The encoder's own pair takes the place of one of the rules' only where its likeliest type is at least this likely.
TRUSTED = 0.5
# What a predicate of the lexicon adds to its own type, set on PLV's development sentences: with 0.2 to 0.35 the two
# together type more given pairs right than either alone; with 0.5 and more, fewer than the encoder alone.
RULE = 0.3


def typed(parsed: Parsed, coded: CodedEvent) -> tuple[CodedEvent, float]:
    """The event with the type that the encoder gives the pair, and how likely it holds that type to be."""
    if coded.source is None or coded.target is None:
        return coded, 0.0
    passage = coded.event.passages[0]
    low = min(passage.start, coded.source[0], coded.target[0])
    high = max(passage.end, coded.source[1], coded.target[1])
    source, target = ((span[0] - low, span[1] - low) for span in (coded.source, coded.target))
    chances = Encoder.load().event_type(parsed.text[low:high], source, target)
    by_rule = _root(coded.event.type) if not _is_backoff(coded) else None
    weighed = {root: chance + RULE * (root == by_rule) for root, chance in chances.items()}
    root = max(weighed, key=weighed.__getitem__)
    return _with_type(coded, root, chances[root]), chances[root]


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


def main_pair(parsed: Parsed, sentence: Span) -> tuple[Span, Span] | None:
    """Source and target of the sentence's main event by the encoder."""
    pair = Encoder.load().actors_of(parsed.text[slice(*sentence)])
    if pair is None:
        return None
    source, target = ((span[0] + sentence[0], span[1] + sentence[0]) for span in pair)
    return source, target


def has_pair(coded: CodedEvent, pair: tuple[Span, Span]) -> bool:
    """The event is between these two."""
    return _meet(coded.source, pair[0]) and _meet(coded.target, pair[1])


def among(found: Sequence[CodedEvent], extra: CodedEvent, chance: float) -> list[CodedEvent]:
    """The events of a sentence, with the encoder's pair in place of one that shares a party with it.

    Of a half-known one, or of the only one: where the rules know both parties of several acts, or see no
    act at all, the encoder, which names a pair in almost any sentence, is not believed.
    """
    sharing = [coded for coded in found if _meet(coded.source, extra.source) or _meet(coded.target, extra.target)]
    half = [coded for coded in sharing if coded.source is None or coded.target is None]
    told = any(coded not in half and len(found) > 1 and coded.event.type == extra.event.type for coded in sharing)
    if chance < TRUSTED or told or not (half or (sharing and len(found) == 1)):
        return list(found)
    gone = [coded for coded in half if coded.event.type == half[0].event.type] or sharing
    return [*(coded for coded in found if coded not in gone), extra]


def _meet(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
