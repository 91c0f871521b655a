"""Accusations: a deed that is held against whoever is said to have done it."""

from __future__ import annotations

import re
from typing import Any

from tertius.coding.statements import words
from tertius.coding.statements.drafts import Content
from tertius.world.sectors import institution, office

__all__ = ["is_accusation", "is_blamed", "is_nobody"]

_WRONGS = frozenset(
    """abduct abuse backdate bamboozle betray blackmail bribe bully burgle cheat censor coerce collude connive conspire deceive
    defame defraud desecrate distort doctor embezzle exploit extort fabricate falsify fiddle forge fleece flout harass hoodwink
    intimidate kidnap launder lie loot maltreat manipulate mislead misuse mistreat mutilate neglect overcharge persecute pilfer
    plunder poach pocket ransack rape renege rig rob sabotage scapegoat smuggle squander steal stonewall swindle tamper torture
    trample traffic trick violate whitewash cook siphon misappropriate hoard vandalise vandalize""".split()
)
"""What nobody is said to do without being blamed for it."""
_HARMS = frozenset(
    """attack ambush bomb bombard burn beat kill murder massacre shoot shell starve poison pollute arrest detain expel evict drown
    destroy demolish raid jam hack seize confiscate block bury suppress silence conceal hide ignore abandon dump provoke strangle
    threaten harm sink ram maim wound spy incite invade breach break""".split()
)
"""What is a report where the author tells it, and a reproach where a party to it does."""
_SINNERS = frozenset(
    """thief liar crook cheat fraud traitor murderer criminal smuggler bully aggressor culprit villain terrorist butcher tyrant
    saboteur spy occupier looter invader swindler impostor hypocrite coward quisling collaborator racketeer extortionist""".split()
)
_IDIOMS = re.compile(
    r"\bon purpose\b|\bdeliberate(?:ly)?\b|\bknowingly\b|\bwilful(?:ly)?\b|\bunlawful(?:ly)?\b|\billegal(?:ly)?\b|\bwithout (?:charge|trial|a warrant|warrant|cause|provocation)\b"
    r"|\bin (?:violation|breach|defiance|contempt) of\b|\bbehind (?:\w+ )?backs?\b|\bturn(?:s|ed|ing)? a blind eye\b|\blook(?:s|ed|ing)? the other way\b"
    r"|\bs(?:at|it|its|itting) on (?:its|his|her|their) hands\b|\blin(?:e|ed|ing) (?:its|his|her|their|the) (?:own )?pockets?\b"
    r"|\btakes? (?:his|her|their|its|a) (?:share|cut|bribe)\b|\bmak(?:es?|ing) (?:\w+ ){0,3}up\b|\bmade (?:it|this|that|things|everything) up\b|\bpass(?:es|ed|ing)? \w+(?: \w+){0,3} off as\b|\bpass(?:es|ed|ing)? off\b"
    r"|\bcharges? (?:\w+ )?twice\b|\bsells? (?:\w+ )?(?:places|jobs|votes|permits|seats)\b|\b(?:is|are|was|were) (?:to blame|at fault|behind (?:the|this|that|these))\b"
    r"|\bresponsible for the (?:\w+ )?(?:attack|killing|murder|death|deaths|raid|fire|crash|massacre|leak|explosion|bombing)"
    r"|\bblood on (?:its|his|her|their)\b|\bstab(?:s|bed|bing)? (?:\w+ )?in the back\b|\bw(?:ent|ent back) back on\b|\bdrag(?:s|ged|ging)? (?:its|his|her|their) feet\b"
    r"|\bto (?:please|fool|fill|line|punish|frighten|distract|smear|hide) (?:the|its|his|her|their|us|people|from)\b|\b(?:bears?|carr(?:y|ies)) the blame\b"
    r"|\bfinger at\b|\bhas orchestrated|\borchestrated\b|\bmastermind\w*\b|\bhold(?:s|ing)? \w+(?: \w+)? (?:responsible|hostage)\b|\bheld \w+(?: \w+)? (?:responsible|hostage)\b"
    r"|\bbur(?:y|ied|ies) (?:\w+ ){0,2}(?:stud(?:y|ies)|reports?|findings?|files?|complaints?|evidence)\b|\bkeeps? (?:\w+ ){0,3}in the dark\b"
    r"|\bwith (?:the|our|public|their) money\b|\bbuilt (?:\w+ )?villas?\b|\bfoot-?dragging\b|\bcover(?:ed|s|ing)?[- ]up\b|\bdouble standards?\b|\bbad faith\b",
    re.IGNORECASE,
)
_PROSECUTES = re.compile(r"\b(?:prosecut|plaintiff|claimant|indictment|charge sheet)", re.IGNORECASE)


def is_accusation(content: Content, *, told_by_author: bool, role: str) -> bool:
    """It blames somebody: by a word of accusing, a deed that is a wrong, or a harm that a party to it tells of.

    Args:
        content: one sentence.
        told_by_author: nobody but the author stands behind it; a raid is then a report.
        role: what is known of the speaker: what a prosecutor says that somebody did, he charges him with.
    """
    lowered = content.text.lower()
    if content.cues & words.ACCUSING or any(phrase in lowered for phrase in words.BLAMED_PHRASES):
        return True
    if any(is_blamed(token) for token in content.tokens) or _reproaches(content.root):
        return True
    if any(_is_done(token, content, told_by_author=told_by_author) for token in content.tokens):
        return True
    if any(
        t.lemma_.lower() in _SINNERS
        and (t.dep_ in ("attr", "oprd", "appos", "ccomp") or (t == content.tokens[-1] and "call" in content.cues))
        and not _is_denied(t)
        for t in content.tokens
    ):
        return bool(content.cues or not told_by_author)
    if _IDIOMS.search(content.text) and not _is_denied(content.root) and not _is_general(content.root):
        return True
    return bool(_PROSECUTES.search(role)) and _acts(content.root)


def _reproaches(verb: Any) -> bool:
    """ "The miller faulted the council for the flood", where no attribution was found."""
    done = verb.pos_ == "VERB" and verb.lemma_.lower() in words.ACCUSING and not _is_denied(verb)
    return bool(done and {"nsubj", "dobj"} <= {child.dep_ for child in verb.children})


def _is_done(verb: Any, content: Content, *, told_by_author: bool) -> bool:
    """A wrong or a harm told as done by somebody: neither denied, ahead, wished nor only possible."""
    if verb.pos_ != "VERB":
        return False
    lemma = verb.lemma_.lower()
    if not (lemma in _WRONGS or (lemma in _HARMS and not told_by_author)):
        return False
    if _is_denied(verb) or _is_supposed(verb) or _is_general(verb):
        return False
    if verb.tag_ == "VBN" and verb.dep_ in ("amod", "acl"):
        return False
    subject = _doer(verb)
    if subject is None or is_nobody(subject) or subject.lower_ in ("i", "we", "it", "that", "this", "which"):
        return bool(lemma in _WRONGS and verb.dep_ == "pcomp" and content.cues)
    if lemma in _HARMS and subject.pos_ == "NOUN" and not _can_act(subject):
        return bool(lemma == "kill")
    return lemma in _WRONGS or any(child.dep_ in ("dobj", "prep", "nsubjpass") for child in verb.children)


def _doer(verb: Any) -> Any | None:
    link = verb
    for _ in range(4):
        agent = next((g for c in link.children if c.dep_ == "agent" for g in c.children), None)
        if agent is not None:
            return agent
        subject = next((c for c in link.children if c.dep_ == "nsubj"), None)
        if subject is not None:
            return link.head if subject.lower_ in ("who", "that") and link.dep_ == "relcl" else subject
        if any(c.dep_ == "nsubjpass" for c in link.children) or link.dep_ not in ("conj", "xcomp"):
            return None
        link = link.head
    return None


def _can_act(noun: Any) -> bool:
    """Somebody, not a thing: of an office, a body or people."""
    lemma = noun.lemma_.lower()
    people = lemma in words.PEOPLE or office(lemma) is not None or institution(lemma) is not None
    return people or bool(noun.ent_type_ in {"NORP", "ORG", "GPE"})


def _acts(verb: Any) -> bool:
    """Told as done by somebody, in the past."""
    subject = _doer(verb)
    return (
        verb.tag_ in ("VBD", "VBN")
        and subject is not None
        and not _is_denied(verb)
        and subject.pos_ in ("NOUN", "PROPN")
    )


def _is_denied(verb: Any) -> bool:
    return any(child.dep_ == "neg" for child in verb.children) or (
        verb.head.pos_ in ("VERB", "AUX")
        and verb.dep_ in ("attr", "acomp")
        and any(c.dep_ == "neg" for c in verb.head.children)
    )


def _is_general(verb: Any) -> bool:
    """Ahead, wished or ordered: "will burn", "to burn", "should stop stealing"."""
    return any(child.tag_ == "MD" or (child.lower_ == "to" and child.dep_ == "aux") for child in verb.children)


# --- the older list: nouns and verbs of blame ------------------------------------------------


def is_blamed(token: Any) -> bool:
    """A deed that is held against somebody: with a doer, and neither denied nor only possible."""
    if token.lemma_.lower() not in words.BLAMED_DEEDS:
        return False
    if token.dep_ in ("compound", "amod") or _is_supposed(token) or _by_nobody(token):
        return False
    if token.pos_ == "VERB":
        doer = any(child.dep_ in ("nsubj", "agent", "csubj") for child in token.children)
        return doer or token.dep_ in ("relcl", "acl", "pcomp", "xcomp", "conj")
    if token.pos_ in ("NOUN", "PROPN"):
        named = any(child.dep_ in ("poss", "prep", "amod", "compound") for child in token.children)
        return named or token.dep_ in ("dobj", "pobj", "attr")
    return False


def _by_nobody(deed: Any) -> bool:
    """ "Nobody has occupied anything", "no villager was driven out"."""
    subjects = [child for child in deed.children if child.dep_ in ("nsubj", "nsubjpass")]
    return any(is_nobody(subject) for subject in subjects)


def is_nobody(subject: Any) -> bool:
    """The subject negates its verb: "nobody", "none of them", "no soldier", "not one of them"."""
    if subject.lower_ in ("nobody", "none", "nothing", "neither", "no-one"):
        return True
    return any(
        (child.dep_ == "det" and child.lower_ in ("no", "neither"))
        or (child.dep_ in ("neg", "advmod") and child.lower_ == "not")
        for child in (
            *subject.children,
            *(g for c in subject.children if c.dep_ in ("nummod", "amod", "det") for g in c.children),
        )
    )


def _is_supposed(deed: Any) -> bool:
    """Denied, only possible, or under an "if" or "whenever": held against nobody."""
    for link in (deed, *deed.ancestors):
        for child in link.children:
            if (child.dep_ == "neg" and link == deed) or (child.tag_ == "MD" and link == deed):
                return True
            if child.lower_ in ("if", "unless", "whether", "whenever") and child.i < deed.i:
                return True
        if link.dep_ in ("ccomp", "relcl", "ROOT"):
            break
    return False
