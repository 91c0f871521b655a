"""From files as they are given to pieces of clean text on disk: unpacked, in UTF-8, of bounded size.

A file of any size passes through in blocks, so neither memory nor the folder of pieces grows with it. Bytes that
are no UTF-8 are read line by line as ISO-8859-1, since sets mix the two.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tertius.errors import HistoryError
from tertius.history.readers.detection import Sight, sight_columns, sight_text

__all__ = ["Chunk", "Member", "chunks", "is_readable", "members"]

_BLOCK = 4 << 20
_SEEN = 64 << 10
_ROWS = 500_000
_MARK = b"\xef\xbb\xbf"
_TEXTS = {".csv", ".tsv", ".tab", ".txt"}
_LINES = {".jsonl", ".ndjson"}
_TABLES = {".parquet", ".pq"}


@dataclass(frozen=True)
class Member:
    """One table inside a file: the file itself, or a member of a Zip; `where` names it in an error."""

    file: Path
    inner: str | None
    where: str
    form: str  # text, lines, parquet
    sight: Sight


@dataclass(frozen=True)
class Chunk:
    """A piece of a member. `path` is a file of text without header, or the Parquet file itself.

    `first` is the number of the first line (from 1), of Parquet the number of the first row (from 0).
    """

    member: Member
    path: Path
    first: int
    bytes: int
    rows: int | None = None  # of Parquet: how many from `first` on


def is_readable(path: Path) -> bool:
    """Whether the name is that of a file that can be imported."""
    return not path.name.startswith(".") and (path.suffix.lower() == ".zip" or _form(path.name) is not None)


def _form(name: str) -> str | None:
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    return "text" if suffix in _TEXTS else "lines" if suffix in _LINES else "parquet" if suffix in _TABLES else None


def members(path: Path) -> list[Member]:
    """The tables in the file at `path`, each with what it looks like.

    Raises:
        HistoryError: the file is empty, damaged, of no readable form, or a Zip without a table.

    """
    if path.stat().st_size == 0:
        raise HistoryError(f"{path} is empty")
    with _clear(path):
        if path.suffix.lower() != ".zip":
            form = _form(path.name)
            if form is None:
                raise HistoryError(f"{path} is no table that can be imported: give text, Parquet, a .gz or a .zip")
            return [_member(path, None, form)]
        with zipfile.ZipFile(path) as packed:
            inner = [info.filename for info in packed.infolist() if not info.is_dir() and _wanted(info.filename)]
    if not inner:
        raise HistoryError(f"{path} holds no table: nothing in it ends in .csv, .tsv, .tab, .txt or .jsonl")
    with _clear(path):
        return [_member(path, name, _form(name) or "text") for name in inner]


def _wanted(name: str) -> bool:
    parts = Path(name).parts
    return _form(name) in {"text", "lines"} and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _member(path: Path, inner: str | None, form: str) -> Member:
    where = f"{path}" if inner is None else f"{path} ({inner})"
    if form == "parquet":
        import pyarrow.parquet as pq

        return Member(path, inner, where, form, sight_columns(pq.read_schema(path).names))
    with _opened(path, inner) as stream:
        text = stream.read(_SEEN).removeprefix(_MARK).decode(errors="replace")
    if form == "lines":
        return Member(path, inner, where, form, sight_columns(_keys(text)))
    return Member(path, inner, where, form, sight_text(text))


def _keys(text: str) -> list[str]:
    import msgspec

    try:
        found = msgspec.json.decode(text.splitlines()[0])
    except (msgspec.DecodeError, IndexError):
        return []
    return list(found) if isinstance(found, dict) else []


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    """A damaged file as one line."""
    import pyarrow as pa

    try:
        yield
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError, pa.ArrowInvalid) as error:
        raise HistoryError(f"{path} is damaged ({error}); get it again") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise HistoryError(f"{path} cannot be unpacked ({error})") from error


@contextmanager
def _opened(path: Path, inner: str | None) -> Iterator[IO[bytes]]:
    if inner is None:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as stream:
            yield stream  # type: ignore[misc]
        return
    with zipfile.ZipFile(path) as packed, packed.open(inner) as member:
        if not inner.lower().endswith(".gz"):
            yield member
            return
        with gzip.open(member) as stream:
            yield stream  # type: ignore[misc]


def chunks(member: Member, folder: Path, stem: str, largest: int) -> Iterator[Chunk]:
    """The pieces of `member` of about `largest` bytes each, as files `folder/stem-N`; the caller removes them.

    Raises:
        HistoryError: the file is damaged.

    """
    with _clear(member.file):
        if member.form == "parquet":
            yield from _row_ranges(member)
        else:
            yield from _pieces(member, folder, stem, largest)


def _row_ranges(member: Member) -> Iterator[Chunk]:
    import pyarrow.parquet as pq

    rows = pq.read_metadata(member.file).num_rows
    size = member.file.stat().st_size
    for first in range(0, rows, _ROWS):
        count = min(_ROWS, rows - first)
        yield Chunk(member, member.file, first, size * count // rows, count)


def _pieces(member: Member, folder: Path, stem: str, largest: int) -> Iterator[Chunk]:
    quoted = member.form == "text" and member.sight.delimiter != "\t"
    suffix = ".jsonl" if member.form == "lines" else ".txt"
    line, number, tail = 1, 0, b""
    with _opened(member.file, member.inner) as stream:
        block = _block(stream)
        if member.sight.header:
            _, _, block = block.partition(b"\n")
            line = 2
        while block or tail:
            path = folder / f"{stem}-{number:05d}{suffix}"
            lines, size, block, tail = _write(path, tail + block, stream, largest, quoted=quoted)
            if size:
                yield Chunk(member, path, line, size)
            else:
                path.unlink()
            line, number = line + lines, number + 1


def _block(stream: IO[bytes]) -> bytes:
    """The next block up to the end of its last line; empty at the end of the stream."""
    block = stream.read(_BLOCK)
    if block:
        block += stream.readline()
    return _clean(block)


def _write(path: Path, block: bytes, stream: IO[bytes], largest: int, *, quoted: bool) -> tuple[int, int, bytes, bytes]:
    """Write blocks to `path` until it is large enough: lines, bytes, the next block, what is left of the last one.

    Where line breaks may stand inside quotes, a piece ends only where every quote that was opened is closed.
    """
    lines = size = quotes = 0
    with path.open("wb") as file:
        while block:
            cut = len(block)
            if size + cut >= largest:
                cut = _end_of_row(block, quotes, quoted=quoted)
            file.write(block[:cut])
            size, lines = size + cut, lines + block.count(b"\n", 0, cut)
            if cut < len(block):
                return lines, size, b"", block[cut:]
            quotes += block.count(b'"') if quoted else 0
            block = _block(stream)
            if size >= largest and quotes % 2 == 0:
                break
    return lines, size, block, b""


def _end_of_row(block: bytes, quotes: int, *, quoted: bool) -> int:
    """The last place in `block` after a line end outside quotes, or all of it."""
    if not quoted:
        return block.rfind(b"\n") + 1 or len(block)
    end = len(block)
    while (end := block.rfind(b"\n", 0, end)) >= 0:
        if (quotes + block.count(b'"', 0, end)) % 2 == 0:
            return end + 1
    return len(block)


def _clean(block: bytes) -> bytes:
    """`block` as UTF-8 without a mark at its start and without NUL."""
    block = block.removeprefix(_MARK).replace(b"\0", b"")
    try:
        block.decode()
    except UnicodeDecodeError:
        return b"".join(_utf8(line) for line in block.splitlines(keepends=True))
    return block


def _utf8(line: bytes) -> bytes:
    try:
        line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1").encode()
    return line
