"""What made a forecast: shares of the kinds of evidence, and the past events within them.

The share of a kind of evidence is its Shapley value in the network's score, against a candidate for whom
nothing speaks, over all orders in which the kinds could be told (Shapley 1953; 2^5 scores, computed exactly).
Within the pair's own events the share is divided as the typed dyad counter weighs them:
C[r' -> r] (exp(-0.02 d) + 3 exp(-0.3 d)), d the days since.
"""

from __future__ import annotations

import datetime as dt
import math
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from tertius.forecasts._network import Floats32
from tertius.forecasts.events._evidence import GROUP_COLUMNS, GROUPS, LIKE, NEIGHBOURS, OWN, Evidence, Today, nothing
from tertius.forecasts.events._facts import Facts
from tertius.records import Record

if TYPE_CHECKING:
    from tertius.forecasts.events._mixing import Mixing

__all__ = ["PastEvent", "Ranked", "Reason", "reasons_for"]

_LISTED = 8


class PastEvent(Record, frozen=True, kw_only=True):
    """A past event that a forecast rests on; `share` is its part of the forecast's evidence, 0 to 1."""

    day: dt.date
    source: str
    type: str
    target: str
    share: float


class Reason(Record, frozen=True, kw_only=True):
    """One kind of evidence: `share` of all shares, which may be below zero where it speaks against."""

    what: str
    share: float
    events: tuple[PastEvent, ...] = ()
    more: int = 0  # events that had a part and are not listed


class Ranked(Record, frozen=True, kw_only=True):
    """One candidate: `chance` is its share among all candidates, given that such an event comes."""

    target: str
    chance: float
    reasons: tuple[Reason, ...]


def reasons_for(
    facts: Facts, today: Today, mixing: Mixing, asked: tuple[int, int], evidence: Evidence, row: int, chance: float
) -> Ranked:
    """The candidate of `row`, with reasons; `asked` is the source and type."""
    target = int(evidence.candidate[row])
    shares = _shapley(mixing, evidence.rows[row])
    whole = sum(abs(value) for value in shares.values()) or 1.0
    reasons = []
    for group, value in sorted(shares.items(), key=lambda item: -abs(item[1])):
        share = value / whole
        events, more = _events(facts, today, asked, target, group, share)
        reasons.append(Reason(what=GROUPS[group], share=share, events=events, more=more))
    return Ranked(target=facts.actors[target], chance=chance, reasons=tuple(reasons))


def _shapley(mixing: Mixing, row: Floats32) -> dict[str, float]:
    groups, blank = tuple(GROUPS), nothing()
    told = [frozenset(some) for size in range(len(groups) + 1) for some in combinations(groups, size)]
    rows = np.tile(row, (len(told), 1))
    for place, some in enumerate(told):
        for group in groups:
            if group not in some:
                rows[place, GROUP_COLUMNS[group]] = blank[GROUP_COLUMNS[group]]
    scores = dict(zip(told, mixing(rows).tolist(), strict=True))
    count = len(groups)

    def worth(group: str) -> float:
        total = 0.0
        for some in told:
            if group not in some:
                weight = math.factorial(len(some)) * math.factorial(count - len(some) - 1) / math.factorial(count)
                total += weight * (scores[some | {group}] - scores[some])
        return total

    return {group: worth(group) for group in groups}


def _events(
    facts: Facts, today: Today, asked: tuple[int, int], target: int, group: str, share: float
) -> tuple[tuple[PastEvent, ...], int]:
    if group not in {OWN, LIKE}:
        return (), 0
    places, weight = (_own if group == OWN else _alike)(facts, today, asked, target)
    keep = weight > 0
    places, weight = places[keep], weight[keep]
    if not len(places):
        return (), 0
    best = np.argsort(-weight, kind="stable")[:_LISTED]
    part = weight / weight.sum() * share
    listed = tuple(
        PastEvent(
            day=facts.date_of(int(facts.day[place])), source=facts.actors[facts.source[place]],
            type=facts.types[facts.type[place]], target=facts.actors[facts.target[place]], share=float(size),
        )
        for place, size in zip(places[best], part[best], strict=True)
    )  # fmt: skip
    return listed, len(places) - len(listed)


def _own(facts: Facts, today: Today, asked: tuple[int, int], target: int) -> tuple[np.ndarray, np.ndarray]:
    source, kind = asked
    ends = (facts.source == source) & (facts.target == target)
    back = (facts.target == source) & (facts.source == target)
    places = np.flatnonzero((ends | back) & (facts.day < today.memory.now))
    told = np.where(ends[places], facts.type[places], facts.type[places] + len(facts.types))
    gone = today.memory.now - facts.day[places]
    slow, fast = today.confidence[0][told, kind], today.confidence[1][told, kind]
    return places, slow * np.exp(-0.02 * gone) + 3 * fast * np.exp(-0.3 * gone)


def _alike(facts: Facts, today: Today, asked: tuple[int, int], target: int) -> tuple[np.ndarray, np.ndarray]:
    """Events of this type that actors with the same partners had with the target."""
    source, kind = asked
    alike = today.likeness.alike(np.array([source], dtype=np.int64))[0].copy()
    alike[source] = 0
    near = np.argsort(-alike, kind="stable")[:NEIGHBOURS]
    inverse, of = kind >= len(facts.types), kind % len(facts.types)
    doer, other = (facts.target, facts.source) if inverse else (facts.source, facts.target)
    found = (facts.type == of) & (other == target) & np.isin(doer, near) & (facts.day < today.memory.now)
    places = np.flatnonzero(found)
    gone = today.memory.now - facts.day[places]
    return places, np.maximum(alike[doer[places]], 0) ** 2 * np.exp(-0.02 * gone)
