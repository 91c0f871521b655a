"""`tertius read`, `documents`, `show` and `export`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tertius.cli._output import emit, emit_json, formats, say, shown_progress, wide_console
from tertius.cli._workspace import opened, workspace_option
from tertius.errors import DocumentError, InputError

if TYPE_CHECKING:
    from tertius.documents import Archived
    from tertius.records import Document, Published
    from tertius.store import Workspace

__all__ = ["documents", "export", "read", "show"]

_COLUMNS = (
    "id", "published", "until", "precision", "basis", "title", "publisher", "byline", "url", "language", "story",
    "in_story", "reprint_of", "constructed", "confidential", "retrieved", "sources",
)  # fmt: skip
_STAMP = "CONSTRUCTED: written for a case, published nowhere; confirms nothing."


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATHS_OR_URLS...")
@workspace_option
@click.option("--confidential", is_flag=True, help="Flag every document read: it never leaves the workspace.")
@click.option("--follow", is_flag=True, help="Of a feed at an address, fetch the pages its items link to.")
@click.option("--allow-private", is_flag=True, help="Fetch from loopback, private and link-local addresses too.")
@click.option("--delay", type=click.FloatRange(min=0), default=1.0, show_default=True,
              help="Seconds between two requests to one host.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on stdout.")
def read(
    inputs: tuple[str, ...], folder: Path, *, confidential: bool, follow: bool, allow_private: bool, delay: float,
    as_json: bool,
) -> None:  # fmt: skip
    """Read files, folders, web pages and feeds into the workspace.

    What cannot be read is told in a line of its own and counted, and the rest goes on. Reading the same again
    changes nothing; a run that was broken off goes on where it stopped.
    """
    from tertius.documents import Politeness, archive
    from tertius.store import Workspace

    politeness = Politeness(allow_private=allow_private, delay=delay)
    with Workspace.open(folder) as workspace, shown_progress() as progress:
        done = archive(
            inputs, workspace, confidential=confidential, follow=follow, politeness=politeness, progress=progress
        )
    for aside in done.set_aside:
        click.echo(f"set aside: {' '.join(aside.why.split())}", err=True)
    if as_json:
        emit_json(done)
    else:
        _say_read(done, folder)
    if not done.read and not done.unchanged:
        raise DocumentError(f"nothing could be read ({len(done.set_aside)} set aside); see the lines above")


def _say_read(done: Archived, folder: Path) -> None:
    parts = [f"{done.read} documents read, {done.new} of them new or changed"]
    if done.unchanged:
        parts.append(f"{done.unchanged} sources unchanged since they were last read")
    if done.passed_over:
        parts.append(f"{done.passed_over} files passed over")
    parts.append(f"{len(done.set_aside)} set aside")
    say(f"{'; '.join(parts)} ({folder})")


# --- documents --------------------------------------------------------------------------------


@click.command()
@workspace_option
@click.option("--mark", multiple=True, metavar="ID", help="Flag a document confidential; may be repeated.")
@click.option("--unmark", multiple=True, metavar="ID", help="Take the flag off; may be repeated.")
@click.option("--shareable", is_flag=True, help="Leave confidential documents out.")
@formats
def documents(
    folder: Path, mark: tuple[str, ...], unmark: tuple[str, ...], *, shareable: bool, as_csv: bool, as_json: bool
) -> None:
    """List the workspace's documents: dates and their basis, stories, reprints, stamps and flags."""
    from tertius.documents import stories

    with opened(folder) as workspace:
        for document in (*mark, *unmark):
            workspace.document(document)
        for document in mark:
            workspace.set_confidential(document)
        for document in unmark:
            workspace.set_confidential(document, confidential=False)
        held = workspace.revised(_held(workspace, shareable=shareable))
        rows = _rows(workspace, held, stories(held))
    if as_json:
        emit_json(rows)
    elif as_csv:
        emit(_COLUMNS, [[_cell(row[name]) for name in _COLUMNS] for row in rows], as_csv=True)
    else:
        _table(rows)


def _held(workspace: Workspace, *, shareable: bool) -> list[Document]:
    from tertius.documents.bibliography import shareable as without_secrets

    held = workspace.documents()
    return without_secrets(held) if shareable else held


def _rows(workspace: Workspace, held: list[Document], story_of: dict[str, str]) -> list[dict[str, Any]]:
    size = Counter(story_of.values())
    return [
        _dated(document.published)
        | {name: getattr(document, name) for name in _COLUMNS if hasattr(document, name) and name != "published"}
        | {
            "retrieved": document.retrieved.isoformat() if document.retrieved else None,
            "story": story_of[document.id],
            "in_story": size[story_of[document.id]],
            "sources": list(workspace.notes(document.id).get("source", ())),
        }
        for document in held
    ]


def _dated(when: Published | None) -> dict[str, Any]:
    """The date as columns: `published` to `until`, how precise, on what basis, and why."""
    if when is None:
        return {"published": None, "until": None, "precision": None, "basis": "unknown", "because": ""}
    return {
        "published": when.start.isoformat(),
        "until": when.end.isoformat(),
        "precision": str(when.precision),
        "basis": str(when.basis),
        "because": when.because,
    }


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " | ".join(map(str, value)) if isinstance(value, list) else value


def _table(rows: list[dict[str, Any]]) -> None:
    """What fits a terminal, the ids whole; stories are numbered in the order of arrival."""
    from rich.markup import escape
    from rich.table import Table

    numbers = {story: n for n, story in enumerate(dict.fromkeys(row["story"] for row in rows), start=1)}
    table = Table(
        title=f"{len(rows)} documents in {len(numbers)} stories", title_justify="left", box=None, pad_edge=False
    )
    table.add_column("id", no_wrap=True)
    for name in ("published", "title, publisher", "story (texts)", "marks"):
        table.add_column(name, overflow="fold")
    for row in rows:
        story = f"{numbers[row['story']]} ({row['in_story']})"
        named = ", ".join(part for part in (row["title"], row["publisher"]) if part)
        table.add_row(*map(escape, (row["id"], _day(row), named, story, _marks(row))))
    wide_console().print(table)


def _day(row: dict[str, Any]) -> str:
    if row["published"] is None:
        return "unknown"
    span = row["published"] if row["until"] == row["published"] else f"{row['published']} to {row['until']}"
    return f"{span} ({row['basis']})"


def _marks(row: dict[str, Any]) -> str:
    marks = ["CONSTRUCTED"] if row["constructed"] else []
    marks += ["CONFIDENTIAL"] if row["confidential"] else []
    marks += [f"reprint of {row['reprint_of']}"] if row["reprint_of"] else []
    return ", ".join(marks)


# --- show -------------------------------------------------------------------------------------


@click.command()
@click.argument("document", metavar="ID")
@workspace_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone on stdout.")
def show(document: str, folder: Path, *, as_json: bool) -> None:
    """Show a document: its text, what is known of it, its story, and what was coded from it."""
    from tertius.documents import stories

    with opened(folder) as workspace:
        (held,) = workspace.revised([workspace.document(document)])
        notes, records = workspace.notes(document), workspace.records_of(document)
        everything = workspace.documents()
    story_of = stories(everything)
    others = [one for one in everything if story_of[one.id] == story_of[document] and one.id != document]
    if as_json:
        story = {"id": story_of[document], "others": [one.id for one in others]}
        emit_json({"document": held, "story": story, "notes": notes, "records": records})
        return
    _say_about(held, notes)
    for other in others:
        say(f"  same story: {other.id}  {other.publisher or other.title}")
    say(f"\n{held.text}\n")
    for kind, found in records.items():
        say(f"{kind} ({len(found)})")
        for record in found:
            say(f"  {_line(record)}")


def _say_about(held: Document, notes: dict[str, tuple[str, ...]]) -> None:
    say(held.title)
    if held.constructed:
        say(_STAMP)
    if held.confidential:
        say("CONFIDENTIAL: neither it nor what came from it leaves the workspace.")
    dated = _dated(held.published)
    about = {
        "id": held.id, "published": f"{_day(dated)} {dated['because']}".strip(), "byline": held.byline,
        "publisher": held.publisher, "reprint of": held.reprint_of, "address": held.url, "language": held.language,
        "retrieved": held.retrieved, "read from": "; ".join(notes.get("source", ())) or held.path,
        "dateline": "; ".join(notes.get("dateline", ())), "standfirst": "; ".join(notes.get("standfirst", ())),
    }  # fmt: skip
    for name, value in about.items():
        if value:
            say(f"  {name}: {value}")


def _line(record: Any) -> str:
    """A record in one line: its id, who or what it is about, and its passage."""
    name = getattr(record, "id", "") or ""
    passages = getattr(record, "passages", ())
    quote = " ".join(passages[0].text.split()) if passages else getattr(record, "text", "")
    speaker = getattr(getattr(record, "speaker", None), "name", None) or getattr(record, "type", "")
    return "  ".join(str(part) for part in (name, speaker, f"“{quote}”" if quote else "") if part)


# --- export -----------------------------------------------------------------------------------


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@workspace_option
@click.option("--format", "form", type=click.Choice(["ris", "bibtex", "csl-json"]), default="ris", show_default=True,
              help="The form of the references.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file to write; by default stdout.")
def export(ids: tuple[str, ...], folder: Path, form: str, out: Path | None) -> None:
    """Export references to documents, by default to all; confidential ones are left out."""
    from tertius.documents import references
    from tertius.documents.bibliography import shareable

    with opened(folder) as workspace:
        wanted = {one: workspace.document(one) for one in ids}
        held = workspace.revised(workspace.documents())
    leaving = [one for one in shareable(held) if not ids or one.id in wanted]
    count = len(wanted) if ids else len(held)
    if kept_back := count - len(leaving):
        click.echo(f"{kept_back} confidential documents left out", err=True)
    if not leaving:
        raise InputError("there is nothing to export; read documents that are not confidential first")
    text = references(leaving, form)
    if out is None:
        click.echo(text, nl=False)
        return
    if not out.parent.is_dir():
        raise InputError(f"the folder {out.parent} does not exist; give another --out")
    out.write_bytes(text.encode())
    say(f"{len(leaving)} references written to {out}")
