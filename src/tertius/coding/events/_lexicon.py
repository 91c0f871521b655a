"""The event lexicon: which words, in which company, make which PLOVER type.

Three tables, written for this project: verbs, event nouns and operators. An operator (refuse, plan,
demand, lift ...) makes a type out of the type of what stands under it, by `compose.tsv`; so
"refused to release" and "lifted the blockade" need no entry of their own. A row of type NONE says in
which company a word tells no act ("agreed that", "released a statement").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["NONE", "Composition", "Need", "Operator", "Rule", "compositions", "known", "nouns", "operators", "verbs"]


NONE = "NONE"  # instead of a type: the word tells no act in such company


@dataclass(frozen=True, slots=True)
class Need:
    """Words of which one must stand in a slot: obj, prep, from (what follows it), prt, comp, subj, mod, or any (in the clause)."""

    slot: str
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    needs: tuple[Need, ...]
    type: str
    mode: str | None
    cameo: str | None
    flags: frozenset[str]
    name: str  # how `Event.because` names it


@dataclass(frozen=True, slots=True)
class Operator:
    kind: str
    needs: tuple[Need, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Composition:
    type: str
    mode: str | None
    cameo: str | None
    status: str


def _rows(name: str) -> list[list[str]]:
    text = files("tertius.coding.events").joinpath("lexicon", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _needs(words: str) -> tuple[Need, ...]:
    return tuple(
        Need(slot, frozenset(lemmas.split(","))) for slot, lemmas in (word.split("=") for word in words.split())
    )


def _value(cell: str) -> str | None:
    return None if cell in ("-", "") else cell


def _rules(name: str) -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    for lemmas, needs, type_, mode, cameo, flags in _rows(name):
        for lemma in lemmas.split():
            label = f"{lemma} [{needs}]" if needs else lemma
            flag_set = frozenset() if flags == "-" else frozenset(flags.split(","))
            rule = Rule(_needs(needs), type_, _value(mode), _value(cameo), flag_set, label)
            table.setdefault(lemma, []).append(rule)
    return {
        lemma: tuple(sorted(rules, key=lambda rule: (-len(rule.needs), rule.type != NONE)))
        for lemma, rules in table.items()
    }


@cache
def verbs() -> dict[str, tuple[Rule, ...]]:
    """Rules by lemma of the verb, those with the most needs first."""
    return _rules("verbs.tsv")


@cache
def nouns() -> dict[str, tuple[Rule, ...]]:
    """Rules by lemma of the event noun, those with the most needs first."""
    return _rules("nouns.tsv")


@cache
def operators() -> dict[str, tuple[Operator, ...]]:
    table: dict[str, list[Operator]] = {}
    for lemmas, needs, kind in _rows("operators.tsv"):
        for lemma in dict.fromkeys(lemmas.split()):
            table.setdefault(lemma, []).append(Operator(kind, _needs(needs), f"{lemma} ({kind})"))
    return {lemma: tuple(sorted(rows, key=lambda row: -len(row.needs))) for lemma, rows in table.items()}


@cache
def known() -> frozenset[str]:
    """All lemmas that some table has."""
    return frozenset((*verbs(), *nouns(), *operators()))


@cache
def compositions() -> dict[tuple[str, str], Composition]:
    """What an operator's kind makes of an inner type."""
    table: dict[tuple[str, str], Composition] = {}
    for kind, inner, type_, mode, cameo, status in _rows("compose.tsv"):
        for name in inner.split():
            table[kind, name] = Composition(type_, _value(mode), _value(cameo), status)
    return table
