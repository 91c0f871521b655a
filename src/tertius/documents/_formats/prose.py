"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tertius.documents._bytes import Source, decode
from tertius.documents._draft import Draft
from tertius.documents._header import split_header, with_header
from tertius.documents._layout import unwrap

__all__ = ["markdown", "plain"]

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^(?:=+|-{3,})\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_INLINE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\[\]]{0,500}\]\([^()\n]{0,2000}\)"), ""),  # images
    (re.compile(r"\[([^\[\]]{1,500})\]\([^()\n]{0,2000}\)"), r"\1"),  # links
    (re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,200}\]"), r"\1"),
    (re.compile(r"^\[[^\[\]\n]{1,200}\]:[ \t]+\S+.*$", re.MULTILINE), ""),
    (re.compile(r"(?<![\w*_])[*_]{1,3}(?=[^\s*_])"), ""),  # emphasis opens
    (re.compile(r"(?<=[^\s*_])[*_]{1,3}(?![\w*_])"), ""),  # emphasis closes
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>\n]{0,200}>"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), r"\1"),
)


def plain(source: Source) -> Iterator[Draft]:
    """One draft: the text with the line breaks of a fixed width undone."""
    text = decode(source.data(), source.name)
    fields, lines = split_header(text.lstrip("\ufeff").splitlines())
    yield with_header(Draft(text=unwrap("\n".join(lines)), where=source.name), fields)


def markdown(source: Source) -> Iterator[Draft]:
    """One draft: marks taken off, soft line breaks undone, the first heading as title."""
    text = decode(source.data(), source.name)
    fields, lines = split_header(text.lstrip("\ufeff").splitlines())
    body = "\n".join(lines)
    for pattern, replacement in _INLINE:
        body = pattern.sub(replacement, body)
    title, paragraphs = _paragraphs(body.split("\n"))
    yield with_header(Draft(text="\n\n".join(paragraphs), where=source.name, title=title), fields)


def _paragraphs(lines: list[str]) -> tuple[str, list[str]]:
    """The first top-level heading, and paragraphs (headings and list items each their own)."""
    title, paragraphs, open_one, broken = "", list[str](), False, False
    for line in lines:
        stripped = re.sub(r"^(?:\s*>)+\s?", "", line)
        if heading := _HEADING.match(stripped):
            title = title or heading[2]
            paragraphs.append(heading[2])
            open_one = False
        elif not stripped.strip() or stripped.startswith("```"):
            open_one = False
        elif _UNDERLINE.match(stripped):
            title = title or (paragraphs[-1] if open_one and stripped.startswith("=") else "")
            open_one = False
        elif _BULLET.match(stripped):
            paragraphs.append(_BULLET.sub("", stripped))
            open_one = True
        elif open_one:
            paragraphs[-1] += ("\n" if broken else " ") + stripped.strip()
        else:
            paragraphs.append(stripped.strip())
            open_one = True
        broken = line.endswith(("  ", "\\"))
    return title, [paragraph.strip().removesuffix("\\") for paragraph in paragraphs if paragraph.strip()]
