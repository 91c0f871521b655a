"""What a page says of itself, from its head, from JSON-LD, and from its body where the head is silent."""

import json

import pytest

from tertius import documents
from tertius.records import DateBasis

BODY = "Ardia closed the road to Ostra on Tuesday, its interior ministry said. Belmark asked for talks at once."


@pytest.fixture
def page(tmp_path):
    def read(head="", top="", body=f"<p>{BODY}</p>"):
        path = tmp_path / "a.html"
        path.write_text(f"<html><head>{head}</head><body><article><h1>A road</h1>{top}{body}</article></body></html>")
        (found,) = documents.read([path])
        return found

    return read


def test_json_ld_tells_author_publisher_and_date(page):
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "A road", "datePublished": "2021-10-05T07:00:00Z",
        "author": {"@type": "Person", "name": "Rena Vale"}, "publisher": {"@type": "Organization", "name": "Example Wire"},
    }  # fmt: skip
    found = page(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    assert (found.byline, found.publisher) == ("Rena Vale", "Example Wire")
    assert (found.published.start.isoformat(), found.published.basis) == ("2021-10-05", DateBasis.METADATA)


@pytest.mark.parametrize("broken", ["{", "[1, 2", '{"@type": "NewsArticle", "author": 7}', '"words"', "[[[]]]"])
def test_broken_json_ld_is_no_obstacle(page, broken):
    head = f'<script type="application/ld+json">{broken}</script><meta property="og:site_name" content="Example Wire">'
    assert (page(head).publisher, page(head).text) == ("Example Wire", BODY)


@pytest.mark.parametrize(
    "top",
    [
        '<p class="byline">By Rena Vale | 5 October 2021</p>',
        '<span class="post-author">Rena Vale</span>',
        '<a rel="author" href="/rv">Rena Vale</a>',
        '<div itemprop="author">Written by Rena Vale</div>',
        '<div class="comment-author">Tomas Orr</div><p class="author">Rena Vale</p>',
    ],
)
def test_a_byline_in_the_body_is_found_where_the_head_tells_none(page, top):
    assert page(top=top).byline == "Rena Vale"


def test_a_page_without_a_site_name_is_published_by_its_host(page):
    found = page('<link rel="canonical" href="https://www.example.org/news/road">')
    assert (found.publisher, found.url) == ("example.org", "https://www.example.org/news/road")


@pytest.mark.parametrize("stated", ["1066-10-14", "2999-01-01", "2021-13-45", "soon"])
def test_a_date_that_cannot_be_the_pages_own_is_not_taken(page, stated):
    assert page(f'<meta property="article:published_time" content="{stated}">').published is None


def test_a_page_whose_text_stands_in_many_places_is_read_whole(page):
    parts = "".join(
        f"<section><p>{BODY.replace('Tuesday', day)}</p></section>" for day in ("Monday", "Friday", "Sunday")
    )
    found = page(body=parts)
    assert all(day in found.text for day in ("Monday", "Friday", "Sunday"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The ministry of Ardia said on Tuesday that the road to Ostra was closed to all lorries from the north. "
            * 3,
            "en",
        ),
        (
            "Le ministère de l’Ardie a annoncé mardi que la route vers Ostra était fermée aux camions du nord. " * 3,
            "fr",
        ),
        (
            "Il ministero ha detto martedì che la strada era chiusa a tutti i camion provenienti dal nord del paese. "
            * 3,
            "it",
        ),
    ],
)
def test_the_quick_answer_for_english_is_given_for_english_alone(page, text, code):
    assert page(body=f"<p>{text}</p>").language == code
