"""The desk: a local web app on a workspace, and its API.

    tertius serve --workspace work

Server-rendered pages that work without scripts, on FastAPI. Everything is read from and kept in the workspace;
long work is done by one worker process beside the server. FastAPI and uvicorn load when used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tertius.web.app import create_app
    from tertius.web.serving import serve
    from tertius.web.settings import Settings

__all__ = ["Settings", "create_app", "serve"]

_LATE = {"Settings": "settings", "create_app": "app", "serve": "serving"}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(importlib.import_module(f"tertius.web.{_LATE[name]}"), name)
    raise AttributeError(f"module 'tertius.web' has no attribute {name!r}")
