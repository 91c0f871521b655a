"""A server on loopback that gives files as publishers do, and misbehaves when it is told to."""

import hashlib
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def md5(data):
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


class Publisher:
    """Files by path; `misdeeds[path]` lists what to do wrong on its next requests, one each."""

    def __init__(self):
        self.files = {}
        self.misdeeds = {}
        self.asked = []
        self.url = ""

    def put(self, path, data):
        self.files[path] = data
        return f"{self.url}{path}"

    def master(self, *paths, listed="http://data.gdeltproject.org"):
        """GDELT 2's list of these files, with addresses on its own host."""
        return "".join(f"{len(self.files[path])} {md5(self.files[path])} {listed}{path}\n" for path in paths).encode()

    def counts(self):
        return Counter(path for path, _ in self.asked)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        publisher = self.server.publisher
        wanted = self.headers.get("Range")
        publisher.asked.append((self.path, wanted))
        misdeeds = publisher.misdeeds.get(self.path, [])
        misdeed = misdeeds.pop(0) if misdeeds else None
        if isinstance(misdeed, int):
            return self.answer(misdeed, b"no", {"Retry-After": "7"} if misdeed == 429 else {})
        if self.path not in publisher.files:
            return self.answer(404, b"nothing here", {})
        data = publisher.files[self.path]
        if misdeed == "wrong":
            data = bytes(byte ^ 1 for byte in data)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and misdeed != "no ranges" else 0
        if start and start >= len(data):
            return self.answer(416, b"", {})
        extra = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} if start else {}
        return self.answer(206 if start else 200, data[start:], extra, breaks=misdeed == "breaks")

    def answer(self, status, body, extra, breaks=False):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **extra}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if breaks else body)
        if breaks:
            self.wfile.flush()
            self.close_connection = True


@contextmanager
def publishing():
    publisher = Publisher()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.publisher = publisher
    publisher.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
