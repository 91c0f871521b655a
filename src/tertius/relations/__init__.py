"""What stands between actors: how tense a pair is over time, which ties they have, and whether a triad is balanced."""

from __future__ import annotations

from tertius.relations._past import Baseline, baseline, table
from tertius.relations._tension import MEASURES, tension
from tertius.relations.ties import balance, gather, read_structure

__all__ = ["MEASURES", "Baseline", "balance", "baseline", "gather", "read_structure", "table", "tension"]
