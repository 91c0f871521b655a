"""What an actor has, and sends, withdraws or closes: done with, not to."""

from __future__ import annotations

from typing import Any

from tertius.coding.events._tree import lemma, noun_phrase_lemmas

__all__ = ["ATTACKS", "HELD", "MEANS", "MEANS_OF", "is_own_means"]

# Of those hurt in one it is told whose it was ("in Norwegian shelling").
ATTACKS = frozenset(
    "attack strike raid ambush airstrike bombing shelling bombardment gunfire assault offensive operation crackdown".split()
)
# What an actor sends or gives is no target where nothing says whose it is.
MEANS = frozenset(
    """troop force army soldier peacekeeper police military navy warship warplane jet mission battalion brigade guard fund
    envoy delegation observer inspector expert monitor""".split()
)
HELD = frozenset(
    """ambassador diplomat consul representative staff personnel border airspace embassy consulate membership participation vote weapon
    missile ship fleet aircraft tank""".split()
)
MEANS_OF = frozenset({"MOBILIZE", "AID", "RETREAT", "AGREE", "REJECT", "THREATEN", "COOPERATE", "SANCTION", "CONSULT"})


def is_own_means(token: Any, type_: str, *, named: bool) -> bool:
    """Whether a phrase of an act of the type is the doer's own ("its troops", "500 soldiers deployed"); `named` says it is an actor's."""
    if type_ not in MEANS_OF or not noun_phrase_lemmas(token) & (MEANS | HELD):
        return False
    owned = any(child.tag_ == "PRP$" for child in token.children)
    return owned or (type_ == "MOBILIZE" and lemma(token) in MEANS and not named)
