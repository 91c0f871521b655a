"""What a desk is started with, and what an address may be."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tertius.errors import UsageError

__all__ = ["SHORTEST_TOKEN", "Settings", "is_loopback"]

SHORTEST_TOKEN = 16
_MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a desk is started with.

    `host` and `port` are what it listens on; `names` are further host names under which it may be asked for.
    `token` is asked for by every route when it is set. `histories` are the event tables and panels that a question
    may be asked of; no path comes from a page. `files`, `upload` and `body` bound one request: uploaded files, bytes
    of one, bytes in all.
    """

    workspace: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    names: tuple[str, ...] = ()
    histories: tuple[Path, ...] = ()
    files: int = 50
    upload: int = 25 * _MIB
    body: int = 100 * _MIB
    hosts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and not self.token:
            raise UsageError(
                f"{self.host} can be reached from other machines: give --token, or leave --host at 127.0.0.1"
            )
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise UsageError(f"a token has at least {SHORTEST_TOKEN} characters; take a random one")
        if not 0 <= self.port <= 65535:
            raise UsageError(f"{self.port} is no port; give 0 to 65535")
        object.__setattr__(self, "hosts", frozenset(_hosts(self.host, self.names)))

    @property
    def any_address(self) -> bool:
        """Whether it listens on every address of the machine."""
        return self.host in ("0.0.0.0", "::", "")  # noqa: S104  compared, not bound


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _hosts(host: str, names: Sequence[str]) -> set[str]:
    own = {"localhost", "127.0.0.1", "::1"} if is_loopback(host) else {host}
    return {name.casefold() for name in (*own, *names)}
