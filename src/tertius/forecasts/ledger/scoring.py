"""Scores of the ledger: hits and misses with their interval, and proper scores where a probability was given.

A hedge is no number: what a speaker predicted is a hit or a miss. The Brier score is of entries whose probability is
the system's or the user's own, CRPS of those that gave quantiles. What is open, unsettleable, void, mixed, contested
or constructed is counted and never scored. Intervals are Jeffreys' at 90% (Brown, Cai and DasGupta 2001).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from tertius.errors import UsageError
from tertius.forecasts.scores import Brier, ReliabilityBin, at_levels, brier, crps_quantiles, reliability
from tertius.records import EntryStatus, LedgerEntry, Origin, Record, Voice

__all__ = ["GROUPS", "Calibration", "LedgerScore", "calibration", "score"]

LEVEL = 0.90
_HORIZONS = ((7, "up to a week"), (31, "up to a month"), (366, "up to a year"))
_BINS = 10


class LedgerScore(Record, frozen=True, kw_only=True):
    """How the entries of one group came out.

    Hits and misses are of predictions in words; one with a number of its own is scored by that alone. `rate` is hits
    among hits and misses, with its 90% interval; None where there is neither. `void_rate` is the share
    of all entries of the group that nothing can settle. `brier` is of those with a probability, `crps` the mean over
    `crps_n` forecasts of a number, in its unit.
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
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    void_rate: float | None = None
    brier: Brier | None = None
    crps: float | None = None
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
    real = [entry for entry in group if not entry.constructed]
    count = {status: sum(entry.status == status for entry in real) for status in EntryStatus}
    said = [entry for entry in real if not _has_number(entry)]
    hits = sum(entry.status == EntryStatus.CAME_TRUE for entry in said)
    misses = sum(entry.status == EntryStatus.DID_NOT for entry in said)
    rate, low, high = _rate(hits, misses)
    values = _crps(real)
    return LedgerScore(
        group=by, name=name, entries=len(group), hits=hits, misses=misses,
        mixed=count[EntryStatus.MIXED], void=count[EntryStatus.VOID], contested=count[EntryStatus.CONTESTED],
        open=count[EntryStatus.OPEN], due=count[EntryStatus.SETTLEABLE],
        unsettleable=count[EntryStatus.UNSETTLEABLE], constructed=len(group) - len(real),
        rate=rate, low=low, high=high,
        void_rate=count[EntryStatus.UNSETTLEABLE] / len(real) if real else None,
        brier=_brier(real), crps=float(np.mean(values)) if values else None, crps_n=len(values),
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
    if group and not real:
        return "constructed text is never scored"
    if all(map(_has_number, real)):
        return "numbers have no hits and misses: they are scored by Brier and CRPS"
    return "nothing here is settled as having come true or not"


def _settled(entries: Iterable[LedgerEntry]) -> list[tuple[float, bool]]:
    """Probability and outcome of every entry with both; only the system's and the user's own."""
    came = {EntryStatus.CAME_TRUE: True, EntryStatus.DID_NOT: False}
    return [
        (entry.probability, came[entry.status])
        for entry in entries
        if entry.probability is not None and entry.origin != Origin.TEXT and entry.status in came
    ]


def _brier(entries: Iterable[LedgerEntry]) -> Brier | None:
    settled = _settled(entries)
    if not settled:
        return None
    chances, came = zip(*settled, strict=True)
    return brier(chances, came, min(_BINS, len(settled)))


def _crps(entries: Iterable[LedgerEntry]) -> list[float]:
    wanted = (np.arange(200) + 0.5) / 200
    values = []
    for entry in entries:
        seen = [settlement.value for settlement in entry.settlements if settlement.value is not None]
        if entry.quantiles and seen and entry.status != EntryStatus.CONTESTED:
            levels = [float(level) for level in entry.quantiles]
            spread = at_levels([list(entry.quantiles.values())], levels, wanted)
            values.append(float(crps_quantiles(spread, wanted, [seen[-1]])[0]))
    return values


def calibration(entries: Iterable[LedgerEntry], bins: int = _BINS) -> Calibration:
    """How often what was given a chance came, over bins of about equal count, with 90% intervals."""
    from tertius.effects.classes import jeffreys

    settled = _settled(entry for entry in entries if not entry.constructed)
    if not settled:
        return Calibration(because="no entry with a probability of its own is settled")
    chances, came = zip(*settled, strict=True)
    found = reliability(chances, came, min(bins, len(settled)))
    spans = [jeffreys(round(one.came * one.n), one.n, LEVEL) for one in found]
    return Calibration(
        bins=found, low=tuple(low for low, _ in spans), high=tuple(high for _, high in spans), n=len(settled)
    )
