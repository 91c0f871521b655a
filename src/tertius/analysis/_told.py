"""The question as it was asked, what the answer rests on, and what came after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tertius.analysis._cutoff import Cutoff
from tertius.case import Case
from tertius.progress import Progress
from tertius.records import (
    Actor,
    ActorKind,
    CaseRecord,
    DataSource,
    Document,
    Hindsight,
    Response,
    Tension,
)

if TYPE_CHECKING:
    from tertius.coding import Coded
    from tertius.history import Panel

__all__ = ["accused_states", "look_back", "question", "sources_of"]


def accused_states(coded: Coded) -> dict[str, Actor]:
    """The Actor of every state that is accused, by its code."""
    from tertius.world.countries import COUNTRIES

    codes = {actor.state for statement in coded.statements for actor in statement.accused if actor.state}
    known = [country for country in COUNTRIES if country.iso3 in codes]
    return {c.iso3: Actor(name=c.name, code=c.iso3, kind=ActorKind.STATE) for c in known}


def question(case: Case, cutoff: Cutoff, known: Sequence[Document], later: Sequence[Document]) -> CaseRecord:
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


def sources_of(
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


def look_back(case: Case, later: Sequence[Document], cutoff: dt.date, fast: bool, progress: Progress) -> Hindsight:
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
    return Hindsight(
        tension=after,
        documents=tuple(later),
        statements=coded.statements,
        events=coded.events,
        not_coded=coded.not_coded,
    )
