"""Where: the place a sentence names, among the countries the document speaks of."""

import re

import msgspec
import pytest

from tertius.coding.events import find_events
from tertius.coding.places import find_place
from tertius.reports import tables


def place(read, text):
    return find_place(read(text), (0, len(text)))


def test_a_town_after_a_preposition_is_the_place(read):
    found = place(read, "Azerbaijan held an exercise in Nakhchivan.")
    assert (found.name, found.country) == ("Nakhchivan", "AZE")
    assert found.lat is not None


def test_the_sources_own_spelling_is_kept(read):
    assert place(read, "Azerbaijan and Armenia met at Shushi.").spelling == "Shushi"


def test_a_country_alone_is_no_place(read):
    assert place(read, "Iran held drills in Armenia.") is None


def test_no_place_is_none(read):
    assert place(read, "Iran held drills.") is None


def test_the_name_of_a_body_is_no_place(read):
    assert place(read, "A letter went to Hamas.") is None


@pytest.mark.parametrize(("one", "other"), [("Shusha", "Shushi"), ("Julfa", "Jugha")])
def test_two_spellings_are_one_place(read, one, other):
    first, second = (place(read, f"Azerbaijan opened a road in {name}.") for name in (one, other))
    assert (first.spelling, second.spelling) == (one, other)
    assert msgspec.structs.replace(first, spelling=other) == second


@pytest.mark.parametrize(("spelled", "other"), [("Shusha", "Shushi"), ("Shushi", "Shusha")])
def test_a_table_shows_the_sources_spelling_and_once_the_other(read, spelled, other):
    event = find_events(read(f"Azerbaijan attacked Armenia in {spelled}."))[0]
    words = re.findall(r"\w+", tables.place(event))
    assert (words[0], words.count(spelled), words.count(other)) == (spelled, 1, 1)


@pytest.mark.parametrize(("country", "code"), [("Azerbaijan", "AZE"), ("Iran", "IRN")])
def test_a_name_of_two_countries_is_of_the_one_that_the_text_speaks_of(read, country, code):
    assert place(read, f"{country} opened a road in Julfa.").country == code


def test_a_name_of_two_countries_is_left_open_where_the_text_speaks_of_both(read):
    assert place(read, "Iran and Azerbaijan opened a road in Julfa.").country is None
