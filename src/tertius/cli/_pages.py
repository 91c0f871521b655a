"""Listings that may be long: a page of rows as table, CSV or JSON."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import click

from tertius.cli._output import emit, emit_json, wide_console

__all__ = ["BY_DEFAULT", "print_page", "shortened"]

BY_DEFAULT = 40  # rows of a table, where no limit is given
_LONGEST = 400  # characters of a passage in a table; CSV and JSON have it whole
_NARROWEST = 60  # columns of a passage

Row = dict[str, Any]


def print_page(
    rows: list[Row], line: Callable[[Row], Row], paging: tuple[int | None, int], *, as_json: bool, as_csv: bool
) -> None:
    """One page of `rows` on stdout; what other pages there are on stderr.

    Args:
        rows: all that was chosen.
        line: a row as a table shows it.
        paging: rows a page (None: all in CSV and JSON, `BY_DEFAULT` in a table) and the page's number from 1.
        as_json, as_csv: instead of a table.
    """
    limit, page = paging
    size = limit or (max(1, len(rows)) if as_json or as_csv else BY_DEFAULT)
    first = (page - 1) * size
    shown = rows[first : first + size]
    if as_json:
        emit_json(shown)
    elif as_csv:
        columns = list(rows[0]) if rows else ["id"]
        emit(columns, [[_cell(row[name]) for name in columns] for row in shown], as_csv=True)
    elif shown:
        _table([line(row) for row in shown])
    if len(shown) < len(rows):
        span = f"{first + 1} to {first + len(shown)}" if shown else "none"
        pages = math.ceil(len(rows) / size)
        click.echo(f"{span} of {len(rows)}, page {page} of {pages}; --page and --limit show others", err=True)
    elif not rows:
        click.echo("nothing fits", err=True)


def shortened(text: str) -> str:
    """`text` as a table shows it, cut between words."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rsplit(' ', 1)[0]} …"


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " | ".join(map(str, value)) if isinstance(value, list) else value


def _table(rows: list[Row]) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in rows[0]:
        wide = name == "passage"
        table.add_column(
            name,
            no_wrap=name == "id",
            overflow="fold",
            ratio=1 if wide else None,
            min_width=_NARROWEST if wide else None,
        )
    for row in rows:
        table.add_row(*(escape(str(value or "")) for value in row.values()))
    wide_console().print(table)
