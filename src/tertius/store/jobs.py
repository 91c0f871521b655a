"""Long work: its state in the workspace, progress, cancelling, and going on after an interruption."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout
from msgspec.structs import replace

from tertius.errors import StoreError, TertiusError
from tertius.store._database import Database

__all__ = ["Cancelled", "Job", "JobRecord", "JobState", "Work"]

_EVERY = 0.25  # seconds between two writes of progress; each is a commit


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"  # its process died; it can be run again and goes on from its checkpoint


class JobRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How a job stands. `total` is None where the number of steps is not known."""

    id: str
    kind: str
    state: JobState
    stage: str
    done: int
    total: int | None
    error: str | None
    checkpoint: Any
    created: dt.datetime
    updated: dt.datetime


class Cancelled(TertiusError):
    """Raised inside a job that somebody asked to stop."""


class Job:
    """What a running job is given: a `Progress` to call, and a checkpoint to go on from."""

    def __init__(self, database: Database, job: str, checkpoint: Any) -> None:
        self._database = database
        self._written = 0.0
        self.id = job
        self.checkpoint = checkpoint

    def __call__(self, stage: str, done: int, total: int | None = None) -> None:
        """Tell how far the work is; raises `Cancelled` when it should stop."""
        now = time.monotonic()
        if now - self._written < _EVERY and done != total:
            return
        self._written = now
        self._database.run(
            "UPDATE jobs SET stage = ?, done = ?, total = ?, updated = ? WHERE id = ?",
            (stage, done, total, _now(), self.id),
        )
        self.stop_if_cancelled()

    def save(self, checkpoint: Any) -> None:
        """Keep `checkpoint` (plain JSON values): a later run of the same job begins with it."""
        text = msgspec.json.encode(checkpoint).decode()
        self._database.run("UPDATE jobs SET checkpoint = ?, updated = ? WHERE id = ?", (text, _now(), self.id))
        self.checkpoint = checkpoint
        self.stop_if_cancelled()

    def stop_if_cancelled(self) -> None:
        """Raise `Cancelled` when somebody asked the job to stop."""
        if self._database.rows("SELECT cancel FROM jobs WHERE id = ?", (self.id,)) == [(1,)]:
            raise Cancelled(f"job {self.id} was cancelled; run it again to go on")


Work = Callable[[Job], object]


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()


def _lock(folder: Path, job: str, wait: float = 0) -> FileLock:
    """Held while the job runs; the system frees it when the process dies, however it dies."""
    return FileLock(folder / "locks" / f"{job}.lock", timeout=wait)


def new_job(database: Database, kind: str, checkpoint: Any = None) -> str:
    job = f"job-{secrets.token_hex(6)}"
    text = None if checkpoint is None else msgspec.json.encode(checkpoint).decode()
    database.run(
        "INSERT INTO jobs (id, kind, state, checkpoint, created, updated) VALUES (?, ?, ?, ?, ?, ?)",
        (job, kind, JobState.WAITING, text, _now(), _now()),
    )
    return job


def run_job(database: Database, folder: Path, kind: str, work: Work, job: str | None) -> JobRecord:
    job = job or new_job(database, kind)
    _to_be_run(database, kind, job)
    lock = _lock(folder, job, wait=1)  # a glance at the job's state holds it for a moment
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(f"job {job} is running in another process; wait for it or cancel it") from error
    try:
        record = _to_be_run(database, kind, job)  # again: another run may have ended while this one waited
        if record.state != JobState.WAITING:  # a request to stop from an earlier run is over
            database.run("UPDATE jobs SET cancel = 0 WHERE id = ?", (job,))
        database.run(
            "UPDATE jobs SET state = ?, error = NULL, updated = ? WHERE id = ?", (JobState.RUNNING, _now(), job)
        )
        _run(database, job, work, record.checkpoint)
    finally:
        lock.release()
    return job_record(database, folder, job)


def _to_be_run(database: Database, kind: str, job: str) -> JobRecord:
    record = _kept(database, job)
    if record.kind != kind or record.state == JobState.DONE:
        raise StoreError(f"job {job} is a {record.kind} job, {record.state}; start a new one")
    return record


def _run(database: Database, job: str, work: Work, checkpoint: Any) -> None:
    running = Job(database, job, checkpoint)
    try:
        running.stop_if_cancelled()
        work(running)
    except Cancelled:
        _set(database, job, JobState.CANCELLED, None)
    except BaseException as error:
        _set(database, job, JobState.FAILED, str(error) or type(error).__name__)
        raise
    else:
        _set(database, job, JobState.DONE, None)


def _set(database: Database, job: str, state: JobState, error: str | None) -> None:
    """Enter how a run ended; a request to stop it ends with it."""
    database.run(
        "UPDATE jobs SET state = ?, error = ?, cancel = 0, updated = ? WHERE id = ?", (state, error, _now(), job)
    )


def cancel_job(database: Database, job: str) -> None:
    changed = database.run(
        "UPDATE jobs SET cancel = 1, updated = ? WHERE id = ? AND state IN ('waiting', 'running')", (_now(), job)
    )
    if not changed:
        raise StoreError(f"no job {job} is waiting or running; list the jobs")


_COLUMNS = "id, kind, state, stage, done, total, error, checkpoint, created, updated"


def job_record(database: Database, folder: Path, job: str) -> JobRecord:
    return _standing(database, folder, _kept(database, job))


def jobs(database: Database, folder: Path) -> list[JobRecord]:
    rows = database.rows(f"SELECT {_COLUMNS} FROM jobs ORDER BY created, id")
    return [_standing(database, folder, _record(row)) for row in rows]


def _kept(database: Database, job: str) -> JobRecord:
    """What the job's row says, whether or not the process that wrote it lives."""
    rows = database.rows(f"SELECT {_COLUMNS} FROM jobs WHERE id = ?", (job,))
    if not rows:
        raise StoreError(f"there is no job {job}; list the jobs")
    return _record(rows[0])


def _standing(database: Database, folder: Path, record: JobRecord) -> JobRecord:
    """How a job stands of which `record` was read: one that is on record as running may have died, or ended since.

    So its row is read again under its lock: no run holds that then, none can begin, and what ended has said how.
    """
    if record.state != JobState.RUNNING:
        return record
    try:
        with _lock(folder, record.id):
            record = _kept(database, record.id)
    except Timeout:
        return record
    return replace(record, state=JobState.INTERRUPTED) if record.state == JobState.RUNNING else record


def _record(row: tuple[Any, ...]) -> JobRecord:
    job, kind, state, stage, done, total, error, checkpoint, created, updated = row
    return JobRecord(
        id=job,
        kind=kind,
        state=JobState(state),
        stage=stage,
        done=done,
        total=total,
        error=error,
        checkpoint=msgspec.json.decode(checkpoint) if checkpoint else None,
        created=dt.datetime.fromisoformat(created),
        updated=dt.datetime.fromisoformat(updated),
    )
