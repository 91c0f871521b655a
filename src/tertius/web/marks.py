"""A document's text with the passages marked that something was coded from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

__all__ = ["Segment", "segments"]


class Mark(NamedTuple):
    """What a stretch of text was coded as."""

    kind: str
    id: str
    title: str


class Segment(NamedTuple):
    """A stretch of text that no mark begins or ends within; the innermost mark is `marks[-1]`.

    `anchors` are the ids of the items whose first passage begins here.
    """

    text: str
    marks: tuple[Mark, ...]
    anchors: tuple[str, ...]


def segments(document: str, text: str, items: Mapping[str, Iterable[tuple[str, Any]]]) -> list[Segment]:
    """`text` cut at every edge of a passage of `items` (id and record by kind) that stands in the document."""
    spans: list[tuple[int, int, Mark]] = []
    firsts: dict[int, list[str]] = {}
    for kind, held in items.items():
        for item, record in held:
            here = [p for p in record.passages if p.document == document and 0 <= p.start < p.end <= len(text)]
            spans += [(passage.start, passage.end, Mark(kind, item, _title(kind, record))) for passage in here]
            if here:
                firsts.setdefault(min(passage.start for passage in here), []).append(item)
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    found: list[Segment] = []
    opening = sorted(spans, key=lambda span: span[0], reverse=True)  # the next to open is the last
    active: list[tuple[int, int, Mark]] = []
    for start, end in pairwise(edges):
        active = [span for span in active if span[1] > start]
        while opening and opening[-1][0] <= start:
            active.append(opening.pop())
        widest_first = sorted(active, key=lambda span: span[0] - span[1])
        marks = tuple(mark for _, _, mark in widest_first)
        found.append(Segment(text[start:end], marks, tuple(firsts.get(start, ()))))
    return found


def _title(kind: str, record: Any) -> str:
    if kind == "statement":
        return f"{record.speaker.name} ({record.voice}): {', '.join(record.kinds)}"
    source, target = (actor.name if actor else "?" for actor in (record.source, record.target))
    return f"{source} {record.type} {target} ({record.status})"
