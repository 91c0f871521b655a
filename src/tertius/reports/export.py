"""The answer as JSON, and all three files written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import msgspec

from tertius import assessment
from tertius.errors import InputError
from tertius.records import Analysis, to_builtins
from tertius.reports.release import release

__all__ = ["previous", "to_json", "write", "write_one"]


def to_json(analysis: Analysis) -> str:
    """`analysis` after `release` as JSON, keys as in `tertius.records.Analysis` and in that order."""
    return json.dumps(to_builtins(release(analysis)[0]), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write(analysis: Analysis, directory: str | os.PathLike[str]) -> dict[str, Path]:
    """Write `analysis.html`, `.md` and `.json` to `directory` and return their paths by suffix.

    All three are made in memory first, then put beside their places, then moved into them; when one cannot be
    written, the files that stood there before stand there still.

    Raises:
        InputError: the directory cannot be made or written to.
    """
    from tertius.reports.page import html
    from tertius.reports.plain import markdown

    texts = {"html": html(analysis), "md": markdown(analysis), "json": to_json(analysis)}
    folder = Path(directory)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _placed(folder, texts)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot write to {folder}: {reason}; give a folder that can be written to") from error


def _placed(folder: Path, texts: dict[str, str]) -> dict[str, Path]:
    places = {suffix: folder / f"analysis.{suffix}" for suffix in texts}
    with tempfile.TemporaryDirectory(prefix=".analysis-", dir=folder) as name:
        fresh, old = Path(name) / "new", Path(name) / "old"
        fresh.mkdir()
        old.mkdir()
        for suffix, text in texts.items():
            (fresh / places[suffix].name).write_text(text, encoding="utf-8", newline="\n")
        _swapped(places, fresh, old)
    return places


def _swapped(places: dict[str, Path], fresh: Path, old: Path) -> None:
    """Move the new files in; on any failure put the old ones back."""
    done: list[Path] = []
    try:
        for place in places.values():
            if place.exists():
                shutil.copy2(place, old / place.name)
            (fresh / place.name).replace(place)
            done.append(place)
    except OSError:
        for place in done:
            kept = old / place.name
            if kept.exists():
                kept.replace(place)
            else:
                place.unlink()
        raise


def previous(analysis: Analysis, directory: Path) -> Analysis | None:
    """The earlier run of the same question whose `analysis.json` stands in `directory`, or None.

    What is no analysis of this version's schema, or asks another question, is passed over.
    """
    path = directory / "analysis.json"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Analysis)
    except (OSError, msgspec.MsgspecError):
        return None
    return found if assessment.same_question(found, analysis) else None


def write_one(text: str, path: Path) -> Path:
    """Write one form of the report to `path`: beside its place first, then moved into it.

    Raises:
        InputError: the folder is missing or cannot be written to.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".analysis-", dir=path.parent) as name:
            fresh = Path(name) / path.name
            fresh.write_text(text, encoding="utf-8", newline="\n")
            return fresh.replace(path)
    except OSError as error:
        raise InputError(
            f"cannot write {path}: {error.strerror or error}; give a path that can be written to"
        ) from error
