"""What a reviewer decides: accept, reject, correct, grade; each a revision with a name and a reason."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tertius.errors import StoreError, UsageError
from tertius.records import Credibility, Record, Reliability, Review, Voice, to_builtins
from tertius.review.queue import REVIEWED
from tertius.world.actors import resolve

if TYPE_CHECKING:
    from tertius.store import Revision, Workspace

__all__ = ["accept", "correct", "grade", "grade_source", "reject"]

_ACTORS = frozenset({"source", "target", "addressee", "a", "b"})
_ACTOR_LISTS = frozenset({"about", "accused"})


def accept(workspace: Workspace, item: str, *, who: str, why: str) -> Revision:
    """Enter that a reviewer holds the item to be coded rightly; what it says is not thereby held to be true.

    Raises:
        StoreError: there is no such item, it is of a kind that is not reviewed, or name or reason is missing.
    """
    return _decide(workspace, item, Review.ACCEPTED, who=who, why=why)


def reject(workspace: Workspace, item: str, *, who: str, why: str) -> Revision:
    """Enter that the item is coded wrongly. Raises as `accept` does."""
    return _decide(workspace, item, Review.REJECTED, who=who, why=why)


def correct(workspace: Workspace, item: str, field: str, value: Any, *, who: str, why: str) -> Revision:
    """Put `value` in place of what was coded, and accept the item so corrected.

    Args:
        workspace: an open workspace.
        item: id of a statement, event, tie, prediction or demand.
        field: a field of it, or a part of one after a point: `kinds`, `status`, `speaker.role`.
        value: as the field holds it, or in words: names of actors are looked up, lists are parted by commas,
            `none` empties a field.
        who: the reviewer.
        why: the reason.

    Raises:
        StoreError: there is no such item or field, the value does not fit, or name or reason is missing.
        NameNotResolved: an actor is not known by that name.
    """
    kind, record = _found(workspace, item)
    name, _, part = field.partition(".")
    if not hasattr(record, name):
        raise StoreError(f"a {kind} has no field {name!r}; its fields are {', '.join(record.__struct_fields__)}")
    held = to_builtins(getattr(record, name))
    new = _within(held, part, value) if part else _worded(name, held, value)
    with workspace.together():
        revision = workspace.revise(kind, item, name, new, who=who, why=why)
        if name != "review":
            workspace.revise(kind, item, "review", Review.ACCEPTED, who=who, why=f"corrected {field}: {why}")
    return revision


def grade(
    workspace: Workspace,
    item: str,
    *,
    reliability: str | None = None,
    credibility: str | None = None,
    who: str,
    why: str,
) -> list[Revision]:
    """Grade an item by the Admiralty code: the source's reliability (A to F), the information's credibility (1 to 6).

    The two are graded apart; what is None stays as it is.

    Raises:
        UsageError: neither is given, or a grade is none of the code.
        StoreError: there is no such item, it has no grade, or name or reason is missing.
    """
    kind, record = _found(workspace, item)
    if not hasattr(record, "reliability"):
        raise StoreError(f"a {kind} has no grade of its own; grade the statement it is from")
    changes: dict[str, Reliability | Credibility] = {}
    if reliability is not None:
        changes["reliability"] = _graded("reliability", reliability, Reliability)
    if credibility is not None:
        changes["credibility"] = _graded("credibility", credibility, Credibility)
    if not changes:
        raise UsageError("give a reliability (A to F), a credibility (1 to 6), or both")
    with workspace.together():
        return [workspace.revise(kind, item, name, value, who=who, why=why) for name, value in changes.items()]


def grade_source(workspace: Workspace, source: str, reliability: str, *, who: str, why: str) -> list[Revision]:
    """Grade a source's reliability once, with one reason, for every statement, tie and event that it alone stands behind.

    Args:
        workspace: an open workspace.
        source: the name under which it speaks, as a listing shows it; case does not count. A nameless source has
            none: what several of them say is graded item by item.
        reliability: A to F of the Admiralty code.
        who: the reviewer.
        why: the reason, entered with each item.

    Returns:
        One revision an item. What is coded later starts at F again.

    Raises:
        UsageError: the grade is none of the code.
        StoreError: nothing here is from that source, or name or reason is missing.
    """
    value = _graded("reliability", reliability, Reliability)
    wanted = source.casefold().strip()
    items = [
        (kind, workspace.record_id(record))
        for kind in ("statement", "tie", "event")
        for record in workspace.revised(workspace.records(kind))
        if _sources(record) == {wanted}
    ]
    if not wanted or not items:
        raise StoreError(f"nothing in the workspace is from {source!r}; names stand in `tertius statements`")
    with workspace.together():
        return [workspace.revise(kind, item, "reliability", value, who=who, why=why) for kind, item in items]


def _sources(record: Any) -> set[str]:
    """The names behind an item, folded; none for a nameless speaker."""
    if hasattr(record, "speaker"):
        return set() if record.voice == Voice.ANONYMOUS else {record.speaker.name.casefold()}
    by = record.reported_by if hasattr(record, "reported_by") else (record.by,)
    return {each.name.casefold() for each in by if each.voice != Voice.ANONYMOUS}


def _decide(workspace: Workspace, item: str, state: Review, *, who: str, why: str) -> Revision:
    kind, _ = _found(workspace, item)
    return workspace.revise(kind, item, "review", state, who=who, why=why)


def _found(workspace: Workspace, item: str) -> tuple[str, Record]:
    for kind in REVIEWED:
        with contextlib.suppress(StoreError):
            record: Record = workspace.record(kind, item)
            return kind, record
    raise StoreError(f"the workspace holds no {', '.join(REVIEWED)} {item!r}; check the id with `tertius review list`")


def _graded(name: str, value: str, of: Callable[[str], Reliability | Credibility]) -> Reliability | Credibility:
    try:
        return of(value.strip().upper())
    except ValueError:
        raise UsageError(f"{value!r} is no {name} of the Admiralty code; give A to F for reliability, 1 to 6 for "
                         "credibility") from None  # fmt: skip


def _within(held: Any, part: str, value: Any) -> Any:
    """`held`, a structure as plain values, with one part of it replaced."""
    if not isinstance(held, dict) or part not in held:
        raise StoreError(
            f"there is no {part!r} in it; its parts are {', '.join(held) if isinstance(held, dict) else '-'}"
        )
    return {**held, part: _worded("source" if part == "actor" else part, held[part], value)}


def _worded(name: str, held: Any, value: Any) -> Any:
    """A value given in words as the field holds it; anything else as it is."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.lower() in ("none", ""):
        return [] if isinstance(held, list | tuple) else None
    if text[:1] in "[{":
        try:
            return json.loads(text)
        except ValueError as error:
            raise UsageError(f"{text!r} looks like JSON and is none: {error}") from None
    if name in _ACTORS:
        return to_builtins(resolve(text))
    if isinstance(held, list | tuple):
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return [to_builtins(resolve(part)) for part in parts] if name in _ACTOR_LISTS else parts
    if isinstance(held, int) and text.lstrip("-+").isdigit():
        return int(text)
    return text
