"""Scores of the ledger: hits and misses with their interval, and proper scores where a probability was given.

A hedge is no number: what a speaker predicted is a hit or a miss. The Brier score is of entries whose probability is
the system's or the user's own, CRPS of those that gave quantiles. What is open, unsettleable, void, mixed, contested,
constructed or entered after its date is counted and never scored. Intervals of shares are Jeffreys' at 90% (Brown, Cai
and DasGupta 2001); those of mean scores are percentiles of a bootstrap over occasions (Efron and Tibshirani 1993), since
what one forecaster says of one subject on one day stands or falls together.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from tertius.errors import UsageError
from tertius.forecasts.ledger.rule import is_late
from tertius.forecasts.scores import Brier, ReliabilityBin, at_levels, brier, crps_quantiles, log_score, reliability
from tertius.records import EntryStatus, LedgerEntry, Origin, Record, Voice

__all__ = ["GROUPS", "Calibration", "LedgerScore", "calibration", "score"]

LEVEL = 0.90
_HORIZONS = ((7, "up to a week"), (31, "up to a month"), (366, "up to a year"))
_BINS = 10
_SETTLED = {EntryStatus.CAME_TRUE: True, EntryStatus.DID_NOT: False}
_LEAST_OCCASIONS, _DRAWS = 5, 1000
Occasion = tuple[str, str | None, dt.date | None]
"""Who said something, of what, and when."""


class LedgerScore(Record, frozen=True, kw_only=True):
    """How the entries of one group came out.

    Hits and misses are of predictions in words; one with a number of its own is scored by that alone. `rate` is hits
    among hits and misses, with its 90% interval; None where there is neither. `void_rate` is the share
    of all entries of the group that nothing can settle. `brier` is of those with a probability, `log_score` their mean
    -log of what was given to what came (natural logarithm), `crps` the mean over `crps_n` forecasts of a number, in its
    unit. Their 90% intervals are None below five occasions. `late` were entered after their date with nothing to show
    that they were made before.
    """

    group: str
    name: str
    entries: int
    hits: int = 0
    misses: int = 0
    mixed: int = 0
    void: int = 0
    contested: int = 0
    open: int = 0
    due: int = 0
    unsettleable: int = 0
    constructed: int = 0
    late: int = 0
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    void_rate: float | None = None
    brier: Brier | None = None
    brier_low: float | None = None
    brier_high: float | None = None
    log_score: float | None = None
    crps: float | None = None
    crps_low: float | None = None
    crps_high: float | None = None
    crps_n: int = 0
    because: str | None = None  # why there is no rate


class Calibration(Record, frozen=True, kw_only=True):
    """What a reliability diagram shows, each share with its 90% interval; no bins where `because` says why."""

    bins: tuple[ReliabilityBin, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    n: int = 0
    because: str | None = None


def score(entries: Iterable[LedgerEntry], by: str = "all") -> tuple[LedgerScore, ...]:
    """Scores by `by`, largest groups first.

    Args:
        entries: with `status` as of the day of scoring.
        by: `all`, `voice`, `speaker`, `source`, `horizon`, `origin` or `hedge` (the speaker's word). An entry that stands in several sources is
            counted in each.

    Raises:
        UsageError: no such grouping.

    """
    if by not in GROUPS:
        raise UsageError(f"scores are by {', '.join(GROUPS)}; {by!r} is none of them")
    groups: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        for name in GROUPS[by](entry):
            groups[name].append(entry)
    return tuple(_scored(by, name, group) for name, group in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])))


def _speaker(entry: LedgerEntry) -> tuple[str, ...]:
    """A nameless source is no one speaker: it is grouped as nameless, never with another one."""
    if entry.voice == Voice.ANONYMOUS:
        return ("nameless sources",)
    return (f"{entry.by.name} (constructed text)" if entry.constructed else entry.by.name,)


def _voice(entry: LedgerEntry) -> tuple[str, ...]:
    return (entry.voice.value if entry.voice else entry.origin.value,)


def _horizon(entry: LedgerEntry) -> tuple[str, ...]:
    end = entry.horizon.end if entry.horizon else None
    if end is None or entry.said is None:
        return ("no date",)
    days = (end - entry.said).days
    return (next((name for most, name in _HORIZONS if days <= most), "more than a year"),)


GROUPS: dict[str, Callable[[LedgerEntry], tuple[str, ...]]] = {
    "all": lambda _: ("all entries",),
    "voice": _voice,
    "speaker": _speaker,
    "source": lambda entry: entry.sources or ("no source",),
    "horizon": _horizon,
    "origin": lambda entry: (entry.origin.value,),
    "hedge": lambda entry: (f"“{entry.hedge.casefold()}”" if entry.hedge else "no hedge",),
}
"""How entries are grouped for scoring."""


def _scored(by: str, name: str, group: Sequence[LedgerEntry]) -> LedgerScore:
    own = [entry for entry in group if not entry.constructed]
    real = [entry for entry in own if not is_late(entry)]
    count = {status: sum(entry.status == status for entry in real) for status in EntryStatus}
    said = [entry for entry in real if not _has_number(entry)]
    hits = sum(entry.status == EntryStatus.CAME_TRUE for entry in said)
    misses = sum(entry.status == EntryStatus.DID_NOT for entry in said)
    rate, low, high = _rate(hits, misses)
    chances, values = _settled(real), _crps(real)
    brier_low, brier_high = _mean_interval([(at, (p - came) ** 2) for at, p, came in chances])
    crps_low, crps_high = _mean_interval(values)
    return LedgerScore(
        group=by, name=name, entries=len(group), hits=hits, misses=misses,
        mixed=count[EntryStatus.MIXED], void=count[EntryStatus.VOID], contested=count[EntryStatus.CONTESTED],
        open=count[EntryStatus.OPEN], due=count[EntryStatus.SETTLEABLE],
        unsettleable=count[EntryStatus.UNSETTLEABLE], constructed=len(group) - len(own), late=len(own) - len(real),
        rate=rate, low=low, high=high,
        void_rate=count[EntryStatus.UNSETTLEABLE] / len(real) if real else None,
        brier=_brier(chances), brier_low=brier_low, brier_high=brier_high,
        log_score=log_score([p for _, p, _ in chances], [came for _, _, came in chances]) if chances else None,
        crps=float(np.mean([value for _, value in values])) if values else None, crps_low=crps_low,
        crps_high=crps_high, crps_n=len(values),
        because=None if rate is not None else _why_none(group, real),
    )  # fmt: skip


def _has_number(entry: LedgerEntry) -> bool:
    """Whether it gave a number of its own: one in five that does not come is no miss."""
    return entry.quantiles is not None or (entry.probability is not None and entry.origin != Origin.TEXT)


def _rate(hits: int, misses: int) -> tuple[float | None, float | None, float | None]:
    from tertius.effects.classes import jeffreys

    if hits + misses == 0:
        return None, None, None
    low, high = jeffreys(hits, hits + misses, LEVEL)
    return hits / (hits + misses), low, high


def _why_none(group: Sequence[LedgerEntry], real: Sequence[LedgerEntry]) -> str:
    if all(entry.constructed for entry in group):
        return "constructed text is never scored"
    if not real:
        return "entered after their date, with nothing to show that they were made before: never scored"
    numbers = [entry for entry in real if _has_number(entry)]
    if len(numbers) == len(real) or any(entry.status in _SETTLED for entry in numbers):
        return "what is settled here gave numbers, which have no hits and misses: see Brier and CRPS"
    return "nothing here is settled as having come true or not"


def _settled(entries: Iterable[LedgerEntry]) -> list[tuple[Occasion, float, bool]]:
    """Occasion, probability and outcome of every entry with both; only the system's and the user's own."""
    return [
        (_occasion(entry), entry.probability, _SETTLED[entry.status])
        for entry in entries
        if entry.probability is not None and entry.origin != Origin.TEXT and entry.status in _SETTLED
    ]


def _occasion(entry: LedgerEntry) -> Occasion:
    return entry.by.name, entry.subject, entry.said


def _brier(settled: Sequence[tuple[Occasion, float, bool]]) -> Brier | None:
    if not settled:
        return None
    _, chances, came = zip(*settled, strict=True)
    return brier(chances, came, min(_BINS, len(settled)))


def _crps(entries: Iterable[LedgerEntry]) -> list[tuple[Occasion, float]]:
    wanted = (np.arange(200) + 0.5) / 200
    values = []
    for entry in entries:
        seen = [settlement.value for settlement in entry.settlements if settlement.value is not None]
        if entry.quantiles and seen and entry.status != EntryStatus.CONTESTED:
            levels = [float(level) for level in entry.quantiles]
            spread = at_levels([list(entry.quantiles.values())], levels, wanted)
            values.append((_occasion(entry), float(crps_quantiles(spread, wanted, [seen[-1]])[0])))
    return values


def _mean_interval(values: Sequence[tuple[Occasion, float]]) -> tuple[float | None, float | None]:
    """The 90% interval of the mean over occasions drawn anew; the same each time. None below five occasions."""
    of: dict[Occasion, list[float]] = defaultdict(list)
    for occasion, value in values:
        of[occasion].append(value)
    if len(of) < _LEAST_OCCASIONS:
        return None, None
    sums, sizes = (np.array([f(group) for group in of.values()], dtype=float) for f in (sum, len))
    drawn = np.random.default_rng(0).integers(0, len(of), (_DRAWS, len(of)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def calibration(entries: Iterable[LedgerEntry], bins: int = _BINS) -> Calibration:
    """How often what was given a chance came, over bins of about equal count, with 90% intervals."""
    from tertius.effects.classes import jeffreys

    settled = _settled(entry for entry in entries if not entry.constructed and not is_late(entry))
    if not settled:
        return Calibration(because="no entry with a probability of its own is settled")
    _, chances, came = zip(*settled, strict=True)
    found = reliability(chances, came, min(bins, len(settled)))
    spans = [jeffreys(round(one.came * one.n), one.n, LEVEL) for one in found]
    return Calibration(
        bins=found, low=tuple(low for low, _ in spans), high=tuple(high for _, high in spans), n=len(settled)
    )
