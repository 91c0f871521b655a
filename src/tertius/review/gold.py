"""What reviewers decided as labelled documents, to score and to learn from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tertius.records import Review, to_builtins
from tertius.review.accusations import withheld
from tertius.review.queue import REVIEWED, queue

if TYPE_CHECKING:
    from tertius.store import Workspace

__all__ = ["gold"]


def gold(workspace: Workspace) -> list[dict[str, Any]]:
    """One object a document on which an item was accepted or rejected.

    Each holds `id`, `title`, `text`, `constructed`, and under `accepted` and `rejected` the items as they stand
    with their corrections, each with its `record` (the kind) and `reviews`: who decided what of it, when and
    why. Offsets in passages are code points of `text`. What rests on a confidential document is left out.
    """
    secret = {document.id for document in workspace.documents() if document.confidential}
    decided: dict[str, dict[str, list[Any]]] = defaultdict(lambda: {"accepted": [], "rejected": []})
    for item in queue(workspace, kinds=tuple(REVIEWED), states=(Review.ACCEPTED, Review.REJECTED)):
        documents = {passage.document for passage in item.record.passages}
        if item.document is None or documents & secret:
            continue
        if item.kind == "statement" and withheld(item.record):  # type: ignore[arg-type]
            continue
        reviews = [to_builtins(revision) for revision in workspace.revisions(item.kind, item.id)]
        entry = {"record": item.kind, **to_builtins(item.record), "id": item.id, "reviews": reviews}
        decided[item.document][item.state.value].append(entry)
    return [
        {"id": document.id, "title": document.title, "text": document.text, "constructed": document.constructed,
         **decided[document.id]}
        for document in workspace.revised(workspace.documents())
        if document.id in decided
    ]  # fmt: skip
