"""Fetch the files of a set and import them, a few at a time: what is in the history is never asked for again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from tertius.errors import HistoryError, UsageError
from tertius.history.archive import Imported, import_files
from tertius.history.archive._manifest import Manifest
from tertius.history.archive._summaries import summarise_origin
from tertius.history.archive._writing import writing_history
from tertius.history.fetch import _sets
from tertius.history.fetch._downloads import Downloads, Manners, NotThere, Remote
from tertius.progress import Progress, silent
from tertius.store import Workspace
from tertius.world.countries import by_code

__all__ = ["FETCHED_SETS", "Fetched", "fetch"]

FETCHED_SETS = ("gdelt", "gdelt-mentions", "ucdp-ged", "polecat")
_STEP = 96  # a day of GDELT 2
_BY_HAND = {
    "acled": "ACLED is not fetched: its terms ask for an account of your own. Export the CSV at acleddata.com with it,"
    " then `tertius history import acled FILE`",
    "icews": "ICEWS is not fetched: accept its terms on Harvard Dataverse (doi:10.7910/DVN/28075), download the files,"
    " then `tertius history import icews FILE`",
}


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a fetch did: files that came in, that were in already, that the server does not have, and the import."""

    files: int
    skipped: int
    missing: tuple[str, ...]
    imported: Imported


def fetch(
    name: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    actors: Sequence[str] = (),
    workspace: str | Path = ".tertius",
    source: str | None = None,
    version: str | None = None,
    manners: Manners | None = None,
    progress: Progress = silent,
) -> Fetched:
    """Fetch a set's files from its publisher and import them into the workspace's history.

    A file is checked against its publisher's size and MD5 where there are such, resumed where it broke off, and
    deleted once it is imported. The same fetch again asks only for what is new.

    Args:
        name: `gdelt`, `gdelt-mentions`, `ucdp-ged` or `polecat`.
        since: first day; of GDELT, by the time stamp in the files' names.
        until: last day; today where it is not given.
        actors: alpha-3 codes; where given, only events with one of them on either side are kept.
        workspace: the folder of the workspace; made where there is none.
        source: another address of the list (GDELT), the listing (POLECAT) or the file (UCDP GED).
        version: of GDELT `1`, `2` (the default) or `2-translation`; of UCDP GED such as `25.1`.
        manners: how the server is treated.
        progress: told of every file.

    Raises:
        UsageError: a set that is not fetched (with what to do instead), no `since` where one is needed, a wrong version.
        NotFetched: the server cannot be reached, or keeps sending something else than it lists.
        HistoryError: what came cannot be read.

    """
    wanted = name.strip().lower().replace("_", "-")
    if wanted in _BY_HAND:
        raise UsageError(_BY_HAND[wanted])
    if wanted not in FETCHED_SETS:
        raise UsageError(f"{name!r} is not fetched; what can be fetched is {', '.join(FETCHED_SETS)}")
    window = _window(wanted, since, until)
    codes = tuple(sorted({by_code(actor).iso3 for actor in actors}))
    with Workspace.open(workspace) as opened, opened.lock("history-fetch"):
        folder = opened.folder / "history" / "downloads"
        with Downloads(folder, manners) as downloads:
            files, found = _listed(downloads, wanted, window, source, version)
            return _Fetch(downloads, wanted, codes, opened.folder, found or version, progress).over(files)


def _window(wanted: str, since: dt.date | None, until: dt.date | None) -> tuple[dt.date, dt.date]:
    if since is None and wanted.startswith("gdelt"):
        raise UsageError("say from which day on: --since YYYY-MM-DD")
    window = since or dt.date.min, until or dt.datetime.now(dt.UTC).date()
    if window[0] > window[1]:
        raise UsageError(f"--since {window[0]} is after --until {window[1]}")
    return window


def _listed(
    downloads: Downloads, wanted: str, window: tuple[dt.date, dt.date], source: str | None, version: str | None
) -> tuple[list[Remote], str | None]:
    """The files of the window in order, and the set's version where the listing says it."""
    if wanted == "ucdp-ged":
        return [_sets.ucdp_file(version, source)], version
    if wanted == "polecat":
        address = source or _sets.POLECAT
        return _sets.dataverse_files(downloads.text(address), address, *window)
    lists = {None: _sets.GDELT_V2, "2": _sets.GDELT_V2, "2-translation": _sets.GDELT_V2_TRANSLATED, "1": _sets.GDELT_V1}
    if version not in lists:
        raise UsageError(f"GDELT has no version {version!r}; use 1, 2 or 2-translation")
    address = source or lists[version]
    path = downloads.growing(address, f"list-{'v1' if version == '1' else version or '2'}-{_digest(address)}.txt")
    with path.open(encoding="utf-8", errors="replace") as lines:
        return list(dict.fromkeys(_sets.gdelt_files(lines, address, wanted, *window))), None


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:8]


class _Fetch:
    """One fetch: where to, and how."""

    def __init__(
        self,
        downloads: Downloads,
        wanted: str,
        actors: tuple[str, ...],
        workspace: Path,
        version: str | None,
        progress: Progress,
    ) -> None:
        self._downloads = downloads
        self._wanted = wanted
        self._actors = actors
        self._workspace = workspace
        self._version = version
        self._progress = progress
        self._missing: list[str] = []

    def over(self, files: list[Remote]) -> Fetched:
        """Fetch and import all that is not in yet, in steps, each of which counts once it is imported."""
        with writing_history(self._workspace) as manifest:
            known = manifest.fetched()
        held = _by_file(known)
        new = [remote for remote in files if not self._is_in(remote, held)]
        waiting, total, done = iter(new), Imported(), 0
        while step := list(islice(waiting, _STEP)):
            total = _sum(total, self._step(step, done, len(new)))
            done += len(step)
        self._progress("fetch", len(new), len(new))
        if total.added:
            self._summarise()
        return Fetched(
            files=len(new) - len(self._missing),
            skipped=len(files) - len(new),
            missing=tuple(self._missing),
            imported=total,
        )

    def _is_in(self, remote: Remote, held: dict[tuple[str, str], list[str]]) -> bool:
        """Whether this very file came in before, whole or for at least these actors."""
        if remote.md5 is None:
            return False
        wanted = set(self._actors)
        before = held.get((remote.url, remote.md5), ())
        return any(not actors or (wanted and wanted <= set(actors.split())) for actors in before)

    def _step(self, step: Sequence[Remote], done: int, total: int) -> Imported:
        there: dict[Remote, Path] = {}
        for place, remote in enumerate(step):
            self._progress("fetch", done + place, total)
            try:
                there[remote] = self._downloads.file(remote)
            except NotThere:
                # Lists name a few files that are gone; a gap in the record is better than no record.
                self._missing.append(remote.url)
        if not there:
            return Imported()
        try:
            found = import_files(
                self._wanted,
                list(there.values()),
                self._workspace,
                actors=self._actors,
                version=self._version,
                summary=False,
            )
        except HistoryError as error:  # not one of the step's files could be read; the others are not held up
            return Imported(refused=(str(error),))
        now = dt.datetime.now(dt.UTC).isoformat()
        with writing_history(self._workspace) as manifest:
            for remote in there:
                manifest.note_fetched(remote.url, remote.md5 or "", " ".join(self._actors), now)
        for path in there.values():
            path.unlink(missing_ok=True)
        return found

    def _summarise(self) -> None:
        with writing_history(self._workspace) as manifest:
            for origin in _origins(manifest):
                summarise_origin(manifest.folder, origin)


def _by_file(known: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for url, md5, actors in known:
        found.setdefault((url, md5), []).append(actors)
    return found


def _origins(manifest: Manifest) -> list[str]:
    return sorted({part.origin for part in manifest.parts("events")})


def _sum(one: Imported, other: Imported) -> Imported:
    counts = {
        name: getattr(one, name) + getattr(other, name) for name in Imported.__struct_fields__
    }  # numbers are added, the tuple of refused files is joined
    return Imported(**counts)
