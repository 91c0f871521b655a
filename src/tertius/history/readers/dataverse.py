"""ICEWS and POLECAT: one row an event in one story, so `reports` is 1."""

from __future__ import annotations

from typing import Any

from tertius.history._dates import day_of
from tertius.history.readers import actors
from tertius.history.readers._rows import coordinate, finished, shown
from tertius.history.readers.lookups import Codebook, number, text

__all__ = ["icews", "polecat"]


def icews(raw: Any, book: Codebook) -> Any:
    """ICEWS' rows as events; dates as 2017-06-30, or 6/30/2017 as the file of 2017 has them."""
    import ibis

    table = raw
    for role in ("source", "target"):
        keys = [f"{role}_name", f"{role}_sectors", f"{role}_country"]
        code = _named(role, actors.icews_code)
        table = book.joined(table, keys, code, {role: "string"}, rows=raw)
    table = book.acts(table, "cameo_code", rows=raw)
    date = day_of(table.event_date, slashes=True)
    columns = {
        "date": date,
        "source": table.source,
        "target": table.target,
        "type": table.act_type,
        "root": table.act_root,
        "cameo": table.act_cameo,
        "quad": table.act_quad,
        "goldstein": ibis.coalesce(number(table.intensity), table.act_weight),
        "reports": ibis.literal(1, "int64"),
        "place": _joined(table.city, table.province, table.country),
        "lat": coordinate(table.latitude, 90),
        "lon": coordinate(table.longitude, 180),
        "id": text(table.event_id),
    }
    return finished(table, columns, _problems(table, date, (table.act_root.isnull(), "no CAMEO code", "cameo_code")))


def _named(role: str, code: Any) -> Any:
    return lambda *values: {role: code(*values)}


def _joined(*parts: Any) -> Any:
    import ibis

    return ibis.literal(", ").join([text(part) for part in parts]).nullif("")


def _problems(table: Any, date: Any, act: tuple[Any, str, str]) -> list[tuple[Any, Any]]:
    unknown, what, column = act
    return [
        (text(table.event_id).isnull(), "no event id"),
        (date.isnull(), shown("date cannot be read", table.event_date)),
        (unknown, shown(what, table[column])),
        (table.source.isnull() & table.target.isnull(), "no actor on either side"),
    ]


def polecat(raw: Any, book: Codebook) -> Any:
    """POLECAT's rows as events: PLOVER types, no CAMEO codes; `None` is its word for nothing."""
    import ibis

    from tertius.world.ontology import TYPES

    table = raw
    for role, who in (("source", "actor"), ("target", "recipient")):
        keys = [f"{who}_name", f"{who}_country", f"primary_{who}_sector"]
        table = book.joined(table, keys, _named(role, actors.polecat_code), {role: "string"}, rows=raw)
    kind = table.event_type.strip().upper()
    quad = ibis.cases(*((kind == name, info.quad) for name, info in TYPES.items()), else_=None)
    date = day_of(table.event_date)
    columns = {
        "date": date,
        "source": table.source,
        "target": table.target,
        "type": kind,
        "root": ibis.null("string"),
        "cameo": ibis.null("string"),
        "quad": ibis.coalesce(_quad_in_words(table.quad_code), quad).cast("int8"),
        "goldstein": number(table.intensity),
        "reports": ibis.literal(1, "int64"),
        "place": _joined(_given(table.placename), _given(table.country)),
        "lat": coordinate(table.latitude, 90),
        "lon": coordinate(table.longitude, 180),
        "id": text(table.event_id),
    }
    return finished(table, columns, _problems(table, date, (quad.isnull(), "no PLOVER type", "event_type")))


def _given(column: Any) -> Any:
    return column.strip().nullif("None")


def _quad_in_words(column: Any) -> Any:
    import ibis

    words = column.lower()
    verbal, conflict = words.contains("verbal"), words.contains("conflict")
    material, cooperation = words.contains("material"), words.contains("cooperation")
    return ibis.cases(
        (verbal & cooperation, 1), (material & cooperation, 2), (verbal & conflict, 3), (material & conflict, 4),
        else_=column.strip().try_cast("int64"),
    )  # fmt: skip
