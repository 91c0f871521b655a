"""What a record tells that has no PLOVER type: a public statement (CAMEO 01), or an act by one party of another kind.

PLOVER has no type for a statement; `statements` hold its content. But who asks a line whether it tells of political
life at all wants an answer, so one such event a line is given, and only where no other was coded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tertius.coding.encoder import Encoder, available
from tertius.coding.parsed import Attribution, Mention, Parsed, Span
from tertius.records import Actor
from tertius.world import ontology

__all__ = ["Untyped", "find_untyped"]

# How likely a sentence must be to tell an event, on the gate's word; a statement of a known political actor is hardly ever
# no matter of politics, so there the gate has to be almost sure of that.
TOLD, SPOKEN = 0.85, 0.03

_CODES = tuple(
    (code, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for code, words in (
        ("011", r"declin\w+ to (?:comment|say|discuss)|no comment|refus\w+ to (?:comment|say)"),
        ("018", r"condolence|sympath|mourn|congratulat"),
        ("015", r"claim\w* responsib|(?:took|takes|accept\w*) responsib|apologi[sz]|acknowledg|admit|regret"),
        ("016", r"den(?:y|ies|ied) (?:\w+ )?(?:responsib|involve|any part)|nothing to do with"),
        ("013", r"optimis|confident|hope"),
        ("012", r"pessimis|scepti|skepti|concern|worr|doubt"),
        ("014", r"consider|weigh|mull"),
    )
)
_ROLES = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Untyped:
    """One party or two, by their spans, with what they were resolved to; `cameo` is None where it is no statement."""

    source: Span | None
    source_actor: Actor | None
    target: Span | None
    target_actor: Actor | None
    cameo: str | None
    sentence: Span
    because: tuple[str, ...]


def find_untyped(parsed: Parsed) -> Untyped | None:
    """The first public statement, or else the first act, in a sentence that the gate holds for one that tells an event.

    None without the encoder, and where no such sentence names a party.
    """
    if not available():
        return None
    told = [(part, Encoder.load().sentence(parsed.text[slice(*part)]).relevance) for part in parsed.sentences]
    found = (read(parsed, *each) for read in (_statement, _act) for each in told)
    return next((one for one in found if one is not None), None)


def _statement(parsed: Parsed, sentence: Span, relevance: float) -> Untyped | None:
    """What somebody is said to say; of several, the first whose source is a known actor."""
    if relevance < SPOKEN:
        return None
    spoken = [each for each in parsed.attributions if each.source and _lies_in(each.cue or each.source, sentence)]
    spoken.sort(key=lambda each: (_known(_speaker(parsed, each)), each.outer is not None))
    for each in spoken:
        if each.source is None:
            continue
        speaker = _speaker(parsed, each)
        if relevance < TOLD and (speaker is None or speaker.code is None):
            return None
        code = _code_of(parsed, each)
        named = [m for m in _named(parsed, sentence) if not _meet(m.span, each.source) and m.actor != speaker]
        about = next((m for m in named if any(_lies_in(m.span, part) for part in each.content)), None)
        return Untyped(
            each.source, speaker, about.span if about else None, about.actor if about else None, code, sentence,
            (f"CAMEO {code}, {ontology.cameo(code).name.lower()}: PLOVER has no type for it", _told(relevance)),
        )  # fmt: skip
    return None


def _act(parsed: Parsed, sentence: Span, relevance: float) -> Untyped | None:
    """The parties that the encoder names, or else the first actor in the sentence, a subject rather than another."""
    if relevance < TOLD:
        return None
    pair = Encoder.load().sentence(parsed.text[slice(*sentence)]).pair
    mentions = _named(parsed, sentence)
    if pair is not None:
        (first, second) = ((span[0] + sentence[0], span[1] + sentence[0]) for span in pair)
        actors = [next((m.actor for m in mentions if _meet(m.span, span)), None) for span in (first, second)]
        return Untyped(first, actors[0], second, actors[1], None, sentence, ("an act without a known type", _told(relevance)))  # fmt: skip
    mentions.sort(key=lambda m: (parsed.doc[m.head].dep_ not in _ROLES, m.span))
    if not mentions:
        return None
    only = mentions[0]
    why = ("an act by one party without a known type", _told(relevance))
    if parsed.doc[only.head].dep_ == "nsubjpass":  # it is done to
        return Untyped(None, None, only.span, only.actor, None, sentence, why)
    return Untyped(only.span, only.actor, None, None, None, sentence, why)


def _told(relevance: float) -> str:
    return f"encoder: tells an event at {relevance:.2f}"


def _code_of(parsed: Parsed, attribution: Attribution) -> str:
    """The kind of comment by the words of the cue and of what is said; 010 where none is known."""
    spans = ([attribution.cue] if attribution.cue else []) + list(attribution.content)
    words = " ".join(parsed.text[slice(*span)] for span in spans)
    return next((code for code, cue in _CODES if cue.search(words)), "010")


def _speaker(parsed: Parsed, attribution: Attribution) -> Actor | None:
    if attribution.speaker is not None and attribution.speaker.actor is not None:
        return attribution.speaker.actor
    return next((m.actor for m in parsed.mentions if m.actor and _meet(m.span, attribution.source)), None)


def _known(actor: Actor | None) -> int:
    """The order of speakers: 0 with a code, 1 a name alone, 2 nobody known."""
    return 2 if actor is None else int(actor.code is None)


def _named(parsed: Parsed, sentence: Span) -> list[Mention]:
    return [m for m in parsed.mentions if m.actor is not None and _lies_in(m.span, sentence)]


def _lies_in(span: Span, whole: Span) -> bool:
    return whole[0] <= span[0] < whole[1]


def _meet(one: Span, other: Span | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]
