"""ACLED and UCDP GED: violence and protest, whose kinds are neither CAMEO's nor PLOVER's.

The kinds are put to PLOVER types by the tables below; what has no counterpart keeps a null type and counts neither
as conflict nor as cooperation. Deaths have no column in the one table.
"""

from __future__ import annotations

from typing import Any

from tertius.history._dates import day_of
from tertius.history.readers import actors
from tertius.history.readers._rows import coordinate, finished, shown
from tertius.history.readers.lookups import Codebook, number, text

__all__ = ["acled", "ucdp_ged"]

_BY_EVENT = {
    "battles": "ASSAULT", "explosions/remote violence": "ASSAULT", "violence against civilians": "ASSAULT",
    "remote violence": "ASSAULT", "protests": "PROTEST", "riots": "PROTEST", "riots/protests": "PROTEST",
}  # fmt: skip
# Strategic developments, and what is not the type of the event it stands under.
_BY_SUB_EVENT = {
    "agreement": "AGREE", "arrests": "COERCE", "disrupted weapons use": "COERCE",
    "headquarters or base established": "MOBILIZE", "looting/property destruction": "ASSAULT",
    "non-violent transfer of territory": "RETREAT",
}  # fmt: skip
_MONTHS = "January February March April May June July August September October November December".split()
# UCDP's precision of dates: 1 day, 2 two to six days, 3 a week, 4 a month, 5 more.
_LEAST_PRECISE = 3


def acled(raw: Any, book: Codebook) -> Any:
    """ACLED's rows as events; dates as 2021-10-04 or 04 October 2021. One row is one event of any number of sources."""
    import ibis

    table = raw = raw.rename(outlets="source")
    for role, column in (("source", "actor1"), ("target", "actor2")):
        table = book.joined(table, [column], _named(role, actors.acled_code), {role: "string"}, rows=raw)
    kind = _type(table)
    date = _spelled_out(table.event_date)
    sources = text(table.outlets)
    columns = {
        "date": date,
        "source": table.source,
        "target": table.target,
        "type": kind,
        "root": ibis.null("string"),
        "cameo": ibis.null("string"),
        "quad": _quad(kind),
        "goldstein": ibis.null("float64"),
        # Its own column `source` lists the outlets, divided by semicolons.
        "reports": (sources.length() - sources.replace(";", "").length() + 1).cast("int64"),
        "place": ibis.literal(", ").join([text(table.location), text(table.country)]).nullif(""),
        "lat": coordinate(table.latitude, 90),
        "lon": coordinate(table.longitude, 180),
        "id": text(table.event_id_cnty),
    }
    problems = [
        (text(table.event_id_cnty).isnull(), "no event id"),
        (table.event_date.contains("/") & date.isnull(), shown("day and month cannot be told apart", table.event_date)),
        (date.isnull(), shown("date cannot be read", table.event_date)),
        (table.source.isnull() & table.target.isnull(), "no actor on either side"),
    ]
    return finished(table, columns, problems)


def _named(role: str, code: Any) -> Any:
    return lambda *values: {role: code(*values)}


def _type(table: Any) -> Any:
    import ibis

    event, sub_event = table.event_type.strip().lower(), table.sub_event_type.strip().lower()
    cases = [(sub_event == name, kind) for name, kind in _BY_SUB_EVENT.items()]
    return ibis.cases(*cases, *((event == name, kind) for name, kind in _BY_EVENT.items()), else_=None).cast("string")


def _quad(kind: Any) -> Any:
    import ibis

    from tertius.world.ontology import quad_of

    names = sorted({*_BY_EVENT.values(), *_BY_SUB_EVENT.values()})
    return ibis.cases(*((kind == name, quad_of(name)) for name in names), else_=None).cast("int8")


def _spelled_out(column: Any) -> Any:
    """The day in `2021-10-04`, or with the month's name: `04 October 2021`, `4-Oct-2021`."""
    import ibis

    pattern = r"^(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})$"
    given = column.strip()
    day, month, year = (given.re_extract(pattern, group) for group in (1, 2, 3))
    number_of = ibis.cases(
        *((month.lower() == n[:3].lower(), f"{at:02d}") for at, n in enumerate(_MONTHS, 1)), else_=""
    )
    written = (year + "-" + number_of + "-" + day.lpad(2, "0")).try_cast("date")
    return ibis.coalesce(day_of(column), written)


def ucdp_ged(raw: Any, book: Codebook) -> Any:
    """UCDP's rows as events of type ASSAULT, dated by their first day.

    A row that is dated only to a month or less (date_prec 4 and 5) belongs to no week and is set aside.
    """
    import ibis

    table = raw
    for role, side, states in (("source", "side_a", "gwnoa"), ("target", "side_b", "gwnob")):
        table = book.joined(
            table, [side, states, "country"], _named(role, actors.ucdp_code), {role: "string"}, rows=raw
        )
    date, precision, told = day_of(table.date_start), number(table.date_prec), number(table.number_of_sources)
    columns = {
        "date": date,
        "source": table.source,
        "target": table.target,
        "type": ibis.literal("ASSAULT"),
        "root": ibis.null("string"),
        "cameo": ibis.null("string"),
        "quad": _quad(ibis.literal("ASSAULT")),
        "goldstein": ibis.null("float64"),
        "reports": (told > 0).ifelse(told, None).cast("int64"),  # -1: not known
        "place": ibis.literal(", ").join([text(table.where_coordinates), text(table.country)]).nullif(""),
        "lat": coordinate(table.latitude, 90),
        "lon": coordinate(table.longitude, 180),
        "id": text(table.id),
    }
    problems = [
        (text(table.id).isnull(), "no event id"),
        (date.isnull(), shown("date cannot be read", table.date_start)),
        (
            ~number(table.type_of_violence).isin([1, 2, 3]).fill_null(False),  # noqa: FBT003
            shown("no type of violence", table.type_of_violence),
        ),
        (precision.isnull(), shown("no precision of the date", table.date_prec)),
        (precision > _LEAST_PRECISE, shown("dated only to a month or less (date_prec)", table.date_prec)),
        (table.source.isnull() & table.target.isnull(), "no actor on either side"),
    ]
    return finished(table, columns, problems)
