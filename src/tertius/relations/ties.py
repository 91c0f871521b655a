"""Ties between actors, and whether a triad of them is balanced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tertius.records import Actor, Balance, Relation, Tie
from tertius.relations._structure import read_structure

__all__ = ["balance", "gather", "read_structure"]

# Where it matters who is which: A arms B is another tie than B arms A.
_DIRECTED = {Relation.ARMS, Relation.PROXY, Relation.OCCUPIES, Relation.MEDIATES}


def gather(stated: Iterable[Tie], overrides: Iterable[Tie], structure: Iterable[Tie] = ()) -> tuple[Tie, ...]:
    """All ties, those set by hand first, then those stated in documents, then those from structural data.

    An override stands in place of every other tie of the same pair and relation, and its reason
    says which assertions it replaced. The same assertion is kept once.
    """
    others = [*stated, *structure]
    by_hand = {_key(tie): _override(tie, others) for tie in overrides}
    kept = [tie for tie in others if _key(tie) not in by_hand]
    return tuple(dict.fromkeys([*by_hand.values(), *kept]))


def _override(tie: Tie, others: Sequence[Tie]) -> Tie:
    replaced = [other.source or other.by.name for other in others if _key(other) == _key(tie)]
    if not replaced:
        return tie
    names = ", ".join(dict.fromkeys(replaced))
    what = f"set by hand; replaces what is on record from {names}"
    return msgspec.structs.replace(tie, reason=f"{tie.reason} ({what})" if tie.reason else what)


def _key(tie: Tie) -> tuple[str, str, Relation]:
    ends = (_who(tie.a), _who(tie.b))
    first, second = ends if tie.relation in _DIRECTED else sorted(ends)
    return first, second, tie.relation


def _who(actor: Actor) -> str:
    return actor.code or actor.name.casefold()


def _side_of(actor: Actor) -> str:
    """A sector or office stands for its state in a triad."""
    return actor.state or _who(actor)


def balance(
    ties: Iterable[Tie],
    a: Actor,
    b: Actor,
    c: Actor,
    history_signs: Mapping[tuple[str, str], int] | None = None,
    *,
    on: dt.date | None = None,
) -> Balance:
    """Whether the triad a, b, c is balanced: whether the product of its three signs is positive.

    A triad is balanced with no or two negative sides (Heider 1946, Journal of Psychology 21:107-112;
    Cartwright and Harary 1956, Psychological Review 63:277-293). A side's sign is that of its signed
    ties; a side with ties of both signs is contested and has none.

    Args:
        ties: as `gather` gives them; those without a sign (a border) say nothing here.
        a: first actor; ties of its sectors and offices count for a state.
        b: second actor.
        c: third actor.
        history_signs: signs from event records, by pair of codes in either order, for sides
            without a signed tie.
        on: only ties in force on that day count; by default all.

    """
    known = [tie for tie in ties if tie.sign and _in_force(tie, on)]
    pairs = ((a, b), (b, c), (a, c))
    found = {f"{_label(x)}-{_label(y)}": _side(known, x, y, history_signs or {}) for x, y in pairs}
    signs = {side: sign for side, (sign, _) in found.items()}
    reasons = "; ".join(f"{side}: {reason}" for side, (_, reason) in found.items())
    if any(sign is None for sign in signs.values()):
        unknown = ", ".join(side for side, sign in signs.items() if sign is None)
        return Balance(signs=signs, balanced=None, because=f"not computable without a sign for {unknown}. {reasons}")
    negative = sum(sign == -1 for sign in signs.values())
    verdict = "balanced" if negative % 2 == 0 else "not balanced"
    return Balance(
        signs=signs, balanced=negative % 2 == 0, because=f"{verdict}: {negative} of 3 sides are negative. {reasons}"
    )


def _label(actor: Actor) -> str:
    return actor.code or actor.name


def _in_force(tie: Tie, on: dt.date | None) -> bool:
    return on is None or ((tie.since is None or tie.since <= on) and (tie.until is None or tie.until >= on))


def _side(ties: Sequence[Tie], x: Actor, y: Actor, signs: Mapping[tuple[str, str], int]) -> tuple[int | None, str]:
    ends = {_side_of(x), _side_of(y)}
    here = [tie for tie in ties if {_side_of(tie.a), _side_of(tie.b)} == ends]
    positive, negative = ([tie for tie in here if tie.sign == sign] for sign in (1, -1))
    if positive and negative:
        return None, f"contested, positive by {_evidence(positive)}, negative by {_evidence(negative)}"
    if here:
        return (1, f"positive by {_evidence(positive)}") if positive else (-1, f"negative by {_evidence(negative)}")
    one, other = _side_of(x), _side_of(y)
    sign = signs.get((one, other), signs.get((other, one)))
    if sign:
        return (1, "positive in the event record") if sign > 0 else (-1, "negative in the event record")
    return None, "no signed tie on record"


def _evidence(ties: Sequence[Tie], limit: int = 4) -> str:
    said = list(dict.fromkeys(f"{tie.relation.value} ({tie.source or tie.by.name})" for tie in ties))
    more = f" and {len(said) - limit} more" if len(said) > limit else ""
    return ", ".join(said[:limit]) + more
