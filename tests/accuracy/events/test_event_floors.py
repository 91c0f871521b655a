"""Figures of event coding do not fall below their floors: on sentences of our own, and on shared records where present."""

import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import scoring  # noqa: E402

GOLD = Path(__file__).parents[3].parent / "shared" / "gold" / "events"


@pytest.mark.parametrize("mode", ["accurate", "fast"])
@pytest.mark.parametrize("part", scoring.PARTS)
def test_sentences_of_our_own_are_coded_as_well_as_before(part, mode):
    rows = scoring.gold(part)
    now = scoring.figures(rows, scoring.coded(rows, fast=mode == "fast"))
    fallen = {key: (now[key], floor) for key, floor in scoring.floors()[f"{part} {mode}"].items() if now[key] < floor}
    assert not fallen


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.exists(), reason="needs the shared gold records")
@pytest.mark.parametrize("mode", ["accurate", "fast"])
def test_shared_records_are_coded_as_well_as_before(mode):
    now = scoring.shared_figures(GOLD, fast=mode == "fast")
    fallen = {key: (now[key], floor) for key, floor in scoring.floors()[f"plv {mode}"].items() if now[key] < floor}
    assert not fallen


def test_floors_rise_and_never_fall():
    old = {"dev fast": {"type": 0.8, "triple": 0.5}}
    now = {"dev fast": {"type": 0.7, "triple": 0.9}}
    assert scoring.raised(old, now) == {"dev fast": {"type": 0.8, "triple": 0.88}}


def test_every_span_of_the_gold_set_lies_in_its_sentence_and_every_type_exists():
    from tertius.records import EventType

    kinds = {kind.value for kind in EventType}
    seen = set()
    for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for event in row["events"]:
            seen |= set(event["types"])
            assert set(event["types"]) <= kinds
            assert all(0 <= a < b <= len(row["text"]) for a, b in (*event["source"], *event["target"]))
    assert seen == kinds
