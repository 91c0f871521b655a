"""When: intervals of days from phrases of time, relative to the document's own date.

Rules only, after the habits of HeidelTime (Strötgen and Gertz 2010) and TIMEX3: every phrase becomes
a closed interval with a precision, an unknown side stays open, and what cannot be placed (a weekday
in a document without a date) gives nothing. Seasons are the northern, meteorological ones.
"""

from __future__ import annotations

from tertius.coding.times._find import TimeMention, find_times, resolve

__all__ = ["TimeMention", "find_times", "resolve"]
