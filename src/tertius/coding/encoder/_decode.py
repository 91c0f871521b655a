"""From the encoder's numbers to spans: cues in a window, and a cue's source and content."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tertius.coding.encoder._mend import claims_twice, whole_quotations
from tertius.coding.encoder._path import best_path
from tertius.coding.encoder._windows import Window, neighbourhood, relative

__all__ = [
    "Found",
    "Graphs",
    "Proposal",
    "Settings",
    "extract",
    "probabilities",
    "propose",
    "settle",
]

Span = tuple[int, int]
Floats = NDArray[np.float32]


class Graphs(Protocol):
    """The two networks that attributions need."""

    def encode(self, ids: list[int], types: list[int]) -> tuple[Floats, Floats, Floats]:
        """Token and cue projections [n, 256] and cue tags [n, 3] of a window."""
        ...

    def roles(self, tokens: Floats, cue: Floats, near: list[int]) -> tuple[Floats, float]:
        """Role tags [m, 3] of the tokens around a cue, and the log-odds that it is one."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds, set on the development documents."""

    propose: float = 0.3  # probability of belonging to a cue that makes a token part of one
    accept: float = 0.62  # of the cue and of the second look, multiplied and rooted


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible cue: its window and tokens, how likely it is, and the roles of the tokens from `first` on."""

    window: int
    begin: int
    end: int
    chance: float
    first: int
    roles: Floats  # [m, 3]: neither, source, content


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in code points, and how sure the encoder is that it is one (0 to 1)."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    probability: float


def probabilities(scores: NDArray[Any]) -> NDArray[Any]:
    """Softmax over the last axis."""
    power = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(power / power.sum(-1, keepdims=True))


def extract(text: str, parts: list[Window], graphs: Graphs, settings: Settings) -> list[Found]:
    """The attributions in a text, in the order of their cues."""
    return settle(text, parts, propose(parts, graphs, settings), settings)


def propose(parts: list[Window], graphs: Graphs, settings: Settings) -> list[Proposal]:
    """Every possible cue of the windows, with the roles of the tokens around it."""
    out: list[Proposal] = []
    for number, part in enumerate(parts):
        tokens, cues, tags = graphs.encode(part.ids, part.types)
        for begin, end, chance in _cues(part, probabilities(tags), settings.propose):
            if chance < settings.accept**2:
                continue  # however sure the second look were, `settle` would drop it
            first, last = neighbourhood(part, begin, end)
            near = relative(first, last, begin, end)
            roles, valid = graphs.roles(tokens[first:last], cues[begin:end].mean(0), near)
            both = math.sqrt(chance / (1 + math.exp(-valid)))
            out.append(Proposal(number, begin, end, both, first, probabilities(roles)))
    return out


def _cues(part: Window, chance: NDArray[Any], least: float) -> list[tuple[int, int, float]]:
    """Runs of tokens likely to be in a cue, with the likelihood of the best; a likely beginning starts a new run."""
    out: list[tuple[int, int, float]] = []
    at = None
    size = len(part.ids)
    for i in range(1, size + 1):
        on = i < size and part.starts[i] >= 0 and 1 - chance[i, 0] > least
        fresh = on and chance[i, 1] > chance[i, 2]
        if at is not None and (not on or fresh):
            if part.core[0] <= at < part.core[1]:
                out.append((at, i, float((1 - chance[at:i, 0]).max())))
            at = None
        if on and at is None:
            at = i
    return out


def settle(text: str, parts: list[Window], proposals: list[Proposal], settings: Settings) -> list[Found]:
    """The attributions that the proposals amount to, in the order of their cues; the likelier of two with one content."""
    kept: list[Found] = []
    for proposal in sorted(proposals, key=lambda p: -p.chance):
        if proposal.chance < settings.accept:
            break
        one = _attribution(text, parts[proposal.window], proposal)
        if one and not any(claims_twice(one.content, other.content) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.cue, one.content))


def _attribution(text: str, part: Window, proposal: Proposal) -> Found | None:
    places = [proposal.first + i for i in range(len(proposal.roles))]
    real = [i for i, place in enumerate(places) if part.starts[place] >= 0]
    places = [places[i] for i in real]
    within = [k for k, place in enumerate(places) if proposal.begin <= place < proposal.end]
    glued = [
        k > 0 and part.starts[place] == part.ends[places[k - 1]] and _joined(text, part.starts[place])
        for k, place in enumerate(places)
    ]
    path = best_path(proposal.roles[real], (within[0], within[-1] + 1), glued)
    source = _runs(text, part, places, path, 1)
    content = [run for run in _runs(text, part, places, path, 2) if _word(text[slice(*run)])]
    if not content:
        return None
    cue = (part.starts[proposal.begin], part.ends[proposal.end - 1])
    one = max(source, key=lambda run: run[1] - run[0]) if source else None
    whole = whole_quotations(text, tuple(content), [cue, *([one] if one else [])])
    return Found(one, cue, whole, proposal.chance)


def _joined(text: str, place: int) -> bool:
    return text[place].isalnum() and text[place - 1].isalnum()


def _word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _runs(text: str, part: Window, places: list[int], path: list[int], role: int) -> list[Span]:
    """Spans of the tokens with this role; two with nothing but marks or space between them are one."""
    out: list[Span] = []
    for place, given in zip(places, path, strict=True):
        if given != role:
            continue
        start, end = part.starts[place], part.ends[place]
        if out and not _word(text[out[-1][1] : start]):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
