"""What the estimates are made of and hang on, and the outside view, as tables and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tertius.records import Episode, Episodes, Measure, ReferenceClass, ReferenceRate, Sensitivity, Variant
from tertius.reports.tables import Cell, Row, Table
from tertius.reports.wording import date, ended, number

__all__ = ["Part", "episodes", "outside", "sensitivity"]

Question = tuple[tuple[str, str], Measure]
ADDS = "adds to the cumulative estimate; the cumulative estimate without it"


@dataclass(frozen=True)
class Part:
    """Lines and tables under one heading."""

    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def episodes(told: Sequence[Episodes]) -> Part:
    """The dated shocks, a table a history."""
    if not told:
        return Part(("No episodes were told: the case has no history, or was analysed without them.",))
    lines = tuple(
        ended(f"No episodes: {one.because}")
        if one.because
        else f"{one.n} {one.frequency}s enter; the episodes carry {one.carried:.0%} of the variation of the shock. "
        "A movement after an episode is not thereby caused by it."
        for one in told
    )
    return Part(lines, tuple(_episodes(one) for one in told if one.episodes))


def _episodes(told: Episodes) -> Table:
    questions = list(dict.fromkeys((move.tie, move.measure) for one in told.episodes for move in one.movements))
    columns = ("Dates", "Shock", "Share of the variation", *(_question(one) for one in questions))
    rows = tuple(Row(tuple(_episode(one, questions))) for one in told.episodes)
    caption = f"Past shocks between {' and '.join(told.between)} that carry half of what was estimated"
    return Table(caption, columns, rows, note=f"Per tie: what the episode {ADDS}.")


def _episode(one: Episode, questions: Sequence[Question]) -> list[Cell]:
    by = {(move.tie, move.measure): move for move in one.movements}
    cells = [Cell(f"{date(one.start)} to {date(one.end)}", sort=one.start.isoformat()),
             Cell(f"{one.direction}, {number(one.size)}"), Cell(f"{one.share:.1%}", kind="number")]  # fmt: skip
    for question in questions:
        move = by.get(question)
        if move is None:
            cells.append(Cell("—"))
            continue
        without = "not computable" if move.estimate_without is None else number(sum(move.estimate_without[1:]))
        cells.append(Cell(f"{number(move.contribution)}; {without}", kind="number"))
    return cells


def sensitivity(varied: Sequence[Sensitivity], told: Sequence[Episodes]) -> Part:
    """The cumulative estimates again under every other choice, a table a history."""
    if not varied:
        return Part(("The estimates were not made again under other choices.",))
    return Part(
        ("Cumulative responses with their 90 % intervals, placebo calibrated anew for each choice. No choice gives a verdict of its own.",),
        tuple(_sensitivity(one, _beside(one, told)) for one in varied),
    )  # fmt: skip


def _beside(one: Sensitivity, told: Sequence[Episodes]) -> tuple[Variant, ...]:
    """The narrower choices of the same history: commands differ, what they were computed on does not."""
    for episode in told:
        mine, other = one.computation, episode.computation
        if mine is None or other is None or (mine.input_sha256, mine.window) == (other.input_sha256, other.window):
            return episode.again
    return ()


def _sensitivity(one: Sensitivity, narrower: Sequence[Variant]) -> Table:
    variants = [*one.variants, *narrower]
    questions = list(dict.fromkeys((variant.tie, variant.measure) for variant in variants))
    names = list(dict.fromkeys(_choice(variant) for variant in variants))
    by = {(_choice(variant), variant.tie, variant.measure): variant for variant in variants}
    rows = tuple(Row((Cell(name), *(_cumulative(by.get((name, *question))) for question in questions)))
                 for name in names)  # fmt: skip
    because = list(dict.fromkeys(f"{_choice(one)}: {one.because}" for one in variants if one.because))
    note = ended(f"Not computable: {'; '.join(because)}") if because else ""
    return Table("The estimates again, under other choices", ("Choice", *map(_question, questions)), rows, note=note)


def _choice(variant: Variant) -> str:
    """One week alone differs by tie: the row is the same, its date is not shown here."""
    head, _, tail = variant.name.partition(" of ")
    return "without the one period that moves it most" if head.startswith("without the ") and tail else variant.name


def _cumulative(variant: Variant | None) -> Cell:
    if variant is None or variant.cumulative is None:
        return Cell("—")
    total = variant.cumulative
    return Cell(f"{number(total.estimate)} [{number(total.low)}, {number(total.high)}]", kind="number")


def _question(question: Question) -> str:
    tie, measure = question
    return f"{' and '.join(tie)}, {measure.value}"


def outside(found: ReferenceClass | None) -> Part:
    """The rates of the class, why there are none, and what they cannot say."""
    if found is None:
        return Part(("No reference class was looked up.",))
    lines = [found.profile, found.because, *(f"By {one}" for one in found.basis), *found.caveats]
    lines += [f"Sources: {'; '.join(one.rstrip('.') for one in found.sources)}"] if found.sources else []
    rows = tuple(_rate(one) for one in (*found.rates, *found.variants))
    columns = ("With", "What was counted", "Records", "Rate, 90 %", "n", "Quiet years, 90 %", "Compared")
    table = Table("How often states of this class did so after such disputes, and in quiet years", columns, rows)
    return Part(tuple(ended(line[:1].upper() + line[1:]) for line in lines if line), (table,) if rows else ())


def _rate(one: ReferenceRate) -> Row:
    what = {"dispute": "entered a militarised dispute", "closer": "came to a new pact"}[one.outcome]
    quiet = "none on record"
    if one.base_rate is not None and one.base_low is not None and one.base_high is not None:
        quiet = f"{one.base_rate:.1%} [{one.base_low:.1%}, {one.base_high:.1%}]"
    return Row((Cell(" or ".join(one.about)), Cell(f"{what} within {one.years} y"), Cell(one.data),
                Cell(f"{one.rate:.1%} [{one.low:.1%}, {one.high:.1%}]", kind="number"),
                Cell(f"{one.k} of {one.n}", kind="number"), Cell(quiet, kind="number"), Cell(one.compared)))  # fmt: skip
