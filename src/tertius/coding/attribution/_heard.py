"""A speaker as met in the text, and the headline that speaks of one before naming him."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tertius.coding.attribution._phrases import is_nameless
from tertius.coding.parsed import Attribution
from tertius.records import Actor, Speaker, Voice
from tertius.world.gazetteer import gazetteer
from tertius.world.sectors import office, says_former

__all__ = ["Heard", "link_headlines"]


@dataclass(slots=True)
class Heard:
    """One speaker met so far, with where, so that what comes later can refer back."""

    speaker: Speaker
    voice: Voice
    entity: int
    paragraph: int
    at: int
    plural: bool = False
    named: bool = False
    bare: bool = False  # a singular noun with no article, as headlines write it
    gender: str | None = None
    noun: str = ""


def link_headlines(attributions: list[Attribution], heard: list[Heard]) -> list[Attribution]:
    """A headline's "Israeli official" is the one person named later with that country and such a role.

    Only a singular noun without article, as headlines write it, is linked, and only when exactly one
    person fits; a former holder fits too, and keeps "former" and the voice of a person named.
    """
    named = {h.entity: h for h in heard if h.named}
    linked = list(attributions)
    for bare in (h for h in heard if h.bare and not is_nameless(h.speaker.name)):
        fits = [h for h in named.values() if h.at > bare.at and _agree(bare, h)]
        if len(fits) != 1:
            continue
        for n, attribution in enumerate(linked):
            if attribution.entity == bare.entity and attribution.voice != Voice.RELAYED:
                linked[n] = replace(attribution, speaker=fits[0].speaker, voice=fits[0].voice, entity=fits[0].entity)
    return linked


def _agree(bare: Heard, named: Heard) -> bool:
    role = named.speaker.role or ""
    sought, held = office(bare.speaker.name), office(role) or office(role.rsplit(" of ", 1)[0])
    country = _country(bare.speaker.actor, bare.speaker.name)
    if sought is None or held is None or not sought.is_office or not held.is_office or country is None:
        return False
    if country != _country(None if says_former(role) else named.speaker.actor, role):
        return False
    return sought.word == "official" or sought.word.split()[-1] == held.word.split()[-1]


def _country(actor: Actor | None, words: str) -> str | None:
    if actor is not None and actor.state:
        return actor.state
    tokens = words.replace("’s", " ’s").replace("'s", " 's").split()
    for start in range(len(tokens)):
        found = gazetteer().longest([t.strip(",.") for t in tokens], start)
        if found is not None and found[1][0].actor.state:
            return found[1][0].actor.state
    return None
