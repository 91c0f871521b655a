"""A Jupyter notebook (format 4.5) that makes each figure anew from the saved analysis."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tertius.records import Analysis
from tertius.reports.effects_tables import computable, title
from tertius.reports.evidence import Evidence
from tertius.reports.plain import escaped
from tertius.reports.release import release

__all__ = ["notebook"]

LOAD = '''\
from pathlib import Path

import msgspec

from tertius import assessment, records, reports

path = Path("analysis.json")  # written beside this notebook
analysis = msgspec.json.decode(path.read_bytes(), type=records.Analysis)


class Drawing:
    """Shows itself as SVG in a notebook."""

    def __init__(self, svg):
        self.svg = svg

    def _repr_svg_(self):
        return self.svg


f"{len(analysis.documents)} documents, {len(analysis.statements)} statements, cut-off {analysis.case.until}"'''
JUDGED = """\
# grid and indicators follow from the rest of the analysis, by the rule of docs/bottom-line.md
again = assessment.weighed(analysis)
assert again.grounds == analysis.grounds and again.indicators == analysis.indicators
for hypothesis in again.hypotheses:
    print(f"{hypothesis.rival}: {hypothesis.supporting} rows for, {hypothesis.opposing} against")"""
DRAW = 'Drawing(reports.svg(analysis, "{key}"))'
RECOMPUTE = """\
import shlex
import subprocess

# needs the history that the response was computed from; without it the saved numbers stand
command = {command!r}
history = [word for flag, word in zip(shlex.split(command), shlex.split(command)[1:]) if flag == "--history"]
if history and all(Path(word).exists() for word in history):
    print(subprocess.run(shlex.split(command), capture_output=True, text=True, check=True).stdout)
else:
    print("not recomputed: the history is not here. To recompute it:", command)"""
NAMES = {"timeline": "Timeline of events", "tension": "Tension of the pair", "web": "The web of ties", "map": "Places",
         "calibration": "Calibration of the ledger"}  # fmt: skip


def notebook(analysis: Analysis) -> str:
    """The notebook as JSON; it reads `analysis.json` from its own folder and nothing else, and is not run here."""
    from tertius.reports import figures

    released, withheld = release(analysis)
    evidence = Evidence(released)
    cells = [
        ("markdown", _head(released, withheld.lines())),
        ("code", LOAD),
        ("markdown", "## Rival hypotheses"),
        ("code", JUDGED),
    ]
    for key in figures.keys(evidence):
        cells += [("markdown", f"## {_name(evidence, key)}"), ("code", DRAW.format(key=key))]
    commands = dict.fromkeys(
        r.computation.command for r in released.responses if r.computation and r.computation.command
    )
    for command in commands:
        cells += [("markdown", "## The responses, computed anew"), ("code", RECOMPUTE.format(command=command))]
    return json.dumps(_file(cells), ensure_ascii=False, indent=1) + "\n"


def _head(analysis: Analysis, withheld: tuple[str, ...]) -> str:
    stamp = (
        ["**CONSTRUCTED**: this case holds text written for it and published nowhere."]
        if analysis.case.constructed
        else []
    )
    lines = [f"- {escaped(sentence.text)}" for sentence in analysis.bottom_line.sentences]
    head = [f"# {escaped(analysis.case.title)}", f"As of {analysis.case.until}.", *stamp, *map(escaped, withheld)]
    return "\n\n".join([*head, "\n".join(lines)])


def _name(evidence: Evidence, key: str) -> str:
    if key in NAMES:
        return NAMES[key]
    anchor, _, what = key.partition("-")
    refs = zip(evidence.analysis.responses, evidence.responses, strict=True)
    found = next((title(r) for r, ref in refs if ref.anchor == anchor and computable(r)), key)
    return escaped(f"{'Placebos' if what == 'placebos' else 'Response'} of {found}")


def _file(cells: list[tuple[str, str]]) -> dict[str, Any]:
    made = []
    for n, (kind, source) in enumerate(cells):
        cell: dict[str, Any] = {"cell_type": kind, "id": hashlib.sha256(f"{n}{source}".encode()).hexdigest()[:12],
                                "metadata": {}, "source": source.splitlines(keepends=True)}  # fmt: skip
        made.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    return {
        "cells": made,
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                     "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }  # fmt: skip
