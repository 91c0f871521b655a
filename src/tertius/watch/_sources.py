"""Reading the sources of a watch, and noticing that one breaks or comes back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tertius.documents import Politeness, archive
from tertius.errors import TertiusError
from tertius.progress import Progress
from tertius.records import Alert, AlertKind, SourceKind, Watch, WatchSource, content_id
from tertius.store import Workspace

__all__ = ["read_sources"]


def read_sources(
    workspace: Workspace, watch: Watch, now: dt.datetime, politeness: Politeness, progress: Progress
) -> list[str]:
    """Read what is new in every source into the workspace; returns a line for each source that failed.

    The first failure of an outage raises one alert, and so does the end of the outage.
    """
    problems = []
    for source in watch.sources:
        why = _read(workspace, watch, source, now, politeness, progress)
        if why:
            problems.append(why)
        _note(workspace, watch, source, why, now)
    return problems


def _read(
    workspace: Workspace,
    watch: Watch,
    source: WatchSource,
    now: dt.datetime,
    politeness: Politeness,
    progress: Progress,
) -> str | None:
    """Read one source; why it failed as a whole, or None. A single file or item that cannot be read fails nothing."""
    if source.kind == SourceKind.FETCH:
        return _fetch(workspace, watch, source, now, progress)
    if source.kind == SourceKind.FOLDER and not Path(source.where).exists():
        return f"{source.where}: is not there any more; put it back, or take it off the watch"
    found = archive([source.where], workspace, follow=watch.follow, politeness=politeness, progress=progress)
    if source.kind == SourceKind.FEED and found.set_aside and not found.read and not found.unchanged:
        return " ".join(found.set_aside[0].why.split())
    return None


def _fetch(workspace: Workspace, watch: Watch, source: WatchSource, now: dt.datetime, progress: Progress) -> str | None:
    from tertius.history.fetch import fetch

    actors = [actor.state for actor in (*watch.between, watch.on) if actor and actor.state]
    name, _, address = source.where.partition("=")
    try:
        found = fetch(
            name, since=watch.since, until=now.date(), actors=actors, workspace=workspace.folder,
            source=address or None, progress=progress,
        )  # fmt: skip
    except TertiusError as error:
        return " ".join(str(error).split())
    return next(iter(found.imported.refused), None)


def _note(workspace: Workspace, watch: Watch, source: WatchSource, why: str | None, now: dt.datetime) -> None:
    name = f"outage {source.kind} {source.where}"
    began = workspace.watching.state(watch.id, name)
    if (why is None) == (began is None):
        return
    with workspace.together():
        if why is not None:
            workspace.watching.remember(watch.id, name, now.isoformat())
            title = f"A source cannot be read: {source.where}"
            alert = _alert(watch, AlertKind.SOURCE_FAILED, source, now.isoformat(), title, why, now)
        else:
            workspace.watching.remember(watch.id, name, None)
            title, text = f"A source can be read again: {source.where}", f"It could not be read since {began}."
            alert = _alert(watch, AlertKind.SOURCE_RETURNED, source, began, title, text, now)
        workspace.watching.raise_alerts(watch, [alert])


def _alert(
    watch: Watch, kind: AlertKind, source: WatchSource, began: str, title: str, text: str, now: dt.datetime
) -> Alert:
    key = content_id("alert", watch.id, kind, source.kind, source.where, began)
    return Alert(id=key, watch=watch.id, kind=kind, title=title, text=text, at=now)
