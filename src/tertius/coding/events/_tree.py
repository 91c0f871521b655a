"""What a rule asks of the dependency tree: the clause's parts by slot, subjects, modality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["EVENT_POS", "Modality", "adverbs", "clause_lemmas", "complements", "is_passive", "lemma", "modality", "noun_phrase_lemmas",
           "objects", "particles", "prepositions", "slot_words", "subjects"]  # fmt: skip

EVENT_POS = frozenset({"VERB", "NOUN", "PROPN", "AUX", "ADJ"})
OBJECTS = ("dobj", "obj", "oprd", "attr")
_WISHES = frozenset({"dream", "hope", "fear", "wish", "want", "prefer", "worry", "doubt", "imagine", "expect"})
COMPLEMENTS = ("xcomp", "ccomp", "pcomp")


class Modality:
    """Negation, future, obligation, possibility and condition of one verb."""

    __slots__ = ("condition", "future", "must", "negated", "possible", "question", "until", "wish")

    def __init__(self, token: Any) -> None:
        words = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass", "neg", "mark")}
        self.negated = any(child.dep_ == "neg" or child.lower_ in ("never", "no longer") for child in token.children)
        self.future = (
            bool(words & {"will", "shall", "'ll", "’ll", "wo", "would"}) or _going_to(token) or _headline_to(token)
        )
        self.must = bool(words & {"must", "should", "ought"}) or _have_to(token)
        self.possible = bool(words & {"could", "may", "might", "can"})
        self.condition = bool(words & {"if", "unless", "whether"}) or any(
            child.lower_ == "whenever" for child in token.children
        )
        self.question = token.sent[-1].text == "?" or token.sent.text.rstrip().endswith("?")
        self.wish = _wished(token)
        self.until = any(child.dep_ in ("advcl", "prep") and _waits(child) for child in token.children)


def _waits(token: Any) -> bool:
    return str(token.lower_) in ("until", "unless") or any(
        child.lower_ in ("until", "unless", "till") for child in token.children
    )


def _wished(token: Any) -> bool:
    """Under "dream of", "fear that", "it is preferable to", or a purpose ("to free them"): not told as done."""
    head = token.head.head if token.dep_ == "pcomp" else token.head
    if token.dep_ in ("xcomp", "ccomp", "pcomp") and head.lemma_ in _WISHES:
        return True
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    return infinitive and (token.dep_ in ("advcl", "acl") or (token.dep_ in ("xcomp", "csubj") and head.lemma_ == "be"))


def _going_to(token: Any) -> bool:
    return bool(token.dep_ == "xcomp" and token.head.lower_ == "going")


def _headline_to(token: Any) -> bool:
    """ "Ministers to meet": a headline's future."""
    marks = {child.lower_ for child in token.children if child.dep_ == "aux"}
    return token.dep_ == "ROOT" and "to" in marks and any(child.dep_ == "nsubj" for child in token.children)


def _have_to(token: Any) -> bool:
    head = token.head
    return bool(token.dep_ == "xcomp" and (head.lemma_ in ("have", "need") or head.lower_ == "ought"))


def lemma(token: Any) -> str:
    """The lemma in lower case; a capitalised common noun of a headline is treated like any other."""
    return str(token.lemma_).lower()


def modality(token: Any) -> Modality:
    return Modality(token)


def is_passive(token: Any) -> bool:
    """Whether the subject undergoes the verb; "is engaged in" and "was involved in" are the subject's own doing."""
    if token.lemma_ in ("engage", "involve") and any(child.lower_ == "in" for child in token.children):
        return False
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children) or bool(
        token.tag_ == "VBN"
        and token.dep_ in ("acl", "amod")
        and not any(child.dep_ == "nsubj" for child in token.children)
    )


def subjects(token: Any) -> list[Any]:
    return [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")]


def objects(token: Any) -> list[Any]:
    """Direct objects; of a passive, the subject; of a participle after a noun, that noun."""
    found = [child for child in token.children if child.dep_ in OBJECTS or _misread_object(child)]
    if is_passive(token):
        found += [child for child in token.children if child.dep_ == "nsubjpass"]
        if token.dep_ in ("acl", "amod"):
            found.append(token.head)
    if (
        token.dep_ == "relcl"
        and not found
        and any(child.dep_ == "nsubj" and child.lower_ not in ("who", "which", "that") for child in token.children)
    ):
        found.append(token.head)
    return found


def _misread_object(child: Any) -> bool:
    """A name that the parser took for an adverb: "Has Iran attacked Azerbaijan?"."""
    return bool(
        child.dep_ == "npadvmod"
        and child.pos_ == "PROPN"
        and child.i > child.head.i
        and child.ent_type_ not in ("DATE", "TIME")
    )


def complements(token: Any) -> list[Any]:
    return [child for child in token.children if child.dep_ in COMPLEMENTS]


def particles(token: Any) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_ in ("prt", "advmod", "acomp", "oprd")}


def prepositions(token: Any) -> list[Any]:
    return [child for child in token.children if child.dep_ in ("prep", "agent", "dative")]


def _of_time(prep: Any) -> bool:
    """ "on Tuesday", "in May": no argument of the verb."""
    return any(child.ent_type_ in ("DATE", "TIME") for child in prep.children if child.dep_ == "pobj")


def adverbs(token: Any) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_ == "advmod"}


def noun_phrase_lemmas(token: Any) -> set[str]:
    """Lemmas of a noun phrase: head, modifiers, conjuncts and what follows "of"."""
    words = {lemma(token)}
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod", "conj", "appos", "poss", "acl"):
            words.add(lemma(child))
            if child.dep_ in ("conj", "compound"):
                words |= {lemma(grand) for grand in child.children if grand.dep_ in ("compound", "amod")}
        elif child.dep_ == "prep" and child.lower_ == "of":
            for grand in child.children:
                if grand.dep_ == "pobj":
                    words |= {lemma(grand)} | {
                        lemma(g) for g in grand.children if g.dep_ in ("compound", "amod", "conj")
                    }
    return words


def _below(token: Any, limit: int) -> Iterator[Any]:
    for child in token.children:
        if child.dep_ in ("nsubj", "csubj", "punct", "aux") or (
            child.dep_ in ("conj", "advcl", "ccomp", "relcl") and limit > 0 and child.pos_ == "VERB"
        ):
            continue
        yield child
        if limit:
            yield from _below(child, limit - 1)


def clause_lemmas(token: Any) -> set[str]:
    """Lemmas of a verb's dependents without its subject, other clauses and conjoined verbs; of a noun, its modifiers."""
    words = {lemma(child) for child in _below(token, 4)}
    return words | {child.lower_ for child in _below(token, 1)}


def slot_words(token: Any, slot: str) -> set[str]:
    """The words that stand in one slot of a rule."""
    if slot == "pos":
        return {"noun" if token.pos_ in ("NOUN", "PROPN") else "verb"}
    if slot == "obj":
        return {word for obj in objects(token) for word in noun_phrase_lemmas(obj)}
    if slot == "prep":
        return {child.lower_ for child in prepositions(token) if not _of_time(child)}
    if slot == "prt":
        return particles(token)
    if slot == "comp":
        found = complements(token) + [
            grand for child in prepositions(token) for grand in child.children if grand.dep_ == "pcomp"
        ]
        return {lemma(child) for child in found} | ({"any"} if found else set())
    if slot == "subj":
        return {word for child in subjects(token) for word in noun_phrase_lemmas(child)} | (
            {"any"} if subjects(token) else set()
        )
    if slot == "mod":
        return {
            lemma(child) for child in token.children if child.dep_ in ("compound", "amod", "nmod", "nummod", "poss")
        } | {
            lemma(grand)
            for child in token.children
            if child.dep_ in ("prep", "compound", "amod")
            for grand in child.children
        }
    return clause_lemmas(token)
