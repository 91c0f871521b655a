"""What the reports tests share: the fabricated analysis and its page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this file that are no tests

from fabricated_case import analysis as fabricated_analysis

from tertius import reports
from tertius.records import Analysis


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    return fabricated_analysis()


@pytest.fixture(scope="session")
def page(analysis: Analysis) -> str:
    return reports.html(analysis)


@pytest.fixture(scope="session")
def text(analysis: Analysis) -> str:
    return reports.markdown(analysis)
