"""The code of an actor, from what each set says of it: `IRN`, `IRN.GOV`, or its name where there is no code."""

from __future__ import annotations

import re

from tertius.errors import NameNotResolved

__all__ = ["acled_code", "gdelt_code", "icews_code", "own_code", "polecat_code", "ucdp_code"]

# Words of ICEWS' sectors, the more particular first, and PLOVER's sector for them. In a list of sectors the first
# of these that is there counts: "Military,Government" is the armed forces.
_ICEWS_SECTORS = (
    ("Military Intelligence", "SPY"), ("Intelligence", "SPY"), ("Military", "MIL"), ("Army", "MIL"), ("Navy", "MIL"),
    ("Air Force", "MIL"), ("Marines", "MIL"), ("Police", "COP"), ("Judicial", "JUD"),
    ("Legislative / Parliamentary", "LEG"), ("Executive", "GOV"), ("Cabinet", "GOV"), ("Rebel", "REB"),
    ("Insurgents", "REB"), ("Separatists", "REB"), ("Criminals / Gangs", "CRM"),
    ("Protestors / Popular Opposition / Mobs", "OPP"), ("Opposition Major Party (Out Of Government)", "OPP"),
    ("Parties", "PTY"), ("Government", "GOV"), ("Media", "MED"), ("News", "MED"), ("Business", "BUS"),
    ("Labor", "LAB"), ("Education", "EDU"), ("Refugees", "REF"),
    ("Nongovernmental Organizations / Activists", "NGO"), ("National Religious", "REL"), ("Dissident", "OPP"),
    ("General Population / Civilian / Social", "CVL"), ("Social", "CVL"),
)  # fmt: skip
_BRACKETED = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$")
# ACLED: "Military Forces of Azerbaijan (2003-)", "Police Forces of Iran (1989-) Prison Guards".
_FORCES = re.compile(r"^(Military|Police) Forces of (.+?) \(\d{4}-(?:\d{4})?\)")
_GOVERNMENT = re.compile(r"^Government of (.+?)(?: \(\d{4}-(?:\d{4})?\))?$")
_PEOPLE = re.compile(r"^(?:Protesters|Rioters|Civilians) \(([^()]+)\)$")
_FORCE_SECTORS = {"Military": "MIL", "Police": "COP"}


def gdelt_code(code: str, country: str, kind: str) -> str | None:
    """GDELT: the CAMEO country code as alpha-3 (ROM is Romania), with the actor's first type as its sector.

    An actor without a country keeps GDELT's code (None where it has none); regions (EUR, AFR) are no states and stay
    codes.
    """
    state = _by_code(country)
    if state:
        return f"{state}.{kind.strip()}" if kind.strip() else state
    return code.strip() or None


def icews_code(name: str, sectors: str, country: str) -> str | None:
    """ICEWS: the country's name as alpha-3; a sector unless the actor is the country itself."""
    state = _by_name(country)
    if state is None or name.strip() == country.strip():
        return state or name.strip() or None
    there = {sector.strip() for sector in sectors.split(",")}
    sector = next((code for word, code in _ICEWS_SECTORS if word in there), None)
    return f"{state}.{sector}" if sector else _own_or_state(name.strip(), state)


def _own_or_state(name: str, state: str) -> str:
    # A person of whom only the country is known counts for the country, as in the set's own country column.
    coded = own_code(name)
    return coded if coded and coded.startswith(state) else state


def polecat_code(name: str, country: str, sector: str) -> str | None:
    """POLECAT: alpha-3 with the primary sector; of several countries the first. `None` is its word for nothing."""
    first, kind = _first(country), _first(sector)
    state = _by_code(first)
    if state:
        return f"{state}.{kind}" if re.fullmatch(r"[A-Z]{3}", kind) else state
    return _first(name) or None


def _first(cell: str) -> str:
    part = cell.split(";", maxsplit=1)[0].strip()
    return "" if part == "None" else part


def acled_code(name: str) -> str | None:
    """ACLED: forces, governments and people of a country by code; every armed group by its name."""
    given = name.strip()
    forces, government, people = _FORCES.match(given), _GOVERNMENT.match(given), _PEOPLE.match(given)
    if forces and (state := _by_name(forces.group(2))):
        return f"{state}.{_FORCE_SECTORS[forces.group(1)]}"
    if government and (state := _by_name(government.group(1))):
        return f"{state}.GOV"
    if people and (state := _by_name(people.group(1))):
        return f"{state}.CVL"
    return given or None


def ucdp_code(name: str, number: str, country: str) -> str | None:
    """UCDP: a government by its Gleditsch-Ward number or its name, civilians by the country, a group by its name."""
    from tertius.world.countries import by_cow

    given = name.strip()
    if given == "Civilians":
        state = _by_name(country)
        return f"{state}.CVL" if state else given
    if not given.startswith("Government of "):
        return given or None
    # "Government of Russia (Soviet Union)": the name in brackets is an older one.
    plain = re.sub(r"\s*\([^()]*\)$", "", given.removeprefix("Government of "))
    try:
        return f"{by_cow(int(float(number))).iso3}.GOV"
    except (NameNotResolved, ValueError):
        state = _by_name(plain)
        return f"{state}.GOV" if state else given


def own_code(name: str) -> str | None:
    """A user's own table: codes stay, a country's name becomes its code, `Police (Iran)` becomes IRN.COP."""
    from tertius.world.sectors import institution

    given = name.strip()
    if state := _by_name(given):
        return state
    bracketed = _BRACKETED.match(given)
    if bracketed and (state := _by_name(bracketed.group(2))):
        body = institution(bracketed.group(1))
        return f"{state}.{body.sector}" if body else given
    return given or None


def _by_code(code: str) -> str | None:
    from tertius.world.countries import by_code

    if len(code.strip()) != 3:
        return None
    try:
        return by_code(code).iso3
    except NameNotResolved:
        return None


def _by_name(name: str) -> str | None:
    from tertius.history._names import country_named

    return country_named(name.strip())
