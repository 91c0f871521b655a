"""Forms of looking ahead that no future tense shows, and modals that only look like one."""

from __future__ import annotations

import re
from typing import Any

from tertius.coding.statements.drafts import Content

__all__ = ["has_expired", "has_failed", "is_a_name", "is_hypothetical", "looks_ahead", "of_likelihood"]

_PURPOSES = frozenset(
    """aim goal plan idea purpose task job point way question problem trick answer solution hope dream wish intention mission objective
    challenge temptation thing best first next role duty policy strategy rule point order""".split()
)
_SUPPOSING = re.compile(
    r"\b(?:if|unless|were (?:\w+ ){1,3}to|had (?:\w+ ){1,3}(?:been|come|not)|without|should (?:\w+ ){1,4}(?:fail|fall|close|happen|win|lose)|otherwise)\b",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"\b(?:by|within|before|in (?:a|the|two|three|\d+)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|tonight|tomorrow|soon|shortly|next|this (?:week|month|year|autumn|winter|spring|summer|evening))\b",
    re.IGNORECASE,
)
_WEATHER = frozenset("rain snow freeze thaw clear hold last suffice".split())
_SOMEBODY = frozenset("i we you he she they who".split())


_FORECASTING = frozenset(
    "predict forecast foresee foretell warn promise expect say estimate anticipate project prophesy".split()
)
_BELIED = re.compile(
    r"^\W*(?:but|yet|however|instead|in the event)\b|[,;–—]\s*(?:but|yet|only)\b"
    r"|^\W*(?:it|they|he|she|none|nobody|nothing|that|this|neither|we)\b[^.;]{0,30}?\b(?:not|n't|n’t|never|failed|came|happened)\b",
    re.IGNORECASE,
)


def has_failed(content: Content) -> bool:
    """A forecast told as past and belied: "he had predicted that it would fall, but it rose", "… by May. It did not"."""
    verb = content.root.head if content.root.dep_ in ("ccomp", "xcomp") else None
    if verb is None or verb.lemma_ not in _FORECASTING or verb.tag_ not in ("VBN", "VBD", "VBP"):
        return False
    before = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in ("had", "'d", "’d") for c in verb.children)
    sentence, doc = verb.sent, verb.doc
    last = max(token.i for token in content.tokens)
    rest = doc[last + 1 : sentence.end].text
    behind = doc[sentence.end].sent.text if sentence.end < len(doc) else ""
    if _BELIED.search(rest) is None and (len(rest) >= _END or _BELIED.match(behind) is None):
        return False
    told = [token for token in sentence if not content.span[0] <= token.idx < content.span[1]]
    dated = any(token.ent_type_ == "DATE" and token.shape_ == "dddd" for token in told)  # "in 2019 he promised"
    return before or dated


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONG_AGO = 5  # years after which a forecast without a horizon of its own is history


def has_expired(content: Content, year: int | None) -> bool:
    """A forecast whose horizon was past when the text was published: "the line would be full by 2010".

    Where the content names no year, the years of the sentence around it count, if the forecast was made long before: "in
    1979 everybody predicted that they would fall out".
    """
    if year is None:
        return False
    named = [int(found) for found in _YEAR.findall(content.text)]
    if named:
        return max(named) < year
    verb = content.root.head if content.root.dep_ in ("ccomp", "xcomp", "acl") else None
    if verb is None or verb.lemma_.lower() not in _FORECASTING | {"prediction", "forecast", "promise"}:
        return False
    told = " ".join(token.text for token in verb.sent if not content.span[0] <= token.idx < content.span[1])
    made = [int(found) for found in _YEAR.findall(told)]
    return bool(made) and max(made) + _LONG_AGO <= year


_END = 4  # characters: nothing but the marks at the end of the sentence


def looks_ahead(content: Content) -> bool:
    """ "Nepal is to sell power from June", "worse is to come"; "snow on Friday" under a word of foreseeing."""
    return any(_is_to(token) for token in content.tokens if token == content.root or token.dep_ == "conj") or _forecast(
        content
    )


def _is_to(verb: Any) -> bool:
    if verb.lemma_ != "be" or verb.tag_ not in ("VBZ", "VBP"):
        return False
    act = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB" and c.i > verb.i), None)
    if act is None or not any(c.lower_ == "to" and c.i in (verb.i + 1, verb.i + 2) for c in act.children):
        return False
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "expl", "csubj")), None)
    return (
        subject is not None
        and subject.lemma_.lower() not in _PURPOSES
        and subject.dep_ != "csubj"
        and act.lemma_ != "blame"
    )


def _forecast(content: Content) -> bool:
    """A thing with a time, under "expect" or "see": "80 millimetres by noon"."""
    foreseen = not content.cues.isdisjoint(("see", "expect"))
    verbless = foreseen and not any(token.pos_ in ("VERB", "AUX") for token in content.tokens)
    return verbless and _SOON.search(content.text) is not None


def is_hypothetical(modal: Any) -> bool:
    """ "Would" beside a condition: "were both to pay, trade would grow"."""
    return _SUPPOSING.search(modal.sent.text) is not None and not any(
        child.lower_ == "have" and child.dep_ == "aux" for child in modal.head.children
    )


def is_a_name(modal: Any) -> bool:
    """ "Will Moreau", "Tomorrow Will Be Clean"."""
    if modal.head.tag_ in ("VBD", "VBZ"):
        return True
    if not modal.text[:1].isupper() or modal.is_sent_start:
        following = modal.nbor(1) if modal.i + 1 < len(modal.doc) else None
        return bool(
            modal.is_sent_start and following is not None and following.pos_ == "PROPN" and modal.head.pos_ == "PROPN"
        )
    return True


def of_likelihood(content: Content) -> bool:
    """ "Should" of what is likely, of a thing and with a time: "pressure should be back by tonight", "it should not rain"."""
    for modal in content.tokens:
        if modal.lower_ not in ("should", "ought") or modal.tag_ != "MD":
            continue
        verb = modal.head
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
        if (
            subject is None
            or subject.lower_ in _SOMEBODY
            or subject.pos_ == "PROPN"
            or subject.ent_type_ in ("GPE", "ORG", "NORP", "PERSON")
        ):
            continue
        if verb.lemma_ in _WEATHER and subject.lower_ in ("it", "weather", "ice", "truce"):
            return True
        state = verb.lemma_ == "be" or (
            subject.dep_ == "nsubj"
            and verb.lemma_ in ("arrive", "reach", "open", "return", "fall", "rise", "end", "come", "take")
        )
        if state and _SOON.search(content.text) and subject.tag_ in ("NN", "NNS", "PRP"):
            return True
    return False
