"""Words with a fixed meaning: the enumerations that the nouns use."""

from __future__ import annotations

from enum import StrEnum


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


class Origin(StrEnum):
    """Where an entry of the ledger comes from."""

    TEXT = "text"  # a prediction in a document
    SYSTEM = "system"  # a forecast of tertius
    USER = "user"


class Outcome(StrEnum):
    """What came of a prediction."""

    CAME_TRUE = "came true"
    DID_NOT = "did not"
    MIXED = "mixed"  # it came and was reversed, or part of it came
    VOID = "void"  # its condition was not met, or the question fell away


class EntryStatus(StrEnum):
    """How an entry of the ledger stands on a given day."""

    OPEN = "open"  # its date has not come
    SETTLEABLE = "settleable"  # its date has passed and nobody has settled it
    UNSETTLEABLE = "unsettleable"  # something is missing; never scored
    CAME_TRUE = "came true"
    DID_NOT = "did not"
    MIXED = "mixed"
    VOID = "void"
    CONTESTED = "contested"  # it was settled in two ways; never scored


class Settler(StrEnum):
    """What a settlement rests on."""

    HISTORY = "event history"
    RECORD = "record"
    USER = "user"


class FactKind(StrEnum):
    """What a line of the record is about."""

    ACT = "act"
    NUMBER = "number"
    OFFICE = "office"
    WORDING = "wording"  # of a document: what it says and does not say
    PERSON = "person"  # what is told of somebody


class CheckResult(StrEnum):
    """How a statement stands to the record; no verdict on who made it."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    DISPUTED = "disputed"  # the record itself holds versions that differ
    NOT_IN_RECORD = "not in the record"


class Rival(StrEnum):
    """The three answers that are held against one another."""

    CLOSER = "closer"
    APART = "apart"
    NO_EFFECT = "no effect"


class Support(StrEnum):
    """How a piece of evidence bears on a hypothesis."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


class IndicatorKind(StrEnum):
    CHANGE_POINT = "change point"
    MOVEMENT = "movement"
    STATEMENT = "statement"
    DENIAL = "denial"
    REPLY = "reply"
    EVENT = "event"
    DUE = "due"
    HISTORY = "history"


class Reliability(StrEnum):
    """How far a source is trusted, by the Admiralty code; F until a user grades it."""

    COMPLETELY = "A"
    USUALLY = "B"
    FAIRLY = "C"
    NOT_USUALLY = "D"
    UNRELIABLE = "E"
    CANNOT_BE_JUDGED = "F"


class Credibility(StrEnum):
    """How far the information itself is believed, by the Admiralty code; 6 until a user grades it."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class SourceKind(StrEnum):
    """What a watch reads."""

    FEED = "feed"  # a feed or page at an address
    FOLDER = "folder"  # files as they come in
    FETCH = "fetch"  # a set of event records that is fetched from its publisher


class OutletKind(StrEnum):
    """Where the alerts of a watch go."""

    ATOM = "atom"
    WEBHOOK = "webhook"
    MAIL = "mail"


class AlertKind(StrEnum):
    TENSION = "tension"  # the tension of a pair changed
    INDICATOR = "indicator"  # an indicator of the last analysis tripped
    STATEMENT = "statement"  # a story speaks of the third
    CONTEST = "contest"  # a statement got its other side
    DUE = "due"  # a prediction falls due
    SOURCE_FAILED = "source failed"
    SOURCE_RETURNED = "source returned"
