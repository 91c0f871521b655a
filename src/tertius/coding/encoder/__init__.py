"""The learned encoder that attribution and events share: one small transformer, run by onnxruntime.

`Encoder.load()` reads the packaged weights (see weights/MODEL_CARD.md); how they were made stands in
training/encoder. Nothing is loaded on import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tertius.coding.encoder._decode import Found
    from tertius.coding.encoder._encoder import ROOTS, Encoder, available
    from tertius.coding.encoder._sentence import PairReading, SentenceReading

__all__ = ["ROOTS", "Encoder", "Found", "PairReading", "SentenceReading", "available"]


def __getattr__(name: str) -> Any:
    if name in {"ROOTS", "Encoder", "available"}:
        from tertius.coding.encoder import _encoder

        return getattr(_encoder, name)
    if name in {"PairReading", "SentenceReading"}:
        from tertius.coding.encoder import _sentence

        return getattr(_sentence, name)
    if name == "Found":
        from tertius.coding.encoder._decode import Found

        return Found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
