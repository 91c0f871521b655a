"""Writes src/tertius/world/data/borders.json from Natural Earth's 1:50m countries (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/make_borders.py package/countries-50m.json

Lines are thinned to a twentieth of a degree and stored in hundredths of a degree. Made with Natural Earth
(naturalearthdata.com), by way of the npm package world-atlas.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tertius.errors import NameNotResolved
from tertius.world.countries import by_name

TARGET = Path(__file__).parents[1] / "src" / "tertius" / "world" / "data" / "borders.json"
LEAST = 4  # hundredths of a degree


def main() -> None:
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((round((x * sx + tx) * 100), round((y * sy + ty) * 100)))
        arcs.append([value for point in thinned(line) for value in point])
    areas: dict[str, list[list[int]]] = {}
    for item in atlas["objects"]["countries"]["geometries"]:
        name = item["properties"]["name"]
        polygons = item.get("arcs", []) if item["type"] == "MultiPolygon" else [item.get("arcs", [])]
        areas.setdefault(code_of(name), []).extend(ring for polygon in polygons for ring in polygon)
    TARGET.write_text(json.dumps({"arcs": arcs, "areas": areas}, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(arcs)} lines, {len(areas)} areas, {TARGET.stat().st_size:,} bytes")


SHORT = {"W. Sahara": "ESH", "S. Sudan": "SSD", "Bosnia and Herz.": "BIH", "Dem. Rep. Congo": "COD", "Palestine": "PSE",
         "Central African Rep.": "CAF", "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ", "Czechia": "CZE"}  # fmt: skip


def code_of(name: str) -> str:
    """ISO 3166 alpha-3, or the name as Natural Earth shortens it where we have no country of that name."""
    if name in SHORT:
        return SHORT[name]
    try:
        return by_name(name).iso3
    except NameNotResolved:
        return name


def thinned(line: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Douglas and Peucker (1973): points farther than `LEAST` from the line between those kept."""
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(((distance(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0, 0))
        if far > LEAST:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [line[i] for i in sorted(kept)]


def distance(point: tuple[int, int], a: tuple[int, int], b: tuple[int, int]) -> float:
    (x, y), (x1, y1), (x2, y2) = point, a, b
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if length == 0:
        return ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


if __name__ == "__main__":
    main()
