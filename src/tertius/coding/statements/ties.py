"""Ties stated in text: who is whose ally, adversary, supplier, kin or neighbour, and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from tertius.coding.parsed import Mention, Parsed
from tertius.coding.statements import words
from tertius.coding.statements.drafts import Draft
from tertius.coding.statements.kinds import is_normative
from tertius.coding.times import find_times
from tertius.records import ActorKind, Asserter, Passage, Relation, Tie

__all__ = ["stated_ties"]

# lemma of the governing word -> relation, sign; directed relations read a -> b.
_VERBS: dict[str, tuple[Relation, int]] = {
    "ally": (Relation.ALLY, 1), "side": (Relation.ALLY, 1), "back": (Relation.ALLY, 1), "support": (Relation.ALLY, 1),
    "assist": (Relation.ALLY, 1), "supply": (Relation.ARMS, 1), "arm": (Relation.ARMS, 1), "sell": (Relation.ARMS, 1),
    "occupy": (Relation.OCCUPIES, -1), "annex": (Relation.OCCUPIES, -1), "mediate": (Relation.MEDIATES, 1),
    "border": (Relation.BORDER, 0), "oppose": (Relation.ADVERSARY, -1), "fight": (Relation.ADVERSARY, -1),
    "trade": (Relation.TRADE, 1), "export": (Relation.TRADE, 1), "buy": (Relation.TRADE, 1),
}  # fmt: skip
_NOUNS: dict[str, tuple[Relation, int]] = {
    "ally": (Relation.ALLY, 1), "alliance": (Relation.ALLY, 1), "partner": (Relation.ALLY, 1),
    "partnership": (Relation.ALLY, 1), "friend": (Relation.ALLY, 1), "adversary": (Relation.ADVERSARY, -1),
    "enemy": (Relation.ADVERSARY, -1), "rival": (Relation.ADVERSARY, -1), "rivalry": (Relation.ADVERSARY, -1),
    "war": (Relation.ADVERSARY, -1), "proxy": (Relation.PROXY, 1), "occupation": (Relation.OCCUPIES, -1),
    "border": (Relation.BORDER, 0), "neighbour": (Relation.BORDER, 0), "neighbor": (Relation.BORDER, 0), "minority": (Relation.KIN, 1), "kin": (Relation.KIN, 1),
    "descent": (Relation.KIN, 1), "trade": (Relation.TRADE, 1), "transit": (Relation.TRANSIT, 1),
    "mediator": (Relation.MEDIATES, 1), "kinsman": (Relation.KIN, 1), "mediation": (Relation.MEDIATES, 1),
}  # fmt: skip
_ADJECTIVES: dict[str, tuple[Relation, int]] = {
    "allied": (Relation.ALLY, 1), "friendly": (Relation.ALLY, 1), "hostile": (Relation.ADVERSARY, -1),
    "estranged": (Relation.ESTRANGED, -1),
}  # fmt: skip
_GIVEN = frozenset(
    """weapon arm drone missile artillery defence defense ammunition munition radar jet fighter tank rifle gun helicopter
    frigate corvette submarine rocket howitzer mortar battery interceptor warship""".split()
)
_GOODS = frozenset(
    "oil gas coal petrol crude wheat grain electricity power water cement steel fish cotton uranium".split()
)
_NO_RELATIONS = frozenset({"relation", "tie", "ambassador", "embassy", "contact"})
_BETWEEN = ("between", "with", "of", "to", "against", "and", "on")


def stated_ties(parsed: Parsed, drafts: Sequence[Draft]) -> list[Tie]:
    """Ties that a sentence states of two states, once for each who asserts it. Negated and future ones are none."""
    found: dict[tuple[object, ...], Tie] = {}
    for start, end in parsed.sentences:
        mentions = [m for m in parsed.mentions if start <= m.span[0] < end and _names(m)]
        sentence = parsed.doc.char_span(start, end, alignment_mode="expand")
        if sentence is None or len({m.actor.state or m.actor.code for m in mentions if m.actor}) < 2:
            continue
        for a, b, relation, sign, token in _relations(sentence, mentions):
            if _is_wished(drafts, token):
                continue
            tie = _tie(parsed, drafts, a, b, relation, sign, token)
            found.setdefault((tie.a.code, tie.b.code, relation, tie.by.name), tie)
    return list(found.values())


def _names(mention: Mention) -> bool:
    """It names its actor itself: a tie is not read off a pronoun, whose antecedent may be mistaken."""
    return mention.actor is not None and mention.actor.code is not None and mention.text.lower() not in words.PRONOUNS


def _relations(sentence: Any, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, Relation, int, Any]]:
    for token in sentence:
        if (without := _without_relations(token, mentions)) is not None:
            yield (*without, Relation.ESTRANGED, -1, token)
        if _unreal(token):
            continue
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and (lemma in _VERBS or token.lower_ in _ADJECTIVES):
            relation = _ADJECTIVES.get(token.lower_) or _VERBS[lemma]
            pair = _doer_and_object(token, mentions)
        elif token.pos_ in ("NOUN", "ADJ") and lemma in _NOUNS:
            relation, pair = _NOUNS[lemma], _around_noun(token, mentions)
        elif token.pos_ == "ADJ" and token.lower_ in _ADJECTIVES:
            relation, pair = _ADJECTIVES[token.lower_], _doer_and_object(token, mentions)
        else:
            continue
        told = _of_what(token, relation)
        if pair is not None and told is not None:
            yield (*pair, *told, token)


def _of_what(token: Any, relation: tuple[Relation, int]) -> tuple[Relation, int] | None:
    """Selling is a tie of arms where arms are sold, of trade where goods are, and otherwise none."""
    lemma = token.lemma_.lower()
    if lemma not in ("sell", "supply", "buy", "export"):
        return relation
    things = {t.lemma_.lower() for t in token.subtree}
    if things & _GIVEN:
        return (Relation.ARMS, 1) if lemma != "buy" else None
    if things & _GOODS:
        return Relation.TRADE, 1
    return relation if lemma != "sell" else None


def _without_relations(token: Any, mentions: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """ "X has had no relations with Y since …", "X and Y have no ambassadors in each other's capitals", "X severed ties"."""
    if token.lemma_.lower() not in _NO_RELATIONS or token.dep_ != "dobj":
        return None
    verb = token.head
    none = any(child.lower_ == "no" for child in token.children) and verb.lemma_ in ("have", "maintain")
    if not none and not (verb.lemma_ in ("sever", "break", "cut") and not _unreal(verb)):
        return None
    pair = _around_noun(token, mentions)
    subject = _subject(verb)
    if pair is not None or subject is None:
        return pair
    both = [m for m in mentions if m.head in {t.i for t in subject.subtree}]
    return next(((a, b) for a, b in combinations(both, 2) if _distinct(a, b)), None)


def _unreal(token: Any) -> bool:
    """Under a negation, a modal or a question the sentence states no tie."""
    chain = [token, token.head]
    return any(child.dep_ == "neg" or child.tag_ == "MD" for link in chain for child in link.children)


def _at(token: Any, mentions: Sequence[Mention]) -> Mention | None:
    exact = [m for m in mentions if m.span[0] <= token.idx < m.span[1]]
    near = [m for m in mentions if m.head != token.i and _close(token, token.doc[m.head])]
    return next(iter(exact or near), None)


def _close(token: Any, other: Any) -> bool:
    """`other` qualifies `token` itself: "X's army", "Xian territory", "the army of X"."""
    if other.head == token:
        return other.dep_ in ("amod", "compound", "poss", "nmod", "conj", "appos")
    return (other.head.head == token and other.head.lower_ in ("of", "like")) or (
        other.head.head == token and other.dep_ in ("amod", "compound", "poss")
    )


def _doer_and_object(verb: Any, mentions: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    subject = _subject(verb)
    doer = _at(_part_of(subject), mentions) if subject is not None else None
    passive = subject is not None and subject.dep_ == "nsubjpass"
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "attr", "oprd") and child.pos_ != "ADP":
            other = _at(_part_of(child), mentions) or _possessor(child, mentions)
        elif child.dep_ in ("prep", "agent", "dative"):
            other = next((m for c in child.children if (m := _at(c, mentions)) is not None), None)
        else:
            continue
        if doer is not None and other is not None and _distinct(doer, other):
            return (other, doer) if passive and child.dep_ == "agent" else (doer, other)
    return None


_PARTS = frozenset(
    "% percent part most all half third quarter fifth much chunk portion strip area section some more".split()
)


def _part_of(noun: Any) -> Any:
    """What the words are a part of: of "20% of X's territory", the territory."""
    if noun.lemma_.lower() not in _PARTS:
        return noun
    whole = (t for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
    return next(whole, noun)


def _possessor(noun: Any, mentions: Sequence[Mention]) -> Mention | None:
    """Whose the goods are: "most of Y's oil"."""
    owners = (t for t in noun.subtree if t.dep_ == "poss" and t.head.lemma_.lower() in _GOODS)
    return next((m for t in owners if (m := _at(t, mentions)) is not None), None)


def _subject(verb: Any) -> Any | None:
    link = verb
    for _ in range(3):
        subject = next((c for c in link.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            return verb.head if subject.lower_ in ("who", "which", "that") and link.dep_ == "relcl" else subject
        if link.dep_ == "conj" and _is_infinitive(link) != _is_infinitive(link.head):
            return None  # "X is Y and to do Z": the infinitive goes with something further up
        if link.dep_ not in ("conj", "xcomp", "acomp", "advcl", "pcomp", "prep", "attr"):
            return None
        link = link.head
    return None


def _is_infinitive(verb: Any) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _is_wished(drafts: Sequence[Draft], token: Any) -> bool:
    """What somebody calls for is no tie on record."""
    contents = (content for draft in drafts for content in draft.contents)
    return any(content.span[0] <= token.idx < content.span[1] and is_normative(content) for content in contents)


def _around_noun(noun: Any, mentions: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """ "X's ally Y", "the border between X and Y", "X is an ally of Y", "X, a rival of Y", "X and Y are adversaries"."""
    under = _under(noun, mentions)
    governed = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" else noun  # "rivals and partners"
    if noun.dep_ == "appos":
        above = _heads(noun.head, mentions)
        under = under or _heads(_subject(_governor(noun.head)), mentions)
    else:
        subject = _subject(governed.head) if governed.dep_ in ("attr", "dobj", "oprd", "pobj", "acomp") else None
        above = _heads(subject, mentions)
    if governed.dep_ in ("dobj", "pobj") and above:  # "shares a border with Y", "depends on Y for the transit of Z"
        verb = _governor(governed)
        under += [
            m
            for prep in verb.children
            if prep.dep_ == "prep" and prep.lower_ in _BETWEEN
            for m in _objects_of(prep, mentions)
        ]
    for a, b in (*((x, y) for x in above for y in under), *combinations(under, 2), *combinations(above, 2)):
        if _distinct(a, b):
            return a, b
    return None


def _under(noun: Any, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions that the noun's own words name: its possessor, its adjective, what stands behind "of" or "with"."""
    return [
        m
        for m in mentions
        if any(
            m.head in {t.i for t in child.subtree}
            for child in noun.children
            if child.dep_ in ("poss", "amod", "compound")
            or (child.dep_ == "appos" and noun.lemma_ in ("ally", "rival"))
            or (child.dep_ == "prep" and child.lower_ in _BETWEEN)
        )
    ]


def _heads(token: Any | None, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions at `token` and at what is joined to it by "and", its possessor or adjective among them."""
    if token is None:
        return []
    joined = [token, *token.conjuncts]
    found = [m for one in joined if (m := _at(one, mentions)) is not None]
    return list(dict.fromkeys(found))


def _governor(token: Any) -> Any:
    """The verb over a noun, through prepositions."""
    link = token.head
    while link.pos_ not in ("VERB", "AUX") and link.head != link:
        link = link.head
    return link


def _objects_of(prep: Any, mentions: Sequence[Mention]) -> list[Mention]:
    return [m for child in prep.children if child.dep_ == "pobj" for m in _heads(child, mentions)]


def _distinct(a: Mention, b: Mention) -> bool:
    if a.actor is None or b.actor is None or ActorKind.PERSON in (a.actor.kind, b.actor.kind):
        return False
    return (a.actor.state or a.actor.code) != (b.actor.state or b.actor.code)


def _tie(
    parsed: Parsed, drafts: Sequence[Draft], a: Mention, b: Mention, relation: Relation, sign: int, token: Any
) -> Tie:
    assert a.actor is not None  # noqa: S101  (by _distinct)
    assert b.actor is not None  # noqa: S101
    draft = next(
        (d for d in drafts if any(p.start <= token.idx < p.end for p in d.statement.passages)),
        None,
    )
    start, end = parsed.sentence_of(token.idx)
    by = (
        Asserter(
            name=draft.statement.speaker.name, voice=draft.statement.voice,
            document=parsed.document.id, statement=draft.statement.id,
        )
        if draft
        else Asserter(name=parsed.document.byline or parsed.document.publisher or "the author", document=parsed.document.id)
    )  # fmt: skip
    return Tie(
        a=a.actor, b=b.actor, relation=relation, sign=sign, since=_since(parsed, token), by=by,
        passages=(Passage.of(parsed.document, start, end),),
    )  # fmt: skip


def _since(parsed: Parsed, token: Any) -> dt.date | None:
    """The day from which the tie is said to hold: the open interval ("since 1979") nearest behind the word."""
    start, end = parsed.sentence_of(token.idx)
    text = parsed.text[start:end]
    found = find_times(text, parsed.document.published)
    opened = [each for each in found if each.when.start and text[slice(*each.span)].lower().startswith("since")]
    behind = [each for each in opened if start + each.span[0] > token.idx]
    return next((each.when.start for each in (behind or opened)), None)
