"""What a phrase of time is relative to, and the choice of a missing year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from tertius.coding.times._calendar import safe_date

__all__ = ["Anchor", "Hemisphere"]


Hemisphere = Literal["north", "south"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The document's day, the tense of the sentence, the only year the sentence names, and whose seasons are meant."""

    day: dt.date | None
    tense: str | None
    year: int | None
    hemisphere: Hemisphere | None = "north"

    def year_of(self, month: int, day: int = 15) -> int | None:
        """The year of a month and day without one.

        It is the sentence's year if that names one; otherwise the nearest in the direction of the
        tense, and without a tense the nearest of all.
        """
        if self.year is not None:
            return self.year
        if self.day is None:
            return None
        near = [(year, safe_date(year, month, min(day, 28))) for year in (self.day.year + step for step in (-1, 0, 1))]
        slack = dt.timedelta(days=day if day == 15 else 0)  # a month that has begun is neither past nor future
        options = [(year, date) for year, date in near if date is not None]
        if self.tense == "past":
            options = [(year, date) for year, date in options if date <= self.day + slack] or options
        elif self.tense == "future":
            options = [(year, date) for year, date in options if date >= self.day - slack] or options
        here = self.day
        return min(options, key=lambda option: abs((option[1] - here).days))[0]
