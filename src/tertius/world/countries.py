"""Countries and territories with their codes, names and demonyms.

The table ships with the package (`data/countries.tsv`; sources at its head). Names are neutral common
English. Territories whose status is disputed are listed under the names that the event data sets use;
a listing, a name or a capital says nothing on status.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from tertius.errors import NameNotResolved
from tertius.world._tables import fold, rows, split

__all__ = ["COUNTRIES", "Country", "by_code", "by_cow", "by_fips", "by_name", "countries"]

COUNTRIES: tuple[Country, ...]
"""All countries and territories, by alpha-3 code; read from the table on first use."""

# Numbers that other state lists give to a state of the table: Gleditsch and Ward (Serbia 340, Germany 260,
# Yemen 678), used by UCDP, and COW's own for the Germany and the Yemen of before 1990.
_ALSO_COW = {340: "SRB", 260: "DEU", 678: "YEM"}

# Codes of the event sets beside the standard ones: GDELT's FIPS codes for Gaza and for the Serbia of before 2006,
# CAMEO's actor codes for Romania and Timor-Leste, and the several codes in use for Kosovo.
_ALSO_FIPS = {"GZ": "PSE", "RB": "SRB", "YI": "SRB"}
_ALSO_CODES = {"ROM": "ROU", "TMP": "TLS", "XKO": "XKX", "KSV": "XKX", "RKS": "XKX", "UVK": "XKX"}


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country or territory.

    `cow` and `cow_abbr` are its Correlates of War number and abbreviation, None where it has none; `fips`
    its FIPS 10-4 code, which GDELT uses for places ("" where it has none). `capital` is the capital, or the
    seat of government where the two differ or the capital is disputed; `lat` and `lon` are its position in
    degrees, None where unknown.
    """

    iso3: str
    iso2: str
    cow: int | None
    cow_abbr: str | None
    fips: str
    name: str
    official: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    lat: float | None
    lon: float | None


@cache
def countries() -> tuple[Country, ...]:
    """All countries and territories, by alpha-3 code."""
    return tuple(
        Country(
            iso3=row["iso3"],
            iso2=row["iso2"],
            cow=int(row["cow"]) if row["cow"] else None,
            cow_abbr=row["cow_abbr"] or None,
            fips=row["fips"],
            name=row["name"],
            official=row["official"],
            aliases=split(row["aliases"]),
            demonyms=split(row["demonyms"]),
            capital=row["capital"],
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
        )
        for row in rows("countries.tsv")
    )


def __getattr__(name: str) -> Any:
    if name == "COUNTRIES":
        return countries()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _codes() -> dict[str, Country]:
    table = {code: c for c in countries() for code in (c.iso2, c.iso3)}
    return {code: table[iso3] for code, iso3 in _ALSO_CODES.items()} | table


@cache
def _fips() -> dict[str, Country]:
    table = {c.fips: c for c in countries() if c.fips}
    return {code: _codes()[iso3] for code, iso3 in _ALSO_FIPS.items()} | table


@cache
def _cow() -> dict[int, Country]:
    table = {c.cow: c for c in countries() if c.cow is not None}
    return {number: _codes()[iso3] for number, iso3 in _ALSO_COW.items()} | table


@cache
def _names() -> dict[str, Country]:
    table: dict[str, Country] = {}
    for country in countries():
        for name in (country.name, country.official, *country.aliases):
            table.setdefault(fold(name), country)
    return table


def by_code(code: str) -> Country:
    """The country with ISO 3166 alpha-3 or alpha-2 `code`, in either case; raises NameNotResolved.

    Takes the codes that the event sets use beside the standard ones (CAMEO's ROM for Romania).
    """
    try:
        return _codes()[code.strip().upper()]
    except KeyError:
        raise NameNotResolved(code) from None


def by_fips(code: str) -> Country:
    """The country with FIPS 10-4 `code`, as GDELT writes places (which is not alpha-2); raises NameNotResolved."""
    try:
        return _fips()[code.strip().upper()]
    except KeyError:
        raise NameNotResolved(code) from None


def by_cow(number: int) -> Country:
    """The country with Correlates of War number `number`; raises NameNotResolved.

    Takes Gleditsch and Ward's numbers too where they differ for a state of today. Numbers of states that
    are no more and have no one successor (Czechoslovakia, East Germany) do not resolve.
    """
    try:
        return _cow()[int(number)]
    except KeyError:
        raise NameNotResolved(str(number)) from None


def by_name(name: str) -> Country:
    """The country called `name`, short, official or otherwise, whatever its case and accents.

    Raises NameNotResolved. Demonyms, capitals and near names are left to `actors.resolve`.
    """
    try:
        return _names()[fold(name)]
    except KeyError:
        raise NameNotResolved(name) from None
