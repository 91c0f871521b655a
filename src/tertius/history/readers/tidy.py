"""A user's own table of events: date, source, target, and one of cameo, type, quad and root."""

from __future__ import annotations

from typing import Any

from tertius.history._dates import day_of
from tertius.history.readers import actors
from tertius.history.readers._rows import coordinate, finished, shown
from tertius.history.readers.lookups import Codebook, number, text, whole

__all__ = ["OPTIONAL", "events"]

OPTIONAL = ("cameo", "type", "quad", "root", "goldstein", "reports", "place", "lat", "lon", "id")


def events(raw: Any, book: Codebook) -> Any:
    """The rows as events; `raw` has `date`, `source`, `target` and all of `OPTIONAL`, null where the file has none.

    A row without an id is known by what it says: the same date, actors, act and place are the same event.
    """
    import ibis

    raw = raw.mutate(act=ibis.coalesce(text(raw.cameo), text(raw.root).lpad(2, "0")))
    table = raw = raw.rename(who="source", whom="target")
    for role, column in (("source", "who"), ("target", "whom")):
        table = book.joined(table, [column], _named(role), {role: "string"}, rows=raw)
    table = book.acts(table, "act", rows=raw)
    kind, quad_of_kind = _kind(table.type)
    date, stated = day_of(table.date), number(table.quad)
    quad = ibis.coalesce(stated.between(0, 4).ifelse(stated, None), quad_of_kind, table.act_quad).cast("int8")
    columns = {
        "date": date,
        "source": table.source,
        "target": table.target,
        "type": ibis.coalesce(kind, table.act_type),
        "root": table.act_root,
        "cameo": text(table.cameo),
        "quad": quad,
        "goldstein": ibis.coalesce(number(table.goldstein), table.act_weight),
        "reports": whole(table.reports),
        "place": text(table.place),
        "lat": coordinate(table.lat, 90),
        "lon": coordinate(table.lon, 180),
        "id": ibis.coalesce(text(table.id), _digest(table, date)),
    }
    act = ibis.coalesce(table.cameo, table.type, table.root, table.quad)
    problems = [
        (date.isnull(), shown("date cannot be read", table.date)),
        (quad.isnull(), shown("no CAMEO code, PLOVER type or quad class", act)),
        (table.source.isnull() & table.target.isnull(), "no actor on either side"),
    ]
    return finished(table, columns, problems)


def _named(role: str) -> Any:
    return lambda name: {role: actors.own_code(name)}


def _kind(column: Any) -> tuple[Any, Any]:
    """The PLOVER type in `column`, null for any other word, and its quad class."""
    import ibis

    from tertius.world.ontology import TYPES

    given = column.strip().upper()
    kind = given.isin(list(TYPES)).ifelse(given, None)
    return kind, ibis.cases(*((given == name, info.quad) for name, info in TYPES.items()), else_=None)


def _digest(table: Any, date: Any) -> Any:
    import ibis

    parts = [
        date.cast("string"),
        table.source,
        table.target,
        table.cameo,
        table.type,
        table.root,
        table.quad,
        table.place,
    ]
    return ibis.literal("|").join([part.fill_null("") for part in parts]).hexdigest("md5")
