"""The long work of the desk, each kind a function of the workspace, its request and its running job.

A request is plain JSON and stands in the job's first checkpoint, so that another process can do it, and take it up
again after an interruption. What came of it is kept in the checkpoint too, for the job's page.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from tertius import records
from tertius.errors import DocumentError, StoreError
from tertius.store import Job, JobRecord, Workspace

__all__ = ["KINDS", "UPLOADS", "carry_out"]

UPLOADS = "uploads"
_MOST_LINES = 50  # lines on what could not be read that are kept
Request = dict[str, Any]


def carry_out(workspace: Workspace, job: str) -> JobRecord:
    """Do what the job's checkpoint asks for; see `Workspace.run_job`.

    Raises:
        StoreError: the job is of no kind known, or what it was to do is not on record any more.
        TertiusError: what the work raises; it is on record too.
    """
    record = workspace.job(job)
    work = KINDS.get(record.kind)
    if work is None:
        raise StoreError(f"job {job} is a {record.kind} job, which the desk cannot run")
    if not isinstance(record.checkpoint, dict) or "request" not in record.checkpoint:
        raise StoreError(f"what job {job} was to do was purged with a document; start a new one")
    request: Request = record.checkpoint["request"]

    def run(running: Job) -> None:
        work(workspace, request, running)

    return workspace.run_job(record.kind, run, job=job)


def _tell(running: Job, **outcome: Any) -> None:
    """Keep what has come of the job so far."""
    running.save({**running.checkpoint, **outcome})


def _read(workspace: Workspace, request: Request, running: Job) -> None:
    """Read uploaded files and addresses into the workspace, and code what is new."""
    from tertius.documents import archive

    staged = _staged(workspace, request.get("folder"))
    inputs = [*([str(staged)] if staged and staged.is_dir() else []), *request.get("addresses", [])]
    if inputs:
        done = archive(
            inputs,
            workspace,
            confidential=bool(request.get("confidential")),
            follow=bool(request.get("follow")),
            progress=running,
        )
        if staged:
            shutil.rmtree(staged, ignore_errors=True)
        aside = [" ".join(line.why.split()).replace(f"{staged}/", "") for line in done.set_aside]
        _tell(running, read=done.read, new=done.new, unchanged=done.unchanged, set_aside=aside[:_MOST_LINES])
        if not done.read and not done.unchanged:
            raise DocumentError(f"nothing could be read: {'; '.join(aside[:3])}")
    if request.get("code"):
        _code(workspace, request, running)


def _staged(workspace: Workspace, folder: str | None) -> Path | None:
    return workspace.folder / UPLOADS / folder if folder else None


def _code(workspace: Workspace, request: Request, running: Job) -> None:
    """Code the documents of the workspace; those that were coded before are not coded again."""
    from tertius import coding

    coded = coding.code_workspace(workspace, fast=bool(request.get("fast")), progress=running)
    _tell(running, statements=len(coded.statements), events=len(coded.events), ties=len(coded.ties))
    if coded.not_coded:
        titles = {document.id: document.title or document.id for document in workspace.documents()}
        aside = [f"{titles[one.document]} cannot be coded: {one.reason}" for one in coded.not_coded]
        before = (running.checkpoint or {}).get("set_aside", [])
        _tell(running, set_aside=[*before, *aside][:_MOST_LINES])


def _analyze(workspace: Workspace, request: Request, running: Job) -> None:
    """Answer one question from the workspace's documents, and keep the analysis."""
    from tertius.analysis import analyze
    from tertius.case import Case

    case = Case.of(
        between=request["between"],
        on=request["on"],
        until=request.get("until") or None,
        history=request.get("histories", []),
        hindsight=bool(request.get("hindsight")),
        workspace=workspace.folder,
    )
    answered = analyze(case, fast=bool(request.get("fast")), progress=running)
    kept = msgspec.convert(msgspec.to_builtins(answered), records.Analysis)
    workspace.put_records("analysis", [kept], made_by=answered.versions.get("tertius", ""))
    _tell(running, analysis=workspace.record_id(kept))


def _watch(workspace: Workspace, request: Request, running: Job) -> None:
    """Run one watch now, whether it is due or not."""
    from tertius import watch as watching

    held = workspace.watching.watch(request["watch"])
    for ended in watching.run(workspace.folder, [held.name], progress=running):
        _tell(running, watched=ended.documents, alerts=ended.alerts, set_aside=list(ended.problems)[:_MOST_LINES])


KINDS: dict[str, Callable[[Workspace, Request, Job], None]] = {
    "reading": _read,
    "coding": _code,
    "analysis": _analyze,
    "watching": _watch,
}
