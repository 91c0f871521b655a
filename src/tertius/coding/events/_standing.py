"""Who can be a party: whether a phrase stands for somebody who acts, and which pairs of parties make an event of a type.

PLOVER codes what political actors do to each other, and asks for a recipient of COOPERATE, AID and SANCTION. A predicate
of the lexicon between things, or between private persons, is no event.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from tertius.coding.actors import noun_of
from tertius.coding.events._parties import Party
from tertius.coding.events._tree import lemma
from tertius.records import ActorKind

__all__ = ["Standing", "can_act", "is_government", "receiver", "standing", "struck"]


class Standing(IntEnum):
    """How much of an actor a phrase is."""

    THING = 0
    OPEN = 1  # a pronoun for nobody known
    OWNED = 2  # a thing of an actor: "the Azerbaijani border"
    SOMEBODY = 3  # people, a body or a place by name, without a code
    ACTOR = 4  # with a code


_NAMES = frozenset({"GPE", "ORG", "NORP", "PERSON", "FAC", "LOC"})
_COUNTS = frozenset(
    {
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "many",
        "some",
        "several",
        "most",
        "all",
        "others",
        "both",
        "two",
        "three",
    }
)
_PEOPLE = ("ers", "ors", "ists", "ians", "ees", "men", "women", "folk")
# What belongs to an actor and does as the actor does.
_DOES = frozenset(
    """strike attack missile rocket drone plane jet warplane aircraft helicopter warship ship frigate submarine boat vessel tank gun
    artillery fire bomb shell raid offensive operation campaign force side statement letter decision vote resolution ruling note
    call move proposal offer threat warning sanction embargo tariff veto law court office team camp family group network house
    mission patrol fleet unit base proxy ally state power capital city province region command agency neighbor neighbour plan bloc member""".split()
)
_WEAPONS = frozenset(
    "bomb missile rocket drone shell mortar grenade landmine attack strike raid ambush gunfire airstrike bombing shelling".split()
)
_NEEDS_ACTOR = frozenset({"COOPERATE", "AID", "SANCTION", "CONSULT"})
_OF_PEOPLE = frozenset({"PROTEST", "RETREAT"})  # against a price or on a road; from a valley
_ABSTRACT = ("tion", "sion", "ism", "ness", "ity", "ance", "ence", "ship", "ment")
_CONCRETE = frozenset(
    """station settlement city government garrison installation facility university community delegation formation ship regiment
    detachment establishment plantation monument ambulance warship steamship equipment ammunition embarkation vicinity parliament
    apartment department fortification headquarters population federation section battleship encampment emplacement""".split()
)
_BODIES = frozenset(
    "group front body team side camp tribe clan cell wing network chief club council staff crew board watchdog".split()
)
_PUBLIC = frozenset({"GOV", "MIL", "COP", "REB", "OPP", "JUD", "LEG", "SPY", "REF", "CRM", "NGO"})
_ALONE = frozenset({"it", "they", "them", "that", "this", "which", "who", "one", "some", "many", "you", "nobody", "anything", "anybody",
                    "everyone", "everybody", "nothing", "all", "both", "those", "these", "anyone", "something", "what", "none", "us"})  # fmt: skip


def standing(doc: Any, party: Party | None) -> Standing:
    """How much of an actor the phrase is; a count ("dozens of …") is what is counted."""
    if party is None:
        return Standing.THING
    head, mention = doc[party.head], party.mention
    if mention is not None and mention.span[0] <= head.idx < mention.span[1]:
        if mention.actor is None:
            return Standing.OPEN if head.pos_ == "PRON" else Standing.SOMEBODY
        return Standing.ACTOR if mention.actor.code else Standing.SOMEBODY
    counted = next(
        (grand for prep in head.children if prep.lower_ == "of" for grand in prep.children if grand.dep_ == "pobj"),
        None,
    )
    if counted is not None and (
        head.pos_ in ("NUM", "PRON", "ADJ", "DET") or head.lower_ in _COUNTS or _is_share(head)
    ):
        return Standing.ACTOR if mention is not None and mention.actor and mention.actor.code else Standing.SOMEBODY
    if head.pos_ == "PRON" or head.lower_ in _ALONE:
        return Standing.OPEN
    if head.ent_type_ in _NAMES or head.pos_ in ("NUM", "ADJ", "PROPN") or head.lower_ in _COUNTS:
        return Standing.SOMEBODY
    if noun_of(head) is not None or lemma(head) in _BODIES or (head.tag_ == "NNS" and head.lower_.endswith(_PEOPLE)):
        return Standing.SOMEBODY
    return Standing.OWNED if mention is not None or _is_of_a_name(head) else Standing.THING


def _is_of_a_name(head: Any) -> bool:
    near = [child for child in head.children if child.dep_ in ("compound", "amod", "poss", "nmod")]
    near += [grand for prep in head.children if prep.lower_ == "of" for grand in prep.children]
    return any(word.ent_type_ in ("GPE", "ORG", "PERSON", "NORP") for word in near)


def _is_share(head: Any) -> bool:
    return lemma(head) in (
        "number",
        "majority",
        "half",
        "third",
        "quarter",
        "percent",
        "group",
        "part",
        "lot",
        "rest",
        "handful",
        "crowd",
        "couple",
    )


def can_act(doc: Any, type_: str, source: Party | None, target: Party | None) -> bool:
    """Whether these two can be the parties of an event of the type. A missing party is no hindrance of its own."""
    one, other = standing(doc, source), standing(doc, target)
    if source is not None and not _acts(doc, source, one) and not (other == Standing.ACTOR and _is_open(doc, source)):
        return False
    if type_ == "PROTEST" and source is not None and _is_one_person(doc, source):
        return False
    if type_ == "CONSULT" and source is not None and not _is_public(doc, source, one):
        return False  # a private person's journey
    if target is not None and other == Standing.THING and not _may_be_a_thing(doc, type_, one, target):
        return False
    if target is None and type_ in _NEEDS_ACTOR and one < Standing.ACTOR:
        return False
    return type_ == "PROTEST" or _is_public(doc, source, one) or _is_public(doc, target, other)


def receiver(doc: Any, type_: str, source: Party | None, target: Party | None) -> Party | None:
    """The target, or None where the type asks for somebody and the phrase is a thing that an actor gives or sends."""
    if target is None or type_ not in _NEEDS_ACTOR | _OF_PEOPLE or standing(doc, target) != Standing.THING:
        return target
    return None if type_ in _OF_PEOPLE or standing(doc, source) == Standing.ACTOR else target


def is_government(party: Party) -> bool:
    """Whether a party is a state or its government, which does not march in the street."""
    actor = party.mention.actor if party.mention is not None else None
    return actor is not None and (actor.kind == ActorKind.STATE or (actor.code or "").endswith(".GOV"))


def struck(doc: Any, type_: str, source: Party | None, target: Party | None) -> bool:
    """Whether somebody suffers from a weapon whose owner is untold: "a roadside bomb killed four policemen"."""
    armed = type_ == "ASSAULT" and source is not None and lemma(doc[source.head]) in _WEAPONS
    return armed and standing(doc, source) == Standing.THING and standing(doc, target) >= Standing.SOMEBODY


def _acts(doc: Any, party: Party, how: Standing) -> bool:
    head = doc[party.head]
    if how == Standing.OWNED:
        return lemma(head) in _DOES or head.pos_ == "PROPN"
    if how == Standing.OPEN:
        return head.lower_ not in _ALONE
    return how > Standing.OPEN


def _is_open(doc: Any, party: Party) -> bool:
    """ "They attacked Norway": whoever they are, the other side is an actor."""
    return doc[party.head].lower_ in ("they", "it")


def _is_one_person(doc: Any, party: Party) -> bool:
    mention = party.mention
    person = mention is not None and mention.actor is not None and mention.actor.kind == ActorKind.PERSON
    return person or doc[party.head].lower_ in ("he", "she", "i")


def _may_be_a_thing(doc: Any, type_: str, source: Standing, party: Party) -> bool:
    """What is done to a thing: whom it is done to is left open, so the doer has to be an actor."""
    if type_ in _NEEDS_ACTOR:
        return False
    head = lemma(doc[party.head])
    if type_ == "ASSAULT" and head.endswith(_ABSTRACT) and head not in _CONCRETE:
        return False
    return source >= Standing.SOMEBODY or type_ == "ASSAULT"


def _is_public(doc: Any, party: Party | None, how: Standing) -> bool:
    """Whether a party is more than a private person: an actor with a code, a body, a person by name, an armed group."""
    if party is None or how < Standing.OWNED:
        return False
    if how in (Standing.ACTOR, Standing.OWNED):
        return True
    head, mention = doc[party.head], party.mention
    if mention is not None and mention.actor is not None and mention.actor.kind != ActorKind.GROUP:
        return mention.actor.kind != ActorKind.PERSON or head.pos_ != "NOUN" or _sector(head) in _PUBLIC
    return head.ent_type_ in _NAMES or head.pos_ == "PROPN" or _sector(head) in _PUBLIC or lemma(head) in _BODIES


def _sector(head: Any) -> str | None:
    noun = noun_of(head)
    return noun.sector if noun is not None else None
