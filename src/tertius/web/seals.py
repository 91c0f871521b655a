"""The token that every form carries against requests forged by other sites."""

from __future__ import annotations

import hashlib
import hmac
import secrets

__all__ = ["CSRF", "Seal"]

CSRF = "tertius_csrf"  # the cookie that a token belongs to


class Seal:
    """Ties the forms of a page to the cookie of the browser that was given it."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, cookie: str) -> str:
        """The token of forms for the browser with that cookie."""
        return hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest()

    def fits(self, cookie: str, token: str) -> bool:
        """Whether the token is that of the cookie."""
        return bool(cookie) and hmac.compare_digest(self.of(cookie).encode(), token.encode())
