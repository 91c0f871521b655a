"""`tertius check`: statements beside the record and the world's dated facts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from tertius.case import Source
from tertius.errors import InputError
from tertius.progress import Progress, silent
from tertius.records import Check

__all__ = ["check"]


def check(
    documents: Any = (),
    *,
    record: Source | None = None,
    until: dt.date | str | None = None,
    workspace: Source | None = None,
    fast: bool = False,
    progress: Progress = silent,
) -> tuple[Check, ...]:
    """Set each checkable statement (a date, a number, an act, who holds an office) beside what is on record.

    It agrees, conflicts, is disputed (the record itself holds versions that differ), or is not in the record. Both
    texts are shown; there is no verdict on who speaks. Method: docs/ledger.md.

    Args:
        documents: paths of files or folders, or `Document`s.
        record: a record of facts; without one, only who holds an office is checked, by the gazetteer's dated leaders.
        until: facts known later are left out; by default every fact is used.
        workspace: a workspace whose documents are checked too.
        fast: code by syntax and statistics alone, without the encoder.
        progress: told what is being done.

    Raises:
        InputError: nothing to check, or a path that does not exist.
        RecordError: the record is wrong; the line and field are named.

    """
    from tertius import coding
    from tertius import documents as reading
    from tertius.assessment import checks_of
    from tertius.case import parse_date
    from tertius.forecasts.ledger import read_record
    from tertius.records import Document
    from tertius.store import Workspace

    cutoff = parse_date(until)
    facts = read_record(Path(record)) if record is not None else ()
    facts = tuple(fact for fact in facts if cutoff is None or fact.known is None or fact.known <= cutoff)
    given = list(documents) if isinstance(documents, list | tuple) else [documents]
    paths = [item for item in given if not isinstance(item, Document)]
    read = [item for item in given if isinstance(item, Document)]
    read += reading.read(paths, progress=progress) if paths else []
    if workspace is not None:
        with Workspace.open(Path(workspace)) as opened:
            read += opened.documents()
    if not read:
        raise InputError("nothing to check: give documents, or a --workspace that holds some")
    read = list({document.id: document for document in read}.values())
    coded = coding.code(read, stories=reading.stories(read), fast=fast, progress=progress)
    return checks_of(coded.statements, coded.events, read, facts)
