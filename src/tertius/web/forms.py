"""Forms: whether each was sent from a page of this desk, and bounds on what comes in."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from tertius.errors import UsageError
from tertius.web.desk import Desk
from tertius.web.seals import CSRF

__all__ = ["form_of", "text", "texts", "uploads", "web_addresses"]

_FIELDS = 200
_MOST_ADDRESSES = 50
_LONGEST_FIELD = 4 * 1024 * 1024  # bytes; a pasted article is far below
_STALE = "this form is no longer good: the desk was started anew, or cookies are off; go back, reload the page and send it again"


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
