"""Archives, read member by member; nothing is unpacked to disk.

Zip and WACZ (a zip that holds WARC files) by the standard library, WARC (ISO 28500) by warcio.
"""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, Any

from tertius.documents._bytes import LARGEST, Source, limited
from tertius.documents._draft import Draft
from tertius.errors import DocumentError

__all__ = ["captures", "is_warc", "warc", "zipped"]

_MOST_MEMBERS = 20_000
_MOST_BYTES = 2 * 1024**3  # unpacked, of all members together
_RATIO = 200

_PAGES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf",
}  # fmt: skip

Reader = Callable[[Source], Iterator[Draft | DocumentError]]


def zipped(source: Source, wanted: Callable[[str], bool], read: Reader) -> Iterator[Draft | DocumentError]:
    """Drafts of the members whose names are `wanted`, each by `read`; a bad member is an error of its own."""
    if source.path is None:
        raise DocumentError(f"{source.name}: an archive within an archive is not opened; unpack it first")
    try:
        with zipfile.ZipFile(source.path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _MOST_MEMBERS:
                raise DocumentError(f"{source.name}: has more than {_MOST_MEMBERS} members; unpack what you need")
            if "[Content_Types].xml" in archive.namelist():
                raise DocumentError(f"{source.name}: is an Office document; save it as text, HTML or PDF")
            yield from _members(archive, sorted(members, key=lambda member: member.filename), source.name, wanted, read)
    except (zipfile.BadZipFile, OSError) as error:
        raise DocumentError(f"{source.name}: the zip archive is damaged ({error}); download it again") from error


def _members(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    name: str,
    wanted: Callable[[str], bool],
    read: Reader,
) -> Iterator[Draft | DocumentError]:
    unpacked = 0
    for member in members:
        where = f"{name}/{member.filename}"
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            yield DocumentError(f"{where}: points outside the archive; the member is refused")
            continue
        if not wanted(member.filename):
            continue
        if unpacked > _MOST_BYTES:
            raise DocumentError(f"{name}: unpacks to more than {_MOST_BYTES // 1024**3} GB; unpack what you need")
        try:
            if is_warc(member.filename):
                with _opened(archive, member, where) as stream:
                    yield from captures(stream, where, read)
                continue
            content = _content(archive, member, where)
            unpacked += len(content)
            yield from read(Source(name=where, content=content))
        except DocumentError as error:
            yield error


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> bytes:
    if member.file_size > 1_000_000 and member.file_size > _RATIO * max(1, member.compress_size):
        raise DocumentError(f"{where}: unpacks to more than {_RATIO} times its size; refused as a bomb")
    with _opened(archive, member, where) as stream:
        return limited(stream, where, LARGEST)


@contextmanager
def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> Iterator[IO[bytes]]:
    if member.flag_bits & 1:
        raise DocumentError(f"{where}: is encrypted; save the archive without a password")
    try:
        with archive.open(member) as stream:
            yield stream
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise DocumentError(f"{where}: cannot be unpacked ({error}); download the archive again") from error


# --- WARC -------------------------------------------------------------------------------------


def is_warc(name: str) -> bool:
    """Whether the name is that of a WARC file."""
    return name.lower().endswith((".warc", ".warc.gz"))


def warc(source: Source, read: Reader) -> Iterator[Draft | DocumentError]:
    """Drafts of the pages captured in a WARC file; one capture is held at a time."""
    with source.raw() as stream:
        yield from captures(stream, source.name, read)


def captures(stream: IO[bytes], name: str, read: Reader) -> Iterator[Draft | DocumentError]:
    """Drafts of the pages in a WARC stream, each with the address and day of its capture, by `read`.

    Pictures, scripts, failed answers and repeated captures are passed over.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-not-found, import-untyped, unused-ignore]
        from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError as error:
        raise DocumentError(f"{name}: reading WARC needs warcio; install it with 'pip install warcio'") from error
    try:
        for record in ArchiveIterator(stream):
            if (kind := _kind(record)) is not None:
                yield from _capture(record, kind, name, read)
    except (ArchiveLoadFailed, zlib.error, EOFError, UnicodeDecodeError) as error:
        raise DocumentError(f"{name}: the WARC file is damaged or cut short ({error}); download it again") from error


def _kind(record: Any) -> str | None:
    """The suffix that the captured content would have, or None for what holds no article."""
    if record.rec_type == "response" and record.http_headers is not None:
        if not str(record.http_headers.get_statuscode()).startswith("2"):
            return None
        declared = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type in {"resource", "conversion"}:
        declared = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    return _PAGES.get(declared.split(";")[0].strip().lower())


def _capture(record: Any, kind: str, name: str, read: Reader) -> Iterator[Draft | DocumentError]:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    where = f"{name}: {url}"
    try:
        content = limited(record.content_stream(), where, LARGEST)
        day = dt.date.fromisoformat(str(record.rec_headers.get_header("WARC-Date") or "")[:10])
        yield from read(Source(name=where, content=content, kind=kind, url=url or None, retrieved=day))
    except DocumentError as error:
        yield error
    except ValueError as error:
        yield DocumentError(f"{where}: the capture is damaged ({error}); save the page again")
