"""Names of actors in running text: the world's gazetteer, read token by token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tertius.records import Actor
from tertius.world.gazetteer import Entry, gazetteer

__all__ = ["Name", "leader", "names_of"]

_KINDS = {"name": "country", "short name": "country", "demonym": "demonym", "capital": "capital", "metonym": "metonym",
          "people": "people"}  # fmt: skip
_NOT_NAMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LANGUAGE"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in the text: its token interval (half open), its actor and what kind of name it is.

    `kind` is country, demonym, capital, metonym, people or organisation.
    """

    start: int
    end: int
    actor: Actor
    kind: str


def names_of(doc: Any) -> dict[int, Name]:
    """All names but those of leaders, by the index of their first token; of overlapping ones the first and longest."""
    words = [token.text for token in doc]
    found: dict[int, Name] = {}
    i = 0
    while i < len(words):
        name = _at(doc, words, i) if words[i][:1].isupper() else None
        if name is not None:
            found[i] = name
        i = name.end if name is not None else i + 1
    return found


def _at(doc: Any, words: Sequence[str], i: int) -> Name | None:
    match = gazetteer().longest(words, i)
    if match is None or doc[i].ent_type_ in _NOT_NAMES:
        return None
    count, entries = match
    while count > 1 and words[i + count - 1] in ("'s", "’s", "'", "’"):
        count -= 1
    entry = next((each for each in entries if each.basis != "leader"), None)
    return None if entry is None else Name(i, i + count, entry.actor, _KINDS.get(entry.basis, "organisation"))


def leader(name: str, day: dt.date | None) -> Entry | None:
    """The office holder who goes by `name` on `day`; None where nobody or more than one does.

    Without a day only an office with no known end counts: whoever has left it held it before, not now.
    """
    fits = [entry for entry in gazetteer().lookup(name) if entry.basis == "leader"]
    fits = [entry for entry in fits if (entry.holds(day) if day is not None else entry.until is None)]
    return fits[0] if len({entry.actor.name for entry in fits}) == 1 else None
