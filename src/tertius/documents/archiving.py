"""Files, folders, pages and feeds into a workspace: what `tertius read` does.

Documents are kept in small transactions together with the sources they end, so a run that is broken off at any
moment goes on where it stopped, and reading the same things twice changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tertius.documents._bytes import Source
from tertius.documents._formats.feeds import NO_TEXT, absolute
from tertius.documents._formats.readers import feed_links
from tertius.documents.fetching import Fetched, Politeness, Web, file_of
from tertius.documents.reading import File, Item, SetAside, files_in, items
from tertius.errors import DocumentError
from tertius.progress import Progress, silent
from tertius.records import Document
from tertius.store import SourceRead, Workspace

__all__ = ["Archived", "archive", "is_address"]

_READER = "r2"  # raised when texts are read differently, so that sources are read again
_BATCH = 100  # documents in one transaction
_BATCH_LETTERS = 4_000_000
_SECONDS = 2.0  # at most between two transactions, however small
_MOST_LINKS = 100  # of one feed


class Archived(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    `read` counts the documents read, `new` those that were new to the workspace or changed, `unchanged` the sources
    that were read to their end before and are as they were; `passed_over` counts files in folders that are
    hidden or of no kind that holds documents.
    """

    read: int = 0
    new: int = 0
    unchanged: int = 0
    passed_over: int = 0
    set_aside: tuple[SetAside, ...] = ()


def is_address(given: str) -> bool:
    """Whether `given` is a web address rather than a path."""
    return given.lower().startswith(("http://", "https://"))


def archive(
    inputs: Iterable[str | Path],
    workspace: Workspace,
    *,
    confidential: bool = False,
    follow: bool = False,
    politeness: Politeness | None = None,
    progress: Progress = silent,
) -> Archived:
    """Read files, folders, web pages and feeds into `workspace`; what cannot be read is set aside and the rest goes on.

    `confidential` flags every document read, one that was there before included. With `follow` the pages that the
    items of a feed at an address link to are fetched too, at most 100 a feed; where an item's page can be read it
    stands for the item. Pages are fetched as `fetch` does, into the workspace.

    Raises:
        StoreError: the workspace cannot be written.
    """
    keeper = _Keeper(workspace, confidential=confidential, progress=progress)
    given = [str(one) for one in inputs]
    for path in (one for one in given if not is_address(one)):
        keeper.find(path)
    for done, file in enumerate(keeper.files):
        progress("reading", done, len(keeper.files))
        keeper.file(file)
    if keeper.files:
        progress("reading", len(keeper.files), len(keeper.files))
    addresses = list(dict.fromkeys(one for one in given if is_address(one)))
    web = Web(workspace.folder / "fetched", politeness)
    for done, address in enumerate(addresses):
        progress("fetching", done, len(addresses))
        keeper.address(address, web, follow=follow)
    if addresses:
        progress("fetching", len(addresses), len(addresses))
    keeper.flush()
    return keeper.archived()


class _Keeper:
    """Gathers what is read and keeps it in batches."""

    def __init__(self, workspace: Workspace, *, confidential: bool, progress: Progress) -> None:
        self.files: list[File] = []
        self._known: set[Path] = set()
        self._workspace = workspace
        self._confidential = confidential
        self._progress = progress
        self._documents: list[tuple[Document, dict[str, list[str]]]] = []
        self._ended: list[SourceRead] = []
        self._letters = 0
        self._kept_at = time.monotonic()
        self._aside: list[SetAside] = []
        self._counts = {"read": 0, "new": 0, "unchanged": 0, "passed_over": 0}

    def archived(self) -> Archived:
        return Archived(**self._counts, set_aside=tuple(self._aside))

    # --- sources ----------------------------------------------------------------------------

    def find(self, path: str) -> None:
        """Add the files at `path`; a path that leads nowhere is set aside."""
        try:
            found, passed_over = files_in([path], confidential=self._confidential)
        except DocumentError as error:
            self._aside.append(SetAside(path=path, why=str(error)))
            return
        if not found:
            why = f"{path}: holds no file of a kind that holds documents; give the files themselves"
            self._aside.append(SetAside(path=path, why=why))
        for file in found:
            if (whole := file.path.resolve()) not in self._known:
                self._known.add(whole)
                self.files.append(file)
        self._counts["passed_over"] += passed_over

    def file(self, file: File) -> None:
        source = str(file.path.resolve())
        try:
            state = file.path.stat()
        except OSError as error:
            self._aside.append(SetAside(path=file.shown, why=f"{file.shown}: {error.strerror}; check the path"))
            return
        stamp = f"{state.st_size}-{state.st_mtime_ns}"
        if not self._is_unchanged(source, stamp):
            self._keep(source, stamp, items(file))

    def address(self, address: str, web: Web, *, follow: bool) -> None:
        page = web.fetch(address)
        file = file_of(page, confidential=self._confidential)
        if file is None:
            self._aside.append(SetAside(path=address, why=page.why or ""))
            return
        stands_in: set[str] = set()
        if follow and (linked := self._links(file)):
            stands_in = self._follow(linked, web)
        stamp = _digest(file.path) + (f"-{_digest_of(stands_in)}" if stands_in else "")
        if not self._is_unchanged(address, stamp):
            self._keep(address, stamp, _without(items(file), page.final or address, stands_in), page)

    def _links(self, file: File) -> list[str]:
        """The addresses that a feed's items link to; a feed that cannot be read says so when it is."""
        try:
            linked = feed_links(Source(name=file.shown, path=file.path, kind=file.kind))
        except DocumentError:
            return []
        whole = [address for link in linked if (address := absolute(file.url or file.shown, link))]
        if len(whole) > _MOST_LINKS:
            why = f"{file.shown}: has {len(whole)} items; the pages of the first {_MOST_LINKS} are fetched"
            self._aside.append(SetAside(path=file.shown, why=why))
        return whole[:_MOST_LINKS]

    def _follow(self, addresses: list[str], web: Web) -> set[str]:
        """Read the pages at `addresses`; returns those that gave a document."""
        gave = set()
        for done, address in enumerate(addresses):
            self._progress("following", done, len(addresses))
            before = self._counts["read"] + self._counts["unchanged"]
            self.address(address, web, follow=False)
            if self._counts["read"] + self._counts["unchanged"] > before:
                gave.add(address)
        self._progress("following", len(addresses), len(addresses))
        return gave

    def _is_unchanged(self, source: str, stamp: str) -> bool:
        """Whether the source was read to its end as it is now, and as confidential as now."""
        last = self._workspace.source_read(source)
        plain, secret = (self._stamp(stamp, confidential=flag) for flag in (False, True))
        if last is None or last.stamp not in ({secret} if self._confidential else {plain, secret}):
            return False
        self._counts["unchanged"] += 1
        self._aside += [SetAside(path=source, why=why) for why in last.set_aside]
        return True

    def _stamp(self, stamp: str, *, confidential: bool) -> str:
        return f"{_READER}-{stamp}{'-confidential' if confidential else ''}"

    # --- keeping ----------------------------------------------------------------------------

    def _keep(self, source: str, stamp: str, found: Iterator[Item], page: Fetched | None = None) -> None:
        """Keep what a source gives; it counts as read to its end when it gave a document."""
        aside: list[str] = []
        read = 0
        for number, item in enumerate(found, start=1):
            if number % 25 == 0:
                self._progress(f"texts of {os.path.basename(source) or source}", number, None)  # noqa: PTH119
            if item.document is None:
                aside.append(item.why)
                self._aside.append(SetAside(path=item.path, why=item.why))
                continue
            read += 1
            self._add(item.document, _notes(item, source, page))
        self._counts["read"] += read
        if read:
            whole = self._stamp(stamp, confidential=self._confidential)
            self._ended.append(SourceRead(source=source, stamp=whole, set_aside=tuple(aside)))
        if time.monotonic() - self._kept_at > _SECONDS:
            self.flush()

    def _add(self, document: Document, notes: dict[str, list[str]]) -> None:
        self._documents.append((document, notes))
        self._letters += len(document.text)
        if len(self._documents) >= _BATCH or self._letters > _BATCH_LETTERS:
            self.flush()

    def flush(self) -> None:
        """Keep what was gathered, all of it in one transaction."""
        if self._documents or self._ended:
            with self._workspace.together():
                self._counts["new"] += self._workspace.put_documents(document for document, _ in self._documents)
                for document, notes in self._documents:
                    self._workspace.note(document.id, notes)
                for ended in self._ended:
                    self._workspace.mark_read(ended)
        self._documents, self._ended, self._letters = [], [], 0
        self._kept_at = time.monotonic()


def _without(found: Iterator[Item], base: str, addresses: set[str]) -> Iterator[Item]:
    """`found` without the items whose own pages were read; a page that could not be has its own line."""
    for item in found:
        if item.document is None:
            stands = bool(addresses) and item.why.endswith(NO_TEXT)
        else:
            stands = absolute(base, item.document.url) in addresses
        if not stands:
            yield item


def _notes(item: Item, source: str, page: Fetched | None) -> dict[str, list[str]]:
    notes = {"source": [source]}
    if page and page.path:
        notes["fetched"] = [page.path.name]
    if item.dateline:
        notes["dateline"] = [item.dateline]
    if item.standfirst:
        notes["standfirst"] = [item.standfirst]
    return notes


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:24]


def _digest_of(addresses: set[str]) -> str:
    return hashlib.sha256("\n".join(sorted(addresses)).encode()).hexdigest()[:12]
