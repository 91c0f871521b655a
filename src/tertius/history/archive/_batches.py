"""Input files cut into pieces and gathered into batches that one query reads: many small files, or a part of a large one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tertius.errors import HistoryError
from tertius.history.archive._manifest import FileEntry
from tertius.history.readers import Chunk, Member, SourceLayout, chunks, members

__all__ = ["Batch", "Input", "Piece", "batches", "digest_of", "opened"]

PIECE_BYTES = 64 << 20
_BATCH_BYTES = 192 << 20
_BATCH_PIECES = 1000
_CHUNK = 1 << 20


@dataclass
class Input:
    """One file to be imported, and how far it is. `refused` says why it is not read (on), where it is not."""

    path: Path
    sha256: str
    layout: SourceLayout
    members: list[Member]
    entry: FileEntry
    refused: str | None = None


@dataclass(frozen=True)
class Piece:
    """A chunk of an input, or none where the input holds no rows; `last` ends the input."""

    source: Input
    chunk: Chunk | None
    last: bool


@dataclass
class Batch:
    """Pieces of the same columns."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        return sum(piece.chunk.bytes for piece in self.pieces if piece.chunk)

    def takes(self, piece: Piece) -> bool:
        """Whether `piece` can be read together with those that are here."""
        if not self.pieces:
            return True
        full = self.bytes >= _BATCH_BYTES or len(self.pieces) >= _BATCH_PIECES
        return not full and _columns(piece) == _columns(self.pieces[0]) and not _alone(piece)


def _columns(piece: Piece) -> object:
    sight = piece.chunk.member.sight if piece.chunk else piece.source.members[0].sight
    form = piece.chunk.member.form if piece.chunk else None
    return piece.source.layout.name, piece.source.entry.origin, form, sight.columns, sight.delimiter, sight.roles


def _alone(piece: Piece) -> bool:
    return piece.chunk is not None and piece.chunk.member.form == "parquet"


def digest_of(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def opened(path: Path, sha256: str, wanted: str, entry: FileEntry) -> Input:
    """The input at `path`, whose tables must all be of the format `wanted`.

    Raises:
        HistoryError: it is damaged or looks like something else.

    """
    found = members(path)
    for member in found:
        layout = member.sight.layout
        if layout is None or not (layout.format == wanted or (wanted == "tidy" and member.sight.roles)):
            hint = f"; import it as {layout.format}" if layout else ""
            raise HistoryError(f"{member.where} looks like {member.sight.looks}, not like {wanted}{hint}")
    layouts = {member.sight.layout for member in found}
    layout = found[0].sight.layout
    if layout is None or len(layouts) > 1:
        raise HistoryError(f"{path} holds tables of several layouts; unpack it and import them apart")
    return Input(path, sha256, layout, found, entry)


def batches(inputs: Iterator[Input], folder: Path, refuse: Callable[[Input, str], None]) -> Iterator[Batch]:
    """All pieces of all inputs in order, in batches; pieces that are in the archive already are passed over.

    `refuse` is told of an input that turns out to be damaged on the way.
    """
    batch = Batch()
    for number, source in enumerate(inputs):
        try:
            for piece in _pieces(source, folder, f"{number:06d}"):
                if not batch.takes(piece):
                    yield batch
                    batch = Batch()
                batch.pieces.append(piece)
        except HistoryError as error:
            refuse(source, str(error))
    if batch.pieces:
        yield batch


def _pieces(source: Input, folder: Path, stem: str) -> Iterator[Piece]:
    held: Chunk | None = None
    number = 0
    for place, member in enumerate(source.members):
        for chunk in chunks(member, folder, f"{stem}-{place:03d}", PIECE_BYTES):
            number += 1
            if source.refused or number <= source.entry.pieces:
                _drop(chunk)
                continue
            if held is not None:
                yield Piece(source, held, last=False)
            held = chunk
    if not source.refused:
        yield Piece(source, held, last=True)


def _drop(chunk: Chunk) -> None:
    if chunk.member.form != "parquet":
        chunk.path.unlink(missing_ok=True)
