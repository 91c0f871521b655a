"""What waits for a reviewer: accusations against persons first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from tertius.records import Demand, Event, Kind, Prediction, Record, Review, Statement, Tie
from tertius.review.accusations import accuses_person

if TYPE_CHECKING:
    from tertius.store import Workspace

__all__ = ["REVIEWED", "Item", "Reviewed", "queue"]

Reviewed = Statement | Event | Tie | Prediction | Demand

REVIEWED: dict[str, type[Record]] = {
    "statement": Statement, "event": Event, "tie": Tie, "prediction": Prediction, "demand": Demand,
}  # fmt: skip
"""The kinds of coded record that have a state of review."""

UNREVIEWED = (Review.UNREVIEWED,)


class Item(NamedTuple):
    """One coded item as a reviewer meets it; `why_first` says why it stands where it does, "" for the rest."""

    id: str
    kind: str
    state: Review
    why_first: str
    summary: str  # who it is by or about
    text: str  # the words it rests on
    document: str | None
    record: Reviewed


def queue(
    workspace: Workspace,
    *,
    kinds: Collection[str] = tuple(REVIEWED),
    states: Collection[Review] = UNREVIEWED,
    document: str | None = None,
) -> list[Item]:
    """The items of these kinds in these states, revisions applied.

    In this order: accusations against persons (they are withheld until accepted), other accusations and
    threats, what is contested, predictions and demands, the rest; within these by document and place.

    Args:
        workspace: an open workspace.
        kinds: of `REVIEWED`.
        states: by default what nobody has looked at.
        document: only items that rest on this document.
    """
    found = [
        _item(workspace, kind, record)
        for kind in kinds
        for record in workspace.revised(workspace.records(kind))
        if record.review in states and (document is None or document in _documents(record))
    ]
    return sorted(found, key=lambda item: (_rank(item), *_place(item.record)))


def _item(workspace: Workspace, kind: str, record: Reviewed) -> Item:
    passages = record.passages
    return Item(
        id=workspace.record_id(record),
        kind=kind,
        state=record.review,
        why_first=_why_first(record),
        summary=_summary(record),
        text=" […] ".join(" ".join(passage.text.split()) for passage in passages),
        document=passages[0].document if passages else None,
        record=record,
    )


_REASONS = ("accuses a person", "accusation or threat", "contested", "looks ahead or urges", "")


def _why_first(record: Reviewed) -> str:
    if isinstance(record, Statement):
        if accuses_person(record):
            return _REASONS[0]
        if {Kind.ACCUSATION, Kind.THREAT} & set(record.kinds):
            return _REASONS[1]
        if record.contested_with:
            return _REASONS[2]
    return _REASONS[3] if isinstance(record, Prediction | Demand) else ""


def _rank(item: Item) -> int:
    return _REASONS.index(item.why_first)


def _summary(record: Reviewed) -> str:
    if isinstance(record, Statement):
        return f"{record.speaker.name} ({record.voice.value}): {', '.join(record.kinds)}"
    if isinstance(record, Event):
        names = (record.source.name if record.source else "?", record.target.name if record.target else "?")
        return f"{names[0]} {record.type.value} {names[1]} ({record.status.value})"
    if isinstance(record, Tie):
        return f"{record.a.name} {record.relation.value} {record.b.name}, says {record.by.name}"
    if isinstance(record, Demand):
        return f"{record.by.name} ({record.voice.value}) to {record.addressee.name if record.addressee else 'nobody named'}"
    return f"{record.by.name} ({record.voice.value}): {record.subject or 'no subject'}"


def _documents(record: Reviewed) -> Iterable[str]:
    return (passage.document for passage in record.passages)


def _place(record: Reviewed) -> tuple[str, int]:
    return (record.passages[0].document, record.passages[0].start) if record.passages else ("", 0)
