"""What the answer cannot show, drawn from what it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tertius.assessment.words import number
from tertius.records import DateBasis, Document, NotCoded, Response, Tension, Verdict

__all__ = ["limits"]


def limits(
    documents: Sequence[Document],
    stories: Mapping[str, str],
    tension: Tension,
    responses: Sequence[Response],
    not_coded: Sequence[NotCoded] = (),
) -> tuple[str, ...]:
    """One sentence per limit that applies to this case."""
    return (*_of_failures(documents, not_coded), *_limits(documents, stories, tension, responses))


def _limits(
    documents: Sequence[Document], stories: Mapping[str, str], tension: Tension, responses: Sequence[Response]
) -> Iterator[str]:
    if documents:
        yield from _of_documents(documents, stories)
    yield (
        "Statements and events are coded by machine and unreviewed unless marked otherwise; "
        "a passage stands beside each so that it can be checked."
    )
    yield "Every source is graded F6 (reliability and credibility cannot be judged) until a user raises it."
    yield from tension.caveats
    if tension.because:
        yield f"The tension of the pair is not computable: {tension.because}."
    if responses:
        yield "A response is an association in time under the stated controls; h = 0 is association only."
    shut = [response for response in responses if response.verdict == Verdict.NOT_COMPUTABLE]
    if shut:
        yield f"{number(len(shut), 'response')} could not be computed; each says why."
    if any(response.computation and response.computation.stored for response in responses):
        yield "Stored responses were computed earlier from data that is not part of this case; each says how to recompute it."


def _of_documents(documents: Sequence[Document], stories: Mapping[str, str]) -> Iterator[str]:
    clusters = {stories.get(document.id, document.id) for document in documents}
    text = f"The documents are {number(len(documents), 'text')} telling {number(len(clusters), 'independent story', 'independent stories')}"
    yield f"{text}; what they leave out is not seen."
    constructed = sum(document.constructed for document in documents)
    if constructed:
        yield f"{number(constructed, 'document').capitalize()} of {len(documents)} constructed for an example: never confirmation of anything."
    inferred = [d for d in documents if d.published and d.published.basis == DateBasis.INFERRED]
    if inferred:
        yield f"The date of {number(len(inferred), 'document')} is inferred from the text, not stated in it."
    undated = sum(document.published is None for document in documents)
    if undated:
        yield f"{number(undated, 'document').capitalize()} carried no date and none could be inferred; relative dates there are open."
    foreign = {d.language for d in documents if d.language and d.language != "en"}
    if foreign:
        yield f"Only English is coded; documents in {', '.join(sorted(foreign))} are listed but not understood."


def _of_failures(documents: Sequence[Document], failed: Sequence[NotCoded]) -> Iterator[str]:
    titles = {document.id: document.title or document.id for document in documents}
    for one in failed:
        if one.document in titles:
            yield (
                f"“{titles[one.document]}” could not be coded ({one.reason}): nothing of what it says counts here;"
                " another run tries it again."
            )
