"""The Atom feed file of a watch (RFC 4287), written whole or not at all."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tertius.records import Alert, Outlet, Watch
from tertius.watch._delivering import NotDelivered

__all__ = ["write_feed"]

_MOST = 500  # entries; a reader that comes more seldom than that finds the rest with `tertius watch alerts`
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(outlet: Outlet, watch: Watch, alerts: Sequence[Alert]) -> None:
    """Write the latest 500 of `alerts` as the feed's entries, newest first.

    Raises:
        NotDelivered: the file cannot be written.
    """
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    newest = sorted(alerts, key=lambda alert: (alert.at, alert.id), reverse=True)[:_MOST]
    updated = newest[0].at if newest else dt.datetime.combine(watch.since, dt.time.min, dt.UTC)
    _add(feed, "id", f"urn:tertius:{watch.id}")
    _add(feed, "title", f"tertius: {watch.name}")
    _add(feed, "updated", updated.isoformat())
    _add(_add(feed, "author"), "name", "tertius")
    for alert in newest:
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:tertius:{alert.id}")
        _add(entry, "title", alert.title)
        _add(entry, "updated", alert.at.isoformat())
        _add(entry, "category").set("term", alert.kind.value)
        if alert.url:
            _add(entry, "link").set("href", _clean(alert.url))
        _add(entry, "content", alert.text).set("type", "text")
    _write(Path(outlet.where), etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _add(parent: Any, name: str, text: str = "") -> Any:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = _clean(text) or None
    return child


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NotDelivered(f"cannot be written ({error.strerror})") from error
