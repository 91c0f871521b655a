"""Specifications into inline SVG: drawn by vl-convert without a browser, then named, titled and made responsive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from tertius.reports.tables import Table

__all__ = ["Figure", "draw", "picture"]

# what the page's style sheet gives the drawings that are not made by vl-convert, in the light page's colours
STYLE = (
    ".country{font:11px sans-serif;fill:#545b68;text-anchor:middle}.tie{fill:none;stroke-width:2}.tie.plus,.knot.plus{stroke:#0b5fa5}.tie.minus,.knot.minus{stroke:#a63d14}"
    ".tie.minus{stroke-dasharray:7 5}.tie.zero,.knot.zero{stroke:#545b68}.tie.zero{stroke-dasharray:2 4}"
    ".knot{fill:#fff}.glyph,.code,.name,.tie-label{font:12px sans-serif;text-anchor:middle;fill:#1f2430}"
    ".node{fill:#f1f2f3;stroke:#545b68}.node.central{fill:#fff;stroke:#1f2430;stroke-width:2.5}.side{text-anchor:start}"
    ".land{fill:#f1f2f3}.land.own{fill:#a4c6e4}.border{fill:none;stroke:#545b68}.border.disputed{stroke:#a63d14;"
    "stroke-dasharray:5 4}.spot{fill:#a63d14}.spot-name{font:12px sans-serif;fill:#1f2430}"
)
HEAD = re.compile(r"<svg\b[^>]*>")
LONG = re.compile(r"-?\d+\.\d{3,}")  # hundredths of a pixel are enough
SYMBOLS = re.compile(r' (?:role="graphics-\w+"|aria-roledescription="[^"]*")')  # marks without words of their own
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
    svg = SYMBOLS.sub("", svg)
    size = SIZE.search(svg)
    width, height = size.groups() if size else ("720", "200")
    return HEAD.sub(lambda _: head(key, width, height, title, description, links="<a " in svg), svg, count=1)


def head(key: str, width: str, height: str, title: str, description: str, *, links: bool = False) -> str:
    """The opening of a titled SVG that scales down with its column; one with links is a group, not one image."""
    role = "group" if links else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="chart" role="{role}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>'
    )


def picture(svg: str, scale: float = 2.0) -> bytes:
    """`svg` as PNG on white, `scale` times its size, for programs that take no SVG."""
    import vl_convert

    ground = re.sub(
        r"(<svg\b[^>]*>)", rf'\1<style>{STYLE}</style><rect width="100%" height="100%" fill="#fff"/>', svg, count=1
    )
    made: bytes = vl_convert.svg_to_png(ground, scale=scale)
    return made
