"""What tests of several stages share."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

CODES = ("AUT", "BEL", "CZE", "DEU", "DNK", "ESP", "FIN", "FRA", "GRC", "HUN", "ITA", "NLD", "NOR", "PRT")


@pytest.fixture(scope="session")
def chance_panel():
    """Writes a weekly panel of fourteen countries with nothing but chance in it, the pair `without` never together."""

    def write(folder: Path, *, seed: int, without: tuple[str, str] | None = None) -> Path:
        rng = np.random.default_rng(seed)
        weeks = np.arange(np.datetime64("2015-01-05"), np.datetime64("2018-01-01"), np.timedelta64(7, "D"))
        rows = [(week, a, b) for week in weeks for a, b in combinations(CODES, 2) if (a, b) != without]
        counts = rng.poisson(3, (2, len(rows)))
        table = pa.table({"week": [str(row[0]) for row in rows], "a": [row[1] for row in rows], "b": [row[2] for row in rows],
                          "conflict": counts[0], "cooperation": counts[1]})  # fmt: skip
        path = folder / "panel.parquet"
        pq.write_table(table, path)
        return path

    return write
