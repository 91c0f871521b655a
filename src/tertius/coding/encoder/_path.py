"""The likeliest course of roles over the tokens around a cue, where each change of role has a price.

A Viterbi search (Viterbi 1967) over neither, source and content. A price keeps a content from
falling into pieces at a token that the encoder doubts; changes at the cue itself are free, and
none falls inside a word.
"""

from __future__ import annotations

import math
from typing import Any

from numpy.typing import NDArray

__all__ = ["PRICES", "best_path"]

Prices = tuple[tuple[float, float, float], ...]

# From row to column, in nats: neither, source, content. Set on development documents.
PRICES: Prices = ((0.0, 0.0, 2.0), (0.5, 0.0, 1.0), (2.0, 1.0, 0.0))

_FREE: Prices = ((0.0, 0.0, 0.0),) * 3
_WITHIN_A_WORD: Prices = ((0.0, 50.0, 50.0), (50.0, 0.0, 50.0), (50.0, 50.0, 0.0))
_CUE_ITSELF = (0.0, -99.0, -99.0)
_FLOOR = 1e-6


def best_path(roles: NDArray[Any], cue: tuple[int, int], glued: list[bool]) -> list[int]:
    """0 (neither), 1 (source) or 2 (content) for each of the tokens.

    `roles` [m, 3] are probabilities, `cue` is the range of the cue's tokens among them, and `glued`
    says for each token whether it goes on with the word of the one before.
    """
    scores: list[list[float]] = [
        list(_CUE_ITSELF) if cue[0] <= place < cue[1] else [math.log(chance + _FLOOR) for chance in row]
        for place, row in enumerate(roles.tolist())
    ]
    total = scores[0]
    steps: list[tuple[int, int, int]] = []
    for place in range(1, len(scores)):
        prices = _prices(place, cue, glued)
        came = _best_origins(total, prices)
        total = [total[origin] - prices[origin][role] + scores[place][role] for role, origin in enumerate(came)]
        steps.append(came)
    role = max(range(3), key=total.__getitem__)
    path = [role]
    for came in reversed(steps):
        role = came[role]
        path.append(role)
    return path[::-1]


def _prices(place: int, cue: tuple[int, int], glued: list[bool]) -> Prices:
    if cue[0] <= place <= cue[1]:
        return _FREE
    return _WITHIN_A_WORD if glued[place] else PRICES


def _best_origins(total: list[float], prices: Prices) -> tuple[int, int, int]:
    """For each role now, the role before it that makes the best course."""
    (a, b, c), (to, of, on) = total, prices
    out = []
    for role in range(3):
        x, y, z = a - to[role], b - of[role], c - on[role]
        out.append(0 if x >= y and x >= z else 1 if y >= z else 2)
    return out[0], out[1], out[2]
