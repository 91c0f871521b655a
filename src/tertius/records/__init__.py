"""The nouns that every stage shares: frozen, typed, cheap to serialise.

Each noun is a `msgspec.Struct`; `json_schema()` makes the JSON Schema of `analysis.json` from them,
so the schema cannot drift from the code. Ids are derived from content (`content_id`): coding the
same text twice gives the same ids. Offsets are Unicode code points of `Document.text`; an interval
of characters is half open, an interval of dates is closed.
"""

from tertius.records._answer import Analysis, BottomLine, CaseRecord, Hindsight, Sentence
from tertius.records._base import Record
from tertius.records._effects import (
    Episode,
    Episodes,
    Movement,
    ReferenceClass,
    ReferenceRate,
    Sensitivity,
    Variant,
)
from tertius.records._judgement import Comparison, Difference, Ground, Hypothesis, Indicator, Trip
from tertius.records._ledger import (
    Bearing,
    Check,
    Fact,
    LedgerEntry,
    Settlement,
    SettlingEvent,
    Threshold,
    Version,
)
from tertius.records._numbers import (
    ChangePoint,
    Channel,
    Computation,
    CumulativeResponse,
    DataSource,
    LeftOut,
    Response,
    Specification,
    Tension,
    TensionValue,
)
from tertius.records._schema import SCHEMA_VERSION, content_id, json_schema, to_builtins
from tertius.records._texts import (
    AbsentVoice,
    Actor,
    Asserter,
    Balance,
    Causal,
    Demand,
    Document,
    Event,
    NotCoded,
    Passage,
    Place,
    Prediction,
    Published,
    Speaker,
    Statement,
    Tie,
    When,
)
from tertius.records._watch import Alert, Outlet, Watch, WatchRun, WatchSource
from tertius.records._words import (
    ActorKind,
    AlertKind,
    CheckResult,
    Credibility,
    DateBasis,
    EntryStatus,
    EventStatus,
    EventType,
    FactKind,
    Form,
    IndicatorKind,
    Kind,
    Measure,
    Origin,
    Outcome,
    OutletKind,
    Polarity,
    Precision,
    PredictionStatus,
    Relation,
    Reliability,
    Review,
    Rival,
    Settler,
    SourceKind,
    Support,
    Verdict,
    Voice,
)

__all__ = ["SCHEMA_VERSION", "AbsentVoice", "Actor", "ActorKind", "Alert", "AlertKind", "Analysis", "Asserter", "Balance", "Bearing", "BottomLine", "CaseRecord", "Causal", "ChangePoint", "Channel", "Check", "CheckResult", "Comparison", "Computation", "Credibility", "CumulativeResponse", "DataSource", "DateBasis", "Demand", "Difference", "Document", "EntryStatus", "Episode", "Episodes", "Event", "EventStatus", "EventType", "Fact", "FactKind", "Form", "Ground", "Hindsight", "Hypothesis", "Indicator", "IndicatorKind", "Kind", "LedgerEntry", "LeftOut", "Measure", "Movement", "NotCoded", "Origin", "Outcome", "Outlet", "OutletKind", "Passage", "Place", "Polarity", "Precision", "Prediction", "PredictionStatus", "Published", "Record", "ReferenceClass", "ReferenceRate", "Relation", "Reliability", "Response", "Review", "Rival", "Sensitivity", "Sentence", "Settlement", "Settler", "SettlingEvent", "SourceKind", "Speaker", "Specification", "Statement", "Support", "Tension", "TensionValue", "Threshold", "Tie", "Trip", "Variant", "Verdict", "Version", "Voice", "Watch", "WatchRun", "WatchSource", "When", "content_id", "json_schema", "to_builtins"]  # fmt: skip
