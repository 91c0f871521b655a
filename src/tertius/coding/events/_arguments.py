"""Who does it and to whom: source and target phrases of a reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tertius.coding.events import _tree as tree
from tertius.coding.events._reading import Reading
from tertius.coding.parsed import Mention, Parsed, Span

__all__ = ["Arguments", "Party"]

_TARGET_PREPS = ("with", "against", "on", "upon", "to", "for", "at", "from", "over", "between", "into", "toward", "towards",
                 "of", "in", "near", "about")  # fmt: skip
_MODIFIERS = ("poss", "amod", "compound", "nmod", "appos", "nummod")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_CLIMB = 6
_NAMES = frozenset({"GPE", "ORG", "NORP", "PERSON", "LOC", "FAC"})
_VERBAL = frozenset({"demand", "accuse", "threat", "support", "refuse", "deny", "allow"})
# What an actor sends or gives is no target where nothing says whose it is.
_MEANS = frozenset(
    """troop force army soldier peacekeeper police military navy warship warplane jet mission battalion brigade guard fund
    envoy delegation observer inspector expert monitor""".split()
)
_MEANS_OF = frozenset({"MOBILIZE", "AID", "RETREAT", "AGREE", "REJECT", "THREATEN", "COOPERATE", "SANCTION", "CONSULT"})
_DASHES = frozenset({"-", "--", "–", "—", ":"})
_DATELINE = 9  # tokens before the dash of a dateline at most


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event: the phrase and the mention in it, if any."""

    span: Span
    head: int
    mention: Mention | None
    named: bool = False  # a mention, or what the recogniser takes for a name


class Arguments:
    """Sources and targets of readings in one document."""

    def __init__(self, parsed: Parsed) -> None:
        self.doc = parsed.doc
        self._by_token: dict[int, Mention] = {}
        for mention in sorted(parsed.mentions, key=lambda each: each.span[1] - each.span[0], reverse=True):
            for token in self._tokens(mention.span):
                self._by_token[token.i] = mention
        self._by_entity: dict[int, list[Mention]] = {}
        for mention in parsed.mentions:
            self._by_entity.setdefault(mention.entity, []).append(mention)
        self._heads = {mention.head: mention for mention in parsed.mentions}

    def _tokens(self, span: Span) -> list[Any]:
        piece = self.doc.char_span(*span, alignment_mode="expand")
        return list(piece) if piece is not None else []

    # --- phrases -------------------------------------------------------------------------------

    def party(self, token: Any) -> Party:
        """The phrase that `token` heads, with the mention it is or, failing that, the one that modifies it."""
        mention = self._heads.get(token.i) or self._by_token.get(token.i) or self._inside(token)
        start, end = self._core(token)
        if mention is not None and self._covers(mention, token):
            start, end = mention.span[0], max(mention.span[1], end)
        elif mention is not None:
            end = max(end, mention.span[1])
        return Party((start, end), token.i, mention, mention is not None or token.ent_type_ in _NAMES)

    def parties(self, token: Any) -> list[Party]:
        """The phrase and those conjoined with it."""
        found = [self.party(token)]
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON"):
                found += self.parties(child)
        return found

    def _covers(self, mention: Mention, token: Any) -> bool:
        return bool(mention.span[0] <= token.idx < mention.span[1])

    def _inside(self, token: Any) -> Mention | None:
        """The mention among the modifiers of a phrase, the possessor first, then what follows "of" and its like."""
        for dep in _MODIFIERS:
            for child in token.children:
                if child.dep_ == dep:
                    found = self._by_token.get(child.i) or (
                        self._inside(child) if dep in ("compound", "poss", "amod") else None
                    )
                    if found is not None:
                        return found
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "against", "by", "between", "with", "to"):
                for grand in child.children:
                    if grand.dep_ == "pobj":
                        return self._heads.get(grand.i) or self._by_token.get(grand.i) or self._inside(grand)
        return None

    def _core(self, token: Any) -> Span:
        left = [
            child for child in token.children if child.i < token.i and child.dep_ in (*_MODIFIERS, "det", "quantmod")
        ]
        start = min([child.left_edge.idx for child in left], default=token.idx)
        of = next((child for child in token.children if child.dep_ == "prep" and child.lower_ == "of"), None)
        names = [grand for grand in of.children if grand.dep_ == "pobj"] if of is not None else []
        return (start, max([grand.idx + len(grand) for grand in names], default=token.idx + len(token)))

    # --- sources -------------------------------------------------------------------------------

    def sources(self, reading: Reading) -> list[Party]:
        """The subject of the outermost word that has one; for a noun its owner, agent or the people it is named after."""
        tokens = [self.doc[i] for i in reading.tokens]
        must = _must(reading)
        if "rev" in reading.flags or (must and not _says(reading)):
            return []
        if reading.kind == "undergo":
            return self._after(tokens, ("from", "by", "of"))
        if any(rule.endswith("(occur)") for rule in reading.rules) and (found := self._taking_part(tokens)):
            return found
        if found := self.misread_verb(tokens[0]):
            return found
        outer = tokens if must else self._inmost(tokens, reading)
        passive = tree.is_passive(outer[0])
        for token in outer if passive else [*outer, *tokens]:
            subject = self._agent(token) if token.pos_ in ("VERB", "AUX", "ADJ") else self._owner(token, reading)
            if subject is not None and subject.i not in reading.tokens:
                return self._anaphor(self.parties(subject), tokens[0])
        return []

    def _inmost(self, tokens: list[Any], reading: Reading) -> list[Any]:
        """Without the words that only carry the act ("said", "led to"), where the act has a subject of its own."""
        carried = 0
        for rule in reading.rules[: len(tokens) - 1]:
            if not rule.endswith(("(say)", "(light)", "(aspect)")):
                break
            carried += 1
        for n in range(carried, 0, -1):
            if any(child.dep_ in ("nsubj", "nsubjpass") for child in tokens[n].children):
                return tokens[n:]
        return tokens[1:] if len(tokens) > 1 and _says(reading) else tokens

    def _after(self, tokens: list[Any], words: tuple[str, ...]) -> list[Party]:
        for token in tokens:
            for prep in token.children:
                if prep.dep_ in ("prep", "agent") and prep.lower_ in words:
                    return next((self.parties(grand) for grand in prep.children if grand.dep_ == "pobj"), [])
        return []

    def _taking_part(self, tokens: list[Any]) -> list[Party]:
        """ "with the participation of A and B"."""
        shares = [
            word for token in tokens for word in token.subtree if tree.lemma(word) in ("participation", "involvement")
        ]
        return self._after(shares, ("of", "by")) if shares else []

    def misread_verb(self, token: Any) -> list[Party]:
        """The names before a bare noun that is followed by "to" or "on": "A and B plan on ..." read as a noun.

        The small tagger takes such verbs for nouns after a list of names; what stands right before is the subject.
        """
        i = token.i
        bare = token.pos_ == "NOUN" and not any(child.i < i for child in token.children)
        if not bare or i < 1 or i + 1 >= len(self.doc) or self.doc[i + 1].lower_ not in ("to", "on"):
            return []
        if i - 1 not in self._by_token or token.dep_ in ("pobj", "dobj", "compound"):
            return []
        names = [self.doc[i - 1]]
        while names[0].i >= 2 and self.doc[names[0].i - 1].lower_ == "and" and names[0].i - 2 in self._by_token:
            names.insert(0, self.doc[names[0].i - 2])
        return [self.party(name) for name in names]

    def _anaphor(self, parties: list[Party], outermost: Any) -> list[Party]:
        """A pronoun gives way to a name: of the speaker in "Iran said it would ...", else of its antecedent nearby."""
        first = parties[0]
        if self.doc[first.head].pos_ != "PRON":
            return parties
        if outermost.i != self.doc[first.head].head.i and outermost.pos_ == "VERB":
            speaker = self._agent(outermost)
            if speaker is not None and speaker.i != first.head and speaker.pos_ != "PRON":
                return self.parties(speaker)
        if first.mention is None or first.mention.actor is None:
            return parties
        named = [each for each in self._by_entity.get(first.mention.entity, ()) if each.span[1] <= first.span[0]]
        sentence = self.doc[first.head].sent.start_char
        near = [each for each in named if each.span[0] >= sentence and self.doc[each.head].pos_ != "PRON"]
        return [Party(near[-1].span, near[-1].head, near[-1], named=True)] if near else parties

    def _agent(self, verb: Any) -> Any | None:
        node = verb
        for _step in range(_CLIMB):
            if tree.is_passive(node):
                return self._by_agent(node)
            subjects = [child for child in node.children if child.dep_ in ("nsubj", "nsubjpass")]
            if subjects:
                return self._antecedent(self._after_dateline(subjects[-1]), node)
            if node.dep_ in ("acl", "relcl"):
                if node.head.dep_ != "dobj" or node.head.i in self._by_token or node.dep_ == "relcl":
                    return node.head
                node = node.head.head  # "issued a declaration demanding ...": who issued it
                continue
            if (
                node.dep_ in ("xcomp", "conj", "advcl", "pcomp", "prep", "acomp", "dobj", "ccomp", "pobj", "aux")
                and node.head.i != node.i
            ):
                node = node.head
                if node.pos_ in ("NOUN", "PROPN") and verb.dep_ != "pcomp" and node.dep_ not in ("dobj", "pobj"):
                    return None
                continue
            return None
        return None

    def _after_dateline(self, subject: Any) -> Any:
        """ "MANILA - President X pardoned ...": the name before the dash is where the report was written."""
        start = subject.sent.start
        if subject.i - start > _DATELINE:
            return subject
        dash = next((i for i in range(subject.i + 1, min(start + _DATELINE, len(self.doc))) if self.doc[i].text in _DASHES
                     and self.doc[i].whitespace_ and self.doc[i - 1].whitespace_), None)  # fmt: skip
        if dash is None:
            return subject
        later = [child for child in subject.children if child.i > dash and child.pos_ in ("NOUN", "PROPN")]
        return later[-1] if later else subject

    def _by_agent(self, verb: Any) -> Any | None:
        for child in verb.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
        return None

    def _antecedent(self, subject: Any, verb: Any) -> Any:
        return verb.head if subject.lower_ in _RELATIVE and verb.dep_ == "relcl" else subject

    def _owner(self, noun: Any, reading: Reading) -> Any | None:
        """ "Iran's drills", "the attack by rebels", "Israeli strikes", "talks between A and B"."""
        for prep in noun.children:
            if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "between"):
                return next((grand for grand in prep.children if grand.dep_ == "pobj"), None)
        for child in noun.children:
            if child.dep_ == "poss" or (child.dep_ in ("amod", "compound", "nmod") and child.i in self._by_token):
                return child
        if "recip" in reading.flags or reading.type in ("PROTEST", "MOBILIZE"):
            for prep in noun.children:
                if prep.dep_ == "prep" and prep.lower_ in ("of", "with"):
                    return next((grand for grand in prep.children if grand.dep_ == "pobj"), None)
        return None

    # --- targets -------------------------------------------------------------------------------

    def targets(self, reading: Reading, sources: list[Party]) -> list[Party]:
        """The first phrase in a target's slot that holds an actor, else the first name, else the first phrase."""
        taken = {party.head for party in sources}
        entities = {party.mention.entity for party in sources if party.mention}
        spare: list[list[Party]] = []
        for token in self._slots(reading):
            if token.i in taken or token.i in reading.tokens or token.ent_type_ in ("DATE", "TIME"):
                continue
            found = [party for party in self.parties(token) if party.head not in taken]
            if token.lower_ in ("me", "us"):
                return found
            if (
                found
                and self._is_target(found[0], reading)
                and found[0].mention
                and found[0].mention.entity not in entities
            ):
                return found
            if found and token.pos_ in ("NOUN", "PROPN") and not (found[0].mention and token.pos_ == "PROPN"):
                spare.append(found)
        return next(
            (found for found in spare if found[0].named and found[0].mention is None), spare[0] if spare else []
        )

    def _is_target(self, party: Party, reading: Reading) -> bool:
        head = self.doc[party.head]
        if any(child.dep_ == "poss" and child.pos_ == "PRON" for child in head.children):
            return reading.type not in _MEANS_OF
        own = party.mention is None or party.mention.actor is None or party.mention.actor.code is None
        return not (own and reading.type in _MEANS_OF and tree.lemma(head) in _MEANS)

    def loose_agent(self, reading: Reading) -> list[Party]:
        """The "by" phrase of "condemned the arrest of X by Y", which parsers hang on the active verb."""
        verb = self.doc[reading.head]
        if verb.pos_ != "VERB" or tree.is_passive(verb) or self.doc[reading.core].pos_ != "NOUN":
            return []
        agent = self._by_agent(verb)
        return self.parties(agent) if agent is not None else []

    def _slots(self, reading: Reading) -> Iterator[Any]:
        tokens = [self.doc[i] for i in reading.tokens]
        if "rev" in reading.flags or reading.kind == "undergo":
            yield from tree.subjects(tokens[-1] if "rev" in reading.flags else tokens[0])
        if _must(reading):
            yield from (subject for token in tokens[1 if _says(reading) else 0 :] for subject in tree.subjects(token))
        verbal = reading.kind in _VERBAL
        if verbal:
            yield from (
                owner for token in tokens if token.pos_ == "NOUN" for owner in self._modifiers(token, owners_only=True)
            )
        for token in tokens if verbal else [*reversed(tokens)]:
            yield from self._objects(token, reading)
        for token in tokens:
            yield from self._modifiers(token)
        for token in tokens:
            for clause in token.children:
                if clause.dep_ in ("ccomp", "xcomp", "advcl", "acl") and clause.i not in reading.tokens:
                    yield from tree.subjects(clause)
                    yield from self._objects(clause, reading)

    def _objects(self, token: Any, reading: Reading) -> Iterator[Any]:
        yield from (child for child in token.children if child.dep_ == "dative" and child.pos_ != "ADP")
        if reading.kind == "demand":
            yield from (sub for clause in tree.complements(token) for sub in tree.subjects(clause))
        for obj in tree.objects(token):
            if obj.i in reading.tokens:
                continue
            yield obj
        for name in _TARGET_PREPS:
            for prep in token.children:
                if prep.dep_ in ("prep", "dative") and prep.lower_ == name:
                    yield from (grand for grand in prep.children if grand.dep_ == "pobj")
        for prep in token.children:
            if prep.dep_ == "prep":
                yield from (deep for grand in prep.children if grand.dep_ in ("prep", "pcomp") for deep in grand.children
                            if deep.dep_ in ("pobj", "dobj"))  # fmt: skip
        for obj in tree.objects(token):
            if obj.i not in reading.tokens:
                yield from self._modifiers(obj)

    def _modifiers(self, noun: Any, *, owners_only: bool = False) -> Iterator[Any]:
        if noun.pos_ not in ("NOUN", "PROPN"):
            return
        yield from (
            child
            for child in noun.children
            if child.dep_ in ("poss", "amod", "compound", "nmod") and child.i in self._by_token
        )
        for prep in noun.children:
            if prep.dep_ == "prep" and (not owners_only or prep.lower_ in ("by", "from")):
                yield from (grand for grand in prep.children if grand.dep_ == "pobj")


def _says(reading: Reading) -> bool:
    return "(say)" in reading.rules[0]


def _must(reading: Reading) -> bool:
    return any(rule.startswith("must ") for rule in reading.rules)
