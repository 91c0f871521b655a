"""The review: what waits to be looked at, accusations against persons first; and what was decided, as gold."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tertius.errors import UsageError
from tertius.records import ActorKind, Kind, Review
from tertius.store import Workspace
from tertius.web.corrections import changes, fields_of
from tertius.web.desk import WHO, Desk, desk_of
from tertius.web.filters import KINDS
from tertius.web.forms import form_of, text, texts

__all__ = ["router"]

router = APIRouter(default_response_class=HTMLResponse)
TheDesk = Annotated[Desk, Depends(desk_of)]
_ROWS = 10
_A_YEAR = 365 * 24 * 3600


class Line(NamedTuple):
    """One of the lines that wait: what is in it, and by which words it is listed."""

    name: str
    label: str
    kind: str
    filters: dict[str, str]


_WAITING = {"review": Review.UNREVIEWED.value}
_ACCUSATION = {"kind": Kind.ACCUSATION.value}
LINES = (
    Line("persons", "Accusations against persons", "statement", {"against": ActorKind.PERSON.value} | _WAITING),
    Line("accusations", "All accusations", "statement", _ACCUSATION | _WAITING),
    Line("threats", "Threats", "statement", {"kind": Kind.THREAT.value} | _WAITING),
    Line("contested", "Contested", "statement", {"contested": "yes"} | _WAITING),
    Line("predictions", "Predictions", "prediction", _WAITING),
    Line("demands", "Demands", "demand", _WAITING),
    Line("statements", "All statements", "statement", _WAITING),
    Line("events", "Events", "event", _WAITING),
    Line("ties", "Ties", "tie", _WAITING),
)


@router.get("/review")
async def queue(request: Request, desk: TheDesk, line: str = "", after: str = "") -> HTMLResponse:
    """What waits; without a line named, the first in which anything does."""
    counts = {one.name: desk.reading.count(one.kind, one.filters) for one in LINES}
    first = next((one for one in LINES if counts[one.name]), LINES[0])
    chosen = next((one for one in LINES if one.name == line), first)
    page = desk.reading.page(chosen.kind, chosen.filters, after=after or None, limit=_ROWS)
    documents = {
        passage.document: desk.reading.document(passage.document)
        for _, record in page.items
        for passage in record.passages[:1]
    }
    decided = sum(desk.reading.count(kind, {"review": state}) for kind in KINDS.values() for state in _DECIDED)
    return desk.page(
        request, "review.html.j2", lines=LINES, counts=counts, chosen=chosen, page=page, documents=documents,
        decided=decided, fields_of=fields_of, names={kind: name for name, kind in KINDS.items()},
    )  # fmt: skip


_DECIDED = (Review.ACCEPTED.value, Review.REJECTED.value)


@router.get("/review/gold.jsonl")
def gold(desk: TheDesk) -> Response:
    """What was decided, as labelled documents, one a line; confidential ones are left out."""
    import msgspec

    from tertius.review import gold as decided

    lines = msgspec.json.Encoder().encode_lines(decided(desk.writing))
    named = {"Content-Disposition": 'attachment; filename="gold.jsonl"'}
    return Response(lines, media_type="application/x-ndjson", headers=named)


@router.post("/review/{kind}/{item}")
async def decide(desk: TheDesk, kind: str, item: str, form: Annotated[FormData, Depends(form_of)]) -> Response:
    """Accept, reject, grade or correct one item."""
    who = text(form, "who")
    await run_in_threadpool(_decide, desk.writing, kind, item, form)
    names = {kind: name for name, kind in KINDS.items()}
    line = text(form, "back")
    known = any(one.name == line for one in LINES)
    back = f"/review?line={line}" if known else f"/{names[kind]}/{item}"
    response = RedirectResponse(back, status_code=303)
    response.set_cookie(WHO, who, max_age=_A_YEAR, httponly=True, samesite="strict")
    return response


def _decide(workspace: Workspace, kind: str, item: str, form: FormData) -> None:
    from tertius import review

    who, why, decision = (text(form, name) for name in ("who", "why", "decision"))
    record = workspace.record(kind, item)
    if decision == "accept":
        review.accept(workspace, item, who=who, why=why)
    elif decision == "reject":
        review.reject(workspace, item, who=who, why=why)
    elif decision == "grade":
        given = {name: text(form, name) or None for name in ("reliability", "credibility")}
        review.grade(workspace, item, who=who, why=why, **given)
    elif decision == "correct":
        changed = list(changes(kind, record, {name: texts(form, name) or [""] for name in set(form)}))
        if not changed:
            raise UsageError("nothing was corrected: every field stands as it was coded; accept it instead")
        with workspace.together():
            for field, value in changed:
                review.correct(workspace, item, field, value, who=who, why=why)
    else:
        raise UsageError("choose to accept, to reject, to grade or to correct")
