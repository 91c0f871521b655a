"""What may leave: the one place where confidential matter and unreviewed accusations are withheld.

Two rules. A confidential document never leaves, nor what stands only on it. An accusation against an
identifiable person (a statement of kind *accusation* that accuses an actor of kind *person*) leaves only when
a reviewer has accepted it; until then it is taken out and its words are blacked out wherever they stand, with
the same number of characters, so that every offset still holds. How many were withheld is said in `limits`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import msgspec

from tertius import assessment
from tertius.records import (
    Analysis,
    Document,
    Statement,
)
from tertius.reports._gate import Gate, Texts
from tertius.reports.wording import counted

__all__ = ["Withheld", "release", "release_statements"]

replace = msgspec.structs.replace


@dataclass(frozen=True)
class Withheld:
    """How many of each were withheld."""

    documents: int = 0
    statements: int = 0
    accusations: int = 0
    events: int = 0
    ties: int = 0
    channels: int = 0
    sentences: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))

    def lines(self) -> tuple[str, ...]:
        """The lines a report prints about it; empty when nothing was withheld."""
        lines = []
        if self.documents or self.statements:
            what = counted(self.documents, "confidential document")
            stood = counted(self.statements, "statement")
            lines.append(f"Withheld: {what}, and {stood} with no other ground.")
        if self.accusations:
            what = counted(self.accusations, "accusation")
            verb, them = ("is", "it") if self.accusations == 1 else ("are", "them")
            lines.append(
                f"Withheld: {what} against an identifiable person {verb} kept back until a reviewer accepts {them}."
            )
        rest = [counted(n, noun) for n, noun in ((self.events, "event"), (self.ties, "tie"),
                (self.channels, "channel"), (self.sentences, "sentence of the bottom line")) if n]  # fmt: skip
        if rest:
            lines.append(f"Withheld with them: {', '.join(rest)}.")
        return tuple(lines)


def release(analysis: Analysis) -> tuple[Analysis, Withheld]:
    """`analysis` as it may leave, and how much was withheld.

    References stay whole: what is left names no statement, event or document that was taken out. The lines of
    `Withheld` are appended to `limits`. Releasing what was released changes nothing more.
    """
    gate = Gate(analysis)
    if not gate.closed:
        return analysis, Withheld()
    events, ties = gate.events(analysis.events), gate.ties(analysis.ties)
    line, channels = gate.bottom_line(analysis.bottom_line), gate.channels(analysis.channels)
    later = analysis.hindsight
    withheld = Withheld(
        documents=len(gate.secret),
        statements=len(gate.unsupported),
        accusations=len(gate.accusations),
        events=len(analysis.events)
        - len(events)
        + (len(later.events) - len(gate.events(later.events)) if later else 0),
        ties=len(analysis.ties) - len(ties),
        channels=len(analysis.channels) - len(channels),
        sentences=len(analysis.bottom_line.sentences) - len(line.sentences),
    )
    named = {gate.secret[i].title for i in gate.secret} | set(gate.secret)
    named |= {path for doc in gate.secret.values() if (path := doc.path)}
    limits = tuple(
        gate.cover.words(text) for text in gate.limits(analysis) if not any(name in text for name in named if name)
    )
    case = replace(
        analysis.case,
        documents=tuple(d for d in analysis.case.documents if d not in named),
        later_documents=tuple(d for d in analysis.case.later_documents if d not in named),
        until_because=gate.until_because(analysis.case),
    )
    released = replace(
        analysis,
        case=case,
        documents=gate.documents(analysis.documents),
        statements=gate.statements(analysis.statements),
        events=events,
        ties=ties,
        predictions=gate.predictions(analysis.predictions),
        demands=gate.demands(analysis.demands),
        channels=channels,
        bottom_line=line,
        absent_voices=tuple(
            gate.absent(analysis, voice, kept)
            for voice in analysis.absent_voices
            if (kept := gate.known(voice.accused_in)) or not voice.accused_in
        ),
        balance=gate.balance(analysis),
        reference_class=gate.reference_class(analysis.reference_class),
        limits=limits + withheld.lines(),
        ledger=gate.ledger(analysis.ledger),
        checks=gate.checks(analysis.checks),
        hindsight=gate.hindsight(analysis.hindsight),
        comparison=gate.comparison(analysis),
        not_coded=gate.not_coded(analysis.not_coded),
    )
    # grid and indicators are drawn anew from what is left, so that neither counts or watches what is withheld
    return assessment.weighed(released) if analysis.hypotheses else released, withheld


def release_statements(
    documents: Iterable[Document], statements: Iterable[Statement]
) -> tuple[tuple[Document, ...], tuple[Statement, ...], Withheld]:
    """The documents and statements that may leave, by the same two rules, and how much was withheld."""
    gate = Gate(Texts(tuple(documents), tuple(statements)))
    given = gate.given
    kept = Withheld(documents=len(gate.secret), statements=len(gate.unsupported), accusations=len(gate.accusations))
    return gate.documents(given.documents), gate.statements(given.statements), kept
