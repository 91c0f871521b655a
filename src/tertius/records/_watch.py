"""A watch on a triad or a dyad, and what it tells."""

from __future__ import annotations

import datetime as dt

from tertius.records._base import Record
from tertius.records._texts import Actor, Passage
from tertius.records._words import AlertKind, OutletKind, SourceKind


class WatchSource(Record, frozen=True, kw_only=True):
    """What a watch reads: the address of a feed or page, a folder or file, or a set that is fetched (`gdelt`)."""

    kind: SourceKind
    where: str


class Outlet(Record, frozen=True, kw_only=True):
    """Where alerts go: a file (Atom), an address (webhook), or a mail server and who gets the mail.

    Secrets are not kept: `secret` names the environment variable that holds the key of the webhook's signature, or
    the password of the mail server.
    """

    kind: OutletKind
    where: str
    secret: str | None = None
    sender: str | None = None
    to: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from the watch's other outlets."""
        return f"{self.kind} {self.where} {','.join(self.to)}".strip()


class Watch(Record, frozen=True, kw_only=True):
    """A pair, or a pair and a third, that is kept an eye on. `every` is in seconds.

    What is dated before `since` is background: it is read and coded, and raises no alert.
    """

    id: str
    name: str
    between: tuple[Actor, Actor]
    on: Actor | None = None
    sources: tuple[WatchSource, ...] = ()
    histories: tuple[str, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    every: int = 21_600
    since: dt.date
    follow: bool = False  # fetch the pages that the items of feeds link to
    private: bool = False  # fetch from loopback and private addresses too
    fast: bool = False  # code by syntax and statistics alone


class Alert(Record, frozen=True, kw_only=True):
    """One thing that a watch tells. `id` depends on what it is about: the same is never told twice."""

    id: str
    watch: str
    kind: AlertKind
    title: str
    text: str
    at: dt.datetime
    rests_on: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    url: str | None = None
    constructed: bool = False


class WatchRun(Record, frozen=True, kw_only=True):
    """One run: when it was due, when it began and ended, what it found. `problems` are sources and outlets that failed."""

    watch: str
    due: dt.datetime
    began: dt.datetime
    ended: dt.datetime | None = None
    documents: int = 0
    alerts: int = 0
    problems: tuple[str, ...] = ()
