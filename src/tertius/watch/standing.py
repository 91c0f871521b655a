"""Watches as they are added, listed and removed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tertius.errors import UsageError
from tertius.records import (
    Actor,
    Alert,
    Outlet,
    OutletKind,
    SourceKind,
    Watch,
    WatchRun,
    WatchSource,
    content_id,
)
from tertius.store import Workspace

__all__ = ["SHORTEST", "Standing", "add", "alerts", "remove", "watches"]

SHORTEST = 60  # seconds between two runs


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A watch, its last run, when the next is due, how many alerts it raised, and which outlets lag behind."""

    watch: Watch
    last: WatchRun | None
    due: dt.datetime
    alerts: int
    undelivered: dict[str, tuple[int, int, str | None]]


def add(
    name: str,
    *,
    between: Sequence[str],
    on: str | None = None,
    feeds: Sequence[str] = (),
    folders: Sequence[str | Path] = (),
    fetches: Sequence[str] = (),
    history: Sequence[str | Path] = (),
    atom: str | Path | None = None,
    webhooks: Sequence[str] = (),
    webhook_secret: str | None = None,
    mail_server: str | None = None,
    mail_from: str | None = None,
    mail_to: Sequence[str] = (),
    mail_secret: str | None = None,
    every: int = 21_600,
    since: dt.date | None = None,
    follow: bool = False,
    allow_private: bool = False,
    fast: bool = False,
    workspace: str | Path = ".tertius",
) -> Watch:
    """Keep an eye on how tensions between A and B affect C, or with no `on` on A and B alone.

    Args:
        name: what it is called; one of the name is replaced, and goes on from what it has seen.
        between, on: names of A and B, and of C.
        feeds: addresses of feeds or pages.
        folders: folders or files that documents come into.
        fetches: sets of event records that are fetched, of the actors of the watch: `gdelt`, or `gdelt=ADDRESS` of
            another list of files.
        history: event tables or panels that the tension is read from.
        atom: an Atom feed file that holds the alerts.
        webhooks: addresses that get a POST for each alert.
        webhook_secret: name of the environment variable with the key of their signature (Standard Webhooks).
        mail_server: `smtp://user@host:port` (with STARTTLS where it is offered) or `smtps://…`.
        mail_from, mail_to: the addresses of the mail.
        mail_secret: name of the environment variable with the password.
        every: seconds between two runs, at least 60.
        since: what is dated before is background and raises no alert; today where it is not given.
        follow: fetch the pages that the items of feeds link to.
        allow_private: fetch from loopback and private addresses too.
        fast: code by syntax and statistics alone.
        workspace: the folder that keeps it.

    Raises:
        UsageError: a name that is not known, nothing to read, or an outlet that cannot be.
        StoreError: the workspace cannot be written.
    """
    if not name.strip():
        raise UsageError("a watch needs a name")
    if every < SHORTEST:
        raise UsageError(f"a watch runs every {SHORTEST} seconds at most, not every {every}")
    pair, third = _actors(between, on)
    watch = Watch(
        id=content_id("watch", name.strip()),
        name=name.strip(),
        between=pair,
        on=third,
        sources=_sources(feeds, folders, fetches),
        histories=tuple(str(_there(path)) for path in history),
        outlets=tuple(
            _outlets(atom, webhooks, webhook_secret) + _mail(mail_server, mail_from, tuple(mail_to), mail_secret)
        ),
        every=every,
        since=since or dt.datetime.now(dt.UTC).date(),
        follow=follow,
        private=allow_private,
        fast=fast,
    )
    if not watch.sources and not watch.histories:
        raise UsageError("there is nothing to watch: give a feed, a folder, a set to fetch, or a history")
    with Workspace.open(workspace) as opened:
        opened.watching.add(watch)
    return watch


def watches(workspace: str | Path = ".tertius") -> list[Standing]:
    """All watches with how they stand, in the order in which they were added."""
    with Workspace.open(workspace) as opened:
        return [_standing(opened, watch) for watch in opened.watching.watches()]


def remove(name: str, workspace: str | Path = ".tertius") -> Watch:
    """Stop a watch; what it read and its alerts stay.

    Raises:
        StoreError: there is no such watch.
    """
    with Workspace.open(workspace) as opened:
        watch = opened.watching.watch(name)
        opened.watching.remove(watch.id)
        return watch


def alerts(name: str | None = None, *, since: dt.date | None = None, workspace: str | Path = ".tertius") -> list[Alert]:
    """The alerts of one watch or of all, newest first; none that rests on a confidential document.

    Raises:
        StoreError: there is no such watch.
    """
    with Workspace.open(workspace) as opened:
        only = opened.watching.watch(name).id if name else None
        found: list[Alert] = opened.records("alert", shareable=True)
    kept = (alert for alert in found if only in (None, alert.watch) and (since is None or alert.at.date() >= since))
    return sorted(kept, key=lambda alert: (alert.at, alert.id), reverse=True)


def due_at(opened: Workspace, watch: Watch) -> dt.datetime:
    """When the next run is due: one slot after the last; of a watch that never ran, from the day that it watches on.

    Slots that were missed are caught up in one run, since each reads everything that is new.
    """
    last = opened.watching.state(watch.id, "last run")
    if last is None:
        return dt.datetime.combine(watch.since, dt.time.min, dt.UTC)
    return dt.datetime.fromisoformat(last) + dt.timedelta(seconds=watch.every)


def _standing(opened: Workspace, watch: Watch) -> Standing:
    runs = opened.watching.runs(watch.id, most=1)
    return Standing(
        watch=watch,
        last=runs[0] if runs else None,
        due=due_at(opened, watch),
        alerts=opened.page("alert", {"watch": watch.id}, limit=1).total,
        undelivered=opened.watching.undelivered(watch.id),
    )


# --- what is given ----------------------------------------------------------------------------


def _actors(between: Sequence[str], on: str | None) -> tuple[tuple[Actor, Actor], Actor | None]:
    from tertius.world.actors import resolve

    if len(between) != 2:
        raise UsageError("name the two between which there is tension")
    a, b = resolve(between[0]), resolve(between[1])
    third = resolve(on) if on else None
    named = [a, b, *([third] if third else [])]
    if len({actor.code or actor.name for actor in named}) < len(named):
        raise UsageError("A, B and C have to be different actors")
    return (a, b), third


def _sources(feeds: Sequence[str], folders: Sequence[str | Path], fetches: Sequence[str]) -> tuple[WatchSource, ...]:
    from tertius.documents.archiving import is_address
    from tertius.history.fetch import FETCHED_SETS

    for feed in feeds:
        if not is_address(feed):
            raise UsageError(f"{feed!r} is no web address; give a folder or file with --folder")
    for name in fetches:
        if name.partition("=")[0] not in FETCHED_SETS:
            raise UsageError(f"{name!r} is not fetched; what can be fetched is {', '.join(FETCHED_SETS)}")
    return (
        *(WatchSource(kind=SourceKind.FEED, where=feed) for feed in feeds),
        *(WatchSource(kind=SourceKind.FOLDER, where=str(_there(folder))) for folder in folders),
        *(WatchSource(kind=SourceKind.FETCH, where=name) for name in fetches),
    )


def _there(path: str | Path) -> Path:
    """The whole path, so that it holds from wherever the watch is run later."""
    found = Path(path).expanduser().resolve()
    if not found.exists():
        raise UsageError(f"{path}: does not exist; make it first, or check the path")
    return found


def _outlets(atom: str | Path | None, webhooks: Sequence[str], secret: str | None) -> list[Outlet]:
    from tertius.documents.archiving import is_address

    found = []
    if atom is not None:
        file = Path(atom).expanduser().resolve()
        if not file.parent.is_dir() or file.is_dir():
            raise UsageError(f"{atom}: the Atom feed is a file in a folder that is there")
        found.append(Outlet(kind=OutletKind.ATOM, where=str(file)))
    for address in webhooks:
        if not is_address(address):
            raise UsageError(f"{address!r} is no address that a webhook can be sent to")
        found.append(Outlet(kind=OutletKind.WEBHOOK, where=address, secret=secret))
    return found


def _mail(server: str | None, sender: str | None, to: tuple[str, ...], secret: str | None) -> list[Outlet]:
    if server is None and not to:
        return []
    if server is None or sender is None or not to:
        raise UsageError("mail needs a server, a sender and at least one address it goes to")
    if not server.startswith(("smtp://", "smtps://")):
        raise UsageError(f"{server!r} is no mail server; give smtp://host:port or smtps://host:port")
    if any("\n" in address or "@" not in address for address in (sender, *to)):
        raise UsageError("a mail address has an @ and no line break")
    return [Outlet(kind=OutletKind.MAIL, where=server, secret=secret, sender=sender, to=to)]
