"""The archive: the histories of a workspace in one table, as Parquet by origin and month, with a manifest.

workspace/history/
  manifest.sqlite                                   which files count, what they came from, rows set aside, terms
  events/origin=icews/month=2018-06/….parquet       one row an event (`readers.schema.EVENTS`)
  mentions/origin=gdelt_v2/month=2021-10/….parquet  one row a report of an event
  panel/origin=own/….parquet                        panels as they were given
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tertius.history.archive._documents import Appended, append_events, remove_events
    from tertius.history.archive._importing import Imported, import_files
    from tertius.history.archive._kept import Kept, kept_at
    from tertius.history.archive._manifest import archive_of
    from tertius.history.archive._panels import import_panels
    from tertius.history.archive._reading import Holding, Reject, holdings, media_volume, reject_reasons, rejects
    from tertius.history.archive._workspace import append_coded, append_documents, purge

__all__ = [
    "Appended", "Holding", "Imported", "Kept", "Reject", "append_coded", "append_documents", "append_events", "archive_of", "holdings",
    "import_files", "import_panels", "kept_at", "media_volume", "purge", "reject_reasons", "rejects", "remove_events",
]  # fmt: skip

_HOMES = {
    "Appended": "_documents", "append_events": "_documents", "remove_events": "_documents",
    "Imported": "_importing", "import_files": "_importing", "import_panels": "_panels",
    "Kept": "_kept", "archive_of": "_manifest", "kept_at": "_kept",
    "append_coded": "_workspace", "append_documents": "_workspace", "purge": "_workspace",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # Each loads when used: `history.load` asks only whether a path is an archive.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, '_reading')}"), name)
