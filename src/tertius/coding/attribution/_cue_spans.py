"""How far a cue reaches beyond its head: auxiliaries, adverbs, particles, prepositions, an object."""

from __future__ import annotations

from tertius.coding.attribution._contents import Candidate, Tokens
from tertius.coding.attribution._cues import cue_key
from tertius.coding.attribution._tree import Tree

__all__ = ["cue_spans"]

_LEFT, _RIGHT = 4, 5


def cue_spans(tree: Tree, cue: int, taken: Tokens) -> list[Candidate]:
    """Spans that hold the token `cue`, stop short of the `taken` tokens and do not leave its sentence."""
    stops = {i for a, b in taken for i in (a, b)}
    first, last = tree.bounds[tree.sentence[cue]]
    lefts, rights = [cue], [cue]
    for j in range(cue - 1, max(first, cue - _LEFT) - 1, -1):
        if j in stops or not tree.is_word(j) or _inside(j, taken):
            break
        lefts.append(j)
    for j in range(cue + 1, min(last, cue + _RIGHT) + 1):
        if j in stops or tree.pos[j] == "SPACE" or _inside(j, taken):
            break
        rights.append(j)
    full = (lefts[-1], rights[-1])
    return [
        Candidate(((a, b),), _described(tree, cue, a, b, full))
        for a in lefts
        for b in rights
        if tree.is_word(b) or b == cue
    ]


def _inside(token: int, taken: Tokens) -> bool:
    return any(a <= token <= b for a, b in taken)


def _described(tree: Tree, cue: int, a: int, b: int, full: tuple[int, int]) -> list[str]:
    key = cue_key(tree, cue)
    features = [f"size:{a - cue}:{b - cue}|{tree.pos[cue]}", f"L:{a - cue}", f"R:{b - cue}|{key}"]
    for j in range(a, b + 1):
        if j != cue:
            features += _word(tree, cue, j, "in")
    if a > full[0]:
        features += _word(tree, cue, a - 1, "out")
    if b < full[1]:
        features += _word(tree, cue, b + 1, "out")
    features.append(f"touches:{a == full[0]}:{b == full[1]}|{tree.pos[cue]}")
    features.append(f"ends:{tree.pos[b]}:{b == full[1]}")
    return features


def _word(tree: Tree, cue: int, j: int, where: str) -> list[str]:
    side = "<" if j < cue else ">"
    tie = "child" if tree.head[j] == cue else "head" if tree.head[cue] == j else "other"
    return [
        f"{where}{side}{tree.dep[j]}:{tie}|{tree.pos[cue]}",
        f"{where}{side}{tree.shape[j]}|{tree.pos[cue]}",
        f"{where}{side}{tree.pos[j]}:{tie}",
        f"{where}{side}{tree.shape[j]}|{cue_key(tree, cue)}",
    ]
