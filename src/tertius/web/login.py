"""The token: compared in constant time, exchanged for a cookie that says nothing of it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque

__all__ = ["SESSION", "Sessions"]

SESSION = "tertius_session"
LASTS = 12 * 3600  # seconds
_TRIES = 10  # wrong tokens in a minute, from anybody; then nobody's is looked at until it is over
_MINUTE = 60.0


class Sessions:
    """Who has shown the token. A session's cookie is an hour of expiry under a seal, and is kept nowhere."""

    def __init__(self, token: str | None) -> None:
        self._token = (token or "").encode()
        self._key = secrets.token_bytes(32)
        self._wrong: deque[float] = deque(maxlen=_TRIES)

    def fits(self, given: str) -> bool:
        """Whether `given` is the token; always no while too many wrong ones came in the last minute."""
        if not self._token or self.is_closed():
            return False
        fits = hmac.compare_digest(_digest(given.encode()), _digest(self._token))
        if not fits:
            self._wrong.append(time.monotonic())
        return fits

    def is_closed(self) -> bool:
        """Whether too many wrong tokens came in the last minute."""
        return len(self._wrong) == _TRIES and time.monotonic() - self._wrong[0] < _MINUTE

    def open(self) -> str:
        """The value of a new session's cookie."""
        until = str(int(time.time()) + LASTS)
        return f"{until}.{self._seal(until)}"

    def is_open(self, cookie: str) -> bool:
        """Whether `cookie` is one that `open` gave and is not over."""
        until, _, seal = cookie.partition(".")
        if not hmac.compare_digest(self._seal(until).encode(), seal.encode()):
            return False
        return until.isdigit() and int(until) > time.time()

    def _seal(self, until: str) -> str:
        return hmac.new(self._key, until.encode(), hashlib.sha256).hexdigest()


def _digest(value: bytes) -> bytes:
    """Of one length, so that comparing tells nothing of the token's."""
    return hashlib.sha256(value).digest()
