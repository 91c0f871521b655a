"""PLOVER contexts from keywords in the event's own sentence."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from tertius.coding.events._tree import lemma

__all__ = ["contexts_of"]

_MOST = 4


@cache
def _keywords() -> dict[str, tuple[str, ...]]:
    text = files("tertius.coding.events").joinpath("lexicon", "contexts.tsv").read_text(encoding="utf-8")
    table: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            context, words = line.split("\t")
            for word in words.split():
                table[word] = (*table.get(word, ()), context)
    return table


def contexts_of(tokens: Any) -> tuple[str, ...]:
    """The contexts that the words show, most words first, at most four; those with a tie in order of the text."""
    counts: dict[str, int] = {}
    for token in tokens:
        for context in _keywords().get(lemma(token), ()):
            counts[context] = counts.get(context, 0) + 1
    return tuple(sorted(counts, key=lambda context: -counts[context])[:_MOST])
