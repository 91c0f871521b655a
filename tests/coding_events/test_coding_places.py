"""Where: the place a sentence names, among the countries the document speaks of."""

from tertius.coding.places import find_place


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
