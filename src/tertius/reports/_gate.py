"""The two rules of what may leave (`tertius.reports.release`), and what they leave of each noun of an analysis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from tertius import assessment, documents, review
from tertius.records import (
    AbsentVoice,
    ActorKind,
    Analysis,
    Asserter,
    Balance,
    BottomLine,
    CaseRecord,
    Channel,
    Check,
    Comparison,
    Demand,
    Document,
    Event,
    EventType,
    Hindsight,
    Kind,
    LedgerEntry,
    NotCoded,
    Passage,
    Prediction,
    ReferenceClass,
    Review,
    Sentence,
    Statement,
    Tie,
)
from tertius.reports._blackout import BLOCK, Blackout
from tertius.reports.wording import counted, voices_in_words

__all__ = ["Gate", "Texts"]

replace = msgspec.structs.replace

_WITHHELD_DATE = "the date of a confidential document, which is withheld"


@dataclass(frozen=True)
class Texts:
    """Documents and what is said in them, where there is no analysis of them."""

    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...] = ()
    hindsight: None = None


class Gate:
    """The two rules, decided once over the whole analysis, and what they leave of each noun."""

    def __init__(self, analysis: Analysis | Texts) -> None:
        self.given = analysis
        later = analysis.hindsight or Hindsight()
        documents = analysis.documents + later.documents
        statements = analysis.statements + later.statements
        self.secret = {doc.id: doc for doc in documents if doc.confidential}
        self.unsupported = {s.id for s in statements if not self._open(s.passages) and s.passages}
        accusing = [s for s in statements if s.id not in self.unsupported and review.withheld(s)]
        self.accusations = {s.id for s in accusing}
        self._hidden = [p for s in accusing for p in self._open(s.passages)]
        kept_documents = [doc for doc in documents if doc.id not in self.secret]
        self.cover = Blackout(kept_documents, self._hidden)
        gone = self.unsupported | self.accusations
        covered = {s.id for s in statements if s.id not in gone and self.cover.hides_all(self._open(s.passages))}
        self.accusations |= {s.id for s in statements if s.id in covered and Kind.ACCUSATION in s.kinds}
        self.gone = gone | covered
        self.voices = {s.id: s for s in statements}
        everything = {e.id for e in analysis.events + later.events}
        self.gone_events = everything - {e.id for e in self.events(analysis.events) + self.events(later.events)}

        ties = getattr(analysis, "ties", ())
        kept_tellers = {tie.by.name for tie in ties if self._tie(tie)}
        self.tellers = {tie.by.name for tie in ties if not self._tie(tie)} - kept_tellers - {""}
        given = getattr(analysis, "reference_class", None)
        self.unclassed = given is not None and any(map(self._tells, (*given.basis, *given.caveats)))

    @property
    def closed(self) -> bool:
        return bool(self.secret or self.gone)

    def _open(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(p for p in passages if p.document not in self.secret)

    def limits(self, analysis: Analysis) -> tuple[str, ...]:
        """Limits count documents, so those of the documents are drawn up anew without the confidential ones."""
        if not self.secret:
            return analysis.limits
        kept = [doc for doc in analysis.documents if doc.id not in self.secret]
        with_all, without = (
            assessment.limits(read, documents.stories(read), analysis.tension, analysis.responses, analysis.not_coded)
            for read in (analysis.documents, kept)
        )
        return (*(text for text in analysis.limits if text not in with_all), *without)

    def until_because(self, case: CaseRecord) -> str:
        """A cut-off may rest on a confidential text, and quote it."""
        told = {part for doc in self.secret.values() for part in (doc.title, doc.published and doc.published.because)}
        return _WITHHELD_DATE if any(part and part in case.until_because for part in told) else case.until_because

    def absent(self, analysis: Analysis, voice: AbsentVoice, accused_in: tuple[str, ...]) -> AbsentVoice:
        """An absence is worded with the documents read: only with those that may be named."""
        kept = [doc for doc in analysis.documents if doc.id not in self.secret]
        return replace(assessment.absence(voice.actor, accused_in, kept), accused_in=accused_in)

    def known(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of `ids` that are still there."""
        gone = self.gone | self.gone_events | set(self.secret)
        return tuple(i for i in ids if i not in gone)

    def documents(self, documents: tuple[Document, ...]) -> tuple[Document, ...]:
        kept = (self.cover.document(doc) for doc in documents if doc.id not in self.secret)
        return tuple(replace(doc, reprint_of=None) if doc.reprint_of in self.secret else doc for doc in kept)

    def statements(self, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(self._statement(s) for s in statements if s.id not in self.gone)

    def _statement(self, statement: Statement) -> Statement:
        cue = statement.cue
        causal = statement.causal
        return self.cover.passages(
            replace(
                statement,
                passages=self._open(statement.passages),
                cue=self.cover.passage(cue) if cue and cue.document not in self.secret else None,
                causal=replace(causal, cause=self.cover.words(causal.cause), effect=self.cover.words(causal.effect))
                if causal
                else None,
                contested_with=self.known(statement.contested_with),
                may_be_same_speaker=self.known(statement.may_be_same_speaker),
            )
        )

    def not_coded(self, failed: tuple[NotCoded, ...]) -> tuple[NotCoded, ...]:
        """What failed over an open document; the error may quote it."""
        kept = (one for one in failed if one.document not in self.secret)
        return tuple(replace(one, reason=self.cover.words(one.reason)) for one in kept)

    def _asserter(self, by: Asserter) -> bool:
        return by.document not in self.secret and by.statement not in self.gone

    def events(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        return tuple(kept for event in events if (kept := self._event(event)))

    def _event(self, event: Event) -> Event | None:
        passages = self._open(event.passages)
        reporters = tuple(by for by in event.reported_by if self._asserter(by))
        if (event.passages and not passages) or (event.reported_by and not reporters):
            return None
        if event.review != Review.ACCEPTED and _acts(event) and any(map(self._touches_hidden, passages)):
            return None
        because = tuple(self.cover.words(word) for word in event.because)
        return self.cover.passages(replace(event, passages=passages, reported_by=reporters, because=because))

    def _touches_hidden(self, passage: Passage) -> bool:
        return BLOCK in self.cover.passage(passage).text and BLOCK not in passage.text

    def ties(self, ties: tuple[Tie, ...]) -> tuple[Tie, ...]:
        return tuple(kept for tie in ties if (kept := self._tie(tie)))

    def _tie(self, tie: Tie) -> Tie | None:
        passages = self._open(tie.passages)
        if not self._asserter(tie.by) or (tie.passages and not passages):
            return None
        return self.cover.passages(replace(tie, passages=passages))

    def predictions(self, predictions: tuple[Prediction, ...]) -> tuple[Prediction, ...]:
        return tuple(
            replace(
                p,
                passages=self._passages(p.passages),
                text=self.cover.words(p.text),
                subject=self._covered(p.subject),
                condition=self._covered(p.condition),
                settles_by=self._covered(p.settles_by),
                because=self._covered(p.because),
            )
            for p in predictions
            if p.statement not in self.gone
        )

    def demands(self, demands: tuple[Demand, ...]) -> tuple[Demand, ...]:
        return tuple(
            replace(d, passages=self._passages(d.passages), text=self.cover.words(d.text))
            for d in demands
            if d.statement not in self.gone
        )

    def ledger(self, entries: tuple[LedgerEntry, ...]) -> tuple[LedgerEntry, ...]:
        """An entry that stands in what is withheld alone goes with it."""
        return tuple(kept for entry in entries if (kept := self._entry(entry)))

    def _entry(self, entry: LedgerEntry) -> LedgerEntry | None:
        statements = self.known(entry.statements)
        documents = tuple(document for document in entry.documents if document not in self.secret)
        if (entry.statements and not statements) or (entry.documents and not documents):
            return None
        threshold = entry.threshold
        return replace(
            entry,
            statements=statements,
            documents=documents,
            sources=entry.sources if documents == entry.documents else (),
            stories=min(entry.stories, len(documents)) if documents else entry.stories,
            passages=self._passages(entry.passages),
            text=self.cover.words(entry.text),
            subject=self._covered(entry.subject),
            condition=self._covered(entry.condition),
            cause=self._covered(entry.cause),
            settles_by=self._covered(entry.settles_by),
            because=self._covered(entry.because),
            threshold=replace(threshold, text=self.cover.words(threshold.text)) if threshold else None,
        )

    def checks(self, checks: tuple[Check, ...]) -> tuple[Check, ...]:
        return tuple(
            replace(check, part=self.cover.passage(check.part), because=self.cover.words(check.because))
            for check in checks
            if check.statement not in self.gone and check.part.document not in self.secret
        )

    def _covered(self, text: str | None) -> str | None:
        return self.cover.words(text) if text else text

    def _passages(self, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(self.cover.passage(p) for p in self._open(passages))

    def channels(self, channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
        """A channel whose every statement was withheld goes with them: its clauses may repeat their words."""
        kept = []
        for channel in channels:
            statements = self.known(channel.statements)
            basis = tuple(text for text in channel.basis if not self._tells(text))
            lost = basis != channel.basis
            if statements == channel.statements and not lost:
                kept.append(channel)
            elif statements or (basis and not channel.statements):
                kept.append(replace(channel, statements=statements, basis=basis, voices=self._voices(statements)))
        return tuple(kept)

    def _voices(self, statements: Iterable[str]) -> dict[str, int]:
        speakers = {(self.voices[i].voice, self.voices[i].speaker.name) for i in statements if i in self.voices}
        counts: dict[str, int] = {}
        for voice, _ in sorted(speakers):
            counts[voice.value] = counts.get(voice.value, 0) + 1
        return counts

    def bottom_line(self, line: BottomLine) -> BottomLine:
        """The judgement without what is withheld; a count of voices that took in confidential ones is made anew."""
        if self.unclassed:
            kept_lines = tuple(s for s in line.sentences if s.role != "outside view")
            line = replace(line, sentences=kept_lines, likelihood=None, rate=None, claim=None)
        first = next((s for s in line.sentences if s.role == "voices"), None)
        sentences = tuple(kept for s in line.sentences if (kept := self._sentence(s, counts=s is first)))
        if first is None or not self.unsupported.intersection(first.rests_on):
            return replace(line, sentences=sentences)
        return replace(line, sentences=sentences, voices=self._voices(self.known(first.rests_on)))

    def _sentence(self, sentence: Sentence, *, counts: bool) -> Sentence | None:
        rests_on = self.known(sentence.rests_on)
        lost = len(sentence.rests_on) - len(rests_on)
        if not lost:
            return sentence
        if not rests_on:
            return None
        if sentence.role != "voices":
            return replace(sentence, rests_on=rests_on)
        if not self.unsupported.intersection(sentence.rests_on):
            note = f"({counted(lost, 'statement')} counted here {'is' if lost == 1 else 'are'} withheld.)"
            return replace(sentence, rests_on=rests_on, text=f"{sentence.text} {note}")
        if not counts:
            return None
        documents = {p.document for i in rests_on if i in self.voices for p in self.voices[i].passages}
        words = voices_in_words(self._voices(rests_on), len(documents - set(self.secret)))
        return replace(sentence, rests_on=rests_on, text=f"Of what may be shown, it rests on {words}.")

    def balance(self, analysis: Analysis) -> Balance:
        """A sign that only a withheld tie gave is withheld too."""
        kept = {_pair(tie) for tie in self.ties(analysis.ties)}
        lost = {_pair(tie) for tie in analysis.ties if self._tie(tie) is None} - kept
        signs = analysis.balance.signs
        hidden = {key for key in signs if frozenset(key.split("-")) in lost and signs[key] is not None}
        if not hidden and not self._tells(analysis.balance.because):
            return analysis.balance
        return Balance(
            signs={key: None if key in hidden else sign for key, sign in signs.items()},
            balanced=None,
            because="a tie that it needs rests only on what is withheld",
        )

    def reference_class(self, found: ReferenceClass | None) -> ReferenceClass | None:
        """A class that a withheld tie gave is withheld whole: profile, rates and caveats would tell of the tie."""
        if found is None or not self.unclassed:
            return found
        why = "a tie that would give its class rests only on what is withheld"
        return ReferenceClass(between=found.between, on=found.on, at=found.at, profile=None, because=why)

    def _tells(self, text: str) -> bool:
        """Whether `text` names by whom a withheld tie is told."""
        return any(name in text for name in self.tellers)

    def comparison(self, analysis: Analysis) -> Comparison | None:
        """A difference that counts anything withheld goes."""
        if analysis.comparison is None:
            return None
        differences = tuple(
            difference
            for difference in analysis.comparison.differences
            if self.known(difference.rests_on) == difference.rests_on
        )
        return replace(analysis.comparison, differences=differences)

    def hindsight(self, later: Hindsight | None) -> Hindsight | None:
        if later is None:
            return None
        return replace(
            later,
            documents=self.documents(later.documents),
            statements=self.statements(later.statements),
            events=self.events(later.events),
            ledger=self.ledger(later.ledger),
            not_coded=self.not_coded(later.not_coded),
        )


def _acts(event: Event) -> bool:
    """Whether `event` says of a person that they did something, or accuses one."""
    by_person = event.source is not None and event.source.kind == ActorKind.PERSON
    of_person = event.target is not None and event.target.kind == ActorKind.PERSON
    return by_person or (of_person and event.type == EventType.ACCUSE)


def _pair(tie: Tie) -> frozenset[str]:
    return frozenset((tie.a.code or tie.a.name, tie.b.code or tie.b.name))
