"""`explain` says what made an event; the command prints the same."""

import json

import pytest
from click.testing import CliRunner

from tertius import coding
from tertius.cli._app import app
from tertius.errors import InputError


def test_an_event_comes_with_the_words_and_the_rule_that_made_it():
    (event,) = coding.explain("Norway accused Chile of fishing in its waters.", fast=True)[:1]
    assert event["type"] == "ACCUSE"
    assert any(line.startswith("words: accused") for line in event["because"])
    assert any(line.startswith("rule: accuse") for line in event["because"])


def test_the_command_prints_the_same_as_json():
    text = "Norway accused Chile of fishing in its waters."
    done = CliRunner().invoke(app, ["explain", text, "--fast", "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output) == json.loads(json.dumps(coding.explain(text, fast=True)))


def test_an_empty_text_is_refused_in_one_line():
    with pytest.raises(InputError, match="no text"):
        coding.explain("  ")
