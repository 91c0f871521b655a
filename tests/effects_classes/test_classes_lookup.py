"""From ties to a class and its rates: what fits, what does not and why, and what is said with it."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from tertius.effects.classes import reference_class
from tertius.effects.classes._counting import Cell, Class, Count
from tertius.effects.classes._intervals import jeffreys
from tertius.effects.classes._table import read_table, table_text
from tertius.errors import InputError, UsageError
from tertius.records import Actor, ActorKind, Asserter, Relation, Tie

A, B, C = "AZE", "IRN", "ISR"


def tie(one: str, other: str, relation: Relation, sign: int, **dates: dt.date) -> Tie:
    actors = [Actor(name=code, code=code, kind=ActorKind.STATE) for code in (one, other)]
    return Tie(a=actors[0], b=actors[1], relation=relation, sign=sign, by=Asserter(name="test"), **dates)


ARMS = tie(C, A, Relation.ARMS, 1, since=dt.date(2012, 1, 1))
RIVAL = tie(B, C, Relation.ADVERSARY, -1)


@pytest.fixture
def small(tmp_path):
    """A table of one class and of everyone."""
    of, everyone = Class("pair", "arms", "rival", "far"), Class("pair", "any", "any", "any")
    after = {Cell(of, "dispute", 3): Count(100, 30, 25, 4.0), Cell(everyone, "dispute", 3): Count(9000, 180, 300, 9.0),
             Cell(of, "closer", 3): Count(29, 1, 25, 1.0), Cell(of, "closer", 1): Count(40, 1, 9, 1.0)}  # fmt: skip
    quiet = {Cell(of, "dispute", 3): Count(400, 20, 25, 2.0)}
    path = tmp_path / "table.tsv"
    path.write_text(table_text({"test records": (after, quiet)}, ("a source",)), encoding="utf-8")
    return path


def test_a_rate_carries_its_n_interval_base_and_source(small):
    got = reference_class([ARMS, RIVAL], (B, A), C, table=small)
    assert got.because is None
    (rate,) = got.rates  # the other cells have too few triad-years or pairs
    assert (rate.about, rate.outcome, rate.years, rate.n, rate.k) == ((A, B), "dispute", 3, 100, 30)
    assert (rate.low, rate.high) == pytest.approx(jeffreys(7.5, 25))
    assert (rate.low_independent, rate.high_independent) == pytest.approx(jeffreys(30, 100))
    assert rate.base_rate == pytest.approx(0.05)
    assert (rate.base_low, rate.base_high) == pytest.approx(jeffreys(10, 200))
    assert rate.everyone == pytest.approx(0.02)
    assert rate.compared == "above"
    assert "30 of 100 triad-years" in rate.text
    assert "in quiet years of the same pairs 5.0%" in rate.text
    assert got.headline == rate
    assert rate.claim == (
        "Israel enters a militarised dispute with Azerbaijan or Iran within three years after a militarised dispute "
        "between Azerbaijan and Iran begins"
    )
    assert got.sources == ("a source",)
    assert any("not why" in caveat for caveat in got.caveats)


def test_swapping_a_and_b_changes_nothing():
    assert reference_class([ARMS, RIVAL], (A, B), C) == reference_class([RIVAL, ARMS], (B, A), C)


def test_without_any_tie_no_class_is_told():
    got = reference_class([tie(A, B, Relation.ADVERSARY, -1)], (A, B), C)
    assert got.rates == ()
    assert got.headline is None
    assert "is on record" in got.because


def test_a_class_with_too_few_behind_it_states_no_rate(small):
    got = reference_class([tie(C, A, Relation.ALLY, 1), RIVAL], (A, B), C, table=small)
    assert got.rates == ()
    assert "fewer than 30 triad-years or 10 pairs" in got.because


NOTHING = "neither rival, ally nor partner in arms of"


@pytest.mark.parametrize(
    ("ties", "profile"),
    [
        ([ARMS, RIVAL], "a partner in arms deliveries of Azerbaijan, a rival of Iran, out of reach of both"),
        ([tie(C, A, Relation.ALLY, 1), ARMS], f"an ally of Azerbaijan, {NOTHING} Iran, out of reach of both"),
        (
            [tie(C, A, Relation.ALLY, 1), tie(A, C, Relation.PROXY, -1)],
            f"both a rival and an ally of Azerbaijan, {NOTHING} Iran, out of reach of both",
        ),
        (
            [RIVAL, tie(C, B, Relation.BORDER, 0)],
            f"{NOTHING} Azerbaijan, a rival of Iran, within reach of Iran",
        ),
    ],
)
def test_ties_put_a_state_in_its_class(ties, profile):
    assert reference_class(ties, (A, B), C).profile == f"Israel: {profile}"


def test_a_major_power_is_within_reach_of_all():
    got = reference_class([tie("USA", A, Relation.ARMS, 1)], (A, B), "USA")
    assert "within reach of Azerbaijan and Iran" in got.profile


def test_only_ties_in_force_on_the_day_count():
    early = reference_class([ARMS, RIVAL], (A, B), C, at=dt.date(2010, 1, 1))
    assert "neither rival, ally nor partner in arms of Azerbaijan" in early.profile


def test_a_stand_in_for_rivalry_is_named():
    got = reference_class([tie(C, B, Relation.ESTRANGED, -1)], (A, B), C)
    assert any("estranged" in caveat and "nearest" in caveat for caveat in got.caveats)


@pytest.mark.parametrize(("between", "on"), [((A, A), C), ((A, B), A)])
def test_three_different_actors_are_needed(between, on):
    with pytest.raises(UsageError, match="three different"):
        reference_class([ARMS], between, on)


def test_the_shipped_table_is_whole_and_small():
    table = read_table()
    assert set(table.counts) == {"MID, 1946 to 2014", "MID, 1990 to 2014", "GML, 1946 to 2010"}
    assert len(table.sources) == 8
    for cells in table.counts.values():
        for cell, (after, base) in cells.items():
            assert after.n >= 30
            assert after.pairs >= 10
            assert after.effect >= 1
            assert base is None or base.k <= base.n
            assert cell.years in (1, 3)


def test_within_three_years_is_no_less_often_than_within_one():
    cells = read_table().counts["MID, 1946 to 2014"]
    for cell, (three, _) in cells.items():
        one = cells.get(within_one(cell))
        if cell.years == 3 and one is not None and three.k < one[0].k:
            assert one[0].n > three.n  # only because fewer windows are whole


def within_one(cell: Cell) -> Cell:
    return Cell(cell.of, cell.outcome, 1)


def test_the_value_survives_json():
    got = reference_class([ARMS, RIVAL], (A, B), C, at=dt.date(2021, 10, 6))
    assert msgspec.json.decode(msgspec.json.encode(got), type=type(got)) == got


@pytest.mark.parametrize(
    ("text", "words"),
    [("nothing here\n", "no table of reference classes"), ("", "no table")],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path, text, words):
    (tmp_path / "table.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        reference_class([ARMS], (A, B), C, table=tmp_path / "table.tsv")


def test_a_table_without_any_class_is_refused(tmp_path):
    (tmp_path / "table.tsv").write_text(table_text({}, ()), encoding="utf-8")
    with pytest.raises(InputError, match="holds no class"):
        reference_class([ARMS], (A, B), C, table=tmp_path / "table.tsv")


def test_a_damaged_row_is_named(small):
    small.write_text(small.read_text().replace("\t100\t30\t", "\t100\t300\t"), encoding="utf-8")
    with pytest.raises(InputError, match="damaged in row"):
        reference_class([ARMS], (A, B), C, table=small)


def test_a_missing_table_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        reference_class([ARMS], (A, B), C, table=tmp_path / "none.tsv")


def test_every_rate_says_what_it_is_a_rate_of():
    got = reference_class([ARMS, RIVAL], (A, B), C)
    claims = {rate.claim for rate in got.rates}
    assert len(claims) == len(got.rates) == 12
    assert (
        "Israel comes to a new defence or offence pact with Iran within one year after a militarised dispute between "
        "Azerbaijan and Iran begins" in claims
    )
    single = next(rate for rate in got.rates if rate.about == (B,))
    assert (
        "a rival of one of a pair and a partner in arms deliveries of the other, out of reach of the former"
        in single.text
    )
