"""The rule for accusations against identifiable persons, in one place for all that leaves."""

from __future__ import annotations

from tertius.records import ActorKind, Kind, Review, Statement

__all__ = ["accuses_person", "withheld"]


def accuses_person(statement: Statement) -> bool:
    """Whether it is an accusation against somebody identifiable: an actor that is a person."""
    return Kind.ACCUSATION in statement.kinds and any(actor.kind == ActorKind.PERSON for actor in statement.accused)


def withheld(statement: Statement) -> bool:
    """Whether it stays out of whatever leaves: it accuses a person, and no reviewer has accepted it."""
    return accuses_person(statement) and statement.review != Review.ACCEPTED
