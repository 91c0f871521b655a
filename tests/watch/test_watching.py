"""A watch from feed to alert: what is told, what is not, and that nothing is told twice or lost."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from email.utils import format_datetime
from xml.sax.saxutils import escape

import msgspec
import pytest
from lxml import etree

from tertius import watch
from tertius.errors import StoreError, UsageError
from tertius.records import Alert, AlertKind
from tertius.store import Workspace

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
ITEM = (
    "The foreign ministry of Norway said on Monday that Denmark would close its ports to trawlers from Iceland. "
    "An official of Iceland denied that Denmark had closed any port to trawlers."
)


def rss(items):
    """An RSS feed of (title, text, published) items."""
    body = "".join(
        f"<item><title>{escape(title)}</title><description>{escape(text)}</description>"
        f"<link>http://example.org/{number}</link><pubDate>{format_datetime(published)}</pubDate></item>"
        for number, (title, text, published) in enumerate(items)
    )
    return f"<rss version='2.0'><channel><title>Constructed wire</title>{body}</channel></rss>".encode()


NAMES = {"between": ("Norway", "Iceland"), "on": "Denmark"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr("tertius.watch._webhook.time.sleep", lambda _: None)


def added(tmp_path, world, **more):
    given = {"feeds": [f"{world.url}/feed"], "since": dt.date(2026, 3, 1), "allow_private": True, "fast": True}
    return watch.add("fish", workspace=tmp_path / "work", **(NAMES | given | more))


def ran(tmp_path, at=NOW, **more):
    return watch.run(tmp_path / "work", ["fish"], delay=0, clock=lambda: at, **more)


def kinds(tmp_path):
    return sorted(alert.kind for alert in watch.alerts(workspace=tmp_path / "work"))


def test_a_new_story_about_the_third_and_a_contest_are_told_with_speakers(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world)
    (done,) = ran(tmp_path)
    assert (done.documents, done.problems) == (1, ())
    told = {alert.kind: alert for alert in watch.alerts(workspace=tmp_path / "work")}
    assert set(told) == {AlertKind.STATEMENT, AlertKind.CONTEST}
    assert "On Denmark: Ports" in told[AlertKind.STATEMENT].title
    assert "(official): “" in told[AlertKind.STATEMENT].text
    assert "Neither is asserted here." in told[AlertKind.CONTEST].text
    assert told[AlertKind.CONTEST].text.count("“") == 2


def test_the_same_feed_again_and_a_reprint_tell_nothing(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world)
    ran(tmp_path)
    before = watch.alerts(workspace=tmp_path / "work")
    world.pages["/feed"] = rss([("Ports", ITEM, NOW), ("Ports shut", ITEM + " The ministry said no more.", NOW)])
    (again,) = ran(tmp_path, NOW + dt.timedelta(hours=6))
    assert (again.documents, again.alerts) == (1, 0)
    assert watch.alerts(workspace=tmp_path / "work") == before


def test_what_is_older_than_the_watch_is_background(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW - dt.timedelta(days=40))])
    added(tmp_path, world)
    (done,) = ran(tmp_path)
    assert (done.documents, done.alerts) == (1, 0)


def test_the_other_side_of_an_older_statement_is_told(tmp_path, world):
    first, denial = ITEM.split(". ")
    world.pages["/feed"] = rss([("Ports", first + ".", NOW - dt.timedelta(days=40))])
    added(tmp_path, world)
    ran(tmp_path)
    assert kinds(tmp_path) == []
    world.pages["/feed"] = rss([("A reply", denial, NOW)])
    ran(tmp_path, NOW + dt.timedelta(hours=6))
    assert AlertKind.CONTEST in kinds(tmp_path)


def test_a_broken_source_is_told_once_and_so_is_its_return(tmp_path, world):
    world.pages["/feed"] = rss([("Nothing", "The weather was mild.", NOW)])
    added(tmp_path, world)
    ran(tmp_path)
    world.pages["/feed"] = 404
    for hour in (6, 12):
        (done,) = ran(tmp_path, NOW + dt.timedelta(hours=hour))
        assert "404" in done.problems[0]
    assert kinds(tmp_path) == [AlertKind.SOURCE_FAILED]
    world.pages["/feed"] = rss([("Nothing", "The weather was mild.", NOW)])
    ran(tmp_path, NOW + dt.timedelta(hours=18))
    assert kinds(tmp_path) == [AlertKind.SOURCE_FAILED, AlertKind.SOURCE_RETURNED]
    world.pages["/feed"] = 404
    ran(tmp_path, NOW + dt.timedelta(hours=24))
    assert kinds(tmp_path).count(AlertKind.SOURCE_FAILED) == 2


def test_a_folder_is_watched_and_one_that_vanishes_is_told(tmp_path, world):
    folder = tmp_path / "incoming"
    folder.mkdir()
    added(tmp_path, world, feeds=(), folders=[folder])
    assert ran(tmp_path)[0].problems == ()
    (folder / "one.txt").write_text(f"Ports\n\n2 March 2026\n\n{ITEM}\n", encoding="utf-8")
    assert ran(tmp_path, NOW + dt.timedelta(hours=6))[0].alerts >= 1
    (folder / "one.txt").unlink()
    folder.rmdir()
    (done,) = ran(tmp_path, NOW + dt.timedelta(hours=12))
    assert "not there any more" in done.problems[0]


def test_a_confidential_document_raises_no_alert(tmp_path, world):
    from tertius.documents import archive

    note = tmp_path / "note.txt"
    note.write_text(f"Ports\n\n2 March 2026\n\n{ITEM}\n", encoding="utf-8")
    with Workspace.open(tmp_path / "work") as workspace:
        archive([note], workspace, confidential=True)
    world.pages["/feed"] = rss([("Nothing", "The weather was mild.", NOW)])
    added(tmp_path, world, atom=tmp_path / "alerts.xml")
    (done,) = ran(tmp_path)
    assert (done.documents, done.alerts) == (2, 0)


def test_a_document_that_becomes_confidential_takes_its_alerts_off_the_outlets(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world, webhooks=[f"{world.url}/hook"], atom=tmp_path / "alerts.xml")
    world.failures = 100
    ran(tmp_path)
    assert "<entry>" in (tmp_path / "alerts.xml").read_text(encoding="utf-8")
    with Workspace.open(tmp_path / "work") as workspace:
        workspace.set_confidential(workspace.documents()[0].id)
    world.failures = 0
    ran(tmp_path, NOW + dt.timedelta(days=2))
    assert world.got == []
    assert watch.alerts(workspace=tmp_path / "work") == []
    assert "<entry>" not in (tmp_path / "alerts.xml").read_text(encoding="utf-8")


def test_an_accusation_against_a_person_is_not_told_before_it_is_accepted(tmp_path, world):
    text = "The foreign ministry of Norway accused Denmark's Defence Minister Ola Tervik of ordering an attack on trawlers."
    world.pages["/feed"] = rss([("Accused", text, NOW)])
    added(tmp_path, world)
    ran(tmp_path)
    assert all("Tervik" not in alert.text for alert in watch.alerts(workspace=tmp_path / "work"))
    with Workspace.open(tmp_path / "work") as workspace:
        assert any("Tervik" in s.passages[0].text for s in workspace.records("statement")), "the accusation was coded"


def test_a_prediction_is_told_when_its_day_has_come_and_not_before(tmp_path, world):
    text = "The foreign ministry of Norway said that Denmark will close its ports to trawlers by 20 March 2026."
    world.pages["/feed"] = rss([("Ports", text, NOW)])
    added(tmp_path, world)
    ran(tmp_path)
    assert AlertKind.DUE not in kinds(tmp_path)
    for day in (19, 20):
        ran(tmp_path, NOW + dt.timedelta(days=day))
    assert kinds(tmp_path).count(AlertKind.DUE) == 1


# --- outlets ----------------------------------------------------------------------------------


def test_a_webhook_that_fails_twice_gets_each_alert_once_signed(tmp_path, world, monkeypatch):
    monkeypatch.setenv("HOOK_KEY", "a key of the test")
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world, webhooks=[f"{world.url}/hook"], webhook_secret="HOOK_KEY")  # noqa: S106
    world.failures = 2
    (done,) = ran(tmp_path)
    assert done.problems == ()
    ran(tmp_path, NOW + dt.timedelta(hours=6))
    ids = [json.loads(body)["data"]["id"] for _, _, body in world.got]
    assert sorted(ids) == sorted(alert.id for alert in watch.alerts(workspace=tmp_path / "work"))
    for _, headers, body in world.got:
        held = {name.lower(): value for name, value in headers.items()}
        signed = b".".join((held["webhook-id"].encode(), held["webhook-timestamp"].encode(), body))
        mac = hmac.new(b"a key of the test", signed, hashlib.sha256).digest()
        assert held["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"


def test_an_outlet_that_stays_away_is_tried_again_later_and_told_as_a_problem(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world, webhooks=[f"{world.url}/hook"])
    world.failures = 3
    (done,) = ran(tmp_path)
    assert "503" in done.problems[0]
    assert world.got == []
    watch.run(tmp_path / "work", delay=0, clock=lambda: NOW + dt.timedelta(minutes=30))  # nothing is due but the outlet
    assert len(world.got) == len(watch.alerts(workspace=tmp_path / "work")) > 0


def test_a_secret_that_is_not_set_is_a_problem_and_nothing_is_sent_unsigned(tmp_path, world, monkeypatch):
    monkeypatch.delenv("HOOK_KEY", raising=False)
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world, webhooks=[f"{world.url}/hook"], webhook_secret="HOOK_KEY")  # noqa: S106
    (done,) = ran(tmp_path)
    assert "HOOK_KEY is not set" in done.problems[0]
    assert world.got == []


def test_the_atom_feed_holds_each_alert_once_and_escapes_what_documents_say(tmp_path, world):
    world.pages["/feed"] = rss([("<script>alert(1)</script> & ports\x7f", ITEM, NOW)])
    added(tmp_path, world, atom=tmp_path / "alerts.xml")
    ran(tmp_path)
    ran(tmp_path, NOW + dt.timedelta(hours=6))
    feed = etree.parse(tmp_path / "alerts.xml")
    ids = feed.xpath("//a:entry/a:id/text()", namespaces=ATOM)
    assert sorted(ids) == sorted(f"urn:tertius:{alert.id}" for alert in watch.alerts(workspace=tmp_path / "work"))
    assert not feed.xpath("//*[local-name()='script']")


def test_mail_holds_all_alerts_of_a_run_in_one_message(tmp_path, world):
    from aiosmtpd.controller import Controller

    class Inbox:
        def __init__(self):
            self.letters = []

        async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
            self.letters.append(envelope)
            return "250 OK"

    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        world.pages["/feed"] = rss([("Ports\r\nBcc: someone@example.org", ITEM, NOW)])
        added(
            tmp_path, world, mail_server=f"smtp://127.0.0.1:{port}", mail_from="eye@example.org",
            mail_to=["desk@example.org"],
        )  # fmt: skip
        (done,) = ran(tmp_path)
        ran(tmp_path, NOW + dt.timedelta(hours=6))
    finally:
        controller.stop()
    assert done.problems == ()
    (letter,) = inbox.letters
    assert letter.rcpt_tos == ["desk@example.org"]
    text = letter.content.decode()
    assert all(alert.id in text for alert in watch.alerts(workspace=tmp_path / "work"))


# --- runs -------------------------------------------------------------------------------------


def test_a_watch_runs_when_it_is_due_and_catches_up_once(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world, every=3600)
    go = lambda at: watch.run(tmp_path / "work", delay=0, clock=lambda: at)  # noqa: E731
    assert len(go(NOW)) == 1
    assert go(NOW + dt.timedelta(minutes=59)) == []
    assert len(go(NOW + dt.timedelta(days=3))) == 1
    assert go(NOW + dt.timedelta(days=3, minutes=1)) == []


def test_a_run_beside_another_is_refused(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world)
    with (
        Workspace.open(tmp_path / "work") as workspace,
        workspace.lock("watch"),
        pytest.raises(StoreError, match="watch"),
    ):
        ran(tmp_path)


def test_a_run_that_is_killed_loses_nothing_and_tells_nothing_twice(tmp_path, world):
    acts = (
        "close two ports", "sell old frigates to a neighbour", "buy grain from the south", "open a rail line",
        "lift a duty on cod", "send engineers to a dam",
    )  # fmt: skip
    items = [(act, f"A spokesman for Norway said Denmark would {act} this year.", NOW) for act in acts]
    world.pages["/feed"] = rss(items)
    added(tmp_path, world, webhooks=[f"{world.url}/hook"])
    code = (
        "import sys, os, signal, datetime as dt\n"
        "from tertius import watch\n"
        "from tertius.store.watching import Watching\n"
        "done = []\n"
        "kept = Watching.delivered\n"
        "def once(self, given):\n"
        "    done.append(1)\n"
        "    if len(done) == 2: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    kept(self, given)\n"
        "Watching.delivered = once\n"
        f"watch.run({str(tmp_path / 'work')!r}, ['fish'], delay=0, clock=lambda: dt.datetime.fromisoformat({NOW.isoformat()!r}))\n"
    )
    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL
    ran(tmp_path, NOW + dt.timedelta(hours=6))
    ids = [json.loads(body)["data"]["id"] for _, _, body in world.got]
    alerts = {alert.id for alert in watch.alerts(workspace=tmp_path / "work")}
    assert set(ids) == alerts
    assert len(ids) - len(alerts) == 1, "the one under way when it was killed comes again, under the same id"


def test_the_long_running_mode_runs_what_is_due_until_it_is_stopped(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, dt.datetime.now(dt.UTC))])
    added(tmp_path, world, since=dt.date(2026, 1, 1))
    stop, runs = threading.Event(), []
    thread = threading.Thread(
        target=watch.keep_running, args=(tmp_path / "work",),
        kwargs={"stop": stop, "delay": 0, "told": lambda found: (runs.extend(found), stop.set())},
    )  # fmt: skip
    thread.start()
    thread.join(60)
    assert not thread.is_alive()
    assert [run.documents for run in runs] == [1]


def test_the_command_stops_on_sigterm_with_status_0(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world)
    command = [
        sys.executable,
        "-m",
        "tertius.cli",
        "watch",
        "run",
        "--delay",
        "0",
        "--workspace",
        str(tmp_path / "work"),
    ]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        said = [running.stdout.readline() for _ in range(2)]
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
    finally:
        running.kill()
        running.stdout.close()
    assert "1 new documents" in "".join(said)


# --- what cannot be watched -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"feeds": ()}, "nothing to watch"),
        ({"feeds": ["no address"]}, "no web address"),
        ({"every": 5}, "every 60 seconds"),
        ({"on": "Norway"}, "different actors"),
        ({"on": "Atlantis"}, "Atlantis"),
        ({"folders": ["/nowhere/at/all"]}, "does not exist"),
        ({"fetches": ["acled"]}, "is not fetched"),
        ({"mail_to": ["desk@example.org"]}, "mail needs a server"),
        ({"mail_server": "smtp://x", "mail_from": "a@b\nBcc: c@d", "mail_to": ["e@f"]}, "line break"),
        ({"webhooks": ["ftp://x"]}, "no address"),
    ],
)
def test_a_watch_that_cannot_be_is_refused_in_one_line(tmp_path, given, said):
    with pytest.raises(UsageError, match=said):
        watch.add("fish", workspace=tmp_path / "work", **({"feeds": ["http://127.0.0.1:9/"]} | NAMES | given))


def test_removing_a_watch_keeps_its_alerts(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world)
    ran(tmp_path)
    before = watch.alerts(workspace=tmp_path / "work")
    watch.remove("fish", tmp_path / "work")
    assert watch.watches(tmp_path / "work") == []
    assert watch.alerts(workspace=tmp_path / "work") == before
    with pytest.raises(StoreError, match="no watch"):
        watch.remove("fish", tmp_path / "work")


def test_purging_a_document_takes_its_alerts_and_their_deliveries(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    added(tmp_path, world, webhooks=[f"{world.url}/hook"])
    world.failures = 100
    ran(tmp_path)
    with Workspace.open(tmp_path / "work") as workspace:
        (document,) = workspace.documents()
        assert workspace.purge(document.id).proven
    assert watch.alerts(workspace=tmp_path / "work") == []
    assert watch.watches(tmp_path / "work")[0].undelivered == {}


def test_an_alert_survives_the_round_through_json():
    alert = Alert(id="alert-1", watch="watch-1", kind=AlertKind.DUE, title="t", text="x", at=NOW)
    assert msgspec.json.decode(msgspec.json.encode(alert), type=Alert) == alert


# --- tension ----------------------------------------------------------------------------------


def record_of_events(path):
    """Two years of some reports a week between two states, ten times as many from New Year on."""
    lines = ["date,source,target,cameo,id"]
    for week in range(112):
        day = dt.date(2024, 1, 1) + dt.timedelta(weeks=week)
        count = (week * 7919) % 3 if day.year < 2026 else 20
        lines += [f"{day},NOR,ISL,190,{week}-{number}" for number in range(count)]
        lines.append(f"{day},SWE,FIN,010,{week}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_change_of_tension_is_told_once_with_its_rule(tmp_path, world):
    history = record_of_events(tmp_path / "events.csv")
    added(tmp_path, world, feeds=(), history=[history], on=None)
    weeks = [dt.datetime(2025, 12, 31, tzinfo=dt.UTC) + dt.timedelta(weeks=n) for n in (0, 4, 6, 7)]
    raised = [ran(tmp_path, at)[0].alerts for at in weeks]
    assert raised[0] == 0, "what the record held before the first look is background"
    assert sum(raised) == 1
    (alert,) = watch.alerts(workspace=tmp_path / "work")
    assert alert.kind == AlertKind.TENSION
    assert "ISL–NOR: conflict rose" in alert.title or "NOR–ISL: conflict rose" in alert.title
    assert "circular binary segmentation at the" in alert.text


def test_a_history_that_cannot_be_read_is_a_problem_and_the_rest_goes_on(tmp_path, world):
    world.pages["/feed"] = rss([("Ports", ITEM, NOW)])
    history = tmp_path / "events.csv"
    history.write_text("nothing,of,use\n1,2,3\n", encoding="utf-8")
    added(tmp_path, world, history=[history])
    (done,) = ran(tmp_path)
    assert "events.csv" in done.problems[0]
    assert AlertKind.STATEMENT in kinds(tmp_path)
