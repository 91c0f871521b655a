"""Reading into a workspace: once, to the end, again without change, confidential, and feeds with their pages."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from tertius import documents
from tertius.documents import Politeness
from tertius.store import Workspace

BODY = "Ardia closed the road to Ostra on Tuesday, its interior ministry said. Belmark asked for talks."
OTHER = "Belmark opened a bridge over the Sorrel in the presence of envoys from three countries, its mayor said."
POLITE = Politeness(delay=0.0, attempts=1, seconds=5.0, fresh=0.0, allow_private=True)


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "work") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "in"
    home.mkdir()
    (home / "a.txt").write_text(f"A road\n\nBelmark protests.\n\nBy Rena Vale\n\nOSTRA — {BODY}")
    (home / "b.txt").write_text(f"A bridge\n\n{OTHER}")
    (home / "c.txt").write_bytes(b"")
    return home


@pytest.fixture
def site():
    """A server on loopback: `pages` by path as (kind, body); `asked` is what it was asked for."""

    class Handler(BaseHTTPRequestHandler):
        pages: ClassVar = {}
        asked: ClassVar = []

        def do_GET(self):
            self.asked.append(self.path)
            kind, body = self.pages.get(self.path, ("text/plain", b""))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    Handler.pages, Handler.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    Handler.root = f"http://127.0.0.1:{server.server_port}"
    yield Handler
    server.shutdown()
    thread.join()
    server.server_close()


def page(title, body):
    return "text/html", f"<html><body><article><h1>{title}</h1><p>{body}</p></article></body></html>".encode()


def feed(site, *items):
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><description>{text}</description></item>"
        for title, link, text in items
    )
    site.pages["/feed"] = (
        "application/rss+xml",
        f'<rss version="2.0"><channel><title>Example Wire</title>{entries}</channel></rss>'.encode(),
    )
    return f"{site.root}/feed"


def test_a_folder_is_kept_and_what_cannot_be_read_is_counted(folder, workspace):
    done = documents.archive([folder, folder.parent / "nowhere"], workspace)
    assert (done.read, done.new, done.unchanged) == (2, 2, 0)
    assert ["no such file" in aside.why or "is empty" in aside.why for aside in done.set_aside] == [True, True]
    assert [document.title for document in workspace.documents()] == ["A road", "A bridge"]


def test_reading_the_same_twice_changes_nothing_and_says_again_what_was_set_aside(folder, workspace):
    (folder / "d.jsonl").write_text('{"text": "' + OTHER * 2 + '"}\n{broken\n')
    first = documents.archive([folder], workspace)
    before = workspace.documents()
    again = documents.archive([folder], workspace)
    assert (again.read, again.new, again.unchanged) == (0, 0, 3)
    assert sorted(aside.why for aside in again.set_aside) == sorted(aside.why for aside in first.set_aside)
    assert workspace.documents() == before


def test_a_file_that_changed_is_read_again(folder, workspace):
    documents.archive([folder], workspace)
    (folder / "b.txt").write_text(f"A bridge\n\n{OTHER} Traffic began at noon.")
    done = documents.archive([folder], workspace)
    assert (done.read, done.new, done.unchanged) == (1, 1, 1)


def test_a_run_broken_off_goes_on_where_it_stopped(folder, workspace, monkeypatch):
    monkeypatch.setattr("tertius.documents.archiving._SECONDS", -1.0)

    def broken(stage, done, total=None):
        if stage == "reading" and done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        documents.archive([folder], workspace, progress=broken)
    assert [document.title for document in workspace.documents()] == ["A road"]
    done = documents.archive([folder], workspace)
    assert (done.read, done.unchanged) == (1, 1)


def test_dateline_standfirst_and_source_are_kept_as_notes(folder, workspace):
    documents.archive([folder], workspace)
    road = workspace.documents()[0]
    assert workspace.notes(road.id) == {
        "dateline": ("OSTRA",),
        "source": (str(folder / "a.txt"),),
        "standfirst": ("Belmark protests.",),
    }


def test_a_copy_elsewhere_adds_its_place_and_no_document(folder, workspace):
    documents.archive([folder], workspace)
    (folder / "z.txt").write_text(f"A bridge\n\n{OTHER}")
    assert documents.archive([folder / "z.txt"], workspace).new == 0
    bridge = workspace.documents()[1]
    assert workspace.notes(bridge.id)["source"] == (str(folder / "b.txt"), str(folder / "z.txt"))


def test_reading_again_as_confidential_flags_what_was_there(folder, workspace):
    documents.archive([folder], workspace)
    done = documents.archive([folder], workspace, confidential=True)
    assert done.new == 2
    assert workspace.documents(shareable=True) == []
    assert documents.archive([folder], workspace).unchanged == 2
    assert workspace.documents(shareable=True) == []


def test_a_page_and_a_feed_are_fetched_and_kept_once(site, workspace):
    site.pages["/road"] = page("A road", BODY)
    inputs = [f"{site.root}/road", feed(site, ("A bridge", "/bridge", OTHER)), f"{site.root}/gone"]
    done = documents.archive(inputs, workspace, politeness=POLITE)
    assert (done.read, done.new) == (2, 2)
    assert "status 404" in done.set_aside[0].why
    assert "/bridge" not in site.asked
    again = documents.archive(inputs, workspace, politeness=POLITE)
    assert (again.new, again.unchanged) == (0, 2)


def test_the_pages_of_a_feed_stand_for_its_items_where_they_can_be_read(site, workspace):
    site.pages["/bridge"] = page("A bridge", OTHER)
    address = feed(
        site, ("A bridge", "/bridge", "In short."), ("A road", f"{site.root}/gone", BODY), ("No text", "/none", "")
    )
    done = documents.archive([address], workspace, follow=True, politeness=POLITE)
    assert sorted(document.text for document in workspace.documents()) == sorted([OTHER, BODY])
    assert sorted(aside.path.rsplit("/", 1)[-1] for aside in done.set_aside) == ["gone", "none"]


def test_the_guard_on_addresses_holds_for_the_pages_of_a_feed(site, workspace, monkeypatch):
    site.pages["/inner"] = page("Inner", OTHER)
    address = feed(site, ("Inner", "http://inner.example/inner", BODY))
    monkeypatch.setattr("tertius.documents._http._is_public", lambda found: found == "127.0.0.1")
    real = __import__("socket").getaddrinfo
    monkeypatch.setattr(
        "socket.getaddrinfo",
        lambda host, port, *rest, **more: (
            [(2, 1, 6, "", ("10.0.0.1", port))] if host == "inner.example" else real(host, port, *rest, **more)
        ),
    )
    guarded = Politeness(delay=0.0, attempts=1, seconds=5.0, fresh=0.0)
    done = documents.archive([address], workspace, follow=True, politeness=guarded)
    assert "private address 10.0.0.1" in done.set_aside[0].why
    assert [document.text for document in workspace.documents()] == [BODY]


def test_a_purged_page_is_gone_from_the_fetched_ones_too(site, workspace):
    site.pages["/road"] = page("A road", BODY)
    documents.archive([f"{site.root}/road"], workspace, politeness=POLITE)
    (road,) = workspace.documents()
    purged = workspace.purge(road.id)
    assert (purged.pages, purged.remaining, purged.traces, purged.proven) == (1, 0, 0, True)
    assert list((workspace.folder / "fetched").iterdir()) == []
    assert documents.archive([f"{site.root}/road"], workspace, politeness=POLITE).new == 1
