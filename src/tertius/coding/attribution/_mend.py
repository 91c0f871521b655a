"""What no learned weight should get wrong: contents do not cut quotations, sources do not run into contents."""

from __future__ import annotations

from tertius.coding.attribution._contents import Tokens
from tertius.coding.attribution._tree import Tree

__all__ = ["inverted", "is_label", "mend_content", "part", "speaks"]

# Nouns for what happens or exists rather than for who speaks: "the threats imply that ..." quotes nobody.
_THINGS = frozenset(
    [
        "act",
        "attack",
        "case",
        "change",
        "clause",
        "constitution",
        "contract",
        "crisis",
        "deal",
        "event",
        "evidence",
        "fact",
        "history",
        "incident",
        "law",
        "move",
        "plan",
        "policy",
        "protocol",
        "result",
        "rule",
        "situation",
        "step",
        "talk",
        "tension",
        "thing",
        "threat",
        "time",
        "treaty",
        "war",
        "way",
        "work",
    ],
)
_LABELS = frozenset(
    "analysis opinion editorial comment update exclusive watch video photos breaking factbox timeline explainer report "
    "interview review live transcript poll note related background".split(),
)
_THING_ENDINGS = ("tion", "sion", "ness", "ism", "ship", "ance", "ence")
_SPEAKERS = frozenset(
    [
        "administration",
        "delegation",
        "coalition",
        "opposition",
        "organization",
        "organisation",
        "commission",
        "association",
        "federation",
        "union",
        "corporation",
        "foundation",
        "leadership",
        "audience",
        "conference",
        "intelligence",
        "witness",
    ]
)


def mend_content(tree: Tree, cue: int, content: Tokens) -> Tokens:
    """The content with its quotations whole, and what follows "a message:" in the message's place."""
    content = _after_colon(tree, _without_dateline(tree, content))
    mended: list[tuple[int, int]] = []
    for first, last in content:
        span = _whole_quotes(tree, cue, first, last)
        if mended and span[0] <= mended[-1][1]:
            mended[-1] = (mended[-1][0], max(span[1], mended[-1][1]))
        else:
            mended.append(span)
    spoken = [s for s in mended if s[0] < s[1] or tree.pos[s[0]] != "CCONJ"]
    return tuple(spoken or mended)


def _without_dateline(tree: Tree, content: Tokens) -> Tokens:
    """The content without the "VARNA, Freedonia —" that opens a dispatch."""
    first, last = content[0]
    opens_line = first == 0 or "\n" in tree.words[first - 1]
    if not opens_line or not tree.words[first].isupper() or len(tree.words[first]) < 3:
        return content
    dash = next((i for i in range(first + 1, min(last, first + 12)) if tree.words[i] in {"—", "–", "--", "-"}), None)
    rest = tree.trim(dash + 1, last) if dash is not None else None
    return (rest, *content[1:]) if rest is not None else content


def inverted(tree: Tree, cue: int, content: Tokens) -> tuple[Tokens, tuple[int, int]] | None:
    """Content and source of a quotation, its verb and then its speaker, where the parse made the speaker an object."""
    before = cue - 1
    while before >= 0 and not tree.is_word(before) and tree.quote[before] < 0:
        before -= 1
    first, last = content[0]
    if before < 0 or tree.quote[before] < 0 or tree.quote[before] == tree.quote[cue] or first != cue + 1:
        return None
    verbal = any(tree.pos[i] in {"VERB", "AUX"} or tree.quote[i] >= 0 for i in range(first, last + 1))
    if (
        verbal
        or len(content) > 1
        or tree.pos[cue] != "VERB"
        or any(tree.dep[c] == "nsubj" and c < cue for c in tree.children[cue])
    ):
        return None
    a, b = tree.quote_tokens[tree.quote[before]]
    quoted = tree.trim(a, b)
    return None if quoted is None or tree.pos[last] not in {"NOUN", "PROPN", "PRON"} else ((quoted,), (first, last))


def _after_colon(tree: Tree, content: Tokens) -> Tokens:
    """What a message says, where the content names the message and a colon opens it."""
    last = content[-1][1]
    end = tree.bounds[tree.sentence[last]][1]
    if last + 1 < end and tree.words[last + 1] == ":" and tree.pos[last] == "NOUN":
        said = tree.trim(last + 2, end)
        if said is not None:
            return (said,)
    return content


def _whole_quotes(tree: Tree, cue: int, first: int, last: int) -> tuple[int, int]:
    for edge in (first, last):
        n = tree.quote[edge]
        if n < 0 or n == tree.quote[cue]:
            continue
        a, b = tree.quote_tokens[n]
        span = tree.trim(a, min(b, len(tree) - 1))
        if span is not None and not span[0] <= cue <= span[1]:
            first, last = min(first, span[0]), max(last, span[1])
    return first, last


def part(tree: Tree, content: Tokens, source: tuple[int, int]) -> tuple[Tokens, tuple[int, int] | None]:
    """Content and source without a token in common.

    A source that lies within a range of the content is cut out of it; one that runs into the content
    ends where the content begins.
    """
    first, last = source
    parts: list[tuple[int, int]] = []
    for a, b in content:
        if a <= first and last <= b:
            parts += [span for span in (tree.trim(a, first - 1), tree.trim(last + 1, b)) if span is not None]
            continue
        if first < a <= last:
            last = a - 1
        elif a <= first <= b:
            first = b + 1
        parts.append((a, b))
    if not parts:
        return content, None
    return tuple(parts), tree.trim(first, last) if first <= last else None


def is_label(tree: Tree, source: tuple[int, int]) -> bool:
    """Whether the source is what newspapers put before a headline: "Analysis: ..." quotes nobody."""
    return source[0] == source[1] and tree.lower[source[0]] in _LABELS


def speaks(tree: Tree, source: tuple[int, int]) -> bool:
    """Whether a source is of the sort that speaks, thinks or wants: a name, a pronoun, people, a body."""
    heads = [i for i in range(source[0], source[1] + 1) if not source[0] <= tree.head[i] <= source[1]] or [source[1]]
    head = heads[0]
    if tree.pos[head] != "NOUN":
        return tree.lower[head] not in {"it", "this", "that", "which", "what", "there"}
    lemma = tree.lemma[head]
    return lemma in _SPEAKERS or not (lemma in _THINGS or lemma.endswith(_THING_ENDINGS))
