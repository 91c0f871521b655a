"""The rules, in order of precedence: a phrase that one has taken is closed to those after it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tertius.coding.times import _absolute as absolute
from tertius.coding.times import _relative as relative
from tertius.coding.times._calendar import DAY_RE, MONTH_RE, NUMBER_RE, WEEKDAY_RE, YEAR_RE
from tertius.coding.times._context import Anchor
from tertius.records import When

__all__ = ["HINTS", "RULES"]

Rule = Callable[[re.Match[str], Anchor], When | None]

_DIGIT, _MONTH, _DAY, _SEASONS, _SPAN, _QUARTER = "digit", "month", "day", "season", "span", "quarter"
HINTS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        _DIGIT: r"\d",
        _MONTH: r"jan|feb|ma[ry]|apr|ju[nl]|aug|sep|oct|nov|dec",
        _DAY: r"day|tomorrow|night",
        _SEASONS: r"spring|summer|autumn|fall|winter",
        _SPAN: r"day|week|fortnight|month|year|decade|centur|quarter",
        _QUARTER: r"quarter",
    }.items()
}
"""What a piece of text must hold for a rule to match in it: a far cheaper question than the rules themselves."""

_UNIT = r"(?:days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))"
_BOUND = r"(?P<bound>by|since|until|till|before|after|from|starting|beginning|through)"
_PART = r"(?P<part>early|mid|middle of|late|beginning of|start of|end of)"
_TO = r"\s*(?:-|–|—|to|and|until|till|through)\s*"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_WHICH = r"(?P<which>last|next|this|past|previous|coming|following|same)"
_THE = r"(?:the\s+)?"
_D1, _D2 = rf"(?P<d1>{DAY_RE})", rf"(?P<d2>{DAY_RE})"
_M1, _M2 = rf"(?P<m1>{MONTH_RE})", rf"(?P<m2>{MONTH_RE})"
_Y1, _Y2 = rf"(?P<y1>{YEAR_RE})", rf"(?P<y2>{YEAR_RE})"


def _rule(
    pattern: str, rule: Rule, *needs: str, flags: int = re.IGNORECASE
) -> tuple[re.Pattern[str], Rule, frozenset[str]]:
    return re.compile(rf"\b(?:{pattern})(?!\w)", flags), rule, frozenset(needs)


RULES: tuple[tuple[re.Pattern[str], Rule, frozenset[str]], ...] = (
    _rule(r"(?P<a>\d{4}-\d\d-\d\d)(?:/|\s+to\s+)(?P<b>\d{4}-\d\d-\d\d)", absolute.iso_range, _DIGIT),
    _rule(rf"(?:{_BOUND}\s+)?(?P<a>\d{{4}}-\d\d-\d\d)", absolute.iso, _DIGIT),
    # ranges of days
    _rule(rf"(?:(?:from|between)\s+)?{_D1}\s+{_M1}(?:,?\s+{_Y1})?{_TO}{_D2}\s+{_M2}(?:,?\s+{_Y2})?", absolute.range_of_days, _DIGIT, _MONTH),
    _rule(rf"(?:(?:from|between)\s+)?{_M1}\s+{_D1}(?:,?\s+{_Y1})?{_TO}{_M2}\s+{_D2}(?:,?\s+{_Y2})?", absolute.range_of_days, _DIGIT, _MONTH),
    _rule(rf"(?:(?:from|between)\s+)?{_D1}{_TO}{_D2}\s+(?:of\s+)?{_M2}(?:,?\s+{_Y2})?", absolute.range_of_days, _DIGIT, _MONTH),
    _rule(rf"(?:(?:from|between)\s+)?{_M1}\s+{_D1}{_TO}{_D2}(?:,?\s+{_Y2})?", absolute.range_of_days, _DIGIT, _MONTH),
    # one day
    _rule(rf"(?:{_BOUND}\s+)?(?:the\s+)?{_D1}\s+(?:of\s+)?{_M1}(?:,?\s+{_Y1})?", absolute.one_day, _DIGIT, _MONTH),
    _rule(rf"(?:{_BOUND}\s+)?{_M1}\s+{_D1}(?!\d)(?:,?\s+{_Y1})?", absolute.one_day, _DIGIT, _MONTH),
    # parts of years and months
    _rule(rf"(?:{_BOUND}\s+)?{_THE}{_PART}[\s-]+{_M1}(?:,?\s+(?:of\s+)?{_Y1})?", absolute.part_of_month, _MONTH),
    _rule(rf"(?:{_BOUND}\s+)?{_THE}(?:{_PART}[\s-]+)?{_THE}(?P<decade>(?:1[5-9]|20)\d0)s", absolute.decade_of, _DIGIT),
    _rule(rf"(?:{_BOUND}\s+)?{_THE}(?:{_PART}[\s-]+)?{_THE}[’']?(?P<decade>[1-9]0)s", absolute.decade_of, _DIGIT),
    _rule(rf"(?:{_BOUND}\s+)?{_THE}(?P<nth>first|second|third|fourth|last)\s+quarter(?:\s+of)?(?:\s+{_Y1})?", absolute.quarter, _QUARTER),
    _rule(rf"(?:{_BOUND}\s+)?Q(?P<nth>[1-4])(?:\s+(?:of\s+)?{_Y1})?", absolute.quarter, _DIGIT, flags=0),
    _rule(rf"{_THE}(?P<part>first half|second half)\s+of\s+{_Y1}", absolute.part_of_year, _DIGIT),
    _rule(rf"(?:{_BOUND}\s+)?{_THE}{_PART}[\s-]+(?:in\s+)?{_Y1}", absolute.part_of_year, _DIGIT),
    _rule(rf"(?:{_BOUND}\s+)?{_THE}(?:(?P<part>early|mid|late)[\s-]+)?{_SEASON}\s+(?:of\s+)?{_Y1}", relative.season_of, _DIGIT, _SEASONS),
    _rule(rf"(?:{_BOUND}\s+)?{_WHICH}\s+{_SEASON}", relative.season_of, _SEASONS),
    _rule(rf"(?:in|during|over|through)\s+(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?{_SEASON}", relative.season_of, _SEASONS),
    # months and ranges of months and years
    _rule(rf"(?:from|between)\s+{_M1}(?:\s+{_Y1})?{_TO}{_M2}(?:\s+{_Y2})?", absolute.range_of_months, _MONTH),
    _rule(rf"(?:{_BOUND}\s+)?{_M1},?\s+(?:of\s+)?{_Y1}", absolute.one_month, _DIGIT, _MONTH),
    _rule(rf"(?:from|between)\s+{_Y1}{_TO}{_Y2}", absolute.range_of_years, _DIGIT),
    _rule(rf"{_Y1}[-–](?P<y2>{YEAR_RE}|\d\d)", absolute.range_of_years, _DIGIT),
    # relative to the document
    _rule(r"(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday|today|tomorrow|tonight|last\s+night)",
          relative.named_day, _DAY),
    _rule(rf"(?P<n>{NUMBER_RE})\s+(?P<unit>{_UNIT})\s+ago", relative.ago, _SPAN),
    _rule(rf"(?P<word>in|within)\s+(?:less\s+than\s+|about\s+)?(?P<n>{NUMBER_RE})\s+(?P<unit>{_UNIT})(?:['’]\s+time)?", relative.ahead, _SPAN),
    _rule(rf"(?:(?:for|in|over|during|within|all)\s+)*(?:the|these)\s+(?P<which>past|last|next|coming|previous)\s+"
          rf"(?:(?P<n>{NUMBER_RE})\s+)?(?P<unit>{_UNIT})", relative.stretch, _SPAN),
    _rule(rf"(?:for|over|during)\s+(?:(?:more|less)\s+than\s+|about\s+|almost\s+|nearly\s+|over\s+|at\s+least\s+)?"
          rf"(?P<n>{NUMBER_RE})\s+(?P<unit>{_UNIT})", relative.stretch, _SPAN),
    _rule(r"for\s+(?P<unit>days|weeks|months|years|decades|centuries)", relative.stretch, _SPAN),
    _rule(r"(?:(?P<bound>by|until|till|before|after|since)\s+|at\s+|towards?\s+|in\s+)?(?:the\s+)?"
          r"(?P<part>end|beginning|start|middle)\s+of\s+(?P<which>the|this|last|next)\s+(?P<unit>week|month|year|decade|century)",
          relative.part_of_unit, _SPAN),
    _rule(r"(?P<part>earlier|later)\s+this\s+(?P<unit>week|month|year)", relative.side_of_unit, _SPAN),
    _rule(rf"(?:{_BOUND}\s+)?(?:(?P<part>late|early)\s+)?{_WHICH}\s+(?P<unit>weekend|week|month|quarter|year|decade|century)", relative.unit, _SPAN),
    _rule(rf"(?:{_BOUND}\s+)?(?:on\s+)?(?:{_WHICH}\s+)?(?:(?:late|early)\s+)?(?P<weekday>{WEEKDAY_RE})"
          r"(?:\s+(?:morning|afternoon|evening|night))?", relative.weekday, _DAY),
    # what is left: a month or a year with nothing beside it
    _rule(rf"(?:(?P<bound>by|since|until|till|before|after)|in|during|throughout|this|(?P<which>last|next))\s+{_M1}", absolute.one_month, _MONTH),
    _rule(r"(?<!\d\s)(?P<m1>January|February|April|June|July|August|September|October|November|December)(?!\s*\d)", absolute.one_month, _MONTH, flags=0),
    _rule(rf"(?:(?P<bound>by|since|until|till|before|after)|in|during|throughout|of|from|year)\s+{_Y1}", absolute.one_year, _DIGIT),
)  # fmt: skip
