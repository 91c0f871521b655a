"""Nouns that name a tie ("ally", "border", "supplier of"), and all the forms in which one actor is called one of another."""

from __future__ import annotations

from collections.abc import Iterator

from tertius.coding.statements.tie_pieces import AB, BE, HOLD, LINK, A, B, Form, W, gap
from tertius.records import Relation

__all__ = ["NOUN_FORMS", "PACT"]

_CLOSE = r"(?:close|closer|closest|warm|friendly|cordial|excellent|strong|deep|brotherly|fraternal|special|good|military|defen[cs]e|security|strategic)"
PACT = r"(?:alliance|(?:(?:mutual )?(?:defen[cs]e|security|military|non-aggression|friendship|assistance|basing)(?: and \w+)?(?: cooperation| assistance)? (?:pact|treaty|accord|alliance|union|agreement|deal|partnership|cooperation)))"
_NOUNS: tuple[tuple[str, Relation, int], ...] = (
    (
        (
            rf"(?:ally|allies|(?:(?<!trading )(?<!trade )(?<!business )(?<!commercial )(?<!economic )(?<!export )partners?(?! in (?:trade|commerce|business)))|friends?|patrons?|protectors?"
            rf"|backers?|benefactors?|supporters?|sponsors?|security guarantors?|friendship(?! (?:match|game|cup|society|association|club))|guarantors? of \w+ security|{PACT}|(?<!trade )partnership"
            rf"|{_CLOSE} (?:\w+ )?(?:ties|relations|relationship|links|bonds|friendship|cooperation))"
        ),
        Relation.ALLY,
        1,
    ),
    (
        (
            r"(?:adversary|adversaries|enemy|enemies|foes?|rivals?|arch-?rivals?|arch-?enem(?:y|ies)|archfoes?|nemesis|antagonists?|opponents?|rivalry"
            r"|enmity|hostility|feud|cold war|shadow war|proxy war|border war)"
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
        r"(?:mediators?|mediation|brokers?|go-betweens?|go - betweens?|channel|back-channel|back - channel|conduit|protecting power|intermediar(?:y|ies)|middlem[ae]n|arbiters?|arbitrator|facilitator|peacemaker|good offices)",
        Relation.MEDIATES,
        1,
    ),
    (
        r"(?:prox(?:y|ies)|puppets?|clients?(?: states?)?|client - state|satellites?|vassals?|surrogates?|pawns?|protectorate|cat's-paw)",
        Relation.PROXY,
        1,
    ),
    (
        r"(?:kin|kinsmen|kinsfolk|brothers?|brother nations?|sister nations?|cousins|kindred|(?:ethnic|linguistic|family|cultural|blood|tribal|kinship)(?: and \w+)? (?:ties|bonds|links|kinship))",
        Relation.KIN,
        1,
    ),
    (r"(?:armou?rers?|arms supplier)", Relation.ARMS, 1),
    (r"(?:occupiers?|occupying power|occupation|annexation)", Relation.OCCUPIES, -1),
)


_TITLE = rf"(?:(?!(?:through|via|with|to|from|in|for|by|on|across|over|at|than|like) ){W})?"
_OF_PEOPLES = frozenset({Relation.ALLY, Relation.ADVERSARY, Relation.BORDER, Relation.PROXY, Relation.KIN})
_QUALITY = rf"(?:(?!(?:negotiat|discuss|debat|reject|vot|propos|draft|mull|weigh|consider|abandon|scrap|seek|sought|want|plan|pursu|eye|oppos|demand|request)\w* ){W}){{0,6}}"


def _of_noun(noun: str, relation: Relation, sign: int) -> Iterator[Form]:
    """All forms in which one actor is called something of another; `a` is who is called so."""
    n = rf"(?P<t>{noun}) "
    arch = rf"{_QUALITY}(?:arch - )?"
    reverse = relation == Relation.PROXY
    a, b = (B, A) if reverse else (A, B)
    forms = [
        rf"{b}'s {arch}{n}(?:to the \w+ )?(?:, |~?and )?{_TITLE}{a}",  # B's closest ally, A
        rf"{b}'s {arch}{n}{BE}{gap(3)}{a}",  # B's closest ally is A
        rf"{a}{LINK}{BE}{arch}{n}{gap(3)}(?:of|to|for|with|in) {gap(4)}{b}",  # A is an ally of B
        rf"{a}(?:, |\( |– |— )(?:and |~\S+ |itself )?{arch}{n}{gap(3)}(?:of|to|for|with|in) {gap(4)}{b}",  # A, an ally of B
        rf"^{arch}{n}(?:of|to|for|with|in) {gap(3)}{b}, {gap(1)}{a}",  # an ally of B, A
        rf"{a}{LINK}{BE}{gap(6)}{b}'s {arch}{n}",  # A is B's ally
        rf"{a}(?:, |\( |– |— )(?:and |~\S+ )?{gap(2)}{b}'s {arch}{n}",  # A, B's ally
        rf"{b}(?:, )?{gap(8)}(?:its|their|his) {arch}{n}(?:, )?(?:of [^@,]{{1,25}})?{a}",  # B asked its ally A
        (
            rf"{b}{LINK}(?:~?considers?|~?considered|regards?|regarded|sees?|saw|views?|viewed|counts?|counted|calls?|called|describes?|described|treats?|treated) "
            rf"{gap(2)}{a}{gap(2)}(?:as |among )?{arch}{n}"
        ),  # B considers A an ally
        rf"{b}{gap(8)}(?:with|by|to|on|for) {gap(2)}{a}, (?:an?|the|~also) {arch}{n}(?:~\S+ |of (?!@|&))?(?![@&]|of |to |with |for )",  # B drills with A, an old ally
        rf"{a}{LINK}(?:acts?|acted|serves?|served|acting|serving|poses?|functions?) as {arch}{n}{gap(3)}(?:of|to|for|with|between|in) {gap(3)}{b}",
        rf"{b}{LINK}(?:~?faces?|confronts?|finds?|~?has) (?:in )?{a}{gap(2)}{arch}{n}",
        rf"{AB}{LINK}(?:{BE}|regard |see |consider ){arch}{n}",  # A and B are allies
        rf"{AB}(?:, |\( |– |— )(?:~\S+ |both )?{arch}{n}",  # A and B, allies of old
        rf"{gap(2)}{n}(?:, )?{AB}(?=, )",  # the two neighbours, A and B,
        rf"{AB}{LINK}{HOLD}{arch}{n}",  # A and B share a border
        rf"{a}{LINK}{HOLD}{arch}{n}{gap(4)}(?:with|to|in) {gap(4)}{b}",  # A shares a border with B
        rf"{n}{gap(3)}between {gap(3)}{AB}",  # the rivalry between A and B
        rf"{n}of {AB}",  # the alliance of A and B
        rf"{a}'s {arch}{n}(?:with|to|against) {gap(2)}{b}",  # A's alliance with B
        rf"{AB}{LINK}{BE}{gap(2)}each other 's {arch}{n}",  # A and B are each other's rivals
        rf"{a}{gap(5)}its {arch}{n}(?:with|to) {gap(2)}{b}",  # A broke its alliance with B
        rf"{b}{gap(8)}{a}(?:, |\( )(?:its|their) {arch}{n}",  # B's dispute with A, its old rival
        rf"{a}{LINK}{BE}{gap(3)}(?:at|in) {arch}{n}with {gap(3)}{b}",  # A is in an alliance with B
        rf"{AB}{LINK}{BE}{gap(3)}(?:at|in) {arch}{n}",
        rf"{b}{LINK}{HOLD}{arch}{n}(?:, |: ){a}",  # B has one ally, A
        rf"{b}{gap(8)}{a}, its {arch}{n}",  # B counts on A, its oldest ally
    ]
    if relation in _OF_PEOPLES:
        forms += [
            rf"{a}{LINK}{BE}(?:(?:an?|the|its) {gap(2)})?{b}{n}",  # A is a French ally
            rf"{a}(?:, |– |— )(?:an?|the|~once a) {gap(2)}{b}{n}",  # A, a French ally
            rf"{b}'s {a}{n}",  # B's Syrian allies
            rf"{b}{gap(8)}(?:its|their) {gap(1)}{a}(?!partner){n}",  # B and its Syrian allies
        ]
    if relation == Relation.MEDIATES:
        forms = [form for form in forms if "<ab>" not in form]  # "the mediator between A and B" is neither of them
        forms += [rf"{a}{LINK}(?:{BE}|, )?{arch}{n}{gap(3)}(?:between|of|for) {gap(3)}{b}",
                  rf"{a}(?:, |\( ){arch}{n}{gap(3)}between {gap(3)}{b}"]  # fmt: skip
    if relation == Relation.OCCUPIES:
        forms += [rf"{a}'s? {gap(3)}{n}of {gap(4)}{b}", rf"{a}{gap(1)}{n}of {gap(4)}{b}",
                  rf"{gap(4)}{b}{LINK}{BE}{gap(2)}under {a}{gap(1)}{n}"]  # fmt: skip
    if relation == Relation.BORDER:
        forms += [rf"{a}(?:- ){b}{n}", rf"{a}(?:[a-z~]+ ){{0,5}}its {arch}{n}with {gap(2)}{b}", rf"{AB}(?:[a-z~]+ ){{0,5}}(?:their|a common|the common) {arch}{n}", rf"{a}, {gap(6)}(?P<t>neighbouring|neighboring|bordering) {b}",
                  rf"(?P<t>neighbouring|neighboring) {b}(?:, )?{a}"]  # fmt: skip
    yield from (Form(form, relation, sign) for form in forms)


NOUN_FORMS: tuple[Form, ...] = tuple(form for noun in _NOUNS for form in _of_noun(*noun))
