"""The ledger, what the record holds on it, and checks as tables."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tertius.records import Check, CheckResult, LedgerEntry, Outcome, Version
from tertius.reports.evidence import Evidence
from tertius.reports.tables import Cell, Row, Table
from tertius.reports.wording import counted, interval, speaker_name, voice_words

__all__ = ["bearing", "calibration", "came_of", "checks", "ledger", "uncalibrated"]

SPEAKS = {
    Outcome.CAME_TRUE: "for it alone",
    Outcome.DID_NOT: "against it alone",
    Outcome.MIXED: "for and against: mixed",
}
NO_PROOF = "No outcome counts as proof of the cause that a prediction gives."


def ledger(
    evidence: Evidence, items: Iterable[LedgerEntry], caption: str, anchor: str = "", numbers: Iterable[int] = ()
) -> Table:
    """Entries as they stand, with why nothing can settle them or what settled them; `numbers` by default from 1."""
    entries = tuple(items)
    numbered = tuple(numbers) or range(1, len(entries) + 1)
    columns = ("No.", "Who predicts", "What", "By", "Status", "Why, or what settled it")
    rows = []
    for i, entry in zip(numbered, entries, strict=True):
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
                note=f"can be settled by {entry.settles_by}"
                if entry.settles_by and not (entry.settlements or entry.because)
                else "",
            ),
        )
        rows.append(Row(cells, f"{anchor}-l{i}" if anchor else ""))
    real = [entry for entry in entries if not entry.constructed and not numbers]
    void = sum(entry.because is not None for entry in real)
    rate = f"{void} of {len(real)} cannot be settled ({void / len(real):.0%}) and are never scored. " if real else ""
    return Table(caption, columns, tuple(rows), anchor, f"{rate}{NO_PROOF}")


def came_of(
    evidence: Evidence, before: Iterable[LedgerEntry], later: Iterable[LedgerEntry], caption: str
) -> tuple[Table, Table, str]:
    """What hindsight adds to the ledger at the cut-off: entries that stand otherwise, what bears on them, and the rest.

    The numbers are those of the ledger at the cut-off. The line says what the tables leave out.
    """
    known = {entry.id: entry for entry in before}
    number = {item: i for i, item in enumerate(known, 1)}
    numbered = [(number.get(entry.id, len(number) + 1), entry) for entry in later]
    changed = [(i, entry) for i, entry in numbered if _stands(entry) != _stands(known.get(entry.id))]
    added = [(i, _only_new(entry, known.get(entry.id))) for i, entry in numbered]
    same = len(numbered) - len(changed)
    line = ""
    if same:
        line = f"{counted(same, 'prediction')} stand{'s' if same == 1 else ''} as in the ledger at the cut-off."
    table = ledger(evidence, [entry for _, entry in changed], caption, numbers=[i for i, _ in changed])
    return table, bearing(added, "What the record holds on them since"), line


def _stands(entry: LedgerEntry | None) -> object:
    return entry and (entry.status, entry.because, entry.settlements)


def _only_new(entry: LedgerEntry, before: LedgerEntry | None) -> LedgerEntry:
    told = {one.fact for one in before.bearing} if before else set()
    return msgspec.structs.replace(entry, bearing=tuple(one for one in entry.bearing if one.fact not in told))


def _why(entry: LedgerEntry) -> str:
    settled = [f"{s.outcome.value}, by {s.by} ({s.how.value}): {s.why}" for s in entry.settlements]
    return "; ".join(filter(None, (f"nothing can: {entry.because}" if entry.because else "", *settled)))


def bearing(items: Iterable[tuple[int, LedgerEntry]], caption: str) -> Table:
    """What the record holds on each numbered entry, by date, whether or not it can be settled."""
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
        for i, entry in items
        for one in entry.bearing
    ]
    return Table(caption, ("Prediction", "When", "Speaks", "The record", "Sources"), tuple(rows), "", NO_PROOF)


def _versions(versions: Iterable[Version]) -> str:
    return "; ".join(f"{version.by}: {version.text}" for version in versions)


def calibration(items: Iterable[LedgerEntry]) -> Table:
    """How often what was given a chance came, by about equal counts; no rows where nothing is scored."""
    from tertius.forecasts.ledger import calibration as scored

    found = scored(items)
    rows = tuple(
        Row((Cell(f"{one.forecast:.0%}"), Cell(f"{one.came:.0%}", kind="number"),
             Cell(f"[{low:.0%}, {high:.0%}]", kind="number"), Cell(str(one.n), kind="number")))
        for one, low, high in zip(found.bins, found.low, found.high, strict=True)
    )  # fmt: skip
    columns = ("Chance given (mean)", "Came true", "90 % interval", "n")
    note = "Numbers of the system's and the user's own alone: a speaker's hedge is a word and is given none."
    return Table("Calibration of the ledger", columns, rows, "calibration-table", note)


def uncalibrated(items: Iterable[LedgerEntry]) -> str:
    """Why there is no calibration; empty where there is one."""
    from tertius.forecasts.ledger import calibration as scored

    why = scored(items).because
    return f"How well chances that were given came true cannot be shown: {why}." if why else ""


def checks(evidence: Evidence, items: Iterable[Check]) -> Table:
    """Each checkable part beside the record's text, those that differ first; no verdict on who speaks."""
    found = tuple(items)
    order = [CheckResult.CONFLICTS, CheckResult.DISPUTED, CheckResult.AGREES, CheckResult.NOT_IN_RECORD]
    rows = [_check(evidence, alike) for alike in _alike(sorted(found, key=lambda check: order.index(check.result)))]
    note = "The record is a selection with its own sources; a difference is no verdict on who speaks."
    return Table(
        "Statements beside the record",
        ("Result", "Who says so", "The text", "The record"),
        tuple(rows),
        "checks-table",
        note,
    )


def _alike(items: Iterable[Check]) -> list[list[Check]]:
    """Checks of one speaker's same words with one result, as when an office is named again, stand together."""
    found: dict[tuple[object, ...], list[Check]] = {}
    for check in items:
        beside = tuple((version.by, version.text) for version in check.beside)
        found.setdefault((check.result, check.by.name, check.voice, check.part.text, beside), []).append(check)
    return list(found.values())


def _check(evidence: Evidence, alike: list[Check]) -> Row:
    check = alike[0]
    made_up = any(doc.constructed for one in alike if (doc := evidence.documents.get(one.part.document)))
    stamp = "CONSTRUCTED text: no confirmation of anything" if made_up else ""
    return Row((
        Cell(check.result.value, note="; ".join(dict.fromkeys(one.because for one in alike))),
        Cell(speaker_name(check.by), note=voice_words(check.voice)),
        Cell(check.part.text, quoted=True, refs=evidence.links([one.statement for one in alike if one.statement]), note=stamp),
        Cell("; ".join(f"{version.by}: {version.text.rstrip('.')}" for version in check.beside) or "nothing",
             note="; ".join(dict.fromkeys(v.source for v in check.beside if v.source))),
    ))  # fmt: skip
