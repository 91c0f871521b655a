"""Tables of events as Ibis expressions: one tidy shape, unique events, sums of dyads.

Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
Where a file gives none, they follow from the PLOVER type, or from the CAMEO root by CAMEO's own
split, except that bare statements (root 01) are neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from typing import Any

from tertius.history._dates import day_of, start_of
from tertius.history._part import Part
from tertius.history.calendar import Frequency

__all__ = [
    "attention", "between", "counted", "day_summary", "dyad_sums", "event_days", "finished", "latest", "left_out", "names", "of_pairs",
    "one_dyad", "quad_by_root", "tidy_events", "unique_events", "weights",
]  # fmt: skip

_KEYS = ("day", "source", "target", "source_key", "target_key", "code", "id")


def quad_by_root() -> dict[str, int]:
    """Quad class of each CAMEO root (Schrodt 2012; roots 02-05, 06-08, 09-13, 14-20); root 01 is none (0)."""
    return {f"{root:02d}": 0 if root == 1 else 1 + sum(root >= first for first in (6, 9, 14)) for root in range(1, 21)}


def weights() -> Any:
    """The Goldstein weight of each CAMEO code, as an Arrow table `code, weight, weight_gdelt`."""
    import pyarrow as pa

    from tertius.world.ontology import cameo_codes

    codes = cameo_codes()
    gdelt = [one.goldstein if one.goldstein_gdelt is None else one.goldstein_gdelt for one in codes]
    columns = {"code": [one.code for one in codes], "weight": [one.goldstein for one in codes], "weight_gdelt": gdelt}
    return pa.table(columns)


def tidy_events(parts: list[Part], weighing: Any, until: dt.date | None = None) -> Any:
    """All parts as one table `day, source, target, source_key, target_key, code, quad, goldstein, reports, id, text`.

    The keys are what a state is read from: the country column where the source has one, else the
    name. `day` and `quad` are null where unreadable. Where a source gives no Goldstein weights, they are
    those of its CAMEO codes in `weighing`. Months after `until` are not opened.
    """
    made = [_archived(part, until) if part.archive else _tidy(part, weighing) for part in parts]
    return reduce(lambda left, right: left.union(right), made)


def _archived(part: Part, until: dt.date | None) -> Any:
    """Rows in the one schema, as they are: nothing stands between a filter and the files."""
    import ibis

    table = part.table if until is None else part.table.filter(part.table.month <= f"{until:%Y-%m}")
    return table.select(
        day=table.date.cast("date"),
        source=table.source,
        target=table.target,
        source_key=table.source,
        target_key=table.target,
        code=ibis.coalesce(table.cameo, table.type, table.root),
        quad=table.quad.cast("int8"),
        goldstein=table.goldstein.cast("float64"),
        reports=table.reports.cast("float64"),
        id=table.id.cast("string"),
        text=ibis.null("string"),
    )


def _tidy(part: Part, weighing: Any) -> Any:
    import ibis

    table, layout = part.table, part.layout

    def text(role: str) -> Any:
        column = layout.column(role)
        return ibis.null("string") if column is None else table[column].cast("string").strip().nullif("")

    def number(role: str) -> Any:
        column = layout.column(role)
        return ibis.null("float64") if column is None else table[column].try_cast("float64")

    root = ibis.coalesce(text("root").lpad(2, "0"), text("cameo").left(2))
    tidy = table.select(
        day=day_of(table[layout.column("date")], slashes=layout.origin == "icews"),
        source=text("source"),
        target=text("target"),
        source_key=ibis.coalesce(text("source_state"), text("source")),
        target_key=ibis.coalesce(text("target_state"), text("target")),
        code=ibis.coalesce(text("cameo"), text("type"), text("root")),
        quad=ibis.coalesce(_stated_quad(text("quad")), _quad_of_type(text("type")), _quad_of_root(root)),
        goldstein=number("goldstein"),
        reports=number("reports"),
        id=text("id"),
        text=text("text"),
    )
    return tidy if layout.column("goldstein") else _weighed(tidy, weighing, gdelt=layout.origin == "gdelt")


def _weighed(tidy: Any, weighing: Any, *, gdelt: bool) -> Any:
    by_code = weighing.select(code=weighing.code, given=weighing.weight_gdelt if gdelt else weighing.weight)
    joined = tidy.left_join(by_code, "code")
    return joined.select(*(joined.given.name(name) if name == "goldstein" else joined[name] for name in tidy.columns))


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


def names(tidy: Any, one: str, other: str) -> Any:
    """One column `name`: all that stands in the columns `one` and `other`."""
    # Each column alone first: an engine finds the few values of a coded column without reading its rows out.
    first, second = (tidy.select(name=tidy[column]).distinct() for column in (one, other))
    return first.union(second, distinct=True)


def left_out(tidy: Any, states: Any) -> Any:
    """One row a day `day, stateless, inside`: rows with an actor of no state, and rows within one state."""
    joined = _with_states(tidy, states, "left")
    return joined.group_by("day").agg(
        stateless=(joined.source_state.isnull() | joined.target_state.isnull()).sum(),
        inside=(joined.source_state == joined.target_state).fill_null(False).sum(),  # noqa: FBT003 - Ibis asks for a value
    )


def day_summary(tidy: Any, states: Any) -> Any:
    """`event_days` and `left_out` in one table, by date."""
    days, out = event_days(tidy), left_out(tidy, states)
    return (
        days.left_join(out, "day").select(*(days[name] for name in days.columns), "stateless", "inside").order_by("day")
    )


def unique_events(tidy: Any) -> Any:
    """Each event once: the same day, source, target, code and id is the same event, however often it is told."""
    told = {"quad": tidy.quad.max(), "goldstein": tidy.goldstein.max(), "reports": tidy.reports.max()}
    return tidy.group_by(list(_KEYS)).agg(**told, text=tidy.text.min())


def dyad_sums(events: Any, states: Any, frequency: Frequency, *, directed: bool = False) -> Any:
    """Sums of unique `events` per `period, a, b`: see `counted`. Undirected, `a` is the first by alphabet.

    Rows are joined to states before they are summed: the table of names is small, and pairs of states are far fewer
    than pairs of names, so that less has to be kept in memory.
    """
    import ibis

    joined = _with_states(events, states, "inner")
    joined = joined.filter(joined.source_state != joined.target_state)
    a, b = (joined.source_state, joined.target_state) if directed else (
        ibis.least(joined.source_state, joined.target_state), ibis.greatest(joined.source_state, joined.target_state))  # fmt: skip
    placed = joined.mutate(period=start_of(joined.day, frequency), a=a, b=b)
    return finished(placed.group_by("period", "a", "b").agg(**counted(placed)))


def one_dyad(events: Any, sides: tuple[Sequence[str], Sequence[str]], frequency: Frequency) -> Any:
    """Sums of unique `events` between names of one side and of the other, per `period, forth`.

    `forth` says whether the source is of the first side.
    """
    dated = events.mutate(period=start_of(events.day, frequency), forth=events.source_key.isin(sides[0]))
    return finished(dated.group_by("period", "forth").agg(**counted(dated)))


def between(tidy: Any, sides: tuple[Sequence[str], Sequence[str]], *, directed: bool = False) -> Any:
    """The rows whose source is of one side and whose target is of the other."""
    forth = _towards(tidy, *sides)
    # One narrow filter each: row groups are passed over by their bounds, which an "or" would not allow.
    return forth if directed else forth.union(_towards(tidy, sides[1], sides[0]))


def _towards(tidy: Any, sources: Sequence[str], targets: Sequence[str]) -> Any:
    conditions = []
    for column, names in ((tidy.source_key, list(sources)), (tidy.target_key, list(targets))):
        if names:
            # Bounds are looked at while a row group is read; membership in a long list only afterwards.
            conditions.append(column.between(min(names), max(names)))
        conditions.append(column.isin(names))
    return tidy.filter(conditions)


def of_pairs(tidy: Any, states: Any, spans: Any) -> Any:
    """Unique events between the two states of each pair of `spans` (`a, b, first, last`), on its days.

    `a` and `b` are the pair, `forth` says whether `a` acts; `quad` is the highest where an event is told twice.
    """
    import ibis

    rows = _with_states(tidy, states, "inner")
    paired = rows.mutate(
        a=ibis.least(rows.source_state, rows.target_state), b=ibis.greatest(rows.source_state, rows.target_state)
    )
    asked = paired.join(spans, ["a", "b"])
    asked = asked.filter((asked.day >= asked.first) & (asked.day <= asked.last))
    asked = asked.mutate(forth=asked.source_state == asked.a)
    return asked.group_by("a", "b", "forth", *_KEYS).agg(quad=asked.quad.max())


def latest(events: Any, limit: int) -> Any:
    """The latest `limit` events, in the order of their dates."""
    order = [events.day.desc(), events.source, events.target, events.code, events.id]
    return events.order_by(order).limit(limit).order_by(["day", "source", "target", "code", "id"])


def attention(sums: Any, a: str, b: str) -> Any:
    """Per `period`: `world`, conflict without `a` and `b`; `one` and `other`, all that each does with third states."""
    with_a, with_b = ((sums.a == code) | (sums.b == code) for code in (a, b))
    activity = sums.conflict + sums.cooperation
    return sums.group_by("period").agg(
        world=(with_a | with_b).ifelse(0.0, sums.conflict).sum(),
        one=(with_a & ~with_b).ifelse(activity, 0.0).sum(),
        other=(with_b & ~with_a).ifelse(activity, 0.0).sum(),
    )


def counted(events: Any) -> dict[str, Any]:
    """Counts of the four quad classes, the sum of negative Goldstein weights as a size, and the reports."""
    quads = {f"quad{quad}": (events.quad == quad).sum() for quad in (1, 2, 3, 4)}
    negative = (events.goldstein < 0).ifelse(-events.goldstein, 0.0)
    return quads | {
        "negative_goldstein": negative.sum(),
        "reports": events.reports.sum(),
        "weighed": events.goldstein.count(),
        "told": events.reports.count(),
    }


def finished(sums: Any) -> Any:
    """The columns by their measures' names; what a source does not give is null."""
    quads = [sums[f"quad{quad}"].fill_null(0).cast("float64") for quad in (1, 2, 3, 4)]
    keys = [name for name in sums.columns if name in {"period", "a", "b", "forth"}]
    return sums.select(
        *keys,
        conflict=quads[2] + quads[3],
        cooperation=quads[0] + quads[1],
        verbal_cooperation=quads[0],
        material_cooperation=quads[1],
        verbal_conflict=quads[2],
        material_conflict=quads[3],
        negative_goldstein=(sums.weighed > 0).ifelse(sums.negative_goldstein.cast("float64"), None),
        reports=(sums.told > 0).ifelse(sums.reports.cast("float64"), None),
    )


def _with_states(rows: Any, states: Any, how: Any) -> Any:
    sources = states.select(source_key=states.name, source_state=states.code)
    targets = states.select(target_key=states.name, target_state=states.code)
    return rows.join(sources, "source_key", how=how).join(targets, "target_key", how=how)
