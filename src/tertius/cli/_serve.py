"""`tertius serve`."""

from __future__ import annotations

from pathlib import Path

import click

from tertius.cli._options import PATH
from tertius.cli._workspace import workspace_option
from tertius.errors import InputError

__all__ = ["serve"]


@click.command()
@workspace_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; any but this machine's own needs --token.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--token", envvar="TERTIUS_TOKEN", help="Every route asks for it. Better given as TERTIUS_TOKEN: other users see a command line.")  # fmt: skip
@click.option("--name", "names", multiple=True, help="A further host name under which it may be asked for.")
@click.option("--history", type=PATH, multiple=True, help="An event table or a panel that may be asked; may be repeated.")  # fmt: skip
def serve(
    folder: Path, host: str, port: int, token: str | None, names: tuple[str, ...], history: tuple[Path, ...]
) -> None:
    """Serve the desk: a local web app on the workspace, and its API.

    Add documents, watch their coding, review and correct what was coded, ask a triad, read the report.
    """
    from tertius.web import Settings
    from tertius.web import serve as start

    for path in history:
        if not path.exists():
            raise InputError(f"history {path} does not exist; check the path")
    settings = Settings(workspace=folder, host=host, port=port, token=token, names=names, histories=history)
    start(settings, click.echo)
