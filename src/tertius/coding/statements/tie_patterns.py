"""The forms in which news prose states a tie of two actors, as patterns over `tie_slots`.

Each form names whom it is about by the groups `a` and `b` (a tie that has a direction reads a to b) and its trigger
word by `t`. Two forms of one noun serve for all nouns of its kind: "B's ally A", "A, an ally of B", "A is B's ally",
"A and B are allies", "the alliance between A and B".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tertius.coding.statements.tie_nearness import FORMS_OF_BORDERS, FORMS_OF_NEARNESS
from tertius.coding.statements.tie_nouns import NOUN_FORMS
from tertius.coding.statements.tie_pieces import (
    AB,
    ARMS_WORDS,
    BE,
    HOLD,
    LAND,
    LEANS,
    LINK,
    THROUGH,
    TRAFFIC,
    TROOPS,
    A,
    B,
    Form,
    W,
    compiled,
    gap,
    verb,
)
from tertius.coding.statements.tie_politics import FORMS_OF_PATRONS, FORMS_OF_POWER
from tertius.records import Relation

__all__ = ["forms_in"]


def forms_in(text: str) -> Iterator[Form]:
    """The forms whose trigger word stands in the words with slots."""
    for trigger, forms in _by_trigger().items():
        if compiled(trigger).search(text):
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


_TRADES = verb(
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
    "build built",
    "equip equipped",
)
_BUYS = verb(
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
_FORMS_OF_GOODS = (
    rf"{A}{LINK}{_TRADES}{gap(4)}{B}{gap(1)}with (?P<g>[^@&%,;]{{2,70}})",
    rf"{A}{LINK}{_TRADES}(?P<g>{gap(9)})to (?!{gap(4)}{THROUGH}){gap(4)}{B}",
    rf"{A}{LINK}{_TRADES}{gap(3)}{B}(?P<g>{gap(10)})",
    rf"{A}{LINK}{_TRADES}{gap(6)}of {gap(1)}{B}'s? (?P<g>{gap(4)})",
    rf"{A}{LINK}(?P<t>accounts?|accounted|accounting) for {gap(7)}{B}(?:'s )?(?P<g>{gap(4)})",
    rf"{B}{LINK}{_BUYS}(?P<g>{gap(9)})from {gap(4)}{A}",
    rf"{B}{LINK}{_BUYS}{gap(8)}{A}(?:'s )?(?P<g>{gap(3)})",
    rf"{B}{LINK}{LEANS}{gap(3)}{A}(?:'s )?{gap(1)}for (?!{gap(5)}(?:exports|imports|transit|access|outlet) )(?P<g>{gap(9)})",
    rf"{B}{LINK}{LEANS}{gap(3)}{A}(?:'s )?(?P<g>{gap(3)})",
    rf"{A}(?:'s )?(?P<g>{gap(3)})(?P<t>goes|go|went|is sent|are sent) (?:~\S+ )?to (?!{gap(4)}{THROUGH}){gap(2)}{B}",
    rf"{B}{LINK}(?P<t>takes?|took|absorbs?|consumes?) {gap(5)}{A}(?:'s )?(?P<g>{gap(3)})",
    rf"{AB}{LINK}(?:~?do |does |trade |have |~have )?(?:{W}){{0,3}}(?P<t>trade|trades|commerce|barter) (?:~\S+ )?in (?P<g>{gap(3)})",
    rf"{A}(?:'s )?(?P<g>{gap(3)})(?P<t>feeds?|powers?|heats?|lights?) {gap(4)}{B}",
    rf"{B}(?:'s )?(?P<g>{gap(5)})(?P<t>comes?|came|arrives?|flows?) {gap(2)}from {gap(3)}{A}",
    rf"{B}{LINK}(?P<t>~?is|~?are|~?been|~?was|~?were) {gap(2)}(?:supplied|armed|equipped|provided) (?:with (?P<g>{gap(6)}))?by {gap(2)}{A}",
    rf"{A}{LINK}{BE}{gap(2)}{B}'s {gap(4)}?(?P<g>{gap(3)})(?P<t>suppliers?|exporters?|providers?|source|sources) ",
    rf"{A}{LINK}{BE}{gap(2)}{B}'s {gap(4)}(?P<t>suppliers?|exporters?|providers?|source|sources|buyers?|customers?) of (?P<g>{gap(4)})",
    rf"{A}(?:, |\( ){B}'s {gap(4)}?(?P<g>{gap(3)})(?P<t>suppliers?|exporters?|providers?|source) ",
    rf"{A}(?:, |\( ){B}'s {gap(4)}(?P<t>suppliers?|providers?|source|buyers?|customers?) of (?P<g>{gap(4)})",
    rf"{B}'s {gap(4)}(?P<t>suppliers?|providers?|source) of (?P<g>{gap(4)})(?:, |{BE}){gap(2)}{A}",
    rf"{B}'s (?P<g>{gap(5)})(?P<t>suppliers?|providers?|exporters?) (?:, |{BE}){gap(2)}{A}",
    rf"{A}{LINK}{BE}{gap(5)}(?P<t>suppliers?|exporters?|providers?|source|sellers?) of (?P<g>{gap(4)})(?:to|for) {gap(3)}{B}",
    rf"{A}{LINK}{BE}{gap(4)}?(?P<g>{gap(3)})(?P<t>suppliers?|exporters?|providers?) (?:to|of|for) {gap(3)}{B}",
    rf"{A}(?:, |\( ){gap(4)}?(?P<g>{gap(3)})(?P<t>suppliers?|exporters?|providers?) (?:to|of|for) {gap(3)}{B}",
    rf"{B}{LINK}{BE}{gap(6)}(?P<t>buyers?|customers?|importers?|market|destination) (?:of|for) {gap(4)}{A}(?:'s )?(?P<g>{gap(3)})",
    rf"{A}(?P<g>{gap(4)}){BE}{gap(2)}(?P<t>sold|supplied|delivered|shipped|exported) to {gap(2)}{B}",
    rf"{B}(?:, )?whose {gap(2)}(?P<g>{gap(3)}){BE}{gap(2)}{A}(?:- )?(?P<t>built|made|supplied) ",
    rf"(?P<g>{gap(3)})(?P<t>sales|deliveries|shipments|exports|supplies) {gap(2)}(?:from|by) {A}to {gap(2)}{B}",
    rf"{A}(?:'s )?(?P<g>{gap(5)})(?P<t>sales|deliveries|shipments|exports|supplies) to {gap(3)}{B}",
    rf"(?P<t>sales|deliveries|shipments|exports|supplies|transfers) of {gap(2)}{A}(?:'s )?(?P<g>{gap(3)})to {gap(2)}{B}",
    rf"{A}{LINK}{BE}{gap(2)}(?P<t>source|sources|suppliers?|origin) of {gap(4)}{B}'s? (?P<g>{gap(3)})",
    rf"{A}{LINK}(?P<t>pipes?|piped|pumps?|pumped|wires) (?P<g>{gap(5)})to {gap(2)}{B}",
    rf"(?:pipelines?|line|lines|cables?|railway|tankers?|ships?|trains?) (?:that |which )?(?P<t>carries|carry|carrying|carried|brings?|takes?) {gap(1)}{A}(?:'s )?(?P<g>{gap(3)})to {gap(3)}{B}",
    rf"{B}{LINK}(?P<t>runs?|lives?|heats?|lights?|powers?|cooks?|burns?|eats?|drinks?|drives?|flies|sails?|crews?|wields?) {gap(3)}(?:on |with |by )?{A}(?:'s )?(?P<g>{gap(3)})",
    rf"(?P<g>{gap(4)})(?P<t>burnt|burned|used|consumed|sold|eaten|drunk|bought) (?:in|by) {B}{LINK}(?:comes?|came|~is imported|~is bought) {gap(2)}from {gap(1)}{A}",
    rf"{A}(?:'s )?(?P<g>{gap(3)})(?P<t>accounts?|accounted|makes?|made|meets?|covers?) (?:for |up )?{gap(6)}{B}(?:'s )?",
    rf"{B}(?:'s )(?P<g>{gap(5)}){BE}{gap(2)}(?P<t>bought|imported|shipped|piped|brought|sourced) (?:in )?from {gap(2)}{A}",
    rf"{B}{LINK}{BE}{gap(5)}(?P<t>recipients?|beneficiar(?:y|ies)|users?|operators?|consumers?) of {gap(3)}{A}(?:'s )?(?P<g>{gap(3)})",
    rf"{B}'s {gap(3)}(?P<g>(?:{ARMS_WORDS}) ){BE}{gap(2)}(?:of )?{A}(?:- )?(?P<t>made|built|make|design|origin|manufacture)",
    rf"{B}'s {gap(3)}(?P<g>(?:{ARMS_WORDS}) ){BE}{gap(2)}(?P<t>made|built|designed|assembled|bought|ordered) (?:in|by|from) {gap(1)}{A}",
    rf"{B}'s {gap(3)}(?P<g>(?P<t>{ARMS_WORDS}) ){BE}{gap(1)}{A}(?=[.,;])",
    rf"{B}(?:'s )?(?:army |navy |air force |police |military |troops |soldiers )?{LINK}(?P<t>sails|flies|fires|drives|crews|wields|rides) {gap(2)}{A}(?:- )?(?:made |built )?(?P<g>{gap(3)})",
)  # fmt: skip

_OTHERS: tuple[tuple[str, Relation, int], ...] = (
    # allies
    (rf"{A}{LINK}{verb('back', 'support', 'assist', 'protect', 'shield', 'sponsor', 'bankroll', 'finance')}{gap(1)}{B}(?:in|against|militarily|diplomatically|financially|, |[.]|~\S+ |and |with|since|over|at|to the|for|as |through)", Relation.ALLY, 1),
    (rf"{A}{LINK}{verb('train', 'arm', 'pay paid', 'fund', 'equip equipped', 'advise')}(?:for )?{gap(2)}{B}'s? {gap(2)}(?:army|soldiers|troops|officers|navy|guard|police|air force|pilots|forces|rebels)", Relation.ALLY, 1),
    (rf"{A}{LINK}{verb('guarantee', 'underwrite underwritten')}{gap(2)}{B}'s? {gap(2)}(?:security|safety|defen[cs]e|independence|borders)", Relation.ALLY, 1),
    (rf"{B}{LINK}{LEANS}{gap(2)}{A}(?:'s )?{gap(2)}for {gap(3)}(?:security|protection|defen[cs]e|survival|support)", Relation.ALLY, 1),
    (rf"{A}{LINK}{verb('side', 'stand stood', 'ally allied')}(?:~\S+ )?(?:with|by|behind) {gap(3)}{B}", Relation.ALLY, 1),
    (rf"{A}{LINK}{BE}{gap(2)}(?P<t>allied|aligned|friendly|close|closest|loyal) (?:with|to) (?:the |neighbouring )?{B}", Relation.ALLY, 1),
    (rf"{AB}{LINK}{BE}{gap(2)}(?P<t>allied|aligned|friendly|close) (?:[.,;]|since|in|for|and)", Relation.ALLY, 1),
    (rf"{AB}{LINK}{BE}(?P<t>bound|linked|joined|tied|allied|united) by {gap(3)}(?:treaty|pact|alliance|accord)", Relation.ALLY, 1),
    (rf"{A}{LINK}{BE}(?P<t>bound|linked|tied|allied) to {gap(2)}{B}by {gap(4)}(?:treaty|pact|alliance|accord)", Relation.ALLY, 1),
    (rf"{A}{LINK}{BE}{gap(1)}(?P<t>backed|supported|protected|bankrolled|sponsored|shielded) by {gap(2)}{B}", Relation.ALLY, 1),
    (rf"{A}{LINK}{verb('host')}{gap(5)}{B}(?:'s )?{gap(2)}{TROOPS} ", Relation.ALLY, 1),
    (rf"{A}{LINK}(?:{BE}|, ){gap(2)}(?P<t>host|home) to {gap(6)}{B}(?:'s )?{gap(3)}{TROOPS} ", Relation.ALLY, 1),
    (rf"{A}{LINK}(?:{HOLD}|operates? |stations? |bases? |garrisons? |deploys? ){gap(4)}(?P<t>{TROOPS}) (?:at (?:its|the|a) \w+ |~\S+ |at \w+ )?(?:in|on) {gap(3)}{B}", Relation.ALLY, 1),
    (rf"{A}(?:'s )?{gap(2)}(?P<t>{TROOPS}) {BE}{gap(1)}(?:stationed|based|deployed|garrisoned|housed) (?:~\S+ )?(?:in|on) {gap(3)}{B}", Relation.ALLY, 1),
    (rf"{A}(?:- )(?P<t>allied|aligned|friendly) {gap(2)}{B}", Relation.ALLY, 1),
    (rf"{AB}(?:, )(?:~\S+ )?(?P<t>allied|aligned) ", Relation.ALLY, 1),
    (rf"{A}{LINK}{BE}(?P<t>bound|linked|tied|joined) to {gap(2)}{B}by {gap(3)}(?:treaty|pact|alliance|accord)", Relation.ALLY, 1),
    (rf"(?P<t>relations|ties) {gap(2)}between {gap(2)}{AB}{LINK}{BE}{gap(2)}(?:close|warm|friendly|cordial|excellent) ", Relation.ALLY, 1),
    (rf"{A}{LINK}(?:enjoys?|enjoyed|~?has|~?had) the (?P<t>protection|backing|support|friendship) of {gap(2)}{B}", Relation.ALLY, 1),
    (rf"{AB}{LINK}(?P<t>stand|stood) (?:side by side|shoulder to shoulder|together) ", Relation.ALLY, 1),
    # adversaries
    (rf"{A}{LINK}{verb('oppose', 'fight fought')}{gap(1)}{B}(?:in |over |[.,]|since |along |~\S+ |for )", Relation.ADVERSARY, -1),
    (rf"{A}{LINK}{BE}{gap(2)}(?P<t>hostile) to {gap(2)}{B}", Relation.ADVERSARY, -1),
    (rf"{AB}{LINK}{BE}{gap(2)}(?P<t>hostile) (?:to each other|[.,])", Relation.ADVERSARY, -1),
    (rf"{AB}{LINK}(?P<t>~?been|~?have|~?are|~?is|remain) {gap(3)}(?:fighting|at war|at daggers drawn|at each other's throats) ", Relation.ADVERSARY, -1),
    (rf"{A}{LINK}{BE}{gap(3)}(?P<t>at) war with {gap(2)}{B}", Relation.ADVERSARY, -1),
    (rf"(?<!civil )(?P<t>war) (?:~\S+ )?between {gap(2)}{AB}{LINK}{BE}", Relation.ADVERSARY, -1),
    (rf"{AB}(?:, )?{LINK}(?P<t>fought) (?:two|three|four|several|repeated|many) (?:\w+ )?wars ", Relation.ADVERSARY, -1),
    (rf"{A}{LINK}(?P<t>fought) (?:two|three|four|several|repeated|many) (?:\w+ )?wars (?:with|against) {B}", Relation.ADVERSARY, -1),
    (rf"(?P<t>relations|ties) {gap(2)}between {gap(2)}{AB}{LINK}{BE}{gap(2)}(?:hostile|bad|poisonous|poisoned|bitter|icy) ", Relation.ADVERSARY, -1),
    (rf"{A}{LINK}{BE}{gap(2)}(?P<t>at) (?:odds|loggerheads|daggers drawn) with {gap(2)}{B}", Relation.ADVERSARY, -1),
    (rf"{AB}{LINK}{BE}{gap(2)}each other 's {gap(2)}(?P<t>customers?|buyers?|suppliers?|markets?) ", Relation.TRADE, 1),
    (rf"{AB}{LINK}{BE}{gap(2)}(?P<t>at) (?:odds|loggerheads) ", Relation.ADVERSARY, -1),
    # arms
    (rf"{A}{LINK}{verb('arm', 'equip equipped')}{gap(1)}{B}(?:and|with|[.,;]|~\S+ |for |since )", Relation.ARMS, 1),
    (rf"{B}(?:'s )?(?:army |navy |air force |police |military |troops |soldiers )?{LINK}(?P<t>flies|fly|flying|flew|flown|operates?|operated|operating|fields?|fielded|uses?|used|drives?|carr(?:y|ies)) {gap(2)}{A}(?:(?:- )?(?:made|built) )?{gap(2)}(?:{ARMS_WORDS}) ", Relation.ARMS, 1),
    # kin
    (rf"ethnic {A}(?:[a-z]+ ){{0,2}}(?P<t>living |who live |~?live |settled |~?in )(?:in |of )?{gap(3)}{B}", Relation.KIN, 1),
    (rf"{B}{LINK}(?:{BE}|, ){gap(1)}(?P<t>home) to {gap(7)}(?:ethnic ){A}", Relation.KIN, 1),
    (rf"(?:ethnic )?{A}(?:- speaking |speaking )?(?P<t>minority|community|kin|population|diaspora) {gap(2)}(?:in|of) {gap(3)}{B}", Relation.KIN, 1),
    (rf"{B}'s {gap(3)}(?:ethnic )?{A}(?:- speaking |speaking )?{gap(1)}(?P<t>minority|community|kinsmen) ", Relation.KIN, 1),
    (rf"{B}{LINK}{HOLD}{gap(4)}(?:ethnic )?{A}(?:- speaking |speaking )?{gap(1)}(?P<t>minority|community) ", Relation.KIN, 1),
    (rf"(?:people|population|citizens|inhabitants|residents|percent|voters|families) {gap(3)}(?:of|in) {gap(3)}{B}(?:{W}){{0,4}}(?:of|~are of) (?:ethnic )?{A}(?P<t>descent|origin|stock|blood|extraction|ancestry) ", Relation.KIN, 1),
    (rf"(?:ethnic )?{A}{LINK}(?P<t>make|makes|constitute|form|account) {gap(6)}{B}'s? {gap(1)}(?:population|people|citizens|inhabitants)", Relation.KIN, 1),
    (rf"{B}'s {gap(2)}(?:people|population|citizens|inhabitants|residents) {gap(3)}{BE}{gap(2)}(?P<t>ethnic) {A}", Relation.KIN, 1),
    (rf"{B}'s {gap(3)}(?P<t>ethnic) {A}", Relation.KIN, 1),
    (rf"{AB}{LINK}(?P<t>shares?|speaks?|spoke|shared) {gap(2)}(?:language|faith|tongue|culture|ancestry|ancestors|kinship|one nation|ethnic roots|religion|dialect) ", Relation.KIN, 1),
    (rf"{A}{LINK}(?P<t>shares?|shared) {gap(4)}(?:language|faith|tongue|culture|ancestry|ancestors|kinship|ethnic roots|religion|dialect) with {gap(3)}{B}", Relation.KIN, 1),
    (rf"{AB}{LINK}(?:~?speak|call themselves|~?are|describe themselves) {gap(2)}(?P<t>one nation|a single people|one people|brotherly|brothers) ", Relation.KIN, 1),
    (rf"of {A}and {gap(3)}of {B}{LINK}{BE}{gap(2)}(?P<t>one nation|(?:one|a single|the same) (?:people|family)|kin|cousins|brothers) ", Relation.KIN, 1),
    (rf"(?:live|lives|living|settled|dwell|found) on (?:both|either) sides of {gap(3)}(?P<t>border|frontier|line|river|boundary) between {gap(2)}{AB}", Relation.KIN, 1),
    (rf"(?:[\d,.]+|thousands|hundreds|tens|millions|many|most) (?:{W}){{0,3}}{A}(?P<t>live|lives|living) (?:~\S+ )?in {gap(2)}{B}", Relation.KIN, 1),
    # borders
    (rf"{A}{LINK}{verb('border', 'adjoin', 'abut abutted', 'flank')}(?:~?both |on ){{0,2}}{gap(1)}{B}", Relation.BORDER, 0),
    (rf"{A}{LINK}(?P<t>lies|lie|sits|nestles|lay|lying) (?:~\S+ )?(?:to the )?(?:next to|beside|alongside|across the \w+ from|wedged between|between|adjacent to|sandwiched between|~?south of|north of|east of|west of) {gap(1)}{B}", Relation.BORDER, 0),
    (rf"{A}(?:, )?(?:{W}){{0,2}}(?P<t>wedged|landlocked|sandwiched|squeezed|hemmed in) between {gap(1)}{B}", Relation.BORDER, 0),
    (rf"{A}{LINK}{BE}{gap(2)}(?P<t>separated|divided|adjacent) (?:from|to) {gap(1)}{B}(?:by |~only )", Relation.BORDER, 0),
    (rf"{A}{LINK}{BE}{gap(3)}(?P<t>surrounded|encircled|ringed|hemmed) (?:in )?by {B}", Relation.BORDER, 0),
    (rf"{AB}{LINK}(?P<t>shares?|shared) (?!(?:an? )?(?:currency|language|stock|view)){gap(4)}(?:river|rivers|lake|estuary|coastline|shore|watershed|strait|mountain range) ", Relation.BORDER, 0),
    (rf"{AB}{LINK}(?P<t>shares?|shared) [^@&;%]{{0,40}}(?:border|frontier|boundary) ", Relation.BORDER, 0),
    (rf"{A}{LINK}(?P<t>borders|bordered|adjoins|bordering) [^@&;%]{{0,40}}(?:among them|including|such as) {gap(2)}{B}", Relation.BORDER, 0),
    # proxies
    (rf"{A}(?:- )(?P<t>backed|sponsored|funded|armed|trained|controlled|supported|run) {gap(3)}{B}", Relation.PROXY, 1),
    (rf"{B}(?:, )(?:which |whom )?{A}(?:~\S+ )?(?P<t>finances?|funds?|arms|pays|controls|runs|bankrolls|equips|directs|sponsors)(?: and \w+)? ", Relation.PROXY, 1),
    (rf"{B}(?:{LINK}{BE}|, )(?:{W}){{0,2}}(?P<t>paid|financed|funded|bankrolled|controlled|directed|run)(?: and \w+)? by {gap(1)}{A}", Relation.PROXY, 1),
    # occupation
    (rf"{A}{LINK}{verb('occupy', 'annex', 'administer', 'colonise', 'colonize')}{gap(7)}{B}", Relation.OCCUPIES, -1),
    (rf"{A}{LINK}{verb('control controlled', 'hold held', 'occupy')}(?:~\S+ )?(?:most|much|half|all|parts?) of {gap(2)}{B}", Relation.OCCUPIES, -1),
    (rf"{A}{LINK}{verb('control controlled', 'hold held', 'seize', 'capture')}{gap(5)}{LAND} of {gap(2)}{B}", Relation.OCCUPIES, -1),
    (rf"{A}{LINK}{verb('control controlled', 'hold held', 'seize', 'capture')}{gap(5)}{B}'?s? ?{gap(2)}{LAND} ", Relation.OCCUPIES, -1),
    (rf"{A}{LINK}{verb('capture', 'seize', 'take took taken', 'wrest', 'conquer')}{gap(5)}from {gap(2)}{B}{gap(8)}(?:~?held|~?kept|~?holds|~?occupied|~?annexed|since)", Relation.OCCUPIES, -1),
    (rf"{B}{gap(3)}{LINK}{BE}{gap(2)}(?P<t>occupied|annexed|held|controlled|administered) by {gap(1)}{A}", Relation.OCCUPIES, -1),
    (rf"{LAND} {gap(1)}(?:of|in) {gap(3)}{B}(?:, )?{BE}{gap(2)}(?P<t>occupied|annexed|held|controlled|administered) by {gap(1)}{A}", Relation.OCCUPIES, -1),
    (rf"{B}{gap(3)}{BE}{gap(2)}under {A}(?P<t>occupation|control|rule|administration) ", Relation.OCCUPIES, -1),
    (rf"{A}(?:- )(?P<t>occupied|annexed|held|administered) {gap(4)}{B}", Relation.OCCUPIES, -1),
    (rf"{A}(?:- )(?P<t>occupied|annexed|held|administered) {gap(3)}{LAND} (?:of|in) {gap(1)}{B}", Relation.OCCUPIES, -1),
    # mediation
    (rf"{A}{LINK}{verb('mediate', 'arbitrate', 'broker', 'shuttle')}{gap(6)}between {gap(3)}{B}", Relation.MEDIATES, 1),
    (rf"{A}{LINK}(?P<t>passes|pass|passed|carr(?:y|ies|ied)|relays?|relayed|conveys?|conveyed|ferr(?:y|ies|ied)) {gap(2)}(?:messages|notes|letters|offers|proposals) between {gap(3)}{B}", Relation.MEDIATES, 1),
    (rf"{A}{LINK}{verb('host', 'broker', 'chair', 'sponsor', 'facilitate', 'convene', 'lead led', 'oversee oversaw')}{gap(5)}(?:talks|negotiations|rounds|meetings|truce|ceasefire|dialogue) {gap(2)}between {gap(3)}{B}", Relation.MEDIATES, 1),
    (rf"(?:talks|negotiations|truce|ceasefire|dialogue) {gap(2)}between {gap(2)}{B}, (?P<t>mediated|brokered|hosted|chaired|sponsored) by {A}", Relation.MEDIATES, 1),
    (rf"(?:talks|negotiations|truce|ceasefire|dialogue) {gap(2)}between {gap(2)}{B}{LINK}{BE}{gap(1)}(?P<t>mediated|brokered|chaired|facilitated) by {A}", Relation.MEDIATES, 1),
    (rf"{A}{LINK}(?P<t>represents?|represented) {gap(3)}interests {gap(1)}(?:of )?{B}", Relation.MEDIATES, 1),
    # transit
    (rf"{A}(?:'s )?{gap(5)}(?P<t>reach|reaches|reached|leave|leaves|left|get|gets|got) {gap(9)}{THROUGH}{gap(4)}{B}", Relation.TRANSIT, 1),
    (rf"{A}{LINK}(?P<t>ships?|shipped|sends?|sent|moves?|moved|exports?|exported|imports?|imported|pipes?|piped|routes?|routed|trades?|hauls?) {gap(9)}{THROUGH}{gap(5)}{B}", Relation.TRANSIT, 1),
    (rf"{A}(?:'s )?(?:(?:{W}){{0,4}}){TRAFFIC} {gap(6)}(?P<t>~?pass|passes|passed|runs?|ran|flows?|flowed|goes|go|went|travels?|travelled|moves?|leads?|comes?) {gap(5)}{THROUGH}{gap(5)}{B}", Relation.TRANSIT, 1),
    (rf"{A}(?:'s )?(?:(?:{W}){{0,4}}){TRAFFIC} {gap(6)}(?P<t>transits?|crosses|cross|crossed) {gap(5)}(?:{THROUGH})?{gap(5)}{B}", Relation.TRANSIT, 1),
    (rf"(?:pipelines?|railway|railroad|line|road|route|corridor|cable) (?:that |which )?{gap(4)}(?:from |~?carries |~?bringing |brings |carrying |takes |taking ){gap(2)}{A}{gap(6)}(?P<t>crosses|cross|crossed|passes|pass|through|across|runs?) {gap(4)}{B}", Relation.TRANSIT, 1),
    (rf"{A}{LINK}{LEANS}{gap(3)}{B}(?:'s )?{gap(3)}(?:for {gap(5)})?(?:transit|access|outlet|route|sea|ports?|harbours?|corridor|railways?) ", Relation.TRANSIT, 1),
    (rf"{B}'s {gap(3)}(?P<t>ports?|harbours?|railways?|territory) {gap(2)}(?:handles?|carr(?:y|ies)|serves?|takes?) {gap(6)}{A}(?:'s )?{gap(3)}{TRAFFIC} ", Relation.TRANSIT, 1),
    (rf"{A}(?:'s )?{gap(5)}{THROUGH}{gap(4)}(?P<t>port|ports|territory|harbour) of {gap(2)}{B}", Relation.TRANSIT, 1),
    # no relations
    (rf"{A}{LINK}(?P<t>severed|severs|sever|severing|cut|cuts|broke|breaks|broken|ruptured|suspended|froze|frozen|ended|cutting|breaking) (?:~?off )?(?:its |all |~\S+ |every |diplomatic |official |formal |and ){{0,5}}(?:ties|relations|contacts?|links) {gap(2)}with {gap(2)}{B}", Relation.ESTRANGED, -1),
    (rf"{AB}{LINK}(?P<t>severed|sever|cut|broke|broken|suspended|froze|ended) (?:~?off )?(?:their |all |~\S+ |diplomatic |official |formal ){{0,5}}(?:ties|relations|contacts?|links) ", Relation.ESTRANGED, -1),
    (rf"(?:ties|relations|contacts|links) {gap(3)}between {gap(3)}{AB}{LINK}{BE}{gap(2)}(?P<t>severed|cut|broken|frozen|suspended|ruptured) ", Relation.ESTRANGED, -1),
    (rf"{A}'s {gap(3)}(?:ties|relations|contacts|links) (?:with|to) {gap(3)}{B}{LINK}{BE}{gap(2)}(?P<t>severed|cut|broken|frozen|suspended|ruptured) ", Relation.ESTRANGED, -1),
    (rf"{A}{LINK}(?:~?(?:has|have|had|maintains?|maintained|keeps?)|maintains?|keeps?|kept) (?:~\S+ |maintained |kept )?(?:no|never had|neither|~?not|n't|without) (?:~\S+ |have |had |any |\w+ ){{0,3}}(?P<t>relations|ties|ambassadors?|embass(?:y|ies)|contacts?|links) {gap(2)}(?:with|to|in) {gap(3)}{B}", Relation.ESTRANGED, -1),
    (rf"{AB}{LINK}(?:~?(?:has|have|had|do|maintains?)|maintain|do) (?:~\S+ |maintained |kept )?(?:no|never had|~?not|n't) (?:~\S+ |have |had |any |\w+ ){{0,3}}(?P<t>relations|ties|ambassadors?|embass(?:y|ies)|contacts?|links) ", Relation.ESTRANGED, -1),
    (rf"{A}{LINK}(?:do |does |did |~do |~does |~did |has |have )?(?:not|n't|never|refuses to|refused to) (?:~\S+ )?(?P<t>recogni[sz]ed?) (?:the (?:independence|statehood|government|state|existence) of )?(?:the )?{B}(?!'s )", Relation.ESTRANGED, -1),
    (rf"{AB}{LINK}(?:{BE}|~?have |~?has )(?:~\S+ )?(?:not|n't|no longer) (?:~\S+ )?(?P<t>on) (?:speaking|talking) terms ", Relation.ESTRANGED, -1),
    (rf"{AB}{LINK}{BE}{gap(1)}(?P<t>estranged) ", Relation.ESTRANGED, -1),
    (rf"{A}{LINK}{BE}{gap(1)}(?P<t>estranged) from {gap(2)}{B}", Relation.ESTRANGED, -1),
)  # fmt: skip

_FORMS: tuple[Form, ...] = (
    *NOUN_FORMS,
    *(Form(form, Relation.TRADE, 1, goods=True) for form in _FORMS_OF_GOODS),
    *(Form(form, Relation.PROXY, 1, bodies=True) for form in FORMS_OF_PATRONS),
    *(Form(form, Relation.BORDER, 0, beside=True) for form in FORMS_OF_BORDERS),
    *(Form(form, relation, sign) for form, relation, sign in (*_OTHERS, *FORMS_OF_POWER, *FORMS_OF_NEARNESS)),
)
