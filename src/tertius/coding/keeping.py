"""Coding on a workspace: each document once, what was found kept, corrections by hand applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import tertius
from tertius.coding.joining import Coded
from tertius.progress import Progress, silent
from tertius.records import Document

if TYPE_CHECKING:
    from tertius.store import Workspace

__all__ = ["code_workspace"]

_KINDS = ("statement", "event", "tie", "prediction", "demand")


def code_workspace(
    workspace: Workspace,
    documents: Sequence[Document] | None = None,
    *,
    stories: Mapping[str, str] | None = None,
    fast: bool = False,
    progress: Progress = silent,
) -> Coded:
    """Code `documents` (by default all of the workspace) and keep what is found.

    A document that was coded before and has not changed is not coded again, so a run that was broken off goes on
    where it stopped. What is kept of those documents afterwards is what this run found: what an earlier one made
    of them otherwise is gone; of a document over which coding failed it stays. Corrections are applied to what is returned, and never overwritten.

    Raises:
        StoreError: the workspace cannot be written.
    """
    from tertius.coding.road import code
    from tertius.documents import stories as stories_of

    wanted = workspace.documents() if documents is None else documents
    workspace.put_documents(wanted)
    told = stories_of(wanted) if stories is None else stories
    coded = code(wanted, stories=told, fast=fast, kept=workspace.codings, progress=progress)
    failed = {one.document for one in coded.not_coded}
    ids = [document.id for document in wanted if document.id not in failed]
    with workspace.together():
        for kind, items in zip(_KINDS, coded[: len(_KINDS)], strict=True):
            workspace.replace_records(kind, items, documents=ids, made_by=tertius.__version__)
    return Coded(
        statements=tuple(workspace.revised(coded.statements)),
        events=tuple(workspace.revised(coded.events)),
        ties=tuple(workspace.revised(coded.ties)),
        predictions=tuple(workspace.revised(coded.predictions)),
        demands=tuple(workspace.revised(coded.demands)),
        not_coded=coded.not_coded,
    )
