"""The record: a table of dated, sourced facts with each side's version, as TOML or CSV.

    [[fact]]
    id = "road-toll"                       # any name that is given once
    kind = "act"                           # act, number, office, wording, person
    start = 2031-05-03                     # a day, or "2031-05", or "2031"
    end = 2031-05-05                       # by default the start's
    actors = ["Turkey", "Azerbaijan"]
    type = "MOBILIZE"                      # a PLOVER type
    moved = "closer"                       # or "apart"; by default as the quad class of the type says
    claim = "Turkey and Azerbaijan held an exercise."
    sources = ["both defence ministries"]

    [[fact.version]]                       # where the sides differ
    by = "Armenia"
    text = "…"

In CSV the same names are columns; a cell with several values parts them by ";", and a further row with the same
id adds a version (columns `by`, `text`, `low`, `high`, `version_source`).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from tertius.errors import InputError, NameNotResolved, RecordError
from tertius.records import Actor, ActorKind, EventType, Fact, FactKind, Precision, Version, When

__all__ = ["read_record"]

_LISTS = ("actors", "topic", "absent", "sources")
_KEYS = frozenset({
    "id", "kind", "claim", "start", "end", "type", "moved", "unit", "person", "office", "place", "reverses", *_LISTS,
})  # fmt: skip
_VERSION_KEYS = frozenset({"by", "text", "source", "low", "high"})
_CSV_VERSION = {"by": "by", "text": "text", "low": "low", "high": "high", "version_source": "source"}
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z")
_NEEDED = {
    FactKind.ACT: ("start", "actors"), FactKind.NUMBER: ("topic", "unit", "version"),
    FactKind.OFFICE: ("actors", "person", "office"), FactKind.WORDING: ("topic", "absent"),
    FactKind.PERSON: ("person", "topic"),
}  # fmt: skip
MOST_BYTES = 16 << 20


def read_record(path: str | Path) -> tuple[Fact, ...]:
    """The facts of a record file, in its order.

    Raises:
        InputError: there is no such file, or it is larger than 16 MiB.
        RecordError: the file is no TOML or CSV of facts; the line and field are named.

    """
    place = Path(path).expanduser()
    if not place.is_file():
        raise InputError(f"record {place} does not exist; check the path")
    if place.stat().st_size > MOST_BYTES:
        raise InputError(f"record {place} is larger than 16 MiB; part it")
    try:
        text = place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordError(f"record {place}: byte {error.start} is no UTF-8; save it as UTF-8") from None
    tables = _csv_tables(place, text) if place.suffix.lower() == ".csv" else _toml_tables(place, text)
    facts: dict[str, Fact] = {}
    lines: dict[str, _Where] = {}
    for where, table in tables:
        fact = _fact(where, table)
        if fact.id in facts:
            where.wrong("id", f"{fact.id!r} is given twice")
        facts[fact.id], lines[fact.id] = fact, where
    for fact in facts.values():
        if fact.reverses is not None and fact.reverses not in facts:
            lines[fact.id].wrong("reverses", f"no fact is called {fact.reverses!r}")
    return tuple(facts.values())


class _Where:
    """Where a fact stands, for one clear line about what is wrong with it."""

    def __init__(self, path: Path, line: int, number: int) -> None:
        self.path, self.line, self.number = path, line, number

    def wrong(self, field: str, what: str) -> NoReturn:
        raise RecordError(f"record {self.path}, line {self.line}, fact {self.number}, {field!r}: {what}")


def _toml_tables(path: Path, text: str) -> Iterator[tuple[_Where, Mapping[str, Any]]]:
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecordError(f"record {path} is not valid TOML: {error}") from None
    unknown = sorted(set(read) - {"title", "fact"})
    if unknown:
        raise RecordError(f"record {path}: unknown key {unknown[0]!r}; known are title and [[fact]]")
    facts = read.get("fact", [])
    if not isinstance(facts, list) or not facts or not all(isinstance(item, dict) for item in facts):
        raise RecordError(f"record {path} holds no facts; begin each with [[fact]]")
    heads = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*fact\s*\]\]", line)]
    for number, table in enumerate(facts, 1):
        yield _Where(path, heads[number - 1] if number <= len(heads) else 1, number), table


def _csv_tables(path: Path, text: str) -> Iterator[tuple[_Where, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = set(reader.fieldnames or ())
    unknown = sorted(names - _KEYS - set(_CSV_VERSION))
    if unknown or "id" not in names:
        what = f"unknown column {unknown[0]!r}" if unknown else "no column 'id'"
        raise RecordError(f"record {path}, line 1: {what}")
    found: dict[str, tuple[_Where, dict[str, Any]]] = {}
    try:
        for row in reader:
            where = _Where(path, reader.line_num, len(found) + 1)
            if None in row:
                where.wrong("id", "this line has more cells than there are columns")
            cells = {name: value.strip() for name, value in row.items() if value and value.strip()}
            if not cells:
                continue
            table = {name: _split(name, value) for name, value in cells.items() if name in _KEYS}
            version = {_CSV_VERSION[name]: value for name, value in cells.items() if name in _CSV_VERSION}
            known = found.setdefault(str(table.get("id", "")), (where, table | {"version": []}))[1]
            if version:
                known["version"].append(version)
    except csv.Error as error:
        raise RecordError(f"record {path}, line {reader.line_num}: {error}") from None
    if not found:
        raise RecordError(f"record {path} holds no facts")
    yield from found.values()


def _split(name: str, value: str) -> Any:
    return [part.strip() for part in value.split(";") if part.strip()] if name in _LISTS else value


def _fact(where: _Where, table: Mapping[str, Any]) -> Fact:
    for key in table:
        if key not in _KEYS | {"version"}:
            where.wrong(str(key), "is no field of a fact")
    kind = _one_of(where, "kind", _text(where, table, "kind") or FactKind.ACT.value, FactKind)
    for key in ("id", "claim", "sources", *_NEEDED[kind]):
        if not table.get(key):
            where.wrong(
                key,
                f"is missing: {'every fact' if key in ('id', 'claim', 'sources') else f'a fact of kind {kind}'} has one",
            )
    type_ = _text(where, table, "type")
    moved = _text(where, table, "moved")
    if moved not in (None, "closer", "apart"):
        where.wrong("moved", f"{moved!r} is neither 'closer' nor 'apart'")
    strings = {key: _text(where, table, key) for key in ("unit", "person", "office", "place", "reverses")}
    return Fact(
        id=_text(where, table, "id") or "",
        kind=kind,
        claim=_text(where, table, "claim") or "",
        when=_when(where, table),
        actors=tuple(_actor(where, name) for name in _texts(where, table, "actors")),
        type=_one_of(where, "type", type_.upper(), EventType) if type_ else None,
        moved=moved,
        topic=_texts(where, table, "topic"),
        absent=_texts(where, table, "absent"),
        sources=_texts(where, table, "sources"),
        versions=_versions(where, table.get("version", [])),
        **strings,
    )


def _text(where: _Where, table: Mapping[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        where.wrong(key, "must be a text in quotes")
    return " ".join(value.split())


def _texts(where: _Where, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        where.wrong(key, "must be a list of texts")
    return tuple(" ".join(item.split()) for item in value)


def _one_of(where: _Where, key: str, value: str, words: type[Any]) -> Any:
    try:
        return words(value)
    except ValueError:
        where.wrong(key, f"{value!r} is not one of {', '.join(member.value for member in words)}")


def _actor(where: _Where, name: str) -> Actor:
    from tertius.world.actors import resolve

    try:
        return resolve(name)
    except NameNotResolved as error:
        if error.ambiguous:
            where.wrong("actors", str(error))
        return Actor(name=name, code=None, kind=ActorKind.GROUP)


def _when(where: _Where, table: Mapping[str, Any]) -> When | None:
    first, last = _span(where, table, "start"), _span(where, table, "end")
    if first is None and last is None:
        return None
    start, end = first[0] if first else None, last[1] if last else first[1] if first else None
    if start and end and start > end:
        where.wrong("end", f"{end} lies before the start, {start}")
    if first and last and start != end:
        return When(start=start, end=end, precision=Precision.RANGE)
    return When(start=start, end=end, precision=(first or last or (0, 0, Precision.UNKNOWN))[2])


def _span(where: _Where, table: Mapping[str, Any], key: str) -> tuple[dt.date, dt.date, Precision] | None:
    """First and last day that a date stands for."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value, value, Precision.DAY
    found = _DAY.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        where.wrong(key, f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    try:
        year, month, day = (int(part) if part else None for part in found.groups())
        if month is None:
            return dt.date(year or 0, 1, 1), dt.date(year or 0, 12, 31), Precision.YEAR
        if day is None:
            following = dt.date((year or 0) + month // 12, month % 12 + 1, 1)
            return dt.date(year or 0, month, 1), following - dt.timedelta(days=1), Precision.MONTH
        only = dt.date(year or 0, month, day)
    except ValueError:
        where.wrong(key, f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
    return only, only, Precision.DAY


def _versions(where: _Where, tables: Any) -> tuple[Version, ...]:
    if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
        where.wrong("version", "must be given as [[fact.version]]")
    made = []
    for table in tables:
        unknown = sorted(set(table) - _VERSION_KEYS)
        if unknown:
            where.wrong(f"version.{unknown[0]}", "is no field of a version")
        for key in ("by", "text"):
            if not table.get(key):
                where.wrong(f"version.{key}", "is missing: a version says whose it is and what it says")
        texts = {key: _text(where, table, key) for key in ("by", "text", "source")}
        low, high = (_number(where, table, key) for key in ("low", "high"))
        low, high = (high if low is None else low), (low if high is None else high)
        if low is not None and high is not None and low > high:
            where.wrong("version.high", f"{high:g} is less than low, {low:g}")
        made.append(Version(by=texts["by"] or "", text=texts["text"] or "", source=texts["source"], low=low, high=high))
    return tuple(made)


def _number(where: _Where, table: Mapping[str, Any], key: str) -> float | None:
    import math

    value = table.get(key)
    if value is None:
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        where.wrong(f"version.{key}", f"{value!r} is no number")
    if isinstance(value, bool) or not math.isfinite(number):
        where.wrong(f"version.{key}", f"{value!r} is no number")
    return number
