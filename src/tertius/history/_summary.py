"""The summary of an archive: which days it holds and who acts in it, so that a question need not read all rows.

Beside the months of an origin, `_summary/days.arrow` has `day, rows, uncoded, stateless, inside` and
`_summary/actors.arrow` has `name`. Both carry the fingerprint of the months they were made from; when
the months change, the summary no longer counts and all is read from the rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "Summary", "fingerprint", "merged", "write"]

FOLDER = "_summary"
_KEY = b"fingerprint"
_TAIL = 8


@dataclass(frozen=True)
class Summary:
    """What one origin holds: an Arrow table of its days, and the names of its actors."""

    days: Any
    actors: tuple[str, ...]


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names, sizes and Parquet footers (schema, counts and bounds of every row group) of the months."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("month=*/*.parquet")):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            file.seek(max(size - _TAIL, 0))
            footer = int.from_bytes(file.read(4), "little")
            file.seek(max(size - _TAIL - footer, 0))
            digest.update(file.read())
    return digest.hexdigest()


def merged(archives: list[tuple[Path | None, str]]) -> Summary | None:
    """The summaries of all these origins as one; None if one of them is no archive or has none that fits."""
    import pyarrow as pa

    found = []
    for folder, sha256 in archives:
        one = _read(folder, sha256) if folder is not None else None
        if one is None:
            return None
        found.append(one)
    if len(found) == 1:
        return found[0]
    days = pa.concat_tables([one.days for one in found])
    sums = [(name, "sum") for name in days.column_names if name != "day"]
    days = days.group_by("day").aggregate(sums).rename_columns(["day", *(name for name, _ in sums)])
    return Summary(days, tuple(sorted({name for one in found for name in one.actors})))


def _read(folder: Path, sha256: str) -> Summary | None:
    """The summary of the archive in `folder` if it was made from months with that fingerprint."""
    import pyarrow as pa

    found = []
    for name in ("days", "actors"):
        try:
            with pa.OSFile(str(folder / FOLDER / f"{name}.arrow")) as file:
                table = pa.ipc.open_file(file).read_all()
        except (OSError, pa.ArrowInvalid):
            return None
        if (table.schema.metadata or {}).get(_KEY, b"").decode() != sha256:
            return None
        found.append(table)
    return Summary(found[0], tuple(found[1]["name"].to_pylist()))


def write(folder: Path, sha256: str, days: Any, actors: list[str]) -> None:
    """Keep the summary of the archive in `folder`; `days` is an Arrow table as above."""
    import pyarrow as pa

    (folder / FOLDER).mkdir(exist_ok=True)
    for name, table in (("days", days), ("actors", pa.table({"name": pa.array(actors, pa.string())}))):
        path = folder / FOLDER / f"{name}.arrow"
        unfinished = path.with_suffix(".unfinished")
        signed = table.replace_schema_metadata({_KEY: sha256.encode()})
        with pa.OSFile(str(unfinished), "wb") as file, pa.ipc.new_file(file, signed.schema) as writer:
            writer.write_table(signed)
        unfinished.replace(path)
