"""A source as its voice is read: the words that describe it, then what stands around it with the source marked."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.coding.encoder._windows import PLAIN, SOURCE
from tertius.coding.encoder._wordpiece import CLS, SEP, SOURCE_CLOSE, SOURCE_OPEN, WordPiece

__all__ = ["described_source", "source_vector"]

Span = tuple[int, int]
_DESCRIPTION, _SOURCE, _BESIDE = 48, 40, 45  # tokens of the description, of the source, and on either side of it


def described_source(
    description: str, text: str, source: Span, pieces_of: WordPiece
) -> tuple[list[int], list[int], int]:
    """Token ids and types, and how many tokens the description has."""
    words = [number for number, *_ in pieces_of(description)][:_DESCRIPTION]
    before = [number for number, *_ in pieces_of(text, 0, source[0])][-_BESIDE:]
    inside = [number for number, *_ in pieces_of(text, *source)][:_SOURCE]
    behind = [number for number, *_ in pieces_of(text, source[1])][:_BESIDE]
    ids = [CLS, *words, SEP, *before, SOURCE_OPEN, *inside, SOURCE_CLOSE, *behind, SEP]
    marked = [*[PLAIN] * len(before), *[SOURCE] * (len(inside) + 2), *[PLAIN] * (len(behind) + 1)]
    return ids, [*[PLAIN] * (len(words) + 2), *marked], len(words)


def source_vector(states: NDArray[Any], ids: list[int], words: int) -> NDArray[np.float32]:
    """The first state, mean and maximum over the description, and the state at the source's mark: [1536]."""
    inside = states[1 : 1 + words] if words else states[:1]
    return np.concatenate([states[0], inside.mean(0), inside.max(0), states[ids.index(SOURCE_OPEN)]]).astype(np.float32)
