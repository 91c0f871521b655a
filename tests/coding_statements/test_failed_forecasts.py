"""A forecast that is told as past and belied is no open prediction."""

import pytest

from tertius import coding
from tertius.records import Document, content_id


def predictions(text):
    return coding.code([Document(id=content_id("doc", text), title="", text=text)], fast=True).predictions


@pytest.mark.parametrize(
    "text",
    [
        "The institute had predicted that exports would double by 2030, but they fell.",
        "She had warned that the bridge would close by May. It did not.",
    ],
)
def test_what_was_belied_is_none(text):
    assert not predictions(text)


@pytest.mark.parametrize(
    "text",
    [
        "The institute predicted that exports will double by 2040, but doubts remain.",
        "The ministry said that the bridge will open by May, but drivers doubt it.",
        "He had said that the bridge would open by May.",
    ],
)
def test_what_may_still_come_is_one(text):
    assert predictions(text)
