"""`tertius schema`."""

from __future__ import annotations

import click

from tertius.cli._output import emit_json


@click.command()
def schema() -> None:
    """Print the JSON Schema of analysis.json."""
    from tertius.records import json_schema

    emit_json(json_schema())
