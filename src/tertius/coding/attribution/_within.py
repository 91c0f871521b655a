"""Sources inside somebody's words: what the encoder, which learned from a scheme that marks none, finds in the words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tertius.coding.attribution._decide import SAYING
from tertius.coding.attribution._mend import speaks
from tertius.coding.attribution._tree import Tree
from tertius.coding.encoder import Encoder, Found
from tertius.coding.parsed import Attribution, Span

__all__ = ["found_within", "teller", "without_asides"]

_OF_THINGS = frozenset({"threaten", "suggest", "reveal", "convey", "deny"})  # what things do as well as people
_TOLD = SAYING - _OF_THINGS | {"tell", "hear", "learn", "learnt"}
_LEARNT = frozenset({"hear", "learn", "learnt", "gather", "know", "understand"})
_LIKELY = 0.6  # what the encoder asks for in words torn from their sentence
_OWN = frozenset("i we me us my our you it this that they he she who which what".split())
_SHORTEST = 30  # characters of words that could hold another's


def found_within(tree: Tree, top: Sequence[Attribution]) -> Iterator[Found]:
    """What the encoder finds in each content read as a text of its own, where it tells of saying and names who says it."""
    for start, end in (piece for one in top if one.cue for piece in one.content):
        inside = _tokens(tree, (start, end))
        if end - start < _SHORTEST or not any(tree.lemma[i] in _TOLD for i in inside):
            continue
        for found in Encoder.load().attributions(tree.text[start:end]):
            moved = _from_teller(tree, _moved(found, start))
            if found.probability >= _LIKELY and _tells(tree, moved):
                yield moved


def _tells(tree: Tree, found: Found) -> bool:
    if found.source is None or not any(tree.lemma[i] in _TOLD for i in _tokens(tree, found.cue)):
        return False
    head = _head(tree, found.source)
    if (
        tree.pos[head] == "ADJ"
        or tree.dep[head] == "nsubjpass"
        or (tree.dep[head] == "dobj" and "as" not in tree.text[slice(*found.cue)].split())
    ):
        return False  # whose claim is spoken of, who was told it, or of whom
    return _is_somebody(tree, found.source)


def _is_somebody(tree: Tree, source: Span) -> bool:
    tokens = _tokens(tree, source)
    return tree.lower[_head(tree, source)] not in _OWN and speaks(tree, (tokens[0], tokens[-1]))


def _head(tree: Tree, span: Span) -> int:
    tokens = _tokens(tree, span)
    return next((i for i in tokens if tree.head[i] not in tokens or tree.head[i] == i), tokens[-1])


def teller(tree: Tree, cue: Span) -> Span | None:
    """In "he had heard from engineers that ..." the engineers, whose words they are."""
    for i in _tokens(tree, cue):
        if tree.lemma[i] in _LEARNT:
            for prep in (c for c in tree.children[i] if tree.lower[c] == "from"):
                for told in (c for c in tree.children[prep] if tree.dep[c] == "pobj"):
                    span = (tree.start[tree.left[told]], tree.end[told])
                    return span if _is_somebody(tree, span) else None
    return None


def _from_teller(tree: Tree, found: Found) -> Found:
    """What somebody has learnt from others, with these as the source and out of the content."""
    told = teller(tree, found.cue)
    if told is None:
        return found
    content = tuple((max(a, told[1]), b) for a, b in found.content if b > told[1])
    return replace(found, source=told, content=content or found.content)


def without_asides(tree: Tree) -> str:
    """The text with blanks for each ", according to X," that stands in what somebody else is said to say."""
    text = tree.text
    for i in range(1, len(tree) - 2):
        if tree.lower[i] == "according" and tree.words[i - 1] == "," and _in_a_clause_told(tree, i):
            last = tree.bounds[tree.sentence[i]][1]
            end = next((j for j in range(i + 2, last) if tree.words[j] == ","), None)
            if end is not None:
                a, b = tree.start[i - 1], tree.end[end]
                text = text[:a] + " " * (b - a) + text[b:]
    return text


def _in_a_clause_told(tree: Tree, i: int) -> bool:
    """Whether a verb of saying stands before the aside in its sentence, and its "that" or its clause has begun."""
    first = tree.bounds[tree.sentence[i]][0]
    for verb in range(i - 2, first, -1):
        if tree.pos[verb] == "VERB" and tree.lemma[verb] in _TOLD and tree.quote[verb] == tree.quote[i]:
            begun = range(verb + 1, i - 1)
            return any(tree.lower[j] == "that" or tree.dep[j] in {"nsubj", "nsubjpass"} for j in begun)
    return False


def _tokens(tree: Tree, span: Span) -> range:
    return range(max(0, tree.token_at(span[0])), tree.token_at(span[1] - 1) + 1)


def _moved(found: Found, by: int) -> Found:
    source = found.source and (found.source[0] + by, found.source[1] + by)
    content = tuple((a + by, b + by) for a, b in found.content)
    return replace(found, cue=(found.cue[0] + by, found.cue[1] + by), source=source, content=content)
