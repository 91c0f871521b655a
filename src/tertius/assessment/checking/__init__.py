"""Statements beside the record and the world's dated facts: agrees, conflicts, disputed, not in the record.

Both texts are shown. There is no verdict on who speaks: a statement that conflicts with the record is one of two
texts that differ, and the record is no more than its sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tertius.records import Check, Document, Event, Fact, Statement

__all__ = ["checks_of"]


def checks_of(
    statements: Sequence[Statement], events: Iterable[Event], documents: Iterable[Document], facts: Sequence[Fact]
) -> tuple[Check, ...]:
    """Every checkable part of what is said beside what is known, in the order of the texts.

    Sentences of an author in which no statement was coded are looked at too.

    Args:
        statements: what is said.
        events: as coded from the same texts.
        documents: where it is said.
        facts: of the record, none later than what may be known; () checks offices alone.

    """
    from tertius.assessment.checking.acts import check_acts
    from tertius.assessment.checking.numbers import check_numbers
    from tertius.assessment.checking.offices import check_offices, check_speaker, tenures
    from tertius.assessment.checking.persons import check_persons, check_wordings
    from tertius.assessment.checking.sentences import sentences_of, untold

    held = {document.id: document for document in documents}
    sentences, known = (*sentences_of(statements), *untold(held.values(), statements)), tenures(facts)
    found: list[Check] = [check for s in statements if (check := check_speaker(s, known, held)) is not None]
    for sentence in sentences:
        found += check_offices(sentence, known)
        found += check_numbers(sentence, facts)
        found += check_persons(sentence, facts)
        found += check_wordings(sentence, facts)
    if facts:
        found += check_acts(sentences, events, facts, held)
    order = {document: place for place, document in enumerate(held)}
    once = {check.id: check for check in found}
    return tuple(sorted(once.values(), key=lambda c: (order.get(c.part.document, -1), c.part.start, c.part.end)))
