"""The workspace that commands work on, and `tertius purge`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tertius.cli._output import emit_json, say
from tertius.errors import StoreError

if TYPE_CHECKING:
    from tertius.store import Workspace

__all__ = ["opened", "purge", "workspace_option"]

DEFAULT = ".tertius"
F = TypeVar("F", bound=Callable[..., Any])


def workspace_option(function: F) -> F:
    """The option that names the workspace's folder."""
    return click.option(
        "--workspace", "folder", type=click.Path(path_type=Path, file_okay=False), default=DEFAULT, show_default=True,
        envvar="TERTIUS_WORKSPACE", help="The workspace's folder.",
    )(function)  # fmt: skip


def opened(folder: Path) -> Workspace:
    """The workspace at `folder`; StoreError where there is none, since a listing should not make one."""
    from tertius.store import Workspace

    if not (folder / "workspace.sqlite").is_file():
        raise StoreError(
            f"there is no workspace at {folder}; read something into it first, or name it with --workspace"
        )
    return Workspace.open(folder)


@click.command()
@click.argument("document", metavar="ID")
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on stdout.")
def purge(document: str, folder: Path, *, as_json: bool) -> None:
    """Remove a document, everything that rests on it, and prove it.

    Statements, events and other records, corrections, table rows, its events in the history and fetched pages go
    with it; the workspace's files are then searched for its id and for passages of its text. The file it was read
    from is not touched.
    """
    from tertius.history.archive import purge as purge_document

    with opened(folder):
        purged = purge_document(document, folder)
    if as_json:
        import msgspec

        emit_json({**msgspec.to_builtins(purged), "proven": purged.proven})
    else:
        say(
            f"purged {document}: {purged.records} records, {purged.revisions} corrections, {purged.rows} table rows "
            f"and {purged.pages} fetched pages went with it"
        )
        say(f"proof: {purged.remaining} rows name it, {purged.traces} files hold a passage of it")
    if not purged.proven:
        raise StoreError(f"{document} was removed, but traces are left in {folder}; close what uses it and look there")
