"""The user's structural data sets, told by their columns, read into spells and disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertius.effects.classes._structure import Dispute, Spell, Structure, structure_of
from tertius.errors import HistoryError, InputError
from tertius.history.engine import form_of, scan, start

__all__ = ["DISPUTES", "read_folder"]

Row = dict[str, Any]
DISPUTES = ("MID", "GML")


@dataclass(frozen=True)
class _Set:
    """What a data set is called, the columns that tell it, and how its rows are read."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[Row], Iterator[Any]]


def read_folder(folder: str | Path, years: tuple[int, int], disputes: str = "MID") -> Structure:
    """The structure in the tables of `folder`, found by their columns; others are passed over.

    Needed are COW state membership, major powers and contiguity, ATOP alliances by dyad-year, at least one of the
    two rivalry lists, SIPRI deliveries with COW numbers, and directed dyadic disputes by year, MID or GML.

    Args:
        folder: with the tables, in Parquet, CSV, TSV or JSONL.
        years: first and last year to hold.
        disputes: `MID` or `GML`.

    Raises:
        InputError: no such folder.
        HistoryError: a data set that is needed is not among the tables; the message names it.
    """
    base = Path(folder)
    if not base.is_dir():
        raise InputError(f"no structural data at {folder}: give a folder with the tables")
    wanted = [one for one in _SETS if one.name not in DISPUTES or one.name == disputes]
    found: dict[str, list[Any]] = {}
    engine = start()
    for path in sorted(one for one in base.iterdir() if form_of(one)):
        table = scan(engine, path)
        known = next((one for one in wanted if set(one.columns) <= set(table.columns)), None)
        if known is not None:
            rows: Iterable[Row] = engine.fetched(table.select(*known.columns)).to_pylist()
            found.setdefault(known.name, []).extend(made for row in rows for made in known.read(row))
    missing = [one.name for one in wanted if one.name not in found]
    if missing:
        raise HistoryError(f"{folder} lacks {', '.join(missing)}: reference classes need all of these data sets")
    return structure_of(
        years, system=found["state membership"], majors=found["major powers"], contiguity=found["contiguity"],
        pacts=found["ATOP"], deliveries=found["SIPRI"], disputes=found[disputes],
        rivalries=found["Thompson-Dreyer rivalries"] + found["Thompson-Sakuwa-Suhas rivalries"],
    )  # fmt: skip


def _spells(one: str, other: str, first: str, last: str) -> Callable[[Row], Iterator[Spell]]:
    def read(row: Row) -> Iterator[Spell]:
        yield Spell(int(row[one]), int(row[other]), int(row[first]), int(row[last]))

    return read


def _contiguous(row: Row) -> Iterator[Spell]:
    if 1 <= int(row["conttype"]) <= 5:
        first, last = (int(str(row[name])[:4]) for name in ("stdate", "enddate"))
        yield Spell(int(row["ccode1"]), int(row["ccode2"]), first, last)


def _pact(row: Row) -> Iterator[Spell]:
    if 1 in (row["atop_defense"], row["atop_offense"]):
        yield Spell(int(row["ccode1"]), int(row["ccode2"]), int(row["year"]), int(row["year"]))


def _delivery(row: Row) -> Iterator[Spell]:
    if row["supplier_cown"] is not None and row["recipient_cown"] is not None and row["value"] > 0:
        yield Spell(int(row["supplier_cown"]), int(row["recipient_cown"]), int(row["year"]), int(row["year"]))


def _dispute(onset: str) -> Callable[[Row], Iterator[Dispute]]:
    def read(row: Row) -> Iterator[Dispute]:
        yield Dispute(
            number=int(row["dispnum"]), one=int(row["ccode1"]), other=int(row["ccode2"]), year=int(row["year"]),
            began=row[onset] == 1, original_one=row["orig1"] == 1, original_other=row["orig2"] == 1,
        )  # fmt: skip

    return read


_SETS = (
    _Set("state membership", ("stateabb", "ccode", "styear", "endyear"), _spells("ccode", "ccode", "styear", "endyear")),
    _Set("Thompson-Dreyer rivalries", ("rivalryno", "ccode1", "ccode2", "styear", "endyear"),
         _spells("ccode1", "ccode2", "styear", "endyear")),
    _Set("Thompson-Sakuwa-Suhas rivalries", ("tssr_id", "ccode1", "ccode2", "start", "end"),
         _spells("ccode1", "ccode2", "start", "end")),
    _Set("contiguity", ("ccode1", "ccode2", "conttype", "stdate", "enddate"), _contiguous),
    _Set("ATOP", ("ccode1", "ccode2", "year", "atop_defense", "atop_offense"), _pact),
    _Set("SIPRI", ("supplier_cown", "recipient_cown", "year", "value"), _delivery),
    _Set("MID", ("dispnum", "ccode1", "ccode2", "year", "disponset", "orig1", "orig2"), _dispute("disponset")),
    _Set("GML", ("dispnum", "ccode1", "ccode2", "year", "midonset", "orig1", "orig2"), _dispute("midonset")),
    _Set("major powers", ("ccode", "styear", "endyear", "version"), _spells("ccode", "ccode", "styear", "endyear")),
)  # fmt: skip
