import datetime as dt

import pytest

from tertius.records import Actor, ActorKind
from tertius.world import countries, gazetteer
from tertius.world.gazetteer import BASES, Entry, Gazetteer
from tertius.world.sectors import SECTORS


def found(phrase):
    return [(e.actor.code, e.basis) for e in gazetteer().lookup(phrase)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Iran", ("IRN", "name")),
        ("IRAN", ("IRN", "name")),
        ("Iran's", ("IRN", "name")),
        ("Iran’s", ("IRN", "name")),
        ("the United States", ("USA", "name")),
        ("United States'", ("USA", "name")),
        ("Iranians", ("IRN", "demonym")),
        ("Turks", ("TUR", "demonym")),
        ("Emirati", ("ARE", "demonym")),
        ("Baku", ("AZE", "capital")),
        ("Kremlin", ("RUS.GOV", "metonym")),
        ("Pentagon", ("USA.MIL", "metonym")),
        ("Capitol Hill", ("USA.LEG", "metonym")),
        ("UN Security Council", ("UNSC", "organisation")),
        ("Revolutionary Guards", ("IRN.MIL", "organisation")),
        ("Hezbollah", ("LBN.REB", "armed group")),
        ("PKK", ("TUR.REB", "armed group")),
        ("Azeris", (None, "people")),
        ("Karabakh Armenians", (None, "people")),
        ("Uighurs", ("CHN.CVL", "people")),
        ("Reuters", ("MED", "media")),
        ("IRNA", ("IRN.MED", "media")),
        ("Anadolu", ("TUR.MED", "media")),
        ("Ilham Aliyev", ("AZE.GOV", "leader")),
    ],
)
def test_surfaces_are_read(phrase, expected):
    assert found(phrase)[0] == expected


@pytest.mark.parametrize("phrase", ["us", "who", "polish", "turkey", "is", "un", "pole", "table", "", "'s"])
def test_words_are_no_actors(phrase):
    assert found(phrase) == []


def test_two_who_share_a_surname_both_show():
    names = {e.actor.name for e in gazetteer().lookup("Aoun")}
    assert names == {"Michel Aoun", "Joseph Aoun"}


def test_a_leader_is_dated():
    entry = next(e for e in gazetteer().lookup("Ebrahim Raisi"))
    assert entry.role == "president"
    assert entry.holds(dt.date(2021, 10, 5))
    assert not entry.holds(dt.date(2020, 1, 1))
    assert not entry.holds(dt.date(2024, 6, 1))
    assert entry.holds(None)


def test_a_month_counts_whole_for_the_end_of_an_office():
    kara = gazetteer().lookup("Ayoob Kara")[0]
    assert (kara.since, kara.until) == (dt.date(2017, 5, 1), dt.date(2019, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "count", "code"),
    [
        ("talks with al - Qaeda went on", 2, 3, "ALQ"),
        ("the United States said", 1, 2, "USA"),
        ("the UN Security Council met", 1, 3, "UNSC"),
        ("Iran 's drills", 0, 1, "IRN"),
        ("Iran - Israel ties", 0, 1, "IRN"),
        ("Côte d'Ivoire votes", 0, 2, "CIV"),
        ("Foreign Minister Hossein Amir - Abdollahian said", 2, 4, "IRN.GOV"),
        ("in Iran .", 1, 1, "IRN"),
    ],
)
def test_the_longest_surface_is_taken(text, start, count, code):
    words, entries = gazetteer().longest(text.split(), start)
    assert words == count
    assert entries[0].actor.code == code


@pytest.mark.parametrize(("text", "start"), [("told us that", 1), ("- Iran", 0), ("I ran home", 0), ("'s", 0)])
def test_nothing_begins_where_no_name_does(text, start):
    assert gazetteer().longest(text.split(), start) is None


def test_every_entry_is_well_formed():
    states = {c.iso3 for c in countries()}
    for entry in gazetteer():
        assert entry.basis in BASES
        head, _, sector = (entry.actor.code or "").partition(".")
        if sector and head != "NGO":
            assert head in states, entry
            assert sector in SECTORS, entry
        if entry.actor.kind == ActorKind.STATE:
            assert head in states
        if entry.since and entry.until:
            assert entry.since < entry.until, entry


def test_every_name_demonym_and_capital_of_a_country_is_read_as_it():
    for country in countries():
        for surface in (country.name, country.official, *country.demonyms):
            assert country.iso3 in [code for code, _ in found(surface)], surface


def test_a_gazetteer_can_be_made_of_own_entries():
    actor = Actor(name="Ruritania", code=None, kind=ActorKind.STATE)
    own = Gazetteer([Entry("Ruritania", actor, "name"), Entry("Ruritanian Guard", actor, "organisation")])
    assert own.longest(["Ruritanian", "Guard"], 0) == (2, own.lookup("ruritanian guard"))
    assert len(own) == 2
