"""What a chance is given with: what made it, or why there is none."""

from __future__ import annotations

import datetime as dt

from tertius.records import Record

__all__ = ["HORIZONS", "Chance", "Contribution", "Part", "ThirdState"]

HORIZONS = {"week": 7, "month": 30}


class Part(Record, frozen=True, kw_only=True):
    """What one kind of evidence adds to the log odds, against the average pair and week."""

    what: str
    log_odds: float


class Contribution(Record, frozen=True, kw_only=True):
    """A past event of the pair and its share, 0 to 1, of the number of events expected."""

    day: dt.date
    source: str
    target: str
    code: str | None
    quad: int | None
    share: float


class ThirdState(Record, frozen=True, kw_only=True):
    """A third state and the share, 0 to 1, that what it had to do with both has of the number expected.

    Attributes:
        state: its code.
        share: of the number of events expected.
        events: the latest of its events with either, by the day that came last.

    """

    state: str
    share: float
    events: tuple[Contribution, ...] = ()


class Chance(Record, frozen=True, kw_only=True):
    """The chance that at least one event of `event_class` comes within `days`; None where `because` says why.

    Attributes:
        event_class, horizon, days: of what, and how soon.
        chance: 0 to 1.
        base_rate: how often it came, over all pairs and origins learned from.
        n: pair-origins learned from.
        parts: what each kind of evidence adds to the log odds.
        made_by: the past events of the pair with the largest shares of the number expected.
        more: how many further events have a share, and
        more_share: what they have together.
        third: the third states with the largest shares.
        because: why there is no chance.

    """

    event_class: str
    horizon: str
    days: int
    chance: float | None = None
    base_rate: float | None = None
    n: int = 0
    parts: tuple[Part, ...] = ()
    made_by: tuple[Contribution, ...] = ()
    more: int = 0
    more_share: float = 0.0
    third: tuple[ThirdState, ...] = ()
    because: str | None = None
