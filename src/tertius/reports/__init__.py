"""The answer as people read it: HTML, Markdown and JSON, made from a `tertius.records.Analysis` and nothing else.

`release` decides what may leave; the three forms all pass through it. Jinja2 and vl-convert load when used.
"""

from __future__ import annotations

from tertius.reports.export import previous, to_json, write, write_one
from tertius.reports.page import html
from tertius.reports.plain import markdown
from tertius.reports.release import Withheld, release

__all__ = ["Withheld", "html", "markdown", "previous", "release", "to_json", "write", "write_one"]
