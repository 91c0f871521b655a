"""Rules for dates that name their day, month, year, quarter or decade."""

from __future__ import annotations

import datetime as dt
import re

from tertius.coding.times._calendar import (
    MONTHS,
    clip_part,
    day,
    decade,
    month,
    safe_date,
    shift,
    span,
    year,
)
from tertius.coding.times._context import Anchor
from tertius.records import Precision, When

__all__ = [
    "bounded", "decade_of", "iso", "iso_range", "one_day", "one_month", "one_year", "part_name", "part_of_month",
    "part_of_year", "quarter", "range_of_days", "range_of_months", "range_of_years",
]  # fmt: skip

_PARTS = {
    "early": "early",
    "beginning of": "early",
    "start of": "early",
    "mid": "mid",
    "middle of": "mid",
    "late": "late",
    "end of": "late",
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TWO_DIGIT_PIVOT = 30  # "the 20s" are this century's, "the 90s" the last one's


def bounded(match: re.Match[str], when: When | None, anchor: Anchor) -> When | None:
    """`when` under the word before it: "by" runs up to it, "since" from it on, and so on."""
    word = (match.groupdict().get("bound") or "").lower()
    if when is None or not word or when.start is None or when.end is None:
        return when
    here, one = anchor.day, dt.timedelta(days=1)
    precision = Precision.RANGE if when.precision == Precision.DAY else when.precision
    if word in ("by", "until", "till", "through"):
        return When(start=here if here and here <= when.end else None, end=when.end, precision=precision)
    if word == "before":
        return When(start=None, end=when.start - one, precision=precision)
    if word == "after":
        return When(start=when.end + one, end=None, precision=precision)
    if word == "since":
        return When(start=when.start, end=here if here and here >= when.start else None, precision=Precision.SPAN)
    if word in ("starting", "beginning"):
        return When(start=when.start, end=None, precision=precision)
    return when


def part_name(words: str | None) -> str | None:
    return _PARTS.get(" ".join(words.lower().split())) if words else None


def _month(words: str) -> int:
    return MONTHS[words.lower().rstrip(". ")]


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def iso(match: re.Match[str], anchor: Anchor) -> When | None:
    try:
        date = dt.date.fromisoformat(match["a"])
    except ValueError:
        return None
    return bounded(match, day(date), anchor)


def iso_range(match: re.Match[str], _anchor: Anchor) -> When | None:
    try:
        return span(dt.date.fromisoformat(match["a"]), dt.date.fromisoformat(match["b"]), Precision.RANGE)
    except ValueError:
        return None


def range_of_days(match: re.Match[str], anchor: Anchor) -> When | None:
    """ "5-8 October", "from 28 September to 2 October 2021": the year may stand once, at the end."""
    named = match.groupdict()
    first, last = _number(match["d1"]), _number(match["d2"])
    month1 = _month(named.get("m1") or named["m2"])
    month2 = _month(named.get("m2") or named["m1"])
    year2 = (
        int(named["y2"]) if named.get("y2") else (int(named["y1"]) if named.get("y1") else anchor.year_of(month2, last))
    )
    if year2 is None:
        return None
    year1 = int(named["y1"]) if named.get("y1") else year2 - (month1 > month2)
    start, end = safe_date(year1, month1, first), safe_date(year2, month2, last)
    return span(start, end, Precision.RANGE) if start and end else None


def one_day(match: re.Match[str], anchor: Anchor) -> When | None:
    month_, day_ = _month(match["m1"]), _number(match["d1"])
    year_ = int(match["y1"]) if match["y1"] else anchor.year_of(month_, day_)
    date = safe_date(year_, month_, day_) if year_ else None
    return bounded(match, day(date), anchor) if date else None


def part_of_month(match: re.Match[str], anchor: Anchor) -> When | None:
    month_ = _month(match["m1"])
    year_ = int(match["y1"]) if match["y1"] else anchor.year_of(month_)
    part = part_name(match["part"])
    return bounded(match, clip_part(part, month(year_, month_)), anchor) if year_ and part else None


def part_of_year(match: re.Match[str], anchor: Anchor) -> When | None:
    part = part_name(match["part"]) or match["part"].lower()
    return bounded(match, clip_part(part, year(int(match["y1"]))), anchor)


def decade_of(match: re.Match[str], anchor: Anchor) -> When | None:
    first = int(match["decade"])
    if first < 100:
        first += 2000 if first < _TWO_DIGIT_PIVOT else 1900
    part = part_name(match["part"])
    when = decade(first)
    return bounded(match, clip_part(part, when) if part else when, anchor)


def quarter(match: re.Match[str], anchor: Anchor) -> When | None:
    number = _ORDINALS[match["nth"].lower()]
    year_ = int(match["y1"]) if match["y1"] else anchor.year_of(number * 3 - 1)
    if year_ is None:
        return None
    start = dt.date(year_, number * 3 - 2, 1)
    when = span(start, shift(start, "month", 3) - dt.timedelta(days=1), Precision.SEASON)
    return bounded(match, when, anchor)


def range_of_months(match: re.Match[str], anchor: Anchor) -> When | None:
    month1, month2 = _month(match["m1"]), _month(match["m2"])
    year2 = int(match["y2"] or match["y1"] or anchor.year_of(month2) or 0)
    if not year2:
        return None
    year1 = int(match["y1"]) if match["y1"] else year2 - (month1 > month2)
    return span(month(year1, month1).start, month(year2, month2).end, Precision.RANGE)


def one_month(match: re.Match[str], anchor: Anchor) -> When | None:
    named = match.groupdict()
    month_ = _month(match["m1"])
    if named.get("y1"):
        return bounded(match, month(int(named["y1"]), month_), anchor)
    which = (named.get("which") or "").lower()
    if which and anchor.day:
        ahead = anchor.day.month < month_ if which == "last" else anchor.day.month >= month_
        year_: int | None = anchor.day.year + (0 if not ahead else -1 if which == "last" else 1)
    else:
        year_ = anchor.year_of(month_)
    return bounded(match, month(year_, month_), anchor) if year_ else None


def range_of_years(match: re.Match[str], _anchor: Anchor) -> When | None:
    first = int(match["y1"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first // 100 * 100 + int(match["y2"])
    return span(dt.date(first, 1, 1), dt.date(last, 12, 31), Precision.SPAN) if last >= first else None


def one_year(match: re.Match[str], anchor: Anchor) -> When | None:
    return bounded(match, year(int(match["y1"])), anchor)
