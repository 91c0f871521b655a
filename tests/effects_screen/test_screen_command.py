"""The command `screen`."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tertius.cli._screen import screen
from tertius.world.countries import COUNTRIES


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """A weekly panel of 21 countries with nothing but chance in it."""
    random = np.random.default_rng(6)
    codes = sorted(country.iso3 for country in COUNTRIES)[:21]
    starts = np.datetime64("2010-01-04") + 7 * np.arange(220)
    pairs = [(a, b) for i, a in enumerate(codes) for b in codes[i + 1 :]]
    rows = len(pairs) * len(starts)
    path = tmp_path_factory.mktemp("screen") / "panel.parquet"
    pq.write_table(pa.table({
        "week": np.tile(starts, len(pairs)).astype("datetime64[D]"),
        "a": np.repeat([a for a, _ in pairs], len(starts)), "b": np.repeat([b for _, b in pairs], len(starts)),
        "conflict": random.poisson(1.5, rows).astype(float), "cooperation": random.poisson(1.5, rows).astype(float),
    }), path)  # fmt: skip
    return path


def run(*arguments):
    return CliRunner().invoke(screen, [str(one) for one in arguments], standalone_mode=False, catch_exceptions=False)


def test_json_says_what_was_looked_at(history):
    result = run("--history", history, "--json", "--horizon", 4)
    assert json.loads(result.stdout)["triads"] == 21 * 20 * 19
    assert result.return_value == 0


def test_csv_is_the_candidates_alone(history):
    assert run("--history", history, "--csv", "--horizon", 4).stdout.splitlines()[0].startswith("between,on,tie")


def test_the_table_ends_with_the_caution(history):
    assert "not findings" in " ".join(run("--history", history, "--horizon", 4).stdout.split())


def test_nothing_testable_is_exit_status_3(history):
    assert run("--history", history, "--until", "2010-09-01", "--horizon", 4).return_value == 3


def test_a_screen_that_is_broken_off_says_how_to_take_it_up_again(history, tmp_path, monkeypatch):
    def broken_off(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("tertius.effects.screen.screen", broken_off)
    result = run("--history", history, "--resume", tmp_path / "kept")
    assert result.return_value == 130
    assert f"--resume {tmp_path / 'kept'} takes it up again" in result.stderr
