"""Statements that cannot both hold, across documents: both sides are kept together, neither is asserted.

What a statement is compared by is its `Gist`, so that documents coded at different times can be compared without
parsing them again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tertius.coding.statements import words
from tertius.coding.statements.drafts import Draft
from tertius.records import Kind, Polarity, Statement, Voice

__all__ = ["Gist", "gist", "mark_contests"]

_CONTENT = ("NOUN", "VERB", "ADJ")
_COMMON = 0.2  # a word in more than this share of statements tells no two of them apart
_ALWAYS_RARE = 6
_NEVER_RARE = 60  # statements: pairs grow with the square of it, and a word of so many tells little

Side = tuple[Statement, "Gist"]


class Gist(msgspec.Struct, frozen=True):
    """What a statement is compared by: its words of content, and whether it denies in so many words."""

    lemmas: frozenset[str]
    denies: bool


def gist(draft: Draft) -> Gist:
    """What the statement is compared by, taken while its document is still parsed."""
    tokens = (token for content in draft.contents for token in content.tokens)
    lemmas = frozenset(token.lemma_.lower() for token in tokens if _matters(token))
    return Gist(lemmas, denies=_denies(draft))


def mark_contests(sides: Sequence[Side]) -> list[Statement]:
    """Every statement, with the ids of those that contest it.

    Two statements contest each other when different parties make them in different polarity, or one
    denies or rejects what the other asserts, accuses of or takes as given. They share a word that few
    statements hold; where one denies in so many words and the same states are at issue or the same document speaks, a third of the
    denial's words, otherwise half of the longer one's. A copy contests what its original contests.
    """
    frequency = Counter(lemma for _, found in sides for lemma in found.lemmas)
    most = min(max(_ALWAYS_RARE, _COMMON * len(sides)), _NEVER_RARE)
    rare = {lemma for lemma, n in frequency.items() if n <= most}
    pairs: dict[str, set[str]] = defaultdict(set)
    for i, j in _candidates(sides, rare):
        if _contest(sides[i], sides[j], rare):
            pairs[sides[i][0].id].add(sides[j][0].id)
            pairs[sides[j][0].id].add(sides[i][0].id)
    return [
        msgspec.structs.replace(statement, contested_with=tuple(sorted(pairs[statement.id])))
        if statement.id in pairs
        else statement
        for statement, _ in sides
    ]


def _matters(token: Any) -> bool:
    """A word of content: no name, no demonym ("Israeli"), no word of saying."""
    if (
        token.pos_ not in _CONTENT
        or token.is_stop
        or len(token.lemma_) <= 2
        or (token.pos_ == "ADJ" and token.is_title)
    ):
        return False
    return token.lemma_.lower() not in words.SAYING


def _candidates(sides: Sequence[Side], rare: set[str]) -> Iterator[tuple[int, int]]:
    """Pairs that share a rare word, one of which rejects and one does not, each once.

    Found by an index, so that large cases stay near-linear.
    """
    rejecting: dict[str, list[int]] = defaultdict(list)
    for number, side in enumerate(sides):
        if _rejects(side):
            for lemma in side[1].lemmas & rare:
                rejecting[lemma].append(number)
    for number, side in enumerate(sides):
        if not _rejects(side):
            yield from ((number, other) for other in sorted({n for w in side[1].lemmas & rare for n in rejecting[w]}))


def _contest(one: Side, other: Side, rare: set[str]) -> bool:
    a, b = one[0], other[0]
    shared = one[1].lemmas & other[1].lemmas
    if not shared & rare or _party(a) == _party(b) or _overlap(a, b):
        return False
    rejected, denial = a, other[1]  # `_candidates` gives the rejecting one last
    if rejected.polarity == Polarity.NEGATED and not _presupposes(rejected):
        return False
    if denial.denies and (_states(a) & _states(b) or a.passages[0].document == b.passages[0].document):
        return len(shared) >= max(1, 0.3 * len(denial.lemmas))
    return len(shared) >= max(3, 0.5 * max(len(one[1].lemmas), len(other[1].lemmas)))


def _rejects(side: Side) -> bool:
    statement, found = side
    return found.denies or (statement.polarity == Polarity.NEGATED and Kind.THREAT not in statement.kinds)


def _denies(draft: Draft) -> bool:
    """In so many words: "denied that …", "X rejected the claim of …"."""
    first = next(iter(draft.contents), None)
    return first is not None and bool(first.cues & words.DENYING or first.root.lemma_.lower() in words.DENYING)


def _states(statement: Statement) -> set[str]:
    parties = (*statement.about, *filter(None, [statement.speaker.actor]))
    return {actor.state for actor in parties if actor.state}


def _presupposes(statement: Statement) -> bool:
    """ "We will not tolerate X" takes X as given."""
    return Kind.THREAT in statement.kinds or Kind.ACCUSATION in statement.kinds


def _overlap(a: Statement, b: Statement) -> bool:
    """One stands inside the other: what somebody relays does not contest his relaying it."""
    return any(p.document == q.document and p.start < q.end and q.start < p.end for p in a.passages for q in b.passages)


def _party(statement: Statement) -> str:
    if statement.voice in (Voice.AUTHOR, Voice.EYEWITNESS):
        return f"author of {statement.passages[0].document}"
    actor = statement.speaker.actor
    return (actor.state or actor.code or actor.name) if actor else statement.speaker.name
