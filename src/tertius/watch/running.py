"""One run of the watches that are due, and run after run until it is stopped."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from tertius.documents import Politeness, stories
from tertius.errors import TertiusError
from tertius.progress import Progress, silent
from tertius.records import Watch, WatchRun
from tertius.store import Job, Workspace
from tertius.watch import _indicators, _judging, _tension
from tertius.watch._judging import Found
from tertius.watch._outlets import deliver
from tertius.watch._sources import read_sources
from tertius.watch.standing import due_at

__all__ = ["keep_running", "run"]

_LONGEST_NAP = 60.0  # seconds; outlets that failed are tried again, and new watches are seen

Clock = Callable[[], dt.datetime]


def _clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def run(
    workspace: str | Path = ".tertius",
    names: Sequence[str] = (),
    *,
    delay: float = 1.0,
    clock: Clock = _clock,
    progress: Progress = silent,
) -> list[WatchRun]:
    """Run the watches that are due, or those named whether due or not; returns how each run went.

    A run that was missed, or broken off, is caught up: every run reads all that is new since the last. What is
    waiting for an outlet is handed out even where no watch is due.

    Args:
        workspace: the folder that keeps the watches.
        names: of watches; by default those that are due.
        delay: seconds between two requests to one host.
        clock: tells the time, with its zone.
        progress: told of what is being done.

    Raises:
        StoreError: there is no such watch, or another process is running watches on this workspace.
    """
    with Workspace.open(workspace) as opened, opened.lock("watch", wait=0):
        watching = opened.watching
        named = [watching.watch(name) for name in names]
        chosen = named or [watch for watch in watching.watches() if due_at(opened, watch) <= clock()]
        if not chosen:
            for watch in watching.watches():
                deliver(opened, watch, clock())
            return []
        ended: list[WatchRun] = []

        def work(job: Job) -> None:
            def tell(stage: str, done: int, total: int | None = None) -> None:
                job(stage, done, total)
                progress(stage, done, total)

            ended.extend(_Round(opened, chosen, Politeness(fresh=0, delay=delay), clock, tell).run())

        opened.run_job("watch", work)
        return ended


def keep_running(
    workspace: str | Path = ".tertius",
    names: Sequence[str] = (),
    *,
    stop: threading.Event,
    delay: float = 1.0,
    clock: Clock = _clock,
    progress: Progress = silent,
    told: Callable[[list[WatchRun]], None] = lambda _: None,
    failed: Callable[[TertiusError], None] = lambda _: None,
) -> None:
    """Run what is due, again and again, until `stop` is set; a run that fails is told and the next one is waited for.

    With `names`, only those watches run.
    """
    while not stop.is_set():
        try:
            with Workspace.open(workspace) as opened:
                held = [watch for watch in opened.watching.watches() if not names or watch.name in names]
                due = [watch.name for watch in held if due_at(opened, watch) <= clock()]
            if due or not names:
                told(run(workspace, due, delay=delay, clock=clock, progress=progress))
        except TertiusError as error:
            failed(error)
        stop.wait(_nap(workspace, names, clock))


def _nap(workspace: str | Path, names: Sequence[str], clock: Clock) -> float:
    """Seconds until something is due, a minute at most."""
    try:
        with Workspace.open(workspace) as opened:
            held = [watch for watch in opened.watching.watches() if not names or watch.name in names]
            waits = [(due_at(opened, watch) - clock()).total_seconds() for watch in held]
    except TertiusError:
        return _LONGEST_NAP
    return min(max(min(waits, default=_LONGEST_NAP), 0.05), _LONGEST_NAP)


class _Round:
    """One round: every source of the watches is read, what is new is coded once, then each watch judges it."""

    def __init__(
        self, workspace: Workspace, watches: Sequence[Watch], politeness: Politeness, clock: Clock, progress: Progress
    ) -> None:
        self._workspace = workspace
        self._watches = watches
        self._politeness = politeness
        self._clock = clock
        self._progress = progress

    def run(self) -> list[WatchRun]:
        """Run all of it; returns how each run went."""
        began = {watch.id: self._begin(watch) for watch in self._watches}
        problems = {watch.id: self._read(watch) for watch in self._watches}
        failed = self._code()
        ended = []
        for done, watch in enumerate(self._watches):
            self._progress("judging", done, len(self._watches))
            number, run = began[watch.id]
            documents, raised, more = self._judge(watch, run.began)
            told = deliver(self._workspace, watch, self._clock())
            whole = msgspec.structs.replace(
                run, ended=self._clock(), documents=documents, alerts=raised,
                problems=tuple(problems[watch.id] + failed + more + told),
            )  # fmt: skip
            self._workspace.watching.end(number, whole)
            ended.append(whole)
        self._progress("judging", len(self._watches), len(self._watches))
        return ended

    def _begin(self, watch: Watch) -> tuple[int, WatchRun]:
        run = WatchRun(watch=watch.id, due=due_at(self._workspace, watch), began=self._clock())
        return self._workspace.watching.begin(run), run

    def _read(self, watch: Watch) -> list[str]:
        politeness = msgspec.structs.replace(self._politeness, allow_private=watch.private)
        return read_sources(self._workspace, watch, self._clock(), politeness, self._progress)

    def _code(self) -> list[str]:
        """Code what is new, and let events join the history; a line for each document over which coding failed."""
        from tertius.coding import code_workspace
        from tertius.history.archive import append_coded

        held = self._workspace.documents()
        self._documents = {document.id: document for document in held}
        self._stories = stories(held)
        fast = all(watch.fast for watch in self._watches)
        self._coded = code_workspace(self._workspace, held, stories=self._stories, fast=fast, progress=self._progress)
        if held:
            append_coded(self._coded.events, held, self._workspace.folder)
        self._failed = frozenset(one.document for one in self._coded.not_coded)
        titles = {document.id: document.title or document.id for document in held}
        return [f"{titles[one.document]} cannot be coded: {one.reason}" for one in self._coded.not_coded]

    def _judge(self, watch: Watch, now: dt.datetime) -> tuple[int, int, list[str]]:
        """Keep the alerts with what they were drawn from, in one step; returns documents, alerts and problems."""
        watching = self._workspace.watching
        new = (document for document in watching.unseen(watch.id) if document in self._documents)
        unseen = [document for document in new if document not in self._failed]  # the next run tries those again
        found = Found(watch, self._documents, self._stories, self._coded, frozenset(unseen), now)
        problems: list[str] = []
        try:
            changes = list(_tension.changes(self._workspace, watch, now))
        except TertiusError as error:
            changes = []
            problems.append(" ".join(str(error).split()))
        alerts = [*_judging.stories_told(found), *_judging.contests(found), *_judging.due(found)]
        alerts += [alert for change in changes for alert in change.alerts]
        tripped = None
        if unseen or any(change.alerts for change in changes):
            tripped = self._tripped(found, problems)
        with self._workspace.together():
            raised = watching.raise_alerts(watch, [*alerts, *(tripped.alerts if tripped else [])])
            watching.mark_seen(watch.id, unseen)
            for change in changes:
                watching.remember(watch.id, change.name, change.known)
            if tripped:
                watching.remember(watch.id, "indicators", msgspec.to_builtins(tripped.indicators))
            watching.remember(watch.id, "last run", now.isoformat())
        return len(unseen), raised, problems

    def _tripped(self, found: Found, problems: list[str]) -> _indicators.Tripped | None:
        try:
            return _indicators.tripped(self._workspace, found, self._progress)
        except TertiusError as error:  # what cannot be analysed yet raises no indicator, and holds nothing else up
            problems.append(" ".join(str(error).split()))
            return None
