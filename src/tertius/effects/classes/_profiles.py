"""From the ties on record to the class of a triad."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tertius.effects._reading import basis_of, state_of
from tertius.effects.classes._structure import KINDS
from tertius.records import Relation, Tie

__all__ = ["MAJORS", "WORDS", "Standing", "standing"]

MAJORS = frozenset({"USA", "GBR", "FRA", "DEU", "RUS", "CHN", "JPN"})
"""Major powers since 1991, Correlates of War (2017), "State System Membership List, v2016"."""

WORDS = {
    "none": "neither rival, ally nor partner in arms of",
    "arms": "a partner in arms deliveries of",
    "ally": "an ally of",
    "rival": "a rival of",
    "contested": "both a rival and an ally of",
}
assert tuple(WORDS) == KINDS  # noqa: S101 - the two lists are one


@dataclass(frozen=True)
class Standing:
    """What C is to one of the pair: the kind, whether in reach, and the ties that say so."""

    kind: str
    near: bool
    basis: tuple[str, ...]
    stand_ins: tuple[str, ...]  # ties of another kind than the records count, taken as the nearest that they do


def standing(ties: Iterable[Tie], on: str, end: str, at: dt.date | None) -> Standing:
    """What `on` is to `end` by the ties in force on `at` (None: by all).

    A negative tie of any relation makes a rival, an alliance an ally, arms deliveries a partner in arms, a border
    reach. Other ties (trade, kin, transit, mediation) put nobody in a class: the records do not count them.
    """
    own = [tie for tie in ties if {state_of(tie.a), state_of(tie.b)} == {on, end} and _in_force(tie, at)]
    rival = [tie for tie in own if tie.sign == -1]
    ally = [tie for tie in own if tie.relation == Relation.ALLY and tie.sign != -1]
    arms = [tie for tie in own if tie.relation == Relation.ARMS and tie.sign != -1]
    border = [tie for tie in own if tie.relation == Relation.BORDER]
    kind, used = "none", []
    for name, found in (("arms", arms), ("ally", ally), ("rival", rival)):
        if found:
            kind, used = name, found
    if rival and ally:
        kind, used = "contested", rival + ally
    others = [tie for tie in rival if tie.relation != Relation.ADVERSARY and tie in used]
    return Standing(
        kind=kind,
        near=bool(border) or on in MAJORS,
        basis=tuple(dict.fromkeys(basis_of(tie) for tie in (*used, *border))),
        stand_ins=tuple(dict.fromkeys(f"{tie.relation} ({tie.a.name} and {tie.b.name})" for tie in others)),
    )


def _in_force(tie: Tie, at: dt.date | None) -> bool:
    return at is None or ((tie.since is None or tie.since <= at) and (tie.until is None or tie.until >= at))
