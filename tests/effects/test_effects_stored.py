"""Saved responses: whole, strict, and never from after the cut-off."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest

from tertius.effects import effect, episodes, load, read_stored, save, sensitivity
from tertius.errors import CaseError, InputError

LATE = dt.date(2030, 1, 1)


@pytest.fixture(scope="module")
def responses(panel):
    return effect(panel, ("QAA", "QAB"), "QAC", partners=0, command="tertius effect --save r.json")


@pytest.fixture
def saved(responses, tmp_path):
    path = tmp_path / "r.json"
    save(responses, path)
    return path


def test_what_was_saved_comes_back_marked_as_stored(responses, saved, panel):
    back = load(saved, panel.cutoff)
    assert all(one.computation.stored for one in back)
    unmarked = [
        msgspec.structs.replace(one, computation=msgspec.structs.replace(one.computation, stored=False)) for one in back
    ]
    assert tuple(unmarked) == responses


def test_a_file_holds_what_is_needed_to_repeat_it(saved):
    made = json.loads(saved.read_text())["responses"][0]
    assert {"estimate", "low", "band_high", "placebo_dyads", "placebo_z", "n", "placebos"} <= made.keys()
    assert {"window", "cutoff", "origin", "citation", "command", "versions", "input_sha256"} <= made[
        "computation"
    ].keys()


def test_episodes_and_sensitivity_are_saved_without_the_historys_own_values(responses, panel, tmp_path):
    told = episodes(panel, ("QAA", "QAB"), "QAC", command="tertius effect --save r.json")
    varied = sensitivity(panel, ("QAA", "QAB"), "QAC", command="tertius effect --save r.json")
    save(responses, tmp_path / "r.json", episodes=[told], sensitivity=[varied])
    back = read_stored(tmp_path / "r.json", panel.cutoff)
    assert back.sensitivity[0].variants == varied.variants
    assert [one.share for one in back.episodes[0].episodes] == [one.share for one in told.episodes]
    assert told.episodes[0].value is not None
    moves = [move for one in back.episodes[0].episodes for move in one.movements]
    assert all(one.value is None for one in back.episodes[0].episodes)
    assert all(move.before is None and move.after is None for move in moves)
    assert back.episodes[0].computation.stored
    with pytest.raises(CaseError, match="later"):
        read_stored(tmp_path / "r.json", dt.date(2001, 1, 1))


def test_a_file_of_the_first_version_is_still_read(saved, panel):
    raw = json.loads(saved.read_text())
    first = {"format": raw["format"], "version": 1, "responses": raw["responses"]}
    saved.write_text(json.dumps(first))
    assert read_stored(saved, panel.cutoff).episodes == ()
    assert load(saved, panel.cutoff)


def test_responses_that_cannot_be_computed_are_saved_too(panel, tmp_path):
    empty = effect(panel, ("QAA", "QAB"), "ZZZ")
    save(empty, tmp_path / "e.json")
    assert [one.because for one in load(tmp_path / "e.json", panel.cutoff)] == [one.because for one in empty]


def test_a_cutoff_later_than_the_cases_is_refused(saved, panel):
    with pytest.raises(CaseError, match="later than the case's cut-off"):
        load(saved, panel.cutoff - dt.timedelta(days=1))


def test_an_old_window_is_called_stale(saved):
    assert "days before the cut-off 2030-01-01" in load(saved, LATE)[0].computation.stale


def test_a_fresh_window_is_not_called_stale(saved, panel):
    assert load(saved, panel.cutoff)[0].computation.stale is None


def broken(saved, change):
    data = json.loads(saved.read_text())
    change(data)
    saved.write_text(json.dumps(data))
    return saved


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["responses"][0].update(opinion="good"),
        lambda data: data["responses"][0].update(verdict="surely"),
        lambda data: data["responses"][0].pop("between"),
        lambda data: data["responses"][0]["estimate"].pop(),
        lambda data: data["responses"][0]["z"].__setitem__(0, None),
        lambda data: data["responses"][0].update(computation=None),
        lambda data: data.update(version=99),
        lambda data: data.update(format="other"),
    ],
)
def test_a_changed_file_is_refused(saved, change):
    with pytest.raises(InputError):
        load(broken(saved, change), LATE)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]"])
def test_what_is_no_stored_response_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match="is not a stored response") as caught:
        load(path, LATE)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.json"):
        load(tmp_path / "nothing.json", LATE)


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(responses, tmp_path):
    with pytest.raises(InputError, match="cannot write"):
        save(responses, tmp_path / "no" / "r.json")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_and_no_draft(responses, saved, monkeypatch):
    before = saved.read_bytes()

    def refuse(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(InputError, match="No space left"):
        save(responses, saved)
    assert saved.read_bytes() == before
    assert [one.name for one in saved.parent.iterdir()] == ["r.json"]


def test_nothing_without_a_computation_is_saved(responses, tmp_path):
    with pytest.raises(InputError, match="carry their computation"):
        save([msgspec.structs.replace(responses[0], computation=None)], tmp_path / "r.json")
    with pytest.raises(InputError, match="carry their computation"):
        save([], tmp_path / "r.json")
