"""One batch on the engine: read as text, coded, set aside what cannot be read, drop what is known."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tertius.history.archive._batches import Batch, Piece
from tertius.history.archive._connection import fetched, literal
from tertius.history.readers import Chunk, Codebook, SourceLayout, coded

__all__ = ["Aside", "Stage", "Staged", "fresh_rows"]

_SHOWN = 2000
_WIDTHS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


@dataclass(frozen=True)
class Aside:
    """A row that was set aside: line in its member, reason, text."""

    line: int
    reason: str
    text: str


@dataclass
class Staged:
    """What a batch came to: the coded table (with `problem`), and the rows set aside, by the piece's path.

    `first` is the number of the first row of each piece in the table.
    """

    table: Any
    rows: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    aside: defaultdict[str, list[Aside]] = field(default_factory=lambda: defaultdict(list))


class Stage:
    """Where one batch after another is read and coded, in temporary tables of the same names.

    What codes a layout's rows is made for the first batch of it and serves all.
    """

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._coding: dict[tuple[str, bool], tuple[Codebook, str]] = {}

    def set(self, batch: Batch) -> Staged:
        """Read and code a batch; the coded rows lie in the temporary table `staged`."""
        pieces = {str(piece.chunk.path): piece for piece in batch.pieces if piece.chunk}
        layout = batch.pieces[0].source.layout
        chunk = next(iter(pieces.values())).chunk
        assert chunk is not None  # noqa: S101  # a batch of pieces without rows is never staged
        _read(self.connection, list(pieces), chunk, layout)
        book, query = self._coded(layout, numbered=chunk.member.form == "parquet")
        book.learn()
        self.connection.raw_sql(f"CREATE OR REPLACE TEMP TABLE staged AS {query}")
        staged = Staged(self.connection.table("staged"))
        self._count(staged, pieces)
        _of_wrong_width(self.connection, staged, chunk)
        return staged

    def _coded(self, layout: SourceLayout, *, numbered: bool) -> tuple[Codebook, str]:
        """What codes the rows of `raw`; `numbered`, where these have their own numbers in the file."""
        if (layout.name, numbered) not in self._coding:
            raw, book = self.connection.table("raw"), Codebook(self.connection)
            rows = raw if numbered else raw.mutate(row=raw.rowid())
            self._coding[layout.name, numbered] = book, self.connection.compile(coded(layout, rows, book))
        return self._coding[layout.name, numbered]

    def _count(self, staged: Staged, pieces: dict[str, Piece]) -> None:
        table = staged.table
        counts = table.group_by("file").agg(rows=table.count(), wrong=table.problem.count(), first=table.row.min())
        wrong = False
        for found in fetched(counts).to_pylist():
            staged.rows[found["file"]], staged.first[found["file"]] = found["rows"], found["first"]
            wrong = wrong or found["wrong"] > 0
        if wrong:
            _of_no_meaning(staged, pieces)


def _read(connection: Any, paths: list[str], chunk: Chunk, layout: SourceLayout) -> None:
    sight, member = chunk.member.sight, chunk.member
    chosen = ", ".join(_selected(sight.columns, dict(sight.roles), layout))
    source = _SOURCES[member.form](paths, chunk)
    connection.raw_sql("DROP TABLE IF EXISTS reject_errors")
    connection.raw_sql("DROP TABLE IF EXISTS reject_scans")
    connection.raw_sql(f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {chosen}, {source}")


def _selected(columns: tuple[str, ...], roles: dict[str, str], layout: SourceLayout) -> Iterator[str]:
    from tertius.history.readers.tidy import OPTIONAL

    wanted = layout.keeps or ("date", "source", "target", *OPTIONAL)
    for name in wanted:
        column = name if layout.keeps else roles.get(name)
        known = f'CAST("{column}" AS VARCHAR)' if column in columns else "CAST(NULL AS VARCHAR)"
        yield f'{known} AS "{name}"'


def _of_text(paths: list[str], chunk: Chunk) -> str:
    sight = chunk.member.sight
    quote = "" if sight.delimiter == "\t" else '"'
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in sight.columns)
    return (
        f"filename AS file FROM read_csv({_listed(paths)}, delim='{sight.delimiter}', header=false, quote='{quote}',"
        f" escape='{quote}', auto_detect=false, columns={{{columns}}}, filename=true, store_rejects=true,"
        " rejects_limit=0, null_padding=false)"
    )


def _of_lines(paths: list[str], chunk: Chunk) -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in chunk.member.sight.columns)
    return (
        f"filename AS file FROM read_json({_listed(paths)}, format='newline_delimited', columns={{{columns}}},"
        " filename=true, ignore_errors=true)"
    )


def _of_parquet(paths: list[str], chunk: Chunk) -> str:
    import pyarrow.parquet as pq

    names = pq.read_schema(chunk.path).names
    renamed = ", ".join(
        f'{_quoted(there)} AS "{name}"' for there, name in zip(names, chunk.member.sight.columns, strict=True)
    )
    last = chunk.first + (chunk.rows or 0) - 1
    return (
        f"file, row FROM (SELECT {renamed}, file_row_number AS row, {literal(paths[0])} AS file FROM"
        f" read_parquet({_listed(paths)}, file_row_number=true, hive_partitioning=false)"
        f" WHERE file_row_number BETWEEN {chunk.first} AND {last})"
    )


_SOURCES = {"text": _of_text, "lines": _of_lines, "parquet": _of_parquet}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _listed(paths: list[str]) -> str:
    # A bracket, star or question mark in a path is itself, not a pattern.
    plain = ("".join(f"[{letter}]" if letter in "*?[" else letter for letter in path) for path in paths)
    return f"[{', '.join(literal(path) for path in plain)}]"


def _of_wrong_width(connection: Any, staged: Staged, chunk: Chunk) -> None:
    if chunk.member.form != "text":
        return
    errors = connection.raw_sql(
        "SELECT s.file_path, e.line, min(e.error_type), min(e.csv_line),"
        " arg_min(e.error_message, e.column_idx) FROM reject_errors e"
        " JOIN reject_scans s USING (scan_id, file_id) GROUP BY ALL ORDER BY 1, 2"
    ).fetchall()
    for path, line, kind, text, message in errors:
        widths = _WIDTHS.search(message)
        needs = f"{widths[1]} columns are needed: {widths[2]} found" if widths else str(kind).lower()
        staged.aside[path].append(Aside(int(line), needs, (text or "").strip("\r\n")[:_SHOWN]))
        staged.rows[path] += 1


def _of_no_meaning(staged: Staged, pieces: dict[str, Piece]) -> None:
    bad = staged.table.filter(staged.table.problem.notnull())
    by_file: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for row in fetched(bad.select("file", "problem", "row").order_by("file", "row")).to_pylist():
        chunk = pieces[row["file"]].chunk
        if chunk is not None and chunk.member.form == "parquet":
            staged.aside[row["file"]].append(Aside(row["row"] - chunk.first + 1, row["problem"], ""))
        else:
            by_file[row["file"]][row["row"] - staged.first[row["file"]]] = row["problem"]
    for path, problems in by_file.items():
        chunk = pieces[path].chunk
        if chunk is not None:
            staged.aside[path].extend(_found_again(chunk, problems))


def _found_again(chunk: Chunk, problems: dict[int, str]) -> Iterator[Aside]:
    """The rows at these places among the readable ones, with their lines: the engine knows no lines."""
    left = len(problems)
    for place, (line, text) in enumerate(_records(chunk)):
        if place in problems:
            yield Aside(line, problems[place], text[:_SHOWN])
            left -= 1
            if not left:
                return


def _records(chunk: Chunk) -> Iterator[tuple[int, str]]:
    """Line and text of every row of the right width."""
    sight, form = chunk.member.sight, chunk.member.form
    width, divider = len(sight.columns), sight.delimiter
    with Path(chunk.path).open(encoding="utf-8", newline="") as file:
        if form == "lines" or divider == "\t":
            for number, line in enumerate(file, start=1):
                text = line.rstrip("\r\n")
                if text and (form == "lines" or text.count(divider) + 1 == width):
                    yield number, text
            return
        reader = csv.reader(file, delimiter=divider)
        start = 1
        for cells in reader:
            if len(cells) == width:
                yield start, divider.join(cells)
            start = reader.line_num + 1


def fresh_rows(connection: Any, staged: Staged, actors: tuple[str, ...], refused: list[str], held: Any | None) -> Any:
    """The rows to be added: without problem, asked for, each id once, and not `held`.

    `held` is a table with the column `id` of what the archive has; None where it has nothing.
    """
    table = staged.table
    good = table.filter(table.problem.isnull())
    if refused:
        good = good.filter(good.file.notin(refused))
    if actors:
        good = good.filter(is_asked(good, actors))
    count = fetched(good.agg(rows=good.count(), ids=good.id.nunique(), least=good.id.min(), most=good.id.max()))
    count = count.to_pylist()[0]
    if count["rows"] != count["ids"]:
        # The first row of an id counts, in the order of the files' names and their lines.
        firsts = good.group_by("id").agg(row=good.row.min())
        good = connection.create_table("firsts", good.semi_join(firsts, "row"), temp=True, overwrite=True)
    if held is None or not count["rows"]:
        return good
    # Ids mostly rise with time: row groups of the archive whose ids are all lower are passed over by their bounds.
    held = held.filter(held.id.between(count["least"], count["most"]))
    known = connection.create_table("known", held.semi_join(good, "id"), temp=True, overwrite=True)
    return good.anti_join(known, "id") if fetched(known.count().as_table())[0][0].as_py() else good


def is_asked(table: Any, actors: tuple[str, ...]) -> Any:
    """Whether one of the two is, or belongs to, one of these states."""
    import ibis

    heads = [table[side].fill_null("").re_extract(r"^[^.]*", 0).isin(actors) for side in ("source", "target")]
    return ibis.or_(*heads)
