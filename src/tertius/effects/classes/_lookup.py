"""The outside view of one triad: its class looked up in the table of counts."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator

from tertius.effects._words import name_of
from tertius.effects.classes._counting import ANY, OUTCOMES, WINDOWS, Cell, Class, Count
from tertius.effects.classes._intervals import jeffreys
from tertius.effects.classes._profiles import WORDS, Standing, standing
from tertius.effects.classes._structure import KINDS
from tertius.effects.classes._table import LEAST_N, LEAST_PAIRS, Table, read_table
from tertius.errors import UsageError
from tertius.records import ReferenceClass, ReferenceRate, Tie

__all__ = ["reference_class"]

SPELLED = {1: "one year", 3: "three years"}
DID = {"dispute": "{0} a militarised dispute with {2}", "closer": "{1} to a new defence or offence pact with {2}"}
CAVEATS = (
    "A rate of a class says how often, not why: years with an A-B dispute differ from quiet ones in more than the dispute.",
    (
        "A dispute is a militarised one (threat, display or use of force between states); tension short of that is not "
        "counted, and the case at hand may be short of it."
    ),
    (
        "Records are by year and end in 2014 (MID) or 2010 (GML), pacts in 2018, rivalries in 2010 and 2020, contiguity "
        "in 2016; nothing later is in a rate."
    ),
    (
        "ATOP keeps treaties that nobody honours, and rivalry lists miss rivalries: the class of a state in the records "
        "can be wrong. Arms deliveries are those of major weapons, in the five years before."
    ),
    (
        "Triads share disputes and states; the intervals are widened for that, and remain approximate. Several rates stand "
        "side by side: one that differs from its base rate alone is weak evidence."
    ),
)


def reference_class(
    ties: Iterable[Tie],
    between: tuple[str, str],
    on: str,
    *,
    at: dt.date | None = None,
    table: str | os.PathLike[str] | None = None,
) -> ReferenceClass:
    """How often states with C's ties entered a dispute with A or B, or moved closer, after an A-B dispute began.

    Needs no event history. What is counted, and how, stands in docs/effects.md.

    Args:
        ties: of C with A and B; others are passed over.
        between: codes of A and B.
        on: code of C.
        at: only ties in force on that day count (the case's cut-off); None: all.
        table: a table made by scripts/make_reference_classes.py; by default the one that ships.

    Raises:
        UsageError: A = B, or C among A and B.
        InputError: `table` is missing or damaged.
    """
    if between[0] == between[1] or on in between:
        raise UsageError("name three different actors: A, B and C")
    known = list(ties)
    a, b = sorted(between)
    to = {end: standing(known, on, end, at) for end in (a, b)}
    basis = tuple(dict.fromkeys([*to[a].basis, *to[b].basis]))
    if not basis:
        because = (f"no alliance, enmity, arms delivery or border of {name_of(on)} with {name_of(a)} or {name_of(b)} is "
                   "on record, so it cannot be told what class it is in")  # fmt: skip
        return ReferenceClass(between=(a, b), on=on, at=at, profile=None, because=because)
    counts = read_table(table)
    lookup = _Lookup((a, b), on, to, counts)
    main, *others = counts.counts
    rates = tuple(lookup.rates(main))
    return ReferenceClass(
        between=(a, b),
        on=on,
        at=at,
        profile=lookup.profile,
        basis=basis,
        rates=rates,
        variants=tuple(rate for data in others for rate in lookup.rates(data)),
        because=None if rates else lookup.too_few(main),
        sources=counts.sources,
        caveats=(*CAVEATS, *_about(to, on)) if rates else (),
    )


def _about(to: dict[str, Standing], on: str) -> Iterator[str]:
    for end, one in to.items():
        for tie in one.stand_ins:
            yield f"The tie {tie} is taken as a rivalry, which is the nearest that the records count."
        if not one.near:
            yield (
                f"No border of {name_of(on)} with {name_of(end)} is on record: it is taken as out of reach; the records "
                "count neighbours across up to 400 miles of water, and major powers, as within reach."
            )
        if one.kind == "none":
            yield f"No tie of {name_of(on)} with {name_of(end)} of a kind that the records count is on record."


class _Lookup:
    """One triad in one table."""

    def __init__(self, between: tuple[str, str], on: str, to: dict[str, Standing], table: Table) -> None:
        self.between = between
        self.on = on
        self.to = to
        self.table = table

    @property
    def profile(self) -> str:
        """C's standing with both, in words."""
        a, b = (f"{WORDS[self.to[end].kind]} {name_of(end)}" for end in self.between)
        near = [name_of(end) for end in self.between if self.to[end].near]
        reach = f"within reach of {' and '.join(near)}" if near else "out of reach of both"
        return f"{name_of(self.on)}: {a}, {b}, {reach}"

    def classes(self) -> Iterator[tuple[tuple[str, ...], Class]]:
        """What the class is of each question: with either, with A, with B."""
        a, b = self.between
        one, other = sorted((self.to[a].kind, self.to[b].kind), key=KINDS.index)
        yield self.between, Class("pair", one, other, "near" if self.to[a].near or self.to[b].near else "far")
        for end, rest in ((a, b), (b, a)):
            near = "near" if self.to[end].near else "far"
            yield (end,), Class("tie", self.to[end].kind, self.to[rest].kind, near)

    def rates(self, data: str) -> Iterator[ReferenceRate]:
        """Every rate that enough triad-years stand behind."""
        for about, of in self.classes():
            for outcome in OUTCOMES:
                for years in WINDOWS:
                    cell = Cell(of, outcome, years)
                    found = self.table.counts[data].get(cell)
                    whole = self.table.counts[data].get(Cell(Class(of.level, ANY, ANY, ANY), outcome, years))
                    if found is not None and whole is not None and _enough(found[0]):
                        yield self.rate(about, cell, data, found, whole[0])

    def rate(
        self, about: tuple[str, ...], cell: Cell, data: str, found: tuple[Count, Count | None], whole: Count
    ) -> ReferenceRate:
        after, base = found
        low, high = _interval(after)
        independent = jeffreys(after.k, after.n)
        quiet = _interval(base) if base is not None else None
        compared = "not told apart from"
        if quiet is not None and (low > quiet[1] or high < quiet[0]):
            compared = "above" if low > quiet[1] else "below"
        return ReferenceRate(
            about=about,
            outcome=cell.outcome,
            years=cell.years,
            data=data,
            n=after.n,
            k=after.k,
            pairs=after.pairs,
            rate=after.k / after.n,
            low=low,
            high=high,
            low_independent=independent[0],
            high_independent=independent[1],
            base_n=base.n if base is not None else 0,
            base_rate=base.k / base.n if base is not None else None,
            base_low=quiet[0] if quiet is not None else None,
            base_high=quiet[1] if quiet is not None else None,
            everyone=whole.k / whole.n,
            compared=compared,
            claim=self.claim(about, cell),
            text=self.text(about, cell, data, after, (low, high), base),
        )

    def text(
        self,
        about: tuple[str, ...],
        cell: Cell,
        data: str,
        after: Count,
        interval: tuple[float, float],
        base: Count | None,
    ) -> str:
        """The rate in a sentence that names what was counted."""
        both = len(about) == 2
        near = cell.of.reach == "near"
        reach = ("within reach of at least one" if near else "out of reach of both") if both else (
            f"{'within' if near else 'out of'} reach of the former"
        )  # fmt: skip
        did = DID[cell.outcome].format("entered", "came", "either" if both else "the former")
        quiet = f"; in quiet years of the same pairs {_percent(base.k / base.n)}" if base is not None else ""
        return (
            f"states that were {WORDS[cell.of.one]} one of a pair and {WORDS[cell.of.other]} the other, {reach}, {did} "
            f"within {SPELLED[cell.years]} after a dispute between the two began in {after.k:,} of {after.n:,} "
            f"triad-years, {_percent(after.k / after.n)} (90% interval {_percent(interval[0])} to "
            f"{_percent(interval[1])}; {data}){quiet}"
        )

    def claim(self, about: tuple[str, ...], cell: Cell) -> str:
        """What the rate is a rate of, said of this triad."""
        did = DID[cell.outcome].format("enters", "comes", " or ".join(name_of(code) for code in about))
        pair = " and ".join(name_of(code) for code in self.between)
        return (
            f"{name_of(self.on)} {did} within {SPELLED[cell.years]} after a militarised dispute between {pair} begins"
        )

    def too_few(self, data: str) -> str:
        """Why no class fits."""
        (_, of), *_ = self.classes()
        return (f"fewer than {LEAST_N} triad-years or {LEAST_PAIRS} pairs stand behind the class of {self.profile} "
                f"({of.one}, {of.other}, {of.reach}; {data})")  # fmt: skip


def _enough(count: Count) -> bool:
    return count.n >= LEAST_N and count.pairs >= LEAST_PAIRS


def _interval(count: Count) -> tuple[float, float]:
    return jeffreys(count.k / count.effect, count.n / count.effect)


def _percent(share: float) -> str:
    return f"{100 * share:.{0 if share >= 0.1 else 1}f}%"
