"""What the encoder's spans are put right by: quotations are taken whole, and nothing is claimed twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["claims_twice", "whole_quotations"]

Span = tuple[int, int]
Spans = tuple[Span, ...]

_QUOTATION = re.compile(r"“[^“”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|«[^«»\n]*(?:»|$)", re.MULTILINE)
_SHORTEST = 12  # characters, marks included; less is a quoted word
_TWICE = 0.8  # share of the longer content that both hold


def whole_quotations(text: str, content: Spans, others: Sequence[Span]) -> Spans:
    """`content` with every quotation it holds most of made whole, where no source or cue stands in the way."""
    if not content:
        return content
    begin, end = text.rfind("\n", 0, content[0][0]) + 1, content[-1][1]
    line_end = text.find("\n", end)
    runs = list(content)
    for match in _QUOTATION.finditer(text, begin, line_end if line_end >= 0 else len(text)):
        whole = match.span()
        size, shared = whole[1] - whole[0], _shared(runs, [whole])
        if size >= _SHORTEST and 0.5 * size < shared < size and not _shared(others, [whole]):
            runs = _with(runs, whole)
    return tuple(runs)


def claims_twice(one: Spans, other: Spans) -> bool:
    """Whether two contents are nearly the same words."""
    return _shared(one, other) > _TWICE * max(_size(one), _size(other))


def _with(runs: list[Span], more: Span) -> list[Span]:
    """`runs` and `more`, those that it touches grown into one."""
    apart = [run for run in runs if run[1] <= more[0] or more[1] <= run[0]]
    touched = [run for run in runs if run not in apart]
    grown = (min(more[0], *(a for a, _ in touched)), max(more[1], *(b for _, b in touched)))
    return sorted([*apart, grown])


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _size(spans: Sequence[Span]) -> int:
    return sum(b - a for a, b in spans)
