"""Accuracy floors of statements, on documents that we labelled ourselves."""

import hashlib
import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def _scorer():
    spec = importlib.util.spec_from_file_location("score_statements", HERE / "score_statements.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scorer = _scorer()
VOICES = {"relayed", "anonymous", "official", "media", "named", "author", "eyewitness"}
RELATIONS = set("ally adversary arms kin border proxy occupies mediates trade transit estranged".split())


@pytest.mark.parametrize("half", scorer.FLOORED)
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
    with pytest.raises(ValueError, match="no floor is lowered"):
        scorer.raised({"f1": None}, {"f1": 0.5})


@pytest.mark.parametrize("part", scorer.PARTS)
def test_labels_lie_within_their_texts_and_name_each_other(part):
    rows = scorer.load(part)
    names = {f"{row['id']}.{label['n']}" for row in rows for label in row["statements"]}
    for row in rows:
        assert row["constructed"] is True
        for label in row["statements"]:
            assert all(0 <= start < end <= len(row["text"]) for start, end in label["content"])
            assert set(label["contests"]) <= names
            assert (label["causal"] is not None) == ("causal" in label["kinds"])


@pytest.mark.parametrize("part", scorer.PARTS)
def test_labels_are_of_the_known_voices_kinds_and_relations(part):
    for row in scorer.load(part):
        assert len({label["n"] for label in row["statements"]}) == len(row["statements"])
        assert {label["voice"] for label in row["statements"]} <= VOICES | {None}
        assert {kind for label in row["statements"] for kind in label["kinds"]} <= set(scorer.KINDS)
        assert {tie["relation"] for tie in row["ties"]} <= RELATIONS
        assert all("normative" in label["kinds"] for label in row["statements"] if label["addressee"])


@pytest.mark.parametrize("part", scorer.FRESH)
def test_contents_of_the_fresh_parts_begin_and_end_with_words(part):
    for row in scorer.load(part):
        for start, end in (span for label in row["statements"] for span in label["content"]):
            assert row["text"][start:end] == row["text"][start:end].strip()
            assert not row["text"][start - 1 : start].isalnum()
            assert not row["text"][end : end + 1].isalnum()


def test_contests_of_the_fresh_parts_are_told_on_both_sides():
    for part in scorer.FRESH:
        labels = {f"{row['id']}.{one['n']}": one["contests"] for row in scorer.load(part) for one in row["statements"]}
        assert all(name in labels[other] for name, others in labels.items() for other in others)


def test_the_hash_of_a_fresh_group_says_its_part():
    ids = [(row["id"], part) for part in scorer.FRESH for row in scorer.load(part)]
    assert len({name for name, _ in ids}) == len(ids) == 44
    for name, part in ids:
        odd = int(hashlib.sha256(name[:3].encode()).hexdigest(), 16) % 2
        assert part == scorer.FRESH[odd]


def test_the_part_to_be_scored_once_is_scored_only_when_named(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(scorer, "load", lambda part: asked.append(part) or [])
    monkeypatch.setattr(scorer, "tallied", lambda *_, **__: (scorer.Tally(frozenset()), ["an error"]))
    monkeypatch.setattr(sys, "argv", ["score_statements.py", "--errors"])
    scorer.main()
    assert asked == list(scorer.UNASKED)
    assert not {"fresh_b", *scorer.ONCE} & set(asked)
    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", ["score_statements.py", "--errors", "--part", "fresh_b"])
    scorer.main()
    assert asked[-1] == "fresh_b"
    assert "an error" not in capsys.readouterr().out


def test_a_figure_of_nothing_labelled_is_none():
    tally = scorer.Tally(frozenset({"f01"}))
    tally.hold("voice_accuracy", [])
    tally.count("threat", "wanted", [])
    assert set(tally.figures().values()) == {None}
    assert tally.intervals()["voice_accuracy"] == {"n": 0, "interval": None}
    assert scorer.raised(tally.figures(), {}) == {}


def test_a_share_has_wilsons_interval():
    tally = scorer.Tally(frozenset())
    tally.hold("voice_accuracy", [True] * 8 + [False] * 2)
    assert tally.figures() == {"voice_accuracy": 0.8}
    assert tally.intervals() == {"voice_accuracy": {"n": 10, "interval": [0.490, 0.943]}}


def test_the_interval_of_f1_comes_from_drawing_groups():
    alike, apart = scorer.Tally(frozenset("abcd")), scorer.Tally(frozenset("abcd"))
    for key in ("right", "found", "met", "wanted"):
        alike.count("threat", key, "abcd")
        apart.count("threat", key, "abcd" if key in {"found", "wanted"} else "ab")
    assert alike.figures()["threat_f1"] == 1.0
    assert alike.intervals()["threat_f1"] == {"n": 4, "interval": [1.0, 1.0]}
    assert apart.figures()["threat_f1"] == 0.5
    assert apart.intervals()["threat_f1"] == {"n": 4, "interval": [0.0, 1.0]}


def test_a_group_lies_in_one_half():
    groups = [{row["id"][:3] for row in scorer.load(half)} for half in scorer.HALVES]
    assert groups[0].isdisjoint(groups[1])
    assert sum(map(len, groups)) == 40


def test_the_floors_are_those_of_both_halves():
    assert set(json.loads(scorer.FLOORS.read_text(encoding="utf-8"))) >= {"statements tuned", "statements held_out"}
