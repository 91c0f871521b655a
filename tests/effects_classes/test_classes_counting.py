"""The counting against plain loops over a generated world, and what enters a class and what does not."""

from __future__ import annotations

import numpy as np
import pytest

from tertius.effects.classes._counting import Cell, Class, Count, count
from tertius.effects.classes._structure import KINDS, Dispute, Spell, structure_of

FIRST, LAST = 1950, 1966
STATES = tuple(range(1, 11))


def invented(seed: int = 4):
    rng = np.random.default_rng(seed)

    def spells(number: int, longest: int) -> list[Spell]:
        found = []
        for _ in range(number):
            one, other = rng.choice(STATES, 2, replace=False)
            start = int(rng.integers(FIRST - 3, LAST))
            found.append(Spell(int(one), int(other), start, start + int(rng.integers(0, longest))))
        return found

    disputes = []
    for number in range(45):
        year = int(rng.integers(FIRST, LAST + 1))
        sides = rng.permutation(STATES)[:5]
        for one in sides[:2]:  # the first of each side is an originator, others join, at times later
            for other in sides[2:4]:
                starter = (bool(one == sides[0]), bool(other == sides[2]))
                begin = year + (0 if all(starter) else int(rng.integers(0, 3)))
                disputes += [Dispute(number, int(one), int(other), at, at == begin, *starter)
                             for at in range(begin, begin + 2) if at <= LAST]  # fmt: skip
    return {
        "system": [Spell(state, state, FIRST - 2 if state < 9 else 1955, LAST + 4) for state in STATES],
        "majors": [Spell(1, 1, FIRST - 2, LAST)],
        "contiguity": spells(14, 30),
        "pacts": spells(18, 12),
        "rivalries": spells(14, 20),
        "deliveries": spells(20, 3),
        "disputes": disputes,
    }


def plain(world, since: int, last: int, level: str, outcome: str, years: int):
    """n and k by class, after disputes and in quiet years, by the definitions and nothing else."""

    def holds(kind: str, one: int, other: int, year: int, longer: int = 0) -> bool:
        return any({s.one, s.other} == {one, other} and s.first <= year <= s.last + longer for s in world[kind])

    def tie(one: int, other: int, year: int) -> str:
        rival, ally = holds("rivalries", one, other, year), holds("pacts", one, other, year)
        if rival and ally:
            return "contested"
        if rival or ally:
            return "rival" if rival else "ally"
        return "arms" if holds("deliveries", one, other, year, longer=4) else "none"

    def near(c: int, x: int, year: int) -> bool:
        return holds("contiguity", c, x, year) or any(m.one == c and m.first <= year <= m.last for m in world["majors"])

    def fought(c: int, x: int, year: int, numbers: set[int]) -> bool:
        for row in world["disputes"]:
            if {row.one, row.other} == {c, x} and row.began:
                if year < row.year <= year + years:
                    return True
                original = row.original_one if row.one == c else row.original_other
                if row.number in numbers and not original and year <= row.year <= year + years:
                    return True
        return False

    def new_pact(c: int, x: int, year: int) -> bool | None:
        if holds("pacts", c, x, year) or holds("pacts", c, x, year - 1):
            return None
        return any(holds("pacts", c, x, at) for at in range(year + 1, year + years + 1))

    starts: dict[tuple[int, int, int], set[int]] = {}
    for row in world["disputes"]:
        if row.began and row.original_one and row.original_other and since <= row.year <= last:
            starts.setdefault((row.year, min(row.one, row.other), max(row.one, row.other)), set()).add(row.number)
    tallies = ({}, {})
    for year in range(since, last + 1 - years):
        for a, b in sorted({(a, b) for _, a, b in starts}):
            numbers = starts.get((year, a, b), set())
            fighting = any({r.one, r.other} == {a, b} and year - 2 <= r.year <= year for r in world["disputes"])
            for which, meant in ((0, bool(numbers)), (1, not fighting)):
                if not meant:
                    continue
                out = {state for r in world["disputes"] if r.number in numbers
                       for state, o in ((r.one, r.original_one), (r.other, r.original_other)) if o}  # fmt: skip
                for c in STATES:
                    lives = all(
                        any(s.one == x and s.first <= at <= s.last for s in world["system"])
                        for x in (a, b, c)
                        for at in range(year - 1, year + years + 1)
                    )
                    if c in {a, b} | out or not lives:
                        continue
                    for x, y in ((a, b), (b, a)) if level == "tie" else ((a, b),):
                        kinds = [tie(c, x, year - 1), tie(c, y, year - 1)]
                        if level == "pair":
                            kinds.sort(key=KINDS.index)
                        whom = (x,) if level == "tie" else (x, y)
                        reach = "near" if any(near(c, one, year - 1) for one in whom) else "far"
                        if outcome == "dispute":
                            happened = [fought(c, one, year, numbers) for one in whom]
                        else:
                            happened = [new for one in whom if (new := new_pact(c, one, year)) is not None]
                        if happened:
                            cell = tallies[which].setdefault((*kinds, reach), [0, 0])
                            cell[0] += 1
                            cell[1] += any(happened)
    return tallies


@pytest.fixture(scope="module")
def world():
    return invented()


@pytest.fixture(scope="module")
def counted(world):
    return count(structure_of((FIRST - 2, LAST + 4), **world), FIRST + 1, LAST)


@pytest.mark.parametrize("level", ["tie", "pair"])
@pytest.mark.parametrize("outcome", ["dispute", "closer"])
@pytest.mark.parametrize("years", [1, 3])
def test_every_count_agrees_with_plain_loops(world, counted, level, outcome, years):
    for wanted, got in zip(plain(world, FIRST + 1, LAST, level, outcome, years), counted, strict=True):
        own = {(c.of.one, c.of.other, c.of.reach): [found.n, found.k] for c, found in got.items()
               if (c.of.level, c.outcome, c.years) == (level, outcome, years) and c.of.one != "any"}  # fmt: skip
        assert own == wanted
        whole = got[Cell(Class(level, "any", "any", "any"), outcome, years)]
        assert [whole.n, whole.k] == np.sum(list(wanted.values()), axis=0).tolist()


def test_no_window_reaches_beyond_the_last_year_on_record(world):
    structure = structure_of((FIRST - 2, LAST + 4), **world)
    after, _ = count(structure, LAST - 2, LAST)
    assert {cell.years for cell in after} == {1}


def began(number: int, one: int, other: int, year: int, *, joins: bool = False) -> Dispute:
    return Dispute(number, one, other, year, began=True, original_one=not joins, original_other=True)


def test_a_state_that_began_the_dispute_is_no_third():
    disputes = [began(1, 1, 2, 1960), began(1, 3, 2, 1960)]
    life = [Spell(state, state, 1950, 1970) for state in (1, 2, 3, 4)]
    none = {"majors": [], "contiguity": [], "pacts": [], "rivalries": [], "deliveries": []}
    after, quiet = count(structure_of((1950, 1970), system=life, disputes=disputes, **none), 1955, 1968)
    cell = Cell(Class("pair", "none", "none", "far"), "dispute", 1)
    assert after[cell] == Count(2, 0, 2, 1.0)  # state 4 alone, once for each of the two pairs
    assert (
        quiet[cell].k == 2
    )  # from 1959 each of 1 and 3 is a third that fought 2 a year later: quiet is the year, not what follows


def test_joining_later_counts_and_only_against_the_one_joined_against():
    disputes = [began(1, 1, 2, 1960), began(1, 3, 2, 1962, joins=True)]
    life = [Spell(state, state, 1950, 1970) for state in (1, 2, 3)]
    none = {"majors": [], "contiguity": [], "pacts": [], "deliveries": []}
    rivals = [Spell(2, 3, 1951, 1969)]
    after, _ = count(structure_of((1950, 1970), system=life, disputes=disputes, rivalries=rivals, **none), 1955, 1968)
    assert after[Cell(Class("tie", "rival", "none", "far"), "dispute", 3)].k == 1
    assert after[Cell(Class("tie", "none", "rival", "far"), "dispute", 3)].k == 0
    assert after[Cell(Class("tie", "rival", "none", "far"), "dispute", 1)].k == 0
