"""Listing records a page at a time."""

import datetime as dt
import sqlite3

import msgspec
import pytest

from tertius.errors import StoreError, UsageError
from tertius.records import (
    Actor,
    ActorKind,
    DateBasis,
    Document,
    Form,
    Kind,
    Passage,
    Precision,
    Published,
    Speaker,
    Statement,
    Voice,
    content_id,
)
from tertius.store import Workspace

NORTHLAND = Actor(name="Northland", code="NRL", kind=ActorKind.STATE)
MINISTER = Actor(name="A. Minister", code=None, kind=ActorKind.PERSON)


def statement(number, *, voice=Voice.OFFICIAL, kinds=(Kind.FACTUAL,), accused=(), document="doc-1"):
    text = f"said {number}"
    day = dt.date(2021, 1, 1) + dt.timedelta(days=number // 3)
    return Statement(
        id=content_id("st", text),
        speaker=Speaker(name=f"Speaker {number % 2}"),
        voice=voice,
        form=Form.DIRECT,
        kinds=kinds,
        passages=(Passage(document=document, start=0, end=len(text), text=text),),
        about=(NORTHLAND,),
        accused=accused,
        said=Published(start=day, end=day, precision=Precision.DAY, basis=DateBasis.METADATA),
    )


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "w") as opened:
        yield opened


def test_documents_come_in_pages_latest_first(workspace):
    for number in range(5):
        workspace.put_documents([Document(id=f"doc-{number}", title=str(number), text="t")])
    first = workspace.document_page(limit=3)
    rest = workspace.document_page(after=first.next, limit=3)
    assert [record.title for _, record in (*first.items, *rest.items)] == ["4", "3", "2", "1", "0"]
    assert (first.total, rest.next) == (5, None)


def test_what_changed_since_a_moment_is_counted_by_kind(workspace):
    workspace.put_records("statement", [statement(1)])
    moment = dt.datetime.now(dt.UTC)
    workspace.put_records("statement", [statement(1), statement(2), statement(3)])
    workspace.put_documents([Document(id="doc-1", title="t", text="t")])
    assert workspace.changed_since(moment) == {"statement": 2, "document": 1}


def walk(workspace, filters=None, limit=4):
    """All ids of a listing, page by page."""
    found, after = [], None
    while True:
        page = workspace.page("statement", filters, after=after, limit=limit)
        found += [item for item, _ in page.items]
        after = page.next
        if after is None:
            return found


def test_pages_show_every_record_once_newest_first(workspace):
    put = [statement(number) for number in range(11)]
    workspace.put_records("statement", put)
    walked = walk(workspace)
    assert sorted(walked) == sorted(one.id for one in put)
    days = [workspace.record("statement", item).said.day for item in walked]
    assert days == sorted(days, reverse=True)


def test_what_is_added_between_two_pages_shifts_none(workspace):
    workspace.put_records("statement", [statement(number) for number in range(6)])
    first = workspace.page("statement", limit=3)
    workspace.put_records("statement", [statement(100)])
    second = workspace.page("statement", after=first.next, limit=3)
    assert not {item for item, _ in first.items} & {item for item, _ in second.items}
    assert len(second.items) == 3


def test_filters_meet_and_are_counted(workspace):
    workspace.put_records("statement", [statement(n, voice=Voice.MEDIA if n < 4 else Voice.NAMED) for n in range(10)])
    page = workspace.page("statement", {"voice": "media", "speaker": "SPEAKER 1"})
    assert (len(page.items), page.total, page.at_least) == (2, 2, False)
    assert workspace.page("statement").total == 10
    assert workspace.page("statement", {"about": "nrl"}).total == 10
    assert workspace.page("statement", {"about": "Southland"}).items == ()


def test_days_bound_a_listing_and_what_has_no_day_is_left_out(workspace):
    undated = msgspec.structs.replace(statement(50), said=None)
    workspace.put_records("statement", [undated, *(statement(number) for number in range(9))])
    page = workspace.page("statement", since=dt.date(2021, 1, 2), until=dt.date(2021, 1, 2))
    assert (len(page.items), page.total) == (3, 3)
    assert workspace.page("statement", until=dt.date(2021, 1, 2)).total == 6
    assert workspace.page("statement").total == 10


def test_an_accusation_is_found_by_the_kind_of_actor_it_is_against(workspace):
    against = statement(1, kinds=(Kind.ACCUSATION,), accused=(MINISTER,))
    workspace.put_records("statement", [against, statement(2, kinds=(Kind.ACCUSATION,), accused=(NORTHLAND,))])
    (found,) = workspace.page("statement", {"against": "person", "review": "unreviewed"}).items
    assert found[0] == against.id


def test_a_correction_by_hand_moves_a_record_in_the_listing_and_a_new_run_does_not_move_it_back(workspace):
    one = statement(1)
    workspace.put_records("statement", [one, statement(2)])
    workspace.revise("statement", one.id, "voice", "media", who="R. Reader", why="a newspaper speaks")
    workspace.put_records("statement", [statement(1, kinds=(Kind.FACTUAL, Kind.CAUSAL))])
    page = workspace.page("statement", {"voice": "media"})
    assert [(item, record.voice) for item, record in page.items] == [(one.id, Voice.MEDIA)]
    assert workspace.page("statement", {"voice": "official"}).total == 1


def test_what_is_purged_is_listed_no_more(workspace):
    document = Document(id="doc-1", title="t", text="said 1, and more text that nobody else has written down here")
    workspace.put_documents([document])
    workspace.put_records("statement", [statement(1), statement(2, document="doc-2")])
    assert workspace.purge("doc-1").proven
    assert workspace.page("statement").total == 1


def test_an_older_workspace_is_listed_when_it_is_opened(tmp_path):
    with Workspace.open(tmp_path / "w") as workspace:
        one = statement(1)
        workspace.put_records("statement", [one, statement(2)])
        workspace.revise("statement", one.id, "voice", "media", who="R. Reader", why="a newspaper speaks")
    with sqlite3.connect(tmp_path / "w" / "workspace.sqlite") as connection:
        connection.execute("DELETE FROM listing")
        connection.execute("INSERT INTO unlisted SELECT kind, id FROM records")
    with Workspace.open(tmp_path / "w") as workspace:
        assert workspace.page("statement").total == 2
        assert workspace.page("statement", {"voice": "media"}).total == 1


@pytest.mark.parametrize(
    "bad", [{"filters": {"colour": "red"}}, {"after": "not-a-cursor"}, {"limit": 0}, {"limit": 501}]
)
def test_a_listing_refuses_what_it_cannot_do(workspace, bad):
    with pytest.raises(UsageError):
        workspace.page("statement", **bad)


def test_a_kind_that_is_none_is_refused(workspace):
    with pytest.raises(StoreError):
        workspace.page("rumour")
    with pytest.raises(StoreError):
        workspace.record("statement", "st-none")
