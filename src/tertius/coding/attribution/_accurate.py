"""The accurate mode: the shared encoder finds who says what; syntax adds what is said within what is said.

The encoder learned from a scheme that marks no attribution inside another (PolNeAR: Newell, Margolin and
Ruths 2018), so a source inside somebody's words is looked for there alone, by syntax and by the encoder; an author
who tells what he saw comes from the fast mode.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from tertius.coding.attribution._assemble import assemble, carried_on
from tertius.coding.attribution._cues import cue_key
from tertius.coding.attribution._decide import decide, tells_what_he_saw
from tertius.coding.attribution._frames import framed
from tertius.coding.attribution._phrases import DATELINE, withholds_name
from tertius.coding.attribution._table import Table, load_table
from tertius.coding.attribution._tree import Tree
from tertius.coding.attribution._within import found_within, teller, without_asides
from tertius.coding.encoder import Encoder, Found
from tertius.coding.parsed import Attribution, Span
from tertius.records import Form

__all__ = ["accurate"]

SURE = 0.95  # above it the encoder is believed even where no word of the cue was ever one
PLAIN = 0.6  # a word that is a cue this often is one where the encoder sees nothing


def accurate(tree: Tree) -> list[Attribution]:
    """The attributions of a document in the order of the text, `outer` and `continues` set."""
    table = load_table()
    by_syntax = [a for a in assemble(tree, decide(tree, table)) if a.cue and not _withholds(tree, a.cue, a.content)]
    found = [
        one
        for one in Encoder.load().attributions(without_asides(tree))
        if one.probability >= SURE or _rate(tree, table, one.cue) > 0
    ]
    read = (_attribution(tree, one, by_syntax) for one in found)
    top = _each_piece_once([attribution for attribution in read if attribution is not None])
    added = [replace(a, outer=None, continues=None) for a in by_syntax if _adds(tree, table, a, top)]
    made = [*top, *(_told_by(tree, a, top) for a in _with_found(tree, by_syntax, top, added))]
    carried = carried_on(tree, top)
    every = [*made, *carried]
    every += framed(tree, every)
    order = sorted(range(len(every)), key=lambda n: (every[n].content[0][0], every[n].cue or (0, 0)))
    place = {old: new for new, old in enumerate(order)}
    return [
        replace(
            every[n],
            outer=None if (outer := _outer(every, n)) is None else place[outer],
            continues=None if every[n].continues is None else place[every[n].continues or 0],
        )
        for n in order
    ]


def _attribution(tree: Tree, found: Found, by_syntax: Sequence[Attribution]) -> Attribution | None:
    """What the encoder found, its edges cleaned; where syntax has the same cue, with the whole noun phrase as source."""
    content = tuple(filter(None, (_clean(tree, piece) for piece in _near(tree, found))))
    if not content or _withholds(tree, found.cue, content):
        return None
    source = _without_commas(tree, _one_sentence(tree.text, found.source)) if found.source else None
    if source is not None and not _names_somebody(tree.text[slice(*source)]):
        source = None
    twin = next((a for a in by_syntax if a.cue and _meet(a.cue, found.cue)), None)
    if (
        twin is not None
        and twin.source is not None
        and (source is None or _meet(twin.source, source) or _strays(tree, source, twin.source, found))
    ):
        source = _one_sentence(tree.text, twin.source)
    read = Attribution(source=source, cue=found.cue, content=content, form=_form(tree, content))
    return _from_giver(tree, read)


_GIVER = re.compile(r"(?P<giver>[^,;:.]{2,60}?) that ")


def _from_giver(tree: Tree, read: Attribution) -> Attribution:
    """ "Had heard from | a colleague that ...": whose words are passed on is their source, and no part of them."""
    cue = tree.text[slice(*read.cue)].lower().split() if read.cue else []
    giver = _GIVER.match(tree.text, *read.content[0])
    if giver is None or cue[-1:] != ["from"] or not set(cue) & {"hear", "heard", "learn", "learned", "learnt"}:
        return read
    content = ((giver.end(), read.content[0][1]), *read.content[1:])
    return replace(read, source=giver.span("giver"), content=content)


def _withholds(tree: Tree, cue: Span, content: Sequence[Span]) -> bool:
    return withholds_name(tree.text[slice(*cue)], tree.text[content[0][0] : content[-1][1]])


def _names_somebody(words: str) -> bool:
    """Not a mere comma, a day, a condition of anonymity, or the pronoun of "it was reported that", which stands for nobody."""
    return words.lower() not in _NOBODY and words.split()[-1:] != ["anonymity"] and any(ch.isalnum() for ch in words)


_NOBODY = frozenset({"it", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def _strays(tree: Tree, source: Span, other: Span, found: Found) -> bool:
    """The encoder's source stands in another sentence than its cue, that of the syntax in the cue's own, unquoted."""
    own, here, there = (tree.sentence[max(0, tree.token_at(span[0]))] for span in (found.cue, source, other))
    return here != own == there and not any(_meet(other, piece) for piece in found.content)


_NEXT = re.compile(r"(?<=\d)[.!?] +(?=[A-Z])")


def _one_sentence(text: str, source: Span) -> Span:
    """A source ends with its sentence: "Mira, 34. Her neighbour" is Mira."""
    cut = _NEXT.search(text, *source)
    return (source[0], cut.start()) if cut else source


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _near(tree: Tree, found: Found) -> list[Span]:
    """The pieces of a content that belong to the cue: of its own sentence, or quoted."""
    own = tree.sentence[max(0, tree.token_at(found.cue[0]))]
    return [
        piece
        for piece in found.content
        if tree.sentence[at := max(0, tree.token_at(piece[0]))] == own
        or tree.quote[min(at + 1, len(tree) - 1)] >= 0
        or tree.sentence[max(0, tree.token_at(piece[1] - 1))] == own
    ]


def _each_piece_once(top: list[Attribution]) -> list[Attribution]:
    """A piece that two contents claim stays with the nearer cue, where the other has words left."""
    return [replace(one, content=kept) if (kept := _own_pieces(one, top)) else one for one in top]


def _own_pieces(one: Attribution, top: Sequence[Attribution]) -> tuple[Span, ...]:
    others = [(other, piece) for other in top if other is not one for piece in other.content]
    return tuple(
        piece
        for piece in one.content
        if not any(_meet(piece, theirs) and _distance(other, piece) < _distance(one, piece) for other, theirs in others)
    )


def _distance(attribution: Attribution, piece: Span) -> int:
    cue = attribution.cue or piece
    return max(cue[0] - piece[1], piece[0] - cue[1], 0)


_MARKS = '"“”„«»'
_LOOSE = ",;:—–"


def _clean(tree: Tree, piece: Span) -> Span | None:
    """Without commas and quotation marks at its edges and without the leading "that"; None where nothing is left."""
    start, end = _without_commas(tree, piece)
    text = tree.text
    if (dateline := DATELINE.match(text, start, end)) is not None:
        start = dateline.end()
    while start < end and text[start] in _MARKS and not _closed_within(text, start, end):
        start += 1
    while end > start and text[end - 1] in _MARKS and not _opened_within(text, start, end):
        end -= 1
    if (
        end - start > 1
        and text[start] in _MARKS
        and text[end - 1] in _MARKS
        and not set(text[start + 1 : end - 1]) & set(_MARKS)
    ):
        start, end = start + 1, end - 1
    if text[start:end].lower().startswith(("that ", "that,")):
        start += len("that,")
    start, end = _without_commas(tree, (start, end))
    return (start, end) if any(ch.isalnum() for ch in text[start:end]) else None


def _closed_within(text: str, start: int, end: int) -> bool:
    return any(ch in _MARKS for ch in text[start + 1 : end])


def _opened_within(text: str, start: int, end: int) -> bool:
    return any(ch in _MARKS for ch in text[start : end - 1])


def _without_commas(tree: Tree, span: Span) -> Span:
    start, end = span
    while start < end and _loose(tree.text[start]):
        start += 1
    while end > start and _loose(tree.text[end - 1]):
        end -= 1
    return start, end


def _loose(ch: str) -> bool:
    return ch.isspace() or ch in _LOOSE


def _form(tree: Tree, content: Sequence[Span]) -> Form:
    """Direct where all words stand in quotation marks, indirect where none does."""
    words = quoted = 0
    for start, end in content:
        i = max(0, bisect_right(tree.start, start) - 1)
        while i < len(tree) and tree.start[i] < end:
            if tree.end[i] > start and tree.is_word(i):
                words += 1
                quoted += tree.quote[i] >= 0
            i += 1
    return Form.DIRECT if words and quoted == words else Form.MIXED if quoted else Form.INDIRECT


def _rate(tree: Tree, table: Table, cue: Span) -> float:
    """The highest share of a cue's words that were cues in the training text; 1 for a mere colon."""
    tokens = range(max(0, tree.token_at(cue[0])), tree.token_at(cue[1] - 1) + 1)
    return max((table.rates.get(cue_key(tree, i), float(tree.words[i] == ":")) for i in tokens), default=0.0)


def _adds(tree: Tree, table: Table, attribution: Attribution, top: Sequence[Attribution]) -> bool:
    """What syntax adds: what stands wholly within the content of one that the encoder found, a quotation
    that the encoder passed over, and an author's own seeing.
    """
    cue = attribution.cue
    if cue is None or any(a.cue and _meet(a.cue, cue) for a in top):
        return False
    spans = [cue, *attribution.content, *filter(None, (attribution.source,))]
    if any(all(_inside(span, a.content) for span in spans) for a in top):
        return True
    if any(_meet(span, piece) for span in spans for a in top for piece in a.content):
        return False
    return attribution.form == Form.DIRECT or tells_what_he_saw(tree, cue) or _rate(tree, table, cue) >= PLAIN


def _with_found(
    tree: Tree, by_syntax: Sequence[Attribution], top: Sequence[Attribution], added: list[Attribution]
) -> list[Attribution]:
    """What syntax adds, and what the encoder finds within the contents beside it."""
    for found in found_within(tree, top):
        one = _attribution(tree, found, by_syntax)
        if one is not None and not any(a.cue and _meet(a.cue, found.cue) for a in (*top, *added)):
            added.append(one)
    return added


def _told_by(tree: Tree, attribution: Attribution, top: Sequence[Attribution]) -> Attribution:
    """Within somebody's words, what he has heard from others is theirs."""
    if attribution.cue is None or not any(_inside(attribution.cue, a.content) for a in top):
        return attribution
    told = teller(tree, attribution.cue)
    return attribution if told is None else replace(attribution, source=told)


def _inside(span: Span, content: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)


def _outer(every: Sequence[Attribution], n: int) -> int | None:
    """The smallest content that holds the cue of the n-th; of what has no cue, none."""
    cue = every[n].cue
    if cue is None:
        return None
    holding = [m for m, a in enumerate(every) if m != n and _inside(cue, a.content)]
    return min(holding, key=lambda m: sum(end - start for start, end in every[m].content), default=None)
