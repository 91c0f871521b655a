"""Rivals against the evidence, indicators, and what changed since the last run, as tables."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tertius.records import Comparison, Ground, Hypothesis, Indicator, Rival, Support
from tertius.reports.evidence import Evidence
from tertius.reports.tables import Cell, Row, Table
from tertius.reports.wording import VOICE_WORDS, counted, date, number

__all__ = ["differences", "grid", "indicators", "rivals"]

MARKS = {Support.FOR: "+ for", Support.AGAINST: "− against", Support.NEITHER: "· neither"}
SOURCES = {"statements": "what is said", "response": "the history", "reference class": "past cases", "channel": "ways"}


def rivals(items: tuple[Hypothesis, ...]) -> Table:
    """The three hypotheses with the rows of the grid counted."""
    rows = tuple(
        Row(
            (
                Cell(h.rival.value),
                Cell(h.text),
                Cell(str(h.supporting), kind="number"),
                Cell(str(h.opposing), kind="number"),
            )
        )
        for h in items
    )
    note = "Rows of the grid below are counted. Constructed text is shown there and counted for nothing; no likelihood is drawn from a count."
    return Table("Rival hypotheses", ("Hypothesis", "In words", "Rows for", "Rows against"), rows, "rivals-table", note)


def grid(evidence: Evidence, items: tuple[Ground, ...]) -> Table:
    """One row a piece of evidence, one column a rival."""
    columns = ("Evidence", "Kind", "Voice", *(rival.value.capitalize() for rival in Rival))
    note = (
        "For: to be expected if it were so. Against: not to be expected. What is neither under all three tells them "
        "apart in nothing. That nothing was detected excludes no effect too small to be seen."
    )
    rows = [_ground(evidence, g) for g in items if not _tells_nothing(g)]
    rows += _past_cases(evidence, [g for g in items if _tells_nothing(g)])
    return Table("Evidence for and against each", columns, tuple(rows), "grid-table", note)


def _tells_nothing(ground: Ground) -> bool:
    """A rate of past cases that bears on no rival: the outside view holds it with its numbers."""
    return ground.source == "reference class" and set(ground.bears.values()) == {Support.NEITHER}


def _past_cases(evidence: Evidence, items: Sequence[Ground]) -> list[Row]:
    """Such rates in one row."""
    if len(items) < 2:
        return [_ground(evidence, ground) for ground in items]
    many = f"{counted(len(items), 'further rate')} of past cases, which bear on none of the three"
    return [_ground(evidence, msgspec.structs.replace(items[0], text=many))]


def _ground(evidence: Evidence, ground: Ground) -> Row:
    voice = Cell(ground.voice.value, kind="voice") if ground.voice else Cell("—", note=_carriers(ground))
    bears = tuple(Cell(MARKS[ground.bears[rival]], kind=f"bears-{ground.bears[rival].value}") for rival in Rival)
    stamp = "CONSTRUCTED text: no confirmation of anything" if ground.constructed else ""
    return Row(
        (
            Cell(ground.text, refs=evidence.links(ground.rests_on), note=stamp),
            Cell(SOURCES.get(ground.source, ground.source)),
            voice,
            *bears,
        )
    )


def _carriers(ground: Ground) -> str:
    return counted(ground.count, "response") if ground.source == "response" else ""


def indicators(evidence: Evidence, items: tuple[Indicator, ...]) -> Table:
    """What would change the judgement, with the exact rule a watch evaluates."""
    columns = ("No.", "What to look out for", "Kind", "Rule", "By when")
    rows = []
    for n, item in enumerate(items, 1):
        cells = (
            Cell(f"I{n}"),
            Cell(item.text, refs=evidence.links(item.rests_on)),
            Cell(item.kind.value),
            Cell(_rule(item)),
            Cell(date(item.due) if item.due else "open", sort=item.due.isoformat() if item.due else "9999"),
        )
        rows.append(Row(cells, f"i{n}"))
    note = "A watch on this question evaluates these very rules; each counts only what comes after the cut-off."
    return Table("Indicators that would change the judgement", columns, tuple(rows), "indicators-table", note)


def _rule(item: Indicator) -> str:
    """The typed fields of an indicator in words."""
    voices = " or ".join(VOICE_WORDS[voice][0] for voice in item.voices)
    parts = [
        f"series: {'–'.join(item.dyad)}, {item.measure}" + (f", by {item.period}" if item.period else "") if item.dyad else "",
        f"verdict: {' or '.join(item.verdicts)}" if item.verdicts else "",
        f"smallest effect that could be seen: {number(item.threshold)}" if item.threshold is not None else "",
        f"false alarms: {item.false_alarms}" if item.false_alarms else "",
        f"statement: {' or '.join(item.kinds)}, {voices}, about {item.about.name}" if item.kinds and item.about else "",
        f"event: {item.type.value}" if item.type else "",
        f"speaker: {item.by.name}" if item.by and not item.type else "",
    ]  # fmt: skip
    return "; ".join(part for part in parts if part) or "told by the passages it points to"


def differences(evidence: Evidence, item: Comparison) -> Table:
    """What is not as it was in the previous run."""
    rows = tuple(
        Row(
            (Cell(d.aspect), Cell(d.text, refs=evidence.links(d.rests_on)), Cell(d.before or "—"), Cell(d.after or "—"))
        )
        for d in item.differences
    )
    caption = f"Since the previous run (cut-off {date(item.previous_until)})"
    return Table(caption, ("What", "Difference", "Before", "Now"), rows, "differences-table")
