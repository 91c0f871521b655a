"""Forms: the token that each carries against requests forged by other sites, and bounds on what comes in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from tertius.errors import UsageError

if TYPE_CHECKING:
    from tertius.web.desk import Desk

__all__ = ["CSRF", "Seal", "form_of", "text", "texts", "uploads", "web_addresses"]

CSRF = "tertius_csrf"
_FIELDS = 200
_MOST_ADDRESSES = 50
_LONGEST_FIELD = 4 * 1024 * 1024  # bytes; a pasted article is far below
_STALE = "this form is no longer good: the desk was started anew, or cookies are off; go back, reload the page and send it again"


class Seal:
    """Ties the forms of a page to the cookie of the browser that was given it."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, cookie: str) -> str:
        """The token of forms for the browser with that cookie."""
        return hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest()

    def fits(self, cookie: str, token: str) -> bool:
        """Whether the token is that of the cookie."""
        return bool(cookie) and hmac.compare_digest(self.of(cookie).encode(), token.encode())


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The form that was sent, when it carries the token of its page; the dependency of every route that changes something."""
    desk: Desk = request.app.state.desk
    bounds = {"max_files": desk.settings.files, "max_fields": _FIELDS, "max_part_size": _LONGEST_FIELD}
    async with request.form(**bounds) as form:
        if not desk.seal.fits(request.cookies.get(CSRF, ""), text(form, "csrf")):
            raise HTTPException(403, _STALE)
        yield form


def text(form: FormData, name: str) -> str:
    """A field of the form without white space around it; empty where there is none."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def texts(form: FormData, name: str) -> list[str]:
    """All values of a field that may be given several times."""
    return [value.strip() for value in form.getlist(name) if isinstance(value, str) and value.strip()]


def uploads(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field; an input that was left empty sends one without a name."""
    return [value for value in form.getlist(name) if isinstance(value, UploadFile) and value.filename]


def web_addresses(given: str) -> list[str]:
    """The addresses in a field, each once; UsageError for one that is none of the web, or too many."""
    addresses = list(dict.fromkeys(given.split()))
    if len(addresses) > _MOST_ADDRESSES:
        raise UsageError(f"at most {_MOST_ADDRESSES} addresses are fetched at a time")
    for address in addresses:
        if not address.lower().startswith(("http://", "https://")):
            raise UsageError(f"{address} is no web address; it begins with http:// or https://")
    return addresses
