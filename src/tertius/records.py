"""The nouns that every stage shares: frozen, typed, cheap to serialise.

Each noun is a `msgspec.Struct`; `json_schema()` makes the JSON Schema of `analysis.json` from them,
so the schema cannot drift from the code. Ids are derived from content (`content_id`): coding the
same text twice gives the same ids. Offsets are Unicode code points of `Document.text`; an interval
of characters is half open, an interval of dates is closed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from enum import StrEnum
from typing import Any

import msgspec

__all__ = [
    "AbsentVoice", "Actor", "ActorKind", "Analysis", "Asserter", "Balance", "BottomLine", "CaseRecord",
    "Causal", "ChangePoint", "Channel", "Computation", "CumulativeResponse", "DataSource", "DateBasis",
    "Demand", "Document", "Event", "EventStatus", "EventType", "Form", "Hindsight", "Kind", "LeftOut",
    "Measure", "Passage", "Place", "Polarity", "Precision", "Prediction", "PredictionStatus",
    "Published", "Relation", "Response", "Review", "Sentence", "Speaker", "Specification", "Statement",
    "Tension", "TensionValue", "Tie", "Verdict", "Voice", "When",
    "content_id", "json_schema", "to_builtins",
]  # fmt: skip

SCHEMA_VERSION = 1


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all nouns."""


# --- words with a fixed meaning ---------------------------------------------------------------


class Precision(StrEnum):
    """How exactly a date interval is known."""

    DAY = "day"
    RANGE = "range"  # several named days: "between 5-8 October"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"  # years: "for 30 years", "since the 1990s"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """Where a document's date comes from."""

    METADATA = "metadata"
    TEXT = "text"
    INFERRED = "inferred"  # only bounded, by a date that the text sets in its future


class ActorKind(StrEnum):
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    PERSON = "person"
    PEOPLE = "people"


class Voice(StrEnum):
    """Whose voice a statement is; `voice_rank` gives the precedence where several fit."""

    RELAYED = "relayed"
    ANONYMOUS = "anonymous"
    OFFICIAL = "official"
    MEDIA = "media"
    NAMED = "named"
    AUTHOR = "author"
    EYEWITNESS = "eyewitness"


class Form(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Kind(StrEnum):
    """What a statement does; several may hold."""

    EVENT = "event"
    FACTUAL = "factual"
    CAUSAL = "causal"
    ATTITUDE = "attitude"
    ACCUSATION = "accusation"
    NORMATIVE = "normative"
    THREAT = "threat"
    PREDICTION = "prediction"


class Polarity(StrEnum):
    AFFIRMED = "affirmed"
    NEGATED = "negated"


class EventType(StrEnum):
    """PLOVER 0.8's event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class EventStatus(StrEnum):
    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    CLAIMED = "claimed"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Relation(StrEnum):
    ALLY = "ally"
    ADVERSARY = "adversary"
    ARMS = "arms"
    KIN = "kin"
    BORDER = "border"
    PROXY = "proxy"
    OCCUPIES = "occupies"
    MEDIATES = "mediates"
    TRADE = "trade"
    TRANSIT = "transit"
    ESTRANGED = "estranged"


class Measure(StrEnum):
    CONFLICT = "conflict"
    COOPERATION = "cooperation"


class Verdict(StrEnum):
    """What a response says about C's tie; never read off h = 0."""

    CLOSER = "closer"
    APART = "apart"
    MIXED = "mixed"
    NONE_DETECTED = "none detected"
    UNDERPOWERED = "underpowered"
    NOT_COMPUTABLE = "not computable"


class PredictionStatus(StrEnum):
    OPEN = "open"
    UNSETTLEABLE = "unsettleable"
    CAME_TRUE = "came true"
    DID_NOT = "did not"
    MIXED = "mixed"


class Review(StrEnum):
    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


# --- who, when, where -------------------------------------------------------------------------


class Actor(Record, kw_only=True):
    """Someone who acts or speaks.

    `code` is ISO 3166 alpha-3 for a state, `IRN.GOV` style for a sector or office of one, a name of
    three letters or more for an organisation (`NATO`), or None where nothing is on record.
    """

    name: str
    code: str | None
    kind: ActorKind

    @property
    def state(self) -> str | None:
        """Alpha-3 code of the state it is or belongs to, or None."""
        head = (self.code or "").split(".")[0]
        return head if self.code and len(head) == 3 and (self.kind == ActorKind.STATE or "." in self.code) else None


class When(Record, kw_only=True):
    """A closed interval of days; None on a side means unbounded there."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision


class Place(Record, kw_only=True):
    """A place; `spelling` is the source's own, `also` the other side's where two differ."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    spelling: str | None = None
    also: tuple[str, ...] = ()


class Published(Record, kw_only=True):
    """When a document appeared, and how that is known."""

    start: dt.date
    end: dt.date
    precision: Precision
    basis: DateBasis
    because: str = ""


# --- documents --------------------------------------------------------------------------------


class Document(Record, kw_only=True):
    """One text with what is known of it. `id` is the hash of its canonical text."""

    id: str
    title: str
    text: str
    published: Published | None = None
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    reprint_of: str | None = None  # a document's id, or the name of the outlet it first stood in
    language: str | None = None
    retrieved: dt.date | None = None
    path: str | None = None
    confidential: bool = False
    constructed: bool = False


class Passage(Record, kw_only=True):
    """The unit of provenance: `text == document.text[start:end]`."""

    document: str
    start: int
    end: int
    text: str

    @classmethod
    def of(cls, document: Document, start: int, end: int) -> Passage:
        """The passage of `document` from `start` to `end`, white space at the edges left out."""
        piece = document.text[start:end]
        start += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        return cls(document=document.id, start=start, end=start + len(piece), text=piece)


# --- who says what ----------------------------------------------------------------------------


class Speaker(Record, kw_only=True):
    """Who speaks. `described` holds the words used for a nameless source, never a guess at who it is."""

    name: str
    role: str | None = None
    actor: Actor | None = None
    described: str | None = None
    interest: str | None = None  # only as stated in the text


class Causal(Record, kw_only=True):
    """What a causal statement says leads to what; `sign` is +1 (brings closer, raises), -1, or 0 (not said)."""

    cause: str
    effect: str
    sign: int


class Statement(Record, kw_only=True):
    """Something said, with who says it and in which voice."""

    id: str
    speaker: Speaker
    voice: Voice
    relay: tuple[Speaker, ...] = ()  # outermost relayer first
    cue: Passage | None = None
    form: Form
    kinds: tuple[Kind, ...]
    polarity: Polarity = Polarity.AFFIRMED
    hedge: str | None = None  # verbatim
    passages: tuple[Passage, ...]  # the content spans, nothing wider
    about: tuple[Actor, ...] = ()
    causal: Causal | None = None
    contested_with: tuple[str, ...] = ()
    may_be_same_speaker: tuple[str, ...] = ()  # statements whose nameless source may be this one
    said: Published | None = None  # the date of the document it stands in
    constructed: bool = False
    review: Review = Review.UNREVIEWED


class Asserter(Record, kw_only=True):
    """Who stands behind an event, a tie or a link: a speaker in a document, a data set, or the case file."""

    name: str
    voice: Voice | None = None
    document: str | None = None
    statement: str | None = None


class Event(Record, kw_only=True):
    """Who did what to whom, when and where, as coded from text."""

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad: int
    goldstein: float | None = None
    source: Actor | None = None
    target: Actor | None = None
    when: When | None = None
    place: Place | None = None
    status: EventStatus
    passages: tuple[Passage, ...]
    reported_by: tuple[Asserter, ...] = ()
    because: tuple[str, ...] = ()  # the words and rules, or weights, that made the code
    stories: int = 1  # independent stories that carry it; reprints add none
    review: Review = Review.UNREVIEWED


class Tie(Record, kw_only=True):
    """A signed relation between two actors, with who asserts it."""

    a: Actor
    b: Actor
    relation: Relation
    sign: int  # +1, -1, or 0 where the relation has none of itself (a border)
    since: dt.date | None = None
    until: dt.date | None = None
    by: Asserter
    passages: tuple[Passage, ...] = ()
    reason: str | None = None  # of an override
    source: str | None = None  # of an override or a structural record


class Balance(Record, kw_only=True):
    """Signs of A-B, B-C and A-C and whether their product is positive (Heider; Cartwright and Harary)."""

    signs: dict[str, int | None]  # "AZE-IRN": -1
    balanced: bool | None
    because: str


class Prediction(Record, kw_only=True):
    statement: str
    by: Speaker
    voice: Voice
    text: str
    subject: str | None
    direction: str | None = None
    hedge: str | None = None
    horizon: When | None = None
    condition: str | None = None
    settles_by: str | None = None
    because: str | None = None  # why nothing can settle it
    status: PredictionStatus = PredictionStatus.OPEN
    passages: tuple[Passage, ...] = ()


class Demand(Record, kw_only=True):
    statement: str
    by: Speaker
    voice: Voice
    addressee: Actor | None
    text: str
    passages: tuple[Passage, ...] = ()


class AbsentVoice(Record, kw_only=True):
    """An actor accused in these documents and not heard in them."""

    actor: Actor
    accused_in: tuple[str, ...]  # statement ids
    documents: int
    languages: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    text: str


# --- numbers ----------------------------------------------------------------------------------


class DataSource(Record, kw_only=True):
    """A data set or document collection that an answer rests on, with its terms."""

    name: str
    origin: str
    citation: str
    terms: str
    version: str | None = None
    accessed: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    rows: int | None = None
    stale: str | None = None  # why it is stale for this cut-off
    sha256: str | None = None


class TensionValue(Record, kw_only=True):
    start: dt.date
    value: float | None  # None: the period is missing, which is not zero
    percentile: float | None = None  # against the dyad's own past only, 0 to 100


class ChangePoint(Record, kw_only=True):
    start: dt.date
    direction: str  # "up" or "down"
    size: float | None = None


class Tension(Record, kw_only=True):
    """Dated values for a pair, how they were made, and when they changed."""

    dyad: tuple[str, str]
    period: str  # day, week, month
    measure: str
    unit: str
    values: tuple[TensionValue, ...] = ()
    changes: tuple[ChangePoint, ...] = ()
    false_alarms: str | None = None  # the stated rate of the change-point rule
    level: float | None = None
    percentile: float | None = None
    because: str | None = None  # why it is not computable
    caveats: tuple[str, ...] = ()
    source: DataSource | None = None


class CumulativeResponse(Record, kw_only=True):
    horizons: tuple[int, int]
    estimate: float
    low: float
    high: float


class Specification(Record, kw_only=True):
    """The same response under another set of controls, shown beside the main one."""

    name: str
    estimate: list[float]
    low: list[float]
    high: list[float]
    z_placebo: list[float]


class LeftOut(Record, kw_only=True):
    dyad: tuple[str, str]
    reason: str


class Computation(Record, kw_only=True):
    """Where a response comes from: enough to recompute it."""

    origin: str
    citation: str
    computed: dt.date
    cutoff: dt.date
    window: tuple[dt.date, dt.date] | None
    command: str
    versions: dict[str, str]
    input_sha256: str | None
    frequency: str
    lags: int
    transform: str
    stored: bool = False
    stale: str | None = None


class Response(Record, kw_only=True):
    """What C's tie did after an A-B shock, per horizon in periods. Lists are None where not computable."""

    between: tuple[str, str]
    tie: tuple[str, str]
    measure: Measure
    horizons: list[int]
    estimate: list[float] | None = None
    low: list[float] | None = None  # pointwise 90%, placebo calibrated
    high: list[float] | None = None
    band_low: list[float] | None = None  # simultaneous (sup-t) 90% over h, placebo calibrated
    band_high: list[float] | None = None
    z: list[float] | None = None
    z_placebo: list[float] | None = None
    placebos: int = 0
    placebo_dyads: tuple[str, ...] = ()
    placebo_z: list[list[float]] | None = None  # per placebo dyad, per horizon
    left_out: tuple[LeftOut, ...] = ()
    n: int = 0
    unit: str = ""
    p_familywise: float | None = None
    looks: int = 0
    minimum_detectable: list[float] | None = None
    largest_seen: float | None = None
    cumulative: CumulativeResponse | None = None
    variance_share: list[float] | None = None
    without_controls: Specification | None = None
    verdict: Verdict
    because: str
    computation: Computation | None = None


class Channel(Record, kw_only=True):
    """One way in which A-B tension may reach C."""

    name: str
    chain: tuple[str, ...]  # causes in order, each a short clause
    sign: int | None  # what it predicts for C's tie; None: not said
    tie: tuple[str, str] | None
    basis: tuple[str, ...]  # the ties on record that open it, in words
    literature: str | None
    statements: tuple[str, ...] = ()
    voices: dict[str, int] = {}
    agreement: str  # how the response of that tie compares, or why nothing can be said


# --- the answer -------------------------------------------------------------------------------


class Sentence(Record, kw_only=True):
    """A sentence of the system's own, with what it rests on (ids of statements or events, or keys)."""

    text: str
    rests_on: tuple[str, ...]
    role: str  # effect, ways, likelihood, confidence, voices, would change, caveat


class BottomLine(Record, kw_only=True):
    sentences: tuple[Sentence, ...]
    verdict: Verdict
    likelihood: str | None  # one of ICD 203's seven, or None: no estimate
    rate: str | None  # the rate and n behind a likelihood word
    confidence: str
    reasons: tuple[str, ...]
    voices: dict[str, int]


class CaseRecord(Record, kw_only=True):
    """The question as it was asked, with every name resolved."""

    title: str
    between: tuple[Actor, Actor]
    on: Actor
    until: dt.date
    until_basis: str  # given, newest document, inferred
    until_because: str
    documents: tuple[str, ...]
    histories: tuple[str, ...]
    responses: tuple[str, ...]
    overrides: int
    constructed: bool = False
    later_documents: tuple[str, ...] = ()  # published after the cut-off and left out


class Hindsight(Record, kw_only=True):
    """What came after the cut-off: kept apart, and no part of any judgement."""

    tension: Tension | None = None
    documents: tuple[Document, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()


class Analysis(Record, kw_only=True):
    """All of it, for one case. `tertius.analysis` adds the ways to write it out."""

    case: CaseRecord
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    ties: tuple[Tie, ...]
    predictions: tuple[Prediction, ...]
    demands: tuple[Demand, ...]
    tension: Tension
    responses: tuple[Response, ...]
    channels: tuple[Channel, ...]
    bottom_line: BottomLine
    absent_voices: tuple[AbsentVoice, ...]
    sources: tuple[DataSource, ...]
    limits: tuple[str, ...]
    versions: dict[str, str]
    balance: Balance
    hindsight: Hindsight | None = None


# --- ids, JSON --------------------------------------------------------------------------------


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on nothing but `parts`: `prefix-` and 16 hex digits of their SHA-256."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{prefix}-{digest[:16]}"


def to_builtins(record: Any) -> Any:
    """`record` as dicts, lists, strings and numbers, ready for any JSON writer."""
    return msgspec.to_builtins(record)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `analysis.json`."""
    schema = msgspec.json.schema(Analysis)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "tertius analysis",
            "version": SCHEMA_VERSION} | schema  # fmt: skip
