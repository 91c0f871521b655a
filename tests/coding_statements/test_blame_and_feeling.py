"""Accusations, attitudes, threats, what looks ahead and what only seems to, by the rules; who contests whom."""

import datetime as dt
from functools import cache

import pytest

from tertius import coding
from tertius.records import DateBasis, Document, Kind, Precision, Published, content_id

DAY = dt.date(2031, 3, 4)

KINDS = [
    ("The miller said that the carters steal grain at night.", Kind.ACCUSATION, True),
    ("The miller said that the council had buried three studies on the dam.", Kind.ACCUSATION, True),
    ("The miller said that the carters cut the rope on purpose.", Kind.ACCUSATION, True),
    ("The miller said that the guards held two boys without charge.", Kind.ACCUSATION, True),
    ("The miller called the harbour master a thief.", Kind.ACCUSATION, True),
    ("The miller faulted the council for the flood.", Kind.ACCUSATION, True),
    ("The prosecutor, Ana Moya, said that the treasurer moved the money to his cousin.", Kind.ACCUSATION, True),
    ("The miller said that nobody had stolen grain.", Kind.ACCUSATION, False),
    ("The miller said that the carters did not steal grain.", Kind.ACCUSATION, False),
    ("The miller said that thieves would steal grain if the door stood open.", Kind.ACCUSATION, False),
    ("The miller said that the council had bought three studies on the dam.", Kind.ACCUSATION, False),
    ("Bandits shot two carters on Monday.", Kind.ACCUSATION, False),
    ("The drivers are fed up.", Kind.ATTITUDE, True),
    ("The club president is livid about the move.", Kind.ATTITUDE, True),
    ("The guild reacted with scepticism.", Kind.ATTITUDE, True),
    ("The widow was beside herself with rage.", Kind.ATTITUDE, True),
    ("Villagers resent the toll.", Kind.ATTITUDE, True),
    ("The toll office moved to the north bank.", Kind.ATTITUDE, False),
    ("The guild thinks that the council should pay for the gate.", Kind.ATTITUDE, False),
    ("The man who was angry last year paid the toll.", Kind.ATTITUDE, False),
    ("The ministry is to publish the figures on 2 April.", Kind.PREDICTION, True),
    ("The bridge is on course to open in June.", Kind.PREDICTION, True),
    ("Power should be back by tonight.", Kind.PREDICTION, True),
    ("It should not rain on Sunday.", Kind.PREDICTION, True),
    ("Were both to pay, trade would grow within a year.", Kind.PREDICTION, True),
    ("The truce won't last the week.", Kind.PREDICTION, True),
    ("The aim is to publish the figures.", Kind.PREDICTION, False),
    ("Will Moreau sang in the square.", Kind.PREDICTION, False),
    ("The council should be open to advice.", Kind.PREDICTION, False),
    ("Power should be back by tonight.", Kind.NORMATIVE, False),
    ("The only call on file was about another street.", Kind.NORMATIVE, False),
    ("The council should mend the gate.", Kind.NORMATIVE, True),
    ("The drivers' guild said that it will block the bridge unless the toll is cut.", Kind.THREAT, True),
    ("“If one more stone falls, we are going home,” the envoy Ana Moya said.", Kind.THREAT, True),
    ("The drivers' guild said that it will open a school in May.", Kind.THREAT, False),
    ("The ban has halved the queue at the gate.", Kind.CAUSAL, True),
    ("If the mill is built, it will give the town light.", Kind.CAUSAL, True),
    ("Unless there are nets by May, the children will go hungry.", Kind.CAUSAL, True),
    ("If the gate is shut, we will leave.", Kind.CAUSAL, False),
]  # fmt: skip


def document(text):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    return Document(id=content_id("doc", text), title="", text=text, published=published, constructed=True)


@cache
def together():
    return coding.code([document(text) for text in dict.fromkeys(row[0] for row in KINDS)], fast=True).statements


@pytest.mark.parametrize(("text", "kind", "held"), KINDS)
def test_kinds(text, kind, held):
    mine = [one for one in together() if one.passages[0].document == document(text).id]
    assert mine
    assert any(kind in one.kinds for one in mine) == held


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The envoy Ana Moya said that the boxes arrived full. “Not a single one,” Bo Lind, the chair of the guild, replied.", "arrived full", "Not a single"),
        ("The ministry said that nine offers were on the table. The broker Bo Lind said that there were no nine offers.", "nine offers were", "no nine offers"),
        ("The miller Bo Lind said that importers passed off feed as flour. The importers' guild called that a fairy tale.", "passed off", "fairy tale"),
        ("The council said that the shire had been told of the leak. The mayor, Ana Moya, disputed that.", "been told", "that"),
    ],
)  # fmt: skip
def test_an_answer_that_negates_contests_what_it_answers(text, one, other):
    found = coding.code([document(text)]).statements
    pairs = [(a, b) for a in found for b in found if b.id in a.contested_with]
    assert any(one in a.passages[0].text and other in b.passages[0].text for a, b in pairs)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that nine offers were on the table. The broker Bo Lind could not be reached.",
        "The ministry said that the road was open. The broker Bo Lind said that no ship had sailed in May.",
        "The ministry said that the road was open and that no lorry had waited.",
    ],
)
def test_what_is_no_answer_contests_nothing(text):
    assert all(one.contested_with == () for one in coding.code([document(text)]).statements)
