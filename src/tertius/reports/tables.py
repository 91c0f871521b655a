"""Tables as data, which HTML and Markdown both print: events, ties, predictions, documents, data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tertius.records import Asserter, DataSource, Demand, Document, Event, Prediction, Tension, Tie
from tertius.reports.evidence import Evidence, Quote, Ref
from tertius.reports.wording import actor_name, date, interval, number, published, sign, speaker_name, voice_words

__all__ = ["Cell", "Row", "Table", "data", "demands", "documents", "events", "predictions", "tension", "ties"]

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True)
class Cell:
    """One cell: text of the system's own, or words of a document (`quoted`), with what it points to."""

    text: str = ""
    quoted: bool = False
    refs: tuple[Ref, ...] = ()
    quotes: tuple[Quote, ...] = ()  # passages that open in place
    note: str = ""
    lead: str = ""  # words before `refs`
    sort: str = ""
    kind: str = ""  # number, voice, thin, url


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Table:
    """Columns and rows with a caption; the first cell of each row is its header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    anchor: str = ""
    note: str = ""


def n(value: float | None) -> Cell:
    """A cell that holds a number."""
    return Cell(number(value), kind="number")


def events(evidence: Evidence, items: Iterable[Event], caption: str, anchor: str = "") -> Table:
    """Events by date, the undated last, each with its passages and who reported it."""
    dated = sorted(items, key=lambda e: (_day(e) is None, _day(e) or "", evidence.ref(e.id).label))
    columns = ("No.", "When", "Who did what to whom", "Status", "Reported by", "Passage")
    return Table(caption, columns, tuple(_event(evidence, e) for e in dated), anchor)


def _day(event: Event) -> str | None:
    day = (event.when.start or event.when.end) if event.when else None
    return day.isoformat() if day else None


def _event(evidence: Evidence, event: Event) -> Row:
    ref = evidence.ref(event.id)
    parties = f"{actor_name(event.source)} → {actor_name(event.target)}"
    type_ = event.type.value + (f" ({event.mode})" if event.mode else "")
    extras = [QUADS.get(event.quad, ""), f"CAMEO {event.cameo}" if event.cameo else "",
              f"Goldstein {number(event.goldstein)}" if event.goldstein is not None else "",
              ", ".join(event.contexts), place(event)]  # fmt: skip
    stories = f"{event.stories} independent {'story' if event.stories == 1 else 'stories'}"
    return Row(
        (
            Cell(ref.label),
            Cell(interval(event.when), sort=_day(event) or "9999"),
            Cell(f"{type_}: {parties}", note="; ".join(e for e in extras if e)),
            Cell(event.status.value, note=reviewed(event.review.value)),
            Cell(reporters(evidence, event.reported_by), refs=_said(evidence, event.reported_by), note=stories),
            Cell(" … ".join(p.text for p in event.passages), quoted=True, quotes=evidence.quotes(event.id)),
        ),
        ref.anchor,
    )


def reviewed(state: str) -> str:
    return "" if state == "unreviewed" else f"{state} on review"


def place(event: Event) -> str:
    """The place as the source spells it, with the other names in use, each once."""
    if event.place is None:
        return ""
    name = event.place.spelling or event.place.name
    others = [other for other in (event.place.name, *event.place.also) if other != name] if event.place.also else []
    return name + (f" (also {', '.join(others)})" if others else "")


def reporters(evidence: Evidence, by: Iterable[Asserter]) -> str:
    said = dict.fromkeys(f"{evidence.asserter(one)} ({voice_words(one.voice)})" for one in by)
    return "; ".join(said) or "not attributed"


def _said(evidence: Evidence, by: Iterable[Asserter]) -> tuple[Ref, ...]:
    return evidence.links(key for one in by if (key := one.statement or one.document))


def ties(evidence: Evidence, items: Iterable[Tie]) -> Table:
    """Ties with sign, dates and who asserts them; an override with reason and source."""
    columns = ("No.", "Between", "Relation", "Sign", "Since, until", "Who asserts it", "Passage, reason or source")
    rows = []
    for i, tie in enumerate(items, 1):
        span = " to ".join(date(day) if day else "…" for day in (tie.since, tie.until))
        why = "; ".join(f"{word}: {text}" for word, text in (("reason", tie.reason), ("source", tie.source)) if text)
        by = f"{evidence.asserter(tie.by)} ({voice_words(tie.by.voice)})" if tie.by.voice else tie.by.name
        whose = f"tie asserted by {by}"
        quotes = tuple(q for p in tie.passages if (q := evidence.quote(p, whose, tie.by.statement or "")))
        cells = (
            Cell(f"T{i}"),
            Cell(f"{actor_name(tie.a)} – {actor_name(tie.b)}"),
            Cell(tie.relation.value),
            Cell(sign(tie.sign)),
            Cell(span if tie.since or tie.until else "not dated", sort=tie.since.isoformat() if tie.since else ""),
            Cell(by, refs=_said(evidence, (tie.by,))),
            Cell(why, quotes=quotes),
        )
        rows.append(Row(cells, f"t{i}"))
    return Table("Ties on record, signed and sourced", columns, tuple(rows), "ties-table")


def predictions(evidence: Evidence, items: Iterable[Prediction]) -> Table:
    """Predictions with horizon and what settles them, or why nothing can."""
    columns = ("No.", "Who predicts", "What", "Horizon", "What would settle it", "Status")
    rows = []
    for i, item in enumerate(items, 1):
        terms = [("subject", item.subject), ("direction", item.direction), ("condition", item.condition)]
        note = "; ".join(f"{word}: {text}" for word, text in terms if text)
        hedge = f"hedge: “{item.hedge}”" if item.hedge else ""
        cells = (
            Cell(f"P{i}"),
            Cell(speaker_name(item.by), note=_who(item.by.role, voice_words(item.voice))),
            Cell(item.text, quoted=True, refs=evidence.links([item.statement]), note="; ".join(x for x in (note, hedge) if x),
                 quotes=evidence.quotes(item.statement)),
            Cell(interval(item.horizon) if item.horizon else "none stated"),
            Cell(item.settles_by or f"nothing can: {item.because or 'no reason recorded'}"),
            Cell(item.status.value),
        )  # fmt: skip
        rows.append(Row(cells, f"p{i}"))
    return Table("Predictions by others; none is tertius's own", columns, tuple(rows), "predictions-table")


def _who(role: str | None, voice: str) -> str:
    return f"{role}; {voice}" if role else voice


def demands(evidence: Evidence, items: Iterable[Demand]) -> Table:
    columns = ("No.", "Who urges", "Whom", "What")
    rows = []
    for i, item in enumerate(items, 1):
        said = Cell(
            item.text, quoted=True, refs=evidence.links([item.statement]), quotes=evidence.quotes(item.statement)
        )
        who = Cell(speaker_name(item.by), note=_who(item.by.role, voice_words(item.voice)))
        whom = actor_name(item.addressee) if item.addressee else "addressee not stated"
        rows.append(Row((Cell(f"M{i}"), who, Cell(whom), said), f"m{i}"))
    return Table("Demands: what someone urges whom to do", columns, tuple(rows), "demands-table")


def documents(
    evidence: Evidence, items: Iterable[Document], caption: str = "Documents", anchor: str = "documents-table"
) -> Table:
    """Documents with date and its basis, publisher, reprints, and the constructed stamp."""
    columns = ("No.", "Title", "Published", "By", "Address", "Notes")
    rows = []
    for doc in items:
        ref = evidence.ref(doc.id)
        by = ", ".join(x for x in (doc.byline, doc.publisher) if x) or "not known"
        when = published(doc.published)
        day = doc.published.start.isoformat() if doc.published else ""
        cells = (
            Cell(ref.label),
            Cell(doc.title, quoted=True, refs=(Ref("full text", f"{ref.anchor}-full"),)),
            Cell(when, sort=day),
            Cell(by),
            Cell(doc.url or "none", kind="url"),
            Cell(document_notes(evidence, doc)),
        )
        rows.append(Row(cells, ref.anchor))
    return Table(caption, columns, tuple(rows), anchor)


def document_notes(evidence: Evidence, doc: Document) -> str:
    notes = []
    if doc.constructed:
        notes.append("CONSTRUCTED: written for this case, published nowhere, no confirmation of anything")
    if doc.reprint_of:
        first = evidence.documents.get(doc.reprint_of)
        notes.append(f"reprint of {evidence.ref(doc.reprint_of).label if first else doc.reprint_of}, no second source")
    if doc.language:
        notes.append(f"language {doc.language}")
    if doc.retrieved:
        notes.append(f"retrieved {date(doc.retrieved)}")
    return "; ".join(notes)


def data(items: Iterable[DataSource]) -> Table:
    """Data sets with citation, terms, version and access date."""
    columns = ("Data", "Citation", "Terms", "Version and access", "Covers")
    rows = []
    for item in items:
        access = f"accessed {date(item.accessed)}" if item.accessed else "access date not recorded"
        covers = " to ".join(date(day) if day else "…" for day in (item.first, item.last))
        size = f"{item.rows:,} rows" if item.rows is not None else ""
        stale = f"STALE: {item.stale}" if item.stale else ""
        hashed = f"SHA-256 {item.sha256}" if item.sha256 else ""
        cells = (
            Cell(item.name, note=item.origin if item.origin != item.name else ""),
            Cell(item.citation),
            Cell(item.terms),
            Cell(f"{item.version or 'version not recorded'}, {access}", note=hashed),
            Cell(covers if item.first or item.last else "not recorded", note="; ".join(x for x in (size, stale) if x)),
        )
        rows.append(Row(cells))
    return Table("Data, with citation and terms", columns, tuple(rows), "data-table")


def tension(item: Tension) -> Table:
    """Every period of the chart; a missing period says so."""
    turns = {change.start: change.direction for change in item.changes}
    rows = tuple(
        Row(
            (
                Cell(value.start.isoformat()),
                n(value.value) if value.value is not None else Cell("missing"),
                n(value.percentile),
                Cell(turns.get(value.start, "")),
            )
        )
        for value in item.values
    )
    columns = (f"{item.period.capitalize()} from", f"{item.measure} ({item.unit})", "Percentile", "Change")
    return Table(f"Tension of {' and '.join(item.dyad)}, by {item.period}", columns, rows)
