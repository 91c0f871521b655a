"""`tertius effect`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from tertius.cli._options import PATH, question
from tertius.cli._output import emit, emit_json, formats, say, shown_progress
from tertius.errors import InputError
from tertius.records import Response, Verdict

NOTHING_COMPUTABLE = 3


@click.command()
@question
@click.option(
    "--leave-out", nargs=2, multiple=True, metavar="X Y", help="A pair that is part of the crisis: no placebo."
)
@click.option(
    "--save", type=PATH, help="Save the responses, and what they are made of and hang on, to be given to a case."
)
@formats
def effect(
    between: tuple[str, str],
    on: str,
    history: tuple[Path, ...],
    until: dt.datetime | None,
    frequency: str,
    horizon: int | None,
    leave_out: tuple[tuple[str, str], ...],
    save: Path | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """What C's ties did after past A-B shocks, with bands and placebos. Exit status 3: nothing was computable."""
    from tertius import analysis, effects

    if save is not None and not save.parent.is_dir():
        raise InputError(f"--save {save}: the folder {save.parent} does not exist")
    names = " ".join(path.name for path in history)
    command = f"tertius effect --between {between[0]} {between[1]} --on {on} --history {names}"
    if until is not None:
        command += f" --until {until.date()}"
    command += "".join(f" --leave-out {x} {y}" for x, y in leave_out)
    with shown_progress() as progress:
        asked: dict[str, Any] = {
            "between": between, "on": on, "history": list(history), "until": until.date() if until else None,
            "frequency": frequency, "horizon": horizon, "leave_out": leave_out, "command": command,
            "progress": progress,
        }  # fmt: skip
        found = (
            analysis.estimates(**asked) if save is not None else analysis.Estimates(analysis.effect(**asked), (), ())
        )
    responses = found.responses
    computable = any(response.verdict != Verdict.NOT_COMPUTABLE for response in responses)
    if as_json:
        _print_json(responses, between, on, until)
    else:
        emit(_COLUMNS, (row for response in responses for row in _rows(response)), as_csv=as_csv)
        if not as_csv:
            _explain(responses)
    if save is not None:
        if not computable:
            raise InputError("nothing was computable, so there is nothing to save")
        effects.save(responses, save, episodes=found.episodes, sensitivity=found.sensitivity)
    return 0 if computable else NOTHING_COMPUTABLE


def _print_json(responses: tuple[Response, ...], between: tuple[str, str], on: str, until: dt.datetime | None) -> None:
    from tertius.case import Case

    cutoff = responses[0].computation.cutoff if responses and responses[0].computation else None
    a, b, c = Case.states_of(between, on)
    date = until.date() if until else cutoff
    emit_json({"between": [a, b], "on": c, "until": date and date.isoformat(), "responses": responses})


_COLUMNS = (
    "tie",
    "measure",
    "h",
    "estimate",
    "low",
    "high",
    "band low",
    "band high",
    "z placebo",
    "n",
    "placebos",
    "verdict",
)


def _rows(response: Response) -> list[tuple[object, ...]]:
    tie, tail = "-".join(response.tie), (response.n, response.placebos, response.verdict.value)
    lists = (response.estimate, response.low, response.high, response.band_low, response.band_high, response.z_placebo)
    if any(values is None for values in lists):
        return [(tie, response.measure.value, *[None] * 7, *tail)]
    numbers = zip(*(values for values in lists if values is not None), strict=True)
    return [
        (tie, response.measure.value, h, *(f"{value:.3f}" for value in row), *tail)
        for h, row in zip(response.horizons, numbers, strict=True)
    ]


def _explain(responses: tuple[Response, ...]) -> None:
    say("")
    for response in responses:
        say(f"{'-'.join(response.tie)} {response.measure.value}: {response.verdict.value}. {response.because}")
