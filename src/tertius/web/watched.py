"""What the front page shows of the watches."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tertius.records import Alert
from tertius.store import Workspace

__all__ = ["Watched", "watched"]

_LATEST = 50  # alerts of a watch that are looked through


class Watched(NamedTuple):
    """A watch, whom it is about, and its alerts since the moment asked for, newest first."""

    name: str
    a: str
    b: str
    c: str
    new: list[Alert]


def watched(workspace: Workspace, since: dt.datetime | None) -> list[Watched]:
    """Every watch with its alerts since that moment; with none, with the latest."""
    found = []
    for watch in workspace.watching.watches():
        latest = [alert for _, alert in workspace.page("alert", {"watch": watch.id}, limit=_LATEST).items]
        new = [alert for alert in latest if since is None or alert.at > since]
        third = watch.on.name if watch.on else ""
        found.append(Watched(watch.name, watch.between[0].name, watch.between[1].name, third, new))
    return found
