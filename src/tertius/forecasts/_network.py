"""A small feed-forward network in numpy, for mixing evidence: two hidden layers, Adam, float32.

Adam: Kingma and Ba (2015), arXiv:1412.6980; the step grows over the first updates and falls to zero at the end.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats32", "Network", "Standard"]

Floats32 = NDArray[np.float32]
_CHUNK = 65_536
_DECAYS = (0.9, 0.98)
_WARM = 50


class Standard:
    """Centres and scales columns by what a sample of rows holds."""

    def __init__(self, rows: Floats32) -> None:
        self.mean: Floats32 = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
        spread = rows.std(axis=0, dtype=np.float64).astype(np.float32)
        self.spread: Floats32 = np.where(spread > 1e-6, spread, np.float32(1))

    def __call__(self, rows: NDArray[np.floating]) -> Floats32:
        """`rows` in units of the sample's standard deviations, clipped to 8 of them."""
        return np.asarray(np.clip((rows - self.mean) / self.spread, -8, 8), dtype=np.float32)


class Network:
    """inputs -> hidden -> hidden -> outputs, ReLU between.

    Args:
        widths: inputs, hidden units of each layer, outputs.
        seed: of the first weights.

    """

    def __init__(self, widths: tuple[int, ...], seed: int) -> None:
        draw = np.random.default_rng(seed)
        sizes = list(itertools.pairwise(widths))
        self.weights: list[Floats32] = [
            (draw.standard_normal(size) * np.sqrt(2 / size[0])).astype(np.float32) for size in sizes
        ]
        self.weights[-1] *= np.float32(0.1)
        self.offsets: list[Floats32] = [np.zeros(size[1], np.float32) for size in sizes]

    def layers(self, rows: Floats32) -> list[Floats32]:
        """What every layer gives for `rows`; the rows first, the outputs last."""
        found = [rows]
        for place, (weight, offset) in enumerate(zip(self.weights, self.offsets, strict=True)):
            given = found[-1] @ weight + offset
            found.append(np.maximum(given, 0) if place < len(self.weights) - 1 else given)
        return found

    def __call__(self, rows: Floats32) -> Floats32:
        """(n, outputs) for (n, inputs)."""
        parts = [self.layers(rows[start : start + _CHUNK])[-1] for start in range(0, len(rows), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.offsets[-1])), np.float32)

    def fit(
        self,
        batches: Iterable[tuple[Floats32, Callable[[Floats32], Floats32]]],
        steps: int,
        *,
        rate: float = 2e-3,
        shrink: float = 1e-5,
    ) -> None:
        """Descend over `batches`: rows, and the function that gives the loss's slope at the outputs.

        `steps` is how many batches come, which sets how the step size falls.
        """
        parameters = [*self.weights, *self.offsets]
        first, second = ([np.zeros_like(one) for one in parameters] for _ in range(2))
        for step, (rows, slope) in enumerate(batches, start=1):
            size = rate * min(1.0, step / _WARM) * max(1 - step / (steps + 1), 0.01)
            for place, gradient in enumerate(self._gradients(rows, slope, shrink)):
                first[place] += (1 - _DECAYS[0]) * (gradient - first[place])
                second[place] += (1 - _DECAYS[1]) * (gradient * gradient - second[place])
                upward = first[place] / (1 - _DECAYS[0] ** step)
                scale = np.sqrt(second[place] / (1 - _DECAYS[1] ** step)) + 1e-8
                parameters[place] -= (size * upward / scale).astype(np.float32)

    def _gradients(self, rows: Floats32, slope: Callable[[Floats32], Floats32], shrink: float) -> list[Floats32]:
        found = self.layers(rows)
        back = slope(found[-1]).astype(np.float32)
        weights: list[Floats32] = []
        offsets: list[Floats32] = []
        for place in range(len(self.weights) - 1, -1, -1):
            weights.append(found[place].T @ back + np.float32(shrink) * self.weights[place])
            offsets.append(back.sum(axis=0))
            if place:
                back = (back @ self.weights[place].T) * (found[place] > 0)
        return [*weights[::-1], *offsets[::-1]]
