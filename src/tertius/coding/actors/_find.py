"""Find the mentions of one document, in order, each with its actor and the evidence for it."""

from __future__ import annotations

from typing import Any

from tertius.coding.actors._entities import Entities, Seen
from tertius.coding.actors._names import Name, leader, names_of
from tertius.coding.actors._persons import Role, describe, name_span, role_of
from tertius.coding.actors._phrases import core, is_location, noun_of, phrase_heads
from tertius.coding.actors._words import ANAPHORIC, GENDERED, LOCATIVE, PRONOUNS, Noun
from tertius.coding.parsed import Mention, Parsed
from tertius.records import Actor, ActorKind

__all__ = ["find_mentions"]

_KINDS = {
    "office": ActorKind.PERSON,
    "person": ActorKind.PERSON,
    "organisation": ActorKind.ORGANISATION,
    "group": ActorKind.GROUP,
}
_BECAUSE = {"capital": "capital as the government", "demonym": "demonym", "metonym": "metonym"}
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})
_NO_BODIES = frozenset({"war", "resolution", "resolutions", "accord", "accords", "agreement", "treaty", "declaration", "act", "spring", "covid-19",
                        "revolution", "summit", "convention", "muslim", "muslims", "christian", "shia", "sunni"})  # fmt: skip
# "Aid to Pyongyang", "called on Tehran": words after which "to" and "on" lead to whom one deals with, not to where.
_GIVEN = frozenset(
    """aid assistance supply delivery shipment export loan grant message letter note appeal request demand warning threat pledge
    promise concession answer reply response respond answer reply apologize apologise appeal complain call urge impose slap sanction
    tariff embargo pressure give offer provide sell say lend grant supply deliver extend owe pay speak talk listen""".split()
)
_LABELS = frozenset({"ORG", "NORP"})


def find_mentions(parsed: Parsed) -> list[Mention]:
    """All mentions of actors in the document, in order of the text.

    A place name that stands as a place ("in Baku") or inside a person's name is no mention. A pronoun
    or a phrase like "the ministry" takes the actor of its antecedent; where none agrees in number,
    gender and kind its actor is None and its evidence "unresolved".
    """
    return _Finder(parsed).run()


class _Finder:
    def __init__(self, parsed: Parsed) -> None:
        self.doc = parsed.doc
        self.source = parsed.text  # Doc.text is made anew at each access
        self.day = parsed.document.published.day if parsed.document.published else None
        self.names = names_of(parsed.doc)
        self.entities = Entities()
        self.found: list[Mention] = []
        self.sentence = 0
        self.used: set[int] = set()

    def run(self) -> list[Mention]:
        order = [n for n, sentence in enumerate(self.doc.sents) for _ in range(sentence.start, sentence.end)]
        for token in phrase_heads(self.doc):
            if token.i in self.used:
                continue
            self.sentence = order[token.i]
            self._one(token)
        self._adjectives()
        return sorted(self.found, key=lambda mention: (mention.span, mention.head))

    def _one(self, token: Any) -> None:
        if token.pos_ == "PRON":
            self._pronoun(token)
            return
        start, end = core(token)
        person = name_span(token, start, self.names)
        if person is not None:
            self._person(token, person, start)
            return
        name = self._name_ending_at(token)
        noun = noun_of(token)
        if name is not None and (noun is None or name.end - name.start > 1 or name.kind in ("country", "metonym")):
            self._named(token, name)
        elif noun is not None and token.ent_type_ not in ("DATE", "TIME"):
            self._described(token, noun, start, end)
        elif (
            token.ent_type_ in _LABELS
            and len(token) > 2
            and token.lemma_.lower() not in _NO_BODIES
            and token.pos_ == "PROPN"
        ):
            self._organisation(token)

    # --- kinds of mention ----------------------------------------------------------------------

    def _pronoun(self, token: Any) -> None:
        kind, gender = PRONOUNS[token.lower_]
        if token.lower_ == "it" and (token.dep_ == "expl" or token.head.lemma_ in ("seem", "appear", "rain")):
            return
        subject = token.dep_ in _SUBJECT
        seen = self.entities.pronoun(kind, gender, self.sentence, subject=subject)
        if seen is None:
            self._add(token.i, token.i + 1, token, None, None, self.entities.fresh(), "unresolved")
            return
        several = self._conjoined(seen) if kind == "many" else []
        if len(several) > 1:
            because = "antecedents: " + " and ".join(mention.text for mention in several)
            members = tuple(mention.actor for mention in several if mention.actor is not None)
            self._add(token.i, token.i + 1, token, None, None, self.entities.fresh(), because, members=members)
        else:
            because = f"antecedent: {seen.text}"
            self._add(token.i, token.i + 1, token, seen.actor, None, seen.entity, because, remember=False)

    def _conjoined(self, seen: Seen) -> list[Mention]:
        """The mentions of "A and B", where `seen` is the first."""
        heads = [seen.at] if seen.at >= 0 else []
        while heads and (after := [child.i for child in self.doc[heads[-1]].children if child.dep_ == "conj"]):
            heads.append(after[0])
        return [mention for mention in self.found if mention.head in heads and mention.actor is not None]

    def _person(self, token: Any, span: tuple[int, int], start: int) -> None:
        name = " ".join(self._text(*span).split())
        role = role_of(token, span, self.names)
        shared = self.entities.ambiguous(name)
        entity = self.entities.person(name)
        known = self.entities.persons.get(entity)
        if shared:
            self._add(span[0], span[1], token, None, None, entity, "unresolved: a surname of two people")
            return
        actor = (
            known if known is not None and (role is None or known.code is not None) else self._office_holder(name, role)
        )
        full = known.name if known is not None and len(known.name) > len(name) else name
        actor = Actor(name=full, code=actor.code, kind=ActorKind.PERSON)
        self.entities.persons[entity] = actor
        gender = next(
            (
                GENDERED[self.doc[i].lower_]
                for i in range(start, token.right_edge.i + 1)
                if self.doc[i].lower_ in GENDERED
            ),
            None,
        )
        if gender:
            self.entities.genders[entity] = gender
        because = "person's name" if role is None else f"office: {role.text}" + (" (former)" if role.former else "")
        if known is not None and role is None:
            because = f"antecedent: {known.name}"
        self._add(
            min(start, span[0]), span[1], token, actor, role.text if role else None, entity, because, gender=gender
        )

    def _office_holder(self, name: str, role: Role | None) -> Actor:
        code = None
        if (
            role is not None
            and role.owner is not None
            and not role.former
            and role.noun.kind == "office"
            and role.noun.sector
        ):
            code = _under(role.owner.actor, role.noun.sector)
        holder = leader(name, self.day) if code is None and not (role and role.former) else None
        return Actor(name=name, code=holder.actor.code if holder else code, kind=ActorKind.PERSON)

    def _named(self, token: Any, name: Name) -> None:
        if name.kind == "capital" and (is_location(token) or not self._acts(token)):
            return
        aimed = token.head.lower_ == "at"  # "fired at Israel": one is in a state, hardly at it
        if name.kind == "country" and token.dep_ == "pobj" and token.head.lower_ in LOCATIVE and not aimed:
            return
        actor, because = name.actor, _BECAUSE.get(name.kind, f"name: {name.kind}")
        plural = name.kind == "demonym"
        if plural:
            actor = Actor(name=self._text(name.start, name.end), code=actor.code, kind=ActorKind.PEOPLE)
        entity = self.entities.number(f"{actor.code or actor.name} {actor.kind}")
        self._add(name.start, name.end, token, actor, None, entity, because, plural=plural)

    def _described(self, token: Any, noun: Noun, start: int, end: int) -> None:
        role = describe(token, start, end + 1, self.names, None)
        owner = self._possessor(token) or (role.owner.actor if role and role.owner else None)
        lemma = token.lemma_.lower()
        definite = any(
            child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those")
            for child in token.children
        )
        plural = token.tag_ in ("NNS", "NNPS")
        if owner is None and definite and self._anaphor(token, start, lemma):
            return
        end = self._body_end(token, end)
        text = " ".join(self._text(start, end + 1).split())
        code = None
        if owner is not None and noun.sector and not (role and role.former):
            code = _under(owner, noun.sector)
        kind = ActorKind.GROUP if plural and noun.kind in ("office", "person") else _KINDS[noun.kind]
        actor = Actor(name=text, code=code, kind=kind)
        because = f"{noun.kind} of {owner.code}" if owner is not None and owner.code else f"{noun.kind}: {lemma}"
        entity = self.entities.number(f"{code or ''} {text}")
        spoken = text if noun.kind in ("office", "person") else None
        gender = GENDERED.get(lemma)
        self._add(start, end + 1, token, actor, spoken, entity, because, gender=gender, plural=plural)

    def _possessor(self, token: Any) -> Actor | None:
        """Whose "its ambassador" is: the antecedent of the pronoun, found just before."""
        pronoun = next((child.i for child in token.children if child.dep_ == "poss" and child.pos_ == "PRON"), None)
        found = (
            (mention for mention in reversed(self.found[-4:]) if mention.head == pronoun)
            if pronoun is not None
            else iter(())
        )
        return next((mention.actor for mention in found), None)

    def _anaphor(self, token: Any, start: int, lemma: str) -> bool:
        """ "the ministry", "the truck drivers": what was named before by the same noun and no fewer words."""
        text = self._text(start, token.i + 1).lower()
        seen = self.entities.described(lemma)
        if seen is not None and text.rstrip("s") in seen.text.lower():
            self._add(
                start, token.i + 1, token, seen.actor, None, seen.entity, f"antecedent: {seen.text}", remember=False
            )
            return True
        if start == token.i and lemma in ANAPHORIC and seen is None:
            self._add(start, token.i + 1, token, None, None, self.entities.fresh(), "unresolved")
            return True
        return False

    def _body_end(self, token: Any, end: int) -> int:
        """The end of "Ministry of National Defense": a proper name goes on after "of"."""
        for prep in token.children:
            if prep.lower_ == "of" and prep.i == token.i + 1 and token.pos_ == "PROPN":
                for grand in prep.children:
                    if grand.dep_ == "pobj" and grand.pos_ == "PROPN" and grand.i not in self.names:
                        self.used.update(range(token.i, grand.i + 1))
                        return int(grand.i)
        return end

    def _organisation(self, token: Any) -> None:
        start = token.i
        while (
            start > token.sent.start
            and self.doc[start - 1].ent_type_ == token.ent_type_
            and self.doc[start].ent_iob_ == "I"
        ):
            start -= 1
        if self.doc[start].pos_ == "DET":
            start += 1
        text = " ".join(self._text(start, token.i + 1).split())
        actor = Actor(name=text, code=None, kind=ActorKind.ORGANISATION)
        self._add(
            start, token.i + 1, token, actor, None, self.entities.number(f"organisation {text}"), "organisation's name"
        )

    def _adjectives(self) -> None:
        """Demonyms and countries that only modify: "Iranian drills", "Azerbaijan's territory", "U.S. and Soviet talks"."""
        covered = [mention.span for mention in self.found]
        for name in self.names.values():
            first, last = self.doc[name.start], self.doc[name.end - 1]
            if name.start in self.used or any(a <= first.idx < b for a, b in covered) or name.kind == "capital":
                continue
            if last.ent_type_ in ("PERSON", "LANGUAGE", "EVENT", "WORK_OF_ART") or (
                last.dep_ == "pobj" and last.head.lower_ in LOCATIVE
            ):
                continue
            state = name.actor
            entity = self.entities.number(f"{state.code or state.name} {state.kind}")
            self._add(name.start, name.end, last, state, None, entity, name.kind, remember=False)

    # --- small parts ---------------------------------------------------------------------------

    def _name_ending_at(self, token: Any) -> Name | None:
        return next(
            (
                name
                for i in range(token.i, max(token.i - 7, -1), -1)
                if (name := self.names.get(i)) and name.end == token.i + 1
            ),
            None,
        )

    def _acts(self, token: Any) -> bool:
        """Whether a capital stands where someone acts or is dealt with, rather than where something lies."""
        if token.dep_ in ("nsubj", "agent", "nsubjpass", "dobj", "iobj", "dative", "poss"):
            return True
        if token.dep_ == "conj":
            return self._acts(token.head)
        if token.dep_ != "pobj":
            return False
        governor = token.head.head
        words = {
            governor.lemma_.lower(),
            *(child.lemma_.lower() for child in governor.children if child.dep_ == "dobj"),
        }
        given = token.head.lower_ in ("to", "on", "upon") and not words.isdisjoint(_GIVEN)
        return given or token.head.lower_ in ("by", "with", "between", "against")

    def _text(self, start: int, end: int) -> str:
        first, last = self.doc[start], self.doc[end - 1]
        return str(self.source[first.idx : last.idx + len(last)])

    def _add(self, start: int, end: int, token: Any, actor: Actor | None, role: str | None, entity: int, because: str, *,
             gender: str | None = None, plural: bool = False, remember: bool = True, members: tuple[Actor, ...] = ()) -> None:  # fmt: skip
        first, last = self.doc[start], self.doc[end - 1]
        span = (first.idx, last.idx + len(last))
        text = self.source[span[0] : span[1]]
        self.found.append(Mention(span, token.i, text, actor, role, entity, because, members))
        self.used.add(token.i)
        if remember and actor is not None:
            plural = plural or any(child.dep_ == "conj" for child in token.children)
            self.entities.seen.append(
                Seen(
                    entity,
                    actor,
                    token.lemma_.lower(),
                    self.sentence,
                    token.dep_ in _SUBJECT,
                    gender,
                    plural,
                    text,
                    token.i,
                )
            )


def _under(owner: Actor, sector: str) -> str | None:
    """The code of an office or body of `owner`: of its state, save that what is no organ of the state stays what it is."""
    if owner.code is None:
        return None
    head, _, own = owner.code.partition(".")
    return owner.code if own in _OF_NO_STATE else f"{head}.{sector}"


_OF_NO_STATE = frozenset({"MED", "BUS", "EDU", "NGO", "LAB", "PTY", "OPP", "REB", "CRM", "REL"})
