"""The API: the workspace's nouns as JSON, typed by the records themselves, a page at a time.

Answers are encoded by msgspec, and their schemas are made of the same types, so that neither can drift.
"""

from __future__ import annotations

import functools
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query
from fastapi.openapi.utils import get_openapi
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tertius import records
from tertius.errors import UsageError
from tertius.store import JobRecord, Revision
from tertius.store.listing import Listed
from tertius.web.desk import Desk, desk_of
from tertius.web.filters import FILTERS, KINDS, read_choice
from tertius.web.pages.tension import measured

__all__ = ["router"]

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
_BASE = "/api/v1"
_TYPES: dict[str, type[records.Record]] = {
    "statement": records.Statement, "event": records.Event, "tie": records.Tie, "prediction": records.Prediction,
    "demand": records.Demand,
}  # fmt: skip
After = Annotated[str | None, Query(description="The `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=500, description="Items of the page.")]
_DESCRIPTION = (
    "Lists are pages: `items`, `total` (a lower bound where `at_least` is true) and `next`, the cursor of the page that "
    "follows, or null. Dates are YYYY-MM-DD; offsets count Unicode code points. Errors are `{error: {code, message}}`. "
    "Where the desk was started with a token, send `Authorization: Bearer TOKEN`. Confidential documents are answered "
    "with their flag, since the API does not leave the desk."
)


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def _page(page: Listed) -> Response:
    items = [msgspec.structs.asdict(record) | {"id": item} for item, record in page.items]
    return _json({"items": items, "total": page.total, "at_least": page.at_least, "next": page.next})


def _answers(type_: type[Any], *, listed: bool = False) -> dict[int | str, dict[str, Any]]:
    """What a route answers, for its documentation."""
    one: dict[str, Any] = {"$ref": f"#/components/schemas/{type_.__name__}"}
    whole: dict[str, Any] = {
        "type": "object",
        "required": ["items", "total", "at_least", "next"],
        "properties": {
            "items": {"type": "array", "items": one},
            "total": {"type": "integer"},
            "at_least": {"type": "boolean"},
            "next": {"type": ["string", "null"]},
        },
    }
    return {200: {"content": {"application/json": {"schema": whole if listed else one}}}}


def _parameters(kind: str) -> list[dict[str, Any]]:
    """The filters of a list, for its documentation."""
    found = [
        {"name": f.name, "in": "query", "required": False, "description": f.label,
         "schema": {"type": "string"} | ({"enum": list(f.words)} if f.words else {})}
        for f in FILTERS[kind]
    ]  # fmt: skip
    days = {"since": "The first day, included.", "until": "The last day, included."}
    return found + [
        {"name": name, "in": "query", "required": False, "description": what,
         "schema": {"type": "string", "format": "date"}} for name, what in days.items()
    ]  # fmt: skip


def _routes_of(name: str, kind: str) -> None:
    async def items(request: Request, desk: TheDesk, after: After = None, limit: Limit = 50) -> Response:
        choice = read_choice(kind, request.query_params)
        found = desk.reading.page(
            kind, choice.filters, since=choice.since, until=choice.until, after=after, limit=limit
        )
        return _page(found)

    async def item(desk: TheDesk, item: str) -> Response:
        return _json(msgspec.structs.asdict(desk.reading.record(kind, item)) | {"id": item})

    router.add_api_route(
        f"{_BASE}/{name}", items, summary=f"The {name}, newest first, corrections applied.", name=f"list {name}",
        responses=_answers(_TYPES[kind], listed=True), openapi_extra={"parameters": _parameters(kind)},
    )  # fmt: skip
    router.add_api_route(
        f"{_BASE}/{name}/{{item}}", item, summary=f"One {kind}.", name=f"one {kind}", responses=_answers(_TYPES[kind])
    )


for _name, _kind in KINDS.items():
    _routes_of(_name, _kind)


@router.get(f"{_BASE}/documents", summary="The documents, the latest to arrive first.",
            responses=_answers(records.Document, listed=True))  # fmt: skip
async def documents(desk: TheDesk, after: After = None, limit: Limit = 50) -> Response:
    return _page(desk.reading.document_page(after=after, limit=limit))


@router.get(f"{_BASE}/documents/{{document}}", summary="One document.", responses=_answers(records.Document))
async def document(desk: TheDesk, document: str) -> Response:
    return _json(desk.reading.revised([desk.reading.document(document)])[0])


@router.get(f"{_BASE}/revisions", summary="Decisions and corrections of one item, in the order made.",
            responses=_answers(Revision))  # fmt: skip
async def revisions(desk: TheDesk, kind: str, item: str) -> Response:
    return _json({"items": desk.reading.revisions(kind, item)})


@router.get(f"{_BASE}/tension", summary="The tension of a pair in a history that the desk was started with.",
            responses=_answers(records.Tension))  # fmt: skip
async def tension(
    desk: TheDesk,
    a: str,
    b: str,
    history: str = "",
    frequency: str = "week",
    measure: str = "conflict",
    until: str = "",
) -> Response:
    given = {"a": a, "b": b, "history": history, "frequency": frequency, "measure": measure, "until": until}
    return _json(await measured(desk, **given))


@router.get(f"{_BASE}/cases/{{case}}", summary="One analysis, without what may not leave.",
            responses=_answers(records.Analysis))  # fmt: skip
def case(desk: TheDesk, case: str) -> Response:
    return _json(desk.answers.released(desk.reading, case))


@router.get(f"{_BASE}/jobs", summary="All jobs, oldest first.", responses=_answers(JobRecord, listed=True))
async def jobs(desk: TheDesk) -> Response:
    held = desk.reading.jobs()
    return _json({"items": held, "total": len(held), "at_least": False, "next": None})


@router.get(f"{_BASE}/jobs/{{job}}", summary="How one job stands.", responses=_answers(JobRecord))
async def job(desk: TheDesk, job: str) -> Response:
    return _json(desk.reading.job(job))


@router.post(f"{_BASE}/jobs/{{job}}/cancel", summary="Ask a job to stop at its next step.", status_code=202,
             responses={202: _answers(JobRecord)[200]})  # fmt: skip
async def cancel(request: Request, desk: TheDesk, job: str) -> Response:
    """A page of another site can send no JSON here without asking first, which is refused."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise UsageError("send it as application/json; an empty object will do")
    await run_in_threadpool(desk.writing.cancel_job, job)
    return _json(desk.reading.job(job), 202)


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    """The API as OpenAPI."""
    return JSONResponse(_document(request.app))


@router.get("/api", include_in_schema=False)
def described(request: Request, desk: TheDesk) -> HTMLResponse:
    """The API as a page."""
    return desk.page(request, "api.html.j2", document=_document(request.app))


@functools.lru_cache(maxsize=2)
def _document(app: Any) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes)
    types = [*_TYPES.values(), records.Document, records.Tension, records.Analysis, Revision, JobRecord]
    _, schemas = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    found.setdefault("components", {}).setdefault("schemas", {}).update(schemas)
    return found
