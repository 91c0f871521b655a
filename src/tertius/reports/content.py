"""What stands in each section, for HTML and Markdown alike: tables, sentences and facts, nothing drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tertius.records import CaseRecord, Document, Event, Sentence, Statement
from tertius.reports import effects_tables, estimates_tables, figures, judgement_tables, ledger_tables, tables, voices
from tertius.reports.evidence import FEW, Evidence, Quote, Ref, event_title
from tertius.reports.release import Withheld
from tertius.reports.tables import Cell, Row, Table
from tertius.reports.wording import (
    BANDS,
    VERDICTS,
    actor_name,
    attribution,
    band,
    counted,
    date,
    ended,
    sign,
    voices_in_words,
)

__all__ = ["Line", "gather", "hindsight", "responses"]

BASES = {
    "given": "given by the user",
    "newest document": "the newest document's date",
    "inferred": "inferred",
    "stored response": "the cut-off of the stored response",
}
METHOD = (
    (
        "Statements are read from the documents by machine: who speaks, in which voice, and what for. A voice is the first "
        "that fits of relayed, anonymous, official, media, named; what no one else is said to have said is the author's. "
        "A nameless source is never identified, nor linked to one in another document."
    ),
    (
        "Events are typed by PLOVER 0.8 (CC BY-SA; Halterman et al. 2023) with CAMEO codes and Goldstein weights where "
        "they apply. A reprint is no second source."
    ),
    "Contested matters stand with their speakers, side by side; the report asserts none of them.",
    (
        "A response is what a tie did after past shocks between the pair, by local projection (Jordà 2005), with "
        "simultaneous bands over all horizons (Montiel Olea and Plagborg-Møller 2019) and the same steps run on placebo "
        "pairs. A verdict is never read off the first period alone, and no detected effect is not the same as no effect."
    ),
    "A triad is balanced when the product of its three signs is positive (Heider 1946; Cartwright and Harary 1956).",
    (
        "A likelihood word is used only with a rate and its number of cases; otherwise there is no estimate. A word that "
        "somebody else uses (“could”, “likely”) is quoted and never turned into a number."
    ),
)
FIXED = tuple(BANDS)
WORDS = re.compile(r"\b(" + "|".join(sorted(FIXED, key=len, reverse=True)) + r")\b", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A sentence of the system's own, its likelihood word parted off, with links and passages."""

    role: str
    text: str
    parts: tuple[tuple[str, str], ...]
    refs: tuple[Ref, ...]
    quotes: tuple[tuple[str, Ref, Quote], ...]
    left: int = 0  # passages it points to beside those shown


@dataclass(frozen=True)
class FullText:
    ref: Ref
    document: Document
    by: str
    paragraphs: tuple[Any, ...]
    coded: tuple[tuple[Ref, str, str], ...] = ()  # of a large case: what is coded here, whose it is, and what kind


def gather(evidence: Evidence, withheld: Withheld) -> dict[str, Any]:
    """Everything a report says, by the names its templates use."""
    analysis = evidence.analysis
    lines = [_line(evidence, s) for s in analysis.bottom_line.sentences]
    limits = list(analysis.limits)
    if evidence.mismatched:
        limits.append(
            f"{counted(evidence.mismatched, 'passage')} did not match the text recorded and are not marked there."
        )
    return {
        "version": analysis.versions.get("tertius", ""),
        "contents": _contents(analysis.case, hindsight=analysis.hindsight is not None),
        "withheld": withheld.lines(),
        "sentences": [line for line in lines if line.role != "would change"],
        "changes": [line for line in lines if line.role == "would change"],
        "limits": limits,
        "texts": [full_text(evidence, doc) for doc in analysis.documents],
    } | _case(evidence) | _judgement(evidence) | _sections(evidence) | _reference(evidence)  # fmt: skip


def _contents(case: CaseRecord, *, hindsight: bool) -> list[tuple[str, str]]:
    contents = [("bottom-line", "1 Bottom line"), ("happened", "2 What happened"), ("said", "3 Who says what"),
                ("web", "4 The web of ties"), ("effects", f"5 How it reaches {case.on.name}"),
                ("outlook", "6 Predictions and demands"), ("rests", "7 What this rests on")]  # fmt: skip
    return [
        *contents,
        *([("hindsight", "Hindsight")] if hindsight else []),
        ("appendix", "Appendix: documents in full"),
    ]


def _case(evidence: Evidence) -> dict[str, Any]:
    case = evidence.analysis.case
    a, b = case.between
    facts = [
        ("between", f"{actor_name(a)} and {actor_name(b)}"),
        ("on", actor_name(case.on)),
        ("cut-off", f"{date(case.until)}, {BASES.get(case.until_basis, case.until_basis)}"),
        ("documents", counted(len(evidence.analysis.documents), "document")),
        ("histories", ", ".join(case.histories) or "none"),
        ("stored responses", ", ".join(case.responses) or "none"),
        ("ties overridden", str(case.overrides)),
    ]
    if case.later_documents:
        facts.append(("later documents", f"{len(case.later_documents)} published after the cut-off and left out"))
    return {
        "question": f"How do tensions between {a.name} and {b.name} affect {case.on.name}?",
        "pair": f"{a.name} and {b.name}",
        "basis": BASES.get(case.until_basis, case.until_basis),
        "case_facts": facts,
    }


def _judgement(evidence: Evidence) -> dict[str, Any]:
    line = evidence.analysis.bottom_line
    return {
        "verdict": VERDICTS[line.verdict],
        "likelihood": line.likelihood,
        "claim": line.claim,
        "band": band(line.likelihood or ""),
        "voices": voices_in_words(line.voices),
    }


def _line(evidence: Evidence, sentence: Sentence) -> Line:
    refs = evidence.links(sentence.rests_on) or (Ref("method", "method"),)
    quotes = tuple(
        (evidence.whose(carrier), evidence.ref(key), quote)
        for key in sentence.rests_on[:FEW]
        if (carrier := evidence.statements.get(key) or evidence.events.get(key))
        for quote in evidence.quotes(key)
    )
    parts: list[tuple[str, str]] = [(sentence.text, "")]
    if sentence.role in {"likelihood", "outside view"}:
        pieces = WORDS.split(sentence.text)
        given = evidence.analysis.bottom_line.likelihood
        # a word that is not the one given (“how likely it is”) carries no band
        parts = [(piece, band(piece) if piece == given else "") for piece in pieces if piece]
    left = sum(key in evidence.statements or key in evidence.events for key in sentence.rests_on[FEW:])
    return Line(sentence.role, sentence.text, tuple(parts), refs, quotes, left)


def _sections(evidence: Evidence) -> dict[str, Any]:
    analysis = evidence.analysis
    source = analysis.tension.source
    return {
        "events": tables.events(evidence, analysis.events, "Events, by date", "events-table"),
        "tension_lines": figures.tension_lines(analysis.tension),
        "tension_source": f"Source: {source.name}. {source.citation}" if source else "No history was given.",
        "heard": f"Heard in these documents: {voices.heard(analysis.statements)}.",
        "about_third": voices.about_third(evidence, analysis),
        "cross": voices.kinds_by_voice(evidence, analysis.statements),
        "accusations": voices.accusations(evidence, analysis),
        "contests": voices.contests(evidence, analysis.statements),
        "absent": voices.absent(evidence, analysis),
        "statements": voices.statements(evidence, analysis.statements, "Every statement, in the order of the documents",
                                        "statements-table"),
        "ties": tables.ties(evidence, analysis.ties),
        "balance": _balanced(evidence),
        "signs": _signs(evidence),
        "chains": effects_tables.chains(evidence, analysis),
        "summary": effects_tables.summary(evidence, analysis.responses),
        "outside": estimates_tables.outside(analysis.reference_class),
        "episodes": estimates_tables.episodes(analysis.episodes),
        "sensitivity": estimates_tables.sensitivity(analysis.sensitivity, analysis.episodes),
        "predictions": tables.predictions(evidence, analysis.predictions),
        "demands": tables.demands(evidence, analysis.demands),
        "ledger": ledger_tables.ledger(evidence, analysis.ledger, "The ledger at the cut-off", "ledger-table"),
        "bearing": ledger_tables.bearing(enumerate(analysis.ledger, 1), "What the record held on them by then"),
        "calibration_table": ledger_tables.calibration(analysis.ledger),
        "uncalibrated": ledger_tables.uncalibrated(analysis.ledger),
        "checks": ledger_tables.checks(evidence, analysis.checks),
        "rivals": judgement_tables.rivals(analysis.hypotheses),
        "grid": judgement_tables.grid(evidence, analysis.grounds),
        "indicators": judgement_tables.indicators(evidence, analysis.indicators),
        "differences": judgement_tables.differences(evidence, analysis.comparison) if analysis.comparison else None,
    }  # fmt: skip


def _balanced(evidence: Evidence) -> str:
    balance = evidence.analysis.balance
    words = {True: "The triad is balanced", False: "The triad is not balanced", None: "Whether it is balanced is open"}
    return ended(f"{words[balance.balanced]}: {balance.because}")


def _signs(evidence: Evidence) -> Table:
    signs = evidence.analysis.balance.signs
    rows = tuple(Row((Cell(pair.replace("-", " – ")), Cell(sign(value) if value is not None else "not settled")))
                 for pair, value in signs.items())  # fmt: skip
    return Table("Signs of the triad", ("Pair", "Sign"), rows)


def responses(evidence: Evidence) -> list[dict[str, Any]]:
    """Each response with its words, table and origin."""
    views = []
    first: dict[Any, Ref] = {}
    for item, ref in zip(evidence.analysis.responses, evidence.responses, strict=True):
        stamp = item.computation
        alike = first.setdefault((effects_tables.origin(stamp), stamp.command), ref) if stamp else ref
        views.append({
            "ref": ref,
            "title": effects_tables.title(item),
            "because": ended(item.because),
            "computable": effects_tables.computable(item),
            "lines": effects_tables.lines(item),
            "table": effects_tables.horizons(item),
            "both": item.without_controls is not None,
            "origin": effects_tables.origin(stamp),
            "command": stamp.command if stamp else "",
            "alike": alike if alike is not ref else None,  # the first that was computed from the same, which says from what
            "stored": date(stamp.computed) if stamp and stamp.stored else "",
        })  # fmt: skip
    return views


def _reference(evidence: Evidence) -> dict[str, Any]:
    analysis = evidence.analysis
    likely = tuple(Row((Cell(word), Cell(band(word)))) for word in BANDS)
    legend = tuple(Row((Cell(name), Cell(meaning))) for name, meaning in voices.voice_legend())
    return {
        "documents": tables.documents(evidence, analysis.documents),
        "data": tables.data(analysis.sources),
        "method": METHOD,
        "bands": Table("Likelihood words (ICD 203)", ("Word", "Chance"), likely),
        "legend": Table("Voices", ("Voice", "Meaning"), legend),
        "versions": list(analysis.versions.items()),
    }


def full_text(evidence: Evidence, document: Document) -> FullText:
    by = ", ".join(x for x in (document.byline, document.publisher) if x) or "author and publisher not known"
    coded = tuple(_coded(evidence, item) for item in evidence.coded_in(document)) if evidence.large else ()
    return FullText(evidence.ref(document.id), document, by, evidence.full_text(document), coded)


def _coded(evidence: Evidence, item: Statement | Event) -> tuple[Ref, str, str]:
    if isinstance(item, Statement):
        return evidence.ref(item.id), attribution(item), ", ".join(item.kinds)
    return evidence.ref(item.id), event_title(item), item.status.value


def hindsight(evidence: Evidence) -> dict[str, Any] | None:
    """What came after the cut-off, in tables of its own; None when there is none."""
    later = evidence.analysis.hindsight
    if later is None:
        return None
    settled, bearing, rest = ledger_tables.came_of(
        evidence, evidence.analysis.ledger, later.ledger, "What came of the predictions"
    )
    return {
        "tension_line": ended(f"Not computable: {later.tension.because}")
        if later.tension and later.tension.because
        else "",
        "tension": tables.tension(later.tension) if later.tension else None,
        "events": tables.events(evidence, later.events, "Events after the cut-off"),
        "statements": voices.statements(evidence, later.statements, "Statements after the cut-off"),
        "documents": tables.documents(evidence, later.documents, "Documents after the cut-off", ""),
        "ledger": settled,
        "bearing": bearing,
        "ledger_rest": rest,
        "texts": [full_text(evidence, doc) for doc in later.documents],
    }
