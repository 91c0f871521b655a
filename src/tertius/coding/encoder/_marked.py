"""Sentences with their source and target marked, and the vector that an event's type is read from."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.coding.encoder._windows import PLAIN, SOURCE, TARGET
from tertius.coding.encoder._wordpiece import (
    CLS,
    SEP,
    SOURCE_CLOSE,
    SOURCE_OPEN,
    TARGET_CLOSE,
    TARGET_OPEN,
    WordPiece,
)

__all__ = ["event_vectors", "marked"]

Span = tuple[int, int]
_LONGEST = 160
_MARKS = ((SOURCE_OPEN, SOURCE_CLOSE, SOURCE), (TARGET_OPEN, TARGET_CLOSE, TARGET))


def marked(text: str, source: Span | None, target: Span | None, pieces_of: WordPiece) -> tuple[list[int], list[int]]:
    """Token ids and types of a sentence with marks around its source and target.

    What is more than 160 tokens long is cut at the end.
    """
    ids, types = [CLS], [PLAIN]
    state = {SOURCE: 0, TARGET: 0}  # 0 before its span, 1 within, 2 after
    wanted = [(span, marks) for span, marks in zip((source, target), _MARKS, strict=True) if span]
    for number, start, end in pieces_of(text):
        kind = PLAIN
        for span, (opening, closing, role) in wanted:
            within = start < span[1] and span[0] < end
            if within and kind == PLAIN:
                kind = role
            if within and state[role] == 0:
                ids.append(opening)
                types.append(role)
                state[role] = 1
            elif start >= span[1] and state[role] == 1:
                ids.append(closing)
                types.append(role)
                state[role] = 2
        ids.append(number)
        types.append(kind)
    for _, (_, closing, role) in wanted:
        if state[role] == 1:
            ids.append(closing)
            types.append(role)
    return [*ids[: _LONGEST - 1], SEP], [*types[: _LONGEST - 1], PLAIN]


def event_vectors(states: NDArray[Any], ids: NDArray[Any], mask: NDArray[Any]) -> NDArray[np.float32]:
    """Mean of the states and those at the opening marks (the mean again without a mark): [B, n, 384] -> [B, 1152]."""
    weight = mask[..., None].astype(np.float32)
    mean = (states * weight).sum(1) / weight.sum(1)
    parts = [mean]
    for opening in (SOURCE_OPEN, TARGET_OPEN):
        here = ids == opening
        first = states[np.arange(len(states)), here.argmax(1)]
        parts.append(np.where(here.any(1)[:, None], first, mean))
    return np.concatenate(parts, axis=-1).astype(np.float32)
