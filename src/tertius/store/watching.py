"""What watches keep in the workspace: themselves, what they have seen, their runs, alerts, and who has got which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from tertius.errors import StoreError
from tertius.records import Alert, Watch, WatchRun
from tertius.store._database import Database

__all__ = ["Delivery", "Watching"]

Put = Callable[[Alert], int]  # keeps an alert; returns 0 where it was there


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """An alert that an outlet has not got yet, and how often it was tried."""

    alert: str
    outlet: str
    attempts: int


class Watching:
    """The part of a workspace that is about watches. A write made within `Workspace.together` belongs to that block."""

    def __init__(self, database: Database, put: Put) -> None:
        self._database = database
        self._put = put

    # --- watches --------------------------------------------------------------------------------

    def add(self, watch: Watch) -> None:
        """Keep a watch, in place of one of its id."""
        self._database.run(
            "INSERT INTO watches (id, json, added) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
            (watch.id, msgspec.json.encode(watch).decode(), _now()),
        )

    def watches(self) -> list[Watch]:
        """All watches, in the order in which they were added."""
        rows = self._database.rows("SELECT json FROM watches ORDER BY added, id")
        return [msgspec.json.decode(row[0], type=Watch) for row in rows]

    def watch(self, name: str) -> Watch:
        """The watch of that name or id; StoreError where there is none."""
        held = self.watches()
        found = next((watch for watch in held if name in (watch.id, watch.name)), None)
        if found is None:
            known = ", ".join(watch.name for watch in held) or "none so far"
            raise StoreError(f"there is no watch {name!r}; watches are: {known}")
        return found

    def remove(self, watch: str) -> None:
        """Forget a watch, what it has seen, its runs and what it had still to tell; its alerts stay."""
        with self._database.writing():
            self._database.run("DELETE FROM deliveries WHERE watch = ? AND state = 'waiting'", (watch,))
            self._database.run("DELETE FROM watches WHERE id = ?", (watch,))

    # --- between two runs -----------------------------------------------------------------------

    def state(self, watch: str, name: str) -> Any:
        """What the watch remembers under `name` (plain JSON values), or None."""
        rows = self._database.rows("SELECT value FROM watch_states WHERE watch = ? AND name = ?", (watch, name))
        return msgspec.json.decode(rows[0][0]) if rows else None

    def remember(self, watch: str, name: str, value: Any) -> None:
        """Remember `value` under `name`; None forgets it."""
        if value is None:
            self._database.run("DELETE FROM watch_states WHERE watch = ? AND name = ?", (watch, name))
            return
        self._database.run(
            "INSERT INTO watch_states (watch, name, value) VALUES (?, ?, ?)"
            " ON CONFLICT (watch, name) DO UPDATE SET value = excluded.value",
            (watch, name, msgspec.json.encode(value).decode()),
        )

    def unseen(self, watch: str) -> list[str]:
        """Ids of the documents of the workspace that the watch has not judged, in the order of their arrival."""
        rows = self._database.rows(
            "SELECT id FROM documents WHERE id NOT IN (SELECT document FROM watch_documents WHERE watch = ?)"
            " ORDER BY added, id",
            (watch,),
        )
        return [row[0] for row in rows]

    def mark_seen(self, watch: str, documents: Iterable[str]) -> None:
        """Enter that the watch has judged these documents."""
        self._database.run_many(
            "INSERT OR IGNORE INTO watch_documents (watch, document) VALUES (?, ?)",
            [(watch, document) for document in documents],
        )

    # --- runs -----------------------------------------------------------------------------------

    def begin(self, run: WatchRun) -> int:
        """Enter a run that begins; returns its number."""
        with self._database.writing():
            self._database.run(
                "INSERT INTO watch_runs (watch, json) VALUES (?, ?)", (run.watch, msgspec.json.encode(run).decode())
            )
            return int(self._database.rows("SELECT last_insert_rowid()")[0][0])

    def end(self, number: int, run: WatchRun) -> None:
        """Enter how the run ended."""
        json = msgspec.json.encode(run).decode()
        self._database.run("UPDATE watch_runs SET json = ? WHERE number = ?", (json, number))

    def runs(self, watch: str, *, most: int = 50) -> list[WatchRun]:
        """The latest runs, newest first; one without an end was broken off, or is under way."""
        rows = self._database.rows(
            "SELECT json FROM watch_runs WHERE watch = ? ORDER BY number DESC LIMIT ?", (watch, most)
        )
        return [msgspec.json.decode(row[0], type=WatchRun) for row in rows]

    # --- alerts ---------------------------------------------------------------------------------

    def raise_alerts(self, watch: Watch, alerts: Iterable[Alert]) -> int:
        """Keep the alerts that were not raised before, each waiting for every outlet; returns how many."""
        raised = 0
        with self._database.writing():
            for alert in alerts:
                if self._database.rows("SELECT 1 FROM records WHERE kind = 'alert' AND id = ?", (alert.id,)):
                    continue
                raised += self._put(alert)
                self._database.run_many(
                    "INSERT INTO deliveries (alert, watch, outlet, due) VALUES (?, ?, ?, ?)",
                    [(alert.id, watch.id, outlet.key, alert.at.isoformat()) for outlet in watch.outlets],
                )
        return raised

    def waiting(self, watch: str, outlet: str, now: dt.datetime) -> list[Delivery]:
        """What the outlet has still to get and may be tried now, oldest alert first."""
        rows = self._database.rows(
            "SELECT deliveries.alert, outlet, attempts FROM deliveries JOIN records"
            " ON records.kind = deliveries.kind AND records.id = deliveries.alert"
            " WHERE watch = ? AND outlet = ? AND state = 'waiting' AND due <= ? ORDER BY updated, alert",
            (watch, outlet, now.isoformat()),
        )
        return [Delivery(alert=alert, outlet=key, attempts=attempts) for alert, key, attempts in rows]

    def delivered(self, given: Iterable[Delivery]) -> None:
        """Enter that the outlet has got these."""
        self._database.run_many(
            "UPDATE deliveries SET state = 'done', attempts = attempts + 1, error = NULL WHERE alert = ? AND outlet = ?",
            [(one.alert, one.outlet) for one in given],
        )

    def failed(self, given: Iterable[Delivery], error: str, again: dt.datetime | None) -> None:
        """Enter that these could not be delivered; they are tried `again`, or given up where that is None."""
        self._database.run_many(
            "UPDATE deliveries SET state = ?, attempts = attempts + 1, error = ?, due = coalesce(?, due)"
            " WHERE alert = ? AND outlet = ?",
            [
                ("waiting" if again else "given up", error, again.isoformat() if again else None, one.alert, one.outlet)
                for one in given
            ],
        )

    def undelivered(self, watch: str) -> dict[str, tuple[int, int, str | None]]:
        """For each outlet that has not got all: how many wait, how many were given up, and the last error."""
        rows = self._database.rows(
            "SELECT outlet, sum(state = 'waiting'), sum(state = 'given up'), max(error) FROM deliveries"
            " WHERE watch = ? AND state <> 'done' GROUP BY outlet",
            (watch,),
        )
        return {outlet: (waiting, given_up, error) for outlet, waiting, given_up, error in rows}


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
