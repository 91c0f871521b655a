"""From features to decisions: which cues hold, with which source and content, and which lie in which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tertius.coding.attribution._contents import Tokens, content_candidates
from tertius.coding.attribution._cue_spans import cue_spans
from tertius.coding.attribution._cues import CUE_POS, cue_features, cue_key
from tertius.coding.attribution._mend import inverted, is_label, mend_content, part, speaks
from tertius.coding.attribution._sources import source_candidates
from tertius.coding.attribution._table import Table
from tertius.coding.attribution._tree import Tree
from tertius.coding.parsed import Span

__all__ = ["SAYING", "Decision", "decide", "propose", "tells_what_he_saw"]


@dataclass(slots=True)
class Decision:
    """A cue with the source and content chosen for it; token indices, ranges inclusive."""

    cue: int
    span: tuple[int, int]  # of the whole cue
    source: tuple[int, int] | None
    content: Tokens
    probability: float
    outer: int | None = None  # the cue of the decision whose content holds this one


def decide(tree: Tree, table: Table) -> list[Decision]:
    """The decisions of one document, in the order of their cues."""
    return sorted(_settle(tree, propose(tree, table), table.threshold), key=lambda d: d.cue)


def propose(tree: Tree, table: Table) -> list[Decision]:
    """Every cue that the table holds possible, with its best source and content.

    What is below the threshold by its cue, or by cue and content, is left at that: each further doubt takes it lower.
    """
    least = max(table.floor, table.threshold)
    found = []
    for i in range(len(tree)):
        probability = _may_be_cue(tree, i, table)
        if probability >= least:
            decision = _fill(tree, i, table, probability)
            if decision is not None:
                found.append(decision)
    return found


def _may_be_cue(tree: Tree, i: int, table: Table) -> float:
    if tree.pos[i] not in CUE_POS:
        return 0.0
    if tree.lemma[i] in _PERCEIVED and _author_sees(tree, i):
        return 1.0
    if cue_key(tree, i) not in table.rates:
        return 0.0
    return table.cue_probability(cue_features(tree, i))


def tells_what_he_saw(tree: Tree, cue: Span) -> bool:
    """Whether the cue is a verb of perception of which the author is the subject."""
    i = tree.token_at(cue[1] - 1)
    return i >= 0 and tree.lemma[i] in _PERCEIVED and _author_sees(tree, i)


def _author_sees(tree: Tree, i: int) -> bool:
    """Whether the author tells what he saw ("this reporter saw"), which the gold articles hardly know."""
    subject = next((c for c in tree.children[i] if tree.dep[c] == "nsubj"), None)
    return (
        subject is not None
        and subject > 0
        and (tree.lower[subject - 1], tree.lower[subject] in _WRITERS) == ("this", True)
    )


def _fill(tree: Tree, i: int, table: Table, probability: float) -> Decision | None:
    contents = content_candidates(tree, i)
    if not contents:
        return None
    chosen, how_sure = table.best(table.content, contents)
    if probability * how_sure**0.5 < table.threshold:
        return None
    source, who_sure = table.best(table.source, source_candidates(tree, i))
    content = mend_content(tree, i, chosen.tokens)
    span: tuple[int, int] | None = None
    if (swapped := inverted(tree, i, content)) is not None:
        content, span = swapped
    elif source.tokens:
        content, span = part(tree, content, source.tokens[0])
    if _relative(tree, i, content) or (span is not None and is_label(tree, span)):
        return None
    taken = content if span is None else (*content, span)
    words, _ = table.best(table.span, cue_spans(tree, i, taken))
    return Decision(i, words.tokens[0], span, content, probability * how_sure**0.5 * who_sure**0.5)


def _relative(tree: Tree, cue: int, content: Tokens) -> bool:
    """Whether the content of a noun is a clause about it: "a claim that they denied" says nothing of what was claimed."""
    first = content[0][0]
    openers = {tree.tag[j] for j in (first - 1, first) if j > cue}
    return tree.pos[cue] == "NOUN" and bool(openers & {"WDT", "WP"})


_PERCEIVED = frozenset({"witness", "see", "observe", "watch", "hear", "count", "find"})
_WRITERS = frozenset({"author", "reporter", "correspondent", "writer", "journalist"})
_NESTED = 0.6  # probability asked of an attitude inside another's content; of a saying only the threshold
SAYING = frozenset(
    "accuse acknowledge add admit allege announce argue ask assert assure claim complain concede conclude confirm "
    "contend convey declare deny describe disclose explain inform insist mention note predict promise quote recall "
    "reply report respond reveal say state stress suggest tell testify threaten tweet urge vow warn write "
    "statement message claim report warning accusation allegation according accord".split(),
)
_SHARED = 0.3  # share of the shorter content from which two attributions claim one content
_BLOCK = 64  # tokens
_OWN_WORDS = frozenset({"i", "we", "me", "us", "you", "my", "our"})


def _settle(tree: Tree, proposed: list[Decision], threshold: float) -> list[Decision]:
    """Keep the likelier of two that claim one content; one that lies in another's content gets that as `outer`."""
    kept: list[Decision] = []
    near = _Near()
    for d in sorted(proposed, key=lambda d: -d.probability):
        if d.probability < threshold:
            break
        if not any(_clash(d, k) for k in near.of(d.content)):
            kept.append(d)
            near.add(d)
    return _standing(tree, kept)


def _clash(d: Decision, k: Decision) -> bool:
    return _overlap(d.content, k.content) > _SHARED and not _holds(k.content, d.cue) and not _holds(d.content, k.cue)


class _Near:
    """Decisions by where their contents lie, so that only neighbours are compared."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.blocks: dict[int, list[Decision]] = {}
        for d in decisions:
            self.add(d)

    def add(self, d: Decision) -> None:
        for block in self._blocks(d.content):
            self.blocks.setdefault(block, []).append(d)

    def of(self, content: Tokens) -> Iterator[Decision]:
        """Decisions whose contents lie near `content`, each once."""
        return iter({d.cue: d for block in self._blocks(content) for d in self.blocks.get(block, ())}.values())

    def _blocks(self, content: Tokens) -> set[int]:
        return {block for a, b in content for block in range(a // _BLOCK, b // _BLOCK + 1)}


def _standing(tree: Tree, kept: list[Decision]) -> list[Decision]:
    """The decisions that stand, each `outer` among them; what loses its outer is looked at again."""
    while True:
        near = _Near(kept)
        for d in kept:
            d.outer = _outer(d, list(near.of(((d.cue, d.cue),))))
        standing = [d for d in kept if _stands(tree, d)]
        if len(standing) == len(kept):
            return kept
        kept = standing


def _stands(tree: Tree, d: Decision) -> bool:
    """Whether a decision inside a quotation or a content says something that its surroundings do not.

    "I believe" in somebody's quotation is that speaker still; a cue in a quotation nobody is known to
    have said stands alone.
    """
    if d.outer is None:
        return tree.quote[d.cue] < 0
    if d.source is None or tree.lower[d.source[1]] in _OWN_WORDS:
        return False
    sure = d.probability >= _NESTED or tree.lemma[d.cue] in SAYING
    return sure and speaks(tree, d.source)


def _outer(d: Decision, kept: list[Decision]) -> int | None:
    """The cue of the narrowest content that holds `d`; of two that hold each other the likelier is the outer."""
    around = [
        k
        for k in kept
        if k is not d
        and _holds(k.content, d.cue)
        and not (_holds(d.content, k.cue) and (k.probability, -k.cue) < (d.probability, -d.cue))
    ]
    return min(around, key=lambda k: _size(k.content)).cue if around else None


def _holds(content: Tokens, token: int) -> bool:
    return any(a <= token <= b for a, b in content)


def _size(content: Tokens) -> int:
    return sum(b - a + 1 for a, b in content)


def _overlap(one: Tokens, other: Tokens) -> float:
    shared = sum(max(0, min(b, d) - max(a, c) + 1) for a, b in one for c, d in other)
    return shared / min(_size(one), _size(other))
