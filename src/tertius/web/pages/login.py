"""Logging in where the desk asks for a token."""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tertius.web.desk import Desk, desk_of
from tertius.web.forms import form_of, text
from tertius.web.guard import CSP
from tertius.web.login import LASTS, SESSION

__all__ = ["router"]

router = APIRouter(default_response_class=HTMLResponse)
TheDesk = Annotated[Desk, Depends(desk_of)]
# The one page that is given without the token may load nothing that asks for it, so it carries its few styles.
STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:24rem;margin:18vh auto;padding:0 1rem}"
    "input,button{font:inherit;padding:.4rem .6rem;width:100%;box-sizing:border-box;margin:.3rem 0 .8rem}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_CSP = CSP.replace("style-src 'self'", f"style-src 'sha256-{_HASH}'")


@router.get("/login")
async def ask(request: Request, desk: TheDesk) -> Response:
    """The form that asks for the token; without one there is nothing to log in to."""
    return _page(request, desk) if desk.settings.token else RedirectResponse("/", status_code=303)


@router.post("/login")
async def login(request: Request, desk: TheDesk, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """Exchange the token for a session."""
    if desk.sessions.is_closed():
        return _page(request, desk, "Too many wrong tokens; wait a minute.", 429)
    if not desk.sessions.fits(text(form, "token")):
        return _page(request, desk, "That is not the token.", 401)
    response = RedirectResponse("/", status_code=303)
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION, desk.sessions.open(), max_age=LASTS, httponly=True, samesite="strict", secure=secure)
    return response


@router.post("/logout", dependencies=[Depends(form_of)])
async def logout() -> Response:
    """End the session of this browser."""
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(SESSION)
    return response


def _page(request: Request, desk: Desk, error: str = "", status: int = 200) -> HTMLResponse:
    page = desk.page(request, "login.html.j2", status, error=error, style=STYLE)
    page.headers["Content-Security-Policy"] = _CSP
    return page
