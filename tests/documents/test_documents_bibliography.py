"""References: the three forms, what a date's basis makes of them, and what must not leave."""

import datetime as dt
import json

import pytest

from tertius import documents
from tertius.records import DateBasis, Document, Precision, Published

DAY = dt.date(2021, 10, 5)


def made(**more):
    given = {
        "id": "doc-1", "title": "A road & a {bridge}", "text": "Ardia closed a road.", "byline": "Rena Vale and Tomas Orr",
        "publisher": "Example Wire", "url": "https://example.org/a_b", "language": "en", "retrieved": dt.date(2021, 10, 6),
        "published": Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA),
    }  # fmt: skip
    return Document(**(given | more))


def test_ris_has_its_tags_in_order_and_ends_each_entry():
    lines = documents.references([made()], "ris").split("\r\n")
    assert lines[:3] == ["TY  - ELEC", "ID  - doc-1", "TI  - A road & a {bridge}"]
    assert {"AU  - Rena Vale", "AU  - Tomas Orr", "T2  - Example Wire", "DA  - 2021/10/05", "Y2  - 2021/10/06"} <= set(
        lines
    )
    assert lines[-3:] == ["ER  - ", "", ""]


def test_bibtex_escapes_what_tex_would_read():
    found = documents.references([made()], "bibtex")
    assert found.startswith("@online{doc-1,\n  title = {{A road \\& a \\{bridge\\}}},")
    assert "author = {{Rena Vale} and {Tomas Orr}}," in found
    assert "url = {https://example.org/a_b}," in found
    assert "date = {2021-10-05}," in found


def test_csl_json_is_json_with_dates_in_parts():
    (found,) = json.loads(documents.references([made()], "csl-json"))
    assert found["issued"] == {"date-parts": [[2021, 10, 5]]}
    assert found["author"] == [{"literal": "Rena Vale"}, {"literal": "Tomas Orr"}]
    assert (found["type"], found["URL"], found["container-title"]) == (
        "webpage",
        "https://example.org/a_b",
        "Example Wire",
    )


def test_an_inferred_interval_is_carried_and_said_to_be_inferred():
    when = Published(
        start=dt.date(2021, 9, 15), end=DAY, precision=Precision.RANGE, basis=DateBasis.INFERRED, because="an exercise"
    )
    document = made(published=when)
    assert "2021/09/15/to 2021-10-05" in documents.references([document], "ris")
    assert "date = {2021-09-15/2021-10-05}" in documents.references([document], "bibtex")
    (found,) = json.loads(documents.references([document], "csl-json"))
    assert found["issued"] == {"date-parts": [[2021, 9, 15], [2021, 10, 5]], "circa": True}
    assert "Date inferred" in found["note"]


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl-json"])
def test_a_constructed_document_carries_its_stamp_and_a_confidential_one_stays(form):
    secret = made(id="doc-secret", title="Hidden matter", confidential=True)
    copy = made(id="doc-copy", constructed=True, reprint_of="doc-secret")
    found = documents.references([secret, copy], form)
    assert "CONSTRUCTED" in found
    assert "secret" not in found
    assert "Hidden" not in found


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl-json"])
def test_a_document_of_which_little_is_known_is_a_reference_still(form):
    bare = Document(id="doc-2", title="A road", text="Ardia closed a road.")
    assert "A road" in documents.references([bare], form)
