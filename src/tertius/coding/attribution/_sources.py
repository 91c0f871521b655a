"""Who may be the source of a cue: noun phrases the syntax offers, each described."""

from __future__ import annotations

from tertius.coding.attribution._contents import Candidate, Offer
from tertius.coding.attribution._cues import cue_key, subject_class
from tertius.coding.attribution._tree import Tree

__all__ = ["source_candidates"]

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_PREPOSITIONS = frozenset({"of", "by", "from", "in", "to", "with", "for", "among", "between"})
_CLIMB = 5


def source_candidates(tree: Tree, cue: int) -> list[Candidate]:
    """Every noun phrase offered as the source of `cue`, and, with no tokens, that there is none."""
    found: dict[tuple[int, int], tuple[int, set[str]]] = {}

    def offer(kind: str, head: int) -> None:
        span = _phrase(tree, head, cue)
        if span is not None:
            found.setdefault(span, (head, set()))[1].add(kind)

    _climb(tree, cue, offer)
    _around(tree, cue, offer)
    candidates = [Candidate((span,), _described(tree, cue, span, *about)) for span, about in found.items()]
    return [Candidate((), _none(tree, cue, candidates)), *candidates]


def _climb(tree: Tree, cue: int, offer: Offer) -> None:
    at, path = cue, ""
    for _ in range(_CLIMB):
        for c in tree.children[at]:
            dep = tree.dep[c]
            if dep in _SUBJECT or dep == "poss":
                offer(f"{path}/{dep}", c)
            elif dep == "agent" or (dep == "prep" and tree.lower[c] in _PREPOSITIONS):
                for g in tree.children[c]:
                    if tree.dep[g] == "pobj" and (not path or dep == "agent"):
                        offer(f"{path}/{tree.lower[c]}", g)
            elif dep in {"dobj", "pobj", "attr"} and (not path or at != cue):
                offer(f"{path}/{dep}", c)
            elif (dep in {"compound", "amod", "nmod"} and not path and tree.pos[c] in {"PROPN", "ADJ", "NOUN"}) or (
                dep in {"ccomp", "parataxis", "appos"} and not path and tree.pos[c] in {"PROPN", "NOUN", "PRON"}
            ):
                offer(f"/{dep}", c)
        h = tree.head[at]
        if h == at:
            break
        dep = tree.dep[at]
        if dep in {"acl", "relcl", "appos", "amod"} and tree.pos[h] in {"NOUN", "PROPN", "PRON"}:
            offer(f"{path}^{dep}", h)
        path += f"^{dep}"
        at = h


def _around(tree: Tree, cue: int, offer: Offer) -> None:
    """Nouns beside the cue, for where the parse is wrong: the nearest before it and behind it."""
    first, last = tree.bounds[tree.sentence[cue]]
    for side, span in (
        ("left", range(cue - 1, max(first, cue - 12) - 1, -1)),
        ("right", range(cue + 1, min(last, cue + 8) + 1)),
    ):
        for j in span:
            if tree.pos[j] in {"NOUN", "PROPN", "PRON"} and tree.dep[j] not in {"compound", "poss"}:
                offer(side, j)
                up = tree.head[tree.head[j]]
                if tree.dep[j] == "pobj" and up < j and tree.pos[up] in {"NOUN", "PROPN", "PRON"}:
                    offer(f"{side}-up", up)
                break
    start = next((j for j in range(first, cue) if tree.pos[j] in {"NOUN", "PROPN", "PRON"}), None)
    if tree.words[cue] == ":" and start is not None:
        while tree.head[start] > start and tree.head[start] < cue and tree.dep[start] == "compound":
            start = tree.head[start]
        offer("line-start", start)


def _phrase(tree: Tree, head: int, cue: int) -> tuple[int, int] | None:
    """The noun phrase of `head` with its appositions, not reaching over the cue, without a relative clause."""
    a, b = tree.left[head], tree.right[head]
    clauses = [
        c for c in tree.children[head] if c > head and tree.dep[c] in {"relcl", "acl", "advcl", "ccomp", "parataxis"}
    ]
    for c in clauses:
        if tree.dep[c] != "acl" or tree.left[c] <= cue <= tree.right[c] or tree.words[tree.left[c] - 1] == ",":
            b = min(b, tree.left[c] - 1)
    if a <= cue <= b:
        a, b = (a, cue - 1) if head < cue else (cue + 1, b)
    n = tree.quote[head]
    if n != tree.quote[cue] or n < 0:
        while a < head and tree.quote[a] >= 0 and tree.quote[a] != n:
            a += 1
    span = tree.trim(a, b)
    return span if span and span[0] <= head <= span[1] else None


def _described(tree: Tree, cue: int, span: tuple[int, int], head: int, kinds: set[str]) -> list[str]:
    key = cue_key(tree, cue)
    pos = tree.pos[cue]
    who = subject_class(tree, head)
    side = "<" if head < cue else ">"
    features = [f"{kind}|{pos}" for kind in kinds] + [f"{kind}|{key}" for kind in kinds]
    features += [f"{kind}|{who}" for kind in kinds] + [f"{kind}|{side}" for kind in kinds]
    features += [f"who:{who}", f"who:{who}|{pos}", f"side:{side}|{tree.dep[cue]}", f"l:{tree.lemma[head]}"]
    features += [
        f"gap:{side}{min(8, abs(head - cue))}",
        f"dep:{tree.dep[head]}|{tree.dep[cue]}",
        f"tag:{tree.tag[head]}",
    ]
    if tree.quote[head] != tree.quote[cue]:
        features.append("other-quote")
    features.append(f"n:{min(6, span[1] - span[0])}|{who}")
    return features


def _none(tree: Tree, cue: int, others: list[Candidate]) -> list[str]:
    key = cue_key(tree, cue)
    deps = {tree.dep[c] for c in tree.children[cue]}
    features = [
        "none",
        f"none|{key}",
        f"none|{tree.pos[cue]}",
        f"none|{tree.dep[cue]}",
        f"none|{tree.tag[cue]}",
        f"none:{min(3, len(others))}",
    ]
    features += [f"none|{dep}" for dep in deps & {"nsubjpass", "auxpass", "nsubj", "poss", "agent", "expl"}]
    if "auxpass" in deps or (tree.tag[cue] == "VBN" and "nsubj" not in deps):
        features.append(f"none-passive|{key}")
    return features
