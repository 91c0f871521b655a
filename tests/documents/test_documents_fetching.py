"""Fetching, against a real server on loopback: politeness, changes only, limits, and the guard on addresses."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import pytest

from tertius import documents
from tertius.documents import _http
from tertius.documents.fetching import Outcome, Politeness, _Visitor, fetch

TEXT = "Ardia closed the road to Ostra on Tuesday, its interior ministry said. Belmark asked for talks."
PAGE = f"<html><body><article><h1>A road</h1><p>{TEXT}</p></article></body></html>".encode()
ALLOWED = Politeness(delay=0.0, attempts=2, seconds=5.0, fresh=0.0, largest=200_000, allow_private=True)


class Site:
    """What the server answers, by path: (status, headers, body); and what it was asked."""

    def __init__(self):
        self.answers = {"/road": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE)}
        self.asked = []

    def paths(self):
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site():
    shared = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            shared.asked.append((self.path, dict(self.headers)))
            answer = shared.answers.get(self.path, (404, {}, b""))
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            status, headers, body = answer(dict(self.headers)) if callable(answer) else answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    shared.root = f"http://127.0.0.1:{server.server_port}"
    yield shared
    server.shutdown()
    thread.join()
    server.server_close()


def one(site, path, folder, **more):
    (found,) = fetch([site.root + path], folder, politeness=msgspec.structs.replace(ALLOWED, **more))
    return found


def test_a_fetched_page_is_a_document_with_its_address_and_day(site, tmp_path):
    reading = documents.read_urls([f"{site.root}/road", f"{site.root}/gone"], tmp_path, politeness=ALLOWED)
    (found,) = reading.documents
    assert (found.title, found.text, found.url) == ("A road", TEXT, f"{site.root}/road")
    assert found.retrieved is not None
    assert "status 404" in reading.set_aside[0].why


def test_the_guard_refuses_loopback_unless_told_otherwise(site, tmp_path):
    found = one(site, "/road", tmp_path, allow_private=False)
    assert found.outcome is Outcome.FAILED
    assert "private address 127.0.0.1" in found.why
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.9", "169.254.169.254", "0.0.0.7", "100.64.0.1", "224.0.0.1", "::1",
     "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"],
)  # fmt: skip
def test_addresses_that_are_not_public_are_known(address):
    assert not _http._is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1"])
def test_public_addresses_are_known(address):
    assert _http._is_public(address)


def test_the_guard_holds_after_a_redirect_too(site, tmp_path, monkeypatch):
    site.answers["/away"] = (302, {"Location": "http://inner.example/secret"}, b"")
    real = _http._vetted

    def vetted(host, port, *, allow_private):
        if host == "inner.example":
            monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("10.0.0.1", port))])
            return real(host, port, allow_private=False)
        return real(host, port, allow_private=True)

    monkeypatch.setattr(_http, "_vetted", vetted)
    found = one(site, "/away", tmp_path, allow_private=False)
    assert "private address 10.0.0.1" in found.why


def test_redirects_are_followed_and_endless_ones_are_not(site, tmp_path):
    site.answers["/old"] = (301, {"Location": "/road"}, b"")
    site.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    assert one(site, "/old", tmp_path).final == f"{site.root}/road"
    assert "redirects more than" in one(site, "/loop", tmp_path).why


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/passwd", "http://", "http://u:p@example.org/", "http://a b/", "x"]
)
def test_what_is_no_plain_web_address_is_refused(tmp_path, url):
    (found,) = fetch([url], tmp_path)
    assert found.outcome is Outcome.FAILED
    assert ";" in found.why


def test_robots_txt_is_obeyed_and_asked_for_once(site, tmp_path):
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private\n")
    site.answers["/private"] = site.answers["/away"] = site.answers["/road"]
    site.answers["/away"] = (302, {"Location": "/private"}, b"")
    found = fetch([f"{site.root}{path}" for path in ("/private", "/road", "/away")], tmp_path, politeness=ALLOWED)
    assert [page.outcome for page in found] == [Outcome.FAILED, Outcome.NEW, Outcome.FAILED]
    assert "robots.txt asks not to" in found[0].why
    assert site.paths() == ["/road", "/away"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_host_that_cannot_tell_its_rules_is_left_alone(site, tmp_path):
    site.answers["/robots.txt"] = (503, {}, b"")
    assert "robots.txt" in one(site, "/road", tmp_path).why
    assert site.paths() == []


def test_only_a_changed_page_is_fetched_again(site, tmp_path):
    def answer(headers):
        if headers.get("If-None-Match") == '"1"':
            return 304, {}, b""
        return 200, {"Content-Type": "text/html", "ETag": '"1"'}, PAGE

    site.answers["/road"] = answer
    assert one(site, "/road", tmp_path).outcome is Outcome.NEW
    again = one(site, "/road", tmp_path)
    assert (again.outcome, again.path.read_bytes()) == (Outcome.UNCHANGED, PAGE)


def test_a_run_broken_off_goes_on_without_asking_again(site, tmp_path):
    one(site, "/road", tmp_path, fresh=3600.0)
    before = len(site.asked)
    assert one(site, "/road", tmp_path, fresh=3600.0).outcome is Outcome.UNCHANGED
    assert len(site.asked) == before


def test_a_page_without_its_note_does_not_count_as_fetched(site, tmp_path):
    first = one(site, "/road", tmp_path, fresh=3600.0)
    first.path.with_suffix(".json").write_bytes(b'{"url": ')
    assert one(site, "/road", tmp_path, fresh=3600.0).outcome is Outcome.NEW


def test_a_busy_host_is_asked_again_after_a_pause(site):
    site.answers["/road"] = [(503, {"Retry-After": "7"}, b""), (200, {"Content-Type": "text/html"}, PAGE)]
    slept = []
    answer = _Visitor(ALLOWED, slept.append).get(f"{site.root}/road", None, None)
    assert (answer.status, slept) == (200, [7.0])


def test_a_host_that_asks_for_a_long_wait_is_left_for_another_run(site, tmp_path):
    site.answers["/road"] = (429, {"Retry-After": "4000"}, b"")
    assert "asks to wait 4000 seconds" in one(site, "/road", tmp_path).why


def test_two_requests_to_one_host_keep_the_pause_it_asks_for(site):
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 3\n")
    slept = []
    visitor = _Visitor(ALLOWED, slept.append)
    visitor.get(f"{site.root}/road", None, None)
    visitor.get(f"{site.root}/road", None, None)
    assert [2.5 < pause <= 3.0 for pause in slept] == [True, True]


def test_a_page_above_the_limit_is_refused_packed_or_not(site, tmp_path):
    large = b"<p>" + b"word " * 100_000
    site.answers["/large"] = (200, {"Content-Type": "text/html"}, large)
    site.answers["/bomb"] = (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        gzip.compress(b"a" * 10_000_000),
    )
    assert "is larger than" in one(site, "/large", tmp_path).why
    assert "is larger than" in one(site, "/bomb", tmp_path).why
    assert list(tmp_path.iterdir()) == []


def test_a_packed_page_is_unpacked(site, tmp_path):
    site.answers["/road"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert one(site, "/road", tmp_path).path.read_bytes() == PAGE


def test_an_answer_that_breaks_off_is_no_page(site, tmp_path):
    site.answers["/road"] = (200, {"Content-Type": "text/html", "Content-Length": str(len(PAGE) + 50)}, PAGE)
    assert "broke off" in one(site, "/road", tmp_path, attempts=1).why


def test_a_picture_is_no_page(site, tmp_path):
    site.answers["/road.jpg"] = (200, {"Content-Type": "image/jpeg"}, b"\xff\xd8\xff")
    assert "is image/jpeg, no page" in one(site, "/road.jpg", tmp_path).why


def test_a_host_that_never_ends_its_answer_is_given_up(site, tmp_path):
    release = threading.Event()

    def slow(_):
        release.wait(5)
        return 200, {"Content-Type": "text/html"}, PAGE

    site.answers["/slow"] = slow
    site.answers["/robots.txt"] = (404, {}, b"")
    found = one(site, "/slow", tmp_path, seconds=0.3, attempts=1)
    release.set()
    assert "did not answer within 0.3 seconds" in found.why


def test_a_host_that_is_not_there_is_a_clear_line(tmp_path):
    (found,) = fetch(["http://127.0.0.1:9/"], tmp_path, politeness=msgspec.structs.replace(ALLOWED, attempts=1))
    assert "cannot be reached" in found.why
