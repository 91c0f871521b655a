"""Headlines in title case or in capitals, put into sentence case before they are parsed.

The tagger learned from running text and takes nearly every word of "Kenya and Uganda Sign Power Deal" for part of a
name. Only the letters' case changes and never their number, so offsets stay those of the text itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from tertius.world.gazetteer import Entry, gazetteer
from tertius.world.places import places

__all__ = ["sentence_case"]

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST, _MOST, _LONGEST = 4, 24, 200  # words, and characters, of a line that may be a headline
_SHORT = 4  # shorter words are left small in many a headline
_STATES = frozenset({"name", "short name", "demonym", "capital", "metonym", "people"})
_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
_SMALL = frozenset(
    "a an and as at but by for from in into its nor of off on or out over the to up via vs with after against amid among before between during since than that under until upon when while without".split()
)
_WITHIN = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")  # a capital in the middle of a sentence


def sentence_case(text: str, language: Any, day: dt.date | None = None) -> str:
    """`text` with the common words of its headlines in small letters; of the same length.

    A line is a headline where all longer words but prepositions begin with a capital, and one of its common words may
    be a verb. Names of the gazetteer and of places, abbreviations, and what no word list knows
    keep their capital, as does the first word.

    Args:
        language: the spaCy pipeline, whose lemmatizer lists the common words.
        day: that of the document: whose office holders' names are names.
    """
    lines = _LINE.findall(text)
    if not any(map(_is_headline, lines)):
        return text
    known = _capitalised(line for line in lines if not _is_headline(line))

    def put(match: re.Match[str]) -> str:
        line = match.group()
        return _recased(line, _Lists.of(language), known, day) if _is_headline(line) else line

    return _LINE.sub(put, text)


def _capitalised(lines: Iterable[str]) -> frozenset[str]:
    """Words that running text always begins with a capital, in the middle of its sentences too."""
    running = "\n".join(lines)
    capitals = set(_WITHIN.findall(running))
    return (
        frozenset(capitals - {word.capitalize() for word in re.findall(r"\b[a-z]+", running)})
        if capitals
        else frozenset()
    )


def _is_headline(line: str) -> bool:
    words = _WORD.findall(line[:_LONGEST])
    longer = [word for word in words if len(word) >= _SHORT and word not in _SMALL]
    enough = len(longer) >= _FEWEST - 1 and all(word[0].isupper() for word in longer)
    return len(line) <= _LONGEST and _FEWEST <= len(words) <= _MOST and enough


def _recased(line: str, lists: _Lists, known: frozenset[str], day: dt.date | None) -> str:
    matches = list(_WORD.finditer(line))
    words = [match.group() for match in matches]
    shouted = all(word.isupper() for word in words if len(word) > 1)
    names = _names([word.title() if shouted else word for word in words], lists, day)
    if not any(lists.verb(word) for i, word in enumerate(words) if i and i not in names):
        return line
    out = list(line)
    for i, (match, word) in enumerate(zip(matches, words, strict=True)):
        if i in names:
            made = names[i]
        elif word.isupper() and len(word) > 1 and not shouted:
            continue  # an abbreviation
        else:
            made = (
                word.lower()
                if lists.word(word) or (lists.common(word) and word not in known)
                else word.title()
                if shouted
                else word
            )
            made = made[0].upper() + made[1:] if i == 0 or word == "I" or _opens(line, match.start()) else made
        if len(made) == len(word):
            out[match.start() : match.end()] = made
    return "".join(out)


def _opens(line: str, offset: int) -> bool:
    """Whether a sentence of the line begins at `offset`."""
    return line[:offset].rstrip(" '\"‘“").endswith((".", "!", "?"))


def _names(words: list[str], lists: _Lists, day: dt.date | None) -> dict[int, str]:
    """The words that belong to names, as the gazetteer and the list of places have them, by their number in the line."""
    bare = [re.sub(r"['’]s\Z", "", word) for word in words]
    found: dict[int, str] = {}
    i = 0
    while i < len(words):
        match = gazetteer().longest(bare, i)
        named = match is not None and any(_stays(entry, match[0], bare[i], lists, day) for entry in match[1])
        count = match[0] if match is not None and named else _words_of_place(bare, i, lists)
        span = range(i, i + count)
        found |= {n: words[n].lower() if n > i and words[n].lower() in _SMALL else words[n] for n in span}
        i += max(1, count)
    return found


def _words_of_place(words: list[str], i: int, lists: _Lists) -> int:
    """How many words from the i-th on name a place; a single one only where no list of verbs and adjectives has it."""
    for count in (3, 2):
        piece = words[i : i + count]
        if len(piece) == count and piece[0][0].isupper() and piece[-1][0].isupper() and places(" ".join(piece)):
            return count
    return int(words[i][0].isupper() and not lists.word(words[i]) and bool(places(words[i])))


def _stays(entry: Entry, count: int, word: str, lists: _Lists, day: dt.date | None) -> bool:
    """Whether a reading of the gazetteer makes a name of these words: a state's always, one other word if it is no common one."""
    if entry.basis in _STATES:
        return True
    if entry.basis == "leader":
        return entry.holds(day) if day is not None else entry.until is None
    return count > 1 or not lists.word(word)


class _Lists:
    """The words that the lemmatizer lists, by part of speech."""

    def __init__(self, language: Any) -> None:
        tables = language.get_pipe("lemmatizer").lookups
        index, irregular = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
        self._of = {kind: {*index.get(kind, ()), *irregular.get(kind, {})} for kind in ("noun", "verb", "adj", "adv")}
        self._stop = language.Defaults.stop_words

    @staticmethod
    @cache
    def of(language: Any) -> _Lists:
        return _Lists(language)

    def verb(self, word: str) -> bool:
        return bool(_forms(word) & self._of["verb"])

    def word(self, word: str) -> bool:
        """Whether it has another use than as a noun: among the nouns of the lists there are names."""
        lower = word.lower()
        return (
            lower in self._stop
            or lower in _SMALL
            or any(_forms(word) & self._of[kind] for kind in ("verb", "adj", "adv"))
        )

    def common(self, word: str) -> bool:
        return self.word(word) or bool(_forms(word) & self._of["noun"])


def _forms(word: str) -> set[str]:
    """What a word may be a form of."""
    word = re.sub(r"(?:['’]s|n['’]t)\Z", "", word.lower())
    bare = {word.removesuffix(end) + put for end, put in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2}
    doubled = {form[:-1] for form in bare if len(form) > 3 and form[-1] == form[-2]}
    return {word, *bare, *doubled}
