"""Tension of a pair: its values, its own past, what it says it cannot show."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from tertius import history, relations
from tertius.errors import UsageError
from tertius.history import Panel
from tertius.records import DataSource
from tertius.relations import _index

MONDAY = dt.date(2018, 1, 1)


def panel(conflict, *, observed=None, kind="counts", origin="own", stale=None, others=None):
    conflict = np.asarray(conflict, dtype=float)
    weeks = len(conflict)
    observed = np.ones(weeks, dtype=bool) if observed is None else np.asarray(observed)
    columns = np.column_stack([conflict, *(others or [])])
    dyads = [("AAA", "BBB"), ("AAA", "CCC"), ("BBB", "DDD"), ("CCC", "DDD")][: columns.shape[1]]
    columns[~observed] = np.nan
    return Panel(
        periods=tuple(MONDAY + dt.timedelta(weeks=week) for week in range(weeks)), frequency="week", dyads=tuple(dyads),
        conflict=columns, cooperation=np.where(np.isnan(columns), np.nan, 0.0), observed=observed, kind=kind,
        source=DataSource(name="made up", origin=origin, citation="none", terms="none", stale=stale),
        cutoff=MONDAY + dt.timedelta(weeks=weeks, days=-1),
    )  # fmt: skip


def noise(weeks, seed=1):
    return np.random.default_rng(seed).poisson(4, weeks).astype(float)


def test_a_missing_week_has_no_value_and_a_quiet_week_is_zero():
    observed = np.ones(40, dtype=bool)
    observed[5] = False
    conflict = noise(40)
    conflict[7] = 0
    found = relations.tension(panel(conflict, observed=observed), "BBB", "AAA")
    assert found.dyad == ("BBB", "AAA")
    assert found.values[5].value is None
    assert found.values[7].value == 0
    assert any("1 of 40 weeks are missing, which is not zero: 2018-02-05" in caveat for caveat in found.caveats)


def test_a_percentile_looks_at_the_pairs_own_past_only():
    conflict = np.arange(60.0)
    found = relations.tension(panel(conflict), "AAA", "BBB")
    assert [value.percentile for value in found.values[:26]] == [None] * 26
    assert {value.percentile for value in found.values[26:]} == {100.0}
    shorter = relations.tension(panel(conflict), "AAA", "BBB", cutoff=MONDAY + dt.timedelta(weeks=50))
    assert shorter.values == found.values[:50]
    assert (shorter.level, shorter.percentile) == (49.0, 100.0)


def test_ties_count_half():
    conflict = np.tile([0.0, 2.0], 20)
    found = relations.tension(panel([*conflict, 2.0]), "AAA", "BBB")
    assert found.percentile == pytest.approx(75.0)


def test_a_lasting_rise_is_dated_and_sized():
    conflict = noise(160)
    conflict[100:] += 20
    found = relations.tension(panel(conflict), "AAA", "BBB")
    assert [(change.start, change.direction) for change in found.changes] == [(MONDAY + dt.timedelta(weeks=100), "up")]
    assert found.changes[0].size == pytest.approx(20, abs=1)
    assert "of 20 records of 160 weeks without a change, about one would show any" in found.false_alarms


def test_an_episode_has_a_beginning_and_an_end():
    conflict = noise(160)
    conflict[100:106] += 40
    found = relations.tension(panel(conflict), "AAA", "BBB")
    assert [change.direction for change in found.changes] == ["up", "down"]
    assert [change.start for change in found.changes] == [MONDAY + dt.timedelta(weeks=week) for week in (100, 106)]


def test_nothing_after_the_cutoff_moves_a_change():
    conflict = noise(160)
    conflict[100:] += 20
    early = relations.tension(panel(conflict), "AAA", "BBB", cutoff=MONDAY + dt.timedelta(weeks=100))
    alone = relations.tension(panel(conflict[:100]), "AAA", "BBB")
    assert early.changes == alone.changes == ()
    assert early.values == alone.values


def test_a_pair_without_rows_has_a_reason():
    found = relations.tension(panel(noise(40)), "AAA", "DDD")
    assert "no week of the 40 observed has a row of AAA and DDD" in found.because
    assert found.percentile is None
    assert {value.value for value in found.values} == {0.0}


def test_too_short_a_past_has_a_reason():
    found = relations.tension(panel(noise(20)), "AAA", "BBB")
    assert "only 20 observed weeks" in found.because
    assert found.changes == ()
    assert found.false_alarms is None


def test_a_series_that_never_moves_has_a_reason():
    found = relations.tension(panel(noise(60)), "AAA", "BBB", measure="cooperation")
    assert "the same in every week" in found.because


def test_scores_are_never_called_counts():
    found = relations.tension(panel(noise(40) + 0.5, kind="scores", origin="gdelt"), "AAA", "BBB")
    assert found.unit == "sum of GDELT net conflict scores in the week, days scaled to a full week"
    assert any("either conflict or cooperation" in caveat for caveat in found.caveats)
    assert any("below the level of states" in caveat for caveat in found.caveats)


def test_a_stale_history_is_named_so():
    found = relations.tension(panel(noise(40), stale="it ends early"), "AAA", "BBB")
    assert "stale: it ends early" in found.caveats


def test_the_index_removes_what_the_world_and_the_actors_do_anyway():
    generator = np.random.default_rng(5)
    attention = np.exp(generator.normal(0, 0.6, 200))
    attention[150] = 12
    others = [30 * attention, 20 * attention, 50 * attention]
    followed = relations.tension(
        panel(10 * attention * generator.uniform(0.8, 1.25, 200), others=others), "AAA", "BBB", measure="index"
    )
    assert followed.values[51].value is None
    assert abs(followed.values[150].value) < 3
    own = 10 * attention * generator.uniform(0.8, 1.25, 200)
    own[150] *= 6
    assert relations.tension(panel(own, others=others), "AAA", "BBB", measure="index").values[150].value > 4
    assert "standard deviations" in followed.unit


def test_the_index_of_a_week_does_not_know_later_weeks():
    generator = np.random.default_rng(6)
    others = [generator.poisson(9, 120).astype(float) for _ in range(3)]
    whole = panel(noise(120), others=others)
    found = relations.tension(whole, "AAA", "BBB", measure="index")
    early = relations.tension(whole, "AAA", "BBB", measure="index", cutoff=MONDAY + dt.timedelta(weeks=100))
    assert early.values == found.values[:100]


def test_questions_that_cannot_be_asked_are_errors():
    with pytest.raises(UsageError, match="given twice"):
        relations.tension(panel(noise(40)), "AAA", "AAA")
    with pytest.raises(UsageError, match="one of conflict, cooperation, verbal_conflict"):
        relations.tension(panel(noise(40)), "AAA", "BBB", measure="heat")
    with pytest.raises(UsageError, match="has no direction"):
        relations.tension(panel(noise(40)), "AAA", "BBB", directed=True)
    with pytest.raises(UsageError, match="needs a table of events"):
        relations.tension(panel(noise(40)), "AAA", "BBB", measure="reports")


def events(weeks=60, seed=4):
    draw = np.random.default_rng(seed)
    rows = [
        {"date": MONDAY + dt.timedelta(weeks=week, days=day), "source": one, "target": other, "cameo": code,
         "goldstein": weight, "reports": int(draw.integers(1, 9)), "id": f"{week}-{day}-{number}"}
        for week in range(weeks) for day in range(7)
        for number, (one, other, code, weight) in enumerate(
            [("AAA", "BBB", "112", -2.0)] * int(draw.integers(0, 3)) + [("BBB", "AAA", "190", -10.0)] * int(draw.integers(0, 2))
        )
    ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def test_a_table_of_events_is_taken_as_it_is_and_directions_add_up():
    table = events()
    both = relations.tension(table, "AAA", "BBB")
    forth, back = (relations.tension(table, *pair, directed=True) for pair in (("AAA", "BBB"), ("BBB", "AAA")))
    for one, two, all_of_it in zip(forth.values, back.values, both.values, strict=True):
        assert one.value + two.value == all_of_it.value
    assert "only what AAA did towards BBB is in it" in forth.caveats
    material = relations.tension(history.load(table), "AAA", "BBB", measure="material_conflict")
    assert [value.value for value in material.values] == [value.value for value in back.values]
    assert material.unit == "events of material conflict (quad class 4), in the week"
    weights = relations.tension(table, "AAA", "BBB", measure="negative_goldstein")
    assert weights.level == 2 * forth.level + 10 * back.level
    told = relations.tension(table, "AAA", "BBB", measure="reports", frequency="month")
    assert told.period == "month"
    assert "media volume, not events" in told.unit


def test_nothing_towards_one_side_has_a_reason():
    table = pa.table({"date": [MONDAY], "source": ["AAA"], "target": ["BBB"], "cameo": ["190"]})
    found = relations.tension(table, "BBB", "AAA", directed=True)
    assert "has a row in which BBB acts towards AAA" in found.because


def test_the_interval_of_the_index_holds_zero_nine_times_in_ten_where_nothing_changed():
    total = zeros = 0
    for seed in range(25):
        generator = np.random.default_rng(seed)
        others = [np.exp(generator.normal(3, 0.4, 80)) for _ in range(3)]
        quiet = panel(np.expm1(1.5 + 0.3 * generator.normal(size=80)).clip(min=0), others=others).dyad("AAA", "BBB")
        values = _index.index(quiet)
        half = _index.interval(values)
        kept = values[np.isfinite(values)]
        zeros += int((np.abs(kept) <= half).sum())
        total += len(kept)
    assert 0.86 <= zeros / total <= 0.94


def test_a_constant_series_has_a_reason_whatever_its_size():
    found = relations.tension(panel(np.full(60, 5.0)), "AAA", "BBB")
    assert "the same in every week" in found.because


def test_a_tension_is_a_table_and_the_baseline_is_the_pairs_own_past():
    found = relations.tension(panel([*noise(60), 30.0]), "AAA", "BBB")
    table = relations.table(found).to_arrow()
    assert table.column_names == ["start", "value", "percentile", "change"]
    assert table["value"].to_pylist()[-1] == 30
    base = relations.baseline(found)
    assert base.n == 60
    assert base.low <= base.median <= base.high < 30
    assert relations.baseline(relations.tension(panel(noise(20)), "AAA", "BBB")) is None
