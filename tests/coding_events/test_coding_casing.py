"""Headlines in title case and in capitals are parsed in sentence case; running text and names stay as they are."""

import datetime as dt

import pytest

from tertius.coding import code_records
from tertius.coding.casing import sentence_case
from tertius.coding.pipeline import nlp


def recased(text, day=None):
    return sentence_case(text, nlp(), day)


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("Norway Expels Two Finnish Diplomats", "Norway expels two Finnish diplomats"),
        ("PERU RECALLS ENVOY FROM BOLIVIA", "Peru recalls envoy from Bolivia"),
        ("Ecuador Lifts Tariffs on Bush From Sri Lanka", "Ecuador lifts tariffs on bush from Sri Lanka"),
        ("UN Condemns Attack on Black Sea Port", "UN condemns attack on Black Sea port"),
        ("Why Can’t Oslo and Riga Agree?", "Why can’t Oslo and Riga agree?"),
        ("Port Closed. Riga Asks Why", "Port closed. Riga asks why"),
    ],
)
def test_common_words_of_a_headline_are_put_in_small_letters(headline, sentence):
    assert recased(headline) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "By Marta Rueda and Ken Lindqvist",
        "The Ministry of Foreign Affairs of Georgia replied on Monday that it knew nothing of the letter.",
        "Norway expelled two diplomats.",
        "Oslo, Norway",
    ],
)
def test_other_lines_stay_as_they_are(text):
    assert recased(text) == text


def test_a_line_is_told_by_itself_and_the_others_stay():
    text = "Norway Seizes Danish Trawler Off Coast\n\nThe Norwegian Coast Guard said so on Monday.\n"
    assert recased(text) == "Norway seizes Danish trawler off coast\n\nThe Norwegian Coast Guard said so on Monday.\n"


def test_what_the_text_always_writes_with_a_capital_is_a_name_in_its_headline():
    headline = "Minister Weaver Visits Oslo Over Herring"
    assert "Weaver" not in recased(headline)
    assert "Weaver" in recased(f"{headline}\n\nOn Monday the minister, Weaver, met the mayor.")


def test_a_word_that_was_an_office_holders_name_on_the_day_is_a_name():
    headline = "Norway Urges Bush to Visit Oslo"
    assert recased(headline, dt.date(2007, 5, 1)) == "Norway urges Bush to visit Oslo"
    assert recased(headline, dt.date(2020, 5, 1)) == "Norway urges bush to visit Oslo"


@pytest.mark.parametrize(
    ("headline", "type_", "source", "target"),
    [
        ("Kenya Seizes Two Ugandan Ships", "COERCE", "KEN", "UGA"),
        ("Zambia Rejects Malawi's Border Proposal", "REJECT", "ZMB", "MWI"),
        ("SEOUL HALTS FOOD AID TO PYONGYANG", "SANCTION", "KOR", "PRK"),
    ],
)
def test_headlines_are_coded_and_spans_are_those_of_the_text(headline, type_, source, target):
    ((event,),) = (line["events"] for line in code_records([{"id": 1, "text": headline}], fast=True))
    codes = [event[side]["actor"]["code"] for side in ("source", "target")]
    assert (event["type"], *codes) == (type_, source, target)
    assert headline[slice(*event["source"]["span"])] == event["source"]["text"]
