"""Importing: every input file once, in batches, each committed whole."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tertius.errors import HistoryError, InputError, UsageError
from tertius.history.archive._batches import Batch, Input, Piece, batches, digest_of, opened
from tertius.history.archive._connection import connected, fetched
from tertius.history.archive._manifest import FileEntry, Manifest, OriginEntry, PartEntry, RejectEntry
from tertius.history.archive._parts import (
    PIECES,
    commit,
    merge_small_parts,
    part_files,
    write_parts,
)
from tertius.history.archive._staging import Aside, Stage, Staged, fresh_rows
from tertius.history.archive._summaries import summarise_origin
from tertius.history.archive._writing import origin_entry, writing_history
from tertius.history.readers import checked_format, format_of, is_readable
from tertius.history.readers.schema import columns_of
from tertius.progress import Progress, silent

__all__ = ["Imported", "import_files"]

_LEAST_ROWS = 10
_READS_WRONGLY = ("columns are needed", "date cannot be read")


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did.

    Of `rows` read, `added` are new, `known` were in the archive (or twice in the input), `unasked` have none of the
    actors asked for, and `rejected` were set aside. `skipped` counts files that were imported before; `refused` says
    of each file that was not read what it looks like.
    """

    files: int = 0
    skipped: int = 0
    rows: int = 0
    added: int = 0
    known: int = 0
    unasked: int = 0
    rejected: int = 0
    refused: tuple[str, ...] = ()


def import_files(
    format_: str,
    paths: str | Path | Sequence[str | Path],
    workspace: str | Path = ".tertius",
    *,
    origin: str | None = None,
    actors: Sequence[str] = (),
    version: str | None = None,
    accessed: dt.date | None = None,
    summary: bool = True,
    progress: Progress = silent,
) -> Imported:
    """Bring event files into the workspace's history.

    A file that was imported before (by its hash) is passed over, and an id that the origin has already adds nothing,
    so the same import again changes nothing, and one that was cut off goes on where it was.

    Args:
        format_: one of `readers.FORMATS`.
        paths: files (text, Parquet, .gz, .zip) and folders of such.
        workspace: the folder of the workspace; made where there is none.
        origin: of a tidy table, the name under which its rows are kept; by default `own`.
        actors: alpha-3 codes; where given, only events with one of them on either side are kept.
        version: of the set, where it has one; kept with the origin.
        accessed: when the files were got from their publisher; by default today. Kept with the origin.
        summary: keep beside the events what they hold, so that questions need not read all of them; an import in
            many steps leaves it to the last one.
        progress: told of every file.

    Raises:
        InputError: a path is missing, or there is no file to read.
        HistoryError: no file at all could be read; says what they look like.
        UsageError: an unknown format, `origin` or `actors` with a format that has none, or a day of access to come.
        StoreError: the workspace is in use by another import, or cannot be written.

    """
    wanted = checked_format(format_)
    asked, stated = _checked_actors(actors, wanted), _Stated(version, accessed)
    files = _expanded([paths] if isinstance(paths, str | Path) else paths)
    with writing_history(workspace) as manifest:
        run = _Run(manifest, wanted, _checked_origin(origin, wanted), asked, stated, progress)
        run.over(files)
        run.state()
        if summary:
            run.summarise()
    if run.refused and not run.total["files"] and not run.total["skipped"]:
        raise HistoryError(run.refused[0] + (f" (and {len(run.refused) - 1} more)" if len(run.refused) > 1 else ""))
    return Imported(**run.total, refused=tuple(run.refused))


def _checked_actors(actors: Sequence[str], wanted: str) -> tuple[str, ...]:
    from tertius.world.countries import by_code

    if actors and wanted == "gdelt-mentions":
        raise UsageError("mentions name no actors: import them whole")
    return tuple(sorted({by_code(actor).iso3 for actor in actors}))


def _checked_origin(origin: str | None, wanted: str) -> str | None:
    if origin is None:
        return None
    if wanted != "tidy":
        raise UsageError(f"{wanted} has an origin of its own; --origin is for tidy tables")
    name = origin.strip().lower()
    if not name.replace("_", "").isalnum() or name == "documents":
        raise UsageError(f"{origin!r} cannot be an origin: use letters, digits and _ (documents is taken)")
    return name


def _expanded(paths: Iterable[str | Path]) -> list[Path]:
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise InputError(f"nothing to import at {path}: the path does not exist")
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file() and is_readable(file))
            if not inside:
                raise InputError(f"the folder {path} holds no file that can be imported")
            found.extend(inside)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Stated:
    """What the user says of a set that its files do not."""

    version: str | None
    accessed: dt.date | None

    def of(self, origin: str, known: OriginEntry | None, *, fresh: bool) -> OriginEntry:
        """The entry of the set. What is not stated stays as `known`, but for the day of access of `fresh` files."""
        version = self.version or (known.version if known else None)
        accessed = self.accessed or (None if fresh or known is None else dt.date.fromisoformat(known.accessed))
        return origin_entry(origin, version, accessed)


class _Run:
    """One import: what it is for, and what it has done so far."""

    def __init__(
        self,
        manifest: Manifest,
        wanted: str,
        origin: str | None,
        actors: tuple[str, ...],
        stated: _Stated,
        progress: Progress,
    ) -> None:
        self.manifest = manifest
        self.wanted = wanted
        self.origin = origin
        self.actors = actors
        self.refused: list[str] = []
        self.total: Counter[str] = Counter(dict.fromkeys(("files", "skipped"), 0))
        self._progress = progress
        self._files = 0
        self._known = {entry.origin: entry for entry in manifest.origins()}
        self._stated = stated
        self._passed: set[str] = set()
        # What was there before; the thread that unpacks reads it while the other commits.
        self._before: defaultdict[str, list[FileEntry]] = defaultdict(list)
        for entry in manifest.files():
            self._before[entry.sha256].append(entry)
        self._seen: set[str] = set()
        self._touched: set[tuple[str, str]] = set()

    def over(self, files: list[Path]) -> None:
        """Import all files; each batch is read while the one before is coded."""
        self._files = len(files)
        folder = Path(tempfile.mkdtemp(prefix=PIECES, dir=self.manifest.folder))
        try:
            with connected() as connection:
                self._each_batch(Stage(connection), batches(self._inputs(files), folder, self._refuse))
                merge_small_parts(connection, self.manifest, self._touched)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        self._progress("import", self._files, self._files)

    def summarise(self) -> None:
        """Keep beside the events of each origin what they hold."""
        for holds, origin in sorted(self._touched):
            if holds == "events":
                summarise_origin(self.manifest.folder, origin)

    def state(self) -> None:
        """Keep the version and the day of access that were given, also of files that were imported before."""
        if self._stated.version or self._stated.accessed:
            passed = sorted(self._passed)
            commit(self.manifest, [self._stated.of(name, self._known.get(name), fresh=False) for name in passed])

    def _each_batch(self, stage: Stage, waiting: Iterator[Batch]) -> None:
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(next, waiting, None)
            while (batch := coming.result()) is not None:
                coming = ahead.submit(next, waiting, None)
                self._take(stage, batch)

    def _inputs(self, files: list[Path]) -> Iterator[Input]:
        for place, path in enumerate(files):
            self._progress("import", place, self._files)
            with contextlib.suppress(_Passed):
                yield self._input(path)

    def _input(self, path: Path) -> Input:
        try:
            sha256 = digest_of(path)
            if self._is_imported(sha256) or sha256 in self._seen:
                self.total["skipped"] += 1
                raise _Passed
            self._seen.add(sha256)
            entry = FileEntry(
                sha256=sha256, actors=" ".join(self.actors), path=str(path), layout="", origin="",
                bytes=path.stat().st_size,
            )  # fmt: skip
            found = opened(path, sha256, self.wanted, entry)
        except HistoryError as error:
            self.refused.append(str(error))
            raise _Passed from error
        origin = self.origin or found.layout.origin
        fresh = msgspec.structs.replace(entry, layout=found.layout.name, origin=origin)
        # A file of which some pieces are in goes on after them.
        begun = (held for held in self._before.get(sha256, ()) if (held.origin, held.actors) == (origin, entry.actors))
        found.entry = next(begun, fresh)
        return found

    def _is_imported(self, sha256: str) -> bool:
        """Whether all rows that are asked for now came in with this file before."""
        there = [
            entry.origin
            for entry in self._before.get(sha256, ())
            if entry.whole
            and format_of(entry.layout) == self.wanted
            and (self.origin or entry.origin) == entry.origin
            and (not entry.actors or (self.actors and set(self.actors) <= set(entry.actors.split())))
        ]
        self._passed.update(there)
        return bool(there)

    def _take(self, stage: Stage, batch: Batch) -> None:
        """Code a batch, write its new rows, and enter them with the files they came from."""
        if not any(piece.chunk for piece in batch.pieces):
            self._commit(batch, None, Counter(), [])
            return
        first = batch.pieces[0].source
        staged = stage.set(batch)
        refused = self._misread(batch, staged)
        holds, origin = first.layout.holds, first.entry.origin
        held = self._held(stage.connection, staged, first)
        fresh = fresh_rows(stage.connection, staged, self.actors, refused, held)
        added: Counter[str] = Counter()
        for found in fetched(fresh.group_by("file").agg(rows=fresh.count())).to_pylist():
            added[found["file"]] = found["rows"]
        parts: list[PartEntry] = []
        if added:
            rows = _in_columns(fresh, holds, origin)
            parts = write_parts(stage.connection, self.manifest.folder, rows, holds, origin)
            self._touched.add((holds, origin))
        self._commit(batch, staged, added, parts)
        for piece in batch.pieces:
            if piece.chunk and piece.chunk.member.form != "parquet":
                piece.chunk.path.unlink(missing_ok=True)

    def _refuse(self, source: Input, because: str) -> None:
        source.refused = because
        self.refused.append(because)

    def _misread(self, batch: Batch, staged: Staged) -> list[str]:
        """The pieces of files that turn out to be something else: more than half of their rows do not read."""
        refused = []
        for piece in batch.pieces:
            path = str(piece.chunk.path) if piece.chunk else ""
            wrong = [
                row.reason for row in staged.aside.get(path, ()) if any(sign in row.reason for sign in _READS_WRONGLY)
            ]
            rows = staged.rows[path]
            if (
                piece.chunk
                and not piece.source.refused
                and not piece.source.entry.pieces
                and rows >= _LEAST_ROWS
                and 2 * len(wrong) > rows
            ):
                most = Counter(reason.split(":")[0] for reason in wrong).most_common(1)[0][0]
                self._refuse(
                    piece.source,
                    f"{piece.source.path} does not read as {piece.source.layout.title}: {len(wrong):,} of its first"
                    f" {rows:,} rows are wrong ({most})",
                )
            if piece.source.refused and path:
                refused.append(path)
        return refused

    def _held(self, connection: Any, staged: Staged, first: Input) -> Any | None:
        """The ids that the archive has and the batch may bring again."""
        parts = self.manifest.parts(first.layout.holds, first.entry.origin)
        if first.layout.dated_by_id:
            months = staged.table.select(month=staged.table.date.strftime("%Y-%m")).distinct()
            there = set(fetched(months)["month"].to_pylist())
            parts = [part for part in parts if part.month in there]
        if not parts:
            return None
        files = part_files(self.manifest.folder, parts)
        return connection.read_parquet(files, hive_partitioning=False).select("id")

    def _commit(self, batch: Batch, staged: Staged | None, added: Counter[str], parts: list[PartEntry]) -> None:
        now = dt.datetime.now(dt.UTC).isoformat()
        unasked = self._unasked(staged)
        rejects: list[RejectEntry] = []
        entries: dict[str, FileEntry] = {}
        for piece in batch.pieces:
            source = piece.source
            if source.refused:
                continue
            if piece.chunk and staged:
                aside = staged.aside.get(str(piece.chunk.path), [])
                rejects.extend(_rejects(piece, aside))
                source.entry = self._counted(piece, staged, added, unasked, len(aside))
            if piece.last:
                source.entry = msgspec.structs.replace(source.entry, whole=True)
                self.total["files"] += 1
            source.entry = msgspec.structs.replace(source.entry, imported=now)
            entries[source.sha256] = source.entry
        origins = sorted({entry.origin for entry in entries.values()})
        named = [self._stated.of(name, self._known.get(name), fresh=True) for name in origins]
        commit(self.manifest, [*parts, *entries.values(), *rejects, *named])

    def _unasked(self, staged: Staged | None) -> Counter[str]:
        if staged is None or not self.actors:
            return Counter()
        from tertius.history.archive._staging import is_asked

        good = staged.table.filter(staged.table.problem.isnull())
        others = good.filter(~is_asked(good, self.actors))
        found = fetched(others.group_by("file").agg(rows=others.count())).to_pylist()
        return Counter({row["file"]: row["rows"] for row in found})

    def _counted(
        self, piece: Piece, staged: Staged, added: Counter[str], unasked: Counter[str], aside: int
    ) -> FileEntry:
        path = str(piece.chunk.path) if piece.chunk else ""
        entry = piece.source.entry
        rows, new, other = staged.rows[path], added[path], unasked[path]
        known = rows - new - other - aside
        self.total.update(rows=rows, added=new, unasked=other, rejected=aside, known=known)
        return msgspec.structs.replace(
            entry, rows=entry.rows + rows, added=entry.added + new, known=entry.known + known,
            unasked=entry.unasked + other, rejected=entry.rejected + aside, pieces=entry.pieces + 1,
        )  # fmt: skip


class _Passed(Exception):
    """An input that is not read: refused, or imported before."""


def _in_columns(fresh: Any, holds: str, origin: str) -> Any:
    """The table in the archive's columns and types."""
    import ibis

    rows = fresh.mutate(origin=ibis.literal(origin))
    return rows.select(**{name: rows[name].cast(kind) for name, kind in columns_of(holds).items()})


def _rejects(piece: Piece, aside: list[Aside]) -> Iterator[RejectEntry]:
    entry, chunk = piece.source.entry, piece.chunk
    for row in aside:
        yield RejectEntry(
            sha256=entry.sha256, actors=entry.actors, origin=entry.origin,
            line=row.line + chunk.first - (chunk.member.form != "parquet") if chunk else row.line,
            member=chunk.member.inner or "" if chunk else "", reason=row.reason, text=row.text,
        )  # fmt: skip
