"""A parsed document as plain lists: what the attribution's features read, many times over.

Reading attributes of spaCy tokens one by one costs more than all arithmetic on them; one export to
arrays and lists does not.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from tertius.coding.parsed import Parsed, Quote

__all__ = ["Tree", "tree_of"]


@dataclass(slots=True)
class Tree:
    """Tokens by index. `left` and `right` are the first and last token of a token's subtree (inclusive)."""

    text: str
    words: list[str]
    lower: list[str]
    shape: list[str]  # the lower-cased word; "NAME" for a name, so that nobody's name carries a weight
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    left: list[int]
    right: list[int]
    children: list[list[int]]
    sentence: list[int]  # of each token
    bounds: list[tuple[int, int]]  # of each sentence, first and last token (inclusive)
    quote: list[int]  # index of the quotation a token lies in, or -1
    quotes: tuple[Quote, ...]
    breaks: list[int]  # line breaks before each token
    quote_tokens: list[tuple[int, int]]  # first and last token of each quotation, marks included

    def __len__(self) -> int:
        return len(self.words)

    def token_at(self, offset: int) -> int:
        """The token that holds `offset`, or the last one before it (-1: none)."""
        return bisect_right(self.start, offset) - 1

    def line_broken(self, first: int, end: int) -> bool:
        """Whether a line ends in the tokens from `first` up to `end`, not included."""
        return self.breaks[max(first, end)] > self.breaks[first]

    def is_word(self, i: int) -> bool:
        return self.pos[i] not in _NO_WORD

    def trim(self, first: int, last: int) -> tuple[int, int] | None:
        """Tokens `first` to `last` without punctuation and white space at the edges; None when nothing is left."""
        while first <= last and self.pos[first] in _NO_WORD:
            first += 1
        while last >= first and self.pos[last] in _NO_WORD:
            last -= 1
        return (first, last) if first <= last else None


_NO_WORD = frozenset({"PUNCT", "SPACE"})


def tree_of(parsed: Parsed) -> Tree:
    """The lists of one parsed document."""
    doc = parsed.doc
    rows = _rows(doc)
    size = len(doc)
    children: list[list[int]] = [[] for _ in range(size)]
    for i, head in enumerate(rows["head"]):
        if head != i:
            children[head].append(i)
    sentence, bounds = _sentences(doc)
    left, right = _edges(rows["head"], bounds)
    start: list[int] = rows["start"]
    words: list[str] = rows["words"]
    end = [a + len(word) for a, word in zip(start, words, strict=True)]
    lower = [word.lower() for word in words]
    quote, quote_tokens = _quoted(parsed.quotes, start, size)
    return Tree(
        text=parsed.text,
        words=words,
        lower=lower,
        shape=["NAME" if pos == "PROPN" else word for word, pos in zip(lower, rows["pos"], strict=True)],
        lemma=rows["lemma"],
        pos=rows["pos"],
        tag=rows["tag"],
        dep=rows["dep"],
        head=rows["head"],
        start=start,
        end=end,
        left=left,
        right=right,
        children=children,
        sentence=sentence,
        bounds=bounds,
        quote=quote,
        quotes=parsed.quotes,
        quote_tokens=quote_tokens,
        breaks=[0, *accumulate("\n" in word for word in words)],
    )


def _rows(doc: Any) -> dict[str, Any]:
    names = ["LEMMA", "POS", "TAG", "DEP", "ORTH"]
    table = doc.to_array(names) if len(doc) else None
    strings = doc.vocab.strings
    known: dict[int, str] = {}
    rows: dict[str, Any] = {}
    for column, name in enumerate(names):
        values = table[:, column].tolist() if table is not None else []
        rows[name.lower()] = [known[v] if v in known else known.setdefault(v, strings[v]) for v in values]
    rows["words"] = rows.pop("orth")
    rows["start"] = doc.to_array("IDX").tolist() if len(doc) else []
    steps = doc.to_array("HEAD").astype("int64").tolist() if len(doc) else []  # heads are told as distances
    rows["head"] = [i + step for i, step in enumerate(steps)]
    pairs = zip(rows["lemma"], rows["pos"], strict=True)
    rows["lemma"] = ["NAME" if pos == "PROPN" else lemma.lower() for lemma, pos in pairs]
    return rows


def _sentences(doc: Any) -> tuple[list[int], list[tuple[int, int]]]:
    bounds = [(s.start, s.end - 1) for s in doc.sents] if len(doc) else []
    return [n for n, (a, b) in enumerate(bounds) for _ in range(a, b + 1)], bounds


def _edges(head: list[int], bounds: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """First and last token of each subtree, by passing edges up until nothing changes."""
    left, right = list(range(len(head))), list(range(len(head)))
    for first, last in bounds:
        changed = True
        while changed:
            changed = False
            for i in (*range(first, last + 1), *range(last, first - 1, -1)):
                h = head[i]
                if left[i] < left[h]:
                    left[h], changed = left[i], True
                if right[i] > right[h]:
                    right[h], changed = right[i], True
    return left, right


def _quoted(quotes: tuple[Quote, ...], start: list[int], size: int) -> tuple[list[int], list[tuple[int, int]]]:
    quote = [-1] * size
    tokens = []
    for n, q in enumerate(quotes):
        first = max(0, bisect_right(start, q.start) - 1)
        last = max(first, bisect_right(start, q.end - 1) - 1)
        tokens.append((first, last))
        for i in range(first, min(last + 1, size)):
            quote[i] = n
    return quote, tokens
