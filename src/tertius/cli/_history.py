"""`tertius history`: import, documents, fetch, list, rejects, volume."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import emit, emit_json, formats, say, shown_progress

if TYPE_CHECKING:
    from tertius.history.archive import Holding, Imported

SOME_REFUSED = 2
_WORKSPACE = click.option(
    "--workspace", type=PATH, default=Path(".tertius"), show_default=True, help="Folder in which the history is kept."
)
_ACTORS = click.option(
    "--actors", multiple=True, metavar="CODE", help="Keep only events with this state on either side; may be repeated."
)


@click.group()
def history() -> None:
    """The record of events: bring it in, see what is there."""


@history.command("import")
@click.argument("format_", metavar="FORMAT")
@click.argument("paths", metavar="PATH...", type=PATH, nargs=-1, required=True)
@_WORKSPACE
@_ACTORS
@click.option("--origin", help="Of a tidy table: the name under which it is kept; by default `own`.")
@click.option("--version", help="Of the set, where its publisher numbers it, such as 25.1 of UCDP GED.")
@click.option("--accessed", type=DATE, help="When you got the files from their publisher; by default today.")
@formats
def import_(
    format_: str,
    paths: tuple[Path, ...],
    workspace: Path,
    actors: tuple[str, ...],
    origin: str | None,
    version: str | None,
    accessed: dt.datetime | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Import event files or panels: text, Parquet, .gz, .zip, or folders of them.

    FORMAT is gdelt, gdelt-mentions, icews, polecat, acled, ucdp-ged, tidy or panel. The same import again changes
    nothing; one that was cut off goes on where it was. Exit status 2: some file was refused.
    """
    from tertius.errors import UsageError
    from tertius.history import archive

    day = accessed.date() if accessed else None
    with shown_progress() as progress:
        if format_ == "panel":
            if actors or origin:
                raise UsageError("a panel is imported as it is: without --actors and --origin")
            found = archive.import_panels(paths, workspace, version=version, accessed=day, progress=progress)
        else:
            found = archive.import_files(
                format_,
                paths,
                workspace,
                origin=origin,
                actors=actors,
                version=version,
                accessed=day,
                progress=progress,
            )
    _tell(found, as_json=as_json, as_csv=as_csv)
    return SOME_REFUSED if found.refused else 0


_COUNTS = ("files", "skipped", "rows", "added", "known", "unasked", "rejected")


def _tell(found: Imported, *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        emit_json(found)
    else:
        emit(_COUNTS, [[getattr(found, name) for name in _COUNTS]], as_csv=as_csv)
    for refused in found.refused:
        click.echo(f"tertius: {refused}", err=True)
    if found.rejected:
        click.echo("rows were set aside: see `tertius history rejects`", err=True)


@history.command()
@_WORKSPACE
@click.option("--fast", is_flag=True, help="Code by syntax and statistics alone, without the encoder.")
@formats
def documents(workspace: Path, fast: bool, as_json: bool, as_csv: bool) -> None:
    """Enter the events that are coded from the workspace's own documents.

    They join the history with the origin `documents`: what happened or goes on, with an actor and a date of a week
    or better. The same again changes nothing; what is found no more is taken out. `tertius purge` takes out the
    events of a document.
    """
    from tertius.history import archive

    with shown_progress() as progress:
        found = archive.append_documents(workspace, fast=fast, progress=progress)
    if as_json:
        emit_json(found)
        return
    reasons = [(f"left out: {reason}", count) for reason, count in sorted(found.left_out.items())]
    emit(("events", "number"), [("added", found.added), ("known", found.known), *reasons], as_csv=as_csv)


@history.command()
@_WORKSPACE
@click.option("--frequency", type=click.Choice(["day", "week", "month"]), default="week", show_default=True)
@click.option("--until", type=DATE, help="The cut-off; by default the end of the history.")
@formats
def volume(workspace: Path, frequency: str, until: dt.datetime | None, as_json: bool, as_csv: bool) -> None:
    """How much was reported in each period: media volume, which is attention and no count of events."""
    from tertius.history import archive

    found = archive.media_volume(workspace, frequency, until=until.date() if until else None)
    if as_json:
        emit_json(found.to_pylist())
    else:
        emit(found.column_names, (row.values() for row in found.to_pylist()), as_csv=as_csv)


@history.command()
@click.argument("set_", metavar="SET")
@click.option("--since", type=DATE, help="First day.")
@click.option("--until", type=DATE, help="Last day; by default today.")
@_ACTORS
@_WORKSPACE
@click.option("--from", "source", metavar="URL", help="Another address of the list, the listing or the file.")
@click.option("--version", help="Of GDELT 1, 2 or 2-translation; of UCDP GED such as 25.1.")
@formats
def fetch(
    set_: str,
    since: dt.datetime | None,
    until: dt.datetime | None,
    actors: tuple[str, ...],
    workspace: Path,
    source: str | None,
    version: str | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Fetch a set from its publisher and import it: gdelt, gdelt-mentions, ucdp-ged or polecat.

    Files are checked, resumed, and deleted once they are imported; the same again asks only for what is new. What
    needs an account of your own (ACLED) is not fetched: download it and use `tertius history import`.
    """
    from tertius.history.fetch import fetch as run

    with shown_progress() as progress:
        found = run(
            set_, since=since.date() if since else None, until=until.date() if until else None, actors=actors,
            workspace=workspace, source=source, version=version, progress=progress,
        )  # fmt: skip
    for url in found.missing:
        click.echo(f"not there: {url}", err=True)
    if as_json:
        emit_json(found)
        return SOME_REFUSED if found.imported.refused else 0
    if not as_csv:
        say(f"{found.files:,} files fetched, {found.skipped:,} were in already, {len(found.missing):,} not there")
    _tell(found.imported, as_json=False, as_csv=as_csv)
    return SOME_REFUSED if found.imported.refused else 0


@history.command("list")
@_WORKSPACE
@formats
def list_(workspace: Path, as_json: bool, as_csv: bool) -> None:
    """What the history holds: sets, rows, span, terms and the day of access."""
    from tertius.history import archive

    held = archive.holdings(workspace)
    if as_json:
        emit_json(list(held))
        return
    columns = ("origin", "holds", "rows", "first", "last", "files", "rejected", "accessed")
    wide = (*columns, "actors", "version", "name", "citation", "terms") if as_csv else columns
    emit(wide, [[getattr(one, name) for name in wide] for one in held], as_csv=as_csv)
    if not as_csv:
        _terms(held)


def _terms(held: tuple[Holding, ...]) -> None:
    seen = set()
    for one in held:
        if one.origin not in seen:
            seen.add(one.origin)
            limits = f" Only events of {one.actors}." if one.actors else ""
            version = f", version {one.version}" if one.version else ""
            say(f"\n{one.origin}: {one.name}{version}. {one.citation}. Terms: {one.terms}{limits}")


@history.command()
@_WORKSPACE
@click.option("--origin", help="Only those of this set.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="The most rows to list.")
@click.option("--all", "whole", is_flag=True, help="List every row.")
@formats
def rejects(workspace: Path, origin: str | None, limit: int, whole: bool, as_json: bool, as_csv: bool) -> None:
    """Rows that were set aside on import: where they stand, and why."""
    from tertius.history import archive

    found = list(archive.rejects(workspace, origin=origin, limit=None if whole else limit))
    if as_json:
        emit_json(found)
        return
    rows = [(f"{row.file}{f' ({row.member})' if row.member else ''}", row.line, row.reason, row.text) for row in found]
    if as_csv:
        emit(("file", "line", "reason", "text"), rows, as_csv=True)
        return
    emit(("file", "line", "reason"), [row[:3] for row in rows], as_csv=False)
    for name, reason, count in archive.reject_reasons(workspace):
        if origin in (None, name):
            say(f"{name}: {count:,} {'row' if count == 1 else 'rows'}: {reason}")


__all__ = ["history"]
