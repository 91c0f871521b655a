"""`tertius tension`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import emit, emit_json, formats, say, shown_progress

if TYPE_CHECKING:
    from tertius.records import DataSource, Tension

# Those of `tertius.relations.MEASURES`, which loads too much to be read for a help text.
MEASURES = (
    "conflict", "cooperation", "verbal_conflict", "material_conflict", "verbal_cooperation", "material_cooperation",
    "negative_goldstein", "reports", "index",
)  # fmt: skip


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--history", type=PATH, multiple=True, required=True, help="An event table or a panel; may be repeated.")
@click.option("--until", type=DATE, help="The cut-off; by default the end of the history.")
@click.option("--frequency", type=click.Choice(["day", "week", "month"]), default="week", show_default=True)
@click.option(
    "--measure", type=click.Choice(MEASURES), default="conflict", show_default=True, metavar="MEASURE",
    help=f"What is measured: {', '.join(MEASURES)}. The index removes world attention and both actors' other activity; "
    "reports are media volume. A panel of scores has conflict, cooperation and index.",
)  # fmt: skip
@click.option("--directed", is_flag=True, help="Only what A did towards B; needs a table of events.")
@click.option(
    "--engine", default="duckdb", show_default=True, metavar="ENGINE",
    help="Where rows are counted: duckdb, spark://HOST:PORT or spark://local[N].",
)  # fmt: skip
@formats
def tension(
    a: str,
    b: str,
    history: tuple[Path, ...],
    until: dt.datetime | None,
    frequency: str,
    measure: str,
    directed: bool,
    engine: str,
    as_json: bool,
    as_csv: bool,
) -> None:
    """How tense A and B were over time, against their own past, and when that changed."""
    from tertius import analysis

    with shown_progress() as progress:
        found = analysis.tension(
            a, b, history=list(history), until=until.date() if until else None, frequency=frequency,
            measure=measure, directed=directed, engine=engine, progress=progress,
        )  # fmt: skip
    if as_json:
        emit_json(found)
        return
    digits = 0 if as_csv else 2
    changed = {change.start: change.direction for change in found.changes}
    rows = (
        (value.start, _number(value.value, digits), _number(value.percentile, digits and 1), changed.get(value.start))
        for value in found.values
    )
    title = f"{a} towards {b}: {found.unit}" if directed else f"{a} and {b}: {found.unit}"
    if not as_csv:
        say(title)  # not the table's own, which would be broken to the table's width
    emit(("start", "value", "percentile", "change"), rows, as_csv=as_csv)
    if not as_csv:
        for line in _said(found):
            say(line)


def _number(value: float | None, digits: int) -> str | None:
    """Rounded for a table; with 0 digits as it is, for a file."""
    return None if value is None else f"{value:.{digits}f}" if digits else repr(value)


def _said(found: Tension) -> Iterator[str]:
    """What stands under the table: the level now and what is usual, the changes, what they cannot show, the source."""
    if found.because:
        yield f"not computable: {found.because}"
    yield from _level(found)
    if found.false_alarms:
        turns = [f"{change.direction} from {change.start}" for change in found.changes]
        yield f"changes of level: {', '.join(turns) or 'none found'} ({found.false_alarms})"
    yield from found.caveats
    if found.source:
        yield _source(found.source)


def _level(found: Tension) -> Iterator[str]:
    from tertius import relations

    usual = relations.baseline(found)
    last = next((value for value in reversed(found.values) if value.value is not None), None)
    if last is None or found.because:
        return
    rank = "" if last.percentile is None else f", percentile {last.percentile:.0f} of the pair's own past"
    yield f"level in the {found.period} of {last.start}: {last.value:.2f}{rank}"
    if usual:
        yield (
            f"usual before: median {usual.median:.2f}, 5% below {usual.low:.2f}, 5% above {usual.high:.2f} "
            f"({usual.n} observed {found.period}s)"
        )


def _source(source: DataSource) -> str:
    version = f", version {source.version}" if source.version else ""
    span = f", {source.first} to {source.last}" if source.first and source.last else ""
    accessed = f", accessed {source.accessed}" if source.accessed else ""
    return f"source: {source.name}{version}{span}{accessed}. {source.citation}. Terms: {source.terms}"
