"""Statements that cannot both hold, across documents: both sides are kept together, neither is asserted.

Which of two statements of different parties contest each other is a matter of weights learned from labelled documents
(`opposition`, CONTESTS.md); here is which pairs are asked about, and how the answers are kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from tertius.coding.statements.gists import Gist
from tertius.coding.statements.opposition import Pair, are_opposed, features, may_be_opposed
from tertius.records import Kind, Polarity, Statement, Voice

__all__ = ["mark_contests", "pairs_of"]

_COMMON = 0.2  # a word in more than this share of statements tells no two of them apart
_ALWAYS_RARE = 6
_NEVER_RARE = 60  # statements: pairs grow with the square of it, and a word of so many tells little
_NEAR = 12  # statements of one document between which a contest is looked for
_SHARED = 2  # rare words that two statements of different documents share

Side = tuple[Statement, Gist]


def mark_contests(sides: Sequence[Side]) -> list[Statement]:
    """Every statement, with the ids of those that contest it: of other parties, and by the learned weights opposed.

    A copy contests what its original contests.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for (i, j), told in pairs_of(sides):
        if are_opposed(told):
            found[sides[i][0].id].add(sides[j][0].id)
            found[sides[j][0].id].add(sides[i][0].id)
    return [
        msgspec.structs.replace(statement, contested_with=tuple(sorted(found[statement.id])))
        if statement.id in found
        else statement
        for statement, _ in sides
    ]


def pairs_of(sides: Sequence[Side]) -> Iterator[tuple[tuple[int, int], Mapping[str, float]]]:
    """The pairs that may contest each other, by their numbers, each with what is known of it.

    Two statements of one document that stand near, or of two that share rare words; by different parties, neither
    inside the other; what only passes on another's words is left out. Found by an index, so that large cases stay near-linear.
    """
    documents = _in_order(sides)
    order = {number: place for numbers in documents.values() for place, number in enumerate(numbers)}
    frequency = Counter(word for number in order for word in _words_of(sides[number][1]))
    pointed = set(_pointing_back(sides, documents))
    bare = {n for numbers in documents.values() for n, then in pairwise(numbers) if _is_bare(sides[n], sides[then])}
    for i, j in (*_within(documents), *_across(sides, order, frequency)):
        if {i, j} & bare or _party(sides[i][0]) == _party(sides[j][0]) or _overlap(sides[i][0], sides[j][0]):
            continue
        same = sides[i][0].passages[0].document == sides[j][0].passages[0].document
        pair = Pair(
            *(*sides[i], *sides[j]),
            apart=order[j] - order[i] if same else None,
            back=_voices_between(sides, documents[sides[i][0].passages[0].document], order[i], order[j])
            if same
            else None,
            pointed=(i, j) in pointed,
        )
        told = features(pair, frequency, len(sides))
        if may_be_opposed(told):
            yield (i, j), told


def _words_of(found: Gist) -> frozenset[str]:
    return found.lemmas | found.names


def _in_order(sides: Sequence[Side]) -> dict[str, list[int]]:
    """The statements of each document in the order of its text, without those that relay others."""
    documents: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(sides)), key=lambda n: sides[n][0].passages[0].start):
        documents[sides[number][0].passages[0].document].append(number)
    return {
        document: [n for place, n in enumerate(numbers) if not _relays(sides, numbers[place : place + 3], n)]
        for document, numbers in documents.items()
    }


def _within(documents: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, int]]:
    for numbers in documents.values():
        for place, i in enumerate(numbers):
            yield from ((i, j) for j in numbers[place + 1 : place + 1 + _NEAR])


def _across(sides: Sequence[Side], order: Mapping[int, int], frequency: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of two documents that share rare words, one of which negates or rejects."""
    most = min(max(_ALWAYS_RARE, _COMMON * len(sides)), _NEVER_RARE)
    holding: dict[str, list[int]] = defaultdict(list)
    for number in sorted(order):
        for word in _words_of(sides[number][1]):
            if frequency[word] <= most:
                holding[word].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holding.values():
        shared.update(
            (i, j)
            for place, i in enumerate(numbers)
            for j in numbers[place + 1 :]
            if sides[i][0].passages[0].document != sides[j][0].passages[0].document
        )
    yield from sorted(pair for pair, n in shared.items() if n >= _SHARED)


def _voices_between(sides: Sequence[Side], numbers: Sequence[int], first: int, last: int) -> int | None:
    """How many voices back the first stands before the last, the author and the last one's own left out; None for the author."""
    if _is_told(sides[numbers[first]][0]):
        return None
    mine = _party(sides[numbers[last]][0])
    return 1 + sum(not _is_told(sides[n][0]) and _party(sides[n][0]) != mine for n in numbers[first + 1 : last])


def _is_told(statement: Statement) -> bool:
    return statement.voice in (Voice.AUTHOR, Voice.EYEWITNESS)


_BACK = 4  # statements before a denial among which what it denies is looked for
_BRIEF = 3  # words of a denial that only says that it is one


def _pointing_back(sides: Sequence[Side], documents: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Denials that point back, each behind the nearest statement that another party makes: an accusation first."""
    for numbers in documents.values():
        for place, number in enumerate(numbers):
            statement, found = sides[number]
            if not found.refers:
                continue
            before = [n for n in numbers[max(0, place - _BACK) : place] if _may_be_meant(sides[n][0], statement)]
            accusing = [n for n in before if Kind.ACCUSATION in sides[n][0].kinds]
            if meant := accusing or [n for n in before if not _is_told(sides[n][0])]:
                then = next((n for n in numbers[place + 1 : place + 2] if _goes_on(sides[number], sides[n])), number)
                yield meant[-1], then


def _goes_on(side: Side, then: Side) -> bool:
    """A denial that only says that it is one, and what the same party says next: "Denied that. The fees will stay."."""
    (statement, found), (other, _) = side, then
    return (found.denies or found.refers) and found.length <= _BRIEF and _party(statement) == _party(other)


def _is_bare(side: Side, then: Side) -> bool:
    """ "Denied it", of which the same party's next words say what it comes to."""
    return side[1].length == 1 and _goes_on(side, then)


def _may_be_meant(statement: Statement, denial: Statement) -> bool:
    return (
        statement.polarity == Polarity.AFFIRMED
        and _party(statement) != _party(denial)
        and not _overlap(statement, denial)
    )


def _relays(sides: Sequence[Side], near: Sequence[int], number: int) -> bool:
    """It does little but pass on what another statement inside it holds."""
    mine = sides[number][0]
    length = sum(len(p.text) for p in mine.passages)
    return any(
        _overlap(mine, inner)
        and _party(inner) != _party(mine)
        and sum(len(p.text) for p in inner.passages) > 0.4 * length
        for inner in (sides[n][0] for n in near if n != number)
    )


def _overlap(a: Statement, b: Statement) -> bool:
    """One stands inside the other: what somebody relays does not contest his relaying it."""
    return any(p.document == q.document and p.start < q.end and q.start < p.end for p in a.passages for q in b.passages)


def _party(statement: Statement) -> str:
    if _is_told(statement):
        return f"author of {statement.passages[0].document}"
    actor = statement.speaker.actor
    return (actor.state or actor.code or actor.name) if actor else statement.speaker.name
