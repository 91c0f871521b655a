"""The documents of a case, and what its workspace keeps of them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from tertius.case import Case
from tertius.progress import Progress
from tertius.records import Document

if TYPE_CHECKING:
    from tertius.coding import Coded

__all__ = ["keep", "read_documents"]


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


def keep(case: Case, known: Sequence[Document], coded: Coded) -> Coded:
    """What was coded as the workspace has it after keeping it: with the corrections made there by hand."""
    if case.workspace is None:
        return coded
    from tertius.store import Workspace

    with Workspace.open(case.workspace) as workspace:
        workspace.put_documents(known)
        kinds = ("statement", "event", "tie", "prediction", "demand")
        for kind, items in zip(kinds, coded, strict=True):
            workspace.put_records(kind, items, made_by=version("tertius"))
        return coded._replace(
            statements=tuple(workspace.revised(coded.statements)),
            events=tuple(workspace.revised(coded.events)),
            ties=tuple(workspace.revised(coded.ties)),
            predictions=tuple(workspace.revised(coded.predictions)),
            demands=tuple(workspace.revised(coded.demands)),
        )
