"""Ties: the forms in which prose states them, with their direction, and what only looks like one."""

import datetime as dt
from functools import cache

import pytest

from tertius import coding
from tertius.records import DateBasis, Document, Precision, Published, content_id

DAY = dt.date(2031, 3, 4)


def document(text):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    return Document(id=content_id("doc", text), title="", text=text, published=published, constructed=True)


@cache
def together():
    """All the sentences coded in one go."""
    return coding.code([document(text) for text in (*(row[0] for row in STATED), *NONE)], fast=True).ties


def ties(text):
    held = document(text)
    if text in NONE or any(text == row[0] for row in STATED):
        return tuple(tie for tie in together() if tie.by.document == held.id)
    return coding.code([held], fast=True).ties


STATED = [
    ("Peru, a longtime ally of Chile, stayed silent.", "PER", "ally", "CHL", None),
    ("Norway's closest ally, Denmark, sent two ships.", "NOR", "ally", "DNK", None),
    ("Denmark and Norway have been allies since 1949.", "DNK", "ally", "NOR", 1949),
    ("Mali has a defence pact with Niger.", "MLI", "ally", "NER", None),
    ("Mali and Niger are bound by a mutual defence treaty.", "MLI", "ally", "NER", None),
    ("The defence pact between Mali and Niger has been in force since 2023.", "MLI", "ally", "NER", 2023),
    ("Mali backs Niger in the dispute over the river.", "MLI", "ally", "NER", None),
    ("Japan is host to American troops.", "JPN", "ally", "USA", None),
    ("Japan hosts some 50,000 American soldiers.", "JPN", "ally", "USA", None),
    ("Djibouti is home to a French military base.", "DJI", "ally", "FRA", None),
    ("France keeps a garrison in Djibouti.", "DJI", "ally", "FRA", None),
    ("French troops are stationed in Djibouti.", "FRA", "ally", "DJI", None),
    ("Norway has close ties with Denmark.", "NOR", "ally", "DNK", None),
    ("Norway enjoys warm relations with Denmark.", "NOR", "ally", "DNK", None),
    ("Norway is closely aligned with Denmark.", "NOR", "ally", "DNK", None),
    ("France, Chad's main patron, kept its distance.", "TCD", "ally", "FRA", None),
    ("Togo trains Benin's army and pays for its uniforms.", "TGO", "ally", "BEN", None),
    ("Kenya guarantees Uganda's security.", "KEN", "ally", "UGA", None),
    ("Kenya's key strategic partner is Uganda.", "KEN", "ally", "UGA", None),
    ("Greece and Cyprus, close allies for decades, objected.", "GRC", "ally", "CYP", None),
    ("Pakistan, which counts China as its closest friend, abstained.", "PAK", "ally", "CHN", None),
    ("China considers Pakistan an ally.", "PAK", "ally", "CHN", None),
    ("Albania has long been supported by Turkey.", "ALB", "ally", "TUR", None),
    ("Sweden stands by Finland.", "SWE", "ally", "FIN", None),
    ("Sweden, which sides with Finland in the dispute, sent observers.", "SWE", "ally", "FIN", None),
    ("Sweden's old foe, Finland, protested.", "SWE", "adversary", "FIN", None),
    ("Sweden and Finland are sworn enemies.", "SWE", "adversary", "FIN", None),
    ("South Korea is technically still at war with North Korea.", "KOR", "adversary", "PRK", None),
    ("South Korea and North Korea have been at war since 1950.", "KOR", "adversary", "PRK", 1950),
    ("India regards Pakistan as its main enemy.", "IND", "adversary", "PAK", None),
    ("India's arch-rival Pakistan tested a missile.", "IND", "adversary", "PAK", None),
    ("The rivalry between India and Pakistan is older than most of their voters.", "IND", "adversary", "PAK", None),
    ("Brazil's regional rival, Argentina, bought submarines.", "BRA", "adversary", "ARG", None),
    ("Sweden is Brazil's main arms supplier.", "SWE", "arms", "BRA", None),
    ("Sweden is the largest supplier of weapons to Brazil.", "SWE", "arms", "BRA", None),
    ("Brazil buys most of its arms from Sweden.", "SWE", "arms", "BRA", None),
    ("Brazil gets its fighter jets from Sweden.", "SWE", "arms", "BRA", None),
    ("Sweden provides Brazil with drones.", "SWE", "arms", "BRA", None),
    ("Sweden has armed Brazil for a decade.", "SWE", "arms", "BRA", None),
    ("Sweden accounts for 60 percent of Brazil's arms imports.", "SWE", "arms", "BRA", None),
    ("Brazil's air force flies Swedish jets.", "SWE", "arms", "BRA", None),
    ("Sweden has delivered radars to Brazil since 2014.", "SWE", "arms", "BRA", 2014),
    ("Brazil relies on Sweden for artillery shells.", "SWE", "arms", "BRA", None),
    ("Romania is home to some 1.2 million ethnic Hungarians.", "HUN", "kin", "ROU", None),
    ("Ethnic Hungarians living in Romania vote in both countries.", "HUN", "kin", "ROU", None),
    ("Romania has a large Hungarian minority.", "HUN", "kin", "ROU", None),
    ("The Hungarian minority in Romania has its own schools.", "HUN", "kin", "ROU", None),
    ("Romania's Hungarian-speaking minority fears for its schools.", "HUN", "kin", "ROU", None),
    ("A fifth of the people of Transylvania in Romania are of Hungarian descent.", "HUN", "kin", "ROU", None),
    ("Hungarians and Romanians are kin.", "HUN", "kin", "ROU", None),
    ("Azerbaijan and Turkey speak of one nation in two states.", "AZE", "kin", "TUR", None),
    ("Azerbaijan and Turkey share a language and a faith.", "AZE", "kin", "TUR", None),
    ("Turkey calls Azerbaijan its brother nation.", "AZE", "kin", "TUR", None),
    ("Poland shares a 100-kilometre frontier with Lithuania.", "POL", "border", "LTU", None),
    ("Poland borders Lithuania.", "POL", "border", "LTU", None),
    ("Poland and its neighbour Lithuania agreed.", "POL", "border", "LTU", None),
    ("Lithuania, which lies next to Poland, closed a road.", "POL", "border", "LTU", None),
    ("Lithuania is Poland's northern neighbour.", "POL", "border", "LTU", None),
    ("Bolivia has a long border with Chile.", "BOL", "border", "CHL", None),
    ("The two neighbours, Bolivia and Chile, quarrelled.", "BOL", "border", "CHL", None),
    ("Iran-backed Hezbollah fighters in Lebanon kept quiet.", "IRN", "proxy", "LBN", None),
    ("Belarus is a client state of Russia.", "RUS", "proxy", "BLR", None),
    ("Belarus is little more than a puppet of Russia.", "RUS", "proxy", "BLR", None),
    ("Turkey has occupied the north of Cyprus since 1974.", "TUR", "occupies", "CYP", 1974),
    ("The north of Cyprus is under Turkish occupation.", "TUR", "occupies", "CYP", None),
    ("Turkey's occupation of northern Cyprus goes on.", "TUR", "occupies", "CYP", None),
    ("Turkish-occupied northern Cyprus has its own flag.", "TUR", "occupies", "CYP", None),
    ("Russia controls a fifth of Georgia's territory.", "RUS", "occupies", "GEO", None),
    ("Russia holds two Georgian provinces.", "RUS", "occupies", "GEO", None),
    ("Morocco annexed Western Sahara in 1975 and administers it.", "MAR", "occupies", "ESH", 1975),
    ("Oman has long been a go-between for Iran and the United States.", "OMN", "mediates", "IRN", None),
    ("Oman acts as a broker between Iran and the United States.", "OMN", "mediates", "IRN", None),
    ("Oman is mediating between Iran and the United States.", "OMN", "mediates", "IRN", None),
    ("Oman, an intermediary between Iran and the United States, declined to comment.", "OMN", "mediates", "IRN", None),
    ("Oman passes messages between Iran and the United States.", "OMN", "mediates", "IRN", None),
    ("Qatar hosts talks between Sudan and Chad.", "QAT", "mediates", "SDN", None),
    ("China is Australia's largest trading partner.", "CHN", "trade", "AUS", None),
    ("Australia's biggest export market is China.", "CHN", "trade", "AUS", None),
    ("China buys a third of Australia's exports.", "CHN", "trade", "AUS", None),
    ("China is the biggest buyer of Australian coal.", "CHN", "trade", "AUS", None),
    ("Mongolia depends on Russia for its petrol.", "RUS", "trade", "MNG", None),
    ("Mongolia gets nine tenths of its fuel from Russia.", "RUS", "trade", "MNG", None),
    ("Mongolia imports nearly all its electricity from Russia.", "RUS", "trade", "MNG", None),
    ("Laos sells electricity to Thailand.", "LAO", "trade", "THA", None),
    ("Trade between Laos and Thailand is worth nine billion dollars a year.", "LAO", "trade", "THA", None),
    ("Laos and Thailand have a free-trade agreement.", "LAO", "trade", "THA", None),
    ("Norway is Germany's main supplier of gas.", "NOR", "trade", "DEU", None),
    ("Ethiopia ships nearly all of its goods through Djibouti.", "ETH", "transit", "DJI", None),
    ("Almost all of Ethiopia's imports pass through the port of Djibouti.", "ETH", "transit", "DJI", None),
    ("Landlocked Ethiopia depends on Djibouti for access to the sea.", "ETH", "transit", "DJI", None),
    ("Ethiopia's only route to the sea runs through Djibouti.", "ETH", "transit", "DJI", None),
    ("Azerbaijan's oil flows to the coast through Georgia.", "AZE", "transit", "GEO", None),
    ("The pipeline that carries Azerbaijan's oil crosses Georgia.", "AZE", "transit", "GEO", None),
    ("Algeria severed relations with Morocco in 2021.", "MAR", "estranged", "DZA", 2021),
    ("Algeria broke off diplomatic relations with Morocco.", "MAR", "estranged", "DZA", None),
    ("Algeria and Morocco have no diplomatic relations.", "MAR", "estranged", "DZA", None),
    ("Algeria and Morocco have had no diplomatic ties since 2021.", "MAR", "estranged", "DZA", 2021),
    ("Algeria does not recognise Morocco.", "MAR", "estranged", "DZA", None),
    ("Algeria has never recognised Morocco.", "MAR", "estranged", "DZA", None),
    ("Relations between Algeria and Morocco have been frozen since 2021.", "MAR", "estranged", "DZA", None),
    ("Algeria cut ties with Morocco.", "MAR", "estranged", "DZA", None),
    ("Algeria, which has no embassy in Morocco, was silent.", "MAR", "estranged", "DZA", None),
    ("Algeria and Morocco do not have diplomatic relations.", "MAR", "estranged", "DZA", None),
]


NONE = [
    "Mali is not an ally of Niger.",
    "Mali is no ally of Niger.",
    "Mali may buy drones from Niger.",
    "Mali wants to become an ally of Niger.",
    "Mali will sell gas to Niger.",
    "Mali hopes for close ties with Niger.",
    "Mali and Niger quarrelled over the river.",
    "Mali bought a painting from Niger.",
    "Was Mali ever an ally of Niger?",
    "Mali ceased to be an ally of Niger.",
    "Mali is a former ally of Niger.",
    "Mali is no longer an ally of Niger.",
    "Mali's president met Niger's ministers in Bamako.",
    "Mali and Niger sent allies of the president to the talks.",
    "Mali denied that it was arming Niger's rebels.",
    "If Mali were an ally of Niger, it would have helped.",
    "Mali stopped selling gas to Niger.",
    "Mali and Niger restored diplomatic relations.",
    "Mali called for better relations with Niger.",
    "Mali's trade minister arrived in Niger.",
    "Mali asked Niger to mediate.",
    "Mali lost to Niger in the final.",
    "Until 1990 Mali was an ally of Niger.",
    "Mali's ambassador to Niger said nothing.",
    "Mali never occupied Niger.",
    "The goods came to Mali through Niger's harbour, a trader said.",
    "Mali invited Niger to join an alliance.",
    "Mali supported the resolution on Niger.",
    "Mali backed a proposal by Niger.",
    "Peru's trade minister flew to Chile.",
    "Peru and Chile both voted for the treaty.",
    "The pact that Peru proposed to Chile was never signed.",
    "Peru has offered to mediate between Chile and Bolivia.",
    "Chile rejected Peru as a mediator.",
    "Peru thanked its friends in the press; Chile did not.",
    "Chile sold the house of its consul in Peru.",
    "Chile supplied the numbers to Peru's statistics office.",
    "Peru captured three Chilean fishermen.",
    "Chilean fans support Peru in the cup.",
    "Peru holds talks with Chile on fish.",
    "Peru sends its greetings to Chile through Bolivia.",
    "Peru exports nothing to Chile.",
    "Peru recognised Chile's effort.",
    "Peru's war of words with Chile amused Bolivia.",
    "The quarrel between Peru and Chile is about a fence.",
    "Peru, unlike Chile, has no navy in the lake.",
    "Peru's minister said Chile was no friend of peace.",
    "Peru broke its promise to Chile.",
    "Peru cut its tariff on Chile's wine.",
    "Peru is close to a deal with Chile.",
    "Peru opposes a plan by Chile to dam the river.",
    "Peru and Chile will open talks on a trade deal.",
    "Peru joined Chile in condemning the attack.",
    "Peru lies about Chile.",
]


@pytest.mark.parametrize(("text", "one", "relation", "other", "year"), STATED)
def test_a_tie_that_the_text_states(text, one, relation, other, year):
    found = [tie for tie in ties(text) if {tie.a.state, tie.b.state} == {one, other} and tie.relation == relation]
    assert found
    assert year is None or found[0].since.year == year


@pytest.mark.parametrize("text", NONE)
def test_what_is_denied_asked_wished_over_or_something_else_is_no_tie(text):
    assert ties(text) == ()


@pytest.mark.parametrize(
    ("text", "a", "b"),
    [
        ("Sweden is Brazil's main arms supplier.", "SWE", "BRA"),
        ("Brazil buys most of its arms from Sweden.", "SWE", "BRA"),
        ("The north of Cyprus is under Turkish occupation.", "TUR", "CYP"),
        ("Oman acts as a broker between Iran and the United States.", "OMN", "IRN"),
        ("Belarus is a client state of Russia.", "RUS", "BLR"),
        ("Almost all of Ethiopia's imports pass through the port of Djibouti.", "ETH", "DJI"),
    ],
)
def test_a_tie_reads_from_who_gives_holds_or_acts(text, a, b):
    assert (a, b) in {(tie.a.state, tie.b.state) for tie in ties(text)}


def test_several_named_together_have_a_tie_each():
    assert {tie.b.state for tie in ties("Peru is an ally of Chile and Bolivia.")} == {"CHL", "BOL"}


def test_a_persons_name_is_no_state():
    assert ties("Chad Moreau is an ally of Niger.") == ()
