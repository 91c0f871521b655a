"""`tertius check`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import emit, emit_json, formats, say, shown_progress
from tertius.records import CheckResult, FactKind

__all__ = ["check"]


@click.command()
@click.argument("paths", type=PATH, nargs=-1)
@click.option("--record", type=PATH, help="A record of facts, TOML or CSV; without one only offices are checked.")
@click.option("--until", type=DATE, help="Leave out facts known later; by default every fact is used.")
@click.option("--workspace", type=PATH, help="Check the documents of this workspace too.")
@click.option("--result", type=click.Choice([member.value for member in CheckResult]), help="Only these.")
@click.option("--kind", type=click.Choice([member.value for member in FactKind]), help="Only these.")
@click.option("--fast", is_flag=True, help="Code by syntax and statistics alone, without the encoder.")
@formats
def check(
    paths: tuple[Path, ...],
    record: Path | None,
    until: dt.datetime | None,
    workspace: Path | None,
    result: str | None,
    kind: str | None,
    fast: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Set each checkable statement (a date, a number, an act, who holds an office) beside the record.

    It agrees, conflicts, is disputed (the record itself holds versions that differ) or is not in the record. Both
    texts are shown; there is no verdict on who speaks. PATHS are documents or folders of them.
    """
    from tertius.analysis import check as run

    with shown_progress() as progress:
        found = run(
            list(paths), record=record, until=until.date() if until else None, workspace=workspace, fast=fast,
            progress=progress,
        )  # fmt: skip
    found = tuple(c for c in found if result in (None, c.result.value) and kind in (None, c.kind.value))
    if as_json:
        emit_json(found)
        return
    rows = [
        (
            c.result.value,
            c.kind.value,
            f"{c.by.name} ({c.voice.value})",
            c.part.text,
            "; ".join(f"{version.by}: {version.text}" for version in c.beside),
            c.because,
        )
        for c in found
    ]
    emit(("result", "about", "who says so", "the text", "the record", "because"), rows, as_csv=as_csv)
    if not as_csv:
        counts = ", ".join(f"{n} {r.value}" for r in CheckResult if (n := sum(c.result == r for c in found)))
        say(f"{counts or 'nothing that can be checked'}; the record is a selection, and no verdict on who speaks")
