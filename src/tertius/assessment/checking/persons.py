"""Who is meant: what is told of one person and stands on record of another whose name resembles it; wordings."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from tertius.assessment.checking.sentences import Sentence, matches_topic, stands_there
from tertius.records import ActorKind, Check, CheckResult, Fact, FactKind
from tertius.world.gazetteer import gazetteer

__all__ = ["check_persons", "check_wordings", "persons_in"]

_ALIKE = 0.6  # difflib's ratio of two surnames from which one may be taken for the other
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_GAP = 3  # words that may stand between two of a wording's


def persons_in(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Full name and place of every office holder that the gazetteer knows and `text` names."""
    yield from ((names[0], span) for names, span in _named(text))


def _named(text: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """The same with every full name that the words in the text may stand for."""
    words = list(_WORD.finditer(text))
    tokens = [word.group() for word in words]
    at = 0
    while at < len(words):
        hit = gazetteer().longest(tokens, at)
        if hit is None:
            at += 1
            continue
        count, readings = hit
        names = tuple(dict.fromkeys(each.actor.name for each in readings if each.actor.kind == ActorKind.PERSON))
        if names and readings[0].actor.kind == ActorKind.PERSON and tokens[at][:1].isupper():
            yield names, (words[at].start(), words[at + count - 1].start() + len(_bare(tokens[at + count - 1])))
        at += count


def _bare(word: str) -> str:
    return re.sub(r"['’]s?\Z", "", word)


def check_persons(sentence: Sentence, facts: Iterable[Fact]) -> Iterator[Check]:
    """What the sentence tells of a person beside what the record tells of that one, or of a like-named one."""
    named = list(_named(sentence.text))
    for fact in facts:
        if fact.kind != FactKind.PERSON or fact.person is None or not matches_topic(sentence, fact):
            continue
        own = next((span for names, span in named if fact.person in names), stands_there(sentence.text, fact.person))
        if own is not None:
            yield sentence.check(
                FactKind.PERSON, own, CheckResult.DISPUTED if fact.contested else CheckResult.AGREES,
                f"the record tells this of {fact.person}", [fact],
            )  # fmt: skip
            continue
        for names, span in named:
            alike = difflib.SequenceMatcher(None, _surname(names[0]), _surname(fact.person)).ratio()
            if alike >= _ALIKE:
                yield sentence.check(
                    FactKind.PERSON, span, CheckResult.CONFLICTS,
                    f"the record tells this of {fact.person}; the name here is that of {names[0]}", [fact],
                )  # fmt: skip
                break


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()


def check_wordings(sentence: Sentence, facts: Iterable[Fact]) -> Iterator[Check]:
    """What the sentence has a document say or stand for, beside what the document says."""
    for fact in facts:
        if fact.kind != FactKind.WORDING or not matches_topic(sentence, fact):
            continue
        found = next(((phrase, span) for phrase in fact.absent if (span := _in_order(sentence.text, phrase))), None)
        if found is not None:
            phrase, span = found
            yield sentence.check(
                FactKind.WORDING, span, CheckResult.CONFLICTS,
                f"the document's wording on record does not say “{phrase}”", [fact],
            )  # fmt: skip


def _in_order(text: str, phrase: str) -> tuple[int, int] | None:
    """Where the words of `phrase` stand in this order, with at most three words between two."""
    words = [re.escape(part) for part in phrase.split()]
    found = re.search(r"\b" + rf"\b(?:\W+\w+){{0,{_GAP}}}?\W+".join(words) + r"\b", text, re.IGNORECASE)
    return found.span() if found else None
