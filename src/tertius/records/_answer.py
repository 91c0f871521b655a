"""The question as asked and the whole answer."""

from __future__ import annotations

import datetime as dt

from tertius.records._base import Record
from tertius.records._effects import Episodes, ReferenceClass, Sensitivity
from tertius.records._judgement import Comparison, Ground, Hypothesis, Indicator
from tertius.records._ledger import Check, Fact, LedgerEntry
from tertius.records._numbers import Channel, DataSource, Response, Tension
from tertius.records._texts import (
    AbsentVoice,
    Actor,
    Balance,
    Demand,
    Document,
    Event,
    NotCoded,
    Prediction,
    Statement,
    Tie,
)
from tertius.records._words import Verdict


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence of the system's own, with what it rests on (ids of statements or events, or keys)."""

    text: str
    rests_on: tuple[str, ...]
    role: str  # effect, ways, likelihood, outside view, confidence, voices, would change, caveat


class BottomLine(Record, frozen=True, kw_only=True):
    sentences: tuple[Sentence, ...]
    verdict: Verdict
    likelihood: str | None  # one of ICD 203's seven, of `claim` and nothing else; None: no word is given
    rate: str | None  # the rate and n of `claim`
    confidence: str
    reasons: tuple[str, ...]
    voices: dict[str, int]
    claim: str | None = None  # what the rate is a rate of: an outside view, no forecast of the effect


class CaseRecord(Record, frozen=True, kw_only=True):
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


class Hindsight(Record, frozen=True, kw_only=True):
    """What came after the cut-off: kept apart, and no part of any judgement."""

    tension: Tension | None = None
    documents: tuple[Document, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()  # the entries of the analysis, settled by what came later
    record: tuple[Fact, ...] = ()  # facts known only after the cut-off
    not_coded: tuple[NotCoded, ...] = ()


class Analysis(Record, frozen=True, kw_only=True):
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
    ledger: tuple[LedgerEntry, ...] = ()
    checks: tuple[Check, ...] = ()
    record: tuple[Fact, ...] = ()  # facts known at the cut-off
    hindsight: Hindsight | None = None
    hypotheses: tuple[Hypothesis, ...] = ()
    grounds: tuple[Ground, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    comparison: Comparison | None = None  # with the previous run, where there was one
    episodes: tuple[Episodes, ...] = ()  # one a history
    sensitivity: tuple[Sensitivity, ...] = ()  # one a history
    reference_class: ReferenceClass | None = None
    not_coded: tuple[NotCoded, ...] = ()
