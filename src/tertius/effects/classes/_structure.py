"""Structural records as arrays by year: who was in the system, in dispute, in a pact, a rival, armed, within reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["ARMS_YEARS", "KINDS", "Dispute", "Spell", "Structure", "Trigger", "structure_of"]

Bools = NDArray[np.bool_]

KINDS = ("none", "arms", "ally", "rival", "contested")
"""What a state can be to another; `contested` is a rival with a pact. The first that holds from the right counts."""
ARMS_YEARS = 5  # a delivery counts for the five years after it


@dataclass(frozen=True)
class Spell:
    """Two states and the first and last year of what holds between them."""

    one: int
    other: int
    first: int
    last: int


@dataclass(frozen=True)
class Dispute:
    """One year of one dispute between two states on opposite sides."""

    number: int
    one: int
    other: int
    year: int
    began: bool
    original_one: bool
    original_other: bool


@dataclass(frozen=True)
class Trigger:
    """Originators on opposite sides of at least one dispute that began in the year: columns of the arrays."""

    a: int
    b: int
    year: int
    disputes: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Structure:
    """Arrays over Y years and N states; those of pairs are (Y, N, N), the first state the one that is asked about.

    Attributes:
        first: the first year.
        states: (N,) Correlates of War numbers.
        exists: (Y, N) whether the state was in the system.
        ties: index into `KINDS`, symmetric.
        reach: whether the first is contiguous with the second (by land or up to 400 miles of water) or a major power.
        pact: a defence or offence pact in force, symmetric.
        began: a dispute between the two began, symmetric.
        ongoing: a dispute between the two was going on, symmetric.
        triggers: disputes that began between originators.
        joined: per dispute, (joiner, the one joined against, year), joiners being no originators.
        originators: per dispute, its originators.
    """

    first: int
    states: tuple[int, ...]
    exists: Bools
    ties: NDArray[np.int8]
    reach: Bools
    pact: Bools
    began: Bools
    ongoing: Bools
    triggers: tuple[Trigger, ...]
    joined: Mapping[int, tuple[tuple[int, int, int], ...]]
    originators: Mapping[int, frozenset[int]]

    @property
    def years(self) -> int:
        """Y."""
        return len(self.exists)


@dataclass(frozen=True)
class _Builder:
    first: int
    last: int
    place: dict[int, int]

    def spans(self, spells: Iterable[Spell], *, longer: int = 0) -> Bools:
        """(Y, N, N), symmetric; each spell drawn out by `longer` years."""
        held = np.zeros((self.last - self.first + 1, len(self.place), len(self.place)), dtype=np.bool_)
        for spell in spells:
            one, other = self.place.get(spell.one), self.place.get(spell.other)
            begin, end = max(spell.first, self.first), min(spell.last + longer, self.last)
            if one is not None and other is not None and begin <= end:
                held[begin - self.first : end - self.first + 1, one, other] = True
        return np.asarray(held | held.transpose(0, 2, 1))

    def kept(self, disputes: Iterable[Dispute]) -> Iterator[tuple[int, int, Dispute]]:
        for row in disputes:
            one, other = self.place.get(row.one), self.place.get(row.other)
            if one is not None and other is not None and self.first <= row.year <= self.last:
                yield one, other, row


def structure_of(
    years: tuple[int, int],
    *,
    system: Sequence[Spell],
    majors: Sequence[Spell],
    contiguity: Sequence[Spell],
    pacts: Sequence[Spell],
    rivalries: Sequence[Spell],
    deliveries: Sequence[Spell],
    disputes: Sequence[Dispute],
) -> Structure:
    """Lay spells and disputes out over `years` (first and last, both in).

    Args:
        years: nothing before or after is held.
        system: membership, `other` unused.
        majors: major powers, `other` unused.
        contiguity: by land or up to 400 miles of water.
        pacts: defence or offence pacts.
        rivalries: of any list.
        deliveries: of arms, in either direction.
        disputes: by pair and year; one row a direction is enough, two do no harm.
    """
    place = {number: column for column, number in enumerate(sorted({spell.one for spell in system}))}
    builder = _Builder(*years, place)
    own = np.arange(len(place))
    pact, rival = builder.spans(pacts), builder.spans(rivalries)
    armed = builder.spans(deliveries, longer=ARMS_YEARS - 1)
    ties = np.zeros(pact.shape, dtype=np.int8)
    for kind, where in (("arms", armed), ("ally", pact), ("rival", rival), ("contested", pact & rival)):
        ties[where] = KINDS.index(kind)
    major = builder.spans(Spell(one.one, one.one, one.first, one.last) for one in majors)[:, own, own]
    return Structure(
        first=years[0],
        states=tuple(place),
        exists=builder.spans(Spell(one.one, one.one, one.first, one.last) for one in system)[:, own, own],
        ties=ties,
        reach=builder.spans(contiguity) | major[:, :, None],
        pact=pact,
        began=_years_of(builder, (row for row in disputes if row.began)),
        ongoing=_years_of(builder, disputes),
        triggers=_triggers(builder, disputes),
        joined=_joined(builder, disputes),
        originators=_originators(builder, disputes),
    )


def _years_of(builder: _Builder, disputes: Iterable[Dispute]) -> Bools:
    return builder.spans(Spell(row.one, row.other, row.year, row.year) for row in disputes)


def _triggers(builder: _Builder, disputes: Iterable[Dispute]) -> tuple[Trigger, ...]:
    found: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for one, other, row in builder.kept(disputes):
        if row.began and row.original_one and row.original_other:
            found[row.year, min(one, other), max(one, other)].add(row.number)
    return tuple(Trigger(a, b, year, tuple(sorted(numbers))) for (year, a, b), numbers in sorted(found.items()))


def _joined(builder: _Builder, disputes: Iterable[Dispute]) -> dict[int, tuple[tuple[int, int, int], ...]]:
    found: dict[int, set[tuple[int, int, int]]] = defaultdict(set)
    for one, other, row in builder.kept(disputes):
        if row.began and not row.original_one:
            found[row.number].add((one, other, row.year))
        if row.began and not row.original_other:
            found[row.number].add((other, one, row.year))
    return {number: tuple(sorted(rows)) for number, rows in found.items()}


def _originators(builder: _Builder, disputes: Iterable[Dispute]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other, row in builder.kept(disputes):
        found[row.number] |= {state for state, original in ((one, row.original_one), (other, row.original_other))
                              if original}  # fmt: skip
    return {number: frozenset(states) for number, states in found.items()}
