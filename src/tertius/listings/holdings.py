"""Documents and what is coded from them: of paths, coded now, or of a workspace, coded once and kept there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tertius.coding import Coded
from tertius.errors import InputError, StoreError
from tertius.progress import Progress, silent
from tertius.records import Document

__all__ = ["Holdings", "hold"]

Source = str | os.PathLike[str]


class Holdings(NamedTuple):
    """Documents, and all that is coded from them."""

    documents: tuple[Document, ...]
    coded: Coded


def hold(
    documents: Source | Document | Iterable[Source | Document] = (),
    *,
    workspace: Source | None = None,
    fast: bool = False,
    progress: Progress = silent,
) -> Holdings:
    """Read and code `documents`, or take what a workspace keeps.

    A workspace's documents are coded where they have not been as they stand now, and what was coded is kept
    there. Corrections by hand are applied.

    Raises:
        InputError: neither is given, both are, or a path does not exist.
        StoreError: there is no workspace there, or it cannot be used.
    """
    given = [documents] if isinstance(documents, str | os.PathLike | Document) else list(documents)
    if bool(given) == (workspace is not None):
        raise InputError("give documents or a workspace: one of them")
    if workspace is not None:
        return _kept(Path(workspace).expanduser(), fast=fast, progress=progress)
    from tertius import documents as stage

    read = [item for item in given if isinstance(item, Document)]
    paths = [Path(item).expanduser() for item in given if not isinstance(item, Document)]
    read += stage.read(paths, progress=progress) if paths else []
    unique = list({document.id: document for document in read}.values())
    return Holdings(tuple(unique), _coded(unique, fast=fast, progress=progress))


def _kept(folder: Path, *, fast: bool, progress: Progress) -> Holdings:
    from tertius.coding import code_workspace
    from tertius.store import Workspace

    if not (folder / "workspace.sqlite").is_file():
        raise StoreError(f"there is no workspace at {folder}; read something into it first, or give documents")
    with Workspace.open(folder) as workspace:
        coded = code_workspace(workspace, fast=fast, progress=progress)
        return Holdings(tuple(workspace.revised(workspace.documents())), coded)


def _coded(documents: Sequence[Document], *, fast: bool, progress: Progress) -> Coded:
    from tertius import coding
    from tertius import documents as stage

    return coding.code(documents, stories=stage.stories(documents), fast=fast, progress=progress)
