"""Read a predicate: its type, from the lexicon, the operators above it and its modality."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from tertius.coding.actors import noun_of
from tertius.coding.events import _tree as tree
from tertius.coding.events._lexicon import NONE, Need, Operator, Rule, compositions, known, nouns, operators, verbs
from tertius.coding.events._stative import tells_no_act

__all__ = ["COOPERATIVE", "Reader", "Reading"]

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_DEPTH = 5
_TRANSPARENT = frozenset({"say", "aspect"})
_DEFAULT = {"accuse": ("ACCUSE", None, "110"), "support": ("SUPPORT", None, "051"), "demand": ("REQUEST", None, "100"),
            "threat": ("THREATEN", None, "130"), "refuse": ("REJECT", "change", "120"), "deny": ("REJECT", "change", "120")}  # fmt: skip
_ORDER = {"xcomp": 0, "ccomp": 1, "pcomp": 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed predicate: `tokens` are the words that made it, outermost first; `inner` is what they speak of."""

    type: str
    mode: str | None
    cameo: str | None
    tokens: tuple[int, ...]
    rules: tuple[str, ...]
    flags: frozenset[str] = frozenset()
    status: str = "happened"
    inner: Reading | None = None
    kind: str | None = None  # of the outermost operator

    @property
    def head(self) -> int:
        return self.tokens[0]

    @property
    def core(self) -> int:
        """The word that names the act itself, under all operators."""
        return self.tokens[-1]


class Reader:
    """Readings of one spaCy Doc, each predicate read once."""

    def __init__(self, doc: Any) -> None:
        self.doc = doc
        self._read: dict[int, Reading | None] = {}
        self._words: dict[tuple[int, str], set[str]] = {}

    def read(self, token: Any, depth: int = 0) -> Reading | None:
        """The reading of a verb, an event noun or a predicate adjective; None where it codes nothing."""
        if token.i in self._read:
            return self._read[token.i]
        pos = token.pos_
        if depth > _DEPTH or pos not in tree.EVENT_POS:
            return None
        lemma = tree.lemma(token)
        if (lemma not in known() and not tree.misread_lemma(token)) or tells_no_act(token):
            return None
        self._read[token.i] = None  # a cycle of heads reads nothing
        is_verb = pos in ("VERB", "AUX", "ADJ") or lemma not in nouns()
        if is_verb and pos in ("NOUN", "PROPN") and lemma not in operators() and not tree.subjects(token):
            return None
        base = self._base(token, is_verb, depth)
        result = self._modal(token, base) if base is not None and pos in ("VERB", "AUX") else base
        self._read[token.i] = result
        return result

    def _base(self, token: Any, is_verb: bool, depth: int) -> Reading | None:
        table = verbs() if is_verb and token.pos_ != "ADJ" else nouns()
        rule = self._match(token, table.get(tree.lemma(token), ()) or table.get(tree.misread_lemma(token), ()))
        operator = self._operator(token)
        if rule is not None and rule.type == NONE:
            carries = operator is not None and operator.kind != "light"
            composed = self._compose(token, operator, None, depth) if operator is not None and carries else None
            return composed if composed is not None and len(composed.tokens) > 1 else None
        if rule is not None and rule.needs and not (operator and operator.kind in ("demand", "threat", "be")):
            return self._content(token, rule)
        if operator is not None:
            composed = self._compose(token, operator, rule, depth)
            if composed is not None:
                return composed
        return self._content(token, rule) if rule is not None else None

    def _content(self, token: Any, rule: Rule) -> Reading:
        return Reading(rule.type, rule.mode, rule.cameo, (token.i,), (rule.name,), rule.flags)

    def _match(self, token: Any, rules: tuple[Rule, ...]) -> Rule | None:
        return next((rule for rule in rules if self._holds(token, rule.needs)), None)

    def _operator(self, token: Any) -> Operator | None:
        return next((row for row in operators().get(tree.lemma(token), ()) if self._holds(token, row.needs)), None)

    def _holds(self, token: Any, needs: tuple[Need, ...]) -> bool:
        return all(not need.lemmas.isdisjoint(self._slot(token, need.slot)) for need in needs)

    def _slot(self, token: Any, slot: str) -> set[str]:
        """The words in a slot, which the rules of one word ask for again and again."""
        found = self._words.get((token.i, slot))
        if found is None:
            found = self._words[token.i, slot] = tree.slot_words(token, slot)
        return found

    # --- operators -----------------------------------------------------------------------------

    def _compose(self, token: Any, operator: Operator, rule: Rule | None, depth: int) -> Reading | None:
        inner = self._adjuncts(token, depth) if operator.kind == "be" else self.inner(token, depth)
        if operator.kind == "occur":
            return self._occurring(token, operator, depth)
        if operator.kind == "be":
            return inner if inner is not None and inner.kind is not None else None
        if inner is None:
            default = None if rule is not None else _DEFAULT.get(operator.kind)
            if operator.kind in ("say", "aspect", "light", "stop", "ease", "intend"):
                default = None
            return Reading(*default, (token.i,), (operator.name,), kind=operator.kind) if default else None
        tokens, rules = (token.i, *inner.tokens), (operator.name, *inner.rules)
        if operator.kind == "undergo":
            noun = self.doc[inner.head].pos_ in ("NOUN", "PROPN")
            return (
                replace(inner, tokens=tokens, rules=rules, kind="undergo")
                if noun and "recip" not in inner.flags
                else None
            )
        if operator.kind in _TRANSPARENT or operator.kind == "light":
            if operator.kind == "light" and self.doc[inner.head].pos_ == "VERB" and rule is not None:
                return None
            return replace(inner, tokens=tokens, rules=rules, kind=inner.kind or operator.kind)
        if operator.kind in _DEFAULT and operator.kind in ("accuse", "support", "deny"):
            type_, mode, cameo = (rule.type, rule.mode, rule.cameo) if rule is not None else _DEFAULT[operator.kind]
            return Reading(type_, mode, cameo, tokens, rules, kind=operator.kind, inner=inner)
        if operator.kind == "intend" and tree.lemma(token) == "agree":
            return Reading("AGREE", None, "030", tokens, rules, frozenset({"recip"}), "happened", inner, "intend")
        made = compositions().get((operator.kind, inner.type))
        if made is None:
            return None
        cameo = _finer(operator.kind, inner, made.cameo)
        flags = inner.flags & {"recip"} if made.type == "AGREE" else frozenset()
        return Reading(made.type, made.mode, cameo, tokens, rules, flags, made.status, inner, operator.kind)

    def _occurring(self, token: Any, operator: Operator, depth: int) -> Reading | None:
        """ "The drill will take place": the subject is the event."""
        for subject in tree.subjects(token):
            found = self.inner_noun(subject, depth + 1)
            if found is not None:
                rules = (operator.name, *found.rules)
                return replace(found, tokens=(token.i, *found.tokens), rules=rules, kind="occur")
        return None

    def inner(self, token: Any, depth: int) -> Reading | None:
        """The first readable predicate under a word: clauses, then objects, then prepositional phrases."""
        clauses = sorted(tree.complements(token), key=lambda child: _ORDER.get(child.dep_, 3))
        for child in clauses:
            found = self.read(child, depth + 1) or self.inner_noun(child, depth + 1)
            if found is not None:
                return found
        for child in tree.objects(token):
            found = self.inner_noun(child, depth + 1)
            if found is not None:
                return found
        for prep in tree.prepositions(token):
            if prep.lower_ == "by" or prep.lower_ in (
                "after",
                "before",
                "since",
                "during",
                "over",
                "following",
                "amid",
                "despite",
                "because",
            ):
                continue
            for child in prep.children:
                if child.dep_ in ("pobj", "pcomp"):
                    found = self.inner_noun(child, depth + 1)
                    if found is not None:
                        return found
        return self._adjuncts(token, depth)

    def _adjuncts(self, token: Any, depth: int) -> Reading | None:
        for child in token.children:
            if child.dep_ in ("acomp", "acl"):
                found = self.read(child, depth + 1)
                if found is not None:
                    return found
        return None

    def inner_noun(self, token: Any, depth: int) -> Reading | None:
        """The reading of a noun phrase: its head, else an event noun among its modifiers or after "of"."""
        found = self.read(token, depth)
        if found is not None or depth > _DEPTH:
            return found
        if token.pos_ not in ("NOUN", "PROPN"):
            return None
        people = noun_of(token) is not None
        for child in token.children:
            if (child.dep_ in ("compound", "nmod") and not people) or (child.dep_ == "conj" and child.pos_ == "NOUN"):
                found = self.read(child, depth + 1)
                if found is not None:
                    return found
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ in ("of", "to", "for", "on"):
                for child in prep.children:
                    found = self.inner_noun(child, depth + 1) if child.dep_ in ("pobj", "pcomp") else None
                    if found is not None:
                        return found
        return next((found for child in token.children if child.dep_ == "acl" and child.lower_ != "called"
                     for found in [self.read(child, depth + 1)] if found is not None), None)  # fmt: skip

    # --- modality ------------------------------------------------------------------------------

    def _modal(self, token: Any, base: Reading) -> Reading:
        mood = tree.modality(token)
        if "(say)" in base.rules[0] and not mood.negated:
            return base
        if mood.question or (mood.unreal and base.status == "happened"):
            return replace(base, status="hypothetical")
        if mood.must and base.type != "REQUEST":
            return self._under("demand", base, "must")
        if mood.negated:
            return self._negated(base, mood)
        if mood.future and base.status == "happened":
            under = self._under("intend", base, "will")
            return replace(under, status="hypothetical") if mood.condition else under
        if mood.condition or mood.possible or (mood.wish and base.status == "happened"):
            return replace(base, status="hypothetical")
        if base.status == "happened" and token.tag_ in ("VBG", "VBP", "VBZ") and _progressive(token):
            return replace(base, status="ongoing")
        return base

    def _negated(self, base: Reading, mood: tree.Modality) -> Reading:
        if mood.until and mood.future:
            return self._under("demand", base, "not until")
        if base.type in COOPERATIVE and (mood.future or mood.possible or base.type != "CONSULT"):
            return self._under("refuse", base, "not")
        return replace(base, status="denied", rules=("not", *base.rules))

    def _under(self, kind: str, base: Reading, word: str) -> Reading:
        made = compositions().get((kind, base.type))
        if made is None or base.kind == kind:
            return base
        rules = (f"{word} ({kind})", *base.rules)
        return Reading(
            made.type,
            made.mode,
            _finer(kind, base, made.cameo),
            base.tokens,
            rules,
            base.flags,
            made.status,
            base,
            kind,
        )


def _progressive(token: Any) -> bool:
    return token.tag_ == "VBG" and any(
        child.dep_ == "aux" and child.lower_ in ("is", "are", "'s", "’re") for child in token.children
    )


_OF_SANCTIONS = {"ease": "085", "stop": "085", "threat": "1312", "intend": "1312"}


def _finer(kind: str, inner: Reading, code: str | None) -> str | None:
    """CAMEO keeps the field of what is meant: 062 (military cooperation) intended is 0312, demanded 1012, refused 1212.

    So with sanctions (163): eased they are 085, threatened 1312.
    """
    if inner.cameo == "163" and kind in _OF_SANCTIONS:
        return _OF_SANCTIONS[kind]
    if code is None or inner.cameo is None or len(inner.cameo) != 3 or inner.type not in ("COOPERATE", "AID"):
        return code
    if kind == "refuse" and inner.type == "COOPERATE" and inner.cameo[-1] == "4":
        return code  # CAMEO has no refusal of intelligence
    return code + inner.cameo[-1] if kind in ("intend", "demand", "refuse") and inner.cameo[-1] in "1234" else code
