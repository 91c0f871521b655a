"""Ties of states and bodies that no table knows, and of parties named together before."""

import pytest

from tertius import coding
from tertius.records import Document, content_id


def ties(text):
    held = Document(id=content_id("doc", text), title="", text=text)
    found = coding.code([held], fast=True).ties
    return {(frozenset((tie.a.code or tie.a.name, tie.b.code or tie.b.name)), tie.relation.value) for tie in found}


ARMY = "The army of Tarvania crossed the border of Belvarra on Monday. "


@pytest.mark.parametrize(
    ("text", "one", "relation", "other"),
    [
        (ARMY + "Belvarra broke off relations with Tarvania in 2030.", "Belvarra", "estranged", "Tarvania"),
        (ARMY + "Norway has mediated between Belvarra and Tarvania since 2028.", "NOR", "mediates", "Belvarra"),
        (ARMY + "Tarvania is the sworn enemy of Belvarra.", "Tarvania", "adversary", "Belvarra"),
        (ARMY + "Norway sells gas to Tarvania.", "NOR", "trade", "Tarvania"),
        ("Kenya and Uganda met on Monday. The two countries have been allies since 2004.", "KEN", "ally", "UGA"),
        ("Kenya and Uganda met on Monday. Trade between the two has been lopsided since 1991.", "KEN", "trade", "UGA"),
        ("Kenya warned Uganda on Monday. Both countries share a river.", "KEN", "border", "UGA"),
        ("Kenya and Uganda are each other's best customers, and they share a lake.", "KEN", "border", "UGA"),
        ("Kenya and Uganda are each other's best customers.", "KEN", "trade", "UGA"),
        ("Kenya and Uganda will keep their border crossing open all night.", "KEN", "border", "UGA"),
        ("Kenya should close its border with Somalia, a deputy said.", "KEN", "border", "SOM"),
        (
            "Kenya and Uganda have been partners in trade for years; no circular should undo that.",
            "KEN",
            "trade",
            "UGA",
        ),
        ("Bolivia and Chile have maintained no relations at the level of ambassadors.", "BOL", "estranged", "CHL"),
        ("The Ewe of Ghana and the Ewe of Togo are one people.", "GHA", "kin", "TGO"),
        ("Indonesia is Japan's main source of the metal.", "IDN", "trade", "JPN"),
        ("Kenya broke its alliance with Uganda.", "KEN", "ally", "UGA"),
        ("Morocco and Algeria have not been on speaking terms since 2021.", "MAR", "estranged", "DZA"),
        ("Half of Malawi's tea goes to Kenya.", "MWI", "trade", "KEN"),
    ],
)
def test_a_tie_is_read(text, one, relation, other):
    assert (frozenset((one, other)), relation) in ties(text)


@pytest.mark.parametrize(
    "text",
    [
        "Adam Smith met Lena Jones in Gdansk. Smith is an ally of Jones.",  # persons are no parties
        "Lena Jones, director of Blue Ensign Logistics, sold fuel to the Karsh Brigade.",  # she did, not the company
        "Kazakhstan sends its copper to the Black Sea through Azerbaijan.",  # and sells none there, but see below
        "The two countries share a river.",  # nobody was named
        "Finland is the mediator in the dispute between Chad and Niger.",
        "Voters in Alderland and Wickmark are close to each other, polls in Alderland say.",  # provinces, for all we know
    ],
)
def test_what_only_looks_like_one_is_none(text):
    assert {relation for _, relation in ties(text)} <= {"transit", "mediates"}


def test_who_quarrels_does_not_mediate():
    found = ties("Finland is the mediator in the dispute between Chad and Niger.")
    assert found == {(frozenset(("FIN", "TCD")), "mediates"), (frozenset(("FIN", "NER")), "mediates")}


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Chile and Peru have been allies since the winter of 2004.", 6),
        ("Norway and Denmark have been allies since the winter of 2004.", 12),
    ],
)
def test_a_winter_is_that_of_the_states_named(text, month):
    held = Document(id=content_id("doc", text), title="", text=text)
    (tie,) = coding.code([held], fast=True).ties
    assert tie.since.month == month
