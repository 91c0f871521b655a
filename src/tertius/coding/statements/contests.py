"""Statements that cannot both hold, across documents: both sides are kept together, neither is asserted.

What a statement is compared by is its `Gist`, so that documents coded at different times can be compared without
parsing them again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tertius.coding.statements import words
from tertius.coding.statements.drafts import Draft
from tertius.records import Kind, Polarity, Statement, Voice

__all__ = ["Gist", "gist", "mark_contests"]

_CONTENT = ("NOUN", "VERB", "ADJ")
_COMMON = 0.2  # a word in more than this share of statements tells no two of them apart
_ALWAYS_RARE = 6
_NEVER_RARE = 60  # statements: pairs grow with the square of it, and a word of so many tells little

Side = tuple[Statement, "Gist"]


class Gist(msgspec.Struct, frozen=True):
    """What a statement is compared by: its words of content, and whether it denies in so many words."""

    lemmas: frozenset[str]
    denies: bool
    refers: bool = False  # it denies what was said before it without repeating it: "called that nonsense"
    counts: frozenset[tuple[str, str]] = frozenset()  # what is counted, and how many: ("vessel", "forty")
    names: frozenset[str] = frozenset()  # names in it, in lower case
    negative: bool = False  # a "not", "never", "no" or "none" in its main clause
    replies: bool = False  # its word of saying answers somebody
    length: int = 0  # words


def gist(draft: Draft) -> Gist:
    """What the statement is compared by, taken while its document is still parsed."""
    tokens = [token for content in draft.contents for token in content.tokens]
    lemmas = frozenset(_stem(token.lemma_.lower()) for token in tokens if _matters(token))
    counts = ((_counted(noun), token.lower_) for token in tokens if (noun := _thing_counted(token)) is not None)
    spoken = [token for token in tokens if token.is_alpha]
    return Gist(
        lemmas,
        denies=_denies(draft),
        refers=_refers(draft, tokens),
        counts=frozenset(counts),
        names=frozenset(token.lower_ for token in tokens if token.pos_ == "PROPN") | _names_in(draft),
        negative=_is_negative(draft),
        replies=any(content.cues & words.REPLYING for content in draft.contents),
        length=len(spoken),
    )


def _names_in(draft: Draft) -> frozenset[str]:
    """Names in what the speaker is called; an author's own name says nothing of what he writes."""
    if draft.statement.voice in (Voice.AUTHOR, Voice.EYEWITNESS, Voice.ANONYMOUS, Voice.MEDIA):
        return frozenset()
    named = (word for word in draft.statement.speaker.name.split() if word[:1].isupper() and word != "The")
    return frozenset(re.sub(r"['’]s?$", "", word).lower() for word in named)


_NEGATIVES = frozenset("not n't n’t never no none nobody nothing neither nor nil zero without cannot".split())
_TURNED = re.compile(
    r"^(?:they|it|he|she|we|that) (?:do|does|did|is|are|was|were|has|have|had|can|could|will)\b(?=[;,.!]|$)",
    re.IGNORECASE,
)


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


_LONGEST_REFERENCE = 12  # words


def _refers(draft: Draft, tokens: Sequence[Any]) -> bool:
    """A short denial that points back: "denies this", "rejected the charge as grotesque", "no such incident took place"."""
    said = [token for token in tokens if not token.is_punct]
    if len(said) > _LONGEST_REFERENCE:
        return False
    if any(words.REFUTING.search(content.text) for content in draft.contents):
        return True
    points = any(t.lower_ in ("this", "that", "it") or t.lemma_.lower() in words.CLAIMS for t in said[:4])
    return (
        points
        and _denies(draft)
        and not any(t.dep_ in ("ccomp", "acl", "relcl") and t.pos_ in ("VERB", "AUX") for t in said)
    )


def _thing_counted(token: Any) -> Any | None:
    """The noun that a number counts, over an adjective between them; None where it counts none, as a year does."""
    if not token.like_num or (token.is_digit and len(token) == 4) or token.dep_ not in ("nummod", "amod", "compound"):
        return None
    noun = token.head if token.head.pos_ == "NOUN" else token.head.head
    return noun if noun.pos_ == "NOUN" else None


def _counted(noun: Any) -> str:
    """What is counted, with what tells it from others: "thai vessel"."""
    told = [child.lower_ for child in noun.children if child.dep_ in ("amod", "compound") and not child.like_num]
    return " ".join((*told, _stem(noun.lemma_.lower())))


_ENDINGS = ("ation", "ition", "ution", "sion", "tion", "ment", "ure", "al", "er", "or", "y")


def _stem(lemma: str) -> str:
    """The beginning that a noun shares with its verb: "occupation" and "occupy"."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return lemma[: -len(ending)]
    return lemma.removesuffix("e") if len(lemma) > 4 else lemma


def mark_contests(sides: Sequence[Side]) -> list[Statement]:
    """Every statement, with the ids of those that contest it.

    Two statements contest each other when different parties make them in different polarity, or one
    denies or rejects what the other asserts, accuses of or takes as given. They share a word that few
    statements hold; where one denies in so many words and the same states are at issue or the same document speaks, a
    third of the denial's words; where it is negated and about the same states, half of its words; otherwise half of
    the longer one's. Two that count the same thing and come to other
    numbers contest each other too, and a denial that only points back ("called that nonsense") contests the nearest
    statement before it that another party makes. A copy contests
    what its original contests.
    """
    frequency = Counter(lemma for _, found in sides for lemma in found.lemmas)
    most = min(max(_ALWAYS_RARE, _COMMON * len(sides)), _NEVER_RARE)
    rare = {lemma for lemma, n in frequency.items() if n <= most}
    pairs: dict[str, set[str]] = defaultdict(set)
    opposed = (pair for pair in _candidates(sides, rare) if _contest(sides[pair[0]], sides[pair[1]], rare))
    relaying = _relaying(sides)
    for i, j in (*opposed, *_miscounts(sides), *_referring(sides, relaying), *_answering(sides, relaying)):
        if i in relaying or j in relaying:
            continue
        pairs[sides[i][0].id].add(sides[j][0].id)
        pairs[sides[j][0].id].add(sides[i][0].id)
    return [
        msgspec.structs.replace(statement, contested_with=tuple(sorted(pairs[statement.id])))
        if statement.id in pairs
        else statement
        for statement, _ in sides
    ]


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


def _candidates(sides: Sequence[Side], rare: set[str]) -> Iterator[tuple[int, int]]:
    """Pairs that share a rare word, one of which rejects and one does not, each once.

    Found by an index, so that large cases stay near-linear.
    """
    rejecting: dict[str, list[int]] = defaultdict(list)
    for number, side in enumerate(sides):
        if _rejects(side):
            for lemma in side[1].lemmas & rare:
                rejecting[lemma].append(number)
    for number, side in enumerate(sides):
        if not _rejects(side):
            yield from ((number, other) for other in sorted({n for w in side[1].lemmas & rare for n in rejecting[w]}))


def _contest(one: Side, other: Side, rare: set[str]) -> bool:
    a, b = one[0], other[0]
    shared = one[1].lemmas & other[1].lemmas
    if not shared & rare or _party(a) == _party(b) or _overlap(a, b):
        return False
    rejected, denial = a, other[1]  # `_candidates` gives the rejecting one last
    if rejected.polarity == Polarity.NEGATED and not _presupposes(rejected):
        return False
    if denial.denies and (_states(a) & _states(b) or a.passages[0].document == b.passages[0].document):
        return len(shared) >= max(1, 0.3 * len(denial.lemmas))
    if denial.denies and Kind.ACCUSATION in rejected.kinds and len(shared) >= max(2, 0.3 * len(denial.lemmas)):
        return True
    if len(denial.lemmas) <= 2 and denial.lemmas <= one[1].lemmas and a.passages[0].document == b.passages[0].document:
        return True
    if len(shared) >= 2 and _states(a) & _states(b) and len(shared) >= 0.5 * len(denial.lemmas):
        return True
    return len(shared) >= max(3, 0.5 * max(len(one[1].lemmas), len(other[1].lemmas)))


_BACK = 4  # statements before a denial among which what it denies is looked for


def _referring(sides: Sequence[Side], relaying: set[int]) -> Iterator[tuple[int, int]]:
    """Denials that point back, each with the nearest statement before it that another party makes: an accusation first."""
    for number, (statement, found) in enumerate(sides):
        if not found.refers:
            continue
        before = [
            n
            for n in range(max(0, number - _BACK), number)
            if n not in relaying and _may_be_meant(sides[n][0], statement)
        ]
        accusing = [n for n in before if Kind.ACCUSATION in sides[n][0].kinds]
        voiced = [n for n in before if sides[n][0].voice not in (Voice.AUTHOR, Voice.EYEWITNESS)]
        counted = (
            [n for n in voiced if sides[n][1].counts] if found.lemmas & {"figur", "numb", "number", "count"} else []
        )
        told = (
            [n for n in voiced if sides[n][0].voice == Voice.MEDIA]
            if found.lemmas & {"report", "stori", "story"}
            else []
        )
        if meant := (told or counted or accusing or voiced):
            goes_on = (
                found.length <= _SHORT and number + 1 < len(sides) and _party(sides[number + 1][0]) == _party(statement)
            )
            yield meant[-1], number + 1 if goes_on else number  # "I disagree. The fees will stay where they are."


_SHORT = 3  # words of a denial that only says that it is one


def _answering(sides: Sequence[Side], relaying: set[int]) -> Iterator[tuple[int, int]]:
    """What one party says and another, right behind it, negates: "every box was full" and "not a single one"."""
    order = sorted(range(len(sides)), key=lambda n: (sides[n][0].passages[0].document, sides[n][0].passages[0].start))
    order = [n for n in order if n not in relaying]
    for place, number in enumerate(order):
        for back in (1, 2, 3):
            if back > place:
                break
            other = order[place - back]
            if _answers(sides[other], sides[number], back):
                yield other, number
                break


def _relaying(sides: Sequence[Side]) -> set[int]:
    order = sorted(range(len(sides)), key=lambda n: (sides[n][0].passages[0].document, sides[n][0].passages[0].start))
    return {n for place, n in enumerate(order) if _relays(sides, order[place : place + 3], n)}


def _relays(sides: Sequence[Side], near: Sequence[int], number: int) -> bool:
    """It does little but pass on what another statement inside it holds."""
    mine = sides[number][0]
    length = sum(len(p.text) for p in mine.passages)
    return any(
        _overlap(mine, inner)
        and _party(inner) != _party(mine)
        and sum(len(p.text) for p in inner.passages) > 0.4 * length
        for inner in (sides[n][0] for n in near if n != number)
    )


_ELLIPTICAL = re.compile(
    r"^[“\"']?(?:(?:not|no|none|never|nobody|nothing)\b"
    r"|(?:it|they|that|he|she)(?: [\w’']+){0,3}?(?:n['’]t| not| never| none| nothing)\b.{0,12}$)",
    re.IGNORECASE,
)
"""A denial that only makes sense behind what it denies: "it has not", "not a single one"."""
_SILENT = re.compile(
    r"\?$|\b(?:not be reached|no (?:immediate )?comment|not comment|declined|did not (?:reply|respond|answer))\b",
    re.IGNORECASE,
)


def _says_nothing(statement: Statement) -> bool:
    """A question, or that nobody could be reached."""
    return _SILENT.search(statement.passages[-1].text.strip(' ”"')) is not None


def _answers(one: Side, other: Side, back: int) -> bool:
    (a, said), (b, answer) = one, other
    if a.passages[0].document != b.passages[0].document or _party(a) == _party(b) or _overlap(a, b):
        return False
    if _says_nothing(a) or _says_nothing(b):
        return False
    if answer.refers or Kind.NORMATIVE in b.kinds or Kind.THREAT in b.kinds:
        return False
    shared, names = said.lemmas & answer.lemmas, said.names & answer.names
    unvoiced = [one.voice in (Voice.AUTHOR, Voice.EYEWITNESS) for one in (a, b)]
    turned = bool(_TURNED.match(b.passages[0].text)) and said.negative
    if said.negative == answer.negative and not (answer.replies and back == 1 and shared and not said.negative):
        return turned and back == 1
    if said.negative and not (answer.replies or turned):
        return False
    if answer.replies or turned:
        return back == 1 and (turned or answer.negative or bool(shared))
    if unvoiced[0] and len(names) < 2:
        return False
    if unvoiced[1] and len(names) < 2 and not _ELLIPTICAL.match(b.passages[0].text):
        return False
    enough = len(shared) >= 2 or (shared and len(shared) >= 0.6 * len(answer.lemmas)) or len(names) >= 2
    elliptical = back == 1 and len(answer.lemmas) <= 1 and _ELLIPTICAL.match(b.passages[0].text) is not None
    return (not unvoiced[0] and elliptical) or (not all(unvoiced) and bool(enough))


def _may_be_meant(statement: Statement, denial: Statement) -> bool:
    same = statement.passages[0].document == denial.passages[0].document
    return (
        same
        and statement.polarity == Polarity.AFFIRMED
        and _party(statement) != _party(denial)
        and not _overlap(statement, denial)
    )


def _miscounts(sides: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Pairs of two parties that count the same thing, speak of the same otherwise, and come to other numbers."""
    counting: dict[str, list[int]] = defaultdict(list)
    for number, (_, found) in enumerate(sides):
        for thing in {thing for thing, _ in found.counts}:
            counting[thing].append(number)
    for thing, numbers in counting.items():
        if len(numbers) <= _NEVER_RARE:
            yield from (
                (i, j) for n, i in enumerate(numbers) for j in numbers[n + 1 :] if _differ(sides[i], sides[j], thing)
            )


def _differ(one: Side, other: Side, thing: str) -> bool:
    (a, mine), (b, theirs) = one, other
    numbers = [{n for what, n in gist.counts if what == thing} for gist in (mine, theirs)]
    if _party(a) == _party(b) or _overlap(a, b) or numbers[0] & numbers[1] or a.polarity != b.polarity:
        return False
    if " " in thing and a.passages[0].document == b.passages[0].document:
        return True
    shared = (mine.lemmas & theirs.lemmas) - {thing}
    return len(shared) >= max(2, 0.5 * (min(len(mine.lemmas), len(theirs.lemmas)) - 1))


def _rejects(side: Side) -> bool:
    statement, found = side
    return found.denies or (statement.polarity == Polarity.NEGATED and Kind.THREAT not in statement.kinds)


def _denies(draft: Draft) -> bool:
    """In so many words: "denied that …", "X rejected the claim of …"."""
    first = next(iter(draft.contents), None)
    return first is not None and bool(first.cues & words.DENYING or first.root.lemma_.lower() in words.DENYING)


def _states(statement: Statement) -> set[str]:
    parties = (*statement.about, *filter(None, [statement.speaker.actor]))
    return {actor.state for actor in parties if actor.state}


def _presupposes(statement: Statement) -> bool:
    """ "We will not tolerate X" takes X as given."""
    return Kind.THREAT in statement.kinds or Kind.ACCUSATION in statement.kinds


def _overlap(a: Statement, b: Statement) -> bool:
    """One stands inside the other: what somebody relays does not contest his relaying it."""
    return any(p.document == q.document and p.start < q.end and q.start < p.end for p in a.passages for q in b.passages)


def _party(statement: Statement) -> str:
    if statement.voice in (Voice.AUTHOR, Voice.EYEWITNESS):
        return f"author of {statement.passages[0].document}"
    actor = statement.speaker.actor
    return (actor.state or actor.code or actor.name) if actor else statement.speaker.name
