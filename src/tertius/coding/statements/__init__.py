"""What each statement is, whom it is about, and what follows from it: predictions, demands, ties, contests."""

from tertius.coding.statements.collect import find_statements
from tertius.coding.statements.confirmed import count_stories
from tertius.coding.statements.contests import mark_contests
from tertius.coding.statements.demands import demands_of
from tertius.coding.statements.drafts import Draft
from tertius.coding.statements.gists import Gist, gist
from tertius.coding.statements.predictions import predictions_of
from tertius.coding.statements.ties import stated_ties

__all__ = [
    "Draft",
    "Gist",
    "count_stories",
    "demands_of",
    "find_statements",
    "gist",
    "mark_contests",
    "predictions_of",
    "stated_ties",
]
