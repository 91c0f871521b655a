"""Bytes of a file under limits: size, compression, encoding, and what they are whatever the name says."""

from __future__ import annotations

import codecs
import datetime as dt
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from tertius.errors import DocumentError

__all__ = ["LARGEST", "Source", "decode", "foreign", "limited"]

LARGEST = 50 * 1024 * 1024  # bytes of one text; a saved article is a thousandth of it
_RATIO = 200  # unpacked to packed; text compresses to a tenth, a bomb to a thousandth

_MAGIC = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"BM\x00", "a BMP image"),
    (b"II*\x00", "a TIFF image"), (b"MM\x00*", "a TIFF image"), (b"\x00\x00\x01\x00", "an icon"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"SQLite format 3", "a database"), (b"PAR1", "a Parquet table"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"), (b"OggS", "sound"), (b"ID3", "sound"),
)  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_WIDEST = 2**27  # bytes of window; zstd files that ask for more are refused
_PACKED_SUFFIX = re.compile(r"\.(?:gz|zst)$", re.IGNORECASE)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One file, or one member of an archive: its name for messages, and where its bytes are.

    `kind` is the suffix to go by where the name is an address; `url` and `retrieved` are what an archive or a
    fetch knows of a page.
    """

    name: str
    path: Path | None = None
    content: bytes | None = None
    kind: str | None = None
    url: str | None = None
    retrieved: dt.date | None = None

    @contextmanager
    def stream(self) -> Iterator[IO[bytes]]:
        """The bytes, gzip and zstd undone, as a stream; nothing is read ahead."""
        try:
            with self.raw() as raw:
                magic = raw.read(4)
                raw.seek(0)
                if magic.startswith(_GZIP):
                    with gzip.open(raw) as packed, _Metered.opened(packed, self) as metered:
                        yield metered
                elif magic == _ZSTD:
                    with _unzstd(raw, self.name) as unpacked, _Metered.opened(unpacked, self) as metered:
                        yield metered
                else:
                    yield raw
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise DocumentError(
                f"{self.name}: the gzip data are damaged ({error}); save or download it again"
            ) from error
        except OSError as error:
            raise DocumentError(
                f"{self.name}: cannot be read ({error.strerror or error}); check its permissions"
            ) from error

    @property
    def packed_size(self) -> int:
        """Bytes as they are stored."""
        return self.path.stat().st_size if self.path else len(self.content or b"")

    def raw(self) -> IO[bytes]:
        """The bytes as they are stored."""
        return self.path.open("rb") if self.path else io.BytesIO(self.content or b"")

    def data(self, largest: int = LARGEST) -> bytes:
        """All bytes; DocumentError when there are none, more than `largest`, or a gzip bomb."""
        with self.stream() as stream:
            data = limited(stream, self.name, largest)
        if not data.strip():
            raise DocumentError(f"{self.name}: the file is empty; remove it or save the page again")
        return data

    @property
    def suffix(self) -> str:
        """The lower-case suffix below any `.gz` or `.zst`: `.html` for `page.html.gz`."""
        return self.kind or Path(_PACKED_SUFFIX.sub("", self.name.lower())).suffix

    @property
    def stem(self) -> str:
        """The file's name without folder and suffix, for a text without a headline."""
        return Path(_PACKED_SUFFIX.sub("", self.name)).stem


class _Metered(io.RawIOBase):
    """An unpacked stream that stops at what only a bomb unpacks to, however far it is read."""

    def __init__(self, inner: Any, source: Source) -> None:
        self._inner = inner
        self._source = source
        self._read = 0

    @classmethod
    def opened(cls, inner: Any, source: Source) -> io.BufferedReader:
        return io.BufferedReader(cls(inner, source), 1 << 16)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._inner.read(len(buffer))
        self._read += len(piece)
        if self._read > 1_000_000 and self._read > _RATIO * self._source.packed_size:
            raise DocumentError(f"{self._source.name}: unpacks to more than {_RATIO} times its size; refused as a bomb")
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def _unzstd(raw: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    try:
        import zstandard  # type: ignore[import-not-found, unused-ignore]
    except ImportError as error:
        raise DocumentError(f"{name}: reading zstd needs zstandard; install it with 'pip install zstandard'") from error
    try:
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WIDEST)
        with unpacker.stream_reader(raw, read_across_frames=True) as stream, io.BufferedReader(stream) as unpacked:
            yield unpacked
    except zstandard.ZstdError as error:
        raise DocumentError(f"{name}: the zstd data are damaged ({error}); save or download it again") from error


def limited(stream: IO[bytes], name: str, largest: int = LARGEST) -> bytes:
    """All of `stream`, or DocumentError when it is larger than `largest` bytes."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise DocumentError(f"{name}: larger than {largest // 1024**2} MB; split it or take the text out of it")
    return data


def foreign(data: bytes) -> str | None:
    """What the bytes are when they are no text ("a PNG image"), whatever the file is called; else None."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP image"
    if data[4:8] == b"ftyp":
        return "a video or HEIC image"
    return next((what for magic, what in _MAGIC if data.startswith(magic)), None)


def decode(data: bytes, name: str) -> str:
    """`data` as text: byte-order mark, UTF-8, the charset the text declares, then detection.

    Raises DocumentError for what is no text: images, programs, NUL bytes, bytes in no encoding.
    """
    if what := foreign(data):
        raise DocumentError(f"{name}: is {what}, not a text; give the page or document itself")
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    if encoding is None and b"\x00" in data:
        raise DocumentError(f"{name}: holds NUL bytes, so it is no text; give the page or document itself")
    text = _first_text(data, [encoding] if encoding else ["utf-8", *_declared(data)])
    text = _detected(data) if text is None and not encoding else text
    if text is None or len(_CONTROL.findall(text)) > max(2, len(text) // 500):
        raise DocumentError(f"{name}: is in no known text encoding; save it as UTF-8")
    return _CONTROL.sub("", text)


def _declared(data: bytes) -> list[str]:
    match = _DECLARED.search(data[:4096])
    return [match[1].decode("ascii")] if match else []


def _first_text(data: bytes, encodings: list[str]) -> str | None:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return data.decode(best.encoding, errors="replace") if best else None
