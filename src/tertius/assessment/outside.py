"""The outside view in the bottom line: a rate, what it is a rate of, and when a word of likelihood may be said of that."""

from __future__ import annotations

from typing import NamedTuple

from tertius.assessment.words import BANDS, likelihood_word
from tertius.records import ReferenceClass, Sentence

__all__ = ["Rate", "outside_rate", "outside_sentence", "word_of"]

MOST_BANDS = 2  # an interval that touches more is too wide for one word


class Rate(NamedTuple):
    """A stated rate with its n: the only thing behind which a likelihood word may stand, and that of `claim` alone."""

    claim: str  # what it is a rate of, as a clause that a "that" can lead
    probability: float
    n: int
    text: str  # what was counted, where
    low: float  # of its 90% interval
    high: float
    beside: str  # the base rate, and whether the two are told apart


def outside_rate(found: ReferenceClass) -> Rate | None:
    """The reference class's headline as a rate for the bottom line; None where no class fits."""
    one = found.headline
    if one is None:
        return None
    if one.base_rate is None:
        beside = "there are no quiet years of this class on record to compare it with"
    else:
        told = "it is not told apart from" if one.compared.startswith("not") else f"it is {one.compared}"
        beside = f"{told} the rate of the {one.base_n:,} triad-years of quiet years"
    return Rate(one.claim, one.rate, one.n, one.text, one.low, one.high, beside)


def word_of(rate: Rate) -> str | None:
    """The likelihood word of `rate.claim`; None where its interval touches more than two bands of ICD 203."""
    touched = [word for low, high, word in BANDS if rate.low < high and rate.high > low]
    return likelihood_word(rate.probability) if len(touched) <= MOST_BANDS else None


def outside_sentence(rate: Rate) -> Sentence:
    """The rate in words that say first what it is not."""
    word = word_of(rate)
    said = (
        f"by that rate alone it is {word} that {rate.claim}"
        if word
        else f"its interval is too wide for a word of likelihood on whether {rate.claim}"
    )
    text = (
        f"The outside view, which is no forecast of an effect: {rate.text}. With n = {rate.n:,}, {rate.beside}; {said}. "
        "Whether the tension at hand is such a dispute is not judged here."
    )
    return Sentence(text=text, rests_on=("reference_class",), role="outside view")
