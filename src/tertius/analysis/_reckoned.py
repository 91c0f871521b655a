"""The ledger and the checks of a case: what was known at the cut-off, and apart from it what came later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tertius.case import Case
from tertius.records import Check, Document, EntryStatus, Fact, LedgerEntry, Settlement

if TYPE_CHECKING:
    from tertius.coding import Coded

__all__ = ["Reckoned", "came_of", "reckon"]

replace = msgspec.structs.replace


class Reckoned(NamedTuple):
    """What the record says of a case's texts; `later` are the facts known only after the cut-off."""

    known: tuple[Fact, ...]
    later: tuple[Fact, ...]
    ledger: tuple[LedgerEntry, ...]
    checks: tuple[Check, ...]


def reckon(
    case: Case, coded: Coded, documents: Sequence[Document], stories: Mapping[str, str], cutoff: dt.date
) -> Reckoned:
    """Predictions as ledger entries, and statements checked, by what was on record at the cut-off."""
    from tertius.assessment import checks_of
    from tertius.forecasts.ledger import entries_of, read_record

    facts = read_record(case.record) if case.record is not None else ()
    known = tuple(fact for fact in facts if fact.known is None or fact.known <= cutoff)
    later = tuple(fact for fact in facts if fact not in known)
    made = entries_of(coded.predictions, coded.statements, coded.events, documents, stories, cutoff)
    ledger = tuple(_settled(entry, known, case, cutoff) for entry in made)
    _keep(case, made)
    return Reckoned(known, later, ledger, checks_of(coded.statements, coded.events, documents, known))


def _keep(case: Case, made: Iterable[LedgerEntry]) -> None:
    if case.workspace is None:
        return
    from tertius.store import Workspace

    with Workspace.open(case.workspace) as workspace:
        workspace.put_entries(made, who=f"tertius {version('tertius')}", why="coded from the documents")


def came_of(case: Case, reckoned: Reckoned) -> tuple[LedgerEntry, ...]:
    """The same entries as they stand today by all that the record holds, and by what was settled in the workspace."""
    facts = (*reckoned.known, *reckoned.later)
    today = dt.datetime.now(dt.UTC).date()
    by_hand = _kept_settlements(case)
    entries = (replace(entry, settlements=tuple(by_hand.get(entry.id, ()))) for entry in reckoned.ledger)
    return tuple(_settled(entry, facts, case, today) for entry in entries)


def _kept_settlements(case: Case) -> dict[str, tuple[Settlement, ...]]:
    if case.workspace is None:
        return {}
    from tertius.store import Workspace

    with Workspace.open(case.workspace) as workspace:
        return {entry.id: entry.settlements for entry in workspace.entries()}


def _settled(entry: LedgerEntry, facts: tuple[Fact, ...], case: Case, today: dt.date) -> LedgerEntry:
    """The entry as it stands on `today`: settled by the record where that can be, with what bears on it."""
    from tertius.forecasts.ledger import settle_entry, standing, with_bearing

    entry = replace(entry, status=standing(entry, today))
    if entry.status == EntryStatus.SETTLEABLE and case.record is not None:
        at = dt.datetime.combine(today, dt.time(), dt.UTC)  # the day it is reckoned for, so that a run can be repeated
        found = settle_entry(entry, None, facts, case.record.name, at=at)
        if isinstance(found, Settlement):
            entry = replace(entry, settlements=(*entry.settlements, found))
    return with_bearing(replace(entry, status=standing(entry, today)), facts)
