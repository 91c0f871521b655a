"""Further forms of ties of power: who protects, fights, runs, occupies, reconciles or shuns whom."""

from __future__ import annotations

from tertius.coding.statements.tie_nouns import PACT
from tertius.coding.statements.tie_pieces import AB, BE, HOLD, LAND, LINK, PASSIVE, TROOPS, A, B, gap, verb
from tertius.records import Relation

__all__ = ["FORMS_OF_PATRONS", "FORMS_OF_POWER"]

_TALKS = r"(?:talks|negotiations|truce|ceasefire|cease-fire|cease - fire|dialogue|deal|agreement)"
_GOVERNED = r"(?:monarchy|government|rulers?|regime|economy|budget|treasury|currency|army)"
_HABITUAL = r"(?:every|each|annual|yearly|regular|since|twice)"
_ALLIES = (
    (rf"{AB}{LINK}(?P<t>cooperates?|cooperated|collaborates?|work) {gap(2)}(?:on|in) {gap(1)}(?:defen[cs]e|security|intelligence) ", 1),
    (rf"{AB}{LINK}(?P<t>hold|held|conduct|conducted|stage|staged) (?!talks){gap(2)}joint {gap(3)}(?:exercises|drills|manoeuvres|maneuvers|patrols) {gap(4)}{_HABITUAL} ", 1),
    (rf"{AB}{LINK}(?P<t>hold|held|conduct|conducted|stage|staged) {_HABITUAL} {gap(2)}joint {gap(3)}(?:exercises|drills|manoeuvres|maneuvers|patrols) ", 1),
    (rf"{A}{LINK}{BE}{gap(1)}(?P<t>bound|committed|obliged|sworn) (?:by (?:treaty|law|pact) )?to (?:defend|protect|come to the (?:defen[cs]e|aid|help) of) {gap(1)}{B}", 1),
    (rf"{A}{LINK}{BE}{gap(1)}(?P<t>bound|committed|obliged|sworn) (?:by (?:treaty|law|pact) )?to (?:defend|protect|come to) {gap(1)}{B}'s? (?:defen[cs]e|aid|help|security)", 1),
    (rf"{A}{LINK}(?P<t>pledged|vowed|undertook|undertaken) by (?:treaty|pact) to (?:defend|protect) {B}", 1),
    (rf"(?P<t>treaty|pact|accord) {gap(2)}(?:that |which )?{gap(2)}(?:binds?|bound|obliges?|commits?) {A}to (?:defend|protect|come to) {gap(4)}{B}", 1),
    (rf"{B}{gap(4)}(?:under|beneath) {A}(?:'s )?{gap(2)}(?P<t>protection|umbrella|wing|shield|patronage) ", 1),
    (rf"{B}{gap(4)}(?:under|beneath) the {gap(2)}(?P<t>protection|umbrella|wing|shield|patronage) of {gap(1)}{A}", 1),
    (rf"(?P<t>{PACT}) (?:that |which )?(?:binds?|binding|links?|linking|ties|tying|unites|joins) {A}(?:to|with|and) {gap(1)}{B}", 1),
    (rf"(?P<t>{PACT}) (?:that |which )?(?:binds?|binding|links?|linking|ties|tying|unites|uniting|joins) {AB}", 1),
    (rf"{AB}{LINK}(?P<t>shares?|shared) {gap(3)}(?:brigade|army|navy|command|defence plan|defense plan|air defence|air defense|nuclear umbrella) ", 1),
    (rf"{A}{LINK}(?P<t>lets?|allows?|permits?) {B}(?:'s )?{gap(1)}{TROOPS} {gap(2)}use ", 1),
    (rf"{AB}{LINK}(?P<t>belong|belonged) to {gap(3)}(?:alliance|bloc|pact) ", 1),
    (rf"{AB}{LINK}{BE}{gap(2)}(?P<t>members|partners|parties) (?:of|in|to) {gap(3)}(?:alliance|defence pact|defense pact) ", 1),
    (rf"{A}(?:'s )?{LINK}{verb('prop propped')}up {gap(1)}{B}(?:'s )?", 1),
    (rf"{A}{LINK}{verb('subsidise', 'subsidize', 'bankroll', 'sustain')}{gap(1)}{B}(?:'s {gap(1)}{_GOVERNED} |[.,;]|with|to the|~\S+ |for|since|and )", 1),
    (rf"{A}, where {B}{LINK}(?:{HOLD}|keeps? |kept |bases? |stations? |maintains? |operates? ){gap(4)}(?P<t>{TROOPS}) ", 1),
    (rf"{A}(?:'s )?{gap(3)}(?P<t>bases?|garrisons?|airbases?|air bases?|naval bases?) {gap(2)}{BE}(?:in|on) {gap(1)}{B}", 1),
    (rf"{A}(?:'s )?{gap(2)}(?P<t>bases?|airbases?|air bases?|naval bases?) (?:in|on) {gap(1)}{B}", 1),
    (rf"{A}(?:'s )?{gap(1)}(?:border guards|soldiers|troops|jets|warships|fighters) (?P<t>guard|guards|patrol|patrols|protect|defend|police) {gap(2)}{B}(?:'s )?{gap(1)}(?:border|borders|frontier|skies|sky|airspace|coast|waters) ", 1),
    (rf"{A}{LINK}(?P<t>polices?|patrols?|guards?|defends?) {gap(1)}{B}'s {gap(1)}(?:skies|sky|airspace|coast|waters) ", 1),
    (rf"{A}{LINK}(?P<t>owes?|owed) {gap(3)}(?:security|survival|independence|safety) to {gap(2)}{B}", 1),
    (rf"{A}{LINK}(?P<t>looks?|looked|turns?|turned) to {gap(1)}{B}for {gap(3)}(?:security|protection|defen[cs]e|survival) ", 1),
)  # fmt: skip
_ADVERSARIES = (
    (rf"{AB}{LINK}(?P<t>compete|competed|vie|vied|contend|jostle|jostled) for {gap(2)}(?:influence|leadership|dominance|supremacy|mastery|hegemony|primacy) ", -1),
    (rf"{A}{LINK}(?P<t>competes?|competed|competing|vies?|vied|vying|contends?|jostles?) with {gap(1)}{B}for {gap(2)}(?:influence|leadership|dominance|supremacy|mastery|hegemony|primacy) ", -1),
    (rf"{AB}{LINK}(?P<t>went|gone|~?been|~?were) (?:~\S+ )?(?:to|at) war (?:twice|two|three|four|~\S+ times|over|in|from|with each|when|for|again|[.,;])", -1),
    (rf"{AB}{LINK}(?P<t>fought|fighting|waged|wage) (?!(?:a|the)? ?(?:trade|price|tariff) ){gap(3)}(?<!trade )(?<!price )(?<!tariff )(?:war|wars) (?!of words)", -1),
    (rf"{A}{LINK}(?P<t>fought|waged|wages?|waging) (?!(?:a|the)? ?(?:trade|price|tariff) ){gap(3)}(?<!trade )(?<!price )(?<!tariff )(?:war|wars) (?:with|against|on) {gap(1)}{B}", -1),
    (rf"{A}{LINK}(?P<t>went|gone) to war (?:with|against) {gap(1)}{B}", -1),
    (rf"{A}{LINK}{BE}{gap(2)}(?P<t>locked|embroiled|engaged|mired) in {gap(4)}(?<!of )(?:conflict|war|rivalry|feud|standoff|stand-off|stand - off|struggle|contest) with {gap(1)}{B}", -1),
    (rf"{AB}{LINK}{BE}{gap(2)}(?P<t>locked|embroiled|engaged|mired) in {gap(4)}(?:conflict|war|rivalry|feud|standoff|stand-off|struggle) ", -1),
    (rf"{A}{LINK}{BE}{gap(3)}(?P<t>in) a {gap(1)}(?:shadow|cold|proxy|border|shooting|undeclared) war with {gap(1)}{B}", -1),
    (rf"{AB}{LINK}(?:~have )?never signed {gap(1)}(?P<t>peace) (?:treaty|accord|agreement|deal) ", -1),
    (rf"{A}{LINK}(?:~has )?never signed {gap(1)}(?P<t>peace) (?:treaty|accord|agreement|deal) with {B}", -1),
    (rf"{B}{LINK}(?:~?considers?|regards?|regarded|sees?|saw|views?|viewed|counts?|calls?|called|describes?) {A}(?:as )?{gap(1)}(?:gravest|greatest|main|chief|biggest|mortal|existential|principal) {gap(2)}(?P<t>threat|danger) ", -1),
    (rf"{AB}{LINK}(?P<t>back|backed|support|arm) (?:opposite|opposing|rival|different) sides ", -1),
    (rf"{A}{LINK}(?P<t>fought) {B}(?:twice|three times|four times|two|three|four|several|repeatedly|~\S+ times|in a war|in the war|for (?:years|decades))", -1),
    (rf"{A}(?:'s )?{gap(1)}(?:long-running|long - running|decades-old|decades - old|simmering|frozen|armed|old) (?P<t>conflict|war) with {gap(1)}{B}", -1),
    (rf"(?:long-running|long - running|decades-old|decades - old|simmering|frozen|armed|shadow) (?P<t>conflict|war) between {gap(1)}{AB}", -1),
)  # fmt: skip
_PROXIES = (
    (rf"{B}(?:'s )?{gap(1)}{LINK}(?P<t>takes?|took|taking) (?:its |their |his )?orders from {gap(1)}{A}", 1),
    (rf"{B}{LINK}(?P<t>answers?|answerable) (?:~\S+ )?to {gap(1)}{A}(?:[.,;]|and )", 1),
    (rf"{B}{LINK}(?P<t>does|do|did) {A}'s bidding ", 1),
    (rf"{B}{LINK}(?P<t>acts?|acting|fights?|fighting) (?:(?:on|in) behalf of|at the behest of|for) {gap(1)}{A}(?:[.,;]|and |in )", 1),
    (rf"{B}{LINK}(?P<t>acts?|acting|fights?|fighting) (?:on|at) {A}'s (?:behalf|behest|orders) ", 1),
    (rf"{B}{LINK}{BE}{gap(1)}(?P<t>in) {A}'s pocket ", 1),
    (rf"{B}{LINK}{BE}{gap(3)}(?P<t>creature|instrument|tool|pawn|arm) of {gap(1)}{A}", 1),
    (rf"{A}{LINK}{BE}{B}'s {gap(2)}(?P<t>paymaster|puppet-master|overlord|puppeteer) ", 1),
    (rf"{A}{LINK}(?P<t>pulls?|pulled) the strings (?:of|in) {gap(1)}{B}", 1),
    (rf"{B}{LINK}(?:gets?|got|receives?|received|draws?|drew) {gap(4)}(?P<t>money|funds|funding|pay|orders|wages) (?:and \w+ )?from {gap(1)}{A}", 1),
)  # fmt: skip
_OCCUPIED = r"(?P<t>occupied|annexed|held|controlled|administered|ruled|seized|captured)"
_OCCUPIERS = (
    (rf"{B}(?:'s {gap(3)})?{PASSIVE}{_OCCUPIED} by {gap(1)}{A}(?!'s )(?=[.,;]|since|for|in|~\S+ |and )", -1),
    (rf"{LAND} (?:of|in) {gap(2)}{B}(?:that |which )?(?:{BE})?{gap(1)}(?P<t>occupied|annexed|held|controlled|administered|seized|captured) by {gap(1)}{A}", -1),
    (rf"{A}(?:- )(?P<t>ruled|controlled) {gap(3)}{B}", -1),
    (rf"{A}{LINK}(?P<t>rules?|ruled|governs?|governed|occup(?:y|ies|ied)) (?:~\S+ )?(?:most|much|half|parts?|a (?:third|quarter|fifth)) of {gap(2)}{B}(?!'s )", -1),
    (rf"{A}{LINK}(?P<t>took|taken|seized) control of {gap(3)}{B}(?=[.,;]|in|from|since|~\S+ |and )(?!in the )", -1),
    (rf"{A}(?:'s )?{gap(1)}(?P<t>annexation) of {gap(3)}{B}", -1),
    (rf"{A}{LINK}{verb('seize', 'capture', 'conquer', 'take took taken', 'wrest')}{gap(4)}{LAND} from {gap(1)}{B}", -1),
    (rf"{LAND}(?: , | ){gap(1)}(?:that |which )?(?:{BE})?(?P<t>seized|captured|conquered|taken|wrested) from {B}by {A}", -1),
    (rf"{LAND}(?: , | ){gap(1)}(?:that |which )?(?:{BE})?(?P<t>seized|captured|conquered|taken|wrested) by {A}from {B}", -1),
    (rf"{B}{LINK}(?P<t>lost) (?!to ){gap(4)}{LAND} {gap(3)}to {A}", -1),
    (rf"{A}{LINK}(?:{HOLD})?(?P<t>occup(?:y|ies|ied)|annexed|seized|captured) {gap(1)}{B}(?:'s )?{gap(4)}(?:shoals?|reefs?|atolls?|hills?|plains?|ports?|villages|waters|enclaves?|corridor|border|oilfields?|crossing) ", -1),
)  # fmt: skip
_MEDIATOR = r"(?:mediators?|go-betweens?|go - betweens?|intermediar(?:y|ies)|brokers?|arbiters?|facilitators?|channel)"
_MANY = r"(?P<b>&\d+) "
_MEDIATORS = (
    (rf"{_MANY}{LINK}(?P<t>talk|talked|talking|negotiate|negotiated|negotiating|communicate|communicated|exchanged?|passed|speak|spoke|deal) {gap(4)}(?:through|via|by way of) {gap(1)}{A}(?!'s )", 1),
    (rf"{_MANY}{LINK}(?P<t>talk|talked|talking|negotiate|negotiated|negotiating|communicate|exchanged?) {gap(4)}(?:through|via) {A}(?:'s )?{gap(1)}{_MEDIATOR} ", 1),
    (rf"(?P<t>messages|notes|letters|contacts|communications|proposals) {gap(1)}between {_MANY}{gap(3)}(?:through|via|by way of) {gap(1)}{A}", 1),
    (rf"{_MANY}[^@&%]{{0,60}}under {A}(?:'s )?(?P<t>auspices|mediation|sponsorship) ", 1),
    (rf"{_MANY}[^@&%]{{0,60}}under the (?P<t>auspices|mediation) of {gap(1)}{A}", 1),
    (rf"{_MANY}[^@&%]{{0,60}}(?:with|accepted|chose|named|picked|agreed on|have had) {A}(?:~\S+ )?as {gap(2)}(?P<t>{_MEDIATOR}) ", 1),
    (rf"{_MANY}{LINK}(?P<t>accepted|chosen|chose|named) {gap(1)}{A}(?:'s )?{gap(1)}(?:mediation|good offices) ", 1),
    (rf"{A}{LINK}(?P<t>brought|brings?) {_MANY}(?:back |together )?(?:to|at|around|round) the {gap(1)}table ", 1),
    (rf"{A}(?:- )(?P<t>brokered|mediated|led|sponsored|hosted) {gap(2)}{_TALKS} {gap(1)}(?:between|of) {gap(1)}{B}", 1),
    (rf"{A}{LINK}(?P<t>represents?|represented|protects?|looks after|looked after) {gap(1)}{B}(?:'s )?interests in [@&]\d+ ", 1),
    (rf"{A}{LINK}(?P<t>represents?|represented|protects?|looks after|looked after) {gap(1)}[@&]\d+ (?:'s )?interests in {B}", 1),
    (rf"(?P<t>{_MEDIATOR}) (?:for|between) {_MANY}{BE}{gap(1)}{A}", 1),
    (rf"{A}{LINK}(?P<t>mediat(?:es?|ed|ing)) {gap(2)}in {gap(1)}{B}'s {gap(3)}(?:war|conflict|dispute|quarrel|crisis) ", 1),
    (rf"{A}{LINK}(?P<t>hosts?|hosted|chairs?|chaired|leads?|led|brokers?|brokered|sponsors?|sponsored|facilitates?|facilitated) {gap(4)}{_TALKS} of {_MANY}", 1),
    (rf"with {A}(?P<t>mediating|brokering|chairing|presiding), {_MANY}", 1),
    (rf"{_MANY}[^@&%]{{0,60}}(?:, )?with {A}(?:~\S+ )?(?P<t>mediating|brokering|chairing|presiding) ", 1),
    (rf"{A}{LINK}(?P<t>lent|lends?|gave|gives|given|put) (?:its|their) good offices {gap(6)}{B}", 1),
    (rf"{A}{LINK}(?P<t>reconciles?|reconciled|arbitrates?|arbitrated) {gap(1)}(?:between )?{_MANY}", 1),
)  # fmt: skip
_NO_TIES = r"(?P<t>relations|ties|ambassadors?|embass(?:y|ies)|contacts?|links)"
_SHUNNED = (
    (rf"{B}(?:, )?{LINK}(?:{BE})?(?:not|n't|never) (?:~\S+ )?(?P<t>recogni[sz]ed) by {gap(1)}{A}", -1),
    (rf"{A}{LINK}(?:refuses?|refused|declines?|declined) to (?P<t>recogni[sz]e) (?:the )?(?:(?:independence|statehood|government|existence) of )?{B}(?!'s (?!(?:independence|statehood|government|existence|borders)))", -1),
    (rf"{A}{LINK}(?:do |does |did |~do |~does |~did )?(?:not|n't|never) (?:~\S+ )?(?P<t>recogni[sz]ed?) {B}'s (?:independence|statehood|government|existence|sovereignty) ", -1),
    (rf"{A}{LINK}(?P<t>withholds?|withheld) {gap(1)}recognition from {B}", -1),
    (rf"{AB}{LINK}(?:do |did |~do |~did |~have )?(?:not|n't|never|no longer|refuse to|barely) (?:~\S+ )?(?P<t>recogni[sz]ed?|speak|spoken|talk|talked) (?:to |with )?(?:each other|one another) ", -1),
    (rf"{AB}{LINK}(?:~have )?never (?:~had|had|established|opened|restored) {gap(2)}{_NO_TIES} ", -1),
    (rf"{A}{LINK}(?:~has )?never (?:~had|had|established|opened|restored) {gap(2)}{_NO_TIES} (?:with|in) {gap(1)}{B}", -1),
    (rf"~?there ~(?:is|are|were|been|have ~been|has ~been) no {gap(4)}{_NO_TIES} (?:\w+ )?between {gap(1)}{AB}", -1),
    (rf"~?there (?:~have|~has) ~been no {gap(4)}{_NO_TIES} (?:\w+ )?between {gap(1)}{AB}", -1),
    (rf"{AB}(?:, |{LINK}{BE})(?:~\S+ )?without {gap(2)}{_NO_TIES} ", -1),
    (rf"{A}(?:, |{LINK}{BE})(?:~\S+ )?without {gap(2)}{_NO_TIES} (?:with|in|to) {gap(1)}{B}", -1),
    (rf"{A}{LINK}(?P<t>closed|shut|shuttered) (?:down )?its embass(?:y|ies) in {B}(?!for )", -1),
    (rf"{A}'s embassy in {B}{LINK}{BE}(?P<t>closed|shut|shuttered|empty) (?:since|in (?:19|20))", -1),
    (rf"{A}{LINK}(?P<t>broke) with {B}(?=in|over|[.,;]|~\S+ )", -1),
    (rf"(?P<t>rupture|estrangement|breach) (?:in relations )?between {AB}", -1),
    (rf"{AB}{LINK}(?:~have )?(?:not|n't|never) (?P<t>exchanged) (?:ambassadors|envoys|embassies) ", -1),
    (rf"{A}{LINK}{HOLD}?(?:~\S+ )?no (?:embassy|ambassador|envoy|mission) (?P<t>in|to) {gap(1)}{B}", -1),
)  # fmt: skip
FORMS_OF_PATRONS = (
    rf"{A}{LINK}{verb('fund', 'finance', 'control controlled', 'direct', 'pay paid', 'run', 'sponsor', 'back', 'bankroll', 'train', 'support', 'arm', 'equip equipped')}(?:(?:, \w+ )?~?and \w+ )?{gap(1)}{B}(?!'s )",
    rf"{A}{LINK}{verb('arm', 'fund', 'train', 'back')}(?:, \w+ )+and \w+ {gap(1)}{B}",
    rf"{B}(?:rebels |militia |fighters )?{PASSIVE}(?P<t>backed|supported|funded|financed|armed|paid|trained|sponsored|equipped|directed|controlled|run)(?: and \w+)? by {gap(1)}{A}",
)
FORMS_OF_POWER: tuple[tuple[str, Relation, int], ...] = tuple(
    (form, relation, sign)
    for relation, forms in (
        (Relation.ALLY, _ALLIES),
        (Relation.ADVERSARY, _ADVERSARIES),
        (Relation.PROXY, _PROXIES),
        (Relation.OCCUPIES, _OCCUPIERS),
        (Relation.MEDIATES, _MEDIATORS),
        (Relation.ESTRANGED, _SHUNNED),
    )
    for form, sign in forms
)
