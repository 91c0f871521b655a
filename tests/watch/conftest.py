"""Servers on loopback that stand for the world: feeds that come and go, webhooks that fail, a mail server."""

import http.server
import threading

import pytest


class World:
    """What the loopback server answers and what it has got."""

    def __init__(self):
        self.pages = {}  # path: bytes, or a status
        self.got = []  # (path, headers, body) of each POST that was taken
        self.failures = 0  # POSTs still to be refused
        self.url = ""


@pytest.fixture
def world():
    told = World()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            page = told.pages.get(self.path, 404)
            self.send_response(page if isinstance(page, int) else 200)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            if not isinstance(page, int):
                self.wfile.write(page)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if told.failures:
                told.failures -= 1
                self.send_response(503)
            else:
                told.got.append((self.path, dict(self.headers), body))
                self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}"
    yield told
    server.shutdown()
    server.server_close()
    thread.join()
