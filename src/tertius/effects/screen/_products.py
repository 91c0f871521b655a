"""All triads around one actor from three matrix products.

With u the shock of A-B and r the lead of A-C, both without their controls (`_residuals`), the coefficient and its
heteroskedasticity-robust variance need no pass over residuals:

    b = <u, r> / <u, u>,   V = (<u^2, r^2> - 2 b <u^3, r> + b^2 <u^4, 1>) / <u, u>^2
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tertius.effects.screen._shape import shape

__all__ = ["products", "screened", "statistics"]

Floats = NDArray[np.floating]

SMALL = 0.05  # a p above this is not worth its digits: nothing so large survives


def products(shocks: Floats, leads: Floats) -> tuple[Floats, Floats]:
    """<u, r> and <u^3, r> side by side, and <u^2, r^2>.

    Args:
        shocks: (m, T) of the actor's dyads.
        leads: (n, H+1, T) of its ties.

    Returns:
        (n (H+1), 2m) and (n (H+1), m): a row a tie and horizon, a column a shock.
    """
    flat = leads.reshape(-1, leads.shape[-1])
    square = shocks * shocks
    both = np.concatenate([shocks, square * shocks])
    return flat @ both.T, (flat * flat) @ square.T


def statistics(shocks: Floats, leads: Floats, shrink: float) -> Floats:
    """(n, H+1, m) z statistics: of the tie, at the horizon, after the shock. Of a dyad on itself they mean nothing."""
    number = len(shocks)
    first, second = products(shocks, leads)
    square = shocks * shocks
    power, fourth = square.sum(axis=1), (square * square).sum(axis=1)
    product, cubic = first[:, :number], first[:, number:]
    slope = product / np.maximum(
        power, np.finfo(leads.dtype).tiny
    )  # a shock of which the controls left nothing is zero
    cubic *= 2
    cubic -= slope * fourth
    cubic *= slope
    second -= cubic
    np.maximum(second, np.finfo(leads.dtype).tiny, out=second)
    np.sqrt(second, out=second)
    z = np.divide(product, second, out=second)
    z *= np.asarray(shrink, dtype=leads.dtype)
    return z.reshape(*leads.shape[:2], number)


def screened(leads: Floats, z: Floats, own: tuple[NDArray[np.intp], NDArray[np.intp]]) -> Floats:
    """(n, m) p over h = 1..H of every tie after every shock, calibrated by the actor's other dyads.

    The placebos come from the same products: the z of all the actor's shocks on the same tie. Their median is taken
    off z at every horizon, and Q is divided by the ratio of their median Q to the null's where that is above 1.
    What is not below `SMALL` comes back as 1.

    Args:
        leads: (n, H+1, T), for the correlation over h.
        z: (n, H+1, m) of `statistics`.
        own: rows and columns in which tie and shock are one dyad.
    """
    ahead = leads[:, 1:]
    form = shape((ahead @ ahead.transpose(0, 2, 1)).astype(np.float64) / leads.shape[-1])
    late = z[:, 1:]
    late[own[0], :, own[1]] = 0.0
    q = form(late - _middle(late)[..., None])
    spread = np.maximum(1.0, _middle(q) / form.null.median)
    q /= spread[:, None].astype(q.dtype)
    p = np.ones(q.shape)
    ties, shocks = np.nonzero(q > form.null.quantile(SMALL)[:, None])
    p[ties, shocks] = form.null[ties].tail(q[ties, shocks].astype(np.float64))
    p[own] = 1.0
    return p


def _middle(values: Floats) -> Floats:
    """The middle value along the last axis; of two, the larger: for a hundred placebos as good as the median."""
    half = values.shape[-1] // 2
    return np.asarray(np.partition(values, half, axis=-1)[..., half])
