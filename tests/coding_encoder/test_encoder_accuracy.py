"""The encoder on the last documents and sentences of the development sets.

Attribution was not trained on them; the events' own layers were, so there the floor guards against mistakes alone.
"""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest

from tertius.coding.encoder import Encoder

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"

FLOORS = {"overlap": 70.0, "exact": 52.0, "indirect": 62.0, "root": 0.88, "actors": 0.87}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD.is_dir(), reason="needs ../shared/gold, which is not here"),
]


def read(path, skip, count):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[skip : skip + count]]


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the scorer's open files
def test_attributions_of_unseen_articles(tmp_path):
    spec = importlib.util.spec_from_file_location("score_claims", GOLD / "claims" / "score_claims.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    records = read(GOLD / "claims" / "polnear_dev.jsonl", 500, 30)
    encoder = Encoder.load()
    rows = [
        {
            "doc_id": record["doc_id"],
            "attributions": [
                {
                    "source": f.source,
                    "cue": f.cue,
                    "content": [f.content[0][0], f.content[-1][1]],
                    "content_spans": f.content,
                }
                for f in encoder.attributions(record["text"])
            ],
        }
        for record in records
    ]
    for name, what in (("gold", records), ("pred", rows)):
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in what), encoding="utf-8")
    got = scorer.run(tmp_path / "gold", tmp_path / "pred", boot=0)
    assert got["all"]["triple_overlap"]["F"] >= FLOORS["overlap"]
    assert got["all"]["triple_exact"]["F"] >= FLOORS["exact"]
    assert got["indirect"]["triple_overlap"]["F"] >= FLOORS["indirect"]


def test_event_types_and_actors_of_unseen_sentences():
    records = read(GOLD / "events" / "plv.dev.jsonl", 1000, 233)
    asked, gold = [], []
    for record in records:
        plain = re.sub(r"</?[st]>", "", record["marked"])
        spans = []
        for tag in "st":
            match = re.search(rf"<{tag}>(.*?)</{tag}>", record["marked"], re.DOTALL)
            if match is None:
                spans.append(None)
                continue
            start = len(re.sub(r"</?[st]>", "", record["marked"][: match.start()]))
            spans.append((start, start + len(re.sub(r"</?[st]>", "", match.group(1)))))
        asked.append((plain, *spans))
        gold.append(record["gold_code_plover"])
    encoder = Encoder.load()
    right = sum(
        max(chances, key=chances.__getitem__) == root
        for chances, root in zip(encoder.event_types(asked), gold, strict=True)
    )
    assert right / len(gold) >= FLOORS["root"]
    meets = lambda a, b: a[0] < b[1] and b[0] < a[1]  # noqa: E731
    actors = encoder.actors([text for text, _, _ in asked])
    pairs = [(a, s, t) for a, (_, s, t) in zip(actors, asked, strict=True) if s and t]
    both = sum(bool(a) and meets(a[0], s) and meets(a[1], t) for a, s, t in pairs)
    assert both / len(pairs) >= FLOORS["actors"]
