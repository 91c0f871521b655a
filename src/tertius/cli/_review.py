"""`tertius review`: what waits for a reviewer, and what is decided of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from tertius.cli._output import emit_json, formats, say
from tertius.cli._pages import print_page, shortened
from tertius.cli._workspace import opened, workspace_option
from tertius.errors import InputError, UsageError
from tertius.records import Review, to_builtins
from tertius.review import REVIEWED

__all__ = ["review"]

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def review() -> None:
    """Review what was coded: list what waits, accept, reject, correct, grade, export as gold."""


def _signed(function: F) -> F:
    """The item, who decides and why."""
    for option in (
        workspace_option,
        click.option("--why", required=True, metavar="REASON", help="The reason."),
        click.option("--by", "who", required=True, metavar="NAME", help="Who decides."),
        click.argument("item", metavar="ID"),
    ):
        function = option(function)
    return function


@review.command("list")
@workspace_option
@click.option("--kind", type=click.Choice(list(REVIEWED)), multiple=True, help="Only these kinds; may be repeated.")
@click.option("--state", type=click.Choice([str(state) for state in Review]), multiple=True,
              help="In these states; by default unreviewed.")  # fmt: skip
@click.option("--document", metavar="ID", help="Only what rests on this document.")
@click.option("--limit", type=click.IntRange(min=1), help="Rows a page; in a table by default 40.")
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True, help="Which page to print.")
@formats
def list_(
    folder: Path, kind: tuple[str, ...], state: tuple[str, ...], document: str | None, limit: int | None, page: int,
    *, as_json: bool, as_csv: bool,
) -> None:  # fmt: skip
    """List what waits for review: accusations against persons first, then what else is disputed or looks ahead."""
    from tertius.review import queue

    states = tuple(Review(value) for value in state) or (Review.UNREVIEWED,)
    with opened(folder) as workspace:
        items = queue(workspace, kinds=kind or tuple(REVIEWED), states=states, document=document)
    rows = [
        {"id": item.id, "kind": item.kind, "state": item.state.value, "first_because": item.why_first,
         "summary": item.summary, "text": item.text, "document": item.document}
        for item in items
    ]  # fmt: skip
    print_page(rows, _line, (limit, page), as_json=as_json, as_csv=as_csv)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return {"kind": row["kind"], "summary": row["summary"], "passage": shortened(row["text"]),
            "first because": row["first_because"], "state": row["state"], "id": row["id"]}  # fmt: skip


@review.command()
@_signed
def accept(item: str, who: str, why: str, folder: Path) -> None:
    """Accept an item: it is coded rightly. An accusation against a person may leave only then."""
    from tertius import review as stage

    with opened(folder) as workspace:
        stage.accept(workspace, item, who=who, why=why)
    say(f"{item}: accepted by {who}")


@review.command()
@_signed
def reject(item: str, who: str, why: str, folder: Path) -> None:
    """Reject an item: it is coded wrongly."""
    from tertius import review as stage

    with opened(folder) as workspace:
        stage.reject(workspace, item, who=who, why=why)
    say(f"{item}: rejected by {who}")


@review.command()
@_signed
@click.argument("field")
@click.argument("value")
def correct(item: str, field: str, value: str, who: str, why: str, folder: Path) -> None:
    """Correct a field of an item, and accept it so: kinds, status, speaker.role, …

    VALUE is given in words (names of actors are looked up, lists parted by commas, `none` for nothing) or as JSON.
    """
    from tertius import review as stage

    with opened(folder) as workspace:
        revision = stage.correct(workspace, item, field, value, who=who, why=why)
    say(f"{item}: {field} is now {json.dumps(to_builtins(revision.value), ensure_ascii=False)}, by {who}")


@review.command()
@click.argument("item", metavar="[ID]", required=False)
@click.option("--source", metavar="NAME", help="Instead of one item: all that this source alone stands behind.")
@click.option("--reliability", metavar="A-F", help="Of the source.")
@click.option("--credibility", metavar="1-6", help="Of the information.")
@click.option("--by", "who", required=True, metavar="NAME", help="Who decides.")
@click.option("--why", required=True, metavar="REASON", help="The reason.")
@workspace_option
def grade(
    item: str | None, source: str | None, reliability: str | None, credibility: str | None, who: str, why: str, folder: Path
) -> None:  # fmt: skip
    """Grade an item, or a source for all its items, by the Admiralty code; everything stands at F6 until somebody does."""
    from tertius import review as stage

    if (item is None) == (source is None):
        raise UsageError("give the ID of an item or --source NAME: one of them")
    if source is not None and (credibility is not None or reliability is None):
        raise UsageError("a source is graded by --reliability alone; credibility is of each piece of information")
    with opened(folder) as workspace:
        if source is not None:
            made = stage.grade_source(workspace, source, reliability or "", who=who, why=why)
            say(f"{source}: reliability {made[0].value} for {len(made)} items, by {who}")
            return
        made = stage.grade(workspace, item or "", reliability=reliability, credibility=credibility, who=who, why=why)
    say(f"{item}: {', '.join(f'{one.field} {one.value}' for one in made)}, by {who}")


@review.command()
@workspace_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file to write; by default stdout.")
def export(folder: Path, out: Path | None) -> None:
    """Export what was decided as labelled documents, one JSON object a line; confidential ones are left out."""
    from tertius.review import gold

    with opened(folder) as workspace:
        lines = [json.dumps(document, ensure_ascii=False) for document in gold(workspace)]
    if not lines:
        raise InputError("nothing has been accepted or rejected that may leave; review something first")
    if out is None:
        click.echo("\n".join(lines))
        return
    if not out.parent.is_dir():
        raise InputError(f"the folder {out.parent} does not exist; give another --out")
    out.write_bytes(("\n".join(lines) + "\n").encode())
    say(f"{len(lines)} documents written to {out}")


@review.command()
@click.argument("item", metavar="[ID]", required=False)
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on stdout.")
def log(item: str | None, folder: Path, *, as_json: bool) -> None:
    """List who decided what, when and why: of one item, or of all."""
    with opened(folder) as workspace:
        made = workspace.revisions(item=item)
    if as_json:
        emit_json(made)
        return
    for one in made:
        value = json.dumps(to_builtins(one.value), ensure_ascii=False)
        say(f"{one.at:%Y-%m-%d %H:%M}  {one.item}  {one.field} = {value}  by {one.who}: {one.why}")
