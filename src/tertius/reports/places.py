"""Where the events are told to have taken place, on a map: borders as held, those in dispute dashed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from html import escape

from tertius.records import Analysis, Place
from tertius.reports.drawing import head
from tertius.reports.evidence import Evidence
from tertius.reports.tables import Cell, Row, Table
from tertius.world.borders import DISPUTED, borders
from tertius.world.countries import COUNTRIES

__all__ = ["drawing", "table"]

WIDTH = 720.0
LEAST = 8.0  # degrees of longitude shown at least
Point = tuple[float, float]
Frame = tuple[float, float, float, float]  # west, south, east, north


def placed(analysis: Analysis) -> dict[str, tuple[Place, list[str]]]:
    """Places with coordinates by name, each with the events told of it."""
    found: dict[str, tuple[Place, list[str]]] = {}
    for event in analysis.events:
        if event.place and event.place.lat is not None and event.place.lon is not None:
            found.setdefault(event.place.name, (event.place, []))[1].append(event.id)
    return found


def table(evidence: Evidence) -> Table:
    """The places of the map with both sides' names and their events."""
    rows = tuple(
        Row((Cell(p.name, note=f"also {', '.join(p.also)}" if p.also else ""), Cell(f"{p.lat:.2f}"), Cell(f"{p.lon:.2f}"),
             Cell(refs=evidence.links(ids))))
        for p, ids in placed(evidence.analysis).values()
    )  # fmt: skip
    return Table("Places on the map", ("Place", "Latitude", "Longitude", "Events"), rows)


def drawing(analysis: Analysis, key: str = "map") -> tuple[str, tuple[str, ...]]:
    """The SVG and the disputed borders in sight, as pairs in words; an empty text without places."""
    places = [place for place, _ in placed(analysis).values()]
    if not places:
        return "", ()
    triad = {a.code for a in (*analysis.case.between, analysis.case.on)}
    capitals = [(c.lon, c.lat) for c in COUNTRIES if c.iso3 in triad and c.lat is not None and c.lon is not None]
    frame = _frame([*((p.lon or 0.0, p.lat or 0.0) for p in places), *capitals])
    west, south, east, north = frame
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / (east - west)
    height = (north - south) * scale / squeeze

    def at(point: Point) -> Point:
        return (point[0] - west) * scale, (north - point[1]) * scale / squeeze

    def path(points: Iterable[Point]) -> str:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(at, points))

    world = borders()
    parts = [head(key, f"{WIDTH:g}", f"{height:.0f}", "Places of the events",
                  f"{len(places)} places; dashed lines are borders in dispute or not agreed.")]  # fmt: skip
    for code, rings in world.areas.items():
        seen = [ring for ring in rings if _in_sight(ring, frame)]
        if seen:
            kind = "land own" if code in triad else "land"
            parts.append(f'<path class="{kind}" d="{"".join(path(ring) + "Z" for ring in seen)}"/>')
    disputed = set()
    for line in world.lines:
        if len(line.sides) == 2 and _in_sight(line.points, frame):
            dashed = line.sides in DISPUTED
            disputed |= {"–".join(sorted(line.sides))} if dashed else set()
            parts.append(f'<path class="border{" disputed" if dashed else ""}" d="{path(line.points)}"/>')
    parts += _names(frame, triad, at)
    taken: list[Point] = []
    parts += [_label(at((place.lon or 0.0, place.lat or 0.0)), place, taken) for place in places]
    return "".join(parts) + "</svg>", tuple(sorted(disputed))


def _names(frame: Frame, own: set[str | None], at: Callable[[Point], Point]) -> list[str]:
    """The names of the countries in sight, in the middle of what is seen of each; small ones but the triad's go unnamed."""
    called = {country.iso3: country.name for country in COUNTRIES}
    labels, taken = [], list[tuple[Point, float]]()
    seen = [(code, _seen(rings, frame)) for code, rings in borders().areas.items()]
    for code, (middle, share) in sorted(seen, key=lambda one: (one[0] not in own, -one[1][1], one[0])):
        name = called.get(code, code)
        x, y = at(middle)
        wide = 3.6 * len(name)  # half of it, about
        clear = all(abs(y - v) > 13 or abs(x - u) > wide + other for (u, v), other in taken)
        if (share < 0.004 and code not in own) or not share or not clear or not wide < x < WIDTH - wide:
            continue
        taken.append(((x, y), wide))
        labels.append(
            f'<text class="country{" own" if code in own else ""}" x="{x:.1f}" y="{y:.1f}">{escape(name)}</text>'
        )
    return labels


def _seen(rings: Iterable[tuple[Point, ...]], frame: Frame) -> tuple[Point, float]:
    """Middle of the largest part of an area in the frame, and its share of the frame; the frame cuts each ring."""
    west, south, east, north = frame
    best: tuple[Point, float] = ((west, south), 0.0)
    for ring in rings:
        if not _in_sight(ring, frame):
            continue
        cut = [(min(max(x, west), east), min(max(y, south), north)) for x, y in ring]
        middle, size = _middle(cut)
        share = size / ((east - west) * (north - south))
        best = max(best, (middle, share), key=lambda one: one[1])
    return best


def _middle(ring: list[Point]) -> tuple[Point, float]:
    """Centroid and area of a ring, by the shoelace rule."""
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    crossed = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
    area = sum(crossed) / 2
    if not area:
        return ring[0], 0.0
    x = sum((a[0] + b[0]) * c for (a, b), c in zip(pairs, crossed, strict=True)) / (6 * area)
    y = sum((a[1] + b[1]) * c for (a, b), c in zip(pairs, crossed, strict=True)) / (6 * area)
    return (x, y), abs(area)


def _frame(points: list[Point]) -> Frame:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide = max(LEAST, max(xs) - min(xs)) * 0.2
    middle = (min(xs) + max(xs)) / 2
    half = max(LEAST / 2, (max(xs) - min(xs)) / 2) + wide
    return middle - half, max(-85.0, min(ys) - 0.7 * wide), middle + half, min(85.0, max(ys) + 0.7 * wide)


def _in_sight(points: Iterable[Point], frame: Frame) -> bool:
    listed = list(points)
    xs, ys = [x for x, _ in listed], [y for _, y in listed]
    west, south, east, north = frame
    # what spans the date line would be drawn across the map
    return max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north and max(xs) - min(xs) < 300


def _label(at: Point, place: Place, taken: list[Point]) -> str:
    """A dot and its name, moved up or down from a name that stands there already."""
    x, y = at
    side = -1 if x > WIDTH * 0.75 else 1
    anchor = "end" if side < 0 else "start"
    level = next(
        (y + dy for dy in (4, -9, 17, 30) if all(abs(y + dy - v) > 12 or abs(x - u) > 90 for u, v in taken)), y + 4
    )
    taken.append((x, level))
    return (
        f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        f'<text class="spot-name" x="{x + 7 * side:.1f}" y="{level:.1f}" text-anchor="{anchor}">{escape(place.name)}</text>'
    )
