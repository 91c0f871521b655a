"""Ties and balance: what replaces what, and when a triad is balanced."""

import datetime as dt

import pytest

from tertius import relations
from tertius.records import Actor, ActorKind, Asserter, Relation, Tie


def state(code, name=None):
    return Actor(name=name or code, code=code, kind=ActorKind.STATE)


A, B, C = state("AAA"), state("BBB"), state("CCC")


def tie(a, b, relation="ally", sign=1, by="a dispatch", **more):
    return Tie(a=a, b=b, relation=Relation(relation), sign=sign, by=Asserter(name=by), **more)


def triad(ab, bc, ac):
    return [tie(x, y, "ally" if sign > 0 else "adversary", sign) for x, y, sign in ((A, B, ab), (B, C, bc), (A, C, ac))]


@pytest.mark.parametrize(
    ("signs", "balanced"),
    [((1, 1, 1), True), ((-1, -1, 1), True), ((-1, 1, 1), False), ((-1, -1, -1), False)],
)
def test_a_triad_is_balanced_with_no_or_two_negative_sides(signs, balanced):
    found = relations.balance(triad(*signs), A, B, C)
    assert found.balanced is balanced
    assert tuple(found.signs.values()) == signs
    assert tuple(found.signs) == ("AAA-BBB", "BBB-CCC", "AAA-CCC")
    assert f"{signs.count(-1)} of 3 sides are negative" in found.because


def test_a_contested_side_has_no_sign_and_both_voices_are_named():
    ties = [*triad(1, 1, 1), tie(B, A, "adversary", -1, by="another dispatch")]
    found = relations.balance(ties, A, B, C)
    assert found.balanced is None
    assert found.signs["AAA-BBB"] is None
    assert "contested, positive by ally (a dispatch), negative by adversary (another dispatch)" in found.because


def test_a_side_without_a_signed_tie_takes_the_sign_of_the_event_record_if_there_is_one():
    ties = [*triad(1, 1, 1)[:2], tie(A, C, "border", 0)]
    assert relations.balance(ties, A, B, C).signs["AAA-CCC"] is None
    assert "no signed tie on record" in relations.balance(ties, A, B, C).because
    found = relations.balance(ties, A, B, C, {("CCC", "AAA"): -1})
    assert found.balanced is False
    assert "AAA-CCC: negative in the event record" in found.because


def test_a_sector_stands_for_its_state_in_a_triad():
    army = Actor(name="Army of A", code="AAA.MIL", kind=ActorKind.ORGANISATION)
    found = relations.balance([tie(army, B, "adversary", -1), *triad(1, 1, 1)[1:]], A, B, C)
    assert found.signs["AAA-BBB"] == -1


def test_ties_out_of_force_do_not_count():
    ties = [*triad(1, 1, 1), tie(A, B, "adversary", -1, until=dt.date(1999, 12, 31))]
    assert relations.balance(ties, A, B, C).balanced is None
    assert relations.balance(ties, A, B, C, on=dt.date(2021, 10, 4)).balanced is True


def test_an_override_replaces_the_same_relation_of_the_pair_and_says_so():
    stated, other = tie(B, A, "ally", 1, by="an old list"), tie(A, B, "trade", 1)
    override = tie(A, B, "ally", -1, by="the case", reason="at war since")
    found = relations.gather([stated, other], [override])
    assert [(one.relation, one.sign) for one in found] == [("ally", -1), ("trade", 1)]
    assert found[0].reason == "at war since (set by hand; replaces what is on record from an old list)"
    assert relations.gather([other], [override])[0].reason == "at war since"


def test_who_arms_whom_is_not_turned_round():
    override = tie(A, B, "arms", 0)
    assert len(relations.gather([tie(B, A, "arms")], [override])) == 2
    assert len(relations.gather([tie(A, B, "arms")], [override])) == 1


def test_the_same_assertion_is_kept_once_and_structure_comes_last():
    structural = tie(A, B, "border", 0, by="a list")
    found = relations.gather([tie(A, B), tie(A, B)], [], [structural])
    assert [one.by.name for one in found] == ["a dispatch", "a list"]
