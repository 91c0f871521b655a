"""The cases: asking a triad, and the analyses that answer, each with its report.

A report is made of the kept analysis when it is read, so nothing of a document is left beside the workspace. It
carries its own script and styles, and is served apart, in a sandbox of its own origin.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tertius.case import Case, parse_date
from tertius.errors import UsageError
from tertius.web.answers import FORMS, LABELS
from tertius.web.desk import Desk, desk_of
from tertius.web.forms import form_of, text, texts

__all__ = ["router"]

router = APIRouter(default_response_class=HTMLResponse)
TheDesk = Annotated[Desk, Depends(desk_of)]
_ROWS = 10
_SANDBOX = (
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; script-src {scripts}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)


@router.get("/cases")
def listing(request: Request, desk: TheDesk, after: str = "", a: str = "", b: str = "", c: str = "") -> HTMLResponse:
    """The analyses, that of the latest cut-off first, and the form that asks a triad."""
    page = desk.reading.page("analysis", after=after or None, limit=_ROWS)
    return desk.page(
        request, "cases.html.j2", page=page, after=after, histories=sorted(desk.histories), asked=(a, b, c),
        documents=desk.reading.document_page(limit=1).total,
    )  # fmt: skip


@router.post("/cases")
async def ask(desk: TheDesk, form: Annotated[FormData, Depends(form_of)]) -> RedirectResponse:
    """Ask how tensions between A and B affect C; the answer comes in a job."""
    job = await run_in_threadpool(desk.runner.submit, "analysis", _question(desk, form))
    return RedirectResponse(f"/jobs/{job}", status_code=303)


def _question(desk: Desk, form: FormData) -> dict[str, Any]:
    """What was asked, refused at once where it cannot be asked."""
    a, b, c, until = (text(form, name) for name in ("a", "b", "c", "until"))
    if unknown := [name for name in texts(form, "history") if name not in desk.histories]:
        raise UsageError(f"this desk was not started with the history {', '.join(unknown)}")
    histories = [str(desk.histories[name].resolve()) for name in texts(form, "history")]
    case = Case.of(between=(a, b), on=c, until=until or None, history=histories, workspace=desk.settings.workspace)
    return {
        "between": [actor.name for actor in case.between],
        "on": case.on.name,
        "until": day.isoformat() if (day := parse_date(until or None)) else None,
        "histories": histories,
        "hindsight": bool(text(form, "hindsight")),
        "fast": bool(text(form, "fast")),
    }


@router.get("/cases/{case}")
def show(request: Request, desk: TheDesk, case: str) -> HTMLResponse:
    """One analysis: its bottom line, and its report below."""
    analysis = desk.answers.released(desk.reading, case)
    forms = tuple((form, LABELS[form]) for form in FORMS)
    return desk.page(request, "case.html.j2", id=case, analysis=analysis, line=analysis.bottom_line, forms=forms)


@router.get("/cases/{case}/report")
def report(desk: TheDesk, case: str) -> HTMLResponse:
    """The report as one page, sandboxed; what may not leave is withheld in it."""
    answers = desk.answers
    page = answers.html(desk.reading, case)
    csp = _SANDBOX.format(scripts=" ".join(answers.script_hashes()) or "'none'")
    # A sandboxed page has an origin of its own, from which the frame around it must be able to load it.
    return HTMLResponse(page, headers={"Content-Security-Policy": csp, "X-Frame-Options": "SAMEORIGIN"})


@router.get("/cases/{case}/analysis.{form}")
def download(desk: TheDesk, case: str, form: str) -> Response:
    """The analysis in one of the forms in which it may leave."""
    content, media = desk.answers.written(desk.reading, case, form)
    return Response(
        content, media_type=media, headers={"Content-Disposition": f'attachment; filename="analysis.{form}"'}
    )
