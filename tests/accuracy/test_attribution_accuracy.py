"""Accuracy floors of attribution on 25 documents of the public gold set, where its folder lies beside the checkout."""

import importlib.util
import json
from pathlib import Path

import pytest

from tertius.coding.attribution import find_attributions
from tertius.coding.pipeline import parse_all
from tertius.records import Document

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "claims"
FIRST_UNSEEN, EVERY, DOCUMENTS = 500, 4, 25  # every fourth of those that no weight saw
# Two points below what was measured: 25 documents are few, and another platform's arithmetic turns borderline words.
FLOORS = {False: {"triple_overlap": 72.6, "triple_exact": 58.7}, True: {"triple_overlap": 67.0, "triple_exact": 50.0}}

pytestmark = pytest.mark.skipif(not (GOLD / "polnear_dev.jsonl").exists(), reason="the gold set does not lie here")


def _scorer():
    spec = importlib.util.spec_from_file_location("score_claims", GOLD / "score_claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _shown(attribution):
    content = [list(span) for span in attribution.content]
    ends = {name: list(span) if (span := getattr(attribution, name)) else None for name in ("source", "cue")}
    return {**ends, "content": [content[0][0], content[-1][1]], "content_spans": content}


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the scorer leaves its files to the collector
@pytest.mark.parametrize("fast", [False, True])
def test_attribution_keeps_its_floors(tmp_path, fast):
    lines = (GOLD / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines()[FIRST_UNSEEN::EVERY][:DOCUMENTS]
    rows = [json.loads(line) for line in lines]
    documents = [Document(id=row["doc_id"], title="", text=row["text"]) for row in rows]
    found = [
        {
            "doc_id": row["doc_id"],
            "attributions": [
                _shown(one)
                for one in find_attributions(parsed, fast=fast)
                if one.outer is None and one.continues is None
            ],
        }
        for row, parsed in zip(rows, parse_all(documents), strict=True)
    ]
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text("\n".join(lines), encoding="utf-8")
    predicted.write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    figures = _scorer().run(gold, predicted, boot=0)["all"]
    measured = {name: figures[name]["F"] for name in FLOORS[fast]}
    assert {name: value for name, value in measured.items() if value < FLOORS[fast][name]} == {}
