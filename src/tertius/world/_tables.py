"""Reads the tables that ship in `world/data`, and folds names for comparison.

Tables made by a script are divided by tabs (.tsv), those written by hand by bars (.txt).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

__all__ = ["fold", "key", "read", "rows", "split"]

_PUNCTUATION = re.compile(r"[.'()]")
_GAPS = re.compile(r"[-\s/,]+")
_DATA = Path(__file__).parent / "data"
_LETTERS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‑": "-", "–": "-", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O",
     "đ": "d", "Đ": "D", "ə": "a", "Ə": "A", "ʻ": "'", "ʾ": "'", "ʿ": "'"}
)  # fmt: skip


def fold(name: str) -> str:
    """`name` without case, diacritics and doubled white space: what two spellings of a name share."""
    if name.isascii():
        return " ".join(name.casefold().split())
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


@lru_cache(maxsize=16_384)
def key(name: str) -> str:
    """`fold(name)` without full stops, apostrophes, brackets and hyphens: what names are looked up by."""
    return _GAPS.sub(" ", _PUNCTUATION.sub("", fold(name))).strip()


def read(name: str) -> str:
    """The text of `data/<name>`, unpacked."""
    raw = (_DATA / name).read_bytes()
    if name.endswith(".gz"):
        import gzip

        raw = gzip.decompress(raw)
    return raw.decode("utf-8")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `data/<name>`; lines that start with # are notes, the first other line names the columns."""
    mark = "|" if name.endswith(".txt") else "\t"
    columns: list[str] = []
    for line in read(name).split("\n"):
        if not line or line.startswith("#"):
            continue
        fields = line.split(mark)
        if columns:
            yield dict(zip(columns, [*fields, *[""] * (len(columns) - len(fields))], strict=True))
        else:
            columns = fields


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, which a semicolon divides."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
