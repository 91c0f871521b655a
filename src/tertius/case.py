"""A case: the question with its names resolved, and where its documents and histories lie.

From arguments (`Case.of`) or from a TOML file (`Case.from_toml`):

    title = "Azerbaijan-Iran tensions and Israel"
    between = ["Azerbaijan", "Iran"]
    on = "Israel"
    until = 2021-10-06
    documents = ["dispatches"]            # files or folders, relative to this file
    history = ["gdelt_weekly.parquet"]    # event tables or panels
    responses = ["response.json"]         # stored computations, `tertius effect … --save`
    record = "record.toml"                # dated facts with each side's version (docs/ledger.md)

    [[overrides]]                         # a tie set by hand, with its reason and source
    a = "Armenia"
    b = "Azerbaijan"
    relation = "adversary"
    sign = -1
    reason = "…"
    source = "…"
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tertius.errors import CaseError, InputError, TertiusError, UsageError
from tertius.records import Actor, Asserter, Document, Relation, Tie
from tertius.world.actors import resolve

__all__ = ["Case", "Source", "parse_date"]

Source = str | os.PathLike[str]
"""A path to a file or folder."""

_KEYS = ("title", "between", "on", "until", "documents", "history", "responses", "record", "overrides", "hindsight")
_OVERRIDE_KEYS = ("a", "b", "relation", "sign", "since", "until", "reason", "source")


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """The question, ready to be worked on. Make one with `Case.of` or `Case.from_toml`."""

    title: str
    between: tuple[Actor, Actor]
    on: Actor
    until: dt.date | None = None
    documents: tuple[Path, ...] = ()
    read: tuple[Document, ...] = ()  # documents that were handed over as nouns, not as paths
    histories: tuple[Any, ...] = ()  # paths, or tables in memory
    responses: tuple[Path, ...] = ()
    record: Path | None = None  # facts that settle predictions and that statements are checked against
    overrides: tuple[Tie, ...] = ()
    hindsight: bool = False
    workspace: Path | None = None  # its documents are read too, and what is coded is kept there

    @classmethod
    def of(
        cls,
        *,
        between: Sequence[str],
        on: str,
        documents: Source | Document | Iterable[Source | Document] = (),
        history: Any = (),
        until: dt.date | str | None = None,
        responses: Source | Iterable[Source] = (),
        record: Source | None = None,
        overrides: Iterable[Tie] = (),
        title: str | None = None,
        hindsight: bool = False,
        workspace: Source | None = None,
    ) -> Case:
        """A case from plain arguments.

        Raises:
            UsageError: a name is unknown or ambiguous, A = B, or C is A or B; or `until` is no date.
            InputError: a path does not exist, or neither documents, history nor responses are given.

        """
        a, b, c = _actors(between, on)
        given = _many(documents)
        paths = tuple(_existing(item, "document") for item in given if not isinstance(item, Document))
        histories = tuple(_existing(item, "history") if _is_path(item) else item for item in _many(history))
        stored = tuple(_existing(item, "stored response") for item in _many(responses))
        if not (given or histories or stored or workspace):
            raise InputError("nothing to work on: give --documents, --history, a stored response or a --workspace")
        return cls(
            title=title or f"How do tensions between {a.name} and {b.name} affect {c.name}?",
            between=(a, b),
            on=c,
            until=parse_date(until),
            documents=paths,
            read=tuple(item for item in given if isinstance(item, Document)),
            histories=histories,
            responses=stored,
            record=None if record is None else _existing(record, "record"),
            overrides=tuple(overrides),
            hindsight=hindsight,
            workspace=None if workspace is None else Path(workspace).expanduser(),
        )

    @classmethod
    def from_toml(cls, path: Source) -> Case:
        """A case from a file; its paths are relative to the file's folder.

        Raises:
            CaseError: the file is no TOML, or a key is missing, unknown or of the wrong type.
            UsageError, InputError: as `Case.of`.

        """
        path = _existing(path, "case file")
        table = _toml(path)
        _refuse_unknown(table, _KEYS, f"case file {path}")
        for key in ("between", "on"):
            if key not in table:
                raise CaseError(f"case file {path} lacks {key!r}")

        def beside(key: str) -> list[Path]:
            value = table.get(key, [])
            if isinstance(value, str):
                value = [value]
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise CaseError(f"case file {path}: {key!r} must be a list of paths")
            return [path.parent / item for item in value]

        return cls.of(
            between=table["between"],
            on=table["on"],
            documents=beside("documents"),
            history=beside("history"),
            until=table.get("until"),
            responses=beside("responses"),
            record=_one(beside("record"), path),
            overrides=[_override(item, path) for item in table.get("overrides", [])],
            title=table.get("title"),
            hindsight=bool(table.get("hindsight", False)),
        )

    def adding(
        self,
        *,
        documents: Iterable[Source] = (),
        history: Iterable[Source] = (),
        responses: Iterable[Source] = (),
        record: Source | None = None,
        until: dt.date | None = None,
        hindsight: bool = False,
        workspace: Path | None = None,
    ) -> Case:
        """The same case with more to read, and with another cut-off where one is given."""
        return msgspec.structs.replace(
            self,
            documents=(*self.documents, *(_existing(item, "document") for item in documents)),
            histories=(*self.histories, *(_existing(item, "history") for item in history)),
            responses=(*self.responses, *(_existing(item, "stored response") for item in responses)),
            record=self.record if record is None else _existing(record, "record"),
            until=until or self.until,
            hindsight=hindsight or self.hindsight,
            workspace=workspace or self.workspace,
        )

    @staticmethod
    def states_of(between: Sequence[str], on: str) -> tuple[str | None, str | None, str | None]:
        """Codes of A, B and C from their names."""
        a, b, c = _actors(between, on)
        return a.code, b.code, c.code

    @property
    def states(self) -> tuple[str, str, str]:
        """Codes of A, B and C.

        Raises:
            UsageError: one of them has no code to look up in a history.

        """
        codes = [actor.code for actor in (*self.between, self.on)]
        for actor, code in zip((*self.between, self.on), codes, strict=True):
            if code is None:
                raise UsageError(f"{actor.name} has no code, so no history can be read for it")
        a, b, c = (str(code) for code in codes)
        return a, b, c


def _actors(between: Sequence[str], on: str) -> tuple[Actor, Actor, Actor]:
    if isinstance(between, str) or len(between) != 2 or not all(isinstance(name, str) for name in (*between, on)):
        raise UsageError("give two names between which there is tension, and one on which it acts")
    a, b, c = resolve(between[0]), resolve(between[1]), resolve(on)
    if a.code == b.code and a.name == b.name:
        raise UsageError(f"{between[0]!r} and {between[1]!r} are both {a.name}: tension needs two actors")
    for side in (a, b):
        if (side.code, side.name) == (c.code, c.name):
            raise UsageError(f"{on!r} is one of the two between which there is tension; name a third actor")
    return a, b, c


def _is_path(item: object) -> bool:
    return isinstance(item, str | os.PathLike)


def _many(value: Any) -> list[Any]:
    """One thing or several: a path, a document or a table is one, though a table can be iterated over."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset | Iterator) else [value]


def _one(paths: list[Path], case: Path) -> Path | None:
    if len(paths) > 1:
        raise CaseError(f"case file {case}: 'record' is one path")
    return paths[0] if paths else None


def _existing(item: Source, what: str) -> Path:
    path = Path(item).expanduser()
    if not path.exists():
        raise InputError(f"{what} {path} does not exist; check the path")
    return path


def parse_date(value: dt.date | str | None) -> dt.date | None:
    """A date from `YYYY-MM-DD`; UsageError where it is none."""
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        return value.date() if isinstance(value, dt.datetime) else dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise UsageError(f"{value!r} is no date; write it as YYYY-MM-DD") from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except IsADirectoryError:
        raise CaseError(f"{path} is a folder; give the case file in it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(f"case file {path} is not valid TOML: {error}") from None


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise CaseError(f"{where} has unknown keys {', '.join(unknown)}; known are {', '.join(known)}")


def _override(table: Any, path: Path) -> Tie:
    where = f"an override in {path}"
    if not isinstance(table, dict):
        raise CaseError(f"{where} is not a table")
    _refuse_unknown(table, _OVERRIDE_KEYS, where)
    missing = [key for key in ("a", "b", "relation", "sign", "reason", "source") if key not in table]
    if missing:
        raise CaseError(f"{where} lacks {', '.join(missing)}: an override needs a reason and a source")
    try:
        relation = Relation(table["relation"])
    except ValueError:
        raise CaseError(
            f"{where}: relation {table['relation']!r} is not one of {', '.join(member.value for member in Relation)}"
        ) from None
    if table["sign"] not in (-1, 0, 1):
        raise CaseError(f"{where}: sign must be 1, -1 or 0")
    try:
        return Tie(
            a=resolve(table["a"]),
            b=resolve(table["b"]),
            relation=relation,
            sign=table["sign"],
            since=parse_date(table.get("since")),
            until=parse_date(table.get("until")),
            by=Asserter(name="case file"),
            reason=str(table["reason"]),
            source=str(table["source"]),
        )
    except TertiusError as error:
        raise CaseError(f"{where}: {error}") from None
