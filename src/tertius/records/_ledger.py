"""The record, the ledger of predictions, and checks of statements against the record."""

from __future__ import annotations

import datetime as dt

from tertius.records._base import Record
from tertius.records._texts import Actor, Passage, Speaker, When
from tertius.records._words import CheckResult, EntryStatus, EventType, FactKind, Origin, Outcome, Settler, Voice


class Version(Record, frozen=True, kw_only=True):
    """One side's version of a fact. `low` and `high` bound the number it gives, in the unit of the fact."""

    by: str
    text: str
    source: str | None = None
    low: float | None = None
    high: float | None = None


class Fact(Record, frozen=True, kw_only=True):
    """A dated and sourced line of the record, with each side's version where they differ.

    Which fields are used depends on `kind`: an act has `actors`, `type` and `moved`; a number `unit` and versions
    with numbers; an office `person` and `office`, held for the first actor; a wording `absent`; what is told of a
    person, `person`. `topic` holds the words by which a statement is known to speak of the matter, each with its
    alternatives ("share|part").
    """

    id: str
    kind: FactKind
    claim: str
    when: When | None = None
    actors: tuple[Actor, ...] = ()
    type: EventType | None = None
    moved: str | None = None  # "closer" or "apart": which way the act moved the tie of the first two actors
    topic: tuple[str, ...] = ()
    unit: str | None = None
    person: str | None = None
    office: str | None = None
    absent: tuple[str, ...] = ()  # words that the document does not hold
    place: str | None = None
    reverses: str | None = None  # the id of the act that this one undid
    versions: tuple[Version, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether more than one version is on record."""
        return len(self.versions) > 1

    @property
    def known(self) -> dt.date | None:
        """The first day on which it could be known: the end of its interval; None for what has no date."""
        return self.when.end or self.when.start if self.when else None


class Threshold(Record, frozen=True, kw_only=True):
    """What has to be seen for a prediction to come true.

    `kind` is `act` (an event of one of `types` from `actors[0]`, towards `actors[1]` where there are two), `tie` (the
    tie of two actors moves in `direction`), or `number` (`measure` of the two actors, forecast as quantiles).
    """

    kind: str
    text: str
    actors: tuple[Actor, ...] = ()
    types: tuple[EventType, ...] = ()
    quads: tuple[int, ...] = ()
    direction: str | None = None
    mutual: bool = False  # either may act towards the other
    negated: bool = False  # it is predicted not to be seen
    words: tuple[str, ...] = ()  # words of the prediction that a fact of the record has to share
    measure: str | None = None
    of_history: bool = False  # it is about what the event history will hold, not about the world


class SettlingEvent(Record, frozen=True, kw_only=True):
    """An event of a history that a settlement rests on, as its source has it."""

    day: dt.date
    source: str
    target: str
    code: str | None
    id: str | None = None


class Settlement(Record, frozen=True, kw_only=True):
    """Who settled an entry, how, when and why. Settlements are added, never changed."""

    entry: str
    outcome: Outcome
    by: str  # a person's name, or the name of the history or record
    how: Settler
    at: dt.datetime  # when it was entered
    why: str
    query: str | None = None  # what was asked of the history
    events: tuple[SettlingEvent, ...] = ()
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    value: float | None = None  # what came, where a number was forecast
    reversed_on: dt.date | None = None


class Bearing(Record, frozen=True, kw_only=True):
    """A fact of the record that bears on a prediction; `speaks` is `for` or `against`."""

    fact: str
    when: When | None
    text: str
    speaks: str
    versions: tuple[Version, ...] = ()
    sources: tuple[str, ...] = ()


class LedgerEntry(Record, frozen=True, kw_only=True):
    """One prediction: who made it, of what, by when, and what came of it.

    `probability` and `quantiles` (level to value) are only ever the system's or the user's own: a hedge stays a word.
    `cause` is what the prediction gives as the cause; no outcome counts as proof of it. `entered` is the first day on
    which it stood on a ledger, where it rests on no text that shows when it was said.
    """

    id: str
    origin: Origin
    by: Speaker
    voice: Voice | None = None
    text: str
    subject: str | None = None
    threshold: Threshold | None = None
    horizon: When | None = None
    condition: str | None = None
    hedge: str | None = None
    probability: float | None = None
    quantiles: dict[str, float] | None = None
    cause: str | None = None
    settles_by: str | None = None
    because: str | None = None  # why nothing can settle it
    said: dt.date | None = None
    entered: dt.date | None = None
    statements: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # publishers it stands in, or the history of a forecast
    stories: int = 1  # independent stories that carry it; reprints add none
    passages: tuple[Passage, ...] = ()
    constructed: bool = False
    status: EntryStatus = EntryStatus.OPEN
    settlements: tuple[Settlement, ...] = ()
    bearing: tuple[Bearing, ...] = ()  # what the record holds on it, settled or not; never scored
    bearing_says: Outcome | None = None


class Check(Record, frozen=True, kw_only=True):
    """One checkable part of a statement beside what the record says. No verdict on the speaker.

    `statement` is empty where an author's sentence is checked in which no statement was coded.
    """

    id: str
    statement: str
    by: Speaker
    voice: Voice
    kind: FactKind
    part: Passage
    result: CheckResult
    because: str
    facts: tuple[str, ...] = ()
    beside: tuple[Version, ...] = ()  # the record's texts, each with whose version it is
