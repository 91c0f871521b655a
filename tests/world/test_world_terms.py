import pytest

from tertius.world import terms_of
from tertius.world.terms import TERMS


@pytest.mark.parametrize("origin", ["gdelt", "icews", "polecat", "acled", "ucdp_ged", "gpr", "documents"])
def test_each_known_origin_has_citation_and_terms(origin):
    found = terms_of(origin)
    assert found.origin == origin
    assert found.citation
    assert found.terms


def test_restricted_sets_may_not_ship():
    assert {name for name, t in TERMS.items() if not t.may_ship} == {"icews", "polecat", "acled", "gpr", "documents"}


def test_case_and_version_do_not_count():
    assert terms_of("GDELT_v2") == terms_of("gdelt")
    assert terms_of("UCDP-GED") == terms_of("ucdp") == terms_of("ucdp_ged")


def test_an_unknown_table_has_unknown_terms_and_stays_at_home():
    found = terms_of("mine.csv")
    assert "own file" in found.citation
    assert "not known" in found.terms
    assert not found.may_ship
