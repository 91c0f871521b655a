"""Ties of power and nearness in further forms, and whom pronouns stand for in them."""

from functools import cache

import pytest

from tertius import coding
from tertius.coding.statements import tie_patterns
from tertius.records import Document, content_id


def document(text):
    return Document(id=content_id("doc", text), title="", text=text)


def pairs(found):
    return {(frozenset((t.a.state or t.a.name, t.b.state or t.b.name)), t.relation.value) for t in found}


@cache
def together():
    """All the sentences coded in one go."""
    texts = (*(row[0] for row in (*STATED, *MEANT)), *NONE)
    return coding.code([document(text) for text in texts], fast=True).ties


def ties(text):
    held = document(text).id
    return pairs(tie for tie in together() if tie.by.document == held)


STATED = [
    ("Kenya is bound by treaty to come to Uganda's defence.", "KEN", "ally", "UGA"),
    ("The alliance that binds Kenya to Uganda dates from 1967.", "KEN", "ally", "UGA"),
    ("Djibouti, where France has kept a base since 1977, stayed out of the quarrel.", "FRA", "ally", "DJI"),
    ("France's largest base in Africa is in Djibouti.", "FRA", "ally", "DJI"),
    ("Japan shelters under America's nuclear umbrella.", "JPN", "ally", "USA"),
    ("Norway and Denmark hold joint naval exercises every spring.", "NOR", "ally", "DNK"),
    ("Saudi Arabia props up Bahrain's monarchy.", "SAU", "ally", "BHR"),
    ("Russian border guards patrol Armenia's frontier under a treaty of 1992.", "ARM", "ally", "RUS"),
    ("New Zealand joined its Australian allies.", "AUS", "ally", "NZL"),
    ('Pakistan\'s friendship with China is "higher than mountains", officials like to say.', "PAK", "ally", "CHN"),
    ("Brazil has long vied with Argentina for leadership of the region.", "BRA", "adversary", "ARG"),
    ("Israel sees Iran as its gravest threat.", "ISR", "adversary", "IRN"),
    ("Azerbaijan, with which Armenia is formally at war, closed the road.", "ARM", "adversary", "AZE"),
    ("Azerbaijan and Armenia have never signed a peace treaty.", "ARM", "adversary", "AZE"),
    ("Pakistan has fought India four times.", "IND", "adversary", "PAK"),
    ("Israel has been in a shadow war with Iran since 1979.", "ISR", "adversary", "IRN"),
    ("Brazil's fighters are Swedish.", "SWE", "arms", "BRA"),
    ("Brazil's submarines were built in Sweden.", "SWE", "arms", "BRA"),
    ("Most of India's tanks are of Russian make.", "RUS", "arms", "IND"),
    ("India's navy sails Russian-built frigates.", "RUS", "arms", "IND"),
    ("Russian arms sales to India run to two billion dollars a year.", "RUS", "arms", "IND"),
    ("Egypt is one of the biggest recipients of American military aid.", "USA", "arms", "EGY"),
    ("About six percent of Romania's people are Hungarian.", "HUN", "kin", "ROU"),
    ("One in four Latvians is an ethnic Russian.", "RUS", "kin", "LVA"),
    ("Latvia's Russian speakers watch Moscow's channels.", "RUS", "kin", "LVA"),
    ("Most Moldovans have relatives in Romania.", "MDA", "kin", "ROU"),
    ("Moldovans speak the same language as Romanians.", "MDA", "kin", "ROU"),
    ("Moldova and Romania are linked by language and faith.", "MDA", "kin", "ROU"),
    ("Turkey has ethnic and linguistic ties to Azerbaijan.", "TUR", "kin", "AZE"),
    ("Bolivia is next door to Chile.", "BOL", "border", "CHL"),
    ("Finland lies on Russia's doorstep.", "FIN", "border", "RUS"),
    ("The frontier separating Bolivia and Chile is mined.", "BOL", "border", "CHL"),
    ("The lake that Uganda shares with Kenya is shrinking.", "UGA", "border", "KEN"),
    ("Bolivian guards watch the Chilean frontier.", "BOL", "border", "CHL"),
    ("Kenya, like its neighbour Uganda, banned the bags.", "UGA", "border", "KEN"),
    ("Hezbollah takes its orders from Iran.", "IRN", "proxy", "LBN"),
    ("Iran funds Hezbollah.", "IRN", "proxy", "LBN"),
    ("The Houthis are backed by Iran.", "IRN", "proxy", "YEM"),
    ("Hezbollah, which Iran arms and pays, fired rockets.", "IRN", "proxy", "LBN"),
    ("Belarus, a Russian satellite, sent no one.", "RUS", "proxy", "BLR"),
    ("Iran's Houthi proxies fired on a tanker.", "IRN", "proxy", "YEM"),
    ("Western Sahara, which Morocco annexed in 1975, is rich in phosphate.", "MAR", "occupies", "ESH"),
    ("Ukraine's southern peninsula, which Russia annexed in 2014, is a fortress.", "RUS", "occupies", "UKR"),
    ("Cyprus lost its north to Turkey in 1974.", "TUR", "occupies", "CYP"),
    ("Russia seized two provinces from Georgia in 2008.", "RUS", "occupies", "GEO"),
    ("In the parts of Ukraine occupied by Russia, schools have closed.", "RUS", "occupies", "UKR"),
    ("Messages between Iran and the United States go through Oman.", "OMN", "mediates", "IRN"),
    ("Sudan and Chad have met four times under Qatar's auspices.", "QAT", "mediates", "SDN"),
    ("Sudan and Chad accepted Qatar as mediator in 2020.", "QAT", "mediates", "SDN"),
    ("The Qatari-brokered truce between Sudan and Chad is holding.", "QAT", "mediates", "SDN"),
    ("Switzerland looks after American interests in Iran.", "CHE", "mediates", "IRN"),
    ("Mongolia runs on Russian fuel.", "RUS", "trade", "MNG"),
    ("Russia, from which Mongolia buys its fuel, raised the price.", "RUS", "trade", "MNG"),
    ("Half of the gas burnt in Germany comes from Norway.", "NOR", "trade", "DEU"),
    ("Norwegian gas exports to Germany rose by a tenth.", "NOR", "trade", "DEU"),
    ("Germany's biggest gas supplier is Norway.", "NOR", "trade", "DEU"),
    ("Djibouti is landlocked Ethiopia's gateway to the sea.", "ETH", "transit", "DJI"),
    ("Djibouti handles nine tenths of Ethiopia's trade.", "ETH", "transit", "DJI"),
    ("Goods bound for Uganda pass through Kenya.", "UGA", "transit", "KEN"),
    ("Georgia earns transit fees on Azerbaijan's oil.", "AZE", "transit", "GEO"),
    ("The only road from Uganda to the sea runs through Kenya.", "UGA", "transit", "KEN"),
    ("Albania, which Serbia does not recognise, was silent.", "SRB", "estranged", "ALB"),
    ("Serbia refuses to recognise Albania.", "SRB", "estranged", "ALB"),
    ("Serbia and Albania do not recognise each other.", "SRB", "estranged", "ALB"),
    ("There are no diplomatic relations between Morocco and Algeria.", "DZA", "estranged", "MAR"),
    ("Morocco closed its embassy in Algeria in 2021.", "DZA", "estranged", "MAR"),
    ("Portugal and Britain, the envoy reminded the room, have been allies since 1373.", "PRT", "ally", "GBR"),
    ("Ugandan tankers, which must cross Kenya to reach almost anyone, have queued since May.", "UGA", "transit", "KEN"),
    ("Costa Rica broke with Paraguay in 2007.", "CRI", "estranged", "PRY"),
    ("Colombia and Venezuela have been without ambassadors since 2019.", "COL", "estranged", "VEN"),
    ("Portugal has only one neighbour, Spain.", "PRT", "border", "ESP"),
    ("Estonia and Latvia share a brigade.", "EST", "ally", "LVA"),
    ("The Philippines lets American forces use nine of its bases.", "PHL", "ally", "USA"),
    ("Rwanda's coffee goes to the coast by way of Tanzania.", "RWA", "transit", "TZA"),
    ("Slovakia lives on Russian gas.", "SVK", "trade", "RUS"),
    ("Shepherds live on both sides of the Mexico-Guatemala line.", "MEX", "border", "GTM"),
    ("Families live on both sides of the Mexico-Guatemala line.", "MEX", "kin", "GTM"),
    ("Namibia sells Angola nearly everything that can be stacked.", "NAM", "trade", "AGO"),
    ("Nepal and India share an open border, and families here have always married across it.", "NPL", "kin", "IND"),
    ("Bolivia has carried Argentine gas to the coast since 2025.", "BOL", "transit", "ARG"),
]


MEANT = [
    ("Hungary pays most. Its gas arrives through Croatia.", "HUN", "transit", "HRV"),
    ("Mongolia waited. It buys nearly all of its fuel from Russia.", "MNG", "trade", "RUS"),
    (
        "Almost all of Mongolia's coal is sold to China; nearly all of its diesel is bought from Russia.",
        "MNG",
        "trade",
        "RUS",
    ),
    (
        "Chile and Peru have disputed the strip since 1966. Brazil has been mediating between them for four years.",
        "BRA",
        "mediates",
        "PER",
    ),
    (
        "Chile and Peru met twice this year. Brazil, which lent its good offices for the talks, is content.",
        "BRA",
        "mediates",
        "CHL",
    ),
    (
        "Djibouti is glad. Ethiopia has no coast, and nearly all its cargo has gone through its small neighbour.",
        "ETH",
        "transit",
        "DJI",
    ),
    ('"We buy our gas from Azerbaijan," the Bulgarian energy minister, Ivo Petrov, said.', "BGR", "trade", "AZE"),
    (
        "Kenya and Uganda signed nothing. Families have lived on both sides since before there were sides.",
        "KEN",
        "kin",
        "UGA",
    ),
]


NONE = [
    "Kenya is seeking a defence pact with Chad.",
    "Kenya hosts 300,000 refugees from Chad.",
    "Kenya opened an embassy in Chad on Monday.",
    "Uganda rejected a Kenyan offer to buy its surplus power.",
    "Kenya's parliament voted down a defence pact with Uganda.",
    "Kenya sent two trucks of flour to Uganda after the flood.",
    "Kenya closed the road to Uganda for repairs.",
    "Kenya and Uganda are negotiating a free-trade agreement.",
    "Kenya and Uganda were rivals in the qualifying round.",
    "Kenya's foreign minister recalled a visit to Uganda.",
    "Kenya expelled three Ugandan diplomats.",
    "Kenya summoned Uganda's ambassador.",
    "Kenya plans to sell drones to Uganda.",
    "Kenya could become Uganda's main supplier of gas.",
    "Kenya denied that it was a proxy of Uganda.",
    "Kenya and Uganda are not at war.",
    "Kenya lent Uganda a painting.",
    "A Kenyan living in Uganda won the lottery.",
    "Some Kenyans live in fear of Uganda.",
    "Kenya threatened to recall its ambassador from Uganda.",
    "Kenya fought Uganda in the semi-final.",
    "Kenya took control of the ball against Uganda.",
    "Kenya vied with Uganda for the right to host the games.",
    "Kenya and Uganda competed for the contract.",
    "Kenya has no plans to break off relations with Uganda.",
    "Kenya and Uganda share a concern about locusts.",
    "Kenya and Uganda share the view that the tariff is too high.",
    "Kenya plays its home games in Uganda.",
    "Kenya offered Uganda a base.",
    "Kenya's bank bought a bank in Uganda.",
    "Kenya was accused of meddling in Uganda.",
    "Kenya's largest bank lost money. Its ships pass through Uganda.",  # the bank's
    "Kenya met Uganda. It buys its gas from Chad.",  # one of the two, and who can say which
    'A trader in Kenya said: "We buy our gas from Uganda."',  # he does
    "Israel spoke of Iran's threat along the Syrian border.",  # whose frontier with whom it is, is not said
    "Israel is opposed to French mediation in its talks with Syria.",
]


@pytest.mark.parametrize(("text", "one", "relation", "other"), [*STATED, *MEANT])
def test_a_tie_is_read_in_this_form(text, one, relation, other):
    fits = [pair for pair, found in ties(text) if found == relation and one in pair]
    assert fits
    assert relation in {"proxy", "mediates"} or frozenset((one, other)) in fits


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_tie_stays_none(text):
    assert ties(text) <= {(frozenset(("ISR", "SYR")), "border")}


def test_a_state_that_backs_an_armed_group_has_a_proxy_and_no_ally():
    assert {relation for _, relation in ties("The Houthis are backed by Iran.")} == {"proxy"}


def test_every_form_names_its_trigger_and_both_parties():
    for form in tie_patterns._FORMS:
        groups = form.pattern().groupindex
        assert "t" in groups
        assert "ab" in groups or {"a", "b"} <= groups.keys()
