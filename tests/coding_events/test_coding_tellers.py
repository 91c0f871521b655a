"""Who tells of an act, to whom, and where it was: none of these is a party of it; and no act is told twice. All that is told here is made up."""

import pytest

from tertius.coding import code_record


def parties(text, *, fast):
    events = code_record({"id": 1, "text": text}, fast=fast)["events"]
    return [(e["type"], *(e[side] and e[side]["text"] for side in ("source", "target"))) for e in events if e["type"]]


@pytest.mark.parametrize("fast", [True, False], ids=["fast", "accurate"])
@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Norway shelled Swedish villages on Saturday, two residents told Reuters.", "Norway", "Swedish villages"),
        ("Norway arrested three Swedish fishermen, a harbour master told Danish television.", "Norway", "three Swedish fishermen"),
        ("Norway recalled its ambassador from Sweden, according to a statement from the palace.", "Norway", "Sweden"),
        ("Ten soldiers were killed in an ambush in northern Norway, the army said.", None, "Ten soldiers"),
    ],
)  # fmt: skip
def test_who_tells_and_who_is_told_are_no_parties(text, source, target, fast):
    assert [pair for _, *pair in parties(text, fast=fast)] == [[source, target]]


def test_parties_are_whole_words():
    """Names that no vocabulary of word pieces has whole ("Sylvania", "Orsinia")."""
    for text in ("Freedonia warned Sylvania on Monday that it would close the strait.", "Orsinia praised Ustania."):
        for _, *pair in parties(text, fast=False):
            assert all(word is None or word in text.replace(".", "").split() for word in pair)


def test_a_withdrawal_after_talks_is_no_withdrawal_from_them():
    assert [kind for kind, *_ in parties("Norway withdrew its troops from the valley after talks.", fast=True)] == [
        "RETREAT"
    ]
    assert [kind for kind, *_ in parties("Norway withdrew from the talks with Sweden.", fast=True)] == ["SANCTION"]


@pytest.mark.parametrize("fast", [True, False], ids=["fast", "accurate"])
def test_two_words_for_one_act_make_one_event(fast):
    """ "Extended" and "sanctions" tell the same."""
    found = parties("The European Union extended its sanctions on Norway for another six months.", fast=fast)
    assert [pair for _, *pair in found] == [["European Union", "Norway"]]
