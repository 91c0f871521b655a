"""How the quantiles of next week's tension would have done over the last weeks of a history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tertius.errors import UsageError
from tertius.forecasts.scores import at_levels, coverage, crps_ensemble, crps_quantiles
from tertius.forecasts.weeks import HIGH, LEVELS, LOW, TensionModel, WeeklyValues, most_active
from tertius.progress import Progress, silent
from tertius.records import Record

if TYPE_CHECKING:
    from tertius.history import History

__all__ = ["TensionScore", "back_test_tension"]

_PAIRS = 200
_LEARN_EVERY = 25
_FIRST = 52  # observed weeks before the first origin, for the year's own distribution


class TensionScore(Record, frozen=True, kw_only=True):
    """Next week's tension, rolling origin; values are None where `because` says why.

    Attributes:
        crps: mean, in `unit`; of the forecasts, and
        crps_last_8, crps_last_52: of the pair's own last 8 and 52 weeks as equally likely values.
        coverage_80: share of weeks whose tension lay in the 80% interval.
        unit: of tension.
        pairs, weeks: how many.
        because: why there are none.

    """

    crps: float | None = None
    crps_last_8: float | None = None
    crps_last_52: float | None = None
    coverage_80: float | None = None
    unit: str | None = None
    pairs: int = 0
    weeks: int = 0
    because: str | None = None


def back_test_tension(
    history: History, dyad: tuple[str, str] | None, weeks: int, progress: Progress = silent
) -> TensionScore:
    """Over the last `weeks` observed weeks: of one pair, or of the 200 most active before them.

    Learned anew every 25 weeks on the observed weeks before.
    """
    panel = history.panel("week")
    unit = panel.unit("conflict")
    column = None if dyad is None else panel.column(*dyad)
    if dyad is not None and column is None:
        return TensionScore(unit=unit, because=f"{dyad[0]} and {dyad[1]} have no row together in this history")
    seen = np.flatnonzero(panel.observed)
    first = max(len(seen) - weeks, _FIRST)
    if first >= len(seen):
        return TensionScore(
            unit=unit,
            because=f"the history has {len(seen)} observed weeks; a back-test of tension needs more than {_FIRST}",
        )
    own = [] if column is None else [column]
    columns = np.array(sorted({*most_active(panel, _PAIRS, int(seen[first])).tolist(), *own}), dtype=np.int64)
    scored = slice(None) if column is None else [int(np.searchsorted(columns, column))]
    try:
        values = WeeklyValues.of(panel, columns)
        made = []
        model: TensionModel | None = None
        for known in range(first, len(seen)):
            progress("weeks of tension", known - first, len(seen) - first)
            if model is None or (known - first) % _LEARN_EVERY == 0:
                model = TensionModel(values, known)
            made.append(model.quantiles(known)[scored])
    except UsageError as error:
        return TensionScore(unit=unit, because=str(error))
    conflict = values.conflict[:, scored]
    quantiles, came = np.stack(made), conflict[first:]
    fine = (np.arange(200) + 0.5) / 200  # the midpoint rule: 39 levels alone would leave out the ends
    ours = [
        crps_quantiles(at_levels(week, LEVELS, fine), fine, value) for week, value in zip(quantiles, came, strict=True)
    ]
    last = {
        span: float(
            crps_ensemble(
                np.stack([conflict[known - span : known].T for known in range(first, len(seen))]), came
            ).mean()
        )
        for span in (8, 52)
    }
    return TensionScore(
        crps=float(np.mean(ours)), crps_last_8=last[8], crps_last_52=last[52],
        coverage_80=coverage(quantiles[..., LOW], quantiles[..., HIGH], came), unit=unit,
        pairs=came.shape[1], weeks=len(came),
    )  # fmt: skip
