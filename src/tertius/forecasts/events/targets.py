"""Who will be reached by the next event of a type from a source: a ranking that says what made it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from tertius.errors import UsageError
from tertius.forecasts._network import Floats32
from tertius.forecasts.events._evidence import Evidence, Today
from tertius.forecasts.events._facts import Facts, Ints
from tertius.forecasts.events._memory import Likeness, Memory, Rules
from tertius.forecasts.events._mixing import Answers, Examples, Mixing, ranks_of
from tertius.forecasts.events._reasons import Ranked, reasons_for
from tertius.progress import Progress, silent

__all__ = ["TargetModel"]

_LIKENESS_DAYS = 15  # how long a likeness serves before it is made anew
_QUESTIONS = 14_000  # enough for the mixing's 1,700 weights, and what fits in 1 GB at 23,000 actors
_LEAST_QUESTIONS = 50
_BLOCK = 400  # questions looked at together
_SHARE_FOR_MIXING = 0.15


class TargetModel:
    """Learns from all facts before a day; ranks the targets of the next.

    Args:
        facts: the history; nothing from `mixed_until` on is read until `ranks` or `rank` reaches it.
        counted_until: the rules' confidences are counted on facts before this day (number).
        mixed_until: the mixing is learned on the days from there to before this one.
        progress: told of the days.

    Raises:
        UsageError: too few facts to learn from.

    """

    def __init__(self, facts: Facts, counted_until: int, mixed_until: int, progress: Progress = silent) -> None:
        self.facts = facts
        self.memory = Memory(facts)
        rules = Rules(self.memory.types)
        days = int((self.memory.days < mixed_until).sum())
        for done, day in enumerate(self.memory.walk(counted_until)):
            progress("counting rules", done, days)
            rules.count(self.memory, day)
        self.confidence = rules.confidence()
        self._likeness: tuple[int, Likeness] | None = None
        examples = self._examples(mixed_until, progress)
        if examples.questions < _LEAST_QUESTIONS:
            raise UsageError(
                f"only {examples.questions} events lie in the days to learn the mixing from; "
                f"a ranking needs {_LEAST_QUESTIONS}: give a longer history"
            )
        self._mixing = Mixing(examples)

    @classmethod
    def until(cls, facts: Facts, day: dt.date, progress: Progress = silent) -> TargetModel:
        """All learned from before `day`: rules from the first 85% of days with facts, mixing from the rest."""
        end = facts.number_of(day)
        days = np.unique(facts.day[facts.day < end])
        if len(days) < 10:
            raise UsageError(f"the history has {len(days)} days with events before {day}; a ranking needs 10")
        return cls(facts.until(end), int(days[int(len(days) * (1 - _SHARE_FOR_MIXING))]), end, progress)

    def _examples(self, until: int, progress: Progress) -> Examples:
        examples = Examples()
        coming = self.memory.coming(until)
        total = sum(len(self.memory.on(int(day))) for day in coming)
        share = min(1.0, _QUESTIONS / max(total, 1))
        for done, day in enumerate(self.memory.walk(until)):
            progress("learning to mix", done, len(coming))
            for evidence, answers in self._asked(day, share):
                examples.add(evidence, answers)
        return examples

    def _today(self) -> Today:
        now = self.memory.now
        if self._likeness is None or now - self._likeness[0] >= _LIKENESS_DAYS:
            self._likeness = now, Likeness(self.memory)
        return Today(self.memory, self._likeness[1], self.confidence)

    def _asked(self, day: int, share: float = 1.0) -> Iterator[tuple[Evidence, Answers]]:
        """The questions that the facts of `day` answer, from either end of each fact; in blocks, to save memory."""
        memory = self.memory
        triples = memory.on(day)
        asked = memory.source[triples] * memory.types + memory.kind[triples]
        if share < 1:
            draw = np.random.default_rng(day)
            drawn = np.unique(asked)
            kept = np.isin(asked, drawn[draw.random(len(drawn)) < share])
            triples, asked = triples[kept], asked[kept]
        if not len(triples):
            return
        today = self._today()
        questions, question = np.unique(asked, return_inverse=True)
        for first in range(0, len(questions), _BLOCK):
            inside = (question >= first) & (question < first + _BLOCK)
            block = questions[first : first + _BLOCK]
            evidence = today.evidence(block // memory.types, block % memory.types)
            yield evidence, self._answers(evidence, question[inside] - first, memory.target[triples[inside]])

    def _answers(self, evidence: Evidence, question: Ints, target: Ints) -> Answers:
        key = evidence.question * self.memory.actors + evidence.candidate
        wanted = question * self.memory.actors + target
        row = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        return Answers(question, np.where(key[row] == wanted, row, -1))

    def ranks(self, until: int, progress: Progress = silent) -> Iterator[tuple[int, np.ndarray]]:
        """Rolling origin: for each day before `until` still to come, the ranks of what came, then it is absorbed.

        Each fact is asked from both ends; filter and ties as `ranks_of` says.
        """
        coming = len(self.memory.coming(until))
        for done, day in enumerate(self.memory.walk(until)):
            progress("ranking", done, coming)
            found = [
                ranks_of(self._mixing(evidence.rows), evidence, answers, self.memory.actors)
                for evidence, answers in self._asked(day)
            ]
            yield day, np.concatenate(found) if found else np.zeros(0)

    def rank(self, source: str, kind: str, day: dt.date, *, top: int = 10) -> tuple[Ranked, ...]:
        """The likeliest targets of an event of type `kind` from `source` on `day`, with what made each.

        Raises:
            NameNotResolved: `source` stands in no event of the history.
            UsageError: no event is of the type, or `day` lies before what the model has learned from.

        """
        actor, wanted = self.facts.place_of(source, kind)
        number = self.facts.number_of(day)
        if number <= self.memory.known:
            raise UsageError(f"{day} lies before the end of what this model learned from; ask for a later day")
        for _ in self.memory.walk(number):
            pass
        self.memory.advance(number)
        today = self._today()
        evidence = today.evidence(np.array([actor], dtype=np.int64), np.array([wanted], dtype=np.int64))
        scores = self._mixing(evidence.rows)
        best = np.argsort(-scores, kind="stable")[:top]
        raised = np.exp(scores - scores.max())
        chance: Floats32 = raised / raised.sum()
        return tuple(
            reasons_for(self.facts, today, self._mixing, (actor, wanted), evidence, int(row), float(chance[row]))
            for row in best
        )
