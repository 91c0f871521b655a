"""What is read off ties, statements and responses for a channel: who says so, how many, what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tertius.effects._ways import Way
from tertius.effects._words import name_of
from tertius.records import Actor, Kind, Response, Statement, Tie, Verdict, Voice

__all__ = ["Triad", "agreement_of", "asserts", "basis_of", "state_of", "voices_of"]

NAMELESS = frozenset({Voice.ANONYMOUS, Voice.RELAYED, Voice.AUTHOR, Voice.EYEWITNESS})
MOVED = {Verdict.CLOSER: 1, Verdict.APART: -1}


class Triad(NamedTuple):
    between: tuple[str, str]
    on: str


def state_of(actor: Actor) -> str | None:
    return actor.state or actor.code


def basis_of(tie: Tie) -> str:
    dates = "" if tie.since is None else f", since {tie.since.year}"
    dates += "" if tie.until is None else f", to {tie.until.year}"
    return f"{tie.relation}: {tie.a.name} and {tie.b.name}{dates}, according to {tie.by.name}"


def asserts(statement: Statement, way: Way, triad: Triad) -> bool:
    """Whether, in this way's words, it is about C and one of the pair or gives a cause among two of the three.

    A bare report of an event asserts no channel.
    """
    about = {state_of(actor) for actor in statement.about}
    pair = about & {*triad.between}
    causal = Kind.CAUSAL in statement.kinds or statement.causal is not None
    if not (triad.on in about and pair) and not (causal and len(about & {*triad.between, triad.on}) >= 2):
        return False
    if not causal and set(statement.kinds) <= {Kind.EVENT}:
        return False
    words = [passage.text for passage in statement.passages]
    if statement.causal is not None:
        words += [statement.causal.cause, statement.causal.effect]
    return any(way.words.search(text) for text in words)


def voices_of(statements: Sequence[Statement]) -> dict[str, int]:
    """Speakers by voice; a nameless one counts once per document, since it is not linked across documents."""
    speakers = {(one.voice, one.speaker.name, one.passages[0].document if one.voice in NAMELESS else "")
                for one in statements}  # fmt: skip
    return {voice.value: number for voice, number in sorted(Counter(voice for voice, *_ in speakers).items())}


def agreement_of(sign: int | None, tie: tuple[str, str] | None, responses: Sequence[Response]) -> str:
    """How the response of the predicted tie compares, or why nothing can be said."""
    if sign is None or tie is None:
        return "nothing to compare: the literature gives no sign for one tie"
    word = "closer" if sign > 0 else "apart"
    own = [one for one in responses if {*one.tie} == {*tie}]
    name = f"{name_of(tie[0])}-{name_of(tie[1])}"
    if not own:
        return f"nothing to compare: no response of {name} was computed"
    verdicts = {one.verdict for one in own}
    listed = "; ".join(f"{one.measure}: {one.verdict}" for one in own)
    if verdicts == {Verdict.NOT_COMPUTABLE}:
        return f"nothing to compare: the response of {name} is not computable ({own[0].because})"
    signs = {MOVED[verdict] for verdict in verdicts & MOVED.keys()}
    if Verdict.MIXED in verdicts or len(signs) == 2:
        return f"predicts {word}; the response of {name} is mixed ({listed})"
    if signs:
        return f"predicts {word}; the response of {name} {'agrees' if signs == {sign} else 'disagrees'} ({listed})"
    return f"predicts {word}; the response of {name} neither supports nor contradicts it ({listed})"
