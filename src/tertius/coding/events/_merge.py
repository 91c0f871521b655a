"""One event, many reports: events of several sentences and documents that are the same become one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from tertius.records import Actor, Event, EventStatus, When

__all__ = ["merge"]

# The best known status stands for all reports of an act that nobody denies.
_FIRMNESS = {
    EventStatus.HAPPENED: 5, EventStatus.ONGOING: 4, EventStatus.PLANNED: 3, EventStatus.CLAIMED: 2,
    EventStatus.THREATENED: 1, EventStatus.HYPOTHETICAL: 0, EventStatus.DENIED: 0,
}  # fmt: skip
_REALISED = frozenset({EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.CLAIMED})


def merge(events: list[Event], stories: Mapping[str, str]) -> list[Event]:
    """The same event told several times as one, with all its passages and reporters.

    Two reports are of the same event when type, source and target agree, their dates overlap, and their
    statuses can be of one act (denied, planned and threatened acts stay apart from those done). An
    undated report joins only reports of its own documents or other undated ones. Reports of documents
    in one story of `stories` (document id -> story) count once in `Event.stories`; a document that
    `stories` does not list is a story of its own. Order and id are those of the first report, so that what is
    said of an event by hand still finds it when more reports of it come in.
    """
    groups: dict[tuple[object, ...], list[list[Event]]] = {}
    order: list[list[Event]] = []
    for event in events:
        if event.source is None and event.target is None:
            order.append([event])
            continue
        bucket = groups.setdefault(_key(event), [])
        group = next((each for each in bucket if _same(each, event)), None)
        if group is None:
            bucket.append([event])
            order.append(bucket[-1])
        else:
            group.append(event)
    return [_joined(group, stories) for group in order]


def _key(event: Event) -> tuple[object, ...]:
    sides = (_name(event.source), _name(event.target))
    if event.type.value in ("CONSULT", "COOPERATE"):  # who met whom has no first side
        sides = tuple(sorted(sides))  # type: ignore[assignment]
    status = "done" if event.status in _REALISED else event.status.value
    return (event.type, *sides, status)


def _name(actor: Actor | None) -> str:
    return "" if actor is None else (actor.code or "") + "|" + (actor.name.casefold() if actor.kind != "state" else "")


def _same(group: list[Event], event: Event) -> bool:
    shared = {p.document for each in group for p in each.passages} & {p.document for p in event.passages}
    return all(_overlap(each.when, event.when, near=bool(shared)) for each in group)


def _overlap(a: When | None, b: When | None, *, near: bool) -> bool:
    if a is None or b is None:
        return near or (a is None and b is None)
    starts, ends = (a.start or dt.date.min, b.start or dt.date.min), (a.end or dt.date.max, b.end or dt.date.max)
    return max(starts) <= min(ends)


def _width(when: When) -> int:
    return ((when.end or dt.date.max) - (when.start or dt.date.min)).days


def _joined(group: list[Event], stories: Mapping[str, str]) -> Event:
    first = group[0]
    documents = dict.fromkeys(p.document for event in group for p in event.passages)
    count = len({stories.get(document, document) for document in documents})
    if len(group) == 1:
        return msgspec.structs.replace(first, stories=count)
    dated = [event.when for event in group if event.when is not None]
    return msgspec.structs.replace(
        first,
        when=min(dated, key=_width) if dated else None,
        place=next((event.place for event in group if event.place is not None), None),
        mode=next((event.mode for event in group if event.mode is not None), None),
        status=max((event.status for event in group), key=lambda status: _FIRMNESS[status]),
        contexts=tuple(dict.fromkeys(context for event in group for context in event.contexts)),
        passages=tuple(dict.fromkeys(p for event in group for p in event.passages)),
        reported_by=tuple(dict.fromkeys(by for event in group for by in event.reported_by)),
        because=tuple(dict.fromkeys(line for event in group for line in event.because)),
        stories=count,
    )
