"""tertius: how do tensions between A and B affect C?

    import tertius

    analysis = tertius.analyze(between=("Azerbaijan", "Iran"), on="Israel", documents="articles/")
    analysis.to_html("analysis.html")

The public verbs and nouns are listed in `__all__`; each loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tertius.analysis import Analysis, analyze, check, effect, tension
    from tertius.case import Case
    from tertius.coding import code
    from tertius.documents import read
    from tertius.errors import TertiusError
    from tertius.forecasts import forecast
    from tertius.forecasts.ledger import Ledger
    from tertius.history import load
    from tertius.listings import events, statements, ties

__all__ = [
    "Analysis", "Case", "Ledger", "TertiusError", "analyze", "check", "code", "effect", "events", "forecast", "load",
    "read", "statements", "tension", "ties",
]  # fmt: skip

try:
    __version__ = version("tertius")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0+unknown"

_HOMES = {
    "Analysis": "tertius.analysis",
    "Case": "tertius.case",
    "Ledger": "tertius.forecasts.ledger",
    "TertiusError": "tertius.errors",
    "analyze": "tertius.analysis",
    "check": "tertius.analysis",
    "code": "tertius.coding",
    "effect": "tertius.analysis",
    "events": "tertius.listings",
    "forecast": "tertius.forecasts",
    "load": "tertius.history",
    "read": "tertius.documents",
    "statements": "tertius.listings",
    "tension": "tertius.analysis",
    "ties": "tertius.listings",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'tertius' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
