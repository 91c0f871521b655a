"""Numbers in statements beside the numbers of the record, by topic and unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tertius.assessment.checking.sentences import Sentence, matches_topic, stands_there
from tertius.records import Check, CheckResult, Fact, FactKind, Version

__all__ = ["check_numbers", "numbers_in"]

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
