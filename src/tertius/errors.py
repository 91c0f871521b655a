"""The one family of errors that tertius raises for a caller's mistake or a broken input.

    TertiusError
    ├── UsageError            the question itself is wrong (A = B, C among A and B, a bad date)
    │   └── NameNotResolved   a name is unknown or fits several actors; carries the near ones
    ├── InputError            a file or folder is missing, empty, or not what it is said to be
    │   ├── DocumentError     a document cannot be read
    │   ├── HistoryError      a history has the wrong columns, or no row for the window
    │   └── RecordError       a record of facts, or a file of ledger entries, has a wrong line or field
    ├── CaseError             a case file is wrong, or holds a stored response it may not use
    └── StoreError            a workspace is locked, damaged, or of a newer schema

Each carries one clear line: what is wrong and what to do. The command line prints that line and
exits with status 2. What merely cannot be *computed* is not an error: it is a value with its reason.
"""

from __future__ import annotations

__all__ = [
    "CaseError",
    "DocumentError",
    "HistoryError",
    "InputError",
    "NameNotResolved",
    "RecordError",
    "StoreError",
    "TertiusError",
    "UsageError",
]


class TertiusError(Exception):
    """Base of the family; `str(error)` is one line that says what is wrong and what to do."""


class UsageError(TertiusError):
    """The question cannot be asked as it stands."""


class NameNotResolved(UsageError):
    """A name fits no actor, or more than one.

    Attributes:
        name: the name as given.
        near: names that resemble it, best first; empty when nothing does.
    """

    def __init__(self, name: str, near: tuple[str, ...] = (), *, ambiguous: bool = False) -> None:
        self.name = name
        self.near = near
        self.ambiguous = ambiguous
        what = f"{name!r} fits more than one actor" if ambiguous else f"no actor is known as {name!r}"
        hint = f"; did you mean {', '.join(near)}?" if near else "; give a country name or its ISO code"
        super().__init__(what + hint)


class InputError(TertiusError):
    """A path is missing, empty, or not of the kind it was given as."""


class DocumentError(InputError):
    """A document cannot be read as text."""


class HistoryError(InputError):
    """A history has the wrong columns, or says nothing about the window asked for."""


class RecordError(InputError):
    """A record of facts or a file of ledger entries is wrong; the line and field are named."""


class CaseError(TertiusError):
    """A case file is wrong."""


class StoreError(TertiusError):
    """A workspace cannot be used."""
