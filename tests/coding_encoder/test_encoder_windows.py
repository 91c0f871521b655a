"""Windows over a text and the tokens around a cue."""

from __future__ import annotations

from pathlib import Path

import tertius.coding.encoder
from tertius.coding.encoder._windows import LONGEST, QUOTED, neighbourhood, relative, windows
from tertius.coding.encoder._wordpiece import WordPiece

PIECES_OF = WordPiece(Path(tertius.coding.encoder.__file__).parent / "weights" / "vocab.txt")
SENTENCE = "The ministry of Freedonia said that the border with Sylvania stays open for trucks. "


def read(text):
    return list(windows(text, PIECES_OF))


def token(part, text, word):
    return next(i for i, (a, b) in enumerate(zip(part.starts, part.ends, strict=True)) if a >= 0 and text[a:b] == word)


def test_an_empty_text_has_no_window():
    assert read("") == []
    assert read(" \n\n \t\n") == []


def test_short_lines_share_a_window_with_a_mark_after_each():
    text = "One line.\n\nAnother line."
    (part,) = read(text)
    assert part.lines == [-1, 0, 0, 0, -1, 1, 1, 1, -1]


def test_no_window_is_longer_than_the_limit_and_every_token_is_in_one_core():
    text = "A headline\n" + SENTENCE * 60 + "\n" + SENTENCE * 2
    parts = read(text)
    assert max(len(part.ids) for part in parts) <= LONGEST
    owned = [
        part.starts[i]
        for part in parts
        for i in range(len(part.ids))
        if part.starts[i] >= 0 and part.core[0] <= i < part.core[1]
    ]
    assert sorted(owned) == [a for _, a, _ in PIECES_OF(text)]
    assert len(owned) == len(set(owned))


def test_a_long_line_is_cut_at_sentence_ends():
    text = SENTENCE * 60
    first = read(text)[0]
    assert text[first.starts[first.core[1] - 1]] == "."


def test_a_long_line_without_sentences_is_cut_all_the_same():
    text = "trucks " * 900
    parts = read(text)
    owned = sum(min(part.core[1], len(part.ids) - 1) - part.core[0] for part in parts)
    assert owned == 900


def test_what_stands_in_quotation_marks_has_its_own_type():
    text = 'He said "we stay" and left.'
    (part,) = read(text)
    assert [text[a:b] for a, b, kind in zip(part.starts, part.ends, part.types, strict=True) if kind == QUOTED] == [
        '"',
        "we",
        "stay",
        '"',
    ]


def test_an_open_mark_holds_to_the_end_of_its_line_only():
    text = "“We stay and wait.\nHe left."
    (part,) = read(text)
    assert {text[a:b] for a, b, kind in zip(part.starts, part.ends, part.types, strict=True) if kind == QUOTED} == {
        "“",
        "We",
        "stay",
        "and",
        "wait",
        ".",
    }


def test_a_cue_looks_no_further_than_its_line():
    text = "Before it.\nThe ministry said so today.\nAfter it."
    (part,) = read(text)
    begin = token(part, text, "said")
    first, last = neighbourhood(part, begin, begin + 1)
    assert text[part.starts[first] : part.ends[last - 1]] == "The ministry said so today."


def test_a_line_that_ends_in_a_colon_brings_the_next_one():
    text = "The ministry said:\n“We stay.”\nAfter it."
    (part,) = read(text)
    begin = token(part, text, "said")
    first, last = neighbourhood(part, begin, begin + 1)
    ends = [end for end in part.ends[first:last] if end >= 0]
    assert text[part.starts[first] : ends[-1]] == "The ministry said:\n“We stay.”"


def test_relative_positions_tell_before_within_and_after_apart():
    assert relative(0, 6, 2, 4) == [2, 1, 0, 0, 65, 66]
    assert relative(0, 300, 100, 101)[0] == 64
    assert relative(0, 300, 100, 101)[-1] == 64 + 96
