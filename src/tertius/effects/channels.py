"""Which ways from A-B tension to C the recorded ties leave open, who asserts them, and what the response says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tertius.effects._fourth import by_a_fourth
from tertius.effects._reading import Triad, agreement_of, asserts, basis_of, state_of, voices_of
from tertius.effects._ways import WAYS, Way
from tertius.effects._words import name_of
from tertius.records import Channel, Relation, Response, Statement, Tie

__all__ = ["channels"]


def channels(
    between: tuple[str, str],
    on: str,
    ties: Iterable[Tie],
    statements: Iterable[Statement],
    responses: Iterable[Response],
) -> tuple[Channel, ...]:
    """The channels that are open on the ties recorded, in the order of the literature's eight ways.

    A channel is open, not asserted: nothing is said on whether it is taken. Ties of C with A or B open one, and
    after these the alliances of the side that C is drawn to; each says by whose word the tie is recorded.

    Args:
        between: codes of A and B; their order changes nothing.
        on: code of C.
        ties: the ties on record, from documents, structural records and the case file.
        statements: what was said; those that assert a channel are named by id.
        responses: of `effect`; may be empty.
    """
    triad = Triad((min(between), max(between)), on)
    recorded, said, computed = tuple(ties), tuple(statements), tuple(responses)
    direct = [
        _channel(way, triad, opening, [one for one in said if asserts(one, way, triad)], computed)
        for way in WAYS
        for opening in _openings(way, triad, recorded)
    ]
    return (*direct, *by_a_fourth(direct, triad, recorded, said, computed))


class _Opening(NamedTuple):
    ends: tuple[str, ...]  # X: the one of the pair that C's tie is with, or both where no tie is predicted
    ties: tuple[Tie, ...]


def _openings(way: Way, triad: Triad, ties: Sequence[Tie]) -> list[_Opening]:
    """The ties that open `way` between C and each of the pair."""
    adversary = frozenset({Relation.ADVERSARY})
    if way.not_if_adversary_of_other and all(_between(ties, (triad.on, end), adversary, -1) for end in triad.between):
        return []
    each = [_Opening((end,), _between(ties, (triad.on, end), way.relations, way.sign_of_tie)) for end in triad.between]
    opened = [one for one in each if one.ties]
    if way.sign is None and opened:  # no tie is predicted, so one channel tells of both ends
        return [_Opening(tuple(one.ends[0] for one in opened), tuple(tie for one in opened for tie in one.ties))]
    return opened


def _between(
    ties: Sequence[Tie], pair: tuple[str, str], relations: frozenset[Relation], sign: int | None
) -> tuple[Tie, ...]:
    return tuple(
        tie
        for tie in ties
        if {state_of(tie.a), state_of(tie.b)} == {*pair}
        and tie.relation in relations
        and (sign is None or tie.sign == sign)
    )


def _channel(
    way: Way, triad: Triad, opening: _Opening, asserting: Sequence[Statement], responses: Sequence[Response]
) -> Channel:
    predicted = None
    if way.sign is not None:
        other = next(end for end in triad.between if end not in opening.ends)
        predicted = (triad.on, opening.ends[0] if way.predicts == "x" else other)
    return Channel(
        name=way.name,
        chain=_chain(way, triad, opening, predicted),
        sign=way.sign,
        tie=predicted,
        basis=tuple(dict.fromkeys(basis_of(tie) for tie in opening.ties)),
        literature=way.literature,
        statements=tuple(one.id for one in asserting),
        voices=voices_of(asserting),
        agreement=agreement_of(way.sign, predicted, responses),
    )


def _chain(way: Way, triad: Triad, opening: _Opening, predicted: tuple[str, str] | None) -> tuple[str, ...]:
    names = {
        "a": name_of(triad.between[0]),
        "b": name_of(triad.between[1]),
        "c": name_of(triad.on),
        "x": " and ".join(name_of(end) for end in opening.ends),
        "p": name_of(predicted[1]) if predicted else "",
    }
    return tuple(clause.format(**names) for clause in way.chain)
