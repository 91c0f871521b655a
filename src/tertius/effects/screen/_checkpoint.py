"""What a screen has done so far, kept in a folder, so that it can be broken off and taken up again."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.effects._whole import write_whole
from tertius.errors import InputError
from tertius.history.panel import Panel

__all__ = ["Checkpoint"]

NAME = "screen.json"
FORMAT = 1


class Checkpoint:
    """One small file an actor and step, written whole or not at all; without a folder, nothing is kept.

    Args:
        folder: made if it is not there; None: nothing is kept.
        panel: what is screened.
        settings: how. A folder of another panel or of other settings is refused.

    Raises:
        InputError: the folder cannot be written, or belongs to another screen.
    """

    def __init__(self, folder: str | os.PathLike[str] | None, panel: Panel, settings: dict[str, Any]) -> None:
        self._folder = None if folder is None else Path(folder)
        if self._folder is None:
            return
        key = json.dumps({"format": FORMAT, "panel": _digest(panel), **settings}, sort_keys=True)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            known = self._folder / NAME
            if not known.exists():
                write_whole(known, key.encode())
            elif known.read_text(encoding="utf-8") != key:
                raise InputError(f"{folder} holds a screen of another history or with other settings; "
                                 "give another folder, or remove this one")  # fmt: skip
            for draft in self._folder.glob(".*.npz.*"):  # of a screen that was killed while it wrote
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(f"cannot keep the screen in {folder}: {error.strerror}; give another folder") from error

    def get(self, step: str, actor: str) -> dict[str, NDArray[Any]] | None:
        """What `put` kept; None if nothing, or if it is damaged: then it is done again."""
        path = self._path(step, actor)
        if path is None or not path.exists():
            return None
        try:
            with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
                return {name: file[name] for name in file.files}
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            return None

    def put(self, step: str, actor: str, arrays: dict[str, NDArray[Any]]) -> None:
        """Keep the arrays of one actor."""
        path = self._path(step, actor)
        if path is None:
            return
        raw = io.BytesIO()
        np.savez(raw, **arrays)  # type: ignore[arg-type]
        try:
            write_whole(path, raw.getvalue())
        except OSError as error:
            raise InputError(f"cannot keep the screen in {path.parent}: {error.strerror}; make room") from error

    def _path(self, step: str, actor: str) -> Path | None:
        if self._folder is None:
            return None
        name = hashlib.sha256(actor.encode()).hexdigest()[:12]  # codes need not be file names
        return self._folder / f"{step}-{name}.npz"


def _digest(panel: Panel) -> str:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(repr((panel.dyads, panel.periods[:1], panel.frequency, panel.kind)).encode())
    for one in (panel.conflict, panel.cooperation, panel.observed):
        digest.update(np.ascontiguousarray(one).data)
    return digest.hexdigest()
