"""Who does it and to whom: source and target phrases of a reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tertius.coding.actors import noun_of
from tertius.coding.events import _tree as tree
from tertius.coding.events._means import ATTACKS, HELD, MEANS, MEANS_OF, is_own_means
from tertius.coding.events._parties import Party, Phrases
from tertius.coding.events._reading import Reading
from tertius.coding.events._roles import is_each_others, judged, suffers
from tertius.coding.events._tellers import only_tells

__all__ = ["Arguments"]

_TARGET_PREPS = ("with", "against", "on", "upon", "to", "for", "at", "from", "over", "between", "into", "toward", "towards",
                 "of", "in", "near", "about", "outside", "along")  # fmt: skip
_CLIMB = 6
_VERBAL = frozenset({"demand", "accuse", "threat", "support", "refuse", "deny", "allow"})
_TALKS = frozenset("talk meeting negotiation discussion consultation summit dialogue conversation".split())
# Of "asked A to leave" it is A who would leave.
_TURNS = frozenset(
    "persuade convince tell ask urge force compel order allow help enable encourage invite pressure get let push want require lead cause".split()
)
# What an act is made of is nobody that it is done to.
_STUFF = frozenset(
    """condolence concern readiness support solidarity gratitude thank regret willingness fire gunfire intelligence information euro million
    billion dollar aid assistance help money fund loan grant food weapon supply agreement deal accord talk meeting ban sanction""".split()
)
# What is closed is nobody's: "closed its airspace to A" is done to A.
_CLOSED = frozenset({"border", "frontier", "airspace", "crossing"})
_FRIENDLY = frozenset({"SUPPORT", "AGREE", "AID", "COOPERATE"})
_GIVES = frozenset({"AID", "COOPERATE", "SANCTION"})
_DASHES = frozenset({"-", "--", "–", "—", ":"})
_DATELINE = 9  # tokens before the dash of a dateline at most


class Arguments(Phrases):
    """Sources and targets of readings in one document."""

    # --- sources -------------------------------------------------------------------------------

    def sources(self, reading: Reading) -> list[Party]:
        """The subject of the outermost word that has one; for a noun its owner, agent or the people it is named after."""
        tokens = [self.doc[i] for i in reading.tokens]
        must = _must(reading)
        if "rev" in reading.flags:
            behind = self._behind(tokens[-1])
            return self.parties(behind) if behind is not None else []
        if must and not _says(reading):
            return []
        if "among" in reading.flags:
            return self._brought_together(tokens[-1])
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
            if subject is None and passive:
                subject = self._behind(token)
            if subject is not None and subject.i not in reading.tokens:
                return [*self._listed_before(subject), *self._anaphor(self.parties(subject), tokens[0])]
        return []

    def _behind(self, verb: Any) -> Any | None:
        """ "Killed in Norwegian shelling", "in an ambush by rebels": whose attack it was."""
        attacks = [noun for prep in verb.children if prep.lower_ in ("in", "by", "during") for noun in prep.children
                   if noun.dep_ == "pobj" and tree.lemma(noun) in ATTACKS]  # fmt: skip
        by = (grand for noun in attacks for prep in noun.children if prep.lower_ == "by" for grand in prep.children)
        whose = (each for noun in attacks for each in noun.children if each.dep_ in ("poss", "amod", "compound", "nmod")
                 and (each.i in self._by_token or each.ent_type_ in ("NORP", "GPE")))  # fmt: skip
        return next(by, None) or next(whose, None)

    def _brought_together(self, verb: Any) -> list[Party]:
        """The two of "made A and B closer"; nobody where it is not two."""
        below = [sub for clause in tree.complements(verb) for sub in tree.subjects(clause)]
        return next((parties for token in (*below, *tree.objects(verb)) if len(parties := self.parties(token)) > 1), [])

    def _listed_before(self, subject: Any) -> list[Party]:
        """ "Oslo, Riga sign deal": the name before the comma that a headline has for "and"."""
        comma, first = subject.left_edge.i - 1, subject.sent.start
        if comma <= first or self.doc[comma].text != "," or subject.i not in self._by_token:
            return []
        name = self.doc[comma - 1]
        alone = name.i in self._heads and self._heads[name.i].span[0] == self.doc[first].idx
        return [self.party(name)] if alone and name.dep_ in ("dep", "npadvmod", "nsubj") else []

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
            if (named := self._named_before(node)) is not None:
                return named
            if node.dep_ == "pcomp" and (blamed := judged(node)) is not None:
                return blamed
            if node.dep_ == "xcomp" and node.head.lemma_ in _TURNS and (told := tree.objects(node.head)):
                return told[0]
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

    def _named_before(self, verb: Any) -> Any | None:
        """ "It led to Oslo having talks": who stands right before the participle, which the parser hangs on the verb above."""
        first = verb.left_edge.i
        if verb.dep_ != "advcl" or verb.tag_ != "VBG" or first == 0 or first < verb.head.i:
            return None
        before = self.doc[first - 1]
        return (
            before
            if before.dep_ == "pobj" and before.head.head.i == verb.head.i and before.i in self._by_token
            else None
        )

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
        if subject.lower_ not in tree.RELATIVE:
            return subject
        if verb.dep_ == "ccomp" and verb.head.lemma_ == "be":  # "it was A that ..."
            return next((child for child in verb.head.children if child.dep_ == "attr"), subject)
        return verb.head if verb.dep_ == "relcl" else subject

    def _owner(self, noun: Any, reading: Reading) -> Any | None:
        """ "Iran's drills", "the attack by rebels", "Israeli strikes", "talks between A and B"."""
        for prep in noun.children:
            if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "between"):
                return next((grand for grand in prep.children if grand.dep_ == "pobj"), None)
            if (
                reading.type == "PROTEST"
                and prep.dep_ == "nummod"
                and prep.lower_ in ("thousands", "hundreds", "dozens")
            ):
                return prep
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
        act = [self.doc[i].idx for i in reading.tokens[1 if len(reading.tokens) > 1 and _says(reading) else 0 :]]
        for token in [*(met := self._met(reading)), *self._slots(reading)]:
            if (
                token.i in taken
                or token.i in reading.tokens
                or token.ent_type_ in ("DATE", "TIME")
                or token.tag_ == "PRP$"
            ):
                continue
            if (
                token.lower_ in ("other", "another")
                or self._is_stuff(token)
                or _is_closed(token, reading)
                or is_each_others(token)
            ):
                continue
            if reading.kind == "accuse" and suffers(token, reading):
                continue
            found = [party for party in self.parties(self._whose(token)) if party.head not in taken]
            if found and only_tells(self.parsed, act, found[0].span):
                continue
            if token.lower_ in ("me", "us"):
                return found
            known = bool(found) and found[0].mention is not None and found[0].mention.entity not in entities
            if (known and self._is_target(found[0], reading)) or (found and token in met):
                return found
            if is_own_means(token, reading.type, named=self._is_named(token)):
                continue
            if found and token.pos_ in ("NOUN", "PROPN") and not (found[0].mention and token.pos_ == "PROPN"):
                spare.append(found)
        return next(
            (found for found in spare if found[0].named and found[0].mention is None), spare[0] if spare else []
        )

    def _is_stuff(self, token: Any) -> bool:
        """What an act is made of ("shared intelligence with ..."), where the phrase itself names nobody."""
        mention = self._heads.get(token.i)
        own = mention is not None and mention.actor is not None and mention.actor.code is not None
        return tree.lemma(token) in _STUFF and not own

    def _met(self, reading: Reading) -> list[Any]:
        """With whom the talks are that somebody travels for; the town that he travels to is where they are."""
        if reading.type != "CONSULT":
            return []
        talks = [noun for i in reading.tokens for prep in self.doc[i].children if prep.lower_ in ("for", "to")
                 for noun in prep.children if noun.dep_ == "pobj" and tree.lemma(noun) in _TALKS]  # fmt: skip
        return [name for noun in talks for prep in noun.children if prep.lower_ == "with"
                for name in prep.children if name.dep_ == "pobj"]  # fmt: skip

    def _whose(self, token: Any) -> Any:
        """The name that says whose a thing is: Japan of "a protest with Japan", or of "its border with Japan"; else the phrase itself."""
        if token.pos_ != "NOUN" or noun_of(token) is not None or token.i in self._heads:
            return token
        near = (grand for prep in token.children if prep.dep_ == "prep" and prep.lower_ in ("with", "by", "against")
                for grand in prep.children if grand.dep_ == "pobj")  # fmt: skip
        return next((name for name in near if name.i in self._heads or name.ent_type_ in ("GPE", "NORP", "ORG")), token)

    def _is_target(self, party: Party, reading: Reading) -> bool:
        head = self.doc[party.head]
        if any(child.dep_ == "poss" and child.pos_ == "PRON" for child in head.children):
            person = noun_of(head) is not None and tree.lemma(head) not in MEANS | HELD
            return person or reading.type not in MEANS_OF
        own = party.mention is None or party.mention.actor is None or party.mention.actor.code is None
        return not (own and reading.type in MEANS_OF and tree.lemma(head) in MEANS)

    def is_own(self, type_: str, source: Party | None, target: Party | None) -> bool:
        """Friendly acts towards one's own ("defended its fishermen") are none between actors."""
        if source is None or target is None or source.mention is None or type_ not in _FRIENDLY:
            return False
        noun = noun_of(self.doc[target.head])
        if noun is not None and noun.kind == "organisation":
            return False
        owner = next((child for child in self.doc[target.head].children if child.tag_ == "PRP$"), None)
        mention = self._by_token.get(owner.i) if owner is not None else None
        return mention is not None and mention.actor is not None and mention.actor == source.mention.actor

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
        tokens = tokens[_only_carried(tokens, reading) :]
        for token in tokens if verbal else [*reversed(tokens)]:
            yield from self._objects(token, reading)
        for token in tokens:
            yield from self._modifiers(token)
        told = any(obj.pos_ in ("NOUN", "PROPN") for token in tokens for obj in tree.objects(token))
        for token in tokens:
            for clause in token.children:
                if clause.dep_ in ("ccomp", "xcomp", "advcl", "acl") and clause.i not in reading.tokens:
                    below = (*tree.subjects(clause), *self._objects(clause, reading))
                    yield from (word for word in below if word.pos_ != "PRON" or not told)

    def _objects(self, token: Any, reading: Reading) -> Iterator[Any]:
        yield from (child for child in token.children if child.dep_ == "dative" and child.pos_ != "ADP")
        if reading.kind == "demand":
            yield from (sub for clause in tree.complements(token) for sub in tree.subjects(clause))
        given = [obj for obj in tree.objects(token) if obj.i not in reading.tokens]
        if reading.type in _GIVES and any(obj.i in self._by_token or not self._is_named(obj) for obj in given):
            yield from (to for to in self._receivers(token) if self._is_named(to))
        yield from given
        leading = [prep for prep in token.children if prep.dep_ in ("prep", "dative") and prep.lower_ in _TARGET_PREPS
                   and (prep.lower_ != "along" or reading.type == "MOBILIZE")]  # fmt: skip
        for prep in sorted(leading, key=lambda prep: _TARGET_PREPS.index(prep.lower_)):
            yield from (grand for grand in prep.children if grand.dep_ == "pobj")
        for prep in token.children:
            if prep.dep_ == "prep":
                yield from (deep for grand in prep.children if grand.dep_ in ("prep", "pcomp") for deep in grand.children
                            if deep.dep_ in ("pobj", "dobj"))  # fmt: skip
        for obj in given:
            yield from self._modifiers(obj)

    def _receivers(self, token: Any) -> Iterator[Any]:
        """Whom something is given to, or taken from."""
        for prep in token.children:
            if prep.dep_ in ("prep", "dative") and prep.lower_ in ("to", "from", "with"):
                yield from (grand for grand in prep.children if grand.dep_ == "pobj")

    def _is_named(self, token: Any) -> bool:
        mention = self.party(token).mention
        return mention is not None and mention.actor is not None and mention.actor.code is not None

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


def _is_closed(token: Any, reading: Reading) -> bool:
    return reading.type == "COERCE" and tree.lemma(token) in _CLOSED


def _only_carried(tokens: list[Any], reading: Reading) -> int:
    """How many words at the front only tell of the act, done by somebody else than who tells: whom they are told to is no party."""
    if len(tokens) < 2 or not _says(reading):
        return 0
    doers = [sub for token in tokens[1:] for sub in token.children if sub.dep_ in ("nsubj", "nsubjpass")]
    return 1 if doers and doers[0].pos_ != "PRON" else 0


def _says(reading: Reading) -> bool:
    return "(say)" in reading.rules[0]


def _must(reading: Reading) -> bool:
    return any(rule.startswith("must ") for rule in reading.rules)
