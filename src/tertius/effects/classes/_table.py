"""The table of counts that ships, or one that a user made: figures only, with their sources."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tertius.effects.classes._counting import ANY, Cell, Class, Count
from tertius.errors import InputError

__all__ = ["LEAST_N", "LEAST_PAIRS", "Table", "read_table", "table_text"]

LEAST_N = 30
LEAST_PAIRS = 10  # distinct A-B pairs
SHIPPED = Path(__file__).parents[1] / "data" / "reference_classes.tsv"
COLUMNS = ("data", "level", "one", "other", "reach", "outcome", "years", "n", "k", "pairs", "effect",
           "base_n", "base_k", "base_pairs", "base_effect")  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Per data set and era, per cell: the count after disputes began, and that of quiet years (None: none)."""

    counts: Mapping[str, Mapping[Cell, tuple[Count, Count | None]]]
    sources: tuple[str, ...]


def table_text(
    counted: Mapping[str, tuple[Mapping[Cell, Count], Mapping[Cell, Count]]], sources: tuple[str, ...]
) -> str:
    """The table as text; cells with fewer than 30 triad-years or 10 pairs are left out, since no rate is stated on them."""
    lines = [
        "# Rates of what third states did after A-B disputes began, and in quiet years of the same pairs (base).",
        "# Counts of triad-years; `effect` is the design effect. Made by scripts/make_reference_classes.py.",
        *(f"# source: {one}" for one in sources),
        "\t".join(COLUMNS),
    ]
    for name, (after, quiet) in counted.items():
        for cell, found in sorted(after.items()):
            if found.n >= LEAST_N and found.pairs >= LEAST_PAIRS:
                of = (name, cell.of.level, cell.of.one, cell.of.other, cell.of.reach, cell.outcome, str(cell.years))
                lines.append("\t".join([*of, *_written(found), *_written(quiet.get(cell))]))
    return "\n".join(lines) + "\n"


def _written(found: Count | None) -> tuple[str, ...]:
    if found is None:
        return ("0",) * 4
    return str(found.n), str(found.k), str(found.pairs), f"{found.effect:.3g}"


def read_table(path: str | os.PathLike[str] | None = None) -> Table:
    """Read the shipped table, or the one at `path`.

    Raises:
        InputError: it is missing, or is no such table.
    """
    source = SHIPPED if path is None else Path(path)
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the table of reference classes {source}: {error}") from error
    sources = tuple(line.removeprefix("# source: ") for line in lines if line.startswith("# source: "))
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    if not rows or tuple(rows[0]) != COLUMNS:
        raise InputError(f"{source} is no table of reference classes; make one with scripts/make_reference_classes.py")
    counts: dict[str, dict[Cell, tuple[Count, Count | None]]] = {}
    for number, row in enumerate(rows[1:], start=1):
        try:
            data, cell, both = _read(row)
        except (ValueError, IndexError) as error:
            raise InputError(f"{source} is damaged in row {number} ({error}); make it again") from error
        counts.setdefault(data, {})[cell] = both
    if not counts:
        raise InputError(f"{source} holds no class with {LEAST_N} triad-years and {LEAST_PAIRS} pairs behind it")
    if any(not any(cell.of.one == ANY for cell in of) for of in counts.values()):
        raise InputError(f"{source} lacks the rows of all third states; make it again")
    return Table(counts, sources)


def _read(row: list[str]) -> tuple[str, Cell, tuple[Count, Count | None]]:
    data, level, one, other, reach, outcome, years, *numbers = row
    if len(numbers) != 8:
        raise ValueError(f"{len(row)} columns")
    after, base = _counted(numbers[:4]), _counted(numbers[4:])
    if after.n == 0:
        raise ValueError("no triad-year")
    return data, Cell(Class(level, one, other, reach), outcome, int(years)), (after, base if base.n else None)


def _counted(cells: list[str]) -> Count:
    found = Count(int(cells[0]), int(cells[1]), int(cells[2]), float(cells[3]))
    if not 0 <= found.k <= found.n:
        raise ValueError(f"{found.k} of {found.n} is no rate")
    return found
