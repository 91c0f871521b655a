"""Whose words they are: asides, colons, labels, letters, and who speaks for what."""

import datetime as dt

import pytest

from tertius import coding
from tertius.records import DateBasis, Document, Precision, Published, Voice, content_id

DAY = dt.date(2031, 3, 4)


def coded(text, *, byline=None, publisher="The Tide", title=""):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    held = Document(
        id=content_id("doc", text), title=title, text=text, published=published, byline=byline, publisher=publisher,
        constructed=True,
    )  # fmt: skip
    return coding.code([held]).statements


def said(statements, words):
    holding = [one for one in statements if any(words in passage.text for passage in one.passages)]
    return min(holding, key=lambda one: sum(len(passage.text) for passage in one.passages))


@pytest.mark.parametrize(
    ("text", "words", "speaker", "voice"),
    [
        ("The harbour ministry put out a single line: no vessel had been turned back.", "no vessel", "ministry", Voice.OFFICIAL),
        ("The ministry's answer was brief: the toll brings in money.", "toll brings", "ministry", Voice.OFFICIAL),
        ("The broker Ines Falk puts the chance of a dry summer at one in four.", "dry summer", "Falk", Voice.NAMED),
        ("The census bureau puts the turnout at 41 percent.", "turnout", "census bureau", Voice.OFFICIAL),
        ("Ines Falk ran the mill. In her telling the ledger was wrong and the tunnel leaked.", "ledger was wrong", "Falk", Voice.NAMED),
        ("Last year the toll cost more than it yielded, the audit office found.", "toll cost", "audit office", Voice.OFFICIAL),
        ("All it has done is move the queue north, the hauliers' guild countered.", "move the queue", "guild", Voice.NAMED),
        ("A new line is going to change that, if one believes the transport ministry.", "new line", "ministry", Voice.OFFICIAL),
        ("I disagree with Ana Moya, who told me that the fee would vanish.", "fee would vanish", "Moya", Voice.NAMED),
        ("According to the vice-minister of Trade, Rolando Quispe, the tariffs fell by half.", "tariffs fell", "Quispe", Voice.OFFICIAL),
        ("A clerk whose name may not be published said that the vouchers were old.", "vouchers", "clerk", Voice.ANONYMOUS),
        ("A diplomat from a neighbouring state said that the line was safe.", "line was safe", "diplomat", Voice.ANONYMOUS),
        ("The weather bureau said that the river was high.", "river was high", "weather bureau", Voice.OFFICIAL),
        ("“The pump is old,” deputy mayor Doug Prentice said.", "pump is old", "Prentice", Voice.OFFICIAL),
        ("Chief financial officer Emi Tsuda said that the margin was thin.", "margin", "Tsuda", Voice.NAMED),
        ("The Front's spokeswoman, Leyla Dag, said that the men had dug no trench.", "no trench", "Dag", Voice.NAMED),
    ],
)  # fmt: skip
def test_who_says_it(text, words, speaker, voice):
    one = said(coded(text), words)
    assert speaker in one.speaker.name
    assert voice is None or one.voice == voice


def test_what_only_looks_like_an_aside_is_the_authors():
    for text in ("The clerk put the book on the table at noon.", "By the mayor's car stood two guards and a dog."):
        assert {one.voice for one in coded(text)} <= {Voice.AUTHOR}


def test_a_mayor_is_official_behind_the_label_that_gives_only_the_surname():
    text = (
        "ANA LOPEZ: On the line is Mayor Rodel Santos of Puerto Bello.\n\nSANTOS: The bridge is open to carts.\n\n"
        "LOPEZ: And lorries?\n\nSANTOS: The pier has moved."
    )
    assert said(coded(text), "The pier").voice == Voice.OFFICIAL


def test_who_asks_at_a_briefing_is_the_press_and_who_answers_the_ministry():
    text = (
        "MS BERG: Good morning. The talks are over.\n\nQUESTION (Ana Moya, Channel Six): The fleet has sailed.\n\n"
        "MS BERG: The fleet is in port.\n\nQUESTION: Thank you.\n\nMS BERG: Until Friday."
    )
    found = coded(text, publisher="Ministry of External Relations of Ruritania", title="Daily briefing")
    assert said(found, "in port").voice == Voice.OFFICIAL
    assert said(found, "has sailed").voice == Voice.MEDIA


def test_on_a_page_of_letters_each_writer_speaks_for_himself():
    text = (
        "Sir, — Your leader claims that the lake is deep. It is shallow. Henrik Toft, Aarhus\n\n"
        "Sir, — The lake has no fish at all. (Name withheld)"
    )
    found = coded(text, publisher="The Ledger")
    shallow, fish = said(found, "It is shallow"), said(found, "no fish")
    assert (shallow.speaker.name, shallow.voice) == ("Henrik Toft", Voice.AUTHOR)
    assert fish.voice == Voice.ANONYMOUS


def test_what_an_author_saw_goes_on_in_the_next_sentence():
    found = coded("I watched a guard carry two boxes out. Nobody stopped him.", byline="Vera Lund")
    assert said(found, "Nobody").voice == Voice.EYEWITNESS


def test_a_body_that_promised_a_thing_and_not_an_act_says_nothing():
    found = coded("The council promised the ferrymen plots of land and cheated them of every one.", byline="Vera Lund")
    assert {one.voice for one in found} == {Voice.AUTHOR}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It is time for Peru to open the gate, the envoy said, and Chile should wait.", "PER"),
        ("Peru was urged to open the gate.", "PER"),
        ("The envoy urged Peru to open the gate to Chile.", "PER"),
        ("The council should open the gate to Peru.", None),
    ],
)
def test_to_whom_a_demand_goes(text, code):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    held = Document(id=content_id("doc", text), title="", text=text, published=published, constructed=True)
    asked = [demand.addressee.code if demand.addressee else None for demand in coding.code([held]).demands]
    assert asked
    assert asked[0] == code
