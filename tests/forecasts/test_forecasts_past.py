"""How the forecasts would have done: scores over the past, and no look-ahead."""

import json

import numpy as np
import pyarrow as pa
import pytest

import tertius
from tertius.cli._app import run
from tertius.errors import UsageError
from tertius.forecasts import back_test
from tertius.forecasts.backtest import looks_ahead
from tertius.forecasts.past_chances import back_test_chances
from tertius.forecasts.weeks import Measures

CODES = ["FJI", "TON", "WSM", "VUT", "KIR", "TUV", "NRU", "PLW", "FSM"]
QUADS = {"190": 4, "040": 1, "112": 3, "070": 2}
DAYS, ORIGINS = 290, 12
LAST = DAYS - 7  # the last origin whose week is known in whole


def table_of(rows):
    named = dict(zip(sorted({row[1] for row in rows} | {row[3] for row in rows}), CODES, strict=True))
    columns = zip(*((row[0], named[row[1]], named[row[3]], row[2], QUADS[row[2]]) for row in rows), strict=True)
    return pa.table(dict(zip(("date", "source", "target", "cameo", "quad"), map(list, columns), strict=True)))


@pytest.fixture(scope="module")
def path(make, tmp_path_factory):
    import pyarrow.parquet as pq

    target = tmp_path_factory.mktemp("past") / "events.parquet"
    pq.write_table(table_of(make["rows"](seed=4, days=DAYS, actors=9, per_day=8)), target)
    return target


@pytest.fixture(scope="module")
def found(path):
    return back_test(history=path, weeks=ORIGINS)


def test_the_forecasts_beat_the_rate_of_all_pairs_and_the_parts_of_brier_add_up(found):
    ours, own, everyone = found.scores
    assert ours.brier < everyone.brier
    assert everyone.skill < ours.skill
    assert own.skill is None
    for one in found.scores:
        whole = one.reliability - one.resolution + one.uncertainty + one.within
        assert one.brier == pytest.approx(whole)
    assert ours.skill_low < ours.skill < ours.skill_high


def test_every_chance_is_kept_beside_what_came(found):
    assert found.weeks == ORIGINS
    assert len(found.forecasts) == found.n == found.weeks * found.pairs
    assert sum(one.came for one in found.forecasts) == found.came
    mean = np.mean([(one.chance - one.came) ** 2 for one in found.forecasts])
    assert found.scores[0].brier == pytest.approx(mean)
    assert (found.last - found.first).days == 7 * (ORIGINS - 1)
    assert sum(one.n for one in found.calibration.bins) == found.n


def test_one_pair_is_scored_alone_by_the_models_of_all(path, found):
    one = back_test("Fiji", "TON", history=path, weeks=ORIGINS)
    assert {item.dyad for item in one.forecasts} == {("FJI", "TON")}
    same = [item.chance for item in found.forecasts if item.dyad == ("FJI", "TON")]
    assert [item.chance for item in one.forecasts] == pytest.approx(same)
    assert "more than 52" in one.tension.because


def test_months_that_overlap_are_drawn_together(path):
    # Twelve origins a week apart are three blocks of five weeks: too few for an interval.
    month = back_test(history=path, weeks=ORIGINS, horizon="month")
    assert month.days == 30
    assert month.scores[0].skill is not None
    assert month.scores[0].skill_low is None
    assert month.onset == ()


def chances_of(rows):
    return [one.chance for one in back_test_chances(tertius.load(table_of(rows)), weeks=ORIGINS).forecasts]


def turned(make, turn):
    """The record, and one that differs from day `turn` on (dates and pairs of the back-test stay)."""
    given = {"seed": 4, "days": DAYS, "actors": 9, "per_day": 8}
    return make["rows"](**given), make["rows"](**given, future=7, turn=turn)


def test_no_chance_of_the_past_knows_what_came(make):
    real, other = turned(make, LAST)
    assert not looks_ahead(chances_of, real, [other])
    # What came before the last origin does change it.
    assert looks_ahead(chances_of, real, [turned(make, LAST - 7)[1]])


def test_a_leak_planted_in_a_back_test_is_caught(make, monkeypatch):
    honest = Measures.at
    monkeypatch.setattr(Measures, "at", lambda self, origin: honest(self, origin + 3))
    real, other = turned(make, LAST)
    assert looks_ahead(chances_of, real, [other])


def test_tension_is_scored_beside_the_pairs_own_last_weeks(make):
    from tertius.forecasts.past_tension import back_test_tension

    class Held:
        def panel(self, _frequency):
            return make["panel"](weeks=130)

    found = back_test_tension(Held(), None, 30)
    assert found.weeks == 30
    assert found.crps < min(found.crps_last_8, found.crps_last_52) * 1.05
    assert 0.6 < found.coverage_80 < 0.95
    assert "no row together" in back_test_tension(Held(), ("FJI", "ISL"), 30).because


@pytest.mark.parametrize(
    ("given", "why"), [({"weeks": 0}, "1 to 104"), ({"event_class": "QUARREL"}, "no class")], ids=["weeks", "class"]
)
def test_what_cannot_be_asked_is_refused(path, given, why):
    with pytest.raises(UsageError, match=why):
        back_test(history=path, **given)


def test_the_command_line_prints_scores_a_diagram_and_the_chances(path, tmp_path, capsys):
    drawn = tmp_path / "reliability.svg"
    asked = ["forecast", "--history", str(path), "--backtest", "9"]
    assert run([*asked, "--diagram", str(drawn)]) == 0
    told = capsys.readouterr().out
    assert "resolution" in told
    assert "share that came" in told
    assert drawn.read_text(encoding="utf-8").startswith("<svg")
    assert run([*asked, "--dyad", "FJI", "TON", "--csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "origin,a,b,chance,own_rate,came"
    assert len(lines) == 10
    assert run([*asked, "--dyad", "FJI", "TON", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["weeks"] == 9


def test_a_back_test_that_computes_nothing_exits_with_3_and_a_mistake_with_2(path, capsys):
    assert run(["forecast", "--history", str(path), "--backtest", "9", "--until", "2001-02-20"]) == 3
    assert "weeks to learn from first" in " ".join(capsys.readouterr().out.split())
    assert run(["forecast", "--history", str(path), "--backtest", "9", "--source", "FJI", "--type", "040"]) == 2
    assert run(["forecast", "--history", str(path), "--dyad", "FJI", "TON", "--diagram", "x.svg"]) == 2
