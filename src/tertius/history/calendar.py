"""The calendar: which period a day belongs to, when a period ends, and every period between two.

A table of its own instead of a generated range in SQL, since engines generate ranges differently.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal, get_args

from tertius.errors import UsageError

__all__ = ["FREQUENCIES", "Frequency", "period_end", "period_start", "periods_between"]

Frequency = Literal["day", "week", "month"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)


def checked(frequency: str) -> Frequency:
    """`frequency` as one of the three.

    Raises:
        UsageError: it is none of them.
    """
    for known in FREQUENCIES:
        if frequency == known:
            return known
    raise UsageError(f"{frequency!r} is no period; use one of {', '.join(FREQUENCIES)}")


def period_start(day: dt.date, frequency: Frequency) -> dt.date:
    """First day of the period that holds `day`; weeks start on Monday (ISO 8601)."""
    if frequency == "week":
        return day - dt.timedelta(days=day.weekday())
    return day.replace(day=1) if frequency == "month" else day


def period_end(start: dt.date, frequency: Frequency) -> dt.date:
    """Last day of the period that starts on `start`."""
    if frequency == "week":
        return start + dt.timedelta(days=6)
    if frequency == "month":
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start


def periods_between(first: dt.date, last: dt.date, frequency: Frequency) -> tuple[dt.date, ...]:
    """Starts of all periods from the one that holds `first` to the one that holds `last`."""
    starts = [period_start(first, frequency)]
    while (following := period_end(starts[-1], frequency) + dt.timedelta(days=1)) <= last:
        starts.append(following)
    return tuple(starts)
