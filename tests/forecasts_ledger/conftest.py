"""Invented predictions, facts and histories. Speakers are invented; states stand in for any two."""

import datetime as dt

import pytest

from tertius import records as r
from tertius.records import content_id

SAID = dt.date(2019, 3, 1)
SWEDEN = r.Actor(name="Sweden", code="SWE", kind=r.ActorKind.STATE)
NORWAY = r.Actor(name="Norway", code="NOR", kind=r.ActorKind.STATE)


def published(day=SAID):
    return r.Published(start=day, end=day, precision=r.Precision.DAY, basis=r.DateBasis.METADATA)


def until(end, start=None):
    return r.When(start=start, end=end, precision=r.Precision.RANGE)


@pytest.fixture
def make_document():
    def make(text, *, day=SAID, publisher="The Weir", **more):
        return r.Document(
            id=content_id("doc", text, publisher), title="On two neighbours", text=text, published=published(day),
            publisher=publisher, language="en", **more,
        )  # fmt: skip

    return make


@pytest.fixture
def make_prediction():
    """A prediction with its statement, in a document that holds its very words."""

    def make(document, text, *, speaker="Ila Tamsin", voice=r.Voice.NAMED, causal=None, **more):
        start = document.text.index(text)
        passage = r.Passage(document=document.id, start=start, end=start + len(text), text=text)
        by = r.Speaker(name=speaker)
        statement = r.Statement(
            id=content_id("st", document.id, start, speaker), speaker=by, voice=voice, form=r.Form.DIRECT,
            kinds=(r.Kind.PREDICTION,), passages=(passage,), causal=causal, said=document.published,
        )  # fmt: skip
        given = {"subject": "the two", "settles_by": "the record"} | more
        return r.Prediction(
            statement=statement.id, by=by, voice=voice, text=text, passages=(passage,), **given
        ), statement

    return make


@pytest.fixture
def make_entry():
    def make(text="Sweden and Norway will hold talks", *, end=dt.date(2019, 6, 1), types=("CONSULT",), **more):
        kinds = tuple(r.EventType(name) for name in types)
        seen = r.Threshold(kind="act", text=text, actors=(SWEDEN, NORWAY), types=kinds, mutual=True)
        given = {
            "origin": r.Origin.TEXT, "by": r.Speaker(name="Ila Tamsin"), "voice": r.Voice.NAMED, "subject": "the two",
            "threshold": seen, "horizon": until(end), "settles_by": "the record", "said": SAID, "sources": ("The Weir",),
        } | more  # fmt: skip
        return r.LedgerEntry(id=content_id("lg", text, *map(str, given.values())), text=text, **given)

    return make


@pytest.fixture
def make_fact():
    def make(id="talks", start=dt.date(2019, 4, 1), type="CONSULT", *, actors=(SWEDEN, NORWAY), **more):  # noqa: A002
        return r.Fact(
            id=id, kind=r.FactKind.ACT, claim=f"The two: {id}.", when=r.When(start=start, end=start, precision=r.Precision.DAY),
            actors=actors, type=r.EventType(type), sources=("both governments",), **more,
        )  # fmt: skip

    return make


@pytest.fixture
def write_history(tmp_path):
    """An event table of the two: (day, source, target, CAMEO code) rows, and quiet traffic between them if asked."""

    def write(rows, *, traffic_until=None, traffic_from=dt.date(2018, 6, 1)):
        import csv

        lines = [(day.isoformat(), source, target, code) for day, source, target, code in rows]
        day = traffic_from
        while traffic_until is not None and day <= traffic_until:
            lines.append((day.isoformat(), "Norway", "Sweden", "010" if day.day % 2 else "042"))
            day += dt.timedelta(days=7)
        path = tmp_path / f"events-{len(lines)}.csv"
        with path.open("w", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(("date", "source", "target", "code"))
            writer.writerows(lines)
        return path

    return write
