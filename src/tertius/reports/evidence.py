"""Where every claim of a report points: short labels, anchors, passages in their context, marked full texts."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from tertius.records import Actor, Analysis, Document, Event, Hindsight, Passage, Statement
from tertius.reports.wording import attribution, joined, speaker_name, voice_words

__all__ = ["FEW", "Evidence", "Paragraph", "Quote", "Ref", "Segment", "event_title"]

FEW = 24  # links shown in one place; the rest are counted
LARGE = 1500  # statements and events; above it they stand with their documents, and tables show the first of them
CONTEXT = 140  # characters of a document shown on each side of an opened passage

# keys that a sentence may rest on besides ids, and the section that answers for each
SECTIONS = {
    "tension": "tension", "history": "tension", "change": "tension", "ties": "ties", "tie": "ties",
    "balance": "balance", "response": "effects", "responses": "effects", "effects": "effects", "effect": "effects",
    "channel": "effects", "channels": "effects", "predictions": "predictions", "demands": "demands",
    "absent": "absent", "absent_voices": "absent", "statements": "statements", "voices": "cross",
    "events": "events", "documents": "documents", "sources": "data", "data": "data", "limits": "limits",
    "case": "case", "reference_class": "outside", "indicator": "indicators", "method": "method", "versions": "versions",
}  # fmt: skip


@dataclass(frozen=True)
class Ref:
    """A link inside the report: what it is called and where it leads."""

    label: str
    anchor: str
    title: str = ""


@dataclass(frozen=True)
class Quote:
    """A passage as it stands in its document, and whose words it is."""

    before: str
    text: str
    after: str
    whose: str
    document: Ref
    dated: Document
    place: str  # anchor in the full text, empty when the offsets do not match
    passage: Passage


@dataclass(frozen=True)
class Segment:
    """A stretch of a document's text between two marks, with what is coded there."""

    text: str
    marks: tuple[Ref, ...] = ()
    begins: tuple[Ref, ...] = ()  # marks whose first character this is; `anchor` is the place itself


@dataclass(frozen=True)
class Paragraph:
    anchor: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    ref: Ref
    place: str


@dataclass
class Evidence:
    """Labels (S1, E1, D1, ...) and anchors of all that an analysis holds; `later` numbers hindsight apart."""

    analysis: Analysis
    refs: dict[str, Ref] = field(default_factory=dict)
    mismatched: int = 0
    _marks: dict[str, list[_Mark]] = field(default_factory=dict)
    _places: dict[tuple[str, int, int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        later = self.analysis.hindsight or Hindsight()
        self.documents = {doc.id: doc for doc in self.analysis.documents + later.documents}
        self.statements = {s.id: s for s in self.analysis.statements + later.statements}
        self.events = {e.id: e for e in self.analysis.events + later.events}
        for prefix, record in (("", self.analysis), ("H", later)):
            self._label(f"{prefix}D", record.documents, lambda doc: doc.title)
            self._label(f"{prefix}S", self.in_order(record.statements), attribution)
            self._label(f"{prefix}E", record.events, event_title)
        self.responses = tuple(Ref(f"R{n}", f"r{n}", "computed response") for n in _counting(self.analysis.responses))
        self.channels = tuple(Ref(f"W{n}", f"w{n}", "channel") for n in _counting(self.analysis.channels))
        for channel, ref in zip(self.analysis.channels, self.channels, strict=True):
            self.refs.setdefault(f"channel:{channel.name}", ref)
        carriers: list[Statement | Event] = [*self.statements.values(), *self.events.values()]
        for carrier in carriers:
            self._mark(carrier)

    def in_order(self, statements: Iterable[Statement]) -> list[Statement]:
        """Statements by document and place in it."""
        order = {doc: i for i, doc in enumerate(self.documents)}
        return sorted(statements, key=lambda s: min(((order.get(p.document, -1), p.start) for p in s.passages),
                                                    default=(-1, 0)))  # fmt: skip

    def _label(self, letter: str, records: Iterable[Any], title: Any) -> None:
        for n, record in enumerate(records, 1):
            self.refs[record.id] = Ref(f"{letter}{n}", f"{letter.lower()}{n}", title(record))

    def _mark(self, carrier: Statement | Event) -> None:
        ref = self.refs[carrier.id]
        for n, passage in enumerate(carrier.passages, 1):
            document = self.documents.get(passage.document)
            if document is None or document.text[passage.start : passage.end] != passage.text or not passage.text:
                self.mismatched += 1
                continue
            if not passage.text.strip():
                continue
            place = f"{ref.anchor}-text" + (f"-{n}" if n > 1 else "")
            start = passage.start + len(passage.text) - len(passage.text.lstrip())
            self._marks.setdefault(document.id, []).append(_Mark(start, passage.end, ref, place))
            self._places[(document.id, passage.start, passage.end, carrier.id)] = place

    def ref(self, key: str) -> Ref:
        """The link for an id or a key; what is unknown leads to what the report rests on."""
        if key in self.refs:
            return self.refs[key]
        head = key.split(":", 1)[0]
        if head in ("response", "responses") and (found := self._response(key)):
            return found
        anchor = SECTIONS.get(head, "rests")
        return Ref(head.replace("_", " ") if anchor != "rests" else key, anchor)

    def _response(self, key: str) -> Ref | None:
        """The response a key such as `response:ISR-AZE:conflict` names: by tie and measure."""
        parts = set(key.replace(":", "-").split("-")[1:])
        for response, ref in zip(self.analysis.responses, self.responses, strict=True):
            own = {*response.tie, response.measure.value}
            if parts and own <= parts <= own | set(response.between):
                return ref
        return None

    def links(self, keys: Iterable[str]) -> tuple[Ref, ...]:
        """Links for `keys`; of many the first, and how many more there are, which leads to where they stand."""
        listed = list(dict.fromkeys(keys))
        shown = tuple(dict.fromkeys(self.ref(key) for key in listed[:FEW]))
        if len(listed) <= FEW:
            return shown
        kind = "statements" if listed[FEW] in self.statements else "events" if listed[FEW] in self.events else "rests"
        return (*shown, Ref(f"and {len(listed) - FEW:,} more", kind))

    @cached_property
    def large(self) -> bool:
        """Whether there is more than tables can hold: then every coded item stands with its document."""
        return len(self.statements) + len(self.events) > LARGE

    def at(self, anchor: str) -> Statement | None:
        """The statement that stands at an anchor."""
        return self._at.get(anchor)

    @cached_property
    def _at(self) -> dict[str, Statement]:
        return {self.refs[key].anchor: statement for key, statement in self.statements.items()}

    def coded_in(self, document: Document) -> list[Statement | Event]:
        """What is coded in `document`, each item with the first document of its passages, in the order of the text."""
        return self._coded.get(document.id, [])

    @cached_property
    def _coded(self) -> dict[str, list[Statement | Event]]:
        found: dict[str, list[tuple[int, Statement | Event]]] = {}
        carriers: list[Statement | Event] = [*self.statements.values(), *self.events.values()]
        for carrier in carriers:
            if carrier.passages:
                first = carrier.passages[0]
                found.setdefault(first.document, []).append((first.start, carrier))
        return {doc: [item for _, item in sorted(items, key=lambda pair: pair[0])] for doc, items in found.items()}

    def quotes(self, key: str) -> tuple[Quote, ...]:
        """The passages of a statement or event, in their context, with whose words they are."""
        carrier = self.statements.get(key) or self.events.get(key)
        if carrier is None:
            return ()
        return tuple(q for p in carrier.passages if (q := self.quote(p, self.whose(carrier), key)))

    def quote(self, passage: Passage, whose: str, key: str = "") -> Quote | None:
        document = self.documents.get(passage.document)
        if document is None:
            return None
        fits = document.text[passage.start : passage.end] == passage.text
        before = document.text[max(0, passage.start - CONTEXT) : passage.start] if fits else ""
        after = document.text[passage.end : passage.end + CONTEXT] if fits else ""
        if passage.start > CONTEXT and fits:
            before = "…" + before[before.find(" ") + 1 :]
        if passage.end + CONTEXT < len(document.text) and fits:
            after = after[: after.rfind(" ")] + " …" if " " in after else after + "…"
        place = self._places.get((document.id, passage.start, passage.end, key), "")
        if not place and passage.text.strip() and fits:
            place = self.paragraph_at(document, passage.end - len(passage.text.lstrip()))
        return Quote(before, passage.text, after, whose, self.refs[document.id], document, place, passage)

    def whose(self, carrier: Statement | Event) -> str:
        """Whose words these are: the speaker of a statement, the reporters of an event."""
        if isinstance(carrier, Statement):
            return attribution(carrier)
        said = [f"{self.asserter(by)} ({voice_words(by.voice)})" for by in carrier.reported_by]
        return "reported by " + joined(list(dict.fromkeys(said))) if said else "the document"

    def asserter(self, by: Any) -> str:
        """The name to show for one who asserts, as its statement's speaker is shown where it has one."""
        statement = self.statements.get(by.statement or "")
        return speaker_name(statement.speaker) if statement else str(by.name)

    def paragraph_at(self, document: Document, offset: int) -> str:
        n = document.text[:offset].count("\n")
        return f"{self.refs[document.id].anchor}-p{n + 1}"

    def full_text(self, document: Document) -> tuple[Paragraph, ...]:
        """The whole text in paragraphs, cut at every mark so that nothing overlaps."""
        marks = self._marks.get(document.id, [])
        cuts = {0, len(document.text)} | {m.start for m in marks} | {m.end for m in marks}
        paragraphs, start = [], 0
        for n, line in enumerate(document.text.split("\n"), 1):
            end = start + len(line)
            if line.strip():
                points = sorted({start, end} | {c for c in cuts if start < c < end})
                segments = tuple(_segment(document.text, a, b, marks) for a, b in pairwise(points))
                paragraphs.append(Paragraph(f"{self.refs[document.id].anchor}-p{n}", segments))
            start = end + 1
        return tuple(paragraphs)


def _segment(text: str, start: int, end: int, marks: list[_Mark]) -> Segment:
    inside = tuple(m.ref for m in marks if m.start <= start and end <= m.end)
    begins = tuple(Ref(m.ref.label, m.place, m.ref.anchor) for m in marks if m.start == start)
    return Segment(text[start:end], inside, begins)


def _counting(items: Sized) -> range:
    return range(1, len(items) + 1)


def same_actor(actor: Actor, other: Actor) -> bool:
    """Whether both are one actor, or the first belongs to the state that the second is."""
    if other.code and other.code in (actor.code, actor.state):
        return True
    return actor.name == other.name


def event_title(event: Event) -> str:
    """`COERCE: Ostrand to Veldora`."""
    parties = [actor.name for actor in (event.source, event.target) if actor]
    return f"{event.type.value}: {' to '.join(parties)}" if parties else event.type.value
