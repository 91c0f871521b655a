"""Pages from the web, politely: robots.txt, a pause between two requests to a host, only what has changed.

What was fetched lies in a folder, one page and one note on it for each address, so a run that was broken off
goes on where it stopped and a second run asks only for changes.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
import os
import secrets
import time
import urllib.parse
import urllib.robotparser
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

import msgspec

from tertius.documents._http import Answer, Limits, Unreachable, get, split
from tertius.documents.reading import File, Reading, SetAside, gathered
from tertius.errors import DocumentError
from tertius.progress import Progress, silent

__all__ = ["Fetched", "Outcome", "Politeness", "Web", "fetch", "file_of", "read_urls"]

AGENT = "tertius"
_ROBOTS_SIZE = 512 * 1024  # RFC 9309 asks for at least 500 KiB
_TRY_AGAIN = {429, 500, 502, 503, 504}
_LONGEST_WAIT = 60.0  # seconds; a host that asks for more is left for another run
_KINDS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf", "application/rss+xml": ".xml", "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml", "application/xml": ".xml", "text/xml": ".xml",
}  # fmt: skip


class Outcome(StrEnum):
    NEW = "new"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class Politeness(msgspec.Struct, frozen=True, kw_only=True):
    """How to ask.

    `delay`, `seconds` and `fresh` are seconds: between two requests to one host, for one request with its
    redirects, and how long a page that was fetched is taken as it is. `attempts` counts the first one.
    """

    delay: float = 1.0
    attempts: int = 3
    seconds: float = 30.0
    fresh: float = 3600.0
    largest: int = 50 * 1024 * 1024
    allow_private: bool = False


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """One address: where its page lies, or why there is none."""

    url: str
    outcome: Outcome
    path: Path | None = None
    final: str | None = None  # the address after redirects
    kind: str = ".html"
    retrieved: dt.datetime | None = None
    why: str | None = None


class _Note(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept beside a page."""

    url: str
    final: str
    kind: str
    retrieved: dt.datetime
    etag: str | None = None
    modified: str | None = None


def fetch(
    urls: Iterable[str], folder: str | Path, *, politeness: Politeness | None = None, progress: Progress = silent
) -> list[Fetched]:
    """Fetch each address into `folder`; one that fails is told with its reason and the rest goes on.

    Loopback, private and link-local addresses are refused, after redirects too, unless `allow_private`.
    """
    web = Web(folder, politeness)
    wanted = list(dict.fromkeys(urls))
    found = []
    for done, url in enumerate(wanted):
        progress("fetching", done, len(wanted))
        found.append(web.fetch(url))
    progress("fetching", len(wanted), len(wanted))
    return found


class Web:
    """Pages fetched into `folder`, one at a time; remembers each host's rules and when it was last asked."""

    def __init__(self, folder: str | Path, politeness: Politeness | None = None) -> None:
        self._home = Path(folder)
        self._visitor = _Visitor(politeness or Politeness())

    def fetch(self, url: str) -> Fetched:
        """The page at `url`, from the folder where it is fresh; a failure is told with its reason."""
        self._home.mkdir(parents=True, exist_ok=True)
        return _fetched(url, self._home, self._visitor)


def file_of(page: Fetched, *, confidential: bool = False) -> File | None:
    """The fetched page as a file to read, or None where there is none."""
    if page.path is None:
        return None
    day = page.retrieved.date() if page.retrieved else None
    return File(page.path, page.url, page.kind, page.final, day, confidential)


def read_urls(
    urls: Iterable[str], folder: str | Path, *, politeness: Politeness | None = None, progress: Progress = silent
) -> Reading:
    """Fetch pages and feeds into `folder` (see `fetch`) and read them; what fails is set aside with its reason."""
    fetched = fetch(urls, folder, politeness=politeness, progress=progress)
    failed = tuple(SetAside(path=page.url, why=page.why or "") for page in fetched if page.path is None)
    files = [file for page in fetched if (file := file_of(page)) is not None]
    reading = gathered(files, progress, strict=False)
    return msgspec.structs.replace(reading, set_aside=failed + reading.set_aside)


def _fetched(url: str, home: Path, visitor: _Visitor) -> Fetched:
    name = hashlib.sha256(url.encode()).hexdigest()[:24]
    page, note_file = home / f"{name}.page", home / f"{name}.json"
    note = _note(note_file) if page.is_file() else None
    now = dt.datetime.now(dt.UTC)
    if note and (now - note.retrieved).total_seconds() < visitor.politeness.fresh:
        return _of(note, page, Outcome.UNCHANGED)
    try:
        answer = visitor.get(url, note.etag if note else None, note.modified if note else None)
    except DocumentError as error:
        return Fetched(url=url, outcome=Outcome.FAILED, why=str(error))
    if note and answer.status == 304:
        note = msgspec.structs.replace(note, retrieved=now)
        _write(note_file, msgspec.json.encode(note))
        return _of(note, page, Outcome.UNCHANGED)
    declared = answer.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if answer.status != 200 or declared not in _KINDS:
        said = f"answers with status {answer.status}" if answer.status != 200 else f"is {declared}, no page"
        return Fetched(url=url, outcome=Outcome.FAILED, why=f"{url}: {said}; check the address")
    note = _Note(
        url=url,
        final=answer.url,
        kind=_KINDS[declared],
        retrieved=now,
        etag=answer.headers.get("etag"),
        modified=answer.headers.get("last-modified"),
    )
    _write(page, answer.body)
    _write(note_file, msgspec.json.encode(note))  # last: the note acknowledges the page
    return _of(note, page, Outcome.NEW)


def _of(note: _Note, page: Path, outcome: Outcome) -> Fetched:
    return Fetched(url=note.url, outcome=outcome, path=page, final=note.final, kind=note.kind, retrieved=note.retrieved)


def _note(path: Path) -> _Note | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Note)
    except (OSError, msgspec.DecodeError):
        return None


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with draft.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)


class _Visitor:
    """Asks hosts for pages and remembers their rules and when each was last asked."""

    def __init__(self, politeness: Politeness, sleep: Callable[[float], None] = time.sleep) -> None:
        self.politeness = politeness
        self._sleep = sleep
        self._asked: dict[str, float] = {}
        self._rules: dict[str, urllib.robotparser.RobotFileParser | DocumentError] = {}

    def get(self, url: str, etag: str | None, modified: str | None) -> Answer:
        """GET within the rules, tried again with growing pauses where that may help."""
        split(url)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        for attempt in range(self.politeness.attempts):
            last = attempt + 1 == self.politeness.attempts
            pause = self.politeness.delay * 2.0 ** (attempt + 1)
            try:
                answer = self._get(url, headers, self.politeness.largest, self._permit)
            except Unreachable:
                if last:
                    raise
            else:
                if answer.status not in _TRY_AGAIN or last:
                    return answer
                pause = max(pause, _asked_to_wait(answer))
            if pause > _LONGEST_WAIT:
                raise Unreachable(f"{url}: asks to wait {pause:.0f} seconds; try again later")
            self._sleep(pause)
        raise DocumentError(f"{url}: was not asked at all; allow at least one attempt")

    def _get(self, url: str, headers: dict[str, str], largest: int, permit: Callable[[str], None]) -> Answer:
        limits = Limits(largest=largest, seconds=self.politeness.seconds, allow_private=self.politeness.allow_private)
        asking = {"User-Agent": AGENT, "Accept": "text/html, */*;q=0.5", "Accept-Encoding": "gzip", **headers}
        return get(url, limits, headers=asking, permit=permit)

    def _permit(self, url: str) -> None:
        """Wait for the host's turn; raise where its robots.txt keeps the page from us."""
        rules = self._rules_of(url)
        if not rules.can_fetch(AGENT, url):
            raise DocumentError(f"{url}: its robots.txt asks not to fetch it; save the page by hand if you may")
        self._pause(url, float(rules.crawl_delay(AGENT) or 0))

    def _pause(self, url: str, asked: float) -> None:
        host = split(url).netloc
        due = self._asked.get(host, float("-inf")) + max(self.politeness.delay, min(asked, _LONGEST_WAIT))
        if (left := due - time.monotonic()) > 0:
            self._sleep(left)
        self._asked[host] = time.monotonic()

    def _rules_of(self, url: str) -> urllib.robotparser.RobotFileParser:
        parts = split(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._read_rules(origin)
        rules = self._rules[origin]
        if isinstance(rules, DocumentError):
            raise rules
        return rules

    def _read_rules(self, origin: str) -> urllib.robotparser.RobotFileParser | DocumentError:
        """The host's rules (RFC 9309): none where it has no robots.txt, no access where it cannot say."""
        rules = urllib.robotparser.RobotFileParser()
        address = urllib.parse.urljoin(origin, "/robots.txt")
        try:
            answer = self._get(address, {}, _ROBOTS_SIZE, lambda hop: self._pause(hop, 0))
        except DocumentError as error:
            return error
        if answer.status >= 500 or answer.status == 429:
            return Unreachable(
                f"{address}: answers with status {answer.status}, so nothing is fetched there; try again later"
            )
        rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
        return rules


def _asked_to_wait(answer: Answer) -> float:
    """Seconds that the answer asks to wait, or 0."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(asked) - dt.datetime.now(dt.UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
