"""One document's entities: which mentions are of the same one, and what a pronoun refers to."""

from __future__ import annotations

from dataclasses import dataclass, field

from tertius.coding.actors._surnames import is_surname, surname
from tertius.records import Actor, ActorKind

__all__ = ["Entities", "Seen"]

_REACH = 3  # sentences back that a pronoun looks
_PLURAL = frozenset({ActorKind.GROUP, ActorKind.PEOPLE})


@dataclass(slots=True)
class Seen:
    """One mention already made, as later ones look for it."""

    entity: int
    actor: Actor | None
    head: str
    sentence: int
    subject: bool
    gender: str | None = None
    plural: bool = False
    text: str = ""
    at: int = -1  # index of the head token


@dataclass(slots=True)
class Entities:
    """Numbers for entities, and the mentions made so far."""

    keys: dict[str, int] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    surnames: dict[str, list[int]] = field(default_factory=dict)
    persons: dict[int, Actor] = field(default_factory=dict)
    genders: dict[int, str] = field(default_factory=dict)

    def number(self, key: str) -> int:
        return self.keys.setdefault(key.casefold(), len(self.keys))

    def fresh(self) -> int:
        return self.number(f"#unresolved {len(self.keys)}")

    def person(self, name: str) -> int:
        """The number of a person: the full name's, or that of the only person met with this surname.

        Two people of one surname stay two; a bare surname that fits both is a third, unresolved one.
        """
        words = name.split()
        last = words[-1].casefold()
        known = self.surnames.get(last, [])
        if is_surname(name):
            if len(known) == 1:
                return known[0]
            return self.fresh() if known else self._add(last, self.number(f"person {name}"))
        number = self.number(f"person {name}")
        if number in known:
            return number
        if len(known) == 1 and self._is_initialled(words, known[0]):
            return known[0]  # "S. Moya" after "Sefer Moya"
        bare = self.keys.get(f"person {last}", self.keys.get(f"person {surname(name)}".casefold()))
        if len(known) == 1 and known[0] == bare:  # the surname alone came first
            self.keys[f"person {name}".casefold()] = bare
            return bare
        return self._add(last, number)

    def _is_initialled(self, words: list[str], entity: int) -> bool:
        known = self.persons.get(entity)
        initials = all(len(word.rstrip(".")) == 1 and word.endswith(".") for word in words[:-1])
        return initials and known is not None and known.name[:1] == words[0][:1]

    def ambiguous(self, name: str) -> bool:
        return is_surname(name) and len(self.surnames.get(name.rsplit(maxsplit=1)[-1].casefold(), [])) > 1

    def _add(self, surname: str, number: int) -> int:
        self.surnames.setdefault(surname, []).append(number)
        return number

    # --- antecedents ---------------------------------------------------------------------------

    def pronoun(self, kind: str, gender: str | None, sentence: int, *, subject: bool) -> Seen | None:
        """The antecedent of he, she, it or they: the nearest that agrees, subjects before others in a sentence."""
        best: tuple[tuple[int, int, int], Seen] | None = None
        for order, seen in enumerate(self.seen[-40:]):
            back = sentence - seen.sentence
            if back > _REACH or not self._agrees(seen, kind, gender):
                continue
            rank = (-back, int(seen.subject) if back or subject else 0, order)
            if best is None or rank > best[0]:
                best = (rank, seen)
        return best[1] if best else None

    def _agrees(self, seen: Seen, kind: str, gender: str | None) -> bool:
        if seen.actor is None:
            return False
        if kind == "person":
            known = self.genders.get(seen.entity, seen.gender)
            return seen.actor.kind == ActorKind.PERSON and (known is None or known == gender)
        if kind == "thing":
            return seen.actor.kind in (ActorKind.STATE, ActorKind.ORGANISATION) and not seen.plural
        return seen.plural or seen.actor.kind in _PLURAL

    def described(self, noun: str) -> Seen | None:
        """The latest mention whose head is this noun: "the ministry" after "Iran's Interior Ministry"."""
        singular = noun.rstrip("s")
        return next(
            (seen for seen in reversed(self.seen) if seen.actor is not None and seen.head.rstrip("s") == singular), None
        )
