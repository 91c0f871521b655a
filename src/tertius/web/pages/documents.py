"""The documents: adding files, text and addresses; each with what was coded from it marked in its text."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from tertius.case import parse_date
from tertius.errors import UsageError
from tertius.web.desk import Desk, desk_of
from tertius.web.forms import form_of, text, uploads, web_addresses
from tertius.web.marks import segments
from tertius.web.work import UPLOADS

__all__ = ["KINDS_OF_FILE", "router"]

router = APIRouter(default_response_class=HTMLResponse)
TheDesk = Annotated[Desk, Depends(desk_of)]
TheForm = Annotated[FormData, Depends(form_of)]
_ROWS = 25
_MARKED = 500  # items of a kind that are marked in one document
_PIECE = 1024 * 1024
KINDS_OF_FILE = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".eml", ".mbox", ".xml", ".rss", ".atom",
    ".rdf", ".jsonl", ".ndjson", ".csv", ".tsv", ".zip",
)  # fmt: skip


@router.get("/documents")
async def listing(request: Request, desk: TheDesk, after: str = "") -> HTMLResponse:
    """The documents, the latest to arrive first, and the form that adds more."""
    page = desk.reading.document_page(after=after or None, limit=_ROWS)
    return desk.page(
        request, "documents.html.j2", page=page, kinds=",".join(KINDS_OF_FILE), settings=desk.settings, after=after
    )


@router.post("/documents")
async def add(desk: TheDesk, form: TheForm) -> RedirectResponse:
    """Take files, a pasted text and addresses, and read them in a job; what is coded is coded in the same job."""
    addresses = web_addresses(text(form, "addresses"))
    files = uploads(form, "files")
    pasted = _pasted(form)
    if not (files or addresses or pasted):
        raise UsageError("nothing to add: choose files, paste a text or give addresses")
    for file in files:
        _check(file, desk.settings.upload)
    request: dict[str, Any] = {"addresses": addresses} | {
        name: bool(text(form, name)) for name in ("confidential", "follow", "code", "fast")
    }
    if files or pasted:
        request["folder"] = folder = f"up-{secrets.token_hex(8)}"
        request["names"] = await run_in_threadpool(_stage, desk.settings.workspace / UPLOADS / folder, files, pasted)
    job = await run_in_threadpool(desk.runner.submit, "reading", request)
    return RedirectResponse(f"/jobs/{job}", status_code=303)


@router.post("/code")
async def code(desk: TheDesk, form: TheForm) -> RedirectResponse:
    """Code the documents that have not been."""
    job = await run_in_threadpool(desk.runner.submit, "coding", {"fast": bool(text(form, "fast"))})
    return RedirectResponse(f"/jobs/{job}", status_code=303)


@router.get("/documents/{document}")
async def show(request: Request, desk: TheDesk, document: str) -> HTMLResponse:
    """One document, with statements and events marked in its text."""
    held = desk.reading.revised([desk.reading.document(document)])[0]
    listed = {
        kind: desk.reading.page(kind, {"document": document}, limit=_MARKED) for kind in ("statement", "event", "tie")
    }
    items = {kind: page.items for kind, page in listed.items()}
    parts = segments(document, held.text, {kind: items[kind] for kind in ("statement", "event")})
    return desk.page(
        request, "document.html.j2", document=held, segments=parts, items=items, notes=desk.reading.notes(document),
        unmarked=sum(page.total - len(page.items) for page in listed.values()),
    )  # fmt: skip


@router.post("/documents/{document}/confidential")
async def flag(desk: TheDesk, document: str, form: TheForm) -> RedirectResponse:
    """Flag a document confidential, or take the flag off."""
    await run_in_threadpool(desk.writing.set_confidential, document, bool(text(form, "confidential")))
    desk.forget()
    return RedirectResponse(f"/documents/{document}", status_code=303)


@router.post("/documents/{document}/purge")
async def purge(request: Request, desk: TheDesk, document: str, form: TheForm) -> HTMLResponse:
    """Remove a document and everything that rests on it, when the form says so in so many words."""
    if text(form, "sure") != "purge":
        raise UsageError("to purge a document for good, write purge in the field beside the button")
    purged = await run_in_threadpool(desk.writing.purge, document)
    desk.forget()
    return desk.page(request, "purged.html.j2", purged=purged)


def _pasted(form: FormData) -> bytes | None:
    """The pasted text as a line of JSON, which carries its metadata."""
    if not (words := text(form, "text")):
        return None
    day = parse_date(text(form, "published") or None)
    fields = {name: text(form, name) or None for name in ("title", "byline", "publisher", "url")}
    given = fields | {"text": words, "published": day.isoformat() if day else None}
    return msgspec.json.encode({name: value for name, value in given.items() if value})


def _check(file: UploadFile, most: int) -> None:
    name = file.filename or ""
    if Path(name).suffix.lower() not in KINDS_OF_FILE:
        raise UsageError(f"{name} is of no kind that holds documents; kinds are {' '.join(KINDS_OF_FILE)}")
    if (file.size or 0) > most:
        raise UsageError(f"{name} is larger than {most // 1024**2} MiB; split it")


def _stage(folder: Path, files: list[UploadFile], pasted: bytes | None) -> list[str]:
    """Write what was sent into a folder of its own; returns the names it goes by there."""
    folder.mkdir(parents=True)
    for number, file in enumerate(files, start=1):
        with (folder / _safe(number, file.filename or "")).open("wb") as out:
            while piece := file.file.read(_PIECE):
                out.write(piece)
    if pasted:
        (folder / "pasted.jsonl").write_bytes(pasted)
    return sorted(path.name for path in folder.iterdir())


def _safe(number: int, name: str) -> str:
    """A name that leads nowhere else, whatever the sender called the file."""
    stem = re.sub(r"[^\w-]+", "-", Path(name.replace("\\", "/")).stem, flags=re.ASCII).strip("-")[:60] or "file"
    return f"{number:02d}-{stem}{Path(name).suffix.lower()}"
