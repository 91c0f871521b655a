"""Ties stated in text: who is whose ally, adversary, supplier, kin or neighbour, and who says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations, product
from typing import Any

from tertius.coding.parsed import Parsed
from tertius.coding.places import hemisphere
from tertius.coding.statements import words
from tertius.coding.statements.drafts import Draft
from tertius.coding.statements.kinds import is_normative
from tertius.coding.statements.tie_clauses import clauses_of
from tertius.coding.statements.tie_parties import Lists, Parties, parties_of
from tertius.coding.statements.tie_patterns import forms_in
from tertius.coding.statements.tie_pieces import Form, is_arms, is_goods
from tertius.coding.statements.tie_reference import adjoin, meant_in, subject_of
from tertius.coding.statements.tie_slots import Slotted, counts, slotted
from tertius.coding.times import find_times
from tertius.records import Actor, ActorKind, Asserter, Passage, Relation, Tie, Voice
from tertius.world.actors import resolve

__all__ = ["stated_ties"]

_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|until|till|before|lest|as though|used to|were to)\b[^,;@&]*(?:[@&]\d+ [^,;@&]*)?$"
)
_PAST_ONLY = re.compile(
    r"\buntil\b|\bused to\b|\bin the (?:19|20)\d0s\b|\bat the time\b|\bformerly\b|\bin those days\b"
)
_WAS = re.compile(r"~(?:was|were) ")
_MOST = re.compile(r"\b(?:most|much|half|all|third|quarter|fifth|bulk|percent|%) (?:of )?its\b")
_PRESUPPOSED = frozenset({"border", "frontier", "boundary", "must"})  # "will close its border with B": there is one
_REFUSED = frozenset({"recognise", "recognize"})  # "refuses to recognise" says that it does not
_ENDING = frozenset("sever cut break rupture suspend freeze annex occupy seize capture sign".split())
_SPORT = re.compile(
    r"\b(?:semi ?- ?finals?|quarter ?- ?finals?|qualifiers?|qualifying|in the final|group stage|world cup|cup|league|championships?"
    r"|tournament|matches|match|striker|midfielder|goalkeeper|olympics?|medals?|stadium)\b"
)
_GIFTS = frozenset("send give offer deliver ship lend donate".split())
_LASTING = re.compile(
    r"\b(?:since|every|each|a year|for (?:years|decades)|always|long|most|much|half|all|percent|third|quarter|annual|its)\b"
)
_WISHES = frozenset(
    "want hope seek wish ask invite urge call refuse cease stop fail plan threaten promise propose offer consider try aim"
    " intend demand vow agree decide".split()
)


_OF_TIES = frozenset(
    "ambassador source customer buyer supplier seller exporter importer provider partner ally friend patron backer sponsor"
    " rival enemy foe adversary neighbour neighbor mediator broker cousin brother".split()
)


def stated_ties(parsed: Parsed, drafts: Sequence[Draft]) -> list[Tie]:
    """Ties that a sentence states of two actors by name, once for each who asserts it.

    What is denied, asked, wished, supposed, ahead or over is no tie; nor is one read off a pronoun, whose
    antecedent may be mistaken.
    """
    parties = parties_of(parsed)
    found: dict[tuple[object, ...], Tie] = {}
    for sentence in _read(parsed, drafts, parties):
        for a, b, relation, sign, token in _relations(sentence, parties):
            if token.lemma_.lower() not in _PRESUPPOSED and (_is_wished(drafts, token) or _is_denied(drafts, token)):
                continue
            tie = _tie(parsed, drafts, a, b, relation, sign, token)
            found.setdefault((frozenset((_key(a), _key(b))), relation, tie.by.name), tie)
    return list(found.values())


def _read(parsed: Parsed, drafts: Sequence[Draft], parties: Parties) -> Iterator[Slotted]:
    """Each sentence as it stands, and once more with its pronouns read where any can be."""
    persons, lists, before = _persons(parsed), Lists(), None
    for start, end in parsed.sentences:
        sentence = parsed.doc.char_span(start, end, alignment_mode="expand")
        if sentence is None:
            continue
        alone = slotted(sentence, parties.names, persons, Lists())
        lists.add(alone.named)
        yield slotted(sentence, parties.names, persons, lists) if counts(sentence) else alone
        if meant := meant_in(sentence, parties.names, before, lists, partial(_spoken_for, drafts)):
            yield slotted(sentence, parties.names, persons, lists, meant)
        before = subject_of(sentence, parties.names)


def _spoken_for(drafts: Sequence[Draft], token: Any) -> Actor | None:
    """The state for which whoever says the token speaks."""
    draft = _draft_at(drafts, token)
    actor = draft.statement.speaker.actor if draft and draft.statement.voice == Voice.OFFICIAL else None
    return resolve(actor.state) if actor is not None and actor.state is not None else None


def _draft_at(drafts: Sequence[Draft], token: Any) -> Draft | None:
    return next((d for d in drafts if any(p.start <= token.idx < p.end for p in d.statement.passages)), None)


def _persons(parsed: Parsed) -> frozenset[int]:
    """Heads of what is said of a person, so that no tie is read across one, save nouns that name ties as well."""
    heads = (m.head for m in parsed.mentions if m.actor and m.actor.kind == ActorKind.PERSON)
    return frozenset(i for i in heads if parsed.doc[i].lemma_.lower() not in _OF_TIES)


def _key(actor: Actor) -> str | None:
    return actor.state or actor.code or actor.name


def _relations(sentence: Slotted, parties: Parties) -> Iterator[tuple[Actor, Actor, Relation, int, Any]]:
    if sentence.text.rstrip().endswith("?") or len({_key(actor) for slot in sentence.named for actor in slot}) < 2:
        return
    taken: dict[frozenset[str | None], set[Relation]] = {}
    for part, form in ((said, form) for said in clauses_of(sentence) for form in forms_in(said.text)):
        triggers: set[int] = set()
        for match in _matches(form.pattern(), part.text):
            if match.start("t") in triggers:
                continue  # "A, a rival of B, borders C" is of A and C: whoever comes first is the subject
            triggers.add(match.start("t"))
            relation, sign = _told(form, match)
            token = _trigger(part, match)
            if (
                relation is None
                or _only_looks_like(relation, part, match)
                or (token.lemma_.lower() not in _PRESUPPOSED and _is_supposed(part, match))
            ):
                continue
            for a, b in _pairs(part, match):
                pair = frozenset((_key(a), _key(b)))
                if relation in taken.setdefault(pair, set()) or not _fits(form, relation, token, parties, (a, b)):
                    continue
                if parties.may_tie(a, b, relation):
                    taken[pair].add(relation)
                    yield a, b, relation, sign, token


def _fits(form: Form, relation: Relation, token: Any, parties: Parties, pair: tuple[Actor, Actor]) -> bool:
    """A state that backs an armed group has a proxy, and no ally; some forms say only of neighbours what they say."""
    armed = sum(parties.is_armed_body(actor) for actor in pair)
    if form.bodies:
        return armed == 1
    if form.beside:
        return adjoin(*pair)
    return not (relation == Relation.ALLY and token.pos_ == "VERB" and armed)


def _only_looks_like(relation: Relation, sentence: Slotted, match: re.Match[str]) -> bool:
    """A rival in sport, or what was sent once: "sent two trucks of flour after the flood"."""
    if relation in (Relation.ALLY, Relation.ADVERSARY):
        return _SPORT.search(sentence.text) is not None
    token = _trigger(sentence, match)
    once = token.tag_ == "VBD" and token.lemma_.lower() in _GIFTS and _LASTING.search(sentence.text) is None
    return relation == Relation.TRADE and once


def _trigger(sentence: Slotted, match: re.Match[str]) -> Any:
    return sentence.tokens[match.start("t")]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches, those that overlap among them."""
    at = 0
    while (match := pattern.search(text, at)) is not None:
        yield match
        at = match.start() + 1


def _told(form: Form, match: re.Match[str]) -> tuple[Relation | None, int]:
    """Selling is a tie of arms where arms are sold, of trade where goods are, and otherwise none."""
    if not form.goods:
        return form.relation, form.sign
    sold = match.group("g") or ""
    if is_arms(sold):
        return Relation.ARMS, 1
    return (Relation.TRADE, 1) if is_goods(sold) or _MOST.search(sold) else (None, 0)


def _pairs(sentence: Slotted, match: re.Match[str]) -> Iterator[tuple[Actor, Actor]]:
    groups = match.groupdict()
    if groups.get("ab"):
        pairs: Iterator[tuple[Actor, Actor]] = combinations(sentence.members(groups["ab"]), 2)
    else:
        pairs = product(sentence.members(groups["a"]), sentence.members(groups["b"]))
    acted = groups.get("a") is not None and _trigger(sentence, match).pos_ == "VERB"
    led = acted and _is_only_led(sentence.tokens[match.start("a")])
    yield from ((a, b) for a, b in pairs if _key(a) != _key(b) and not (led and a.code is None))


def _is_only_led(name: Any) -> bool:
    """ "X, director of the Y company, sold …": what X did is no tie of the company's."""
    while name.dep_ == "compound":
        name = name.head
    return bool(name.dep_ == "pobj" and name.head.dep_ == "prep" and name.head.head.dep_ == "appos")


def _is_supposed(sentence: Slotted, match: re.Match[str]) -> bool:
    """Under an "if" or "whether", under a verb of wishing, or said to have been so once."""
    if _SUPPOSED.search(sentence.text[: match.start()]):
        return True
    if _WAS.search(match.group()) and _PAST_ONLY.search(sentence.text):
        return True
    token = verb = _trigger(sentence, match)
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    if any(child.tag_ == "MD" for child in verb.children):
        return True
    if token.lemma_.lower() in _REFUSED and verb.head.lemma_.lower() in ("refuse", "decline"):
        return False
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _WISHES and verb.tag_ in ("VB", "VBG")


def _is_wished(drafts: Sequence[Draft], token: Any) -> bool:
    """What somebody calls for is no tie on record; a demand behind a semicolon is of something else."""
    return any(is_normative(content) for content in _contents_at(drafts, token) if not _stands_apart(content, token))


def _stands_apart(content: Any, token: Any) -> bool:
    """Whether the clause of the token asks nothing: what obliges stands behind or before a semicolon."""
    obliges = [each for each in content.tokens if each.lower_ in words.OBLIGATION]
    first, last = content.tokens[0].i, content.tokens[-1].i
    marks = [i for i in range(first, last + 1) if token.doc[i].text == ";"]
    return bool(obliges) and all(any(min(o.i, token.i) < i < max(o.i, token.i) for i in marks) for o in obliges)


def _is_denied(drafts: Sequence[Draft], token: Any) -> bool:
    return any(content.cues & words.DENYING for content in _contents_at(drafts, token))


def _contents_at(drafts: Sequence[Draft], token: Any) -> Iterator[Any]:
    contents = (content for draft in drafts for content in draft.contents)
    return (content for content in contents if content.span[0] <= token.idx < content.span[1])


def _tie(parsed: Parsed, drafts: Sequence[Draft], a: Actor, b: Actor, relation: Relation, sign: int, token: Any) -> Tie:
    draft = _draft_at(drafts, token)
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
        a=a, b=b, relation=relation, sign=sign, since=_since(parsed, token), by=by,
        passages=(Passage.of(parsed.document, start, end),),
    )  # fmt: skip


def _since(parsed: Parsed, token: Any) -> dt.date | None:
    """The day from which the tie is said to hold: "since 1979", or the date at which it was broken, seized or signed."""
    start, end = parsed.sentence_of(token.idx)
    text = parsed.text[start:end]
    found = find_times(text, parsed.document.published, hemisphere=hemisphere(parsed, (start, end)))
    opened = [each for each in found if each.when.start and text[slice(*each.span)].lower().startswith("since")]
    behind = [each for each in opened if start + each.span[0] > token.idx]
    if opened or token.lemma_.lower() not in _ENDING:
        return next((each.when.start for each in (behind or opened)), None)
    after = (each.when.start for each in found if start + each.span[0] > token.idx and each.when.start)
    return next(after, None)
