"""Blacking out what is withheld inside texts that are otherwise released; offsets stay as they were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from tertius.records import Document, Event, Passage, Statement, Tie

__all__ = ["Blackout"]

BLOCK = "\N{FULL BLOCK}"
SHORTEST = 12  # a shorter passage found elsewhere by its words alone may be chance

Carrier = TypeVar("Carrier", Statement, Event, Tie)


class Blackout:
    """Texts with every passage of `hidden` covered, wherever it stands: in its place and in reprints of it."""

    def __init__(self, documents: Iterable[Document], hidden: Iterable[Passage]) -> None:
        passages = tuple(hidden)
        self._words = tuple(sorted({p.text for p in passages if len(p.text) >= SHORTEST}, key=lambda w: (-len(w), w)))
        self._documents = {doc.id: self._covered(doc, passages) for doc in documents}

    def _covered(self, document: Document, hidden: tuple[Passage, ...]) -> Document:
        text = document.text
        for passage in hidden:
            if passage.document == document.id:
                text = text[: passage.start] + BLOCK * (passage.end - passage.start) + text[passage.end :]
        text, title = self.words(text), self.words(document.title)
        if (text, title) == (document.text, document.title):
            return document
        return msgspec.structs.replace(document, text=text, title=title)

    def words(self, text: str) -> str:
        """`text` with every hidden passage that it repeats word for word covered."""
        for words in self._words:
            text = text.replace(words, BLOCK * len(words))
        return text

    def document(self, document: Document) -> Document:
        return self._documents[document.id]

    def passage(self, passage: Passage) -> Passage:
        """`passage` as it reads in the covered document."""
        document = self._documents.get(passage.document)
        text = document.text[passage.start : passage.end] if document else self.words(passage.text)
        # a passage that never matched its document keeps its own words, covered
        text = text if BLOCK in text else self.words(passage.text)
        return passage if text == passage.text else msgspec.structs.replace(passage, text=text)

    def passages(self, carrier: Carrier) -> Carrier:
        """`carrier` with its passages as they read in the covered documents."""
        covered = tuple(self.passage(p) for p in carrier.passages)
        return carrier if covered == carrier.passages else msgspec.structs.replace(carrier, passages=covered)

    def hides_all(self, passages: tuple[Passage, ...]) -> bool:
        """Whether nothing readable is left of `passages`."""
        return bool(passages) and all(not self.passage(p).text.strip(BLOCK + " ") for p in passages)
