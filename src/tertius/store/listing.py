"""Listing the records of a workspace a page at a time, by the words that they can be found under.

What a record is found under is worked out once, when it is put or corrected, and kept in order of its day, so that
a page of a hundred thousand records costs what it shows. The order is newest first; a cursor names the place after
the last record shown, so what is added meanwhile shifts no page.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec

from tertius.errors import UsageError
from tertius.records import Record
from tertius.store import _items
from tertius.store._database import Database
from tertius.store._words import FIELDS, day_of, words_of
from tertius.store.revisions import revised_item

__all__ = ["MOST", "Listed", "changed_since", "count", "document_page", "enter", "enter_missing", "page", "version"]

MOST = 500  # records of one page
_LOOKED_AT = 500  # records looked at, at most, to count those under several words
_BATCH = 500
Days = tuple[dt.date | None, dt.date | None]


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A page of records with corrections applied.

    `items` are (id, record); `total` is how many records fit the filters, or, where `at_least` is set (several
    filters meet in very many), a number that there are no fewer than; `next` is the cursor of the following page,
    or None on the last.
    """

    items: tuple[tuple[str, Any], ...]
    total: int
    at_least: bool
    next: str | None


def enter(database: Database, kind: str, item: str, record: Record) -> None:
    """List `record`, corrections applied, under its words, and under no others."""
    day = day_of(record)
    wanted = {(kind, field, word, day, item) for field, word in words_of(record)}
    held = set(database.rows("SELECT kind, field, word, day, id FROM listing WHERE kind = ? AND id = ?", (kind, item)))
    gone, new = sorted(held - wanted), sorted(wanted - held)
    if gone:
        database.run_many("DELETE FROM listing WHERE kind = ? AND field = ? AND word = ? AND day = ? AND id = ?", gone)
    if new:
        database.run_many("INSERT INTO listing (kind, field, word, day, id) VALUES (?, ?, ?, ?, ?)", new)


def enter_missing(database: Database) -> None:
    """List the records of a workspace that is older than its listing; one broken off goes on where it stopped."""
    while rows := database.rows("SELECT kind, id FROM unlisted LIMIT ?", (_BATCH,)):
        with database.writing():
            for kind, item in rows:
                found = database.rows("SELECT json FROM records WHERE kind = ? AND id = ?", (kind, item))
                for (json,) in found:
                    record = revised_item(database, kind, item, _items.read_item(kind, json))
                    enter(database, kind, item, record)
                database.run("DELETE FROM unlisted WHERE kind = ? AND id = ?", (kind, item))


def page(
    database: Database, kind: str, filters: Mapping[str, str], days: Days, after: str | None, limit: int
) -> Listed:
    """The records of `kind` that stand under every word of `filters`, newest first, from the cursor `after` on.

    `days` are the first and the last day, both included; with either, what has no day is left out.

    Raises:
        StoreError: no records are kept as `kind`.
        UsageError: a filter that the kind does not have, a cursor that is none, or a limit out of range.
    """
    _items.type_of(kind)
    _check_limit(limit)
    words = _words(database, kind, filters)
    total, at_least = _count(database, kind, words, days)
    query, parameters = _query(kind, words, days)
    if after is not None:
        query += " AND (l.day, l.id) < (?, ?)"
        parameters += _place(after)
    query += " ORDER BY l.day DESC, l.id DESC LIMIT ?"
    rows = database.rows(
        f"SELECT p.day, r.id, r.json FROM (SELECT l.day, l.id {query}) p"
        " JOIN records r ON r.kind = ? AND r.id = p.id ORDER BY p.day DESC, p.id DESC",
        (*parameters, limit + 1, kind),
    )
    shown = rows[:limit]
    records = [_items.read_item(kind, json) for _, _, json in shown]
    items = [
        (item, record) for (_, item, _), record in zip(shown, _revised(database, kind, shown, records), strict=True)
    ]
    more = _cursor(*shown[-1][:2]) if len(rows) > limit else None
    return Listed(items=tuple(items), total=total, at_least=at_least, next=more)


def count(database: Database, kind: str, filters: Mapping[str, str]) -> tuple[int, bool]:
    """How many records fit, and whether that is a lower bound, since only some of very many were looked at."""
    return _count(database, kind, _words(database, kind, filters), (None, None))


def document_page(database: Database, after: str | None, limit: int) -> Listed:
    """A page of documents, the latest to arrive first."""
    _check_limit(limit)
    where, place = ("WHERE (added, id) < (?, ?)", _place(after)) if after is not None else ("", [])
    rows = database.rows(
        f"SELECT added, id, json FROM documents {where} ORDER BY added DESC, id DESC LIMIT ?", (*place, limit + 1)
    )
    shown = rows[:limit]
    held = [_items.read_item("document", json) for _, _, json in shown]
    items = zip((row[1] for row in shown), _revised(database, "document", shown, held), strict=True)
    total = database.rows("SELECT count(*) FROM documents")[0][0]
    more = _cursor(*shown[-1][:2]) if len(rows) > limit else None
    return Listed(items=tuple(items), total=total, at_least=False, next=more)


def changed_since(database: Database, moment: dt.datetime) -> dict[str, int]:
    """How many records of each kind were made or changed since `moment`, and how many documents came."""
    since = (moment.astimezone(dt.UTC).isoformat(),)
    found = dict(database.rows("SELECT kind, count(*) FROM records WHERE updated > ? GROUP BY kind", since))
    return found | {"document": database.rows("SELECT count(*) FROM documents WHERE added > ?", since)[0][0]}


def version(database: Database) -> tuple[Any, ...]:
    """The latest change of a record, the latest revision, and how many records there are of each kind."""
    (latest,) = database.rows("SELECT max(updated) FROM records")
    (revision,) = database.rows("SELECT max(number) FROM revisions")
    kinds = database.rows("SELECT kind, records FROM listing_counts WHERE field = '' AND word = ''")
    return (*latest, *revision, *sorted(kinds))


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MOST:
        raise UsageError(f"a page holds 1 to {MOST} records, not {limit}")


def _count(database: Database, kind: str, words: list[tuple[int, str, str]], days: Days) -> tuple[int, bool]:
    fewest, *_ = words[0]
    if (len(words) == 1 and days == (None, None)) or fewest == 0:
        return fewest, False
    query, parameters = _query(kind, words, days, within=_LOOKED_AT)
    found: int = database.rows(f"SELECT count(*) {query}", parameters)[0][0]
    return found, fewest > _LOOKED_AT


def _words(database: Database, kind: str, filters: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """The filters as (records under it, field, word), the rarest first; none stands for all of the kind."""
    known = FIELDS.get(kind, ())
    for field in filters:
        if field not in known:
            raise UsageError(f"{kind}s cannot be listed by {field!r}; they can by {', '.join(known) or 'nothing'}")
    words = [(field, word.strip().casefold()) for field, word in filters.items()] or [("", "")]
    return sorted((_under(database, kind, *word), *word) for word in words)


def _under(database: Database, kind: str, field: str, word: str) -> int:
    rows = database.rows(
        "SELECT records FROM listing_counts WHERE kind = ? AND field = ? AND word = ?", (kind, field, word)
    )
    return int(rows[0][0]) if rows else 0


def _query(
    kind: str, words: list[tuple[int, str, str]], days: Days, *, within: int | None = None
) -> tuple[str, list[Any]]:
    """The rows under the first word on these days, or the newest `within` of them, that also stand under the others."""
    (_, *first), *others = words
    query = "FROM listing l WHERE l.kind = ? AND l.field = ? AND l.word = ?"
    parameters: list[Any] = [kind, *first]
    for bound, day in zip((">=", "<="), days, strict=True):
        if day is not None:
            query += f" AND l.day {bound} ? AND l.day > ''"
            parameters.append(day.isoformat())
    if within is not None:
        query = f"FROM (SELECT l.* {query} ORDER BY l.day DESC, l.id DESC LIMIT ?) l WHERE 1"
        parameters.append(within)
    for number, (_, *word) in enumerate(others):
        query += (
            f" AND EXISTS (SELECT 1 FROM listing o{number} WHERE o{number}.kind = l.kind AND o{number}.field = ?"
            f" AND o{number}.word = ? AND o{number}.day = l.day AND o{number}.id = l.id)"
        )
        parameters += word
    return query, parameters


def _revised(database: Database, kind: str, shown: list[tuple[Any, ...]], records: list[Any]) -> list[Any]:
    """`records` with their corrections; most pages have none."""
    marks = ", ".join("?" * len(shown))
    corrected = {
        row[0]
        for row in database.rows(
            f"SELECT DISTINCT item FROM revisions WHERE kind = ? AND item IN ({marks})",
            (kind, *(i for _, i, _ in shown)),
        )
    }
    return [
        revised_item(database, kind, item, record) if item in corrected else record
        for (_, item, _), record in zip(shown, records, strict=True)
    ]


def _cursor(day: str, item: str) -> str:
    return base64.urlsafe_b64encode(f"{day}|{item}".encode()).decode().rstrip("=")


def _place(cursor: str) -> list[str]:
    try:
        day, _, item = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("|")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        day = item = ""
    if not item:
        raise UsageError("the cursor is none of this listing; begin at the first page")
    return [day, item]
