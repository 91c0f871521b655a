"""Which predicate says what one span does to another: the search behind pair-conditioned coding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tertius.coding.events import _tree as tree
from tertius.coding.events._reading import Reader, Reading
from tertius.coding.parsed import Span

__all__ = ["choose", "governor", "head_of", "path"]


def head_of(doc: Any, span: Span) -> Any | None:
    """The token of the span whose own head lies outside it; None for a span without a word."""
    tokens = [token for token in doc if token.idx < span[1] and span[0] < token.idx + len(token) and not token.is_space]
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    nouns = [token for token in heads if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")]
    return (nouns or heads or tokens or [None])[0]


def path(first: Any, second: Any) -> tuple[list[Any], Any]:
    """Tokens from `first` up to the lowest common ancestor and down to `second`, and that ancestor."""
    ups = [first, *first.ancestors]
    places = {token.i: n for n, token in enumerate(ups)}
    down: list[Any] = []
    node = second
    while node.i not in places:
        down.append(node)
        if node.head.i == node.i:
            return [*ups, *reversed(down)], ups[-1]
        node = node.head
    return [*ups[: places[node.i] + 1], *reversed(down)], node


def choose(reader: Reader, source: Any | None, target: Any | None) -> tuple[Reading | None, str]:
    """The reading that joins source and target, and where it was found ("path", "sentence" or "none")."""
    anchor = source if source is not None else target
    if anchor is None:
        return None, "none"
    seen: set[int] = set()
    for token in _candidates(anchor, target):
        if token.i in seen:
            continue
        seen.add(token.i)
        reading = reader.read(token)
        if reading is not None:
            return reading, "path"
    for token in anchor.sent:
        if token.i not in seen and token.pos_ in ("VERB", "NOUN", "AUX"):
            reading = reader.read(token)
            if reading is not None:
                return reading, "sentence"
    return None, "none"


def _candidates(source: Any, target: Any | None) -> Iterator[Any]:
    """The clause whose subject is the source, those below it towards the target, then the rest of the path."""
    chain = [] if target is None else path(source, target)[0]
    on_path = {token.i for token in chain}
    over = governor(source)
    yield from _nearer(chain, source, over)
    if over is not None:
        yield over
        yield from _downwards(over, on_path)
    for token in chain:
        if token.pos_ in ("VERB", "AUX"):
            yield token
    for token in chain:
        if token.pos_ == "NOUN":
            yield token
    if over is not None:
        yield from (token for token in over.subtree if token.pos_ == "VERB")
        yield from (token for token in over.subtree if token.pos_ == "NOUN")
    yield from (token for token in source.sent if token.pos_ == "VERB")


def _nearer(chain: list[Any], source: Any, over: Any | None) -> Iterator[Any]:
    """The verb of the target's own clause: a relative one under the source, or one conjoined with the source's verb."""
    verbs = [token for token in chain if token.pos_ == "VERB" and token != over]
    yield from (verb for verb in verbs if verb.dep_ == "relcl" and verb.head == source)
    yield from (verb for verb in verbs if verb.dep_ == "conj" and verb.head == over)


def governor(token: Any) -> Any | None:
    """The verb that a noun phrase is subject or agent of, climbing through the phrase."""
    node = token
    while node.head.i != node.i:
        if node.dep_ in ("nsubj", "nsubjpass", "agent", "csubj") and node.head.pos_ in ("VERB", "AUX"):
            return node.head
        node = node.head
    return node if node.pos_ in ("VERB", "AUX") else None


def _downwards(verb: Any, on_path: set[int]) -> Iterator[Any]:
    for child in verb.children:
        if child.i in on_path and child.pos_ in ("VERB", "AUX"):
            yield child
            yield from _downwards(child, on_path)
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB":
            yield child
    for child in tree.complements(verb):
        yield child
