"""The computations on their own: effect, with what it is made of, and tension."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tertius.analysis._crisis import named_dyads
from tertius.analysis._numbers import Estimates
from tertius.case import Case
from tertius.errors import UsageError
from tertius.progress import Progress, silent
from tertius.records import LeftOut, Response, Tension

if TYPE_CHECKING:
    from tertius.history import History, Panel

__all__ = ["effect", "estimates", "tension"]


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

    given, crisis = _loaded(between, on, history, until, frequency, leave_out, progress)
    a, b, c = given.states
    return effects.effect(
        given.panel, (a, b), c, horizon=horizon, left_out=crisis, command=command, progress=progress
    )  # fmt: skip


def estimates(
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
) -> Estimates:
    """As `effect`, with the episodes that the responses are made of and the choices that they hang on."""
    from tertius import effects

    given, crisis = _loaded(between, on, history, until, frequency, leave_out, progress)
    a, b, c = given.states
    more: dict[str, Any] = {"horizon": horizon, "left_out": crisis, "command": command, "progress": progress}
    return Estimates(
        effects.effect(given.panel, (a, b), c, **more),
        (effects.episodes(given.panel, (a, b), c, history=given.history, **more),),
        (effects.sensitivity(given.panel, (a, b), c, **more),),
    )


class _Given(NamedTuple):
    states: tuple[str, str, str]
    history: History
    panel: Panel


def _loaded(
    between: Sequence[str], on: str, history: Any, until: dt.date | str | None, frequency: str,
    leave_out: Sequence[tuple[str, str]], progress: Progress,
) -> tuple[_Given, list[LeftOut]]:  # fmt: skip
    """The codes, the history cut off, its panel, and the pairs that are part of the crisis."""
    from tertius import history as histories

    case = Case.of(between=between, on=on, history=history, until=until)
    loaded = histories.load(case.histories, until=case.until, progress=progress)
    crisis = named_dyads(leave_out)
    return _Given(case.states, loaded, loaded.panel(frequency, cutoff=case.until)), crisis


def tension(
    a: str,
    b: str,
    *,
    history: Any,
    until: dt.date | str | None = None,
    frequency: str = "week",
    measure: str = "conflict",
    directed: bool = False,
    engine: str = "duckdb",
    progress: Progress = silent,
) -> Tension:
    """The tension of A and B over time; see `tertius.relations.tension`.

    Args:
        a, b: the two, by name or code; directed, A is the one that acts.
        history, until: as in `analyze`.
        frequency: `day`, `week` or `month`.
        measure: one of `tertius.relations.MEASURES`.
        directed: only acts of A towards B; needs a table of events.
        engine: where the rows are counted: `duckdb`, `spark://HOST:PORT` or `spark://local[N]`.
        progress: told what is being done.
    """
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
    loaded = histories.load(items, until=cutoff, engine=engine, progress=progress)
    return relations.tension(
        loaded, first.code, second.code, measure=measure, directed=directed, frequency=frequency, cutoff=cutoff
    )
