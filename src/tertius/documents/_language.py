"""The language of a text, by py3langid's bundled model (Lui and Baldwin 2012); loaded when first asked."""

from __future__ import annotations

__all__ = ["language"]

_SHORTEST = 200  # characters; below it the model guesses
_ENOUGH = 1200  # characters; more does not change the answer


def language(text: str) -> str | None:
    """ISO 639-1 code of the language `text` is written in, or None for a text too short to tell."""
    if len(text) < _SHORTEST:
        return None
    import py3langid

    return str(py3langid.classify(text[:_ENOUGH])[0])
