"""`tertius tension`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import emit, emit_json, formats, say, shown_progress


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--history", type=PATH, multiple=True, required=True, help="An event table or a panel; may be repeated.")
@click.option("--until", type=DATE, help="The cut-off; by default the end of the history.")
@click.option("--frequency", type=click.Choice(["day", "week", "month"]), default="week", show_default=True)
@click.option(
    "--measure", type=click.Choice(["conflict", "cooperation", "index"]), default="conflict", show_default=True,
    help="What is measured; the index removes world attention and both actors' other activity.",
)  # fmt: skip
@formats
def tension(
    a: str,
    b: str,
    history: tuple[Path, ...],
    until: dt.datetime | None,
    frequency: str,
    measure: str,
    as_json: bool,
    as_csv: bool,
) -> None:
    """How tense A and B were over time, against their own past, and when that changed."""
    from tertius import analysis

    with shown_progress() as progress:
        found = analysis.tension(
            a, b, history=list(history), until=until.date() if until else None,
            frequency=frequency, measure=measure, progress=progress,
        )  # fmt: skip
    if as_json:
        emit_json(found)
        return
    changed = {change.start: change.direction for change in found.changes}
    rows = (
        (value.start, _number(value.value, 2), _number(value.percentile, 0), changed.get(value.start))
        for value in found.values
    )
    emit(("start", "value", "percentile", "change"), rows, as_csv=as_csv, title=f"{a} and {b}: {found.unit}")
    if not as_csv:
        for line in filter(None, (found.because, found.false_alarms, *found.caveats)):
            say(line)


def _number(value: float | None, digits: int) -> str | None:
    return None if value is None else f"{value:.{digits}f}"
