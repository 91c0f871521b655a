"""`tertius episodes` and `tertius sensitivity`: what an estimate is made of, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from tertius.cli._options import NOTHING_COMPUTABLE, Question, leave_out_option, question
from tertius.cli._output import emit, emit_json, formats, say, shown_progress
from tertius.cli._panel import panel_of

if TYPE_CHECKING:
    from tertius.records import Episode, Episodes, Variant

Pairs = tuple[tuple[str, str], ...]


@click.command()
@question
@leave_out_option
@formats
def episodes(asked: Question, *, horizon: int | None, leave_out: Pairs, as_json: bool, as_csv: bool) -> int:
    """The dated A-B shocks that carry half of what an estimate is made of. Exit status 3: there are none."""
    from tertius.analysis import named_dyads
    from tertius.effects.episodes import episodes as tell

    (a, b, c), read, panel = panel_of(asked)
    with shown_progress() as progress:
        told = tell(panel, (a, b), c, horizon=horizon, left_out=named_dyads(leave_out), history=read, progress=progress)
    if as_json:
        emit_json(told)
        return 0 if told.episodes else NOTHING_COMPUTABLE
    emit(_EPISODE, (row for one in told.episodes for row in _episode_rows(one)), as_csv=as_csv)
    if not as_csv:
        say("")
        say(_summary(told))
        emit(_VARIANT, _variant_rows((*told.stated, *told.again)), as_csv=False)
        _reasons((*told.stated, *told.again))
    return 0 if told.episodes else NOTHING_COMPUTABLE


@click.command()
@question
@leave_out_option
@formats
def sensitivity(asked: Question, *, horizon: int | None, leave_out: Pairs, as_json: bool, as_csv: bool) -> int:
    """The estimates again with other lags, windows, years and weeks. Exit status 3: nothing was computable."""
    from tertius.analysis import named_dyads
    from tertius.effects.sensitivity import sensitivity as vary

    (a, b, c), _, panel = panel_of(asked)
    with shown_progress() as progress:
        found = vary(panel, (a, b), c, horizon=horizon, left_out=named_dyads(leave_out), progress=progress)
    if as_json:
        emit_json(found)
    else:
        emit(_VARIANT, _variant_rows(found.variants), as_csv=as_csv)
        if not as_csv:
            _reasons(found.variants)
    return 0 if any(one.estimate for one in found.variants) else NOTHING_COMPUTABLE


_EPISODE = ("start", "end", "peak", "direction", "share", "A-B", "tie", "measure", "before", "largest after",
            "adds", "cumulative without")  # fmt: skip
_VARIANT = ("tie", "measure", "choice", "n", "placebos", "cumulative", "low", "high", "largest z placebo")


def _episode_rows(one: Episode) -> Iterable[tuple[object, ...]]:
    head = (one.start, one.end, one.peak, one.direction, f"{one.share:.1%}", _figure(one.value))
    for move in one.movements:
        less = None if move.estimate_without is None else f"{sum(move.estimate_without[1:]):.3f}"
        yield (*head, "-".join(move.tie), move.measure.value, _figure(move.before),
               _figure(max(move.after[1:]) if move.after else None),
               f"{move.contribution:.3f}", less)  # fmt: skip


def _figure(value: float | None) -> str | None:
    return None if value is None else f"{value:.4g}"


def _summary(told: Episodes) -> str:
    if told.because is not None:
        return f"No episodes: {told.because}."
    return (
        f"These carry {told.carried:.0%} of the variation of the shock over {told.n} windows. `adds` is what an episode "
        f"adds to the cumulative estimate over 1 to {told.horizon} {told.frequency}s; a cause is not shown by it."
    )


def _variant_rows(found: Iterable[Variant]) -> Iterable[tuple[object, ...]]:
    for one in found:
        head = ("-".join(one.tie), one.measure.value, one.name, one.n, one.placebos)
        if one.cumulative is None or one.z_placebo is None:
            yield (*head, None, None, None, None)
        else:
            figures = (
                one.cumulative.estimate,
                one.cumulative.low,
                one.cumulative.high,
                max(one.z_placebo[1:], key=abs),
            )
            yield (*head, *(f"{value:.3f}" for value in figures))


def _reasons(found: Iterable[Variant]) -> None:
    """Each reason once, with the ties and choices that it is said of."""
    said: dict[str, dict[str, None]] = {}
    for one in found:
        if one.because:
            said.setdefault(one.because, {})[one.name] = None
    for because, names in said.items():
        say(f"Not computable, {', '.join(names)}: {because}.")
