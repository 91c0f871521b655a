"""What the events' own layers read in one sentence: whether it tells an event, and how likely a pair is its parties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.coding.encoder._decode import probabilities
from tertius.coding.encoder._graphs import OnnxGraphs
from tertius.coding.encoder._windows import Window

__all__ = ["SAID", "PairReading", "SentenceReading", "read_sentence"]

SAID = ("prediction", "normative", "accusation", "threat", "causal", "attitude", "negated")

Span = tuple[int, int]
_LINKS = frozenset(
    """of in to from with by at on for against near into onto toward towards between among inside outside along through
across that , ' ’""".split()
)  # what joins a party to the rest of the sentence
_SMALL = frozenset({"the", "a", "an", *_LINKS})
_FAINT = 0.2  # below this no token is taken for a party


@dataclass(frozen=True, slots=True)
class PairReading:
    """How likely each root type is for a pair (sums to 1), and how likely it is that the pair has no act at all."""

    types: dict[str, float]
    none: float


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """`relevance`: how likely the sentence tells an event; `pair`: source and target of its main one, or None."""

    relevance: float
    pair: tuple[Span, Span] | None
    _part: Window
    _first: NDArray[Any]  # [n, 64]
    _second: NDArray[Any]
    _states: NDArray[Any]  # [n, 384]
    _graphs: OnnxGraphs

    def likely(self, source: Span, target: Span) -> float:
        """How likely it is that `source` does something to `target`: the mean over their tokens' products, as odds."""
        rows, columns = (self._tokens(span) for span in (source, target))
        if not rows or not columns:
            return 0.0
        score = float((self._first[rows] @ self._second[columns].T).mean())
        return 1 / (1 + float(np.exp(-score)))

    def said(self, content: Span, cue: Span | None) -> dict[str, float]:
        """Log-odds that what `content` says, under the words of saying `cue`, is of each kind, and that it is negated.

        Nothing where the content lies beyond what the encoder reads of a long sentence.
        """
        inside = self._states[self._tokens(content)].astype(np.float32)
        if not len(inside):
            return {}
        over = self._states[self._tokens(cue)] if cue else self._states[:0]
        head = over.mean(0) if len(over) else np.zeros_like(inside[0])
        vector = np.concatenate([inside.mean(0), inside.max(0), head, self._states[0]]).astype(np.float32)
        return {name: float(odds) for name, odds in zip(SAID, self._graphs.said(vector), strict=True)}

    def _tokens(self, span: Span) -> list[int]:
        part = self._part
        return [i for i, a in enumerate(part.starts) if a >= 0 and a < span[1] and span[0] < part.ends[i]]


def read_sentence(text: str, part: Window, graphs: OnnxGraphs) -> SentenceReading:
    """The reading of a sentence that is one window."""
    states, tags, first, second = graphs.event_layers(part.ids, part.types)
    odds = graphs.gate(np.concatenate([states[0], states.mean(0)]).astype(np.float32))
    chances = probabilities(tags)
    source, target = (_best_run(part, chances, kind) for kind in (1, 2))
    pair = _apart(text, source, target) if source and target else None
    kept = states.astype(np.float16)  # a document's readings are kept until its statements are found
    return SentenceReading(1 / (1 + float(np.exp(-odds))), pair, part, first, second, kept, graphs)


def _best_run(part: Window, chance: NDArray[Any], kind: int) -> Span | None:
    """The run of tokens that are most likely the source (1) or target (2), around the likeliest of them."""
    size = len(part.ids)
    likely = [float(chance[i, kind]) if part.starts[i] >= 0 else 0.0 for i in range(size)]
    peak = int(np.argmax(likely))
    if likely[peak] < _FAINT:
        return None
    floor = min(0.5, likely[peak] / 2)
    first = last = peak
    while first > 0 and likely[first - 1] >= floor:
        first -= 1
    while last + 1 < size and likely[last + 1] >= floor:
        last += 1
    return part.starts[first], part.ends[last]


def _apart(text: str, one: Span, other: Span) -> tuple[Span, Span] | None:
    """The two as a pair; nobody is a party on both sides, and small words alone ("the") name nobody."""
    source, target = _phrase(text, one), _phrase(text, other)
    empty = any(text[slice(*span)].lower() in _SMALL for span in (source, target))
    return None if empty or (source[0] < target[1] and target[0] < source[1]) else (source, target)


def _phrase(text: str, span: Span) -> Span:
    """The whole words of a span, without a preposition that it begins or ends with ("of Orsinia")."""
    start, end = _whole_words(text, span)
    words = [(start + each.start(), start + each.end()) for each in re.finditer(r"\S+", text[start:end])]
    real = [word for word in words if text[slice(*word)].lower() not in _LINKS]
    return (real[0][0], real[-1][1]) if real else (start, end)


def _whole_words(text: str, span: Span) -> Span:
    """A span that ends inside a word ("Sy" of "Sylvania", which no vocabulary has whole) with all of the word."""
    start, end = span
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
