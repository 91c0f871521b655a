"""The command line: one verb a public function.

A user's mistake is one line on stderr and exit status 2; progress goes to stderr, answers to stdout.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line on `arguments` (by default those of the process) and exit."""
    # The matrices here are small: threads of the linear algebra cost more than they give.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from tertius.cli._app import run

    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))
