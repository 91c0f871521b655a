"""One file from the web at a time: checked, resumed where it broke off, and never faster than is polite.

A download lies under its name with `.part` until size and checksum are right. What breaks off goes on from there
(RFC 9110, range requests); what is wrong is thrown away and asked for again, a few times. 429 and 503 are obeyed.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import hashlib
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from tertius.errors import HistoryError, UsageError

__all__ = ["Downloads", "Manners", "NotFetched", "NotThere", "Remote"]

T = TypeVar("T")
_PIECE = 1 << 16
_OVERLAP = 1024
_AGAIN = {408, 425, 500, 502, 503, 504}
_TOO_MANY = 429


class NotFetched(HistoryError):
    """A file could not be fetched, or is not what it should be."""


class NotThere(NotFetched):
    """The server has no such file."""


@dataclass(frozen=True)
class Remote:
    """A file on the web; `size` and `md5` where they are known."""

    url: str
    name: str
    size: int | None = None
    md5: str | None = None


@dataclass(frozen=True)
class Manners:
    """How a server is treated.

    Attributes:
        gap: seconds between two requests to one host.
        tries: how often a file is asked for in all.
        pause: seconds before the second try; doubled for each one after.
        longest_wait: the most seconds to wait before a try; a server that asks for more is left alone.
        timeout: seconds without a byte after which a connection counts as broken.
        largest: the most bytes that one file may have.

    """

    gap: float = 0.2
    tries: int = 6
    pause: float = 1.0
    longest_wait: float = 300.0
    timeout: float = 60.0
    largest: int = 8 << 30
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)


class _Broken(Exception):
    """A try failed and another may not; `wait` is what the server asked for."""

    def __init__(self, because: str, wait: float | None = None) -> None:
        super().__init__(because)
        self.wait = wait


class Downloads:
    """Downloads into one folder; a context manager that closes its connections."""

    def __init__(self, folder: Path, manners: Manners | None = None) -> None:
        import urllib3

        self.folder = folder
        self.manners = manners or Manners()
        self._last: dict[str, float] = {}
        self._pool = urllib3.PoolManager(
            num_pools=4,
            maxsize=1,
            timeout=urllib3.Timeout(connect=min(15.0, self.manners.timeout), read=self.manners.timeout),
            retries=urllib3.Retry(connect=0, read=0, status=0, other=0, redirect=5, respect_retry_after_header=False),
            headers={"User-Agent": "tertius (event history)", "Accept-Encoding": "identity"},
        )
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.clear()

    def file(self, remote: Remote) -> Path:
        """The file, checked; one that lies there already with the right checksum is taken as it is.

        Raises:
            NotThere: the server has none.
            NotFetched: it cannot be reached, wants an account, sends something else, or too much.

        """
        path, part = self.folder / remote.name, self.folder / f"{remote.name}.part"
        if remote.md5 and path.exists() and _md5(path) == remote.md5:
            return path

        def once() -> Path:
            self._get(remote.url, part, part.stat().st_size if part.exists() else 0)
            _check(part, remote)
            return part.replace(path)

        return self._tried(remote.url, once)

    def growing(self, url: str, name: str) -> Path:
        """A list that only grows: of one that was fetched before, only what is new is asked for."""
        path, fresh = self.folder / name, self.folder / f"{name}.part"

        def once() -> Path:
            held = path.stat().st_size if path.exists() else 0
            if held <= _OVERLAP:
                fresh.unlink(missing_ok=True)
                self._get(url, fresh, 0)
                return fresh.replace(path)
            self._append(url, path, held)
            return path

        return self._tried(url, once)

    def _append(self, url: str, path: Path, held: int) -> None:
        """Put what is new at the end, if the list's last bytes are still the ones that were seen before."""
        tail = self.folder / f"{path.name}.tail"
        tail.unlink(missing_ok=True)
        try:
            self._get(url, tail, held - _OVERLAP, alone=True)
            with path.open("rb") as file:
                file.seek(held - _OVERLAP)
                seen = file.read()
            found = tail.read_bytes() if tail.exists() else b""
            if found.startswith(seen):
                with path.open("ab") as file:
                    file.write(found[len(seen) :])
                return
            self._get(url, tail, 0)  # the list was written anew, or the server knows no ranges
            tail.replace(path)
        finally:
            tail.unlink(missing_ok=True)

    def text(self, url: str) -> bytes:
        """The body of a small answer."""
        name = f"answer-{hashlib.sha256(url.encode()).hexdigest()[:12]}"
        path = self.folder / name

        def once() -> bytes:
            path.unlink(missing_ok=True)
            self._get(url, path, 0)
            return path.read_bytes()

        try:
            return self._tried(url, once)
        finally:
            path.unlink(missing_ok=True)

    def _tried(self, url: str, once: Callable[[], T]) -> T:
        manners = self.manners
        for attempt in range(1, manners.tries + 1):
            try:
                return once()
            except _Broken as error:
                wait = error.wait if error.wait is not None else manners.pause * 2 ** (attempt - 1)
                if attempt == manners.tries or wait > manners.longest_wait:
                    times = f"after {attempt} tries" if attempt > 1 else f"it asks to wait {wait:.0f} seconds"
                    raise NotFetched(f"{url}: {error}; given up, {times}: try again later") from error
                manners.sleep(wait)
        raise AssertionError("unreachable")  # pragma: no cover

    def _get(self, url: str, path: Path, start: int, *, alone: bool = False) -> None:
        """GET into `path`, from byte `start` on; `alone` writes what comes to an empty file."""
        import urllib3

        self._be_polite(url)
        headers = dict(self._pool.headers) | ({"Range": f"bytes={start}-"} if start else {})
        try:
            answer = self._pool.request("GET", url, headers=headers, preload_content=False)
            try:
                if self._is_body(url, answer, path, start):
                    self._write(url, answer, path, append=bool(start) and answer.status == 206 and not alone)
            finally:
                answer.close()
                answer.release_conn()
        except urllib3.exceptions.LocationValueError as error:
            raise UsageError(f"{url}: is no web address; check it") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _Broken(f"the connection failed ({type(error).__name__})") from error

    def _be_polite(self, url: str) -> None:
        host = urllib.parse.urlsplit(url).netloc
        waited = time.monotonic() - self._last.get(host, -self.manners.gap)
        if waited < self.manners.gap:
            self.manners.sleep(self.manners.gap - waited)
        self._last[host] = time.monotonic()

    def _is_body(self, url: str, answer: Any, path: Path, start: int) -> bool:
        """Whether the answer brings bytes to be written; raises what it says instead."""
        status = int(answer.status)
        if status in (200, 206):
            if status == 206 and not str(answer.headers.get("Content-Range", "")).startswith(f"bytes {start}-"):
                path.unlink(missing_ok=True)
                raise _Broken("another part of the file came than was asked for")
            return True
        if status == 416 and start:  # nothing is missing, or what is here is too long: the check will tell
            return False
        if status in {404, 410}:
            raise NotThere(f"{url}: is not there ({status}); check the address")
        if status in {401, 403}:
            raise NotFetched(
                f"{url}: is not given out without an account ({status}); download it by hand, then `tertius history import`"
            )
        if status == _TOO_MANY or status in _AGAIN:
            raise _Broken(f"the server answered {status}", _retry_after(answer.headers.get("Retry-After")))
        raise NotFetched(f"{url}: the server answered {status}")

    def _write(self, url: str, answer: Any, path: Path, *, append: bool) -> None:
        size = path.stat().st_size if append else 0
        promised = str(answer.headers.get("Content-Length", ""))
        whole = size + int(promised) if promised.isdigit() else None
        with path.open("ab" if append else "wb") as file:
            # What has come is written at once, so that a break loses nothing.
            while piece := answer.read1(_PIECE):
                size += len(piece)
                if size > self.manners.largest:
                    raise NotFetched(f"{url}: is larger than {self.manners.largest:,} bytes; not fetched")
                file.write(piece)
        if whole is not None and size < whole:
            raise _Broken("the connection broke off")


def _check(part: Path, remote: Remote) -> None:
    """Size and checksum; what is wrong is removed, so that it is fetched anew."""
    size = part.stat().st_size if part.exists() else 0
    if remote.size is not None and size != remote.size:
        because = f"{size:,} bytes came instead of {remote.size:,}"
    elif remote.md5 is not None and _md5(part) != remote.md5:
        because = "the checksum is wrong"
    else:
        return
    part.unlink(missing_ok=True)
    raise _Broken(because)


def _md5(path: Path) -> str:
    # What the publishers give; it guards against damage, not against forgery.
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _retry_after(said: str | None) -> float | None:
    """Seconds to wait, from the header's number of seconds or date."""
    if not said:
        return None
    if said.strip().isdigit():
        return float(said)
    try:
        moment = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())
