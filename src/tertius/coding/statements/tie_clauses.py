"""Clauses about a state turned into sentences of their own: "B, which A annexed in 1975" states what A did to B."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tertius.coding.statements.tie_slots import Slotted

__all__ = ["clauses_of"]

_RELATIVE = re.compile(
    r"(?P<np>[@&]\d+ (?:'s (?:[^\s@&%,;]+ ){1,4})?)(?:, )?(?:(?P<prep>with|from|to|for|on|through|against|in) )?"
    r"(?:which|whom|that) (?P<s>[@&]\d+ )(?P<rest>(?:[^\s@&;,%]+ )+?)(?=, |\. |; |$)"
)


def clauses_of(sentence: Slotted) -> Iterator[Slotted]:
    """The sentence, its further predicates, and each relative clause with its noun put in the place of "which"."""
    yield from sentence.predicates()
    for match in _RELATIVE.finditer(sentence.text):
        start, end = match.span("rest")
        if match["prep"]:
            yield _joined(sentence, match.span("s"), (start, end), match.span("prep"), match.span("np"))
        elif (verb := _behind_verb(sentence, start, end)) is not None:
            yield _joined(sentence, match.span("s"), (start, verb), match.span("np"), (verb, end))


def _behind_verb(sentence: Slotted, start: int, end: int) -> int | None:
    """Where the first full verb ends, with the space behind it."""
    ends = (word.end() for word in re.finditer(r"\S+ ", sentence.text[start:end]))
    return next((start + at for at in ends if sentence.tokens[start + at - 2].pos_ == "VERB"), None)


def _joined(sentence: Slotted, *spans: tuple[int, int]) -> Slotted:
    """The pieces in the order given, a full stop behind them."""
    pieces = [(sentence.text[i:j].strip() + " ", sentence.tokens[i:j]) for i, j in spans if sentence.text[i:j].strip()]
    text = "".join(piece for piece, _ in pieces) + ". "
    tokens = tuple(tokens[min(at, len(tokens) - 1)] for piece, tokens in pieces for at in range(len(piece)))
    return Slotted(text, sentence.named, (*tokens, tokens[-1], tokens[-1]))
