"""Logistic regression with a ridge, by Newton's method."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Logit"]

Floats = NDArray[np.float64]
_STEPS = 25
_DONE = 1e-8


class Logit:
    """log odds = offset + rows' standardised values times weights.

    Args:
        rows: (n, k) measures.
        came: (n,) 0 or 1.
        ridge: the penalty on half the squared weights (of standardised rows); the offset has none.

    """

    def __init__(self, rows: Floats, came: Floats, ridge: float = 20.0) -> None:
        self.mean, spread = rows.mean(axis=0), rows.std(axis=0)
        self.spread = np.where(spread > 1e-6, spread, 1.0)
        ready = np.column_stack((np.ones(len(rows)), (rows - self.mean) / self.spread))
        half = ready.astype(np.float32)  # enough for the curvature, which only sets the step
        penalty = np.full(ready.shape[1], ridge)
        penalty[0] = 1e-6
        share = (came.sum() + 0.5) / (len(came) + 1)
        weights = np.zeros(ready.shape[1])
        weights[0] = np.log(share / (1 - share))
        loss = _loss(ready, came, weights, penalty)
        for _ in range(_STEPS):
            chance = 1 / (1 + np.exp(-np.clip(ready @ weights, -30, 30)))
            slope = ready.T @ (chance - came) + penalty * weights
            spread_of = (chance * (1 - chance)).astype(np.float32)[:, None]
            curve = ((half * spread_of).T @ half).astype(np.float64) + np.diag(penalty)
            step = np.linalg.solve(curve, slope)
            # Newton's whole step can overshoot where events are rare: halve it until the loss falls.
            while (tried := _loss(ready, came, weights - step, penalty)) > loss and np.abs(step).max() > _DONE:
                step /= 2
            if tried > loss:
                break
            weights, gained, loss = weights - step, loss - tried, tried
            if gained < _DONE * abs(loss):
                break
        self.offset, self.weights = float(weights[0]), weights[1:]

    def parts(self, rows: Floats) -> Floats:
        """(n, k) what each measure adds to the log odds, against the mean row of the training rows."""
        return np.asarray((rows - self.mean) / self.spread * self.weights)

    def log_odds(self, rows: Floats) -> Floats:
        """(n,) log odds."""
        return np.asarray(self.offset + self.parts(rows).sum(axis=1))

    def __call__(self, rows: Floats) -> Floats:
        """(n,) chances."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.log_odds(rows), -30, 30))))


def _loss(ready: Floats, came: Floats, weights: Floats, penalty: Floats) -> float:
    odds = ready @ weights
    return float((np.logaddexp(0, odds) - came * odds).sum() + (penalty * weights**2).sum() / 2)
