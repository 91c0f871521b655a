"""The ledger a page at a time: the same entries, by the same rule, as all of them at once."""

import datetime as dt

import pytest

from tertius import records as r
from tertius.errors import UsageError
from tertius.forecasts.ledger import Ledger

TODAY = dt.date(2019, 7, 1)
ENDS = (dt.date(2019, 6, 1), dt.date(2019, 7, 1), dt.date(2019, 9, 1), None)


@pytest.fixture
def ledger(tmp_path, make_entry):
    with Ledger.open(tmp_path / "work", today=TODAY) as opened:
        opened.add([entry_until(make_entry, ENDS[n % 4], n) for n in range(23)], who="Ana", why="a test")
        yield opened


def entry_until(make_entry, end, number):
    horizon = r.When(start=None, end=end, precision=r.Precision.DAY) if end else None
    return make_entry(f"prediction {number}", horizon=horizon)


def paged(ledger, status=None):
    found, after, pages = [], None, 0
    while pages == 0 or after is not None:
        page = ledger.page(status=status, after=after, limit=5)
        found, after, pages = [*found, *page.items], page.next, pages + 1
        assert pages < 20
    assert page.total == len(found)
    return found


def settle(ledger, entry, outcome=r.Outcome.CAME_TRUE, who="Ana"):
    ledger.settle_by_hand(entry.id, outcome, who=who, why="read it", source="The Weir")


def check(ledger):
    whole = ledger.entries()
    assert paged(ledger) == list(reversed(whole))
    for status in r.EntryStatus:
        assert paged(ledger, status) == [entry for entry in reversed(whole) if entry.status == status]
        assert ledger.counts().get(status, 0) == sum(entry.status == status for entry in whole)


def test_pages_hold_what_the_whole_holds_whatever_happens_meanwhile(ledger, make_entry):
    check(ledger)
    due = ledger.entries(status=r.EntryStatus.SETTLEABLE)
    settle(ledger, due[0])
    settle(ledger, due[1])
    settle(ledger, due[1], r.Outcome.DID_NOT, who="Ben")
    check(ledger)
    assert ledger.counts()[r.EntryStatus.CONTESTED] == 1
    ledger.add([entry_until(make_entry, ENDS[1], 99)], who="Ana", why="a test")
    check(ledger)
    ledger.today += dt.timedelta(days=1)
    check(ledger)


def test_what_is_entered_meanwhile_shifts_no_page(ledger, make_entry):
    first = ledger.page(limit=5)
    ledger.add([entry_until(make_entry, None, 99)], who="Ana", why="a test")
    second = ledger.page(limit=5, after=first.next)
    assert not {entry.id for entry in first.items} & {entry.id for entry in second.items}
    assert [entry.text for entry in second.items] == [f"prediction {n}" for n in range(17, 12, -1)]


def test_entries_that_another_rule_listed_are_listed_anew(ledger, monkeypatch):
    ledger.page()
    monkeypatch.setattr("tertius.forecasts.ledger.book.RULE", 2)
    monkeypatch.setattr("tertius.forecasts.ledger.book.standing", lambda *_: r.EntryStatus.VOID)
    assert ledger.counts() == {r.EntryStatus.VOID: 23}


@pytest.mark.parametrize("wrong", [{"after": "soon"}, {"after": "-1"}, {"limit": 0}, {"limit": 501}])
def test_a_cursor_or_limit_that_is_none_is_said(ledger, wrong):
    with pytest.raises(UsageError, match=r"cursor|1 to 500"):
        ledger.page(**wrong)
