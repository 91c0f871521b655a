"""What a statement is compared by, so that documents coded at different times can be compared without parsing again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from tertius.coding.statements import words
from tertius.coding.statements.drafts import Draft
from tertius.records import Polarity, Voice

__all__ = ["Gist", "gist", "stem"]

_CONTENT = ("NOUN", "VERB", "ADJ")


class Gist(msgspec.Struct, frozen=True):
    """What a statement is compared by: its words of content, and whether it denies in so many words."""

    lemmas: frozenset[str]
    denies: bool
    refers: bool = False  # it denies what was said before it without repeating it: "called that nonsense"
    counts: frozenset[tuple[str, str]] = frozenset()  # numbers and the word each stands with: ("vessel", "forty")
    names: frozenset[str] = frozenset()  # names in it, in lower case
    negative: bool = False  # a "not", "never", "no" or "none" in its main clause
    refutes: bool = False  # it holds a word of contradiction: "a lie", "absurd"
    among_refuting: bool = False  # its sentence does, its words of saying among it: "calls the figure fanciful"
    replies: bool = False  # its word of saying answers somebody
    length: int = 0  # words
    line: int = 0  # of the document in which it begins


def gist(draft: Draft) -> Gist:
    """What the statement is compared by, taken while its document is still parsed."""
    tokens = [token for content in draft.contents for token in content.tokens]
    lemmas = frozenset(stem(token.lemma_.lower()) for token in tokens if _matters(token))
    spoken = [token for token in tokens if token.is_alpha]
    return Gist(
        lemmas,
        denies=_denies(draft),
        refers=_refers(draft, tokens),
        counts=frozenset(
            (stem(token.head.lemma_.lower()), token.lower_) for token in tokens if token.like_num and not _dates(token)
        ),
        names=frozenset(token.lower_ for token in tokens if token.pos_ == "PROPN") | _names_in(draft),
        negative=_is_negative(draft),
        refutes=_contradicts(tokens) or any(words.REFUTING.search(content.text) for content in draft.contents),
        among_refuting=any(_contradicts(content.tokens[0].sent) for content in draft.contents),
        replies=any(content.cues & words.REPLYING for content in draft.contents),
        length=len(spoken),
        line=draft.parsed.text.count("\n", 0, draft.statement.passages[0].start),
    )


def _dates(number: Any) -> bool:
    """ "8 October", "2021": of the calendar, no count."""
    return number.ent_type_ == "DATE" or (number.is_digit and len(number) == 4)


_CONTRADICTING = words.DENYING | frozenset(
    """contradict disagree mistaken wrong lie liar nonsense untrue false forgery invention invent fabricate fabrication baseless
    unfounded absurd fanciful ridiculous rubbish rumour rumor myth propaganda hoax smear slander denial exaggerate exaggeration""".split()
)


def _contradicts(tokens: Any) -> bool:
    return any(token.lemma_.lower() in _CONTRADICTING for token in tokens)


def _names_in(draft: Draft) -> frozenset[str]:
    """Names in what the speaker is called; an author's own name says nothing of what he writes."""
    if draft.statement.voice in (Voice.AUTHOR, Voice.EYEWITNESS, Voice.ANONYMOUS, Voice.MEDIA):
        return frozenset()
    named = (word for word in draft.statement.speaker.name.split() if word[:1].isupper() and word != "The")
    return frozenset(re.sub(r"['’]s?$", "", word).lower() for word in named)


_NEGATIVES = frozenset("not n't n’t never no none nobody nothing neither nor nil zero without cannot".split())


def _is_negative(draft: Draft) -> bool:
    """Negated as a whole, or by a "none", "never" or "no" in its first sentence."""
    if draft.statement.polarity == Polarity.NEGATED:
        return True
    first = draft.contents[0]
    return any(token.lower_ in _NEGATIVES and not _is_below(token, first.root) for token in first.tokens)


def _is_below(token: Any, root: Any) -> bool:
    """A subordinate clause stands between the two."""
    link = token.head
    while link not in (root, link.head):
        if link.dep_ in ("relcl", "advcl", "ccomp", "acl"):
            return True
        link = link.head
    return False


_ELLIPTICAL = re.compile(
    r"^[“\"']?(?:(?:not|no|none|never|nobody|nothing)\b"
    r"|(?:it|they|that|he|she)(?: [\w’']+){0,3}?(?:n['’]t| not| never| none| nothing)\b.{0,12}$)",
    re.IGNORECASE,
)
"""A denial that only makes sense behind what it denies: "it has not", "not a single one"."""
_LONGEST_REFERENCE = 12  # words
_LONGEST_ELLIPSIS = 5


def _refers(draft: Draft, tokens: Sequence[Any]) -> bool:
    """A short denial that points back: "denies this", "rejected the charge as grotesque", "no such incident took place"."""
    said = [token for token in tokens if not token.is_punct]
    if len(said) > _LONGEST_REFERENCE:
        return False
    if any(words.REFUTING.search(content.text) for content in draft.contents):
        return True
    if len(said) <= _LONGEST_ELLIPSIS and _ELLIPTICAL.match(draft.contents[0].text):
        return True
    points = any(t.lower_ in ("this", "that", "it") or t.lemma_.lower() in words.CLAIMS for t in said[:4])
    return (
        points
        and _denies(draft)
        and not any(t.dep_ in ("ccomp", "acl", "relcl") and t.pos_ in ("VERB", "AUX") for t in said)
    )


_ENDINGS = ("ation", "ition", "ution", "sion", "tion", "ment", "ure", "al", "er", "or", "y")


def stem(lemma: str) -> str:
    """The beginning that a noun shares with its verb: "occupation" and "occupy"."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return lemma[: -len(ending)]
    return lemma.removesuffix("e") if len(lemma) > 4 else lemma


def _matters(token: Any) -> bool:
    """A word of content: no name, no demonym ("Israeli"), no word of saying."""
    if (
        token.pos_ not in _CONTENT
        or token.is_stop
        or len(token.lemma_) <= 2
        or (token.pos_ == "ADJ" and token.is_title)
    ):
        return False
    return token.lemma_.lower() not in words.SAYING - _THINGS_SAID


_THINGS_SAID = frozenset({"figure", "story", "line", "book", "mind", "version", "position", "theory"})
"""Words of saying that are things as often."""


def _denies(draft: Draft) -> bool:
    """In so many words: "denied that …", "X rejected the claim of …"."""
    first = next(iter(draft.contents), None)
    return first is not None and bool(first.cues & words.DENYING or first.root.lemma_.lower() in words.DENYING)
