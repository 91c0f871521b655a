"""Borders for small maps: Natural Earth's 1:50m countries (public domain), made by scripts/make_borders.py.

Natural Earth draws who holds an area in fact. `DISPUTED` names common borders that are, in whole or in part, in dispute
or not agreed, each with a document that says so; a map draws them dashed and takes no side. It is no complete list, and
a whole common border is marked where only a part is meant. What a treaty or an award that both sides accept has settled
since (Kyrgyzstan and Tajikistan, 13 March 2025; Eritrea and Ethiopia, 2002 and 2018) is not on it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["CREDIT", "DISPUTED", "Borders", "Line", "borders"]

CREDIT = "Borders: Natural Earth (public domain), 1:50m, thinned."
KASHMIR = "United Nations map note: the final status of Jammu and Kashmir has not yet been agreed upon by the parties"
DISPUTED = {
    frozenset(pair.split("/")): source
    for pair, source in (
        ("ARM/AZE", "not delimited in whole: regulation of the two border commissions of 30 August 2024"),
        ("BLZ/GTM", "International Court of Justice, General List 177"),
        ("CHN/BTN", "not delimited: memorandum of 14 October 2021 on steps towards a boundary"),
        ("CHN/IND", "line of actual control: agreement of 7 September 1993"),
        ("CYP/N. Cyprus", "S/RES/541 (1983)"),
        ("EGY/SDN", "Halaib: S/3963 (1958); Natural Earth, disputed areas"),
        ("ESH/MAR", "United Nations list of Non-Self-Governing Territories: Western Sahara"),
        ("GUY/VEN", "International Court of Justice, General List 171"),
        ("IND/PAK", KASHMIR),
        ("IND/Siachen Glacier", KASHMIR),
        ("ISR/LBN", "line of withdrawal, not a boundary: S/2000/590; S/RES/1701 (2006)"),
        ("ISR/PSE", "armistice lines of 1949: S/RES/2334 (2016)"),
        ("ISR/SYR", "S/RES/497 (1981)"),
        ("KEN/SSD", "Ilemi triangle: Natural Earth, disputed areas"),
        ("PAK/Siachen Glacier", KASHMIR),
        ("RUS/UKR", "A/RES/68/262 (2014); A/RES/ES-11/4 (2022)"),
        ("SDN/SSD", "United Nations map note: the final boundary has not yet been determined, nor the status of Abyei"),
        ("SOM/Somaliland", "Natural Earth, breakaway areas"),
        ("SRB/XKX", "S/RES/1244 (1999)"),
    )
}
"""Common borders in dispute or not agreed, in whole or in part, each with a document that says so."""


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
