"""What `tertius effect` prints of responses: a line a tie, a line a horizon, and how to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tertius.records import Response

__all__ = ["BY_HORIZON", "SUMMARY", "WHOLE", "by_horizon", "notes", "summary", "verdicts", "whole"]

SUMMARY = ("tie", "measure", "verdict", "sum", "low", "high", "largest z", "at h", "p", "detectable", "largest seen",
           "share")  # fmt: skip
BY_HORIZON = ("tie", "measure", "h", "estimate", "low", "high", "band low", "band high", "z", "detectable", "share",
              "without: estimate", "z")  # fmt: skip
WHOLE = ("tie", "measure", "h", "estimate", "low", "high", "band low", "band high", "z placebo", "n", "placebos", "verdict",
         "detectable", "variance share", "estimate without controls", "low without controls", "high without controls",
         "z placebo without controls")  # fmt: skip


def summary(one: Response) -> tuple[object, ...]:
    """A computed tie and measure in one line."""
    z, cumulative = one.z_placebo or [0.0], one.cumulative
    at = max(range(1, len(z)), key=lambda h: abs(z[h]))
    sums = (cumulative.estimate, cumulative.low, cumulative.high) if cumulative else (None, None, None)
    return (
        "-".join(one.tie), one.measure.value, one.verdict.value, *(_figure(value) for value in sums), f"{z[at]:+.2f}", at,
        f"{one.p_familywise:.2g}", _figure(min((one.minimum_detectable or [0.0])[1:])), _figure(one.largest_seen),
        f"{max((one.variance_share or [0.0])[1:]):.1%}",
    )  # fmt: skip


def by_horizon(one: Response) -> Iterator[tuple[object, ...]]:
    """A computed tie and measure, a line a horizon."""
    if one.estimate is None:
        return
    for tie, measure, h, *figures in whole(one):
        yield (tie, measure, h, *figures[:6], *figures[9:12], figures[14])


def whole(one: Response) -> Iterator[tuple[object, ...]]:
    """Everything that has a value a horizon; one line without figures where nothing could be computed."""
    tie, tail = "-".join(one.tie), (one.n, one.placebos, one.verdict.value)
    if one.estimate is None:
        yield (tie, one.measure.value, *[None] * 7, *tail, *[None] * 6)
        return
    bare = one.without_controls
    main = (one.estimate, one.low, one.high, one.band_low, one.band_high, one.z_placebo)
    more = (one.minimum_detectable, one.variance_share,
            *((bare.estimate, bare.low, bare.high, bare.z_placebo) if bare else [None] * 4))  # fmt: skip
    for place, h in enumerate(one.horizons):
        figures, others = ([_figure(values[place] if values else None) for values in group] for group in (main, more))
        yield (tie, one.measure.value, h, *figures, *tail, *others)


def verdicts(responses: Sequence[Response]) -> Iterator[str]:
    """Each verdict with its reason; a reason that holds for several ties is given once."""
    said: dict[tuple[str, str], list[str]] = {}
    for one in responses:
        said.setdefault((one.verdict.value, one.because), []).append(f"{'-'.join(one.tie)} {one.measure.value}")
    for (verdict, because), ties in said.items():
        yield f"{', '.join(ties)}: {verdict}. {because}"


def notes(responses: Sequence[Response], *, each: bool) -> Iterator[str]:
    """What the figures are, what they come from, and where the rest of them is."""
    computed = [one for one in responses if one.estimate is not None]
    origin = responses[0].computation
    if not computed or origin is None:
        return
    first = computed[0]
    period, last = origin.frequency or "period", first.horizons[-1]
    pair = "-".join(first.between)
    yield (
        f"sum: the response added up over {period}s 1 to {last}, in {first.unit}; low and high its 90% interval, calibrated by "
        f"other dyads of {' and '.join(first.between)}, so the sum need not be its middle. largest z: of {period}s 1 to {last}, placebo-calibrated; p: family-wise, "
        f"over all {first.looks} looks. detectable: the smallest effect on a {period} that would be found with 80% power; largest "
        "seen: the largest movement of the tie, on the same scale. share: the most of the tie's variance that the shock "
        f"explains in any {period}. {period.capitalize()} 0 is association alone and enters no verdict."
    )
    window = f"{origin.window[0]} to {origin.window[1]}" if origin.window else "no window"
    counts = sorted({one.placebos for one in computed})
    placebos = " to ".join(str(number) for number in dict.fromkeys((counts[0], counts[-1])))
    yield f"{first.n} windows, {window}; p = {origin.lags}; {placebos} placebo dyads; shock: {pair} conflict. {origin.citation or ''}"
    left = dict.fromkeys(f"{'-'.join(out.dyad)} ({out.reason})" for one in responses for out in one.left_out)
    yield f"Left out of the placebos: {'; '.join(left) or 'none'}."
    more = "" if each else "Every horizon, with bands and with and without the activity controls: --by-horizon. "
    yield f"{more}What the estimate is made of: tertius episodes. What it hangs on: tertius sensitivity."


def _figure(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}"
