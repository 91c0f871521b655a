"""The pieces that forms of ties are made of: slots, gaps, auxiliaries, possessors, words for arms and goods."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tertius.records import Relation

__all__ = [
    "AB",
    "ARMS_WORDS",
    "BE",
    "HOLD",
    "ITS",
    "LAND",
    "LEANS",
    "LINK",
    "OF",
    "ORGAN",
    "PASSIVE",
    "SKIP",
    "THROUGH",
    "TRAFFIC",
    "TROOPS",
    "A",
    "B",
    "Form",
    "W",
    "compiled",
    "gap",
    "is_arms",
    "is_goods",
    "verb",
]


class Form(NamedTuple):
    """One pattern with what it states.

    `goods` asks what is sold before it says whether the tie is of arms or of trade; `bodies` asks that one of the two be
    an armed group, `beside` that the two lie beside each other.
    """

    source: str
    relation: Relation
    sign: int
    goods: bool = False
    bodies: bool = False
    beside: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Compiled when a sentence first holds its trigger: to compile all of them takes a second."""
        return compiled(self.source)


@cache
def compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


_STOPS = (
    r"not|n't|no|never|neither|nor|former|ex|one-time|onetime|erstwhile|potential|possible|future|would-be|prospective"
    r"|will|would|could|may|might|should|must|can|if|unless|whether|cease\w*|stop\w*|den(?:y|ies|ied)|against|once|until"
)
W = rf"(?!(?:{_STOPS}) )(?:[^\s@&%,;:?“”\"()]|(?<=\d),(?=\d))+ "  # a word that neither names an actor nor takes the tie back


def gap(most: int) -> str:
    return rf"(?:{W}){{0,{most}}}"


ORGAN = (
    r"(?:(?:'s )?(?:~\S+ |old |new |own )?(?:government|army|navy|air force|armed forces|military|troops|soldiers|forces"
    r"|rulers|leaders|authorities|state|kingdom|republic) )?"
)
A, B, AB = r"(?P<a>[@&]\d+) ", r"(?P<b>[@&]\d+) ", r"(?P<ab>&\d+) "
_SAID = r", (?:[^@&,;]{0,25} )?(?:said|says|reminded|recalled|added|noted|notes|argued|argues|wrote|insisted|insists|told) [^@&,;]{0,25}, "
SKIP = rf"(?:{_SAID}|, (?:[^%;?, ]+ ){{2,12}}, |~?for [^@&%,;]{{3,25}} )?"  # an apposition, or who says it, before the verb
LINK = rf"{ORGAN}{SKIP}(?:, )?(?:which |who |that )?(?:~\S+ ){{0,4}}(?:continues? to |keeps |goes on |helps? (?:to )?)?"
BE = r"(?:~(?:is|are|was|were|been|being|be|'s|'re) |remains? |remained |stays? |becomes? |became |~?(?:has|have|had) ~?become )"
OF = r"(?:of|to|for|with|in|on) "
ITS = r"(?:its|their|his|her|whose|a|an|the|one|two|both) "
HOLD = r"(?:~?(?:has|have|had|having) |shares? |shared |sharing |enjoys? |enjoyed |do |does |did |maintains? |maintained |keeps? |kept |boasts? |runs? |signed )"
PASSIVE = rf"(?:{LINK}{BE}{gap(2)}|, (?:~\S+ )?)"  # "is", or the comma before a participle
LEANS = r"(?P<t>depends?|depended|depending|relies|relied|rely|dependent|reliant) (?:~\S+ ){0,2}(?:on|upon) "
TROOPS = r"(?:troops|soldiers|forces|garrison|base|bases|airbase|air base|naval base|contingent|brigade|warplanes|jets|missiles|servicemen|marines|warships|bombers|military presence)"
LAND = (
    r"(?:territory|territories|land|lands|soil|province|provinces|district|districts|region|regions|area|areas|part|parts|strip|half"
    r"|third|quarter|fifth|sixth|tenth|north|south|east|west|coast|islands?|peninsula|valleys?|heights|towns?|percent|%|% )"
)


def verb(*stems: str) -> str:
    """The inflected forms of regular verbs, and of those that are given with theirs: "sell sold"."""
    forms: list[str] = []
    for stem in stems:
        first, *others = stem.split()
        base = first.removesuffix("e") if first.endswith("e") else first
        if first.endswith("y") and first[-2] not in "aeiou":
            forms += [f"{first[:-1]}ies", f"{first[:-1]}ied", first, f"{first}ing"]
        else:
            forms += [first, f"{first}s", f"{first}es", f"{base}ed", f"{base}ing", f"{first}{first[-1]}ing"]
        forms += others
    return rf"(?P<t>~?(?:{'|'.join(sorted(set(forms), key=len, reverse=True))})) "


ARMS_WORDS = (
    r"arms|weapons?|weaponry|armaments?|munitions?|ammunition|missiles?|rockets?|drones?|artillery|shells|howitzers?|mortars?"
    r"|tanks?|rifles?|guns?|pistols?|radars?|jets?|warplanes?|fighters?|bombers?|helicopters?|gunships?|frigates?|corvettes?"
    r"|(?:military|combat|fighter|transport|attack|surveillance|trainer) (?:aircraft|planes)|airlifters?|arsenals?|armour|armor|weapons systems"
    r"|destroyers?|submarines?|warships?|patrol boats|interceptors?|launchers?|batteries|mines|grenades?|air defences?"
    r"|air defenses?|armou?red vehicles?|military (?:hardware|equipment|kit|gear|aid)|defence (?:equipment|systems?)"
    r"|defense (?:equipment|systems?)|spare parts for (?:its|their)"
)
_GOODS_WORDS = (
    r"oil|gas|lng|coal|petrol|diesel|fuel|kerosene|crude|petroleum|energy|electricity|power|water|wheat|grain|maize|corn|rice|flour|bread|sugar|tea"
    r"|coffee|cocoa|fish|meat|beef|cattle|sheep|livestock|fruit|vegetables?|milk|food|fertili[sz]er|cotton|timber|wood|cement|steel"
    r"|iron ore|iron|copper|ore|metals?|aluminium|aluminum|uranium|lithium|cobalt|nickel|phosphates?|gold|diamonds?|salt|cars"
    r"|onions?|tomato(?:es)?|potato(?:es)?|garlic|apples?|bananas?|grapes?|oranges|citrus|lemons|avocados?|peaches|apricots|mandarins|mangoes"
    r"|flowers|nuts|almonds|cashews|dates|spices|pepper|palm oil|soya?|soybeans?|beans|barley|oats|lentils|pulses|eggs|poultry|chicken|pork|lamb"
    r"|goats|horses|butter|cheese|dairy|honey|wine|beer|whisky|leather|hides|wool|silk|yarn|garments|clothes|clothing|shoes|furniture|paper"
    r"|pulp|rubber|tyres|tires|plastics?|chemicals|bauxite|tin|zinc|manganese|graphite|rare earths|titanium|platinum|silver|jewels|marble|sand"
    r"|gravel|bricks|glass|turbines|engines|tractors|trucks|buses|locomotives|wagons|rails|ships|airliners|phones|electronics|batteries"
    r"|solar panels|panels|software|microchips|seeds?|fodder|feed|tobacco|megawatts|kilowatts|gigawatts|current|heat|hydrogen|ethanol|ammonia"
    r"|potash|urea|sulphur|anthracite|lignite|charcoal|seafood|shrimp|tuna|salmon|sardines|spare parts|components|minerals|everything"
    r"|machinery|chips|semiconductors|textiles?|cloth|goods|exports?|imports?|medicines?|vaccines?|commodit(?:y|ies)"
)
_ARMS_RE = re.compile(rf"\b(?:{ARMS_WORDS})\b")
_GOODS_RE = re.compile(rf"\b(?:{_GOODS_WORDS})\b")
TRAFFIC = (
    rf"(?:{_GOODS_WORDS}|tankers|oil|gas|goods|exports?|imports?|trade|cargo(?:es)?|freight|grain|wheat|fuel|crude|pipelines?|shipments?|lorries|trucks"
    r"|trains|containers|route|outlet|access|link|supplies|ore|coal|copper|electricity|water)"
)
THROUGH = r"(?:through|across|via|over|by way of) "


def is_arms(words: str) -> bool:
    return bool(_ARMS_RE.search(words))


def is_goods(words: str) -> bool:
    return bool(_GOODS_RE.search(words))
