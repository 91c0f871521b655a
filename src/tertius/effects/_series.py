"""From a panel to the series that a projection takes: transformed ties, and the attention around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tertius.history.panel import Panel
from tertius.records import Measure

__all__ = ["Dyad", "Surroundings", "dyad", "surroundings", "transform_of"]

Array = NDArray[np.float64]
Dyad = tuple[str, str]

MEASURES = (Measure.CONFLICT, Measure.COOPERATION)


def dyad(a: str, b: str) -> Dyad:
    """The undirected pair, alphabetical."""
    return (a, b) if a <= b else (b, a)


@dataclass(frozen=True)
class Transform:
    """`log1p(value / scale)`: a count has scale 1, a score the panel's median positive value."""

    scale: dict[Measure, float]
    words: str
    unit: str


def transform_of(panel: Panel) -> Transform:
    """The variance-stabilising transform of this panel."""
    if panel.kind == "counts":
        return Transform(dict.fromkeys(MEASURES, 1.0), "log(1 + count)", "log points of 1 + events")
    scale = {measure: _typical(panel.matrix(measure)) for measure in MEASURES}
    words = ", ".join(f"{scale[measure]:.4g} for {measure}" for measure in MEASURES)
    return Transform(
        scale,
        f"log(1 + score / s), s the median positive score of the panel ({words})",
        "log points of 1 + score / s",
    )


def _typical(matrix: Array) -> float:
    positive = matrix[matrix > 0]  # NaN compares false
    return float(np.median(positive)) if positive.size else 1.0


@dataclass(frozen=True, eq=False)
class Surroundings:
    """A panel, transformed, with the sums from which attention and node activity are made.

    Attributes:
        values: per measure, the (T, D) transformed matrix.
        total: per measure, the (T,) sum over all dyads.
        nodes: per measure, the (T, K) sum over each actor's dyads.
        degree: (K,) dyads of each actor.
        place: the column of each actor in `nodes`.
    """

    panel: Panel
    transform: Transform
    values: dict[Measure, Array]
    total: dict[Measure, Array]
    nodes: dict[Measure, Array]
    degree: NDArray[np.intp]
    place: dict[str, int]

    @cached_property
    def mean_conflict(self) -> Array:
        """(D,) mean transformed conflict over the observed periods."""
        return np.asarray(self.values[Measure.CONFLICT][self.panel.observed].mean(axis=0))

    def series(self, pair: Dyad, measure: Measure) -> Array:
        """The (T,) transformed series of a pair that the panel holds."""
        column = self.panel.column(*pair)
        if column is None:
            raise KeyError(pair)
        return self.values[measure][:, column]

    def factors(self, nodes: tuple[str, ...], measure: Measure, *, activity: bool) -> Array:
        """The (T, m) mean activity of the dyads around `nodes`.

        First the dyads that touch none of `nodes` (the world's attention), then, with `activity`, for each
        node its dyads with actors outside `nodes`. A set that holds no dyad gives no column. For a conflict
        outcome the activity is conflict; for a cooperation outcome, the mean of conflict and cooperation.
        """
        measures = (measure,) if measure == Measure.CONFLICT else MEASURES
        return np.asarray(sum(self._factors(nodes, each, activity=activity) for each in measures) / len(measures))

    def _factors(self, nodes: tuple[str, ...], measure: Measure, *, activity: bool) -> Array:
        values, columns = self.values[measure], []
        inside = {p: c for i, a in enumerate(nodes) for b in nodes[i + 1 :] if (c := self.panel.column(*(p := (a, b))))
                  is not None}  # fmt: skip
        touched = sum(self.nodes[measure][:, self.place[node]] for node in nodes)
        number = sum(int(self.degree[self.place[node]]) for node in nodes) - len(inside)
        touched = touched - values[:, list(inside.values())].sum(axis=1)  # counted once from each end
        rest = len(self.panel.dyads) - number
        if rest:
            columns.append((self.total[measure] - touched) / rest)
        for node in nodes if activity else ():
            own = [column for pair, column in inside.items() if node in pair]
            others = int(self.degree[self.place[node]]) - len(own)
            if others:
                columns.append((self.nodes[measure][:, self.place[node]] - values[:, own].sum(axis=1)) / others)
        return np.column_stack(columns) if columns else np.zeros((len(values), 0))


def surroundings(panel: Panel) -> Surroundings:
    """Transform a panel and sum it by actor, once for all ties."""
    from scipy.sparse import csr_array

    transform = transform_of(panel)
    place = {code: column for column, code in enumerate(panel.states())}
    count = len(panel.dyads)
    ends = np.array([[place[a], place[b]] for a, b in panel.dyads], dtype=np.intp).reshape(count, 2)
    incidence = csr_array(
        (np.ones(2 * count), (ends.ravel(), np.repeat(np.arange(count), 2))), shape=(len(place), count)
    )
    values = {m: np.log1p(np.maximum(panel.matrix(m), 0.0) / transform.scale[m]) for m in MEASURES}
    return Surroundings(
        panel=panel,
        transform=transform,
        values=values,
        total={m: values[m].sum(axis=1) for m in MEASURES},
        nodes={m: np.asarray((incidence @ values[m].T).T) for m in MEASURES},
        degree=np.bincount(ends.ravel(), minlength=len(place)),
        place=place,
    )
