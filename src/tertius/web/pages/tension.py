"""The tension of any pair, from the histories that the desk was started with."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import OrderedDict
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tertius.errors import TertiusError, UsageError
from tertius.records import Tension
from tertius.web.desk import Desk, desk_of

__all__ = ["FREQUENCIES", "MEASURES", "measured", "router"]

router = APIRouter(default_response_class=HTMLResponse)
TheDesk = Annotated[Desk, Depends(desk_of)]
FREQUENCIES = ("week", "month", "day")
MEASURES = ("conflict", "cooperation", "index")
_SECONDS = 60.0  # that a measurement may take
_KEPT = 32


@router.get("/tension")
async def show(request: Request, desk: TheDesk) -> HTMLResponse:
    """The form, and what was measured where a pair is named; what cannot be is said on the page."""
    names = ("a", "b", "history", "frequency", "measure", "until")
    given = {name: request.query_params.get(name, "").strip()[:100] for name in names}
    tension, error, drawing = None, "", ""
    if given["a"] and given["b"] and desk.histories:
        try:
            tension = await measured(desk, **given)
            drawing = await run_in_threadpool(_drawn, tension)
        except TertiusError as refused:
            error = str(refused)
    return desk.page(
        request, "tension.html.j2", 400 if error else 200, given=given, tension=tension, error=error, drawing=drawing,
        histories=sorted(desk.histories), frequencies=FREQUENCIES, measures=MEASURES,
    )  # fmt: skip


_held: OrderedDict[tuple[Any, ...], Tension] = OrderedDict()


async def measured(
    desk: Desk, *, a: str, b: str, history: str = "", frequency: str = "", measure: str = "", until: str = ""
) -> Tension:
    """The tension of two actors in one of the desk's histories; the latest answers are kept in memory.

    Raises:
        UsageError: a name, a measure or a history that is not known, or it took too long.
    """
    from tertius import analysis

    frequency, measure = frequency or FREQUENCIES[0], measure or MEASURES[0]
    name = history or next(iter(sorted(desk.histories)), "")
    if name not in desk.histories:
        raise UsageError(f"this desk was not started with a history {name!r}; start it with --history FILE")
    if frequency not in FREQUENCIES or measure not in MEASURES:
        raise UsageError(f"frequencies are {', '.join(FREQUENCIES)}; measures are {', '.join(MEASURES)}")
    path = desk.histories[name]
    key = (str(path), path.stat().st_mtime_ns, a, b, frequency, measure, until)
    if key not in _held:
        work = run_in_threadpool(
            analysis.tension, a, b, history=[path], until=until or None, frequency=frequency, measure=measure
        )
        try:
            _held[key] = await asyncio.wait_for(work, _SECONDS)
        except TimeoutError:
            raise UsageError(f"measuring took more than {_SECONDS:.0f} s; measure it with `tertius tension`") from None
        while len(_held) > _KEPT:
            _held.popitem(last=False)
    return _held[key]


def _drawn(tension: Tension) -> Markup:
    """The chart as SVG; its labels are escaped by what draws it."""
    from tertius.reports import charts, drawing

    known = [value.start for value in tension.values if value.value is not None]
    spec = charts.tension_spec(tension, known[-1] if known else dt.datetime.now(dt.UTC).date())
    if spec is None:
        return Markup()
    title = f"Tension of {' and '.join(tension.dyad)} over time"
    described = (
        f"{len(tension.values)} periods, {len(tension.changes)} change points; the table below holds the numbers."
    )
    return Markup(drawing.draw(spec, "tension", title, described))  # noqa: S704  our own drawing
