"""Specifications into inline SVG: drawn by vl-convert without a browser, then named, titled and made responsive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from tertius.reports.tables import Table

__all__ = ["Figure", "draw"]

HEAD = re.compile(r"<svg\b[^>]*>")
LONG = re.compile(r"-?\d+\.\d{3,}")  # hundredths of a pixel are enough
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True)
class Figure:
    """One or more drawings under one caption, with the numbers they draw."""

    key: str
    caption: str
    svgs: tuple[str, ...]
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def draw(spec: dict[str, Any], key: str, title: str, description: str) -> str:
    """`spec` as an SVG element with a title; ids carry `key`, so that several fit on one page.

    Needs no network: the specification holds its data.
    """
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'\bid="', f'id="{key}-', svg)
    svg = re.sub(r"url\(#", f"url(#{key}-", svg)
    svg = LONG.sub(lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), svg)
    size = SIZE.search(svg)
    width, height = size.groups() if size else ("720", "200")
    return HEAD.sub(lambda _: head(key, width, height, title, description), svg, count=1)


def head(key: str, width: str, height: str, title: str, description: str) -> str:
    """The opening of a titled SVG that scales down with its column."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>'
    )
