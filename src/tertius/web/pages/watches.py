"""The watches: keeping an eye on a triad, and running a watch now."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from tertius.case import parse_date
from tertius.errors import UsageError
from tertius.web.desk import Desk, desk_of
from tertius.web.forms import form_of, text, texts, web_addresses

__all__ = ["router"]

router = APIRouter(default_response_class=HTMLResponse)
TheDesk = Annotated[Desk, Depends(desk_of)]
TheForm = Annotated[FormData, Depends(form_of)]
_HOUR = 3600
_LONGEST = 8_760  # hours


@router.post("/watches")
async def add(desk: TheDesk, form: TheForm) -> RedirectResponse:
    """Watch a triad or a pair. What the desk was not given, such as folders and outlets, comes by the command line."""
    given = _given(desk, form)
    await run_in_threadpool(_add, desk, given)
    return RedirectResponse("/", status_code=303)


@router.post("/watches/run")
async def run(desk: TheDesk, form: TheForm) -> RedirectResponse:
    """Run one watch in a job."""
    watch = desk.reading.watching.watch(text(form, "watch"))
    job = await run_in_threadpool(desk.runner.submit, "watching", {"watch": watch.id, "fast": watch.fast})
    return RedirectResponse(f"/jobs/{job}", status_code=303)


def _given(desk: Desk, form: FormData) -> dict[str, Any]:
    name, hours = text(form, "name"), text(form, "every") or "6"
    if not hours.isdigit() or not 1 <= int(hours) <= _LONGEST:
        raise UsageError(f"a watch runs every 1 to {_LONGEST} hours, not every {hours}")
    if unknown := [history for history in texts(form, "history") if history not in desk.histories]:
        raise UsageError(f"this desk was not started with the history {', '.join(unknown)}")
    if any(name == watch.name for watch in desk.reading.watching.watches()):
        raise UsageError(f"a watch {name!r} is there already; change it with `tertius watch add`")
    return {
        "name": name,
        "between": (text(form, "a"), text(form, "b")),
        "on": text(form, "c") or None,
        "feeds": web_addresses(text(form, "feeds")),
        "history": [desk.histories[history].resolve() for history in texts(form, "history")],
        "every": int(hours) * _HOUR,
        "since": parse_date(text(form, "since") or None),
        "follow": bool(text(form, "follow")),
        "fast": bool(text(form, "fast")),
    }


def _add(desk: Desk, given: dict[str, Any]) -> None:
    from tertius import watch

    watch.add(workspace=desk.settings.workspace, **given)
