"""The bottom line, by the rule of docs/bottom-line.md.

It reads tables only: verdicts of responses, voices of statements, events still to come. It holds no
sentence made for one case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tertius.assessment.outside import Rate, outside_sentence, word_of
from tertius.assessment.words import join, number, voices_in_words
from tertius.records import (
    AbsentVoice,
    Actor,
    BottomLine,
    Channel,
    Document,
    Event,
    EventStatus,
    Kind,
    Response,
    Sentence,
    Statement,
    Verdict,
    Voice,
)

__all__ = ["Evidence", "bottom_line", "on_third"]

WEAK = frozenset({Voice.ANONYMOUS, Voice.RELAYED})
MOVED = frozenset({Verdict.CLOSER, Verdict.APART, Verdict.MIXED})
ENOUGH_PERIODS = 104  # two years of weeks
ENOUGH_PLACEBOS = 10


class Evidence(NamedTuple):
    """What the bottom line is drawn from."""

    between: tuple[Actor, Actor]
    on: Actor
    documents: Sequence[Document]
    stories: Mapping[str, str]
    statements: Sequence[Statement]
    events: Sequence[Event]
    responses: Sequence[Response]
    channels: Sequence[Channel]
    absent: Sequence[AbsentVoice]
    history_missing: str | None  # why there is no response at all
    rate: Rate | None = None


def bottom_line(evidence: Evidence) -> BottomLine:
    """What the effect on C is, by which ways, how sure, on which voices it rests, what would change it."""
    verdict = overall(evidence)
    asserting = on_third(evidence.statements, evidence.on)
    voices = _speakers(asserting)
    level, reasons = _confidence(evidence, verdict, voices)
    confidence = Sentence(
        text=f"Confidence in this is {level}: {'; '.join(reasons)}.",
        rests_on=("sources", "limits"),
        role="confidence",
    )
    rate = evidence.rate
    return BottomLine(
        sentences=(
            _effect(evidence, verdict),
            *_ways(evidence),
            *_voices(evidence, asserting, voices),
            *_accusations(evidence.statements),
            _likelihood(evidence),
            *([outside_sentence(rate)] if rate else []),
            confidence,
            *_would_change(evidence, verdict, voices),
        ),
        verdict=verdict,
        likelihood=word_of(rate) if rate else None,
        rate=f"{rate.text} (n = {rate.n})" if rate else None,
        confidence=level,
        reasons=reasons,
        voices={voice.value: n for voice, n in voices.items()},
        claim=rate.claim if rate else None,
    )


def overall(evidence: Evidence) -> Verdict:
    """One verdict out of those of C's ties with A and with B; ties with others do not decide it."""
    verdicts = {response.verdict for response in _own(evidence)}
    moved = verdicts & MOVED
    if moved:
        return moved.pop() if len(moved) == 1 else Verdict.MIXED
    for verdict in (Verdict.NONE_DETECTED, Verdict.UNDERPOWERED):
        if verdict in verdicts:
            return verdict
    return Verdict.NOT_COMPUTABLE


def on_third(statements: Iterable[Statement], on: Actor) -> list[Statement]:
    """Statements that assert an effect on C: causal or predictive, and about C."""
    return [
        statement
        for statement in statements
        if {Kind.CAUSAL, Kind.PREDICTION} & set(statement.kinds) and any(_same(actor, on) for actor in statement.about)
    ]


def _own(evidence: Evidence) -> list[Response]:
    pair = {actor.code for actor in evidence.between}
    return [response for response in evidence.responses if set(response.tie) & pair]


def _same(actor: Actor, other: Actor) -> bool:
    """The actor itself, or an office, force or group of the state."""
    return actor.name == other.name or (other.code is not None and other.code in (actor.code, actor.state))


def _speakers(statements: Iterable[Statement]) -> Counter[Voice]:
    """Speakers by voice: one who says three things is one voice; nameless ones never merge across documents."""
    return Counter(voice for voice, *_ in {(s.voice, *_who(s)) for s in statements})


def _who(statement: Statement) -> tuple[str, str]:
    local = statement.voice in (*WEAK, Voice.AUTHOR, Voice.EYEWITNESS)
    return statement.speaker.name, statement.passages[0].document if local else ""


def _pair(evidence: Evidence) -> str:
    return f"{evidence.between[0].name} and {evidence.between[1].name}"


def _key(response: Response) -> str:
    return f"response:{response.tie[0]}-{response.tie[1]}:{response.measure}"


def _named(evidence: Evidence, response: Response) -> str:
    names = {actor.code: actor.name for actor in (*evidence.between, evidence.on)}
    return f"{names.get(response.tie[0], response.tie[0])}-{names.get(response.tie[1], response.tie[1])} {response.measure}"


def _effect(evidence: Evidence, verdict: Verdict) -> Sentence:
    own = _own(evidence)
    deciding = [response for response in own if response.verdict == verdict] or own
    keys = tuple(_key(response) for response in deciding) or ("sources",)
    if verdict == Verdict.NOT_COMPUTABLE:
        why = evidence.history_missing or "; ".join(dict.fromkeys(r.because.rstrip(".") for r in deciding))
        text = (
            f"What {evidence.on.name}'s ties did after past tension between {_pair(evidence)} is not computable: {why}"
        )
        return Sentence(text=f"{text.rstrip('.')}.", rests_on=keys, role="effect")
    ties = join(_named(evidence, response) for response in deciding)
    window = _window(deciding[0])
    said = {
        Verdict.CLOSER: f"{ties} moved in the direction of closer ties after shocks between {_pair(evidence)}",
        Verdict.APART: f"{ties} moved in the direction of weaker ties after shocks between {_pair(evidence)}",
        Verdict.MIXED: f"{evidence.on.name}'s ties moved in both directions after shocks between {_pair(evidence)} ({ties})",
        Verdict.NONE_DETECTED: f"no change of {ties} was detected after shocks between {_pair(evidence)}",
        Verdict.UNDERPOWERED: (
            f"no change of {evidence.on.name}'s ties was detected after shocks between {_pair(evidence)}, "
            "and none of a size seen before could have been"
        ),
    }[verdict]
    others = [
        response for response in own if response.verdict == Verdict.UNDERPOWERED and verdict != Verdict.UNDERPOWERED
    ]
    tail = f"; for {join(_named(evidence, r) for r in others)} the history is too thin to tell" if others else ""
    return Sentence(text=f"In the history read ({window}) {said}{tail}.", rests_on=keys, role="effect")


def _window(response: Response) -> str:
    computation = response.computation
    if computation is None or computation.window is None:
        return f"n = {response.n}"
    stored = ", a stored computation" if computation.stored else ""
    return f"{computation.origin}, {computation.window[0]} to {computation.window[1]}, n = {response.n}{stored}"


def _ways(evidence: Evidence) -> Iterator[Sentence]:
    if not evidence.channels:
        yield Sentence(text="No channel to the third is open on the ties recorded.", rests_on=("ties",), role="ways")
        return
    names = tuple(dict.fromkeys(channel.name for channel in evidence.channels))
    asserted = {channel.name for channel in evidence.channels if channel.statements}
    text = (
        f"On the ties recorded, {number(len(names), 'channel')} could carry an effect: {join(names)}. "
        f"{_asserted(names, asserted)} by a statement in these documents."
    )
    yield Sentence(text=text, rests_on=tuple(f"channel:{name}" for name in names), role="ways")


def _asserted(names: Sequence[str], asserted: set[str]) -> str:
    if len(names) == len(asserted):
        return "It is asserted" if len(names) == 1 else "Each is asserted"
    return (
        f"{number(len(asserted), 'of them is', 'of them are').capitalize()} asserted"
        if asserted
        else "None is asserted"
    )


def _voices(evidence: Evidence, asserting: Sequence[Statement], voices: Counter[Voice]) -> Iterator[Sentence]:
    if not asserting:
        text = f"No statement in these documents asserts an effect on {evidence.on.name}."
        yield Sentence(text=text, rests_on=("documents",), role="voices")
        return
    stories = {evidence.stories.get(p.document, p.document) for s in asserting for p in s.passages}
    constructed = all(statement.constructed for statement in asserting)
    note = ", all of it constructed for an example" if constructed else ""
    text = (
        f"What these documents say of an effect on {evidence.on.name} rests on {voices_in_words(voices)} "
        f"in {number(len(stories), 'independent story', 'independent stories')}{note}."
    )
    yield Sentence(text=text, rests_on=tuple(s.id for s in asserting), role="voices")
    for sign, words in ((1, "brings others closer to"), (-1, "sets others against or weakens")):
        signed = [s for s in asserting if s.causal is not None and s.causal.draws == sign]
        if signed and {s.voice for s in signed} <= WEAK:
            alone = f"That it {words} {evidence.on.name} is asserted by {voices_in_words(_speakers(signed))} alone."
            yield Sentence(text=alone, rests_on=tuple(s.id for s in signed), role="voices")


def _accusations(statements: Sequence[Statement]) -> Iterator[Sentence]:
    """Accusations that nobody but the author of a document makes, contested or not."""
    alone = [s for s in statements if Kind.ACCUSATION in s.kinds and s.voice == Voice.AUTHOR]
    if alone:
        text = f"{number(len(alone), 'accusation').capitalize()} in these documents {'has' if len(alone) == 1 else 'have'} no source but the author."
        yield Sentence(text=text, rests_on=tuple(s.id for s in alone), role="voices")


def _likelihood(evidence: Evidence) -> Sentence:
    """None is given of an effect: a rate of something else, however near, is no rate of that."""
    text = f"No estimate is given of how likely an effect on {evidence.on.name} is: no stated rate of it, with its n, stands behind one."
    return Sentence(text=text, rests_on=("responses",), role="likelihood")


def _confidence(evidence: Evidence, verdict: Verdict, voices: Counter[Voice]) -> tuple[str, tuple[str, ...]]:
    """Low, or moderate where each of the rule's conditions holds; the reasons name them all."""
    computed = [r for r in _own(evidence) if r.verdict not in (Verdict.NOT_COMPUTABLE, Verdict.UNDERPOWERED)]
    periods = max((r.n for r in computed), default=0)
    placebos = max((r.placebos for r in computed), default=0)
    real = [d for d in evidence.documents if not d.constructed]
    stories = {evidence.stories.get(d.id, d.id) for d in real}
    firm = sum(n for voice, n in voices.items() if voice not in WEAK and voice != Voice.AUTHOR)
    stale = any(r.computation and r.computation.stale for r in computed)
    reasons = [
        f"the response of the third's ties is {verdict.value}"
        if not computed
        else f"the response rests on {periods} periods and {placebos} placebo dyads",
        f"{number(len(stories), 'independent story', 'independent stories')} that {'is' if len(stories) == 1 else 'are'} not constructed",
        f"{number(firm, 'named, official or media voice')} {'asserts' if firm == 1 else 'assert'} the effect",
    ]
    if stale:
        reasons.append("the history ends long before the cut-off")
    holds = periods >= ENOUGH_PERIODS and placebos >= ENOUGH_PLACEBOS and len(stories) >= 2 and firm > 0 and not stale
    return ("moderate" if holds else "low"), tuple(reasons)


def _would_change(evidence: Evidence, verdict: Verdict, voices: Counter[Voice]) -> Iterator[Sentence]:
    def sentence(text: str, rests_on: Iterable[str]) -> Sentence:
        return Sentence(text=text, rests_on=tuple(rests_on), role="would change")

    if verdict in (Verdict.NOT_COMPUTABLE, Verdict.UNDERPOWERED):
        yield sentence(
            "A history with enough events of the third's ties up to the cut-off would change it.", ["sources"]
        )
    elif verdict == Verdict.NONE_DETECTED:
        yield sentence(
            "A movement of the third's ties beyond the simultaneous band after a new shock would change it.",
            [_key(response) for response in _own(evidence)],
        )
    if voices and set(voices) <= WEAK | {Voice.AUTHOR}:
        ids = [s.id for s in on_third(evidence.statements, evidence.on)]
        yield sentence("A named or official voice for or against the effect would change what it rests on.", ids)
    planned = [event for event in evidence.events if event.status in (EventStatus.PLANNED, EventStatus.THREATENED)]
    if planned:
        text = f"Whether {number(len(planned), 'announced or threatened event')} {'takes' if len(planned) == 1 else 'take'} place would bear on it."
        yield sentence(text, [event.id for event in planned])
    contested = [s.id for s in evidence.statements if s.contested_with]
    if contested:
        yield sentence(f"Evidence on {number(len(contested), 'contested statement')} would bear on it.", contested)
    if evidence.absent:
        names = join(voice.actor.name for voice in evidence.absent)
        yield sentence(
            f"A reply by {names} to the accusations would bear on it.",
            [f"absent:{v.actor.name}" for v in evidence.absent],
        )
