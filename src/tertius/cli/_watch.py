"""`tertius watch`: add, list, run and remove watches, and what they told."""

from __future__ import annotations

import datetime as dt
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import emit, emit_json, formats, say, shown_progress
from tertius.cli._workspace import opened, workspace_option
from tertius.errors import UsageError

if TYPE_CHECKING:
    from tertius.errors import TertiusError
    from tertius.records import WatchRun
    from tertius.watch import Standing

__all__ = ["watch"]

SOME_FAILED = 1
_UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@click.group()
def watch() -> None:
    """Keep an eye on a triad or a dyad: sources, a schedule, and alerts."""


class _Every(click.ParamType[int]):
    """A time span such as `30m`, `6h`, `1d` or `1w`, in seconds."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Seconds of the span."""
        if isinstance(value, int):
            return value
        number, unit = value[:-1], value[-1:].lower()
        if unit not in _UNITS or not number.isdigit() or not int(number):
            self.fail(f"{value!r} is no span; write it as 30m, 6h, 1d or 1w", param, ctx)
        return int(number) * _UNITS[unit]


@watch.command()
@click.argument("name")
@click.option("--between", nargs=2, required=True, metavar="A B", help="The two between which there is tension.")
@click.option("--on", metavar="C", help="The third; without it the pair alone is watched.")
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="A feed or page; may be repeated.")
@click.option(
    "--folder", "folders", multiple=True, type=PATH, help="A folder that documents come into; may be repeated."
)
@click.option("--fetch", "fetches", multiple=True, metavar="SET", help="Event records to fetch, such as gdelt.")
@click.option("--history", multiple=True, type=PATH, help="An event table or panel that tension is read from.")
@click.option("--every", type=_Every(), default="6h", show_default=True, help="Between two runs: 30m, 6h, 1d, 1w.")
@click.option("--since", type=DATE, help="What is dated before raises no alert; by default today.")
@click.option("--atom", type=PATH, metavar="FILE", help="An Atom feed file that gets the alerts.")
@click.option("--webhook", "webhooks", multiple=True, metavar="URL", help="An address that gets each alert by POST.")
@click.option("--webhook-secret", metavar="VARIABLE", help="Environment variable with the key of the signature.")
@click.option("--mail-server", metavar="URL", help="smtp://user@host:port or smtps://…")
@click.option("--mail-from", metavar="ADDRESS", help="Who sends the mail.")
@click.option("--mail-to", multiple=True, metavar="ADDRESS", help="Who gets the mail; may be repeated.")
@click.option("--mail-secret", metavar="VARIABLE", help="Environment variable with the mail server's password.")
@click.option("--follow", is_flag=True, help="Of a feed, fetch the pages its items link to.")
@click.option("--allow-private", is_flag=True, help="Fetch from loopback, private and link-local addresses too.")
@click.option("--fast", is_flag=True, help="Code by syntax and statistics alone.")
@workspace_option
def add(folder: Path, since: dt.datetime | None, **given: Any) -> None:
    """Add a watch called NAME, or change the one of that name; it goes on from what it has seen."""
    from tertius import watch as watching

    made = watching.add(workspace=folder, since=since.date() if since else None, **given)
    third = f" on {made.on.name}" if made.on else ""
    sides = " and ".join(actor.name for actor in made.between)
    say(
        f"watching {made.name}: {sides}{third}; {len(made.sources)} sources, {len(made.outlets)} outlets, every {_span(made.every)}"
    )
    if not made.outlets:
        say("its alerts are kept and go nowhere: see them with `tertius watch alerts`")


@watch.command("list")
@workspace_option
@formats
def list_(folder: Path, *, as_json: bool, as_csv: bool) -> None:
    """What is watched: the last run, the next one, alerts, sources and outlets that fail."""
    from tertius import watch as watching

    with opened(folder):
        pass
    found = watching.watches(folder)
    if as_json:
        emit_json(found)
        return
    columns = ("name", "question", "every", "last run", "next run", "alerts", "problems")
    emit(columns, [_row(one) for one in found], as_csv=as_csv)


def _row(one: Standing) -> list[object]:
    sides = "–".join(actor.name for actor in one.watch.between)
    last = one.last
    stuck = [
        f"{key}: {waiting} waiting, {given_up} given up" for key, (waiting, given_up, _) in one.undelivered.items()
    ]
    ended = None if last is None else f"{last.ended:%Y-%m-%d %H:%M}" if last.ended else "broken off"
    return [
        one.watch.name,
        f"{sides} on {one.watch.on.name}" if one.watch.on else sides,
        _span(one.watch.every),
        ended or "never",
        f"{one.due:%Y-%m-%d %H:%M}",
        one.alerts,
        "; ".join([*(last.problems if last else ()), *stuck]),
    ]


def _span(seconds: int) -> str:
    unit = next((unit for unit, size in reversed(_UNITS.items()) if seconds % size == 0), None)
    return f"{seconds // _UNITS[unit]}{unit}" if unit else f"{seconds}s"


@watch.command()
@click.argument("names", nargs=-1)
@click.option("--once", is_flag=True, help="Run what is due, then end (for cron); names are run whether due or not.")
@click.option("--delay", type=click.FloatRange(min=0), default=1.0, show_default=True,
              help="Seconds between two requests to one host.")  # fmt: skip
@workspace_option
@formats
def run(names: tuple[str, ...], folder: Path, *, once: bool, delay: float, as_json: bool, as_csv: bool) -> int:
    """Run the watches that are due; without --once again and again, until it is stopped.

    Each run reads what is new, updates history and tension, and hands out alerts. What was missed while nothing ran is
    caught up. Exit status 1 where a source or an outlet failed.
    """
    from tertius import watch as watching

    with opened(folder) as workspace:
        held = {one.id: one.name for one in workspace.watching.watches()}
        for name in names:
            workspace.watching.watch(name)
    if not held:
        raise UsageError("nothing is watched yet: add a watch with `tertius watch add`")
    if once:
        with shown_progress() as progress:
            found = watching.run(folder, names, delay=delay, progress=progress)
        _tell(found, held, as_json=as_json, as_csv=as_csv)
        return SOME_FAILED if any(one.problems for one in found) else 0
    _keep(folder, names, held, delay)
    return 0


def _keep(folder: Path, names: tuple[str, ...], held: dict[str, str], delay: float) -> None:
    from tertius import watch as watching

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def told(found: list[WatchRun]) -> None:
        for one in found:
            click.echo(
                f"{one.began:%Y-%m-%d %H:%M:%S} {held.get(one.watch, one.watch)}: {one.documents} new documents, {one.alerts} alerts"
            )
            for problem in one.problems:
                click.echo(f"  {problem}", err=True)

    def failed(error: TertiusError) -> None:
        click.echo(f"tertius: {' '.join(str(error).split())}", err=True)

    say("watching; stop it with Ctrl-C")
    watching.keep_running(folder, names, stop=stop, delay=delay, told=told, failed=failed)


def _tell(found: list[WatchRun], held: dict[str, str], *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        emit_json(found)
        return
    if not found and not as_csv:
        say("nothing is due")
        return
    rows = [[held.get(one.watch, one.watch), one.documents, one.alerts, "; ".join(one.problems)] for one in found]
    emit(("watch", "new documents", "alerts", "problems"), rows, as_csv=as_csv)


@watch.command()
@click.argument("name", required=False)
@click.option("--since", type=DATE, help="Only those raised on or after this day.")
@workspace_option
@formats
def alerts(name: str | None, since: dt.datetime | None, folder: Path, *, as_json: bool, as_csv: bool) -> None:
    """What has been told, newest first, by one watch or by all."""
    from tertius import watch as watching

    with opened(folder) as workspace:
        held = {one.id: one.name for one in workspace.watching.watches()}
    found = watching.alerts(name, since=since.date() if since else None, workspace=folder)
    if as_json:
        emit_json(found)
        return
    columns = ("at", "watch", "kind", "title", "text") if as_csv else ("at", "watch", "kind", "title")
    rows = [
        [f"{one.at:%Y-%m-%d %H:%M}", held.get(one.watch, "(removed)"), one.kind, one.title, one.text][: len(columns)]
        for one in found
    ]
    emit(columns, rows, as_csv=as_csv)


@watch.command()
@click.argument("name")
@workspace_option
def remove(name: str, folder: Path) -> None:
    """Stop a watch; what it read and the alerts it raised stay."""
    from tertius import watch as watching

    with opened(folder):
        pass
    say(f"removed {watching.remove(name, folder).name}")
