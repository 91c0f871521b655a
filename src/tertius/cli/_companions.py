"""`tertius companions`: the field's descriptive methods on one triad, each with its caveats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from tertius.cli._options import DATE, NOTHING_COMPUTABLE, Question, question, triad
from tertius.cli._output import emit, emit_json, formats, say, shown_progress
from tertius.cli._panel import panel_of

if TYPE_CHECKING:
    from tertius.effects.companions import Connectedness, EventStudy, Precedence


@click.group()
def companions() -> None:
    """Connectedness, Granger tests and event studies: descriptions of a history, never an effect or a verdict."""


@companions.command()
@triad
@click.option("--measure", type=click.Choice(["conflict", "cooperation"]), default="conflict", show_default=True)
@click.option("--horizon", type=click.IntRange(1, 60), default=10, show_default=True, help="Terms h = 0 to H - 1.")
@formats
def connectedness(
    asked: Question,
    *,
    measure: str,
    horizon: int,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Whose surprises make up whose forecast errors, among A-B, A-C and B-C. Exit status 3: not computable."""
    from tertius import effects
    from tertius.records import Measure

    (a, b, c), _, panel = panel_of(asked)
    found = effects.triad_connectedness(panel, (a, b), c, measure=Measure(measure), horizon=horizon)
    if as_json:
        emit_json({"between": [a, b], "on": c, "measure": measure, "connectedness": found})
    else:
        emit(("error of", *(f"from {name}, %" for name in found.names), "from others, %", "to others, %", "net"),
             _shares(found), as_csv=as_csv)  # fmt: skip
        if found.total is not None and not as_csv:
            say(f"In all {found.total:.1f}% of the forecast errors come from the other pairs, at {horizon} {asked.frequency}s, over "
                f"{found.n} windows.")  # fmt: skip
        _end([("connectedness", found.because)], found.caveats, as_csv=as_csv)
    return 0 if found.table else NOTHING_COMPUTABLE


@companions.command()
@triad
@formats
def granger(
    asked: Question,
    *,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Whether A-B conflict helps to predict C's ties, beside placebo pairs. Exit status 3: not computable."""
    from tertius import effects

    (a, b, c), _, panel = panel_of(asked)
    with shown_progress() as progress:
        found = effects.triad_granger(panel, (a, b), c, progress=progress)
    if as_json:
        emit_json({"between": [a, b], "on": c, "granger": found})
    else:
        emit(("from", "to", "lags", "n", "F", "freedom", "p", "placebos", "placebos with F as large"),
             (_test(one) for one in found), as_csv=as_csv)  # fmt: skip
        _end([(one.effect, one.because) for one in found], found[0].caveats, as_csv=as_csv)
    return 0 if any(one.f is not None for one in found) else NOTHING_COMPUTABLE


@companions.command("event-study")
@question
@click.option("--date", type=DATE, required=True, help="Of the event.")
@click.option(
    "--before", type=click.IntRange(1, 60), default=8, show_default=True, help="Periods matched on before it."
)
@formats
def event_study(
    asked: Question,
    *,
    horizon: int | None,
    date: dt.datetime,
    before: int,
    as_json: bool,
    as_csv: bool,
) -> int:
    """C's ties around a date, beside dates that looked alike before. Exit status 3: not computable."""
    from tertius import effects

    (a, b, c), _, panel = panel_of(asked)
    found = effects.triad_event_studies(panel, (a, b), c, date.date(), horizon=horizon, before=before)
    if as_json:
        emit_json({"between": [a, b], "on": c, "event_studies": found})
    else:
        emit(("tie", "measure", "h", "path", "median", "low", "high", "mean after", "rank", "matched"),
             (row for one in found for row in _path(one)), as_csv=as_csv)  # fmt: skip
        _end([(_tie(one), one.because) for one in found], found[0].caveats, as_csv=as_csv)
    return 0 if any(one.path for one in found) else NOTHING_COMPUTABLE


def _shares(found: Connectedness) -> Iterable[Sequence[object]]:
    if found.table is None or found.from_others is None or found.to_others is None or found.net is None:
        return
    sums = zip(found.from_others, found.to_others, found.net, strict=True)
    for name, shares, three in zip(found.names, found.table, sums, strict=True):
        yield (name, *(f"{value:.1f}" for value in (*shares, *three)))


def _test(one: Precedence) -> Sequence[object]:
    head = (one.cause, one.effect, one.lags, one.n)
    if one.f is None or one.p is None or one.freedom is None:
        return (*head, None, None, None, None, None)
    return (*head, f"{one.f:.3f}", "{}, {}".format(*one.freedom), f"{one.p:.3g}", one.placebos, one.larger)


def _path(one: EventStudy) -> Iterable[Sequence[object]]:
    head: tuple[Any, Any] = ("-".join(one.tie), one.measure.value)
    lists = (one.path, one.median, one.low, one.high)
    if one.mean is None or one.rank is None or any(values is None for values in lists):
        yield (*head, *[None] * 7, one.matched)
        return
    for h, figures in enumerate(zip(*(values for values in lists if values is not None), strict=True)):
        yield (*head, h, *(f"{value:.3f}" for value in figures), f"{one.mean:.3f}", f"{one.rank:.2f}", one.matched)


def _tie(one: EventStudy) -> str:
    return f"{'-'.join(one.tie)} {one.measure.value}"


def _end(reasons: Iterable[tuple[str, str | None]], caveats: Iterable[str], *, as_csv: bool) -> None:
    """What was not computable and why, then the caveats; of CSV, which stands alone on stdout, on stderr."""
    lacking: dict[str, list[str]] = {}
    for name, because in reasons:
        if because:
            lacking.setdefault(because, []).append(name)
    for line in (*(f"Not computable, {', '.join(names)}: {why}." for why, names in lacking.items()), *caveats):
        if as_csv:
            click.echo(line, err=True)
        else:
            say(line)
