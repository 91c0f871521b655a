"""`tertius screen`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertius.cli._options import HORIZON, NOTHING_COMPUTABLE, PATH, past
from tertius.cli._output import emit, emit_json, formats, say, shown_progress

if TYPE_CHECKING:
    from tertius.effects.screen import Candidate, Screened

INTERRUPTED = 130


@click.command()
@past
@click.option(
    "--measure", type=click.Choice(["conflict", "cooperation"]), default="conflict", show_default=True,
    help="What is measured of the ties; the shock is always conflict.",
)  # fmt: skip
@HORIZON
@click.option("--minimum", type=click.IntRange(1), default=20, show_default=True,
              help="Periods with anything on record that a pair must have.")  # fmt: skip
@click.option("--rate", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.10, show_default=True,
              help="False discovery rate of the candidates.")  # fmt: skip
@click.option("--resume", type=PATH, help="A folder to keep the work in, and to take it up again from.")
@formats
def screen(
    history: tuple[Path, ...],
    until: dt.datetime | None,
    frequency: str,
    measure: str,
    horizon: int | None,
    minimum: int,
    rate: float,
    resume: Path | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Search all actors for ties that moved after others' conflict: candidates for a closer look, not findings.

    Exit status 3: nothing could be tested.
    """
    from tertius import history as histories
    from tertius.effects.screen import screen as search

    cutoff = until.date() if until else None
    try:
        with shown_progress() as progress:
            panel = histories.load(list(history), until=cutoff, progress=progress).panel(frequency, cutoff=cutoff)
            found = search(panel, horizon=horizon, measure=measure, minimum=minimum, rate=rate, resume=resume,
                           progress=progress)  # fmt: skip
    except KeyboardInterrupt:
        if resume is None:
            raise
        click.echo(f"tertius: interrupted; what was done is kept, and --resume {resume} takes it up again", err=True)
        return INTERRUPTED
    if as_json:
        emit_json(found)
    else:
        emit(_COLUMNS, map(_row, found.candidates), as_csv=as_csv)
        if not as_csv:
            _explain(found, frequency)
    return NOTHING_COMPUTABLE if found.because else 0


_COLUMNS = ("between", "on", "tie", "moves", "peak", "z placebo", "p", "p sup-t", "rate", "rate dependent", "placebos")


def _row(one: Candidate) -> tuple[object, ...]:
    return (
        "-".join(one.between), one.on, "-".join(one.tie), one.direction, one.peak, f"{one.z_placebo[one.peak]:+.2f}",
        f"{one.p:.2g}", f"{one.p_sup_t:.2g}", f"{one.rate:.2g}", f"{one.rate_dependent:.2g}", one.placebos,
    )  # fmt: skip


def _explain(found: Screened, frequency: str) -> None:
    say("")
    if found.because:
        say(f"nothing could be tested: {found.because}")
        return
    say(f"{len(found.candidates)} candidates of {found.triads:,} triads of {found.actors} actors, {found.measure} over "
        f"{found.horizon} {frequency}s, at a false discovery rate of {found.rate:.0%}.")  # fmt: skip
    say(found.caution)
