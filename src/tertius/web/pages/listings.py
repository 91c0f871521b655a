"""Statements, events, ties, predictions and demands: lists that can be narrowed, and each item with its passages.

The lists are answered within the server's loop: they read an indexed page and wait for nobody.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tertius.records import Review, Voice
from tertius.web.corrections import fields_of
from tertius.web.desk import Desk, desk_of
from tertius.web.filters import FILTERS, KINDS, read_choice

__all__ = ["router"]

router = APIRouter(default_response_class=HTMLResponse)
_ROWS = 25
_KEPT = 256  # rendered lists, good until what is listed changes
TheDesk = Annotated[Desk, Depends(desk_of)]


async def _list(request: Request) -> HTMLResponse:
    desk = desk_of(request)
    name = request.url.path.removeprefix("/")
    kind = KINDS[name]
    if not desk.settings.token:  # else the page holds a form, which is this browser's alone
        key = (name, request.url.query, desk.reading.listed_version())
        if key not in desk.rendered:
            desk.rendered[key] = bytes(_page(request, desk, name, kind).body)
            while len(desk.rendered) > _KEPT:
                desk.rendered.popitem(last=False)
        return HTMLResponse(desk.rendered[key])
    return _page(request, desk, name, kind)


def _page(request: Request, desk: Desk, name: str, kind: str) -> HTMLResponse:
    choice = read_choice(kind, request.query_params)
    after = request.query_params.get("after") or None
    page = desk.reading.page(kind, choice.filters, since=choice.since, until=choice.until, after=after, limit=_ROWS)
    return desk.page(
        request, "listing.html.j2", name=name, kind=kind, page=page, choice=choice, filters=FILTERS[kind],
        paged=after is not None,
    )  # fmt: skip


for _name in KINDS:
    router.add_api_route(f"/{_name}", _list, methods=["GET"], name=f"list of {_name}")


@router.get("/{name:listname}/{item}", name="one item")
async def show(request: Request, desk: TheDesk, name: str, item: str) -> HTMLResponse:
    """One item: what it says, where it stands, how it was coded and corrected."""
    kind = KINDS[name]
    record = desk.reading.record(kind, item)
    documents = {}
    for passage in getattr(record, "passages", ()):
        if passage.document not in documents:
            documents[passage.document] = desk.reading.document(passage.document)
    contested = [desk.reading.record("statement", other) for other in getattr(record, "contested_with", ())]
    return desk.page(
        request, "item.html.j2", name=name, kind=kind, id=item, record=record, documents=documents,
        contested=contested, revisions=desk.reading.revisions(kind, item), fields=fields_of(kind, record),
        voices=tuple(Voice), states=tuple(Review),
    )  # fmt: skip
