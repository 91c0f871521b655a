"""Statements that cannot both hold, across documents: both sides are kept together, neither is asserted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import msgspec

from tertius.coding.statements import words
from tertius.coding.statements.drafts import Draft
from tertius.records import Kind, Polarity, Statement, Voice

__all__ = ["mark_contests"]

_CONTENT = ("NOUN", "VERB", "ADJ")
_COMMON = 0.2  # a word in more than this share of statements tells no two of them apart
_ALWAYS_RARE = 6


def mark_contests(drafts: Sequence[Draft]) -> list[Statement]:
    """Every statement, with the ids of those that contest it.

    Two statements contest each other when different parties make them in different polarity, or one
    denies or rejects what the other asserts, accuses of or takes as given. They share a word that few
    statements hold; where one denies in so many words and the same states are at issue or the same document speaks, a third of the
    denial's words, otherwise half of the longer one's. A copy contests what its original contests.
    """
    lemmas = [_lemmas(draft) for draft in drafts]
    frequency = Counter(lemma for found in lemmas for lemma in found)
    rare = {lemma for lemma, n in frequency.items() if n <= max(_ALWAYS_RARE, _COMMON * len(drafts))}
    pairs: dict[str, set[str]] = defaultdict(set)
    for i, j in _candidates(lemmas, rare):
        if _contest(drafts[i], drafts[j], lemmas[i] & lemmas[j], rare):
            pairs[drafts[i].statement.id].add(drafts[j].statement.id)
            pairs[drafts[j].statement.id].add(drafts[i].statement.id)
    return [
        msgspec.structs.replace(draft.statement, contested_with=tuple(sorted(pairs[draft.statement.id])))
        if draft.statement.id in pairs
        else draft.statement
        for draft in drafts
    ]


def _lemmas(draft: Draft) -> frozenset[str]:
    return frozenset(token.lemma_.lower() for content in draft.contents for token in content.tokens if _matters(token))


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


def _candidates(lemmas: Sequence[frozenset[str]], rare: set[str]) -> Iterable[tuple[int, int]]:
    """Pairs that share a rare word, found by an index so that large cases stay near-linear."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(lemmas):
        for lemma in found & rare:
            index[lemma].append(number)
    return sorted({pair for numbers in index.values() for pair in combinations(numbers, 2)})


def _contest(one: Draft, other: Draft, shared: frozenset[str], rare: set[str]) -> bool:
    a, b = one.statement, other.statement
    if not shared & rare or _party(a) == _party(b) or _overlap(a, b):
        return False
    if not (_rejects(one) ^ _rejects(other)):
        return False
    rejecting, rejected = (one, other) if _rejects(one) else (other, one)
    if rejected.statement.polarity == Polarity.NEGATED and not _presupposes(rejected):
        return False
    sizes = len(_lemmas(one)), len(_lemmas(other))
    if _denies(rejecting) and (_states(a) & _states(b) or a.passages[0].document == b.passages[0].document):
        return len(shared) >= max(1, 0.3 * len(_lemmas(rejecting)))
    return len(shared) >= max(3, 0.5 * max(sizes))


def _rejects(draft: Draft) -> bool:
    return _denies(draft) or (draft.statement.polarity == Polarity.NEGATED and Kind.THREAT not in draft.statement.kinds)


def _denies(draft: Draft) -> bool:
    """In so many words: "denied that …", "X rejected the claim of …"."""
    first = draft.contents[0]
    return bool(first.cues & words.DENYING) or first.root.lemma_.lower() in words.DENYING


def _states(statement: Statement) -> set[str]:
    parties = (*statement.about, *filter(None, [statement.speaker.actor]))
    return {actor.state for actor in parties if actor.state}


def _presupposes(draft: Draft) -> bool:
    """ "We will not tolerate X" takes X as given."""
    return Kind.THREAT in draft.statement.kinds or Kind.ACCUSATION in draft.statement.kinds


def _overlap(a: Statement, b: Statement) -> bool:
    """One stands inside the other: what somebody relays does not contest his relaying it."""
    return any(p.document == q.document and p.start < q.end and q.start < p.end for p in a.passages for q in b.passages)


def _party(statement: Statement) -> str:
    if statement.voice in (Voice.AUTHOR, Voice.EYEWITNESS):
        return f"author of {statement.passages[0].document}"
    actor = statement.speaker.actor
    return (actor.state or actor.code or actor.name) if actor else statement.speaker.name
