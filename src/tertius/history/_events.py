"""Tables of events as Ibis expressions: one tidy shape, unique events, sums of dyads.

Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
Where a file gives none, they follow from the PLOVER type, or from the CAMEO root by CAMEO's own
split, except that bare statements (root 01) are neither.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from tertius.history._dates import day_of
from tertius.history._tables import Part
from tertius.history.calendar import Frequency

__all__ = ["dyad_sums", "event_days", "events_between", "left_out", "quad_by_root", "tidy_events"]

_TRUNCATE = {"day": "D", "week": "W", "month": "M"}


def quad_by_root() -> dict[str, int]:
    """Quad class of each CAMEO root (Schrodt 2012; roots 02-05, 06-08, 09-13, 14-20); root 01 is none (0)."""
    return {f"{root:02d}": 0 if root == 1 else 1 + sum(root >= first for first in (6, 9, 14)) for root in range(1, 21)}


def tidy_events(parts: list[Part]) -> Any:
    """All parts as one table `day, source, target, source_key, target_key, code, quad, id, text`.

    The keys are what a state is read from: the country column where the source has one, else the
    name. `day` and `quad` are null where unreadable.
    """
    return reduce(lambda left, right: left.union(right), [_tidy(part) for part in parts])


def _tidy(part: Part) -> Any:
    import ibis

    table, layout = part.table, part.layout

    def text(role: str) -> Any:
        column = layout.column(role)
        return ibis.null("string") if column is None else table[column].cast("string").strip().nullif("")

    date = layout.column("date")
    root = ibis.coalesce(text("root").lpad(2, "0"), text("cameo").left(2))
    return table.select(
        day=day_of(table[date], slashes=layout.origin == "icews"),
        source=text("source"),
        target=text("target"),
        source_key=ibis.coalesce(text("source_state"), text("source")),
        target_key=ibis.coalesce(text("target_state"), text("target")),
        code=ibis.coalesce(text("cameo"), text("type"), text("root")),
        quad=ibis.coalesce(_stated_quad(text("quad")), _quad_of_type(text("type")), _quad_of_root(root)),
        id=text("id"),
        text=text("text"),
    )


def _stated_quad(text: Any) -> Any:
    # 0 stands, and keeps a bare statement out; "1.0" is how pandas writes an integer column with holes.
    number = text.try_cast("float64")
    return number.between(0, 4).ifelse(number, None).cast("int8")


def _quad_of_type(text: Any) -> Any:
    import ibis

    from tertius.records import EventType
    from tertius.world.ontology import quad_of

    upper = text.upper()
    return ibis.cases(*((upper == kind.value, quad_of(kind)) for kind in EventType), else_=None).cast("int8")


def _quad_of_root(root: Any) -> Any:
    import ibis

    return ibis.cases(*((root == code, quad) for code, quad in quad_by_root().items()), else_=None).cast("int8")


def event_days(tidy: Any) -> Any:
    """What each day holds: `day, rows, uncoded`, the last being rows whose quad class is not known."""
    return tidy.group_by("day").agg(rows=tidy.count(), uncoded=tidy.quad.isnull().sum())


def left_out(tidy: Any, states: Any) -> Any:
    """One row `stateless, inside`: rows with an actor of no state, and rows within one state."""
    sources = states.select(source_key=states.name, source_state=states.code)
    targets = states.select(target_key=states.name, target_state=states.code)
    rows = tidy.left_join(sources, "source_key").left_join(targets, "target_key")
    return rows.agg(
        stateless=(rows.source_state.isnull() | rows.target_state.isnull()).sum(),
        inside=(rows.source_state == rows.target_state).sum(),
    )


def unique_events(tidy: Any) -> Any:
    """Each event once: the same day, source, target, code and id is the same event, however often it is told."""
    keys = ["day", "source", "target", "source_key", "target_key", "code", "id"]
    return tidy.group_by(keys).agg(quad=tidy.quad.max(), text=tidy.text.min())


def dyad_sums(tidy: Any, states: Any, frequency: Frequency, before: Any) -> Any:
    """Unique events per `period, a, b` before the day `before`: how many of conflict and of cooperation."""
    import ibis

    events = _with_states(unique_events(tidy.filter(tidy.day < before)), states)
    events = events.filter(events.source_state != events.target_state)
    pairs = events.select(
        period=events.day.truncate(_TRUNCATE[frequency]),
        a=ibis.least(events.source_state, events.target_state),
        b=ibis.greatest(events.source_state, events.target_state),
        quad=events.quad,
    )
    return pairs.group_by("period", "a", "b").agg(
        conflict=pairs.quad.isin([3, 4]).sum().fill_null(0).cast("float64"),
        cooperation=pairs.quad.isin([1, 2]).sum().fill_null(0).cast("float64"),
    )


def events_between(tidy: Any, states: Any, pair: tuple[str, str], limit: int) -> Any:
    """The latest `limit` unique events between the two states, in the order of their dates."""
    events = _with_states(unique_events(tidy), states)
    forth = (events.source_state == pair[0]) & (events.target_state == pair[1])
    back = (events.source_state == pair[1]) & (events.target_state == pair[0])
    chosen = events.filter(forth | back)
    order = [chosen.day.desc(), chosen.source, chosen.target, chosen.code, chosen.id]
    return chosen.order_by(order).limit(limit).order_by(["day", "source", "target", "code", "id"])


def _with_states(events: Any, states: Any) -> Any:
    sources = states.select(source_key=states.name, source_state=states.code)
    targets = states.select(target_key=states.name, target_state=states.code)
    return events.inner_join(sources, "source_key").inner_join(targets, "target_key")
