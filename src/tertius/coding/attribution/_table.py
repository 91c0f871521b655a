"""The learned table: figures for cues, contents and sources, and how they are summed.

`cues.json` holds nothing but names of features and numbers (MODEL_CARD.md says how they were made).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat

from tertius.coding.attribution._contents import Candidate

__all__ = ["Table", "load_table", "table_of"]

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Table:
    """Rates of cues by lemma and part of speech, and one weight a feature for each of four questions."""

    rates: Weights
    cue: Weights
    content: Weights
    source: Weights
    span: Weights
    threshold: float  # of the product of the three probabilities
    floor: float  # of a cue's own probability: below it nothing more is asked

    def cue_probability(self, features: list[str]) -> float:
        """The probability that a token is a cue (logistic regression)."""
        score = _summed(self.cue, features)
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))

    def best(self, weights: Weights, candidates: list[Candidate]) -> tuple[Candidate, float]:
        """The likeliest candidate and its share among all (conditional logit)."""
        scores = [_summed(weights, candidate.features) for candidate in candidates]
        top = max(scores)
        share = 1 / sum(math.exp(score - top) for score in scores)
        return candidates[scores.index(top)], share


def _summed(weights: Weights, features: list[str]) -> float:
    """The sum of the features' weights; what has none counts nothing."""
    return sum(map(weights.get, features, repeat(0.0)))


def table_of(data: dict[str, Weights | float]) -> Table:
    """A table from the content of its JSON file."""
    return Table(**data)  # type: ignore[arg-type]


@cache
def load_table() -> Table:
    """The table that ships with the package, read once."""
    text = resources.files(__package__).joinpath("cues.json").read_text(encoding="utf-8")
    return table_of(json.loads(text))
