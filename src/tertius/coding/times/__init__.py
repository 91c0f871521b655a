"""When: intervals of days from phrases of time, relative to the document's own date.

Rules only, after the habits of HeidelTime (Strötgen and Gertz 2010) and TIMEX3: every phrase becomes
a closed interval with a precision, an unknown side stays open, and what cannot be placed (a weekday
in a document without a date) gives nothing. Seasons are the meteorological ones of the hemisphere
that the text speaks of; where that is unknown, the interval covers those of both.
"""

from __future__ import annotations

from tertius.coding.times._context import Hemisphere
from tertius.coding.times._find import TimeMention, find_times, resolve

__all__ = ["Hemisphere", "TimeMention", "find_times", "resolve"]
