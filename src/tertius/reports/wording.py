"""The fixed words of a report: dates, counts, voices, likelihood bands, verdicts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from tertius.records import Actor, Precision, Published, Speaker, Statement, Verdict, Voice, When

__all__ = [
    "BANDS", "CUT", "VERDICTS", "VOICE_WORDS", "actor_name", "attribution", "band", "counted", "date", "ended", "interval", "joined", "number",
    "published", "sign", "speaker_name", "voice_words", "voices_in_words",
]  # fmt: skip

CUT = re.compile("\N{FULL BLOCK}{2,}")  # a stretch that `release` blacked out
# ICD 203, Analytic Standards (2015), per cent
BANDS = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}
VERDICTS = {
    Verdict.CLOSER: "closer: the tie moved towards more cooperation or less conflict",
    Verdict.APART: "apart: the tie moved towards less cooperation or more conflict",
    Verdict.MIXED: "mixed: the tie moved both ways, at different horizons or by different measures",
    Verdict.NONE_DETECTED: "none detected: no effect was found that the placebos do not also show",
    Verdict.UNDERPOWERED: "underpowered: an effect of the size looked for would not have shown",
    Verdict.NOT_COMPUTABLE: "not computable",
}
VOICE_WORDS = {
    Voice.RELAYED: ("relayed voice", "someone else passes on what this speaker is said to have said"),
    Voice.ANONYMOUS: ("anonymous voice", "the source is not named"),
    Voice.OFFICIAL: ("official voice", "speaking for an office held now"),
    Voice.MEDIA: ("media voice", "a news outlet or agency"),
    Voice.NAMED: ("named voice", "a named person or body without a current office"),
    Voice.AUTHOR: ("author's voice", "the document says it itself, with nobody else behind it"),
    Voice.EYEWITNESS: ("eyewitness voice", "says that they saw it themselves"),
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """`1 voice`, `2 voices`; the plural goes on the first word before " of "."""
    if n == 1:
        return f"1 {noun}"
    head, of, tail = noun.partition(" of ")
    return f"{n:,} {plural or head + 's' + of + tail}"


def joined(items: list[str] | tuple[str, ...], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def ended(text: str) -> str:
    """`text` with exactly one full stop at its end."""
    return text.rstrip(" .") + "."


def number(value: float | None) -> str:
    """A number to three significant digits, with a true minus sign; an em dash for none."""
    if value is None:
        return "—"
    if value == 0:
        return "0"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{digits}f}" if abs(value) >= 0.01 else f"{value:.2g}"
    return text.replace("-", "−")


def sign(value: int | None) -> str:
    return {1: "+", -1: "−", 0: "0"}.get(value, "?") if value is not None else "—"


def date(day: dt.date) -> str:
    """`3 May 2031`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def interval(when: When | None) -> str:
    """The dates of `when` as exactly as they are known."""
    if when is None or (when.start is None and when.end is None):
        return "date not known"
    if when.start is None:
        return f"until {_part(when.end, when.precision)}"
    if when.end is None:
        return f"since {_part(when.start, when.precision)}"
    if when.start == when.end:
        return date(when.start)
    if when.precision in (Precision.MONTH, Precision.YEAR):
        first, last = _part(when.start, when.precision), _part(when.end, when.precision)
        return first if first == last else f"{first} to {last}"
    return f"{_shortened(when.start, when.end)} to {date(when.end)}"


def _part(day: dt.date | None, precision: Precision) -> str:
    if day is None:
        return "—"
    if precision == Precision.YEAR:
        return str(day.year)
    return f"{MONTHS[day.month - 1]} {day.year}" if precision == Precision.MONTH else date(day)


def _shortened(start: dt.date, end: dt.date) -> str:
    if start.year != end.year:
        return date(start)
    return str(start.day) if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"


def published(when: Published | None) -> str:
    """A document's date with its basis."""
    if when is None:
        return "no date known"
    basis = {"metadata": "from its metadata", "text": "from its text", "inferred": "inferred"}[when.basis.value]
    day = interval(When(start=when.start, end=when.end, precision=when.precision))
    return f"{day} ({basis}{': ' + when.because if when.because else ''})"


def band(word: str) -> str:
    """`55 to 80 %` for `likely`; empty for a word that is none of ICD 203's."""
    low_high = BANDS.get(word.strip().lower())
    return f"{low_high[0]} to {low_high[1]} %" if low_high else ""


def voice_words(voice: Voice | None) -> str:
    return VOICE_WORDS[voice][0] if voice else "data or case file"


def voices_in_words(voices: Mapping[str, int], documents: int | None = None) -> str:
    """`2 anonymous voices and 1 relayed voice in 1 document`; `no voice` when there is none."""
    order = [voice for voice in Voice if voices.get(voice.value)]
    said = [_voice_count(voices[voice.value], voice) for voice in order]
    words = joined(said) if said else "no voice"
    return f"{words} in {counted(documents, 'document')}" if documents is not None else words


def _voice_count(n: int, voice: Voice) -> str:
    if voice == Voice.AUTHOR:
        return counted(n, "author's own voice")
    return counted(n, VOICE_WORDS[voice][0])


def actor_name(actor: Actor | None) -> str:
    """Name and code of an actor; an em dash where none is on record."""
    if actor is None:
        return "—"
    return f"{actor.name} ({actor.code})" if actor.code else actor.name


def speaker_name(speaker: Speaker) -> str:
    """The name, or for a nameless source the words the text uses."""
    return f"“{speaker.described}”" if speaker.described else speaker.name


def attribution(statement: Statement) -> str:
    """`Ila Tamsin, foreign minister (official voice)`, with the relayers: whose words these are."""
    who = speaker_name(statement.speaker)
    role = f", {statement.speaker.role}" if statement.speaker.role else ""
    via = f", relayed by {joined([speaker_name(s) for s in statement.relay])}" if statement.relay else ""
    return f"{who}{role} ({voice_words(statement.voice)}){via}"
