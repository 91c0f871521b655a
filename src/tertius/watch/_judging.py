"""What in a workspace is worth an alert: of documents not judged before, of tension, of indicators, of due dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tertius.coding import Coded
from tertius.records import (
    Actor,
    Alert,
    AlertKind,
    Document,
    Passage,
    Prediction,
    PredictionStatus,
    Statement,
    Watch,
    content_id,
)
from tertius.review import withheld

__all__ = ["Found", "contests", "due", "stories_told"]

_QUOTED = 5  # statements told in one alert
_LONGEST = 400  # letters of a quotation in an alert


class Found(NamedTuple):
    """What a watch judges: everything known, and which documents are new to it."""

    watch: Watch
    documents: Mapping[str, Document]
    stories: Mapping[str, str]
    coded: Coded
    unseen: frozenset[str]
    now: dt.datetime

    @property
    def actors(self) -> tuple[Actor, ...]:
        """A and B, and C where there is one."""
        watch = self.watch
        return (*watch.between, watch.on) if watch.on else watch.between

    def is_told(self, document: str) -> bool:
        """Whether alerts may rest on the document: it is new to the watch, and no background."""
        held = self.documents.get(document)
        if held is None or document not in self.unseen:
            return False
        return held.published is None or held.published.day >= self.watch.since

    def statements(self) -> list[Statement]:
        """Those that may leave, whatever their document's age."""
        statements = self.coded.statements
        hidden = [p for s in statements if withheld(s) for p in s.passages]
        places: dict[str, list[Passage]] = {}
        for passage in hidden:
            places.setdefault(passage.document, []).append(passage)
        return [s for s in statements if self._open(s, places)]

    def _open(self, statement: Statement, hidden: Mapping[str, Sequence[Passage]]) -> bool:
        return all(
            p.document in self.documents
            and not self.documents[p.document].confidential
            and not any(h.start < p.end and p.start < h.end for h in hidden.get(p.document, ()))
            for p in statement.passages
        )


# --- a story that speaks of C -----------------------------------------------------------------


def stories_told(found: Found) -> Iterator[Alert]:
    """One alert for each new story with statements about C (of a dyad: about both); reprints add none.

    A story of which a document was judged before is not new.
    """
    told = {found.stories.get(d, d) for d in found.documents if d not in found.unseen}
    by_document: dict[str, list[Statement]] = {}
    for statement in found.statements():
        document = statement.passages[0].document
        if found.is_told(document) and _is_about(statement, found.watch):
            by_document.setdefault(document, []).append(statement)
    for document, statements in by_document.items():
        story = found.stories.get(document, document)
        if story not in told:
            told.add(story)
            yield _story(found, found.documents[document], statements)


def _is_about(statement: Statement, watch: Watch) -> bool:
    wanted = (watch.on,) if watch.on else watch.between
    return all(any(_is(actor, one) for actor in statement.about) for one in wanted)


def _is(actor: Actor, other: Actor) -> bool:
    if other.state:
        return actor.state == other.state
    return actor.code == other.code if other.code else actor.name == other.name


def _story(found: Found, document: Document, statements: Sequence[Statement]) -> Alert:
    about = found.watch.on.name if found.watch.on else " and ".join(actor.name for actor in found.watch.between)
    lines = [_said(statement) for statement in statements[:_QUOTED]]
    if len(statements) > _QUOTED:
        lines.append(f"and {len(statements) - _QUOTED} more in the same document")
    return _alert(
        found, AlertKind.STATEMENT, document.id,
        title=f"On {about}: {document.title or 'a document without a title'}",
        lines=lines, statements=statements, document=document,
    )  # fmt: skip


def _said(statement: Statement) -> str:
    """A statement with its speaker and voice; the words are the document's own."""
    words = " … ".join(" ".join(passage.text.split()) for passage in statement.passages)
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return f"{statement.speaker.name} ({statement.voice}): “{shown}”"


# --- the other side ---------------------------------------------------------------------------


def contests(found: Found) -> Iterator[Alert]:
    """One alert for each two statements on the actors watched that contest each other, one of them new; both are told.

    Reprints hold the same words of the same speakers: they make no further pair.
    """
    statements = {statement.id: statement for statement in found.statements()}
    told: set[tuple[str, str]] = set()
    for statement in statements.values():
        if not found.is_told(statement.passages[0].document) or not _concerns(statement, found.actors):
            continue
        for other in statement.contested_with:
            if other not in statements:
                continue
            one, two = sorted((_words(statements[other]), _words(statement)))
            if (one, two) not in told:
                told.add((one, two))
                yield _contest(found, statements[other], statement, one, two)


def _concerns(statement: Statement, actors: Iterable[Actor]) -> bool:
    named = (*statement.about, *filter(None, [statement.speaker.actor]))
    return any(_is(actor, one) for actor in named for one in actors)


def _words(statement: Statement) -> str:
    """Who says what, however it is spaced and wherever it stands."""
    said = " ".join(word for passage in statement.passages for word in passage.text.split())
    return f"{statement.speaker.name}: {said}".casefold()


def _contest(found: Found, other: Statement, new: Statement, *key: str) -> Alert:
    document = found.documents[new.passages[0].document]
    return _alert(
        found, AlertKind.CONTEST, *key,
        title=f"Two statements contest each other: {other.speaker.name}, {new.speaker.name}",
        lines=[_said(other), _said(new), "Neither is asserted here."], statements=(other, new), document=document,
    )  # fmt: skip


# --- due --------------------------------------------------------------------------------------


def due(found: Found) -> Iterator[Alert]:
    """One alert for each prediction that can be settled and whose last day has come since the watch began."""
    open_ = {statement.id: statement for statement in found.statements()}
    today = found.now.date()
    for prediction in found.coded.predictions:
        day = prediction.horizon.end if prediction.horizon else None
        if day is None or not found.watch.since <= day <= today or prediction.status != PredictionStatus.OPEN:
            continue
        if prediction.statement in open_ and _concerns(open_[prediction.statement], found.actors):
            yield _due(found, prediction, open_[prediction.statement], day)


def _due(found: Found, prediction: Prediction, statement: Statement, day: dt.date) -> Alert:
    settled = f"Settled by {prediction.settles_by}." if prediction.settles_by else "Not settled so far."
    return _alert(
        found, AlertKind.DUE, prediction.statement, prediction.text, day.isoformat(),
        title=f"A prediction falls due on {day.isoformat()}: {prediction.by.name}",
        lines=[_said(statement), settled],
        statements=(statement,), document=found.documents[statement.passages[0].document],
    )  # fmt: skip


def _alert(
    found: Found, kind: AlertKind, *key: str, title: str, lines: Sequence[str], statements: Sequence[Statement],
    document: Document,
) -> Alert:  # fmt: skip
    constructed = any(s.constructed for s in statements) or document.constructed
    stamp = "CONSTRUCTED, published nowhere. " if constructed else ""
    return Alert(
        id=content_id("alert", found.watch.id, kind, *key),
        watch=found.watch.id,
        kind=kind,
        title=stamp + " ".join(title.split()),
        text=stamp + "\n".join(lines),
        at=found.now,
        rests_on=tuple(statement.id for statement in statements),
        passages=tuple(passage for statement in statements for passage in statement.passages),
        url=document.url,
        constructed=constructed,
    )
