"""From an actor as a source writes it to the state it is or belongs to.

`Military (Iran)` is of Iran, `Iran` is Iran, `IRN`, `IRN.GOV` and CAMEO's `IRNGOV` are of Iran. A
person or a group without a country is of no state. Two-letter codes are not read: FIPS and ISO
differ (AJ and AZ, IS and IL), and which was meant is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tertius.errors import NameNotResolved

__all__ = ["country_named", "states_of"]

_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
_CODED = re.compile(r"^([A-Z]{3})(?:\.[A-Z]+|(?:[A-Z]{3})+)?$")
_SHAPED = re.compile(r"^[A-Z][A-Z0-9]{2}$")

# Spellings of ICEWS that no table of countries has.
_SPELLINGS = {
    "Palestinian Territory, Occupied": "PSE", "Holy See Vatican City State": "VAT",
    "Democratic Republic of Congo": "COD", "Falkland Islands Malvinas": "FLK", "Virgin Islands, U.S.": "VIR",
    "Moldova, Republic of": "MDA", "the former Yugoslav Republic of Macedonia": "MKD",
}  # fmt: skip


def states_of(names: Iterable[str]) -> dict[str, str]:
    """The alpha-3 code of each name that is of a state; names of no state are left out.

    A table whose every name has the shape of a three-letter code is one of codes: those that no
    country here has pass through as they are, since the states may be ones this package does not list.
    """
    distinct = set(names)
    coded = bool(distinct) and all(_SHAPED.match(name) for name in distinct)
    found = {name: _state_of(name.strip()) or (name if coded else None) for name in distinct}
    return {name: code for name, code in found.items() if code}


def _state_of(name: str) -> str | None:
    from tertius.world.countries import by_code

    bracketed = _IN_BRACKETS.search(name)
    if bracketed:
        return country_named(bracketed.group(1).strip())
    coded = _CODED.match(name)
    if coded:
        try:
            return by_code(coded.group(1)).iso3
        except NameNotResolved:
            return country_named(name)
    return country_named(name)


def country_named(name: str) -> str | None:
    """Alpha-3 of the country that is called `name` in a table of countries or by ICEWS, or None."""
    from tertius.world.countries import by_name

    if len(name) < 3:
        return None
    try:
        return by_name(name).iso3
    except NameNotResolved:
        return _SPELLINGS.get(name)
