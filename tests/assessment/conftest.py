"""The invented triad that the reports' tests use, for tests of the judgement too."""

import importlib.util
from pathlib import Path

import pytest

from tertius import records as r


@pytest.fixture(scope="session")
def analysis() -> r.Analysis:
    path = Path(__file__).parents[1] / "reports" / "fabricated_case.py"
    spec = importlib.util.spec_from_file_location("fabricated_triad", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.analysis()
