"""The way of one text through coding: parse, attributions, mentions, speakers, events, statements."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tertius.coding.joining import Coded, Coding, Kept, joined, stamp_of
from tertius.coding.set_aside import attempt, code_each, parse_each, reason_of
from tertius.errors import InputError
from tertius.progress import Progress, silent
from tertius.records import (
    Actor,
    Asserter,
    DateBasis,
    Document,
    Event,
    EventStatus,
    Kind,
    NotCoded,
    Precision,
    Published,
    Voice,
    content_id,
    to_builtins,
)

if TYPE_CHECKING:
    from tertius.coding.events import CodedEvent
    from tertius.coding.parsed import Parsed, Span
    from tertius.coding.statements import Draft

__all__ = ["Coded", "code", "code_record", "code_records", "explain"]

LONGEST_RECORD = 200_000  # characters of one line of `tertius code --jsonl`
_BATCH = 64


def code(
    documents: Sequence[Document],
    *,
    stories: Mapping[str, str] | None = None,
    fast: bool = False,
    kept: Kept | None = None,
    progress: Progress = silent,
) -> Coded:
    """Code documents: statements with speaker and voice, events, ties, predictions and demands.

    Args:
        documents: what to code; only English is understood.
        stories: story of each document id, so that a reprint adds no report; by default each is its own.
        fast: syntax and statistics alone, without the encoder.
        kept: where codings are kept, so that a document that was coded before, and has not changed, is not again.
        progress: told after each document.

    A document over which coding fails is set aside with the reason (`not_coded`, and a line on stderr).

    Raises:
        TertiusError: a model is missing.
    """
    if not documents:
        return Coded((), (), (), (), ())
    stories = stories or {document.id: document.id for document in documents}
    found = _held(documents, kept, fast=fast)
    waiting = [document for document in documents if document.id not in found]
    aside: list[NotCoded] = []
    progress("coding", 0, len(waiting))
    for done, (document, coding) in enumerate(code_each(waiting, lambda parsed: _coding(parsed, fast=fast)), start=1):
        if isinstance(coding, NotCoded):
            aside.append(coding)  # nothing is kept of it: the next run tries it again
        else:
            found[document.id] = coding
            if kept is not None:
                kept.put(document.id, stamp_of(document, fast=fast), msgspec.msgpack.encode(coding))
        progress("coding", done, len(waiting))
    coded = joined((found[document.id] for document in documents if document.id in found), stories)
    return coded._replace(not_coded=tuple(aside))


def _held(documents: Sequence[Document], kept: Kept | None, *, fast: bool) -> dict[str, Coding]:
    """The codings that are kept, by document."""
    if kept is None:
        return {}
    read = ((document.id, kept.get(document.id, stamp_of(document, fast=fast))) for document in documents)
    return {document: msgspec.msgpack.decode(coding, type=Coding) for document, coding in read if coding is not None}


def _coding(parsed: Parsed, *, fast: bool) -> Coding:
    from tertius.coding import statements

    coded = _events(parsed, fast=fast)
    drafts = statements.find_statements(parsed, [one.event for one in coded])
    events = tuple(_with_reporter(one, parsed, drafts) for one in coded)
    return Coding(
        statements=tuple(draft.statement for draft in drafts),
        gists=tuple(statements.gist(draft) for draft in drafts),
        events=events,
        ties=tuple(statements.stated_ties(parsed, drafts)),
        predictions=tuple(statements.predictions_of(drafts, events)),
        demands=tuple(statements.demands_of(drafts)),
    )


def _with_reporter(coded: CodedEvent, parsed: Parsed, drafts: Sequence[Draft]) -> Event:
    """The event with the statement that reports it: the innermost one whose content holds its predicate.

    What stands in nobody's content ("Iran urged …") is the author's to report. What an author or
    eyewitness alone accuses somebody of is claimed.
    """
    event = coded.event
    draft = next((draft for draft in reversed(drafts) if _holds(draft, coded.predicate[0])), None)
    if draft is None and event.reported_by:  # the predicate is a word of saying; its parties stand in what is said
        ends = [span[0] for span in (coded.source, coded.target) if span]
        told = (draft for draft in reversed(drafts) if draft.statement.speaker.name == event.reported_by[0].name)
        draft = next((draft for draft in told if any(_holds(draft, offset) for offset in ends)), None)
    document = parsed.document
    if draft is None:
        by = Asserter(
            name=document.byline or document.publisher or "the author", voice=Voice.AUTHOR, document=document.id
        )
        return msgspec.structs.replace(event, reported_by=event.reported_by or (by,))
    said = draft.statement
    by = Asserter(name=said.speaker.name, voice=said.voice, document=document.id, statement=said.id)
    accuses = said.voice in (Voice.AUTHOR, Voice.EYEWITNESS) and Kind.ACCUSATION in said.kinds
    status = EventStatus.CLAIMED if accuses and event.status == EventStatus.HAPPENED else event.status
    return msgspec.structs.replace(event, reported_by=(by,), status=status)


def _holds(draft: Draft, offset: int) -> bool:
    return any(passage.start <= offset < passage.end for passage in draft.statement.passages)


def _annotate(parsed: Parsed, *, fast: bool) -> None:
    from tertius.coding.actors import find_mentions
    from tertius.coding.attribution import find_attributions, set_out_speech
    from tertius.coding.speakers import resolve_speakers

    parsed.fast = fast
    parsed.attributions = find_attributions(parsed, fast=fast)
    parsed.mentions = find_mentions(parsed)
    parsed.attributions = set_out_speech(parsed)
    parsed.attributions = resolve_speakers(parsed)


def _events(parsed: Parsed, *, fast: bool) -> list[CodedEvent]:
    from tertius.coding.events import find_coded

    _annotate(parsed, fast=fast)
    return list(find_coded(parsed, fast=fast))


# --- one line of `tertius code --jsonl` -------------------------------------------------------


def code_record(record: object, *, fast: bool = False) -> dict[str, Any]:
    """One object with `id` and `text` coded; spans index the given text as it is.

    With `source` and `target` spans exactly one typed event comes back. What is wrong with a record
    comes back as `{"id", "error"}`.
    """
    return next(code_records([record], fast=fast))


def code_records(records: Iterable[object], *, fast: bool = False) -> Iterator[dict[str, Any]]:
    """`code_record` of each, in order, in batches."""
    stream = iter(records)
    while batch := list(itertools.islice(stream, _BATCH)):
        checked = [_checked(record) for record in batch]
        parsed = parse_each([item.document for item in checked if isinstance(item, _Line)])
        for item in checked:
            yield _answered(item, next(parsed), fast=fast) if isinstance(item, _Line) else item


def _answered(line: _Line, parsed: Parsed | Exception, *, fast: bool) -> dict[str, Any]:
    coded = attempt(lambda given: _coded(line, given, fast=fast), parsed)
    return {"id": line.id, "error": f"cannot be coded: {reason_of(coded)}"} if isinstance(coded, Exception) else coded


def explain(text: str, *, published: str | None = None, fast: bool = False) -> list[dict[str, Any]]:
    """The events of a text, each with the words, rules and weights that made it (`because`).

    Args:
        text: a sentence or an article, in English, of at most 200,000 characters.
        published: the day it was published, YYYY-MM-DD, from which "last week" is reckoned.
        fast: the rules alone, without the encoder.

    Raises:
        InputError: the text is empty or too long, or `published` is no date.
    """
    coded = code_record({"id": 0, "text": text, "published": published}, fast=fast)
    if "error" in coded:
        raise InputError(str(coded["error"]))
    events: list[dict[str, Any]] = coded["events"]
    return events


class _Line(NamedTuple):
    id: Any
    document: Document
    pair: tuple[Span, Span] | None


def _checked(record: object) -> _Line | dict[str, Any]:
    if isinstance(record, Exception):
        return {"id": None, "error": str(record)}
    if not isinstance(record, dict):
        return {"id": None, "error": "not a JSON object"}
    try:
        return _line(record)
    except ValueError as error:
        return {"id": record.get("id"), "error": str(error)}


def _line(record: dict[str, Any]) -> _Line:
    if "id" not in record:
        raise ValueError("no id")
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("no text")
    if len(text) > LONGEST_RECORD:
        raise ValueError(f"text of {len(text):,} characters; at most {LONGEST_RECORD:,} are coded")
    source, target = (_span(record, key, len(text)) for key in ("source", "target"))
    if (source is None) != (target is None):
        raise ValueError("give both source and target, or neither")
    document = Document(
        id=content_id("doc", record["id"], text),
        title=str(record.get("title") or ""),
        text=text,
        published=_published(record.get("published")),
    )
    return _Line(record["id"], document, (source, target) if source and target else None)


def _span(record: dict[str, Any], key: str, length: int) -> Span | None:
    value = record.get(key)
    if value is None:
        return None
    if not (isinstance(value, list) and len(value) == 2 and all(type(number) is int for number in value)):
        raise ValueError(f"{key} is no span [start, end]")
    start, end = value
    if not 0 <= start < end <= length:
        raise ValueError(f"{key} {value} lies outside the text")
    return start, end


def _published(value: object) -> Published | None:
    if value is None:
        return None
    try:
        date = dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"published {value!r} is no date; write it as YYYY-MM-DD") from None
    return Published(start=date, end=date, precision=Precision.DAY, basis=DateBasis.METADATA)


def _coded(line: _Line, parsed: Parsed, *, fast: bool) -> dict[str, Any]:
    from tertius.coding import events, statements

    found = _events(parsed, fast=fast)
    drafts = statements.find_statements(parsed, [coded.event for coded in found], ascribed=True)
    if line.pair is not None:
        found = [events.code_pair_spans(parsed, *line.pair, fast=fast)]
    coded_events = [_event(parsed, coded) for coded in found]
    return {
        "id": line.id,
        "events": coded_events or _untyped(parsed, fast=fast),
        "statements": [_statement(draft) for draft in drafts],
    }


def _event(parsed: Parsed, coded: CodedEvent) -> dict[str, Any]:
    event, passage = coded.event, coded.event.passages[0]
    return {
        "type": event.type.value,
        "mode": event.mode,
        "quad": event.quad,
        "cameo": event.cameo,
        "source": _party(parsed, coded.source, event.source),
        "target": _party(parsed, coded.target, event.target),
        "status": event.status.value,
        "when": to_builtins(event.when),
        "place": to_builtins(event.place),
        "passage": [passage.start, passage.end],
        "because": list(event.because),
    }


def _untyped(parsed: Parsed, *, fast: bool) -> list[dict[str, Any]]:
    """One event without a type, where a political actor speaks or acts and nothing else was coded; see docs/coding.md."""
    from tertius.coding.untyped import find_untyped

    found = None if fast else find_untyped(parsed)
    if found is None:
        return []
    return [
        {
            "type": None,
            "mode": None,
            "quad": 0 if found.cameo else None,
            "cameo": found.cameo,
            "source": _party(parsed, found.source, found.source_actor),
            "target": _party(parsed, found.target, found.target_actor),
            "status": "reported",
            "when": None,
            "place": None,
            "passage": list(found.sentence),
            "because": list(found.because),
        }
    ]


def _party(parsed: Parsed, span: Span | None, actor: Actor | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"span": list(span), "text": parsed.text[slice(*span)], "actor": to_builtins(actor)}


def _statement(draft: Draft) -> dict[str, Any]:
    statement, attribution = draft.statement, draft.attribution
    return {
        "source": list(attribution.source) if attribution.source else None,
        "cue": list(attribution.cue) if attribution.cue else None,
        "content": [[passage.start, passage.end] for passage in statement.passages],
        "form": statement.form.value,
        "voice": statement.voice.value,
        "kinds": [kind.value for kind in statement.kinds],
        "hedge": statement.hedge,
    }
