"""The web of ties as an SVG: the triad in the middle, the others around it, always laid out the same way."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from tertius.records import Actor, ActorKind, Analysis, Tie
from tertius.reports.drawing import head

__all__ = ["drawing"]

RADIUS = 24.0
TRIAD = ((-150.0, 80.0), (150.0, 80.0), (0.0, -110.0))  # A, B, C, around the centre
RING = (310.0, 225.0)  # half axes of the ellipse the others stand on
OUTSIDE = 200.0  # farther from the centre than any of the triad
BEND = 56.0  # distance between the lines of one pair
MOST = 16  # actors around the triad; more would be unreadable, and the table has them all
STYLES = {1: ("plus", "+"), -1: ("minus", "−"), 0: ("zero", "0")}
Point = tuple[float, float]


@dataclass(frozen=True)
class _Edge:
    a: str
    b: str
    sign: int
    numbers: tuple[int, ...]  # of the ties it stands for, as numbered in the table
    relations: tuple[str, ...]


def key_of(actor: Actor) -> str:
    """Where an actor is drawn: offices and forces of a state at the state."""
    return actor.state or actor.code or actor.name


def drawing(analysis: Analysis, key: str = "web") -> tuple[str, int]:
    """The SVG and how many actors stand in the table alone; an empty text without ties."""
    edges = _edges(analysis.ties)
    if not edges:
        return "", 0
    triad = [key_of(actor) for actor in (*analysis.case.between, analysis.case.on)]
    actors = [actor for tie in analysis.ties for actor in (tie.a, tie.b)]
    # a state that only its offices stand for goes by its code
    names = {
        key_of(actor): actor.state if actor.state and actor.kind != ActorKind.STATE else actor.name for actor in actors
    }
    names |= {key_of(actor): actor.name for actor in actors if actor.kind == ActorKind.STATE}
    names |= {key_of(actor): actor.name for actor in (*analysis.case.between, analysis.case.on)}
    others = _others(edges, triad)
    spots = _spots(triad, others[:MOST], edges)
    drawn = [edge for edge in edges if edge.a in spots and edge.b in spots]
    title = "Ties among the actors"
    described = f"{len(drawn)} lines between {len(spots)} actors; solid with + positive, dashed with − negative, dotted neither."
    curves = [_curve(edge, spots, drawn) for edge in drawn]
    left, top, width, height = _frame([*spots.values(), *(curve[3] for curve in curves)])
    parts = [
        head(key, f"{width:g}", f"{height:g}", title, described, links=True),
        f'<g transform="translate({-left:g},{-top:g})">',
    ]
    parts += [_line(edge, curve) for edge, curve in zip(drawn, curves, strict=True)]
    parts += [_node(code, names[code], spots[code], code in triad) for code in spots]
    parts += [_knot(edge, curve) for edge, curve in zip(drawn, curves, strict=True)]
    return "".join(parts) + "</g></svg>", max(0, len(others) - MOST)


def _frame(spots: list[Point]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the drawing, names included."""
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    left, top = math.floor(min(xs) - 110), math.floor(min(ys) - 60)
    return left, top, math.ceil(max(xs) + 110) - left, math.ceil(max(ys) + 70) - top


def _edges(ties: Iterable[Tie]) -> list[_Edge]:
    """One line per pair and sign, however many ties it stands for."""
    grouped: dict[tuple[str, str, int], list[tuple[int, str]]] = {}
    for number, tie in enumerate(ties, 1):
        a, b = sorted((key_of(tie.a), key_of(tie.b)))
        if a == b:
            continue
        grouped.setdefault((a, b, (tie.sign > 0) - (tie.sign < 0)), []).append((number, tie.relation.value))
    return [
        _Edge(a, b, sign, tuple(n for n, _ in group), tuple(dict.fromkeys(r for _, r in group)))
        for (a, b, sign), group in sorted(grouped.items())
    ]


def _others(edges: list[_Edge], triad: list[str]) -> list[str]:
    """Actors outside the triad, those with most ties first."""
    degree: dict[str, int] = {}
    for edge in edges:
        for end in (edge.a, edge.b):
            degree[end] = degree.get(end, 0) + len(edge.numbers)
    return sorted((code for code in degree if code not in triad), key=lambda code: (-degree[code], code))


def _spots(triad: list[str], others: list[str], edges: list[_Edge]) -> dict[str, Point]:
    """The triad as a triangle; the others on an ellipse, each near those of the triad it is tied to."""
    spots = {code: (x, y) for code, (x, y) in zip(triad, TRIAD, strict=True)}
    wanted = {code: _pull(code, spots, edges) for code in others}
    ring = sorted(others, key=lambda code: (wanted[code], code))
    if not ring:
        return spots
    step = 2 * math.pi / len(ring)
    # the ring is turned so that its members stand, on the whole, closest to where they are pulled
    turn = sum(math.remainder(wanted[code] - i * step, 2 * math.pi) for i, code in enumerate(ring)) / len(ring)
    for i, code in enumerate(ring):
        angle = turn + i * step
        spots[code] = (RING[0] * math.cos(angle), RING[1] * math.sin(angle))
    return spots


def _pull(code: str, spots: dict[str, Point], edges: list[_Edge]) -> float:
    """Angle from the centre to the middle of an actor's partners in the triad."""
    ends = [edge.b if edge.a == code else edge.a for edge in edges if code in (edge.a, edge.b)]
    near = [spots[end] for end in ends if end in spots]
    if not near:
        return math.pi / 2
    x = sum(p[0] for p in near) / len(near)
    y = sum(p[1] for p in near) / len(near)
    return math.atan2(y, x) % (2 * math.pi)


def _curve(edge: _Edge, spots: dict[str, Point], drawn: list[_Edge]) -> tuple[Point, Point, Point, Point]:
    """Start, control, end and middle of a curve; several lines of one pair bend apart."""
    (x1, y1), (x2, y2) = spots[edge.a], spots[edge.b]
    family = [other for other in drawn if (other.a, other.b) == (edge.a, edge.b)]
    bend = BEND * (family.index(edge) - (len(family) - 1) / 2)
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    if min(math.hypot(x1, y1), math.hypot(x2, y2)) > OUTSIDE:
        # two from the ring: the line goes around the triad, not through it
        mx, my = (x1 + x2) / 2, (y1 + y2) / 2
        away = math.hypot(mx, my)
        ux, uy = (mx / away, my / away) if away > 1 else (0.0, 1.0)
        reach = max(0.0, 1.5 * RING[1] - away) + 2 * abs(bend)
        cx, cy = mx + ux * reach, my + uy * reach
        return (x1, y1), (cx, cy), (x2, y2), ((x1 + 2 * cx + x2) / 4, (y1 + 2 * cy + y2) / 4)
    cx = (x1 + x2) / 2 - 2 * bend * (y2 - y1) / length
    cy = (y1 + y2) / 2 + 2 * bend * (x2 - x1) / length
    return (x1, y1), (cx, cy), (x2, y2), ((x1 + 2 * cx + x2) / 4, (y1 + 2 * cy + y2) / 4)


def _line(edge: _Edge, curve: tuple[Point, Point, Point, Point]) -> str:
    (x1, y1), (cx, cy), (x2, y2), _ = curve
    style, _ = STYLES[edge.sign]
    return f'<path class="tie {style}" d="M{x1:.1f},{y1:.1f} Q{cx:.1f},{cy:.1f} {x2:.1f},{y2:.1f}"/>'


def _knot(edge: _Edge, curve: tuple[Point, Point, Point, Point]) -> str:
    """The sign in the middle of a line, what it stands for, and the link to the first of its ties."""
    mx, my = curve[3]
    style, glyph = STYLES[edge.sign]
    label = escape(f"{', '.join(edge.relations)}: {', '.join(f'T{n}' for n in edge.numbers)}")
    return (
        f'<a href="#t{edge.numbers[0]}"><title>{escape(edge.a)} – {escape(edge.b)}, {label}</title>'
        f'<circle class="knot {style}" cx="{mx:.1f}" cy="{my:.1f}" r="9"/>'
        f'<text class="glyph {style}" x="{mx:.1f}" y="{my + 4.5:.1f}">{glyph}</text>'
        f'<text class="tie-label" x="{mx:.1f}" y="{my + 22:.1f}">{label}</text></a>'
    )


def _node(code: str, name: str, spot: Point, central: bool) -> str:
    x, y = spot
    short = code if code.isupper() and len(code) <= 4 else "".join(word[0] for word in name.split()[:3]).upper()
    style = "node central" if central else "node"
    if y >= 0 or not central:
        label, at, level = "name", x, y + RADIUS + 15 if y >= 0 else y - RADIUS - 7
    else:  # the third party stands on top: its name goes beside it, out of the way of its ties
        label, at, level = "name side", x + RADIUS + 8, y + 4
    return (
        f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS:g}"/>'
        f'<text class="code" x="{x:.1f}" y="{y + 4:.1f}">{escape(short)}</text>'
        f'<text class="{label}" x="{at:.1f}" y="{level:.1f}">{escape(name if len(name) <= 28 else name[:27] + "…")}</text>'
    )
