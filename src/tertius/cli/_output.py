"""Answers on stdout as table, CSV or JSON; progress on stderr."""

from __future__ import annotations

import contextlib
import csv
import functools
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from tertius.errors import UsageError
from tertius.progress import Progress
from tertius.records import to_builtins

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["emit", "emit_json", "formats", "say", "shown_progress", "wide_console"]

WIDE = 220  # columns of a table that goes to a file or a pipe, where no terminal sets a width
Row = Sequence[object]
F = TypeVar("F", bound=Callable[..., Any])


def formats(function: F, *, also: tuple[str, ...] = (), told: str = "") -> F:
    """The options by which every listing chooses its form: --format, and --csv and --json for short.

    Args:
        function: the command; it takes `as_json` and `as_csv`, and `form` where there are others.
        also: forms that only this command has.
        told: what they are.
    """

    @functools.wraps(function)
    def chosen(*args: Any, form: str | None, as_json: bool, as_csv: bool, **given: Any) -> Any:
        asked = {name for name, on in (("json", as_json), ("csv", as_csv), (form, form is not None)) if on}
        if len(asked) > 1:
            raise UsageError(f"one form of output at a time, not {' and '.join(sorted(map(str, asked)))}")
        if also:
            given["form"] = form if form in also else None
        return function(*args, as_json="json" in asked, as_csv="csv" in asked, **given)

    text = f"Form of what is printed on stdout.{told and ' '}{told}"
    options = (
        click.option("--csv", "as_csv", is_flag=True, help="Print CSV alone on stdout."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON alone on stdout."),
        click.option("--format", "form", type=click.Choice(["table", "csv", "json", *also]), help=text),
    )
    for option in options:
        chosen = option(chosen)
    return cast("F", chosen)


def emit_json(value: Any) -> None:
    """`value` as JSON on stdout."""
    click.echo(json.dumps(to_builtins(value), ensure_ascii=False, indent=2))


def emit(columns: Sequence[str], rows: Iterable[Row], *, as_csv: bool, title: str = "") -> None:
    """A table on stdout, or CSV."""
    if as_csv:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if cell is None else _guarded(str(cell)) for cell in row] for row in rows])
        click.echo(text.getvalue(), nl=False)
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table(*columns, title=escape(title) or None, title_justify="left", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*("-" if cell is None else escape(str(cell)) for cell in row))
    wide_console().print(table)


def wide_console() -> Console:
    """A console on stdout that has room for a table where no terminal limits it."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console.width = WIDE
    return console


def _guarded(cell: str) -> str:
    """A spreadsheet would run a cell that begins like a formula; a quote before it keeps it text."""
    is_number = cell.lstrip("+-").replace(".", "", 1).replace("e-", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") and not is_number else cell


def say(text: str) -> None:
    """A line of the answer, wrapped to the terminal; text from documents cannot style it."""
    from rich.console import Console

    Console().print(text, markup=False, highlight=False)


@contextlib.contextmanager
def shown_progress() -> Iterator[Progress]:
    """A progress that is drawn on stderr: bars on a terminal, one line a stage elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int | None = None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _lines() -> Progress:
    seen: set[str] = set()

    def show(stage: str, done: int, total: int | None = None) -> None:
        del done
        if stage not in seen:
            seen.add(stage)
            click.echo(f"{stage}{f' ({total})' if total else ''} …", err=True)

    return show
