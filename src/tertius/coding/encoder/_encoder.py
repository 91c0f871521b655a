"""The encoder as the rest of coding calls it: spans in code points, probabilities by name."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tertius.coding.encoder._decode import Found, Settings, extract, probabilities
from tertius.coding.encoder._graphs import OnnxGraphs
from tertius.coding.encoder._marked import event_vector, marked
from tertius.coding.encoder._sentence import PairReading, SentenceReading, read_sentence
from tertius.coding.encoder._source import described_source, source_vector
from tertius.coding.encoder._windows import LONGEST, Window, windows
from tertius.coding.encoder._wordpiece import CLS, SEP, WordPiece
from tertius.errors import InputError

__all__ = ["ROOTS", "Encoder", "available"]

ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

_WEIGHTS = Path(__file__).parent / "weights"
_FILES = (
    "lower.onnx",
    "attribution.onnx",
    "roles.onnx",
    "events.onnx",
    "gate.onnx",
    "kinds.onnx",
    "said.onnx",
    "voice.onnx",
    "vocab.txt",
)

_KEPT = 256  # readings of sentences, some 50 kB each

Span = tuple[int, int]
PairAsked = tuple[str, Span | None, Span | None]


@cache
def available() -> bool:
    """Whether the weights are there and onnxruntime is installed; nothing is loaded to find out."""
    return importlib.util.find_spec("onnxruntime") is not None and all((_WEIGHTS / name).is_file() for name in _FILES)


class Encoder:
    """A small transformer that finds attributions, event types and actors (weights/MODEL_CARD.md).

    Reading is deterministic: the same text gives the same answer, alone or among others, with one
    thread or several.
    """

    def __init__(self, folder: Path = _WEIGHTS, *, threads: int = 1) -> None:
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise InputError(f"encoder weights are missing from {folder}: {', '.join(missing)}; reinstall tertius")
        self._graphs = OnnxGraphs(folder, threads)
        self._pieces_of = WordPiece(folder / "vocab.txt")
        self._settings = Settings()
        self._reading = lru_cache(maxsize=_KEPT)(self._read)

    @classmethod
    def load(cls, threads: int = 1) -> Encoder:
        """The encoder with the packaged weights, loaded once per process and number of threads.

        Raises InputError where the weights are missing.
        """
        return _loaded(threads)

    def attributions(self, text: str, *, accept: float | None = None) -> list[Found]:
        """The attributions of a text, in the order of their cues; offsets in code points.

        Lines are taken for paragraphs: an attribution may cross sentences, but a line's end only after
        a colon. `accept`, in place of the threshold set on development documents, trades recall for
        precision (higher is stricter).
        """
        settings = self._settings if accept is None else replace(self._settings, accept=accept)
        return extract(text, list(windows(text, self._pieces_of)), self._graphs, settings)

    def attributions_of(self, texts: Sequence[str]) -> list[list[Found]]:
        """`attributions` of each text."""
        return [self.attributions(text) for text in texts]

    def event_type(self, text: str, source: Span | None, target: Span | None) -> dict[str, float]:
        """How likely each root type is for what `source` does to `target` in a sentence; sums to 1.

        `YIELD` stands for CONCEDE and RETREAT, which the gold set does not tell apart.
        """
        return self._event_type(text, source, target)

    def event_types(self, asked: Sequence[PairAsked]) -> list[dict[str, float]]:
        """`event_type` of many sentences."""
        return [self._event_type(*one) for one in asked]

    def _event_type(self, text: str, source: Span | None, target: Span | None) -> dict[str, float]:
        return self.pair(text, source, target).types

    def pair(self, text: str, source: Span | None, target: Span | None) -> PairReading:
        """What `source` does to `target`, and how likely it is that it does nothing."""
        ids, types = marked(text, source, target, self._pieces_of)
        *chances, none = probabilities(self._graphs.kinds(event_vector(self._graphs.event_states(ids, types), ids)))
        return PairReading(
            {name: float(one / max(1e-9, 1 - none)) for name, one in zip(ROOTS, chances, strict=True)}, float(none)
        )

    def sentence(self, text: str) -> SentenceReading:
        """Whether a sentence tells an event, and between whom; the last ones asked for are not read again."""
        return self._reading(text)

    def _read(self, text: str) -> SentenceReading:
        return read_sentence(text, _sentence(text, self._pieces_of), self._graphs)

    def voice(self, description: str, text: str, source: Span) -> NDArray[np.float32]:
        """How likely a source is named, official, anonymous and of the media, [4], from its description and its place in a text."""
        ids, types, words = described_source(description, text, source, self._pieces_of)
        return probabilities(self._graphs.voice(source_vector(self._graphs.event_states(ids, types), ids, words)))

    def actors_of(self, text: str) -> tuple[Span, Span] | None:
        """Source and target of the main event of a sentence from its text alone; None where it has no pair."""
        return self.sentence(text).pair

    def actors(self, texts: Sequence[str]) -> list[tuple[Span, Span] | None]:
        """`actors_of` of many sentences."""
        return [self.actors_of(text) for text in texts]


@lru_cache(maxsize=4)
def _loaded(threads: int) -> Encoder:
    return Encoder(threads=threads)


def _sentence(text: str, pieces_of: WordPiece) -> Window:
    """A sentence as one window, what does not fit left out; an empty one has nothing but its marks."""
    for window in windows(text.replace("\n", " "), pieces_of):
        return window
    return Window(ids=[CLS, SEP], types=[0, 0], starts=[-1, -1], ends=[-1, -1], lines=[-1, -1], core=(0, LONGEST))
