"""The workspace: a folder that keeps documents, coded records, corrections, jobs and tables safely.

    with Workspace.open("work") as workspace:
        workspace.put_documents(documents)

SQLite in WAL mode holds what changes, Parquet with a manifest what only grows. What a method has acknowledged
survives `kill -9`; two processes on one workspace wait for each other or fail with a clear StoreError.
"""

from __future__ import annotations

from tertius.store._purge import Purged
from tertius.store.jobs import Cancelled, Job, JobRecord, JobState
from tertius.store.ledger import EntryRevision
from tertius.store.ledger_listing import EntryPage
from tertius.store.readings import SourceRead
from tertius.store.revisions import Revision
from tertius.store.workspace import Workspace

__all__ = [
    "Cancelled",
    "EntryPage",
    "EntryRevision",
    "Job",
    "JobRecord",
    "JobState",
    "Purged",
    "Revision",
    "SourceRead",
    "Workspace",
]
