"""The sentences of statements, with where they stand and who says them: what a check looks at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tertius.records import (
    Check,
    CheckResult,
    Document,
    Fact,
    FactKind,
    Form,
    Kind,
    Passage,
    Precision,
    Speaker,
    Statement,
    Version,
    Voice,
    content_id,
)

__all__ = ["Sentence", "beside", "matches_topic", "sentences_of", "stands_there", "untold"]

_END = re.compile(r"\n\s*\n|(?<=[.!?])[\"”’]?\s+(?=[\"“‘]?[A-ZÀ-ÞΑ-ΩА-Я])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the part of one that a statement holds."""

    statement: Statement
    document: str
    start: int
    text: str

    def part(self, start: int, end: int) -> Passage:
        """The characters `start` to `end` of the sentence as a passage of its document."""
        return Passage(
            document=self.document, start=self.start + start, end=self.start + end, text=self.text[start:end]
        )

    def check(
        self, kind: FactKind, span: tuple[int, int], result: CheckResult, because: str,
        facts: Sequence[Fact] = (), texts: Iterable[Version] = (),
    ) -> Check:  # fmt: skip
        """A check of the characters `span` of this sentence."""
        part = self.part(*span)
        ids = tuple(fact.id for fact in facts)
        return Check(
            id=content_id("ck", self.statement.id, kind, part.document, part.start, part.end, *ids),
            statement=self.statement.id,
            by=self.statement.speaker,
            voice=self.statement.voice,
            kind=kind,
            part=part,
            result=result,
            because=because,
            facts=ids,
            beside=(*(version for fact in facts for version in beside(fact)), *texts),
        )


def beside(fact: Fact) -> tuple[Version, ...]:
    """The texts of a fact that stand beside a statement: the claim with its sources, then each side's version."""
    when = f"{_dated(fact)}: " if fact.when else ""
    return (Version(by="the record", text=f"{when}{fact.claim}", source="; ".join(fact.sources)), *fact.versions)


def _dated(fact: Fact) -> str:
    if fact.when is None:
        return ""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(fact.when.precision, 10)
    days = [day.isoformat()[:length] for day in (fact.when.start, fact.when.end) if day]
    return " to ".join(dict.fromkeys(days))


def sentences_of(statements: Iterable[Statement]) -> tuple[Sentence, ...]:
    """Every sentence once: of statements within statements, that of the innermost."""
    found: dict[tuple[str, int, int], tuple[int, Sentence]] = {}
    for statement in statements:
        for passage in statement.passages:
            for start, text in _cut(passage.text):
                sentence = Sentence(statement, passage.document, passage.start + start, text)
                place = passage.document, sentence.start + len(text), len(passage.text)
                key = passage.document, sentence.start, place[1]
                if key not in found or len(passage.text) < found[key][0]:
                    found[key] = len(passage.text), sentence
    kept = [sentence for _, sentence in found.values()]
    return tuple(s for s in kept if not _told_inside(s, kept))


def untold(documents: Iterable[Document], statements: Iterable[Statement]) -> tuple[Sentence, ...]:
    """The sentences of the authors' own in which coding found no statement, and which no quotation marks enclose.

    Each is given a statement of the author's without an id, since none was coded.
    """
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for statement in statements:
        for passage in statement.passages:
            told[passage.document].append((passage.start, passage.end))
    return tuple(
        _of_author(document, start, text)
        for document in documents
        for start, text in _cut(document.text)
        if text.endswith((".", "!"))
        and "\n\n" not in text
        and not any(first < start + len(text) and start < last for first, last in told[document.id])
        and not _is_quoted(document.text, start, start + len(text))
    )


def _of_author(document: Document, start: int, text: str) -> Sentence:
    name = document.byline or document.publisher or "the author"
    passage = Passage(document=document.id, start=start, end=start + len(text), text=text)
    made = Statement(
        id="", speaker=Speaker(name=name), voice=Voice.AUTHOR, form=Form.INDIRECT, kinds=(Kind.FACTUAL,),
        passages=(passage,), said=document.published, constructed=document.constructed,
    )  # fmt: skip
    return Sentence(made, document.id, start, text)


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a quotation stands in the sentence or is open where it begins, within its paragraph."""
    before = text[text.rfind("\n\n", 0, start) + 1 : start]
    opened = (
        before.count("“") > before.count("”") or before.count('"') % 2 == 1 or before.count("«") > before.count("»")
    )
    return opened or any(mark in text[start:end] for mark in '“”"«»')


def _told_inside(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """Whether a statement inside this one holds nearly all of the sentence."""
    end = sentence.start + len(sentence.text)
    return any(
        other is not sentence
        and other.document == sentence.document
        and sentence.start <= other.start
        and other.start + len(other.text) <= end
        and len(other.text) > 0.8 * len(sentence.text)
        and (other.start, len(other.text)) != (sentence.start, len(sentence.text))
        for other in others
    )


def _cut(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in [*(match.start() for match in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield start + lead, piece.strip()
        start = end


def stands_there(text: str, words: str) -> tuple[int, int] | None:
    """Where one of the alternatives of `words` ("share|part") stands in `text` as whole words, or None."""
    for word in words.split("|"):
        pattern = r"\s+".join(re.escape(part) for part in word.split())
        found = re.search(rf"(?<!\w){pattern}(?:['’]?s|es)?(?!\w)", text, re.IGNORECASE)
        if found:
            return found.span()
    return None


def matches_topic(sentence: Sentence, fact: Fact) -> bool:
    """Whether the sentence speaks of the matter of `fact`: every word of its topic stands there or in who speaks."""
    speaker = sentence.statement.speaker
    text = " ".join(filter(None, (sentence.text, speaker.name, speaker.role)))
    return bool(fact.topic) and all(stands_there(text, words) for words in fact.topic)
