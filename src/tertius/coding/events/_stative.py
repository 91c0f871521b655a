"""Words of acts that tell none: a month's name, a question in talk, an opinion shared, a danger that somebody is."""

from __future__ import annotations

from typing import Any

__all__ = ["only_states", "tells_no_act"]

_MONTHS = frozenset({"March", "May", "August"})
_QUESTIONS = frozenset({"how", "why", "what", "who", "whom", "whether", "if", "when", "where", "which"})
_COPULAS = frozenset({"be", "remain", "seem", "become", "stay", "look", "appear", "feel"})
_FELT = frozenset({"see", "face", "pose", "counter", "confront", "address", "meet", "reduce", "deter", "regard", "consider", "view", "represent",
                   "constitute", "remain", "contain", "combat", "concern", "talk", "discuss", "fear", "understand", "assess"})  # fmt: skip
_UNLIKELY = frozenset({"unthinkable", "unlikely", "likely", "possible", "impossible", "inevitable", "imminent", "certain", "rare", "common", "conceivable", "avoidable"})  # fmt: skip
_PLEDGES = frozenset({"will", "would", "shall", "should", "must", "'ll", "’ll"})
_TIMELY = frozenset({"in", "since", "until", "till", "by", "during", "from", "of", "last", "next", "this", "early", "late", "on"})  # fmt: skip


def tells_no_act(token: Any) -> bool:
    """Whether the word, which the lexicon may know for an act, tells none where it stands."""
    return (
        _is_month(token)
        or _asks_a_question(token)
        or _shares_an_opinion(token)
        or _is_a_danger(token)
        or _is_weighed(token)
        or _is_purpose(token)
    )


def only_states(sentence: Any) -> bool:
    """Whether all verbs of a sentence say what is ("is", "remains"), none what was done; without a verb, False."""
    verbs = [token for token in sentence if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")]
    passive = any(token.dep_ == "auxpass" for token in sentence)
    return bool(verbs) and not passive and all(verb.lemma_ in _COPULAS for verb in verbs)


def _is_month(token: Any) -> bool:
    """ "In March", "March 14": the recogniser's date, or a capital after a word of time or before a number."""
    if token.text not in _MONTHS:
        return False
    before = token.nbor(-1).lower_ if token.i > 0 else ""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return token.ent_type_ in ("DATE", "TIME") or before in _TIMELY or (after is not None and after.like_num)


def _asks_a_question(token: Any) -> bool:
    """ "I would like to ask how ...", "asked whether ...": a question, where "asked Sweden to ..." is a request."""
    if token.lemma_ != "ask" or token.pos_ != "VERB":
        return False
    clauses = [child for child in token.children if child.dep_ in ("ccomp", "advcl", "xcomp") and child.i > token.i]
    return any(_first(clause) in _QUESTIONS for clause in clauses)


def _first(clause: Any) -> str:
    return str(clause.doc[clause.left_edge.i].lower_)


def _shares_an_opinion(token: Any) -> bool:
    """ "He agreed that prices were high": no accord, unless what is agreed is still to be done."""
    if token.lemma_ != "agree":
        return False
    clause = next((child for child in token.children if child.dep_ == "ccomp"), None)
    if clause is None or not any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children):
        return False
    alone = not any(child.dep_ == "conj" for subject in token.children if subject.dep_ == "nsubj" for child in subject.children)  # fmt: skip
    return alone and not any(child.dep_ == "aux" and child.lower_ in _PLEDGES for child in clause.children)


def _is_a_danger(token: Any) -> bool:
    """ "A is a threat to B", "faces the threat from B", "the threat posed by B": what is, not what anybody did."""
    if token.lemma_ not in ("threat", "danger"):
        return False
    if token.dep_ == "attr":
        return token.head.lemma_ in _COPULAS
    felt = token.dep_ in ("dobj", "nsubjpass", "pobj") and not any(
        child.dep_ in ("poss", "acl") for child in token.children
    )
    governor = token.head.head if token.dep_ == "pobj" else token.head
    posed = any(child.dep_ == "acl" and child.lemma_ in ("pose", "represent") for child in token.children)
    return posed or (felt and governor.lemma_ in _FELT)


def _is_weighed(token: Any) -> bool:
    """ "A war between A and B is unthinkable": how likely such a thing is, not one that took place."""
    if token.dep_ != "nsubj" or token.pos_ != "NOUN" or token.head.lemma_ not in _COPULAS:
        return False
    vague = token.tag_ == "NNS" or any(
        child.dep_ == "det" and child.lower_ in ("a", "an", "any") for child in token.children
    )
    words = {child.lower_ for child in token.head.children if child.dep_ in ("acomp", "attr")}
    return (
        vague
        and not any(child.dep_ == "det" and child.lower_ == "the" for child in token.children)
        and bool(words & _UNLIKELY)
    )


def _is_purpose(token: Any) -> bool:
    """ "In order to leave": no order."""
    return bool(token.lower_ == "order" and token.i > 0 and token.nbor(-1).lower_ == "in")
