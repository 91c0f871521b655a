"""Making entries: of predictions in texts, of the system's own forecasts, of what a user predicts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from tertius.errors import UsageError
from tertius.forecasts.ledger.rule import standing, why_unsettleable
from tertius.forecasts.ledger.thresholds import content_words, effect_in, is_negated, threshold_of
from tertius.records import (
    Actor,
    ActorKind,
    Document,
    Event,
    EventType,
    LedgerEntry,
    Origin,
    Precision,
    Prediction,
    Speaker,
    Statement,
    Threshold,
    Voice,
    When,
    content_id,
)

if TYPE_CHECKING:
    from tertius.forecasts.records import DyadForecast

__all__ = ["SYSTEM", "entries_of", "entry_of_user", "of_forecast"]

SYSTEM = Speaker(name="tertius", role="forecasting system")
BY_RECORD = "the record, else a person with a source"
BY_HISTORY = "the event history, else the record, else a person with a source"
BY_PERSON = "a person with a source"
BY_PERSON_WITH_CONDITION = "a person with a source, who also says whether the condition was met"

replace = msgspec.structs.replace


def entries_of(
    predictions: Iterable[Prediction],
    statements: Iterable[Statement],
    events: Sequence[Event],
    documents: Iterable[Document],
    stories: Mapping[str, str],
    today: dt.date,
) -> tuple[LedgerEntry, ...]:
    """One entry a prediction; what one speaker says in several reprints is one entry with its stories counted.

    Two voices with the same words are two entries. A nameless source is never linked beyond its own story. What a
    speaker hedges ("could") stays a word: no entry of a text has a probability.
    """
    said = {statement.id: statement for statement in statements}
    held = {document.id: document for document in documents}
    alike: dict[str, list[LedgerEntry]] = defaultdict(list)
    for prediction in predictions:
        entry = _entry(prediction, said.get(prediction.statement), events, held, stories)
        alike[entry.id].append(entry)
    return tuple(_with_status(_joined(group, stories), today) for group in alike.values())


def _entry(
    prediction: Prediction,
    statement: Statement | None,
    events: Sequence[Event],
    documents: Mapping[str, Document],
    stories: Mapping[str, str],
) -> LedgerEntry:
    inside = tuple(dict.fromkeys(passage.document for passage in prediction.passages))
    known = [documents[document] for document in inside if document in documents]
    published = next((document.published for document in known if document.published), None)
    threshold, causal = threshold_of(prediction, statement, events), statement.causal if statement else None
    speaker = prediction.by.name.casefold()
    if prediction.voice == Voice.ANONYMOUS:
        speaker += "|" + "|".join(sorted({stories.get(document, document) for document in inside}))
    words = " ".join(content_words(prediction.text))
    end = prediction.horizon.end if prediction.horizon else None
    return LedgerEntry(
        id=content_id("lg", Origin.TEXT, speaker, words, is_negated(prediction.text), end),
        origin=Origin.TEXT,
        by=prediction.by,
        voice=prediction.voice,
        text=prediction.text,
        subject=prediction.subject or (threshold.actors[0].name if threshold and threshold.actors else None),
        threshold=threshold,
        horizon=prediction.horizon,
        condition=prediction.condition,
        hedge=prediction.hedge,
        cause=causal.cause if causal and effect_in(prediction.text, causal) else None,
        settles_by=_settled_by(threshold, prediction.condition),
        said=published.day if published else None,
        statements=(prediction.statement,),
        documents=inside,
        sources=tuple(dict.fromkeys(document.publisher or document.title for document in known)),
        passages=prediction.passages,
        constructed=any(document.constructed for document in known),
    )


def _settled_by(threshold: Threshold | None, condition: str | None) -> str | None:
    if threshold is None:
        return None
    if condition is not None:
        return BY_PERSON_WITH_CONDITION
    if not threshold.actors:
        return BY_PERSON
    return BY_HISTORY if threshold.kind == "act" and len(threshold.actors) > 1 and threshold.types else BY_RECORD


def _joined(group: Sequence[LedgerEntry], stories: Mapping[str, str]) -> LedgerEntry:
    """One entry of all that are alike: the earliest, with every place where it stands."""
    first = min(group, key=lambda entry: (entry.said is None, entry.said or dt.date.max))
    documents = _union(entry.documents for entry in group)
    return replace(
        first,
        documents=documents,
        statements=_union(entry.statements for entry in group),
        sources=_union(entry.sources for entry in group),
        passages=tuple({(p.document, p.start): p for entry in group for p in entry.passages}.values()),
        stories=len({stories.get(document, document) for document in documents}) or 1,
        constructed=all(entry.constructed for entry in group),
    )


def _union(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for part in parts for item in part))


def _with_status(entry: LedgerEntry, today: dt.date) -> LedgerEntry:
    entry = replace(entry, because=why_unsettleable(entry))
    return replace(entry, status=standing(entry, today))


def of_forecast(forecast: DyadForecast, today: dt.date | None = None) -> tuple[LedgerEntry, ...]:
    """The system's own forecasts of a pair as entries: each chance with its probability, each week with quantiles."""
    actors = tuple(Actor(name=code, code=code, kind=ActorKind.STATE) for code in forecast.dyad)
    pair, said = " and ".join(forecast.dyad), forecast.known_until
    source = "; ".join(source.name for source in forecast.sources)

    def entry(text: str, threshold: Threshold, start: dt.date, end: dt.date, **more: object) -> LedgerEntry:
        made = LedgerEntry(
            id=content_id("lg", Origin.SYSTEM, pair, text, said, source),
            origin=Origin.SYSTEM, by=SYSTEM, text=text, subject=pair, threshold=threshold,
            horizon=When(start=start, end=end, precision=Precision.RANGE), settles_by="the event history",
            said=said, sources=(source,) if source else (), **more,  # type: ignore[arg-type]
        )  # fmt: skip
        return _with_status(made, today or said)

    found = []
    for one in forecast.chances:
        if one.chance is None:
            continue
        end = said + dt.timedelta(days=one.days)
        text = f"at least one event of {one.event_class} between {pair} from {said + dt.timedelta(days=1)} to {end}"
        threshold = _of_class(one.event_class, actors, text)
        found.append(entry(text, threshold, said + dt.timedelta(days=1), end, probability=one.chance))
    if forecast.onset.chance is not None:
        first, end = said + dt.timedelta(days=1), said + dt.timedelta(days=7)
        text = f"an onset: at least one event of material conflict between {pair} from {first} to {end}, after weeks of none"
        threshold = _of_class("material conflict", actors, text)
        found.append(entry(text, threshold, first, end, probability=forecast.onset.chance))
    for week in forecast.tension:
        if week.quantiles is None:
            continue
        end = week.start + dt.timedelta(days=6)
        text = f"tension (conflict) of {pair} in the week from {week.start}"
        threshold = Threshold(kind="number", text=text, actors=actors, mutual=True, measure="conflict", of_history=True)
        found.append(entry(text, threshold, week.start, end, quantiles=_levels(week.quantiles)))
    return tuple(found)


def _levels(quantiles: Mapping[str, float]) -> dict[str, float]:
    """Quantiles by level, 0 to 1, rising."""
    by_level = {float(name.rstrip("%")) / 100: value for name, value in quantiles.items()}
    return {f"{level:g}": by_level[level] for level in sorted(by_level)}


def _of_class(name: str, actors: tuple[Actor, ...], text: str) -> Threshold:
    from tertius.world.ontology import QUADS

    quads = tuple(number for number, words in QUADS.items() if words == name)
    types = () if quads else (EventType(name),)
    return Threshold(kind="act", text=text, actors=actors, types=types, quads=quads, mutual=True, of_history=True)


def entry_of_user(
    text: str,
    *,
    who: str,
    by: dt.date | None,
    said: dt.date,
    subject: str | None = None,
    act: EventType | None = None,
    source: Actor | None = None,
    target: Actor | None = None,
    direction: str | None = None,
    threshold: str | None = None,
    condition: str | None = None,
    probability: float | None = None,
    settles_by: str | None = None,
    stands_in: str | None = None,
) -> LedgerEntry:
    """What a user predicts. It is kept even where it cannot be settled, with the reason.

    Args:
        text: the prediction in words.
        who: the user's name.
        by: the last day on which it can come true.
        said: the day it is made.
        subject: whom or what it is about; by default the source, else nothing.
        act: the PLOVER type that has to be seen, by `source`, towards `target` if given.
        source, target: actors; of a `direction` the two whose tie moves.
        direction: `closer` or `apart`, in place of an act.
        threshold: what has to be seen, in words, for a person to settle.
        condition: under which alone it holds.
        probability: 0 to 1, exclusive.
        settles_by: the source that will hold the answer.
        stands_in: where `who` said so by that day, which shows that it was not made afterwards.

    Raises:
        UsageError: no text or name, a probability out of range, or a direction without two actors.

    """
    if not text.strip() or not who.strip():
        raise UsageError("a prediction has a text and somebody who makes it")
    if probability is not None and not 0 < probability < 1:
        raise UsageError(f"{probability:g} is no probability of something not known yet; give one between 0 and 1")
    seen = _user_threshold(text, act, source, target, direction, threshold)
    made = LedgerEntry(
        id=content_id("lg", Origin.USER, who.casefold(), text, by, said, probability),
        origin=Origin.USER,
        by=Speaker(name=who.strip()),
        text=" ".join(text.split()),
        subject=subject or (source.name if source else None),
        threshold=seen,
        horizon=When(start=said, end=by, precision=Precision.RANGE) if by else None,
        condition=condition,
        probability=probability,
        settles_by=settles_by or (_settled_by(seen, condition) if seen and seen.actors else None),
        said=said,
        sources=(" ".join(stands_in.split()),) if stands_in and stands_in.strip() else (),
    )
    return _with_status(made, said)


def _user_threshold(
    text: str,
    act: EventType | None,
    source: Actor | None,
    target: Actor | None,
    direction: str | None,
    words: str | None,
) -> Threshold | None:
    actors = tuple(actor for actor in (source, target) if actor is not None)
    negated = is_negated(text)
    if direction is not None:
        if len(actors) != 2:
            raise UsageError("a tie that moves is one of two actors; give --source and --target")
        told = f"the tie of {actors[0].name} and {actors[1].name} moves {direction}"
        return Threshold(kind="tie", text=told, actors=actors, direction=direction, mutual=True, negated=negated)
    if act is not None:
        if source is None:
            raise UsageError("an act is somebody's; give --source")
        told = f"{act} by {source.name}" + (f" towards {target.name}" if target else "")
        return Threshold(kind="act", text=words or told, actors=actors, types=(act,), negated=negated)
    return Threshold(kind="act", text=words, negated=negated, words=content_words(words)) if words else None
