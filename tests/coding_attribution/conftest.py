import pytest

from tertius.coding import pipeline
from tertius.coding.actors import find_mentions
from tertius.coding.attribution import find_attributions
from tertius.coding.speakers import resolve_speakers
from tertius.records import Document


class Read:
    """One text with its attributions, in words."""

    def __init__(self, text, **known):
        self.text = text
        self.parsed = pipeline.parse(Document(id="d", title="", text=text, **known))
        find_attributions(self.parsed)
        self.parsed.mentions = find_mentions(self.parsed)
        self.attributions = resolve_speakers(self.parsed)

    def words(self, span):
        return None if span is None else self.text[slice(*span)]

    @property
    def triples(self):
        return [
            (self.words(a.source), self.words(a.cue), tuple(self.words(c) for c in a.content))
            for a in self.attributions
        ]

    def said(self, piece):
        """The attribution whose content holds `piece`, the innermost first."""
        found = [a for a in self.attributions if any(piece in self.words(c) for c in a.content)]
        assert found, f"nobody says {piece!r}: {self.triples}"
        return min(found, key=lambda a: sum(end - start for start, end in a.content))


@pytest.fixture(scope="session")
def read():
    return Read
