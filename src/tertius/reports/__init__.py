"""The answer as people read it, in every form, made from a `tertius.records.Analysis` and nothing else.

`release` decides what may leave; every form passes through it. Jinja2 and vl-convert load when used.
"""

from __future__ import annotations

from tertius.reports.claims import claims_json_ld, claims_trig
from tertius.reports.export import FORMATS, STANDARD, previous, render, to_json, write, write_one
from tertius.reports.figures import svg
from tertius.reports.page import html
from tertius.reports.plain import markdown
from tertius.reports.release import Withheld, release, release_statements

__all__ = [
    "FORMATS", "STANDARD", "Withheld", "claims_json_ld", "claims_trig", "html", "markdown", "previous", "release",
    "release_statements", "render", "svg", "to_json", "write", "write_one",
]  # fmt: skip
