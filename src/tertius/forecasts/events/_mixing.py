"""How the evidence is weighed: a network trained so that what happened stands first among the candidates.

The loss is the list-wise softmax of ListNet (Cao et al. 2007, ICML): minus the log of the share that the
network gives to the actor that the event reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.forecasts._network import Floats32, Network, Standard
from tertius.forecasts.events._evidence import Evidence
from tertius.forecasts.events._facts import Ints, ranges

__all__ = ["Answers", "Examples", "Mixing", "ranks_of"]

_HIDDEN = (32, 16)
_BATCH = 64
_EPOCHS = 4
_SEEDS = (0, 1)


@dataclass(frozen=True, eq=False)
class Answers:
    """What came: for each fact its question and the row of its target (-1: it was no candidate)."""

    question: Ints
    row: Ints


class Examples:
    """Questions with their answers, gathered day by day for training."""

    def __init__(self) -> None:
        self._rows: list[NDArray[np.float16]] = []
        self._lengths: list[Ints] = []
        self._answered: list[Floats32] = []

    def add(self, evidence: Evidence, answers: Answers) -> None:
        """Add the questions that have an answer among their candidates."""
        hit = answers.row[answers.row >= 0]
        count = np.bincount(hit, minlength=len(evidence.rows)).astype(np.float32)
        answered = np.bincount(evidence.question[hit], minlength=len(evidence.first) - 1)
        chosen = np.flatnonzero(answered)
        rows, length = ranges(evidence.first[chosen], evidence.first[chosen + 1])
        self._rows.append(evidence.rows[rows].astype(np.float16))
        self._lengths.append(length)
        self._answered.append(count[rows])

    @property
    def questions(self) -> int:
        """How many there are."""
        return sum(len(one) for one in self._lengths)

    def stacked(self) -> tuple[NDArray[np.float16], Ints, Floats32]:
        """All rows, where each question's begin, and how often each row was the answer."""
        first = np.append(0, np.cumsum(np.concatenate(self._lengths)))
        return np.concatenate(self._rows), first, np.concatenate(self._answered)


class Mixing:
    """Scores for rows of evidence; only differences within one question mean anything."""

    def __init__(self, examples: Examples) -> None:
        rows, first, answered = examples.stacked()
        sample = np.random.default_rng(0).choice(len(rows), min(len(rows), 200_000), replace=False)
        self._standard = Standard(rows[np.sort(sample)].astype(np.float32))
        self._networks = [self._trained(rows, first, answered, seed) for seed in _SEEDS]

    def __call__(self, rows: Floats32) -> Floats32:
        """(m,) scores of (m, columns)."""
        ready = self._standard(rows)
        scores = [network(ready)[:, 0] for network in self._networks]
        return np.asarray(np.mean(scores, axis=0), dtype=np.float32)

    def _trained(self, rows: NDArray[np.float16], first: Ints, answered: Floats32, seed: int) -> Network:
        network = Network((rows.shape[1], *_HIDDEN, 1), seed)
        steps = _EPOCHS * -(-(len(first) - 1) // _BATCH)
        network.fit(self._batches(rows, first, answered, seed), steps)
        return network

    def _batches(
        self, rows: NDArray[np.float16], first: Ints, answered: Floats32, seed: int
    ) -> Iterator[tuple[Floats32, Callable[[Floats32], Floats32]]]:
        draw = np.random.default_rng(seed)
        for _ in range(_EPOCHS):
            order = draw.permutation(len(first) - 1)
            for start in range(0, len(order), _BATCH):
                chosen = order[start : start + _BATCH]
                place, length = ranges(first[chosen], first[chosen + 1])
                yield self._standard(rows[place].astype(np.float32)), _slope(answered[place], length)


def _slope(answered: Floats32, length: Ints) -> Callable[[Floats32], Floats32]:
    starts = np.cumsum(length) - length
    total = np.repeat(np.add.reduceat(answered, starts), length)

    def slope(outputs: Floats32) -> Floats32:
        score = outputs[:, 0] - np.repeat(np.maximum.reduceat(outputs[:, 0], starts), length)
        raised = np.exp(score)
        share = raised / np.repeat(np.add.reduceat(raised, starts), length)
        return np.asarray(((share * total - answered) / len(length))[:, None], dtype=np.float32)

    return slope


def ranks_of(scores: Floats32, evidence: Evidence, answers: Answers, actors: int) -> NDArray[np.float64]:
    """The rank of each answer with the time-aware filter: other answers to the same question left out.

    Ties count half. A target that was no candidate stands in the middle of all actors that were none.
    """
    true = np.zeros(len(scores), dtype=np.bool_)
    true[answers.row[answers.row >= 0]] = True
    place, length = ranges(evidence.first[answers.question], evidence.first[answers.question + 1])
    own = np.repeat(np.where(answers.row >= 0, scores[answers.row], np.nan), length)
    starts, other = np.cumsum(length) - length, ~true[place]
    above = np.add.reduceat((scores[place] > own) & other, starts)
    beside = np.add.reduceat((scores[place] == own) & other, starts)
    return np.where(answers.row >= 0, 1 + above + beside / 2, length + (actors - length + 1) / 2)
