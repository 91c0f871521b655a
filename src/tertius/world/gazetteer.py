"""The names by which states, organisations, groups, peoples, media and office holders go in news text.

`gazetteer()` joins the country table with two tables written by hand, `data/organisations.txt` and
`data/leaders.txt`. An entry says how a name is read and takes no view on status: a code `LBN.REB` says that
a group acts in arms from Lebanon and apart from its government's forces, as the event sets code it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

import msgspec

from tertius.records import Actor, ActorKind
from tertius.world._tables import key, rows, split
from tertius.world.countries import Country, countries

__all__ = ["BASES", "Entry", "Gazetteer", "gazetteer"]

BASES: Final = (
    "name", "short name", "demonym", "capital", "metonym", "organisation", "armed group", "party", "media", "people",
    "leader",
)  # fmt: skip
"""What a surface is to the actor it stands for, in order of precedence where one surface has several readings."""

_KINDS = {"armed group": ActorKind.GROUP, "people": ActorKind.PEOPLE}

# Names that fit two states, and the adjectives that do.
_SHARED = {"Congo": ("COD", "COG"), "Korea": ("KOR", "PRK"), "the two Koreas": ("KOR", "PRK"), "Koreas": ("KOR", "PRK")}
_SHARED_DEMONYMS = {
    "Congolese": ("COD", "COG"),
    "Korean": ("KOR", "PRK"),
    "Koreans": ("KOR", "PRK"),
    "Dominican": ("DOM", "DMA"),
    "Dominicans": ("DOM", "DMA"),
}

# Surfaces that are common words unless they begin with a capital; acronyms must be in capitals anyway.
_WORDS = frozenset({
    "abe", "amnesty", "arab", "austin", "axios", "ba", "barrot", "bennett", "bild", "bolton", "brit", "brits",
    "bush", "carney", "chad", "china", "congress", "cook", "dane", "dawn", "democrats", "diet", "duma", "emirates",
    "finn", "gates", "guardian", "guinea", "gul", "harris", "hu", "independent", "interfax", "jersey", "jordan",
    "kiwi", "kiwis", "labour", "lao", "lima", "mali", "nato", "niger", "pa", "pace", "petra", "petro", "pole",
    "poles", "polish", "politico", "punch", "quartet", "republicans", "rice", "roma", "rt", "rudd", "sabah", "scot",
    "scots", "sharif", "spiegel", "sputnik", "suu", "swede", "swedes", "time", "tories", "tory", "trend", "trump",
    "truss", "turkey", "wafa", "wagner", "wen", "xi",
})  # fmt: skip


class Entry(msgspec.Struct, frozen=True):
    """One reading of a surface: the actor it stands for, why, and between which days (None: no bound known).

    `role` is the office of a leader ("foreign minister"), else None.
    """

    surface: str
    actor: Actor
    basis: str
    since: dt.date | None = None
    until: dt.date | None = None
    role: str | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether the reading holds on `day`; a reading without bounds, and any on no day, does."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def _bare(phrase: str) -> str:
    phrase = phrase.strip().replace("’", "'")
    for ending in ("'s", "'S"):
        if phrase.endswith(ending):
            return phrase[: -len(ending)]
    return phrase.removesuffix("'")


@lru_cache(maxsize=65_536)
def _first(word: str) -> str:
    """The first part of a token's key, "" where it is punctuation."""
    return key(_bare(word)).partition(" ")[0] if word[:1].isalnum() else ""


def _cased(entry: Entry, phrase: str) -> bool:
    """Whether `phrase` is cased as `entry` needs it: "us" is no state and "polish" no people."""
    surface = entry.surface.replace(".", "")
    if surface.isalpha() and surface.isupper() and len(surface) <= 4:
        return phrase.replace(".", "").isupper()
    return key(surface) not in _WORDS or phrase[:1].isupper()


class Gazetteer:
    """Looks surfaces up in text; made once by `gazetteer()`."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        table: dict[str, list[Entry]] = {}
        for entry in entries:
            readings = table.setdefault(key(entry.surface), [])
            if all((e.actor, e.since) != (entry.actor, entry.since) for e in readings):
                readings.append(entry)
        self._table = {k: tuple(sorted(v, key=_rank)) for k, v in table.items()}
        self._reach: dict[str, int] = {}
        for k in self._table:
            words = k.split()
            self._reach[words[0]] = max(self._reach.get(words[0], 0), 2 * len(words) + 1)

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[Entry]:
        for readings in self._table.values():
            yield from readings

    def lookup(self, phrase: str) -> tuple[Entry, ...]:
        """All readings of `phrase`, best basis first; empty when it is none of the surfaces.

        Case, accents, hyphens, full stops, a leading "the" and a possessive ending do not count, save that
        an acronym has to be in capitals and a name that is also a word ("polish") has to begin with one.
        """
        bare = _bare(phrase)
        found = self._readings(bare)
        if not found and bare[:4].lower() == "the ":
            found = self._readings(bare[4:].strip())
        return found

    def _readings(self, phrase: str) -> tuple[Entry, ...]:
        return tuple(e for e in self._table.get(key(phrase), ()) if _cased(e, phrase))

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest surface that begins at `words[start]`: how many words it takes, and its readings.

        `words` are tokens as a tokenizer gives them; a hyphen may be a word of its own.
        """
        reach = self._reach.get(_first(words[start]), 0)
        for count in range(min(reach, len(words) - start), 0, -1):
            if words[start + count - 1][:1].isalnum():
                found = self._readings(_bare(" ".join(words[start : start + count])))
                if found:
                    return count, found
        return None


def _rank(entry: Entry) -> tuple[int, dt.date]:
    return BASES.index(entry.basis), entry.since or dt.date.min


def _state(country: Country) -> Actor:
    return Actor(name=country.name, code=country.iso3, kind=ActorKind.STATE)


def _country_entries() -> Iterator[Entry]:
    actors = {c.iso3: _state(c) for c in countries()}
    for country in countries():
        actor = actors[country.iso3]
        for name in (country.name, country.official):
            yield Entry(name, actor, "name")
        for name in country.aliases:
            yield Entry(name, actor, "short name")
        for word in country.demonyms:
            if word not in _SHARED_DEMONYMS:
                yield Entry(word, actor, "demonym")
        if country.capital:
            yield Entry(country.capital, actor, "capital")
    for basis, table in (("short name", _SHARED), ("demonym", _SHARED_DEMONYMS)):
        for surface, codes in table.items():
            for code in codes:
                yield Entry(surface, actors[code], basis)


def _organisation_entries() -> Iterator[Entry]:
    names = {c.iso3: c.name for c in countries()}
    for row in rows("organisations.txt"):
        code = None if row["code"] == "-" else row["code"]
        state = code is not None and code in names and row["basis"] == "metonym"
        kind = ActorKind.STATE if state else _KINDS.get(row["basis"], ActorKind.ORGANISATION)
        actor = Actor(name=names[row["code"]] if state else row["name"], code=code, kind=kind)
        for surface in (row["name"], *split(row["surfaces"])):
            yield Entry(surface, actor, row["basis"])


def _day(text: str, *, last: bool) -> dt.date | None:
    """A date written as year, year and month, or day; the last day of it for the end of an office."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return dt.date(parts[0], month, parts[2])
    return dt.date(parts[0], month, calendar.monthrange(parts[0], month)[1] if last else 1)


def _leader_entries() -> Iterator[Entry]:
    for row in rows("leaders.txt"):
        actor = Actor(name=row["name"], code=row["code"], kind=ActorKind.PERSON)
        since, until = _day(row["since"], last=False), _day(row["until"], last=True)
        for surface in (row["name"], *split(row["surfaces"])):
            yield Entry(surface, actor, "leader", since, until, row["office"])


@cache
def gazetteer() -> Gazetteer:
    """The names of countries, organisations, groups, peoples, media and office holders; read once."""
    return Gazetteer([*_country_entries(), *_organisation_entries(), *_leader_entries()])
