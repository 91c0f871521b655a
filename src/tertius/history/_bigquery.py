"""The counts that `History.dyads` makes, as SQL for GDELT's public tables on BigQuery.

Only compiled, never run: the tables are reached with the user's own account and bill. Actors are the plain
country codes of CAMEO that GDELT gives (`Actor1CountryCode`), which take in a country's sectors, and each
`GLOBALEVENTID` is one row there, so an event counts once.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tertius.errors import UsageError
from tertius.history._events import counted, finished
from tertius.history.calendar import checked, period_start

__all__ = ["bigquery_sql"]

TABLE = ("gdelt-bq", "gdeltv2", "events_partitioned")
_COLUMNS = {
    "_PARTITIONTIME": "timestamp", "SQLDATE": "int64", "Actor1CountryCode": "string", "Actor2CountryCode": "string",
    "QuadClass": "int64", "GoldsteinScale": "float64", "NumArticles": "int64", "GLOBALEVENTID": "int64",
}  # fmt: skip
_LATEST = dt.timedelta(days=1)  # a partition is named for the day of the file


def bigquery_sql(
    frequency: str = "week", *, since: dt.date, until: dt.date, directed: bool = False, actors: tuple[str, ...] = ()
) -> str:
    """Standard SQL that gives `period, a, b, conflict, …` of GDELT 2.0, one row a pair and period.

    Args:
        frequency: `day`, `week` (from Monday) or `month`.
        since: first day of the files that are read.
        until: the cut-off, last day of the files; no period that ends later is in it. Partitions outside the
            two days are not read, and so not billed.
        directed: `a` is who acts; otherwise the first of the two by alphabet.
        actors: CAMEO country codes; where given, only pairs of these.

    Raises:
        UsageError: an unknown frequency, or `until` before `since`.

    """
    import ibis

    wanted = checked(frequency)
    if until < since:
        raise UsageError(f"{until.isoformat()} is before {since.isoformat()}")
    raw = ibis.table(_COLUMNS, name=TABLE[2], catalog=TABLE[0], database=TABLE[1])
    begins, ends = (ibis.timestamp(f"{day.isoformat()} 00:00:00", timezone="UTC") for day in (since, until + _LATEST))
    raw = raw.filter((raw["_PARTITIONTIME"] >= begins) & (raw["_PARTITIONTIME"] < ends))
    before = period_start(until + dt.timedelta(days=1), wanted)
    raw = raw.filter(raw["SQLDATE"] < int(f"{before:%Y%m%d}"))
    one, other = raw.Actor1CountryCode, raw.Actor2CountryCode
    raw = raw.filter(one.notnull() & other.notnull() & (one != other))
    if actors:
        raw = raw.filter(one.isin(list(actors)) & other.isin(list(actors)))
    sums = _summed(raw, wanted, directed=directed)
    return str(ibis.to_sql(finished(sums).order_by(["period", "a", "b"]), dialect="bigquery"))


def _summed(raw: Any, frequency: str, *, directed: bool) -> Any:
    import ibis

    day = raw.SQLDATE.cast("string").as_date("%Y%m%d")
    unit = {"day": "D", "week": "W", "month": "M"}[frequency]
    one, other = raw.Actor1CountryCode, raw.Actor2CountryCode
    events = raw.select(
        period=day.truncate(unit),
        a=one if directed else ibis.least(one, other),
        b=other if directed else ibis.greatest(one, other),
        quad=raw.QuadClass,
        goldstein=raw.GoldsteinScale,
        reports=raw.NumArticles,
    )
    return events.group_by("period", "a", "b").agg(**counted(events))
