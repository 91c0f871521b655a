"""Responses and channels as tables and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tertius.records import Analysis, Channel, Computation, Response, Verdict
from tertius.reports.evidence import Evidence, Ref
from tertius.reports.tables import Cell, Row, Table, n
from tertius.reports.voices import said
from tertius.reports.wording import VERDICTS, attribution, counted, date, ended, joined, number, sign, voices_in_words

__all__ = ["Chain", "chains", "horizons", "lines", "origin", "summary", "title"]


@dataclass(frozen=True)
class Chain:
    """A channel: its causes in order, who asserts it, and the responses of its tie."""

    ref: Ref
    name: str
    links: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    asserted: tuple[tuple[str, Cell], ...]  # whose words, and the words
    responses: tuple[Ref, ...]


def title(response: Response) -> str:
    """`MRW and OSD, cooperation`."""
    return f"{' and '.join(response.tie)}, {response.measure.value}"


def summary(evidence: Evidence, items: Iterable[Response]) -> Table:
    """One row a response: verdict, cumulative estimate, n, placebos, looks."""
    columns = (
        "No.",
        "Tie, measure",
        "Verdict",
        "Cumulative response",
        "Family-wise p",
        "Periods",
        "Placebo pairs",
    )
    rows = []
    for r, ref in zip(items, evidence.responses, strict=True):
        total = r.cumulative
        text = f"{number(total.estimate)} [{number(total.low)}, {number(total.high)}]" if total else "—"
        over = f"horizons {total.horizons[0]} to {total.horizons[1]}, 90 %" if total else ""
        p = f"{number(r.p_familywise)}" if r.p_familywise is not None else "—"
        looks = f"over {counted(r.looks, 'look')}" if r.looks else ""
        cells = (Cell(refs=(ref,)), Cell(title(r)), Cell(r.verdict.value), Cell(text, note=over),
                 Cell(p, note=looks, kind="number"), Cell(str(r.n), kind="number"), Cell(str(r.placebos), kind="number"))  # fmt: skip
        rows.append(Row(cells))
    return Table("Responses of the third party's ties to past shocks", columns, tuple(rows), "responses-table")


def horizons(response: Response) -> Table:
    """Both specifications of a response, horizon by horizon: what its charts draw."""
    columns: tuple[str, ...] = ("Horizon", "Estimate", "Pointwise 90 %", "Simultaneous 90 %", "z", "z against placebos",
               "Smallest detectable", "Share of variance")  # fmt: skip
    other = response.without_controls
    if other:
        columns += (f"{other.name}: estimate", f"{other.name}: 90 %", f"{other.name}: z against placebos")
    rows = []
    for i, h in enumerate(response.horizons):
        r = response
        cells = [Cell(str(h), kind="number"), n(_at(r.estimate, i)), _span(r.low, r.high, i),
                 _span(r.band_low, r.band_high, i), n(_at(r.z, i)), n(_at(r.z_placebo, i)),
                 n(_at(r.minimum_detectable, i)), n(_at(r.variance_share, i))]  # fmt: skip
        if other:
            cells += [n(_at(other.estimate, i)), _span(other.low, other.high, i), n(_at(other.z_placebo, i))]
        rows.append(Row(tuple(cells)))
    return Table(
        f"Response of {title(response)}", columns, tuple(rows), note=f"Unit: {response.unit or 'not recorded'}."
    )


def placebos(response: Response) -> Table:
    """The z of every placebo pair, horizon by horizon."""
    columns = ("Placebo pair", *(f"z at {h}" for h in response.horizons))
    names = response.placebo_dyads
    rows = tuple(
        Row((Cell(names[i] if i < len(names) else f"pair {i + 1}"), *(n(z) for z in line)))
        for i, line in enumerate(response.placebo_z or [])
    )
    return Table(f"Placebos of {title(response)}", columns, rows)


def _at(values: list[float] | None, i: int) -> float | None:
    return values[i] if values is not None and i < len(values) else None


def _span(low: list[float] | None, high: list[float] | None, i: int) -> Cell:
    a, b = _at(low, i), _at(high, i)
    return Cell("—") if a is None or b is None else Cell(f"[{number(a)}, {number(b)}]", kind="number")


def lines(response: Response) -> tuple[str, ...]:
    """What is to be said beside the chart: the rule's reason, what the placebos are, what was left out."""
    said_ = [f"Verdict: {VERDICTS[response.verdict]}.", ended(f"Why: {response.because}")]
    if response.estimate is None:
        return tuple(said_)
    said_.append(f"It rests on {counted(response.n, 'period')}; {counted(response.placebos, 'placebo pair')}, "
                 "which had no part in the shock, went through the same steps.")  # fmt: skip
    if response.largest_seen is not None:
        said_.append("The largest effect this tie can have shown in this history, had its largest movement wholly followed "
                     f"the largest A-B shock, is {number(response.largest_seen)}.")  # fmt: skip
    if response.left_out:
        why = [f"{'–'.join(one.dyad)} ({one.reason})" for one in response.left_out]
        said_.append(f"Left out of the placebos: {joined(why)}.")
    return tuple(said_)


def origin(computation: Computation | None) -> tuple[tuple[str, str], ...]:
    """Stamp of a computation: date, origin, how to recompute it."""
    if computation is None:
        return ()
    c = computation
    window = f"{date(c.window[0])} to {date(c.window[1])}" if c.window else "not recorded"
    facts = [
        ("kind", "STORED computation, made before this run" if c.stored else "computed in this run"),
        ("computed", date(c.computed)),
        ("data", f"{c.origin}; {c.citation}"),
        ("window", f"{window}; cut-off {date(c.cutoff)}"),
        ("method", f"by {c.frequency}, {counted(c.lags, 'lag')}, {c.transform}"),
        ("stale", c.stale or ""),
        ("versions", ", ".join(f"{name} {version}" for name, version in c.versions.items())),
        ("input SHA-256", c.input_sha256 or "not recorded"),
    ]
    return tuple((name, text) for name, text in facts if text)


def chains(evidence: Evidence, analysis: Analysis) -> tuple[Chain, ...]:
    return tuple(_chain(evidence, analysis, *pair) for pair in zip(analysis.channels, evidence.channels, strict=True))


def _chain(evidence: Evidence, analysis: Analysis, channel: Channel, ref: Ref) -> Chain:
    about = {1: "closer", -1: "apart", 0: "neither closer nor apart"}
    predicts = about.get(channel.sign, "not said") if channel.sign is not None else "not said"
    asserted = [evidence.statements[i] for i in channel.statements if i in evidence.statements]
    answers = zip(analysis.responses, evidence.responses, strict=True)
    beside = tuple(at for r, at in answers if channel.tie and set(r.tie) == set(channel.tie))
    facts = (
        ("tie of the third party", " and ".join(channel.tie) if channel.tie else "none"),
        ("would move it", f"{predicts} (sign {sign(channel.sign)})"),
        ("opened by", "; ".join(channel.basis) or "no tie on record"),
        ("literature", channel.literature or "none named"),
        ("asserted by", voices_in_words(channel.voices)),
        ("beside the history", channel.agreement),
    )
    return Chain(
        ref,
        channel.name,
        channel.chain,
        facts,
        tuple((f"{evidence.ref(s.id).label}: {attribution(s)}", said(evidence, s)) for s in asserted),
        beside,
    )


def computable(response: Response) -> bool:
    return response.verdict != Verdict.NOT_COMPUTABLE and response.estimate is not None
