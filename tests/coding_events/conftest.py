"""One parse of a text with its mentions. The sentences are made up to try the grammar; they report nothing."""

import datetime as dt

import pytest

from tertius.coding.actors import find_mentions
from tertius.coding.pipeline import parse
from tertius.records import DateBasis, Document, Precision, Published, content_id

DAY = dt.date(2021, 10, 4)


@pytest.fixture(scope="session")
def read():
    def _read(text, day=DAY):
        published = Published(start=day, end=day, precision=Precision.DAY, basis=DateBasis.METADATA)
        parsed = parse(Document(id=content_id("doc", text), title="", text=text, published=published))
        parsed.mentions = find_mentions(parsed)
        return parsed

    return _read
