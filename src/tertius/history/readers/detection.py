"""What a file holds, told by its first lines: by its header, or by its width and the shape of its values."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Literal

from tertius.errors import HistoryError
from tertius.history._layout import Layout, layout_of
from tertius.history.readers.layouts import LAYOUTS, SourceLayout, named

__all__ = ["Sight", "sight_columns", "sight_text"]

_DELIMITERS = ("\t", ",", ";", "|")
_ALIASES = {"day": "sqldate", "event_intensity": "intensity", "event_id_cnty": "event_id_cnty"}

# Sets that have a shape of their own and hold no events of pairs; (columns it cannot do without, what it is).
_OTHERS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"gkgrecordid"}), "the GDELT knowledge graph, which has no events"),
    (frozenset({"ccode1", "ccode2"}), "a table of structure by Correlates of War codes"),
    (frozenset({"gpr"}), "the geopolitical risk index"),
    (frozenset({"gprd"}), "the geopolitical risk index"),
)


@dataclass(frozen=True)
class Sight:
    """What was seen of one file.

    Attributes:
        layout: the layout it has, or None.
        looks: what it looks like, in words.
        columns: its columns in order, by the names that are compared; beyond the layout's, `extra_1` and so on.
        header: whether the first line is a header.
        delimiter: what divides the values; empty where the form needs none (Parquet, JSON lines).
        roles: of a tidy table, which column plays which role.

    """

    layout: SourceLayout | None
    looks: str
    columns: tuple[str, ...] = ()
    header: bool = False
    delimiter: str = ""
    roles: tuple[tuple[str, str], ...] = ()


def sight_text(text: str) -> Sight:
    """What the beginning of a text file with divided values shows it to be."""
    lines = [line for line in text.splitlines() if line.strip()][:20]
    if not lines:
        return Sight(None, "an empty file")
    delimiter = max(_DELIMITERS, key=lines[0].count)
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, quoting=_quoting(delimiter)))
    if len(rows[0]) < 2:
        return Sight(None, "text without columns")
    if any(cell.strip().lstrip("+-").replace(".", "", 1).isdigit() for cell in rows[0]):
        return _headerless(rows, delimiter)
    return sight_columns(rows[0], delimiter=delimiter, header=True)


def _quoting(delimiter: str) -> Literal[0, 3]:
    # The tab-separated sets quote nothing: a lone quotation mark is part of a name.
    return csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL


def sight_columns(columns: list[str], *, delimiter: str = "", header: bool = False) -> Sight:
    """What a table with these columns is."""
    names = _distinct([_ALIASES.get(name, name) for name in map(named, columns)])
    there = set(names)
    for layout in LAYOUTS:
        if layout.needs and layout.needs <= there:
            return Sight(layout, layout.title, names, header, delimiter)
    other = next((what for signs, what in _OTHERS if signs <= there), None)
    if other:
        return Sight(None, other)
    return _tidy(columns, names, delimiter, header=header)


def _tidy(columns: list[str], names: tuple[str, ...], delimiter: str, *, header: bool) -> Sight:
    try:
        layout: Layout = layout_of(columns, "")
    except HistoryError:
        shown = ", ".join(columns[:8]) + (f" and {len(columns) - 8} more" if len(columns) > 8 else "")
        return Sight(None, f"a table with the columns {shown}")
    if layout.kind == "panel":
        return Sight(None, "a panel of dyads (import it as panel)")
    places = dict(zip(columns, names, strict=True))
    roles = tuple((role, places[column]) for role, column in layout.roles.items())
    return Sight(LAYOUTS[-1], LAYOUTS[-1].title, names, header, delimiter, roles)


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Names without a second of the same, and none empty (trailing tabs make columns without a name)."""
    found: list[str] = []
    for place, name in enumerate(names):
        found.append(name if name and name not in found else f"extra_{place}")
    return tuple(found)


def _headerless(rows: list[list[str]], delimiter: str) -> Sight:
    widths = [len(row) for row in rows]
    width = max(widths, key=lambda one: (widths.count(one), one))
    whole = [row for row in rows if len(row) == width]
    for layout in LAYOUTS:
        if width not in layout.widths or delimiter != _DIVIDES[layout.name]:
            continue
        if 2 * sum(map(_FITS[layout.name], whole)) > len(whole):  # a bad row or two hide nothing
            return Sight(layout, layout.title, layout.columns[:width], False, delimiter)  # noqa: FBT003
    if width == 27 and re.fullmatch(r"\d{14}-T?\d+", whole[0][0]):
        return Sight(None, "the GDELT knowledge graph, which has no events")
    divided = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}[delimiter]
    return Sight(None, f"a table of {width} columns divided by {divided} without a header")


def _digits(cell: str, length: int | None = None) -> bool:
    return cell.strip().isdigit() and length in (None, len(cell.strip()))


def _is_gdelt(row: list[str]) -> bool:
    return _digits(row[0]) and _digits(row[3], 4)


def _is_mention(row: list[str]) -> bool:
    return _digits(row[0]) and _digits(row[2], 14)


def _is_ucdp(row: list[str]) -> bool:
    return _digits(row[0]) and row[5].strip() in {"1", "2", "3", "type_of_violence"}


_DIVIDES = {"gdelt_v2": "\t", "gdelt_v1": "\t", "gdelt_mentions": "\t", "ucdp_ged": ","}
_FITS = {"gdelt_v2": _is_gdelt, "gdelt_v1": _is_gdelt, "gdelt_mentions": _is_mention, "ucdp_ged": _is_ucdp}
