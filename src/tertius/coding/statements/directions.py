"""Which way the words of an effect point: a rise or a fall, a gain or a loss; and whether two draw closer or apart.

The lists are ours, drawn up from the language and from the classes of Levin (1993, "English Verb Classes and
Alternations": change of state, of position on a scale, of possession), not from any labelled text.
"""

from __future__ import annotations

import re

__all__ = ["draws_of", "sign_of"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RISING = _set(
    """rise rose risen raise increase grow grew grown growth climb soar surge jump leap spike mount swell swollen expand
    expansion lengthen widen broaden double treble triple quadruple multiply add lift boost inflate inflation extend accelerate
    quicken hasten speed heighten amplify magnify deepen intensify escalate bolster strengthen thrive flourish boom revive
    revival spread proliferate accumulate exceed attract invite fuel stoke upturn uptick higher bigger larger greater
    longer faster dearer costlier stronger wider deeper louder hotter warmer busier richer fuller"""
)
_FALLING = _set(
    """fall fell fallen drop decline decrease dwindle shrink shrank shrunk shorten narrow lower reduce reduction cut
    halve thin empty drain ebb sink sank sunk plunge plummet tumble slump dip slide slid recede subside abate diminish
    lessen curb curtail limit restrict trim slash slow cool calm ease deplete wane contract lag downturn dampen depress
    lower smaller shorter slower cheaper fewer thinner colder emptier weaker poorer weaken"""
)
_GAINING = _set(
    """gain win won earn profit benefit save saving improve improvement recover recovery heal help protect safeguard
    secure rescue spare preserve sustain survive enrich prosper prosperity peace success succeed better safer easier open
    reopen alive free relief relieve reward enable strengthen unite together closer close reconcile reconciliation
    friendship trust agreement alliance partnership cooperation cooperate rapprochement normalise normalize last
    restore stabilise stabilize stability rebuild embolden bolder confident attractive advantage"""
)
_LOSING = _set(
    """lose lost loss losing damage harm hurt ruin wreck destroy destruction kill die death dead perish injure injury wound
    break broke broken collapse crack crumble fail failure bankrupt bankruptcy suffer suffering cripple choke starve hunger
    famine erode undermine spoil rot poison sour worsen worse deteriorate harden threaten endanger jeopardise jeopardize
    danger disrupt disruption delay hinder hamper impede obstruct block halt stop suspend close closure closed shut cancel
    isolate isolation divide split sever rupture rift hostile hostility tension conflict war clash enemy weak fear
    frighten scare deter discourage alienate estrange deprive rob cost costly drown flood burn sack evict displace banish
    exclude expel scatter shortage scarcity deficit debt poor poverty illness sick outbreak epidemic disease crisis chaos
    unrest strike disaster catastrophe harder bleed spill waste wash scapegoat eat drought sap strand spook lazy backfire
    dry extinguish derail bare"""
)
_CLOSER = _set(
    """close closer together rapprochement ally allied alliance friend friendly friendship cooperate cooperation
    partner partnership support unite strengthen improve improvement normalise normalize normalisation reconcile
    reconciliation recognise recognize peace agreement trust warm embassy side join secure stability"""
)
_APART = _set(
    """adversary enemy harder hostile hostility conflict war tension threat threaten weaken weak worsen sever
    rupture rift attack fear oppose distance isolate isolation danger dangerous problem clash escalate
    escalation secede separatism strike sanction break deteriorate expel crime lose loss conquer suffer"""
)
_AVERTING = _set("prevent avert avoid stop deter forestall protect spare reduce cut ease end relieve halve curb")
_MOVING = _set(
    "go goes went gone push drive drove driven bring brought send sent move take took be is are was were been keep kept"
)
_PLACES = {"up": 1, "upwards": 1, "above": 1, "beyond": 1, "down": -1, "downwards": -1, "below": -1}
_NEGATIVE = _set("not no never n't n’t none nobody nothing neither cannot without hardly barely")
_APART_OF = re.compile(r"\b(?:rather than|instead of)\b")
_NOT_BUT = re.compile(r"^.*\b(?:not|no)\b.*\bbut\b", re.DOTALL)
_LOST = re.compile(
    r"\b(?:out of (?:business|work|action|reach)|no longer|lay off|laid off|knock\w* out|(?:held|hold|holds|kept|keep|keeps) .{0,30}?\b(?:back|away|out|ashore)"
    r"|(?:left|leave|leaves) .{0,40}?\b(?:without|outside|behind|stranded|empty|idle))\b",
    re.IGNORECASE,
)
"""Losses that take two words."""


def sign_of(effect: str) -> int:
    """+1 where the effect is a rise, a gain or two drawing closer, -1 a fall, a loss or damage, 0 where it merely happens.

    Words of a direction count before words of gain and loss ("raised the cost", "halved the losses"), the first before
    later ones; a negation before the word turns it, and to avert a loss is a gain.
    """
    tokens = _tokens(effect)
    forms = [_forms(token) for token in tokens]
    ways = [_way(group, _RISING, _FALLING) for group in forms]
    values = [_way(group, _GAINING, _LOSING) for group in forms]
    for n, way in enumerate(ways):
        if way:
            averts = way < 0 and forms[n] & _AVERTING and next((v for v in values[n + 1 :] if v), 0) < 0
            return _turned(1 if averts else way, tokens[:n])
    if _LOST.search(effect):
        return -1
    return _by_value(tokens, forms, values) or draws_of(effect)


def _by_value(tokens: list[str], forms: list[set[str]], values: list[int]) -> int:
    degree = _degree(tokens)
    for n, value in enumerate(values):
        averts = bool(forms[n] & _AVERTING)
        if not (value or averts) or (degree and "cost" in forms[n]):  # "cost a fifth more"
            continue
        after = next((v for v in values[n + 1 :] if v), 0)
        if averts and after < 0:
            return _turned(1, tokens[:n])
        if value:
            return _turned(value, tokens[:n])
    return degree


def _degree(tokens: list[str]) -> int:
    """ "More ships", "prices up by a tenth", "down by a third"."""
    for n, word in enumerate(tokens):
        if word in ("more", "less"):
            return _turned(1 if word == "more" else -1, tokens[:n])
        moved = n == 0 or any(_forms(before) & _MOVING for before in tokens[max(0, n - 8) : n])
        if word in _PLACES and (moved or tokens[n + 1 : n + 2] == ["by"]):
            return _PLACES[word]
    return -1 if "without" in tokens[1:] else 0


def _turned(sign: int, before: list[str]) -> int:
    return -sign if _NEGATIVE & set(before) else sign


def draws_of(effect: str) -> int:
    """+1 where the words speak of two getting closer, -1 of getting apart, 0 of neither or both; a negation turns it."""
    tokens = _tokens(effect)
    forms = {form for token in tokens for form in _forms(token)}
    closer, apart = bool(forms & _CLOSER), bool(forms & _APART)
    if closer == apart:
        return 0
    sign = 1 if closer else -1
    return -sign if {"not", "no", "never", "n't"} & set(tokens) else sign


def _tokens(effect: str) -> list[str]:
    """The words meant, in lower case: not those behind "rather than" nor before "but" in "not A but B"."""
    meant = _NOT_BUT.sub("", _APART_OF.split(effect)[0] or effect)
    parted = re.sub(r"(n['’]t)\b", r" n't", meant)
    return [token for word in parted.split() if (token := word.strip(".,;:“”\"'’()").lower())]


def _way(forms: set[str], positive: frozenset[str], negative: frozenset[str]) -> int:
    return bool(forms & positive) - bool(forms & negative)


def _forms(word: str) -> set[str]:
    """The word and what it may be a form of: "halved" of "halve", "stopped" of "stop", "dries" of "dry"."""
    found = {word}
    for ending, endings in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ing", ("", "e")),
        ("ed", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found |= {stem + one for one in endings}
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return found
