"""Lines that stand on a page but are no part of what it reports: forms, notices, captions, credits."""

from __future__ import annotations

import re

__all__ = ["credit", "is_furniture", "is_stamp", "list_heading", "reprint"]

_LONGEST = 300  # characters; no form label or notice is longer, a paragraph often is

_FURNITURE = re.compile(
    r"""^\W*(?:
      this\ field\ is\ for\ validation\ purposes.*
    | for\ (?:more\ |further\ )?information\W+(?:and|&)\ updates\W*
    | (?:please\ )?(?:subscribe|sign\ up|register)\b.{0,80}\b(?:newsletters?|updates|alerts|daily|e-?mails?|briefing|inbox|channel)\b.{0,60}
    | (?:subscribe|sign\ up|sign\ in|log\ in|register)(?:\ now|\ here|\ today)?\W*
    | get\ (?:our|the)\b.{0,80}\b(?:newsletters?|inbox|briefing)\b.{0,60}
    | (?:we|this\ (?:web)?site|our\ (?:web)?site)\ (?:and\ our\ partners\ )?uses?\ cookies\b.*
    | (?:accept|reject|manage)\ (?:all\ )?cookies?\W*
    | by\ (?:continuing|using)\b.{0,60}\bcookies\b.*
    | (?:click|tap)\ here\ (?:to|for)\b.*
    | (?:follow|like|join|find)\ us\ on\b.*
    | share\ (?:this|on|via)\b.{0,80} | share\W* | print\W* | tweet\W*
    | (?:enter\ )?(?:your\ )?e-?mail(?:\ address)?\W*
    | (?:leave\ a\ (?:comment|reply)|comments\ are\ closed|\d+\ comments?)\W*
    | (?:advertisement|advertising|sponsored(?:\ content)?|story\ continues\ below(?:\ advertisement)?)\W*
    | (?:©|\(c\)|copyright\b).{0,120}
    | all\ rights\ reserved.{0,80}
    | (?:privacy\ policy|terms\ of\ (?:use|service)|contact\ us|about\ us|skip\ to\ (?:main\ )?content|back\ to\ top)\W*
    | (?:read\ (?:more|also|next)|also\ read|see\ also|related|more\ on\ this|watch|listen)\s*:.*
    | (?:file\ )?(?:photo|image|picture|illustration|caption|credit|photograph)s?(?:\ (?:by|credit|courtesy\ of))?\s*:.*
    | (?:file\ )?(?:photo|image|picture|illustration|photograph)\ (?:by|courtesy\ of)\b.{0,120}
    | .{0,200}\((?:file\ )?(?:photo|image|picture)\s*(?:by|:|/)[^)]{0,80}\)\W*
    | \(?(?:additional\ )?(?:reporting|writing|editing)\ by\b.{0,200}
    | https?://\S+
    | Δ
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_LIST_HEADING = re.compile(
    r"^\W*(?:read (?:more|next|also)|related(?: (?:articles?|stories|news|posts|content|topics))?|see also|more from .{1,40}"
    r"|more (?:stories|news|on this(?: story)?)|most (?:read|popular)|recommended(?: for you)?|you (?:may|might) also like"
    r"|latest (?:news|stories)|trending|tags|topics)\W*$",
    re.IGNORECASE,
)
_STAMP = re.compile(r"^\W*constructed for this example\b.{0,80}$", re.IGNORECASE)

_TEXT_KIND = r"(?:article|story|piece|post|report|analysis|essay|column|op-?ed|commentary|interview|dispatch|text)"
_REPRINTS = tuple(
    re.compile(rf"^\W*{pattern}\s+(?P<outlet>\S.{{0,118}})$", re.IGNORECASE)
    for pattern in (
        (
            rf"(?:this|the) {_TEXT_KIND} (?:was |has been |had )?(?:first |originally |previously )"
            r"(?:appeared|published|ran|run|posted|printed|carried|released|issued)(?: in| on| at| by| with)"
        ),
        r"(?:first|originally|previously) (?:appeared|published|posted|printed)(?: in| on| at| by)",
        (
            r"(?:this .{1,20} (?:is|was) )?(?:re-?published|reprinted|reproduced)(?: here)?"
            r"(?: with (?:the )?(?:kind )?permission(?: of| from)| courtesy of| from)"
        ),
    )
)
_OUTLET_END = re.compile(
    r"\s*(?:,? (?:on|in) (?:\d|[A-Z][a-z]+ \d).*|,? and (?:is|has been|was) (?:re|reproduced).*|,? (?:where|under) .*"
    r"|,? with permission.*|(?:\.(?=\s|$)|[;|(]).*)$"
)
_AGENCIES = (
    "Reuters", "Thomson Reuters", "AP", "Associated Press", "The Associated Press", "AFP", "Agence France-Presse",
    "UPI", "dpa", "DPA", "EFE", "ANSA", "Xinhua", "Kyodo", "Yonhap", "TASS", "Interfax", "RIA Novosti", "Anadolu",
    "Anadolu Agency", "AA", "IRNA", "ISNA", "Fars", "Tasnim", "Mehr", "APA", "Trend", "Turan", "AZERTAC", "Azertag",
    "Armenpress", "Ukrinform", "PTI", "ANI", "SANA", "WAM", "SPA", "MENA", "Bloomberg",
)  # fmt: skip
_AGENCY = "(?:" + "|".join(sorted((re.escape(name) for name in _AGENCIES), key=len, reverse=True)) + ")"
_CREDIT_LINE = re.compile(rf"^\W*(?:(?i:source|via|from|by|copyright|credit)\s*:?\s*)?(?P<agency>{_AGENCY})\W*$")
_CREDIT_OPENS = re.compile(rf"^\s*\((?P<agency>{_AGENCY})\)\s*(?:-|–|—|--|:)?\s*")
_CREDIT_CLOSES = re.compile(rf"(?<=[.!?”\"])\s*(?:\((?P<one>{_AGENCY})\)|[-–—]+\s?(?P<two>{_AGENCY}))\s*\.?\s*$")


def is_furniture(line: str) -> bool:
    """Whether the whole line is a form label, notice, caption or the like."""
    return len(line) <= _LONGEST and bool(_FURNITURE.match(line))


def list_heading(line: str) -> bool:
    """Whether the line opens a list of other articles."""
    return bool(_LIST_HEADING.match(line))


def is_stamp(line: str) -> bool:
    """Whether the line stamps the text as constructed."""
    return bool(_STAMP.match(line))


def reprint(line: str) -> str | None:
    """The outlet that the line names as the first place of the text, or None."""
    if len(line) > _LONGEST:
        return None
    for pattern in _REPRINTS:
        if match := pattern.match(line.strip()):
            outlet = _OUTLET_END.sub("", match["outlet"]).strip(" .,;:|*_“”\"'")
            return outlet or None
    match = _CREDIT_LINE.match(line)
    return match["agency"] if match else None


def credit(line: str) -> tuple[str | None, str]:
    """The agency credited at the start or the very end of a paragraph, and the paragraph without the credit."""
    if match := _CREDIT_OPENS.match(line):
        return match["agency"], line[match.end() :]
    tail = max(0, len(line) - 80)
    if match := _CREDIT_CLOSES.search(line, tail):
        return match["one"] or match["two"], line[: match.start()]
    return None, line
