"""A forecast that is told as past and belied is no open prediction."""

import datetime as dt

import pytest

from tertius import coding
from tertius.records import DateBasis, Document, Precision, Published, content_id


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


def dated(text, *, byline=None):
    day = dt.date(2031, 3, 4)
    published = Published(start=day, end=day, precision=Precision.DAY, basis=DateBasis.METADATA)
    held = Document(
        id=content_id("doc", text), title="", text=text, published=published, byline=byline, constructed=True
    )
    return coding.code([held]).predictions


@pytest.mark.parametrize(
    "text",
    [
        "The institute once said that the line would be full by 2010.",
        "In 1979 the guild predicted that the two towns would fall out over port fees.",
    ],
)
def test_what_should_have_come_before_the_text_was_published_is_none(text):
    assert not dated(text)


def test_a_horizon_ahead_is_open_however_old_the_forecast():
    assert dated("In 2019 the institute predicted that the line will be full by 2040.")


def test_what_the_speakers_own_body_is_to_do_is_a_plan():
    assert not dated("The harbour ministry would publish its own count each month, the ministry's spokeswoman said.")
