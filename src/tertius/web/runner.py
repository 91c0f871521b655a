"""The one line in which the desk's jobs wait, and the worker process that does the first of them."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from typing import Any

from tertius.errors import StoreError
from tertius.store import JobState, Workspace

__all__ = ["Runner"]

_PATIENCE = 5.0  # seconds a worker is given to end before it is killed
_CAN_GO_ON = (JobState.WAITING, JobState.INTERRUPTED, JobState.CANCELLED, JobState.FAILED)


class Runner:
    """Does jobs one after another, each in a process of its own. Close it to end the one that runs."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._line: queue.Queue[str | None] = queue.Queue()
        self._held: set[str] = set()
        self._worker: subprocess.Popen[bytes] | None = None
        self._ending = False
        self._mutex = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="tertius-jobs", daemon=True)
        self._thread.start()

    def submit(self, kind: str, request: dict[str, Any]) -> str:
        """Enter a job of that kind; returns its id."""
        job = self._workspace.new_job(kind, {"request": request})
        self._put(job)
        return job

    def go_on(self, job: str) -> None:
        """Put a job that was interrupted, cancelled, has failed or was never begun into the line again.

        Raises:
            StoreError: there is no such job, or it is running or done.
        """
        record = self._workspace.job(job)
        if record.state not in _CAN_GO_ON:
            raise StoreError(f"job {job} is {record.state}; only one that has stopped goes on")
        self._put(job)

    def holds(self, job: str) -> bool:
        """Whether the job waits in the line or is being done."""
        return job in self._held

    def close(self) -> None:
        """End the worker, which leaves its job interrupted, and wait for the thread."""
        with self._mutex:
            self._ending = True
            worker = self._worker
        self._line.put(None)
        if worker is not None:
            worker.terminate()
        self._thread.join(2 * _PATIENCE)
        if worker is not None and worker.poll() is None:
            worker.kill()

    def _put(self, job: str) -> None:
        if job not in self._held:
            self._held.add(job)
            self._line.put(job)

    def _run(self) -> None:
        while (job := self._line.get()) is not None and not self._ending:
            try:
                self._do(job)
            finally:
                self._held.discard(job)

    def _do(self, job: str) -> None:
        command = [sys.executable, "-m", "tertius.web.worker", str(self._workspace.folder.resolve()), job]
        with self._mutex:
            if self._ending:
                return
            self._worker = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  our own module
        self._worker.wait()
        with self._mutex:
            self._worker = None
