"""Which way the words of an effect point, and whether they speak of a tie."""

import pytest

from tertius.coding.statements.directions import draws_of, sign_of


@pytest.mark.parametrize(
    ("effect", "sign"),
    [
        ("the price of bread rose by a tenth", 1),
        ("raised the cost of shipping", 1),
        ("pushed the toll above five crowns", 1),
        ("salt to cost a quarter more", 1),
        ("more tankers", 1),
        ("protects the orchards", 1),
        ("averted a war", 1),
        ("halved the losses", 1),
        ("draws the two capitals closer", 1),
        ("halved the traffic", -1),
        ("cost the yard nine hundred jobs", -1),
        ("exports down by a third", -1),
        ("the bank will go out of business", -1),
        ("left the harbour without pilots", -1),
        ("the truce will not last", -1),
        ("makes the next talks harder", -1),
        ("the ferries were moved to another pier", 0),
        ("nothing will change", 0),
    ],
)
def test_an_effect_is_a_rise_a_fall_or_neither(effect, sign):
    assert sign_of(effect) == sign


@pytest.mark.parametrize(
    ("effect", "draws"),
    [
        ("brings the two states closer together", 1),
        ("the two are no allies but have been getting closer", 1),
        ("weakens the alliance", 0),  # words of both
        ("deepens the rift", -1),
        ("raised freight rates", 0),
        ("cost the yard nine hundred jobs", 0),
    ],
)
def test_only_words_of_ties_draw_closer_or_apart(effect, draws):
    assert draws_of(effect) == draws
