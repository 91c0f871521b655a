"""The answer as JSON, and the files of a report written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from tertius import assessment
from tertius.errors import InputError, UsageError
from tertius.records import Analysis, to_builtins
from tertius.reports.release import release

__all__ = ["FORMATS", "STANDARD", "previous", "render", "to_json", "write", "write_one"]


def to_json(analysis: Analysis) -> str:
    """`analysis` after `release` as JSON, keys as in `tertius.records.Analysis` and in that order."""
    return json.dumps(to_builtins(release(analysis)[0]), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


FORMATS = {"html": "analysis.html", "md": "analysis.md", "json": "analysis.json", "docx": "analysis.docx",
           "xlsx": "analysis.xlsx", "csv": "analysis-csv.zip", "ris": "analysis.ris", "ipynb": "analysis.ipynb"}  # fmt: skip
"""The forms a report is written in, by the file's name."""
STANDARD = ("html", "md", "json")


def render(analysis: Analysis, form: str) -> bytes:
    """`analysis` in one of `FORMATS`, after `release`.

    Raises:
        UsageError: the form is unknown.

    """
    from tertius.reports import citations, notebook, page, plain, spreadsheets, word

    makers: dict[str, Callable[[Analysis], str | bytes]] = {
        "html": page.html, "md": plain.markdown, "json": to_json, "docx": word.docx, "xlsx": spreadsheets.xlsx,
        "csv": spreadsheets.csv_archive, "ris": citations.ris, "ipynb": notebook.notebook,
    }  # fmt: skip
    if form not in makers:
        raise UsageError(f"a report has no form {form!r}; there are {', '.join(FORMATS)}")
    made = makers[form](analysis)
    return made.encode() if isinstance(made, str) else made


def write(analysis: Analysis, directory: str | os.PathLike[str], formats: Iterable[str] = STANDARD) -> dict[str, Path]:
    """Write `analysis` to `directory` in each of `formats` and return the paths by form.

    All are made in memory first, then put beside their places, then moved into them; when one cannot be written, the
    files that stood there before stand there still. A notebook reads the JSON, which is written with it.

    Raises:
        InputError: the directory cannot be made or written to.
        UsageError: a form is unknown.
    """
    asked = dict.fromkeys(formats)
    forms = [form for form in FORMATS if form in asked or (form == "json" and "ipynb" in asked)]
    forms += [form for form in asked if form not in FORMATS]
    made = {form: render(analysis, form) for form in forms}
    folder = Path(directory)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _placed(folder, made)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"cannot write to {folder}: {reason}; give a folder that can be written to") from error


def _placed(folder: Path, made: dict[str, bytes]) -> dict[str, Path]:
    places = {form: folder / FORMATS[form] for form in made}
    with tempfile.TemporaryDirectory(prefix=".analysis-", dir=folder) as name:
        fresh, old = Path(name) / "new", Path(name) / "old"
        fresh.mkdir()
        old.mkdir()
        for form, data in made.items():
            (fresh / places[form].name).write_bytes(data)
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
