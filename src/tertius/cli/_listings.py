"""`tertius statements`, `tertius events` and `tertius ties`."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import formats, shown_progress
from tertius.cli._pages import BY_DEFAULT, print_page, shortened
from tertius.cli._workspace import workspace_option
from tertius.records import EventStatus, EventType, Kind, Relation, Review, Voice

if TYPE_CHECKING:
    from tertius.listings import Holdings
    from tertius.records import Statement

__all__ = ["events", "statements", "ties"]

F = TypeVar("F", bound=Callable[..., Any])
Row = dict[str, Any]


def _listing(function: F) -> F:
    """What the three verbs take alike, beside the forms of their output."""
    for option in (
        click.option("--page", type=click.IntRange(min=1), default=1, show_default=True, help="Which page to print."),
        click.option("--limit", type=click.IntRange(min=1), help=f"Rows a page; in a table by default {BY_DEFAULT}."),
        click.option("--fast", is_flag=True, help="Code by syntax and statistics alone, without the encoder."),
        click.option("--until", type=DATE, help="Last day."),
        click.option("--since", type=DATE, help="First day."),
        workspace_option,
        click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]..."),
    ):
        function = option(function)
    return function


def _several(name: str, values: type | None, text: str) -> Callable[[F], F]:
    choice = click.Choice([str(value) for value in values], case_sensitive=False) if values else None  # type: ignore[attr-defined]
    return click.option(name, multiple=True, type=choice, help=text)


@click.command()
@_several("--speaker", None, "Part of a speaker's name, role or description, or whom he speaks for.")
@_several("--about", None, "An actor it is about; two ask for both.")
@_several("--voice", Voice, "In which voice.")
@_several("--kind", Kind, "What the statement does.")
@_several("--review", Review, "In which state of review.")
@click.option("--contested", is_flag=True, help="Only what another statement contests.")
@_listing
@functools.partial(
    formats, also=("jsonld", "trig"), told="jsonld and trig print claims that may leave: schema.org, nanopublications."
)
def statements(
    paths: tuple[Path, ...], folder: Path, limit: int | None, page: int, *, fast: bool, as_json: bool, as_csv: bool,
    form: str | None, **choice: Any,
) -> None:  # fmt: skip
    """List who says what, in which voice: of files and folders, or of the workspace.

    Options that may be repeated ask for any of their values, --about for all. Dates are those of the documents. With
    --format jsonld or trig, confidential documents and accusations against persons that nobody accepted are withheld, and counted.
    """
    from tertius import listings

    held = _held(paths, folder, fast=fast)
    chosen = listings.choose_statements(held.coded.statements, **_dated(choice))
    if form is not None:
        _print_claims(held, chosen, form)
        return
    rows = listings.statement_rows(chosen, held.documents)
    print_page(rows, _statement_line, (limit, page), as_json=as_json, as_csv=as_csv)


@click.command()
@_several("--source", None, "Who acts.")
@_several("--target", None, "On whom.")
@_several("--type", EventType, "PLOVER type.")
@_several("--status", EventStatus, "Whether it happened, is claimed, planned, …")
@_several("--speaker", None, "Part of the name of whoever reports it.")
@_several("--review", Review, "In which state of review.")
@_listing
@formats
def events(
    paths: tuple[Path, ...], folder: Path, limit: int | None, page: int, *, fast: bool, as_json: bool, as_csv: bool,
    **choice: Any,
) -> None:  # fmt: skip
    """List who did what to whom, and who reports it: of files and folders, or of the workspace.

    Options that may be repeated ask for any of their values. Dates are those of the events.
    """
    from tertius import listings

    held = _held(paths, folder, fast=fast)
    rows = listings.event_rows(listings.choose_events(held.coded.events, **_dated(choice)), held.documents)
    print_page(rows, _event_line, (limit, page), as_json=as_json, as_csv=as_csv)


@click.command()
@click.option(
    "--about", "--between", "between", multiple=True, help="An actor; two ask for their ties with each other."
)
@_several("--relation", Relation, "What the tie is.")
@_several("--speaker", None, "Part of the name of whoever asserts it.")
@_several("--voice", Voice, "In which voice it is asserted.")
@_listing
@formats
def ties(
    paths: tuple[Path, ...], folder: Path, limit: int | None, page: int, *, fast: bool, as_json: bool, as_csv: bool,
    **choice: Any,
) -> None:  # fmt: skip
    """List the ties that texts state, with who asserts each: of files and folders, or of the workspace.

    Dates are those between which the tie is said to hold.
    """
    from tertius import listings

    held = _held(paths, folder, fast=fast)
    rows = listings.tie_rows(listings.choose_ties(held.coded.ties, **_dated(choice)), held.documents)
    print_page(rows, _tie_line, (limit, page), as_json=as_json, as_csv=as_csv)


def _print_claims(held: Holdings, chosen: Sequence[Statement], form: str) -> None:
    """All the statements go through the gate, so that no other repeats what is withheld; the chosen are printed."""
    from tertius import reports

    documents, released, withheld = reports.release_statements(held.documents, held.coded.statements)
    wanted = {one.id for one in chosen}
    printed = [one for one in released if one.id in wanted]
    for line in withheld.lines():
        click.echo(line, err=True)
    if form == "jsonld":
        click.echo(reports.claims_json_ld(documents, printed), nl=False)
    else:
        click.echo(reports.claims_trig(documents, printed, on=dt.datetime.now(dt.UTC).date()), nl=False)


def _held(paths: Sequence[Path], folder: Path, *, fast: bool) -> Holdings:
    from tertius.listings import hold

    with shown_progress() as progress:
        return hold(paths, workspace=None if paths else folder, fast=fast, progress=progress)


def _dated(choice: dict[str, Any]) -> dict[str, Any]:
    return {name: value.date() if isinstance(value, dt.datetime) else value for name, value in choice.items()}


def _statement_line(row: Row) -> Row:
    role = row["role"] or (row["described"] if row["described"] != row["speaker"] else None)
    return {
        "said": row["said"],
        "speaker": _joined((row["speaker"], role)),
        "voice": _joined((row["voice"], *(f"by {name}" for name in row["relayed_by"]))),
        "kinds": ", ".join(row["kinds"]),
        "passage": shortened(row["text"]),
        "notes": _joined(_statement_notes(row), "; "),
        "id": row["id"],
    }


def _statement_notes(row: Row) -> Iterable[str | None]:
    yield "negated" if row["polarity"] == "negated" else None
    yield f"“{row['hedge']}”" if row["hedge"] else None
    yield f"contested by {len(row['contested_with'])}" if row["contested_with"] else None
    yield f"{row['stories']} stories" if row["stories"] > 1 else None
    yield from _notes(row)


def _event_line(row: Row) -> Row:
    day = row["since"] or row["until"]
    return {
        "when": day if row["until"] in (None, day) else f"{day} to {row['until']}",
        "source": row["source"],
        "type": _joined((row["type"], row["mode"])),
        "target": row["target"],
        "status": row["status"],
        "reported by": _joined(dict.fromkeys(row["reported_by"])),
        "passage": shortened(row["text"]),
        "notes": _joined((f"{row['stories']} stories" if row["stories"] > 1 else None, *_notes(row)), "; "),
        "id": row["id"],
    }


def _tie_line(row: Row) -> Row:
    return {
        "a": row["a"],
        "relation": row["relation"],
        "b": row["b"],
        "sign": {1: "+", -1: "-"}.get(row["sign"], "0"),
        "since": row["since"],
        "asserted by": _joined((row["asserted_by"], row["voice"])),
        "passage": shortened(row["text"]),
        "notes": _joined(_notes(row), "; "),
    }


def _notes(row: Row) -> Iterable[str | None]:
    yield row["grade"]
    yield row["review"] if row["review"] != Review.UNREVIEWED else None
    yield "CONSTRUCTED" if row["constructed"] else None
    yield "CONFIDENTIAL" if row["confidential"] else None


def _joined(parts: Iterable[str | None], by: str = ", ") -> str:
    return by.join(part for part in parts if part)
