"""What the front page shows of the watches."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tertius.records import Alert, Watch, WatchRun
from tertius.store import Workspace

__all__ = ["Watched", "watched"]

_LATEST = 50  # alerts of a watch that are looked through


class Watched(NamedTuple):
    """A watch, its alerts since the moment asked for, newest first, and its last run.

    `more` is set where there may be further alerts; none of those shown rests on a confidential document.
    """

    watch: Watch
    new: list[Alert]
    more: bool
    last: WatchRun | None


def watched(workspace: Workspace, since: dt.datetime | None) -> list[Watched]:
    """Every watch with its alerts since that moment; with none, with the latest."""
    found = []
    for watch in workspace.watching.watches():
        latest = workspace.page("alert", {"watch": watch.id}, limit=_LATEST)
        new = [alert for _, alert in latest.items if since is None or alert.at > since]
        more = len(new) == len(latest.items) and latest.next is not None
        told = [alert for alert in new if workspace.is_shareable("alert", alert.id)]
        runs = workspace.watching.runs(watch.id, most=1)
        found.append(
            Watched(watch, sorted(told, key=lambda alert: alert.at, reverse=True), more, next(iter(runs), None))
        )
    return found
