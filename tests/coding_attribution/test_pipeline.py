import pytest

from tertius.coding import pipeline
from tertius.errors import TertiusError
from tertius.records import Document


def document(text):
    return Document(id="d", title="", text=text)


def test_token_offsets_are_offsets_of_the_text_in_code_points():
    text = "Été 😀: “Oui”, said Léa.\n\nThe end."
    parsed = pipeline.parse(document(text))
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in parsed.doc)


def test_a_line_break_ends_a_sentence():
    text = "Grain ships leave port\nBy Anna Varga\n\nThe first ship left on Monday."
    parsed = pipeline.parse(document(text))
    assert [text[a:b].strip() for a, b in parsed.sentences] == [
        "Grain ships leave port",
        "By Anna Varga",
        "The first ship left on Monday.",
    ]


def test_an_empty_text_parses_to_nothing():
    parsed = pipeline.parse(document(""))
    assert (len(parsed.doc), parsed.sentences, parsed.quotes) == (0, (), ())


def test_a_very_long_text_is_parsed_in_pieces_that_keep_their_offsets(monkeypatch):
    monkeypatch.setattr(pipeline, "LONGEST", 120)
    text = "The minister said the road was open. " * 12 + "\n\n" + "x" * 300
    parsed = pipeline.parse(document(text))
    assert parsed.doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in parsed.doc)


def test_documents_come_back_in_order_and_progress_is_told():
    told = []
    texts = ["One fell.", "", "Three rose."]
    parsed = list(pipeline.parse_all([document(t) for t in texts], lambda *step: told.append(step)))
    assert [p.text for p in parsed] == texts
    assert told[0] == ("parsing", 0, 3)
    assert told[-1] == ("parsing", 3, 3)


def test_a_missing_model_is_said_in_one_clear_line(monkeypatch):
    monkeypatch.setattr(pipeline, "MODEL", "no_such_model")
    pipeline.nlp.cache_clear()
    try:
        with pytest.raises(TertiusError, match="pip install") as caught:
            pipeline.nlp()
        assert "no_such_model" in str(caught.value)
    finally:
        monkeypatch.undo()
        pipeline.nlp.cache_clear()
