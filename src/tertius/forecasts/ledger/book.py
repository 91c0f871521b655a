"""The ledger of a workspace: `tertius ledger list|add|settle|score|export` as methods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from tertius import review
from tertius.errors import InputError, StoreError, UsageError
from tertius.forecasts.ledger.by_history import settle_by_history
from tertius.forecasts.ledger.by_record import settle_by_record, with_bearing
from tertius.forecasts.ledger.entries import SYSTEM, entries_of, of_forecast
from tertius.forecasts.ledger.exchange import as_csv, as_json, read_entries
from tertius.forecasts.ledger.questions import Readings
from tertius.forecasts.ledger.rule import RULE, standing, why_unsettleable
from tertius.forecasts.ledger.scoring import Calibration, LedgerScore, calibration, score
from tertius.progress import Progress, silent
from tertius.records import (
    EntryStatus,
    Fact,
    LedgerEntry,
    Origin,
    Outcome,
    Record,
    Settlement,
    Settler,
)

if TYPE_CHECKING:
    from tertius.forecasts.records import DyadForecast
    from tertius.store import EntryPage, Workspace

__all__ = ["Ledger", "Settled", "settle_entry"]

replace = msgspec.structs.replace


class Settled(Record, frozen=True, kw_only=True):
    """What a run of settling did: the settlements made, and why the rest was left, by entry."""

    settlements: tuple[Settlement, ...] = ()
    left: dict[str, str] = {}  # noqa: RUF012 - msgspec copies an empty default


class Ledger:
    """The predictions of a workspace, with what came of them. Use it as a context manager.

        with Ledger.open("work") as ledger:
            ledger.add_texts()
            ledger.settle(record="record.toml")
            ledger.score("voice")

    Nothing that is entered is ever changed: a correction is another row, and a later settlement stands beside the
    earlier one.
    """

    def __init__(self, workspace: Workspace, today: dt.date | None = None) -> None:
        self._workspace = workspace
        self.today = today or dt.datetime.now(dt.UTC).date()

    @classmethod
    def open(cls, workspace: str | Path, *, today: dt.date | None = None) -> Self:
        """The ledger of the workspace at that path, which is made where there is none; `today` decides what is due."""
        from tertius.store import Workspace

        return cls(Workspace.open(workspace), today)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._workspace.close()

    def entries(
        self, *, status: EntryStatus | None = None, record: Iterable[Fact] = (), shareable: bool = False
    ) -> tuple[LedgerEntry, ...]:
        """All entries as they stand today, or those of one status.

        Args:
            status: of those wanted.
            record: facts that are set beside each entry they bear on, also where nothing can be settled.
            shareable: without what rests on confidential documents or accuses a person and is not reviewed.

        """
        facts = tuple(record)
        found = [
            with_bearing(self._as_it_stands(entry), facts) for entry in self._workspace.entries(shareable=shareable)
        ]
        withheld = self._withheld() if shareable else frozenset()
        return tuple(
            entry
            for entry in found
            if (status is None or entry.status == status) and not withheld.intersection(entry.statements)
        )

    def page(self, *, status: EntryStatus | None = None, after: str | None = None, limit: int = 50) -> EntryPage:
        """A page of the entries as they stand today, or of those of one status; the latest entered first.

        Args:
            status: of those wanted.
            after: the cursor that the page before gave.
            limit: entries of the page, at most 500.

        Raises:
            UsageError: a cursor that is none, or a limit out of range.

        """
        self._list()
        found = self._workspace.ledger_listing.page(self.today, status=status, after=after, limit=limit)
        return replace(found, items=tuple(self._as_it_stands(entry) for entry in found.items))

    def counts(self) -> dict[EntryStatus, int]:
        """How many entries there are of each status today; a status without entries is left out."""
        self._list()
        return self._workspace.ledger_listing.counts(self.today)

    def _list(self) -> None:
        """Work out how what was added or settled meanwhile stands, but for the day."""
        listing = self._workspace.ledger_listing
        if not listing.unlisted(RULE):
            return
        with self._workspace.together():  # so that nothing is settled between the two
            while waiting := listing.unlisted(RULE):
                listing.enter(
                    [(e.id, standing(e, dt.date.min), e.horizon.end if e.horizon else None) for e in waiting], RULE
                )

    def _as_it_stands(self, entry: LedgerEntry) -> LedgerEntry:
        return replace(entry, status=standing(entry, self.today), because=why_unsettleable(entry))

    def _withheld(self) -> frozenset[str]:
        """Statements that accuse an identifiable person and that no reviewer has accepted."""
        held = self._workspace.revised(self._workspace.records("statement"))
        return frozenset(statement.id for statement in held if review.withheld(statement))

    def entry(self, item: str) -> LedgerEntry:
        """The entry of that id, or whose id alone begins so; StoreError where there is none."""
        found = [entry for entry in self.entries() if entry.id.startswith(item)] if item else []
        exact = [entry for entry in found if entry.id == item]
        if len(exact or found) != 1:
            what = "more than one entry begins with" if found else "no entry is called"
            raise StoreError(f"{what} {item!r}; see the ids with `tertius ledger list`")
        return (exact or found)[0]

    def add(self, entries: Iterable[LedgerEntry], *, who: str, why: str) -> int:
        """Enter predictions, with the settlements they bring; returns how many rows are new."""
        with self._workspace.together():
            given = self._entered(entries)
            added = self._workspace.put_entries(given, who=who, why=why, by_hand=True)
            self._workspace.put_settlements(s for entry in given for s in entry.settlements)
        return added

    def _entered(self, entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
        """The entries with the first day on which each stood on a ledger: today, unless it is known already."""
        given = list(entries)
        held = {entry.id: entry.entered for entry in self._workspace.ledger_listing.of(entry.id for entry in given)}
        return [
            replace(entry, entered=held.get(entry.id) or entry.entered or self.today)
            if entry.origin != Origin.TEXT
            else entry
            for entry in given
        ]

    def add_file(self, path: str | Path, *, who: str, why: str) -> int:
        """Enter an export of another ledger (JSON), or a user's predictions (CSV); returns how many rows are new."""
        return self.add(read_entries(path, self.today), who=who, why=why)

    def add_texts(self) -> int:
        """Enter every prediction that was coded from the workspace's documents; returns how many rows are new."""
        from tertius.documents import stories

        space = self._workspace
        documents = space.documents()
        coded = {kind: space.revised(space.records(kind)) for kind in ("prediction", "statement", "event")}
        made = entries_of(
            coded["prediction"], coded["statement"], coded["event"], documents, stories(documents), self.today
        )
        return space.put_entries(made, who=f"tertius {version('tertius')}", why="coded from the documents")

    def add_forecast(self, forecast: DyadForecast) -> int:
        """Enter the system's own forecast of a pair; returns how many rows are new."""
        with self._workspace.together():
            made = self._entered(of_forecast(forecast, self.today))
            return self._workspace.put_entries(made, who=f"{SYSTEM.name} {version('tertius')}", why="forecast")

    def settle(self, *, history: Any = None, record: str | Path | None = None, progress: Progress = silent) -> Settled:
        """Settle what is due: by the event history where it can be, else by the record.

        Args:
            history: path of an event table or panel, or what `tertius.load` takes.
            record: path of a record of facts.
            progress: told after each entry.

        Raises:
            UsageError: neither a history nor a record is given.
            InputError: one of them cannot be read.

        """
        if history is None and record is None:
            raise UsageError("give a history or a record to settle by, or one entry's outcome with its source")
        from tertius.forecasts.ledger.record import read_record
        from tertius.history import load

        facts = read_record(record) if record is not None else ()
        items = list(history) if isinstance(history, list | tuple) else [history]
        loaded = load(items, progress=progress) if history is not None else None
        due = self.entries(status=EntryStatus.SETTLEABLE)
        readings = Readings(loaded, due) if loaded is not None else None
        made, left = [], {}
        for done, entry in enumerate(due, 1):
            found = settle_entry(entry, readings, facts, Path(record).name if record is not None else "")
            if isinstance(found, Settlement):
                made.append(found)
            else:
                left[entry.id] = found
            progress("settling", done, len(due))
        self._workspace.put_settlements(made)
        return Settled(settlements=tuple(made), left=left)

    def settle_by_hand(
        self,
        item: str,
        outcome: Outcome,
        *,
        who: str,
        why: str,
        source: str,
        condition_met: bool = False,
        reversed_on: dt.date | None = None,
    ) -> Settlement:
        """Settle one entry, with a source. Who settles otherwise than somebody before makes it contested: both stay.

        Raises:
            UsageError: no name, reason or source; or the entry cannot be settled, or holds only under a condition
                and it is not said that this was met.
            StoreError: no such entry.

        """
        if not (who.strip() and why.strip() and source.strip()):
            raise UsageError("a settlement names who settles, why, and the source that says so; give all three")
        entry = self.entry(item)
        if entry.status == EntryStatus.UNSETTLEABLE:
            raise UsageError(f"{entry.id} cannot be settled: {entry.because}")
        if entry.condition is not None and outcome != Outcome.VOID and not condition_met:
            raise UsageError(f"{entry.id} holds only “{entry.condition}”: say that this was met, or settle it as void")
        made = Settlement(
            entry=entry.id, outcome=outcome, by=who.strip(), how=Settler.USER, at=_now(), why=why.strip(),
            sources=(source.strip(),), reversed_on=reversed_on,
        )  # fmt: skip
        self._workspace.put_settlements([made])
        return made

    def score(self, by: str = "all") -> tuple[LedgerScore, ...]:
        """Hits, misses and proper scores by `all`, `voice`, `speaker`, `source`, `horizon`, `origin` or `hedge`."""
        return score(self.entries(), by)

    def calibration(self, origin: Origin | None = None) -> Calibration:
        """How often what was given a chance came true: of all, the system's, or the user's."""
        return calibration(entry for entry in self.entries() if origin is None or entry.origin == origin)

    def export(self, path: str | Path) -> Path:
        """Write what may be shared to `path`, whole or not at all: `.csv` a table, else JSON that can be read in again.

        Raises:
            InputError: the file cannot be written.

        """
        import os

        place = Path(path).expanduser()
        shared = self.entries(shareable=True)
        text = as_csv(shared) if place.suffix.lower() == ".csv" else as_json(shared)
        part = place.with_name(f".{place.name}.part")
        try:
            part.write_text(text, encoding="utf-8")
            os.replace(part, place)  # noqa: PTH105 - atomic on every system
        except OSError as error:
            why = error.strerror or str(error)
            raise InputError(f"cannot write {place}: {why}; give a file in a folder that can be written") from None
        return place


def settle_entry(
    entry: LedgerEntry, readings: Readings | None, facts: Sequence[Fact], record: str, *, at: dt.datetime | None = None
) -> Settlement | str:
    """The settlement of one entry by the history where it can be, else by the record; in words why there is none.

    `readings` are of the history, made for all entries that are settled together.
    """
    now = at or _now()
    why = []
    if readings is not None:
        found = settle_by_history(entry, readings, at=now)
        if isinstance(found, Settlement):
            return found
        why.append(found)
    if record and entry.origin != Origin.SYSTEM:
        found = settle_by_record(entry, facts, record=record, at=now)
        if isinstance(found, Settlement):
            return found
        why.append(found)
    return "; ".join(dict.fromkeys(why)) or "the system's own forecasts are settled by the event history alone"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
