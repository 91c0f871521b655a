"""`tertius.statements`, `tertius.events` and `tertius.ties`: code documents or open a workspace, then choose."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from tertius.listings.choice import choose_events, choose_statements, choose_ties
from tertius.listings.holdings import hold
from tertius.progress import Progress, silent
from tertius.records import Document, Event, Statement, Tie

__all__ = ["events", "statements", "ties"]

Source = str | os.PathLike[str]


def statements(
    documents: Source | Document | Iterable[Source | Document] = (),
    *,
    workspace: Source | None = None,
    fast: bool = False,
    progress: Progress = silent,
    **choice: Any,
) -> tuple[Statement, ...]:
    """Who says what: the statements of documents or of a workspace.

    Args:
        documents: paths of files or folders, or `Document`s; or instead of them
        workspace: a workspace, whose documents are coded where they are not yet; corrections made there hold.
        fast: code by syntax and statistics alone, without the encoder.
        progress: told what is being done.
        **choice: `speaker`, `about`, `voice`, `kind`, `review` (one value or several), `since`, `until` (dates),
            `contested`; see `tertius.listings.choose_statements`.

    Raises:
        TertiusError: what was given is wrong; one line says what and what to do.
    """
    held = hold(documents, workspace=workspace, fast=fast, progress=progress)
    return choose_statements(held.coded.statements, **choice)


def events(
    documents: Source | Document | Iterable[Source | Document] = (),
    *,
    workspace: Source | None = None,
    fast: bool = False,
    progress: Progress = silent,
    **choice: Any,
) -> tuple[Event, ...]:
    """Who did what to whom: the events of documents or of a workspace.

    Args:
        documents, workspace, fast, progress: as in `statements`.
        **choice: `source`, `target`, `type`, `status`, `speaker`, `review`, `since`, `until`; see
            `tertius.listings.choose_events`.

    Raises:
        TertiusError: what was given is wrong; one line says what and what to do.
    """
    held = hold(documents, workspace=workspace, fast=fast, progress=progress)
    return choose_events(held.coded.events, **choice)


def ties(
    documents: Source | Document | Iterable[Source | Document] = (),
    *,
    workspace: Source | None = None,
    fast: bool = False,
    progress: Progress = silent,
    **choice: Any,
) -> tuple[Tie, ...]:
    """Who is whose ally, adversary, supplier or neighbour, and who says so.

    Args:
        documents, workspace, fast, progress: as in `statements`.
        **choice: `between`, `relation`, `speaker`, `voice`, `since`, `until`; see `tertius.listings.choose_ties`.

    Raises:
        TertiusError: what was given is wrong; one line says what and what to do.
    """
    held = hold(documents, workspace=workspace, fast=fast, progress=progress)
    return choose_ties(held.coded.ties, **choice)
