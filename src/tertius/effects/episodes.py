"""What an estimate is made of: the dated A-B shocks that carry half of the variation, and the estimate without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tertius.effects._estimation import Setting, lack_of, lack_of_rows
from tertius.effects._projection import Collinear, project
from tertius.effects._series import Dyad, dyad
from tertius.effects._variants import (
    Parts,
    parts_of,
    questions_of,
    regression,
    setting_of,
    unknown_actor,
    variant,
    without,
)
from tertius.effects._words import plural
from tertius.effects.responses import asked, computation_of
from tertius.history import History, period_end
from tertius.history.panel import Panel
from tertius.progress import Progress, silent
from tertius.records import Episode, Episodes, LeftOut, Measure, Movement, Variant

__all__ = ["episodes"]

Array = NDArray[np.float64]

CARRIED = 0.5
ALONE = "without periods in which coverage has A-B, A-C and B-C together"
BUSY = "without the periods in which A-B, A-C and B-C are all above their medians"
MATERIAL = "on material events only"


def episodes(
    panel: Panel,
    between: tuple[str, str],
    on: str,
    *,
    horizon: int | None = None,
    lags: int | None = None,
    left_out: Sequence[LeftOut] = (),
    also: Sequence[str] = (),
    history: History | None = None,
    command: str = "",
    progress: Progress = silent,
) -> Episodes:
    """The A-B shocks that the estimates for C's ties with A and B (and with `also`) are made of.

    A shock is what is left of A-B conflict in a period beside its own past and the attention around A, B and C.
    An estimate weighs each period by the square of its shock: those with the largest squares that together make
    half of the sum are listed, as one episode where no more than p periods lie between them.

    Args:
        panel: the history, cut off already.
        between: codes of A and B.
        on: code of C.
        horizon: as in `effect`.
        lags: as in `effect`.
        left_out: dyads that may not serve as placebos.
        also: codes of actors whose tie with C is looked at too.
        history: what the panel was made of; with events in it, the estimate on material events alone is made too.
        command: how the caller asked, kept for recomputing.
        progress: told after each tie and measure.

    Raises:
        UsageError: as `effect`.
    """
    pair, horizon, lags = asked(panel, between, on, horizon=horizon, lags=lags)
    setting = setting_of(panel, pair, lags=lags, horizon=horizon, left_out=tuple(left_out))
    questions = questions_of(pair, on, also)
    narrower = dict(_narrower(setting, on, history))
    stated, again = [], []
    for done, (tie, measure) in enumerate(questions):
        progress("episodes", done, len(questions))
        stated.append(variant(setting, tie, measure, "as stated"))
        again += [_again(setting, one, tie, measure, name) for name, one in narrower.items()]
    progress("episodes", len(questions), len(questions))
    found: tuple[Episode, ...] = ()
    carried, because = 0.0, unknown_actor(setting, (*pair, on)) or lack_of(setting, pair, Measure.CONFLICT)
    if because is None:
        try:
            shock = _shock(setting, on)
            chosen = _chosen(shock)
            carried = float((shock[chosen] ** 2).sum() / (shock**2).sum())
            found = _Teller(setting, shock, questions).tell(chosen)
        except Collinear as error:
            because = f"the controls are collinear: {error}"
    return Episodes(
        between=pair,
        on=on,
        frequency=panel.frequency,
        unit=panel.unit("conflict"),
        horizon=horizon,
        lags=lags,
        n=len(setting.rows),
        carried=carried,
        episodes=found,
        stated=tuple(stated),
        again=tuple(again),
        because=because,
        computation=computation_of(setting, command),
    )


def _shock(setting: Setting, on: str) -> Array:
    """(n,) A-B conflict beside its own past and the attention around A, B and C; the same for all ties."""
    around, rows = setting.around, setting.rows
    x = around.series(setting.between, Measure.CONFLICT)
    factors = around.factors(tuple(sorted({*setting.between, on})), Measure.CONFLICT, activity=True)
    back, now = (rows[:, None] - np.arange(first, setting.lags + 2) for first in (1, 0))
    others = np.column_stack([np.ones(len(rows)), x[back], factors[now].reshape(len(rows), -1)])
    return project(x[rows + 1, None], x[rows], others).shock  # which outcome it is projected on is all one here


def _chosen(shock: Array) -> NDArray[np.intp]:
    """The fewest windows whose squared shocks make half of the sum, in order of time."""
    order = np.argsort(-(shock**2), kind="stable")
    reached = np.cumsum(shock[order] ** 2)
    return np.sort(order[: int(np.searchsorted(reached, CARRIED * reached[-1])) + 1])


@dataclass(frozen=True, eq=False)
class _Teller:
    """Tells each episode with what the ties did."""

    setting: Setting
    shock: Array
    questions: Sequence[tuple[Dyad, Measure]]

    def tell(self, chosen: NDArray[np.intp]) -> tuple[Episode, ...]:
        """Group the chosen windows by time, and tell each group."""
        rows = self.setting.rows[chosen]
        groups = np.split(chosen, np.flatnonzero(np.diff(rows) > self.setting.lags + 1) + 1)
        parts = {question: self.parts(question) for question in self.questions}
        return tuple(self.episode(group, parts) for group in groups)

    def parts(self, question: tuple[Dyad, Measure]) -> Parts | str:
        tie, measure = question
        because = lack_of(self.setting, dyad(*tie), measure) or unknown_actor(self.setting, tie)
        if because is not None:
            return because
        try:
            return parts_of(self.setting, dyad(*tie), measure)
        except Collinear as error:
            return f"the controls are collinear: {error}"

    def episode(self, group: NDArray[np.intp], parts: dict[tuple[Dyad, Measure], Parts | str]) -> Episode:
        panel, rows, shock = self.setting.around.panel, self.setting.rows, self.shock
        peak = int(group[np.abs(shock[group]).argmax()])
        up = shock[group] > 0
        return Episode(
            start=panel.periods[rows[group[0]]],
            end=period_end(panel.periods[rows[group[-1]]], panel.frequency),
            peak=panel.periods[rows[peak]],
            periods=len(group),
            direction="up" if up.all() else "both" if up.any() else "down",
            size=float(shock[peak]),
            value=float(panel.series(*self.setting.between, "conflict")[rows[peak]]),
            share=float((shock[group] ** 2).sum() / (shock**2).sum()),
            movements=tuple(self.movement(question, found, group, peak) for question, found in parts.items()
                            if not isinstance(found, str)),
        )  # fmt: skip

    def movement(self, question: tuple[Dyad, Measure], parts: Parts, group: NDArray[np.intp], peak: int) -> Movement:
        tie, measure = question
        setting = self.setting
        values, at = setting.around.panel.series(*tie, measure), setting.rows[peak]
        dropped = np.isin(np.arange(len(setting.rows)), group)
        estimate, z, because = _plain(without(setting, dropped), dyad(*tie), measure)
        return Movement(
            tie=tie,
            measure=measure,
            before=float(values[at - setting.lags - 1 : at].mean()),
            after=values[at : at + setting.horizon + 1].tolist(),
            beyond=parts.outcome[peak].tolist(),
            contribution=float(parts.shares[group, 1:].sum()),
            estimate_without=estimate,
            z_without=z,
            because=because,
        )


def _plain(setting: Setting, tie: Dyad, measure: Measure) -> tuple[list[float] | None, list[float] | None, str | None]:
    because = lack_of(setting, setting.between, Measure.CONFLICT)
    if because is not None:
        return None, None, because
    try:
        fit = project(*regression(setting, tie, measure))
    except Collinear as error:
        return None, None, f"the controls are collinear: {error}"
    return fit.estimate.tolist(), fit.z.tolist(), None


def _narrower(setting: Setting, on: str, history: History | None) -> Iterator[tuple[str, Setting | str]]:
    a, b = setting.between
    trio = ((a, b), (a, on), (b, on))
    nothing = np.zeros(len(trio))
    yield ALONE, _apart(setting, trio, nothing, "one of the three pairs is not on record")
    yield (
        BUSY,
        _apart(setting, trio, _medians(setting.around.panel, trio), "one of the three pairs is not above its median"),
    )
    yield MATERIAL, _material(setting, history)


def _again(setting: Setting, narrower: Setting | str, tie: Dyad, measure: Measure, name: str) -> Variant:
    if isinstance(narrower, str):
        return Variant(name=name, between=setting.between, tie=tie, measure=measure, n=0, because=narrower)
    return variant(narrower, tie, measure, name)


def _apart(setting: Setting, trio: Sequence[Dyad], above: Array, which: str) -> Setting | str:
    """The windows whose shock falls in a period with no more than `above` on record of at least one of the three."""
    panel = setting.around.panel
    if not len(setting.rows):
        return str(lack_of_rows(setting, trio[1]))
    together = np.all([_volume(panel, pair) > least for pair, least in zip(trio, above, strict=True)], axis=0)
    left = without(setting, together[setting.rows])
    if lack_of_rows(left, trio[1]) is not None:
        return (f"only {len(left.rows)} of {plural(len(setting.rows), panel.frequency)} remain in which {which}: "
                "too few to estimate")  # fmt: skip
    return left


def _medians(panel: Panel, trio: Sequence[Dyad]) -> Array:
    """Of what is on record of each pair, over the observed periods."""
    return np.array([np.median(_volume(panel, pair)[panel.observed]) if panel.observed.any() else 0.0 for pair in trio])


def _volume(panel: Panel, pair: Dyad) -> Array:
    """(T,) conflict and cooperation together."""
    return np.asarray(panel.series(*pair, "conflict") + panel.series(*pair, "cooperation"))


def _material(setting: Setting, history: History | None) -> Setting | str:
    if history is None:
        return "the estimate was not given the history itself, only its panel"
    if history.kind != "events":
        return "this history is a panel, which does not tell material from verbal events"
    panel = _material_panel(setting.around.panel, history)
    if isinstance(panel, str):
        return panel
    made = setting_of(panel, setting.between, lags=setting.lags, horizon=setting.horizon)
    return replace(made, left_out=setting.left_out)


def _material_panel(panel: Panel, history: History) -> Panel | str:
    """The panel with material events alone, over the same periods and pairs."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = history.dyads(panel.frequency, cutoff=panel.cutoff).to_arrow()
    sources = {"conflict": "material_conflict", "cooperation": "material_cooperation"}
    if any(rows[source].null_count == rows.num_rows for source in sources.values()):
        return "this history does not tell material from verbal events"
    pairs = pc.binary_join_element_wise(rows["a"], rows["b"], " ")
    columns = pc.index_in(pairs, value_set=pa.array([" ".join(pair) for pair in panel.dyads]))
    periods = pc.index_in(rows["period"].cast(pa.date32()), value_set=pa.array(panel.periods, pa.date32()))
    known = pc.and_(pc.is_valid(columns), pc.is_valid(periods))
    at, column = (index.filter(known).to_numpy() for index in (periods, columns))
    made = {name: np.where(np.isnan(panel.matrix(name)), np.nan, 0.0) for name in sources}
    for name, source in sources.items():
        made[name][at, column] = pc.fill_null(rows[source].cast(pa.float64()), 0.0).filter(known).to_numpy()
    return replace(panel, conflict=made["conflict"], cooperation=made["cooperation"])
