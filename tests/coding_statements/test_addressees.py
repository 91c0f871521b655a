"""Whom a demand is addressed to, where the words name him only as "the government" or "it"."""

import pytest

from tertius import coding
from tertius.records import Document, content_id


def addressees(text):
    found = coding.code([Document(id=content_id("doc", text), title="", text=text)], fast=True).demands
    return [demand.addressee.code if demand.addressee else None for demand in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ireland has six ships. Irish sailors are badly paid. The government must pay them more.", "IRL"),
        ("Ireland has six ships. The government has been told. It must pay the sailors more.", "IRL"),
        ("In La Paz, the deputy Oscar Villca demanded that the government publish the contract.", "BOL"),
    ],
)
def test_the_government_is_that_of_the_text(text, code):
    assert code in addressees(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ireland and Norway quarrel over fish. The government must pay the fishermen.",  # which of them?
        "The government must pay the fishermen.",
        "Ireland has six ships. The regional government must pay for them.",
    ],
)
def test_nobody_is_guessed(text):
    assert addressees(text) == [None] or not any(addressees(text))
