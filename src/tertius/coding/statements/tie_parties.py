"""Who can stand in a tie: states and other actors that have a code, and peoples, places and bodies known by name alone.

An invented or unrecognised state has no code and no table knows it; a document shows by its own words that the name is
one of a party: the recogniser says so where the name stands, or its army, its border or "in" stands beside it elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tertius.coding.actors import Name, names_of, noun_of
from tertius.coding.parsed import Mention, Parsed
from tertius.records import Actor, ActorKind
from tertius.world.places import best

__all__ = ["Lists", "parties_of"]

_PLACES, _BODIES = frozenset({"GPE", "NORP"}), frozenset({"ORG"})
_WHEREABOUTS = frozenset("off near around at on outside towards toward beyond".split())
_LOCATIVE = frozenset("in into across throughout inside outside within".split())
_OF_STATES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_OWNED = frozenset("border frontier coast government people republic kingdom soil territory capital embassy".split())
_DEMONYMS = ("n", "an", "ian", "i", "ese", "ish", "ic", "ans", "ians", "is")
_SMALL = frozenset(("of", "and", "for", "the", "de", "la", "al", "-"))
_NO_PARTY = frozenset(
    "river lake sea ocean gulf strait channel canal mountain mountains valley island islands bridge road street square avenue airport station"
    " university college school hospital church monastery cathedral stadium harbour port mill mine hotel museum"
    " treaty accord agreement war battle summit conference act line railway prize cup newspaper times herald post gazette tribune"
    " day week month year".split()
)


def parties_of(parsed: Parsed) -> dict[int, Name]:
    """Names that can be a party to a tie, by the index of their first token: those with a code first."""
    coded = {start: name for start, name in names_of(parsed.doc).items() if name.actor.code is not None}
    taken = {i for name in coded.values() for i in range(name.start, name.end)}
    surnames = {word for m in parsed.mentions for word in _words_of_a_name(parsed, m)}
    taken |= {t.i for t in parsed.doc if not surnames.isdisjoint((t.text, t.text.removesuffix("s")))}
    runs = list(_proper_runs(parsed.doc, taken))
    kinds = _kinds(parsed.doc, runs, coded)
    found = dict(coded)
    for start, end in runs:
        name = parsed.doc[start:end].text
        kind = kinds.get(name)
        if kind is not None and not (start and parsed.doc[start - 1].lower_ in _WHEREABOUTS):
            found[start] = Name(start, end, Actor(name=name, code=None, kind=kind), "party")
    return found


def _words_of_a_name(parsed: Parsed, mention: Mention) -> list[str]:
    """Of a person's name of several words; the recogniser takes many an unknown place for a person of one word."""
    if mention.actor is None or mention.actor.kind != ActorKind.PERSON or parsed.doc[mention.head].pos_ != "PROPN":
        return []
    found = mention.actor.name.split()
    return found if len(found) > 1 else []


def _proper_runs(doc: Any, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised proper nouns, with the small words that a name may hold within ("Front of the East")."""
    i = 0
    while i < len(doc):
        if not _is_proper(doc[i]) or i in taken:
            i += 1
            continue
        end = i + 1
        while end < len(doc) and end not in taken and (_is_proper(doc[end]) or _joins(doc, end, taken)):
            end += 1
        yield i, end
        i = end


def _is_proper(token: Any) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.ent_type_ not in ("DATE", "TIME", "PERCENT")


def _joins(doc: Any, at: int, taken: set[int]) -> bool:
    """A hyphen inside a name, or a small word inside what the recogniser takes for one name."""
    following = doc[at + 1] if at + 1 < len(doc) else None
    if following is None or following.i in taken or not _is_proper(following):
        return False
    hyphen = doc[at].text == "-"
    return hyphen or (doc[at].lower_ in _SMALL - {"and"} and doc[at].ent_type_ == "ORG" == following.ent_type_)


def _kinds(doc: Any, runs: Iterable[tuple[int, int]], coded: Mapping[int, Name]) -> dict[str, ActorKind]:
    """What each name is that no table knows, by how the recogniser and the words beside it take it throughout the document."""
    votes: dict[str, Counter[str]] = {}
    words = {token.text for token in doc if token.text[:1].isupper()}
    for start, end in runs:
        head = doc[end - 1]
        if (
            head.lower_ in _NO_PARTY
            or doc[start].lower_ in _NO_PARTY
            or (noun_of(head) is not None and end - start == 1)
        ):
            continue
        name = doc[start:end].text
        if best(name) is not None or _belongs_to_another(doc, end, coded):
            continue
        vote = votes.setdefault(name, Counter())
        vote[head.ent_type_] += 1
        if _stands_as_a_party(head) or any(f"{name}{ending}" in words for ending in _DEMONYMS):
            vote["party"] += 3
    return {name: kind for name, vote in votes.items() if (kind := _kind(vote)) is not None}


def _belongs_to_another(doc: Any, end: int, coded: Mapping[int, Name]) -> bool:
    """ "The Bank of Ghana", "Transylvania in Romania"."""
    behind = [doc[i].lower_ for i in range(end, min(end + 2, len(doc)))]
    return behind[:1] in (["of"], ["in"]) and (end + 1 in coded or (behind[1:] == ["the"] and end + 2 in coded))


def _stands_as_a_party(head: Any) -> bool:
    """ "In X", "X's army", "the border of X"."""
    governor = head.head
    if head.dep_ == "pobj" and governor.lower_ in _LOCATIVE:
        return True
    owned = (
        governor if head.dep_ == "poss" else governor.head if head.dep_ == "pobj" and governor.lower_ == "of" else None
    )
    if owned is None:
        return False
    noun = noun_of(owned)
    return owned.lemma_.lower() in _OWNED or (noun is not None and noun.sector in _OF_STATES)


def _kind(vote: Mapping[str, int]) -> ActorKind | None:
    places = sum(vote.get(label, 0) for label in _PLACES) + vote.get("party", 0)
    bodies = sum(vote.get(label, 0) for label in _BODIES)
    others = sum(n for label, n in vote.items() if label not in _PLACES | _BODIES | {"party", ""})
    if places + bodies <= others:
        return None
    return ActorKind.STATE if places >= bodies else ActorKind.ORGANISATION


class Lists:
    """The parties that a document names together, so that "the two countries" can be read."""

    def __init__(self) -> None:
        self._by_length: dict[int, tuple[Actor, ...]] = {}
        self._states: dict[str, Actor] = {}

    def add(self, named: Iterable[tuple[Actor, ...]]) -> None:
        """Whom the slots of one sentence name."""
        for actors in named:
            if len(actors) > 1:
                self._by_length[len(actors)] = actors
            self._states |= {key: actor for actor in actors if (key := actor.state) is not None}

    def of(self, number: int) -> tuple[Actor, ...]:
        """The last list of so many, else the states of the text so far if they are so many; nobody otherwise."""
        everyone = tuple(self._states.values())
        return self._by_length.get(number) or (everyone if len(everyone) == number else ())
