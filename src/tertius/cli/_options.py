"""Options that several verbs take, in one wording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["DATE", "PATH", "question", "triad"]

F = TypeVar("F", bound=Callable[..., Any])
DATE = click.DateTime(formats=["%Y-%m-%d"])
PATH = click.Path(path_type=Path)


def question(function: F) -> F:
    """A, B, C, the history that is asked and the horizon: of verbs that compute on a history alone."""
    horizon = click.option(
        "--horizon",
        type=click.IntRange(1, 60),
        help="Periods after the shock; by default 12 weeks, 14 days, 6 months.",
    )
    return triad(horizon(function))


def triad(function: F) -> F:
    """A, B, C and the history that is asked."""
    for option in (
        click.option("--frequency", type=click.Choice(["day", "week", "month"]), default="week", show_default=True),
        click.option("--until", type=DATE, help="The cut-off; by default the end of the history."),
        click.option(
            "--history", type=PATH, multiple=True, required=True, help="An event table or a panel; may be repeated."
        ),
        click.option("--on", required=True, metavar="C", help="The third, whose ties are looked at."),
        click.option(
            "--between", nargs=2, required=True, metavar="A B", help="The two between which there is tension."
        ),
    ):
        function = option(function)
    return function
