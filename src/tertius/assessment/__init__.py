"""The judgement: bottom line by a written rule, absent voices, limits.

The rule stands in docs/bottom-line.md and is tested; nothing here reads free text.
"""

from tertius.assessment.absent import absence, absent_voices
from tertius.assessment.bottom_line import Evidence, Rate, bottom_line
from tertius.assessment.limits import limits
from tertius.assessment.words import likelihood_word

__all__ = ["Evidence", "Rate", "absence", "absent_voices", "bottom_line", "likelihood_word", "limits"]
