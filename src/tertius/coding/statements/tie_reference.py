"""Whom "it", "we", "them" and "its neighbour" stand for in a sentence that may state a tie.

Only what is hardly mistaken is read: "it" and "its" behind the one state that the sentence names before and speaks of, or
at the head of a sentence behind one whose subject is a state; "we" and "our" where somebody speaks for a state; "between
them" and "the talks" of two named together; "its neighbour" where one other state of the text lies beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tertius.coding.actors import Name, noun_of
from tertius.coding.statements.tie_parties import Lists
from tertius.records import Actor
from tertius.world.borders import borders

__all__ = ["Meant", "adjoin", "meant_in", "subject_of"]

_SUBJECT = ("nsubj", "nsubjpass")
_NO_NOUNS = frozenset("DET ADJ ADV ADP NUM CCONJ PUNCT PART SPACE SCONJ AUX".split())
_SHARES = frozenset("half third quarter fifth tenth most much all percent majority bulk part".split())
_TALKS = frozenset("talks negotiations dialogue truce ceasefire".split())
_NEIGHBOURS = frozenset(("neighbour", "neighbor"))


@dataclass(frozen=True, slots=True)
class Meant:
    """Where the words end that stand for somebody, for whom, whether they say what is his ("its"), and what leads there."""

    end: int
    actors: tuple[Actor, ...]
    owns: bool = False
    lead: tuple[str, ...] = ()


def meant_in(
    sentence: Any, names: Mapping[int, Name], before: Actor | None, lists: Lists, ours: Callable[[Any], Actor | None]
) -> dict[int, Meant]:
    """By the first token of each pronoun that can be read.

    Args:
        sentence: of the parsed document.
        names: those of the document by their first token.
        before: the state that is the subject of the sentence before.
        lists: the parties that were named together before.
        ours: the state for which whoever says a token speaks.
    """
    found: dict[int, Meant] = {}
    for token in sentence:
        if token.lower_ in ("it", "its"):
            found |= _thing(sentence, token, names, before, lists)
        elif token.lower_ in ("we", "us") and (actor := ours(token)) is not None:
            found[token.i] = Meant(token.i + 1, (actor,))
        elif (
            token.lower_ == "our" and not found and (actor := ours(token)) is not None
        ):  # "we buy our gas" names us once
            found[token.i] = Meant(token.i + 1, (actor,), owns=True)
        elif _is_between_them(token) and (pair := lists.of(2)):
            found[token.i] = Meant(token.i + 1, pair)
        elif _are_the_talks(sentence, token) and (pair := lists.of(2)):
            found[token.i] = Meant(token.i + 1, pair, lead=(token.lower_, "between"))
    return found


def _is_between_them(token: Any) -> bool:
    return bool(token.lower_ == "them" and token.i > 0 and token.nbor(-1).lower_ == "between")


def _are_the_talks(sentence: Any, token: Any) -> bool:
    """ "The talks", said of those that the text speaks of."""
    after = token.nbor(1).lower_ if token.i + 1 < sentence.end else ""
    known = token.i > sentence.start and token.nbor(-1).lower_ == "the"
    return token.lower_ in _TALKS and known and after not in ("between", "with", "of", "in", "on")


def _thing(
    sentence: Any, token: Any, names: Mapping[int, Name], before: Actor | None, lists: Lists
) -> dict[int, Meant]:
    actor = _antecedent(sentence, token, names, before)
    if actor is None or token.dep_ == "expl" or (token.lower_ == "it" and token.dep_ not in _SUBJECT):
        return {}
    end = _neighbour_behind(sentence, token, names)
    if end is None:
        return {token.i: Meant(token.i + 1, (actor,), owns=token.lower_ == "its")}
    other = _neighbour_of(actor, lists)
    return {} if other is None else {token.i: Meant(end, (other,))}


def _antecedent(sentence: Any, token: Any, names: Mapping[int, Name], before: Actor | None) -> Actor | None:
    """The only state named before in the sentence, if its subject or the owner of it; else the subject before."""
    doc = sentence.doc
    opening = next((i + 1 for i in range(token.i - 1, sentence.start, -1) if doc[i].text == ";"), sentence.start)
    named = [names[i] for i in range(sentence.start, token.i) if i in names]
    if not named:
        return before if all(_says_little(each) for each in doc[sentence.start : token.i]) else None
    spoken_of = [name.actor for name in named if _is_spoken_of(doc, name)]
    if opening > sentence.start and all(_says_little(each) for each in doc[opening : token.i]):
        named = [name for name in named if name.actor in spoken_of]  # "A sells to B; nearly all of its …"
    actor = named[0].actor if named else None
    if actor is None or any(name.actor != actor for name in named) or not _is_state(actor):
        return None
    return actor if actor in spoken_of else None


def _says_little(token: Any) -> bool:
    return token.pos_ in _NO_NOUNS or token.lemma_.lower() in _SHARES


def _is_state(actor: Actor) -> bool:
    return actor.code is None or actor.code == actor.state


def _is_spoken_of(doc: Any, name: Name) -> bool:
    """The subject of a clause, or the owner of a subject that acts for nobody: "Mongolia's coal"."""
    head = doc[name.end - 1]
    if head.dep_ in _SUBJECT:
        return True
    of = head.dep_ == "pobj" and head.head.lower_ == "of"
    owned = head.head if head.dep_ == "poss" else head.head.head if of else None
    while owned is not None and owned.dep_ == "pobj" and owned.head.lower_ == "of":
        owned = owned.head.head
    return owned is not None and owned.dep_ in _SUBJECT and noun_of(owned) is None


def subject_of(sentence: Any, names: Mapping[int, Name]) -> Actor | None:
    """The state that is the subject of a sentence's main clause; None where that is anybody else, or another is named."""
    subjects = {child.i for child in sentence.root.children if child.dep_ in _SUBJECT}
    named = [names[i] for i in range(sentence.start, sentence.end) if i in names]
    held = [n for n in named if subjects & set(range(n.start, n.end)) and _is_state(n.actor) and n.kind != "demonym"]
    alone = len({name.actor for name in named}) == 1
    return held[0].actor if held and alone else None


def _neighbour_behind(sentence: Any, token: Any, names: Mapping[int, Name]) -> int | None:
    """The end of "its small neighbour", where no name stands behind it."""
    for at in range(token.i + 1, min(token.i + 4, sentence.end)):
        if sentence.doc[at].lower_ in _NEIGHBOURS:
            comma = at + 1 < sentence.end and sentence.doc[at + 1].text == ","
            return None if at + 1 in names or (comma and at + 2 in names) else at + 1
    return None


def _neighbour_of(actor: Actor, lists: Lists) -> Actor | None:
    others = [state for state in lists.states() if state != actor]
    if len(others) > 1:
        others = [state for state in others if adjoin(actor, state)]
    return others[0] if len(others) == 1 else None


def adjoin(one: Actor, other: Actor) -> bool:
    """Whether two states have a common border on land."""
    return frozenset((one.state, other.state)) in _adjoining()


@cache
def _adjoining() -> frozenset[frozenset[str | None]]:
    return frozenset(frozenset[str | None](line.sides) for line in borders().lines if len(line.sides) == 2)
