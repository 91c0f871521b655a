"""Tension, responses, and the data they come from."""

from __future__ import annotations

import datetime as dt

import msgspec

from tertius.records._base import Record
from tertius.records._words import Measure, Verdict


class DataSource(Record, frozen=True, kw_only=True):
    """A data set or document collection that an answer rests on, with its terms."""

    name: str
    origin: str
    citation: str
    terms: str
    version: str | None = None
    accessed: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    rows: int | None = None
    stale: str | None = None  # why it is stale for this cut-off
    sha256: str | None = None


class TensionValue(Record, frozen=True, kw_only=True):
    start: dt.date
    value: float | None  # None: the period is missing, which is not zero
    percentile: float | None = None  # against the dyad's own past only, 0 to 100


class ChangePoint(Record, frozen=True, kw_only=True):
    start: dt.date
    direction: str  # "up" or "down"
    size: float | None = None


class Tension(Record, frozen=True, kw_only=True):
    """Dated values for a pair, how they were made, and when they changed."""

    dyad: tuple[str, str]
    period: str  # day, week, month
    measure: str
    unit: str
    values: tuple[TensionValue, ...] = ()
    changes: tuple[ChangePoint, ...] = ()
    false_alarms: str | None = None  # the stated rate of the change-point rule
    level: float | None = None
    percentile: float | None = None
    because: str | None = None  # why it is not computable
    caveats: tuple[str, ...] = ()
    source: DataSource | None = None


class CumulativeResponse(Record, frozen=True, kw_only=True):
    horizons: tuple[int, int]
    estimate: float
    low: float
    high: float


class Specification(Record, frozen=True, kw_only=True):
    """The same response under another set of controls, shown beside the main one."""

    name: str
    estimate: list[float]
    low: list[float]
    high: list[float]
    z_placebo: list[float]


class LeftOut(Record, frozen=True, kw_only=True):
    dyad: tuple[str, str]
    reason: str


class Computation(Record, frozen=True, kw_only=True):
    """Where a response comes from: enough to recompute it."""

    origin: str
    citation: str
    computed: dt.date
    cutoff: dt.date
    window: tuple[dt.date, dt.date] | None
    command: str
    versions: dict[str, str]
    input_sha256: str | None
    frequency: str
    lags: int
    transform: str
    stored: bool = False
    stale: str | None = None


class Response(Record, frozen=True, kw_only=True):
    """What C's tie did after an A-B shock, per horizon in periods. Lists are None where not computable."""

    between: tuple[str, str]
    tie: tuple[str, str]
    measure: Measure
    horizons: list[int]
    estimate: list[float] | None = None
    low: list[float] | None = None  # pointwise 90%, placebo calibrated
    high: list[float] | None = None
    band_low: list[float] | None = None  # simultaneous (sup-t) 90% over h, placebo calibrated
    band_high: list[float] | None = None
    z: list[float] | None = None
    z_placebo: list[float] | None = None
    placebos: int = 0
    placebo_dyads: tuple[str, ...] = ()
    placebo_z: list[list[float]] | None = None  # per placebo dyad, per horizon
    left_out: tuple[LeftOut, ...] = ()
    n: int = 0
    unit: str = ""
    p_familywise: float | None = None
    looks: int = 0
    minimum_detectable: list[float] | None = None
    largest_seen: float | None = None
    cumulative: CumulativeResponse | None = None
    variance_share: list[float] | None = None
    without_controls: Specification | None = None
    verdict: Verdict
    because: str
    computation: Computation | None = None


class Channel(Record, frozen=True, kw_only=True):
    """One way in which A-B tension may reach C."""

    name: str
    chain: tuple[str, ...]  # causes in order, each a short clause
    sign: int | None  # what it predicts for C's tie; None: not said
    tie: tuple[str, str] | None
    basis: tuple[str, ...]  # the ties on record that open it, in words
    literature: str | None
    statements: tuple[str, ...] = ()
    voices: dict[str, int] = msgspec.field(default_factory=dict)
    agreement: str  # how the response of that tie compares, or why nothing can be said
