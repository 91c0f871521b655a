"""Further forms of ties of nearness: a people on both sides, a common border, and the way through a neighbour."""

from __future__ import annotations

from tertius.coding.statements.tie_pieces import AB, BE, HOLD, LEANS, LINK, THROUGH, TRAFFIC, A, B, W, gap
from tertius.records import Relation

__all__ = ["FORMS_OF_BORDERS", "FORMS_OF_NEARNESS"]

_FOLK = r"(?:families|clans|cousins|relatives|relations|kin|kinsmen|kinsfolk|tribes|tribesmen|peoples|villages|communities|villagers|herders|households|people)"
_RELATED = r"(?:relatives|cousins|kin|kinsmen|kinsfolk|compatriots|family|families|grandparents|in-laws|in - laws|aunts|uncles)"
_ACROSS = r"(?:across|over|on the (?:other|far) side of|beyond) (?:it|the (?:border|frontier|line|river|fence|boundary|water)) "
_DWELL = (
    r"(?:live|lives|lived|living|dwell|settled|found|scattered|spread|graze|farm|marry|married|intermarry|intermarried)"
)
_KIN = (
    rf"{B}'s? {gap(1)}(?P<t>people|population|inhabitants|citizens|residents) {gap(2)}{BE}{gap(1)}{A}(?=[.,;]|by |and )",
    rf"(?:percent|%|half|third|quarter|fifth|tenth|most|many|in \w+) (?:of )?{gap(1)}{B}{BE}(?:an? )?(?P<t>ethnic) {A}",
    rf"{A}{LINK}{BE}{gap(2)}{B}'s {gap(3)}(?P<t>minority|community|diaspora) ",
    rf"{A}(?:, ){gap(1)}{B}'s {gap(3)}(?P<t>minority|community) ",
    rf"{A}{LINK}{HOLD}{gap(4)}(?P<t>diaspora|{_RELATED}) {gap(1)}in {gap(1)}{B}",
    rf"{B}{LINK}{HOLD}{gap(4)}(?:ethnic )?{A}(?:- speaking |speaking ){gap(1)}(?P<t>population|people|villages|towns|districts|regions?) ",
    rf"{B}'s {gap(2)}(?:ethnic )?{A}(?:- )?(?P<t>speakers) ",
    rf"{A}(?:- )?(?P<t>speakers) {gap(5)}(?:of|in) {gap(2)}{B}",
    rf"{AB}{LINK}{BE}{gap(1)}(?P<t>linked|bound|joined|tied|united|related) by {gap(3)}(?:language|faith|blood|kinship|marriage|ancestry|religion|descent|family) ",
    rf"{A}{LINK}(?P<t>shares?|shared) {gap(3)}(?:language|faith|tongue|culture|ancestry|ancestors|kinship|religion|dialect) and {gap(6)}with {gap(1)}{B}",
    rf"{A}{LINK}(?P<t>speaks?|spoke) (?:much )?the same (?:language|tongue|dialect) as {gap(1)}{B}",
    rf"(?:of|with) (?:ethnic )?{A}(?P<t>descent|origin|stock|ancestry|extraction) (?:who )?(?:~\S+ )?(?:live|lives|living|reside|residing) in {gap(1)}{B}",
    rf"{AB}{LINK}(?P<t>call|calls|called|consider|see|regard) (?:each other|one another) {gap(2)}(?:brothers|cousins|kin|sisters|family|brethren) ",
    rf"(?P<t>{_FOLK}) {gap(4)}(?:on (?:both|either) (?:sides|side|banks|bank) of|across|astride|straddl\w+|straddling|divided by|split by|separated by) {gap(2)}(?:border|frontier|line|river|boundary) {gap(2)}(?:between|of) {gap(1)}{AB}",
    rf"{AB}[^@&%;]{{0,110}}(?P<t>{_FOLK}) {gap(4)}(?:{_DWELL}|~?has|~?have) {gap(2)}(?:{_ACROSS}|on both sides|on either side|on both banks)",
    rf"{A}[^@&%;]{{0,90}}{B}[^@&%;]{{0,90}}(?:~?has|~?have) (?P<t>{_RELATED}) {gap(1)}{_ACROSS}",
    rf"(?P<t>{_FOLK}) (?:~\S+ ){{0,3}}{_DWELL} {gap(2)}(?:on|along) {AB}",
    rf"(?P<t>{_FOLK}) {gap(4)}on (?:both|either) (?:sides|side|banks|bank) of the {A}- {B}(?:border|frontier|line|river) ",
    rf"(?:~?has|~?have) (?P<t>{_RELATED}) {gap(1)}(?:on|in) {AB}",
    rf"[@&]\d+ (?:~\S+ ){{0,3}}(?P<t>live|lived|living|dwell|settled) {gap(1)}on {AB}",
    rf"(?P<t>kin|cousins|brothers|sisters|kinsfolk|relatives) , {AB}",
    rf"{A}(?:- )(?P<t>speaking) {gap(1)}(?:minority|villages|towns|districts|region|population|people) {gap(1)}(?:of|in) {gap(1)}{B}",
    rf"(?P<t>people|peoples) of {AB}{BE}{gap(2)}(?:kin|cousins|brothers|related) ",
)  # fmt: skip
_BORDERS = (
    rf"(?P<t>border|frontier|boundary|line|fence|river|strait|ridge|mountains|lake) (?:that |which )?(?:separat|divid)\w+ {AB}",
    rf"(?P<t>separates?|separated|divides?) {A}from {B}",
    rf"{A}(?:{W}){{0,8}}(?P<t>neighbouring|neighboring|adjoining) {B}",
    rf"{A}{LINK}{BE}(?P<t>next) (?:- )?door (?:- )?to {B}",
    rf"{A}{LINK}(?P<t>lies|lie|sits|~?is|~?are) (?:~\S+ )?on {B}'s doorstep ",
    rf"{A}{LINK}(?P<t>lies|lie|sits|~?is|~?are) (?:~\S+ )?(?:just )?across the (?:border|river) from {B}",
    rf"{A}{LINK}(?P<t>lies|lie|sits|~is) (?:~\S+ )?(?:immediately )?(?:to|on) the (?:north|south|east|west)\w* of {B}",
    rf"(?P<t>river|lake|border|frontier|boundary|waterway|basin|strait|shore|fence|coastline) (?:that |which )?{A}shares? with {B}",
    rf"{A}{LINK}(?P<t>shares?|shared) [^@&;%]{{0,30}}(?:river|lake|waterway|strait|shore|fence|land boundary) with {B}",
    rf"{AB}{LINK}(?P<t>shares?|shared) (?:~\S+ )?{gap(3)}(?:fence|waters|waterway|peninsula|valley|delta|bay|ridge|mountains|bank|banks) ",
    rf"(?P<t>border|frontier|boundary) (?:from|between) {A}(?:~?in)?(?:to|and|with) {B}",
    rf"across the (?P<t>border|frontier) (?:from|in|between) {A}(?:, )?{gap(1)}{B}",
    rf"{A}side of {gap(2)}(?P<t>border|frontier|boundary) with {B}",
    rf"(?:river|lake|ridge|strait|road|stream|canal) (?P<t>marks|forms|is|~is) {gap(1)}(?:border|boundary|frontier) (?:between|of) {AB}",
    rf"{A}{LINK}{BE}(?P<t>bounded|bordered) (?:to the \w+ |~\S+ )?by {gap(1)}{B}",
    rf"both sides of (?:the )?{A}- {B}(?P<t>border|frontier|line)",
)  # fmt: skip
FORMS_OF_BORDERS = (
    rf"the (?P<t>line|fence|checkpoint|crossing|bridge) (?:~\S+ )?between {AB}",
    rf"{A}(?!'s )(?:{W}){{1,7}}the {gap(1)}{B}(?P<t>border|frontier)(?! town| post| guard) ",
)
_WAY = r"(?:road|railway|path|outlet|gateway|route|lifeline|corridor|window|doors?|way|link|access|exit|opening)"
_SEA = r"(?:sea|ocean|coast|world|port|ports|market|markets|exports?|imports?|trade|goods|oil|gas|cargo|freight|fuel|grain)"
_WORKS = r"(?:ports?|harbours?|harbors?|railways?|railway|pipelines?|pipes|roads?|grid|wires|cables?|rails|canals?|corridors?|terminals?|territory|soil)"
_TRANSIT = (
    rf"{B}{LINK}{BE}{gap(2)}{A}'s {gap(3)}(?P<t>{_WAY}) (?:to|for|of|on) {gap(2)}{_SEA} ",
    rf"{B}{LINK}{BE}{gap(1)}landlocked {A}'s {gap(3)}(?P<t>{_WAY}) ",
    rf"{B}(?:, ){gap(1)}{A}'s {gap(3)}(?P<t>{_WAY}) (?:to|for|of) {gap(2)}{_SEA} ",
    rf"{A}'s {gap(3)}(?P<t>{_WAY}) (?:to|for) {gap(2)}(?:sea|ocean|coast|world) {gap(2)}{BE}{gap(1)}(?:through )?{B}",
    rf"{A}'s {gap(3)}(?P<t>{_WAY}) (?:to|for) {gap(2)}(?:sea|ocean|coast|world) (?:runs|leads|goes|passes|lies) {gap(2)}(?:{THROUGH}|in ){gap(1)}{B}",
    rf"{B}{LINK}{BE}{gap(4)}(?P<t>route|corridor|outlet|gateway|conduit|transit country|transit state|transit route|passage) (?:for|of) {gap(3)}{A}(?:'s )?",
    rf"{B}'s {_WORKS} {gap(2)}{BE}{gap(1)}{A}'s {gap(3)}(?P<t>{_WAY}) ",
    rf"{THROUGH}{gap(1)}{B}{BE}{gap(1)}{A}'s {gap(3)}(?P<t>{_WAY}) ",
    rf"from {A}to the (?P<t>sea|coast|ocean) {gap(4)}{THROUGH}{gap(1)}{B}",
    rf"{B}{LINK}(?P<t>handles?|handled|carries|carried|carry|moves|transports?|transported|ferries|tranships?) {gap(6)}{A}(?:'s )?{gap(2)}{TRAFFIC} ",
    rf"{A}{LINK}(?:{HOLD})no {gap(2)}(?P<t>way|route|outlet|road) {gap(4)}(?:but|except|save) (?:through|via) {B}",
    rf"{A}{LINK}(?P<t>uses?|used|using) {gap(2)}{_WORKS} of {gap(1)}{B}",
    rf"{A}{LINK}(?P<t>uses?|used|using) {gap(1)}{B}(?:'s )?{gap(1)}{_WORKS} ",
    rf"{A}{LINK}{LEANS}{gap(2)}{_WORKS} of {gap(1)}{B}",
    rf"{A}{LINK}{LEANS}{gap(1)}{B}(?:'s )?{gap(1)}{_WORKS} ",
    rf"{A}(?:'s )?{gap(3)}{BE}{gap(1)}(?P<t>shipped|sent|moved|routed|piped|exported|trucked|railed|hauled|transported) {gap(3)}{THROUGH}{gap(2)}{B}",
    rf"{TRAFFIC} (?:bound |destined |meant |headed )?(?:for|from|to) {A}(?:~\S+ ){{0,2}}(?P<t>pass|passes|passed|come|comes|came|go|goes|went|gone|move|moves|flow|flows|travel|travels) {gap(3)}{THROUGH}{gap(1)}{B}",
    rf"{TRAFFIC} (?:bound |destined |meant |headed )?(?:for|from|to) {A}(?:~\S+ ){{0,2}}(?P<t>cross|crosses|crossed|transit|transits|transited) {gap(1)}{B}",
    rf"{A}{LINK}(?P<t>pumps?|pumped|brings?|brought|takes|gets|got|receives?|received|hauls?|trucks|rails) {gap(7)}{THROUGH}{gap(4)}{B}",
    rf"{A}{LINK}(?P<t>brings?|brought) in {gap(5)}{THROUGH}{gap(2)}{B}",
    rf"{B}{LINK}(?P<t>gives|gave|provides|grants|given) {A}{gap(2)}(?:access|outlet|route|way|corridor|passage) (?:to|across|through)",
    rf"{B}{LINK}{gap(3)}(?P<t>transit) (?:fees?|dues|tolls?) (?:on|for|from) {gap(1)}{A}",
    rf"(?:railway|railroad|line|road|pipeline|corridor|cable) (?:through|across) {B}{gap(1)}(?P<t>carries|carry|takes|brings|links|connects) {gap(2)}{A}(?:'s )?",
    rf"{A}(?:'s )?{gap(2)}(?:, )?(?:which |who |that )?(?P<t>must) (?:cross|pass|go through|travel through|come through|pass through|travel across) {gap(1)}{B}",
    rf"{A}(?:'s )?{gap(2)}(?:, )?(?:which |who |that )?(?:~has|~have) to (?P<t>cross|pass|travel|transit) {gap(1)}(?:{THROUGH})?{gap(1)}{B}",
    rf"{A}(?:'s )?(?:(?:{W}){{0,4}}){TRAFFIC} (?:~\S+ ){{0,3}}(?P<t>arrives?|arrived|gone|passed|travelled|moved|flowed|run) {gap(3)}{THROUGH}{gap(3)}{B}",
    rf"{A}{LINK}(?:has|~has|~have) no (?:ports?|coast|coastline|outlet|harbour) {gap(3)}and {gap(1)}(?P<t>uses|relies|depends|ships|sends) {gap(6)}{B}",
    rf"{A}(?:'s )?{gap(3)}{TRAFFIC} {gap(1)}(?:by (?:road|rail|river|sea) )?(?P<t>through|via) {gap(1)}{B}(?=[.,;])",
)  # fmt: skip
FORMS_OF_NEARNESS: tuple[tuple[str, Relation, int], ...] = tuple(
    (form, relation, sign)
    for relation, sign, forms in (
        (Relation.KIN, 1, _KIN),
        (Relation.BORDER, 0, _BORDERS),
        (Relation.TRANSIT, 1, _TRANSIT),
    )
    for form in forms
)
