"""Charts as Vega-Lite specifications (plain dicts): timeline, tension, responses. Drawn by `drawing`.

Colours are those of the light page; the style sheet gives each its dark counterpart. No meaning stands on colour
alone: it is doubled by shape, dash or position.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tertius.records import Event, EventStatus, Precision, Response, Tension
from tertius.reports.evidence import Evidence

if TYPE_CHECKING:
    from tertius.forecasts.ledger import Calibration

__all__ = [
    "BLUE",
    "INK",
    "MUTED",
    "RED",
    "calibration_spec",
    "effect_spec",
    "placebo_spec",
    "tension_spec",
    "timeline_spec",
]

INK, MUTED, RULE = "#1f2430", "#545b68", "#d8dbe0"
BLUE, RED, GAP = "#0b5fa5", "#a63d14", "#ececef"
OUTER, INNER, PLACEBO = "#d3e3f1", "#a4c6e4", "#9aa0aa"
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
ROW = 20  # pixels of a timeline row
MOST_ROWS = 60
TIMELINE = 620  # pixels of the timeline's width
LETTER = 6.2  # pixels of a letter of its labels, about
Spec = dict[str, Any]
EXACT = {Precision.DAY, Precision.RANGE, Precision.WEEK, Precision.MONTH}
CONFIG: Spec = {
    "aria": False,
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {"labelColor": MUTED, "titleColor": MUTED, "domainColor": PLACEBO, "tickColor": PLACEBO, "gridColor": RULE,
             "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": 400},
    "text": {"color": INK, "fontSize": 11},
    "legend": {"labelColor": MUTED, "titleColor": MUTED, "labelFontSize": 11},
}  # fmt: skip


def _spec(width: int, height: int, layers: Sequence[Spec], **more: Any) -> Spec:
    return {"width": width, "height": height, "layer": list(layers), "config": CONFIG, "padding": 4} | more


def _values(rows: Iterable[Spec]) -> Spec:
    return {"values": list(rows)}


def _x(field: str, type_: str, **more: Any) -> Spec:
    return {"field": field, "type": type_} | more


def tension_spec(tension: Tension, until: dt.date) -> Spec | None:
    """Line by period with gaps where a period is missing, change points, and the cut-off; None without values."""
    if not any(value.value is not None for value in tension.values):
        return None
    points = [
        {"day": v.start.isoformat(), "value": v.value, "run": run} for v, run in _runs(tension) if v.value is not None
    ]
    sizes = {p["run"]: sum(1 for q in points if q["run"] == p["run"]) for p in points}
    alone = [p for p in points if sizes[p["run"]] == 1]
    changes = [{"day": c.start.isoformat(), "way": c.direction} for c in tension.changes]
    day = _x("day", "temporal", title=None, axis={"format": "%b %Y", "grid": False, "labelFlush": True, "tickCount": 7})
    value = {"field": "value", "type": "quantitative", "title": tension.measure}
    layers = [
        {"data": _values(_gaps(tension)), "mark": {"type": "rect", "color": GAP},
         "encoding": {"x": day, "x2": {"field": "end"}}},
        {"data": _values(points), "mark": {"type": "line", "color": BLUE, "strokeWidth": 1.4},
         "encoding": {"x": day, "y": value, "detail": {"field": "run", "type": "nominal"}}},
        {"data": _values(alone), "mark": {"type": "point", "filled": True, "color": BLUE, "size": 16},
         "encoding": {"x": day, "y": value}},
        {"data": _values([{"day": until.isoformat()}]), "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
         "encoding": {"x": day}},
        {"data": _values(changes), "mark": {"type": "rule", "color": RED, "strokeWidth": 1.5}, "encoding": {"x": day}},
        *(_turns(changes, day, way, align, dx) for way, align, dx in (("up", "right", -4), ("down", "left", 4))),
    ]  # fmt: skip
    return _spec(720, 190, layers)


def _turns(changes: list[Spec], day: Spec, way: str, align: str, dx: int) -> Spec:
    """Labels of the change points upwards (left of their lines) or downwards (right), so that neighbours stay apart."""
    mark = {"type": "text", "color": RED, "align": align, "dx": dx, "baseline": "top", "text": way}
    rows = [change for change in changes if change["way"] == way]
    return {"data": _values(rows), "mark": mark, "encoding": {"x": day, "y": {"value": 2}}}


def _runs(tension: Tension) -> list[tuple[Any, int]]:
    """Each value with the number of the unbroken run it belongs to: a line may not cross a missing period."""
    run, runs = 0, []
    for value in tension.values:
        run += value.value is None
        runs.append((value, run))
    return runs


def _gaps(tension: Tension) -> list[Spec]:
    """Missing periods as stretches of days, neighbours joined."""
    step = {"day": 1, "week": 7, "month": 30}.get(tension.period, 7)
    gaps: list[Spec] = []
    for value in tension.values:
        start, end = value.start, value.start + dt.timedelta(days=step)
        if value.value is not None:
            continue
        if gaps and gaps[-1]["end"] >= start.isoformat():
            gaps[-1]["end"] = end.isoformat()
        else:
            gaps.append({"day": start.isoformat(), "end": end.isoformat()})
    return gaps


def timeline_spec(evidence: Evidence, events: Iterable[Event], until: dt.date) -> tuple[Spec | None, int]:
    """Dated events by status, bars where the date is a stretch, and how many are not drawn.

    Events known to the month or better are drawn when they fall into the two years before the last of them.
    """
    all_events = list(events)
    exact = [e for e in all_events if e.when and e.when.start and e.when.end and e.when.precision in EXACT]
    if not exact:
        return None, len(all_events)
    last = max(e.when.end for e in exact if e.when and e.when.end)
    near = [e for e in exact if e.when and e.when.start and (last - e.when.start).days <= 730]
    rows, labels, height = _lanes(evidence, near, until)
    first = min([e.when.start for e in near if e.when and e.when.start] + [until])
    edge = _edge(rows, first, last)
    layers = _timeline_layers(rows, labels, (first, edge, until), height)
    padding = {"left": 24, "right": 12, "top": 4, "bottom": 6}
    return _spec(TIMELINE, int(height * ROW), layers, padding=padding), len(all_events) - len(rows)


def _edge(rows: list[Spec], first: dt.date, last: dt.date) -> dt.date:
    """The last day of the axis, so late that every label ends before it."""
    ends = [((dt.date.fromisoformat(row["end"]) - first).days, _wide(row["label"])) for row in rows]
    most = max(days * TIMELINE / (TIMELINE - wide) for days, wide in ends)
    return max(first + dt.timedelta(days=int(most) + 2), last + dt.timedelta(days=2))


def _wide(label: str) -> float:
    """Pixels of a label beside its mark, about."""
    return 14 + LETTER * len(label)


def _timeline_layers(
    rows: list[Spec], labels: list[Spec], days: tuple[dt.date, dt.date, dt.date], height: float
) -> list[Spec]:
    """Cut-off, bars, points and labels; `days` are the first and last drawn, and the cut-off."""
    first, edge, until = (day.isoformat() for day in days)
    day = _x("start", "temporal", title=None, scale={"domain": [first, edge]},
             axis={"format": "%-d %b %Y", "grid": True, "labelFlush": True, "tickCount": 6, "orient": "top"})  # fmt: skip
    y = {"field": "row", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    tones = ["conflict", "cooperation"]
    tone = {"field": "tone", "type": "nominal", "legend": None, "scale": {"domain": tones, "range": [RED, BLUE]}}
    shape = tone | {"scale": {"domain": tones, "range": ["diamond", "circle"]}}
    link = {"href": {"field": "href", "type": "nominal"}}
    return [
        {"data": _values([{"start": until}]), "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
         "encoding": {"x": day}},
        {"data": _values(r for r in rows if r["start"] != r["end"]),
         "mark": {"type": "rule", "strokeWidth": 5, "strokeCap": "round"},
         "encoding": {"x": day, "x2": {"field": "end"}, "y": y, "color": tone} | link},
        {"data": _values(rows), "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
         "encoding": {"x": day, "y": y, "color": tone, "shape": shape} | link},
        {"data": _values(rows), "mark": {"type": "text", "align": "left", "dx": 8},
         "encoding": {"x": _x("end", "temporal"), "y": y, "text": {"field": "label"}} | link},
        {"data": _values(labels), "mark": {"type": "text", "align": "right", "dx": -12, "color": MUTED},
         "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "label"}}},
    ]  # fmt: skip


def _lanes(evidence: Evidence, events: list[Event], until: dt.date) -> tuple[list[Spec], list[Spec], float]:
    """Rows packed by status so that no label covers another."""
    starts = [e.when.start for e in events if e.when and e.when.start] + [until]
    ends = [e.when.end for e in events if e.when and e.when.end] + [until]
    # a label may take up to half of the axis beside the days drawn
    day_wide = TIMELINE / max(1, (max(ends) - min(starts)).days * 2)
    rows: list[Spec] = []
    labels: list[Spec] = []
    top = 0
    for status in EventStatus:
        free: list[dt.date] = []
        lane = sorted((e for e in events if e.status == status), key=lambda e: (e.when.start, e.id) if e.when else ())
        for event in lane:
            when = event.when
            if when is None or when.start is None or when.end is None or top + len(free) >= MOST_ROWS:
                continue
            slot = next((i for i, day in enumerate(free) if day < when.start), len(free))
            row = _bar(evidence, event, top + slot + 0.5)
            free[slot : slot + 1] = [when.end + dt.timedelta(days=int(_wide(row["label"]) / day_wide) + 1)]
            rows.append(row)
        if free:
            labels.append({"row": top + 0.5, "label": status.value})
            top += len(free)
    return rows, labels, float(top)


def _bar(evidence: Evidence, event: Event, row: float) -> Spec:
    ref = evidence.ref(event.id)
    source = event.source.code or event.source.name if event.source else "?"
    target = f" → {event.target.code or event.target.name}" if event.target else ""
    when = event.when
    return {"start": when.start.isoformat() if when and when.start else "", "row": row, "href": f"#{ref.anchor}",
            "end": when.end.isoformat() if when and when.end else "", "tone": "conflict" if event.quad > 2 else "cooperation",
            "label": f"{ref.label} {event.type.value.lower()} {source}{target}"[:44]}  # fmt: skip


def effect_spec(response: Response) -> Spec | None:
    """Estimate by horizon with its simultaneous (pale) and pointwise band; None where not computable."""
    if response.estimate is None:
        return None
    rows = [
        {"h": h} | {name: values[i] for name, values in _series(response).items()}
        for i, h in enumerate(response.horizons)
    ]
    x = _x("h", "quantitative", title=f"{_period(response)}s after the shock",
           axis={"tickMinStep": 1, "grid": False, "format": "d"})  # fmt: skip
    layers: list[Spec] = []
    for low, high, colour in (("band_low", "band_high", OUTER), ("low", "high", INNER)):
        if low in rows[0] and high in rows[0]:
            layers.append({"mark": {"type": "area", "color": colour},
                           "encoding": {"x": x, "y": _y(low, "response"), "y2": {"field": high}}})  # fmt: skip
    layers += [
        {"data": _values([{"zero": 0}]), "mark": {"type": "rule", "color": INK, "strokeWidth": 0.8},
         "encoding": {"y": _y("zero", "response")}},
        {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2, "point": {"color": BLUE, "filled": True, "size": 26}},
         "encoding": {"x": x, "y": _y("estimate", "response")}},
    ]  # fmt: skip
    return _spec(300, 180, layers, data=_values(rows))


def _period(response: Response) -> str:
    return response.computation.frequency.removesuffix("ly") if response.computation else "period"


def _series(response: Response) -> dict[str, list[float]]:
    names = ("estimate", "low", "high", "band_low", "band_high")
    return {name: values for name in names if (values := getattr(response, name)) is not None}


def _y(field: str, title: str) -> Spec:
    return {"field": field, "type": "quantitative", "title": title, "axis": {"tickCount": 5}}


def placebo_spec(response: Response) -> Spec | None:
    """The z of the response (thick) over z of every placebo pair (thin lines); None where either is lacking."""
    if response.z is None or not response.placebo_z:
        return None
    thin = [{"h": h, "z": z, "pair": i} for i, line in enumerate(response.placebo_z)
            for h, z in zip(response.horizons, line, strict=False)]  # fmt: skip
    own = [{"h": h, "z": z} for h, z in zip(response.horizons, response.z, strict=False)]
    x = _x("h", "quantitative", title=f"{_period(response)}s after the shock",
           axis={"tickMinStep": 1, "grid": False, "format": "d"})  # fmt: skip
    layers = [
        {"data": _values(thin), "mark": {"type": "line", "color": PLACEBO, "strokeWidth": 0.7},
         "encoding": {"x": x, "y": _y("z", "z"), "detail": {"field": "pair", "type": "nominal"}}},
        {"data": _values([{"zero": 0}]), "mark": {"type": "rule", "color": INK, "strokeWidth": 0.8},
         "encoding": {"y": _y("zero", "z")}},
        {"data": _values(own),
         "mark": {"type": "line", "color": BLUE, "strokeWidth": 2, "point": {"color": BLUE, "filled": True, "size": 26}},
         "encoding": {"x": x, "y": _y("z", "z")}},
    ]  # fmt: skip
    return _spec(300, 180, layers)


def calibration_spec(found: Calibration) -> Spec | None:
    """Share that came true by chance given, with 90 % intervals, beside the diagonal; None where nothing is scored."""
    rows = [
        {"given": one.forecast, "came": one.came, "low": low, "high": high, "n": f"{one.n:,}"}
        for one, low, high in zip(found.bins, found.low, found.high, strict=True)
    ]
    if not rows:
        return None
    axis = {"format": "%", "tickCount": 5}
    scale = {"domain": [0, 1]}
    x = _x("given", "quantitative", title="chance given", scale=scale, axis=axis)
    y = {"field": "came", "type": "quantitative", "title": "share that came true", "scale": scale, "axis": axis}
    layers: list[Spec] = [
        {"data": _values([{"given": 0, "came": 0}, {"given": 1, "came": 1}]),
         "mark": {"type": "line", "color": INK, "strokeDash": [4, 3], "strokeWidth": 0.8}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "rule", "color": BLUE, "strokeWidth": 1.5},
         "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "color": BLUE, "size": 60, "opacity": 1}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "text", "align": "center", "dy": -7, "fontSize": 10},
         "encoding": {"x": x, "y": y | {"field": "high"}, "text": {"field": "n"}}},
    ]  # fmt: skip
    return _spec(300, 300, layers, data=_values(rows))
