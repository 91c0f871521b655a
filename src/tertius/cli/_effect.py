"""`tertius effect`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tertius.cli._effect_tables import BY_HORIZON, SUMMARY, WHOLE, by_horizon, notes, summary, verdicts, whole
from tertius.cli._options import NOTHING_COMPUTABLE, PATH, Question, leave_out_option, question
from tertius.cli._output import emit, emit_json, formats, say, shown_progress
from tertius.errors import InputError
from tertius.records import Response, Verdict


@click.command()
@question
@leave_out_option
@click.option(
    "--save", type=PATH, help="Save the responses, and what they are made of and hang on, to be given to a case."
)
@click.option("--by-horizon", "each", is_flag=True, help="Show every horizon with its bands, as --csv and --json do.")
@formats
def effect(
    asked: Question,
    *,
    horizon: int | None,
    leave_out: tuple[tuple[str, str], ...],
    save: Path | None,
    each: bool,
    as_json: bool,
    as_csv: bool,
) -> int:
    """What C's ties did after past A-B shocks, with bands and placebos. Exit status 3: nothing was computable."""
    from tertius import effects

    _check(save)
    found = _estimates(asked, horizon, leave_out, whole=save is not None)
    responses = found.responses
    computable = any(response.verdict != Verdict.NOT_COMPUTABLE for response in responses)
    if as_json:
        _print_json(responses, asked)
    elif as_csv:
        emit(WHOLE, (row for response in responses for row in whole(response)), as_csv=True)
    else:
        _print(responses, each=each)
    if not computable:
        if save is not None:
            click.echo("tertius: nothing was computable, so nothing was saved", err=True)
        return NOTHING_COMPUTABLE
    if save is not None:
        effects.save(responses, save, episodes=found.episodes, sensitivity=found.sensitivity)
    return 0


def _check(save: Path | None) -> None:
    """Refuse before anything is computed what would be refused after it."""
    if save is not None and not save.parent.is_dir():
        raise InputError(f"--save {save}: the folder {save.parent} does not exist")
    if save is not None and save.is_dir():
        raise InputError(f"--save {save} is a folder; give the path of a file")


def _estimates(asked: Question, horizon: int | None, leave_out: tuple[tuple[str, str], ...], *, whole: bool) -> Any:
    """The responses; if `whole`, with their episodes and sensitivity."""
    from tertius import analysis

    names = " ".join(path.name for path in asked.history)
    command = f"tertius effect --between {asked.between[0]} {asked.between[1]} --on {asked.on} --history {names}"
    if asked.until is not None:
        command += f" --until {asked.until}"
    command += "".join(f" --leave-out {x} {y}" for x, y in leave_out)
    with shown_progress() as progress:
        given: dict[str, Any] = {
            "between": asked.between, "on": asked.on, "history": list(asked.history), "until": asked.until,
            "frequency": asked.frequency, "horizon": horizon, "leave_out": leave_out, "command": command,
            "progress": progress,
        }  # fmt: skip
        return analysis.estimates(**given) if whole else analysis.Estimates(analysis.effect(**given), (), ())


def _print_json(responses: tuple[Response, ...], asked: Question) -> None:
    from tertius.case import Case

    cutoff = responses[0].computation.cutoff if responses and responses[0].computation else None
    a, b, c = Case.states_of(asked.between, asked.on)
    date = asked.until or cutoff
    emit_json({"between": [a, b], "on": c, "until": date and date.isoformat(), "responses": responses})


def _print(responses: tuple[Response, ...], *, each: bool) -> None:
    if each:
        emit(BY_HORIZON, (row for response in responses for row in by_horizon(response)), as_csv=False)
        say("")
    computed = [response for response in responses if response.estimate is not None]
    if computed:
        emit(SUMMARY, map(summary, computed), as_csv=False)
        say("")
    for line in (*verdicts(responses), "", *notes(responses, each=each)):
        say(line)
