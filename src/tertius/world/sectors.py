"""Words for institutions and for persons' offices, with the sector codes of PLOVER that they stand for.

The tables are `data/sectors.txt` and `data/offices.txt`. A sector joins a state's code: the police of Iran
is IRN.COP. An office is held for a state or its organs, so that its holder speaks with the official voice;
what an analyst or a scholar is, is no office, and a former office is none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import msgspec

from tertius.world._tables import fold, rows, split

__all__ = [
    "FORMER", "SECTORS", "Institution", "Office", "institution", "institutions", "office", "offices", "says_former",
]  # fmt: skip

SECTORS: Mapping[str, str] = {
    "GOV": "government",
    "MIL": "armed forces",
    "COP": "police",
    "LEG": "parliament",
    "JUD": "courts",
    "SPY": "intelligence services",
    "REB": "armed groups",
    "OPP": "opposition",
    "PTY": "political parties",
    "MED": "media",
    "BUS": "business",
    "EDU": "education and research",
    "CVL": "civilians",
    "LAB": "workers",
    "REL": "religious bodies",
    "NGO": "non-governmental organisations",
    "REF": "refugees",
    "CRM": "crime",
}
"""Sector codes of PLOVER, with PTY for parties, and what they stand for."""

FORMER: tuple[str, ...] = (
    "former", "formerly", "ex-", "one-time", "erstwhile", "past", "late", "retired", "ousted", "deposed", "then",
    "emeritus", "who served as", "who had served as", "who was", "who had been", "who used to be",
)  # fmt: skip
"""Words beside an office that say it is held no longer ("late" and "then" say so of the holder and of the time)."""

_FORMER = re.compile(
    r"(?:^|\W)(?:former(?:ly)?|ex|one-?time|erstwhile|past|late|retired|ousted|deposed|then|emeritus"
    r"|(?:who|he|she)(?: has| had| once)? (?:served|was|been|used to be)(?: once)?(?: as)?|(?:has|had) served as"
    r"|served as|until (?:recently|19\d\d|20\d\d))(?:\W|$)",
    re.IGNORECASE,
)


class Institution(msgspec.Struct, frozen=True):
    """A word for a body or a set of people; `held` says that it is an organ of a state."""

    word: str
    sector: str
    held: bool


class Office(msgspec.Struct, frozen=True):
    """A word for what a person is; `is_office` says that it is held for a state, hence an official voice."""

    word: str
    sector: str
    is_office: bool

    def __iter__(self) -> Iterator[str | bool]:
        return iter((self.sector, self.is_office))


@cache
def institutions() -> Mapping[str, Institution]:
    """All institution words, folded, in the singular as written in the table."""
    return {
        fold(word): Institution(word, row["sector"], row["held"] == "yes")
        for row in rows("sectors.txt")
        for word in split(row["words"])
    }


@cache
def offices() -> Mapping[str, Office]:
    """All words for persons, folded."""
    return {
        fold(word): Office(word, row["sector"], row["office"] == "yes")
        for row in rows("offices.txt")
        for word in split(row["words"])
    }


def _singular(phrase: str) -> Iterator[str]:
    """`phrase` and what it may be the plural of."""
    yield phrase
    if phrase.endswith("ies"):
        yield phrase[:-3] + "y"
    if phrase.endswith("men"):
        yield phrase[:-3] + "man"
    if phrase.endswith("s"):
        yield phrase[:-1]
        if phrase.endswith("es"):
            yield phrase[:-2]
    first, _, rest = phrase.partition(" ")
    if rest.startswith(("of ", "general")) and first.endswith("s"):  # ministers of defence, secretaries general
        yield from (f"{one} {rest}" for one in _singular(first) if one != first)


def _tails(phrase: str) -> Iterator[str]:
    """`phrase`, then without its first word, and so on: "Iranian state news agency", "state news agency", ..."""
    words = fold(phrase).replace("-", " - ").split()
    for start in range(len(words)):
        tail = " ".join(words[start:]).replace(" - ", "-").lstrip("- ")
        if tail:
            yield tail


@lru_cache(maxsize=4096)
def institution(phrase: str) -> Institution | None:
    """What the head of a noun phrase says of the body it names, or None.

    The longest tail that the table lists counts: "the Azerbaijani interior ministry" is found by "interior
    ministry", "riot police" before "police". Plurals count as singulars.
    """
    return next(
        (found for tail in _tails(phrase) for one in _singular(tail) if (found := institutions().get(one))), None
    )


@lru_cache(maxsize=4096)
def office(phrase: str) -> Office | None:
    """What a title or description says of the person, or None.

    Looks for the longest tail in the table ("Iranian Foreign Minister"), then, where "of", "for" or "to"
    follows ("spokeswoman of Turkey's Ministry of National Defense", "ambassador to Baku"), for the words
    before it; an office of a listed institution takes that institution's sector. Words that say "former"
    are not looked at: see `says_former`.
    """
    for tail in _tails(phrase):
        for one in _singular(tail):
            if found := offices().get(one):
                return found
    head, preposition, rest = _divided(phrase)
    if not preposition:
        return None
    found = office(head) or _turned_round(head, preposition, rest)
    body = institution(rest.split(",")[0]) if found and found.is_office else None
    return Office(found.word, body.sector, body.held) if found and body else found


def _turned_round(head: str, preposition: str, rest: str) -> Office | None:
    """ "Secretary of the Treasury" is in the table as "treasury secretary"."""
    owner = rest.strip().removeprefix("the ")
    if preposition != "of" or len(head.split()) != 1 or not 1 <= len(owner.split()) <= 2:
        return None
    return offices().get(fold(f"{owner} {head}".strip()))


def _divided(phrase: str) -> tuple[str, str, str]:
    parts = re.split(r"\b(of|for|to|at|in|with|on)\b|,", phrase, maxsplit=1)
    if len(parts) == 3:
        return parts[0], parts[1] or ",", parts[2]
    return phrase, "", ""


def says_former(phrase: str) -> bool:
    """Whether `phrase` says that an office is held no longer ("former", "ex-", "who served as")."""
    return bool(_FORMER.search(phrase))
