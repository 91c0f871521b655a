"""Write docs/reference.md from the command line's own help and the public names' own docstrings.

python scripts/make_reference.py [--check]
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import click

import tertius
from tertius.cli._app import app

PLACE = Path(__file__).resolve().parents[1] / "docs" / "reference.md"
HEAD = """# Reference

Made from the help of the command line and the docstrings by `scripts/make_reference.py`; a test holds it current.

A user's mistake is one line on stderr and exit status 2; `effect` exits with 3 when nothing was computable. Progress
goes to stderr, answers to stdout. The keys of `analysis.json` are in `tertius schema`.
"""


def verbs(group: click.Group, prefix: str = "tertius") -> list[str]:
    """The help of every verb, groups opened."""
    found = []
    for name, command in sorted(group.commands.items()):
        path = f"{prefix} {name}"
        if isinstance(command, click.Group):
            found += verbs(command, path)
            continue
        with click.Context(command, info_name=path, max_content_width=100, terminal_width=100) as context:
            found.append(f"### {path}\n\n```text\n{command.get_help(context)}\n```\n")
    return found


def names() -> list[str]:
    found = []
    for name in tertius.__all__:
        thing = getattr(tertius, name)
        signature = f"{inspect.signature(thing)}" if inspect.isfunction(thing) else ""
        signature = re.sub(r"<function (\w+) at 0x[0-9a-f]+>", r"\1", signature)  # an address is no part of it
        doc = inspect.getdoc(thing) or ""
        found.append(f"### tertius.{name}\n\n```text\n{name}{signature}\n\n{doc}\n```\n")
    return found


def main() -> int:
    text = "\n".join([HEAD, "## Command line\n", *verbs(app), "## Python\n", *names()])
    if "--check" in sys.argv:
        return 0 if PLACE.exists() and PLACE.read_text(encoding="utf-8") == text else 1
    PLACE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
