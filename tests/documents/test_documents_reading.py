"""Paths to documents: which files are read, which formats, and what a bad one gets."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from tertius import documents
from tertius.errors import DocumentError
from tertius.records import DateBasis

BODY = "Ardia closed the road to Ostra on Tuesday, its interior ministry said. Belmark asked for talks."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ardia closes a road | Example Courier</title>
<meta property="og:site_name" content="Example Courier"><meta name="author" content="Rena Vale">
<meta property="article:published_time" content="2021-10-05T08:00:00Z">
<link rel="canonical" href="https://example.org/news/road">
<meta name="tertius:constructed" content="yes"></head><body>
<nav><ul><li><a href="/">World</a></li></ul></nav>
<div class="cookie">This site uses cookies. <button>Accept all</button></div>
<article><h1>Ardia closes a road</h1><h2>Ardia closes a road</h2>
<figure><img src="road.jpg"><figcaption>The road near Ostra. Photo: example</figcaption></figure>
<p>{BODY}</p><p>Hauliers from Belmark waited at the crossing until the evening, a driver said. Some of them turned back.</p>
<p>This article originally appeared in Example Gazette</p>
<aside><h3>Read more</h3><ul><li><a href="#">Ten bridges</a></li></ul></aside></article>
<form action="/subscribe"><h3>For information and updates</h3><label>E-mail <input name="email"></label>
<div style="position:absolute; left: -9999px"><p>This field is for validation purposes and should be left unchanged.</p></div>
</form><footer>All rights reserved. Privacy.</footer></body></html>"""


@pytest.fixture
def folder(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def one(path):
    (document,) = documents.read([path])
    return document


def test_a_saved_page_gives_main_text_and_metadata_alone(folder):
    found = one(folder("road.html", PAGE))
    assert found.text == (
        f"{BODY}\nHauliers from Belmark waited at the crossing until the evening, a driver said. Some of them turned back."
    )
    assert (found.title, found.byline, found.publisher) == ("Ardia closes a road", "Rena Vale", "Example Courier")
    assert (found.url, found.reprint_of) == ("https://example.org/news/road", "Example Gazette")
    assert (found.published.start.isoformat(), found.published.basis) == ("2021-10-05", DateBasis.METADATA)
    assert found.constructed


def test_a_date_that_only_the_text_of_a_page_mentions_is_not_metadata(folder):
    page = f"<html><body><article><h1>A road</h1><p>{BODY}</p><p>The road was built by 4 May 1998, a map says.</p></article></body></html>"
    assert one(folder("road.html", page)).published is None


def test_a_folder_is_read_sorted_and_deep_and_other_files_are_passed_over(folder, tmp_path):
    folder("b.txt", "Second\n\nBelmark opened a bridge.")
    folder("a/z.md", "# First\n\nArdia opened a road.")
    for name in (".hidden.txt", "case.toml", "data.json", "road.jpg", ".git/x.txt", "road_files/ad.html"):
        folder(name, "x")
    reading = documents.read_all([tmp_path])
    assert [document.title for document in reading.documents] == ["First", "Second"]
    assert reading.passed_over == 4
    assert reading.set_aside == ()


def test_the_same_text_twice_is_one_document_and_the_copy_is_named(folder):
    first, second = (
        folder("a.txt", f"A road\n\n{BODY}"),
        folder("b.txt", f"Another headline\n\n{BODY.replace(' road', '  road')}"),
    )
    reading = documents.read_all([first, second])
    assert [document.title for document in reading.documents] == ["A road"]
    assert [(copy.path, copy.document) for copy in reading.copies] == [(str(second), reading.documents[0].id)]
    assert documents.read([first, first]) == list(reading.documents)


def test_a_word_for_word_reprint_is_a_document_of_its_own_in_the_same_story(folder):
    reprint = folder(
        "a.txt", f"Publisher: Example Gazette\n\n{BODY}\n\nThis article originally appeared in Example Wire"
    )
    original = folder("b.txt", f"Publisher: Example Wire\n\n{BODY}")
    found = documents.read([reprint, original])
    assert [(held.publisher, held.reprint_of) for held in found] == [
        ("Example Gazette", "Example Wire"),
        ("Example Wire", None),
    ]
    assert len(set(documents.stories(found).values())) == 1
    assert documents.read([original, reprint, original]) == found[::-1]


def test_without_a_publisher_the_host_of_the_address_tells_the_outlets_apart(folder):
    first, second, again = (
        folder(f"{number}.txt", f"Url: https://{host}/{number}\n\n{BODY}")
        for number, host in enumerate(("www.example.org", "example.net", "example.org"))
    )
    found = documents.read([first, second, again])
    assert [held.url for held in found] == ["https://www.example.org/0", "https://example.net/1"]


def test_the_id_depends_on_the_text_and_the_outlet_alone(folder):
    assert one(folder("a.txt", f"Date: 2021-10-05\n\n{BODY}")).id == one(folder("b.txt", f"By Rena Vale\n\n{BODY}")).id
    named = one(folder("c.txt", f"Publisher: The Example Wire\n\n{BODY}"))
    assert named.id == one(folder("d.txt", f"Title: A road\nPublisher: Example wire\n\n{BODY}")).id
    assert named.id != one(folder("a.txt", BODY)).id


def test_control_characters_do_not_reach_a_terminal(folder):
    row = json.dumps(
        {"title": "A \u001b[31mred\u0007 road", "text": f"{BODY} \u001b]0;x\u0007", "source": "Wi\u001bre"}
    )
    found = one(folder("a.jsonl", row))
    assert not any(character in found.title + found.text + found.publisher for character in "\x1b\x07")


def test_progress_is_told_for_every_file(folder):
    calls = []
    documents.read([folder("a.txt", BODY), folder("b.txt", "Belmark left.")], progress=lambda *step: calls.append(step))
    assert calls == [("reading", 0, 2), ("reading", 1, 2), ("reading", 2, 2)]


def test_language_is_told_for_a_text_long_enough(folder):
    german = (
        "Die Regierung von Ardia hat am Dienstag die Straße nach Ostra gesperrt, teilte das Innenministerium mit. " * 3
    )
    assert one(folder("a.txt", german)).language == "de"
    assert one(folder("b.txt", "Ardia left.")).language is None


# --- other formats ------------------------------------------------------------------------------


def test_jsonl_gives_a_document_a_line_and_sets_bad_lines_aside(folder):
    rows = [
        {
            "title": "A road",
            "text": BODY,
            "date": "2021-10-05",
            "source": "Example Wire",
            "url": "https://example.org/1",
        }
    ]
    path = folder("a.jsonl", "\n".join([json.dumps(rows[0]), "", "{broken", json.dumps({"title": "no text"})]))
    reading = documents.read_all([path])
    (found,) = reading.documents
    assert (found.title, found.publisher, found.published.start.isoformat()) == ("A road", "Example Wire", "2021-10-05")
    assert [aside.why.split(":")[0].removeprefix(str(path)) for aside in reading.set_aside] == [" line 3", " line 4"]
    with pytest.raises(DocumentError, match="line 3: is no JSON object"):
        documents.read([path])


def test_a_table_with_a_text_column_gives_a_document_a_row(folder):
    path = folder(
        "a.csv", f'headline;body;published\nA road;"{BODY}";5 October 2021\nA bridge;"Belmark built\n\\one bridge.";\n'
    )
    found = documents.read([path])
    assert [(document.title, document.text) for document in found] == [
        ("A road", BODY),
        ("A bridge", "Belmark built\n\\one bridge."),
    ]


def test_a_table_without_a_text_column_is_a_clear_error(folder):
    with pytest.raises(DocumentError, match="no column of texts among a, b"):
        documents.read([folder("a.csv", "a,b\n1,2\n")])


def test_a_message_gives_subject_sender_date_and_text(folder):
    mail = (
        'From: "Example Letter" <news@example.org>\r\nTo: x@example.org\r\nSubject: =?utf-8?q?A_road_in_Ardia?=\r\n'
        "Date: Tue, 05 Oct 2021 08:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + BODY
        + "\r\n-- \r\nThe letter\r\n"
    )
    found = one(folder("a.eml", mail))
    assert (found.title, found.publisher, found.text) == ("A road in Ardia", "Example Letter", BODY)
    assert found.published.start.isoformat() == "2021-10-05"


def test_a_mailbox_gives_a_document_a_message(folder):
    mail = "From a@example.org Tue Oct  5\nFrom: a@example.org\nSubject: {0}\n\n{0} was closed by Ardia.\n>From here on all went well.\n\n"
    found = documents.read([folder("a.mbox", mail.format("A road") + mail.format("A bridge"))])
    assert [document.title for document in found] == ["A road", "A bridge"]
    assert found[1].text == "A bridge was closed by Ardia.\nFrom here on all went well."


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example Courier</title><item><title>A road</title><link>https://example.org/1</link>
<pubDate>Tue, 05 Oct 2021 08:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>Nobody was hurt.</p><script>alert(1)</script>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><entry><title>A bridge</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/2"/><updated>2021-10-06T01:00:00Z</updated>
<author><name>Rena Vale</name></author><summary>Belmark opened a bridge. {BODY}</summary></entry></feed>"""


def test_feeds_give_a_document_an_item(folder):
    rss, atom = documents.read([folder("a.xml", RSS), folder("b.atom", ATOM)])
    assert (rss.title, rss.publisher, rss.text) == ("A road", "Example Courier", f"{BODY}\n\nNobody was hurt.")
    assert (rss.url, rss.published.start.isoformat()) == ("https://example.org/1", "2021-10-05")
    assert (atom.title, atom.byline, atom.url) == ("A bridge", "Rena Vale", "https://example.org/2")


def test_gzip_and_zip_are_opened(folder, tmp_path):
    folder("a.html.gz", gzip.compress(PAGE.encode(), mtime=0))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("in/b.txt", "A bridge\n\nBelmark opened a bridge.")
        archive.writestr("in/style.css", "body {}")
    assert [document.title for document in documents.read([tmp_path])] == ["Ardia closes a road", "A bridge"]


def pdf(text):
    """A PDF of one page, written by hand: header, four objects, a table of offsets."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def test_a_pdf_gives_its_text_layer(folder):
    pytest.importorskip("pypdf")
    assert one(folder("road.pdf", pdf("Ardia closed a road."))).text == "Ardia closed a road."


@pytest.mark.parametrize(("content", "said"), [(pdf(" "), "no text layer"), (pdf("x")[:200], "damaged or cut short")])
def test_a_pdf_without_text_or_cut_short_is_a_clear_error(folder, content, said):
    pytest.importorskip("pypdf")
    with pytest.raises(DocumentError, match=said):
        documents.read([folder("road.pdf", content)])


# --- bad input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t\n", "the file is empty"),
        ("a.txt", b"only\x00zeros", "NUL bytes"),
        ("a.txt", b"Title: A road\n\n", "no text below its headline"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG image, not a text"),
        ("a.html", b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a JPEG image"),
        ("a.txt", bytes(range(1, 32)) * 40, "no known text encoding"),
        ("a.html", b"<html><head><title>x</title></head><body></body></html>", "no article text"),
        ("a.html", b"<!DOCTYPE x [<!ENTITY a 'b'>]><html><body><p>&a;</p></body></html>", "entities"),
        ("a.html", b"<html><body>" + b"<div>" * 5000 + b"x", "deep"),
        ("a.pdf", b"no pdf at all", "is no PDF"),
        ("a.xml", b"<rss><channel></channel></rss>", "no feed with items"),
        ("a.xml", b"<rss><channel><item>", "no well-formed XML"),
        (
            "a.xml",
            b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>',
            "entities",
        ),
        ("a.txt.gz", gzip.compress(b"A road was closed. " * 400, mtime=0)[:60], "gzip data are damaged"),
        ("a.txt.gz", gzip.compress(b"a" * 40_000_000, mtime=0), "bomb"),
        ("a.zip", b"PK\x03\x04 broken", "zip archive is damaged"),
        ("a.jsonl", b"[1, 2]\n", "no JSON object"),
        ("a.mbox", b"no message here\n", "no message"),
        ("a.eml", b"just words", "no message with a text"),
    ],
)
def test_a_bad_file_is_one_clear_line_that_names_it(folder, name, content, said):
    path = folder(name, content)
    with pytest.raises(DocumentError, match=said) as caught:
        documents.read([path])
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert ";" in str(caught.value)  # what is wrong; what to do


def test_a_missing_path_and_an_empty_folder_are_clear_errors(tmp_path):
    with pytest.raises(DocumentError, match="no such file or folder"):
        documents.read([tmp_path / "nowhere"])
    with pytest.raises(DocumentError, match="no document was found"):
        documents.read([tmp_path])


def test_a_file_above_the_limit_is_refused(folder, monkeypatch):
    monkeypatch.setattr("tertius.documents._bytes.Source.data.__defaults__", (1024 * 1024,))
    with pytest.raises(DocumentError, match="larger than 1 MB"):
        documents.read([folder("a.html", b"<p>" + b"word " * 300_000)])


def test_one_bad_file_is_set_aside_and_the_rest_goes_on(folder, tmp_path):
    folder("a.txt", b"")
    folder("b.txt", BODY)
    folder("c.html", b"\x89PNG\r\n\x1a\n")
    reading = documents.read_all([tmp_path])
    assert [document.text for document in reading.documents] == [BODY]
    assert [Path(aside.path).name for aside in reading.set_aside] == ["a.txt", "c.html"]


def test_members_of_an_archive_that_point_outside_or_swell_are_set_aside(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../evil.txt", BODY)
        archive.writestr("bomb.txt", b"a" * 30_000_000)
        archive.writestr("good.txt", BODY)
    reading = documents.read_all([tmp_path / "a.zip"])
    assert [document.text for document in reading.documents] == [BODY]
    assert {aside.why.split("; ")[-1] for aside in reading.set_aside} == {"the member is refused", "refused as a bomb"}
    assert not (tmp_path.parent / "evil.txt").exists()


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "windows-1252"),
        ("cp1252", "utf-8"),
        ("cp1251", "windows-1251"),
    ],
)
def test_a_page_in_another_encoding_is_read_whatever_it_declares(folder, encoding, declared):
    words = (
        "Дорогу закрыли во вторник, сообщило министерство."
        if encoding == "cp1251"
        else "Die Straße wurde für alle gesperrt."
    )
    page = f'<html><head><meta charset="{declared}"></head><body><article><p>{words * 6}</p></article></body></html>'
    assert words in one(folder("a.html", page.encode(encoding))).text


def test_nothing_is_fetched_while_reading(folder, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert documents.read([folder("a.html", PAGE), folder("b.xml", RSS)])


def test_hidden_parts_are_dropped_and_a_page_shifted_by_its_grid_is_not(folder):
    hidden = '<div style="display: none"><p>Hidden words about a sale of bridges in Belmark.</p></div>'
    page = f'<html><body><div style="margin-left:-150px" aria-hidden="true"><article><h1>A road</h1><p>{BODY}</p>{hidden}</article></div></body></html>'
    assert one(folder("a.html", page)).text == BODY


def test_documents_can_be_flagged_confidential_while_reading(folder):
    path = folder("a.txt", BODY)
    assert documents.read([path], confidential=True)[0].confidential
    assert not documents.read([path])[0].confidential
