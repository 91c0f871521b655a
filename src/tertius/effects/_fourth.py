"""The way through a fourth actor: an ally of the side that C is drawn to."""

from __future__ import annotations

from collections.abc import Sequence

from tertius.effects._reading import Triad, agreement_of, asserts, basis_of, state_of, voices_of
from tertius.effects._ways import WAYS
from tertius.effects._words import name_of
from tertius.records import Channel, Relation, Response, Statement, Tie

__all__ = ["by_a_fourth"]

DRAWN_BY = frozenset({"alliance", "enemy's enemy"})


def by_a_fourth(
    direct: Sequence[Channel],
    triad: Triad,
    ties: Sequence[Tie],
    statements: Sequence[Statement],
    responses: Sequence[Response],
) -> tuple[Channel, ...]:
    """The alliances through which C may draw closer to D, an ally of the one of the pair that C is drawn to.

    C is drawn to X where the ties recorded open an alliance with X or make Y a common adversary. No channel where
    the ties draw C to both, or where D is recorded as an ally of both.

    Args:
        direct: the channels that ties of C with A and B open.
        triad: A, B and C.
        ties: on record.
        statements: that may assert it.
        responses: of `effect`.
    """
    sides = {one.tie[1] for one in direct if one.name in DRAWN_BY and one.tie is not None}
    if len(sides) != 1:
        return ()
    side = sides.pop()
    other = next(end for end in triad.between if end != side)
    drawn = tuple(basis for one in direct if one.name in DRAWN_BY for basis in one.basis)
    opposed = _allies(ties, other, triad)
    return tuple(
        _channel(triad, (side, fourth), drawn + own, statements, responses)
        for fourth, own in sorted(_allies(ties, side, triad).items())
        if fourth not in opposed
    )


def _allies(ties: Sequence[Tie], side: str, triad: Triad) -> dict[str, tuple[str, ...]]:
    """Those outside the triad recorded as allies of `side`, each with the basis in words."""
    found: dict[str, tuple[str, ...]] = {}
    for tie in ties:
        ends = {state_of(tie.a), state_of(tie.b)}
        if tie.relation != Relation.ALLY or tie.sign != 1 or side not in ends:
            continue
        for end in ends - {side, None, *triad.between, triad.on}:
            if end is not None:
                found[end] = tuple(dict.fromkeys((*found.get(end, ()), basis_of(tie))))
    return found


def _channel(
    triad: Triad,
    link: tuple[str, str],
    basis: tuple[str, ...],
    statements: Sequence[Statement],
    responses: Sequence[Response],
) -> Channel:
    side, fourth = link
    way = next(one for one in WAYS if one.name == "alliance")
    asserting = [one for one in statements if asserts(one, way, Triad((fourth, fourth), triad.on))]
    a, b, c, x, d = (name_of(code) for code in (*triad.between, triad.on, side, fourth))
    return Channel(
        name=way.name,
        chain=(
            f"tension between {a} and {b} rises",
            f"{d} is recorded as an ally of {x}, to whose side {c}'s recorded ties draw it",
            "those on one side tend to draw together",
            f"{c}'s tie with {d} grows closer",
        ),
        sign=1,
        tie=(triad.on, fourth),
        basis=basis,
        literature=way.literature,
        statements=tuple(one.id for one in asserting),
        voices=voices_of(asserting),
        agreement=agreement_of(1, (triad.on, fourth), responses),
    )
