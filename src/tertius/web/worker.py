"""The process that does one job of the desk: `python -m tertius.web.worker WORKSPACE JOB`.

A process of its own, so that coding takes no time from the pages, and so that a page, a closed browser or a broken
job cannot end the server. It is told to stop by the workspace (cancelling) or by SIGTERM, which leaves the job
interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

__all__ = ["main"]

_LESS_URGENT = 10  # than the pages; see nice(2)


def main(workspace: str, job: str) -> int:
    """Do the job; returns the exit status: 0 done or cancelled, 1 failed (the job's record says why)."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    os.nice(_LESS_URGENT)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from tertius.errors import TertiusError
    from tertius.store import Workspace
    from tertius.web.work import carry_out

    with Workspace.open(workspace) as opened:
        try:
            carry_out(opened, job)
        except TertiusError:
            return 1
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """End at once: the lock goes with the process, and the job stands as interrupted."""
    os._exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
