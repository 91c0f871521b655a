"""The encoder's tokenizer: pieces, offsets, odd characters."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tertius.coding.encoder
from tertius.coding.encoder._wordpiece import WordPiece

WEIGHTS = Path(tertius.coding.encoder.__file__).parent / "weights"
PIECES_OF = WordPiece(WEIGHTS / "vocab.txt")


@pytest.fixture(scope="module")
def pieces_of() -> WordPiece:
    return PIECES_OF


@pytest.fixture(scope="module")
def names() -> list[str]:
    return (WEIGHTS / "vocab.txt").read_text(encoding="utf-8").splitlines()


def test_a_word_in_the_vocabulary_is_one_piece_whatever_its_case(pieces_of, names):
    assert [names[number] for number, _, _ in pieces_of("Said SAID said")] == ["said"] * 3


def test_a_rare_word_is_cut_into_the_longest_pieces(pieces_of, names):
    got = [names[number] for number, _, _ in pieces_of("unaffable")]
    assert got == ["una", "##ffa", "##ble"]


def test_offsets_point_at_the_text_itself(pieces_of):
    text = "The minister of Freedonia, Élodie Ağar, said: “No.”"
    assert "".join(text[a:b] for _, a, b in pieces_of(text)) == text.replace(" ", "")


def test_accents_are_stripped_without_moving_offsets(pieces_of, names):
    text = "café"
    assert [(names[number], text[a:b]) for number, a, b in pieces_of(text)] == [("cafe", "café")]
    decomposed = "cafe\u0301s"
    assert pieces_of(decomposed)[-1][2] == len(decomposed)


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole(pieces_of):
    text = "one two three"
    assert pieces_of(text, 4, 7) == [piece for piece in pieces_of(text) if 4 <= piece[1] < 7]


def test_an_unknown_character_and_an_endless_word_are_one_unknown_piece_each(pieces_of):
    assert [number for number, _, _ in pieces_of("\U0001f9ff")] == [100]
    assert pieces_of("x" * 500) == [(100, 0, 500)]


@given(st.text())
def test_any_text_gives_ordered_pieces_within_it(text):
    pieces = PIECES_OF(text)
    assert all(0 <= a < b <= len(text) for _, a, b in pieces)
    assert all(one[1] <= other[1] for one, other in pairwise(pieces))
