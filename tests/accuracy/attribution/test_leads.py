"""Short news texts keep their speakers: no figure falls below its floor."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import score_leads


def test_short_texts_are_read_as_well_as_before():
    assert score_leads.fallen(score_leads.measured(), score_leads.floors()) == []


def test_a_line_gives_its_text_and_what_is_marked_in_it():
    text, (told,) = score_leads.read("<x1>It rained</x1>, <s1>she</s1> <c1>said</c1>.")
    assert text == "It rained, she said."
    assert {part: [text[a:b] for a, b in spans] for part, spans in told.items()} == {
        "s": ["she"],
        "c": ["said"],
        "x": ["It rained"],
    }


def test_a_wrong_source_or_half_a_content_is_not_the_same():
    wanted = {"s": [(0, 3)], "c": [(4, 8)], "x": [(9, 29)]}
    assert score_leads.same(wanted, wanted | {"x": [(9, 20)]})
    assert not score_leads.same(wanted, wanted | {"x": [(9, 18)]})
    assert not score_leads.same(wanted, wanted | {"s": []})
    assert score_leads.figures([[wanted], []], [[], [wanted]]) == {"f1": 0, "precision": 0, "recall": 0, "silent": 0}
