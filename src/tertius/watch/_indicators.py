"""The indicators of the last analysis, evaluated on a new one."""

from __future__ import annotations

import datetime as dt

import msgspec

from tertius.progress import Progress
from tertius.records import Alert, AlertKind, Analysis, Indicator, IndicatorKind, Trip, Watch, content_id
from tertius.store import Workspace
from tertius.watch._judging import Found
from tertius.watch._tension import histories_of

__all__ = ["Tripped", "tripped"]

_REMEMBERED = "indicators"
# These are told by rules that see more: of every pair, of every statement on the actors, of every prediction.
_TOLD_OTHERWISE = {IndicatorKind.CHANGE_POINT, IndicatorKind.DENIAL, IndicatorKind.DUE}


class Tripped(msgspec.Struct, frozen=True):
    """The alerts, and the indicators to watch from now on."""

    alerts: list[Alert]
    indicators: list[Indicator]


def tripped(workspace: Workspace, found: Found, progress: Progress) -> Tripped | None:
    """Analyse the triad anew and evaluate the indicators of the analysis before; None of a dyad."""
    from tertius import assessment
    from tertius.analysis import analyze

    watch = found.watch
    if watch.on is None:
        return None
    analysis = analyze(
        between=[actor.code or actor.name for actor in watch.between],
        on=watch.on.code or watch.on.name,
        history=histories_of(workspace, watch),
        workspace=workspace.folder,
        until=found.now.date(),
        fast=watch.fast,
        sensitivity=False,
        progress=progress,
    )
    held = workspace.watching.state(watch.id, _REMEMBERED) or []
    before = msgspec.convert(held, list[Indicator])
    known = _known(found)
    open_ = _open(found)
    alerts = []
    for indicator in before:
        if indicator.kind in _TOLD_OTHERWISE:
            continue
        trip = assessment.trips(indicator, analysis, known)
        if trip is not None and all(item in open_ for item in trip.rests_on if item in _items(analysis)):
            alerts.append(_alert(watch, indicator, trip, found.now))
    return Tripped(alerts, list(analysis.indicators))


def _known(found: Found) -> set[str]:
    """Ids of all that was coded before from documents that the watch has judged."""
    ids = {s.id for s in found.coded.statements if not any(found.is_told(p.document) for p in s.passages)}
    return ids | {e.id for e in found.coded.events if not any(found.is_told(p.document) for p in e.passages)}


def _open(found: Found) -> set[str]:
    """Ids of all that may leave."""
    secret = {document.id for document in found.documents.values() if document.confidential}
    events = {e.id for e in found.coded.events if not any(p.document in secret for p in e.passages)}
    return events | {statement.id for statement in found.statements()}


def _items(analysis: Analysis) -> set[str]:
    return {statement.id for statement in analysis.statements} | {event.id for event in analysis.events}


def _alert(watch: Watch, indicator: Indicator, trip: Trip, now: dt.datetime) -> Alert:
    return Alert(
        id=content_id("alert", watch.id, AlertKind.INDICATOR, indicator.id, *trip.rests_on, trip.on),
        watch=watch.id,
        kind=AlertKind.INDICATOR,
        title=f"An indicator has tripped: {indicator.text}",
        text=trip.text,
        at=now,
        rests_on=trip.rests_on,
    )
