"""From numbers to spans: the best path of roles, whole quotations, doubled claims, cues."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import tertius.coding.encoder
from tertius.coding.encoder._decode import Proposal, Settings, _cues, settle
from tertius.coding.encoder._marked import event_vector, marked
from tertius.coding.encoder._mend import claims_twice, whole_quotations
from tertius.coding.encoder._path import best_path
from tertius.coding.encoder._windows import PLAIN, SOURCE, TARGET, windows
from tertius.coding.encoder._wordpiece import SOURCE_CLOSE, SOURCE_OPEN, TARGET_CLOSE, TARGET_OPEN, WordPiece

PIECES_OF = WordPiece(Path(tertius.coding.encoder.__file__).parent / "weights" / "vocab.txt")
N, S, C = [0.9, 0.05, 0.05], [0.05, 0.9, 0.05], [0.05, 0.05, 0.9]
DOUBT = [0.5, 0.1, 0.4]


def path(rows, cue, glued=()):
    return best_path(np.array(rows), cue, [i in glued for i in range(len(rows))])


def test_clear_roles_stay_as_they_are():
    assert path([S, N, C, C, N, N], (1, 2)) == [1, 0, 2, 2, 0, 0]


def test_a_token_in_doubt_does_not_break_a_content():
    assert path([S, N, C, C, DOUBT, C, C], (1, 2)) == [1, 0, 2, 2, 2, 2, 2]


def test_a_cue_has_no_role_whatever_the_numbers_say():
    assert path([C, C, C], (1, 2)) == [2, 0, 2]


def test_no_role_changes_within_a_word():
    assert path([S, N, C, C, [0.6, 0.0, 0.4]], (1, 2), glued={4}) == [1, 0, 2, 2, 2]


def test_a_single_token_can_be_a_source():
    assert path([N, S, N, C, C], (2, 3))[1] == 1


def proposal(part, text, cue, roles, chance):
    begin = next(i for i, (a, b) in enumerate(zip(part.starts, part.ends, strict=True)) if a >= 0 and text[a:b] == cue)
    rows = [
        S if text[a:b] in roles["source"] else C if text[a:b] in roles["content"] else N
        for a, b in zip(part.starts, part.ends, strict=True)
    ]
    return Proposal(0, begin, begin + 1, chance, 0, np.array(rows))


def test_proposals_become_spans_of_the_text():
    text = "They said the dam holds."
    (part,) = windows(text, PIECES_OF)
    one = proposal(part, text, "said", {"source": {"They"}, "content": {"the", "dam", "holds"}}, 0.9)
    (found,) = settle(text, [part], [one], Settings())
    assert found.source is not None
    assert (text[slice(*found.source)], text[slice(*found.cue)], [text[slice(*span)] for span in found.content]) == (
        "They",
        "said",
        ["the dam holds"],
    )


def test_of_two_cues_with_one_content_the_likelier_stays():
    text = "They said and repeated the dam holds."
    (part,) = windows(text, PIECES_OF)
    roles = {"source": {"They"}, "content": {"the", "dam", "holds"}}
    both = [proposal(part, text, "said", roles, 0.7), proposal(part, text, "repeated", roles, 0.8)]
    (found,) = settle(text, [part], both, Settings())
    assert text[slice(*found.cue)] == "repeated"


def test_a_proposal_below_the_threshold_is_dropped():
    text = "They said the dam holds."
    (part,) = windows(text, PIECES_OF)
    one = proposal(part, text, "said", {"source": {"They"}, "content": {"the", "dam", "holds"}}, 0.5)
    assert settle(text, [part], [one], Settings(accept=0.6)) == []


def test_neighbouring_cues_are_told_apart_by_their_beginnings():
    text = "He says said it."
    (part,) = windows(text, PIECES_OF)
    chance = np.full((len(part.ids), 3), [0.98, 0.01, 0.01])
    chance[2] = chance[3] = [0.1, 0.8, 0.1]
    assert [(begin, end) for begin, end, _ in _cues(part, chance, 0.3)] == [(2, 3), (3, 4)]


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "«»"])
def test_a_quotation_held_for_the_most_part_is_taken_whole(opening, closing):
    text = f"He said {opening}we stay where we are{closing} on Monday."
    begin, end = text.index("we stay") + 3, text.index("are") + 3
    ((a, b),) = whole_quotations(text, ((begin, end),), [(0, 2), (3, 7)])
    assert text[a:b] == f"{opening}we stay where we are{closing}"


def test_a_quotation_with_the_cue_inside_is_left_as_it_is():
    text = '"We stay he said where we are"'
    content = ((0, 8), (16, 29))
    assert whole_quotations(text, content, [(11, 15)]) == content


def test_a_quoted_word_and_a_distant_quotation_are_left_alone():
    text = "He said the “talks” failed. “We stay where we are,” she said."
    content = ((8, 26),)
    assert whole_quotations(text, content, []) == content


def test_contents_with_nearly_the_same_words_claim_twice():
    assert claims_twice(((0, 100),), ((5, 100),))
    assert not claims_twice(((0, 100),), ((0, 50),))


def test_source_and_target_are_marked_and_typed():
    ids, types = marked("Sylvania met Freedonia", (0, 8), (13, 22), PIECES_OF)
    assert [number for number in ids if number < 10] == [SOURCE_OPEN, SOURCE_CLOSE, TARGET_OPEN, TARGET_CLOSE]
    assert set(types) == {PLAIN, SOURCE, TARGET}
    assert types[ids.index(SOURCE_OPEN)] == SOURCE
    assert len(ids) == len(types)


def test_a_long_sentence_is_cut_and_an_event_vector_needs_no_marks():
    ids, types = marked("dam " * 500, None, None, PIECES_OF)
    assert len(ids) == len(types) == 160
    states = np.arange(160 * 4, dtype=np.float32).reshape(160, 4)
    assert np.allclose(event_vector(states, ids), np.tile(states.mean(0), 3))
