"""What the place of a word in its sentence says of its part in an act: who is judged for it, who suffers it."""

from __future__ import annotations

from typing import Any

from tertius.coding.events import _tree as tree
from tertius.coding.events._reading import Reading

__all__ = ["is_each_others", "judged", "suffers"]

_JUDGES = frozenset(
    "thank praise criticize criticise accuse blame condemn denounce punish sanction fine rebuke slam commend applaud suspect fault".split()
)


def is_each_others(token: Any) -> bool:
    """ "Each other's governments"."""
    return any(child.dep_ == "poss" and child.lower_ in ("other", "another") for child in token.children)


def suffers(token: Any, reading: Reading) -> bool:
    """ "Condemned the attack on A": A suffered what is condemned, and is not blamed for it."""
    prep = token.head
    return token.dep_ == "pobj" and prep.lower_ in ("on", "against", "at") and prep.head.i in reading.tokens[1:]


def judged(act: Any) -> Any | None:
    """ "Thanked A for helping", "accused A of lying": A did what follows."""
    verb = act.head.head
    if act.head.lower_ not in ("for", "of") or verb.lemma_ not in _JUDGES:
        return None
    return next(iter(tree.objects(verb)), None)
