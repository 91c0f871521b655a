"""Causal statements: which words are the cause, which the effect, and which way the effect points."""

from __future__ import annotations

from typing import Any

from tertius.coding.statements import words
from tertius.coding.statements.drafts import Content
from tertius.records import Causal

__all__ = ["causal_of", "sign_of"]

_PRONOUNS = frozenset({"it", "this", "that", "they", "these", "those", "which"})


def causal_of(content: Content, before: Causal | None = None) -> Causal | None:
    """Cause, effect and sign, or None where the content names no cause.

    Args:
        content: one sentence of a content.
        before: the causal statement last made in the text, for what a bare pronoun stands for: "it" for
            its cause, "this" for its effect.
    """
    for token in content.tokens:
        found = _by_verb(content, token) or _by_ground(content, token) or _by_conjunction(content, token)
        if found is None:
            continue
        cause, effect = found
        cause = _antecedent(cause, before)
        if cause and effect and cause != effect:
            return Causal(cause=cause, effect=effect, sign=sign_of(effect))
    return _by_phrase(content)


def _antecedent(cause: str, before: Causal | None) -> str:
    if before is None or cause.lower() not in _PRONOUNS:
        return cause
    return before.effect if cause.lower() in ("this", "that", "which") else before.cause


def sign_of(effect: str) -> int:
    """+1 where the words speak of getting closer, -1 of getting apart, 0 of neither or both; a negation turns it."""
    tokens = [word.strip(".,;:“”\"'’").lower() for word in effect.split()]
    stems = {_stem(word) for word in tokens} | set(tokens)
    closer, apart = bool(stems & words.CLOSER), bool(stems & words.APART)
    if closer == apart:
        return 0
    sign = 1 if closer else -1
    return -sign if {"not", "no", "never", "n't"} & set(tokens) else sign


def _stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word


def _child(token: Any, *deps: str) -> Any | None:
    return next((child for child in token.children if child.dep_ in deps), None)


def _by_verb(content: Content, verb: Any) -> tuple[str, str] | None:
    preposition = words.CAUSING.get(verb.lemma_.lower()) if verb.pos_ == "VERB" else None
    if preposition is None:
        return None
    subject = _subject(verb)
    if subject is None or (verb.lemma_ == "give" and _child(verb, "dobj") is None):
        return None
    if preposition:
        return _until_comma(content, verb, preposition, content.subtree(subject))
    effect = _objects(verb)
    if effect is None or not _brings_about(verb, effect):
        return None
    return content.subtree(subject), content.subtree(effect)


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
    if noun.lemma_.lower() not in words.GROUNDS or noun.dep_ != "attr":
        return None
    subject = _child(noun.head, "nsubj")
    prep = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("for", "of", "behind")), None)
    effect = _child(prep, "pobj", "pcomp") if prep is not None else None
    if subject is None or effect is None:
        return None
    return content.subtree(subject), content.subtree(effect)


def _by_conjunction(content: Content, token: Any) -> tuple[str, str] | None:
    """ "Y because X". "As" and "since" count only after a comma, where they cannot be of time or manner."""
    if token.dep_ != "mark" or token.lower_ not in ("because", "as", "since"):
        return None
    clause = token.head
    if clause.dep_ != "advcl" or (token.lower_ != "because" and not _after_comma(token)):
        return None
    inside = {t.i for t in clause.subtree}
    main = [t for t in content.tokens if t.i not in inside]
    if not main:
        return None
    effect = " ".join(t.text for t in main if not t.is_punct).strip()
    return content.subtree(clause).removeprefix(token.text).strip(), effect


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
            return Causal(cause=cause, effect=effect, sign=sign_of(effect))
    return None
