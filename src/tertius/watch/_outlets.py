"""Handing alerts to their outlets, and again until each has them.

What an outlet has got is entered after it took it: an alert can reach a webhook or a mailbox twice if the process dies
in between, and its id tells the second from the first. The Atom file is written whole and holds each alert once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tertius.records import Alert, Outlet, OutletKind, Watch
from tertius.store import Workspace
from tertius.store.watching import Delivery
from tertius.watch._delivering import NotDelivered

__all__ = ["deliver"]

_LAST_ATTEMPT = 12
_LONGEST_WAIT = dt.timedelta(days=1)


def deliver(workspace: Workspace, watch: Watch, now: dt.datetime) -> list[str]:
    """Hand out what is waiting; returns a line for each outlet that did not take everything."""
    if not watch.outlets:
        return []
    shown: dict[str, Alert] = {alert.id: alert for alert in workspace.records("alert", shareable=True)}
    problems = []
    for outlet in watch.outlets:
        waiting = workspace.watching.waiting(watch.id, outlet.key, now)
        secret = [one for one in waiting if one.alert not in shown]
        if secret:
            workspace.watching.failed(secret, "rests on a confidential document, which never leaves", None)
        open_ = [one for one in waiting if one.alert in shown]
        why = _to(workspace, watch, outlet, open_, shown, now)
        if why:
            problems.append(f"{outlet.kind} {outlet.where}: {why}")
    return problems


def _to(
    workspace: Workspace, watch: Watch, outlet: Outlet, waiting: Sequence[Delivery], shown: Mapping[str, Alert],
    now: dt.datetime,
) -> str | None:  # fmt: skip
    """Hand the waiting alerts to one outlet, in the order in which they were raised; why it stopped, or None."""
    for group in _groups(outlet, waiting):
        try:
            _hand_over(watch, outlet, [shown[one.alert] for one in group], shown)
        except NotDelivered as error:
            for one in group:
                again = None if error.final or one.attempts + 1 >= _LAST_ATTEMPT else now + _pause(one.attempts)
                workspace.watching.failed([one], str(error), again)
            return str(error)
        workspace.watching.delivered(group)
    return None


def _groups(outlet: Outlet, waiting: Sequence[Delivery]) -> list[Sequence[Delivery]]:
    """A webhook gets one at a time; a mail holds all of them; the feed file is seen to in every run.

    What it holds may have been purged or made confidential since.
    """
    if outlet.kind == OutletKind.ATOM:
        return [waiting]
    if not waiting:
        return []
    return [[one] for one in waiting] if outlet.kind == OutletKind.WEBHOOK else [waiting]


def _hand_over(watch: Watch, outlet: Outlet, alerts: Sequence[Alert], shown: Mapping[str, Alert]) -> None:
    if outlet.kind == OutletKind.ATOM:
        from tertius.watch._atom import write_feed

        write_feed(outlet, watch, [alert for alert in shown.values() if alert.watch == watch.id])
    elif outlet.kind == OutletKind.WEBHOOK:
        from tertius.watch._webhook import post

        post(outlet, watch, alerts[0])
    else:
        from tertius.watch._mail import send

        send(outlet, watch, alerts)


def _pause(attempts: int) -> dt.timedelta:
    """A minute, then twice as long each time, up to a day."""
    return min(dt.timedelta(minutes=2.0**attempts), _LONGEST_WAIT)
