"""Changes of tension, told once each.

A record that grows is looked at again with every run, and each look has the rule's own chance of a false alarm. So a
change counts as told when one in the same direction was dated within a few periods of it, and one dated long before
the last period is background. How many false alarms a year of weekly looks gives is measured in `benchmarks/watch.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from tertius.records import Alert, AlertKind, ChangePoint, Tension, Watch, content_id
from tertius.store import Workspace

__all__ = ["NEAR", "RECENT", "Change", "changes", "histories_of", "is_news"]

NEAR = 4  # periods: a change found again may be dated a little differently
RECENT = 12  # periods before the last: what is dated earlier is no news


class Change(NamedTuple):
    """The alerts of one series, and what is to be remembered of it."""

    alerts: list[Alert]
    name: str
    known: list[list[str]]


def histories_of(workspace: Workspace, watch: Watch) -> list[str]:
    """The histories that the watch names, and what was fetched into the workspace for it."""
    fetched = workspace.folder / "history" / "events"
    own = sorted(str(path) for path in fetched.glob("origin=*") if path.name != "origin=documents")
    return [*watch.histories, *(own if any(source.kind == "fetch" for source in watch.sources) else [])]


def changes(workspace: Workspace, watch: Watch, now: dt.datetime) -> Iterator[Change]:
    """The news of each pair of the watch in each of its histories.

    Raises:
        HistoryError: a history cannot be read.
    """
    from tertius import history, relations

    codes = [actor.state for actor in (*watch.between, watch.on) if actor and actor.state]
    for path in histories_of(workspace, watch):
        loaded = history.load(path, until=now.date())
        for a, b in combinations(codes, 2):
            tension = relations.tension(loaded, a, b, cutoff=now.date())
            yield _of_pair(workspace, watch, Path(path).name, tension, now)


def is_news(change: ChangePoint, known: Sequence[Sequence[str]], periods: Sequence[dt.date]) -> bool:
    """Whether a change has not been told and is recent; `known` holds (start, direction), `periods` all starts."""
    place = {start: number for number, start in enumerate(periods)}
    at = place.get(change.start)
    if at is None or at < len(periods) - RECENT:
        return False
    before = [place.get(dt.date.fromisoformat(start)) for start, direction in known if direction == change.direction]
    return not any(other is not None and abs(other - at) <= NEAR for other in before)


def _of_pair(workspace: Workspace, watch: Watch, where: str, tension: Tension, now: dt.datetime) -> Change:
    name = f"changes {'-'.join(tension.dyad)} {tension.measure} {tension.period} {where}"
    held: Any = workspace.watching.state(watch.id, name)
    now_known = [[change.start.isoformat(), change.direction] for change in tension.changes]
    if held is None:  # the first look: what the record held before the watch is background
        return Change([], name, now_known)
    periods = [value.start for value in tension.values]
    new = [change for change in tension.changes if is_news(change, held, periods)]
    known = [*held, *(one for one in now_known if one not in held)]
    return Change([_alert(watch, where, tension, change, now) for change in new], name, known)


def _alert(watch: Watch, where: str, tension: Tension, change: ChangePoint, now: dt.datetime) -> Alert:
    pair = "–".join(tension.dyad)
    level = "" if tension.percentile is None else f" The last period stands at percentile {tension.percentile:.0f}."
    stale = f" Stale: {tension.source.stale}." if tension.source and tension.source.stale else ""
    return Alert(
        id=content_id("alert", watch.id, AlertKind.TENSION, where, *tension.dyad, tension.measure, change.start, change.direction),
        watch=watch.id,
        kind=AlertKind.TENSION,
        title=f"{pair}: {tension.measure} {'rose' if change.direction == 'up' else 'fell'} from {change.start}",
        text=(
            f"In {where}, the mean {tension.measure} of {pair} moved by {change.size:+.3g} {tension.unit} a "
            f"{tension.period} from {change.start} on.{level}{stale} Rule: {tension.false_alarms}."
        ),
        at=now,
    )  # fmt: skip
