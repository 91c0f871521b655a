"""The files of one history in an archive, for those who read them as a table."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tertius.errors import HistoryError, InputError
from tertius.history.archive._manifest import DOCUMENTS, FileEntry, Manifest, PartEntry, archive_of
from tertius.history.archive._parts import is_settled, part_files
from tertius.history.archive._writing import writing_history

__all__ = ["Kept", "history_folder", "kept_at", "limited_to", "settled"]


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


def history_folder(workspace: str | Path) -> Path:
    """As `archive_of`; raises InputError where there is none."""
    folder = archive_of(workspace)
    if folder is None:
        raise InputError(f"{workspace} holds no history: import one with `tertius history import`")
    return folder


def settled(folder: Path) -> Path:
    """`folder`, with what a killed import had entered and not yet named put right."""
    with Manifest.at(folder) as manifest:
        if is_settled(manifest):
            return folder
    with writing_history(folder.parent):
        return folder


def kept_at(path: str | Path) -> Kept:
    """The one history that `path` stands for: a workspace, its history folder, or a folder of one origin in it.

    Events of the user's documents stand in the same table. They are left out where another set is there, since what
    they tell may be in it too, and are read by themselves from their own folder.

    Raises:
        HistoryError: there are several sets, which must not be added up; names the folder of each.
        InputError: there is no history.

    """
    folder = settled(history_folder(path))
    with Manifest.at(folder) as manifest:
        parts = [part for part in manifest.parts() if part.holds != "mentions" and _under(folder, part, Path(path))]
        files, origins = manifest.files(), {entry.origin: entry for entry in manifest.origins()}
    if not parts:
        raise InputError(f"{path} holds no events and no panel")
    keys = sorted({(part.holds, part.origin) for part in parts})
    chosen = [key for key in keys if key[1] != DOCUMENTS] or keys
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
    own = [file for file in files if file.origin == origin and file.holds == holds]
    if states := limited_to(own):
        yield f"the history was imported for {states} alone: what other pairs did, and the world's attention, is not in it"
    if rejected := sum(file.rejected for file in own):
        yield f"{rejected:,} rows of the imported files were set aside (`tertius history rejects`)"
    if unfinished := sum(not file.whole for file in own):
        yield f"{unfinished:,} files are in only in part: run the import again to finish it"
    if len(keys) > 1:
        rows = sum(part.rows for part in parts if (part.holds, part.origin) != chosen)
        yield f"{rows:,} events of your documents are not added to this set; they are in {folder / 'events' / f'origin={DOCUMENTS}'}"


def limited_to(files: list[FileEntry]) -> str:
    """The states that some file was limited to; a file that came in whole as well is not."""
    whole = {file.sha256 for file in files if not file.actors}
    return " ".join(sorted({code for file in files if file.sha256 not in whole for code in file.actors.split()}))
