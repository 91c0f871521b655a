"""Numbers in statements beside the numbers of the record, by topic and unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tertius.assessment.checking.sentences import Sentence, matches_topic, stands_there
from tertius.records import Check, CheckResult, Fact, FactKind, Version

__all__ = ["check_numbers", "counts_differ", "fractions_in", "numbers_in"]

_WORDS = {
    name: float(value)
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "hundred": 100.0, "half": 0.5}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "mn": 1e6,
    "m": 1e6,
    "trillion": 1e12,
}
_NUMBER = re.compile(
    r"(?<![\w.])(?:[$€£]\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[-\s]?(?P<scale>"
    + "|".join(_SCALES)
    + r")\b)?|\b(?P<word>"
    + "|".join(_WORDS)
    + r")\b(?:[-\s](?P<wordscale>"
    + "|".join(_SCALES)
    + r")\b)?",
    re.IGNORECASE,
)
_PARTS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7, "eighth": 1 / 8,
    "tenth": 1 / 10,
}  # fmt: skip
_FRACTION = re.compile(
    r"\b(?P<words>(?:(?P<many>an?|one|two|three|four|five)[\s-]+)?(?P<part>"
    + "|".join(_PARTS)
    + r")s?)\s+(?:of\b|the\b)",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"\b(?:about|around|almost|nearly|some|roughly|approximately|close to|up to)\s+(?:[$€£]\s?)?\Z", re.IGNORECASE
)
_LEAST = re.compile(r"\b(?:over|more than|at least|in excess of)\s+(?:[$€£]\s?)?\Z", re.IGNORECASE)
_MEASURED = re.compile(r"\s?(?:%|per ?cent\b|(?:US )?(?:dollars?|euros?|pounds?)\b)", re.IGNORECASE)
_EXACT, _LOOSE = 0.02, 0.10
_REACH = 50  # characters between a number and its unit


def numbers_in(text: str) -> Iterator[tuple[float, tuple[int, int]]]:
    """Each number of `text`, in digits or words, with its place."""
    for found in _NUMBER.finditer(text):
        digits, word = found["digits"], found["word"]
        value = float(digits.replace(",", "")) if digits else _WORDS[word.lower()]
        scale = found["scale"] or found["wordscale"]
        yield value * (_SCALES[scale.lower()] if scale else 1), found.span()


def fractions_in(text: str) -> Iterator[tuple[float, tuple[int, int]]]:
    """Each "a third of", "two fifths of" and the like as a percentage, with the place of its words."""
    for found in _FRACTION.finditer(text):
        many = found["many"]
        count = _WORDS.get(many.lower(), 1.0) if many else 1.0
        yield round(100 * count * _PARTS[found["part"].lower().rstrip("s")], 1), found.span("words")


def check_numbers(sentence: Sentence, facts: Sequence[Fact]) -> Iterator[Check]:
    """Every number of the sentence that the record has one for; shares and sums also where it has none."""
    seen = list(_compare_all(sentence, facts))
    yield from seen
    places = {(check.part.start - sentence.start) for check in seen}
    for _, span in numbers_in(sentence.text) if facts else ():
        unit = _MEASURED.match(sentence.text[span[1] :])
        if span[0] not in places and (unit or sentence.text[span[0]] in "$€£"):
            end = span[1] + (unit.end() if unit else 0)
            yield sentence.check(
                FactKind.NUMBER, (span[0], end), CheckResult.NOT_IN_RECORD, "the record has no number on this"
            )


def _compare_all(sentence: Sentence, facts: Iterable[Fact]) -> Iterator[Check]:
    for fact in facts:
        if fact.kind != FactKind.NUMBER or not fact.unit or not matches_topic(sentence, fact):
            continue
        for value, span in fractions_in(sentence.text) if fact.unit.startswith("%") else ():
            yield _compared(sentence, fact, value, span, span[1])
        for value, span in numbers_in(sentence.text):
            if (end := _unit_after(sentence.text, span, fact.unit)) is not None:
                yield _compared(sentence, fact, value, span, end)
                break


def _unit_after(text: str, span: tuple[int, int], unit: str) -> int | None:
    """Where the number's unit ends; None where it has another one."""
    after = text[span[1] : span[1] + _REACH]
    if unit.startswith("%"):
        found = re.match(r"\s?(?:%|per ?cent\b|percent\b)", after, re.IGNORECASE)
        return span[1] + found.end() if found else None
    before = text[max(0, span[0] - 1) : span[1]]
    if "dollar" in unit and "$" in before:
        return span[1]
    place = stands_there(after, unit)
    between = after[: place[0]] if place else ""
    return span[1] + place[1] if place and not _NUMBER.search(between) and not re.search(r"[.;:]\s", between) else None


def _compared(sentence: Sentence, fact: Fact, value: float, span: tuple[int, int], end: int) -> Check:
    before = sentence.text[: span[0]]
    loose = _LOOSE if _ROUND.search(before) else _EXACT
    least = _LEAST.search(before) is not None
    known = [version for version in fact.versions if version.low is not None]
    fitting = [version for version in known if _fits(version, value, loose, least=least)]
    given = f"{value:,.10g}"
    if len(fitting) == len(known):
        result, because = CheckResult.AGREES, f"{given} is what the record has"
    elif fitting:
        result = CheckResult.DISPUTED
        because = (
            f"{given} is the version of {_whose(fitting)}; {_whose([v for v in known if v not in fitting])} has another"
        )
    else:
        result, because = CheckResult.CONFLICTS, f"{given} is in no version on record"
    return sentence.check(FactKind.NUMBER, (span[0], end), result, because, [fact])


def _whose(versions: Sequence[Version]) -> str:
    return " and ".join(version.by for version in versions)


def _fits(version: Version, value: float, loose: float, *, least: bool) -> bool:
    low, high = version.low or 0.0, version.high if version.high is not None else version.low or 0.0
    if least:
        return high * (1 + loose) >= value >= low * (1 - 5 * loose)
    return low * (1 - loose) <= value <= high * (1 + loose)


_HEADS = re.compile(
    r"\s+((?:[^\W\d_][\w’'-]*\s+){0,3}?[^\W\d_][\w’'-]*)(?=\s+(?:of|on|in|from|at|by|for|to|and|were|was|who|which)\b|[.,;:!?)]|\Z)"
)


def counts_differ(text: str, claim: str) -> tuple[float, float, tuple[int, int]] | None:
    """How many of the same thing `text` and `claim` count, and its place in `text`, where they differ; else None.

    What is counted is told by a word that both have after their numbers and that is no name. Sizes, dates and years
    count nothing.
    """
    here, there = list(_counted(text)), list(_counted(claim))
    for value, words, span in here:
        same = [other for other, others, _ in there if words & others]
        loose = _LOOSE if _ROUND.search(text[: span[0]]) or _LEAST.search(text[: span[0]]) else _EXACT
        if same and not any(abs(value - other) <= loose * other for other in same):
            alike = [number for number, others, _ in here if words & others]
            if not set(alike) & set(same):
                return value, same[0], span
    return None


def _counted(text: str) -> Iterator[tuple[float, frozenset[str], tuple[int, int]]]:
    for value, span in numbers_in(text):
        head = _HEADS.match(text, span[1])
        words = {word for word in (head[1].split() if head else ()) if word[:1].islower() and len(word) > 2}
        if words and not (value == int(value) and 1800 <= value <= 2100) and not _MEASURED.match(text[span[1] :]):
            yield value, frozenset(words), (span[0], head.end(1) if head else span[1])
