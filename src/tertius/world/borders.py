"""Borders for small maps: Natural Earth's 1:50m countries (public domain), made by scripts/make_borders.py.

Natural Earth draws who holds an area in fact. `DISPUTED` names common borders that are, in whole or in part, in dispute
or not agreed; a map draws them dashed and takes no side. After Natural Earth's theme of breakaway and disputed areas
and the notes on the United Nations' maps; it is no complete list, and a whole common border is marked where only a
part is meant.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["CREDIT", "DISPUTED", "Borders", "Line", "borders"]

CREDIT = "Borders: Natural Earth (public domain), 1:50m, thinned."
DISPUTED = frozenset(
    frozenset(pair.split("/"))
    for pair in (
        "ARM/AZE", "IND/PAK", "CHN/IND", "ISR/PSE", "ISR/SYR", "ISR/LBN", "SDN/SSD", "RUS/UKR", "CYP/N. Cyprus",
        "ESH/MAR", "SRB/XKX", "SOM/Somaliland", "ERI/ETH", "GUY/VEN", "EGY/SDN", "CHN/BTN", "KGZ/TJK",
    )
)  # fmt: skip


class Line(NamedTuple):
    """Points (longitude, latitude; degrees) and the areas on its sides: one for a coast, two for a border."""

    points: tuple[tuple[float, float], ...]
    sides: frozenset[str]


class Borders(NamedTuple):
    lines: tuple[Line, ...]
    areas: dict[str, tuple[tuple[tuple[float, float], ...], ...]]  # rings by ISO 3166 alpha-3, or a name where none is


@cache
def borders() -> Borders:
    """All lines and areas of the world."""
    read = json.loads((Path(__file__).parent / "data" / "borders.json").read_text(encoding="utf-8"))
    arcs = [tuple((x / 100, y / 100) for x, y in zip(a[::2], a[1::2], strict=True)) for a in read["arcs"]]
    sides: dict[int, set[str]] = {}
    for name, rings in read["areas"].items():
        for arc in (arc for ring in rings for arc in ring):
            sides.setdefault(arc if arc >= 0 else ~arc, set()).add(name)
    lines = tuple(Line(arcs[i], frozenset(names)) for i, names in sorted(sides.items()))
    areas = {
        name: tuple(tuple(p for arc in ring for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])) for ring in rings)
        for name, rings in read["areas"].items()
    }
    return Borders(lines, areas)
