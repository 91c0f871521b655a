"""BERT's uncased WordPiece, with the offsets of every piece in the text itself.

The standard algorithm (Devlin et al. 2019; Schuster and Nakajima 2012): split at white space and
punctuation, lower case, strip accents, then the longest piece of the vocabulary first. Written here
because it is a page of code and the usual package brings a client for a model hub along.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

__all__ = ["CLS", "PAD", "SEP", "SOURCE_CLOSE", "SOURCE_OPEN", "TARGET_CLOSE", "TARGET_OPEN", "Piece", "WordPiece"]

Piece = tuple[int, int, int]  # (vocabulary id, start, end) in code points of the text

PAD, CLS, SEP = 0, 101, 102
SOURCE_OPEN, SOURCE_CLOSE, TARGET_OPEN, TARGET_CLOSE = 2, 3, 4, 5  # rows that the vocabulary keeps unused
_UNKNOWN = 100
_LONGEST_WORD = 100
_WORDS = re.compile(r"[^\W_]+|[^\s]")  # runs of letters and digits, or one other character
_PLAIN = re.compile(r"[a-z0-9]+")


class WordPiece:
    """The tokenizer of one vocabulary. Instances cache words and are otherwise without state."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").splitlines()
        self._ids = {piece: number for number, piece in enumerate(lines)}
        self._split_cached = lru_cache(maxsize=1 << 16)(self._split)

    def __call__(self, text: str, start: int = 0, end: int | None = None) -> list[Piece]:
        """The pieces of `text[start:end]`, offsets counted from the start of `text`."""
        end = len(text) if end is None else end
        pieces: list[Piece] = []
        for match in _WORDS.finditer(text, start, end):
            at = match.start()
            pieces += [(number, at + a, at + b) for number, a, b in self._split_cached(match.group())]
        return pieces

    def _split(self, word: str) -> tuple[Piece, ...]:
        """The pieces of a word; a word that the regular expression cut too coarsely is cut further."""
        out: list[Piece] = []
        for letters, origin in _runs(word):
            out += self._longest_first(letters, origin)
        return tuple(out)

    def _longest_first(self, letters: str, origin: list[int]) -> list[Piece]:
        whole = (_UNKNOWN, origin[0], origin[-1] + 1)
        if len(letters) > _LONGEST_WORD:
            return [whole]
        pieces: list[Piece] = []
        start = 0
        while start < len(letters):
            end = len(letters)
            while end > start:
                number = self._ids.get(letters[start:end] if start == 0 else "##" + letters[start:end])
                if number is not None:
                    break
                end -= 1
            else:
                return [whole]
            pieces.append((number or 0, origin[start], origin[end - 1] + 1))
            start = end
        return pieces


def _runs(word: str) -> Iterator[tuple[str, list[int]]]:
    """`word` in lower case without accents, in runs, each letter with the place it came from."""
    lower = word.lower()
    if _PLAIN.fullmatch(lower) and len(lower) == len(word):
        yield lower, list(range(len(word)))
        return
    letters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(word):
        for letter in unicodedata.normalize("NFD", character.lower()):
            category = unicodedata.category(letter)
            if category == "Mn" or category in {"Cc", "Cf"}:
                continue
            if _stands_alone(letter, category):
                if letters:
                    yield "".join(letters), origin
                yield letter, [place]
                letters, origin = [], []
            else:
                letters.append(letter)
                origin.append(place)
    if letters:
        yield "".join(letters), origin


def _stands_alone(letter: str, category: str) -> bool:
    """Whether BERT's rules make a word of this character: punctuation, ASCII symbols, CJK."""
    code = ord(letter)
    if code < 128:
        return not letter.isalnum()
    return category.startswith("P") or 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF
