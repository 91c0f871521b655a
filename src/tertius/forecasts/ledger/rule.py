"""The rule of what can be settled: a subject, a threshold that can be measured, a date, a source that holds the answer.

What lacks one of the four is kept as *unsettleable* with the reason, and never scored.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from tertius.records import EntryStatus, LedgerEntry, Origin, Outcome, Settlement

__all__ = ["RULE", "is_late", "latest", "reversed_on", "standing", "why_unsettleable"]

RULE = 1
"""The number of this rule: raised when it changes, so that entries are listed anew by it."""

_ROLLING = re.compile(
    r"\b(?:soon|eventually|sooner or later|one day|some day|someday|at some point|in (?:the )?(?:near |foreseeable )?future"
    r"|in time|before long|in the (?:coming|next) (?:days|weeks|months|years|decades)|every (?:day|week|month|year)"
    r"|each (?:day|week|month|year))\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(?:never|no longer|any ?more)\b", re.IGNORECASE)


def why_unsettleable(entry: LedgerEntry) -> str | None:
    """What an entry lacks, in words; None when it can be settled."""
    return "; ".join(_missing(entry)) or None


def _missing(entry: LedgerEntry) -> list[str]:
    lacking = []
    if not entry.subject:
        lacking.append("no subject")
    if entry.threshold is None:
        lacking.append("no threshold that can be observed")
    if entry.horizon is None or entry.horizon.end is None:
        lacking.append(_no_date(entry.text))
    elif entry.said is not None and entry.horizon.end < entry.said:
        lacking.append(f"its date, {entry.horizon.end}, was past when it was said")
    if entry.threshold is not None and not entry.settles_by:
        lacking.append("no source that would hold the answer")
    return lacking


def _no_date(text: str) -> str:
    rolling, never = _ROLLING.search(text), _NEVER.search(text)
    if never:
        return f"“{never.group()}” has no date by which it would have come true: only its failing could be seen"
    if rolling:
        return f"“{rolling.group()}” rolls on: no day on which it would have failed"
    return "no date by which it would have come true"


def standing(entry: LedgerEntry, today: dt.date) -> EntryStatus:
    """How `entry` stands on `today`: by what is missing, by its settlements, else by its date.

    Of each settler only the latest word counts. Where settlers differ the entry is contested and not scored.
    """
    if why_unsettleable(entry) is not None:
        return EntryStatus.UNSETTLEABLE
    outcomes = {settlement.outcome for settlement in latest(entry.settlements)}
    if len(outcomes) > 1:
        return EntryStatus.CONTESTED
    if outcomes:
        return EntryStatus(outcomes.pop().value)
    end = entry.horizon.end if entry.horizon else None
    return EntryStatus.SETTLEABLE if end is not None and end < today else EntryStatus.OPEN


def is_late(entry: LedgerEntry) -> bool:
    """Whether it was entered after its date with nothing to show that it was made before: such a one is not scored.

    A text shows it by its own date, what a user enters by the source that it names. A forecast of the system's over
    days that had passed is a back-test, however honestly it was made.
    """
    end = entry.horizon.end if entry.horizon else None
    if entry.origin == Origin.TEXT or end is None or entry.entered is None or entry.entered <= end:
        return False
    return entry.origin == Origin.SYSTEM or not entry.sources


def latest(settlements: Sequence[Settlement]) -> tuple[Settlement, ...]:
    """The last settlement of each settler, in the order given."""
    last = {(settlement.how, settlement.by.casefold()): settlement for settlement in settlements}
    return tuple(last.values())


def reversed_on(entry: LedgerEntry) -> dt.date | None:
    """The day on which what had come true was undone, by the latest settlements; None where none says so."""
    true = (s for s in latest(entry.settlements) if s.outcome in (Outcome.CAME_TRUE, Outcome.MIXED))
    return next((s.reversed_on for s in true if s.reversed_on is not None), None)
