"""The listing verbs as commands: every form of output by one option, and ties about an actor."""

import json

import pytest
from click.testing import CliRunner

from tertius.cli._listings import events, statements, ties
from tertius.errors import UsageError


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("Kenya and Uganda have been allies since 2004, a minister in Nairobi said.", encoding="utf-8")
    return path


def run(verb, text, *arguments):
    return CliRunner().invoke(verb, [str(text), "--fast", *arguments], standalone_mode=False)


@pytest.mark.parametrize("verb", [statements, events, ties])
def test_a_form_is_chosen_by_one_option_or_its_short_one(verb, text):
    for form in ("json", "csv"):
        assert run(verb, text, "--format", form).stdout == run(verb, text, f"--{form}").stdout
    assert run(verb, text, "--format", "table").stdout == run(verb, text).stdout


def test_two_forms_at_once_are_refused(text):
    assert isinstance(run(ties, text, "--format", "csv", "--json").exception, UsageError)


def test_statements_have_forms_of_their_own(text):
    assert "@context" in run(statements, text, "--format", "jsonld").stdout
    assert run(ties, text, "--format", "jsonld").exception is not None


@pytest.mark.parametrize("option", ["--about", "--between"])
def test_ties_about_an_actor(text, option):
    asked = [row["relation"] for row in json.loads(run(ties, text, option, "Kenya", "--json").stdout)]
    assert asked == ["ally"]
    assert json.loads(run(ties, text, option, "Norway", "--json").stdout) == []
