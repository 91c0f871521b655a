"""Make the table of reference classes from structural data sets of your own.

    python scripts/make_reference_classes.py FOLDER [OUT]

FOLDER holds, in Parquet, CSV or TSV and told by their columns: COW state membership, major powers, direct
contiguity, ATOP alliances by dyad-year, the rivalries of Thompson and Dreyer and of Thompson, Sakuwa and Suhas,
SIPRI deliveries with COW numbers, and directed dyadic disputes, MID and GML. OUT is by default the table that
ships. What is counted stands in docs/effects.md; the table holds counts only, no row of the sources.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tertius.effects.classes._counting import Cell, Count, count
from tertius.effects.classes._files import DISPUTES, read_folder
from tertius.effects.classes._table import SHIPPED, table_text

SOURCES = (
    "Palmer et al. (2022), The MID5 Dataset, 2011-2014, Conflict Management and Peace Science 39(4); MID 5.0",
    (
        "Gibler, Miller and Little (2016), An Analysis of the Militarized Interstate Dispute (MID) Dataset, 1816-2001, "
        "International Studies Quarterly 60(4); GML 2.2.1"
    ),
    (
        "Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions, 1815-1944, International "
        "Interactions 28(3); ATOP to 2018"
    ),
    "Thompson and Dreyer (2012), Handbook of International Rivalries, 1494-2010, CQ Press",
    "Thompson, Sakuwa and Suhas (2022), Analyzing Strategic Rivalries in World Politics, Springer; to 2020",
    (
        "Stinnett et al. (2002), The Correlates of War Project Direct Contiguity Data, Version 3, Conflict Management and "
        "Peace Science 19(2); to 2016"
    ),
    "Correlates of War Project (2017), State System Membership List, v2016, states and major powers",
    "SIPRI Arms Transfers Database, trend-indicator values 1950-2021, Stockholm International Peace Research Institute",
)
# name, disputes, first year in which one may begin, last year on record; the first is the one that is stated
RUNS = (
    ("MID, 1946 to 2014", "MID", 1946, 2014),
    ("MID, 1990 to 2014", "MID", 1990, 2014),
    ("GML, 1946 to 2010", "GML", 1946, 2010),
)
FIRST_HELD = 1943  # quiet years and standings look back


def main(folder: str, out: str | None = None) -> None:
    held = {disputes: read_folder(folder, (FIRST_HELD, 2018), disputes) for disputes in DISPUTES}
    counted: dict[str, tuple[dict[Cell, Count], dict[Cell, Count]]] = {}
    for name, disputes, since, last in RUNS:
        after, quiet = count(held[disputes], since, last)
        if counted:  # beside the first, only what is stated of the pair, within three years
            after = {cell: found for cell, found in after.items() if cell.of.level == "pair" and cell.years == 3}
        counted[name] = (after, quiet)
    path = Path(out) if out else SHIPPED
    path.write_text(table_text(counted, SOURCES), encoding="utf-8")
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
