"""Where certain words stand in a text: a plain search, since a pattern made for each name costs more than it finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tertius.coding.parsed import Span

__all__ = ["is_edge", "occurrences"]

_EDGE = re.compile(r"\b")


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Every place of `words` in the text, also within longer words and overlapping ones, in its order."""
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def is_edge(text: str, at: int) -> bool:
    r"""Whether a word begins or ends at `at`: `\b` of regular expressions."""
    return _EDGE.match(text, at) is not None
