"""Plain frames of saying, with verbs that the encoder's articles hardly have."""

import pytest

from tertius.coding import pipeline
from tertius.coding.attribution._frames import framed
from tertius.coding.attribution._tree import tree_of
from tertius.records import Document


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("That figure is rubbish, retorted Ines Falk of the hauliers.", "Ines Falk", "That figure is rubbish"),
        (
            "Chickens pay no toll, observed the councillor for trade; the hall laughed.",
            "the councillor",
            "Chickens pay no toll",
        ),
        ("The decline results from undersized nets, the institute states.", "the institute", "undersized nets"),
        (
            "Prices would climb by a fifth if the rains were late, a bulletin of the guild forecast.",
            "a bulletin",
            "climb by a fifth",
        ),
        ("Critics at home object that the toll will make bread dearer.", "Critics at home", "bread dearer"),
        (
            "Bishop Oran begged both towns to let the carts through.",
            "Bishop Oran",
            "both towns to let the carts through",
        ),
    ],
)
def test_a_frame_tells_who_said_what_whatever_the_verb(read, text, source, said):
    one = read(text).said(said)
    assert source in text[slice(*one.source)]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was closed, and the fleet stayed out.",
        "If the guild objects that the toll is unlawful, the mayor will be asked.",
        "Nobody objects that the toll is unlawful.",
        "Their claim that the dam was safe has not been tested.",
        "The toll was raised in the spring, when the council met.",
        "The report lists mills, barns and weirs, with drawings of all the states.",
    ],
)
def test_what_only_looks_like_a_frame_is_none(text):
    tree = tree_of(pipeline.parse(Document(id="d", title="", text=text)))
    assert list(framed(tree, [])) == []


def test_what_is_attributed_already_is_left_alone():
    text = "That figure is rubbish, retorted Ines Falk of the hauliers."
    tree = tree_of(pipeline.parse(Document(id="d", title="", text=text)))
    (one,) = framed(tree, [])
    assert list(framed(tree, [one])) == []


def test_a_clause_broken_by_the_words_of_saying_is_one_content(read):
    one = read("Foreign creditors, she adds drily, will be patient until June.").said("will be patient")
    assert len(one.content) == 2
