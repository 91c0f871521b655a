"""The lexicon speaks the ontology's language and is as wide as it claims."""

from tertius.coding.events._contexts import _keywords
from tertius.coding.events._lexicon import NONE, compositions, nouns, operators, verbs
from tertius.records import EventType
from tertius.world import ontology


def rules():
    return [rule for table in (verbs(), nouns()) for each in table.values() for rule in each]


def test_every_type_is_covered_by_a_rule():
    assert {rule.type for rule in rules()} - {NONE} == {each.value for each in EventType}


def test_modes_belong_to_their_types():
    made = [*rules(), *compositions().values()]
    wrong = {
        (each.type, each.mode) for each in made if each.mode and each.mode not in ontology.event_type(each.type).modes
    }
    assert wrong == set()


def test_cameo_codes_are_listed():
    codes = {each.code for each in ontology.cameo_codes()}
    made = [*rules(), *compositions().values()]
    assert {each.cameo for each in made if each.cameo} <= codes


def test_contexts_are_plovers():
    assert {context for each in _keywords().values() for context in each} <= set(ontology.CONTEXTS)


def test_the_lexicon_is_wide():
    assert len(verbs()) > 450
    assert len(nouns()) > 150
    assert len(operators()) > 100
