"""Turns a name as people write it into an actor, and an actor's code into a neutral name."""

from __future__ import annotations

from functools import cache

from tertius.errors import NameNotResolved
from tertius.records import Actor, ActorKind
from tertius.world._tables import key
from tertius.world.countries import by_code
from tertius.world.gazetteer import BASES, Entry, Gazetteer, gazetteer
from tertius.world.sectors import SECTORS

__all__ = ["Entry", "Gazetteer", "gazetteer", "name_of", "resolve"]

_NEAR = 5
_ALIKE = 0.72  # difflib's ratio from which a name is near
_BEHIND = 0.12  # how far behind the nearest another may lie
_NOT_SUGGESTED = {"demonym", "capital", "metonym"}


def resolve(name: str) -> Actor:
    """The actor called `name`: a state, an organisation, a group, a people, or a person who holds an office.

    Takes names, ISO codes, capitals and demonyms for states (Iran, IRN, IR, Tehran, Iranian all give Iran),
    acronyms, and sector codes (IRN.GOV), whatever the case and accents. Raises NameNotResolved with the near
    names when nothing fits, and with the candidates when several actors do.
    """
    text = " ".join(name.split())
    if not text:
        raise NameNotResolved(name)
    found = _of_code(text) or _of_names(text)
    if found is None:
        raise NameNotResolved(name, _near(text))
    return found


def _of_code(text: str) -> Actor | None:
    head, _, sector = text.upper().partition(".")
    if len(head) not in (2, 3) or not head.isalpha() or (sector and sector not in SECTORS):
        return None
    if not sector and len(head) == 2 and text != head:  # "us" and "in" are words; ISO's two letters come in capitals
        return None
    try:
        country = by_code(head)
    except NameNotResolved:
        return None
    if sector:
        name, code = f"{country.name}, {SECTORS[sector]}", f"{country.iso3}.{sector}"
        return Actor(name=name, code=code, kind=ActorKind.ORGANISATION)
    return Actor(name=country.name, code=country.iso3, kind=ActorKind.STATE)


def _of_names(text: str) -> Actor | None:
    readings = [e for form in (text, text.title(), text.upper()) for e in gazetteer().lookup(form)]
    if not readings:
        return None
    best = min(BASES.index(e.basis) for e in readings)
    actors = [e.actor for e in readings if BASES.index(e.basis) == best]
    if len({(a.name, a.code if a.kind != ActorKind.PERSON else None) for a in actors}) > 1:
        raise NameNotResolved(text, tuple(dict.fromkeys(a.name for a in actors)), ambiguous=True)
    return actors[-1]  # of a person's offices the latest


@cache
def _candidates() -> dict[str, str]:
    """Folded surface to the neutral name of its actor, for suggestions; states first."""
    table: dict[str, str] = {}
    for entry in sorted(gazetteer(), key=lambda e: BASES.index(e.basis)):
        if entry.basis not in _NOT_SUGGESTED:
            table.setdefault(key(entry.surface), entry.actor.name)
    return table


def _near(text: str) -> tuple[str, ...]:
    import difflib

    table = _candidates()
    wanted = key(text)
    alike = difflib.get_close_matches(wanted, table, n=_NEAR, cutoff=_ALIKE)
    ratios = [difflib.SequenceMatcher(None, k, wanted).ratio() for k in alike]
    alike = [k for k, ratio in zip(alike, ratios, strict=True) if ratio >= ratios[0] - _BEHIND]
    within = [k for k in table if len(wanted) > _NEAR and f" {wanted} " in f" {k} "]
    return tuple(dict.fromkeys(table[k] for k in [*alike, *within]))[:_NEAR]


@cache
def _organisation_names() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in gazetteer():
        code = entry.actor.code
        if code and "." not in code and entry.actor.kind in (ActorKind.ORGANISATION, ActorKind.GROUP):
            table.setdefault(code, entry.actor.name)
    return table


def name_of(code: str) -> str:
    """The neutral name that goes with an actor's code: AZE, IRN.GOV, NATO. Raises NameNotResolved."""
    text = code.strip().upper()
    found = _of_code(text)
    if found is not None:
        return found.name
    if text in _organisation_names():
        return _organisation_names()[text]
    raise NameNotResolved(code)
