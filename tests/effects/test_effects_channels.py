"""Channels: open by the ties on record alone, with what they predict, who asserts them and what was found."""

from __future__ import annotations

import pytest

from tertius.effects import channels
from tertius.effects._ways import WAYS
from tertius.records import (
    Actor,
    ActorKind,
    Asserter,
    Causal,
    Form,
    Kind,
    Measure,
    Passage,
    Relation,
    Response,
    Speaker,
    Statement,
    Tie,
    Verdict,
    Voice,
)

A, B, C = (Actor(name=name, code=code, kind=ActorKind.STATE) for name, code in
           (("Averia", "QAV"), ("Borland", "QBO"), ("Cathay Minor", "QCM")))  # fmt: skip
PAIR, ON = ("QAV", "QBO"), "QCM"


def tie(one, other, relation, sign=0):
    return Tie(a=one, b=other, relation=relation, sign=sign, by=Asserter(name="the case file"))


def said(number, text, *, about=(C, A), kinds=(Kind.CAUSAL,), voice=Voice.ANONYMOUS, speaker="a source", document="d1",
         causal=None):  # fmt: skip
    passage = Passage(document=document, start=0, end=len(text), text=text)
    return Statement(id=f"s{number}", speaker=Speaker(name=speaker), voice=voice, form=Form.INDIRECT, kinds=kinds,
                     passages=(passage,), about=about, causal=causal)  # fmt: skip


def answered(other, measure, verdict, because="the figures"):
    return Response(between=PAIR, tie=(ON, other), measure=measure, horizons=[0, 1], verdict=verdict, because=because)


def test_without_a_tie_of_the_third_no_channel_is_open():
    assert channels(PAIR, ON, [tie(A, B, Relation.ADVERSARY, -1)], [], []) == ()


@pytest.mark.parametrize(
    ("relation", "sign", "name", "predicted", "direction"),
    [
        (Relation.ALLY, 1, "alliance", "QAV", 1),
        (Relation.ARMS, 1, "proxy and arms supply", "QBO", -1),
        (Relation.PROXY, 1, "proxy and arms supply", "QBO", -1),
        (Relation.KIN, 0, "ethnic kin", "QAV", 1),
        (Relation.TRADE, 1, "trade and energy", "QAV", -1),
        (Relation.MEDIATES, 0, "mediation", "QAV", 1),
    ],
)
def test_a_tie_opens_its_channel_and_predicts(relation, sign, name, predicted, direction):
    (one,) = channels(PAIR, ON, [tie(C, A, relation, sign)], [], [])
    assert (one.name, one.tie, one.sign) == (name, (ON, predicted), direction)
    assert one.literature
    assert one.basis == (f"{relation}: Cathay Minor and Averia, according to the case file",)
    assert one.chain[0] == "tension between QAV and QBO rises"


def test_a_common_adversary_predicts_closer_to_its_enemy_and_apart_from_itself():
    found = {one.name: (one.tie, one.sign) for one in channels(PAIR, ON, [tie(B, C, Relation.ADVERSARY, -1)], [], [])}
    assert found == {"enemy's enemy": ((ON, "QAV"), 1), "diversion": ((ON, "QBO"), -1)}


def test_an_adversary_of_both_has_no_enemys_enemy():
    both = [tie(C, end, Relation.ADVERSARY, -1) for end in (A, B)]
    assert [one.name for one in channels(PAIR, ON, both, [], [])] == ["diversion", "diversion"]


def test_borders_with_both_make_one_channel_without_a_sign():
    (one,) = channels(PAIR, ON, [tie(C, A, Relation.BORDER), tie(C, B, Relation.TRANSIT)], [], [])
    assert (one.name, one.tie, one.sign, len(one.basis)) == ("border and transit", None, None, 2)
    assert "the literature gives no sign" in one.agreement
    assert one.chain[1] == "a border or a transit route on record links QCM and QAV and QBO"


def test_an_office_of_a_state_counts_as_the_state():
    ministry = Actor(name="the ministry", code="QAV.GOV", kind=ActorKind.ORGANISATION)
    assert [one.name for one in channels(PAIR, ON, [tie(ministry, C, Relation.ALLY, 1)], [], [])] == ["alliance"]


def test_the_order_of_the_pair_changes_nothing():
    ties = [tie(C, A, Relation.ALLY, 1), tie(C, B, Relation.ADVERSARY, -1), tie(C, B, Relation.BORDER)]
    assert channels(PAIR, ON, ties, [], []) == channels(PAIR[::-1], ON, ties, [], [])


def test_statements_in_a_channels_words_are_named_and_their_voices_counted_by_speaker():
    statements = [
        said(1, "the tension will bring the two closer as allies"),
        said(2, "their alliance grows with every quarrel"),
        said(3, "the alliance will hold", document="d2"),
        said(4, "the alliance is strong", voice=Voice.OFFICIAL, speaker="Minister Q"),
        said(5, "exports of apples fell"),
        said(6, "the alliance matters", about=(A, B), kinds=(Kind.ATTITUDE,)),
        said(7, "an alliance was signed", kinds=(Kind.EVENT,)),
        said(8, "it will change", about=(A, B), causal=Causal(cause="the quarrel", effect="an alliance", sign=1)),
    ]
    (one,) = channels(PAIR, ON, [tie(C, A, Relation.ALLY, 1)], statements, [])
    assert one.statements == ("s1", "s2", "s3", "s4", "s8")
    assert one.voices == {"anonymous": 2, "official": 1}


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((Verdict.CLOSER, Verdict.NONE_DETECTED), "agrees"),
        ((Verdict.APART, Verdict.NONE_DETECTED), "disagrees"),
        ((Verdict.APART, Verdict.CLOSER), "mixed"),
        ((Verdict.MIXED, Verdict.NONE_DETECTED), "mixed"),
        ((Verdict.NONE_DETECTED, Verdict.UNDERPOWERED), "neither supports nor contradicts"),
        ((Verdict.NOT_COMPUTABLE, Verdict.NOT_COMPUTABLE), "not computable (only 5 events)"),
    ],
)
def test_the_response_of_the_predicted_tie_is_set_beside_it(verdicts, expected):
    responses = [answered("QAV", m, v, "only 5 events") for m, v in zip(Measure, verdicts, strict=True)]
    responses.append(answered("QBO", Measure.CONFLICT, Verdict.CLOSER))
    (one,) = channels(PAIR, ON, [tie(C, A, Relation.ALLY, 1)], [], responses)
    assert expected in one.agreement


def test_without_a_response_the_channel_says_so():
    (one,) = channels(PAIR, ON, [tie(C, A, Relation.ALLY, 1)], [], [])
    assert one.agreement == "nothing to compare: no response of QCM-QAV was computed"


D = Actor(name="Dorland", code="QDO", kind=ActorKind.STATE)


def test_an_ally_of_the_side_that_the_third_is_drawn_to_opens_an_alliance_with_it():
    ties = [tie(C, B, Relation.ADVERSARY, -1), tie(D, A, Relation.ALLY, 1), tie(D, B, Relation.ALLY, 0)]
    told = [said(1, "it could lead to a rapprochement of the two", about=(C, D), kinds=(Kind.PREDICTION,))]
    last = channels(PAIR, ON, ties, told, [])[-1]
    assert (last.name, last.tie, last.sign, last.statements) == ("alliance", (ON, "QDO"), 1, ("s1",))
    assert last.basis == (
        "adversary: Cathay Minor and Borland, according to the case file",
        "ally: Dorland and Averia, according to the case file",
    )


@pytest.mark.parametrize(
    "ties",
    [
        [tie(D, A, Relation.ALLY, 1)],
        [tie(C, A, Relation.ALLY, 1), tie(C, B, Relation.ALLY, 1), tie(D, A, Relation.ALLY, 1)],
        [tie(C, A, Relation.ALLY, 1), tie(D, A, Relation.ALLY, 1), tie(D, B, Relation.ALLY, 1)],
    ],
)
def test_a_fourth_opens_nothing_where_sides_are_not_clear(ties):
    assert not any("QDO" in one.tie for one in channels(PAIR, ON, ties, [], []))


def test_the_eight_ways_are_the_named_ones():
    assert [way.name for way in WAYS] == [
        "alliance", "enemy's enemy", "proxy and arms supply", "ethnic kin", "border and transit", "trade and energy",
        "mediation", "diversion",
    ]  # fmt: skip
