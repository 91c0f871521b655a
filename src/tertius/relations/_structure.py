"""Ties from the structural data sets that a user has: borders, alliances, rivalries, arms deliveries.

Read by their columns: direct contiguity (Correlates of War), ATOP alliances by dyad and year, the
rivalries of Thompson and Dreyer and of Thompson, Sakuwa and Suhas, and SIPRI deliveries in
trend-indicator values. Each tie says in its source where the data end: a record that stops at the
end of its data is taken as still in force and open, which may no longer hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertius.errors import HistoryError, InputError, NameNotResolved
from tertius.history.engine import Engine, form_of, scan, start
from tertius.records import Actor, Asserter, Relation, Tie

__all__ = ["read_structure"]


@dataclass(frozen=True)
class _Spell:
    """Two states (Correlates of War numbers), from the first to the last year on record."""

    one: int
    other: int
    first: int
    last: int
    detail: str = ""


@dataclass(frozen=True)
class _Set:
    """One data set: how it is told by its columns, what tie it makes, and how its spells are read."""

    name: str
    columns: frozenset[str]
    relation: Relation
    sign: int
    spells: Callable[[Any], Any]


def read_structure(
    paths: Iterable[str | Path], actors: Sequence[Actor], *, until: dt.date | None = None
) -> tuple[Tie, ...]:
    """The ties among `actors` (states) in structural tables; in a folder, tables of other kinds are passed over.

    With the cut-off `until`, nothing of a year that ends after it is used.

    Raises:
        InputError: a path is missing.
        HistoryError: a file that was named is not one of the known data sets.

    """
    states = {actor.state: actor for actor in actors if actor.state}
    year = dt.date.max.year if until is None else (until + dt.timedelta(days=1)).year - 1
    engine = start()
    ties: list[Tie] = []
    for path in map(Path, paths):
        if not path.exists():
            raise InputError(f"no structural data at {path}: the path does not exist")
        named = not path.is_dir()
        for file in [path] if named else sorted(one for one in path.iterdir() if form_of(one)):
            table = scan(engine, file)
            known = next((one for one in _SETS if one.columns <= set(table.columns)), None)
            if known is None and named:
                names = ", ".join(one.name for one in _SETS)
                raise HistoryError(f"{file} is none of the structural data sets that can be read: {names}")
            if known is not None:
                ties += _ties(engine, known, table, states, year)
    return tuple(ties)


def _ties(engine: Engine, known: _Set, table: Any, states: dict[str, Actor], year: int) -> list[Tie]:
    if "year" in known.columns:
        table = table.filter(table.year <= year)
    rows = engine.fetched(known.spells(table)).to_pylist()
    spells = [
        _Spell(row["one"], row["other"], row["first"], min(row["last"], year), row["detail"])
        for row in rows
        if row["first"] <= year
    ]
    end = max((spell.last for spell in spells), default=0)
    found = []
    for spell in spells:
        one, other = states.get(_iso(spell.one)), states.get(_iso(spell.other))
        if one is not None and other is not None:
            found.append(_tie(known, spell, one, other, end))
    return found


def _tie(known: _Set, spell: _Spell, one: Actor, other: Actor, end: int) -> Tie:
    years = f"{spell.first} to {spell.last}" if spell.last > spell.first else f"{spell.first}"
    detail = f", {spell.detail}" if spell.detail else ""
    return Tie(
        a=one,
        b=other,
        relation=known.relation,
        sign=known.sign,
        since=dt.date(max(spell.first, 1), 1, 1),
        until=dt.date(spell.last, 12, 31) if spell.last < end else None,
        by=Asserter(name=known.name),
        source=f"{known.name}, {years}{detail}; the data end in {end}",
    )


def _iso(number: int) -> str:
    from tertius.world.countries import by_cow

    try:
        return by_cow(number).iso3
    except NameNotResolved:
        return ""


def _borders(table: Any) -> Any:
    import ibis

    # 1 is a border on land or along a river; 2 to 5 are water of growing width.
    land = table.filter((table.conttype == 1) & (table.ccode1 < table.ccode2))
    return land.select(
        one=land.ccode1.cast("int64"),
        other=land.ccode2.cast("int64"),
        first=land.stdate.cast("date").year().cast("int64"),
        last=land.enddate.cast("date").year().cast("int64"),
        detail=ibis.literal("by land or river"),
    ).order_by(["one", "other", "first"])


def _alliances(table: Any) -> Any:
    import ibis

    pacts = table.filter(((table.atop_defense == 1) | (table.atop_offense == 1)) & (table.ccode1 < table.ccode2))
    return _by_pair(pacts, pacts.ccode1, pacts.ccode2, lambda _: ibis.literal("defence or offence pact"))


def _deliveries(table: Any) -> Any:
    rows = table.filter(table.supplier_cown.notnull() & table.recipient_cown.notnull() & (table.value > 0))
    return _by_pair(
        rows, rows.supplier_cown, rows.recipient_cown,
        lambda years: years.value.sum().cast("int64").cast("string") + " TIV delivered in all",
    )  # fmt: skip


def _by_pair(rows: Any, one: Any, other: Any, detail: Callable[[Any], Any]) -> Any:
    """First and last year per pair of a table by year."""
    years = rows.mutate(one=one.cast("int64"), other=other.cast("int64"), at=rows.year.cast("int64"))
    spans = years.group_by("one", "other").agg(first=years["at"].min(), last=years["at"].max(), detail=detail(years))
    return spans.order_by(["one", "other"])


def _rivalries(first: str, last: str) -> Callable[[Any], Any]:
    def spells(table: Any) -> Any:
        import ibis

        return table.select(
            one=table.ccode1.cast("int64"),
            other=table.ccode2.cast("int64"),
            first=table[first].cast("int64"),
            last=table[last].cast("int64"),
            detail=ibis.literal(""),
        ).order_by(["one", "other", "first"])

    return spells


_SETS = (
    _Set(
        "Correlates of War direct contiguity", frozenset({"ccode1", "ccode2", "conttype", "stdate", "enddate"}),
        Relation.BORDER, 0, _borders,
    ),
    _Set(
        "ATOP alliances", frozenset({"ccode1", "ccode2", "year", "atop_defense", "atop_offense"}),
        Relation.ALLY, 1, _alliances,
    ),
    _Set(
        "Thompson and Dreyer rivalries", frozenset({"rivalryno", "ccode1", "ccode2", "styear", "endyear"}),
        Relation.ADVERSARY, -1, _rivalries("styear", "endyear"),
    ),
    _Set(
        "Thompson, Sakuwa and Suhas rivalries", frozenset({"tssr_id", "ccode1", "ccode2", "start", "end"}),
        Relation.ADVERSARY, -1, _rivalries("start", "end"),
    ),
    _Set(
        "SIPRI arms deliveries", frozenset({"supplier_cown", "recipient_cown", "year", "value"}),
        Relation.ARMS, 1, _deliveries,
    ),
)  # fmt: skip
