"""Likelihood words of ICD 203, and how counts are put into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tertius.records import Voice

__all__ = ["BANDS", "join", "likelihood_word", "number", "voices_in_words"]

BANDS: tuple[tuple[float, float, str], ...] = (
    (0.01, 0.05, "almost no chance"),
    (0.05, 0.20, "very unlikely"),
    (0.20, 0.45, "unlikely"),
    (0.45, 0.55, "roughly even chance"),
    (0.55, 0.80, "likely"),
    (0.80, 0.95, "very likely"),
    (0.95, 0.99, "almost certain"),
)
"""Intelligence Community Directive 203 (2015), section D.6.e.(2)(a): low, high, word."""

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def likelihood_word(probability: float) -> str | None:
    """The ICD 203 word for a probability in [0, 1]; None below 1% and above 99%, where the directive has none.

    A border belongs to the band nearer to even chance, so that no word claims more than its rate.
    """
    for low, high, word in BANDS if probability >= 0.5 else reversed(BANDS):
        if low <= probability <= high:
            return word
    return None


def number(n: int, noun: str, plural: str | None = None) -> str:
    """`number(2, "voice")` is "two voices"."""
    word = _WORDS[n] if n < len(_WORDS) else f"{n:,}"
    return f"{word} {noun if n == 1 else plural or noun + 's'}"


def join(items: Iterable[str]) -> str:
    """The items in a list as one writes it: `a, b and c`."""
    listed = list(items)
    return " and ".join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))


_VOICES: Mapping[Voice, tuple[str, str]] = {
    Voice.ANONYMOUS: ("anonymous voice", "anonymous voices"),
    Voice.RELAYED: ("relayed voice", "relayed voices"),
    Voice.OFFICIAL: ("official voice", "official voices"),
    Voice.NAMED: ("named voice", "named voices"),
    Voice.MEDIA: ("news outlet", "news outlets"),
    Voice.AUTHOR: ("author's own voice", "authors' own voices"),
    Voice.EYEWITNESS: ("eyewitness", "eyewitnesses"),
}


def voices_in_words(counts: Mapping[Voice, int]) -> str:
    """The voices counted, weakest first: "two anonymous voices and one relayed voice"."""
    return join(number(counts[voice], *words) for voice, words in _VOICES.items() if counts.get(voice))
