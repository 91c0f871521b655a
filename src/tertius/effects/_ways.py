"""The eight ways in which tension between two may reach a third, as the literature has them.

Each says which recorded tie of C opens it, for which tie of C it predicts what, and what words a
statement that asserts it uses. Nothing here says that a way is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tertius.records import Relation

__all__ = ["WAYS", "Way"]


@dataclass(frozen=True)
class Way:
    """One way.

    `relations` are the ties between C and X, one of the pair, that open it; Y is the other of the pair.
    `predicts` says whether the prediction is for C's tie with `X` or with `Y`; `sign` is +1 for closer, -1 for
    apart, None where the literature gives no sign. `chain` is filled in with the names of A, B, C, X (one or both) and P, whose tie is predicted.
    """

    name: str
    relations: frozenset[Relation]
    sign_of_tie: int | None  # the opening tie's own sign; None: any
    predicts: str
    sign: int | None
    chain: tuple[str, ...]
    literature: str
    words: re.Pattern[str]
    not_if_adversary_of_other: bool = False


def _words(*stems: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(stems) + ")", re.IGNORECASE)


_FIRST = "tension between {a} and {b} rises"
_CLOSER = "{c}'s tie with {p} grows closer"
_APART = "{c}'s tie with {p} grows more distant"

WAYS: tuple[Way, ...] = (
    Way(
        name="alliance",
        relations=frozenset({Relation.ALLY}),
        sign_of_tie=1,
        predicts="x",
        sign=1,
        chain=(_FIRST, "{c} is recorded as an ally of {x}", "allies tend to be drawn to each other's side", _CLOSER),
        literature="Corbetta (2010), Determinants of Third Parties' Intervention and Alignment Choices in Ongoing "
        "Conflicts, Foreign Policy Analysis 6(1); Heider (1946), Attitudes and Cognitive Organization",
        words=_words("all(?:y|ies|ied|iance)", "partner", "side[sd]? with", "closer", "solidarity", "rapprochement"),
    ),
    Way(
        name="enemy's enemy",
        relations=frozenset({Relation.ADVERSARY}),
        sign_of_tie=-1,
        predicts="y",
        sign=1,
        chain=(
            _FIRST,
            "{c} is recorded as an adversary of {x}",
            "actors with a common adversary tend to draw together",
            _CLOSER,
        ),
        literature="Maoz, Terris, Kuperman and Talmud (2007), What Is the Enemy of My Enemy? Causes and Consequences "
        "of Imbalanced International Relations, Journal of Politics 69(1); Heider (1946)",
        words=_words("common (?:enemy|threat|adversary|foe)", "enem(?:y|ies)", "adversar", "foe", "threat", "rival"),
        not_if_adversary_of_other=True,
    ),
    Way(
        name="proxy and arms supply",
        relations=frozenset({Relation.ARMS, Relation.PROXY}),
        sign_of_tie=1,
        predicts="y",
        sign=-1,
        chain=(
            _FIRST,
            "arms or armed support on record link {c} and {x}",
            "supply to one side tends to set the other against the supplier",
            _APART,
        ),
        literature="Byman and Kreps (2010), Agents of Destruction? Applying Principal-Agent Analysis to "
        "State-Sponsored Terrorism, International Studies Perspectives 11(1); Salehyan (2010), The Delegation of War "
        "to Rebel Organizations, Journal of Conflict Resolution 54(3)",
        words=_words(
            "arm(?:s|ed|ing)\\b", "weapon", "drone", "missile", "supplie?[sd]?", "suppl(?:y|ying)", "prox(?:y|ies)"
        ),
    ),
    Way(
        name="ethnic kin",
        relations=frozenset({Relation.KIN}),
        sign_of_tie=None,
        predicts="x",
        sign=1,
        chain=(_FIRST, "kin on record link {c} and {x}", "states tend to side with ethnic kin", _CLOSER),
        literature="Saideman (2001), The Ties That Divide: Ethnic Politics, Foreign Policy, and International "
        "Conflict; Davis and Moore (1997), Ethnicity Matters, International Studies Quarterly 41(1)",
        words=_words("ethnic", "kin(?:ship|sfolk)?\\b", "minorit", "diaspora", "brethren", "co-?religion"),
    ),
    Way(
        name="border and transit",
        relations=frozenset({Relation.BORDER, Relation.TRANSIT}),
        sign_of_tie=None,
        predicts="x",
        sign=None,
        chain=(
            _FIRST,
            "a border or a transit route on record links {c} and {x}",
            "fighting, refugees and closures tend to spill over to neighbours",
        ),
        literature="Buhaug and Gleditsch (2008), Contagion or Confusion? Why Conflicts Cluster in Space, "
        "International Studies Quarterly 52(2)",
        words=_words("border", "transit", "route", "corridor", "neighbou?r", "refugee", "road", "truck"),
    ),
    Way(
        name="trade and energy",
        relations=frozenset({Relation.TRADE}),
        sign_of_tie=None,
        predicts="x",
        sign=-1,
        chain=(
            _FIRST,
            "trade on record links {c} and {x}",
            "conflict tends to cut the trade of those involved with third parties too",
            _APART,
        ),
        literature="Glick and Taylor (2010), Collateral Damage: Trade Disruption and the Economic Impact of War, "
        "Review of Economics and Statistics 92(1); Polachek (1980), Conflict and Trade",
        words=_words("trade", "trading", "oil\\b", "gas\\b", "energy", "pipeline", "export", "import(?:s|ed|ing)?\\b"),
    ),
    Way(
        name="mediation",
        relations=frozenset({Relation.MEDIATES}),
        sign_of_tie=None,
        predicts="x",
        sign=1,
        chain=(
            _FIRST,
            "{c} is recorded as a mediator with {x}",
            "a mediator tends to meet the sides more often",
            _CLOSER,
        ),
        literature="Greig and Diehl (2012), International Mediation; Beardsley (2011), The Mediation Dilemma",
        words=_words("mediat", "broker", "good offices", "facilitat", "intermediar", "go-between"),
    ),
    Way(
        name="diversion",
        relations=frozenset({Relation.ADVERSARY}),
        sign_of_tie=-1,
        predicts="x",
        sign=-1,
        chain=(
            _FIRST,
            "{c} is recorded as an adversary of {x}",
            "leaders under pressure may turn against an adversary at hand",
            _APART,
        ),
        literature="Levy (1989), The Diversionary Theory of War: A Critique, in Midlarsky (ed.), Handbook of War Studies",
        words=_words(
            "diver(?:t|sion)", "distract", "scapegoat", "domestic (?:pressure|problem|unrest)", "blam(?:e|ing)"
        ),
    ),
)
