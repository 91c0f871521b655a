"""The ledger, what the record holds on it, and checks as tables."""

from __future__ import annotations

from collections.abc import Iterable

from tertius.records import Check, CheckResult, LedgerEntry, Outcome, Version
from tertius.reports.evidence import Evidence
from tertius.reports.tables import Cell, Row, Table
from tertius.reports.wording import counted, interval, speaker_name, voice_words

__all__ = ["bearing", "checks", "ledger"]

SPEAKS = {
    Outcome.CAME_TRUE: "for it alone",
    Outcome.DID_NOT: "against it alone",
    Outcome.MIXED: "for and against: mixed",
}
NO_PROOF = "No outcome counts as proof of the cause that a prediction gives."


def ledger(evidence: Evidence, items: Iterable[LedgerEntry], caption: str, anchor: str = "") -> Table:
    """Entries as they stand, with why nothing can settle them or what settled them."""
    entries = tuple(items)
    columns = ("No.", "Who predicts", "What", "By", "Status", "Why, or what settled it")
    rows = []
    for i, entry in enumerate(entries, 1):
        voice = voice_words(entry.voice) if entry.voice else entry.origin.value
        told = [
            f"hedge: “{entry.hedge}”" if entry.hedge else "",
            f"condition: {entry.condition}" if entry.condition else "",
            f"seen by: {entry.threshold.text}" if entry.threshold and entry.threshold.text != entry.text else "",
            counted(entry.stories, "independent story", "independent stories"),
            "CONSTRUCTED text, never scored" if entry.constructed else "",
        ]
        cells = (
            Cell(f"L{i}"),
            Cell(speaker_name(entry.by), note="; ".join(filter(None, (entry.by.role, voice)))),
            Cell(
                entry.text,
                quoted=bool(entry.passages),
                refs=evidence.links(entry.statements),
                note="; ".join(filter(None, told)),
            ),
            Cell(interval(entry.horizon) if entry.horizon else "no date"),
            Cell(entry.status.value),
            Cell(
                _why(entry),
                note=f"settled by {entry.settles_by}"
                if entry.settles_by and not (entry.settlements or entry.because)
                else "",
            ),
        )
        rows.append(Row(cells, f"{anchor}-l{i}" if anchor else ""))
    real = [entry for entry in entries if not entry.constructed]
    void = sum(entry.because is not None for entry in real)
    rate = f"{void} of {len(real)} cannot be settled ({void / len(real):.0%}) and are never scored. " if real else ""
    return Table(caption, columns, tuple(rows), anchor, f"{rate}{NO_PROOF}")


def _why(entry: LedgerEntry) -> str:
    settled = [f"{s.outcome.value}, by {s.by} ({s.how.value}): {s.why}" for s in entry.settlements]
    return "; ".join(filter(None, (f"nothing can: {entry.because}" if entry.because else "", *settled)))


def bearing(items: Iterable[LedgerEntry], caption: str) -> Table:
    """What the record holds on each entry, by date, whether or not it can be settled."""
    rows = [
        Row(
            (
                Cell(f"L{i}", note=f"the record speaks {SPEAKS[entry.bearing_says]}" if entry.bearing_says else ""),
                Cell(interval(one.when)),
                Cell(f"{one.speaks} it"),
                Cell(one.text, note=_versions(one.versions)),
                Cell("; ".join(one.sources)),
            )
        )
        for i, entry in enumerate(items, 1)
        for one in entry.bearing
    ]
    return Table(caption, ("Prediction", "When", "Speaks", "The record", "Sources"), tuple(rows), "", NO_PROOF)


def _versions(versions: Iterable[Version]) -> str:
    return "; ".join(f"{version.by}: {version.text}" for version in versions)


def checks(evidence: Evidence, items: Iterable[Check]) -> Table:
    """Each checkable part beside the record's text, those that differ first; no verdict on who speaks."""
    found = tuple(items)
    order = [CheckResult.CONFLICTS, CheckResult.DISPUTED, CheckResult.AGREES, CheckResult.NOT_IN_RECORD]
    rows = [
        Row(
            (
                Cell(check.result.value, note=check.because),
                Cell(speaker_name(check.by), note=voice_words(check.voice)),
                Cell(check.part.text, quoted=True, refs=evidence.links([check.statement])),
                Cell(
                    "; ".join(f"{version.by}: {version.text.rstrip('.')}" for version in check.beside) or "nothing",
                    note="; ".join(dict.fromkeys(v.source for v in check.beside if v.source)),
                ),
            )
        )
        for check in sorted(found, key=lambda check: order.index(check.result))
    ]
    note = "The record is a selection with its own sources; a difference is no verdict on who speaks."
    return Table(
        "Statements beside the record",
        ("Result", "Who says so", "The text", "The record"),
        tuple(rows),
        "checks-table",
        note,
    )
