"""Settling by the record, and what the record holds on a prediction whether or not it can be settled.

The record is a selection, so what it does not hold settles nothing: silence is never "did not". What stands there as
contested is shown with each version, and settles nothing by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from tertius.forecasts.ledger.thresholds import quads_of
from tertius.records import (
    Actor,
    Bearing,
    Fact,
    FactKind,
    LedgerEntry,
    Outcome,
    Settlement,
    Settler,
    Threshold,
)

__all__ = ["bearing_on", "settle_by_record", "way_of", "with_bearing"]

_CLOSER = frozenset({1, 2})


def bearing_on(entry: LedgerEntry, facts: Iterable[Fact]) -> tuple[Bearing, ...]:
    """The facts after the prediction that speak for or against it, by date.

    An act bears on it when its actors are among those of the fact and the type is the one predicted; for an exercise
    between two named days, when the fact falls on them. An act on a tie bears on it by the way it moved the tie. What
    undid an act that speaks for it speaks against it.
    """
    threshold = entry.threshold
    if threshold is None or not threshold.actors or threshold.kind == "number":
        return ()
    dated = [fact for fact in facts if fact.kind == FactKind.ACT and fact.actors and _is_after(fact, entry)]
    speaks = {fact.id: _speaks(threshold, fact) for fact in dated}
    for fact in dated:
        if fact.reverses is not None and (before := speaks.get(fact.reverses)):
            speaks[fact.id] = "against" if before == "for" else "for"
    found = [fact for fact in dated if speaks[fact.id]]
    return tuple(
        Bearing(
            fact=fact.id, when=fact.when, text=fact.claim, speaks=speaks[fact.id] or "", versions=fact.versions,
            sources=fact.sources,
        )
        for fact in sorted(found, key=lambda fact: fact.known or dt.date.max)
    )  # fmt: skip


def with_bearing(entry: LedgerEntry, facts: Iterable[Fact]) -> LedgerEntry:
    """`entry` with what the record holds on it, and whether that is for it, against it or mixed. Never scored."""
    bearing = bearing_on(entry, facts)
    return msgspec.structs.replace(entry, bearing=bearing, bearing_says=_outcome({one.speaks for one in bearing}))


def settle_by_record(entry: LedgerEntry, facts: Sequence[Fact], *, record: str, at: dt.datetime) -> Settlement | str:
    """The settlement that the record gives, or in words why it gives none.

    Facts by the entry's date decide: for it, against it, or both, which is mixed; of a tie only those of which the
    record itself says that they moved it. What undid it after its date is told beside. A contested fact, a
    conditional prediction and a silent record settle nothing.

    Args:
        entry: a settleable entry.
        facts: of the record.
        record: its name.
        at: now.

    """
    if entry.condition is not None:
        return f"it holds only “{entry.condition}”: a person has to say whether that was met"
    bearing = bearing_on(entry, facts)
    deciding = _deciding(entry, bearing, facts)
    if not deciding and any(_in_time(one, entry) for one in bearing):
        return "the record holds acts that bear on it by its date, and says of none that it moved the tie"
    if not deciding:
        return "the record holds nothing on it by its date, and its silence settles nothing"
    if any(len(one.versions) > 1 for one in deciding):
        return "the record holds it as contested: both versions stand, and a person has to settle it"
    outcome = _outcome({one.speaks for one in deciding}) or Outcome.VOID
    later = (one for one in bearing if one not in deciding and one.speaks == "against")
    undone = next(later, None) if outcome == Outcome.CAME_TRUE else None
    told = "; ".join(f"{one.speaks} it: {one.text}" for one in deciding)
    return Settlement(
        entry=entry.id,
        outcome=outcome,
        by=record,
        how=Settler.RECORD,
        at=at,
        why=told + (f"; undone after its date: {undone.text}" if undone else ""),
        facts=(*(one.fact for one in deciding), *((undone.fact,) if undone else ())),
        sources=tuple(dict.fromkeys(source for one in deciding for source in one.sources)),
        reversed_on=_first(undone) if undone else None,
    )


def _deciding(entry: LedgerEntry, bearing: Sequence[Bearing], facts: Iterable[Fact]) -> list[Bearing]:
    """What bears on the entry by its date; a meeting alone is no move of a tie."""
    inside = [one for one in bearing if _in_time(one, entry)]
    if entry.threshold is not None and entry.threshold.kind == "tie":
        said = {fact.id for fact in facts if fact.moved is not None}
        inside = [one for one in inside if one.fact in said]
    return inside


def _in_time(bearing: Bearing, entry: LedgerEntry) -> bool:
    end = entry.horizon.end if entry.horizon else None
    return end is not None and _first(bearing) <= end


def _outcome(ways: set[str]) -> Outcome | None:
    if len(ways) > 1:
        return Outcome.MIXED
    return {"for": Outcome.CAME_TRUE, "against": Outcome.DID_NOT}.get(next(iter(ways), ""))


def _first(bearing: Bearing) -> dt.date:
    when = bearing.when
    return (when.start or when.end or dt.date.max) if when else dt.date.max


def _is_after(fact: Fact, entry: LedgerEntry) -> bool:
    """After the day of the prediction; an act that is set for named days falls on them, or undoes another later."""
    if fact.when is None or fact.known is None or (entry.said is not None and fact.known <= entry.said):
        return False
    horizon, act = entry.horizon, entry.threshold is not None and entry.threshold.kind == "act"
    if not act or horizon is None or horizon.start is None or fact.reverses is not None:
        return True
    return fact.known >= horizon.start and (horizon.end is None or (fact.when.start or fact.known) <= horizon.end)


def _speaks(threshold: Threshold, fact: Fact) -> str | None:
    if not _names_all(threshold, fact):
        return None
    if threshold.kind == "tie":
        way = way_of(fact)
        if way is None or not _is_between(threshold.actors, fact.actors):
            return None
        return _turned("for" if way == threshold.direction else "against", threshold)
    if fact.type is None or not (fact.type in threshold.types or quads_of([fact.type]) & set(threshold.quads)):
        return None
    if len(threshold.actors) > 1 and not threshold.mutual and _key(fact.actors[0]) != _key(threshold.actors[0]):
        return None
    return _turned("for", threshold)


def _turned(speaks: str, threshold: Threshold) -> str:
    return {"for": "against", "against": "for"}[speaks] if threshold.negated else speaks


def way_of(fact: Fact) -> str | None:
    """Which way an act moved the tie of its first two actors: as the record says, else as its quad class does."""
    if fact.moved is not None or fact.type is None:
        return fact.moved
    return "closer" if quads_of([fact.type]) & _CLOSER else "apart"


def _names_all(threshold: Threshold, fact: Fact) -> bool:
    return {_key(actor) for actor in threshold.actors} <= {_key(actor) for actor in fact.actors}


def _is_between(pair: Iterable[Actor], actors: Sequence[Actor]) -> bool:
    return {_key(actor) for actor in pair} == {_key(actor) for actor in actors[:2]}


def _key(actor: Actor) -> str:
    return actor.state or actor.code or actor.name.casefold()
