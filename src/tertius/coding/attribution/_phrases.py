"""What the words of a source say of whoever speaks: nameless or not, an office, the press, an interest."""

from __future__ import annotations

import re

from tertius.coding.parsed import Mention, Parsed, Span
from tertius.records import Actor, ActorKind, Voice
from tertius.world.sectors import SECTORS, institution, office, says_former

__all__ = [
    "as_name",
    "former_role",
    "interest_of",
    "is_name",
    "is_nameless",
    "named_behind",
    "role_around",
    "speaks_covered",
    "stands_before",
    "voice_of",
    "without_possessive",
]

_NAMELESS = re.compile(
    r"\b(?:anonymous(?:ly)?|anonymity|unnamed|unidentified|nameless|sources?|insiders?|informants?|whistle-?blowers?"
    r"|(?:person|people|someone|those|individuals?) (?:familiar|close|with knowledge|briefed|involved)"
    r"|(?:declined|refused|asked|requested|wished|did not want|who did not wish) (?:not )?to be (?:named|identified|quoted)"
    r"|not authori[sz]ed to)\b",
    re.IGNORECASE,
)
_UNDER_COVER = re.compile(
    r"\b(?:anonym(?:ity|ously)|not to be (?:named|identified|quoted)|to be (?:named|identified)|not authori[sz]ed to"
    r"|on background|off the record|only if not (?:named|identified|quoted)|(?:would|could) not be (?:named|identified)"
    r"|(?:his|her|their|the) names? (?:not be|be (?:left out|withheld|changed|kept)|not (?:be )?(?:used|published|given))"
    r"|(?:would|did) not give (?:his|her|their) (?:full |last )?names?|only (?:his|her|their|a) first names?"
    r"|(?:whose|the|his|her|their) (?:full |real )?names? (?:may|can|could|must|should|might) not be \w+"
    r"|(?:leave|keep|left|kept|withhold) (?:his|her|their) names?|(?:asked|begged|told|wanted) (?:us|me|reporters) to call"
    r"|with (?:his|her|their) (?:back|face) (?:to|turned|hidden|covered))\b",
    re.IGNORECASE,
)
_WHO_STAYS = re.compile(
    r"\s+(?:He|She|They|Both|The (?:official|source|man|woman|two|three|diplomat|officer|aide|minister))\b[^.!?]{0,40}?"
    r"\b(?P<rest>(?:asked|requested|insisted|spoke|spoken|would|did|gave|declined|refused|agreed)\b[^.!?]*)"
)
_PRESS = re.compile(
    r"\b(?:media|press|newspapers?|papers|news|broadcasters?|tabloids?|outlets?|(?:media|press|news|newspaper) reports?|television|radio|magazine|dailies|daily"
    r"|editorial|reporters?|journalists?|correspondents?|(?:weekly|monthly|broadsheet)(?= (?-i:[A-Z])[\w’'-]+$|$))\b",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(?:News|Times|Post|Journal|Herald|Tribune|Gazette|Press|TV|Television|Radio|Agency|Daily|Today|Chronicle)$"
)
_PRESS_OFFICE = re.compile(
    r"\bpress (?:secretary|officer|service|office|conference|release|statement)|\bspokes", re.IGNORECASE
)
_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
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
    r"^(?:the|an?|its|their|his|her) (?P<role>[^,]{3,60}), (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){0,3}),?$",
    re.IGNORECASE,
)


def named_behind(phrase: str) -> tuple[str, str] | None:
    """Name and role where a description is followed by a name that no table knows: "the bishop of X, Y Z"."""
    found = _NAMED_BEHIND.match(phrase)
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
    if re.search(r"\bon (?:the )?condition of anonymity\b", behind, re.IGNORECASE):
        return True
    after = _WHO_STAYS.match(parsed.text, len(parsed.text[: sentence[1]].rstrip()))
    return after is not None and bool(_UNDER_COVER.search(after["rest"]) or _NAMELESS.search(after["rest"]))


def voice_of(phrase: str, actor: Actor | None, role: str | None, *, named: bool, proper: bool = True) -> Voice:
    """The voice of a source that is in nobody else's words: anonymous, official, media or named, in this order.

    `phrase` holds the words of the source, `role` what is known of a named person's office. A former
    office is no office. The press itself speaks as media; a ministry's press secretary as official. `named`
    says that a person's own name is given, `proper` that the phrase is a name of anything.
    """
    if is_nameless(phrase) or (role and is_nameless(role)):
        return Voice.ANONYMOUS
    tail = actor.code.rpartition(".")[2] if actor is not None and actor.code else ""
    sector = tail if tail in SECTORS else None
    press = _is_press(phrase, sector)
    if _ONE_OF_MANY.match(phrase) and not named and not (actor is not None and actor.code):
        return Voice.ANONYMOUS
    if _official(phrase, actor, role, sector) and not press:
        return Voice.OFFICIAL
    if press and not named:
        return Voice.MEDIA
    collective = actor is not None and actor.kind in {ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.PEOPLE}
    body = (actor is not None and actor.kind == ActorKind.ORGANISATION) or bool(_BODY.search(phrase))
    if named or proper or body or (collective and actor is not None and actor.code):
        return Voice.NAMED
    return Voice.ANONYMOUS


_ONE_OF_MANY = re.compile(
    r"^(?:an?|one|another|some|several|two|three|four|five) (?:[\w-]+ )?(?:diplomats?|officials?|lawmakers?|aides?|envoys?|negotiators?|delegates?)"
    r" (?:from|in|of|at) (?:an?|one|another) (?:\w+ )?(?:state|country|capital|embassy|government|delegation|ministry|power)\b",
    re.IGNORECASE,
)
"""Somebody of an office whose state is not said: whoever he is, the words do not tell."""
_SEEN_BY = re.compile(r",? (?:seen|obtained|viewed|reviewed|quoted|cited|published) by .*$", re.DOTALL)
_AT_SEA = frozenset({"captain"})  # of ships and firms as well
_HEADS = frozenset(
    """spokesman spokeswoman spokesperson president vice-president secretary chancellor director chief head representative
    aide adviser advisor official officer commissioner governor chairman premier general""".split()
)
_STATE_BODY = re.compile(
    r"\b(?:weather|meteorological|electoral|election|river|water|power|energy|electricity|grid|port|harbou?r|rail|railway|road|customs|tax"
    r"|revenue|statistics|census|audit|comptroller['’]s|fisheries|fishing|forestry|land|health|food|nuclear|aviation|maritime|coast|border"
    r"|immigration|prison|competition|central|national|federal|state|provincial|municipal|city|county|district|shire|town|local|mining"
    r"|environment|environmental|veterinary|geological|seismological|disaster|civil defence|fire|navigation|space|transport|housing"
    r"|refugee|children['’]s|tourism|tourist|trade|labou?r|planning) (?:\w+ )?(?:bureau|office|service|commission|authority|board|agency|department|inspectorate|council|court"
    r"|guard|directorate|administration|secretariat|registry|survey|brigade|institute)['’]?s?(?: (?:(?:of|for|in|on) .*|here|there))?$|\bministr(?:y|ies)\b|\b(?:UN|United Nations)\b",
    re.IGNORECASE,
)
"""A body that states or unions of states keep, whatever it is called in full."""
_LOCAL_OFFICE = re.compile(
    r"\b(?:shire|county|city|town|municipal|district|provincial|state|borough|village|government|ministry|commission|tribunal|army|navy|police)"
    r"(?:['’]s)? (?:engineer|architect|surveyor|planner|treasurer|clerk|inspector|vet|veterinarian|delegate|negotiator|envoy|representative"
    r"|lawyer|doctor|chair|chairman|chairwoman|head|chief|director|deputy|hydrologist|statistician|archivist|officer|administrator|manager)\b"
    r"|['’]s (?:chief )?(?:negotiator|envoy)\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:chief (?:executive|financial|operating|technology|risk|marketing) officer|front|movement|rebels?|militia|guerrillas?|insurgents?|chamber|guild|federation|cooperative|co-op|truckers|farmers|exporters|importers|company|firm|airline|club|union|university|college|association|chamber|institute|charity|hospital|foundation"
    r"|school|shipyard|newspaper|brewery|retailer|bank|business|corporation|league|team|church|trade union)(?:['’]s)?\b"
    r"(?<!central bank)(?<!european union)(?<!african union)(?<!arab league)(?<!soviet union)",
    re.IGNORECASE,
)
_OF_NO_STATES = frozenset({"ICRC"})  # a code of its own, though no states are its members
_ARMED = re.compile(
    r"\b(?:army|navy|naval|air force|marines?|military|police|guards?|brigade|battalion|regiment|corps|fleet|troops"
    r"|garrison|colonel|general|intelligence|ministry)\b",
    re.IGNORECASE,
)


_BODY = re.compile(
    r"(?:^|\b(?:for|of) )(?:the|its|their|his|her|our|[\w’']+['’]s?)(?: [\w’'-]+){0,3} "
    r"(?:union|association|company|firm|party|bank|airline|club|federation|institute|council|commission|authority|agency"
    r"|foundation|charity|university|church|court|chamber|board|committee|office|panel|guild|group|league|cooperative|co-op|movement|front|network"
    r"|consortium|shipyard|mill|mine|museum|hospital|school|archbishop|bishop|patriarch|abbot|grand mufti|mufti|chief rabbi|pope|dean"
    r"|chief executive|chairman|chairwoman|founder|owner|club|team|syndicate|bakery|brewery|refinery|operator|maker|council|delegation)$",
    re.IGNORECASE,
)
"""An organisation that the text has named or that stands for one known: it speaks as itself, not namelessly."""


def _is_press(phrase: str, sector: str | None) -> bool:
    if sector == "MED":
        return True
    phrase = _SEEN_BY.sub("", phrase)
    return bool((_PRESS.search(phrase) or _OUTLET.search(phrase.strip())) and not _PRESS_OFFICE.search(phrase))


def _official(phrase: str, actor: Actor | None, role: str | None, sector: str | None) -> bool:
    said = role or phrase
    if says_former(said):
        return False
    if _LOCAL_OFFICE.search(said) and not _PRIVATE.search(said):
        return True
    held = office(said)
    if held is not None and held.word in _AT_SEA and not _ARMED.search(said) and not (actor and actor.state):
        return False
    if held is not None and held.word.split()[-1] in _HEADS and _PRIVATE.search(said):
        return False
    if held is not None:
        return held.is_office
    if actor is not None and actor.kind == ActorKind.STATE:
        return True
    if sector is not None:
        return sector in _SECTORS
    if actor is not None and actor.kind == ActorKind.ORGANISATION and actor.code:
        return actor.code not in _OF_NO_STATES  # an organisation of states, speaking for itself
    if _STATE_BODY.search(phrase) and not _PRIVATE.search(phrase):
        return True
    body = institution(said)
    return body is not None and body.held


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
    behind = re.split(r"\bwho\b|[“\"]", behind)[0].strip(" ,")
    parts = [part for part in (before.removeprefix("the ").removeprefix("The "), behind) if part and not part.isdigit()]
    return ", ".join(parts) or mention.role


_LOWER_BEFORE = re.compile(r"(?:\b[a-z][\w’'-]* ){1,3}$")


def stands_before(parsed: Parsed, source: Span) -> str | None:
    """The office or the sort of outlet that stands before a bare name: "shire engineer X", "the broadcaster X"."""
    found = _LOWER_BEFORE.search(parsed.text, max(0, source[0] - 40), source[0])
    words = found.group().split() if found else []
    if words[-1:] == ["officer"] and {"chief", "financial", "executive", "operating"} & set(words):
        return None  # of a firm
    for start in range(len(words)):
        phrase = " ".join(words[start:])
        if _LOCAL_OFFICE.fullmatch(phrase) or office(phrase) is not None or phrase in _OUTLETS:
            return phrase
    return None


_OUTLETS = frozenset("newspaper daily weekly broadcaster station agency magazine website outlet paper tabloid".split())


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
