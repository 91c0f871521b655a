"""GDELT events v1 and v2, and GDELT mentions.

`reports` is NumArticles: source documents, not mentions. Places carry FIPS codes, actors CAMEO's three letters.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tertius.history._dates import day_of
from tertius.history.readers import actors
from tertius.history.readers._rows import coordinate, finished, shown
from tertius.history.readers.lookups import Codebook, number, text, whole

__all__ = ["events", "mentions"]


def events(raw: Any, book: Codebook) -> Any:
    """GDELT's rows as events."""
    table = _acting(book, _acting(book, raw, raw, "source", 1), raw, "target", 2)
    table = book.acts(table, "eventcode", rows=raw)
    # A file has few days: each is read once, not in every row.
    table = book.joined(table, ["sqldate"], _day, {"day": "date"}, rows=raw)
    date, quad = table.day, number(table.quadclass)
    columns = {
        "date": date,
        "source": table.source,
        "target": table.target,
        "type": table.act_type,
        "root": table.act_root,
        "cameo": table.act_cameo,
        "quad": quad.isin([1, 2, 3, 4]).ifelse(quad, table.act_quad).cast("int8"),
        "goldstein": number(table.goldsteinscale),
        "reports": whole(table.numarticles),
        "place": text(table.actiongeo_fullname),
        "lat": coordinate(table.actiongeo_lat, 90),
        "lon": coordinate(table.actiongeo_long, 180),
        "id": text(table.globaleventid),
    }
    problems = [
        (text(table.globaleventid).isnull(), "no event id"),
        (date.isnull(), shown("date cannot be read", table.sqldate)),
        (table.act_root.isnull(), shown("no CAMEO code", table.eventcode)),
        (table.source.isnull() & table.target.isnull(), "no actor on either side"),
    ]
    return finished(table, columns, problems)


def _acting(book: Codebook, table: Any, raw: Any, role: str, place: int) -> Any:
    import ibis

    keys = [f"actor{place}{name}" for name in ("code", "countrycode", "type1code")]
    coded = book.joined(table, keys, _actor, {"code": "string"}, rows=raw)
    return coded.mutate(**{role: ibis.coalesce(coded.code, text(coded[f"actor{place}name"]))}).drop("code")


def _actor(*values: str) -> dict[str, str | None]:
    return {"code": actors.gdelt_code(*values)}


def _day(given: str) -> dict[str, dt.date | None]:
    try:
        return {"day": dt.datetime.strptime(given.strip(), "%Y%m%d").replace(tzinfo=dt.UTC).date()}
    except ValueError:
        return {"day": None}


def mentions(raw: Any, _: Codebook) -> Any:
    """GDELT's mentions: one row a report of an event; the key is event, article and sentence."""
    date = day_of(raw.mentiontimedate.left(8))
    event, article = text(raw.globaleventid), text(raw.mentionidentifier)
    key = event + "|" + article + "|" + raw.sentenceid.fill_null("")
    columns = {
        "date": date,
        "event": event,
        "outlet": text(raw.mentionsourcename),
        "article": article,
        "sentence": whole(raw.sentenceid),
        "confidence": number(raw.confidence),
        "id": key.hexdigest("md5"),
    }
    problems = [
        (date.isnull(), shown("date cannot be read", raw.mentiontimedate)),
        (event.isnull() | article.isnull(), "no event id or no article"),
    ]
    return finished(raw, columns, problems)
