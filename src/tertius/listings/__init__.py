"""Statements, events and ties of documents or a workspace, chosen by who speaks, about whom, in which voice, when.

`hold` gathers documents and what is coded from them; `choose_*` picks and orders; `*_rows` lays each item out
flat for a table, CSV or JSON; `statements`, `events` and `ties` do all of it for Python.
"""

from tertius.listings.choice import choose_events, choose_statements, choose_ties
from tertius.listings.holdings import Holdings, hold
from tertius.listings.rows import event_rows, statement_rows, tie_rows
from tertius.listings.verbs import events, statements, ties

__all__ = [
    "Holdings",
    "choose_events",
    "choose_statements",
    "choose_ties",
    "event_rows",
    "events",
    "hold",
    "statement_rows",
    "statements",
    "tie_rows",
    "ties",
]
