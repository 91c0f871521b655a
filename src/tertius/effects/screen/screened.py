"""What a screen gives: candidates, in order, and how many were looked at."""

from __future__ import annotations

from tertius.records import Computation, Measure, Record

__all__ = ["CAUTION", "Candidate", "Screened"]

CAUTION = (
    "These are candidates, not findings: of those named, the stated share may be false, all actors were searched, "
    "and nothing was known of any of them beforehand. Ask `effect` about one before saying anything of it, and judge "
    "it on years that the screen has not seen."
)


class Candidate(Record, frozen=True, kw_only=True):
    """A triad whose tie moved after the shock more than chance and placebos allow, at the screen's rate.

    Lists hold one value a horizon, h = 0 first. They are those of `effect` for the same tie.
    """

    between: tuple[str, str]
    on: str
    tie: tuple[str, str]
    measure: Measure
    estimate: list[float]  # log points of the tie per log point of the shock
    low: list[float]  # pointwise 90%, placebo calibrated
    high: list[float]
    z_placebo: list[float]
    peak: int  # the horizon from 1 on with the largest absolute z_placebo
    direction: str  # "up" or "down", at the peak
    placebos: int
    p: float  # of the whole response over h = 1..H, whatever its shape
    p_sup_t: float  # of its largest absolute z_placebo; by simulation, so not below one in the draws
    rate: float  # the least false discovery rate at which it is a candidate (Benjamini-Hochberg)
    rate_dependent: float  # the same under any dependence (Benjamini-Yekutieli)


class Screened(Record, frozen=True, kw_only=True):
    """The candidates among all triads of a history, and what was looked at to find them.

    Attributes:
        candidates: smallest p first.
        triads: (A-B, C) tested, each at horizon + 1 regressions.
        survivors: those whose first, quick p was small enough to be estimated exactly.
        too_rare: dyads left out because they are not well enough recorded.
        unmatched: triads left out because A has too few other dyads for placebos.
        because: why nothing could be tested; None if something was.
    """

    candidates: tuple[Candidate, ...]
    measure: Measure
    horizon: int
    rate: float
    minimum: int
    actors: int
    triads: int
    regressions: int
    survivors: int
    too_rare: int
    unmatched: int
    because: str | None
    caution: str
    computation: Computation
