"""The judgement: bottom line by a written rule, rivals and their grounds, indicators, absent voices, limits.

The rules stand in docs/bottom-line.md and are tested; nothing here reads free text.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from tertius.assessment.absent import absence, absent_voices
from tertius.assessment.bottom_line import Evidence, bottom_line
from tertius.assessment.checking import checks_of
from tertius.assessment.comparison import compare, same_question
from tertius.assessment.indicators import indicators
from tertius.assessment.limits import limits
from tertius.assessment.outside import Rate, outside_rate
from tertius.assessment.rivals import grounds, hypotheses
from tertius.assessment.trips import trips
from tertius.assessment.words import likelihood_word
from tertius.records import Analysis

__all__ = [
    "Evidence", "Rate", "absence", "absent_voices", "bottom_line", "checks_of", "compare", "grounds", "hypotheses", "indicators",
    "likelihood_word", "limits", "outside_rate", "same_question", "trips", "weighed",
]  # fmt: skip

Answer = TypeVar("Answer", bound=Analysis)


def weighed(analysis: Answer) -> Answer:
    """`analysis` with its rivals, their grounds and the indicators drawn from the rest of it."""
    case = analysis.case
    rows = grounds(
        case.between, case.on, analysis.statements, analysis.predictions, analysis.responses, analysis.channels,
        analysis.reference_class,
    )  # fmt: skip
    return msgspec.structs.replace(
        analysis, grounds=rows, hypotheses=hypotheses(case.between, case.on, rows), indicators=indicators(analysis)
    )
