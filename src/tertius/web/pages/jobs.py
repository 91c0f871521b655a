"""The jobs: how each stands, cancelling it, and going on with one that stopped."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from tertius.store import JobRecord, JobState
from tertius.web.desk import Desk, desk_of
from tertius.web.forms import form_of

__all__ = ["MOVING", "router"]

router = APIRouter(default_response_class=HTMLResponse)
TheDesk = Annotated[Desk, Depends(desk_of)]
TheForm = Annotated[FormData, Depends(form_of)]
MOVING = (JobState.WAITING, JobState.RUNNING)
_MOST = 100


@router.get("/jobs")
async def listing(request: Request, desk: TheDesk) -> HTMLResponse:
    """The latest jobs, newest first."""
    jobs = desk.reading.jobs()
    return desk.page(request, "jobs.html.j2", jobs=jobs[::-1][:_MOST], more=max(0, len(jobs) - _MOST))


@router.get("/jobs/{job}")
async def show(request: Request, desk: TheDesk, job: str) -> HTMLResponse:
    """One job; the page reloads itself while it moves."""
    record = desk.reading.job(job)
    outcome = record.checkpoint if isinstance(record.checkpoint, dict) else {}
    held = desk.runner.holds(job)
    return desk.page(
        request, "job.html.j2", job=record, outcome=outcome, asked=outcome.get("request", {}), said=_said(record),
        moving=held or record.state == JobState.RUNNING, stopped=not held and record.state != JobState.DONE,
    )  # fmt: skip


@router.get("/jobs/{job}/state")
async def state(desk: TheDesk, job: str) -> JSONResponse:
    """How the job stands, for the page that shows it."""
    record = desk.reading.job(job)
    said: dict[str, Any] = {"state": record.state, "done": record.done, "total": record.total, "said": _said(record)}
    return JSONResponse(said)


@router.post("/jobs/{job}/cancel")
async def cancel(desk: TheDesk, job: str, _: TheForm) -> RedirectResponse:
    """Ask a job to stop at its next step."""
    await run_in_threadpool(desk.writing.cancel_job, job)
    return RedirectResponse(f"/jobs/{job}", status_code=303)


@router.post("/jobs/{job}/go-on")
async def go_on(desk: TheDesk, job: str, _: TheForm) -> RedirectResponse:
    """Go on with a job that was interrupted, cancelled or has failed."""
    await run_in_threadpool(desk.runner.go_on, job)
    return RedirectResponse(f"/jobs/{job}", status_code=303)


def _said(record: JobRecord) -> str:
    """How far it is, in words."""
    if not record.stage:
        return "not begun"
    return (
        f"{record.stage}: {record.done:,} of {record.total:,}" if record.total else f"{record.stage}: {record.done:,}"
    )
