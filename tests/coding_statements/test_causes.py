"""What is a cause, and what only looks like one."""

import pytest

from tertius import coding
from tertius.records import Document, content_id


def causes(text):
    found = coding.code([Document(id=content_id("doc", text), title="", text=text)], fast=True).statements
    return [one.causal for one in found if one.causal]


@pytest.mark.parametrize(
    "text",
    [
        "They sat down, as they were having the meeting, with their advisers.",
        "When it comes to tariffs, the ministry says nothing.",
        "The ministry said that the party makes its members pay.",
    ],
)
def test_time_manner_and_what_somebody_does_are_no_causes(text):
    assert not causes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The port stayed shut because the pilots struck.",
        "The drought makes the talks harder.",
        "Prices rise, as the river has fallen.",
    ],
)
def test_what_leads_to_what_is_one(text):
    assert causes(text)
