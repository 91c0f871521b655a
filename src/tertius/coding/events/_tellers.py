"""Who only tells of an act: the source of the words in which it stands, and whom the words are told to."""

from __future__ import annotations

from collections.abc import Sequence

from tertius.coding.parsed import Attribution, Parsed, Span

__all__ = ["only_tells"]


def only_tells(parsed: Parsed, act: Sequence[int], party: Span) -> bool:
    """Whether a phrase belongs to the frame of the words in which the characters `act` stand, and not to the words.

    In "A attacked B, residents told C" neither the residents nor C is a party of the attack. Where the act is itself the
    saying ("A warned B that ..."), it does not stand in what is said.
    """
    return any(
        all(_within(place, attribution.content) for place in act)
        and not _within(party[0], attribution.content)
        and any(_meet(party, span) for span in _frame(parsed, attribution))
        for attribution in parsed.attributions
    )


def _frame(parsed: Parsed, attribution: Attribution) -> list[Span]:
    """The source, the words of saying, and their objects: whom they are addressed to."""
    frame = [span for span in (attribution.source, attribution.cue) if span]
    words = parsed.doc.char_span(*attribution.cue, alignment_mode="expand") if attribution.cue else None
    for word in words if words is not None else ():
        frame += [
            (child.left_edge.idx, child.right_edge.idx + len(child.right_edge))
            for child in word.children
            if child.dep_ in ("dobj", "dative") and not _within(child.idx, attribution.content)
        ]
    return frame


def _within(place: int, content: Sequence[Span]) -> bool:
    return any(start <= place < end for start, end in content)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
