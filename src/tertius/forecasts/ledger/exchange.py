"""The ledger as a file: everything as JSON, which can be read in again; a table as CSV; a user's predictions from CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from tertius.errors import InputError, NameNotResolved, RecordError, UsageError
from tertius.forecasts.ledger.entries import entry_of_user
from tertius.forecasts.ledger.rule import latest
from tertius.records import EventType, LedgerEntry, SettlingEvent, to_builtins

__all__ = ["COLUMNS", "as_csv", "as_json", "event_words", "read_entries", "row_of"]

FORMAT = 1
MOST_BYTES = 64 << 20
COLUMNS = (
    "id", "status", "who", "role", "voice", "origin", "said", "by", "text", "threshold", "condition", "hedge",
    "probability", "why", "settled_by", "query", "events", "settling_sources", "sources", "entered", "stories",
    "constructed", "record",
)  # fmt: skip
_FIELDS = (
    "text", "who", "by", "said", "subject", "act", "source", "target", "direction", "threshold", "condition",
    "probability", "settles_by", "stands_in",
)  # fmt: skip


def row_of(entry: LedgerEntry) -> tuple[object, ...]:
    """An entry as a row of `COLUMNS`: `why` is why it is unsettleable, or what settled it."""
    settled = latest(entry.settlements)
    why = entry.because or "; ".join(f"{s.outcome}: {s.why}" for s in settled)
    return (
        entry.id, entry.status.value, entry.by.name, entry.by.role, entry.voice.value if entry.voice else None,
        entry.origin.value, entry.said, entry.horizon.end if entry.horizon else None, entry.text,
        entry.threshold.text if entry.threshold else None, entry.condition, entry.hedge, entry.probability, why,
        "; ".join(f"{s.by} ({s.how})" for s in settled), "; ".join(s.query for s in settled if s.query),
        "; ".join(event_words(event) for s in settled for event in s.events),
        "; ".join(dict.fromkeys(source for s in settled for source in s.sources)), "; ".join(entry.sources),
        entry.entered, entry.stories, "constructed" if entry.constructed else None,
        entry.bearing_says.value if entry.bearing_says else None,
    )  # fmt: skip


def event_words(event: SettlingEvent) -> str:
    """An event that settled an entry, in one line: its day, who did what to whom, and its id where it has one."""
    told = f"{event.day} {event.source} > {event.target} ({event.code or 'no code'})"
    return f"{told} {event.id}" if event.id else told


def as_json(entries: Iterable[LedgerEntry]) -> str:
    """The whole ledger, settlements included, as `read_entries` reads it."""
    return json.dumps(
        {"tertius_ledger": FORMAT, "entries": to_builtins(list(entries))}, ensure_ascii=False, indent=2
    ) + "\n"  # fmt: skip


def as_csv(entries: Iterable[LedgerEntry]) -> str:
    """A table to read: one row an entry. A cell that a spreadsheet would run is kept text by a quote before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([[_guarded(cell) for cell in row_of(entry)] for entry in entries])
    return text.getvalue()


def _guarded(cell: object) -> str:
    words = "" if cell is None else str(cell)
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t") else words


def read_entries(path: str | Path, today: dt.date) -> tuple[LedgerEntry, ...]:
    """Entries from a JSON export, or a user's predictions from a CSV of the fields that `tertius ledger add` takes.

    Raises:
        InputError: there is no such file, or it is too large.
        RecordError: it is no ledger; the line and field are named.

    """
    place = Path(path).expanduser()
    if not place.is_file():
        raise InputError(f"ledger file {place} does not exist; check the path")
    if place.stat().st_size > MOST_BYTES:
        raise InputError(f"ledger file {place} is larger than 64 MiB; part it")
    try:
        text = place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordError(f"ledger file {place}: byte {error.start} is no UTF-8; save it as UTF-8") from None
    return _from_csv(place, text, today) if place.suffix.lower() == ".csv" else _from_json(place, text)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    tertius_ledger: int
    entries: tuple[LedgerEntry, ...]


def _from_json(place: Path, text: str) -> tuple[LedgerEntry, ...]:
    try:
        read = msgspec.json.decode(text, type=_File)
    except msgspec.DecodeError as error:
        raise RecordError(f"ledger file {place} is no export of a ledger: {error}") from None
    if read.tertius_ledger > FORMAT:
        raise RecordError(f"ledger file {place} was written by a newer tertius; upgrade tertius")
    return read.entries


def _from_csv(place: Path, text: str, today: dt.date) -> tuple[LedgerEntry, ...]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = reader.fieldnames or []
    unknown = [name for name in names if name not in _FIELDS]
    if unknown or "text" not in names or "who" not in names:
        what = f"unknown column {unknown[0]!r}" if unknown else "columns 'text' and 'who' are needed"
        raise RecordError(f"ledger file {place}, line 1: {what}; columns are {', '.join(_FIELDS)}")
    found = []
    for row in reader:
        where = f"ledger file {place}, line {reader.line_num}"
        if None in row:
            raise RecordError(f"{where}: more cells than there are columns")
        cells = {name: value.strip() for name, value in row.items() if value and value.strip()}
        if cells:
            found.append(_of_cells(cells, today, where))
    return tuple(found)


def _of_cells(cells: Mapping[str, str], today: dt.date, where: str) -> LedgerEntry:
    from tertius.case import parse_date
    from tertius.world.actors import resolve
    from tertius.world.ontology import event_type

    at: Sequence[str] = ("",)
    try:
        made = {}
        for name, read in (("by", parse_date), ("said", parse_date), ("source", resolve), ("target", resolve)):
            at = (name,)
            made[name] = read(cells[name]) if name in cells else None
        at = ("probability",)
        chance = float(cells["probability"]) if "probability" in cells else None
        at = ("act",)
        act = EventType(event_type(cells["act"]).name) if "act" in cells else None
        at = ("text", "who")
        return entry_of_user(
            cells.get("text", ""), who=cells.get("who", ""), by=made["by"], said=made["said"] or today,  # type: ignore[arg-type]
            source=made["source"], target=made["target"], act=act, probability=chance,  # type: ignore[arg-type]
            **{name: cells.get(name) for name in ("subject", "direction", "threshold", "condition", "settles_by", "stands_in")},
        )  # fmt: skip
    except (UsageError, NameNotResolved, ValueError) as error:
        raise RecordError(f"{where}, {' and '.join(map(repr, at))}: {error}") from None
