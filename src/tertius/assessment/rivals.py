"""Rival hypotheses against the evidence: what bears for and against closer, apart and no effect.

After the analysis of competing hypotheses (Heuer, *Psychology of Intelligence Analysis*, 1999, ch. 8): rows are
evidence, columns are rivals, and what bears alike on all of them tells them apart in nothing. It is a table of what
stands where; no likelihood is drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tertius.assessment.bottom_line import on_third
from tertius.assessment.words import join, number, voices_in_words
from tertius.records import (
    Actor,
    Channel,
    Ground,
    Hypothesis,
    Polarity,
    Prediction,
    ReferenceClass,
    Response,
    Rival,
    Statement,
    Support,
    Verdict,
    Voice,
)

__all__ = ["grounds", "hypotheses"]

FOR, AGAINST, NEITHER = Support.FOR, Support.AGAINST, Support.NEITHER
CLOSER, APART, NO_EFFECT = Rival.CLOSER, Rival.APART, Rival.NO_EFFECT
Bears = dict[Rival, Support]

_CLAIMS: Mapping[int, str] = {1: "an effect that draws others closer to {c}", -1: "an effect that sets others apart from {c}",
                              0: "an effect on {c} that draws nobody closer or apart"}  # fmt: skip
_SIGNS = {"closer": 1, "up": 1, "apart": -1, "down": -1}


def _bears(closer: Support, apart: Support, no_effect: Support) -> Bears:
    return {CLOSER: closer, APART: apart, NO_EFFECT: no_effect}


_AFFIRMED: Mapping[int, Bears] = {
    1: _bears(FOR, AGAINST, AGAINST),
    -1: _bears(AGAINST, FOR, AGAINST),
    0: _bears(NEITHER, NEITHER, AGAINST),
}
_NEGATED: Mapping[int, Bears] = {
    1: _bears(AGAINST, NEITHER, NEITHER),
    -1: _bears(NEITHER, AGAINST, NEITHER),
    0: _bears(AGAINST, AGAINST, FOR),
}
# that nothing was detected is to be expected without an effect, and does not exclude one too small to be seen
_VERDICTS: Mapping[Verdict, Bears] = {
    Verdict.CLOSER: _AFFIRMED[1],
    Verdict.APART: _AFFIRMED[-1],
    Verdict.MIXED: _AFFIRMED[0],
    Verdict.NONE_DETECTED: _bears(NEITHER, NEITHER, FOR),
    Verdict.UNDERPOWERED: _bears(NEITHER, NEITHER, NEITHER),
    Verdict.NOT_COMPUTABLE: _bears(NEITHER, NEITHER, NEITHER),
}


def grounds(
    between: tuple[Actor, Actor],
    on: Actor,
    statements: Sequence[Statement],
    predictions: Sequence[Prediction],
    responses: Sequence[Response],
    channels: Sequence[Channel],
    outside: ReferenceClass | None = None,
) -> tuple[Ground, ...]:
    """The rows of the grid: statements by claim and voice, responses of C's ties with A and B, past cases, channels."""
    return (
        *_of_responses(between, responses),
        *_of_class(outside),
        *_of_statements(on, statements, predictions),
        *_of_channels(channels),
    )


def hypotheses(between: tuple[Actor, Actor], on: Actor, rows: Iterable[Ground]) -> tuple[Hypothesis, ...]:
    """The three rivals with the rows counted for and against each; a constructed row counts for nothing."""
    listed = [row for row in rows if not row.constructed]
    pair = f"{between[0].name} and {between[1].name}"
    texts = {
        CLOSER: f"Tension between {pair} brings others closer to {on.name}.",
        APART: f"Tension between {pair} sets others apart from {on.name}.",
        NO_EFFECT: f"Tension between {pair} does not change {on.name}'s ties.",
    }
    return tuple(
        Hypothesis(
            rival=rival,
            text=text,
            supporting=sum(row.bears[rival] == FOR for row in listed),
            opposing=sum(row.bears[rival] == AGAINST for row in listed),
        )
        for rival, text in texts.items()
    )


def _of_responses(between: tuple[Actor, Actor], responses: Iterable[Response]) -> Iterator[Ground]:
    """One row a verdict: ties read from one history are not so many independent pieces of evidence."""
    pair = {actor.code for actor in between}
    groups: dict[Verdict, list[Response]] = {}
    for response in responses:
        if set(response.tie) & pair:
            groups.setdefault(response.verdict, []).append(response)
    for verdict, group in groups.items():
        ties = join(f"{'-'.join(response.tie)} {response.measure}" for response in group)
        yield Ground(
            source="response",
            text=f"Response of {ties}: {verdict}{_smallest(group) if verdict == Verdict.NONE_DETECTED else ''}",
            bears=dict(_VERDICTS[verdict]),
            count=len(group),
            rests_on=tuple(f"response:{r.tie[0]}-{r.tie[1]}:{r.measure}" for r in group),
        )


def _smallest(group: Iterable[Response]) -> str:
    """What could not have been seen, at the best horizon of each tie."""
    least = [min(response.minimum_detectable) for response in group if response.minimum_detectable]
    if not least:
        return ""
    low, high = f"{min(least):.2f}", f"{max(least):.2f}"
    size = low if low == high else f"{low} to {high}, by tie,"
    return f"; effects smaller than {size} could not have been seen"


def _of_statements(on: Actor, statements: Sequence[Statement], predictions: Sequence[Prediction]) -> Iterator[Ground]:
    told = {prediction.statement: _SIGNS.get(prediction.direction or "", 0) for prediction in predictions}
    groups: dict[tuple[int, Polarity, Voice, bool], list[str]] = {}
    for statement in on_third(statements, on):
        sign = statement.causal.draws if statement.causal else told.get(statement.id, 0)
        sign = (sign > 0) - (sign < 0)
        groups.setdefault((sign, statement.polarity, statement.voice, statement.constructed), []).append(statement.id)
    for (sign, polarity, voice, constructed), ids in sorted(
        groups.items(), key=lambda item: (-item[0][0], item[0][1:])
    ):
        verb = "denied" if polarity == Polarity.NEGATED else "asserted"
        claim = _CLAIMS[sign].format(c=on.name)
        yield Ground(
            source="statements",
            text=f"{claim[:1].upper()}{claim[1:]} is {verb} in {number(len(ids), 'statement')} ({voices_in_words({voice: 1})})",
            bears=dict((_NEGATED if polarity == Polarity.NEGATED else _AFFIRMED)[sign]),
            count=len(ids),
            voice=voice,
            constructed=constructed,
            rests_on=tuple(ids),
        )


def _of_class(outside: ReferenceClass | None) -> Iterator[Ground]:
    """How often third states of this class did so: it bears only where it is told apart from quiet years."""
    for rate in outside.rates if outside else ():
        above, below = rate.compared.startswith("above"), rate.compared.startswith("below")
        way = FOR if above else AGAINST if below else NEITHER
        no_effect = AGAINST if above or below else NEITHER
        dispute = rate.outcome == "dispute"
        what = "entered a militarised dispute" if dispute else "came to a new pact"
        yield Ground(
            source="reference class",
            text=f"Of {rate.n:,} past cases of this class {rate.k:,} {what} with {' or '.join(rate.about)} within "
            f"{number(rate.years, 'year')}; the rate is {rate.compared} that of quiet years",
            bears=_bears(NEITHER, way, no_effect) if dispute else _bears(way, NEITHER, no_effect),
            count=rate.n,
            rests_on=("reference_class",),
        )


def _of_channels(channels: Iterable[Channel]) -> Iterator[Ground]:
    """A channel that is open is to be expected under what it would do; another may be open beside it."""
    for channel in channels:
        sign = channel.sign or 0
        bears = _bears(FOR if sign > 0 else NEITHER, FOR if sign < 0 else NEITHER, NEITHER)
        way = {1: "closer", -1: "apart"}.get(sign, "no direction said")
        tie = f", tie {'-'.join(channel.tie)}" if channel.tie else ""
        yield Ground(
            source="channel",
            text=f"Channel “{channel.name}” is open on the ties recorded{tie}: {way}",
            bears=bears,
            count=max(1, len(channel.statements)),
            rests_on=(f"channel:{channel.name}",),
        )
