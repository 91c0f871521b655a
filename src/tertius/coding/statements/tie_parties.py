"""Who can stand in a tie: states and other actors that have a code, and peoples, places and bodies known by name alone.

An invented or unrecognised state has no code and no table knows it; a document shows by its own words that the name is
one of a party: the recogniser says so where the name stands, or its army, its border or "in" stands beside it elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tertius.coding.actors import Name, names_of, noun_of
from tertius.coding.parsed import Mention, Parsed
from tertius.records import Actor, ActorKind, Relation
from tertius.world.places import best

__all__ = ["Lists", "Parties", "parties_of"]

_WHEREABOUTS = frozenset("off near around at on outside towards toward beyond".split())
_LOCATIVE = frozenset("in into across throughout inside outside within".split())
_ARMED, _GOVERNS = (
    "MIL",
    frozenset(
        "government ministry embassy border frontier republic kingdom navy army troop soldier territory soil coast water airspace shoal shoals"
        " waters territories parliament".split()
    ),
)
_OF_SOVEREIGNS = frozenset({Relation.ARMS, Relation.ESTRANGED, Relation.MEDIATES, Relation.OCCUPIES})
_OF_BODIES = frozenset({Relation.ARMS, Relation.PROXY, Relation.ALLY, Relation.ADVERSARY})
_SMALL = frozenset(("of", "and", "for", "the", "de", "la", "al", "-"))
_NO_PARTY = frozenset(
    "river lake sea ocean gulf strait channel canal mountain mountains valley island islands bridge road street square avenue airport station"
    " university college school hospital church monastery cathedral stadium harbour port mill mine hotel museum"
    " treaty accord agreement war battle summit conference act line railway prize cup newspaper times herald post gazette tribune"
    " day week month year north south east west northeast northwest southeast southwest europe asia africa america".split()
)
_REBELS = ".REB"
_SELDOM = 1  # times


@dataclass(frozen=True, slots=True)
class Parties:
    """The names by the index of their first token, and which of those without a code the text shows to be of states."""

    names: Mapping[int, Name]
    sovereign: frozenset[str]

    def may_tie(self, a: Actor, b: Actor, relation: Relation) -> bool:
        """Whether both can stand in it: a province or a company is named like a state or a militia.

        What is known by name alone needs its own army, government or border in the text, or a relation that only states
        have; a body of several words ("the Eastern Front") has its ties of war with a state.
        """
        unknown = [actor for actor in (a, b) if actor.code is None]
        bodies = [actor for actor in unknown if actor.kind != ActorKind.STATE]
        if bodies:
            other = b if bodies[0] is a else a
            return len(bodies) == 1 and relation in _OF_BODIES and " " in bodies[0].name and self._is_state(other)
        return relation in _OF_SOVEREIGNS or all(self._is_state(actor) for actor in unknown)

    def is_armed_body(self, actor: Actor) -> bool:
        """A group that fights and is no state's force."""
        return actor.code is not None and actor.code.endswith(_REBELS)

    def _is_state(self, actor: Actor) -> bool:
        return actor.state is not None or actor.name in self.sovereign


def parties_of(parsed: Parsed) -> Parties:
    """Names that can be a party to a tie: those with a code, and others that the text takes for a place or a body."""
    coded = {start: name for start, name in names_of(parsed.doc).items() if name.actor.code is not None}
    taken = {i for name in coded.values() for i in range(name.start, name.end)}
    surnames = {word for m in parsed.mentions for word in _words_of_a_name(parsed, m)}
    taken |= {t.i for t in parsed.doc if not surnames.isdisjoint((t.text, t.text.removesuffix("s")))}
    runs = list(_proper_runs(parsed.doc, taken))
    votes = _votes(parsed.doc, runs, coded)
    found = dict(coded)
    for start, end in runs:
        name = parsed.doc[start:end].text
        kind = _kind(name, votes.get(name, Counter()))
        if kind is not None and not (start and parsed.doc[start - 1].lower_ in _WHEREABOUTS):
            found[start] = Name(start, end, Actor(name=name, code=None, kind=kind), "party")
    return Parties(found, frozenset(name for name, vote in votes.items() if vote["sovereign"]))


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


def _votes(doc: Any, runs: Iterable[tuple[int, int]], coded: Mapping[int, Name]) -> dict[str, Counter[str]]:
    """How often the recogniser, and the words beside it, take each name that no table knows for a place or a body."""
    votes: dict[str, Counter[str]] = {}
    for start, end in runs:
        head, first, name = doc[end - 1], doc[start], doc[start:end].text
        if head.lower_ in _NO_PARTY or first.lower_ in _NO_PARTY or (noun_of(head) is not None and end - start == 1):
            continue
        if best(name) is not None or _belongs_to_another(doc, end, coded):
            continue
        vote = votes.setdefault(name, Counter())
        vote[head.ent_type_] += 1
        vote["sovereign"] += _owns_a_government(head)
        vote["place"] += head.dep_ == "pobj" and head.head.lower_ in _LOCATIVE
    return votes


def _belongs_to_another(doc: Any, end: int, coded: Mapping[int, Name]) -> bool:
    """ "The Bank of Ghana", "Transylvania in Romania"."""
    behind = [doc[i].lower_ for i in range(end, min(end + 2, len(doc)))]
    return behind[:1] in (["of"], ["in"]) and (end + 1 in coded or (behind[1:] == ["the"] and end + 2 in coded))


def _owns_a_government(head: Any) -> bool:
    """ "X's army", "the border of X"."""
    of = head.dep_ == "pobj" and head.head.lower_ == "of"
    owned = head.head if head.dep_ == "poss" else head.head.head if of else None
    if owned is None:
        return False
    noun = noun_of(owned)
    return owned.lemma_.lower() in _GOVERNS or (noun is not None and noun.sector == _ARMED)


def _kind(name: str, vote: Mapping[str, int]) -> ActorKind | None:
    """Whether it is a state or a body, if either; the recogniser takes most unknown states of one word for bodies."""
    places = vote.get("GPE", 0) + 3 * (vote.get("sovereign", 0) + vote.get("place", 0))
    bodies = vote.get("ORG", 0)
    others = sum(n for label, n in vote.items() if label not in ("GPE", "ORG", "sovereign", "place", ""))
    if places + bodies <= others:
        return None
    one_word = name.isalpha() and not name.isupper()
    return ActorKind.STATE if places >= bodies or one_word else ActorKind.ORGANISATION


class Lists:
    """The parties that a document names together, so that "the two countries" can be read."""

    def __init__(self) -> None:
        self._by_length: dict[int, tuple[Actor, ...]] = {}
        self._states: dict[str, Actor] = {}
        self._times: Counter[str] = Counter()

    def add(self, named: Iterable[tuple[Actor, ...]]) -> None:
        """Whom the slots of one sentence name."""
        for actors in named:
            if len(actors) > 1 and all(actor.code is None or actor.code == actor.state for actor in actors):
                self._by_length[len(actors)] = actors
            states = {key: actor for actor in actors if (key := actor.state) is not None}
            self._states |= states
            self._times.update(list(states))

    def states(self) -> tuple[Actor, ...]:
        """Those of the text so far, each as it was named last."""
        return tuple(self._states.values())

    def of(self, number: int) -> tuple[Actor, ...]:
        """The last list of so many, else the states of the text so far if they are so many; nobody otherwise.

        A state that is named once, where as many others are named often, is passed over.
        """
        most = self._times.most_common(number + 1)
        clear = len(most) > number and most[-1][1] <= _SELDOM < most[number - 1][1] / 2
        everyone = tuple(self._states[key] for key, _ in most[:number]) if clear else self.states()
        return self._by_length.get(number) or (everyone if len(everyone) == number else ())
