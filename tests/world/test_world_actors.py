import pytest

from tertius.errors import NameNotResolved
from tertius.records import ActorKind
from tertius.world import name_of, resolve


@pytest.mark.parametrize(
    "name",
    ["Iran", "iran", "IRN", "IR", "Islamic Republic of Iran", "Tehran", "Iranian", " Iran "],
)  # fmt: skip
def test_many_names_give_one_state(name):
    actor = resolve(name)
    assert (actor.name, actor.code, actor.kind) == ("Iran", "IRN", ActorKind.STATE)


@pytest.mark.parametrize(
    "name", ["the United States", "USA", "U.S.", "US", "us", "United States of America", "America"]
)
def test_the_united_states_go_by_many_names(name):
    assert resolve(name).code == "USA"


@pytest.mark.parametrize(
    ("name", "code"),
    [("UK", "GBR"), ("uk", "GBR"), ("Türkiye", "TUR"), ("turkiye", "TUR"), ("Georgia", "GEO"), ("Palestine", "PSE"),
     ("Taiwan", "TWN"), ("DRC", "COD"), ("Kosovo", "XKX"), ("turkey", "TUR"), ("South Korea", "KOR"), ("Kyiv", "UKR")],
)  # fmt: skip
def test_states_are_found_by_short_and_local_names(name, code):
    assert resolve(name).code == code
    assert resolve(name).kind == ActorKind.STATE


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("NATO", "NATO", ActorKind.ORGANISATION),
        ("nato", "NATO", ActorKind.ORGANISATION),
        ("Hamas", "PSE.REB", ActorKind.GROUP),
        ("hizbullah", "LBN.REB", ActorKind.GROUP),
        ("IRGC", "IRN.MIL", ActorKind.ORGANISATION),
        ("Security Council", "UNSC", ActorKind.ORGANISATION),
        ("Kurds", None, ActorKind.PEOPLE),
    ],
)
def test_organisations_groups_and_peoples_resolve(name, code, kind):
    actor = resolve(name)
    assert (actor.code, actor.kind) == (code, kind)


def test_a_sector_code_resolves_and_belongs_to_its_state():
    actor = resolve("IRN.GOV")
    assert actor.name == "Iran, government"
    assert actor.state == "IRN"
    assert resolve("ir.gov") == actor


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Azerbajan", "Azerbaijan"), ("Isreal", "Israel"), ("Irann", "Iran"), ("North Koria", "North Korea")],
)
def test_a_misspelt_name_raises_with_the_right_one_first(wrong, right):
    with pytest.raises(NameNotResolved) as caught:
        resolve(wrong)
    assert caught.value.near[0] == right
    assert not caught.value.ambiguous
    assert right in str(caught.value)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Korea", {"North Korea", "South Korea"}),
        ("Congo", {"Democratic Republic of the Congo", "Republic of the Congo"}),
    ],
)
def test_a_name_of_two_states_raises_with_both(name, candidates):
    with pytest.raises(NameNotResolved) as caught:
        resolve(name)
    assert caught.value.ambiguous
    assert set(caught.value.near) == candidates


@pytest.mark.parametrize("name", ["", "   ", "Qwertyuiop", "IRN.XYZ"])
def test_what_is_no_name_raises(name):
    with pytest.raises(NameNotResolved):
        resolve(name)


def test_codes_have_neutral_names():
    assert name_of("AZE") == "Azerbaijan"
    assert name_of("IRN.MIL") == "Iran, armed forces"
    assert name_of("IAEA") == "International Atomic Energy Agency"
    with pytest.raises(NameNotResolved):
        name_of("QQQ")


def test_a_person_resolves_to_the_latest_office():
    assert resolve("Mark Rutte").code == "NATO"
    assert resolve("tusk").code == "POL.GOV"
