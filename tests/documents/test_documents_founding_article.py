"""The founding article, read as any other file; it is not shipped, so elsewhere the tests beside this one stand in."""

from pathlib import Path

import pytest

from tertius import documents
from tertius.records import DateBasis, Precision

ARTICLE = Path(__file__).parents[2].parent / "shared" / "seed" / "article.txt"


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLE.is_file(), reason="needs ../shared/seed/article.txt, which may not be shipped")
def test_the_founding_article_gives_its_metadata_and_its_body_alone():
    (found,) = documents.read([ARTICLE])
    assert found.title.endswith("Affect Israel")
    assert (found.byline, found.reprint_of, found.language) == ("Rachel Avraham", "Israel Today", "en")
    assert (found.published.end.isoformat(), found.published.precision) == ("2021-10-04", Precision.RANGE)
    assert found.published.basis is DateBasis.INFERRED
    assert "5-8 October" in found.published.because
    assert found.text.startswith("According to various media reports, Iran")
    assert found.text.rstrip("”").endswith("breaks lose.")
    assert "validation purposes" not in found.text
    assert found.text.count("\n\n") == 13
