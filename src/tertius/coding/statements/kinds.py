"""Which kinds a content is, by its modals, its deeds and the word of saying over it."""

from __future__ import annotations

import re
from typing import Any

from tertius.coding.statements import words
from tertius.coding.statements.ahead import (
    has_expired,
    has_failed,
    is_a_name,
    is_hypothetical,
    looks_ahead,
    of_likelihood,
)
from tertius.coding.statements.blame import is_accusation, is_nobody
from tertius.coding.statements.drafts import Content
from tertius.coding.statements.feelings import feels
from tertius.records import Kind, Polarity

__all__ = ["future_verb", "hedge_of", "is_normative", "kinds_of", "polarity_of"]


def kinds_of(
    content: Content,
    *,
    has_event: bool,
    is_causal: bool,
    own_side: bool,
    indirect: bool,
    told_by_author: bool = False,
    role: str = "",
    year: int | None = None,
) -> tuple[Kind, ...]:
    """All kinds that hold of one sentence, in the order of `Kind`.

    In the accurate mode what the encoder reads (`content.odds`) is weighed with what the rules say.

    Args:
        content: the content and its cue.
        has_event: an event is coded in it.
        is_causal: a cause and an effect were found in it.
        own_side: what its future verb says of the future is the speaker's own act (a promise or a threat).
        indirect: indirect speech, in which "would" is the future of a past word of saying.
        told_by_author: nobody but the author stands behind it.
        role: what is known of the speaker.
        year: when the document was published.
    """
    found = set()
    normative = is_normative(content)
    if normative:
        found.add(Kind.NORMATIVE)
    if _is_threat(content, own_side=own_side):
        found.add(Kind.THREAT)
    elif not normative and not own_side and future_verb(content, indirect=indirect) is not None:
        found.add(Kind.PREDICTION)
    if is_accusation(content, told_by_author=told_by_author, role=role):
        found.add(Kind.ACCUSATION)
    if is_causal:
        found.add(Kind.CAUSAL)
    opinion = found & {Kind.PREDICTION, Kind.NORMATIVE} or content.text.rstrip().endswith("?")
    if content.cues & words.FEELING - (words.OPINING if opinion else set()) or feels(content):
        found.add(Kind.ATTITUDE)
    if content.odds:
        found = {kind for kind in WEIGHED if _weighed(content.odds[kind.value], kind, by_rule=kind in found)}
    if has_expired(content, year):
        found.discard(Kind.PREDICTION)
    if has_event:
        found.add(Kind.EVENT)
    if not found - {Kind.CAUSAL, Kind.ACCUSATION} and not has_event:
        found.add(Kind.FACTUAL)
    return tuple(kind for kind in Kind if kind in found)


WEIGHED: dict[Kind, tuple[float, float]] = {
    Kind.PREDICTION: (4.0, 1.5),
    Kind.NORMATIVE: (2.0, 1.0),
    Kind.ACCUSATION: (4.0, 0.5),
    Kind.THREAT: (6.0, 0.5),
    Kind.CAUSAL: (4.0, 0.4),
    Kind.ATTITUDE: (3.0, 0.75),
}
"""What the rules' word for a kind adds to the encoder's log-odds, and what both together must exceed.

Set on the labelled documents that may be tuned on, each third of them read by layers that had not learned from it.
"""


def _weighed(odds: float, kind: Kind, *, by_rule: bool) -> bool:
    bonus, least = WEIGHED[kind]
    return odds + bonus * by_rule > least


def future_verb(content: Content, *, indirect: bool) -> Any | None:
    """The verb whose act lies in the future, or None. A verb under a condition ("if Iran will …") is none."""
    if has_failed(content):
        return None
    for token in content.tokens:
        if token.tag_ != "MD":
            continue
        modal = token.lower_
        if is_a_name(token) or not (
            modal in words.FUTURE | words.POSSIBLE
            or (modal in words.BACKSHIFTED and (indirect or is_hypothetical(token)))
        ):
            continue
        verb = token.head
        if _is_conditional(verb) or _is_felt(content, verb) or _is_past(token, verb):
            continue
        return verb
    if of_likelihood(content):
        return content.root
    if words.FUTURE_PHRASE.search(content.text) or (content.cues & words.FORESEEING and not _is_of_past(content)):
        return content.root
    return content.root if _foresees(content.root) or looks_ahead(content) else None


def _foresees(verb: Any) -> bool:
    """ "He expected the line to close": what is said to be expected lies ahead."""
    return verb.lemma_ in words.FORESEEING and any(
        child.dep_ in ("ccomp", "xcomp") and child.tag_ == "VB" for child in verb.children
    )


def _is_past(modal: Any, verb: Any) -> bool:
    """ "Could have gone" and "could not be reached" are about the past, "can" and "could" of ability likewise."""
    if modal.lower_ in words.POSSIBLE and verb.tag_ == "VBN" and _is_perfect(verb):
        return True
    return modal.lower_ == "could" and any(child.dep_ == "neg" or child.lower_ == "longer" for child in verb.children)


def _is_of_past(content: Content) -> bool:
    """What stands under a word of expecting is told of the past or present: "he expects that they have left"."""
    return content.root.tag_ in ("VBD", "VBZ", "VBP") and content.root.pos_ in ("VERB", "AUX")


def _is_conditional(verb: Any) -> bool:
    asked = verb.dep_ == "ccomp" and any(
        child.lower_ in ("who", "what", "which", "when", "where", "how", "why") for child in verb.children
    )
    return asked or any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children)


def _is_felt(content: Content, verb: Any) -> bool:
    """Under a fear, a wish or a hope of somebody the content speaks of: that is his, and no prediction."""
    above = verb.head
    inside = any(token.i == above.i for token in content.tokens)
    return inside and above != verb and verb.dep_ in ("acl", "ccomp") and above.lemma_.lower() in words.FEELING


def _is_perfect(verb: Any) -> bool:
    """ "could have gone": about the past, not a prediction."""
    return any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)


def is_normative(content: Content) -> bool:
    """It says what should be done, by whoever: no prediction."""
    if content.text.rstrip().endswith("?") or of_likelihood(content):
        return False
    lowered = f" {content.text.lower()} "
    for idle in (" has to do with ", " have to do with ", " has to be said ", " have to say ", " have to admit "):
        lowered = lowered.replace(idle, " ")
    if any(phrase in lowered for phrase in words.OBLIGATION_PHRASES):
        return True
    if any(token.lower_ in words.OBLIGATION and _obliges(token) for token in content.tokens):
        return True
    if any(_urges(token) or _calls_on(token) for token in content.tokens) or _we_ask(content.root):
        return True
    urging = content.cues & words.URGING
    if urging and re.match(
        r"(?:that |us |me )?(?:to |not to )?(?:be named|call|withhold|keep (?:his|her|their)|(?:his|her|their) names?|where|who|what|how|when|why)\b",
        content.text,
    ):
        return False  # "asked not to be named", "asked us to call him X", "asked where"
    if urging:
        for_it = "for" in content.cues or content.text.startswith("for ")  # "called for calm"
        asked = content.root.tag_ == "VB" or (for_it and bool(urging & {"ask", "call"}))
        return asked or not urging <= {"ask", "insist", "call", "want", "like"}
    root = content.root
    bare = root.tag_ == "VB" and root.dep_ == "ROOT" and not _has_subject(root)
    return bare and root.lemma_.lower() not in words.TO_THE_READER


def _urges(verb: Any) -> bool:
    return verb.lemma_ in ("urge", "implore", "exhort") and verb.pos_ == "VERB"


def _calls_on(verb: Any) -> bool:
    """ "Called for", "calls on X to": the verb, not "the only call on file", nor "a drill called X on Monday"."""
    return (
        verb.lemma_ == "call"
        and verb.pos_ == "VERB"
        and verb.dep_ != "acl"
        and any(
            child.dep_ in ("prep", "prt") and child.lower_ in ("on", "upon", "for") and child.i <= verb.i + 2
            for child in verb.children
        )
    )


def _we_ask(verb: Any) -> bool:
    """ "We ask the council for ice", "I demand an answer"."""
    if verb.tag_ not in ("VBP", "VB") or verb.lemma_ not in _ASKING:
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ in ("we", "i")


_ASKING = frozenset({"ask", "demand", "urge", "request", "beg", "implore", "appeal"})


def _obliges(modal: Any) -> bool:
    """ "Should", "must" and "ought" oblige somebody: not the speaker alone ("I should not complain"), nor in a guess."""
    if modal.tag_ != "MD" and modal.lower_ != "ought":
        return False
    verb = modal.head
    if modal.lower_ == "must" and any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.children):
        return False  # "must have known"
    return not any(child.dep_ == "nsubj" and child.lower_ == "i" for child in verb.children)


def _has_subject(verb: Any) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "aux", "expl") for child in verb.children)


def _is_threat(content: Content, *, own_side: bool) -> bool:
    lowered = content.text.lower()
    if any(phrase in lowered for phrase in words.THREATENING_PHRASES) or words.REVENGE.search(lowered):
        return True
    if words.LEAVING.search(lowered):
        return True
    future = future_verb(content, indirect=True)
    if future is None:
        return False
    conditional = re.search(r"\b(?:if|unless|until)\b", lowered) is not None
    if own_side and (
        future.lemma_ in words.THREATENING
        or " unless " in f" {lowered} "
        or (conditional and future.lemma_ in words.PUNISHING)
    ):
        return True
    return "threaten" in content.cues


def hedge_of(content: Content) -> str | None:
    """The hedge or modal as it stands in the text: a word of doubt first, else the first modal."""
    lowered = content.text.lower()
    for hedge in words.HEDGES:
        at = lowered.find(hedge)
        if (
            at >= 0
            and not lowered[at - 1 : at].isalpha()
            and not lowered[at + len(hedge) : at + len(hedge) + 1].isalpha()
        ):
            return content.text[at : at + len(hedge)]
    modals = [token for token in content.tokens if token.tag_ == "MD"]
    weak = [token for token in modals if token.lower_ in words.POSSIBLE]
    chosen = (weak or modals)[:1]
    return chosen[0].text if chosen else None


def _is_none(thing: Any) -> bool:
    """ "There was no warning", "it had dug no trenches", "brings in none"."""
    return thing.lower_ in ("none", "nothing") or any(
        child.lower_ == "no" and child.dep_ in ("det", "neg") for child in thing.children
    )


def polarity_of(content: Content) -> Polarity:
    """Negated when the main verb is, or when the word of saying denies; both together affirm."""
    negative = any(
        child.dep_ == "neg"
        or child.lower_ == "never"
        or (child.dep_ in ("nsubj", "nsubjpass") and is_nobody(child))
        or (child.dep_ in ("dobj", "attr") and _is_none(child))
        for child in content.root.children
    )
    negated = negative != bool(content.cues & words.DENYING)
    return Polarity.NEGATED if negated else Polarity.AFFIRMED
