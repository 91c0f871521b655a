"""The forms in which news prose states a tie of two actors, as patterns over `tie_slots`.

Each form names whom it is about by the groups `a` and `b` (a tie that has a direction reads a to b) and its trigger
word by `t`. Two forms of one noun serve for all nouns of its kind: "B's ally A", "A, an ally of B", "A is B's ally",
"A and B are allies", "the alliance between A and B".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tertius.records import Relation

__all__ = ["Form", "forms_in", "is_arms", "is_goods"]


class Form(NamedTuple):
    """One pattern with what it states; `goods` asks what is sold before it says whether the tie is of arms or of trade."""

    source: str
    relation: Relation
    sign: int
    goods: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Compiled when a sentence first holds its trigger: to compile all of them takes a second."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def forms_in(text: str) -> Iterator[Form]:
    """The forms whose trigger word stands in the words with slots."""
    for trigger, forms in _by_trigger().items():
        if _compiled(trigger).search(text):
            yield from forms


@cache
def _by_trigger() -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for form in _FORMS:
        found.setdefault(_trigger_of(form.source), []).append(form)
    return found


def _trigger_of(source: str) -> str:
    """What the group `t` of a pattern holds."""
    start = end = source.index("(?P<t>")
    depth = 0
    while end == start or depth:
        depth += {"(": 1, ")": -1}.get(source[end], 0)
        end += 1
    return source[start:end]


# --- the pieces -------------------------------------------------------------------------------

_STOPS = (
    r"not|n't|no|never|neither|nor|former|ex|one-time|onetime|erstwhile|potential|possible|future|would-be|prospective"
    r"|will|would|could|may|might|should|must|can|if|unless|whether|cease\w*|stop\w*|den(?:y|ies|ied)|against|once|until"
)
_W = rf"(?!(?:{_STOPS}) )(?:[^\s@&%,;:?“”\"()]|(?<=\d),(?=\d))+ "  # a word that neither names an actor nor takes the tie back


def _gap(most: int) -> str:
    return rf"(?:{_W}){{0,{most}}}"


_ORGAN = (
    r"(?:'s )?(?:(?:~\S+ |old |new |own )?(?:government|army|navy|air force|armed forces|military|troops|soldiers|forces"
    r"|rulers|leaders|authorities|state|kingdom|republic) )?"
)
_A, _B, _AB = r"(?P<a>[@&]\d+) ", r"(?P<b>[@&]\d+) ", r"(?P<ab>&\d+) "
_SKIP = r"(?:, (?:[^%;?, ]+ ){2,12}, |~?for [^@&%,;]{3,25} )?"  # an apposition between subject and verb
_LINK = (
    rf"{_ORGAN}{_SKIP}(?:, )?(?:which |who |that )?(?:~\S+ ){{0,4}}(?:continues? to |keeps |goes on |helps? (?:to )?)?"
)
_BE = r"(?:~(?:is|are|was|were|been|being|be|'s|'re) |remains? |remained |stays? |becomes? |became |~?(?:has|have|had) ~?become )"
_OF = r"(?:of|to|for|with|in|on) "
_ITS = r"(?:its|their|his|her|whose|a|an|the|one|two|both) "
_HOLD = r"(?:~?(?:has|have|had|having) |shares? |shared |sharing |enjoys? |enjoyed |maintains? |maintained |keeps? |kept |boasts? |runs? |signed )"


def _verb(*stems: str) -> str:
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


_ARMS_WORDS = (
    r"arms|weapons?|weaponry|armaments?|munitions?|ammunition|missiles?|rockets?|drones?|artillery|shells|howitzers?|mortars?"
    r"|tanks?|rifles?|guns?|pistols?|radars?|jets?|warplanes?|fighters?|bombers?|helicopters?|gunships?|frigates?|corvettes?"
    r"|destroyers?|submarines?|warships?|patrol boats|interceptors?|launchers?|batteries|mines|grenades?|air defences?"
    r"|air defenses?|armou?red vehicles?|military (?:hardware|equipment|kit|gear|aid)|defence (?:equipment|systems?)"
    r"|defense (?:equipment|systems?)|spare parts for (?:its|their)"
)
_GOODS_WORDS = (
    r"oil|gas|lng|coal|petrol|diesel|fuel|kerosene|crude|petroleum|energy|electricity|power|water|wheat|grain|maize|corn|rice|flour|bread|sugar|tea"
    r"|coffee|cocoa|fish|meat|beef|cattle|sheep|livestock|fruit|vegetables?|milk|food|fertili[sz]er|cotton|timber|wood|cement|steel"
    r"|iron ore|iron|copper|ore|metals?|aluminium|aluminum|uranium|lithium|cobalt|nickel|phosphates?|gold|diamonds?|salt|cars"
    r"|machinery|chips|semiconductors|textiles?|cloth|goods|exports?|imports?|medicines?|vaccines?|commodit(?:y|ies)"
)
_ARMS_RE = re.compile(rf"\b(?:{_ARMS_WORDS})\b")
_GOODS_RE = re.compile(rf"\b(?:{_GOODS_WORDS})\b")
_TRAFFIC = (
    r"(?:oil|gas|goods|exports?|imports?|trade|cargo(?:es)?|freight|grain|wheat|fuel|crude|pipelines?|shipments?|lorries|trucks"
    r"|trains|containers|route|outlet|access|link|supplies|ore|coal|copper|electricity|water)"
)
_THROUGH = r"(?:through|across|via|over|by way of) "


def is_arms(words: str) -> bool:
    return bool(_ARMS_RE.search(words))


def is_goods(words: str) -> bool:
    return bool(_GOODS_RE.search(words))


# --- nouns ------------------------------------------------------------------------------------

_CLOSE = r"(?:close|closer|closest|warm|friendly|cordial|excellent|strong|deep|brotherly|fraternal|special|good|military|defen[cs]e|security|strategic)"
_PACT = r"(?:alliance|(?:(?:mutual )?(?:defen[cs]e|security|military|non-aggression|friendship|assistance|basing)(?: and \w+)?(?: cooperation| assistance)? (?:pact|treaty|accord|alliance|union|agreement|deal|partnership|cooperation)))"
_NOUNS: tuple[tuple[str, Relation, int], ...] = (
    (
        (
            rf"(?:ally|allies|(?:(?<!trading )(?<!trade )(?<!business )(?<!commercial )(?<!economic )(?<!export )partners?(?! in (?:trade|commerce|business)))|friends?|patrons?|protectors?"
            rf"|backers?|benefactors?|supporters?|sponsors?|security guarantors?|guarantors? of \w+ security|{_PACT}|(?<!trade )partnership"
            rf"|{_CLOSE} (?:\w+ )?(?:ties|relations|relationship|links|bonds|friendship|cooperation))"
        ),
        Relation.ALLY,
        1,
    ),
    (
        (
            r"(?:adversary|adversaries|enemy|enemies|foes?|rivals?|arch-?rivals?|arch-?enem(?:y|ies)|archfoes?|nemesis|antagonists?|opponents?|rivalry"
            r"|enmity|hostility|feud|cold war)"
        ),
        Relation.ADVERSARY,
        -1,
    ),
    (r"(?:border|frontier|boundary|borderland|neighbours?|neighbors?)", Relation.BORDER, 0),
    (
        (
            r"(?:(?:trading|trade|commercial|business|economic|export) partners?|partners? in (?:trade|commerce|business)|(?:export|foreign|overseas) markets?|(?:biggest|largest|main|best|top|chief|major) (?:market|customers?|buyers?|importers?|investors?|creditors?|lenders?)"
            r"|free[- ]trade (?:agreement|deal|area|zone|pact)|free - trade (?:agreement|deal|area|zone|pact)|customs union|trade (?:deal|agreement|pact|ties)|trade(?! (?:talks|minister|war|deficit|dispute|envoy|mission|fair|union))|commerce)"
        ),
        Relation.TRADE,
        1,
    ),
    (
        r"(?:mediators?|mediation|brokers?|go-betweens?|go - between|intermediar(?:y|ies)|middlem[ae]n|arbiters?|arbitrator|facilitator|peacemaker|good offices)",
        Relation.MEDIATES,
        1,
    ),
    (
        r"(?:prox(?:y|ies)|puppets?|clients?(?: states?)?|client - state|satellites?|vassals?|surrogates?|cat's-paw)",
        Relation.PROXY,
        1,
    ),
    (r"(?:kin|kinsmen|kinsfolk|brothers?|brother nations?|sister nations?|cousins|kindred)", Relation.KIN, 1),
    (r"(?:occupiers?|occupying power|occupation)", Relation.OCCUPIES, -1),
)


def _of_noun(noun: str, relation: Relation, sign: int) -> Iterator[Form]:
    """All forms in which one actor is called something of another; `a` is who is called so."""
    n = rf"(?P<t>{noun}) "
    arch = rf"{_gap(6)}(?:arch - )?"
    reverse = relation == Relation.PROXY
    a, b = (_B, _A) if reverse else (_A, _B)
    forms = [
        rf"{b}'s {arch}{n}(?:, |~?and )?{_gap(1)}{a}",  # B's closest ally, A
        rf"{b}'s {arch}{n}{_BE}{_gap(3)}{a}",  # B's closest ally is A
        rf"{a}{_LINK}{_BE}{arch}{n}{_gap(3)}(?:of|to|for|with|in) {_gap(4)}{b}",  # A is an ally of B
        rf"{a}(?:, |\( |– |— )(?:and |~\S+ |itself )?{arch}{n}{_gap(3)}(?:of|to|for|with|in) {_gap(4)}{b}",  # A, an ally of B
        rf"^{arch}{n}(?:of|to|for|with|in) {_gap(3)}{b}, {_gap(1)}{a}",  # an ally of B, A
        rf"{a}{_LINK}{_BE}{_gap(6)}{b}'s {arch}{n}",  # A is B's ally
        rf"{a}(?:, |\( |– |— )(?:and |~\S+ )?{_gap(2)}{b}'s {arch}{n}",  # A, B's ally
        rf"{b}{_gap(8)}(?:its|their|his) {arch}{n}(?:, )?(?:of [^@,]{{1,25}})?{a}",  # B asked its ally A
        (
            rf"{b}{_LINK}(?:~?considers?|~?considered|regards?|regarded|sees?|saw|views?|viewed|counts?|counted|calls?|called|describes?|described|treats?|treated) "
            rf"{_gap(2)}{a}{_gap(2)}(?:as |among )?{arch}{n}"
        ),  # B considers A an ally
        rf"{b}{_gap(8)}(?:with|by|to|on|for) {_gap(2)}{a}, (?:an?|the|~also) {arch}{n}(?:~\S+ |of (?!@|&))?(?![@&]|of |to |with |for )",  # B drills with A, an old ally
        rf"{a}{_LINK}(?:acts?|acted|serves?|served|acting|serving|poses?|functions?) as {arch}{n}{_gap(3)}(?:of|to|for|with|between|in) {_gap(3)}{b}",
        rf"{b}{_LINK}(?:~?faces?|confronts?|finds?|~?has) (?:in )?{a}{_gap(2)}{arch}{n}",
        rf"{_AB}{_LINK}(?:{_BE}|regard |see |consider ){arch}{n}",  # A and B are allies
        rf"{_AB}(?:, |\( |– |— )(?:~\S+ |both )?{arch}{n}",  # A and B, allies of old
        rf"{_gap(2)}{n}(?:, )?{_AB}(?=, )",  # the two neighbours, A and B,
        rf"{_AB}{_LINK}{_HOLD}{arch}{n}",  # A and B share a border
        rf"{a}{_LINK}{_HOLD}{arch}{n}{_gap(4)}(?:with|to|in) {_gap(4)}{b}",  # A shares a border with B
        rf"{n}{_gap(3)}between {_gap(3)}{_AB}",  # the rivalry between A and B
        rf"{n}of {_AB}",  # the alliance of A and B
        rf"{a}'s {arch}{n}(?:with|to|against) {_gap(2)}{b}",  # A's alliance with B
        rf"{_AB}{_LINK}{_BE}{_gap(2)}each other's {arch}{n}",  # A and B are each other's rivals
        rf"{b}{_gap(8)}{a}(?:, |\( )(?:its|their) {arch}{n}",  # B's dispute with A, its old rival
        rf"{a}{_LINK}{_BE}{_gap(3)}(?:at|in) {arch}{n}with {_gap(3)}{b}",  # A is in an alliance with B
        rf"{_AB}{_LINK}{_BE}{_gap(3)}(?:at|in) {arch}{n}",
    ]
    if relation == Relation.MEDIATES:
        forms += [rf"{a}{_LINK}(?:{_BE}|, )?{arch}{n}{_gap(3)}(?:between|of|for) {_gap(3)}{b}",
                  rf"{a}(?:, |\( ){arch}{n}{_gap(3)}between {_gap(3)}{b}"]  # fmt: skip
    if relation == Relation.OCCUPIES:
        forms += [rf"{a}'s? {_gap(3)}{n}of {_gap(4)}{b}", rf"{a}{_gap(1)}{n}of {_gap(4)}{b}",
                  rf"{_gap(4)}{b}{_LINK}{_BE}{_gap(2)}under {a}{_gap(1)}{n}"]  # fmt: skip
    if relation == Relation.BORDER:
        forms += [rf"{a}(?:- ){b}{n}", rf"{_AB}{_gap(4)}(?:their|a common|the common) {arch}{n}", rf"{a}{_gap(5)}its {arch}{n}with {_gap(2)}{b}", rf"{a}, {_gap(6)}(?P<t>neighbouring|neighboring|bordering) {b}",
                  rf"(?P<t>neighbouring|neighboring) {b}(?:, )?{a}"]  # fmt: skip
    yield from (Form(form, relation, sign) for form in forms)


# --- verbs and other forms --------------------------------------------------------------------

_TRADES = _verb(
    "supply",
    "provide",
    "sell sold",
    "deliver",
    "export",
    "ship shipped",
    "give gave given",
    "send sent",
    "offer",
    "furnish",
    "equip equipped",
)
_BUYS = _verb(
    "buy bought",
    "import",
    "get got gotten",
    "obtain",
    "purchase",
    "receive",
    "source",
    "draw drew drawn",
    "acquire",
    "order",
    "procure",
)
_LEANS = r"(?P<t>depends?|depended|depending|relies|relied|rely|dependent|reliant) (?:~\S+ ){0,2}(?:on|upon) "
_FORMS_OF_GOODS = (
    rf"{_A}{_LINK}{_TRADES}{_gap(4)}{_B}{_gap(1)}with (?P<g>[^@&%,;]{{2,70}})",
    rf"{_A}{_LINK}{_TRADES}(?P<g>{_gap(9)})to (?!{_gap(4)}{_THROUGH}){_gap(4)}{_B}",
    rf"{_A}{_LINK}{_TRADES}{_gap(3)}{_B}(?P<g>{_gap(7)})",
    rf"{_A}{_LINK}{_TRADES}{_gap(6)}of {_gap(1)}{_B}'s? (?P<g>{_gap(4)})",
    rf"{_A}{_LINK}(?P<t>accounts?|accounted|accounting) for {_gap(7)}{_B}(?:'s )?(?P<g>{_gap(4)})",
    rf"{_B}{_LINK}{_BUYS}(?P<g>{_gap(9)})from {_gap(4)}{_A}",
    rf"{_B}{_LINK}{_BUYS}{_gap(8)}{_A}(?:'s )?(?P<g>{_gap(3)})",
    rf"{_B}{_LINK}{_LEANS}{_gap(3)}{_A}(?:'s )?{_gap(1)}for (?P<g>{_gap(9)})",
    rf"{_B}{_LINK}{_LEANS}{_gap(3)}{_A}(?:'s )?(?P<g>{_gap(3)})",
    rf"{_A}(?:'s )?(?P<g>{_gap(3)})(?P<t>goes|go|went|is sent|are sent) (?:~\S+ )?to (?!{_gap(4)}{_THROUGH}){_gap(2)}{_B}",
    rf"{_B}{_LINK}(?P<t>takes?|took|absorbs?|consumes?) {_gap(5)}{_A}(?:'s )?(?P<g>{_gap(3)})",
    rf"{_AB}{_LINK}(?:~?do |does |trade |have |~have )?(?:{_W}){{0,3}}(?P<t>trade|trades|commerce|barter) (?:~\S+ )?in (?P<g>{_gap(3)})",
    rf"{_A}(?:'s )?(?P<g>{_gap(3)})(?P<t>feeds?|powers?|heats?|lights?) {_gap(4)}{_B}",
    rf"{_B}(?:'s )?(?P<g>{_gap(5)})(?P<t>comes?|came|arrives?|flows?) {_gap(2)}from {_gap(3)}{_A}",
    rf"{_B}{_LINK}(?P<t>~?is|~?are|~?been|~?was|~?were) {_gap(2)}(?:supplied|armed|equipped|provided) (?:with (?P<g>{_gap(6)}))?by {_gap(2)}{_A}",
    rf"{_A}{_LINK}{_BE}{_gap(2)}{_B}'s {_gap(4)}?(?P<g>{_gap(3)})(?P<t>suppliers?|exporters?|providers?|source|sources) ",
    rf"{_A}{_LINK}{_BE}{_gap(2)}{_B}'s {_gap(4)}(?P<t>suppliers?|exporters?|providers?|source|sources|buyers?|customers?) of (?P<g>{_gap(4)})",
    rf"{_A}(?:, |\( ){_B}'s {_gap(4)}?(?P<g>{_gap(3)})(?P<t>suppliers?|exporters?|providers?|source) ",
    rf"{_A}(?:, |\( ){_B}'s {_gap(4)}(?P<t>suppliers?|providers?|source|buyers?|customers?) of (?P<g>{_gap(4)})",
    rf"{_B}'s {_gap(4)}(?P<t>suppliers?|providers?|source) of (?P<g>{_gap(4)})(?:, |{_BE}){_gap(2)}{_A}",
    rf"{_B}'s {_gap(3)}(?P<g>{_gap(2)})(?P<t>suppliers?|providers?|exporters?) (?:, |{_BE}){_gap(2)}{_A}",
    rf"{_A}{_LINK}{_BE}{_gap(5)}(?P<t>suppliers?|exporters?|providers?|source|sellers?) of (?P<g>{_gap(4)})(?:to|for) {_gap(3)}{_B}",
    rf"{_A}{_LINK}{_BE}{_gap(4)}?(?P<g>{_gap(3)})(?P<t>suppliers?|exporters?|providers?) (?:to|of|for) {_gap(3)}{_B}",
    rf"{_A}(?:, |\( ){_gap(4)}?(?P<g>{_gap(3)})(?P<t>suppliers?|exporters?|providers?) (?:to|of|for) {_gap(3)}{_B}",
    rf"{_B}{_LINK}{_BE}{_gap(6)}(?P<t>buyers?|customers?|importers?|market|destination) (?:of|for) {_gap(3)}{_A}(?:'s )?(?P<g>{_gap(3)})",
    rf"{_A}(?P<g>{_gap(4)}){_BE}{_gap(2)}(?P<t>sold|supplied|delivered|shipped|exported) to {_gap(2)}{_B}",
    rf"{_B}(?:, )?whose {_gap(2)}(?P<g>{_gap(3)}){_BE}{_gap(2)}{_A}(?:- )?(?P<t>built|made|supplied) ",
    rf"(?P<g>{_gap(3)})(?P<t>sales|deliveries|shipments|exports|supplies) {_gap(2)}(?:from|by) {_A}to {_gap(2)}{_B}",
    rf"{_A}(?:'s )?{_gap(2)}(?P<g>{_gap(3)})(?P<t>sales|deliveries|shipments|exports|supplies) to {_gap(3)}{_B}",
)  # fmt: skip

_TROOPS = r"(?:troops|soldiers|forces|garrison|base|bases|airbase|air base|naval base|contingent|brigade|warplanes|jets|missiles|servicemen|marines|warships|bombers|military presence)"
_LAND = (
    r"(?:territory|territories|land|lands|soil|province|provinces|district|districts|region|regions|area|areas|part|parts|strip|half"
    r"|third|quarter|fifth|sixth|tenth|north|south|east|west|coast|islands?|peninsula|valleys?|heights|towns?|percent|%|% )"
)
_OTHERS: tuple[tuple[str, Relation, int], ...] = (
    # allies
    (rf"{_A}{_LINK}{_verb('back', 'support', 'assist', 'protect', 'shield', 'sponsor', 'bankroll', 'finance')}{_gap(1)}{_B}(?:in|against|militarily|diplomatically|financially|, |[.]|~\S+ |and |with|since|over|at|to the|for|as |through)", Relation.ALLY, 1),
    (rf"{_A}{_LINK}{_verb('train', 'arm', 'pay paid', 'fund', 'equip equipped', 'advise')}(?:for )?{_gap(2)}{_B}'s? {_gap(2)}(?:army|soldiers|troops|officers|navy|guard|police|air force|pilots|forces|rebels)", Relation.ALLY, 1),
    (rf"{_A}{_LINK}{_verb('guarantee', 'underwrite underwritten')}{_gap(2)}{_B}'s? {_gap(2)}(?:security|safety|defen[cs]e|independence|borders)", Relation.ALLY, 1),
    (rf"{_B}{_LINK}{_LEANS}{_gap(2)}{_A}(?:'s )?{_gap(2)}for {_gap(3)}(?:security|protection|defen[cs]e|survival|support)", Relation.ALLY, 1),
    (rf"{_A}{_LINK}{_verb('side', 'stand stood', 'ally allied')}(?:~\S+ )?(?:with|by|behind) {_gap(3)}{_B}", Relation.ALLY, 1),
    (rf"{_A}{_LINK}{_BE}{_gap(2)}(?P<t>allied|aligned|friendly|close|closest|loyal) (?:with|to) (?:the |neighbouring )?{_B}", Relation.ALLY, 1),
    (rf"{_AB}{_LINK}{_BE}{_gap(2)}(?P<t>allied|aligned|friendly|close) (?:[.,;]|since|in|for|and)", Relation.ALLY, 1),
    (rf"{_AB}{_LINK}{_BE}(?P<t>bound|linked|joined|tied|allied|united) by {_gap(3)}(?:treaty|pact|alliance|accord)", Relation.ALLY, 1),
    (rf"{_A}{_LINK}{_BE}(?P<t>bound|linked|tied|allied) to {_gap(2)}{_B}by {_gap(4)}(?:treaty|pact|alliance|accord)", Relation.ALLY, 1),
    (rf"{_A}{_LINK}{_BE}{_gap(1)}(?P<t>backed|supported|protected|bankrolled|sponsored|shielded) by {_gap(2)}{_B}", Relation.ALLY, 1),
    (rf"{_A}{_LINK}{_verb('host')}{_gap(5)}{_B}(?:'s )?{_gap(2)}{_TROOPS} ", Relation.ALLY, 1),
    (rf"{_A}{_LINK}(?:{_BE}|, ){_gap(2)}(?P<t>host|home) to {_gap(6)}{_B}(?:'s )?{_gap(3)}{_TROOPS} ", Relation.ALLY, 1),
    (rf"{_A}{_LINK}(?:{_HOLD}|operates? |stations? |bases? |garrisons? |deploys? ){_gap(4)}(?P<t>{_TROOPS}) (?:at (?:its|the|a) \w+ |~\S+ |at \w+ )?(?:in|on) {_gap(3)}{_B}", Relation.ALLY, 1),
    (rf"{_A}(?:'s )?{_gap(2)}(?P<t>{_TROOPS}) {_BE}{_gap(1)}(?:stationed|based|deployed|garrisoned|housed) (?:~\S+ )?(?:in|on) {_gap(3)}{_B}", Relation.ALLY, 1),
    (rf"{_A}(?:- )(?P<t>allied|aligned|friendly) {_gap(2)}{_B}", Relation.ALLY, 1),
    (rf"{_AB}(?:, )(?:~\S+ )?(?P<t>allied|aligned) ", Relation.ALLY, 1),
    (rf"{_A}{_LINK}{_BE}(?P<t>bound|linked|tied|joined) to {_gap(2)}{_B}by {_gap(3)}(?:treaty|pact|alliance|accord)", Relation.ALLY, 1),
    (rf"(?P<t>relations|ties) {_gap(2)}between {_gap(2)}{_AB}{_LINK}{_BE}{_gap(2)}(?:close|warm|friendly|cordial|excellent) ", Relation.ALLY, 1),
    (rf"{_A}{_LINK}(?:enjoys?|enjoyed|~?has|~?had) the (?P<t>protection|backing|support|friendship) of {_gap(2)}{_B}", Relation.ALLY, 1),
    (rf"{_AB}{_LINK}(?P<t>stand|stood) (?:side by side|shoulder to shoulder|together) ", Relation.ALLY, 1),
    (rf"{_AB}{_LINK}{_BE}(?:~both |members |~\S+ ){{0,2}}(?P<t>members) of (?:nato|@\d+|the {_PACT}|the (?:\w+ )?alliance) ", Relation.ALLY, 1),
    # adversaries
    (rf"{_A}{_LINK}{_verb('oppose', 'fight fought')}{_gap(1)}{_B}(?:in |over |[.,]|since |along |~\S+ |for )", Relation.ADVERSARY, -1),
    (rf"{_A}{_LINK}{_BE}{_gap(2)}(?P<t>hostile) to {_gap(2)}{_B}", Relation.ADVERSARY, -1),
    (rf"{_AB}{_LINK}{_BE}{_gap(2)}(?P<t>hostile) (?:to each other|[.,])", Relation.ADVERSARY, -1),
    (rf"{_AB}{_LINK}(?P<t>~?been|~?have|~?are|~?is|remain) {_gap(3)}(?:fighting|at war|at daggers drawn|at each other's throats) ", Relation.ADVERSARY, -1),
    (rf"{_A}{_LINK}{_BE}{_gap(3)}(?P<t>at) war with {_gap(2)}{_B}", Relation.ADVERSARY, -1),
    (rf"(?<!civil )(?P<t>war) (?:~\S+ )?between {_gap(2)}{_AB}{_LINK}{_BE}", Relation.ADVERSARY, -1),
    (rf"{_AB}(?:, )?{_LINK}(?P<t>fought) (?:two|three|four|several|repeated|many) (?:\w+ )?wars ", Relation.ADVERSARY, -1),
    (rf"{_A}{_LINK}(?P<t>fought) (?:two|three|four|several|repeated|many) (?:\w+ )?wars (?:with|against) {_B}", Relation.ADVERSARY, -1),
    (rf"(?P<t>relations|ties) {_gap(2)}between {_gap(2)}{_AB}{_LINK}{_BE}{_gap(2)}(?:hostile|bad|poisonous|poisoned|bitter|icy) ", Relation.ADVERSARY, -1),
    (rf"{_A}{_LINK}{_BE}{_gap(2)}(?P<t>at) (?:odds|loggerheads|daggers drawn) with {_gap(2)}{_B}", Relation.ADVERSARY, -1),
    (rf"{_AB}{_LINK}{_BE}{_gap(2)}(?P<t>at) (?:odds|loggerheads) ", Relation.ADVERSARY, -1),
    # arms
    (rf"{_A}{_LINK}{_verb('arm', 'equip equipped')}{_gap(1)}{_B}(?:and|with|[.,;]|~\S+ |for |since )", Relation.ARMS, 1),
    (rf"{_B}(?:'s )?(?:army |navy |air force |police |military |troops |soldiers )?{_LINK}(?P<t>flies|fly|flying|flew|operates?|operating|fields?|uses?|drives?|carr(?:y|ies)) {_gap(2)}{_A}(?:(?:- )?(?:made|built) )?{_gap(2)}(?:{_ARMS_WORDS}) ", Relation.ARMS, 1),
    # kin
    (rf"ethnic {_A}(?:[a-z]+ ){{0,2}}(?P<t>living |who live |~?live |settled |~?in )(?:in |of )?{_gap(3)}{_B}", Relation.KIN, 1),
    (rf"{_B}{_LINK}(?:{_BE}|, ){_gap(1)}(?P<t>home) to {_gap(7)}(?:ethnic ){_A}", Relation.KIN, 1),
    (rf"(?:ethnic )?{_A}(?:- speaking |speaking )?(?P<t>minority|community|kin|population|diaspora) {_gap(2)}(?:in|of) {_gap(3)}{_B}", Relation.KIN, 1),
    (rf"{_B}'s {_gap(3)}(?:ethnic )?{_A}(?:- speaking |speaking )?{_gap(1)}(?P<t>minority|community|kinsmen) ", Relation.KIN, 1),
    (rf"{_B}{_LINK}{_HOLD}{_gap(4)}(?:ethnic )?{_A}(?:- speaking |speaking )?{_gap(1)}(?P<t>minority|community) ", Relation.KIN, 1),
    (rf"(?:people|population|citizens|inhabitants|residents|percent|voters|families) {_gap(3)}(?:of|in) {_gap(3)}{_B}(?:{_W}){{0,4}}(?:of|~are of) (?:ethnic )?{_A}(?P<t>descent|origin|stock|blood|extraction|ancestry) ", Relation.KIN, 1),
    (rf"(?:ethnic )?{_A}{_LINK}(?P<t>make|makes|constitute|form|account) {_gap(6)}{_B}'s? {_gap(1)}(?:population|people|citizens|inhabitants)", Relation.KIN, 1),
    (rf"{_B}'s {_gap(2)}(?:people|population|citizens|inhabitants|residents) {_gap(3)}{_BE}{_gap(2)}(?P<t>ethnic) {_A}", Relation.KIN, 1),
    (rf"{_B}'s {_gap(3)}(?P<t>ethnic) {_A}", Relation.KIN, 1),
    (rf"{_AB}{_LINK}(?P<t>shares?|speaks?|spoke|shared) {_gap(2)}(?:language|faith|tongue|culture|ancestry|ancestors|kinship|one nation|ethnic roots|religion|dialect) ", Relation.KIN, 1),
    (rf"{_A}{_LINK}(?P<t>shares?|shared) {_gap(4)}(?:language|faith|tongue|culture|ancestry|ancestors|kinship|ethnic roots|religion|dialect) with {_gap(3)}{_B}", Relation.KIN, 1),
    (rf"{_AB}{_LINK}(?:~?speak|call themselves|~?are|describe themselves) {_gap(2)}(?P<t>one nation|a single people|one people|brotherly|brothers) ", Relation.KIN, 1),
    (rf"of {_A}and {_gap(3)}of {_B}{_LINK}{_BE}{_gap(2)}(?P<t>one nation|(?:one|a single|the same) (?:people|family)|kin|cousins|brothers) ", Relation.KIN, 1),
    (rf"(?:live|lives|living|settled|dwell|found) on (?:both|either) sides of {_gap(3)}(?P<t>border|frontier|line|river|boundary) between {_gap(2)}{_AB}", Relation.KIN, 1),
    (rf"(?:[\d,.]+|thousands|hundreds|tens|millions|many|most) (?:{_W}){{0,3}}{_A}(?P<t>live|lives|living) (?:~\S+ )?in {_gap(2)}{_B}", Relation.KIN, 1),
    # borders
    (rf"{_A}{_LINK}{_verb('border', 'adjoin', 'abut abutted', 'flank')}(?:~?both |on ){{0,2}}{_gap(1)}{_B}", Relation.BORDER, 0),
    (rf"{_A}{_LINK}(?P<t>lies|lie|sits|nestles|lay|lying) (?:~\S+ )?(?:next to|beside|alongside|across the \w+ from|wedged between|between|adjacent to|sandwiched between|~?south of|north of|east of|west of) {_gap(1)}{_B}", Relation.BORDER, 0),
    (rf"{_A}(?:, )?(?:{_W}){{0,2}}(?P<t>wedged|landlocked|sandwiched|squeezed|hemmed in) between {_gap(1)}{_B}", Relation.BORDER, 0),
    (rf"{_A}{_LINK}{_BE}{_gap(2)}(?P<t>separated|divided|adjacent) (?:from|to) {_gap(1)}{_B}(?:by |~only )", Relation.BORDER, 0),
    (rf"{_A}{_LINK}{_BE}{_gap(3)}(?P<t>surrounded|encircled|ringed|hemmed) (?:in )?by {_B}", Relation.BORDER, 0),
    (rf"{_AB}{_LINK}(?P<t>shares?|shared) (?!(?:an? )?(?:currency|language|stock|view)){_gap(4)}(?:river|rivers|lake|estuary|coastline|shore|watershed|strait|mountain range) ", Relation.BORDER, 0),
    (rf"{_AB}{_LINK}(?P<t>shares?|shared) [^@&;%]{{0,40}}(?:border|frontier|boundary) ", Relation.BORDER, 0),
    (rf"{_A}{_LINK}(?P<t>borders|bordered|adjoins|bordering) [^@&;%]{{0,40}}(?:among them|including|such as) {_gap(2)}{_B}", Relation.BORDER, 0),
    # proxies
    (rf"{_A}(?:- )(?P<t>backed|sponsored|funded|armed|trained|controlled|supported|run) {_gap(3)}{_B}", Relation.PROXY, 1),
    (rf"{_B}(?:, )(?:which |whom )?{_A}(?:~\S+ )?(?P<t>finances?|funds?|arms|pays|controls|runs|bankrolls|equips|directs|sponsors)(?: and \w+)? ", Relation.PROXY, 1),
    (rf"{_B}(?:{_LINK}{_BE}|, )(?:{_W}){{0,2}}(?P<t>paid|financed|funded|bankrolled|controlled|directed|run)(?: and \w+)? by {_gap(1)}{_A}", Relation.PROXY, 1),
    # occupation
    (rf"{_A}{_LINK}{_verb('occupy', 'annex', 'administer', 'colonise', 'colonize')}{_gap(7)}{_B}", Relation.OCCUPIES, -1),
    (rf"{_A}{_LINK}{_verb('control controlled', 'hold held', 'seize', 'capture')}{_gap(5)}{_LAND} of {_gap(2)}{_B}", Relation.OCCUPIES, -1),
    (rf"{_A}{_LINK}{_verb('control controlled', 'hold held', 'seize', 'capture')}{_gap(5)}{_B}'?s? ?{_gap(2)}{_LAND} ", Relation.OCCUPIES, -1),
    (rf"{_A}{_LINK}{_verb('capture', 'seize', 'take took taken', 'wrest', 'conquer')}{_gap(5)}from {_gap(2)}{_B}{_gap(8)}(?:~?held|~?kept|~?holds|~?occupied|~?annexed|since)", Relation.OCCUPIES, -1),
    (rf"{_B}{_gap(3)}{_LINK}{_BE}{_gap(2)}(?P<t>occupied|annexed|held|controlled|administered) by {_gap(1)}{_A}", Relation.OCCUPIES, -1),
    (rf"{_LAND} {_gap(1)}(?:of|in) {_gap(3)}{_B}(?:, )?{_BE}{_gap(2)}(?P<t>occupied|annexed|held|controlled|administered) by {_gap(1)}{_A}", Relation.OCCUPIES, -1),
    (rf"{_B}{_gap(3)}{_BE}{_gap(2)}under {_A}(?P<t>occupation|control|rule|administration) ", Relation.OCCUPIES, -1),
    (rf"{_A}(?:- )(?P<t>occupied|annexed|held|administered) {_gap(4)}{_B}", Relation.OCCUPIES, -1),
    (rf"{_A}(?:- )(?P<t>occupied|annexed|held|administered) {_gap(3)}{_LAND} (?:of|in) {_gap(1)}{_B}", Relation.OCCUPIES, -1),
    # mediation
    (rf"{_A}{_LINK}{_verb('mediate', 'arbitrate', 'broker', 'shuttle')}{_gap(6)}between {_gap(3)}{_B}", Relation.MEDIATES, 1),
    (rf"{_A}{_LINK}(?P<t>passes|pass|passed|carr(?:y|ies|ied)|relays?|relayed|conveys?|conveyed|ferr(?:y|ies|ied)) {_gap(2)}(?:messages|notes|letters|offers|proposals) between {_gap(3)}{_B}", Relation.MEDIATES, 1),
    (rf"{_A}{_LINK}{_verb('host', 'broker', 'chair', 'sponsor', 'facilitate', 'convene', 'lead led', 'oversee oversaw')}{_gap(5)}(?:talks|negotiations|rounds|meetings|truce|ceasefire|dialogue) {_gap(2)}between {_gap(3)}{_B}", Relation.MEDIATES, 1),
    (rf"(?:talks|negotiations|truce|ceasefire|dialogue) {_gap(2)}between {_gap(2)}{_B}, (?P<t>mediated|brokered|hosted|chaired|sponsored) by {_A}", Relation.MEDIATES, 1),
    (rf"(?:talks|negotiations|truce|ceasefire|dialogue) {_gap(2)}between {_gap(2)}{_B}{_LINK}{_BE}{_gap(1)}(?P<t>mediated|brokered|chaired|facilitated) by {_A}", Relation.MEDIATES, 1),
    (rf"{_A}{_LINK}(?P<t>represents?|represented) {_gap(3)}interests {_gap(1)}(?:of )?{_B}", Relation.MEDIATES, 1),
    # transit
    (rf"{_A}(?:'s )?{_gap(5)}(?P<t>reach|reaches|reached|leave|leaves|left|get|gets|got) {_gap(9)}{_THROUGH}{_gap(4)}{_B}", Relation.TRANSIT, 1),
    (rf"{_A}{_LINK}(?P<t>ships?|shipped|sends?|sent|moves?|moved|exports?|exported|imports?|imported|pipes?|piped|routes?|routed|trades?|hauls?) {_gap(9)}{_THROUGH}{_gap(5)}{_B}", Relation.TRANSIT, 1),
    (rf"{_A}(?:'s )?(?:(?:{_W}){{0,4}}){_TRAFFIC} {_gap(6)}(?P<t>~?pass|passes|passed|runs?|ran|flows?|flowed|goes|go|went|travels?|travelled|moves?|transits?|crosses|cross|crossed|leads?|comes?) {_gap(5)}(?:{_THROUGH})?{_gap(5)}{_B}", Relation.TRANSIT, 1),
    (rf"(?:pipelines?|railway|railroad|line|road|route|corridor|cable) (?:that |which )?{_gap(4)}(?:from |~?carries |~?bringing |brings |carrying |takes |taking ){_gap(2)}{_A}{_gap(6)}(?P<t>crosses|cross|crossed|passes|pass|through|across|runs?) {_gap(4)}{_B}", Relation.TRANSIT, 1),
    (rf"{_A}{_LINK}{_LEANS}{_gap(3)}{_B}(?:'s )?{_gap(3)}(?:for {_gap(5)})?(?:transit|access|outlet|route|sea|ports?|harbours?|corridor|railways?) ", Relation.TRANSIT, 1),
    (rf"{_B}'s {_gap(3)}(?P<t>ports?|harbours?|railways?|territory) {_gap(2)}(?:handles?|carr(?:y|ies)|serves?|takes?) {_gap(6)}{_A}(?:'s )?{_gap(3)}{_TRAFFIC} ", Relation.TRANSIT, 1),
    (rf"{_A}(?:'s )?{_gap(5)}{_THROUGH}{_gap(4)}(?P<t>port|ports|territory|harbour) of {_gap(2)}{_B}", Relation.TRANSIT, 1),
    # no relations
    (rf"{_A}{_LINK}(?P<t>severed|severs|sever|severing|cut|cuts|broke|breaks|broken|ruptured|suspended|froze|frozen|ended|cutting|breaking) (?:~?off )?(?:its |all |~\S+ |every |diplomatic |official |formal |and ){{0,5}}(?:ties|relations|contacts?|links) {_gap(2)}with {_gap(2)}{_B}", Relation.ESTRANGED, -1),
    (rf"{_AB}{_LINK}(?P<t>severed|sever|cut|broke|broken|suspended|froze|ended) (?:~?off )?(?:their |all |~\S+ |diplomatic |official |formal ){{0,5}}(?:ties|relations|contacts?|links) ", Relation.ESTRANGED, -1),
    (rf"(?:ties|relations|contacts|links) {_gap(3)}between {_gap(3)}{_AB}{_LINK}{_BE}{_gap(2)}(?P<t>severed|cut|broken|frozen|suspended|ruptured) ", Relation.ESTRANGED, -1),
    (rf"{_A}'s {_gap(3)}(?:ties|relations|contacts|links) (?:with|to) {_gap(3)}{_B}{_LINK}{_BE}{_gap(2)}(?P<t>severed|cut|broken|frozen|suspended|ruptured) ", Relation.ESTRANGED, -1),
    (rf"{_A}{_LINK}(?:~?(?:has|have|had|maintains?|maintained|keeps?)|maintains?|keeps?|kept) (?:~\S+ |maintained |kept )?(?:no|never had|neither|~?not|n't|without) (?:~\S+ |have |had |any |\w+ ){{0,3}}(?P<t>relations|ties|ambassadors?|embass(?:y|ies)|contacts?|links) {_gap(2)}(?:with|to|in) {_gap(3)}{_B}", Relation.ESTRANGED, -1),
    (rf"{_AB}{_LINK}(?:~?(?:has|have|had|do|maintains?)|maintain|do) (?:~\S+ |maintained |kept )?(?:no|never had|~?not|n't) (?:~\S+ |have |had |any |\w+ ){{0,3}}(?P<t>relations|ties|ambassadors?|embass(?:y|ies)|contacts?|links) ", Relation.ESTRANGED, -1),
    (rf"{_A}{_LINK}(?:do |does |did |~do |~does |~did |has |have )?(?:not|n't|never|refuses to|refused to) (?:~\S+ )?(?P<t>recogni[sz]ed?) (?:the (?:independence|statehood|government|state|existence) of )?(?:the )?{_B}(?!'s )", Relation.ESTRANGED, -1),
    (rf"{_AB}{_LINK}(?:{_BE}|~?have |~?has )(?:~\S+ )?(?:not|n't|no longer) (?:~\S+ )?(?P<t>on) (?:speaking|talking) terms ", Relation.ESTRANGED, -1),
    (rf"{_AB}{_LINK}{_BE}{_gap(1)}(?P<t>estranged) ", Relation.ESTRANGED, -1),
    (rf"{_A}{_LINK}{_BE}{_gap(1)}(?P<t>estranged) from {_gap(2)}{_B}", Relation.ESTRANGED, -1),
)  # fmt: skip

_FORMS: tuple[Form, ...] = (
    *(form for noun in _NOUNS for form in _of_noun(*noun)),
    *(Form(form, Relation.TRADE, 1, goods=True) for form in _FORMS_OF_GOODS),
    *(Form(form, relation, sign) for form, relation, sign in _OTHERS),
)
