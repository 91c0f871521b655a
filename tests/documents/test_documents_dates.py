"""Dates: what a header states, what a text writes out, and what it only lets infer."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.documents import dates
from tertius.records import DateBasis, Precision

DAY = dt.date


@pytest.mark.parametrize(
    ("stated", "start", "end", "precision"),
    [
        ("2021-10-05", DAY(2021, 10, 5), DAY(2021, 10, 5), Precision.DAY),
        ("2021-10-05T08:00:00Z", DAY(2021, 10, 5), DAY(2021, 10, 5), Precision.DAY),
        ("Tuesday, 5 October 2021", DAY(2021, 10, 5), DAY(2021, 10, 5), Precision.DAY),
        ("Oct. 5, 2021", DAY(2021, 10, 5), DAY(2021, 10, 5), Precision.DAY),
        ("October 5th, 2021", DAY(2021, 10, 5), DAY(2021, 10, 5), Precision.DAY),
        ("Tue, 05 Oct 2021 23:10:00 +0400", DAY(2021, 10, 5), DAY(2021, 10, 5), Precision.DAY),
        ("5-8 October 2021", DAY(2021, 10, 5), DAY(2021, 10, 8), Precision.RANGE),
        ("October 2021", DAY(2021, 10, 1), DAY(2021, 10, 31), Precision.MONTH),
        ("February 2024", DAY(2024, 2, 1), DAY(2024, 2, 29), Precision.MONTH),
        ("2021", DAY(2021, 1, 1), DAY(2021, 12, 31), Precision.YEAR),
    ],
)
def test_a_stated_date_is_read_with_its_precision(stated, start, end, precision):
    found = dates.parse(stated, basis=DateBasis.METADATA)
    assert (found.start, found.end, found.precision, found.basis) == (start, end, precision, DateBasis.METADATA)


@pytest.mark.parametrize(
    "stated", ["", "soon", "30 February 2021", "2021-13-40", "5 October", "May be", "page 12 of 30"]
)
def test_what_states_no_date_gives_none(stated):
    assert dates.parse(stated, basis=DateBasis.METADATA) is None


@given(st.dates(min_value=DAY(1950, 1, 1), max_value=DAY(2049, 12, 31)))
def test_a_date_written_out_is_found_as_it_was_written(day):
    for written in (
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        day.isoformat(),
        f"{day.day} {day:%b} {day.year}",
    ):
        found = dates.parse(f"On {written}", basis=DateBasis.TEXT)
        assert (found.start, found.end) == (day, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The ministers will meet on 12 March 2019 in Ostra.", DAY(2019, 3, 11)),
        ("The exercise North Shield-2017 will be held between 3-6 May.", DAY(2017, 5, 2)),
        ("A vote is scheduled for June 4. The law dates from 2015.", DAY(2015, 6, 3)),
        ("On 9 August 2018, the two presidents are to sign the accord.", DAY(2018, 8, 8)),
        ("Ardia plans to open the bridge on 1 March 2020.", DAY(2020, 2, 29)),
        ("Talks will begin on 8 July 2016. A summit will follow on 2 July 2016.", DAY(2016, 7, 1)),
    ],
)
def test_the_day_before_the_earliest_date_set_in_the_future_is_inferred(text, day):
    found = dates.infer(text)
    assert (found.end, found.day, found.precision, found.basis) == (day, day, Precision.RANGE, DateBasis.INFERRED)
    assert "in its future" in found.because


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ministers met on 12 March 2019.",
        "The ministers will meet soon.",
        "The ministers will meet on 12 March.",  # no year anywhere
        "Belmark will answer, its ministry said on 3 May 2018.",  # the date of the saying
        "Ardia will respond to the attack of 3 May 2018.",  # the date of the attack
        "Ardia will rebuild what it lost after 3 May 2018.",
        "“We will meet on 3 March 2016,” he said then. Troops crossed the river on 5 June 2018.",  # long past
    ],
)
def test_without_a_date_in_the_future_nothing_is_inferred(text):
    assert dates.infer(text) is None


def test_the_goal_of_a_plan_is_not_taken_for_the_year_of_writing():
    text = "Emissions are to fall by 2050. The council met in 2019. Delegates will return on 4 April."
    assert dates.infer(text).end == DAY(2019, 4, 3)


def test_an_inferred_date_is_an_interval_from_the_latest_day_told_of_as_past():
    text = "Troops crossed the river on 5 June 2018. The council will meet on 9 July 2018."
    found = dates.infer(text)
    assert (found.start, found.end) == (DAY(2018, 6, 5), DAY(2018, 7, 8))
    assert "from 2018-06-05 (the text tells of that day as past) to 2018-07-08" in found.because


def test_without_an_earlier_bound_the_interval_is_a_year_and_says_so():
    found = dates.infer("The council will meet on 9 July 2018.")
    assert (found.start, found.end) == (DAY(2017, 7, 8), DAY(2018, 7, 8))
    assert "a year before is assumed" in found.because


def test_a_line_break_ends_a_sentence_for_dates_too():
    assert dates.infer("What the army will do\nOn 3 May 2018 it moved.") is None
