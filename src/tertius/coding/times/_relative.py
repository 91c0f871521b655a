"""Rules for phrases that are relative to the document's own day."""

from __future__ import annotations

import datetime as dt
import re

from tertius.coding.times._absolute import bounded, part_name
from tertius.coding.times._calendar import (
    SEASONS,
    WEEKDAYS,
    amount,
    clip_part,
    day,
    decade,
    month,
    season,
    shift,
    span,
    week,
    year,
)
from tertius.coding.times._context import Anchor
from tertius.records import Precision, When

__all__ = ["ago", "ahead", "named_day", "part_of_unit", "season_of", "side_of_unit", "stretch", "unit", "weekday"]

_NAMED = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0,
          "tomorrow": 1, "the day after tomorrow": 2}  # fmt: skip
_PRECISION = {"day": Precision.DAY, "week": Precision.WEEK, "fortnight": Precision.WEEK, "month": Precision.MONTH,
              "year": Precision.YEAR, "decade": Precision.SPAN, "century": Precision.SPAN, "centurie": Precision.SPAN}  # fmt: skip
_BACK = ("last", "past", "previous")
_AHEAD = ("next", "coming", "following")
_STEP = {**dict.fromkeys(_BACK, -1), **dict.fromkeys(_AHEAD, 1), "this": 0, "same": 0, "the": 0}


def _containing(name: str, date: dt.date) -> When:
    """The week, month, quarter, year, decade or century that holds `date`."""
    if name == "week":
        return week(date)
    if name == "weekend":
        saturday = date + dt.timedelta(days=5 - date.weekday())
        return span(saturday, saturday + dt.timedelta(days=1), Precision.RANGE)
    if name == "month":
        return month(date.year, date.month)
    if name == "quarter":
        first = dt.date(date.year, (date.month - 1) // 3 * 3 + 1, 1)
        return span(first, shift(first, "month", 3) - dt.timedelta(days=1), Precision.SEASON)
    if name == "decade":
        return decade(date.year // 10 * 10)
    if name == "century":
        first_year = (date.year - 1) // 100 * 100 + 1
        return span(dt.date(first_year, 1, 1), dt.date(first_year + 99, 12, 31), Precision.SPAN)
    return year(date.year)


def named_day(match: re.Match[str], anchor: Anchor) -> When | None:
    before = match.string[: match.start()].rsplit(maxsplit=1)
    if match["word"][0].isupper() and before and before[-1][:1].isupper():
        return None  # the name of a paper ("... Today")
    step = _NAMED[" ".join(match["word"].lower().split())]
    return day(anchor.day + dt.timedelta(days=step)) if anchor.day else None


def ago(match: re.Match[str], anchor: Anchor) -> When | None:
    """ "two weeks ago" is the day, week, month or year in which that point lies; "a few" is a range."""
    if anchor.day is None:
        return None
    name = match["unit"].lower().rstrip("s")
    least, most = amount(match["n"])
    near = shift(anchor.day, name, -least)
    if most is None:
        return When(start=None, end=near, precision=Precision.SPAN)
    if most != least:
        return span(shift(anchor.day, name, -most), near, Precision.RANGE)
    if name == "day":
        return day(near)
    return _containing({"fortnight": "week", "centurie": "century"}.get(name, name), near)


def ahead(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.day is None:
        return None
    name = match["unit"].lower().rstrip("s")
    _least, most = amount(match["n"])
    if most is None:
        return None
    point = shift(anchor.day, name, most)
    if match["word"].lower() == "within":
        return span(anchor.day, point, Precision.RANGE)
    if anchor.tense == "past":  # "in three days the two sides signed": a length, not a date
        return None
    return (
        day(point)
        if name == "day"
        else _containing({"fortnight": "week", "centurie": "century"}.get(name, name), point)
    )


def stretch(match: re.Match[str], anchor: Anchor) -> When | None:
    """ "for 30 years", "in the past two weeks", "the next three months": up to or from the document's day."""
    if anchor.day is None:
        return None
    named = match.groupdict()
    name = match["unit"].lower().rstrip("s")
    words = named.get("n") or ("many" if match["unit"].lower().endswith("s") else "one")
    _least, most = amount(words)
    precision = Precision.SPAN if name in ("year", "decade", "century", "centurie") else Precision.RANGE
    forward = (named.get("which") or "").lower() in _AHEAD or (not named.get("which") and anchor.tense == "future")
    if forward:
        return When(start=anchor.day, end=shift(anchor.day, name, most) if most else None, precision=precision)
    return When(start=shift(anchor.day, name, -most) if most else None, end=anchor.day, precision=precision)


def unit(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.day is None:
        return None
    name = match["unit"].lower()
    step = _STEP[match["which"].lower()]
    when = _containing(name, shift(anchor.day, "week" if name == "weekend" else name, step))
    part = part_name(match["part"])
    return bounded(match, clip_part(part, when) if part else when, anchor)


def part_of_unit(match: re.Match[str], anchor: Anchor) -> When | None:
    """ "by the end of the year", "at the beginning of next month"."""
    if anchor.day is None:
        return None
    name = match["unit"].lower()
    whole = _containing(name, shift(anchor.day, name, _STEP[match["which"].lower()]))
    part = {"end": "late", "beginning": "early", "start": "early", "middle": "mid"}[match["part"].lower()]
    if (match["bound"] or "").lower() in ("by", "until", "till") and part == "late":
        return bounded(match, whole, anchor)
    return bounded(match, clip_part(part, whole), anchor)


def side_of_unit(match: re.Match[str], anchor: Anchor) -> When | None:
    if anchor.day is None:
        return None
    whole = _containing(match["unit"].lower(), anchor.day)
    if match["part"].lower() == "earlier":
        return When(start=whole.start, end=anchor.day, precision=whole.precision)
    return When(start=anchor.day, end=whole.end, precision=whole.precision)


def weekday(match: re.Match[str], anchor: Anchor) -> When | None:
    """A bare weekday is the nearest in the direction of the tense (the past without one); today counts."""
    if anchor.day is None:
        return None
    which = (match["which"] or "").lower()
    wanted = WEEKDAYS[match["weekday"].lower()]
    bound = (match["bound"] or "").lower()
    forward = which in _AHEAD or (not which and (anchor.tense == "future" or bound in ("by", "until", "till")))
    if forward:
        days = (wanted - anchor.day.weekday()) % 7 or (7 if which else 0)
    elif which == "this":
        days = wanted - anchor.day.weekday()
    else:
        days = -((anchor.day.weekday() - wanted) % 7 or (7 if which else 0))
    return bounded(match, day(anchor.day + dt.timedelta(days=days)), anchor)


def season_of(match: re.Match[str], anchor: Anchor) -> When | None:
    """ "last summer" is the latest summer that has ended, "next winter" the first that has not begun.

    A summer of the south lasts from December to February. Where the hemisphere is unknown, the interval covers both.
    """
    named = match.groupdict()
    northern = SEASONS[match["season"].lower()]
    southern = (northern + 5) % 12 + 1
    firsts = {"north": [northern], "south": [southern], None: [northern, southern]}[anchor.hemisphere]
    found = [when for first in firsts if (when := _season_from(first, named, anchor)) is not None]
    part = part_name(named.get("part"))
    clipped = [clip_part(part, when) if part else when for when in found]
    return bounded(match, _cover(clipped), anchor) if clipped else None


def _season_from(first: int, named: dict[str, str | None], anchor: Anchor) -> When | None:
    if named.get("y1"):
        return season(int(named["y1"] or 0), first)
    if anchor.day is None:
        return season(anchor.year, first) if anchor.year else None
    return _nearest_season(first, (named.get("which") or "").lower(), anchor)


def _cover(found: list[When]) -> When:
    """The interval that covers all of them."""
    if len(found) == 1:
        return found[0]
    starts, ends = [when.start for when in found if when.start], [when.end for when in found if when.end]
    return When(start=min(starts, default=None), end=max(ends, default=None), precision=Precision.RANGE)


def _nearest_season(first: int, which: str, anchor: Anchor) -> When | None:
    here = anchor.day
    if here is None:
        return None
    options = [season(here.year + step, first) for step in (-2, -1, 0, 1)]
    ended = [when for when in options if when.end and when.end < here]
    begun = [when for when in options if when.start and when.start <= here]
    ahead_ = [when for when in options if when.start and when.start > here]
    if which in _BACK:
        return ended[-1]
    if which in _AHEAD:
        return ahead_[0]
    if which == "this":
        return season(here.year, first)
    if anchor.year is not None:
        return season(anchor.year, first)
    return ahead_[0] if anchor.tense == "future" and not (begun and begun[-1] not in ended) else begun[-1]
