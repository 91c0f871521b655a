"""What the archive holds, for those who look into it: sets, rows set aside, media volume."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tertius.errors import InputError
from tertius.history.archive._connection import connected, fetched
from tertius.history.archive._kept import history_folder, limited_to, settled
from tertius.history.archive._manifest import FileEntry, Manifest, OriginEntry, PartEntry
from tertius.history.archive._parts import part_files
from tertius.history.calendar import checked, period_start

__all__ = ["Holding", "Reject", "holdings", "media_volume", "reject_reasons", "rejects"]

_TRUNCATE = {"day": "D", "week": "W", "month": "M"}


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """One set in the archive: what it holds, over which days, from how many files, on which terms.

    `actors` names the states to which the import was limited ("" where it was not): of such a set no figure that
    needs the whole world (world attention, other pairs) can be made.
    """

    origin: str
    holds: str
    name: str
    rows: int
    first: dt.date
    last: dt.date
    files: int
    rejected: int
    actors: str
    bytes: int
    citation: str
    terms: str
    version: str | None
    accessed: dt.date


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """A row that was set aside: the file (and the member of a Zip), the line, the reason, the row's text."""

    file: str
    member: str
    line: int
    origin: str
    reason: str
    text: str


def holdings(workspace: str | Path = ".tertius") -> tuple[Holding, ...]:
    """All sets in the workspace's history; raises InputError where there is none."""
    with Manifest.at(history_folder(workspace)) as manifest:
        parts, files = manifest.parts(), manifest.files()
        origins = {entry.origin: entry for entry in manifest.origins()}
    keys = sorted({(part.origin, part.holds) for part in parts})
    return tuple(
        _holding(origins[origin], holds, [p for p in parts if (p.origin, p.holds) == (origin, holds)], files)
        for origin, holds in keys
    )


def _holding(entry: OriginEntry, holds: str, parts: list[PartEntry], files: list[FileEntry]) -> Holding:
    own = [file for file in files if file.origin == entry.origin and file.holds == holds]
    return Holding(
        origin=entry.origin,
        holds=holds,
        name=entry.name,
        rows=sum(part.rows for part in parts),
        first=dt.date.fromisoformat(min(part.first for part in parts)),
        last=dt.date.fromisoformat(max(part.last for part in parts)),
        files=len({file.sha256 for file in own}),
        rejected=sum(file.rejected for file in own),
        actors=limited_to(own),
        bytes=sum(part.bytes for part in parts),
        citation=entry.citation,
        terms=entry.terms,
        version=entry.version,
        accessed=dt.date.fromisoformat(entry.accessed),
    )


def rejects(
    workspace: str | Path = ".tertius", *, origin: str | None = None, limit: int | None = None
) -> Iterator[Reject]:
    """The rows that were set aside, by file and line; raises InputError where there is no history."""
    with Manifest.at(history_folder(workspace)) as manifest:
        for path, row in manifest.rejects(origin, -1 if limit is None else limit):
            yield Reject(
                file=path, member=row.member, line=row.line, origin=row.origin, reason=row.reason, text=row.text
            )


def reject_reasons(workspace: str | Path = ".tertius") -> list[tuple[str, str, int]]:
    """How many rows were set aside by origin and kind of reason; raises InputError where there is no history."""
    with Manifest.at(history_folder(workspace)) as manifest:
        return manifest.reasons()


def media_volume(workspace: str | Path = ".tertius", frequency: str = "week", *, until: dt.date | None = None) -> Any:
    """How much was reported in each period, by origin: an Arrow table `period, origin, events, stories, articles, mentions`.

    `stories` is the sum of the events' own report counts; `articles` (distinct) and `mentions` are of GDELT's mentions
    by the day of the report, null where none were imported. This is attention, not what happened. A period that ends
    after `until` is not in it.

    Raises:
        InputError: there is no history.
        UsageError: `frequency` is no period.

    """
    folder = settled(history_folder(workspace))
    period = checked(frequency)
    unit, before = _TRUNCATE[period], until and period_start(until + dt.timedelta(days=1), period)
    with Manifest.at(folder) as manifest:
        files = {holds: part_files(folder, manifest.parts(holds)) for holds in ("events", "mentions")}
    with connected() as connection:
        told = _volume(
            connection, files["events"], unit, before, lambda t: {"events": t.count(), "stories": t.reports.sum()}
        )
        said = _volume(
            connection,
            files["mentions"],
            unit,
            before,
            lambda t: {"articles": t.article.nunique(), "mentions": t.count()},
        )
        return fetched(_side_by_side(told, said))


def _volume(connection: Any, files: list[str], unit: str, before: dt.date | None, measures: Any) -> Any:
    if not files:
        return None
    rows = connection.read_parquet(files, hive_partitioning=False)
    if before is not None:
        rows = rows.filter(rows.date < before)
    rows = rows.mutate(period=rows.date.truncate(unit))
    return rows.group_by("period", "origin").agg(**measures(rows))


def _side_by_side(told: Any, said: Any) -> Any:
    import ibis

    if told is None and said is None:
        raise InputError("the history holds no events and no mentions")
    empty = ibis.null("int64")
    if said is None:
        both = told.mutate(articles=empty, mentions=empty)
    elif told is None:
        both = said.mutate(events=empty, stories=empty)
    else:
        both = told.outer_join(said, ["period", "origin"])
        both = both.mutate(
            period=ibis.coalesce(both.period, both.period_right), origin=ibis.coalesce(both.origin, both.origin_right)
        )
    columns = ["period", "origin", "events", "stories", "articles", "mentions"]
    return both.select(columns).order_by(["period", "origin"])
