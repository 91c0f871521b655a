"""Documents, passages, and what is found in them."""

from __future__ import annotations

import datetime as dt

from tertius.records._base import Record
from tertius.records._words import (
    ActorKind,
    Credibility,
    DateBasis,
    EventStatus,
    EventType,
    Form,
    Kind,
    Polarity,
    Precision,
    PredictionStatus,
    Relation,
    Reliability,
    Review,
    Voice,
)

_NO_STATE = frozenset({"MED", "NGO", "IGO", "MNC", "REB", "CVL", "GOV", "MIL", "REL", "BUS", "EDU", "INT", "ALQ"})
"""Three-letter heads of codes that are of a sector or a group at large, and of no state."""


class Actor(Record, frozen=True, kw_only=True):
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
        head, _, sector = (self.code or "").partition(".")
        if len(head) != 3 or head in _NO_STATE:
            return None
        return head if sector or self.kind in (ActorKind.STATE, ActorKind.PEOPLE) else None


class When(Record, frozen=True, kw_only=True):
    """A closed interval of days; None on a side means unbounded there."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision


class Place(Record, frozen=True, kw_only=True):
    """A place; `spelling` is the source's own, `also` the other side's where two differ."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    spelling: str | None = None
    also: tuple[str, ...] = ()


class Published(Record, frozen=True, kw_only=True):
    """When a document appeared, and how that is known."""

    start: dt.date
    end: dt.date
    precision: Precision
    basis: DateBasis
    because: str = ""

    @property
    def day(self) -> dt.date:
        """The one day to reckon from: the start of a stated date, the end of an inferred interval (its sure bound)."""
        return self.end if self.basis == DateBasis.INFERRED else self.start


class Document(Record, frozen=True, kw_only=True):
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


class NotCoded(Record, frozen=True, kw_only=True):
    """A document over which coding failed: nothing of what it says is in the answer. A later run tries it again."""

    document: str
    reason: str


class Passage(Record, frozen=True, kw_only=True):
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


class Speaker(Record, frozen=True, kw_only=True):
    """Who speaks. `described` holds the words used for a nameless source, never a guess at who it is."""

    name: str
    role: str | None = None
    actor: Actor | None = None
    described: str | None = None
    interest: str | None = None  # only as stated in the text


class Causal(Record, frozen=True, kw_only=True):
    """What a causal statement says leads to what.

    `sign` is +1 where the effect is a rise, a gain or two drawing closer, -1 where it is a fall, a loss or two driven
    apart, 0 where it merely happens. `draws` is of ties alone: +1 closer, -1 apart, 0 neither.
    """

    cause: str
    effect: str
    sign: int
    draws: int = 0


class Statement(Record, frozen=True, kw_only=True):
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
    accused: tuple[Actor, ...] = ()  # of an accusation: against whom it is made
    causal: Causal | None = None
    contested_with: tuple[str, ...] = ()
    may_be_same_speaker: tuple[str, ...] = ()  # statements whose nameless source may be this one
    said: Published | None = None  # the date of the document it stands in
    stories: int = 1  # independent stories in which somebody says the same, its own among them
    constructed: bool = False
    reliability: Reliability = Reliability.CANNOT_BE_JUDGED  # of the source; raised by a user alone, with a reason
    credibility: Credibility = Credibility.CANNOT_BE_JUDGED  # of the information; likewise
    review: Review = Review.UNREVIEWED


class Asserter(Record, frozen=True, kw_only=True):
    """Who stands behind an event, a tie or a link: a speaker in a document, a data set, or the case file."""

    name: str
    voice: Voice | None = None
    document: str | None = None
    statement: str | None = None


class Event(Record, frozen=True, kw_only=True):
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
    reliability: Reliability = Reliability.CANNOT_BE_JUDGED  # of the source; raised by a user alone, with a reason
    credibility: Credibility = Credibility.CANNOT_BE_JUDGED  # of the information; likewise
    review: Review = Review.UNREVIEWED


class Tie(Record, frozen=True, kw_only=True):
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
    reliability: Reliability = Reliability.CANNOT_BE_JUDGED  # of the source; raised by a user alone, with a reason
    credibility: Credibility = Credibility.CANNOT_BE_JUDGED  # of the information; likewise
    review: Review = Review.UNREVIEWED


class Balance(Record, frozen=True, kw_only=True):
    """Signs of A-B, B-C and A-C and whether their product is positive (Heider; Cartwright and Harary)."""

    signs: dict[str, int | None]  # "AZE-IRN": -1
    balanced: bool | None
    because: str


class Prediction(Record, frozen=True, kw_only=True):
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
    review: Review = Review.UNREVIEWED


class Demand(Record, frozen=True, kw_only=True):
    statement: str
    by: Speaker
    voice: Voice
    addressee: Actor | None
    text: str
    passages: tuple[Passage, ...] = ()
    review: Review = Review.UNREVIEWED


class AbsentVoice(Record, frozen=True, kw_only=True):
    """An actor accused in these documents and not heard in them."""

    actor: Actor
    accused_in: tuple[str, ...]  # statement ids
    documents: int
    languages: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    text: str
