"""The bundled case's report as reviewed text: a change of wording is seen, and has to be meant.

It is of the fast mode: the encoder's figures may differ in the last digits from one processor to another.

Renew it with `TERTIUS_SNAPSHOT=renew python -m pytest tests/reports/test_report_snapshot.py`, then read the difference.
"""

import difflib
import os
import re
from pathlib import Path

import pytest

import tertius
from tertius import reports
from tertius.cli._analyze import bundled_case

SNAPSHOT = Path(__file__).parent / "snapshots" / "bundled.md"
RENEW = os.environ.get("TERTIUS_SNAPSHOT") == "renew"


def plain(report):
    """The report without what differs from one installation or run to another: versions, and the days of accesses."""
    versions = re.sub(r"(?m)^(.*\b(?:numpy|scipy|spacy|duckdb|onnxruntime|trafilatura)\b).*$", "(versions)", report)
    return re.sub(r"(?i)\b(accessed|computed)( on)? \d{1,2} \w+ \d{4}", r"\1\2 (day)", versions).rstrip() + "\n"


@pytest.fixture(scope="module")
def written():
    return plain(reports.markdown(tertius.analyze(bundled_case(), fast=True)))


def test_the_bundled_report_reads_as_it_was_reviewed(written):
    if RENEW:
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(written, encoding="utf-8")
    kept = SNAPSHOT.read_text(encoding="utf-8")
    changed = "\n".join(
        difflib.unified_diff(kept.splitlines(), written.splitlines(), "reviewed", "now", lineterm="", n=0)
    )
    assert not changed, changed


def test_the_reviewed_report_takes_no_likelihood_and_confidence_into_one_sentence():
    bands = r"(?i)\b(?:almost no chance|remote|very unlikely|unlikely|roughly even|likely|very likely|almost certain)\b"
    for sentence in re.split(r"(?<=[.!?])\s", SNAPSHOT.read_text(encoding="utf-8").split("## 2")[0]):
        assert not (re.search(bands, sentence) and re.search(r"(?i)\bconfidence\b", sentence)), sentence
