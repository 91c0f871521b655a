"""The group of all verbs, and what becomes of errors."""

from __future__ import annotations

import sys

import click

import tertius
from tertius.cli._analyze import analyze, demo
from tertius.cli._check import check
from tertius.cli._code import code, explain
from tertius.cli._companions import companions
from tertius.cli._documents import documents, export, read, show
from tertius.cli._effect import effect
from tertius.cli._episodes import episodes, sensitivity
from tertius.cli._forecast import forecast
from tertius.cli._history import history
from tertius.cli._ledger import ledger
from tertius.cli._listings import events, statements, ties
from tertius.cli._reference_class import reference_class
from tertius.cli._review import review
from tertius.cli._schema import schema
from tertius.cli._screen import screen
from tertius.cli._serve import serve
from tertius.cli._tension import tension
from tertius.cli._watch import watch
from tertius.cli._workspace import purge
from tertius.errors import TertiusError

USER_MISTAKE = 2
INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(tertius.__version__, prog_name="tertius")
def app() -> None:
    """How do tensions between A and B affect C? Answered from news and event records, with the working shown."""


for verb in (
    analyze, demo, effect, episodes, sensitivity, companions, screen, reference_class, tension, forecast, ledger, check, history, code, explain,
    statements, events, ties, read, documents, show, export, purge, review, watch, serve, schema,
):  # fmt: skip
    app.add_command(verb)


def run(arguments: list[str]) -> int:
    """Run one command; return its exit status."""
    try:
        status = app.main(arguments, prog_name="tertius", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return USER_MISTAKE
    except click.ClickException as error:
        return _complain(error.format_message())
    except TertiusError as error:
        return _complain(str(error))
    except (click.Abort, KeyboardInterrupt):
        return _complain("interrupted; nothing was written", INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): that is no mistake of anybody's.
        sys.stderr.close()
        return 0
    except OSError as error:
        return _complain(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))
    return status if isinstance(status, int) else 0


def _complain(message: str, status: int = USER_MISTAKE) -> int:
    click.echo(f"tertius: {' '.join(message.split())}", err=True)
    return status
