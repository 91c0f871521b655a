"""Where a name in a text lies: towns, regions and waters, with the names that other sides use.

Towns of 5,000 inhabitants and more come from GeoNames (CC BY 4.0; `data/places.tsv.gz`), the places that are
spelled differently by two sides, regions and waters from a table written by hand (`data/places.txt`). What is
disputed has a note and, where it is no matter of a state's own spelling, no country: an entry places a name
on the map and takes no view on whose it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache

import msgspec

from tertius.records import Place
from tertius.world._tables import key, read, rows, split
from tertius.world.countries import countries

__all__ = ["PlaceEntry", "best", "places"]

_CLOSE = 0.25  # degrees within which two tables speak of one town
_CLEAR = 5  # how many times bigger than another a town has to be to be the one that is meant
_LARGE = 50_000  # inhabitants from which a town is taken to be meant when the text does not name its country


class PlaceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name may mean.

    `country` is an alpha-3 code, None where a region spans states or its status is disputed; `kind` is town,
    region, water or country; `population` is 0 where unknown; `also` the other names in use; `note` says what
    is disputed, "" where nothing is; `written` says that it comes from the hand-written table.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    population: int = 0
    also: tuple[str, ...] = ()
    kind: str = "town"
    note: str = ""
    written: bool = False

    @property
    def marked(self) -> bool:
        """Whether it is a country, a region, a water, or a town of the hand-written table."""
        return self.kind != "town" or self.written


def _written() -> list[PlaceEntry]:
    return [
        PlaceEntry(
            name=row["name"],
            country=None if row["country"] == "-" else row["country"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            also=tuple(a for a in split(row["also"]) if a != row["name"]),
            kind=row["kind"],
            note=row["note"],
            written=True,
        )
        for row in rows("places.txt")
    ]


def _states() -> list[PlaceEntry]:
    return [
        PlaceEntry(name=c.name, country=c.iso3, lat=c.lat, lon=c.lon, also=(c.official, *c.aliases), kind="country")
        for c in countries()
    ]


def _same(a: PlaceEntry, b: PlaceEntry) -> bool:
    """Whether two tables speak of one town."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None or a.country not in (b.country, None):
        return False
    return abs(a.lat - b.lat) < _CLOSE and abs(a.lon - b.lon) < _CLOSE


@cache
def _written_by_key() -> dict[str, tuple[PlaceEntry, ...]]:
    table: dict[str, list[PlaceEntry]] = {}
    for entry in [*map(_peopled, _written()), *_states()]:
        for k in dict.fromkeys(key(name) for name in (entry.name, *entry.also)):
            table.setdefault(k, []).append(entry)
    return {k: tuple(entries) for k, entries in table.items()}


def _peopled(entry: PlaceEntry) -> PlaceEntry:
    """`entry` with the population that GeoNames gives the town, under any of its names."""
    if entry.kind != "town":
        return entry
    twins = (t for name in (entry.name, *entry.also) for t in _towns(key(name)) if _same(entry, t))
    return msgspec.structs.replace(entry, population=max((t.population for t in twins), default=0))


@cache
def _listing() -> bytes:
    """The list of towns without its head: sorted lines, each begun by a key."""
    _, _, body = read("places.tsv.gz").partition("population\n")
    return body.encode()


def _lines(wanted: str) -> Iterator[list[str]]:
    """The lines of the list that begin with the key `wanted`, found by bisection."""
    text, prefix = _listing(), f"{wanted}\t".encode()
    low, high = 0, len(text)
    while low < high:
        middle = text.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = text.index(b"\n", middle) + 1
        if text[middle:end] < prefix:
            low = end
        else:
            high = middle
    while text.startswith(prefix, low):
        end = text.index(b"\n", low)
        yield text[low:end].decode().split("\t")
        low = end + 1


def _town(iso3: str, name: str, lat: str, lon: str, people: str) -> PlaceEntry:
    return PlaceEntry(name=name, country=iso3, lat=float(lat), lon=float(lon), population=int(people))


@lru_cache(maxsize=8_192)
def _towns(wanted: str) -> tuple[PlaceEntry, ...]:
    """The listed towns with the key `wanted`, and those that have it as a further name."""
    own: list[PlaceEntry] = []
    further: list[PlaceEntry] = []
    for _, mark, *fields in _lines(wanted):
        if mark == "=":
            further += [_town(*line[1:]) for line in _lines(fields[0]) if line[1] == fields[1]]
        else:
            own.append(_town(mark, *fields))
    return tuple(dict.fromkeys([*own, *further]))


def _all(wanted: str) -> list[PlaceEntry]:
    written = _written_by_key().get(wanted, ())
    return [*written, *(t for t in _towns(wanted) if not any(e.kind == "town" and _same(e, t) for e in written))]


def places(name: str) -> tuple[PlaceEntry, ...]:
    """All places that `name` may mean, likeliest first.

    Regions, waters, countries and the places of the hand-written table stand before other towns, a place called
    so before one that has the name among others, the bigger before the smaller. Case, accents, hyphens and a
    leading "the" do not count. Empty where nothing is listed.
    """
    wanted = key(name)
    found = _all(wanted) or _all(wanted.removeprefix("the "))

    def rank(entry: PlaceEntry) -> tuple[bool, bool, bool, int]:
        return (
            not entry.marked,
            key(entry.name) not in (wanted, wanted.removeprefix("the ")),
            entry.kind == "town",
            -entry.population,
        )

    return tuple(sorted(found, key=rank))


def _rival(first: PlaceEntry, other: PlaceEntry) -> bool:
    """Whether `other`, in another country, may be meant as well as `first`."""
    alike = first.marked == other.marked and first.kind == other.kind
    return alike and first.country != other.country and other.population * _CLEAR >= first.population


def best(name: str, near: Collection[str] = ()) -> Place | None:
    """The place that `name` means in a text that speaks of the countries `near` (alpha-3 codes), or None.

    A place in one of those countries comes first, or a region or water without a country. Where two of those
    countries have such a place (Julfa lies on both banks of the Aras) the country is left open. A town elsewhere
    is taken only if it has 50,000 inhabitants and is five times as big as the next of its name. `spelling` is
    `name` as given, `also` the other names in use.
    """
    found = places(name)
    if found and found[0].kind in ("region", "water") and found[0].country is None:
        return _place(name, found[0])
    here = [entry for entry in found if entry.country in near]
    if here:
        return _place(name, here[0], open_country=any(_rival(here[0], other) for other in here[1:]))
    if found and found[0].marked:
        return _place(name, found[0], open_country=any(_rival(found[0], other) for other in found[1:]))
    if not found or found[0].population < _LARGE or any(_rival(found[0], other) for other in found[1:]):
        return None
    return _place(name, found[0])


def _place(spelling: str, entry: PlaceEntry, *, open_country: bool = False) -> Place:
    return Place(
        name=entry.name,
        country=None if open_country else entry.country,
        lat=entry.lat,
        lon=entry.lon,
        spelling=spelling,
        also=entry.also if entry.marked and entry.kind != "country" else (),
    )
