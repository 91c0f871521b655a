"""Review by people: what waits to be looked at, what they decide, and what of it can be learned from.

Whatever is coded starts unreviewed and graded F6. Only a named reviewer with a reason accepts, rejects, corrects or
grades it; each of these is a revision of the workspace, which no later run undoes.
"""

from tertius.review.accusations import accuses_person, withheld
from tertius.review.decisions import accept, correct, grade, grade_source, reject
from tertius.review.gold import gold
from tertius.review.queue import REVIEWED, Item, queue

__all__ = [
    "REVIEWED",
    "Item",
    "accept",
    "accuses_person",
    "correct",
    "gold",
    "grade",
    "grade_source",
    "queue",
    "reject",
    "withheld",
]
