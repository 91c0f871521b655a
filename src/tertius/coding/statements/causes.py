"""Causal statements: which words are the cause, which the effect, and which way the effect points."""

from __future__ import annotations

import re
from typing import Any

from tertius.coding.statements import words
from tertius.coding.statements.directions import draws_of, sign_of
from tertius.coding.statements.drafts import Content
from tertius.records import Causal
from tertius.world.sectors import institution, office

__all__ = ["causal_of"]

_PRONOUNS = frozenset({"it", "this", "that", "they", "these", "those", "which"})


def causal_of(content: Content, before: Causal | None = None) -> Causal | None:
    """Cause, effect and sign, or None where the content names no cause.

    Args:
        content: one sentence of a content.
        before: the causal statement last made in the text, for what a bare pronoun stands for: "it" for
            its cause, "this" for its effect.
    """
    for token in content.tokens:
        found = _by_verb(content, token) or _by_ground(content, token) or _by_clause(content, token)
        if found is None:
            continue
        cause, effect, *says = found
        cause = _antecedent(cause, before)
        if cause and effect and cause != effect:
            return _causal(cause, effect, *says)
    return _by_phrase(content) or _by_degree(content) or _by_reference(content, before) or _by_condition(content)


def _antecedent(cause: str, before: Causal | None) -> str:
    if before is None or cause.lower() not in _PRONOUNS:
        return cause
    return before.effect if cause.lower() in ("this", "that", "which") else before.cause


def _child(token: Any, *deps: str) -> Any | None:
    return next((child for child in token.children if child.dep_ in deps), None)


def _by_verb(content: Content, verb: Any) -> tuple[str, ...] | None:
    if verb.pos_ != "VERB":
        return None
    lemma = verb.lemma_.lower()
    preposition = words.CAUSING.get(lemma)
    subject = _subject(verb) if preposition is not None or lemma in words.CHANGING else None
    if subject is None and preposition == "to" and verb.tag_ in ("VBD", "VBZ"):
        return _until_comma(content, verb, preposition, _before(content, verb))  # a subject too long for the parser
    if subject is None or (lemma == "give" and _child(verb, "dobj") is None):
        return None
    if preposition is None:
        return _by_change(content, verb, subject)
    if preposition:
        clause = subject == verb.head and verb.tag_ == "VBG"  # "…, leading to …"
        cause = _before(content, verb) if clause else content.subtree(subject)
        return _until_comma(content, verb, preposition, cause)
    if lemma in words.DOING and not _is_thing(subject) and subject.lower_ not in _PRONOUNS:
        return None  # "the party makes", "he allowed": an act of somebody
    effect = _objects(verb)
    if effect is None or not _brings_about(verb, effect):
        return _by_change(content, verb, subject) if lemma in words.CHANGING else None
    return content.subtree(subject), _with_complement(content, verb, effect)


def _by_change(content: Content, verb: Any, subject: Any) -> tuple[str, str, str] | None:
    """ "The dispute raises the price": what is done to the object is the effect, where a thing or an event does it."""
    effect = _child(verb, "dobj")
    if effect is None or not _is_thing(subject) or effect.lower_ in _NO_EFFECTS:
        return None
    words_of = _with_complement(content, verb, effect)
    return content.subtree(subject), f"{verb.text} {words_of}", f"{verb.lemma_} {words_of}"


_NO_EFFECTS = frozenset("itself themselves that this which what".split())


def _with_complement(content: Content, verb: Any, effect: Any) -> str:
    """The object, whom it befalls and what is said to become of it: "the talks harder", "out a third", "them a year"."""
    inside = {token.i for token in content.tokens}
    held = {token.i for token in effect.subtree} & inside
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("dative", "advmod", "oprd", "acomp", "prt", "xcomp", "ccomp"):
            held |= {token.i for token in child.subtree} & inside
    return content.between(min(held), max(held)) if held else content.subtree(effect)


def _is_thing(subject: Any) -> bool:
    """An event, a thing or a clause: no person, state or body, whose doings are events and no causes."""
    if subject.pos_ in ("VERB", "AUX") or subject.dep_ == "csubj":
        return True
    return subject.pos_ == "NOUN" and subject.ent_type_ not in ("PERSON", "GPE", "NORP", "ORG") and not _acts(subject)


def _acts(noun: Any) -> bool:
    lemma = noun.lemma_.lower()
    return office(lemma) is not None or institution(lemma) is not None or lemma in words.PEOPLE


def _before(content: Content, verb: Any) -> str:
    """The words of the content before the verb."""
    before = [token.i for token in content.tokens if token.i < verb.i]
    return content.between(before[0], before[-1]).rstrip(",; ") if before else ""


def _subject(verb: Any) -> Any | None:
    subject = _child(verb, "nsubj", "csubj")
    if subject is not None:
        return subject
    if verb.dep_ in ("xcomp", "conj"):
        return _child(verb.head, "nsubj", "csubj")
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG":
        return verb.head  # "…, leading to …": the clause before is the cause
    return None


def _until_comma(content: Content, verb: Any, preposition: str, cause: str) -> tuple[str, str] | None:
    """What stands after the preposition up to the next comma: parsers attach "to X doing Y" in several ways."""
    prep = next((c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == preposition), None)
    if prep is None:
        return None
    rest = [token for token in content.tokens if token.i > prep.i]
    stop = next((n for n, token in enumerate(rest) if token.text in (",", ";", ":", "—", "–")), len(rest))
    return (cause, rest[0].doc[rest[0].i : rest[stop - 1].i + 1].text.strip(" .")) if stop else None


def _objects(verb: Any) -> Any | None:
    return _child(verb, "ccomp", "xcomp") or _child(verb, "dobj")


def _brings_about(verb: Any, effect: Any) -> bool:
    """ "make", "bring", "help" and "threaten" cause something only when their object is a change, not a thing."""
    if verb.lemma_ in ("make", "bring", "drive", "push", "force", "allow", "help", "enable", "encourage", "give"):
        return effect.dep_ in ("ccomp", "xcomp") or any(
            child.dep_ in ("advmod", "oprd", "prt", "acomp", "xcomp", "ccomp") and child.pos_ in ("ADJ", "ADV", "VERB")
            for child in (*verb.children, *effect.children)
        )
    return bool(verb.lemma_ != "threaten")


def _by_ground(content: Content, noun: Any) -> tuple[str, str] | None:
    """ "X is the background of Y"."""
    if noun.dep_ != "attr" or noun.lemma_.lower() not in words.GROUNDS:
        return None
    subject = _child(noun.head, "nsubj")
    prep = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("for", "of", "behind")), None)
    effect = _child(prep, "pobj", "pcomp") if prep is not None else None
    if subject is None or effect is None:
        return None
    return content.subtree(subject), content.subtree(effect)


def _by_clause(content: Content, token: Any) -> tuple[str, str] | None:
    """ "Y because X", "when X, Y" of what always happens, "Y as X has grown", "each time X, Y".

    "As" and "since" count otherwise only after a comma, where they cannot be of time or manner.
    """
    dep = token.dep_
    if dep not in ("mark", "advmod", "npadvmod"):
        return None
    link, clause = token.lower_, token.head
    if dep == "npadvmod" and link == "time":
        each = any(child.lower_ in ("each", "every") for child in token.children)
        clause = _child(token, "relcl", "acl") or (clause if clause.dep_ == "advcl" else None)
        return _apart(content, clause, token) if each and clause is not None else None
    if dep == "npadvmod" or clause.dep_ != "advcl":
        return None
    return _apart(content, clause, token) if _gives_a_cause(link, token, clause) else None


def _gives_a_cause(link: str, token: Any, clause: Any) -> bool:
    if link == "as":
        apart = _after_comma(token) and clause.lemma_ not in ("do", "say", "write", "put") and not _lasts(clause)
        return apart or clause.lemma_.lower() in words.GROWING
    if link == "when":
        return _always(clause) and _always(clause.head) and clause.lemma_ != "come"  # "when it comes to"
    return link in ("because", "whenever") or (link == "since" and _after_comma(token))


def _lasts(verb: Any) -> bool:
    """In the past progressive, "as they were talking": what else went on at the time."""
    return verb.tag_ == "VBG" and any(child.dep_ == "aux" and child.tag_ == "VBD" for child in verb.children)


def _always(verb: Any) -> bool:
    """Told of what happens again and again: in the simple present, passive or not."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    finite = [token for token in (*auxiliaries, verb) if token.tag_ in ("VBP", "VBZ", "MD", "VBD")]
    return bool(finite) and all(token.tag_ in ("VBP", "VBZ") for token in finite) and verb.lemma_ != "be"


def _apart(content: Content, clause: Any, link: Any) -> tuple[str, str] | None:
    """The clause under `link` as cause, the rest of the sentence as effect."""
    inside = {t.i for t in clause.subtree} | {t.i for t in link.subtree}
    main = [t for t in content.tokens if t.i not in inside]
    if not main:
        return None
    effect = " ".join(t.text for t in main if not t.is_punct).strip()
    return content.subtree(clause).removeprefix(link.text).strip(), effect


def _after_comma(token: Any) -> bool:
    return bool(token.i > 0 and token.nbor(-1).text == ",")


def _by_phrase(content: Content) -> Causal | None:
    lowered = content.text.lower()
    for phrase in words.BECAUSE_PHRASES:
        at = lowered.find(phrase)
        if at <= 0:
            continue
        effect, cause = content.text[:at].strip(" ,"), content.text[at + len(phrase) :].strip(' ,.”"')
        if effect and cause:
            return _causal(cause, effect)
    return None


_DEGREE = re.compile(
    r"^[“\"']?(?P<cause>the (?:more|less|longer|\w+er)\b[^,;]*), (?P<effect>the (?:more|less|\w+er)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WHY = re.compile(
    r"^[“\"']?(?:and )?(?:that|this|which) (?:is|was) (?:also )?why (?P<effect>.+)$", re.IGNORECASE | re.DOTALL
)
_HAS_TO_DO = re.compile(
    r"^(?P<effect>.+?) (?:has|have|had) (?:much |a lot |something )?to do with (?P<cause>.+)$",
    re.IGNORECASE | re.DOTALL,
)


_IF_FIRST = re.compile(
    r"^[“\"']?(?:and |but )?(?P<cause>(?:if|unless|once|were|without|with)\s[^;]{4,120}?),? (?P<effect>(?:then )?[^,;]*\b(?:will|would|could|may|might|can|won't|won’t|'ll|’ll)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_IF_LAST = re.compile(
    r"^(?P<effect>[^;]*?\b(?:will|would|could|may|might|won't|won’t|to)\b[^;]*?),? (?P<cause>(?:if|unless|once|without)\s[^;,]{4,120})$",
    re.IGNORECASE | re.DOTALL,
)
_BRINGS = re.compile(
    r"^(?:if|unless|once) (?:one |you )?(?:asked|believes?|there is one|necessary|possible|so|not|any|I may)\b|^(?:if|unless) \w+ (?:is|are) (?:right|wrong|honest)",
    re.IGNORECASE,
)


def _by_condition(content: Content) -> Causal | None:
    """ "If the panels are built, they will give us half of our current": what would lead to what.

    An own act announced under a condition is a threat or a promise and no cause.
    """
    text = content.text.strip(' .”"“')
    found = _IF_FIRST.match(text) or _IF_LAST.match(text)
    if found is None or _BRINGS.match(found["cause"]) or re.match(r"(?:we|i)\b", found["effect"], re.IGNORECASE):
        return None
    ahead = re.search(r"\b(?:will|would|could|may|might|can|won't|won’t|'ll|’ll)\b", found["effect"])
    if ahead is None and not content.cues & words.FORESEEING:
        return None
    if (
        found["cause"].lower().startswith(("with ", "without "))
        and re.search(r"\b(?:will|would|won't|won’t)\b", found["effect"]) is None
    ):
        return None
    return _causal(re.sub(r"^(?:if|once|were|with)\s+", "", found["cause"], flags=re.IGNORECASE), found["effect"])


def _by_degree(content: Content) -> Causal | None:
    """ "The longer X, the closer Y"."""
    found = _DEGREE.match(content.text)
    return _causal(found["cause"], found["effect"]) if found else None


def _by_reference(content: Content, before: Causal | None) -> Causal | None:
    """ "Y has to do with X"; "that is why Y", whose cause is what was said before."""
    found = _HAS_TO_DO.match(content.text)
    if found is not None:
        return _causal(found["cause"], found["effect"])
    found = _WHY.match(content.text)
    if found is None:
        return None
    cause = before.effect if before else _sentence_before(content)
    return _causal(cause, found["effect"]) if cause else None


def _sentence_before(content: Content) -> str:
    first = content.tokens[0]
    start = first.sent.start
    return str(first.doc[start - 1].sent.text).strip(' ,.”"') if start > 0 else ""


def _causal(cause: str, effect: str, says: str | None = None) -> Causal:
    """`says` are the words that tell which way the effect points, where they are not those of the effect alone."""
    strip, says = ' ,.”"“', says or effect
    return Causal(cause=cause.strip(strip), effect=effect.strip(strip), sign=sign_of(says), draws=draws_of(says))
