"""What the histories and stored responses of a case give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tertius.case import Case
from tertius.errors import CaseError
from tertius.progress import Progress
from tertius.records import Episodes, LeftOut, Response, Sensitivity, Tension

if TYPE_CHECKING:
    from tertius.effects import Stored
    from tertius.history import History, Panel

__all__ = ["Estimates", "Given", "all_estimates", "read_histories", "tension_of", "why_missing"]


class Given(NamedTuple):
    """A history of the case and its weekly panel, both cut off."""

    history: History
    panel: Panel


class Estimates(NamedTuple):
    """What was estimated, stored computations first."""

    responses: tuple[Response, ...]
    episodes: tuple[Episodes, ...]
    sensitivity: tuple[Sensitivity, ...]


def read_histories(case: Case, cutoff: dt.date, progress: Progress) -> list[Given]:
    """Each history with its weekly panel up to the cut-off."""
    from tertius import history

    loaded = [history.load([item], until=cutoff, progress=progress) for item in case.histories]
    return [Given(one, one.panel("week", cutoff=cutoff)) for one in loaded]


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


def all_estimates(
    case: Case, given: Sequence[Given], crisis: Sequence[LeftOut], cutoff: dt.date,
    *, sensitivity: bool, progress: Progress,
) -> Estimates:  # fmt: skip
    """Responses of every stored file and history; with `sensitivity`, also what they are made of and hang on."""
    stored = [_stored(path, case, cutoff) for path in case.responses]
    made = [_made(case, one, crisis, cutoff, sensitivity=sensitivity, progress=progress) for one in given]
    every = [Estimates(*one) for one in stored] + made
    return Estimates(
        tuple(response for one in every for response in one.responses),
        tuple(told for one in every for told in one.episodes) if sensitivity else (),
        tuple(varied for one in every for varied in one.sensitivity) if sensitivity else (),
    )


def _made(
    case: Case, given: Given, crisis: Sequence[LeftOut], cutoff: dt.date, *, sensitivity: bool, progress: Progress
) -> Estimates:
    from tertius import effects

    a, b, c = case.states
    panel = given.panel
    asked = f"--between {a} {b} --on {c} --until {cutoff} --history {panel.source.name}"
    responses = effects.effect(
        panel, (a, b), c, left_out=crisis, command=f"tertius effect {asked}", progress=progress
    )  # fmt: skip
    if not sensitivity:
        return Estimates(responses, (), ())
    told = effects.episodes(
        panel, (a, b), c, left_out=crisis, history=given.history, command=f"tertius episodes {asked}", progress=progress
    )
    varied = effects.sensitivity(
        panel, (a, b), c, left_out=crisis, command=f"tertius sensitivity {asked}", progress=progress
    )  # fmt: skip
    return Estimates(responses, (told,), (varied,))


def _stored(path: Path, case: Case, cutoff: dt.date) -> Stored:
    from tertius import effects

    a, b, c = case.states
    found = effects.read_stored(path, cutoff)
    asked = [(one.between, one.tie[0]) for one in found.responses]
    asked += [(one.between, one.on) for one in found.episodes] + [(one.between, one.on) for one in found.sensitivity]
    for between, on in asked:
        if {*between} != {a, b} or on != c:
            raise CaseError(f"stored response {path} is of {'-'.join(between)} on {on}, not of {a}-{b} on {c}")
    return found


def why_missing(responses: Sequence[Response]) -> str | None:
    if responses:
        return None
    return (
        "no history and no stored response was given; add --history, or a response saved with `tertius effect … --save`"
    )
