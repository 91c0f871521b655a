"""What is not as it was in the previous run of the same question.

A pure function of two analyses. Both should be as they may leave (`tertius.reports.release`): what is gone is only
counted, so that nothing withheld or purged in between is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tertius.assessment.words import join, number
from tertius.errors import UsageError
from tertius.records import Actor, Analysis, Comparison, Difference

__all__ = ["compare", "same_question"]


def same_question(one: Analysis, other: Analysis) -> bool:
    """Whether both ask of the same pair (in either order) and the same third."""
    pair = {_key(actor) for actor in one.case.between}
    return pair == {_key(actor) for actor in other.case.between} and _key(one.case.on) == _key(other.case.on)


def compare(previous: Analysis, now: Analysis) -> Comparison:
    """The differences of `now` from `previous`, the judgement first.

    Raises:
        UsageError: the two do not ask the same question.

    """
    if not same_question(previous, now):
        raise UsageError("the two analyses ask different questions; compare runs of one and the same")
    found = (
        *_judgement(previous, now),
        *_tension(previous, now),
        *_responses(previous, now),
        *_collections(previous, now),
        *_contests(previous, now),
        *_predictions(previous, now),
        *_heard(previous, now),
        *_circumstances(previous, now),
    )
    return Comparison(previous_until=previous.case.until, previous_versions=previous.versions, differences=tuple(found))


def _key(actor: Actor) -> str:
    return actor.code or actor.name


def _changed(aspect: str, what: str, before: object, after: object, *rests_on: str) -> Iterator[Difference]:
    if before != after:
        was, is_ = ("none" if value is None else str(value) for value in (before, after))
        yield Difference(
            aspect=aspect, text=f"{what}: {was} before, {is_} now.", before=was, after=is_, rests_on=rests_on
        )


def _judgement(previous: Analysis, now: Analysis) -> Iterator[Difference]:
    old, new = previous.bottom_line, now.bottom_line
    yield from _changed("verdict", "Verdict of the history", old.verdict.value, new.verdict.value, "responses")
    yield from _changed("likelihood", "Likelihood", old.likelihood, new.likelihood, "method")
    yield from _changed("confidence", "Confidence", old.confidence, new.confidence, "method")
    signs = {key: (previous.balance.signs.get(key), sign) for key, sign in now.balance.signs.items()}
    for key, (before, after) in signs.items():
        yield from _changed("balance", f"Sign of {key.replace('-', '–')}", before, after, "ties")


def _tension(previous: Analysis, now: Analysis) -> Iterator[Difference]:
    old, new = previous.tension, now.tension
    if bool(old.because) != bool(new.because):
        words = ("not computable" if old.because else "computed", "not computable" if new.because else "computed")
        yield from _changed("tension", "Tension of the pair", *words, "tension")
        return
    if (old.measure, old.period, old.dyad) != (new.measure, new.period, new.dyad):
        return
    known = {change.start for change in old.changes}
    fresh = [change for change in new.changes if change.start not in known]
    if fresh:
        turns = join(f"{change.direction} from {change.start}" for change in fresh)
        text = f"{number(len(fresh), 'change point').capitalize()} of the pair's tension that the previous run did not show: {turns}."
        yield Difference(aspect="tension", text=text, rests_on=("tension",))
    lost = known - {change.start for change in new.changes}
    if lost:
        text = f"{number(len(lost), 'change point').capitalize()} of the previous run no longer stand{'s' if len(lost) == 1 else ''}."
        yield Difference(aspect="tension", text=text, rests_on=("tension",))
    if old.percentile is not None and new.percentile is not None:
        yield from _changed(
            "tension", "Percentile of the pair's tension in its own past", f"{old.percentile:.0f}", f"{new.percentile:.0f}", "tension"
        )  # fmt: skip


def _responses(previous: Analysis, now: Analysis) -> Iterator[Difference]:
    old = {(r.tie, r.measure): r for r in previous.responses}
    for response in now.responses:
        before = old.get((response.tie, response.measure))
        tie = "-".join(response.tie)
        yield from _changed(
            "responses", f"Response of {tie}, {response.measure}", before.verdict.value if before else None,
            response.verdict.value, f"response:{tie}:{response.measure}",
        )  # fmt: skip


def _collections(previous: Analysis, now: Analysis) -> Iterator[Difference]:
    for aspect, noun in (("documents", "document"), ("statements", "statement"), ("events", "event")):
        old: dict[str, Any] = {item.id: item for item in getattr(previous, aspect)}
        new: dict[str, Any] = {item.id: item for item in getattr(now, aspect)}
        yield from _came_and_went(aspect, noun, old, new)
    third = now.case.on
    about = [s for s in now.statements if any(_key(actor) == _key(third) for actor in s.about)]
    fresh = [s.id for s in about if s.id not in {s.id for s in previous.statements}]
    if fresh:
        text = f"{number(len(fresh), 'new statement').capitalize()} about {third.name}."
        yield Difference(aspect="statements about the third", text=text, rests_on=tuple(fresh))


def _came_and_went(aspect: str, noun: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    came, went = [i for i in new if i not in old], [i for i in old if i not in new]
    if came:
        text = f"{number(len(came), f'new {noun}').capitalize()}."
        yield Difference(aspect=aspect, text=text, before=str(len(old)), after=str(len(new)), rests_on=tuple(came))
    if went:
        text = f"{number(len(went), noun).capitalize()} of the previous run {'is' if len(went) == 1 else 'are'} no longer here."
        yield Difference(aspect=aspect, text=text, before=str(len(old)), after=str(len(new)), rests_on=(aspect,))


def _contests(previous: Analysis, now: Analysis) -> Iterator[Difference]:
    old = {s.id for s in previous.statements if s.contested_with}
    known = {s.id for s in previous.statements}
    fresh = [s.id for s in now.statements if s.contested_with and s.id in known and s.id not in old]
    if fresh:
        verb = "is" if len(fresh) == 1 else "are"
        text = f"{number(len(fresh), 'statement').capitalize()} that nobody contested {verb} now contested."
        yield Difference(aspect="contests", text=text, rests_on=tuple(fresh))


def _predictions(previous: Analysis, now: Analysis) -> Iterator[Difference]:
    old = {p.statement: p.status for p in previous.predictions}
    for prediction in now.predictions:
        if prediction.statement in old:
            yield from _changed(
                "predictions", "A prediction's status", old[prediction.statement].value, prediction.status.value,
                prediction.statement,
            )  # fmt: skip


def _heard(previous: Analysis, now: Analysis) -> Iterator[Difference]:
    old = {_key(voice.actor): voice.actor.name for voice in previous.absent_voices}
    new = {_key(voice.actor): voice.actor.name for voice in now.absent_voices}
    speaking = {s.speaker.actor.state or _key(s.speaker.actor) for s in now.statements if s.speaker.actor}
    yield from _absence(
        [old[key] for key in old if key not in new and key in speaking], "accused before and not heard, now speak"
    )
    yield from _absence([new[key] for key in new if key not in old], "now accused and not heard")


def _absence(names: Iterable[str], what: str) -> Iterator[Difference]:
    listed = list(names)
    if listed:
        yield Difference(
            aspect="absent voices", text=f"{what[:1].upper()}{what[1:]}: {join(listed)}.", rests_on=("absent",)
        )


def _circumstances(previous: Analysis, now: Analysis) -> Iterator[Difference]:
    yield from _changed("cut-off", "Cut-off", previous.case.until, now.case.until, "case")
    for name in ("tertius", "schema"):
        yield from _changed(
            "versions", f"Version of {name}", previous.versions.get(name), now.versions.get(name), "versions"
        )
