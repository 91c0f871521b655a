"""The language of a text, by py3langid's bundled model (Lui and Baldwin 2012); loaded when first asked."""

from __future__ import annotations

import re

__all__ = ["language"]

_SHORTEST = 200  # characters; below it the model guesses
_ENOUGH = 600  # characters; more does not change the answer
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset({"the", "of", "and", "to", "that", "which", "with", "from"})
_SURE = 0.12  # share of these words; English news has a fifth, no other language a twentieth


def language(text: str) -> str | None:
    """ISO 639-1 code of the language `text` is written in, or None for a text too short to tell."""
    if len(text) < _SHORTEST:
        return None
    opening = text[:_ENOUGH]
    words = _WORD.findall(opening.lower())
    if sum(word in _ENGLISH for word in words) > _SURE * len(words):
        return "en"  # what the model would say, a hundred times faster
    import py3langid

    return str(py3langid.classify(opening)[0])
