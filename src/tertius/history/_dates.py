"""Dates as sources write them, as one Ibis expression each."""

from __future__ import annotations

from typing import Any

from tertius.history.calendar import Frequency

__all__ = ["day_of", "start_of"]

_TRUNCATE = {"week": "W", "month": "M"}


def start_of(day: Any, frequency: Frequency) -> Any:
    """The first day of the period that holds `day`; weeks start on Monday."""
    if frequency == "day":
        return day
    # Engines truncate a date to a timestamp, of which Ibis does not know: a lone cast to a date would be left out.
    return day.truncate(_TRUNCATE[frequency]).cast("timestamp").cast("date")


def day_of(column: Any, *, slashes: bool = False) -> Any:
    """The day in `column`: a date, a timestamp, `2021-10-04…`, `20211004`, `2021-10`; null where unreadable.

    `slashes` reads `10/04/2021` as month, day, year, as ICEWS writes it; elsewhere the order is not
    known and such a date is not guessed.
    """
    import ibis

    kind = column.type()
    if kind.is_date():
        return column
    if kind.is_timestamp():
        return column.date()
    text = column.cast("string").strip()
    cases = [
        # The shape is checked first: engines differ in what else they would take for a date.
        (text.re_search(r"^\d{4}-\d{2}-\d{2}"), text.left(10).try_cast("date")),
        (text.re_search(r"^\d{8}$"), _joined(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2))),
        (text.re_search(r"^\d{4}-\d{2}$"), (text + "-01").try_cast("date")),
    ]
    if slashes:
        parts = [text.re_extract(r"^(\d{1,2})/(\d{1,2})/(\d{4})", group) for group in (3, 1, 2)]
        cases.append(
            (text.re_search(r"^\d{1,2}/\d{1,2}/\d{4}"), _joined(parts[0], *(p.lpad(2, "0") for p in parts[1:])))
        )
    return ibis.cases(*cases, else_=None).cast("date")


def _joined(year: Any, month: Any, day: Any) -> Any:
    return (year + "-" + month + "-" + day).try_cast("date")
