"""Learn the table that gives a source its voice, or try how well it does on what it has not seen.

    python scripts/train_voices.py polnear_dev.jsonl src/tertius/coding/attribution/voices.json
    python scripts/train_voices.py polnear_dev.jsonl --try
    python scripts/train_voices.py polnear_dev.jsonl --write SOURCES.jsonl

A softmax (multinomial logistic regression) with a squared penalty, solved by L-BFGS. It learns from sentences written
for it (training/voices/v*.tsv: VOICE, a sentence with the source marked {S:...}), from the labelled documents
of tests/accuracy/statements that may be tuned on, and from labels of PolNeAR's sources (tests/accuracy/statements/polnear_read.tsv: document,
number of the attribution, voice) where a second reader (polnear_read_again.tsv) gave the same. The coder itself resolves each source; what it would ask the table is what is learned from. A
feature seen less than twice is dropped. `--try` leaves out each file, and a quarter of the documents, in turn. `--write` writes
each source with its description and the text around it, which the encoder's head of voices learns from (training/encoder/train_events.py).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tertius.coding import pipeline, road
from tertius.coding.actors import find_mentions
from tertius.coding.attribution import find_attributions
from tertius.coding.attribution._voices import VOICES, Source, VoiceTable, voice_features
from tertius.coding.parsed import Attribution, Parsed, Span
from tertius.coding.speakers import _named, _resolve
from tertius.records import DateBasis, Document, Form, Precision, Published
from tertius.world.sectors import institutions, offices

HERE = Path(__file__).parent.parent
FLOOR = 2  # sources in which a feature must occur
PENALTY = 3.0  # of the squared weights
SMALL = 0.02  # weights below are not written
PARTS = ("tuned", "fresh_a", "hand_c", "hand_d", "hand_e", "hand_f", "hand_g")
NAMES = [voice.value for voice in VOICES]


@dataclass(frozen=True, slots=True)
class Example:
    """A source as the coder asks the table for its voice, and the voice it has."""

    file: str
    document: str
    source: Source
    voice: str


class Asked:
    """Listens to what the coder asks the table while speakers are resolved: by content and source, the last question."""

    def __init__(self) -> None:
        self.of: dict[tuple[Any, ...], Source] = {}
        self._last: Source | None = None
        voice_of, who = _named.voice_of, _resolve._who  # noqa: SLF001

        def heard(source: Source, *, fast: bool = False) -> Any:
            self._last = source
            return voice_of(source, fast=fast)

        def watched(room: Any, attribution: Attribution, resolved: Any) -> Any:
            self._last = None
            found = who(room, attribution, resolved)
            if self._last is not None:
                self.of[attribution.content, attribution.source] = self._last
            return found

        _named.voice_of, _resolve._who = heard, watched  # noqa: SLF001


def written(asked: Asked) -> Iterator[Example]:
    """The sentences written for the purpose."""
    for path in sorted((HERE / "training/voices").glob("v*.tsv")):
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        marked = [re.fullmatch(r"(.*)\{S:(.*?)\}(.*)", sentence) for _, sentence in lines]
        texts = [("".join(m.groups()), (m.start(2) - 3, m.end(2) - 3)) for m in marked if m]
        documents = [Document(id=f"{path.stem}.{n}", title="", text=text) for n, (text, _) in enumerate(texts)]
        for parsed, (text, span), (voice, _) in zip(pipeline.parse_all(documents), texts, lines, strict=True):
            near = [a for a in find_attributions(parsed, fast=True) if a.source and _meet(a.source, span)]
            cue, content = (near[0].cue, near[0].content) if near else (None, ((0, len(text)),))
            source = _asked_of(asked, parsed, [Attribution(span, cue, content, Form.INDIRECT)])[0]
            if source is not None:
                yield Example(path.stem, parsed.document.id, source, voice)


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _asked_of(asked: Asked, parsed: Parsed, attributions: list[Attribution]) -> list[Source | None]:
    asked.of.clear()
    parsed.attributions = attributions
    parsed.mentions = find_mentions(parsed)
    _resolve.resolve_speakers(parsed)
    return [asked.of.get((a.content, a.source)) for a in attributions]


def polnear(path: Path, asked: Asked) -> Iterator[Example]:
    """The labelled sources of PolNeAR's articles, whose texts are not kept here."""
    first, again = (_voices_in(f"polnear_{name}.tsv") for name in ("read", "read_again"))
    labels: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (document, number), voice in first.items():
        if number.isdecimal() and voice in NAMES and again.get((document, number)) == voice:
            labels[document].append((int(number), voice))
    with path.open(encoding="utf-8") as lines:
        gold = {g["doc_id"]: g for g in map(json.loads, lines) if g["doc_id"] in labels}
    documents = [Document(id=name, title="", text=gold[name]["text"], published=_day(name)) for name in labels]
    for parsed in pipeline.parse_all(documents):
        name = parsed.document.id
        of = [(gold[name]["attributions"][number - 1], voice) for number, voice in labels[name]]
        kept = [(a, voice) for a, voice in of if _spans(a["content"]) and _spans(a["source"])]
        made = [
            Attribution(
                _spans(a["source"])[0], next(iter(_spans(a["cue"])), None), tuple(_spans(a["content"])), Form.INDIRECT
            )
            for a, _ in kept
        ]
        for source, (_, voice) in zip(_asked_of(asked, parsed, made), kept, strict=True):
            if source is not None:
                yield Example("polnear", name, source, voice)


def _voices_in(name: str) -> dict[tuple[str, str], str]:
    """By document and number of the attribution."""
    lines = (HERE / "tests/accuracy/statements" / name).read_text(encoding="utf-8").splitlines()
    return {(document, number): voice for document, number, voice, *_ in (line.split("\t") for line in lines)}


def _day(document: str) -> Published:
    """The day that the name of an article of PolNeAR holds."""
    day = dt.date.fromisoformat(document.split("_")[1])
    return Published(start=day, end=day, precision=Precision.DAY, basis=DateBasis.METADATA)


def _spans(found: Any) -> list[Span]:
    if not found:
        return []
    return [(found[0], found[1])] if isinstance(found[0], int) else [(a, b) for a, b in found]


def labelled(asked: Asked) -> Iterator[Example]:
    """The labelled documents, their attributions as the accurate mode finds them."""
    sys.path.insert(0, str(HERE / "tests/accuracy"))
    import score_statements

    for part in PARTS:
        rows = score_statements.load(part)
        for row, parsed in zip(rows, pipeline.parse_all(score_statements.documents_of(rows)), strict=True):
            asked.of.clear()
            road._annotate(parsed, fast=False)  # noqa: SLF001
            for label in row["statements"]:
                found = _best(label["content"], parsed.attributions)
                source = asked.of.get((found.content, found.source)) if found else None
                if source is not None and found is not None and found.outer is None and label["voice"] in NAMES:
                    yield Example(part, row["id"], source, label["voice"])


def _best(content: Iterable[Sequence[int]], attributions: Iterable[Attribution]) -> Attribution | None:
    gold = {point for a, b in content for point in range(a, b)}
    best, most = None, 0.2
    for one in attributions:
        found = {point for a, b in one.content for point in range(a, b)}
        both = len(gold & found)
        if both >= 0.5 * min(len(gold), len(found)) and both / len(gold | found) > most:
            best, most = one, both / len(gold | found)
    return best


def known_words(examples: Iterable[Example]) -> frozenset[str]:
    """Words that are no names even where they are capitalised: written small somewhere, or in the tables."""
    small = (re.findall(r"(?<![\w’'-])[a-z][\w-]*", e.source.description) for e in examples)
    tables = (phrase.split() for table in (offices(), institutions()) for phrase in table)
    return frozenset(word for words in (*small, *tables) for word in words)


def learn(examples: Sequence[Example], penalty: float = PENALTY) -> VoiceTable:
    known = known_words(examples)
    rows = [voice_features(e.source, known) for e in examples]
    counts = Counter(name for row in rows for name in row)
    place = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= FLOOR))}
    cells = [(n, place[name]) for n, row in enumerate(rows) for name in row if name in place]
    held = csr_matrix((np.ones(len(cells)), tuple(zip(*cells, strict=True))), shape=(len(rows), len(place)))
    wanted = np.array([[e.voice == name for name in NAMES] for e in examples], dtype=float)

    table = _softmax(held, wanted, penalty).round(2)
    weights = {name: table[n].tolist() for name, n in place.items() if abs(table[n]).max() >= SMALL}
    return VoiceTable(weights, known)


def _softmax(held: Any, wanted: Any, penalty: float) -> Any:
    """Weights [features, voices] that make `wanted` likeliest, less half the penalty times their squares."""

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(held.shape[1], len(NAMES))
        scores = held @ weights
        scores -= scores.max(axis=1, keepdims=True)
        log_share = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        slope = held.T @ (np.exp(log_share) - wanted) + penalty * weights
        return float(-(wanted * log_share).sum() + penalty / 2 * (weights**2).sum()), slope.ravel()

    start = np.zeros(held.shape[1] * len(NAMES))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return found.x.reshape(held.shape[1], len(NAMES))


def try_out(examples: Sequence[Example]) -> None:
    """Accuracy on each file, learned from all others; on the documents of each, a quarter left out in turn."""
    files = sorted({e.file for e in examples})
    for file in files:
        table = learn([e for e in examples if e.file != file])
        _print(f"{file}, learned from all other files", [(e, table) for e in examples if e.file == file])
    documents = sorted({e.document for e in examples})
    random.Random(0).shuffle(documents)  # noqa: S311
    tried = []
    for fold in range(4):
        left = set(documents[fold::4])
        table = learn([e for e in examples if e.document not in left])
        tried += [(e, table) for e in examples if e.document in left]
    for file in files:
        _print(f"{file}, a quarter of all documents left out", [(e, table) for e, table in tried if e.file == file])


def _print(what: str, tried: Sequence[tuple[Example, VoiceTable]]) -> None:
    right = sum(table.voice(e.source).value == e.voice for e, table in tried)
    print(f"{what}: {right / len(tried):.3f} of {len(tried)}", flush=True)


def gather(path: Path) -> list[Example]:
    """Every example once: a speaker asked about again in the same document adds nothing."""
    asked = Asked()
    found = [*written(asked), *polnear(path, asked), *labelled(asked)]
    return list({(e.document, e.source.description, e.voice): e for e in found}.values())


def _written(example: Example) -> dict[str, Any]:
    place = example.source.place
    assert place is not None  # noqa: S101
    return {
        "group": example.document, "file": example.file, "description": example.source.description, "text": place.text,
        "source": place.span, "voice": example.voice,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("table", type=Path, nargs="?")
    parser.add_argument("--try", dest="trial", action="store_true")
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    examples = gather(args.polnear)
    print(f"{len(examples)} sources")
    if args.write is not None:
        placed = [e for e in examples if e.source.place is not None]
        args.write.write_text(
            "".join(f"{json.dumps(_written(e), ensure_ascii=False)}\n" for e in placed), encoding="utf-8"
        )
    if args.trial:
        try_out(examples)
    if args.table is not None:
        table = learn(examples)
        used = sorted(word for word in table.words)
        lines = [f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(w)}" for name, w in table.weights.items()]
        text = (
            '{\n"words": ' + json.dumps(used, ensure_ascii=False) + ',\n"weights": {\n' + ",\n".join(lines) + "\n}\n}\n"
        )
        args.table.write_text(text, encoding="utf-8")
        print(f"{len(table.weights)} features")


if __name__ == "__main__":
    main()
