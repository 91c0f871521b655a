"""From decisions about tokens to `Attribution`s about characters, and the quotations that go on without a cue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from tertius.coding.attribution._contents import Tokens
from tertius.coding.attribution._decide import Decision
from tertius.coding.attribution._tree import Tree
from tertius.coding.parsed import Attribution, Quote, Span
from tertius.records import Form

__all__ = ["assemble"]

_COMPLEMENTISERS = frozenset({"that", "whether", "if"})
_STANDS_ALONE = 0.8  # share of a paragraph's (or sentence's) words that a carried-on quotation must hold
_LEAST_WORDS = 4  # a shorter quotation with no cue of its own is a fragment, not a statement


def assemble(tree: Tree, decisions: list[Decision]) -> list[Attribution]:
    """The attributions of a document in the order of the text, `outer` and `continues` set."""
    # What holds nothing but a stray mark is no content, and a decision inside it has nobody around it.
    said = [d for d in decisions if all(a < b for a, b in (_characters(tree, *piece) for piece in d.content))]
    made = [(d, _attribution(tree, d)) for d in said]
    carried = carried_on(tree, [a for _, a in made])
    every: list[tuple[Decision | None, Attribution]] = [*made, *((None, a) for a in carried)]
    order = sorted(range(len(every)), key=lambda n: (every[n][1].content[0][0], every[n][1].cue or (0, 0)))
    place = {old: new for new, old in enumerate(order)}
    of_cue = {d.cue: place[n] for n, (d, _) in enumerate(made)}
    finished = []
    for n in order:
        decision, attribution = every[n]
        outer = None if decision is None or decision.outer is None else of_cue.get(decision.outer)
        continues = None if attribution.continues is None else place[attribution.continues]
        finished.append(replace(attribution, outer=outer, continues=continues))
    return finished


def _attribution(tree: Tree, d: Decision) -> Attribution:
    content = tuple(_characters(tree, a, b) for a, b in _without_complementiser(tree, d.content))
    return Attribution(
        source=None if d.source is None else (tree.start[d.source[0]], tree.end[d.source[1]]),
        cue=(tree.start[d.span[0]], tree.end[d.span[1]]),
        content=content,
        form=_form(tree, d.content),
    )


def _without_complementiser(tree: Tree, content: Tokens) -> Tokens:
    first, last = content[0]
    if tree.lower[first] == "that" and tree.pos[first] == "SCONJ":
        trimmed = tree.trim(first + 1, last)
        if trimmed is not None:
            return (trimmed, *content[1:])
    return content


def _characters(tree: Tree, first: int, last: int) -> Span:
    """Characters of the tokens; inside a quotation with the full stop, question or exclamation mark that ends it."""
    while last + 1 < len(tree) and tree.quote[last + 1] >= 0 and tree.words[last + 1] in {".", "?", "!", "…", "?!"}:
        last += 1
    for first_mark, last_mark in (tree.quote_tokens[n] for n in {tree.quote[first], tree.quote[last]} - {-1}):
        # A quotation within the content keeps both its marks; a content that is the quotation has neither.
        if first < first_mark and last + 1 == last_mark:
            last += 1
        elif last > last_mark and first - 1 == first_mark:
            first -= 1
    start, end = tree.start[first], tree.end[last]
    while start < end and tree.text[end - 1] in "«»" and not tree.text.count("«", start, end - 1):
        end -= 1
    for opening, closing in ("‘’", "()", "[]"):
        if tree.text[end : end + 1] == closing and tree.text.count(opening, start, end) > tree.text.count(
            closing, start, end
        ):
            end += 1
    return start, end


def _form(tree: Tree, content: Tokens) -> Form:
    words = [i for a, b in content for i in range(a, b + 1) if tree.is_word(i)]
    if words and tree.lower[words[0]] in _COMPLEMENTISERS and len(words) > 1:
        words = words[1:]
    quoted = sum(tree.quote[i] >= 0 for i in words)
    return Form.DIRECT if words and quoted == len(words) else Form.MIXED if quoted else Form.INDIRECT


def carried_on(tree: Tree, made: list[Attribution]) -> list[Attribution]:
    """Quotations that stand alone and belong to the attribution before them.

    One that fills its sentences, or its whole paragraph, goes on with the attribution last made before it
    in the same paragraph or, where that one quotes or was left open, in the paragraph before.
    """
    carried: list[Attribution] = []
    taken = _merged([span for a in made for span in (*a.content, *filter(None, (a.source, a.cue)))])
    ends = sorted((max(a.content[-1][1], a.cue[1] if a.cue else 0), -n) for n, a in enumerate(made))
    last_root: int | None = None
    last_end = -1
    for quote in tree.quotes:
        before = _last_before(ends, quote.start)
        if before is not None and made[before].content[-1][1] >= last_end:
            last_root, last_end = before, max(made[before].content[-1][1], (made[before].cue or (0, 0))[1])
        if last_root is None or _touches(taken, quote):
            continue
        if _goes_on(tree.text, quote, made[last_root], last_end):
            start, end = _without_marks(tree.text, quote)
            carried.append(Attribution(None, None, ((start, end),), Form.DIRECT, continues=last_root))
            last_end = quote.end
    return carried


def _last_before(ends: list[tuple[int, int]], offset: int) -> int | None:
    """The attribution whose content and cue end last before `offset`; of several the first."""
    at = bisect_right(ends, (offset, 0))
    return -ends[at - 1][1] if at else None


def _merged(spans: list[Span]) -> list[Span]:
    """The characters that the spans cover, as disjoint spans in order."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touches(merged: list[Span], quote: Quote) -> bool:
    at = bisect_left(merged, (quote.end, 0))
    return at > 0 and merged[at - 1][1] > quote.start


def _goes_on(text: str, quote: Quote, root: Attribution, last_end: int) -> bool:
    inner = text[quote.start : quote.end]
    if len(inner.split()) < _LEAST_WORDS:
        return False
    between = text[last_end : quote.start]
    breaks = sum(1 for line in between.split("\n")[1:-1] if line.strip()) + ("\n" in between)
    if breaks > 1 or (breaks and root.form == Form.INDIRECT):
        return False
    first = text.rfind("\n", 0, quote.start) + 1
    stop = text.find("\n", quote.end)
    line = text[first : stop if stop >= 0 else len(text)]
    if breaks:
        return len(inner) >= _STANDS_ALONE * len(line.strip())
    before, after = text[first : quote.start].rstrip(), text[quote.end : quote.end + 2]
    begins = not before or before[-1] in '.?!”"»'
    ends = inner.rstrip("\"”»’'")[-1:] in {".", "?", "!", "…"} and (not after.strip() or after.lstrip()[:1].isupper())
    return begins and ends


def _without_marks(text: str, quote: Quote) -> Span:
    marks = "\"“”„‟«»‘’‚‹›'`"
    start, end = quote.start, quote.end
    while start < end and (text[start] in marks or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in marks or text[end - 1].isspace()):
        end -= 1
    return start, end
