import pytest

from tertius.errors import UsageError
from tertius.records import EventType
from tertius.world import cameo, default_cameo, event_type, plover_of, quad_of, score_of
from tertius.world.ontology import CONTEXTS, QUADS, TYPES, cameo_codes


def test_all_types_of_the_records_are_described():
    assert set(TYPES) == set(EventType)
    for info in TYPES.values():
        assert info.quad in QUADS
        assert info.definition
        assert set(info.modes) == set(info.mode_definitions)


@pytest.mark.parametrize(
    ("name", "quad"),
    [("AGREE", 1), ("consult", 1), ("CONCEDE", 1), ("COOPERATE", 2), ("RETREAT", 2), ("REQUEST", 3), ("THREATEN", 3),
     ("SANCTION", 4), ("MOBILIZE", 4), ("ASSAULT", 4)],
)  # fmt: skip
def test_types_have_plover_quad_classes(name, quad):
    assert quad_of(name) == quad


def test_scores_go_with_modes():
    assert score_of("PROTEST") == -5
    assert score_of("PROTEST", "riot") == -7
    assert score_of("ACCUSE") == -3
    with pytest.raises(UsageError, match="riot"):
        score_of("AID", "riot")


def test_an_unknown_type_raises_and_names_the_types():
    with pytest.raises(UsageError, match="ASSAULT"):
        event_type("YIELD")


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("036", "AGREE", None),
        ("042", "CONSULT", "visit"),
        ("083", "CONCEDE", None),
        ("084", "RETREAT", None),
        ("0871", "RETREAT", "ceasefire"),
        ("0813", "RETREAT", None),
        ("112", "ACCUSE", "disapprove"),
        ("154", "MOBILIZE", "troops"),
        ("163", "COERCE", "restrict"),
        ("161", "SANCTION", "withdraw"),
        ("173", "COERCE", "arrest"),
        ("175", "ASSAULT", None),
        ("1712", "ASSAULT", "destroy"),
        ("191", "COERCE", "restrict"),
        ("190", "ASSAULT", None),
        ("0256", "REQUEST", "yield"),
    ],
)
def test_cameo_codes_map_to_plover(code, kind, mode):
    found = plover_of(code)
    assert (found.type, found.mode) == (kind, mode)
    assert found.quad == quad_of(kind)


def test_a_statement_has_no_plover_type():
    assert (plover_of("010").type, plover_of("010").quad) == (None, 0)


def test_the_longest_listed_prefix_counts():
    assert cameo("0219").code == "021"
    assert plover_of("1719").type == plover_of("171").type == "COERCE"


@pytest.mark.parametrize("code", ["", "9", "99", "abc"])
def test_what_is_no_code_raises(code):
    with pytest.raises(UsageError):
        plover_of(code)


def test_goldstein_weights_differ_where_the_distributions_do():
    differ = {c.code for c in cameo_codes() if c.goldstein_gdelt is not None and c.goldstein != c.goldstein_gdelt}
    assert differ == {"016", "022", "164", "165"}
    assert cameo("190").goldstein == -10
    assert all(-10 <= c.goldstein <= 10 for c in cameo_codes())


def test_modes_and_contexts_of_codes_are_those_of_the_manual():
    for code in cameo_codes():
        found = plover_of(code.code)
        assert set(found.contexts) <= set(CONTEXTS)
        if found.mode:
            assert found.mode in event_type(found.type).modes, code


def test_default_codes_exist_and_come_back_to_their_type():
    elsewhere = {("RETREAT", "resign"), ("SANCTION", "convict"), ("SANCTION", "discontinue")}
    for name, info in TYPES.items():
        for mode in (None, *info.modes):
            code = default_cameo(name, mode)
            assert cameo(code).code == code
            assert (plover_of(code).type == name) != ((name, mode) in elsewhere)
    assert default_cameo("COERCE", "arrest") == "173"
    assert default_cameo("AGREE", "no such mode") == "030"
