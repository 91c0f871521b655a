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

__all__ = [
    "Copy",
    "File",
    "Item",
    "Reading",
    "SetAside",
    "files_in",
    "gathered",
    "items",
    "read",
    "read_all",
    "read_each",
]


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """A file or item that could not be read, and the one line that says why and what to do."""

    path: str
    why: str


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A file that holds the text of `document`, from the same outlet, again."""

    path: str
    document: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What `read_all` found.

    `copies` names the files that hold a document met before; `passed_over` counts files in
    directories that are hidden or of no kind that holds documents.
    """

    documents: tuple[Document, ...]
    set_aside: tuple[SetAside, ...] = ()
    copies: tuple[Copy, ...] = ()
    passed_over: int = 0


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One text of a file: its document, or why there is none; and what of its head a document has no field for."""

    path: str
    document: Document | None = None
    why: str = ""
    dateline: str | None = None
    standfirst: str | None = None


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
    inside gzip, zstd and zip, and WARC and WACZ archives. The same text from the same outlet twice gives one
    document; carried by two outlets, one for each, in one story. Nothing is fetched or executed.
    `confidential` flags every document read.

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
    files, _ = files_in(paths, confidential=confidential)
    return (
        SetAside(path=item.path, why=item.why) if item.document is None else item.document
        for item in _all_items(files, progress)
    )


def _read(paths: Iterable[str | Path], progress: Progress, *, strict: bool, confidential: bool) -> Reading:
    files, passed_over = files_in(paths, confidential=confidential)
    return msgspec.structs.replace(gathered(files, progress, strict=strict), passed_over=passed_over)


def gathered(files: list[File], progress: Progress, *, strict: bool) -> Reading:
    """The documents of `files`, each text once; with `strict` the first bad item is raised."""
    documents: dict[str, Document] = {}
    aside: list[SetAside] = []
    copies: list[Copy] = []
    for item in _all_items(files, progress):
        document = item.document
        if document is None:
            if strict:
                raise DocumentError(item.why)
            aside.append(SetAside(path=item.path, why=item.why))
        elif document.id in documents:
            copies.append(Copy(path=item.path, document=document.id))
            documents[document.id] = _merged(documents[document.id], document)
        else:
            documents[document.id] = document
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


def files_in(paths: Iterable[str | Path], *, confidential: bool) -> tuple[list[File], int]:
    """The files to read, each once, and how many in directories are passed over; DocumentError for a missing path."""
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


def _all_items(files: list[File], progress: Progress) -> Iterator[Item]:
    for done, file in enumerate(files):
        progress("reading", done, len(files))
        yield from items(file)
    progress("reading", len(files), len(files))


def items(file: File) -> Iterator[Item]:
    """The texts of one file, one after the other; a broken file ends with the line that says so."""
    source = Source(name=file.shown, path=file.path, kind=file.kind, url=file.url, retrieved=file.retrieved)
    number = 0
    try:
        for draft in drafts(source):
            number += 1
            yield _aside(file, draft) if isinstance(draft, DocumentError) else _item(draft, file, source.stem)
    except DocumentError as error:
        yield _aside(file, error)
    except (RecursionError, MemoryError) as error:
        what = "is nested too deep" if isinstance(error, RecursionError) else "does not fit in memory"
        yield _aside(file, DocumentError(f"{file.shown}: {what}; save the text alone"))
    else:
        if number == 0:
            yield _aside(file, DocumentError(f"{file.shown}: holds no document; remove it or export it again"))


def _aside(file: File, error: DocumentError) -> Item:
    return Item(path=file.shown, why=str(error))


def _item(draft: Draft, file: File, stem: str) -> Item:
    laid = lay_out(draft)
    if not any(character.isalpha() for character in laid.text):
        return Item(path=file.shown, why=f"{draft.where}: holds no text below its headline; save the whole article")
    document = document_of(
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
    return Item(path=file.shown, document=document, dateline=laid.dateline, standfirst=laid.standfirst)


def _code(stated: str | None) -> str | None:
    """The two- or three-letter code of a stated language ("en-GB"), or None for a name or nothing."""
    code = (stated or "").replace("_", "-").partition("-")[0].strip().lower()
    return code if code.isascii() and code.isalpha() and len(code) in {2, 3} else None
