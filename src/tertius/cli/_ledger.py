"""`tertius ledger list|add|settle|score|export`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import emit, emit_json, formats, say, shown_progress
from tertius.cli._workspace import opened, workspace_option
from tertius.errors import InputError
from tertius.records import EntryStatus, EventType, LedgerEntry, Outcome

if TYPE_CHECKING:
    from tertius.forecasts.ledger import Ledger, LedgerScore

__all__ = ["ledger"]

GROUPS = ("all", "voice", "speaker", "source", "horizon", "origin", "hedge")
_EVENTS_SHOWN = 3  # in a table; CSV and JSON hold all that are kept
_IN_WORDS = ("direction", "threshold", "condition", "probability", "settles_by", "stands_in")
_today = click.option(
    "--today", type=DATE, help="The day that decides what is due, and on which an entry is made; by default today."
)


def _day(value: dt.datetime | None) -> dt.date | None:
    return value.date() if value else None


def _ledger(folder: Path, today: dt.datetime | None) -> Ledger:
    """The ledger of a workspace that is there already."""
    from tertius.forecasts.ledger import Ledger

    return Ledger(opened(folder), _day(today))


@click.group()
def ledger() -> None:
    """Predictions: who made them, whether they can be settled, what came of them, and how good each voice was."""


@ledger.command(name="list")
@workspace_option
@click.option("--status", type=click.Choice([member.value for member in EntryStatus]), help="Only these.")
@click.option("--record", type=PATH, help="Show beside each entry what this record holds on it, settled or not.")
@_today
@formats
def list_(
    folder: Path, status: str | None, record: Path | None, today: dt.datetime | None, as_json: bool, as_csv: bool
) -> None:
    """List the entries as they stand, with why each cannot be settled or what settled it."""
    from tertius.forecasts.ledger import read_record
    from tertius.forecasts.ledger.exchange import COLUMNS, row_of

    facts = read_record(record) if record else ()
    with _ledger(folder, today) as book:
        found = book.entries(status=EntryStatus(status) if status else None, record=facts)
    if as_json:
        emit_json(found)
    elif as_csv:
        emit(COLUMNS, [row_of(entry) for entry in found], as_csv=True)
    else:
        emit(("id", "status", "who", "by", "prediction", "why or what settled it"), map(_row, found), as_csv=False)
        _void_rate(found)
        _bearing(found)


def _bearing(found: tuple[LedgerEntry, ...]) -> None:
    """What the record holds on each entry, as a second table."""
    rows = [
        (entry.id, (one.when.start or one.when.end) if one.when else None, f"{one.speaks} it", one.text,
         "; ".join(f"{version.by}: {version.text}" for version in one.versions), "; ".join(one.sources))
        for entry in found
        for one in entry.bearing
    ]  # fmt: skip
    if rows:
        emit(("entry", "day", "speaks", "the record", "versions", "sources"), rows, as_csv=False, title="\nOn record")
        say("What the record holds on a prediction proves no stated cause, and is not scored by itself.")


def _row(entry: LedgerEntry) -> tuple[object, ...]:
    from tertius.forecasts.ledger import is_late

    who = f"{entry.by.name} ({entry.voice.value if entry.voice else entry.origin.value})"
    stamp = "CONSTRUCTED: " if entry.constructed else ""
    notes = [
        f"said “{entry.hedge}”" if entry.hedge else "",
        f"probability {entry.probability:.3g}" if entry.probability is not None else "",
        f"condition: {entry.condition}" if entry.condition else "",
        "entered after its date: not scored" if is_late(entry) else "",
    ]
    settled = "; ".join(f"{s.outcome} by {s.by}: {s.why}" for s in entry.settlements)
    end = entry.horizon.end if entry.horizon else None
    text = f"{stamp}{entry.text} [{'; '.join(filter(None, notes))}]" if any(notes) else f"{stamp}{entry.text}"
    return entry.id, entry.status.value, who, end or "no date", text, entry.because or settled or entry.settles_by


def _void_rate(found: tuple[LedgerEntry, ...]) -> None:
    real = [entry for entry in found if not entry.constructed]
    void = sum(entry.status == EntryStatus.UNSETTLEABLE for entry in real)
    if real:
        say(f"{void} of {len(real)} entries ({void / len(real):.0%}) cannot be settled and are never scored")


@ledger.command()
@click.argument("text", required=False)
@workspace_option
@click.option("--texts", is_flag=True, help="Enter every prediction coded from the workspace's documents.")
@click.option("--from", "file", type=PATH, help="Enter a JSON export, or a CSV of predictions.")
@click.option("--dyad", nargs=2, metavar="A B", help="Enter the system's own forecast of this pair; with --history.")
@click.option("--history", type=PATH, multiple=True, help="The event table that --dyad is forecast from.")
@click.option("--until", type=DATE, help="The cut-off of that forecast.")
@click.option("--who", help="Who predicts, or who enters the file.")
@click.option("--why", default="entered by hand", show_default=True, help="Why it is entered.")
@click.option("--by", type=DATE, help="The last day on which it can come true.")
@click.option("--said", type=DATE, help="The day it is made; by default today.")
@click.option("--subject", help="Whom or what it is about; by default --source.")
@click.option("--act", type=click.Choice([kind.value for kind in EventType], case_sensitive=False),
              help="The event type that has to be seen.")  # fmt: skip
@click.option("--source", help="Who acts; with --direction one of the two.")
@click.option("--target", help="Towards whom; with --direction the other one.")
@click.option(
    "--direction", type=click.Choice(["closer", "apart"]), help="Which way their tie moves, in place of an act."
)
@click.option("--threshold", help="What has to be seen, in words, for a person to settle.")
@click.option("--condition", help="Under which alone it holds.")
@click.option("--probability", type=float, help="Its probability, 0 to 1; scored by Brier.")
@click.option("--settles-by", help="The source that will hold the answer.")
@click.option(
    "--stands-in", help="Where --who said so by --said: what is entered after its date is scored with that alone."
)
@_today
def add(folder: Path, today: dt.datetime | None, **given: Any) -> None:
    """Enter predictions: one in words (TEXT), those of the workspace's texts, a file, or the system's own forecast.

    What has no subject, threshold that can be measured, date, or source that will hold the answer is kept as
    unsettleable with the reason, and never scored.
    """
    from tertius.forecasts.ledger import Ledger

    ways = [bool(given["text"]), given["texts"], given["file"] is not None, given["dyad"] is not None]
    if sum(ways) != 1:
        raise click.UsageError("give one of: TEXT with --who, --texts, --from FILE, or --dyad A B with --history")
    with _ledger(folder, today) if given["texts"] else Ledger.open(folder, today=_day(today)) as book:
        if given["texts"]:
            added = book.add_texts()
        elif given["file"]:
            added = book.add_file(given["file"], who=given["who"] or "", why=given["why"])
        elif given["dyad"]:
            added = _forecast(book, given)
        else:
            added = _by_hand(book, given)
        say(f"{added} new in the ledger; it holds {len(book.entries())}")


def _forecast(book: Ledger, given: dict[str, Any]) -> int:
    from tertius.forecasts import forecast

    if not given["history"]:
        raise click.UsageError("--dyad needs --history")
    with shown_progress() as progress:
        made = forecast(*given["dyad"], history=list(given["history"]), until=_day(given["until"]), progress=progress)
    return book.add_forecast(made)


def _by_hand(book: Ledger, given: dict[str, Any]) -> int:
    from tertius.forecasts.ledger import entry_of_user, is_late
    from tertius.world.actors import resolve

    entry = entry_of_user(
        given["text"],
        who=given["who"] or "",
        by=_day(given["by"]),
        said=_day(given["said"]) or book.today,
        subject=given["subject"],
        act=EventType(given["act"]) if given["act"] else None,
        source=resolve(given["source"]) if given["source"] else None,
        target=resolve(given["target"]) if given["target"] else None,
        **{name: given[name] for name in _IN_WORDS},
    )
    added = book.add([entry], who=given["who"], why=given["why"])
    kept = book.entry(entry.id)
    say(f"{kept.id}: {kept.status.value}" + (f", {kept.because}; see --subject, --threshold, --act, --by and --settles-by"
                                             if kept.because else ""))  # fmt: skip
    if is_late(kept):
        say(f"{kept.id} is entered after its date: without --stands-in it is never scored")
    return added


@ledger.command()
@click.argument("entry", required=False)
@workspace_option
@click.option("--history", type=PATH, multiple=True, help="Settle what is due by this event table.")
@click.option("--record", type=PATH, help="Settle what is due by this record, where the history cannot.")
@click.option("--outcome", type=click.Choice([member.value for member in Outcome]), help="Settle ENTRY by hand.")
@click.option("--who", default="", help="Who settles ENTRY.")
@click.option("--why", default="", help="Why so.")
@click.option("--source", default="", help="The source that says so.")
@click.option("--condition-met", is_flag=True, help="The condition of ENTRY was met.")
@click.option("--reversed-on", type=DATE, help="The day on which what came true was undone.")
@_today
@formats
def settle(
    entry: str | None,
    folder: Path,
    history: tuple[Path, ...],
    record: Path | None,
    outcome: str | None,
    who: str,
    why: str,
    source: str,
    condition_met: bool,
    reversed_on: dt.datetime | None,
    today: dt.datetime | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Settle what is due by a history or a record, or one ENTRY by hand with a source.

    Nothing is changed: a later settlement stands beside the earlier, and who differ make an entry contested.
    """
    if (entry is None) != (outcome is None):
        raise click.UsageError("to settle by hand give ENTRY and --outcome; else --history or --record")
    from tertius.forecasts.ledger import Settled
    from tertius.forecasts.ledger.exchange import event_words

    with _ledger(folder, today) as book:
        if entry is not None and outcome is not None:
            one = book.settle_by_hand(
                entry, Outcome(outcome), who=who, why=why, source=source, condition_met=condition_met,
                reversed_on=_day(reversed_on),
            )  # fmt: skip
            found = Settled(settlements=(one,))
        else:
            with shown_progress() as progress:
                found = book.settle(history=list(history) or None, record=record, progress=progress)
    if as_json:
        emit_json(found)
        return
    most = None if as_csv else _EVENTS_SHOWN
    rows: list[tuple[object, ...]] = [
        (s.entry, s.outcome.value, s.by, s.query, s.why, "; ".join(map(event_words, s.events[:most])))
        for s in found.settlements
    ]
    rows += [(item, "left", None, None, why_left, None) for item, why_left in found.left.items()]
    emit(("entry", "outcome", "by", "query", "why", "events"), rows, as_csv=as_csv)


@ledger.command()
@workspace_option
@click.option("--by", type=click.Choice(GROUPS), default="all", show_default=True, help="How entries are grouped.")
@click.option("--calibration", is_flag=True, help="The calibration table in place of the scores.")
@click.option("--plot", type=PATH, help="With --calibration: draw it to this file, .svg or .png.")
@_today
@formats
def score(
    folder: Path, by: str, calibration: bool, plot: Path | None, today: dt.datetime | None, as_json: bool, as_csv: bool
) -> None:
    """Hits and misses with a 90% interval, the Brier score of probabilities, CRPS of numbers, and the void rate."""
    if plot is not None and (not calibration or plot.suffix.lower() not in (".svg", ".png")):
        raise click.UsageError("--plot draws the calibration as .svg or .png; give --calibration and such a file")
    with _ledger(folder, today) as book:
        if calibration:
            if plot is not None:
                _plot(book, plot)
            _calibration(book, as_json=as_json, as_csv=as_csv)
            return
        found = book.score(by)
    if as_json:
        emit_json(found)
        return
    if as_csv:
        emit((by, *_SCORE_FIELDS, *_BRIER_FIELDS), map(_score_cells, found), as_csv=True)
        return
    columns = ("entries", "hits", "misses", "rate", "90% interval", "mixed", "void", "contested", "open", "due",
               "unsettleable", "void rate", "late", "constructed", "Brier", "log score", "CRPS", "note")  # fmt: skip
    emit((by, *columns), map(_score_row, found), as_csv=False)
    for one in found:
        if one.brier is not None:
            say(f"{one.name}: Brier {one.brier.score:.3f} = reliability {one.brier.reliability:.3f} - resolution "
                f"{one.brier.resolution:.3f} + uncertainty {one.brier.uncertainty:.3f} + within bins {one.brier.within:.3f}")  # fmt: skip


_SCORE_FIELDS = (
    "entries", "hits", "misses", "rate", "low", "high", "mixed", "void", "contested", "open", "due", "unsettleable",
    "void_rate", "late", "constructed", "brier_low", "brier_high", "log_score", "crps", "crps_low", "crps_high", "crps_n",
    "because",
)  # fmt: skip
_BRIER_FIELDS = ("brier", "brier_reliability", "brier_resolution", "brier_uncertainty", "brier_within", "brier_n")


def _score_cells(one: LedgerScore) -> tuple[object, ...]:
    """A row of CSV, a number a cell."""
    parts = one.brier
    told = (parts.score, parts.reliability, parts.resolution, parts.uncertainty, parts.within, parts.n) if parts else ()
    missing = (None,) * (len(_BRIER_FIELDS) - len(told))
    return one.name, *(getattr(one, name) for name in _SCORE_FIELDS), *told, *missing


def _score_row(one: LedgerScore) -> tuple[object, ...]:
    return (
        one.name, one.entries, one.hits, one.misses,
        None if one.rate is None else f"{one.rate:.2f}",
        None if one.low is None or one.high is None else f"{one.low:.2f} to {one.high:.2f}",
        one.mixed, one.void, one.contested, one.open, one.due, one.unsettleable,
        None if one.void_rate is None else f"{one.void_rate:.0%}",
        one.late, one.constructed,
        None if one.brier is None else f"{one.brier.score:.3f}{_span(one.brier_low, one.brier_high)} n {one.brier.n}",
        None if one.log_score is None else f"{one.log_score:.3f}",
        None if one.crps is None else f"{one.crps:.3g}{_span(one.crps_low, one.crps_high)} n {one.crps_n}",
        one.because,
    )  # fmt: skip


def _span(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" [{low:.3g}, {high:.3g}]"


def _plot(book: Ledger, place: Path) -> None:
    """The calibration as a picture; InputError where nothing is scored or the file cannot be written."""
    from tertius.reports.drawing import picture
    from tertius.reports.figures import calibration

    figure = calibration(book.entries())
    if figure is None:
        raise InputError("there is no calibration to draw: no entry with a probability of its own is settled")
    drawn = figure.svgs[0]
    try:
        place.write_bytes(picture(drawn) if place.suffix.lower() == ".png" else drawn.encode())
    except OSError as error:
        raise InputError(
            f"cannot write {place}: {error.strerror}; give a file in a folder that can be written"
        ) from None


def _calibration(book: Ledger, *, as_json: bool, as_csv: bool) -> None:
    found = book.calibration()
    if as_json:
        emit_json(found)
        return
    rows = [
        (f"{one.forecast:.3f}", f"{one.came:.3f}", f"{low:.2f} to {high:.2f}", one.n)
        for one, low, high in zip(found.bins, found.low, found.high, strict=True)
    ]
    emit(("mean chance given", "share that came", "90% interval", "n"), rows, as_csv=as_csv)
    if found.because and not as_csv:
        say(found.because)


@ledger.command()
@click.argument("file", type=PATH)
@workspace_option
@_today
def export(file: Path, folder: Path, today: dt.datetime | None) -> None:
    """Write the ledger to FILE: `.csv` a table, else JSON that `tertius ledger add --from` reads again.

    What rests on confidential documents stays, as does what accuses a person until a reviewer has accepted it.
    """
    with _ledger(folder, today) as book:
        path = book.export(file)
    click.echo(path)
