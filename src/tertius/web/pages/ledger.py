"""The ledger: predictions with who made them, and what came of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tertius.errors import UsageError
from tertius.records import EntryStatus
from tertius.web.desk import Desk, desk_of
from tertius.web.forms import form_of

__all__ = ["router"]

router = APIRouter(default_response_class=HTMLResponse)
_ROWS = 25


@router.get("/ledger")
def show(request: Request, desk: Annotated[Desk, Depends(desk_of)], status: str = "", after: str = "") -> HTMLResponse:
    """A page of the entries by status, as they stand today, with how they were settled."""
    from tertius.forecasts.ledger import Ledger, is_late

    if status not in {"", *(one.value for one in EntryStatus)}:
        raise UsageError(f"{status!r} is no status of an entry; they are {', '.join(one.value for one in EntryStatus)}")
    book = Ledger(desk.writing)
    page = book.page(status=EntryStatus(status) if status else None, after=after or None, limit=_ROWS)
    counts = {one.value: number for one, number in book.counts().items()}
    coded = desk.reading.count("prediction")
    return desk.page(
        request, "ledger.html.j2", page=page, counts=counts, status=status, paged=bool(after), coded=coded,
        late={entry.id for entry in page.items if is_late(entry)},
    )  # fmt: skip


@router.post("/ledger", dependencies=[Depends(form_of)])
def enter(desk: Annotated[Desk, Depends(desk_of)]) -> RedirectResponse:
    """Enter the predictions that were coded from the documents."""
    from tertius.forecasts.ledger import Ledger

    Ledger(desk.writing).add_texts()
    return RedirectResponse("/ledger", status_code=303)
