"""What the histories and stored responses of a case give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tertius.case import Case
from tertius.errors import CaseError
from tertius.progress import Progress
from tertius.records import LeftOut, Response, Tension, Tie

if TYPE_CHECKING:
    from tertius.history import Panel

__all__ = ["all_responses", "read_panels", "tension_of", "why_missing"]


def read_panels(case: Case, cutoff: dt.date, progress: Progress) -> list[Panel]:
    """Each history as a weekly panel up to the cut-off."""
    from tertius import history

    return [
        history.load([item], until=cutoff, progress=progress).panel("week", cutoff=cutoff) for item in case.histories
    ]


def tension_of(case: Case, panels: Sequence[Panel], cutoff: dt.date) -> Tension:
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


def all_responses(
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


def why_missing(responses: Sequence[Response]) -> str | None:
    if responses:
        return None
    return (
        "no history and no stored response was given; add --history, or a response saved with `tertius effect … --save`"
    )
