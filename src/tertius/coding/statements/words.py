"""The closed lists behind kinds, hedges and ties.

Lemmas unless said otherwise. They are ours, drawn up from reference grammars of English modality
(Palmer 2001, "Mood and Modality") and the speech-act verbs of Wierzbicka (1987).
"""

from __future__ import annotations

import re

FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
POSSIBLE = frozenset({"could", "may", "might"})
BACKSHIFTED = frozenset({"would", "'d", "’d"})
OBLIGATION = frozenset({"should", "must", "ought"})

FUTURE_PHRASE = re.compile(
    r"\b(?:is|are|am|'s|'re|’s|’re)(?: not|n't|n’t| never| now| also| still| almost| all but| most| very| more)*"
    r" (?:going to|(?:un)?likely to|expected to|set to|due to (?!the |a |an )|bound to|about to|certain to|poised to|meant to"
    r"|sure to|doomed to|destined to|tipped to|slated to|scheduled to|in line to|on (?:course|track) (?:to|for)|head(?:ed|ing) (?:for|towards)"
    r"|on the (?:verge|brink|point) of|in for a)"
    r"|\b(?:not|n't|n’t) (?:see|expect) .*\b(?:before|by|until|within|this side of|any time soon|for years)\b|\bsees? no .*\b(?:before|by|until|within|this side of)\b"
    r"|\b(?:chances?|odds|likelihood|probability) .*\bat (?:nil|zero|(?:about |more than |less than )?(?:one|two|three|\d+))\b"
    r"|\bmatter of time\b|\bsooner or later\b|\bbe (?:at all )?surprised if\b",
    re.IGNORECASE,
)
FORESEEING = frozenset({"expect", "foretell", "foretold", "predict", "forecast", "foresee", "anticipate", "prediction"})
OBLIGATION_PHRASES = (
    "need to", "needs to", "have to", "has to", "it is preferable", "it is better", "it is time", "there is no point",
    "had better", "'d better", "’d better", "have got to", "has got to", "'ve got to", "’ve got to", "'s got to", "’s got to", "let us", "it is necessary", "it is essential", "be wise to", "do better to", "do well to",
)  # fmt: skip
ADVISING = re.compile(r"\b(?:be wise to|do better to|do well to|ought to)\b", re.IGNORECASE)
HEDGES = (
    "apparently", "reportedly", "allegedly", "possibly", "probably", "perhaps", "presumably", "supposedly", "likely",
    "unlikely", "appears to", "appear to", "seems to", "seem to", "suggests", "it is possible", "in theory",
)  # fmt: skip

# Words of saying: what stands under them is told by whoever says it, not by the author. What stands under other
# cues ("fears", "plans to") is the statement of whom it is told of, beside that of the author who tells it.
SAYING = frozenset(
    """say accord tell add state statement announce announcement claim argue argument assert insist warn warning declare
    declaration explain note acknowledge admit allege allegation accuse accusation report write tweet post respond reply
    response ask urge call suggest mention conclude confirm deny denial predict prediction pledge promise vow testify
    testimony quote remark comment recall stress emphasize emphasise point criticise criticize condemn praise describe
    description reveal disclose inform reiterate talk speak according maintain contend concede agree caution estimate
    forecast complain denounce demand request appeal propose recommend advise reject refute dispute dismiss question
    wonder joke quip repeat reckon observe witness see hear cite indicate hint signal affirm reassure threaten threat
    blame charge attribute name characterise characterize depict portray address convey interview answer counter
    tout boast lament express voice believe think expect doubt sure certain convinced confident adamant
    foretell foretold right correct trust assure affirm vouch figure guess judge find put publish reckoning telling opinion view version book mind
    calculation judgement judgment assessment line story objection verdict message explanation theory position retort
    reaffirm rule swear confess fret calculate""".split()
)

RUMOURED = frozenset({"understand", "rumour", "rumor", "whisper", "believe", "think"})  # "it is understood that"
SEEING = frozenset(
    "see watch witness count tour visit observe film photograph hear walk meet enter drive smell sleep overtake".split()
)
REFUTING = re.compile(
    r"\b(?:nonsense|untrue|not true|false|a lie|lies|inventions?|fabricat\w+|fiction|no such|baseless|unfounded"
    r"|groundless|fantas(?:y|ies)|rubbish|not so|did not happen|never happened|fairy ?-?tales?|fables?|myths?|a novel|a hoax|a smear|slanders?|a joke"
    r"|theatre|a farce|propaganda|disinformation|hogwash|hot air|an illusion|moonshine|twaddle|a figment"
    r"|(?:I|we) (?:strongly )?disagree|(?:is|are|was|were) (?:simply |plainly |quite )?(?:wrong|mistaken)|on the contrary|far from it|nothing of the (?:sort|kind)"
    r"|nothing to do with|not the case|out of thin air|made up|doctored)\b",
    re.IGNORECASE,
)
CLAIMS = frozenset(
    "claim figure report allegation account charge version finding statement assertion story number accusation".split()
)
URGING = frozenset(
    [
        "urge",
        "call",
        "demand",
        "appeal",
        "ask",
        "request",
        "implore",
        "exhort",
        "propose",
        "proposal",
        "recommend",
        "advise",
        "press",
        "insist",
        "beg",
        "plead",
        "order",
        "invite",
        "want",
        "like",
    ]
)
REPLYING = frozenset("reply answer respond counter retort rejoin object contradict rebut rebuff".split())
DENYING = frozenset(["deny", "reject", "refute", "dispute", "dismiss", "disavow", "repudiate"])
ACCUSING = frozenset(
    [
        "accuse",
        "blame",
        "condemn",
        "denounce",
        "allege",
        "charge",
        "decry",
        "slam",
        "fault",
        "implicate",
        "castigate",
        "upbraid",
        "criticise",
        "criticize",
        "fault",
    ]
)
WARNING = frozenset(["threaten", "warn", "vow", "pledge"])
FEELING = frozenset(
    [
        "think",
        "believe",
        "want",
        "wish",
        "hope",
        "fear",
        "feel",
        "like",
        "dislike",
        "hate",
        "love",
        "prefer",
        "regret",
        "doubt",
        "consider",
        "welcome",
        "praise",
        "applaud",
        "appreciate",
        "admire",
        "resent",
        "worry",
        "desire",
        "dream",
        "support",
        "oppose",
    ]
)

OPINING = frozenset(
    {"think", "believe", "consider", "feel", "want"}
)  # "thinks that X should pay" is a demand, no feeling

# A threat is a consequence announced for somebody's act.
THREATENING = frozenset(
    ["retaliate", "respond", "retaliation", "punish", "consequence", "revenge", "avenge", "destroy", "crush", "reckon"]
)
THREATENING_PHRASES = (
    "not tolerate", "will not allow", "would not allow", "necessary action", "necessary measures", "pay a price",
    "pay the price", "face consequences", "any means", "firm response", "not stand by", "not remain silent",
)  # fmt: skip

PUNISHING = frozenset(
    """shut close block expel park strike leave walk quit halt stop suspend cancel withdraw sue boycott blockade burn attack bomb
    seize ban cut withhold recall break tear respond hit sink mine jam storm march resign evict freeze end pull turn raise
    impose refuse deny arrest shoot fire drive cease""".split()
)
"""What is done to somebody: announced under an "if" or "unless" it is a threat."""
LEAVING = re.compile(
    r"\bif\b.*\b(?:we|i)(?: are|'re|’re| am|'m|’m) (?:going home|leaving|walking out|pulling out|closing|out)\b"
)

TO_THE_READER = frozenset(
    "forgive excuse pardon imagine suppose consider remember recall note look see think ask forget picture take thank".split()
)
"""Imperatives by which an author takes the reader along; they demand nothing."""

REVENGE = re.compile(
    r"\b(?:those|anyone|whoever|they|you)\b[^.;]{0,60}\b(?:will|shall) (?:answer for|pay|regret|be punished|suffer|not get away)"
    r"|\bunfriendly act\b|\breserves? the right to (?:respond|retaliate)"
)

# Deeds that are held against whoever is said to have done them.
BLAMED_DEEDS = frozenset(
    [
        "genocide",
        "atrocity",
        "massacre",
        "vandalism",
        "looting",
        "loot",
        "plunder",
        "aggression",
        "occupation",
        "occupy",
        "occupier",
        "ethnic-cleansing",
        "torture",
        "abuse",
        "violate",
        "violation",
        "terrorism",
        "terrorist",
        "terrorise",
        "terrorize",
        "sabotage",
        "provoke",
        "provocation",
        "connive",
        "connivance",
        "oppress",
        "oppression",
        "humiliate",
        "persecute",
        "persecution",
        "expel",
        "displace",
        "annex",
        "invade",
        "invasion",
        "shell",
        "massacre",
        "ignore",
        "conquer",
        "smuggle",
        "falsify",
        "deceive",
        "betray",
        "erase",
        "desecrate",
        "destroy",
        "wipe",
        "prop",
        "incite",
        "separatism",
        "saboteur",
        "aggressor",
        "looter",
        "proxy",
        "puppet",
    ]
)
BLAMED_PHRASES = (
    "war crime",
    "ethnic cleansing",
    "human rights",
    "state terrorism",
    "side of terror",
    "crimes against",
    "act of piracy",
    "act of war",
    "misled",
    "is hiding",
    "are hiding",
    "lied ",
    "lying about",
)

EMOTION = frozenset(
    [
        "angry",
        "anger",
        "glad",
        "happy",
        "sad",
        "fear",
        "afraid",
        "hostile",
        "hatred",
        "love",
        "proud",
        "ashamed",
        "worried",
        "concerned",
        "committed",
        "interested",
        "naive",
        "painful",
        "disappointed",
        "grateful",
        "sympathetic",
        "dream",
        "resentment",
        "sentiment",
        "unacceptable",
    ]
)

CHANGING = frozenset(
    """raise lower increase reduce cut boost undermine erode damage harm hurt ruin worsen improve ease delay frighten anger
    alarm embolden isolate destabilise destabilize complicate hinder prevent deter accelerate slow endanger disrupt halt
    strengthen weaken threaten deepen fuel hold send make drive bring push squeeze poison sour unsettle
    cost halve double triple shorten lengthen empty fill turn keep leave crack eat drain thin swell displace kill ruin
    wreck cripple choke starve spoil sap shrink widen narrow sink lift depress inflate stoke spur fan calm cool heal divide
    unite split wipe wash sweep swallow force scare lure attract deprive rob earn add knock cloud darken tarnish discourage
    paralyse paralyze overwhelm bankrupt flood block unleash revive kindle rekindle aggravate exacerbate""".split()
)
"""Verbs by which a thing, not a person or a state, changes another: with such a subject they state a cause."""
PEOPLE = frozenset(
    """man woman child person people farmer worker driver trader fisherman villager resident family soldier guard troop rebel
    fighter protester voter company firm bank broker buyer seller owner hawk neighbour neighbor rival ally friend critic
    analyst expert lawmaker side party team crew group""".split()
)
GROWING = frozenset(
    "grow rise increase worsen deepen escalate mount fall ease drop fade spread widen cool sour".split()
)
CAUSING = {  # verb -> preposition before the effect, "" where the effect is its object
    "lead": "to", "result": "in", "contribute": "to", "give": "to", "cause": "", "prompt": "", "trigger": "",
    "provoke": "", "bring": "", "make": "", "drive": "", "push": "", "force": "", "enable": "", "encourage": "",
    "allow": "", "help": "", "spark": "",
}  # fmt: skip
DOING = frozenset("give bring make drive push force enable encourage allow help".split())
"""Of these, what persons, states and bodies do of a purpose: with such a subject they tell an act and no cause."""
BECAUSE = frozenset({"because", "since", "as", "so"})
BECAUSE_PHRASES = ("because of", "due to", "as a result of", "owing to", "in response to", "thanks to", "on account of")
GROUNDS = frozenset(["background", "reason", "cause", "basis", "explanation", "source", "root"])

# Verbs of states, not of acts: nothing dated can be seen to happen.
STATIVE = frozenset(
    "be become remain make grow want like fear know think believe need depend mean seem appear lead".split()
)

PRONOUNS = frozenset("it he she they them him her its their his this that these those which who we us our i".split())

# Of the words of saying, those of the mind and the senses: inside somebody else's words they tell of no speech.
MIND = frozenset("see hear witness observe think believe expect doubt commit".split())
