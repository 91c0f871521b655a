"""Options that several verbs take, in one wording."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from tertius.errors import UsageError

__all__ = ["DATE", "HORIZON", "NOTHING_COMPUTABLE", "PATH", "Question", "leave_out_option", "past", "question", "triad"]

F = TypeVar("F", bound=Callable[..., Any])
DATE = click.DateTime(formats=["%Y-%m-%d"])
PATH = click.Path(path_type=Path)
NOTHING_COMPUTABLE = 3  # the exit status of a verb that computes on a history and could not
HORIZON = click.option(
    "--horizon", type=click.IntRange(1, 60), help="Periods after the shock; by default 12 weeks, 14 days, 6 months."
)


def _two_each(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Refuse before anything is computed what would be refused after it."""
    for x, y in pairs:
        if x == y:
            raise UsageError(f"--leave-out {x} {y}: name two different actors")
    return pairs


leave_out_option = click.option(
    "--leave-out",
    nargs=2,
    multiple=True,
    metavar="X Y",
    callback=lambda _context, _option, pairs: _two_each(pairs),
    help="A pair that is part of the crisis: no placebo.",
)


@dataclass(frozen=True)
class Question:
    """What a verb that computes on a history is asked: A and B, C, the history, its cut-off and its periods."""

    between: tuple[str, str]
    on: str
    history: tuple[Path, ...]
    until: dt.date | None
    frequency: str


def question(function: Callable[..., int]) -> Any:
    """A, B, C, the history that is asked and the horizon: of verbs that compute on a history alone."""
    return triad(HORIZON(function))


def triad(function: Callable[..., int]) -> Any:
    """A, B, C and the history that is asked: `function` gets them as one `Question`, before its own options."""

    @functools.wraps(function)
    def answer(
        *, between: tuple[str, str], on: str, history: tuple[Path, ...], until: dt.datetime | None, frequency: str,
        **more: Any,
    ) -> int:  # fmt: skip
        asked = Question(between, on, history, until.date() if until else None, frequency)
        return function(asked, **more)

    answer = past(answer)
    answer = click.option("--on", required=True, metavar="C", help="The third, whose ties are looked at.")(answer)
    return click.option(
        "--between", nargs=2, required=True, metavar="A B", help="The two between which there is tension."
    )(answer)


def past(function: F) -> F:
    """The history that is asked, its cut-off and its periods."""
    for option in (
        click.option("--frequency", type=click.Choice(["day", "week", "month"]), default="week", show_default=True),
        click.option("--until", type=DATE, help="The cut-off; by default the end of the history."),
        click.option(
            "--history", type=PATH, multiple=True, required=True, help="An event table or a panel; may be repeated."
        ),
    ):
        function = option(function)
    return function
