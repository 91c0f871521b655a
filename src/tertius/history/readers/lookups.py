"""Codes for actors and acts, looked up once for each distinct value and joined to the rows.

A batch has millions of rows and some thousands of distinct actors: those are coded in Python, by the tables of
`world`, and come back to the engine as a small table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["Coded", "coded_acts", "joined", "number", "text"]

Coded = dict[str, Any]


def text(column: Any) -> Any:
    """`column` without blanks around it; null where nothing is left."""
    return column.strip().nullif("")


def number(column: Any) -> Any:
    """`column` as a number; null where it is none."""
    found = column.strip().try_cast("float64")
    return found.isinf().ifelse(None, found.isnan().ifelse(None, found))


def joined(
    table: Any, keys: Sequence[str], code: Callable[..., Coded], types: dict[str, str], *, rows: Any | None = None
) -> Any:
    """`table` with the columns `types`, which `code` gives for the distinct values of `keys`.

    `code` is called with the values of one combination ("" for null). `rows` is the table that the values are read
    from; by default `table` itself, which must then have been computed already to be cheap.
    """
    import ibis

    given = {f"key_{place}": (rows if rows is not None else table)[key].fill_null("") for place, key in enumerate(keys)}
    found = (rows if rows is not None else table).select(**given).distinct().to_pyarrow().to_pylist()
    coded = [value | code(*value.values()) for value in found]
    schema = ibis.schema(dict.fromkeys(given, "string") | types)
    codes = ibis.memtable(_arrow(coded, schema), schema=schema)
    same = [table[key].fill_null("") == codes[f"key_{place}"] for place, key in enumerate(keys)]
    return table.left_join(codes, same).drop(*given)


def _arrow(rows: list[Coded], schema: Any) -> Any:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=schema.to_pyarrow())


def coded_acts(table: Any, column: str, *, rows: Any | None = None) -> Any:
    """`table` with what the CAMEO code in `column` stands for.

    `act_cameo` is the code as given (a lost leading zero is not guessed), `act_root`, `act_type`, `act_quad` (CAMEO's
    own split, with bare statements 0) and `act_weight`; all null for no CAMEO code. `rows` as in `joined`.
    """
    return joined(table, [column], _act, _ACT, rows=rows)


_ACT = {
    "act_cameo": "string", "act_root": "string", "act_type": "string", "act_quad": "int8", "act_weight": "float64",
}  # fmt: skip


def _act(given: str) -> Coded:
    from tertius.errors import UsageError
    from tertius.history._events import quad_by_root
    from tertius.world.ontology import cameo, plover_of

    code = given.strip()
    try:
        found, plover = cameo(code), plover_of(code)
    except UsageError:
        return dict.fromkeys(_ACT)
    return {
        "act_cameo": code,
        "act_root": found.root,
        "act_type": plover.type.value if plover.type else None,
        "act_quad": quad_by_root().get(found.root),
        "act_weight": found.goldstein,
    }
