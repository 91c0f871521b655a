"""What the words that describe a source hold: its head nouns, what stands by them, and whose they are.

A description is read without a parser, since half of them are roles put together from several places of a
document. It falls into segments at commas, prepositions and relative pronouns; the last word of a segment is its
head. Names are told apart by sort alone (a state, an organisation of states, a newspaper on record, a name
that no table has), so that nothing that is learned from a segment hangs on who bears the name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tertius.records import ActorKind
from tertius.world.gazetteer import Entry, gazetteer
from tertius.world.sectors import SECTORS

__all__ = ["NAME", "NUMBER", "Segment", "segments", "singular", "sort_of_code"]

NAME = "$name"
NUMBER = "$number"
_TOKEN = re.compile(r"[^\W_]+(?:[.’'&-]+[^\W_]+)*(?:[’'](?=\s|$)|\.)?|[,:;()—–]", re.UNICODE)
_BREAKS = frozenset(", : ; ( ) — –".split())
_PREPOSITIONS = frozenset(
    "of for at in from with to by on near inside behind about against as among under over within into outside across".split()
)
_RELATIVES = frozenset("who which that whose whom where".split())
_ANDS = frozenset({"and", "or", "&"})
_SMALL = _PREPOSITIONS | _ANDS | _RELATIVES
_OWNED = re.compile(r"[’'](?:s|S)?$")
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,4}\.")  # a title: "Gov."
_NUMBERS = re.compile(r"^\d[\d.,]*(?:st|nd|rd|th|s)?$")
_WORD_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds".split()
)
_SORTS = {"party": "$party", "media": "$media", "armed group": "$armed", "people": "$people", "leader": "$leader"}


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a description up to the next break: `opener` is what stands before ("," or "of"), "" at the start.

    `words` are in lower case, the names among them replaced by their sort; `owner` holds the words before a
    possessive ending ("Iran's"), which are not among `words`.
    """

    opener: str
    words: tuple[str, ...]
    owner: tuple[str, ...] = ()

    @property
    def names(self) -> int:
        """How many words of names that no table has stand at its end."""
        count = 0
        for word in reversed(self.words):
            if word != NAME:
                break
            count += 1
        return count

    @property
    def said(self) -> tuple[str, ...]:
        """The words without the name at the end: "spokeswoman" of "spokeswoman Jane Doe"."""
        return self.words[: len(self.words) - self.names]


def segments(phrase: str, known: Collection[str]) -> list[Segment]:
    """The segments of a description; `known` holds the words that are no names even where they are capitalised."""
    found: list[Segment] = []
    opener = ""
    words: list[str] = []
    owner: tuple[str, ...] = ()
    for word in _words(phrase, known):
        if word in _BREAKS or word in _PREPOSITIONS or word in _RELATIVES:
            if words or owner:
                found.append(Segment(opener, tuple(words), owner))
            opener, words, owner = word, [], ()
        elif word in _ANDS and words:
            found.append(Segment(opener, tuple(words), owner))
            opener, words, owner = "," if opener in {"", ","} else opener, [], ()
        elif word == "'s":
            owner, words = tuple(words), []
        else:
            words.append(word)
    if words or owner:
        found.append(Segment(opener, tuple(words), owner))
    return found


def _words(phrase: str, known: Collection[str]) -> Iterator[str]:
    """The words in lower case, names by their sort, a possessive ending as a word of its own."""
    tokens = _TOKEN.findall(phrase)
    at = 0
    while at < len(tokens):
        owned = _OWNED.search(tokens[at]) is not None
        bare = _OWNED.sub("", tokens[at]) if owned else tokens[at]
        taken, sort = _on_record(tuple(tokens), at)
        if sort is not None:
            owned = _OWNED.search(tokens[at + taken - 1]) is not None
            yield sort
        else:
            yield from _plain(bare, known)
        at += taken
        if owned:
            yield "'s"


def _plain(word: str, known: Collection[str]) -> Iterator[str]:
    lower = word.lower().rstrip(".") or word
    if _ABBREVIATED.fullmatch(word):
        yield lower
    elif _NUMBERS.match(word) or lower in _WORD_NUMBERS:
        yield NUMBER
    elif word[:1].islower() or word in _BREAKS or lower in known or lower in _SMALL:
        yield lower
    elif "-" in lower and any(part in known for part in lower.split("-")):
        yield from (part if part in known else NAME for part in lower.split("-"))
    else:
        yield NAME


@lru_cache(maxsize=4096)
def _on_record(tokens: tuple[str, ...], at: int) -> tuple[int, str | None]:
    """How many words from `at` are a name that the tables have, and of which sort."""
    if not tokens[at][:1].isupper():
        return 1, None
    found = gazetteer().longest(tokens, at)
    return (1, None) if found is None else (found[0], _sort(found[1][0]))


def _sort(entry: Entry) -> str:
    if entry.basis in _SORTS:
        return _SORTS[entry.basis]
    return sort_of_code(entry.actor.code, state=entry.actor.kind == ActorKind.STATE)


def sort_of_code(code: str | None, *, state: bool = False) -> str:
    """The sort of an actor by its code: a state, the organ or sector of one, an organisation of states."""
    if state:
        return "$state"
    tail = (code or "").rpartition(".")[2]
    return "$" + tail.lower() if tail in SECTORS else "$among-states" if code else NAME


def singular(word: str) -> str:
    """A noun without the ending of its plural, as far as the letters tell."""
    if word.startswith("$") or len(word) < 4 or word.endswith(("ss", "us", "is", "news", "'s")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    for plural, one in (("men", "man"), ("people", "person"), ("children", "child")):
        if word.endswith(plural):
            return word[: -len(plural)] + one
    for ending in ("ches", "shes", "sses", "xes"):
        if word.endswith(ending):
            return word[:-2]
    return word.removesuffix("s")
