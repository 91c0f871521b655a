"""What every request passes before any route: whom it asks for, whose page sent it, its token, its size, its time.

A page of another site can make a browser send requests here. Three things stand against it: the Host header must
name this desk (else a name that was bound anew to 127.0.0.1 could read everything), a request that changes something
must come from a page of this desk, and each form carries a token (`forms`).
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tertius.web.login import SESSION, Sessions
from tertius.web.settings import Settings

__all__ = ["CSP", "Guard"]

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_SAFE = {"GET", "HEAD"}
_METHODS = _SAFE | {"POST"}
_BETWEEN_PIECES = 30.0  # seconds that a sender may pause within a request
_LOGIN = "/login"


class Guard:
    """ASGI middleware in front of the whole app."""

    def __init__(self, app: ASGIApp, *, settings: Settings, sessions: Sessions) -> None:
        self._app = app
        self._settings = settings
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what may not pass; hand on the rest with bounds on its body and with headers on its answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refusal = self._refusal(scope, Headers(scope=scope))
            app = self._app if refusal is None else refusal
            await app(scope, _Bounded(receive, self._settings.body), _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        path, method = scope["path"], scope["method"]
        refuse = _Refusal(api=path.startswith("/api/"))
        if not self._asked_for(headers.get("host", "")):
            return refuse(421, "wrong_host", "this desk is not known under that name; start it with --name to add one")
        if method not in _METHODS:
            return refuse(405, "method_not_allowed", f"{method} is not answered here")
        if _length(headers) > self._settings.body:
            return refuse(413, "too_large", f"at most {self._settings.body // 1024**2} MiB are taken in one request")
        if method not in _SAFE and not _from_here(headers):
            return refuse(403, "wrong_origin", "what changes something is taken from pages of this desk alone")
        if self._settings.token and path != _LOGIN and not self._is_known(headers):
            if method in _SAFE and not refuse.api and "text/html" in headers.get("accept", ""):
                return RedirectResponse(_LOGIN, status_code=303)
            return refuse(401, "token_wanted", "give the token: Authorization: Bearer …, or log in at /login")
        return None

    def _asked_for(self, host: str) -> bool:
        name = _name_of(host)
        if name is None:
            return False
        return name in self._settings.hosts or (self._settings.any_address and _is_address(name))

    def _is_known(self, headers: Headers) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._sessions.fits(given.strip())
        return self._sessions.is_open(_cookie(headers, SESSION))


class _Refusal:
    """An answer that refuses, as the API or a page words it."""

    def __init__(self, *, api: bool) -> None:
        self.api = api

    def __call__(self, status: int, code: str, message: str) -> Response:
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        if self.api:
            return JSONResponse({"error": {"code": code, "message": message}}, status, headers)
        return PlainTextResponse(f"{message}\n", status, headers)


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "")
    return int(given) if given.isdigit() else 0


def _from_here(headers: Headers) -> bool:
    """Whether a request that changes something was sent by a page of this desk, or by no page at all."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.casefold() == headers.get("host", "").casefold()


def _name_of(host: str) -> str | None:
    """The name in a Host header, without its port; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    return None if not name or parts.path or parts.username is not None else name.casefold()


def _is_address(name: str) -> bool:
    """An address cannot be bound anew by somebody's name server."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _cookie(headers: Headers, name: str) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _with_headers(send: Send) -> Send:
    """`send` that adds the headers of every answer which the answer does not set itself."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _missing(headers, _HEADERS.items()):
                headers[name] = value
        await send(message)

    return sending


def _missing(headers: MutableHeaders, wanted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in wanted if name not in headers]


class _Bounded:
    """`receive` that ends a request which is too large, or pauses too long within its body."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:  # nothing more is awaited but the end of the connection
            return await self._receive()
        try:
            async with asyncio.timeout(_BETWEEN_PIECES):
                message = await self._receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
        return {"type": "http.disconnect"} if self._left < 0 else message
