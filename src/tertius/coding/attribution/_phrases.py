"""What the words of a source say of whoever speaks: nameless or not, a role, an interest."""

from __future__ import annotations

import re

from tertius.coding.parsed import Mention, Parsed, Span
from tertius.records import ActorKind
from tertius.world.sectors import office

__all__ = [
    "DATELINE",
    "as_name",
    "former_role",
    "interest_of",
    "is_name",
    "is_nameless",
    "named_behind",
    "role_around",
    "speaks_covered",
    "stands_before",
    "withholds_name",
    "without_possessive",
]

DATELINE = re.compile(r"^[A-Z][\w .,()'’/]{1,60}? [–—-]{1,2} (?=\S)", re.MULTILINE)  # "HALDEN, Tavria (MPA) – "
_NAMELESS = re.compile(
    r"\b(?:anonymous(?:ly)?|anonymity|unnamed|unidentified|nameless|sources?|insiders?|informants?|whistle-?blowers?"
    r"|(?:person|people|someone|those|individuals?) (?:familiar|close|with knowledge|briefed|involved)"
    r"|(?:declined|refused|asked|requested|wished|did not want|who did not wish) (?:not )?to be (?:named|identified|quoted)"
    r"|not authori[sz]ed to)\b",
    re.IGNORECASE,
)
_UNDER_COVER = re.compile(
    r"\b(?:anonym(?:ity|ously)|not to be (?:named|identified|quoted)|to be (?:named|identified)|not authori[sz]ed to"
    r"|on background|off the record|only if not (?:named|identified|quoted)|(?:would|could) not be (?:named|identified|quoted)|being (?:named|identified)"
    r"|(?:his|her|their|the) names? (?:not be|be (?:left out|withheld|changed|kept)|not (?:be )?(?:used|published|given))"
    r"|not (?:to )?(?:give|use|print|publish|reveal|disclose) (?:his|her|their) (?:full |real )?names?"
    r"|(?:would|did) not give (?:his|her|their) (?:full |last )?names?|only (?:his|her|their|a) first names?"
    r"|(?:whose|the|his|her|their) (?:full |real )?names? (?:may|can|could|must|should|might) not be \w+"
    r"|(?:leave|keep|left|kept|withhold) (?:his|her|their) names?|(?:asked|begged|told|wanted) (?:us|me|reporters) to call"
    r"|with (?:his|her|their) (?:back|face) (?:to|turned|hidden|covered))\b",
    re.IGNORECASE,
)
_WHO_STAYS = re.compile(
    r"\s+(?:He|She|They|Both|All(?: \w+)?|Neither|None|The (?:official|source|man|woman|two|three|diplomat|officer|aide|minister))\b[^.!?]{0,40}?"
    r"\b(?P<rest>(?:asked|requested|insisted|spoke|spoken|would|did|gave|declined|refused|agreed)\b[^.!?]*)"
)
_ASKED = re.compile(
    r"\bon (?:the )?condition of anonymity\b|\b(?:but|and|,) (?:who )?(?:(?:also|then) )?(?:asked|insisted|requested|begged|preferred|wished|declined|refused)"
    r" (?:not to be (?:named|identified|quoted)|to (?:be (?:named|identified)|remain (?:anonymous|unnamed)|give (?:his|her|their) (?:full |last )?names?))\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:^|\s)(?:Dr|Mr|Mrs|Ms|Prof|Sir)\.?$")
_SERVED = re.compile(
    r"^\s*,?\s*who\s+(?P<verb>(?:has |had |once |formerly |previously )*(?:served as|was|used to be|serves as|is|worked as|works as))\s+"
    r"(?:an? |the )?(?P<role>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_CLOCK = re.compile(r"^\d{1,2}[:.h]\d{2}\s+")
_OWNED = re.compile(r"^(?P<owner>[\w .-]+?)['’]s? (?P<rest>.+)$", re.DOTALL)
_INTEREST = re.compile(
    r"\b(?:whose (?:company|firm|group|party|organi[sz]ation|foundation|family|institute|business) [^,.;“”\"]+"
    r"|(?:which|that|who) (?:sells?|supplies|owns?|funds?|lobb(?:y|ies|ied)|consults?|advis(?:es|ed)) [^,.;“”\"]+"
    r"|(?:funded|paid|financed|sponsored|backed|employed) by [^,.;“”\"]+"
    r"|(?:affiliated|allied|aligned) (?:with|to) [^,.;“”\"]+)",
    re.IGNORECASE,
)
_REACH = 160  # characters behind the source in which its interest may be stated


def is_name(mention: Mention) -> bool:
    """Whether a mention gives a person's own name, not only what the person is."""
    actor = mention.actor
    return (
        actor is not None and actor.kind == ActorKind.PERSON and mention.role != actor.name and actor.name[:1].isupper()
    )


def is_nameless(phrase: str) -> bool:
    """Whether the words say that the source is not to be named."""
    return bool(_NAMELESS.search(phrase))


_NAMED_BEHIND = re.compile(
    r"^(?:the|an?|one|its|their|his|her|our|my) (?P<role>[^,]{3,60}), (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){0,3}),?$",
    re.IGNORECASE,
)


_CALLED = re.compile(
    r"^(?:(?:the|an?|one|its|their|his|her|our|my) )?(?P<role>.{3,80}?),? (?:(?i:called|named|nicknamed|by the name of|(?:known|referred to)(?: only)? as)) "
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){0,3})$",
    re.DOTALL,
)


def named_behind(phrase: str) -> tuple[str, str] | None:
    """Name and role where a description is followed by a name that no table knows: "the bishop of X, Y Z"."""
    found = _NAMED_BEHIND.match(phrase) or _CALLED.match(phrase)
    if found is None or not all(word[:1].isupper() for word in found["name"].split()):
        return None
    return found["name"], found["role"]


def speaks_covered(parsed: Parsed, source: Span, cue: Span | None) -> bool:
    """Whether the words between the source and its cue, or behind both, say that the source is not to be named."""
    sentence = parsed.sentence_of(source[0])
    stop = cue[0] if cue is not None and cue[0] > source[1] else sentence[1]
    if _UNDER_COVER.search(parsed.text[source[0] : min(stop, source[1] + _REACH)]):
        return True
    behind = parsed.text[cue[1] : sentence[1]] if cue is not None else ""
    if _ASKED.search(behind):
        return True
    after = _WHO_STAYS.match(parsed.text, len(parsed.text[: sentence[1]].rstrip()))
    return after is not None and bool(_UNDER_COVER.search(after["rest"]) or _NAMELESS.search(after["rest"]))


def withholds_name(cue: str, words: str) -> bool:
    """Whether somebody only asks, in these words, that his name be kept back: that is no statement."""
    return len(words) < _REACH and bool(_ASKING.search(cue) and _UNDER_COVER.search(words))


_ASKING = re.compile(r"\b(?:ask|request|insist|condition|declin|refus|wish|prefer|beg|want)", re.IGNORECASE)


def role_around(parsed: Parsed, source: Span, mention: Mention) -> str | None:
    """What the source's own words say of a named person, before the name and in an apposition behind it."""
    text = parsed.text[source[0] : source[1]]
    name = (mention.actor.name if mention.actor else "").split()
    spelled = parsed.text[mention.span[0] : mention.span[1]]
    key = next((n for n in (" ".join(name), name[-1] if name else "") if n and n in text), spelled)
    at = text.find(key)
    if at < 0:
        return mention.role
    before = _TITLE.sub("", _CLOCK.sub("", text[:at].strip())).strip(" ,(")
    behind = re.sub(r"^[\s,]+(?:an? |the )?", "", text[at + len(key) :]) if "," in text[at + len(key) :][:2] else ""
    behind = re.split(r"\b(?:who|whom|whose|which)\b|[“\"]", behind)[0].strip(" ,")
    before = re.sub(r" (?:him|her|it)self$", "", before)
    parts = [part for part in (before.removeprefix("the ").removeprefix("The "), behind) if part and not part.isdigit()]
    return ", ".join(parts) or mention.role


def stands_before(parsed: Parsed, source: Span) -> str | None:
    """The common nouns that stand before a bare name and belong to it: "shire engineer X", "the broadcaster X"."""
    span = parsed.doc.char_span(*source, alignment_mode="expand")
    if span is None or not len(span):
        return None
    first = span.start
    while first > 0 and parsed.doc[first - 1].dep_ in _BELONGS and parsed.doc[first - 1].text.islower():
        first -= 1
    before = parsed.doc[first : span.start]
    return before.text if len(before) and before[-1].pos_ == "NOUN" else None


_BELONGS = frozenset({"compound", "amod", "nmod"})


def former_role(parsed: Parsed, source: Span, cue: Span | None) -> str | None:
    """The role that a relative clause behind the source states ("who served as ..."), "former" where it is over."""
    stop = parsed.sentence_of(source[1])[1]
    if cue is not None and cue[0] > source[1]:
        stop = min(stop, cue[0])
    found = _SERVED.match(parsed.text[source[1] : stop])
    if found is None:
        return None
    role = found["role"].strip().rstrip(",.").strip()
    if cue is not None and cue[0] < source[1]:
        role = role.split(",")[0]
    held = office(role)
    if held is None:
        return None
    if found["verb"].lower() in {"is", "serves as", "works as"}:
        return role
    owned = _OWNED.match(role)
    return f"former {owned['rest']} of {owned['owner']}" if owned else f"former {role}"


def interest_of(parsed: Parsed, source: Span, cue: Span | None) -> str | None:
    """A stake or affiliation of the source that the text itself states beside it, verbatim."""
    stop = min(parsed.sentence_of(source[1])[1], source[1] + _REACH)
    if cue is not None and cue[0] >= source[1]:
        stop = min(stop, cue[0])
    found = _INTEREST.search(parsed.text[source[0] : stop])
    return found.group().strip() if found else None


def without_possessive(phrase: str) -> str:
    """The phrase without a possessive ending."""
    for ending in ("’s", "'s", "’", "'"):
        if phrase.endswith(ending):
            return phrase.removesuffix(ending)
    return phrase


def as_name(phrase: str) -> str:
    """The phrase without article and possessive ending."""
    phrase = without_possessive(phrase)
    for article in ("The ", "the ", "An ", "an ", "A ", "a "):
        if phrase.startswith(article):
            return phrase[len(article) :]
    return phrase
