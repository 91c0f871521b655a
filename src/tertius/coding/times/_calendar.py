"""Days, weeks, months, seasons, years and decades as closed intervals."""

from __future__ import annotations

import calendar
import datetime as dt

from tertius.records import Precision, When

__all__ = [
    "AMOUNTS", "DAYS", "DAY_RE", "MONTHS", "MONTH_RE", "NUMBER_RE", "SEASONS", "WEEKDAYS", "WEEKDAY_RE", "YEAR_RE",
    "amount", "clip_part", "day", "decade", "month", "safe_date", "season", "shift", "span", "week", "year",
]  # fmt: skip

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
MONTH_RE = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAYS = {
    name: i for i, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
WEEKDAY_RE = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR_RE = r"(?:1[5-9]|20)\d\d"
DAY_RE = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
DAYS = {"day": 1, "week": 7, "fortnight": 14}
AMOUNTS: dict[str, tuple[int, int | None]] = {
    "a": (1, 1), "an": (1, 1), "one": (1, 1), "two": (2, 2), "three": (3, 3), "four": (4, 4), "five": (5, 5),
    "six": (6, 6), "seven": (7, 7), "eight": (8, 8), "nine": (9, 9), "ten": (10, 10), "eleven": (11, 11),
    "twelve": (12, 12), "fifteen": (15, 15), "twenty": (20, 20), "thirty": (30, 30), "forty": (40, 40),
    "fifty": (50, 50), "sixty": (60, 60), "hundred": (100, 100), "a couple of": (2, 3), "a few": (2, 5),
    "few": (2, 5), "several": (3, None), "many": (3, None), "some": (2, None),
}  # fmt: skip
NUMBER_RE = r"(?:\d{1,3}|" + "|".join(sorted(AMOUNTS, key=len, reverse=True)) + ")"


def amount(words: str) -> tuple[int, int | None]:
    """Least and most of a number word; None where the most is not said ("several")."""
    words = " ".join(words.lower().split())
    return (int(words), int(words)) if words.isdigit() else AMOUNTS[words]


def safe_date(year_: int, month_: int, day_: int) -> dt.date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return dt.date(year_, month_, day_)
    except ValueError:
        return None


def day(date: dt.date) -> When:
    return When(start=date, end=date, precision=Precision.DAY)


def span(start: dt.date | None, end: dt.date | None, precision: Precision) -> When:
    """An interval whose ends are put in order."""
    if start and end and start > end:
        start, end = end, start
    return When(start=start, end=end, precision=precision)


def week(date: dt.date) -> When:
    """The week, Monday to Sunday, that holds `date`."""
    monday = date - dt.timedelta(days=date.weekday())
    return When(start=monday, end=monday + dt.timedelta(days=6), precision=Precision.WEEK)


def month(year_: int, month_: int) -> When:
    last = calendar.monthrange(year_, month_)[1]
    return When(start=dt.date(year_, month_, 1), end=dt.date(year_, month_, last), precision=Precision.MONTH)


def season(year_: int, first_month: int) -> When:
    """Three months from `first_month`; a winter reaches into the next year."""
    end = month(year_ + (first_month == 12), (first_month + 1) % 12 + 1).end
    return When(start=dt.date(year_, first_month, 1), end=end, precision=Precision.SEASON)


def year(year_: int) -> When:
    return When(start=dt.date(year_, 1, 1), end=dt.date(year_, 12, 31), precision=Precision.YEAR)


def decade(first: int) -> When:
    return When(start=dt.date(first, 1, 1), end=dt.date(first + 9, 12, 31), precision=Precision.SPAN)


def shift(date: dt.date, unit: str, count: int) -> dt.date:
    """`date` moved by `count` days, weeks, months, years, decades or centuries; clipped to the month's end."""
    unit = unit.lower().rstrip("s")
    if unit in DAYS:
        return date + dt.timedelta(days=count * DAYS[unit])
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "centurie": 1200, "century": 1200}[unit]
    index = max(12, date.year * 12 + date.month - 1 + months)
    year_, month_ = index // 12, index % 12 + 1
    return dt.date(year_, month_, min(date.day, calendar.monthrange(year_, month_)[1]))


def clip_part(part: str, when: When) -> When:
    """The early, middle or late third ("first half": the half) of an interval; precision one step finer."""
    part = part.lower()
    if when.start is None or when.end is None:
        return when
    if when.precision == Precision.YEAR:  # thirds of a year are whole months
        first = {"early": 1, "mid": 5, "late": 9, "first half": 1, "second half": 7}[part]
        last = first + (5 if "half" in part else 3)
        return span(dt.date(when.start.year, first, 1), month(when.end.year, last).end, Precision.SEASON)
    days = (when.end - when.start).days + 1
    low, high = {"early": (0.0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1.0)}[part]
    start = when.start + dt.timedelta(days=round(days * low))
    end = when.start + dt.timedelta(days=round(days * high) - 1)
    finer = {Precision.MONTH: Precision.RANGE, Precision.SEASON: Precision.MONTH}
    return When(start=start, end=end, precision=finer.get(when.precision, when.precision))
