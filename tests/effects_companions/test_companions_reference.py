"""The companions against numbers published or computed by other packages."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tertius.effects.companions import connectedness, granger, local_projection

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not REFERENCE.is_dir(), reason="needs ../shared/reference"),
]


def table(name: str, skip: int = 1) -> tuple[list[str], np.ndarray]:
    with (REFERENCE / name).open(encoding="utf-8") as lines:
        head, *rows = list(csv.reader(lines))
    return head[skip:], np.array([[float(cell) for cell in row[skip:]] for row in rows])


@pytest.mark.parametrize(
    ("data", "wanted", "off_by_one", "lags", "method", "total"),
    [
        ("dy2012_logvol.csv", "dy2012_freqconn_nahead9_equals_H10.csv", "dy2012_table2_genfevd_p4_H10.csv", 4,
         "generalized", 12.592),
        ("dy2009_returns.csv", "dy2009_freqconn_nahead9_equals_H10.csv", "dy2009_table3_cholfevd_p2_H10.csv", 2,
         "cholesky", 35.528),
    ],
)  # fmt: skip
def test_connectedness_sums_ten_terms_as_diebold_and_yilmaz_did(data, wanted, off_by_one, lags, method, total):
    names, values = table(data)
    got = connectedness(values, tuple(names), lags=lags, horizon=10, method=method)
    np.testing.assert_allclose(got.table, table(wanted)[1], rtol=0, atol=1e-9)
    assert got.total == pytest.approx(total, abs=5e-4)
    eleven = connectedness(values, tuple(names), lags=lags, horizon=11, method=method)
    np.testing.assert_allclose(eleven.table, table(off_by_one)[1], rtol=0, atol=1e-9)


def test_granger_agrees_with_msbvar_and_vars():
    head, values = table("israel_palestine_weekly_goldstein_1979_2003.csv", skip=2)
    i2p, p2i = (values[:, head.index(name)] for name in ("i2p", "p2i"))
    _, wanted = table("msbvar_ip_granger_p6.csv")
    for row, got in enumerate((granger(p2i, i2p, lags=6), granger(i2p, p2i, lags=6))):
        assert got.f == pytest.approx(wanted[row, 0], rel=1e-9)
        assert got.p == pytest.approx(wanted[row, 1], rel=1e-4, abs=1e-15)
        assert got.freedom == (6, 1259)


@pytest.mark.parametrize(("name", "shock"), [("chol_nw", "deviation"), ("unit_nw", "unit")])
def test_local_projections_agree_with_lpirfs(name, shock):
    names, values = table("lpirfs_interest_rules_var_data.csv", skip=0)
    got = local_projection(values, lags=4, horizon=12, shock=shock)
    with (REFERENCE / f"lpirfs_lp_lin_lags4_{name}.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["kind"] for row in rows} == {"mean", "low", "up"}
    for row in rows:
        part = {"mean": got.mean, "low": got.low, "up": got.high}[row["kind"]]
        value = part[names.index(row["response"]), int(row["h"]), names.index(row["shock"])]
        assert value == pytest.approx(float(row["value"]), rel=0, abs=1e-9)
