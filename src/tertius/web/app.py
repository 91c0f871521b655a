"""The app: guard, pages, API, and what becomes of errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import tertius
from tertius.errors import StoreError, TertiusError
from tertius.web.desk import Desk
from tertius.web.filters import KINDS
from tertius.web.guard import Guard
from tertius.web.settings import Settings

__all__ = ["create_app"]


class _ListName(Convertor[str]):
    """The address of one of the lists."""

    regex = "|".join(KINDS)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def create_app(settings: Settings) -> FastAPI:
    """The desk on `settings.workspace`; it is closed, its worker with it, when the server ends."""
    register_url_convertor("listname", _ListName())
    from tertius.web import api
    from tertius.web.pages import ROUTERS

    desk = Desk(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(title="tertius", version=tertius.__version__, lifespan=lifespan, docs_url=None, redoc_url=None,
                  openapi_url=None)  # fmt: skip
    app.state.desk = desk
    app.add_middleware(Guard, settings=settings, sessions=desk.sessions)
    app.include_router(api.router)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    for kind in (TertiusError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _refused)
    app.add_exception_handler(Exception, _broken)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """A mistake in what was asked, as one clear line."""
    status, code, message = _worded(error)
    return _answer(request, status, code, message)


async def _broken(request: Request, error: Exception) -> Response:
    """A mistake of the desk's own: nothing of it is told, since it may quote a document."""
    del error
    return _answer(request, 500, "internal_error", "something went wrong in the desk; its terminal shows what")


def _worded(error: Exception) -> tuple[int, str, str]:
    if isinstance(error, HTTPException):
        return error.status_code, {403: "forbidden", 404: "not_found"}.get(error.status_code, "refused"), error.detail
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        return 422, "invalid", f"{first['loc'][-1]}: {first['msg']}"
    if isinstance(error, StoreError):
        missing = "there is no" in str(error) or "holds no" in str(error)
        return (404, "not_found", str(error)) if missing else (409, "conflict", str(error))
    return 400, "wrong_request", str(error)


def _answer(request: Request, status: int, code: str, message: str) -> Response:
    if request.url.path.startswith("/api/") or request.url.path.endswith("/state"):
        return JSONResponse({"error": {"code": code, "message": message}}, status)
    desk: Desk = request.app.state.desk
    title = "Not found" if status == 404 else "That did not work"
    return desk.page(request, "message.html.j2", status, title=title, message=message)
