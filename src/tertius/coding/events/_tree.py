"""What a rule asks of the dependency tree: the clause's parts by slot, subjects, modality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tertius.coding.actors import noun_of

__all__ = ["EVENT_POS", "RELATIVE", "Modality", "adverbs", "clause_lemmas", "complements", "is_passive", "lemma", "misread_lemma", "modality", "noun_phrase_lemmas",
           "objects", "particles", "prepositions", "slot_words", "subjects"]  # fmt: skip

EVENT_POS = frozenset({"VERB", "NOUN", "PROPN", "AUX", "ADJ"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
OBJECTS = ("dobj", "obj", "oprd", "attr")
_MODALS = frozenset({"will", "would", "could", "may", "might", "can", "'d", "’d", "'ll", "’ll"})
_POSSIBLE = frozenset({"could", "may", "might", "can"})
_WISHES = frozenset(
    {"dream", "hope", "fear", "wish", "want", "prefer", "worry", "doubt", "imagine", "expect", "avoid", "refrain"}
)
COMPLEMENTS = ("xcomp", "ccomp", "pcomp")


class Modality:
    """Negation, future, obligation, possibility and condition of one verb."""

    __slots__ = ("condition", "future", "must", "negated", "possible", "question", "unreal", "until", "wish")

    def __init__(self, token: Any) -> None:
        children = list(token.children)
        words = {child.lower_ for child in children if child.dep_ in ("aux", "auxpass", "neg", "mark")}
        self.negated = any(child.dep_ == "neg" or child.lower_ in ("never", "no longer") for child in children)
        self.future = (
            bool(words & {"will", "shall", "'ll", "’ll", "wo", "would"})
            or _going_to(token)
            or _headline_to(token)
            or _end_of_a_future(token)
        )
        self.must = bool(words & {"must", "should", "ought"}) or _have_to(token)
        self.possible = bool(words & _POSSIBLE) or _might_bring(token)
        self.unreal = "would" in words and ("have" in words or "rather" in adverbs(token) or _depends(token))
        self.condition = (
            bool(words & {"if", "unless", "whether"})
            or any(child.lower_ == "whenever" for child in children)
            or _inverted(token)
        )
        sentence = token.sent
        self.question = sentence[-1].text == "?" or sentence.text.rstrip().endswith("?")
        self.wish = _wished(token)
        self.until = any(child.dep_ in ("advcl", "prep") and _waits(child) for child in children)


def _might_bring(token: Any) -> bool:
    """ "It could lead to A having talks with B": the possibility is said of the verb above."""
    above = token.head if token.dep_ in ("advcl", "pcomp") and token.tag_ == "VBG" else None
    above = above.head if above is not None and above.dep_ == "prep" else above
    return above is not None and any(child.dep_ == "aux" and child.lower_ in _POSSIBLE for child in above.children)


def _depends(token: Any) -> bool:
    """ "Would open it if ..."."""
    clauses = [child for child in token.children if child.dep_ == "advcl"]
    return any(child.lower_ == "if" for clause in clauses for child in clause.children)


def _inverted(token: Any) -> bool:
    """ "Had Oslo asked, ...": a condition told by the order of its words."""
    if token.dep_ != "advcl":
        return False
    first = token.left_edge
    opens = first.head.i == token.i and first.lower_ in ("had", "were", "should")
    return opens and any(child.dep_ == "nsubj" and child.i > first.i for child in token.children)


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


def _end_of_a_future(token: Any) -> bool:
    """ "Would send money to help A": what it is done for comes no sooner than it is done."""
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    aims = infinitive and token.dep_ in ("xcomp", "advcl") and token.head.pos_ == "VERB"
    return aims and any(
        child.dep_ == "aux" and child.lower_ in ("will", "shall", "'ll", "’ll", "would")
        for child in token.head.children
    )


def _headline_to(token: Any) -> bool:
    """ "Ministers to meet": a headline's future."""
    if token.dep_ != "ROOT":
        return False
    children = list(token.children)
    marked = any(child.dep_ == "aux" and child.lower_ == "to" for child in children)
    return marked and any(child.dep_ == "nsubj" for child in children)


def _have_to(token: Any) -> bool:
    head = token.head
    return bool(token.dep_ == "xcomp" and (head.lemma_ in ("have", "need") or head.lower_ == "ought"))


def lemma(token: Any) -> str:
    """The lemma in lower case; a capitalised common noun of a headline is treated like any other."""
    return str(token.lemma_).lower()


def misread_lemma(token: Any) -> str:
    """Of a headline's verb that the tagger takes for a plural noun ("Oslo summons envoy"): the verb's; else nothing."""
    verb = token.tag_ == "NNS" and any(child.dep_ == "nsubj" for child in token.children)
    return str(token.lower_.removesuffix("s")) if verb else ""


def modality(token: Any) -> Modality:
    return Modality(token)


def is_passive(token: Any) -> bool:
    """Whether the subject undergoes the verb; "is engaged in" and "was involved in" are the subject's own doing."""
    if token.lemma_ in ("engage", "involve") and any(child.lower_ == "in" for child in token.children):
        return False
    deps = {child.dep_ for child in token.children}
    if not deps.isdisjoint(("nsubjpass", "auxpass")):
        return True
    if token.tag_ != "VBN":
        return False
    if token.dep_ in ("acl", "amod"):
        return "nsubj" not in deps
    # "was questioned and then released": a second participle without an object or an auxiliary of its own
    shares = token.dep_ == "conj" and deps.isdisjoint(("aux", "nsubj", "dobj")) and token.head.pos_ == "VERB"
    return shares and is_passive(token.head)


def subjects(token: Any) -> list[Any]:
    return [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")]


def objects(token: Any) -> list[Any]:
    """Direct objects; of a passive, the subject; of a participle after a noun, that noun."""
    children, dep = list(token.children), token.dep_
    found = [child for child in children if child.dep_ in OBJECTS or _misread_object(child)]
    if is_passive(token):
        found += [child for child in children if child.dep_ == "nsubjpass"]
        found += objects(token.head) if not found and dep == "conj" else []
        if dep in ("acl", "amod"):
            found.append(token.head)
    if dep != "relcl" or any(child.lower_ not in RELATIVE for child in found):
        return found
    subject = any(child.dep_ == "nsubj" and child.lower_ not in RELATIVE for child in children)
    return [token.head] if subject else found  # "the border, which Nairobi closed"


def _misread_object(child: Any) -> bool:
    """A name that the parser took for an adverb: "Has Iran attacked Azerbaijan?"."""
    dep = child.dep_
    if dep == "appos" and child.i > child.head.i:
        return bool(misread_lemma(child.head))
    return bool(
        dep == "npadvmod"
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


def _is_human(token: Any) -> bool:
    return (
        noun_of(token) is not None
        or token.ent_type_ in ("PERSON", "NORP")
        or token.lower_
        in ("him", "her", "them", "me", "us", "whom", "who", "he", "she", "they", "dozens", "hundreds", "thousands")
    )


def _form(clause: Any) -> str:
    """ "to" for an infinitive, "should" for what is asked for, "that" for what is told, "-" for anything else."""
    words = {child.lower_ for child in clause.children if child.dep_ in ("aux", "auxpass", "mark")}
    if "to" in words:
        return "to"
    if "should" in words or "must" in words or (clause.tag_ == "VB" and not words & _MODALS and "that" in words):
        return "should"
    finite = (
        words & _MODALS
        or clause.tag_ in ("VBD", "VBZ", "VBP")
        or words & {"is", "are", "was", "were", "has", "had", "have"}
    )
    return "that" if clause.dep_ == "ccomp" and finite else "-"


def slot_words(token: Any, slot: str) -> set[str]:
    """The words that stand in one slot of a rule."""
    if slot == "pos":
        return {"noun" if token.pos_ in ("NOUN", "PROPN") else "verb"}
    if slot == "obj":
        found = objects(token)
        people = {"human"} if any(_is_human(each) for each in found) else set()
        return people | {word for each in found for word in noun_phrase_lemmas(each)}
    if slot == "prep":
        return {child.lower_ for child in prepositions(token) if not _of_time(child)}
    if slot == "from":
        ends = [grand for child in prepositions(token) if child.lower_ == "from" for grand in child.children]
        return {word for end in ends if end.dep_ == "pobj" for word in noun_phrase_lemmas(end)}
    if slot == "prt":
        return particles(token)
    if slot == "comp":
        found = complements(token) + [
            grand for child in prepositions(token) for grand in child.children if grand.dep_ == "pcomp"
        ]
        whom = any(sub.ent_type_ in ("GPE", "NORP", "ORG") for child in found for sub in subjects(child))
        forms = {word for child in found for word in (lemma(child), _form(child))}
        return forms | ({"any"} if found else set()) | ({"whom"} if whom else set())
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
