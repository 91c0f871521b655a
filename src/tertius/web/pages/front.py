"""The front page: watched triads and what moved since somebody last looked; a triad to ask; what came and runs."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tertius.web.desk import Desk, desk_of
from tertius.web.forms import form_of
from tertius.web.templating import STATIC
from tertius.web.watched import watched

__all__ = ["router"]

router = APIRouter(default_response_class=HTMLResponse)
TheDesk = Annotated[Desk, Depends(desk_of)]
LOOKED = "tertius_looked"
_A_YEAR = 365 * 24 * 3600
_FEW = 8
_MEDIA = {"desk.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml"}


@router.get("/")
async def front(request: Request, desk: TheDesk) -> HTMLResponse:
    """What is watched, what is new, and the form that asks a triad."""
    looked = _looked(request)
    return desk.page(
        request, "front.html.j2", looked=looked, moved=desk.reading.changed_since(looked) if looked else {},
        watches=watched(desk.reading, looked), documents=desk.reading.document_page(limit=_FEW),
        jobs=desk.reading.jobs()[::-1][:_FEW], histories=sorted(desk.histories), asked=("", "", ""),
    )  # fmt: skip


@router.post("/looked", dependencies=[Depends(form_of)])
async def look() -> RedirectResponse:
    """Remember, in this browser, that everything up to now was seen."""
    response = RedirectResponse("/", status_code=303)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    response.set_cookie(LOOKED, now, max_age=_A_YEAR, httponly=True, samesite="strict")
    return response


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """The desk's own style, script and icon, and no other file."""
    if name not in _MEDIA:
        return Response("there is no such file\n", 404, media_type="text/plain")
    content = (STATIC / name).read_bytes()
    return Response(content, media_type=_MEDIA[name], headers={"Cache-Control": "private, max-age=300"})


def _looked(request: Request) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(request.cookies.get(LOOKED, ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
