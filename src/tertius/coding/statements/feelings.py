"""Attitudes: a feeling as the point of the sentence, by adjective, noun, verb or idiom."""

from __future__ import annotations

import re
from typing import Any

from tertius.coding.statements.drafts import Content

__all__ = ["feels"]

_ADJECTIVES = frozenset(
    """afraid aghast alarmed amazed amused angry anxious apprehensive appalled ashamed astonished baffled bewildered bitter calm
    cheerful  concerned confident delighted dejected desperate despondent devastated disappointed
    disenchanted disgusted dismayed dismissive displeased distraught distressed disturbed dubious eager ecstatic elated embarrassed
    embittered enraged enthusiastic envious exasperated excited fearful fond frightened frustrated furious glad gloomy grateful
    happy heartbroken hesitant hopeful horrified hostile humiliated impatient incensed incredulous indifferent indignant
    irate irritated jealous jittery joyful jubilant keen leery livid lonely miserable naive nervous nostalgic offended
    optimistic outraged overjoyed painful panicky perplexed pessimistic pleased proud puzzled relieved reluctant resentful resigned
    restless sad saddened satisfied scared sceptical skeptical shaken shocked sick sickened sorry stunned surprised suspicious
    sympathetic tense terrified thankful thrilled tired troubled unacceptable uncomfortable uneasy unhappy unimpressed
    unmoved unnerved unperturbed upbeat upset vexed wary weary worried wistful""".split()
)
_NOUNS = frozenset(
    """admiration affection alarm amazement anger anguish annoyance anxiety apprehension astonishment bitterness contempt delight
    despair dismay disappointment disbelief discontent disgust dislike displeasure disquiet distrust dread elation embarrassment enmity
    enthusiasm envy exasperation fear fondness frustration fury gloom gratitude grief grievance grudge happiness hatred
    hostility humiliation impatience indifference indignation irritation jealousy joy loathing malice misgivings mistrust
    nostalgia optimism outrage pain panic pessimism pity pride rage regret relief reluctance remorse resentment revulsion sadness
    satisfaction scepticism skepticism scorn shame shock sorrow suspicion sympathy unease vexation weariness wonder worry wrath sentiment""".split()
)
_HELD_BY = frozenset(
    """express voice feel bear show share harbour harbor nurse hide react respond greet meet cause spark receive watch be look seethe
    burst hear nurture swallow vent have hold carry convey watch""".split()
)
_VERBS = frozenset(
    """abhor admire adore applaud appreciate begrudge bemoan cherish crave deplore despair despise detest dislike distrust dread envy
    fear feel fret fume grieve grumble hate hope lament like loathe long love miss mistrust mourn oppose pity prefer regret rejoice relish
    resent revere rue seethe support sulk trust welcome wish worry yearn dream desire want hail""".split()
)
_IDIOMS = re.compile(
    r"\bfed up\b|\bsick (?:and tired )?of\b|\bsick to (?:death|the)\b|\bbeside (?:him|her|them|it|our|my)sel(?:f|ves)\b|\b(?:has|have|had) had enough\b"
    r"|\bscared stiff\b|\bover the moon\b|\bon edge\b|\b(?:lost|losing|run(?:ning)? out of|out of) patience\b|\bup in arms\b"
    r"|\bheart(?:s)? (?:sank|sink|broken)\b|\bat (?:my|his|her|our|their) wits' end\b|\bcold feet\b|\bin tears\b|\bhow (?:tired|sick|sad|glad|weary|angry)\b"
    r"|\bbreath(?:e|ed|es|ing) (?:a sigh|easier|again)\b|\b(?:gravely|deeply|seriously|profoundly|increasingly) (?:concerned|worried|troubled|sorry)\b"
    r"|\bwith (?:a heavy heart|open arms)\b|\b(?:could not|couldn't|couldn’t) care less\b|\b(?:bad|hard|ill) feeling",
    re.IGNORECASE,
)
_COPULAS = frozenset("be feel seem look sound remain stay grow become get leave make find appear turn".split())


def feels(content: Content) -> bool:
    """A word of feeling that the main clause itself holds, not one of somebody that a side clause tells of."""
    return _IDIOMS.search(content.text) is not None or any(
        (_is_state(token, content) or _is_held(token) or (token == content.root and _is_felt_verb(token)))
        and not _is_below(token, content.root)
        for token in content.tokens
    )


def _is_below(token: Any, root: Any) -> bool:
    """Whether a subordinate clause stands between the token and the main verb."""
    link = token
    while link not in (root, link.head):
        if link.dep_ in ("relcl", "advcl", "acl", "ccomp", "pcomp") and link.pos_ in ("VERB", "AUX"):
            return True
        link = link.head
    return False


def _is_felt_verb(verb: Any) -> bool:
    return bool(verb.pos_ == "VERB" and verb.lemma_.lower() in _VERBS)


def _is_state(token: Any, content: Content) -> bool:
    """ "Is livid", "were disappointed", "left them uneasy", "proud of the flag" on its own."""
    if token.lemma_.lower() not in _ADJECTIVES and token.lower_ not in _ADJECTIVES:
        return False
    if token == content.root:
        return bool(token.pos_ in ("ADJ", "VERB") and token.tag_ in ("JJ", "JJR"))
    if token.i > 0 and token.nbor(-1).lower_ in ("n't", "not", "n’t", "be"):
        return False  # "would not be surprised"
    return bool(token.dep_ in ("acomp", "oprd", "attr", "ccomp", "conj", "xcomp") and _over(token).lemma_ in _COPULAS)


def _over(token: Any) -> Any:
    link = token.head
    while link.pos_ in ("ADJ", "ADP") and link.head != link:
        link = link.head
    return link


def _is_held(noun: Any) -> bool:
    """ "Reacted with scepticism", "voiced regret", "bear them no hatred"."""
    if noun.lemma_.lower() not in _NOUNS or noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "pobj", "attr", "conj"):
        return False
    over = _over(noun)
    return bool(over.lemma_.lower() in _HELD_BY and (noun.dep_ != "pobj" or noun.head.lower_ in ("with", "in", "to")))
