"""Which statements, events and ties are asked for, and their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tertius.errors import NameNotResolved
from tertius.records import Actor, Event, Passage, Speaker, Statement, Tie, When
from tertius.world.actors import resolve

__all__ = ["choose_events", "choose_statements", "choose_ties"]

Names = str | Iterable[str]
Item = TypeVar("Item", Statement, Event, Tie)


def choose_statements(
    statements: Iterable[Statement],
    *,
    speaker: Names = (),
    about: Names = (),
    voice: Names = (),
    kind: Names = (),
    review: Names = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    contested: bool = False,
) -> tuple[Statement, ...]:
    """The statements that fit all that is asked, by date, document and place in it.

    Args:
        statements: what is chosen from.
        speaker: any of these names: part of the speaker's name, role or description, or the state or
            organisation he speaks for.
        about: all of these actors, so that two of them ask for a dyad.
        voice, kind, review: any of these values.
        since, until: days, both included, against the date of the document; what has no date is left out then.
        contested: only those that another statement contests.

    Raises:
        NameNotResolved: a name of `about` is no actor known and stands in no statement.
    """
    pool = tuple(statements)
    wanted = [_party(name, [actor for one in pool for actor in one.about]) for name in _listed(about)]
    by = [_spoken(name) for name in _listed(speaker)]
    voices, kinds, states = set(_listed(voice)), set(_listed(kind)), set(_listed(review))
    return _sorted(
        one
        for one in pool
        if (not by or any(fits(one) for fits in by))
        and all(any(fits(actor) for actor in one.about) for fits in wanted)
        and (not voices or one.voice.value in voices)
        and (not kinds or kinds & {each.value for each in one.kinds})
        and (not states or one.review.value in states)
        and _within(one.said.day if one.said else None, one.said.day if one.said else None, since, until)
        and (not contested or one.contested_with)
    )


def choose_events(
    events: Iterable[Event],
    *,
    source: Names = (),
    target: Names = (),
    type: Names = (),  # noqa: A002  (the word of the field)
    status: Names = (),
    speaker: Names = (),
    review: Names = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[Event, ...]:
    """The events that fit all that is asked, by the day they began.

    Args:
        events: what is chosen from.
        source, target: any of these actors on that side.
        type, status, review: any of these values; types in capitals or not.
        speaker: part of the name of whoever reports it.
        since, until: days, both included, that the event's interval touches; undated ones are left out then.

    Raises:
        NameNotResolved: a name of `source` or `target` is no actor known and acts in no event.
    """
    pool = tuple(events)
    everybody = [actor for one in pool for actor in (one.source, one.target) if actor]
    sources, targets = ([_party(name, everybody) for name in _listed(side)] for side in (source, target))
    types = {value.upper() for value in _listed(type)}
    statuses, states = set(_listed(status)), set(_listed(review))
    names = [name.casefold() for name in _listed(speaker)]
    return _sorted(
        one
        for one in pool
        if _side(sources, one.source)
        and _side(targets, one.target)
        and (not types or one.type.value in types)
        and (not statuses or one.status.value in statuses)
        and (not states or one.review.value in states)
        and (not names or any(name in by.name.casefold() for name in names for by in one.reported_by))
        and _within(*_interval(one.when), since, until)
    )


def choose_ties(
    ties: Iterable[Tie],
    *,
    between: Sequence[str] = (),
    relation: Names = (),
    speaker: Names = (),
    voice: Names = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[Tie, ...]:
    """The ties that fit all that is asked, by the names of the two.

    Args:
        ties: what is chosen from.
        between: one actor, or two in either order.
        relation, voice: any of these values.
        speaker: part of the name of whoever asserts it.
        since, until: days, both included, on any of which the tie is said to hold; an unstated bound is open.

    Raises:
        NameNotResolved: a name of `between` is no actor known and has no tie here.
    """
    pool = tuple(ties)
    parties = [_party(name, [actor for one in pool for actor in (one.a, one.b)]) for name in _listed(between)]
    relations, voices = set(_listed(relation)), set(_listed(voice))
    names = [name.casefold() for name in _listed(speaker)]
    chosen = (
        one
        for one in pool
        if all(fits(one.a) or fits(one.b) for fits in parties)
        and (not relations or one.relation.value in relations)
        and (not voices or (one.by.voice is not None and one.by.voice.value in voices))
        and (not names or any(name in one.by.name.casefold() for name in names))
        and (one.since is None or until is None or one.since <= until)
        and (one.until is None or since is None or one.until >= since)
    )
    return tuple(sorted(chosen, key=lambda one: (one.a.name, one.b.name, one.relation.value, _place(one.passages))))


def _listed(value: Names) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _party(name: str, known: Iterable[Actor]) -> Callable[[Actor], bool]:
    """Whether an actor is the one called `name`: itself, or of that state."""
    text = name.casefold().strip()
    try:
        sought = resolve(name)
    except NameNotResolved:
        if not any(text in actor.name.casefold() for actor in known):
            raise
        return lambda actor: text in actor.name.casefold()
    code = sought.code
    return lambda actor: actor.name == sought.name or (code is not None and code in (actor.code, actor.state))


def _side(wanted: Sequence[Callable[[Actor], bool]], actor: Actor | None) -> bool:
    return not wanted or (actor is not None and any(fits(actor) for fits in wanted))


def _spoken(name: str) -> Callable[[Statement], bool]:
    text = name.casefold().strip()
    try:
        code = resolve(name).code
    except NameNotResolved:
        code = None

    def fits(statement: Statement) -> bool:
        speaker = statement.speaker
        if text in _words_of(speaker):
            return True
        return bool(code and speaker.actor and code in (speaker.actor.code, speaker.actor.state))

    return fits


def _words_of(speaker: Speaker) -> str:
    return " \n".join(filter(None, (speaker.name, speaker.role, speaker.described))).casefold()


def _within(start: dt.date | None, end: dt.date | None, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether the interval touches the days asked for; None on a side of it is open, on both it is no date."""
    if since is None and until is None:
        return True
    if start is None and end is None:
        return False
    return (since is None or end is None or end >= since) and (until is None or start is None or start <= until)


def _interval(when: When | None) -> tuple[dt.date | None, dt.date | None]:
    return (when.start, when.end) if when else (None, None)


def _sorted(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=_order))


def _order(item: Statement | Event | Tie) -> tuple[dt.date, tuple[str, int]]:
    if isinstance(item, Statement):
        day = item.said.day if item.said else None
    else:
        day = (item.when.start or item.when.end) if isinstance(item, Event) and item.when else None
    return day or dt.date.max, _place(item.passages)


def _place(passages: Sequence[Passage]) -> tuple[str, int]:
    return (passages[0].document, passages[0].start) if passages else ("", 0)
