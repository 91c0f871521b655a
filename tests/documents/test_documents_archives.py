"""Web archives and zstd: pages out of WARC and WACZ with their address and day; damaged ones said to be so."""

import gzip
import zipfile

import pytest

from tertius import documents
from tertius.errors import DocumentError

pytest.importorskip("warcio", reason="reading WARC needs warcio")

TEXT = "Ardia closed the road to Ostra on Tuesday, its interior ministry said. Belmark asked for talks."


def capture(url, body, *, kind="text/html", status="200 OK"):
    """One response record as ISO 28500 lays it out."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{abs(hash(url)):036d}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2021-10-06T07:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def archive(*, packed=True):
    page = f"<html><body><article><h1>A road</h1><p>{TEXT}</p></article></body></html>".encode()
    records = [
        capture("https://example.org/road", page, kind="text/html; charset=utf-8"),
        capture("https://example.org/road.jpg", b"\xff\xd8\xff\xe0", kind="image/jpeg"),
        capture("https://example.org/gone", b"<p>Not found.</p>", status="404 Not Found"),
        capture("https://example.org/bridge.txt", b"A bridge\n\nBelmark opened a bridge.", kind="text/plain"),
    ]
    return b"".join(gzip.compress(record) if packed else record for record in records)


@pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False)])
def test_a_web_archive_gives_its_pages_with_address_and_day(tmp_path, name, packed):
    (tmp_path / name).write_bytes(archive(packed=packed))
    page, text = documents.read([tmp_path])
    assert (page.title, page.text, page.url) == ("A road", TEXT, "https://example.org/road")
    assert (text.title, text.url) == ("A bridge", "https://example.org/bridge.txt")
    assert page.retrieved.isoformat() == text.retrieved.isoformat() == "2021-10-06"


def test_a_wacz_is_read_through_its_web_archives(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as packed:
        packed.writestr("archive/data.warc.gz", archive())
        packed.writestr("pages/pages.json", "{}")
    assert [document.title for document in documents.read([tmp_path / "a.wacz"])] == ["A road", "A bridge"]


def test_a_web_archive_cut_short_gives_what_is_whole_and_a_line_for_the_rest(tmp_path):
    whole = archive(packed=False)
    (tmp_path / "a.warc").write_bytes(b"no archive at all\r\n\r\n")
    (tmp_path / "b.warc").write_bytes(whole[: whole.index(b"https://example.org/road.jpg")])
    reading = documents.read_all([tmp_path])
    assert [document.title for document in reading.documents] == ["A road"]
    assert "WARC file is damaged" in reading.set_aside[0].why


def test_a_page_of_an_archive_without_text_is_set_aside_and_the_rest_goes_on(tmp_path):
    pages = [
        capture("https://example.org/empty", b"<html><body></body></html>"),
        capture("https://example.org/b", TEXT.encode(), kind="text/plain"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(pages))
    found = list(documents.read_each([tmp_path]))
    assert isinstance(found[0], documents.SetAside)
    assert "https://example.org/empty" in found[0].why
    assert found[1].text == TEXT


def test_zstd_is_opened_and_a_damaged_one_is_a_clear_error(tmp_path):
    zstandard = pytest.importorskip("zstandard")
    packed = zstandard.compress(f"A road\n\n{TEXT * 20}".encode())
    (tmp_path / "a.txt.zst").write_bytes(packed)
    assert documents.read([tmp_path])[0].title == "A road"
    (tmp_path / "b.txt.zst").write_bytes(packed[:4] + b"\xff" * 40)
    with pytest.raises(DocumentError, match="zstd data are damaged"):
        documents.read([tmp_path / "b.txt.zst"])
