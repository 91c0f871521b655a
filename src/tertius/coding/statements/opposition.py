"""How likely two statements of different parties are to contest each other, by weights learned from labelled documents.

`contests.json` holds nothing but names of features and numbers (CONTESTS.md says how they were made).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec

from tertius.coding.statements.gists import Gist, stem
from tertius.records import Kind, Statement, Voice

__all__ = ["Pair", "are_opposed", "features", "may_be_opposed"]


class Pair(NamedTuple):
    """Two statements with their gists, the one that stands first in front."""

    first: Statement
    before: Gist
    second: Statement
    after: Gist
    apart: int | None = None  # statements from one to the other; None in two documents
    back: int | None = None  # voices from one back to the other, where the first is no author's
    pointed: bool = False  # the second is a denial that points back, and the first what it most likely means


class _Table(msgspec.Struct, frozen=True):
    """What was learned: a pair counts from the log-odds `least` on."""

    least: float
    constant: float
    weights: dict[str, float]


_SIGNS_OF_OPPOSITION = frozenset(
    {
        "one is negative", "other polarity", "second denies", "second refutes", "among words of refuting, near",
        "second points back", "antonyms",
    }
)  # fmt: skip


def may_be_opposed(told: Mapping[str, float]) -> bool:
    """Something speaks of opposition at all: without it, what shares words is more often agreement or the same matter."""
    near = told["next"] or told["next but one"]
    counts = told["other numbers of the same"] or (near and told["other numbers"] and told["shares a word"])
    return bool(counts) or any(told[name] for name in _SIGNS_OF_OPPOSITION)


def are_opposed(told: Mapping[str, float]) -> bool:
    """By the weights; a denial of the very words that the other affirms is opposed to it without them."""
    if told["second denies"] and told["other polarity"] and told["shared of the shorter"] >= _THE_SAME:
        return True
    table = _table()
    odds = table.constant + sum(table.weights.get(name, 0.0) * value for name, value in told.items())
    return odds >= table.least


_THE_SAME = 0.99  # of the weight of the words of the shorter


@cache
def _table() -> _Table:
    read = resources.files(__package__).joinpath("contests.json").read_bytes()
    return msgspec.json.decode(read, type=_Table)


def features(pair: Pair, frequency: Mapping[str, int], size: int) -> dict[str, float]:
    """What is known of a pair, each between 0 and about 2.

    Args:
        pair: the two statements.
        frequency: how many statements hold a word.
        size: how many statements there are.
    """
    return {**_of_words(pair, frequency, size), **_of_place(pair), **_of_denial(pair), **_of_kinds(pair)}


def _of_words(pair: Pair, frequency: Mapping[str, int], size: int) -> dict[str, float]:
    """Words shared, the rare ones weighing more; names; numbers that differ; words of opposite meaning."""
    a, b = pair.before, pair.after

    def weight(words: frozenset[str]) -> float:
        return sum(math.log((size + 1) / max(frequency.get(word, 1), 1)) for word in words) / math.log(size + 1)

    shared = a.lemmas & b.lemmas
    ours, theirs = ({number for _, number in side.counts} for side in (a, b))
    differ = bool(ours) and bool(theirs) and not ours & theirs
    least = min(weight(a.lemmas), weight(b.lemmas))
    return {
        "shared": min(weight(shared), 3.0),
        "shared of the shorter": weight(shared) / least if shared and least > 0 else 0.0,
        "shares a word": float(bool(shared)),
        "shared names": float(min(len(a.names & b.names), 2)),
        "other numbers": float(differ),
        "other numbers of the same": float(
            differ and bool({what for what, _ in a.counts} & {what for what, _ in b.counts})
        ),
        "antonyms": float(any(_antonyms()[word] & b.lemmas for word in a.lemmas & _antonyms().keys())),
    }


def _of_place(pair: Pair) -> dict[str, float]:
    one, other = (side.voice in (Voice.AUTHOR, Voice.EYEWITNESS) for side in (pair.first, pair.second))
    lines = (pair.after.line - pair.before.line) // 2 if pair.apart is not None else None  # an empty line between two
    return {
        "next": float(pair.apart == 1),
        "next but one": float(pair.apart == 2),
        "far": float((pair.apart or 0) > 5),
        "last voice": float(pair.back == 1),
        "last voice but one": float(pair.back == 2),
        "same paragraph": float(lines == 0),
        "next paragraph": float(lines == 1),
        "first is the author's": float(one),
        "one is the author's": float(one != other),
        "both official": float(pair.first.voice == pair.second.voice == Voice.OFFICIAL),
        "first is short": float(pair.before.length <= _SHORT),
        "second is short": float(pair.after.length <= _SHORT),
    }


_SHORT = 6  # words


def _of_denial(pair: Pair) -> dict[str, float]:
    a, b = pair.before, pair.after
    return {
        "one is negative": float(a.negative != b.negative),
        "second alone is negative": float(b.negative and not a.negative),
        "other polarity": float(pair.first.polarity != pair.second.polarity),
        "second denies": float(b.denies),
        "second refutes": float(b.refutes),
        "among words of refuting, near": float(b.among_refuting and pair.apart in (1, 2)),
        "second points back": float(b.refers),
        "second answers": float(b.replies and pair.apart == 1),
        "second points back, next": float(b.refers and pair.apart == 1),
        "points back to the first": float(pair.pointed),
        "second is a bare denial": float(b.length <= 2 and not b.lemmas),
    }


_SILENT = re.compile(
    r"\?$|\b(?:not be reached|no (?:immediate )?comment|not comment|declined|did not (?:reply|respond|answer))\b",
    re.IGNORECASE,
)


def _of_kinds(pair: Pair) -> dict[str, float]:
    one, other = frozenset(pair.first.kinds), frozenset(pair.second.kinds)
    either = one | other
    return {
        "accused first": float(Kind.ACCUSATION in one),
        "one looks ahead": float((Kind.PREDICTION in one) != (Kind.PREDICTION in other)),
        "a demand": float(Kind.NORMATIVE in either),
        "a threat": float(Kind.THREAT in either),
        "a feeling": float(Kind.ATTITUDE in either),
        "one says nothing": float(_says_nothing(pair.first) or _says_nothing(pair.second)),
        "same states": float(bool(_states(pair.first) & _states(pair.second))),
    }


def _says_nothing(statement: Statement) -> bool:
    """A question, or that nobody could be reached."""
    return _SILENT.search(statement.passages[-1].text.strip(' ”"')) is not None


def _states(statement: Statement) -> set[str]:
    parties = (*statement.about, *filter(None, [statement.speaker.actor]))
    return {actor.state for actor in parties if actor.state}


@cache
def _antonyms() -> dict[str, frozenset[str]]:
    """By the stems that gists hold; ours, the common ones of the language."""
    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = (stem(word) for word in pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSITES = """
rise/fall rise/drop increase/decrease grow/shrink more/few open/close open/shut full/empty alive/dead win/lose accept/reject
accept/refuse allow/forbid allow/ban begin/end start/stop safe/unsafe safe/dangerous high/low long/short early/late first/last
guilty/innocent true/false right/wrong rich/poor dry/wet dry/flood cheap/dear cheap/expensive good/bad public/secret
strong/weak advance/retreat attack/defend friend/enemy ally/enemy buy/sell arrive/leave enter/leave ready/delay
success/failure succeed/fail pass/fail keep/break keep/lose same/different equal/unequal old/new legal/illegal
voluntary/forced peaceful/violent near/far deal/quarrel war/peace agree/disagree agree/refuse support/oppose raise/lower
raise/cut improve/worsen lift/impose build/destroy create/destroy hide/show lose/find withdraw/remain stay/leave remain/leave
"""
