"""Floors of the rules alone on the shared gold records; the learned encoder has its own."""

import json
import re
from pathlib import Path

import pytest

from tertius.coding.actors import find_mentions
from tertius.coding.events import code_pair, find_events
from tertius.coding.pipeline import parse_all
from tertius.records import Document

GOLD = Path(__file__).parents[2].parent / "shared" / "gold" / "events" / "plv.dev.jsonl"
FIRST = 250
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not GOLD.exists(), reason="needs the shared gold records")]


def span(marked, tag):
    match = re.search(rf"<{tag}>(.*?)</{tag}>", marked, re.DOTALL)
    start = len(re.sub(r"</?[st]>", "", marked[: match.start()]))
    return start, start + len(re.sub(r"</?[st]>", "", match.group(1)))


@pytest.fixture(scope="module")
def gold():
    lines = GOLD.read_text(encoding="utf-8").splitlines()[-FIRST:]
    records = [r for r in map(json.loads, lines) if "<s>" in r["marked"] and "<t>" in r["marked"]]
    texts = [re.sub(r"</?[st]>", "", record["marked"]) for record in records]
    parsed = list(parse_all([Document(id=r["id"], title="", text=t) for r, t in zip(records, texts, strict=True)]))
    for each in parsed:
        each.mentions = find_mentions(each)
    return list(zip(records, parsed, strict=True))


def test_pair_given_root_accuracy(gold):
    kinds = [
        (r["gold_code_plover"], str(code_pair(p, span(r["marked"], "s"), span(r["marked"], "t")).type)) for r, p in gold
    ]
    assert sum(YIELD.get(kind, kind) == want for want, kind in kinds) / len(kinds) >= 0.79


def test_text_only_holds_the_type_within_a_budget_of_events(gold):
    found = [(r["gold_code_plover"], [str(e.type) for e in find_events(p)]) for r, p in gold]
    assert sum(len(kinds) for _, kinds in found) / len(found) <= 1.5
    assert sum(want in {YIELD.get(kind, kind) for kind in kinds} for want, kinds in found) / len(found) >= 0.75
