"""Codes for actors and acts, looked up once for each distinct value and joined to the rows.

An import has millions of rows and some thousands of distinct actors: those are coded in Python, by the tables of
`world`, once for the whole import, and stand on the engine as small tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.history._protocol import numbered

__all__ = ["Codebook", "Coded", "number", "number_within", "text", "whole"]

Coded = dict[str, Any]
_LARGEST = 1.7e308
_WHOLE = 2.0**53  # beyond it floating point has holes


def text(column: Any) -> Any:
    """`column` without blanks around it; null where nothing is left."""
    return column.strip().nullif("")


def number(column: Any) -> Any:
    """`column` as a number; null where it is none, or not finite."""
    return number_within(column, _LARGEST)


def whole(column: Any) -> Any:
    """`column` as a whole number; null where it is none."""
    return number_within(column, _WHOLE).cast("int64")


def number_within(column: Any, most: float) -> Any:
    """`column` as a number from -`most` to `most`; null where it is none."""
    found = column.try_cast("float64")  # blanks around a number do not matter to it
    return found.between(-most, most).ifelse(found, None)  # NaN is between no two numbers


class Codebook:
    """What the values of one table of rows stand for, as far as they have been met.

    A reader joins the codes to its rows in one expression; `learn`, called whenever the table holds other rows, codes
    the values that are new. So the expression is made once, and each value is coded once.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._pages: list[_Page] = []

    def joined(
        self, table: Any, keys: Sequence[str], code: Callable[..., Coded], types: dict[str, str], *, rows: Any
    ) -> Any:
        """`table` with the columns `types`, which `code` gives for the values of `keys`.

        `code` is called with the values of one combination ("" for null); `rows` is the table they are read from.
        """
        import ibis

        given = {f"key_{place}": rows[key].fill_null("") for place, key in enumerate(keys)}
        schema = ibis.schema(dict.fromkeys(given, "string") | types)
        name = numbered("codes")
        codes = self._connection.create_table(name, schema=schema, temp=True)
        unknown = rows.select(**given).distinct().anti_join(codes, list(given))
        self._pages.append(_Page(name, self._connection.compile(unknown), code, schema))
        same = [table[key].fill_null("") == codes[f"key_{place}"] for place, key in enumerate(keys)]
        return table.left_join(codes, same).drop(*given)

    def acts(self, table: Any, column: str, *, rows: Any) -> Any:
        """`table` with what the CAMEO code in `column` stands for.

        `act_cameo` is the code as given (a lost leading zero is not guessed), `act_root`, `act_type`, `act_quad`
        (CAMEO's own split, with bare statements 0) and `act_weight`; all null for no CAMEO code.
        """
        return self.joined(table, [column], _act, _ACT, rows=rows)

    def learn(self) -> None:
        """Code the values that the rows have now and had not before."""
        import pyarrow as pa

        duck = self._connection.con
        for page in self._pages:
            found = [dict(zip(page.keys, row, strict=True)) for row in duck.execute(page.unknown).fetchall()]
            if found:
                coded = [values | page.code(*values.values()) for values in found]
                duck.register("learnt", pa.Table.from_pylist(coded, schema=page.schema.to_pyarrow()))
                duck.execute(f'INSERT INTO "{page.name}" SELECT * FROM learnt')
                duck.unregister("learnt")


@dataclass(frozen=True)
class _Page:
    """One table of codes: its name, the query for values that it lacks, and what codes them."""

    name: str
    unknown: str
    code: Callable[..., Coded]
    schema: Any

    @property
    def keys(self) -> list[str]:
        return [name for name in self.schema.names if name.startswith("key_")]


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
