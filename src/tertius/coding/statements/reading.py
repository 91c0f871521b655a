"""The accurate mode of kinds: what the encoder reads in each sentence of a content, beside the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tertius.coding.encoder import Encoder, available
from tertius.coding.parsed import Parsed, Span
from tertius.coding.statements.drafts import Content

__all__ = ["read_contents"]


def read_contents(parsed: Parsed, contents: Sequence[Content], cue: Span | None) -> tuple[Content, ...]:
    """The contents with the log-odds of their kinds and of a negation; as they are where the encoder is not installed."""
    if not available():
        return tuple(contents)
    return tuple(replace(content, odds=_odds(parsed, content, cue)) for content in contents)


def _odds(parsed: Parsed, content: Content, cue: Span | None) -> dict[str, float]:
    start, end = parsed.sentence_of(content.span[0])
    first, last = content.span
    over = (cue[0] - start, cue[1] - start) if cue and start <= cue[0] and cue[1] <= end else None
    return Encoder.load().sentence(parsed.text[start:end]).said((first - start, min(last, end) - start), over)
