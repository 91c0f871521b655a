"""Reprints and near-copies: documents that tell one story count once.

Texts are cut into shingles of four words. MinHash signatures (Broder 1997) in bands (Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, ch. 3) give candidates in near-linear time; each candidate pair is then
verified on its exact shingle sets, so no pair is joined by chance of the hashing.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tertius.documents._draft import outlet_key
from tertius.records import Document, content_id

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

__all__ = ["stories"]

_SHINGLE = 4  # words
_HASHES = 128
_ROWS = 3  # in a band; with 42 bands, 93% of pairs of similarity 0.4 become candidates
_BANDS = _HASHES // _ROWS
_ALIKE = 0.42  # Jaccard similarity from which two texts are one story
_INSIDE = 0.65  # share of the shorter text found in the longer: a shortened reprint
_SHORTEST_INSIDE = 25  # shingles; below it containment says little
_DECLARED = 0.2  # share of the shorter text that suffices where one text names the other as its origin
_SEED = 20211005
_WORD = re.compile(r"\w+")


def stories(documents: Iterable[Document]) -> dict[str, str]:
    """The story each document belongs to, by document id.

    Two documents tell one story when their texts are near-copies (Jaccard similarity of four-word shingles of
    0.42, or two thirds of the shorter inside the longer), or when one says it first stood in the other's
    publisher and a fifth of the shorter text is in the other. The story's id does not depend on the order.
    """
    ordered = sorted(documents, key=lambda document: document.id)
    shingles = [_shingles(document.text) for document in ordered]
    parents = list(range(len(ordered)))
    for one, other, least in _candidates(ordered, shingles):
        if _root(parents, one) != _root(parents, other) and _alike(shingles[one], shingles[other], least):
            first, second = sorted((_root(parents, one), _root(parents, other)))
            parents[second] = first
    return {
        document.id: content_id("story", ordered[_root(parents, index)].id) for index, document in enumerate(ordered)
    }


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _shingles(text: str) -> Hashes:
    """Sorted distinct hashes of every run of four words; of all words where there are fewer."""
    import numpy as np

    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.casefold())]
    width = min(_SHINGLE, len(words)) or 1
    values = np.array(words or [0], dtype=np.uint64)
    count = len(values) - width + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(width):
        mixed = (mixed * np.uint64(0x9E3779B97F4A7C15)) ^ (values[offset : offset + count] + np.uint64(offset + 1))
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _alike(one: Hashes, other: Hashes, least: float | None) -> bool:
    """Whether two shingle sets are one story; `least` is the share that suffices for a declared reprint."""
    import numpy as np

    shared = len(np.intersect1d(one, other, assume_unique=True))
    shorter = min(len(one), len(other))
    if least is not None and shared >= least * shorter:
        return True
    if shared >= _ALIKE * (len(one) + len(other) - shared):
        return True
    return shorter >= _SHORTEST_INSIDE and shared >= _INSIDE * shorter


def _signatures(shingles: Sequence[Hashes]) -> Hashes:
    """One row of 128 minimal hashes a document (multiply-shift hashing of the shingles)."""
    import numpy as np

    draw = np.random.default_rng(_SEED)
    factors = draw.integers(0, 2**63, _HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    terms = draw.integers(0, 2**63, _HASHES, dtype=np.uint64)
    rows = np.empty((len(shingles), _HASHES), dtype=np.uint64)
    for index, values in enumerate(shingles):
        mixed = values[None, :] * factors[:, None] + terms[:, None]
        rows[index] = ((mixed >> np.uint64(32)) ^ mixed).min(axis=1)
    return rows


def _candidates(documents: Sequence[Document], shingles: Sequence[Hashes]) -> Iterator[tuple[int, int, float | None]]:
    """Pairs worth comparing, with the share that suffices where a reprint is declared."""
    if len(documents) < 2:
        return
    signatures = _signatures(shingles)
    for band in range(_BANDS):
        yield from _neighbours(signatures[:, band * _ROWS : (band + 1) * _ROWS])
    yield from _contained(shingles)
    yield from _declared(documents, signatures)


def _neighbours(band: Hashes) -> Iterator[tuple[int, int, None]]:
    """Pairs of documents whose rows in this band are equal: each with the first of its bucket and with the next.

    The next too, because the first may be an edited copy too far from the last.
    """
    import numpy as np

    keys = np.zeros(len(band), dtype=np.uint64)
    for column in band.T:
        keys = (keys ^ column) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(31)
    order = np.argsort(keys, kind="stable")
    same = keys[order[1:]] == keys[order[:-1]]
    first = None
    for position in np.flatnonzero(same).tolist():
        if position == 0 or not same[position - 1]:
            first = int(order[position])
        one, other = int(order[position]), int(order[position + 1])
        yield one, other, None
        if first is not None and first != one:
            yield first, other, None


def _contained(shingles: Sequence[Hashes]) -> Iterator[tuple[int, int, None]]:
    """Pairs that share a rare shingle among their smallest: finds short extracts whose Jaccard is low."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, values in enumerate(shingles):
        for value in values[values % 16 == 0].tolist():
            holders[value].append(index)
    for members in holders.values():
        if 2 <= len(members) <= 64:  # what stands in more texts is a stock phrase
            for other in members[1:]:
                yield members[0], other, None


def _declared(documents: Sequence[Document], signatures: Hashes) -> Iterator[tuple[int, int, float]]:
    """Pairs of a text that names its origin and the texts that may be it."""
    named: dict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(documents):
        for name in {
            document.id,
            outlet_key(document.publisher),
            outlet_key(document.title),
            document.url or "",
            outlet_key(document.reprint_of),
        }:
            if name:
                named[name].append(index)
    for index, document in enumerate(documents):
        if not document.reprint_of:
            continue
        for name in {document.reprint_of, outlet_key(document.reprint_of)}:
            others = named.get(name, ())
            for other in others:
                if other != index and (signatures[index] == signatures[other]).any():
                    yield index, other, _DECLARED
