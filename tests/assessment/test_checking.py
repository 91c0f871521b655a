"""Statements beside the record: agrees, conflicts, disputed, not in the record; nobody is judged."""

import datetime as dt
from pathlib import Path

import pytest

import tertius
from tertius import records as r
from tertius.assessment import checks_of
from tertius.cli._analyze import bundled_case
from tertius.cli._app import run
from tertius.errors import InputError
from tertius.records import CheckResult, content_id

SHARED = Path(__file__).parents[3] / "shared"
DAY = dt.date(2019, 3, 14)
RECORD = """
[[fact]]
id = "exercise"
start = 2019-02-04
end = 2019-02-08
actors = ["Norway"]
type = "MOBILIZE"
claim = "Norway's army held the exercise Winter Ford in Finnmark."
sources = ["the ministry of defence"]

[[fact]]
id = "raid"
start = 2019-02-10
actors = ["Sweden", "Norway"]
type = "ASSAULT"
claim = "Shots were fired at the border post of Storlien."
sources = ["both governments"]
[[fact.version]]
by = "Norway"
text = "Swedish soldiers attacked the post."
[[fact.version]]
by = "Sweden"
text = "Nobody crossed the border."

[[fact]]
id = "expelled"
start = 2019-02-20
actors = ["Norway", "Sweden"]
type = "SANCTION"
claim = "Norway expelled four Swedish diplomats."
sources = ["the foreign ministry"]

[[fact]]
id = "airspace"
start = 2019-02-25
actors = ["Sweden", "Norway"]
type = "COERCE"
claim = "Sweden closed its airspace to Norwegian military flights."
sources = ["the civil aviation authority"]

[[fact]]
id = "timber"
kind = "number"
start = "2018"
topic = ["timber", "export|exports"]
unit = "%"
claim = "The share of timber in exports."
sources = ["the statistical offices"]
[[fact.version]]
by = "the statistical office"
text = "12.5%."
low = 12.5
[[fact.version]]
by = "the foresters' union"
text = "18 to 20%."
low = 18
high = 20

[[fact]]
id = "price"
kind = "number"
topic = ["bridge", "cost|price"]
unit = "dollar"
claim = "The price of the bridge."
sources = ["the contract"]
[[fact.version]]
by = "the contract"
text = "1.6 billion dollars."
low = 1.6e9

[[fact]]
id = "treaty"
kind = "wording"
topic = ["treaty|agreement", "Karlstad"]
absent = ["Sweden must pay", "payment by Sweden"]
claim = "The treaty of Karlstad asks both to share the cost; it names no sum and no payer."
sources = ["text of the treaty, article 4"]

[[fact]]
id = "birthplace"
kind = "person"
person = "Joseph Aoun"
topic = ["Sin el-Fil", "born"]
claim = "Joseph Aoun was born in Sin el-Fil."
sources = ["the presidency"]

[[fact]]
id = "harbour"
kind = "office"
start = 2017-01-01
end = 2021-12-31
actors = ["Sweden"]
person = "Stefan Löfven"
office = "prime minister"
claim = "Stefan Löfven was prime minister of Sweden."
sources = ["the government"]
"""


CLOSURES = """
[[fact]]
id = "port"
start = 2019-02-22
actors = ["Sweden", "Norway"]
type = "SANCTION"
claim = "Sweden closed its port to Norwegian military ships."
sources = ["the port authority"]
"""


@pytest.fixture
def check(tmp_path):
    record = tmp_path / "record.toml"

    def checked(text, *, record_given=True, extra="", **more):
        record.write_text(extra + RECORD, encoding="utf-8")
        published = r.Published(start=DAY, end=DAY, precision=r.Precision.DAY, basis=r.DateBasis.METADATA)
        doc = r.Document(
            id=content_id("doc", text), title="At the border", text=text, published=published, byline="Edda Quill",
            publisher="The Weir", language="en",
        )  # fmt: skip
        found = tertius.check([doc], record=record if record_given else None, fast=True, **more)
        assert all(doc.text[c.part.start : c.part.end] == c.part.text for c in found)
        return found

    return checked


def results(found, kind):
    return [c.result for c in found if c.kind == kind]


class TestNumbers:
    @pytest.mark.parametrize(
        ("said", "result"),
        [
            ("12.5%", CheckResult.DISPUTED),
            ("19 per cent", CheckResult.DISPUTED),
            ("40 percent", CheckResult.CONFLICTS),
            ("about 13%", CheckResult.DISPUTED),
            ("13%", CheckResult.CONFLICTS),
        ],
    )
    def test_a_share_is_set_beside_every_version(self, said, result, check):
        (found,) = check(f"Timber makes up {said} of all exports, analyst Bram Oll said.")
        assert found.result == result
        assert [version.by for version in found.beside] == [
            "the record",
            "the statistical office",
            "the foresters' union",
        ]

    @pytest.mark.parametrize(
        ("said", "result"),
        [("$1.6 billion", "agrees"), ("1,600 million dollars", "agrees"), ("two billion dollars", "conflicts"),
         ("more than 1.5 billion dollars", "agrees"), ("nearly 1.7 billion US dollars", "agrees")],
    )  # fmt: skip
    def test_sums_are_read_in_digits_and_words(self, said, result, check):
        assert results(check(f"The bridge will cost {said}, economist Sunna Vey said."), "number") == [result]

    @pytest.mark.parametrize(
        ("said", "result"),
        [("a fifth", "disputed"), ("a third", "conflicts"), ("one eighth", "disputed"), ("two fifths", "conflicts")],
    )
    def test_fractions_in_words_are_shares(self, said, result, check):
        assert results(check(f"Timber makes up {said} of all exports, analyst Bram Oll said."), "number") == [result]

    def test_a_share_of_something_else_is_not_in_the_record(self, check):
        assert results(check("Fish makes up 30% of all meals, analyst Bram Oll said."), "number") == [
            "not in the record"
        ]

    def test_a_year_or_a_count_without_unit_is_no_number_to_check(self, check):
        assert results(check("In 2018 two men sold timber for export, analyst Bram Oll said."), "number") == []


class TestOffices:
    def test_an_office_that_somebody_else_holds_conflicts_and_both_tenures_are_shown(self, check):
        (found,) = check("Iranian President Mahmoud Ahmadinejad said that the strait was open.", record_given=False)
        assert found.result == CheckResult.CONFLICTS
        assert "Hassan Rouhani" in found.because
        assert {v.text.split(",")[0] for v in found.beside} == {"Hassan Rouhani", "Mahmoud Ahmadinejad"}

    def test_one_who_held_it_before_may_be_called_by_it_in_passing(self, check):
        text = "The plan was drawn up under President Barack Obama and shelved afterwards."
        assert results(check(text, record_given=False), "office") == ["agrees"]

    @pytest.mark.parametrize(
        ("when", "result"), [("In 2015", "agrees"), ("On 9 March 2018", "conflicts"), ("In May 2018", "conflicts")]
    )
    def test_a_past_holder_is_looked_up_on_the_day_that_the_sentence_names(self, when, result, check):
        text = f"{when} the plan was laid before President Barack Obama, analyst Bram Oll said."
        assert results(check(text, record_given=False), "office") == [result]

    def test_one_who_had_not_taken_it_yet_conflicts(self, check):
        text = "The plan was drawn up under President Joe Biden and shelved afterwards."
        assert results(check(text, record_given=False), "office") == ["conflicts"]

    def test_another_states_office_conflicts(self, check):
        text = "French President Donald Trump said that the border would stay open."
        assert results(check(text, record_given=False), "office") == ["conflicts"]

    @pytest.mark.parametrize("title", ["Former President", "The late Prime Minister", "Then President"])
    def test_what_is_over_or_another_office_is_not_taken_for_it(self, title, check):
        assert results(check(f"{title} Barack Obama was not there.", record_given=False), "office") == []

    def test_days_that_are_of_two_offices_convict_nobody(self, check):
        """Hashim Thaci's days on the list take in both of his offices."""
        text = "The plan was drawn up under Prime Minister Hashim Thaci and shelved afterwards."
        (found,) = check(text.replace("Hashim Thaci", "Theresa May"), record_given=False)
        assert found.result == CheckResult.AGREES
        (found,) = check(text, record_given=False)
        assert "or another one" in found.because

    def test_a_name_on_no_list_is_not_checked(self, check):
        assert check("President Joren Asp of Merrow said that it rained.", record_given=False) == ()


def test_a_text_without_a_date_says_that_no_office_can_be_looked_up():
    text = "President Barack Obama was in the north of the country for a visit."
    (found,) = tertius.check([r.Document(id=content_id("doc", text), title="A visit", text=text)], fast=True)
    assert (found.result, "no date" in found.because) == (CheckResult.NOT_IN_RECORD, True)


class TestPersonsAndWordings:
    @pytest.mark.parametrize(
        ("name", "result"), [("Joseph Aoun", ["agrees"]), ("Michel Aoun", ["conflicts"]), ("Angela Merkel", [])]
    )
    def test_what_is_told_of_a_like_named_one_conflicts(self, name, result, check):
        text = f"The road runs past the house of {name}, born in Sin el-Fil, and down to the sea."
        assert results(check(text), "person") == result

    def test_a_document_that_does_not_say_so_conflicts_and_its_wording_stands_beside(self, check):
        text = "Under the treaty of Karlstad, Sweden must now pay for the bridge, analyst Bram Oll said."
        (found,) = [c for c in check(text) if c.kind == "wording"]
        assert found.result == CheckResult.CONFLICTS
        assert found.part.text == "Sweden must now pay"
        assert "names no sum" in found.beside[0].text

    def test_a_document_that_is_only_named_is_not_checked(self, check):
        assert results(check("The treaty of Karlstad was signed in spring, analyst Bram Oll said."), "wording") == []


class TestActs:
    def test_an_act_on_its_days_agrees(self, check):
        text = "Norway launched a military exercise in Finnmark on 5 February 2019, the defence ministry said."
        assert "agrees" in results(check(text), "act")

    def test_the_same_act_on_another_day_conflicts_by_its_date(self, check):
        text = "Norway's army held the exercise Winter Ford in Finnmark on 20 January 2019, the defence ministry said."
        (found,) = [c for c in check(text) if c.result == CheckResult.CONFLICTS]
        assert "the date differs" in found.because

    def test_of_several_acts_of_the_kind_on_other_days_the_one_with_its_words_stands_beside(self, check):
        text = "Sweden closed its airspace to Norwegian military flights on 2 March 2019, a spokesman said."
        (found,) = [c for c in check(text, extra=CLOSURES) if c.result == CheckResult.CONFLICTS]
        assert found.facts == ("airspace",)

    def test_an_act_told_in_two_versions_is_disputed(self, check):
        text = "Sweden attacked Norway at the border post of Storlien on 10 February 2019, a spokesman said."
        (found,) = [c for c in check(text) if c.kind == "act"]
        assert found.result == CheckResult.DISPUTED
        assert {version.by for version in found.beside} == {"the record", "Norway", "Sweden"}

    @pytest.mark.parametrize(("many", "result"), [("four", "agrees"), ("five", "conflicts"), ("about four", "agrees")])
    def test_an_act_told_with_another_count_of_the_same_conflicts(self, many, result, check):
        found = check(f"Norway expelled {many} Swedish diplomats on 20 February 2019, a spokesman said.")
        assert results(found, "act") == [result]

    def test_counts_of_other_things_and_dates_are_not_compared(self, check):
        text = "Norway expelled four Swedish diplomats on 20 February 2019 after 11 ships had left, a spokesman said."
        assert "conflicts" not in results(check(text), "act")

    def test_an_act_coded_as_another_type_of_its_kind_is_found_by_its_words(self, check):
        text = "Sweden closed its airspace to Norwegian military flights on 25 February 2019, a spokesman said."
        assert results(check(text), "act") == ["agrees"]

    def test_another_act_of_the_day_is_not_taken_for_it(self, check):
        text = "Sweden attacked Norway with drones on 25 February 2019, a spokesman said."
        assert "agrees" not in results(check(text), "act")

    def test_an_act_of_another_is_not_the_same(self, check):
        text = "Finland attacked Norway at the border post on 10 February 2019, a spokesman said."
        assert "disputed" not in results(check(text), "act")

    def test_a_fact_that_was_known_later_is_not_used(self, check):
        text = "Norway launched a military exercise in Finnmark on 5 February 2019, the defence ministry said."
        assert "agrees" not in results(check(text, until="2019-02-07"), "act")


class TestSentencesWithoutAStatement:
    def checked(self, text):
        published = r.Published(start=DAY, end=DAY, precision=r.Precision.DAY, basis=r.DateBasis.METADATA)
        doc = r.Document(id="doc-1", title="At the border", text=text, published=published, byline="Edda Quill")
        share = r.Fact(
            id="timber", kind=r.FactKind.NUMBER, claim="The share.", topic=("timber", "exports"), unit="%",
            versions=(r.Version(by="the office", text="12.5%", low=12.5),), sources=("the office",),
        )  # fmt: skip
        return checks_of([], [], [doc], [share])

    def test_they_are_the_authors_and_are_checked_too(self):
        (found,) = self.checked("Timber\n\nBy Edda Quill\n\nTimber makes up 40% of exports. It is felled in winter.")
        assert (found.result, found.by.name, found.voice, found.statement) == ("conflicts", "Edda Quill", "author", "")
        assert found.part.text == "40%"

    @pytest.mark.parametrize(
        "text",
        [
            "“Timber makes up 40% of exports.”",
            "“We live by the forest. Timber makes up 40% of exports. It is felled in winter,” they say.",
            '"We live by the forest. Timber makes up 40% of exports. It is felled in winter," they say.',
            "Timber makes up 40% of exports",
        ],
    )
    def test_what_stands_in_quotation_marks_or_is_no_sentence_is_not_taken_for_the_authors(self, text):
        assert self.checked(text) == ()


def test_every_check_names_who_speaks_and_judges_nobody(check):
    for found in check("Timber makes up 40% of all exports, analyst Bram Oll said."):
        assert found.by.name == "Bram Oll"
        assert not {"lie", "false", "wrong", "misleading"} & set(found.because.split())


def test_without_a_document_there_is_nothing_to_check():
    with pytest.raises(InputError, match="nothing to check"):
        tertius.check([])


def test_the_command_shows_both_texts(check, tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text("A bridge\n\n14 March 2019\n\nThe bridge will cost $3 billion, economist Sunna Vey said.\n")
    (tmp_path / "r.toml").write_text(RECORD, encoding="utf-8")
    assert run(["check", str(page), "--record", str(tmp_path / "r.toml"), "--fast", "--csv"]) == 0
    out = capsys.readouterr().out
    assert "conflicts,number,Sunna Vey (named),$3 billion" in out
    assert "1.6 billion dollars." in out


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared (the founding article)")
def test_general_rules_find_in_the_founding_article_what_the_record_has_otherwise():
    """A name that fits another man, a share told in two ways, resolutions that say less."""
    record = bundled_case().parent / "record.toml"
    found = tertius.check(SHARED / "seed" / "article.txt", record=record, until="2021-10-04")
    results_of = {(c.kind.value, c.part.text): c.result.value for c in found}
    assert results_of["person", "Khomeini"] == "conflicts"
    assert results_of["number", "20%"] == "disputed"
    assert results_of["wording", "Armenia occupied"] == "conflicts"
    assert results_of["number", "four UN Security Council Resolutions"] == "agrees"
    assert results_of["office", "President Biden"] == "agrees"
