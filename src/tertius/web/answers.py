"""Kept analyses as they may be read: released, and rendered when they are asked for; the latest few stay in memory."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import msgspec

from tertius.errors import StoreError, UsageError
from tertius.records import Analysis, Document
from tertius.store import Workspace

__all__ = ["FORMS", "LABELS", "Answers"]

_KEPT = 8  # rendered forms that stay in memory
FORMS = {
    "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ris": "application/x-research-info-systems; charset=utf-8", "ipynb": "application/x-ipynb+json",
}  # fmt: skip
"""The forms in which an analysis may be taken away, with their media types."""
LABELS = {
    "html": "HTML", "md": "Markdown", "json": "JSON", "docx": "Word", "xlsx": "Excel", "ris": "References (RIS)",
    "ipynb": "Notebook",
}  # fmt: skip
"""What a page calls each form."""


class Answers:
    """Renders analyses, one at a time: a report of a large case takes seconds."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, str, str], Any] = OrderedDict()
        self._mutex = threading.Lock()

    def released(self, workspace: Workspace, case: str) -> Analysis:
        """The analysis without what may not leave."""
        from tertius import reports

        found: Analysis = self._once(workspace, case, "released", lambda analysis: reports.release(analysis)[0])
        return found

    def html(self, workspace: Workspace, case: str) -> str:
        """The report."""
        from tertius import reports

        page: str = self._once(workspace, case, "html", reports.html)
        return page

    def written(self, workspace: Workspace, case: str, form: str) -> tuple[bytes, str]:
        """The analysis in that form, and its media type; UsageError for a form that it has not."""
        from tertius import reports

        if form not in FORMS:
            raise UsageError(f"an analysis is not written as {form!r}; it can be as {', '.join(FORMS)}")
        content: bytes = self._once(workspace, case, form, lambda analysis: reports.render(analysis, form))
        return content, FORMS[form]

    def forget(self) -> None:
        """Drop what was rendered."""
        with self._mutex:
            self._made.clear()

    def script_hashes(self) -> tuple[str, ...]:
        """The hashes of the report's own scripts, by which a browser knows them from any other."""
        from tertius.reports import page

        digests = (hashlib.sha256(path.read_bytes()).digest() for path in sorted(page.TEMPLATES.glob("*.js")))
        return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)

    def _once(self, workspace: Workspace, case: str, form: str, make: Callable[[Analysis], Any]) -> Any:
        analysis = _flagged(workspace, workspace.record("analysis", case))
        key = (case, form, hashlib.sha256(msgspec.msgpack.encode(analysis)).hexdigest())
        with self._mutex:
            if key not in self._made:
                self._made[key] = make(analysis)
            self._made.move_to_end(key)
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
            return self._made[key]


def _flagged(workspace: Workspace, analysis: Analysis) -> Analysis:
    """The analysis with each document as confidential as it is today: it may have been flagged after it was analysed."""
    return msgspec.structs.replace(analysis, documents=tuple(_as_flagged(workspace, one) for one in analysis.documents))


def _as_flagged(workspace: Workspace, document: Document) -> Document:
    try:
        held = workspace.document(document.id)
    except StoreError:  # the workspace does not hold it: it stays as it was analysed
        return document
    return msgspec.structs.replace(document, confidential=held.confidential)
