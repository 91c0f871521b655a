"""The ledger: predictions with who made them, and what came of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tertius.records import EntryStatus
from tertius.web.desk import Desk, desk_of
from tertius.web.forms import form_of

__all__ = ["router"]

router = APIRouter(default_response_class=HTMLResponse)
_ROWS = 25


@router.get("/ledger")
def show(request: Request, desk: Annotated[Desk, Depends(desk_of)], status: str = "", page: int = 1) -> HTMLResponse:
    """The entries by status, as they stand today, with how they were settled."""
    from tertius.forecasts.ledger import Ledger

    entries = Ledger(desk.writing).entries()
    counts = {one.value: sum(entry.status == one for entry in entries) for one in EntryStatus}
    chosen = [entry for entry in entries if not status or entry.status == status]
    number = min(max(1, page), max(1, -(-len(chosen) // _ROWS)))
    shown = chosen[(number - 1) * _ROWS : number * _ROWS]
    coded = desk.reading.count("prediction")
    return desk.page(
        request, "ledger.html.j2", entries=shown, total=len(chosen), counts=counts, status=status, page_number=number,
        more=number * _ROWS < len(chosen), coded=coded,
    )  # fmt: skip


@router.post("/ledger", dependencies=[Depends(form_of)])
def enter(desk: Annotated[Desk, Depends(desk_of)]) -> RedirectResponse:
    """Enter the predictions that were coded from the documents."""
    from tertius.forecasts.ledger import Ledger

    Ledger(desk.writing).add_texts()
    return RedirectResponse("/ledger", status_code=303)
