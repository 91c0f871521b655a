"""Rival hypotheses, what would change the judgement, and what changed since the last run."""

from __future__ import annotations

import datetime as dt

import msgspec

from tertius.records._base import Record
from tertius.records._texts import Actor
from tertius.records._words import EventType, IndicatorKind, Kind, Rival, Support, Verdict, Voice


class Ground(Record, frozen=True, kw_only=True):
    """One piece of evidence and how it bears on each rival; a row of the grid.

    No likelihood stands behind a bearing: `for` is "to be expected if it were so", `against` is "not to be
    expected". What bears alike on all rivals tells them apart in nothing, and is `neither` throughout.
    """

    source: str  # statements, response, reference class, channel
    text: str
    bears: dict[Rival, Support]
    count: int = 1  # statements, or 1
    voice: Voice | None = None
    constructed: bool = False  # shown, but no confirmation: it counts for nothing
    rests_on: tuple[str, ...] = ()  # ids or keys, as in `Sentence`


class Hypothesis(Record, frozen=True, kw_only=True):
    """One of the rivals, with the grounds counted that bear on it; constructed ones are left out of the counts."""

    rival: Rival
    text: str
    supporting: int
    opposing: int


class Indicator(Record, frozen=True, kw_only=True):
    """Something to look out for that would change the judgement, exact enough to be evaluated by machine.

    `kind` says which of the fields are read; `tertius.assessment.trips` evaluates each kind:

    - `change point`: the series of `dyad` and `measure` by `period` shows a change point (`direction`) after `after`,
      by the rule whose rate of false alarms is `false_alarms`.
    - `movement`: the response of `dyad` and `measure`, computed anew after `after`, reaches a verdict of `verdicts`.
      `threshold` is the smallest effect the last computation could detect, in `unit`.
    - `statement`: a statement after `after` of one of `kinds`, in one of `voices`, about `about`.
    - `denial`: a statement after `after` contests one of `watches`.
    - `reply`: a statement after `after` by `by`, or by an office of that state, about one of those who accuse it.
    - `event`: an event of `type` by `by` towards `about` is told after `after` as happened, ongoing or denied; `watches`
      is the one announced or threatened.
    - `due`: the day `due` is reached, with the prediction of `watches` still open.
    - `history`: as `movement`, of a response that could not be computed or was underpowered.
    """

    id: str
    kind: IndicatorKind
    text: str
    after: dt.date
    toward: Rival | None = None  # the rival it would speak for, where that is clear
    dyad: tuple[str, str] | None = None
    measure: str | None = None
    period: str | None = None
    direction: str | None = None  # up, down; None: either
    threshold: float | None = None
    unit: str | None = None
    false_alarms: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    kinds: tuple[Kind, ...] = ()
    voices: tuple[Voice, ...] = ()
    about: Actor | None = None
    by: Actor | None = None
    type: EventType | None = None
    watches: tuple[str, ...] = ()  # ids of statements or events
    due: dt.date | None = None
    rests_on: tuple[str, ...] = ()


class Trip(Record, frozen=True, kw_only=True):
    """An indicator that has tripped: when, and on what."""

    indicator: str
    on: dt.date
    text: str
    rests_on: tuple[str, ...] = ()


class Difference(Record, frozen=True, kw_only=True):
    """One thing that is not as it was in the previous run of the case.

    `rests_on` names only what stands in the later of the two; what is gone is counted, never named, since it may
    have been withheld or purged in between.
    """

    aspect: str  # verdict, confidence, tension, responses, statements, events, predictions, cut-off, ...
    text: str
    before: str | None = None
    after: str | None = None
    rests_on: tuple[str, ...] = ()


class Comparison(Record, frozen=True, kw_only=True):
    """What changed since the previous run of the same question."""

    previous_until: dt.date
    previous_versions: dict[str, str] = msgspec.field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
