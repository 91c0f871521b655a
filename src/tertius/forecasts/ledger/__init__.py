"""The ledger: who predicted what, whether it can be settled, what came of it, and how good each one was.

Entries come from texts, from the system's own forecasts and from the user. They are settled by the event history where
that can be, else by the record of facts, else by a person with a source. Nothing is ever edited away.
"""

from tertius.forecasts.ledger.book import Ledger, Settled, settle_entry
from tertius.forecasts.ledger.by_record import bearing_on, with_bearing
from tertius.forecasts.ledger.entries import entries_of, entry_of_user, of_forecast
from tertius.forecasts.ledger.questions import Readings
from tertius.forecasts.ledger.record import read_record
from tertius.forecasts.ledger.rule import is_late, standing, why_unsettleable
from tertius.forecasts.ledger.scoring import GROUPS, Calibration, LedgerScore, calibration, score
from tertius.forecasts.ledger.thresholds import content_words, quads_of, states_in

__all__ = [
    "GROUPS", "Calibration", "Ledger", "LedgerScore", "Readings", "Settled", "bearing_on", "calibration", "content_words", "entries_of",
    "entry_of_user", "is_late", "of_forecast", "quads_of", "read_record", "score", "settle_entry", "standing", "states_in", "why_unsettleable",
    "with_bearing",
]  # fmt: skip
