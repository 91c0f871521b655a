"""When a document appeared: dates written out in English text, and the day a text must be older than.

Three bases are told apart (`records.DateBasis`): metadata (a header, a meta tag), text (a dateline), and
inferred, where the text itself only sets a bound: who announces an exercise "between 5-8 October" in the
future tense writes before 5 October.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Iterator

import msgspec

from tertius.records import DateBasis, Precision, Published

__all__ = ["DATE_PATTERN", "DateFound", "dates_in", "infer", "parse"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|/|to|and|until|till|through)\s*"
_YEAR = r"(?:19|20)\d\d"
DATE_PATTERN = (
    rf"(?:(?P<iso>{_YEAR}-[01]\d-[0-3]\d)"
    rf"|\b(?P<d1>{_DAY})(?:{_TO}(?P<d2>{_DAY}))?\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>{_YEAR}))?"
    rf"|\b(?P<m2>{_MONTH})\s+(?P<d3>{_DAY})(?:{_TO}(?P<d4>{_DAY}))?(?:,?\s+(?P<y2>{_YEAR}))?)(?:\b|(?=T\d))"
)
_DATE = re.compile(DATE_PATTERN)
_ANY_YEAR = re.compile(rf"(?<!\d)(?<!\d[.,]){_YEAR}(?!\d)(?![.,]\d)")
_GOAL_YEAR = re.compile(r"\b(?:by|until|till|through|before)\s+(?:the\s+year\s+)?$", re.IGNORECASE)
_WHOLE_MONTH = re.compile(rf"^(?P<m>{_MONTH})\s+(?P<y>{_YEAR})$")
_WHOLE_YEAR = re.compile(rf"^{_YEAR}$")

_SENTENCE_END = re.compile(r"\n+|(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(]?[A-Z0-9])")
_SHORTENED = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Adm|Capt|Gov|Sen|Rep|St|No|U\.S|U\.N"
                        r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.$")  # fmt: skip
_FUTURE = re.compile(
    r"\b(?:will|shall|won’t|won't|(?:plan|plans|planning|intend|intends|expect|expects)\s+(?:to|on)"
    r"|(?:is|are)\s+(?:(?:also|now|both|expected|due|set|planned|scheduled|going|supposed)\s+)*"
    r"(?:to\s+(?!blame\b)[a-z]+|scheduled|planned|due)"
    r"|(?:is|are)\s+(?:scheduled|planned|due|set)\s+(?:for|on|between|from)|scheduled\s+(?:for|to)|to\s+be\s+held|upcoming)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|says|told|announced|stated|added|reported|confirmed|warned|declared|wrote|claimed|noted|argued"
    r"|signed|agreed|after|since|following)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\b(?:on|from|between|for|by|until|starting|beginning|start|begin|starts|begins|held)\s+"
                 r"(?:(?:[A-Z][a-z]+day),?\s+|the\s+)?$", re.IGNORECASE)  # fmt: skip


_PAST = re.compile(
    r"\b(?:[a-z]{2,}ed|was|were|had|said|told|took|held|met|began|went|came|made|fought|left|broke|sent|gave)\b",
    re.IGNORECASE,
)
_LONGEST_SENTENCE = 2000  # characters; what is longer is a table or a list, and no sentence


class DateFound(msgspec.Struct, frozen=True, kw_only=True):
    """A day, or a range of days, as it stands at `text[start:end]`; `year` is None where none is written."""

    start: int
    end: int
    text: str
    month: int
    day: int
    last_day: int
    year: int | None

    def on(self, year: int) -> tuple[dt.date, dt.date] | None:
        """First and last day in `year`, or None for a day that does not exist (30 February)."""
        try:
            first = dt.date(year, self.month, self.day)
            return first, max(first, dt.date(year, self.month, self.last_day))
        except ValueError:
            return None


def _found(match: re.Match[str]) -> DateFound:
    if iso := match["iso"]:
        year, month, day = (int(part) for part in iso.split("-"))
        return DateFound(start=match.start(), end=match.end(), text=iso, month=month, day=day, last_day=day, year=year)
    month = _MONTHS[(match["m1"] or match["m2"]).rstrip(".").lower()]
    first = match["d1"] or match["d3"]
    last = match["d2"] or match["d4"] or first
    written = match["y1"] or match["y2"]
    return DateFound(
        start=match.start(),
        end=match.end(),
        text=match[0],
        month=month,
        day=int(first.rstrip("stndrh")),
        last_day=int(last.rstrip("stndrh")),
        year=int(written) if written else None,
    )


def dates_in(text: str) -> list[DateFound]:
    """Every day-and-month date in `text`, in order, with or without a year."""
    return [_found(match) for match in _DATE.finditer(text) if not (match["iso"] and int(match["iso"][5:7]) > 12)]


def parse(value: str, *, basis: DateBasis, because: str = "") -> Published | None:
    """The date that `value` (a header, a feed field) states, or None where it states none.

    Understands ISO 8601, RFC 2822, "5 October 2021", "October 5, 2021", "October 2021" and "2021".
    """
    value = value.strip().strip("\"'()[]")

    def of(start: dt.date, end: dt.date, precision: Precision) -> Published:
        return Published(start=start, end=end, precision=precision, basis=basis, because=because)

    found = next((date for date in dates_in(value) if date.year), None)
    if found and found.year and (days := found.on(found.year)):
        return of(*days, Precision.DAY if days[0] == days[1] else Precision.RANGE)
    if match := _WHOLE_MONTH.match(value):
        first = dt.date(int(match["y"]), _MONTHS[match["m"].rstrip(".").lower()], 1)
        after = (first + dt.timedelta(days=32)).replace(day=1)
        return of(first, after - dt.timedelta(days=1), Precision.MONTH)
    if _WHOLE_YEAR.match(value):
        return of(dt.date(int(value), 1, 1), dt.date(int(value), 12, 31), Precision.YEAR)
    try:
        day = email.utils.parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        return None
    return of(day, day, Precision.DAY)


def _sentences(text: str) -> Iterator[str]:
    """Sentences by full stops and line breaks, abbreviations kept whole: enough for finding dates."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if "\n" not in match[0] and _SHORTENED.search(text[max(0, match.start() - 6) : match.start()]):
            continue
        yield text[start : match.start()]
        start = match.end()
    yield text[start:]


def _years(text: str) -> list[tuple[int, int]]:
    """(offset, year) of the years in `text`; the goal of a plan ("by 2030") is left out."""
    return [
        (match.start(), int(match[0]))
        for match in _ANY_YEAR.finditer(text)
        if not _GOAL_YEAR.search(text[max(0, match.start() - 20) : match.start()])
    ]


def _is_ahead(sentence: str, date: DateFound) -> bool:
    """Whether a future form governs `date`: no other verb of telling, "after" or "since" stands between them."""
    for cue in _FUTURE.finditer(sentence):
        if cue.end() <= date.start:
            between = sentence[cue.end() : date.start]
            if not _TOLD.search(between) and (_ON.search(sentence[: date.start]) or between.strip() == ""):
                return True
        elif date.end <= cue.start():
            opens = _ON.search(sentence[: date.start])
            if opens and not _TOLD.search(sentence[date.end : cue.start()]):
                return True
    return False


def _year_of(date: DateFound, sentence: str, latest: int | None) -> int | None:
    if date.year:
        return date.year
    near = sorted((abs(offset - date.start), year) for offset, year in _years(sentence))
    return near[0][1] if near else latest


def infer(text: str) -> Published | None:
    """The interval in which `text` was written, from the dates it tells of, or None without one in its future.

    It ends on the day before the earliest date that the text sets in its own future, and begins on the latest
    day that it tells of as past, or a year before its end where it tells of none: who announces a date more than
    a year ahead writes its year, and is still placed too late rather than too early.

    A date counts where a future form (will, plans to, is scheduled for, ...) governs it. A year that is not
    written is taken from the same sentence, also from inside a name ("Exercise-2021"), else the latest year
    in the text. A date at or before a day that the text tells of as past, with its year, does not count.
    `because` quotes what the end rests on and says what the beginning does.
    """
    latest = max((year for _, year in _years(text)), default=None)
    ahead: list[tuple[dt.date, str]] = []
    told = dt.date.min
    for sentence in _sentences(text):
        if len(sentence) > _LONGEST_SENTENCE:
            continue
        for date in dates_in(sentence):
            year = _year_of(date, sentence, latest)
            days = date.on(year) if year else None
            if days is None:
                continue
            if _is_ahead(sentence, date):
                ahead.append(
                    (days[0], f"the text sets “{date.text}” ({days[0].year}) in its future: {_short(sentence)}")
                )
            elif date.year and _PAST.search(sentence):
                told = max(told, days[0])
    open_still = [item for item in ahead if item[0] > told]
    if not open_still:
        return None
    first, because = min(open_still, key=lambda item: item[0])
    end = first - dt.timedelta(days=1)
    year_before = end - dt.timedelta(days=365)
    start = max(told, year_before)
    since = "tells of that day as past" if start == told else "sets no earlier bound: a year before is assumed"
    return Published(
        start=start,
        end=end,
        precision=Precision.DAY if start == end else Precision.RANGE,
        basis=DateBasis.INFERRED,
        because=f"{because}; written from {start.isoformat()} (the text {since}) to {end.isoformat()}",
    )


def _short(sentence: str, limit: int = 240) -> str:
    sentence = " ".join(sentence.split())
    return sentence if len(sentence) <= limit else sentence[: limit - 1].rsplit(" ", 1)[0] + "…"
