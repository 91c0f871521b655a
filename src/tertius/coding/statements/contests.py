"""Statements that cannot both hold, across documents: both sides are kept together, neither is asserted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec

from tertius.coding.statements import words
from tertius.coding.statements.drafts import Draft
from tertius.records import Kind, Polarity, Statement, Voice

__all__ = ["mark_contests"]

_CONTENT = ("NOUN", "VERB", "ADJ", "PROPN")
_COMMON = 0.2  # a word in more than this share of statements tells no two of them apart
_ALWAYS_RARE = 6


def mark_contests(drafts: Sequence[Draft], stories: dict[str, str]) -> list[Statement]:
    """Every statement, with the ids of those that contest it.

    Two statements contest each other when different parties make them in different polarity, or one
    denies or rejects what the other accuses of or takes as given, and they share the words that
    matter: at least two, one of them a noun or verb that few statements hold. Reprints of one story
    are one side: a copy contests what its original contests.
    """
    del stories
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
    return frozenset(
        token.lemma_.lower()
        for content in draft.contents
        for token in content.tokens
        if token.pos_ in _CONTENT and not token.is_stop and len(token.lemma_) > 2
    )


def _candidates(lemmas: Sequence[frozenset[str]], rare: set[str]) -> Iterable[tuple[int, int]]:
    """Pairs that share a rare word, found by an index so that large cases stay near-linear."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(lemmas):
        for lemma in found & rare:
            index[lemma].append(number)
    return sorted({pair for numbers in index.values() for pair in combinations(numbers, 2)})


def _contest(one: Draft, other: Draft, shared: frozenset[str], rare: set[str]) -> bool:
    a, b = one.statement, other.statement
    if len(shared) < 2 or not shared & rare or _party(a) == _party(b) or _overlap(a, b):
        return False
    if not (_rejects(one) ^ _rejects(other)):
        return False
    rejected = other if _rejects(one) else one
    smaller = min(len(_lemmas(one)), len(_lemmas(other)))
    enough = len(shared) >= 0.4 * smaller
    return enough and (rejected.statement.polarity == Polarity.AFFIRMED or _presupposes(rejected))


def _rejects(draft: Draft) -> bool:
    first = draft.contents[0]
    denies = bool(first.cues & words.DENYING) or first.root.lemma_.lower() in words.DENYING
    return denies or (draft.statement.polarity == Polarity.NEGATED and Kind.THREAT not in draft.statement.kinds)


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
