"""Panels that the user brings, as Ibis expressions: pairs merged, thin periods out, days scaled."""

from __future__ import annotations

from functools import reduce
from typing import Any

from tertius.history._dates import day_of, start_of
from tertius.history._part import Part
from tertius.history.calendar import Frequency

__all__ = ["LEAST_SHARE", "TINY", "left_out", "panel_days", "panel_sums", "tidy_panel"]

# A period of which fewer than 4 days in 7 were observed says too little to be scaled up: it is missing.
LEAST_SHARE = 4 / 7
TINY = 1e-9


def tidy_panel(parts: list[Part]) -> Any:
    """All parts as one table `day, a_key, b_key, conflict, cooperation, days`; `day` as the file has it."""
    return reduce(lambda left, right: left.union(right), [_tidy(part) for part in parts])


def _tidy(part: Part) -> Any:
    import ibis

    table, roles = part.table, part.layout.roles
    days = table[roles["days"]].try_cast("float64") if "days" in roles else ibis.null("float64")
    return table.select(
        day=day_of(table[roles["period"]]),
        a_key=table[roles["a"]].cast("string").strip(),
        b_key=table[roles["b"]].cast("string").strip(),
        conflict=_number(table[roles["conflict"]]),
        cooperation=_number(table[roles["cooperation"]]),
        days=days,
    )


def _number(column: Any) -> Any:
    number = column.try_cast("float64")
    # Adding zero turns the -0.0 of net scores into 0.0.
    return number.isnan().ifelse(None, number) + 0.0


def panel_days(tidy: Any, frequency: Frequency) -> Any:
    """What each day of the panel's own calendar holds: `day, rows, share, unread, negative`.

    `share` is the observed share of the period's days (1 where the panel does not say), `unread`
    the rows without a value, `negative` those with one below zero.
    """
    rows = _with_share(tidy, frequency)
    return rows.group_by("day").agg(
        rows=rows.count(),
        share=rows.share.max(),
        unread=(rows.conflict.isnull() | rows.cooperation.isnull()).sum(),
        negative=((rows.conflict < 0) | (rows.cooperation < 0)).sum(),
        fractions=((rows.conflict != rows.conflict.round()) | (rows.cooperation != rows.cooperation.round())).sum(),
    )


def panel_sums(tidy: Any, states: Any, native: Frequency, frequency: Frequency, before: Any) -> Any:
    """`period, a, b, conflict, cooperation` before the day `before`, pairs of either order merged.

    Each row's values are divided by the share of its period's days that the source observed; rows
    of thin periods (`LEAST_SHARE`) are left out.
    """
    import ibis

    rows = _with_share(tidy, native)
    rows = rows.filter((rows.day < before) & (rows.share >= LEAST_SHARE - TINY))
    first = states.select(a_key=states.name, a=states.code)
    second = states.select(b_key=states.name, b=states.code)
    rows = rows.inner_join(first, "a_key").inner_join(second, "b_key")
    rows = rows.filter(rows.a != rows.b)
    pairs = rows.select(
        period=start_of(rows.day, frequency),
        a=ibis.least(rows.a, rows.b),
        b=ibis.greatest(rows.a, rows.b),
        conflict=rows.conflict / rows.share,
        cooperation=rows.cooperation / rows.share,
    )
    return pairs.group_by("period", "a", "b").agg(conflict=pairs.conflict.sum(), cooperation=pairs.cooperation.sum())


def left_out(tidy: Any, states: Any) -> Any:
    """One row `stateless, inside`: rows with an actor of no state, and rows within one state."""
    first = states.select(a_key=states.name, a=states.code)
    second = states.select(b_key=states.name, b=states.code)
    rows = tidy.left_join(first, "a_key").left_join(second, "b_key")
    return rows.agg(stateless=(rows.a.isnull() | rows.b.isnull()).sum(), inside=(rows.a == rows.b).sum())


def _with_share(rows: Any, frequency: Frequency) -> Any:
    import ibis

    length: Any = {"day": 1, "week": 7}.get(frequency)
    if length is None:
        start = start_of(rows.day, "month")
        length = (start + ibis.interval(months=1)).cast("date").delta(start, unit="day")
    share = (rows.days / length).clip(upper=1.0).fill_null(1.0)
    return rows.mutate(share=share)
