"""Copies: reprints and edited copies are one story, independent reports are not."""

import random

import pytest

from tertius.documents import stories
from tertius.records import Document, content_id

WORDS = [
    f"{a}{b}"
    for a in ("ka", "lo", "mi", "ru", "te", "so", "va", "ne")
    for b in ("dor", "lan", "met", "rik", "sul", "tan", "vor")
]


def article(seed, length=120):
    draw = random.Random(seed)
    return [draw.choice(WORDS) for _ in range(length)]


def document(words, **more):
    text = " ".join(words) + "."
    return Document(id=content_id("doc", text), title="", text=text, **more)


def together(*given):
    return len(set(stories(given).values())) == 1


def test_each_document_has_a_story_and_independent_ones_their_own():
    given = [document(article(seed)) for seed in range(40)]
    found = stories(given)
    assert set(found) == {one.id for one in given}
    assert len(set(found.values())) == 40


def test_no_document_and_one_document_are_no_special_case():
    assert stories([]) == {}
    assert len(stories([document(article(1))])) == 1


def test_an_edited_reprint_is_the_same_story():
    words = article(1)
    edited = [*article(2, 6), *words[:50], "also", *words[52:], *article(3, 10)]
    assert together(document(words), document(edited))


def test_the_first_paragraphs_alone_are_the_same_story():
    words = article(1, 300)
    assert together(document(words), document(words[:70]))


def test_a_shared_stock_paragraph_does_not_make_one_story():
    stock = article(9, 30)
    assert not together(document([*article(1), *stock]), document([*article(2), *stock]))


def test_a_declared_reprint_needs_less_likeness_and_still_some():
    words = article(1)
    original = document(words, publisher="The Example Wire")
    rewritten = [*words[:35], *article(2, 90)]
    assert not together(original, document(rewritten))
    assert together(original, document(rewritten, reprint_of="Example Wire"))
    assert not together(original, document(article(5), reprint_of="Example Wire"))


def test_two_reprints_of_one_outlet_are_one_story_only_when_alike():
    words = article(1)
    one = document([*words[:60], *article(2, 60)], reprint_of="Reuters")
    two = document([*words[:60], *article(3, 60)], reprint_of="Reuters")
    other = document(article(4), reprint_of="Reuters")
    found = stories([one, two, other])
    assert found[one.id] == found[two.id] != found[other.id]


def test_stories_do_not_depend_on_the_order():
    given = [document(article(1)), document([*article(1)[:100], *article(2, 20)]), document(article(3))]
    assert stories(given) == stories(given[::-1])


@pytest.mark.parametrize("words", [["Ostra"], ["Ardia", "left"], ["…"]])
def test_very_short_texts_are_compared_whole(words):
    assert together(document(words), document([*words, "…"]))
    assert not together(document(words), document(article(1)))
