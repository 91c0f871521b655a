"""What is body and what is not: headline, byline, dateline, standfirst, forms, credits, wrapped lines."""

import pytest

from tertius import documents
from tertius.records import DateBasis

BODY = (
    "Ardia closed the road to Ostra on Tuesday, its interior ministry said.\n\n"
    "Belmark called the step unjustified and asked for talks."
)


def read(tmp_path, text, name="a.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (document,) = documents.read([path])
    return document


def test_a_plain_text_gives_title_and_body(tmp_path):
    found = read(tmp_path, f"Ardia closes a road\n\n{BODY}\n")
    assert (found.title, found.text) == ("Ardia closes a road", BODY)


def test_a_headline_twice_a_standfirst_and_a_byline_are_not_body(tmp_path):
    head = "Ardia closes a road\n\nArdia closes a road\n\nBelmark protests against the step.\n\nBy Rena Vale\n\n"
    found = read(tmp_path, head + BODY)
    assert (found.title, found.byline, found.text) == ("Ardia closes a road", "Rena Vale", BODY)


def test_a_first_paragraph_without_a_byline_below_it_stays_in_the_body(tmp_path):
    found = read(tmp_path, f"Ardia closes a road\n\nBelmark protests against the step.\n\n{BODY}")
    assert found.text.startswith("Belmark protests")


def test_a_text_without_a_headline_is_named_after_its_file(tmp_path):
    found = read(tmp_path, BODY, "road.txt")
    assert (found.title, found.text) == ("road", BODY)


@pytest.mark.parametrize(
    "line",
    [
        "By Rena Vale",
        "By Rena Vale and Tomas de Orr",
        "BY RENA VALE",
        "By Rena Vale | 5 October 2021",
    ],
)
def test_a_byline_is_read_in_its_usual_forms(tmp_path, line):
    found = read(tmp_path, f"Ardia closes a road\n{line}\n\n{BODY}")
    assert found.byline.upper().startswith("RENA VALE")
    assert found.text == BODY


def test_a_sentence_that_begins_with_by_is_no_byline(tmp_path):
    lead = "By Tuesday the road was closed."
    assert read(tmp_path, f"Ardia closes a road\n\n{lead}\n\n{BODY}").text.startswith(lead)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("This article originally appeared in Example Courier", "Example Courier"),
        ("This story was first published by the Example Courier on 4 May 2018.", "the Example Courier"),
        ("Originally published in *Example Courier*.", "Example Courier"),
        ("Reprinted with permission from Example Courier.", "Example Courier"),
        ("This piece was originally published on example.org and is republished here.", "example.org"),
        ("Source: Reuters", "Reuters"),
    ],
)
def test_a_reprint_line_names_the_outlet_and_leaves_the_body(tmp_path, line, outlet):
    found = read(tmp_path, f"Ardia closes a road\n\n{BODY}\n\n{line}\n\nFor information | and updates\n")
    assert (found.reprint_of, found.text) == (outlet, BODY)


@pytest.mark.parametrize(
    ("opening", "agency", "day"),
    [
        ("OSTRA, 5 October 2021 — ", None, "2021-10-05"),
        ("OSTRA, Ardia, Oct. 5, 2021 (AP) — ", "AP", "2021-10-05"),
        ("Ostra, October 5, 2021 – ", None, "2021-10-05"),
        ("OSTRA (Reuters) - ", "Reuters", None),
        ("(Reuters) - ", "Reuters", None),
        ("OSTRA — ", None, None),
    ],
)
def test_a_dateline_gives_date_and_agency_and_leaves_the_body(tmp_path, opening, agency, day):
    found = read(tmp_path, f"Ardia closes a road\n\n{opening}{BODY}")
    assert (found.text, found.reprint_of) == (BODY, agency)
    assert (found.published and found.published.start.isoformat()) == day
    assert found.published is None or found.published.basis is DateBasis.TEXT


def test_a_word_in_capitals_before_a_hyphen_is_no_dateline(tmp_path):
    lead = "NATO-led troops left Ostra. Nobody was hurt."
    assert read(tmp_path, f"Troops leave\n\n{lead}").text == lead


def test_a_date_line_under_the_headline_is_the_date_by_text(tmp_path):
    found = read(tmp_path, f"Ardia closes a road\n(October 5, 2021)\n\n{BODY}")
    assert (found.published.start.isoformat(), found.published.basis, found.text) == (
        "2021-10-05",
        DateBasis.TEXT,
        BODY,
    )


@pytest.mark.parametrize(
    "foot",
    [
        "For information | and updates\n  • This field is for validation purposes and should be left unchanged.",
        "Subscribe to our newsletter\nYour email",
        "Read more:\n\nTen bridges of Belmark\n\nWhat is a road?",
        "We use cookies to improve this site.\nAccept all",
        "Photo: Example Agency",
        "(Reporting by Rena Vale; editing by T. Orr)",
        "© 2021 Example Courier. All rights reserved.",
        "Share\nTweet\nPrint",
    ],
)
def test_furniture_at_the_foot_is_not_body(tmp_path, foot):
    assert read(tmp_path, f"Ardia closes a road\n\n{BODY}\n\n{foot}\n").text == BODY


def test_a_short_last_sentence_is_kept(tmp_path):
    body = f"{BODY}\n\nNobody was hurt."
    assert read(tmp_path, f"Ardia closes a road\n\n{body}\n\nSubscribe to our newsletter").text == body


def test_a_header_block_is_metadata(tmp_path):
    header = (
        "Title: Ardia closes a road\nDate: 5 October 2021\nByline: By Rena Vale\nPublisher: Example Wire\n"
        "Url: https://example.org/road\nLanguage: EN\nReprint-of: Example Courier\nConstructed: yes\n\n"
    )
    found = read(tmp_path, header + BODY)
    assert (found.title, found.byline, found.publisher) == ("Ardia closes a road", "Rena Vale", "Example Wire")
    assert (found.url, found.language, found.reprint_of) == ("https://example.org/road", "en", "Example Courier")
    assert (found.published.start.isoformat(), found.published.basis) == ("2021-10-05", DateBasis.METADATA)
    assert found.constructed
    assert found.text == BODY


def test_front_matter_and_marks_of_markdown_are_not_body(tmp_path):
    text = (
        "---\ntitle: Ardia closes a road\ndate: 2021-10-05\nlayout: post\n---\n\n# Ardia closes a road\n\n"
        "Ardia **closed** the [road](https://example.org) to Ostra on Tuesday,\nits _interior_ ministry said.\n\n"
        "> Belmark called the step unjustified and asked for talks.\n\n![a road](road.jpg)\n"
    )
    found = read(tmp_path, text, "a.md")
    assert (found.title, found.text) == ("Ardia closes a road", BODY)
    assert found.published.start.isoformat() == "2021-10-05"


def test_a_constructed_text_is_stamped_by_a_line_in_its_head(tmp_path):
    found = read(tmp_path, f"Ardia closes a road\nConstructed for this example from the public record\n\n{BODY}")
    assert found.constructed
    assert found.text == BODY
    assert not read(tmp_path, BODY, "b.txt").constructed


def test_an_address_that_is_no_web_page_is_dropped(tmp_path):
    assert read(tmp_path, f"Title: A road\nUrl: javascript:alert(1)\n\n{BODY}").url is None


def test_lines_wrapped_at_a_width_are_joined_and_paragraphs_are_not(tmp_path):
    wrapped = (
        "Ardia closed the road to Ostra on Tuesday, its interior\nministry said in a statement, and gave no reason for the\n"
        "step, which it had announced to nobody before.\n\nBelmark called the step unjustified and asked for talks\n"
        "with the ministry, which did not answer the request\nbefore the evening."
    )
    found = read(tmp_path, f"Ardia closes a road\n\n{wrapped}")
    assert found.text.split("\n\n")[0].endswith("its interior ministry said in a statement, and gave no reason for the "
                                                "step, which it had announced to nobody before.")  # fmt: skip
    assert found.text.count("\n") == 2


def test_single_line_breaks_between_paragraphs_are_kept(tmp_path):
    lines = [f"Paragraph {word} tells of the road that Ardia closed, and does so at some length, as news texts do, "
             f"so that no one takes its end for the end of a column; it ends here, in {word}." for word in ("one", "two", "three")]  # fmt: skip
    assert read(tmp_path, "A road\n" + "\n".join(lines)).text == "\n".join(lines)


def test_text_is_nfc_with_single_blanks_and_no_invisible_characters(tmp_path):
    decomposed = "Cafe\u0301\u00a0talks\u200b went  on in Ostra.\r\nBelmark\u00ad left."
    assert read(tmp_path, f"A road\r\n\r\n{decomposed}").text == "Caf\u00e9 talks went on in Ostra.\nBelmark left."


def test_an_agency_named_in_the_last_sentence_is_no_credit(tmp_path):
    body = "Ardia closed a road. A driver told the Associated Press (AP)."
    found = read(tmp_path, f"Ardia closes a road\n\n{body}")
    assert (found.text, found.reprint_of) == (body, None)
    credited = read(tmp_path, f"Ardia closes a road\n\n{BODY} (AP)", "b.txt")
    assert (credited.text, credited.reprint_of) == (BODY, "AP")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["<a", "![", "**x ", "[a](", "- ", "— ", "By A ", "will on 5 May 2020 ", '."', "((", "This article "]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_endless_repetition_is_read_in_bounded_time(tmp_path, piece, name):
    path = tmp_path / name
    path.write_text(f"Ardia closed a road. {piece * 30_000}", encoding="utf-8")
    assert len(documents.read_all([path]).documents) <= 1


def test_an_address_under_the_headline_is_the_page_s_own(tmp_path):
    found = read(tmp_path, f"Ardia closes a road\nhttps://example.org/road\n\n{BODY}")
    assert (found.url, found.text) == ("https://example.org/road", BODY)
