"""The report as one HTML file: no network, no script needed to read it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tertius.records import Analysis
from tertius.reports import content, figures, large
from tertius.reports.drawing import Figure
from tertius.reports.evidence import Evidence
from tertius.reports.release import release
from tertius.reports.wording import CUT, date, published

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["html", "web_address"]

TEMPLATES = Path(__file__).parent / "templates"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def html(analysis: Analysis) -> str:
    """`analysis` as one self-contained HTML page, after `release`.

    Charts are inline SVG; text of documents is escaped and stands as somebody's. Takes about a second.
    """
    from markupsafe import Markup

    released, withheld = release(analysis)
    evidence = Evidence(released)
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _environment().get_template("report.html.j2").render(
        v=large.fitted(evidence, content.gather(evidence, withheld)) | _drawn(evidence),
        case=released.case,
        line=released.bottom_line,
        later=large.fitted(evidence, content.hindsight(evidence)) or None,
        style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        script_hash=f"sha256-{digest}",
    )  # fmt: skip
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", page)


@dataclass(frozen=True)
class _Drawn:
    """A figure whose SVG is known to be ours."""

    figure: Figure

    def __getattr__(self, name: str) -> Any:
        from markupsafe import Markup

        value = getattr(self.figure, name)
        # the drawings escape the labels they hold
        return tuple(Markup(svg) for svg in value) if name == "svgs" else value  # noqa: S704


def _drawn(evidence: Evidence) -> dict[str, Any]:
    found = figures.all_figures(evidence)
    responses = [
        view | {"figure": _Drawn(figure) if figure else None}
        for figure, view in zip(found.pop("responses"), content.responses(evidence), strict=True)
    ]
    return {name: _Drawn(f) if f else None for name, f in found.items()} | {"responses": responses}


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip
    environment.filters |= {"day": date, "published": published, "web_address": web_address, "words": _words,
                            "ticks": _ticks}  # fmt: skip
    return environment


def _words(text: str) -> Markup:
    """Escaped words of a document; a blacked-out stretch is said, not drawn, so that it can be read aloud."""
    from markupsafe import Markup, escape

    cut = r'<span class="cut">[withheld: {} characters]</span>'
    return Markup(CUT.sub(lambda m: cut.format(len(m[0])), str(escape(text))))  # noqa: S704  escaped just here


def _ticks(text: str) -> Markup:
    """Escaped words of the system's own, with what stands in backticks as code."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped just here


def web_address(url: str) -> str:
    """`url` when it is a plain http or https address with a host; otherwise empty, and no link is made."""
    if re.search(r"[\s\x00-\x1f\\]", url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else ""
