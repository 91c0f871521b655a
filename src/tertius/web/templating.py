"""The templates: everything that comes from documents is escaped, and nothing is marked safe but our own drawings."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["STATIC", "environment"]

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@cache
def environment() -> Environment:
    """Jinja's, with autoescaping and with a missing name as an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters |= {
        "segment": lambda value: quote(str(value), safe=""),
        "query": lambda values: urlencode({name: value for name, value in values.items() if value}),
        "day": _day,
        "moment": _moment,
        "count": lambda number: f"{number:,}",
        "web_address": _web_address,
        "short": _short,
        "options": _options,
        "in_words": _in_words,
        "grade": lambda grade: grade.name.replace("_", " ").lower(),
        "with_ids": lambda records: [(record.id, record) for record in records],
    }
    return made


def _day(value: dt.date | None) -> str:
    return f"{value.day} {value:%b %Y}" if value else ""


@lru_cache(maxsize=512)
def _options(words: tuple[str, ...], chosen: str) -> Markup:
    """The options of a select, of which there are hundreds on a page of a list."""
    plain, marked = Markup("<option>{}</option>"), Markup("<option selected>{}</option>")
    return Markup().join((marked if word == chosen else plain).format(word) for word in words)


def _moment(value: dt.datetime) -> str:
    local = value.astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"


def _short(text: str, most: int = 280) -> str:
    """`text` on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def _in_words(value: Any) -> str:
    """The value of a revision: names of actors and lists laid out, the rest as it is."""
    if isinstance(value, list):
        return ", ".join(map(_in_words, value)) or "none"
    if isinstance(value, dict):
        return str(value.get("name") or "; ".join(f"{name} {part}" for name, part in value.items() if part))
    return "none" if value is None else str(value)


def _web_address(url: str | None) -> str:
    """`url` when it may be linked to: http or https with a host; else empty."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url or "" if parts.scheme in ("http", "https") and parts.hostname else ""
