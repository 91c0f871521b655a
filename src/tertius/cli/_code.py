"""`tertius code --jsonl` and `tertius explain`."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import click

from tertius.cli._options import PATH
from tertius.cli._output import emit, emit_json, formats, shown_progress
from tertius.errors import InputError


@click.command()
@click.option("--jsonl", type=PATH, nargs=2, required=True, metavar="IN OUT", help="One object a line in, one out.")
@click.option("--fast", is_flag=True, help="Syntax and statistics alone, without the encoder.")
def code(jsonl: tuple[Path, Path], fast: bool) -> None:
    """Code sentences or articles: who did what to whom, and who says so.

    Each line of IN holds `id` and `text`, and may hold `published`, `title`, and `source` and `target`
    spans. Each line of OUT holds the events and statements found, or an `error`, in the same order.
    """
    from tertius import coding

    given, wanted = jsonl
    if not given.is_file():
        raise InputError(f"{given} does not exist or is no file")
    if not wanted.parent.is_dir():
        raise InputError(f"the folder {wanted.parent} does not exist")
    total = _count(given)
    with shown_progress() as progress, _whole(wanted) as out:
        for done, coded in enumerate(coding.code_records(_lines(given), fast=fast), start=1):
            out.write(json.dumps(coded, ensure_ascii=False) + "\n")
            progress("coding", done, total)


@click.command()
@click.argument("text")
@click.option("--published", metavar="DATE", help="Day of publication, YYYY-MM-DD.")
@click.option("--fast", is_flag=True, help="Rules alone, without the encoder.")
@formats
def explain(text: str, published: str | None, fast: bool, as_csv: bool, as_json: bool) -> None:
    """Show the events of a TEXT and the words, rules and weights that made each; "-" reads standard input."""
    from tertius.coding.road import explain as explained

    given = sys.stdin.read() if text == "-" else text
    events = explained(given, published=published, fast=fast)
    if as_json:
        emit_json(events)
        return
    columns = ("type", "mode", "cameo", "source", "target", "status", "because")
    rows = [
        (one["type"], one["mode"], one["cameo"], _who(one["source"]), _who(one["target"]), one["status"],
         "; ".join(one["because"])) for one in events
    ]  # fmt: skip
    emit(columns, rows, as_csv=as_csv, title="" if rows else "No event.")


def _who(party: dict[str, Any] | None) -> str:
    """The words of a party, and the code they stand for."""
    if party is None:
        return ""
    code = party["actor"] and party["actor"]["code"]
    return f"{party['text']} ({code})" if code else str(party["text"])


def _count(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if line.strip())


def _lines(path: Path) -> Iterator[object]:
    """Each line decoded; what is no JSON comes through as the error it is."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                yield ValueError(f"line {number} is no JSON: {error}")


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that appears whole at the end, or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            yield file
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
