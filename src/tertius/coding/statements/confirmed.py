"""In how many independent stories a statement stands: reprints of one story confirm nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from tertius.coding.statements.gists import Gist
from tertius.records import Statement

__all__ = ["count_stories"]

_LEAST = 3  # words of content that two statements share to say the same
_SHARE = 0.5  # of all their words of content
_COMMON = 60  # statements: a word of more of them tells little


def count_stories(
    statements: Sequence[Statement], gists: Sequence[Gist], stories: Mapping[str, str]
) -> list[Statement]:
    """The statements, each with the number of stories in which somebody says the same, its own among them.

    Two say the same where they have one polarity and share at least three words of content, and half of all
    their words of content (Jaccard). Who says it does not matter: another voice confirms, a reprint does not.

    Args:
        statements: of all documents together.
        gists: one a statement.
        stories: story of each document id.
    """
    holding: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(gists):
        for lemma in found.lemmas:
            holding[lemma].append(number)
    counted = []
    for number, (statement, found) in enumerate(zip(statements, gists, strict=True)):
        near = {n for lemma in found.lemmas if len(holding[lemma]) <= _COMMON for n in holding[lemma]}
        alike = {number, *(n for n in near if statements[n].polarity == statement.polarity and _alike(found, gists[n]))}
        told = {stories[document] for n in alike if (document := statements[n].passages[0].document) in stories}
        counted.append(msgspec.structs.replace(statement, stories=max(1, len(told))) if len(told) > 1 else statement)
    return counted


def _alike(one: Gist, other: Gist) -> bool:
    shared = len(one.lemmas & other.lemmas)
    return shared >= _LEAST and shared >= _SHARE * len(one.lemmas | other.lemmas)
