"""What the archive holds, for those who read it: sets, rows set aside, media volume, and the files of a history."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tertius.errors import HistoryError, InputError
from tertius.history.archive._connection import connected, fetched
from tertius.history.archive._documents import ORIGIN
from tertius.history.archive._importing import writing_history
from tertius.history.archive._manifest import NAME, FileEntry, Manifest, OriginEntry, PartEntry
from tertius.history.archive._parts import is_settled, part_files
from tertius.history.calendar import checked, period_start

__all__ = [
    "Holding",
    "Kept",
    "Reject",
    "archive_of",
    "holdings",
    "kept_at",
    "media_volume",
    "reject_reasons",
    "rejects",
]

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


@dataclass(frozen=True)
class Kept:
    """The files of one history in an archive: of one origin, events or a panel."""

    holds: str
    origin: str
    files: tuple[str, ...]
    sha256: str
    version: str | None
    accessed: dt.date
    notes: tuple[str, ...]


def archive_of(path: str | Path) -> Path | None:
    """The history folder that `path` is, or holds, or lies in; None where it has to do with none."""
    given = Path(path)
    for folder in (given / "history", given, *given.absolute().parents[:3]):
        if (folder / NAME).is_file():
            return folder
    return None


def _history_folder(workspace: str | Path) -> Path:
    folder = archive_of(workspace)
    if folder is None:
        raise InputError(f"{workspace} holds no history: import one with `tertius history import`")
    return folder


def _settled(folder: Path) -> Path:
    """`folder`, with what a killed import had entered and not yet named put right."""
    with Manifest.at(folder) as manifest:
        if is_settled(manifest):
            return folder
    with writing_history(folder.parent):
        return folder


def holdings(workspace: str | Path = ".tertius") -> tuple[Holding, ...]:
    """All sets in the workspace's history; raises InputError where there is none."""
    with Manifest.at(_history_folder(workspace)) as manifest:
        parts, files = manifest.parts(), manifest.files()
        origins = {entry.origin: entry for entry in manifest.origins()}
    keys = sorted({(part.origin, part.holds) for part in parts})
    return tuple(
        _holding(origins[origin], holds, [p for p in parts if (p.origin, p.holds) == (origin, holds)], files)
        for origin, holds in keys
    )


def _holding(entry: OriginEntry, holds: str, parts: list[PartEntry], files: list[FileEntry]) -> Holding:
    own = [file for file in files if file.origin == entry.origin and _holds(file) == holds]
    return Holding(
        origin=entry.origin,
        holds=holds,
        name=entry.name,
        rows=sum(part.rows for part in parts),
        first=dt.date.fromisoformat(min(part.first for part in parts)),
        last=dt.date.fromisoformat(max(part.last for part in parts)),
        files=len({file.sha256 for file in own}),
        rejected=sum(file.rejected for file in own),
        actors=_limited_to(own),
        bytes=sum(part.bytes for part in parts),
        citation=entry.citation,
        terms=entry.terms,
        version=entry.version,
        accessed=dt.date.fromisoformat(entry.accessed),
    )


def _holds(file: FileEntry) -> str:
    return {"gdelt_mentions": "mentions", "panel": "panel"}.get(file.layout, "events")


def _limited_to(files: list[FileEntry]) -> str:
    """The states that some file was limited to; a file that came in whole as well is not."""
    whole = {file.sha256 for file in files if not file.actors}
    return " ".join(sorted({code for file in files if file.sha256 not in whole for code in file.actors.split()}))


def rejects(
    workspace: str | Path = ".tertius", *, origin: str | None = None, limit: int | None = None
) -> Iterator[Reject]:
    """The rows that were set aside, by file and line; raises InputError where there is no history."""
    with Manifest.at(_history_folder(workspace)) as manifest:
        for path, row in manifest.rejects(origin, -1 if limit is None else limit):
            yield Reject(
                file=path, member=row.member, line=row.line, origin=row.origin, reason=row.reason, text=row.text
            )


def reject_reasons(workspace: str | Path = ".tertius") -> list[tuple[str, str, int]]:
    """How many rows were set aside by origin and kind of reason; raises InputError where there is no history."""
    with Manifest.at(_history_folder(workspace)) as manifest:
        return manifest.reasons()


def kept_at(path: str | Path) -> Kept:
    """The one history that `path` stands for: a workspace, its history folder, or a folder of one origin in it.

    Events of the user's documents stand in the same table. They are left out where another set is there, since what
    they tell may be in it too, and are read by themselves from their own folder.

    Raises:
        HistoryError: there are several sets, which must not be added up; names the folder of each.
        InputError: there is no history.

    """
    folder = _settled(_history_folder(path))
    with Manifest.at(folder) as manifest:
        parts = [part for part in manifest.parts() if part.holds != "mentions" and _under(folder, part, Path(path))]
        files, origins = manifest.files(), {entry.origin: entry for entry in manifest.origins()}
    if not parts:
        raise InputError(f"{path} holds no events and no panel")
    keys = sorted({(part.holds, part.origin) for part in parts})
    chosen = [key for key in keys if key[1] != ORIGIN] or keys
    if len(chosen) > 1:
        folders = ", ".join(str(folder / holds / f"origin={origin}") for holds, origin in chosen)
        raise HistoryError(f"{path} holds several histories, which may tell the same events; give one of {folders}")
    holds, origin = chosen[0]
    own = [part for part in parts if (part.holds, part.origin) == (holds, origin)]
    return Kept(
        holds=holds,
        origin=origin,
        files=tuple(part_files(folder, own)),
        sha256=hashlib.sha256("\n".join(sorted(part.sha256 for part in own)).encode()).hexdigest(),
        version=origins[origin].version,
        accessed=dt.date.fromisoformat(origins[origin].accessed),
        notes=tuple(_notes(folder, parts, keys, chosen[0], files)),
    )


def _under(folder: Path, part: PartEntry, path: Path) -> bool:
    given = path.absolute()
    return given in {folder.absolute(), folder.absolute().parent} or (folder / part.path).absolute().is_relative_to(
        given
    )


def _notes(
    folder: Path, parts: list[PartEntry], keys: list[tuple[str, str]], chosen: tuple[str, str], files: list[FileEntry]
) -> Iterator[str]:
    holds, origin = chosen
    own = [file for file in files if file.origin == origin and _holds(file) == holds]
    if states := _limited_to(own):
        yield f"the history was imported for {states} alone: what other pairs did, and the world's attention, is not in it"
    if rejected := sum(file.rejected for file in own):
        yield f"{rejected:,} rows of the imported files were set aside (`tertius history rejects`)"
    if unfinished := sum(not file.whole for file in own):
        yield f"{unfinished:,} files are in only in part: run the import again to finish it"
    if len(keys) > 1:
        rows = sum(part.rows for part in parts if (part.holds, part.origin) != chosen)
        yield f"{rows:,} events of your documents are not added to this set; they are in {folder / 'events' / f'origin={ORIGIN}'}"


def media_volume(workspace: str | Path = ".tertius", frequency: str = "week", *, until: dt.date | None = None) -> Any:
    """How much was reported in each period, by origin: an Arrow table `period, origin, events, stories, articles, mentions`.

    `stories` is the sum of the events' own report counts; `articles` (distinct) and `mentions` are of GDELT's mentions
    by the day of the report, null where none were imported. This is attention, not what happened. A period that ends
    after `until` is not in it.

    Raises:
        InputError: there is no history.
        UsageError: `frequency` is no period.

    """
    folder = _settled(_history_folder(workspace))
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
