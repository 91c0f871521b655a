"""Documents coded apart, at whatever time, joined into one answer: events told twice, statements that contest.

Everything else is found within one document. So what was coded of a document can be kept and need not be coded
again: `joined` gives the same from kept codings as from fresh ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

import tertius
from tertius.coding.statements.gists import Gist
from tertius.records import Demand, Document, Event, NotCoded, Prediction, Statement, Tie

__all__ = ["Coded", "Coding", "Kept", "joined", "stamp_of"]

# Where a document lies and who may read it changes nothing of what it says.
_NO_MATTER = ("path", "url", "retrieved", "confidential")


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one document alone; `gists` stands beside `statements`, one each."""

    statements: tuple[Statement, ...] = ()
    gists: tuple[Gist, ...] = ()
    events: tuple[Event, ...] = ()
    ties: tuple[Tie, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    demands: tuple[Demand, ...] = ()


class Coded(NamedTuple):
    """All that was found in some documents."""

    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    ties: tuple[Tie, ...]
    predictions: tuple[Prediction, ...]
    demands: tuple[Demand, ...]
    not_coded: tuple[NotCoded, ...] = ()  # documents over which coding failed, and why


class Kept(Protocol):
    """Where codings are kept: under the document's id, with a stamp of what they were made from."""

    def get(self, document: str, stamp: str) -> bytes | None: ...

    def put(self, document: str, stamp: str, coding: bytes) -> None: ...


def joined(codings: Iterable[Coding], stories: Mapping[str, str]) -> Coded:
    """The codings of several documents as one answer, in their order.

    Args:
        codings: one a document.
        stories: story of each document id; a reprint adds no report of an event and no confirmation of a statement.
    """
    from tertius.coding.events import merge
    from tertius.coding.statements import count_stories, mark_contests

    found = list(codings)
    sides = [side for one in found for side in zip(one.statements, one.gists, strict=True)]
    return Coded(
        statements=tuple(count_stories(mark_contests(sides), [gist for _, gist in sides], stories)),
        events=tuple(merge([event for one in found for event in one.events], stories)),
        ties=tuple(tie for one in found for tie in one.ties),
        predictions=tuple(prediction for one in found for prediction in one.predictions),
        demands=tuple(demand for one in found for demand in one.demands),
    )


def stamp_of(document: Document, *, fast: bool) -> str:
    """What a coding of the document depends on, in 32 characters: the coder, its mode, and the document's fields."""
    fields = {name: value for name, value in msgspec.to_builtins(document).items() if name not in _NO_MATTER}
    text = msgspec.json.encode([_coder(), fast, fields])
    return hashlib.sha256(text).hexdigest()[:32]


@cache
def _coder() -> str:
    """The code and tables that coding rests on: another release, or a change in a checkout, codes anew."""
    digest = hashlib.sha256(tertius.__version__.encode())
    package = Path(tertius.__file__).parent
    for path in sorted(path for part in ("coding", "world", "records") for path in (package / part).rglob("*")):
        if path.suffix == ".py":
            digest.update(path.read_bytes())
        elif path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.name} {path.stat().st_size}".encode())
    return digest.hexdigest()
