"""What may be the content of a cue: spans the syntax and the quotation marks offer, each described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tertius.coding.attribution._cues import cue_key
from tertius.coding.attribution._tree import Tree

__all__ = ["Candidate", "Offer", "Tokens", "content_candidates"]

Tokens = tuple[tuple[int, int], ...]  # inclusive token ranges
Offer = Callable[..., None]  # takes the kind of span and where it lies

_SKIPPED = frozenset(
    {"punct", "nsubj", "nsubjpass", "aux", "auxpass", "neg", "prt", "poss", "det", "mark", "cc", "expl"}
)
_MOST = 6  # children on a side that may begin or end a content
_CLIMB = 3
_FAR = 250  # tokens from the cue; only quotations reach further


@dataclass(slots=True)
class Candidate:
    """Token ranges with the names of what is known of them."""

    tokens: Tokens
    features: list[str] = field(default_factory=list)


def content_candidates(tree: Tree, cue: int) -> list[Candidate]:
    """Every span offered as the content of `cue`, most candidates first met kept once."""
    found: dict[Tokens, set[str]] = {}
    bounds = tree.bounds[tree.sentence[cue]]

    def offer(kind: str, *ranges: tuple[int, int]) -> None:
        low, high = (0, len(tree) - 1) if kind.startswith("Q") else (max(0, cue - _FAR), min(len(tree) - 1, cue + _FAR))
        tokens = tuple(t for a, b in ranges if (t := tree.trim(max(a, low), min(b, high))) is not None)
        if tokens and not any(a <= cue <= b for a, b in tokens):
            found.setdefault(_with_quotes(tree, cue, tokens), set()).add(kind)

    _from_right(tree, cue, bounds, offer)
    _from_left(tree, cue, bounds, offer)
    _from_head(tree, cue, bounds, offer)
    _from_quotes(tree, cue, bounds, offer)
    _more_quotes(tree, cue, found)
    return [Candidate(tokens, _described(tree, cue, tokens, kinds)) for tokens, kinds in found.items()]


def _from_right(tree: Tree, cue: int, bounds: tuple[int, int], offer: Offer) -> None:
    right = [c for c in tree.children[cue] if c > cue and tree.dep[c] not in _SKIPPED][:_MOST]
    starts = [(tree.dep[c], max(tree.left[c], cue + 1)) for c in right]
    for c in right:
        if tree.dep[c] in {"prep", "agent", "dative"} or tree.pos[c] in {"ADP", "SCONJ"}:
            starts.append((f"after-{tree.shape[c]}", c + 1))
            inner = [g for g in tree.children[c] if g > c]
            starts += [(f"after-{tree.shape[c]}-{tree.dep[g]}", tree.left[g]) for g in inner[1:2]]
    ends = [(tree.dep[c], tree.right[c]) for c in right]
    for kind, start in starts:
        for end_kind, end in ends:
            if end >= start:
                offer(f"{kind}..{end_kind}", (start, end))
        offer(f"{kind}..sentence", (start, bounds[1]))
    offer("rest", (cue + 1, bounds[1]))


def _from_left(tree: Tree, cue: int, bounds: tuple[int, int], offer: Offer) -> None:
    left = [c for c in tree.children[cue] if c < cue]
    for c in left:
        dep = tree.dep[c]
        if dep in {
            "ccomp",
            "nsubjpass",
            "nsubj",
            "advcl",
            "parataxis",
            "dep",
            "csubj",
            "dobj",
            "attr",
            "npadvmod",
            "compound",
            "amod",
            "oprd",
            "csubjpass",
        }:
            offer(f"L{dep}", (tree.left[c], min(tree.right[c], cue - 1)))
            offer(f"L^{dep}", (bounds[0], min(tree.right[c], cue - 1)))
    first = _first_of_clause(tree, cue, left)
    if first > bounds[0]:
        offer("before", (bounds[0], first - 1))
        last = max([cue, *(tree.right[c] for c in tree.children[cue] if tree.dep[c] not in {"ccomp", "advcl", "conj"})])
        comma = _comma_after(tree, cue, bounds[1])
        if comma is not None:
            offer("around", (bounds[0], first - 1), (comma + 1, bounds[1]))
        elif last < bounds[1]:
            offer("around-sub", (bounds[0], first - 1), (last + 1, bounds[1]))


def _comma_after(tree: Tree, cue: int, last: int) -> int | None:
    return next((j for j in range(cue + 1, min(last, cue + 25)) if tree.words[j] in {",", "—", "–", "--"}), None)


def _first_of_clause(tree: Tree, cue: int, left: list[int]) -> int:
    """The first token of the cue with its subject and auxiliaries, as it stands between commas."""
    near = [
        tree.left[c] for c in left if tree.dep[c] in {"nsubj", "aux", "neg", "mark", "advmod", "nsubjpass", "auxpass"}
    ]
    return min([cue, *near])


def _from_head(tree: Tree, cue: int, bounds: tuple[int, int], offer: Offer) -> None:
    """Spans around the cue's own governors: the clause that it interrupts, or the noun that it describes."""
    at = cue
    for climb in range(_CLIMB):
        h = tree.head[at]
        if h == at:
            break
        dep = f"{tree.dep[at]}{climb or ''}"
        a, b = tree.left[at], tree.right[at]
        if h < at:
            offer(f"H{dep}-before", (tree.left[h], a - 1))
            offer(f"H{dep}-around", (tree.left[h], a - 1), (b + 1, tree.right[h]))
            offer(f"H{dep}-sent", (bounds[0], a - 1), (b + 1, bounds[1]))
        else:
            offer(f"H{dep}-after", (b + 1, tree.right[h]))
            offer(f"H{dep}-rest", (b + 1, bounds[1]))
        if tree.dep[at] in {"conj", "xcomp", "dobj", "attr", "acomp", "prep", "pobj", "aux", "advcl", "nsubj"}:
            later = [c for c in tree.children[h] if c > max(at, cue) and tree.dep[c] not in _SKIPPED][:3]
            for c in later:
                offer(f"S{dep}:{tree.dep[c]}", (tree.left[c], tree.right[c]))
                if tree.dep[c] == "prep":
                    offer(f"S{dep}:after-prep", (c + 1, tree.right[c]))
        at = h


def _from_quotes(tree: Tree, cue: int, bounds: tuple[int, int], offer: Offer) -> None:
    own = tree.quote[cue]
    here = sorted({tree.quote[i] for i in range(bounds[0], bounds[1] + 1)} - {-1, own})
    spans = [tree.quote_tokens[n] for n in here]
    for n, span in zip(here, spans, strict=True):
        offer("Q<" if span[1] < cue else "Q>", span)
        if n == here[0]:
            offer("Q1", span)
    if len(spans) > 1:
        offer("Qall", *spans)
    if not spans:
        for side, step in (("next", 1), ("previous", -1)):
            edge = bounds[1] + 1 if step > 0 else bounds[0] - 1
            while 0 <= edge < len(tree) and tree.pos[edge] == "SPACE":
                edge += step
            if 0 <= edge < len(tree) and tree.quote[edge] not in {-1, own}:
                offer(f"Q{side}", tree.quote_tokens[tree.quote[edge]])
    if tree.words[bounds[1]] in {":", "\n", "\n\n"} and bounds[1] + 1 < len(tree):
        following = tree.bounds[tree.sentence[bounds[1] + 1]]
        offer("next-sentence", following)


def _with_quotes(tree: Tree, cue: int, tokens: Tokens) -> Tokens:
    """The same content, its quotation followed to its end where that lies in a later sentence."""
    a, b = tokens[-1]
    n = tree.quote[b]
    if n >= 0 and n != tree.quote[cue]:
        last = tree.quote_tokens[n][1]
        if tree.sentence[min(last, len(tree) - 1)] != tree.sentence[b]:
            trimmed = tree.trim(a, last)
            tokens = (*tokens[:-1], trimmed or (a, b))
    a, b = tokens[0]
    n = tree.quote[a]
    if n >= 0 and n != tree.quote[cue]:
        first = tree.quote_tokens[n][0]
        if tree.sentence[first] != tree.sentence[a]:
            trimmed = tree.trim(first, b)
            tokens = (trimmed or (a, b), *tokens[1:])
    return tokens


def _more_quotes(tree: Tree, cue: int, found: dict[Tokens, set[str]]) -> None:
    """Contents that end in or hold a quotation, with the quotations that follow in the paragraph."""
    for tokens in list(found):
        quotes = {tree.quote[i] for a, b in tokens for i in (a, b)} - {-1, tree.quote[cue]}
        if not quotes:
            continue
        extra = _following(tree, cue, max(quotes), tokens)
        if extra:
            found.setdefault((*tokens, *extra), set()).update(f"{kind}+more" for kind in found[tokens])


def _following(tree: Tree, cue: int, last: int, tokens: Tokens) -> Tokens:
    """Quotations behind the content that stand alone: nothing but the cue's own sentence lies between."""
    extra: list[tuple[int, int]] = []
    at = max(tokens[-1][1], tree.bounds[tree.sentence[cue]][1] if tree.quote_tokens[last][0] < cue else 0)
    for n in range(last + 1, len(tree.quotes)):
        first, end = tree.quote_tokens[n]
        if first > at + 3 and any(tree.is_word(j) for j in range(at + 1, first)):
            break
        if tree.line_broken(min(at, first), first):
            break
        if tree.sentence[first] != tree.sentence[cue] and "," in tree.words[max(first, end - 1) : end + 1]:
            break  # a comma before the closing mark: this one has a cue of its own
        if first > at or first > cue:
            trimmed = tree.trim(first, min(end, len(tree) - 1))
            if trimmed and trimmed[0] > tokens[-1][1]:
                extra.append(trimmed)
        at = max(at, end)
    return tuple(extra)


def _described(tree: Tree, cue: int, tokens: Tokens, kinds: set[str]) -> list[str]:
    key = cue_key(tree, cue)
    pos = tree.pos[cue]
    dep = tree.dep[cue]
    first, last = tokens[0][0], tokens[-1][1]
    size = sum(b - a + 1 for a, b in tokens)
    quoted = sum(tree.quote[i] >= 0 for a, b in tokens for i in (a, b)) / (2 * len(tokens))
    length = (
        "1"
        if size == 1
        else "2"
        if size == 2
        else "5"
        if size <= 5
        else "10"
        if size <= 10
        else "20"
        if size <= 20
        else "+"
    )
    features = [f"{kind}|{pos}" for kind in kinds]
    features += [f"{kind}|{key}" for kind in kinds]
    features += [f"{kind}|{dep}" for kind in kinds]
    features += [
        f"n:{length}",
        f"n:{length}|{pos}",
        f"n:{length}|{key}",
        f"parts:{len(tokens)}",
        f"q:{quoted}",
        f"q:{quoted}|{key}",
    ]
    side = "after" if first > cue else "before" if last < cue else "both"
    gap = min(6, first - cue if first > cue else cue - tokens[0][1] if last < cue else 0)
    features += [f"side:{side}|{dep}", f"gap:{side}{gap}", f"gap:{side}{gap}|{pos}", f"side:{side}|{key}"]
    features += [
        f"w0:{tree.shape[first]}",
        f"p0:{tree.pos[first]}",
        f"p0:{tree.pos[first]}|{pos}",
        f"w0:{tree.shape[first]}|{key}",
    ]
    features += [f"pe:{tree.pos[last]}", f"before:{tree.shape[first - 1] if first else '^'}"]
    after = tree.shape[last + 1] if last + 1 < len(tree) else "$"
    features += [f"after:{after}", f"before:{tree.shape[first - 1] if first else '^'}|{side}"]
    if last == _last_word(tree, tree.bounds[tree.sentence[last]]):
        features += ["to-end", f"to-end|{side}|{pos}"]
    if first == tree.bounds[tree.sentence[first]][0] or tree.quote[first] != tree.quote[first - 1]:
        features.append(f"from-start|{side}")
    if tree.line_broken(first, last):
        features.append("newline")
    features += _cut_quotes(tree, tokens)
    features += [f"verb:{_has_verb(tree, tokens)}|{pos}"]
    return features


def _has_verb(tree: Tree, tokens: Tokens) -> bool:
    return any(tree.pos[i] in {"VERB", "AUX"} for a, b in tokens for i in range(a, min(b, a + 12) + 1))


def _last_word(tree: Tree, bounds: tuple[int, int]) -> int:
    trimmed = tree.trim(*bounds)
    return trimmed[1] if trimmed else bounds[1]


def _cut_quotes(tree: Tree, tokens: Tokens) -> list[str]:
    """Whether the content begins or ends in the middle of a quotation."""
    features = []
    first, last = tokens[0][0], tokens[-1][1]
    if tree.quote[first] >= 0 and first > tree.quote_tokens[tree.quote[first]][0] + 1:
        features.append("cut-start")
    if tree.quote[last] >= 0 and last + 2 < tree.quote_tokens[tree.quote[last]][1]:
        features.append("cut-end")
    if last + 1 < len(tree.quote) and tree.quote[last + 1] >= 0 and tree.quote[last + 1] != tree.quote[last]:
        features.append("quote-next")
    return features
