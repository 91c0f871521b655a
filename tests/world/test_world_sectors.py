import pytest

from tertius.world.sectors import FORMER, SECTORS, institution, institutions, office, offices, says_former


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("foreign ministry", "GOV"),
        ("the Azerbaijani interior ministry", "GOV"),
        ("Ministry of National Defense", "MIL"),
        ("army", "MIL"),
        ("riot police", "COP"),
        ("parliament", "LEG"),
        ("Supreme Court", "JUD"),
        ("intelligence service", "SPY"),
        ("rebels", "REB"),
        ("gunmen", "REB"),
        ("opposition", "OPP"),
        ("state news agency", "MED"),
        ("oil companies", "BUS"),
        ("university", "EDU"),
        ("protesters", "CVL"),
        ("Iranian truck drivers", "LAB"),
        ("mosque", "REL"),
        ("human rights group", "NGO"),
        ("refugees", "REF"),
        ("drug cartel", "CRM"),
    ],
)
def test_institutions_have_sectors(phrase, sector):
    assert institution(phrase).sector == sector


def test_organs_of_a_state_are_told_from_others():
    assert institution("central bank").held
    assert not institution("bank").held
    assert institution("teapot") is None


@pytest.mark.parametrize(
    ("phrase", "sector", "is_office"),
    [
        ("Foreign Minister", "GOV", True),
        ("Iranian Foreign Minister", "GOV", True),
        ("president", "GOV", True),
        ("supreme leader", "GOV", True),
        ("spokesman", "GOV", True),
        ("ambassador to Baku", "GOV", True),
        ("general", "MIL", True),
        ("Major", "MIL", True),
        ("lawmakers", "LEG", True),
        ("foreign ministers", "GOV", True),
        ("spokeswoman of Turkey’s Ministry of National Defense", "MIL", True),
        ("spokesman for the company", "BUS", False),
        ("Communication, Satellite and Cyber Minister", "GOV", True),
        ("political analyst", "EDU", False),
        ("Middle East scholar", "EDU", False),
        ("witness", "CVL", False),
        ("opposition leader", "OPP", False),
    ],
)
def test_offices_are_told_from_trades(phrase, sector, is_office):
    assert tuple(office(phrase)) == (sector, is_office)


def test_what_is_no_office_gives_none():
    assert office("teapot") is None
    assert office("") is None


@pytest.mark.parametrize(
    "phrase",
    ["former minister", "ex-president", "who served as Israel's communications minister", "the retired general", "until 2019 minister"],
)  # fmt: skip
def test_former_offices_are_noticed(phrase):
    assert says_former(phrase)


@pytest.mark.parametrize("phrase", ["foreign minister", "expert", "the next president", "informer"])
def test_held_offices_are_not_called_former(phrase):
    assert not says_former(phrase)


def test_every_listed_former_word_is_noticed():
    assert all(says_former(f"{word} minister") for word in FORMER)


def test_the_tables_use_known_sectors_only():
    assert {i.sector for i in institutions().values()} == set(SECTORS)
    assert {o.sector for o in offices().values()} <= set(SECTORS)


def test_a_secretary_of_something_is_the_secretary_of_that_name():
    assert office("secretary of the Treasury") == office("treasury secretary")
    assert office("secretary of the tennis club") is None
