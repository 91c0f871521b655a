"""What `import tertius` offers, and what it costs."""

import subprocess
import sys

import tertius

HEAVY = (
    "spacy",
    "ibis",
    "pandas",
    "pyarrow",
    "duckdb",
    "scipy",
    "numpy",
    "trafilatura",
    "jinja2",
    "vl_convert",
    "click",
)


def test_the_public_names_are_these_and_all_load():
    assert sorted(tertius.__all__) == [
        "Analysis", "Case", "Ledger", "TertiusError", "analyze", "check", "code", "effect", "events", "forecast", "load",
        "read", "statements", "tension", "ties",
    ]  # fmt: skip
    assert all(getattr(tertius, name) is not None for name in tertius.__all__)


def test_importing_it_loads_nothing_heavy():
    code = f"import sys, tertius; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
