"""The figures of a report: what is drawn, how it is described, and the table of its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tertius.errors import UsageError
from tertius.records import Analysis, LedgerEntry, Response, Tension
from tertius.reports import charts, effects_tables, ledger_tables, network, places, tables
from tertius.reports.drawing import Figure, draw
from tertius.reports.evidence import Evidence, Ref
from tertius.reports.release import release
from tertius.reports.wording import counted, date, ended, joined, number
from tertius.world.borders import CREDIT

__all__ = ["all_figures", "calibration", "keys", "response", "svg", "tension", "tension_lines", "timeline", "web"]


def timeline(evidence: Evidence, analysis: Analysis) -> Figure | None:
    """Dated events by status; the table of events beside it holds its numbers."""
    spec, left = charts.timeline_spec(evidence, analysis.events, analysis.case.until)
    if spec is None:
        return None
    drawn = len(analysis.events) - left
    caption = "Events by status and date."
    notes = ["Diamonds are conflict, circles cooperation, bars stretches of days; the dashed line is the cut-off."]
    if left:
        notes.append(f"{counted(left, 'event')} without a near date stand in the table alone.")
    svg = draw(
        spec, "timeline", "Timeline of events", f"{counted(drawn, 'event')}, in lanes by status; all are in the table."
    )
    return Figure("timeline-figure", caption, (svg,), tuple(notes))


def tension(analysis: Analysis) -> Figure | None:
    """The pair's tension with gaps, change points and cut-off."""
    item = analysis.tension
    spec = charts.tension_spec(item, analysis.case.until)
    if spec is None:
        return None
    missing = sum(1 for value in item.values if value.value is None)
    notes = ["The dashed line is the cut-off; red lines are change points."]
    if missing:
        notes.append(f"Grey stretches are missing periods ({missing}), which are not zero.")
    if item.false_alarms:
        notes.append(f"Rate of false alarms of the change-point rule: {item.false_alarms}.")
    caption = f"Tension of {' and '.join(item.dyad)} by {item.period}: {item.measure}, {item.unit}."
    described = f"{len(item.values)} periods, {missing} missing, {counted(len(item.changes), 'change point')}."
    svg = draw(spec, "tension", f"Tension of {' and '.join(item.dyad)} over time", described)
    return Figure("tension-figure", caption, (svg,), tuple(notes), (tables.tension(item),))


def tension_lines(item: Tension) -> tuple[str, ...]:
    """The level now, its percentile, and the changes, in sentences."""
    if item.because:
        return (ended(f"Not computable: {item.because}"),)
    lines = []
    known = [value for value in item.values if value.value is not None]
    if item.level is not None and known:
        lines.append(f"In the {item.period} from {date(known[-1].start)}, the last with a value, {item.measure} stood at "
                     f"{number(item.level)} ({item.unit}).")  # fmt: skip
    if item.percentile is not None:
        lines.append(f"That is percentile {item.percentile:.0f} of the pair's own past.")
    if item.changes:
        turns = joined([f"{change.direction} from {date(change.start)}" for change in item.changes])
        lines.append(f"The level changed {turns}.")
    elif known:
        lines.append("No change point was found.")
    return (*lines, *(ended(caveat[:1].upper() + caveat[1:]) for caveat in item.caveats))


def response(item: Response, ref: Ref) -> Figure | None:
    """Estimate with bands, and its z among the placebos; None where not computable."""
    spec = charts.effect_spec(item)
    if spec is None or not effects_tables.computable(item):
        return None
    key, name = ref.anchor, effects_tables.title(item)
    svgs = [draw(spec, f"{key}-effect", f"Response of {name}", ended(f"Verdict: {item.verdict.value}; {item.because}"))]
    other = charts.placebo_spec(item)
    notes = [f"{item.unit}. Dark band: pointwise 90 %; pale band: simultaneous 90 % over all horizons."]
    data = []
    if other:
        described = f"z of {name} over {counted(len(item.placebo_z or []), 'placebo pair')}."
        svgs.append(draw(other, f"{key}-placebos", f"Placebos of {name}", described))
        notes.append("Right: z of this tie (thick) among the placebo pairs (thin).")
        data.append(effects_tables.placebos(item))
    else:
        notes.append("No z of single placebo pairs is recorded, so none are drawn.")
    notes.append("The table below holds the numbers.")
    return Figure(f"{key}-figure", f"Response of {name}.", tuple(svgs), tuple(notes), tuple(data))


def web(analysis: Analysis) -> Figure | None:
    """The signed network; the table of ties beside it holds its numbers."""
    svg, left = network.drawing(analysis)
    if not svg:
        return None
    notes = [
        "Solid with +: positive. Dashed with −: negative. Dotted with 0: neither. The thick rings are the triad.",
        "Offices and forces of a state are drawn at the state.",
    ]
    if left:
        notes.append(f"{counted(left, 'actor')} with fewer ties stand in the table alone.")
    return Figure("web-figure", "Ties among the actors.", (svg,), tuple(notes))


def where(evidence: Evidence) -> Figure | None:
    """The places of events on a map; the table holds their coordinates and events."""
    drawn, disputed = places.drawing(evidence.analysis)
    if not drawn:
        return None
    notes = [f"{CREDIT} Lines show who holds an area in fact; tertius takes no side in any dispute."]
    if disputed:
        notes.append(f"Dashed: borders in dispute or not agreed, in whole or in part ({joined(list(disputed))}).")
    return Figure("map-figure", "Places of the events.", (drawn,), tuple(notes), (places.table(evidence),))


def calibration(entries: Iterable[LedgerEntry]) -> Figure | None:
    """How often what was given a chance came true; None where no such entry is settled."""
    from tertius.forecasts.ledger import calibration as scored

    ledger = tuple(entries)
    found = scored(ledger)
    spec = charts.calibration_spec(found)
    if spec is None:
        return None
    table = ledger_tables.calibration(ledger)
    told = "; ".join(f"{one.forecast:.0%} given, {one.came:.0%} came true, n = {one.n}" for one in found.bins)
    described = f"{counted(found.n, 'settled entry', 'settled entries')}: {told}."
    notes = (
        "Bars: 90 % intervals; above each, how many entries. On the dashed line, what was given a chance came true just as often.",
    )
    drawn = draw(spec, "calibration", "Calibration of the ledger", described)
    return Figure("calibration-figure", "Calibration of the ledger.", (drawn,), notes, (table,))


def all_figures(evidence: Evidence) -> dict[str, Any]:
    """Every figure of a report by name; None where there is nothing to draw. `responses` is a list."""
    analysis = evidence.analysis
    pairs = zip(analysis.responses, evidence.responses, strict=True)
    return {
        "timeline": timeline(evidence, analysis),
        "map": where(evidence),
        "tension": tension(analysis),
        "web": web(analysis),
        "calibration": calibration(analysis.ledger),
        "responses": [response(item, ref) for item, ref in pairs],
    }


def keys(evidence: Evidence) -> tuple[str, ...]:
    """The names by which `svg` draws the figures that there are."""
    return tuple(_drawings(evidence))


def svg(analysis: Analysis, key: str) -> str:
    """One drawing of the report of `analysis`, after `release`, by its name: `tension`, `r1-effect`, `web` and so on.

    Raises:
        UsageError: there is no drawing of that name.

    """
    found = _drawings(Evidence(release(analysis)[0]))
    if key not in found:
        raise UsageError(f"there is no figure {key!r} in this analysis; there are {joined(list(found)) or 'none'}")
    return found[key]


def _drawings(evidence: Evidence) -> dict[str, str]:
    figures = all_figures(evidence)
    listed = [(name, figure) for name, figure in figures.items() if isinstance(figure, Figure)]
    found = {name: figure.svgs[0] for name, figure in listed}
    for figure in filter(None, figures["responses"]):
        names = (figure.key.removesuffix("figure") + what for what in ("effect", "placebos"))
        found |= dict(zip(names, figure.svgs, strict=False))
    return found
