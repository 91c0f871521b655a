"""A sentence as ties are read from it: its words in lower case, with a numbered slot for each actor named by name.

"Norway's closest ally, Denmark, sent two ships" becomes "@0 's closest ally , @1 , sent two ships .". States named
together ("Norway and Denmark") share one slot, written "&". A person is "%": nobody's tie is read across one. Auxiliaries
and adverbs carry a "~", so that a pattern can leap over "has long been" and not over "will" or "never".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tertius.coding.actors import Name
from tertius.coding.statements.tie_parties import Lists
from tertius.coding.statements.tie_reference import Meant
from tertius.records import Actor
from tertius.world.gazetteer import gazetteer

__all__ = ["Slotted", "counts", "slotted"]

_PLAIN = frozenset(
    {
        "once",
        "formerly",
        "then",
        "almost",
        "nearly",
        "hardly",
        "scarcely",
        "when",
        "where",
        "how",
        "why",
        "home",
        "next",
        "close",
    }
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_STATES = frozenset(
    "countries states nations governments republics capitals sides peoples kingdoms economies armies banks coasts shores".split()
)
_NOT = frozenset("not n't never no neither nor".split())
_AUXILIARIES = frozenset("has have had is are was were be been being 's 're".split())
_JOINTS = (("and",), (",", "and"), ("and", "the"))
_COMMAS = ((",",), (",", "the"))

Piece = tuple[str, Any, tuple[Actor, ...]]


@dataclass(frozen=True, slots=True)
class Slotted:
    """The words with slots, whom each slot names, and from which token each character comes."""

    text: str
    named: tuple[tuple[Actor, ...], ...]
    tokens: tuple[Any, ...]  # for each character of `text`

    def members(self, slot: str) -> tuple[Actor, ...]:
        return self.named[int(slot[1:])]

    def predicates(self) -> Iterator[Slotted]:
        """The sentence itself, and each further predicate of a subject that is a slot: "A shares … and has no …"."""
        yield self
        starts = {token.i: offset for offset, token in reversed(list(enumerate(self.tokens)))}
        for verb in {token for token in self.tokens if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")}:
            subject = _subject_of_first(verb)
            first = min((child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg")), default=verb.i)
            if (
                subject is None
                or subject.i not in starts
                or first not in starts
                or self.text[starts[subject.i]] not in "@&"
            ):
                continue
            slot = self.text[starts[subject.i] :].split(" ", 1)[0] + " "
            rest = starts[first]
            yield Slotted(slot + self.text[rest:], self.named, (subject,) * len(slot) + self.tokens[rest:])


def slotted(
    sentence: Any,
    names: Mapping[int, Name],
    persons: frozenset[int],
    lists: Lists,
    meant: Mapping[int, Meant] | None = None,
) -> Slotted:
    """The sentence's words.

    Args:
        sentence: of the parsed document.
        names: those of the document by their first token.
        persons: heads of people's names.
        lists: the parties that were named together before, for "the two countries".
        meant: whom pronouns stand for, by their first token, where they are to be read.
    """
    pieces: list[Piece] = []
    at = sentence.start
    while at < sentence.end:
        token, name = sentence.doc[at], names.get(at) or _tongue(sentence.doc, at)
        if name is not None and not _in_a_persons(sentence.doc, name):
            pieces.append(("@", token, (name.actor,)))
            at = name.end
            continue
        if meant and (stood := meant.get(at)) is not None:
            pieces += [(word, token, ()) for word in stood.lead]
            pieces.append(("&" if len(stood.actors) > 1 else "@", token, stood.actors))
            pieces += [("'s", token, ())] if stood.owns else []
            at = stood.end
            continue
        end, number = _counted(sentence, at)
        together = lists.of(number) if number else ()
        if together:
            pieces.append(("&", token, together))
            at = end
            continue
        if not token.is_space and not token.is_quote:
            pieces.append(("%" if at in persons else _word(token), token, ()))
        at += 1
    return _written(_together(pieces))


def counts(sentence: Any) -> bool:
    """Whether it may speak of parties by their number: only then do earlier lists matter to its slots."""
    return any(token.lower_ in _NUMBERS or token.lower_ == "both" for token in sentence)


def _counted(sentence: Any, at: int) -> tuple[int, int]:
    """Where "the two (countries)", "both states" ends that begins at `at`, and how many they are; 0 for anything else."""
    doc = sentence.doc
    words = [doc[i].lower_ for i in range(at, min(at + 4, sentence.end))]
    if not words or words[0] not in ("the", "both", "these", "all", "our", "their"):
        return at, 0
    number = 2 if words[0] == "both" else _NUMBERS.get(words[1] if len(words) > 1 else "", 0)
    behind = at + (1 if words[0] == "both" else 2)
    if not number or behind >= sentence.end:
        return at, 0
    if doc[behind].lower_ in _STATES and (behind + 1 >= sentence.end or doc[behind + 1].lower_ != "of"):
        return behind + 1, number
    alone = words[0] == "the" and doc[behind].pos_ in ("VERB", "AUX", "PUNCT", "ADP", "SCONJ", "CCONJ")
    return (behind, number) if alone else (at, 0)


def _in_a_persons(doc: Any, name: Name) -> bool:
    """Part of a longer name of somebody: "Chad Moreau"."""
    near = [doc[i] for i in (name.start - 1, name.end) if 0 <= i < len(doc)]
    return doc[name.start].ent_type_ == "PERSON" and any(
        token.ent_type_ == "PERSON" and token.pos_ == "PROPN" and token.i not in range(name.start, name.end)
        for token in near
    )


def _tongue(doc: Any, at: int) -> Name | None:
    """The people in "Hungarian-speaking", which is otherwise the name of a language and of nobody."""
    if [token.lower_ for token in doc[at + 1 : at + 3]] not in (["-", "speaking"], ["speaking"]):
        return None
    entry = next((e for e in gazetteer().lookup(doc[at].text) if e.basis == "demonym"), None)
    return Name(at, at + 1, entry.actor, "demonym") if entry else None


def _word(token: Any) -> str:
    lower = str(token.lower_).replace("’", "'")
    skipped = (token.pos_ in ("AUX", "ADV") and token.tag_ not in ("MD", "TO")) or lower in _AUXILIARIES
    skipped = skipped and token.tag_ != "POS" and token.dep_ != "case"
    return f"~{lower}" if skipped and lower not in _NOT | _PLAIN and token.dep_ != "neg" else lower


def _subject_of_first(verb: Any) -> Any | None:
    """The subject of the predicate that `verb` is joined to, where `verb` has none of its own, or "they" alone."""
    own = ("nsubj", "nsubjpass", "expl", "csubj")
    if any(child.dep_ in own and child.lower_ != "they" for child in verb.children):
        return None
    return next((child for child in verb.head.children if child.dep_ in own), None)


def _together(pieces: Sequence[Piece]) -> list[Piece]:
    """Names joined by "and", or by commas with an "and" at their end, become one."""
    joined: list[Piece] = []
    n = 0
    while n < len(pieces):
        last = n
        while pieces[n][0] == "@" and (following := _next_in_list(pieces, last, first=last == n)) is not None:
            last = following
        members = tuple(actor for piece in pieces[n : last + 1] for actor in piece[2])
        joined.append(("&" if last > n else pieces[n][0], pieces[n][1], members))
        n = last + 1
    return joined


def _next_in_list(pieces: Sequence[Piece], at: int, *, first: bool) -> int | None:
    """Where the next name of a list stands, behind the one at `at`; None where the list ends.

    A comma and an "and" behind the `first` name part two clauses more often than two names.
    """
    for width in (1, 2):
        between = tuple(piece[0] for piece in pieces[at + 1 : at + 1 + width])
        behind = at + 1 + width
        if behind >= len(pieces) or pieces[behind][0] != "@":
            continue
        if between in _JOINTS and not (first and "," in between):
            return behind
        if between in _COMMAS and _next_in_list(pieces, behind, first=False) is not None:
            return behind
    return None


def _written(pieces: Sequence[Piece]) -> Slotted:
    text = ""
    named: list[tuple[Actor, ...]] = []
    tokens: list[Any] = []
    for word, token, members in pieces:
        shown = word
        if members:
            shown = f"{word}{len(named)}"
            named.append(members)
        text += f"{shown} "
        tokens += [token] * (len(shown) + 1)
    return Slotted(text, tuple(named), tuple(tokens))
