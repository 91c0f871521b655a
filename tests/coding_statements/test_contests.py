"""Who contests whom: denials, other numbers, opposite claims; in one document and across two."""

from itertools import permutations

import pytest

from tertius import coding
from tertius.records import Document


def pairs(*texts):
    made = [Document(id=f"d{n}", title="", text=text) for n, text in enumerate(texts)]
    found = {one.id: one for one in coding.code(made).statements}
    return {
        frozenset((one.passages[0].text, found[other].passages[0].text))
        for one in found.values()
        for other in one.contested_with
    }


def has(found, one, other):
    return any(one in a and other in b for pair in found for a, b in permutations(pair))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The union said that soldiers had seized the granary. The army denied having seized the granary.", "soldiers had seized", "having seized"),
        ("The harbour office said that nine ferries had left. The guild of pilots said that no ferries had left.", "nine ferries", "no ferries"),
        ("The mayor accused the dyers of poisoning the river. The dyers' guild called the charge absurd.", "poisoning", "charge"),
        ("The guild said that the bridge was open. The ministry said that the bridge was closed and not open.", "was open", "closed"),
    ],
)  # fmt: skip
def test_denials_and_opposites_contest(text, one, other):
    assert has(pairs(text), one, other)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that the ferry was late. The mayor said that the ferry was not late.",  # one party
        "The guild said that wool was dear this year. The ministry said that the road to the coast would be mended.",
        "The union demanded that the mill be closed. The owners declined to comment.",
    ],
)
def test_one_party_other_matters_and_silence_contest_nothing(text):
    assert pairs(text) == set()


def test_a_bare_denial_leaves_the_contest_to_what_follows():
    text = "The council accused the carters of dumping ash in the harbour. The carters denied it. The carters said that no ash had been dumped in the harbour."
    found = pairs(text)
    assert has(found, "dumping ash", "no ash")
    assert not any("it" in pair for pair in found)


@pytest.mark.parametrize(
    "text",
    ["The pilots said that there was no warning.", "The mayor said that the diggers had dug no trenches.", "Bo Lind said that the ferry never sailed."],
)  # fmt: skip
def test_no_and_never_negate(text):
    (said,) = coding.code([Document(id="d", title="", text=text)]).statements
    assert said.polarity == "negated"
