from __future__ import annotations

import base64
import hashlib
import re
import time
from itertools import pairwise

import fabricated_case as fabricated
import msgspec
import pytest
from fabricated_case import HOSTILE
from parsed_page import Page

from tertius import records as r
from tertius import reports
from tertius.reports.evidence import Evidence
from tertius.reports.page import web_address

replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def parsed(page: str) -> Page:
    return Page.of(page)


def bare(analysis: r.Analysis) -> r.Analysis:
    """The same case with nothing found in it."""
    nothing = r.Tension(dyad=("OSD", "VLD"), period="week", measure="conflict", unit="", because="no history was given")
    line = replace(analysis.bottom_line, sentences=(), likelihood=None, rate=None, voices={}, reasons=(),
                   verdict=r.Verdict.NOT_COMPUTABLE)  # fmt: skip
    return replace(analysis, documents=(), statements=(), events=(), ties=(), predictions=(), demands=(), tension=nothing,
                   responses=(), channels=(), absent_voices=(), sources=(), limits=(), bottom_line=line,
                   hindsight=None)  # fmt: skip


def test_every_tag_is_closed_in_order(parsed: Page) -> None:
    assert not parsed.unbalanced
    assert not parsed.open


def test_there_is_one_title_and_headings_descend_step_by_step(parsed: Page) -> None:
    levels = [int(tag.name[1]) for tag in parsed.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_ids_are_unique_and_every_link_inside_the_page_has_its_target(parsed: Page) -> None:
    ids = parsed.ids()
    assert len(ids) == len(set(ids))
    inside = {
        value[1:]
        for tag in parsed.tags
        for name, value in tag.attributes.items()
        if name in ("href", "xlink:href") and value.startswith("#")
    }
    assert inside <= set(ids)
    labelled = {key for tag in parsed.tags for key in tag.attributes.get("aria-labelledby", "").split()}
    assert labelled <= set(ids)


def test_the_page_asks_for_nothing_from_outside(page: str, parsed: Page) -> None:
    assert not parsed.all("link", "img", "iframe", "object", "embed", "base", "form")
    assert not [tag for tag in parsed.tags if "src" in tag.attributes or "srcset" in tag.attributes]
    style = parsed.all("style")[0].text
    assert "@import" not in style
    assert "url(" not in style
    assert "default-src 'none'" in page
    outward = [t for t in parsed.all("a") if not t.attributes.get("href", "#").startswith("#")]
    assert [t.attributes["href"] for t in outward] == ["https://weir.example/quarrel?a=1&b=2"] * len(outward)
    assert outward
    assert all("noopener" in t.attributes["rel"] and "noreferrer" in t.attributes["rel"] for t in outward)


def test_words_of_documents_are_escaped_and_run_nothing(page: str, parsed: Page) -> None:
    assert HOSTILE not in page
    assert len(parsed.all("script")) == 1
    assert not [name for tag in parsed.tags for name in tag.attributes if name.startswith("on")]
    assert not re.search(r'(?:href|xlink:href)="\s*javascript:', page, re.IGNORECASE)
    appendix = parsed.at("d1-full").text
    assert HOSTILE in appendix
    assert "مرحبا بالعالم 🚢" in appendix


def test_every_released_statement_stands_with_speaker_voice_form_kinds_and_hedge(
    analysis: r.Analysis, parsed: Page
) -> None:
    released, _ = reports.release(analysis)
    evidence = Evidence(released)
    for statement in released.statements:
        row = parsed.at(evidence.ref(statement.id).anchor).text
        speaker = statement.speaker
        assert (speaker.described or speaker.name) in row
        assert statement.voice.value in row
        assert statement.form.value in row
        assert statement.polarity.value in row
        assert all(kind.value in row for kind in statement.kinds)
        assert all(passage.text in row for passage in statement.passages)
        assert (statement.hedge or "no hedge") in row


def test_a_relayed_statement_names_who_relays_it(parsed: Page) -> None:
    assert "relayed by Bram Oll, former envoy of Merrow" in parsed.at("s4").text


def test_every_passage_is_marked_in_the_full_text_at_its_offsets(analysis: r.Analysis) -> None:
    released, _ = reports.release(analysis)
    evidence = Evidence(released)
    assert evidence.mismatched == 0
    for document in released.documents:
        segments = [s for p in evidence.full_text(document) for s in p.segments]
        assert "".join(s.text for s in segments) == document.text.replace("\n", "")
        for carrier in (*released.statements, *released.events):
            label = evidence.ref(carrier.id).label
            marked = "".join(s.text for s in segments if label in {m.label for m in s.marks})
            own = sorted((p.start, p.end) for p in carrier.passages if p.document == document.id)
            assert marked == "".join(document.text[a:b] for a, b in own)


def test_a_passage_that_does_not_match_its_text_is_shown_as_such(analysis: r.Analysis) -> None:
    first = analysis.statements[0]
    moved = replace(first.passages[0], start=first.passages[0].start + 3, end=first.passages[0].end + 3)
    wrong = replace(analysis, statements=(replace(first, passages=(moved,)), *analysis.statements[1:]))
    html = reports.html(wrong)
    assert "These words do not stand at the place recorded" in html
    assert "1 passage did not match the text recorded" in html


def test_what_only_nameless_or_relayed_voices_claim_is_visible_from_the_table(parsed: Page) -> None:
    rows = [tag.text for tag in parsed.all("tr")]
    assert any("draws others closer to Merrow" in row and "nameless or relayed voices alone" in row for row in rows)
    assert any("a fall or a loss, no tie named" in row and "named voices" in row for row in rows)


def test_an_accusation_of_the_author_alone_is_visible_from_the_table(parsed: Page) -> None:
    rows = [tag.text for tag in parsed.all("tr")]
    assert any("drown the orchards" in row and "no source but the author" in row and "no reply" in row for row in rows)


def test_contested_statements_stand_side_by_side(parsed: Page) -> None:
    contest = next(tag for tag in parsed.all("div") if tag.attributes.get("class") == "contest")
    assert "never been stopped" in contest.text
    assert "stopped for three days" in contest.text


def test_a_likelihood_word_carries_its_band_and_stands_apart_from_confidence(parsed: Page) -> None:
    bands = [tag for tag in parsed.all("span") if tag.attributes.get("class") == "likely"]
    assert bands
    assert {tag.text for tag in bands} == {"likely (55 to 80 %, ICD 203)"}
    assert all(tag.attributes["tabindex"] == "0" for tag in bands)
    sentences = [tag.text for tag in parsed.all("p") if "Confidence is low" in tag.text]
    assert sentences
    assert not any("likely" in sentence for sentence in sentences)


def test_every_sentence_of_the_bottom_line_has_a_link(parsed: Page, page: str) -> None:
    lines = re.findall(r'<li class="role-[^"]*"><p>.*?</p>', page)
    assert len(lines) == 6
    assert all('class="ref" href="#' in line for line in lines)


def test_no_likelihood_is_written_as_no_estimate(analysis: r.Analysis) -> None:
    assert "no estimate" in reports.html(bare(analysis))


def test_what_cannot_be_computed_says_why(parsed: Page) -> None:
    assert "Not computable. Merrow and Veldora have 3 weeks with an event; 30 are needed" in parsed.at("r2").text


def test_a_stored_computation_is_stamped_and_says_how_to_recompute_it(parsed: Page) -> None:
    stored = parsed.at("r1").text
    assert "Computed on 10 May 2031, not in this run" in stored
    assert "94 days older than the cut-off" in stored
    assert "tertius effect --between Ostrand Veldora" in stored
    assert "not in this run" not in parsed.at("r3").text


def test_both_specifications_stand_in_one_table(parsed: Page) -> None:
    tables = [tag.text for tag in parsed.all("table") if "Response of MRW and OSD" in tag.text]
    assert any("without controls: estimate" in text and "0.41" in text and "0.49" in text for text in tables)


def test_predictions_say_what_settles_them_or_why_nothing_can(parsed: Page) -> None:
    assert "nothing can: it names no date by which it should hold" in parsed.at("p1").text
    assert "the customs bulletin of June 2031" in parsed.at("p2").text


def test_constructed_documents_and_reprints_are_stamped(parsed: Page) -> None:
    assert "CONSTRUCTED" in parsed.at("d2").text
    assert "reprint of D2, no second source" in parsed.at("d3").text
    assert "constructed" in parsed.at("d3-full").text
    assert "inferred: the day before the exercise it announces" in parsed.at("d1").text


def test_hindsight_is_closed_and_apart(parsed: Page, page: str) -> None:
    later = page.index('id="hindsight"')
    assert "Ostrand reopened the Narrows" not in page[:later]
    assert "Ostrand reopened the Narrows" in parsed.at("hindsight").text
    assert '<details class="closed">' in page[later : later + 600]


def test_an_override_shows_reason_and_source(parsed: Page) -> None:
    assert "reason: the trade pact lapsed in January; source: customs bulletin 4" in parsed.at("t3").text


def test_each_chart_has_a_title_and_its_numbers_in_a_table(parsed: Page) -> None:
    charts = [tag for tag in parsed.all("svg") if tag.attributes.get("class") == "chart"]
    assert len(charts) == 7  # timeline, map, tension, web, two for the first response, one for the third
    for chart in charts:
        title, description = chart.attributes["aria-labelledby"].split()
        assert parsed.at(title).text
        assert parsed.at(description).text
    assert "missing" in parsed.at("tension-figure").text
    assert "P00-Q00" in parsed.at("r1-figure").text


def test_tables_have_captions_and_scoped_headers(parsed: Page) -> None:
    assert len(parsed.all("caption")) == len(parsed.all("table"))
    assert all(tag.attributes.get("scope") in ("col", "row") for tag in parsed.all("th"))


def test_an_analysis_that_found_nothing_still_says_so_in_every_section(analysis: r.Analysis) -> None:
    html = reports.html(bare(analysis))
    parsed = Page.of(html)
    assert not parsed.unbalanced
    assert [t.text for t in parsed.all("h2")][:2] == ["1 Bottom line", "2 What happened"]
    assert "Not computable: no history was given." in html
    assert "neither a history nor a stored response" in html
    assert "Every statement, in the order of the documents: none." in html


def test_the_same_analysis_gives_the_same_page(analysis: r.Analysis, page: str) -> None:
    assert reports.html(analysis) == page


def test_two_responses_for_one_tie_keep_their_own_places(analysis: r.Analysis) -> None:
    twice = replace(analysis, responses=analysis.responses + analysis.responses[:1])
    ids = Page.of(reports.html(twice)).ids()
    assert "r4" in ids
    assert len(ids) == len(set(ids))


def test_control_characters_of_a_document_do_not_reach_the_page(analysis: r.Analysis) -> None:
    odd = replace(fabricated.UNDATED, text="a\x00b\x0bc\x1bd")
    documents = tuple(odd if doc.id == odd.id else doc for doc in analysis.documents)
    html = reports.html(replace(analysis, documents=documents))
    assert not re.search("[\x00\x0b\x1b]", html)
    assert "a�b" in html


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://weir.example/a?b=1#c", True),
        ("http://weir.example", True),
        ("HTTPS://weir.example/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//weir.example/x", False),
        ("https:weir", False),
        ("https://[bad", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url: str, kept: bool) -> None:
    assert web_address(url) == (url if kept else "")


def test_a_page_takes_little_time(analysis: r.Analysis) -> None:
    started = time.process_time()
    reports.html(analysis)
    assert time.process_time() - started < 2.5


def test_the_script_matches_the_policy_that_admits_it(page: str) -> None:
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in page or f"script-src 'sha256-{digest}'" in page


def test_undated_and_open_ended_dates_are_written_as_such(parsed: Page) -> None:
    assert "until 31 December 2029" in parsed.at("e4").text
    assert "date not known" in parsed.at("e3").text


def test_a_blacked_out_stretch_is_said_in_words(page: str, text: str) -> None:
    assert f"[withheld: {len(fabricated.GRAVE)} characters]" in page
    assert f"(withheld: {len(fabricated.GRAVE)} characters)" in text
    assert "\N{FULL BLOCK}" not in page + text


def test_code_in_a_reason_is_shown_as_code(analysis: r.Analysis) -> None:
    reason = replace(analysis.tension, values=(), because="no history; add one with `--history <PATH>`.")
    assert "no history; add one with <code>--history &lt;PATH&gt;</code>." in reports.html(
        replace(analysis, tension=reason)
    )


def test_a_key_of_a_response_leads_to_its_own_tie_and_measure(analysis: r.Analysis) -> None:
    evidence = Evidence(analysis)
    keys = ("response:MRW-OSD:cooperation", "response:MRW-VLD:conflict", "response:VLD-MRW:cooperation", "responses")
    assert [evidence.ref(key).anchor for key in keys] == ["r1", "r2", "r3", "effects"]
