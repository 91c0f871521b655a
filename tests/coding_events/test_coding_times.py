"""Phrases of time become intervals of days, relative to the document's own date."""

import datetime as dt

import msgspec
import pytest

from tertius.coding.times import find_times, resolve
from tertius.records import DateBasis, Precision, Published

REFERENCE = dt.date(2021, 10, 4)  # a Monday

PHRASES = [
    ("last summer", "2021-06-01", "2021-08-31", "season"),
    ("between 5-8 October", "2021-10-05", "2021-10-08", "range"),
    ("for 30 years", "1991-10-04", "2021-10-04", "span"),
    ("since the 1990s", "1990-01-01", "2021-10-04", "span"),
    ("on Tuesday", "2021-09-28", "2021-09-28", "day"),
    ("mid-September", "2021-09-11", "2021-09-20", "range"),
    ("yesterday", "2021-10-03", "2021-10-03", "day"),
    ("two weeks ago", "2021-09-20", "2021-09-26", "week"),
    ("from 3 to 7 May 2021", "2021-05-03", "2021-05-07", "range"),
    ("in October", "2021-10-01", "2021-10-31", "month"),
    ("next month", "2021-11-01", "2021-11-30", "month"),
    ("by the end of the year", "2021-10-04", "2021-12-31", "year"),
    ("early 2020", "2020-01-01", "2020-04-30", "season"),
    ("Oct. 5", "2021-10-05", "2021-10-05", "day"),
    ("October 5, 2021", "2021-10-05", "2021-10-05", "day"),
    ("5 October", "2021-10-05", "2021-10-05", "day"),
    ("2021-10-05", "2021-10-05", "2021-10-05", "day"),
    ("for several decades", None, "2021-10-04", "span"),
    ("by 1 December", "2021-10-04", "2021-12-01", "range"),
    ("in the first quarter of 2020", "2020-01-01", "2020-03-31", "season"),
    ("last week", "2021-09-27", "2021-10-03", "week"),
    ("next Friday", "2021-10-08", "2021-10-08", "day"),
    ("last Friday", "2021-10-01", "2021-10-01", "day"),
    ("all these past 30 years", "1991-10-04", "2021-10-04", "span"),
    ("in the summer of 2019", "2019-06-01", "2019-08-31", "season"),
    ("from 1988 to 1994", "1988-01-01", "1994-12-31", "span"),
    ("1992-93", "1992-01-01", "1993-12-31", "span"),
    ("since 1979", "1979-01-01", "2021-10-04", "span"),
    ("in 2023", "2023-01-01", "2023-12-31", "year"),
    ("late last year", "2020-09-01", "2020-12-31", "season"),
    ("earlier this year", "2021-01-01", "2021-10-04", "year"),
    ("in three weeks", "2021-10-25", "2021-10-31", "week"),
    ("over the past two months", "2021-08-04", "2021-10-04", "range"),
    ("the day before yesterday", "2021-10-02", "2021-10-02", "day"),
    ("between September 12 and September 20", "2021-09-12", "2021-09-20", "range"),
    ("27 September to 10 November 2020", "2020-09-27", "2020-11-10", "range"),
    ("in the 90s", "1990-01-01", "1999-12-31", "span"),
    ("winter 2020", "2020-12-01", "2021-02-28", "season"),
    ("after 10 November 2020", "2020-11-11", None, "range"),
    ("a few months ago", "2021-05-04", "2021-08-04", "range"),
    ("the next three days", "2021-10-04", "2021-10-07", "range"),
    ("by Friday", "2021-10-04", "2021-10-08", "range"),
    ("this weekend", "2021-10-09", "2021-10-10", "range"),
    ("Tuesday night", "2021-09-28", "2021-09-28", "day"),
    ("from July to September", "2021-07-01", "2021-09-30", "range"),
    ("the second half of 2019", "2019-07-01", "2019-12-31", "season"),
    ("July 2018", "2018-07-01", "2018-07-31", "month"),
]


@pytest.mark.parametrize(("phrase", "start", "end", "precision"), PHRASES)
def test_a_phrase_names_an_interval(phrase, start, end, precision):
    when = resolve(phrase, REFERENCE)
    assert when is not None
    assert (when.start and str(when.start), when.end and str(when.end), str(when.precision)) == (start, end, precision)


@pytest.mark.parametrize(
    ("phrase", "tense", "day"),
    [("on Tuesday", "future", "2021-10-05"), ("on Tuesday", "past", "2021-09-28"), ("on Monday", "past", "2021-10-04")],
)
def test_a_weekday_lies_in_the_direction_of_the_tense(phrase, tense, day):
    assert str(resolve(phrase, REFERENCE, tense).start) == day


def test_the_words_of_the_sentence_give_the_tense():
    (future,) = find_times("The ministers will meet on Thursday.", REFERENCE)
    (past,) = find_times("The ministers met on Thursday.", REFERENCE)
    assert (future.when.start, past.when.start) == (dt.date(2021, 10, 7), dt.date(2021, 9, 30))


def test_a_missing_year_comes_from_the_sentence_before_the_document():
    (day, _year) = find_times("The pact of 9 November came late in 2020.", REFERENCE)
    assert day.when.start == dt.date(2020, 11, 9)


def test_a_month_without_a_year_is_not_put_in_the_future_by_a_past_tense():
    (mention,) = find_times("They signed it in December.", REFERENCE)
    assert mention.when.start == dt.date(2020, 12, 1)


@pytest.mark.parametrize("phrase", ["yesterday", "on Tuesday", "last summer", "5 October", "for 30 years"])
def test_a_relative_phrase_without_a_reference_is_not_placed(phrase):
    assert resolve(phrase, None) is None


def test_an_absolute_date_needs_no_reference():
    assert resolve("15 June 2021", None).start == dt.date(2021, 6, 15)


@pytest.mark.parametrize(
    "phrase",
    ["on 30 February", "the May government", "a march on the capital", "the Caspian Today", "nothing of the kind"],
)
def test_what_is_no_date_gives_none(phrase):
    assert resolve(phrase, REFERENCE) is None


def test_spans_point_to_the_words():
    text = "On 15 June 2021 they signed.\nTalks go on until next month."
    assert [text[a:b] for a, b in (m.span for m in find_times(text, REFERENCE))] == ["15 June 2021", "until next month"]


def test_a_documents_own_date_counts_by_its_start_and_an_inferred_one_by_its_end():
    published = Published(
        start=REFERENCE, end=dt.date(2021, 10, 8), precision=Precision.RANGE, basis=DateBasis.METADATA
    )
    assert resolve("yesterday", published).start == dt.date(2021, 10, 3)
    inferred = msgspec.structs.replace(published, basis=DateBasis.INFERRED)
    assert resolve("yesterday", inferred).start == dt.date(2021, 10, 7)


@pytest.mark.parametrize(
    ("hemisphere", "phrase", "start", "end"),
    [
        ("south", "last summer", "2020-12-01", "2021-02-28"),
        ("south", "last winter", "2021-06-01", "2021-08-31"),
        ("south", "in the summer of 2019", "2019-12-01", "2020-02-29"),
        (None, "last summer", "2020-12-01", "2021-08-31"),
        (None, "next spring", "2022-03-01", "2022-11-30"),
    ],
)
def test_seasons_are_those_of_the_hemisphere_and_of_both_where_it_is_unknown(hemisphere, phrase, start, end):
    (mention,) = find_times(phrase, dt.date(2021, 10, 6), hemisphere=hemisphere)
    assert (str(mention.when.start), str(mention.when.end)) == (start, end)
    assert mention.when.precision == ("range" if hemisphere is None else "season")
