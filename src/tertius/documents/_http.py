"""One guarded GET: only public addresses unless told otherwise, after each redirect too; bounded in size and time.

The address that was vetted is the address that is connected to, so a name that resolves differently the second
time gains nothing. Proxies and cookies are not used.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import urllib.parse
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec

from tertius.errors import DocumentError

__all__ = ["Answer", "Limits", "Unreachable", "get", "split"]

_MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 64 * 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one GET may take: bytes of the unpacked body, seconds in all, and whether private addresses are allowed."""

    largest: int
    seconds: float
    allow_private: bool


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The last answer of a chain of redirects; header names are in lower case."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


class Unreachable(DocumentError):
    """The server could not be reached or did not answer in time; a later try may succeed."""


def split(url: str) -> urllib.parse.SplitResult:
    """The parts of an http(s) address; DocumentError for any other."""
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise DocumentError(f"{url}: is no web address ({error}); check it") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise DocumentError(f"{url}: is no http or https address; check it")
    if parts.username or parts.password:
        raise DocumentError(f"{url}: carries a user name or password; leave it out")
    if any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise DocumentError(f"{url!r}: holds blanks or control characters; check the address")
    return parts


def get(url: str, limits: Limits, *, headers: Mapping[str, str], permit: Callable[[str], None]) -> Answer:
    """GET `url`, following up to five redirects; `permit` is asked before each request and may raise.

    Raises:
        Unreachable: no connection, a time-out, a broken answer.
        DocumentError: an address that is refused, too many redirects, a body that is too large.
    """
    until = time.monotonic() + limits.seconds
    for _ in range(_MOST_REDIRECTS + 1):
        permit(url)
        answer = _once(url, limits, headers, until)
        location = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not location:
            return answer
        url = urllib.parse.urljoin(url, location).split("#")[0]
    raise DocumentError(f"{url}: redirects more than {_MOST_REDIRECTS} times; give the final address")


def _once(url: str, limits: Limits, headers: Mapping[str, str], until: float) -> Answer:
    parts = split(url)
    host = parts.hostname or ""
    target = urllib.parse.quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{parts.query}" if parts.query else ""
    )
    try:
        with _connection(parts.scheme, host, parts.port, limits, until) as connection:
            connection.request(
                "GET", target.encode("ascii", "ignore").decode(), headers={**headers, "Connection": "close"}
            )
            response = connection.getresponse()
            known = {name.lower(): value for name, value in response.getheaders()}
            body = b"" if response.status in _REDIRECTS else _body(response, known, url, limits, until)
            return Answer(url=url, status=response.status, headers=known, body=body)
    except (OSError, http.client.HTTPException, zlib.error) as error:
        if time.monotonic() >= until:
            raise Unreachable(f"{url}: did not answer within {limits.seconds:g} seconds; try again later") from error
        raise Unreachable(f"{url}: cannot be reached ({error or type(error).__name__}); try again later") from error


@contextmanager
def _connection(
    scheme: str, host: str, port: int | None, limits: Limits, until: float
) -> Iterator[http.client.HTTPConnection]:
    """A connection to a vetted address; cut off when the time is up, however slowly bytes drip in."""
    port = port or (443 if scheme == "https" else 80)
    address = _vetted(host, port, allow_private=limits.allow_private)
    left = max(0.1, until - time.monotonic())
    connection = http.client.HTTPConnection(host, port, timeout=left)
    sock = socket.create_connection((address, port), timeout=left)
    cut = threading.Timer(left, _shut, (sock,))
    cut.daemon = True
    cut.start()
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(sock, server_hostname=host) if scheme == "https" else sock
        )
        yield connection
    finally:
        cut.cancel()
        connection.close()
        sock.close()


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _vetted(host: str, port: int, *, allow_private: bool) -> str:
    """The first address of `host`, all of which must be public unless private ones are allowed."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not allow_private and not _is_public(address):
            raise DocumentError(
                f"{host}: is the private address {address}, which is not fetched unless you allow private ones"
            )
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not _is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast


def _body(
    response: http.client.HTTPResponse, headers: Mapping[str, str], url: str, limits: Limits, until: float
) -> bytes:
    """The body, gzip undone, read piece by piece within the limits."""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise DocumentError(f"{url}: answers in the encoding {packing!r} it was not asked for; save the page by hand")
    unpack = zlib.decompressobj(31) if "gzip" in packing else None
    gathered = bytearray()
    while piece := response.read1(_PIECE):
        if time.monotonic() >= until:
            raise Unreachable(f"{url}: did not answer within {limits.seconds:g} seconds; try again later")
        gathered += unpack.decompress(piece, limits.largest + 1 - len(gathered)) if unpack else piece
        if len(gathered) > limits.largest:
            raise DocumentError(f"{url}: is larger than {limits.largest // 1024**2} MB; save the part you need by hand")
    if response.length:  # the server closed before all it promised had come
        raise Unreachable(f"{url}: the answer broke off; try again later")
    if unpack and gathered and not unpack.eof:
        raise Unreachable(f"{url}: the answer broke off; try again later")
    return bytes(gathered)
