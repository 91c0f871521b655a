"""Acts and their dates: events coded in a statement beside the acts of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from tertius.assessment.checking.numbers import counts_differ
from tertius.assessment.checking.sentences import Sentence
from tertius.coding.places import hemisphere_of
from tertius.coding.times import find_times
from tertius.forecasts.ledger import content_words, quads_of
from tertius.records import (
    Actor,
    Check,
    CheckResult,
    Document,
    Event,
    EventStatus,
    EventType,
    Fact,
    FactKind,
    Passage,
    Precision,
    When,
)

__all__ = ["check_acts"]

_RECENT = dt.timedelta(days=60)
"""How long before a document an act that it tells without a date may lie."""
_TOLD = frozenset({
    EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.PLANNED, EventStatus.CLAIMED, EventStatus.DENIED,
})  # fmt: skip
_MUTUAL = frozenset({
    EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.MOBILIZE, EventType.ASSAULT,
})  # fmt: skip
"""What two may do together or to each other, so that either stands first in a record."""
_DATED = frozenset({Precision.DAY, Precision.RANGE, Precision.WEEK, Precision.MONTH})
_NEAR = dt.timedelta(days=370)
_TELLING = 2
"""Words shared, names aside, from which two tell of one act."""


def check_acts(
    sentences: Sequence[Sentence], events: Iterable[Event], facts: Sequence[Fact], documents: dict[str, Document]
) -> Iterator[Check]:
    """Every coded act of a state beside the record's; one that the record lacks, only where its day is stated."""
    found = list(_each(sentences, events, facts, documents))
    # The same act may be coded twice from one sentence, as what was done and as what was done together.
    known = [(s, event.when) for s, event, check in found if check.result != CheckResult.NOT_IN_RECORD]
    for sentence, event, check in found:
        if check.result != CheckResult.NOT_IN_RECORD or (sentence, event.when) not in known:
            yield check


def _each(
    sentences: Sequence[Sentence], events: Iterable[Event], facts: Sequence[Fact], documents: dict[str, Document]
) -> Iterator[tuple[Sentence, Event, Check]]:
    acts = [fact for fact in facts if fact.kind == FactKind.ACT and fact.type is not None and fact.actors]
    for event in events:
        found = next(((s, p) for p in event.passages for s in sentences if _holds(s, p)), None)
        if found is None or event.status not in _TOLD or event.source is None or event.source.state is None:
            continue
        sentence, passage = found
        document = documents.get(passage.document)
        dated = _states_its_day(sentence, event, document)
        check = _compared(sentence, event, acts, document, dated=dated)
        looked_for = dated and event.status != EventStatus.PLANNED
        if looked_for or check.result != CheckResult.NOT_IN_RECORD:
            yield sentence, event, check  # what is told without a date, or only planned, cannot be looked for on a day


def _states_its_day(sentence: Sentence, event: Event, document: Document | None) -> bool:
    """Whether the day of the event stands in the sentence itself, and not only in what is around it."""
    if event.when is None or event.when.precision not in _DATED:
        return False
    parties = (actor.state for actor in (event.source, event.target) if actor is not None and actor.state is not None)
    side = hemisphere_of([event.place.country] if event.place and event.place.country else parties)
    found = find_times(sentence.text, document.published if document else None, hemisphere=side)
    told = [mention.when for mention in found]
    return any(when.start == event.when.start or when.end == event.when.end for when in told)


def _holds(sentence: Sentence, passage: Passage) -> bool:
    return (
        sentence.document == passage.document
        and sentence.start < passage.end
        and passage.start < sentence.start + len(sentence.text)
    )


def _compared(
    sentence: Sentence, event: Event, acts: Sequence[Fact], document: Document | None, *, dated: bool
) -> Check:
    span = (0, len(sentence.text))
    said = document.published.day if document and document.published else None
    alike = [fact for fact in acts if _same_act(event, fact)]
    inside = [fact for fact in alike if _same_days(event, fact, said, dated=dated)]
    inside = [fact for fact in inside if dated or _shared(sentence.text, fact)]
    if not inside and dated:
        inside = [
            fact for fact in acts if _alike(sentence.text, event, fact) and _same_days(event, fact, said, dated=True)
        ]
    if inside:
        fact = max(inside, key=lambda fact: (_shared(sentence.text, fact), fact.known or dt.date.min))
        what = f"{fact.type} by {_names(event)}, {_days(fact)}"
        if event.status == EventStatus.DENIED:
            return sentence.check(
                FactKind.ACT, span, CheckResult.DISPUTED, f"denied here; the record has {what}", [fact]
            )
        if fact.contested:
            return sentence.check(
                FactKind.ACT, span, CheckResult.DISPUTED, f"the record has {what}, with versions that differ", [fact]
            )
        if (differ := counts_differ(sentence.text, fact.claim)) is not None:
            here, there, place = differ
            return sentence.check(
                FactKind.ACT, place, CheckResult.CONFLICTS,
                f"the number differs: {here:,.10g} here, {there:,.10g} on record, {_days(fact)}", [fact],
            )  # fmt: skip
        return sentence.check(FactKind.ACT, span, CheckResult.AGREES, f"the record has {what}", [fact])
    other = [fact for fact in alike if _shared(sentence.text, fact) >= _TELLING]
    other += [fact for fact in acts if fact not in alike and _alike(sentence.text, event, fact, least=_TELLING + 1)]
    other = [fact for fact in other if dated and _is_near(event, fact)]
    if other:
        nearest = max(other, key=lambda fact: _shared(sentence.text, fact))
        return sentence.check(
            FactKind.ACT, span, CheckResult.CONFLICTS,
            f"the date differs: {_days_of(event.when)} here, {_days(nearest)} on record", [nearest],
        )  # fmt: skip
    return sentence.check(
        FactKind.ACT, span, CheckResult.NOT_IN_RECORD, f"no {event.type} by {_names(event)} on record then"
    )


def _same_act(event: Event, fact: Fact) -> bool:
    parties = {_key(actor) for actor in fact.actors}
    if fact.type != event.type or event.source is None or _key(event.source) not in parties:
        return False
    if event.type not in _MUTUAL and _key(event.source) != _key(fact.actors[0]):
        return False
    target = event.target
    return target is None or target.state in (None, event.source.state) or _key(target) in parties


def _alike(text: str, event: Event, fact: Fact, *, least: int = _TELLING) -> bool:
    """Whether it may be the act of `fact` coded as another type of its kind: one of its parties, and its own words."""
    parties = {_key(actor) for actor in fact.actors}
    if event.source is None or event.type is None or fact.type is None or _key(event.source) not in parties:
        return False
    conflict = [bool(quads_of([type_]) & {3, 4}) for type_ in (event.type, fact.type)]
    return conflict[0] == conflict[1] and _shared(text, fact) >= least


def _same_days(event: Event, fact: Fact, said: dt.date | None, *, dated: bool) -> bool:
    if fact.when is None:
        return False
    first, last = fact.when.start or fact.when.end, fact.when.end or fact.when.start
    if first is None or last is None:
        return False
    if dated and event.when is not None:
        return (event.when.end or dt.date.max) >= first and (event.when.start or dt.date.min) <= last
    recent = said is not None and last >= said - _RECENT and first <= said
    return recent and not (event.when is not None and event.when.precision == Precision.SPAN)


def _is_near(event: Event, fact: Fact) -> bool:
    """Within a year: an act of the same kind long before is another one."""
    day = event.when and (event.when.start or event.when.end)
    return bool(day and fact.known and abs(fact.known - day) <= _NEAR)


def _shared(text: str, fact: Fact) -> int:
    """Words that sentence and fact share, the names of the parties aside."""
    names = {word for actor in fact.actors for word in content_words(actor.name)}
    return len((set(content_words(text)) & set(content_words(fact.claim))) - names)


def _key(actor: Actor) -> str:
    return actor.state or actor.code or actor.name.casefold()


def _names(event: Event) -> str:
    source = event.source.name if event.source else "an actor not named"
    return source + (f" towards {event.target.name}" if event.target else "")


def _days(fact: Fact) -> str:
    return _days_of(fact.when)


def _days_of(when: When | None) -> str:
    days = [day.isoformat() for day in ((when.start, when.end) if when else ()) if day]
    return " to ".join(dict.fromkeys(days)) or "undated"
