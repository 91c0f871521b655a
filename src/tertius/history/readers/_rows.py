"""What the readers of all sets share: the shape of a coded row, and what makes a row one that is set aside."""

from __future__ import annotations

from typing import Any

from tertius.history.readers.lookups import number_within

__all__ = ["HOUSEKEEPING", "coordinate", "finished", "shown"]

HOUSEKEEPING = ("problem", "row", "file")


def finished(table: Any, columns: dict[str, Any], problems: list[tuple[Any, Any]]) -> Any:
    """`table` with these columns, `problem` (why the row is set aside; the first that holds, or null), row and file."""
    import ibis

    problem = ibis.cases(*problems, else_=None)
    return table.select(**columns, problem=problem.cast("string"), row=table.row, file=table.file)


def shown(what: str, column: Any) -> Any:
    """A problem that shows the value."""
    import ibis

    return ibis.literal(f"{what}: ") + column.fill_null("nothing").left(60)


def coordinate(column: Any, most: int) -> Any:
    """A latitude or longitude in degrees; null where it is none."""
    return number_within(column, most)
