"""What a document says, anywhere, of whoever goes by a surname: every description beside every spelling of the name.

Mentions hold a role where the parser saw one. Much is told where it did not: in a sentence about somebody else, in one
that the parser read wrongly, or behind the first words of that person. So the name is looked for in the words of the
text. A surname that two people bear tells of neither, unless the given name is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tertius.coding.actors import PARTICLES, surname
from tertius.coding.actors._words import nouns
from tertius.coding.occurrences import occurrences
from tertius.coding.parsed import Parsed
from tertius.world.sectors import office, offices

__all__ = ["descriptions", "office_in"]

_LEFT = re.compile(r"[^.,;:!?“”\"()\n]*$")
_NAME_WORD = re.compile(r"[A-Z][\w’'-]*\.?$")
_BEHIND = re.compile(r", \(?(?:the |an? |its |their |his |her )?(?P<words>[^,.;:“”\"()\n]{3,80})(?=[,.;)])")
_APPOSED = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[\w-]+[’']s?) (?P<words>[^,.;:“”\"()\n]{3,80}), $")
_GIVEN = re.compile(rf"(?:(?:[A-Z][\w’'-]*\.?|{'|'.join(sorted(PARTICLES))}) )*$")
_GOES_ON = re.compile(r"[\w-]")
_CLOSE = re.compile(r" (?:since|from|until|in|on) (?:\w+ )?(?:\d{4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b.*$")
_REACH = 90  # characters before a name
_MOST_GIVEN = 3  # names before a surname
_DATES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December".split()
)


def descriptions(parsed: Parsed, name: str) -> list[str]:
    """What stands beside this person's name anywhere in the text, in its order, where it says what somebody is.

    Nothing where people of different given names bear the surname and `name` does not tell which.
    """
    family = surname(name)
    if len(family) < 3 or not family[:1].isalpha():
        return []
    given = _plain(_given_before(name[: len(name) - len(family)]))
    stops = parsed.doc.vocab
    met = [
        ([] if len(names) == 1 and stops[names[0]].is_stop else names, words)
        for names, words in _met(parsed.text, family)
    ]  # "While Moya" opens a sentence
    bearers = {one[0][0] for one in met if one[0]}
    if given:
        met = [one for one in met if not one[0] or one[0][0] == given[0]]
        if len(bearers - {given[0]}):
            met = [one for one in met if one[0]]
    elif len(bearers) > 1:
        return []
    found = (_CLOSE.sub("", words.strip()) for _, each in met for words in each)
    return [words for words in found if _says_what(words)]


def office_in(name: str) -> str | None:
    """The office at the front of what was taken for a name: "Chief of Staff Lt Gen" of "Chief of Staff Lt Gen Ana Moya"."""
    family = surname(name)
    front = name[: len(name) - len(family)]
    head = front[: len(front) - len(_given_before(front))].strip()
    return head if head and _says_what(head) else None


def _says_what(words: str) -> bool:
    """Whether these words say what somebody is: an office, or a noun for people at their head."""
    if office(words) is not None:
        return True
    head = re.split(r"\b(?:of|for|at|in|with|from|to)\b", words)[0].split()
    return bool(head) and _is_noun(head[-1])


def _is_noun(word: str) -> bool:
    word = word.lower()
    noun = nouns().get(word) or nouns().get(word.rstrip("s"))
    return word in _HEADS or (noun is not None and noun.kind in {"office", "person"})


_HEADS = frozenset(
    """director chief head chair chairman chairwoman chairperson boss founder co-founder treasurer clerk warden counsel
    attorney pollster organizer organiser partner host coach auditor undersecretary""".split()
)  # of bodies of every sort


def _met(text: str, family: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each place of the surname: the given names before it, and what stands beside it."""
    opening = _opening(family[0])
    for start, end in occurrences(text, family[1:]):
        if start == 0 or not opening.match(text, start - 1) or _GOES_ON.match(text, end):
            continue
        before = text[max(0, start - 1 - _REACH) : start - 1]
        names = _given_before(before)
        head = before[: len(before) - len(names)]
        yield _plain(names), [*_in_front(head), *_behind(text[end : end + _REACH])]


@lru_cache(maxsize=256)
def _opening(letter: str) -> re.Pattern[str]:
    """The first letter of a name, small or large, where a word begins."""
    return re.compile(rf"(?<![\w’'-])(?i:{re.escape(letter)})")


def _given_before(before: str) -> str:
    """The given names and initials at the end of these words, without the title that stands before them."""
    run = _GIVEN.search(before)
    words = run.group().split() if run else []
    kept = len(words)
    least = 1 if run and len(words) > 1 and before[: run.start()].endswith((" of ", " for ")) else 0  # "of State X"
    while (
        kept > least
        and len(words) - kept < _MOST_GIVEN
        and not _is_title(words[:kept])
        and words[kept - 1] not in _DATES
    ):
        kept -= 1
    names = words[kept:]
    return "".join(f"{word} " for word in names)


def _is_title(words: list[str]) -> bool:
    """Whether the last of these words is a title or an office: "Grid Director", "Gov."."""
    last = words[-1].lower().rstrip(".")
    return last in _TITLES or last in offices() or last.rstrip("s") in offices() or _is_noun(last)


_TITLES = frozenset(
    "mr mrs ms miss dr prof gen col maj lt capt sgt adm lady lord dame sir gov sen rep mayor president".split()
)


def _in_front(head: str) -> Iterator[str]:
    """ "Grid Director" before a name, and "the finance minister, " that it is apposed to."""
    apposed = _APPOSED.search(head)
    if apposed is not None:
        yield apposed["words"]
    run = _LEFT.search(head)
    words = run.group().split() if run else []
    kept = len(words)
    while kept > 0 and len(words) - kept < 7 and (_NAME_WORD.match(words[kept - 1]) or _belongs(words, kept - 1)):
        kept -= 1
    if words[kept:]:
        yield " ".join(words[kept:])


def _belongs(words: list[str], at: int) -> bool:
    """Whether a word in small letters is part of the office before a name: "Secretary of State", "deputy prime minister"."""
    word = words[at].lower()
    if word in {"of", "for", "and"}:
        return at + 1 < len(words) and at > 0
    tail = " ".join(words[at:]).lower()
    return word in _parts() or tail in offices() or _is_noun(word)


@cache
def _parts() -> frozenset[str]:
    """The words of which offices are made: "deputy", "prime"."""
    return frozenset(word for key in offices() for word in key.split())


def _behind(rest: str) -> Iterator[str]:
    found = _BEHIND.match(rest)
    if found is not None:
        yield found["words"]


def _plain(names: str) -> list[str]:
    return [word.rstrip(".").casefold() for word in names.split() if word.lower().rstrip(".") not in _TITLES]
