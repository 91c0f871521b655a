"""Paths in, documents out: strictly (`read`), or with what cannot be read set aside and counted (`read_all`)."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tertius.documents import dates
from tertius.documents._bytes import Source
from tertius.documents._draft import Draft, document_of
from tertius.documents._formats.readers import drafts, may_hold_documents
from tertius.documents._language import language
from tertius.documents._layout import lay_out
from tertius.errors import DocumentError
from tertius.progress import Progress, silent
from tertius.records import Document

__all__ = ["Copy", "File", "Reading", "SetAside", "gathered", "read", "read_all", "read_each"]


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A file or item that could not be read, and the one line that says why and what to do."""

    path: str
    why: str


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A file that holds the text of `document` again, word for word."""

    path: str
    document: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What `read_all` found.

    `copies` names the files whose text was met word for word in another; `passed_over` counts files in
    directories that are hidden or of no kind that holds documents.
    """

    documents: tuple[Document, ...]
    set_aside: tuple[SetAside, ...] = ()
    copies: tuple[Copy, ...] = ()
    passed_over: int = 0


class File(msgspec.Struct, frozen=True):
    """A file to read; the rest is what a fetch knows of it."""

    path: Path
    shown: str
    kind: str | None = None
    url: str | None = None
    retrieved: dt.date | None = None
    confidential: bool = False


def read(paths: Iterable[str | Path], *, confidential: bool = False, progress: Progress = silent) -> list[Document]:
    """The documents in files and directories, in the order given, directories sorted by name.

    Reads plain text, Markdown, HTML, JSONL, CSV and TSV, EML and MBOX, RSS and Atom files, PDF, these
    inside gzip, zstd and zip, and WARC and WACZ archives. The same text twice gives one document. Nothing is
    fetched or executed. `confidential` flags every document read.

    Raises:
        DocumentError: a path is missing, a file is empty or no text, or nothing to read was found.
    """
    reading = _read(paths, progress, strict=True, confidential=confidential)
    if not reading.documents:
        raise DocumentError(
            f"no document was found ({reading.passed_over} files passed over); give files or folders of texts"
        )
    return list(reading.documents)


def read_all(paths: Iterable[str | Path], *, confidential: bool = False, progress: Progress = silent) -> Reading:
    """As `read`, but what cannot be read is set aside with its reason and the rest goes on.

    Raises:
        DocumentError: a path is missing.
    """
    return _read(paths, progress, strict=False, confidential=confidential)


def read_each(
    paths: Iterable[str | Path], *, confidential: bool = False, progress: Progress = silent
) -> Iterator[Document | SetAside]:
    """As `read_all`, one document after the other and none kept, for more than fits in memory.

    A text met again is given again; the workspace keeps it once.

    Raises:
        DocumentError: a path is missing.
    """
    files, _ = _files(paths, confidential=confidential)
    return (
        SetAside(path=file.shown, why=str(item)) if isinstance(item, DocumentError) else item
        for file, item in _all_items(files, progress)
    )


def _read(paths: Iterable[str | Path], progress: Progress, *, strict: bool, confidential: bool) -> Reading:
    files, passed_over = _files(paths, confidential=confidential)
    return msgspec.structs.replace(gathered(files, progress, strict=strict), passed_over=passed_over)


def gathered(files: list[File], progress: Progress, *, strict: bool) -> Reading:
    """The documents of `files`, each text once; with `strict` the first bad item is raised."""
    documents: dict[str, Document] = {}
    aside: list[SetAside] = []
    copies: list[Copy] = []
    for file, item in _all_items(files, progress):
        if isinstance(item, DocumentError):
            if strict:
                raise item
            aside.append(SetAside(path=file.shown, why=str(item)))
        elif item.id in documents:
            copies.append(Copy(path=file.shown, document=item.id))
            documents[item.id] = _merged(documents[item.id], item)
        else:
            documents[item.id] = item
    return Reading(documents=tuple(documents.values()), set_aside=tuple(aside), copies=tuple(copies))


def _merged(first: Document, again: Document) -> Document:
    """One document of two readings of one text: the one that is no reprint, else the first.

    A stamp or flag on either holds for both.
    """
    return msgspec.structs.replace(
        again if first.reprint_of and not again.reprint_of else first,
        constructed=first.constructed or again.constructed,
        confidential=first.confidential or again.confidential,
    )


# --- files ------------------------------------------------------------------------------------


def _files(paths: Iterable[str | Path], *, confidential: bool) -> tuple[list[File], int]:
    """The files to read, each once, and how many in directories are passed over."""
    files: dict[Path, File] = {}
    passed_over = 0
    for given in [paths] if isinstance(paths, str | Path) else paths:
        path = Path(given)
        if path.is_dir():
            inside, left = _walk(path)
            passed_over += left
            for one in inside:
                files.setdefault(one.resolve(), File(one, str(one), confidential=confidential))
        elif path.is_file():
            files.setdefault(path.resolve(), File(path, str(given), confidential=confidential))
        else:
            raise DocumentError(f"{given}: there is no such file or folder; check the path")
    return list(files.values()), passed_over


def _walk(folder: Path) -> tuple[list[Path], int]:
    """Files of `folder` and below that may hold documents, sorted; links to folders are not followed."""
    found: list[Path] = []
    passed_over = 0
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith("_files"))
        for name in sorted(names):
            path = Path(root) / name
            if name.startswith(".") or not may_hold_documents(name) or not path.is_file():
                passed_over += 1
            else:
                found.append(path)
    return sorted(found), passed_over


def _all_items(files: list[File], progress: Progress) -> Iterator[tuple[File, Document | DocumentError]]:
    for done, file in enumerate(files):
        progress("reading", done, len(files))
        for item in _items(file):
            yield file, item
    progress("reading", len(files), len(files))


def _items(file: File) -> Iterator[Document | DocumentError]:
    """Documents of one file; errors as values, a broken file ending with its own."""
    source = Source(name=file.shown, path=file.path, kind=file.kind, url=file.url, retrieved=file.retrieved)
    number = 0
    try:
        for draft in drafts(source):
            number += 1
            yield draft if isinstance(draft, DocumentError) else _document(draft, file, source.stem)
    except DocumentError as error:
        yield error
    else:
        if number == 0:
            yield DocumentError(f"{file.shown}: holds no document; remove it or export it again")


def _document(draft: Draft, file: File, stem: str) -> Document | DocumentError:
    laid = lay_out(draft)
    if not any(character.isalpha() for character in laid.text):
        return DocumentError(f"{draft.where}: holds no text below its headline; save the whole article")
    return document_of(
        msgspec.structs.replace(
            laid,
            title=laid.title or stem,
            language=_code(laid.language) or language(laid.text),
            published=laid.published or dates.infer(laid.text),
            url=laid.url if laid.url and laid.url.startswith(("http://", "https://")) else None,
        ),
        path=None if file.url else file.shown,
        confidential=file.confidential,
    )


def _code(stated: str | None) -> str | None:
    """The two- or three-letter code of a stated language ("en-GB"), or None for a name or nothing."""
    code = (stated or "").replace("_", "-").partition("-")[0].strip().lower()
    return code if code.isascii() and code.isalpha() and len(code) in {2, 3} else None
