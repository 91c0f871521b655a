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

__all__ = ["event_vector", "marked"]

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


def event_vector(states: NDArray[Any], ids: list[int]) -> NDArray[np.float32]:
    """The mean of the states [n, 384] and those at the opening marks, the mean again without a mark: [1152]."""
    mean = states.mean(0)
    at = [states[ids.index(opening)] if opening in ids else mean for opening in (SOURCE_OPEN, TARGET_OPEN)]
    return np.concatenate([mean, *at]).astype(np.float32)
