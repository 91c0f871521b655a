import pytest

from tertius.coding.speakers import relay_chain
from tertius.records import Voice


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("A source in the ministry said the deal was dead.", Voice.ANONYMOUS),
        ("A senior official, speaking on condition of anonymity, said the deal was dead.", Voice.ANONYMOUS),
        ("Two people familiar with the talks said the deal was dead.", Voice.ANONYMOUS),
        ("Officials said the deal was dead.", Voice.OFFICIAL),
        ("The foreign ministry said the deal was dead.", Voice.OFFICIAL),
        ("Baku said the deal was dead.", Voice.OFFICIAL),
        ("Deputy Trade Minister Maria Kovac said the deal was dead.", Voice.OFFICIAL),
        ("Former trade minister Maria Kovac said the deal was dead.", Voice.NAMED),
        ("According to various media reports, the deal was dead.", Voice.MEDIA),
        ("State television reported that the deal was dead.", Voice.MEDIA),
        ("Political analyst Maria Kovac said the deal was dead.", Voice.NAMED),
        ("This reporter saw twelve trucks at the gate.", Voice.EYEWITNESS),
    ],
)
def test_voice_of_a_source(read, text, voice):
    assert read(text).attributions[0].voice == voice


def test_a_named_speaker_has_role_and_name(read):
    speaker = read("“It is shut,” said Maria Kovac, Iran's deputy trade minister.").attributions[0].speaker
    assert (speaker.name, speaker.role) == ("Maria Kovac", "Iran's deputy trade minister")


def test_a_surname_and_a_pronoun_are_the_person_named_before(read):
    seen = read(
        "Prominent Middle East scholar Maria Kovac said the road was open.\n\n"
        "“It was never shut,” Kovac added. She said that lorries passed."
    )
    assert {a.speaker.name for a in seen.attributions} == {"Maria Kovac"}
    assert len({a.entity for a in seen.attributions}) == 1


def test_two_people_of_one_surname_stay_two(read):
    seen = read(
        "Anna Novak said the road was open. Peter Novak said that the bridge was shut.\n\nNovak told reporters that rain fell."
    )
    first, second, third = seen.attributions
    assert first.entity != second.entity
    assert third.entity not in {first.entity, second.entity}


def test_the_source_is_the_nameless_one_before_and_a_second_one_is_another(read):
    seen = read(
        "An anonymous source inside Azerbaijan said that drivers were angry. The source claimed that prices rose.\n\n"
        "According to an anonymous Azerbaijani source, talks will resume. He argued that trade would grow."
    )
    one, again, other, he = seen.attributions
    assert one.speaker.name == one.speaker.described == "an anonymous source inside Azerbaijan".replace("an", "An", 1)
    assert one.entity == again.entity
    assert other.entity == he.entity != one.entity


def test_two_nameless_sources_with_the_same_words_stay_two(read):
    seen = read("A source said the road was open.\n\nA source said the bridge was shut.")
    assert len({a.entity for a in seen.attributions}) == 2


def test_a_headlines_official_is_the_one_person_named_later_with_his_former_role(read):
    seen = read(
        "Israeli official urges Freedonia to reopen the road\n\nThe road was shut on Monday.\n\n"
        "In an interview, Avi Sample, who served as Israel’s Water and Energy Minister, stated: “The road must open.”"
    )
    headline = seen.attributions[0]
    assert headline.speaker.name == "Avi Sample"
    assert headline.voice == Voice.NAMED
    assert "former" in headline.speaker.role
    assert "Minister" in headline.speaker.role


def test_a_headline_is_not_linked_where_two_fit_or_the_country_differs(read):
    two = read(
        "Israeli official urges calm\n\nIsraeli Trade Minister Avi Sample said the road was open. "
        "Israeli Energy Minister Dan Example said that the bridge was shut."
    )
    other = read("Israeli official urges calm\n\nTurkish Trade Minister Can Ornek said that the road was open.")
    assert [seen.attributions[0].speaker.name for seen in (two, other)] == ["Israeli official"] * 2


def test_who_passes_on_the_words_of_another_is_the_relayer(read):
    seen = read("The diplomat said that residents had told him that the deal was off.")
    inner = seen.said("the deal was off")
    index = seen.attributions.index(inner)
    assert inner.voice == Voice.RELAYED
    assert [s.name for s in relay_chain(seen.parsed, index)] == ["The diplomat"]
    assert relay_chain(seen.parsed, inner.outer) == ()
    assert seen.attributions[inner.outer].voice == Voice.OFFICIAL


def test_he_in_his_own_reported_words_is_nobody_else(read):
    seen = read("Analyst Jan Novak said that he believes that prices will rise.")
    assert {a.entity for a in seen.attributions} == {seen.attributions[0].entity}
    assert Voice.RELAYED not in {a.voice for a in seen.attributions}


def test_a_stated_interest_is_kept_verbatim_and_none_is_guessed(read):
    stated = read("Jan Novak, whose company sells drones to Freedonia, argued that the border needs watching.")
    silent = read("Jan Novak argued that the border needs watching.")
    assert stated.attributions[0].speaker.interest == "whose company sells drones to Freedonia"
    assert silent.attributions[0].speaker.interest is None


def test_where_nobody_is_named_the_speaker_is_not_named(read):
    attribution = read("It was reported that troops had moved.").attributions[0]
    assert attribution.speaker.name == "not named"
    assert "reported" in attribution.speaker.described


@pytest.mark.parametrize(
    ("text", "role", "voice"),
    [
        (
            "The finance minister, Lou Jarvis, was in town.\n\nMr. Jarvis said it rained.",
            "finance minister",
            Voice.OFFICIAL,
        ),
        ("Marlow Times reporter Ed Hale was there.\n\nHe said it rained.", "Marlow Times reporter", Voice.MEDIA),
        ("Secretary of State Jon Kellner was there.\n\nKellner said it rained.", "Secretary of State", Voice.OFFICIAL),
    ],
)
def test_a_role_in_front_of_a_name_holds_for_the_surname_after_it(read, text, role, voice):
    attribution = read(text).attributions[-1]
    assert (attribution.speaker.role, attribution.voice) == (role, voice)


def test_who_heads_a_broadcaster_is_no_official(read):
    attribution = read("“The hall is warm,” said Jane Doe, president of CNN.").attributions[0]
    assert attribution.voice == Voice.NAMED
    assert attribution.speaker.actor.code == "USA.MED"


def test_an_earlier_office_does_not_end_the_present_one(read):
    seen = read(
        "Vice President Ed Malone said that it rained.\n\n"
        "Malone, who served as a senator for years, was in town. Malone said that the roads were open."
    )
    assert seen.attributions[-1].voice == Voice.OFFICIAL
    assert not seen.attributions[-1].speaker.role.startswith("former")
