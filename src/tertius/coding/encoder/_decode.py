"""From the encoder's numbers to spans: cues in a window, and a cue's source and content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tertius.coding.encoder._windows import Window, neighbourhood, relative

__all__ = [
    "Found",
    "Graphs",
    "Proposal",
    "Settings",
    "batches",
    "extract",
    "padded",
    "probabilities",
    "propose",
    "settle",
]

Span = tuple[int, int]
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Graphs(Protocol):
    """The two networks. Shapes: B windows of n tokens; C cues with m tokens around each."""

    def encode(self, ids: Ints, types: Ints, mask: Ints) -> tuple[Floats, ...]:
        """Token and cue projections [B, n, 256], cue and actor tags [B, n, 3]."""
        ...

    def roles(self, tokens: Floats, cue: Floats, near: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Role tags [C, m, 3] and the log-odds that the cue is one [C]."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds, set on the development documents."""

    propose: float = 0.3  # probability of belonging to a cue that makes a token part of one
    accept: float = 0.42  # of the cue and of the second look, multiplied and rooted
    tokens_a_batch: int = 2048


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


def padded(rows: list[list[int]]) -> tuple[Ints, Ints]:
    """Rows filled up with zeros to the longest, and the mask that says what is real."""
    n = max(map(len, rows))
    out, mask = np.zeros((len(rows), n), np.int64), np.zeros((len(rows), n), np.int64)
    for place, row in enumerate(rows):
        out[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return out, mask


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
    for places in batches([len(part.ids) for part in parts], settings.tokens_a_batch):
        out += _propose(parts, places, graphs, settings)
    return out


def batches(sizes: list[int], tokens: int) -> list[list[int]]:
    """Places of like size together, each batch of about `tokens` tokens with its padding."""
    out: list[list[int]] = []
    for place in sorted(range(len(sizes)), key=lambda i: (sizes[i], i)):
        if out and (len(out[-1]) + 1) * sizes[place] <= tokens:
            out[-1].append(place)
        else:
            out.append([place])
    return out


def _propose(parts: list[Window], places: list[int], graphs: Graphs, settings: Settings) -> list[Proposal]:
    ids, mask = padded([parts[i].ids for i in places])
    types, _ = padded([parts[i].types for i in places])
    tokens, cues, cue_tags, *_ = graphs.encode(ids, types, mask)
    chances = probabilities(cue_tags)
    proposed = [(row, *cue) for row, i in enumerate(places) for cue in _cues(parts[i], chances[row], settings.propose)]
    around = [neighbourhood(parts[places[row]], begin, end) for row, begin, end, _ in proposed]
    out: list[Proposal] = []
    for some in batches([last - first for first, last in around], settings.tokens_a_batch):
        near, inside = padded([relative(*around[i], proposed[i][1], proposed[i][2]) for i in some])
        states = np.zeros((*near.shape, tokens.shape[-1]), np.float32)
        heads = np.empty((len(some), cues.shape[-1]), np.float32)
        for place, i in enumerate(some):
            (row, begin, end, _), (first, last) = proposed[i], around[i]
            states[place, : last - first] = tokens[row, first:last]
            heads[place] = cues[row, begin:end].mean(0)
        tags, valid = graphs.roles(states, heads, near, inside)
        roles, sure = probabilities(tags), 1 / (1 + np.exp(-valid))
        for place, i in enumerate(some):
            (row, begin, end, chance), (first, last) = proposed[i], around[i]
            both = float(np.sqrt(chance * sure[place]))
            out.append(Proposal(places[row], begin, end, both, first, roles[place, : last - first]))
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
    """The attributions that the proposals amount to, in the order of their cues."""
    kept = (proposal for proposal in proposals if proposal.chance >= settings.accept)
    found = (_attribution(text, parts[proposal.window], proposal) for proposal in kept)
    return sorted((one for one in found if one), key=lambda one: (one.cue, one.content))


def _attribution(text: str, part: Window, proposal: Proposal) -> Found | None:
    best = proposal.roles.argmax(-1)
    source = _runs(text, part, proposal.first, best == 1)
    content = [run for run in _runs(text, part, proposal.first, best == 2) if _word(text[slice(*run)])]
    if not content:
        return None
    cue = (part.starts[proposal.begin], part.ends[proposal.end - 1])
    one = max(source, key=lambda run: run[1] - run[0]) if source else None
    return Found(one, cue, tuple(content), proposal.chance)


def _word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _runs(text: str, part: Window, first: int, on: NDArray[Any]) -> list[Span]:
    """Spans of the tokens that are on; runs with nothing but marks or space between them are one."""
    out: list[Span] = []
    for place in np.flatnonzero(on):
        start, end = part.starts[first + place], part.ends[first + place]
        if start < 0:
            continue
        if out and not _word(text[out[-1][1] : start]):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
