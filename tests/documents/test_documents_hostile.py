"""Files made to break a reader: each gets one clear line, the rest goes on, and memory stays bounded."""

import gzip
import io
import subprocess
import sys
import zipfile

import pypdf
import pytest
import zstandard

from tertius import documents

BODY = "Ardia closed the road to Ostra on Tuesday, its interior ministry said. Belmark asked for talks."


def blank_pdf(opens_with=None):
    """A PDF of one empty page; with `opens_with`, encrypted under that password and an owner's."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if opens_with is not None:
        writer.encrypt(opens_with, "owner", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def encrypted_zip():
    """A zip whose one member says it is encrypted: the flag in the local and in the central header."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", BODY)
    data = bytearray(packed.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


CASES = {
    "truncated.pdf": (blank_pdf()[:200], "damaged or cut short"),
    "encrypted.pdf": (blank_pdf("x"), "the PDF is encrypted"),
    "scan.pdf": (blank_pdf(), "no text layer"),
    "locked.zip": (encrypted_zip(), "is encrypted"),
    "bomb.txt.gz": (gzip.compress(b"a" * 30_000_000), "refused as a bomb"),
    "bomb.jsonl.gz": (gzip.compress(b"\n" * 30_000_000), "refused as a bomb"),
    "bomb.txt.zst": (zstandard.compress(b"a" * 30_000_000), "refused as a bomb"),
    "wide.html": (b"<html><body><p>" + b"word " * 3_000_000, "MB of markup"),
    "many.html": (b"<html><body>" + b"<p>a b" * 30_000, "elements"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000 + b"x", "deep"),
    "zeros.html": (b"<html><body><p>a road\x00\x00</p>", "NUL bytes"),
    "picture.html": (b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG image"),
    "empty.rss": (b'<rss version="2.0"><channel><title>x</title></channel></rss>', "no feed with items"),
    "laughs.xml": (
        b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
        "entities",
    ),
    "laughs16.xml": (
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "ha">]><rss><channel><item><title>&a;</title>'
        "</item></channel></rss>".encode("utf-16"),
        "entities",
    ),
    "outside.xml": (
        b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&a;</title></item></channel></rss>',
        "entities",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_gets_one_clear_line_and_the_rest_goes_on(tmp_path, name):
    content, said = CASES[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "zz.txt").write_text(BODY)
    reading = documents.read_all([tmp_path])
    (aside,) = reading.set_aside
    assert said in aside.why
    assert name in aside.why
    assert "\n" not in aside.why
    assert [document.text for document in reading.documents] == [BODY]


def test_an_encrypted_pdf_that_opens_without_a_password_is_read_like_any_other(tmp_path):
    (tmp_path / "a.pdf").write_bytes(blank_pdf(""))
    assert "no text layer" in documents.read_all([tmp_path]).set_aside[0].why


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "in/../../evil.txt", "..\\evil.txt"])
def test_a_member_that_points_outside_is_refused_and_written_nowhere(tmp_path, name):
    inside = tmp_path / "in"
    inside.mkdir()
    with zipfile.ZipFile(inside / "a.zip", "w") as archive:
        archive.writestr(name, BODY)
        archive.writestr("good.txt", BODY)
    reading = documents.read_all([inside / "a.zip"])
    assert len(reading.documents) == 1
    assert "points outside the archive" in reading.set_aside[0].why
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.zip"]


MEASURED = """
import resource, sys
from tertius import documents
documents.read_all([sys.argv[2]])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(aside,) = documents.read_all([sys.argv[1]]).set_aside
print(aside.why)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_page_of_a_hundred_megabytes_on_one_line_is_refused_within_bounded_memory(tmp_path):
    (tmp_path / "small.html").write_text(f"<html><body><p>{BODY}</p></body></html>")
    with (tmp_path / "large.html").open("wb") as out:
        out.write(b"<html><body><p>")
        for _ in range(100):
            out.write(b"word " * 200_000)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, tmp_path / "large.html", tmp_path / "small.html"],
        capture_output=True,
        text=True,
        check=True,
    )
    why, grown = done.stdout.strip().splitlines()
    assert "larger than 50 MB" in why
    assert int(grown) < 200


@pytest.mark.parametrize("opening", ["AA-", "By Aa ", "A ", "(", "5 October 2021 "])
def test_a_line_made_to_confuse_the_head_of_a_text_is_read_in_time(tmp_path, opening):
    (tmp_path / "a.txt").write_text(opening * 40_000)
    assert len(documents.read_all([tmp_path]).documents) <= 1
