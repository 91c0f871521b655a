"""`tertius forecast`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertius.cli._backtest import show_backtest
from tertius.cli._options import DATE, PATH
from tertius.cli._output import emit, emit_json, formats, say, shown_progress

if TYPE_CHECKING:
    from tertius.forecasts import Contribution, DyadForecast, Onset
    from tertius.forecasts.events import Ranked
    from tertius.forecasts.weeks import Chance

NOTHING_COMPUTABLE = 3


@click.command()
@click.option("--dyad", nargs=2, metavar="A B", help="Two states: chances, onset and tension of the weeks to come.")
@click.option("--source", metavar="ACTOR", help="Instead: rank whom this actor's next event of --type reaches.")
@click.option("--type", "event_type", metavar="CODE", help="The event code of --source, as the history has it.")
@click.option("--history", type=PATH, multiple=True, required=True, help="An event table or a panel; may be repeated.")
@click.option("--until", type=DATE, help="The cut-off; by default the end of the history.")
@click.option("--weeks", type=click.IntRange(1, 12), default=4, show_default=True, help="Weeks of tension ahead.")
@click.option(
    "--ledger", type=PATH, help="With --dyad: enter the forecast in the ledger of the workspace in this folder."
)
@click.option("--top", type=click.IntRange(1, 100), default=10, show_default=True, help="How many targets are ranked.")
@click.option(
    "--backtest", "past", type=click.IntRange(1, 104), metavar="WEEKS",
    help="Instead: how the forecasts would have done over the last WEEKS weeks; of --dyad, or without it of all pairs.",
)  # fmt: skip
@click.option("--class", "event_class", default="material conflict", show_default=True, metavar="CLASS",
              help="With --backtest: the class of events, a quad class or one of PLOVER's types.")  # fmt: skip
@click.option("--horizon", type=click.Choice(["week", "month"]), default="week", show_default=True,
              help="With --backtest: how far ahead the chances look.")  # fmt: skip
@click.option(
    "--diagram", type=PATH, metavar="FILE", help="With --backtest: draw the reliability diagram there, as SVG."
)
@formats
def forecast(
    dyad: tuple[str, str] | None,
    source: str | None,
    event_type: str | None,
    history: tuple[Path, ...],
    until: dt.datetime | None,
    weeks: int,
    ledger: Path | None,
    top: int,
    past: int | None,
    event_class: str,
    horizon: str,
    diagram: Path | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """What comes next, with the past events that made the forecast; with --backtest, how such forecasts would have done.

    Exit status 3: nothing was computable.
    """
    from tertius import forecasts

    if past is not None:
        if source is not None or event_type is not None:
            raise click.UsageError("--backtest is of chances and tension: give it --dyad A B, or nothing for all pairs")
        with shown_progress() as progress:
            scored = forecasts.back_test(
                *(dyad or (None, None)), history=list(history), weeks=past, event_class=event_class, horizon=horizon,
                until=until.date() if until else None, progress=progress,
            )  # fmt: skip
        return 0 if show_backtest(scored, diagram, as_json=as_json, as_csv=as_csv) else NOTHING_COMPUTABLE
    if diagram is not None:
        raise click.UsageError("--diagram goes with --backtest")
    if (dyad is None) == (source is None) or (source is None) != (event_type is None):
        raise click.UsageError("give either --dyad A B, or --source ACTOR with --type CODE")
    if ledger is not None and dyad is None:
        raise click.UsageError("--ledger takes the forecast of a pair; give --dyad A B")
    cutoff = until.date() if until else None
    with shown_progress() as progress:
        if source is not None and event_type is not None:
            ranked = forecasts.next_targets(
                source, event_type, history=list(history), until=cutoff, top=top, progress=progress
            )
            return _show_ranked(ranked, as_json=as_json, as_csv=as_csv)
        a, b = dyad or ("", "")
        found = forecasts.forecast(a, b, history=list(history), until=cutoff, weeks=weeks, progress=progress)
    if ledger is not None:
        _enter(found, ledger)
    return _show_dyad(found, as_json=as_json, as_csv=as_csv)


def _enter(found: DyadForecast, folder: Path) -> None:
    """The forecast into the ledger; how many entries are new is told apart from the answer."""
    from tertius.forecasts.ledger import Ledger

    with Ledger.open(folder) as book:
        added = book.add_forecast(found)
    click.echo(f"{added} new in the ledger of {folder}", err=True)


def _show_ranked(ranked: tuple[Ranked, ...], *, as_json: bool, as_csv: bool) -> int:
    if as_json:
        emit_json(ranked)
        return 0
    rows = [
        (place, one.target, f"{one.chance:.3f}", "; ".join(f"{r.what} {r.share:+.0%}" for r in one.reasons[:3]))
        for place, one in enumerate(ranked, 1)
    ]
    emit(("rank", "target", "chance", "made by"), rows, as_csv=as_csv)
    if not as_csv:
        for one in ranked[:3]:
            for event in [event for reason in one.reasons for event in reason.events][:3]:
                say(
                    f"{one.target}: {event.day} {event.source} > {event.target} ({event.type}), share {event.share:.0%}"
                )
    return 0


def _show_dyad(found: DyadForecast, *, as_json: bool, as_csv: bool) -> int:
    computed = any(one.chance is not None for one in found.chances) or any(w.median is not None for w in found.tension)
    if as_json:
        emit_json(found)
    elif as_csv:
        emit(("what", "when", "median or chance", "low", "high", "base rate", "n"), _rows(found), as_csv=True)
    else:
        _show_chances(found)
        _show_tension(found)
        _explain(found)
    return 0 if computed else NOTHING_COMPUTABLE


def _rows(found: DyadForecast) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [
        (one.event_class, f"next {one.horizon}", f"{one.chance:.3f}", None, None, f"{one.base_rate:.3f}", one.n)
        for one in found.chances
        if one.chance is not None and one.base_rate is not None
    ]
    if found.onset.chance is not None:
        rate = None if found.onset.base_rate is None else f"{found.onset.base_rate:.3f}"
        rows.append(("onset", "next week", f"{found.onset.chance:.3f}", None, None, rate, found.onset.n))
    rows += [
        (
            "tension",
            f"week of {week.start}",
            *(f"{value:.2f}" for value in (week.median, week.low, week.high)),
            None,
            None,
        )
        for week in found.tension
        if week.median is not None and week.low is not None and week.high is not None
    ]
    return rows


def _show_chances(found: DyadForecast) -> None:
    """Week and month side by side, each beside how often it came over all pairs."""
    given = {(one.event_class, one.horizon): one for one in found.chances if one.chance is not None}
    rows = [
        (name, *(cell for horizon in ("week", "month") for cell in _beside(given.get((name, horizon)))))
        for name in dict.fromkeys(name for name, _ in given)
    ]
    if found.onset.chance is not None:
        rows.append(("onset of material conflict", *_beside(found.onset), "", ""))
    title = f"{'-'.join(found.dyad)}, known until {found.known_until}"
    if not rows:
        return say(title)
    emit(("chance of any", "next week", "all pairs", "next month", "all pairs"), rows, as_csv=False, title=title)
    return None


def _beside(one: Chance | Onset | None) -> tuple[str, str]:
    if one is None or one.chance is None:
        return "", ""
    return f"{one.chance:.3f}", "" if one.base_rate is None else f"{one.base_rate:.3f}"


def _show_tension(found: DyadForecast) -> None:
    rows = [
        (week.start, *(f"{value:.2f}" for value in (week.median, week.low, week.high)))
        for week in found.tension
        if week.median is not None and week.low is not None and week.high is not None
    ]
    if rows:
        emit(("tension, week of", "median", "80% from", "to"), rows, as_csv=False)
    if rows and found.unit is not None:
        before = "; ".join(f"median of the {span}: {value:.2f}" for span, value in (found.recent_tension or {}).items())
        say(f"tension is {found.unit}{f'; {before}' if before else ''}")


def _explain(found: DyadForecast) -> None:
    lacking = list(dict.fromkeys(one.because for one in found.chances if one.because))
    without = sum(one.chance is None for one in found.chances)
    reasons = [
        *lacking[:1],
        f"{without} of {len(found.chances)} chances have no value; --json gives each reason" if lacking[1:] else None,
        found.onset.because,
        *(week.because for week in found.tension),
    ]
    for reason in dict.fromkeys(filter(None, reasons)):
        say(reason)
    if found.made is None:
        return
    for one in found.chances:
        if (one.event_class, one.horizon) == ("material conflict", "week") and one.parts:
            parts = "; ".join(f"{part.what} {part.log_odds:+.2f}" for part in one.parts)
            say(f"material conflict next week, log odds against the average pair and week: {parts}")
    say(f"made by (shares of {found.made}):")
    emit(("day", "source", "target", "what", "share"), [_event(event) for event in found.made_by], as_csv=False)
    if found.more:
        say(f"and {found.more} further events, together {found.more_share:.0%}")
    rest = 1 - found.more_share - sum(event.share for event in found.made_by)
    if rest > 0.005:
        say(f"the rest, {rest:.0%}, is no event of the two: what any pair has, how busy both are, third states")
    for third in found.third:
        say(
            f"third state {third.state}, by what it had to do with both: {third.share:.1%}; its latest events with either:"
        )
        emit(("day", "source", "target", "what"), [_event(event)[:4] for event in third.events], as_csv=False)


def _event(event: Contribution) -> tuple[object, ...]:
    from tertius.world.ontology import cameo_codes

    names = {code.code: code.name for code in cameo_codes()}
    what = event.code or "" if event.code not in names else f"{names[event.code]} ({event.code})"
    return event.day, event.source, event.target, what, f"{event.share:.1%}"
