"""The documents of a case, and what its workspace keeps of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tertius.case import Case
from tertius.progress import Progress
from tertius.records import Document

if TYPE_CHECKING:
    from tertius.coding import Coded

__all__ = ["code_all", "read_documents"]


def read_documents(case: Case, progress: Progress) -> list[Document]:
    """The documents of the paths, those handed over, and those of the workspace, each once."""
    from tertius import documents

    read = documents.read(case.documents, progress=progress) if case.documents else []
    held: list[Document] = []
    if case.workspace is not None:
        from tertius.store import Workspace

        with Workspace.open(case.workspace) as workspace:
            held = workspace.documents()
    return list({document.id: document for document in (*read, *case.read, *held)}.values())


def code_all(
    case: Case, known: Sequence[Document], stories: Mapping[str, str], fast: bool, progress: Progress
) -> Coded:
    """The documents coded; with a workspace as it has them after keeping them, corrections by hand applied."""
    from tertius import coding

    if case.workspace is None:
        return coding.code(known, stories=stories, fast=fast, progress=progress)
    from tertius.store import Workspace

    with Workspace.open(case.workspace) as workspace:
        return coding.code_workspace(workspace, known, stories=stories, fast=fast, progress=progress)
