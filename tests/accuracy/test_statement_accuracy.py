"""Accuracy floors of statements, on documents that we labelled ourselves."""

import importlib.util
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def _scorer():
    spec = importlib.util.spec_from_file_location("score_statements", HERE / "score_statements.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scorer = _scorer()


@pytest.mark.parametrize("half", scorer.HALVES)
def test_no_figure_falls_below_its_floor(half):
    figures, _ = scorer.score(scorer.load(half))
    held = scorer.floors()[f"statements {half}"]
    assert set(held) == set(figures)
    assert list(scorer.below(figures, held)) == []


def test_a_floor_is_raised_and_never_lowered():
    assert scorer.raised({"f1": 0.9}, {"f1": 0.5}) == {"f1": 0.9 - scorer.MARGIN}
    assert scorer.raised({"f1": 0.505}, {"f1": 0.5}) == {"f1": 0.5}
    with pytest.raises(ValueError, match="no floor is lowered"):
        scorer.raised({"f1": 0.4}, {"f1": 0.5})


@pytest.mark.parametrize("half", scorer.HALVES)
def test_labels_lie_within_their_texts_and_name_each_other(half):
    rows = scorer.load(half)
    names = {f"{row['id']}.{label['n']}" for row in rows for label in row["statements"]}
    for row in rows:
        assert row["constructed"] is True
        for label in row["statements"]:
            assert all(0 <= start < end <= len(row["text"]) for start, end in label["content"])
            assert set(label["contests"]) <= names
            assert (label["causal"] is not None) == ("causal" in label["kinds"])


def test_a_group_lies_in_one_half():
    groups = [{row["id"][:3] for row in scorer.load(half)} for half in scorer.HALVES]
    assert groups[0].isdisjoint(groups[1])
    assert sum(map(len, groups)) == 40


def test_the_floors_are_those_of_both_halves():
    assert set(json.loads(scorer.FLOORS.read_text(encoding="utf-8"))) >= {"statements tuned", "statements held_out"}
