"""`tertius reference-class`: the outside view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tertius.cli._options import DATE, PATH
from tertius.cli._output import emit, emit_json, formats, say
from tertius.errors import UsageError
from tertius.records import Actor, Tie

if TYPE_CHECKING:
    from tertius.records import ReferenceClass, ReferenceRate

NO_CLASS = 3


@click.command("reference-class")
@click.argument("case", type=PATH, required=False)
@click.option("--between", nargs=2, metavar="A B", help="The two with tension between them.")
@click.option("--on", metavar="C", help="The third.")
@click.option(
    "--structure", type=PATH, multiple=True, help="Structural data sets, or a folder of them; may be repeated."
)
@click.option("--until", type=DATE, help="Only ties in force on that day count.")
@click.option("--table", type=PATH, help="A table that scripts/make_reference_classes.py made.")
@formats
def reference_class(
    case: Path | None,
    between: tuple[str, str] | None,
    on: str | None,
    structure: tuple[Path, ...],
    until: dt.datetime | None,
    table: Path | None,
    as_json: bool,
    as_csv: bool,
) -> int:
    """How often states with C's ties entered a dispute, or moved closer, after an A-B dispute began.

    Ties come from a case file's overrides, from structural data sets, or both. Exit status 3: no class fits.
    """
    from tertius.effects.classes import reference_class as look_up
    from tertius.relations import ties

    states, overrides, day = _asked(case, between, on)
    day = until.date() if until else day
    recorded = ties.read_structure(structure, states, until=day) if structure else ()
    a, b, c = (str(actor.code) for actor in states)
    found = look_up(ties.gather((), overrides, recorded), (a, b), c, at=day, table=table)
    if as_json:
        emit_json(found)
        return 0 if found.rates else NO_CLASS
    emit(_COLUMNS, (_row(one) for one in (*found.rates, *found.variants)), as_csv=as_csv)
    if not as_csv:
        for line in _lines(found):
            say(line)
        if not found.rates and not structure:
            say("No structural records were given, from which ties could be read: give --structure PATH.")
    return 0 if found.rates else NO_CLASS


def _asked(
    case: Path | None, between: tuple[str, str] | None, on: str | None
) -> tuple[tuple[Actor, Actor, Actor], tuple[Tie, ...], dt.date | None]:
    """A, B and C, the ties of the case file, and its cut-off."""
    if case is not None:
        from tertius.case import Case

        if between is not None or on is not None:
            raise UsageError("give a case file, or --between and --on: not both")

        read = Case.from_toml(case)
        states, overrides, day = (*read.between, read.on), tuple(read.overrides), read.until
    elif between is not None and on is not None:
        from tertius.world.actors import resolve

        one, other, third = (resolve(name) for name in (*between, on))
        states, overrides, day = (one, other, third), (), None
    else:
        raise UsageError("give a case file, or the names: --between A B --on C --structure PATH")
    for actor in states:
        if actor.state is None:
            raise UsageError(f"{actor.name} is no state: the records are of states")
    return states, overrides, day


def _row(one: ReferenceRate) -> tuple[object, ...]:
    shares = (one.rate, one.low, one.high, one.base_rate, one.base_low, one.base_high)
    return ("-".join(one.about), one.outcome, one.years, one.data, one.n, one.k, one.pairs,
            *(None if value is None else f"{value:.1%}" for value in shares), one.compared)  # fmt: skip


def _lines(found: ReferenceClass) -> Iterator[str]:
    for line in (found.profile, found.because, found.headline.text if found.headline else None):
        if line is not None:
            yield line
    yield from found.caveats
    yield from (f"Source: {one}" for one in found.sources)


_COLUMNS = ("with", "outcome", "years", "records", "n", "k", "pairs", "rate", "low", "high", "base rate", "base low",
            "base high", "compared with base")  # fmt: skip
