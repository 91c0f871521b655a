"""Gold records as training examples: windows with cue tags and, per cue, roles; marked sentences with types."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "tests" / "accuracy" / "attribution"))

import runtime  # noqa: F401
import score_leads

from tertius.coding.encoder._marked import marked
from tertius.coding.encoder._windows import Window, neighbourhood, windows

YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def read(path):
    with Path(path).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def spans(attribution, part):
    return attribution.get(part + "_spans") or ([attribution[part]] if attribution.get(part) else [])


def covers(window, i, parts):
    return window.starts[i] >= 0 and any(a < window.ends[i] and window.starts[i] < b for a, b in parts)


@dataclass
class Example:
    window: Window
    cue_tags: list[int]  # -100 where not to be learned
    roles: list[tuple[int, int, int, int, list[int]]]  # cue begin, end; first, last; tag per token


def attribution_examples(records, pieces_of):
    out = []
    for record in records:
        for window in windows(record["text"], pieces_of):
            tags = [0 if a >= 0 else -100 for a in window.starts]
            roles = []
            for attribution in record["attributions"]:
                cue = spans(attribution, "cue")
                inside = [i for i in range(len(tags)) if covers(window, i, cue)]
                if not inside:
                    continue
                if not any(covers(window, i, spans(attribution, "content")) for i in range(len(tags))):
                    for i in inside:
                        tags[i] = -100  # what is said lies outside
                    continue
                begin, end = inside[0], inside[-1] + 1
                for i in range(begin, end):
                    tags[i] = max(tags[i], 2)
                tags[begin] = 1
                if not window.core[0] <= begin < window.core[1]:
                    continue
                first, last = neighbourhood(window, begin, end)
                source, content = spans(attribution, "source"), spans(attribution, "content")
                roles.append(
                    (
                        begin,
                        end,
                        first,
                        last,
                        [
                            -100
                            if window.starts[i] < 0
                            else 1
                            if covers(window, i, source)
                            else 2
                            if covers(window, i, content)
                            else 0
                            for i in range(first, last)
                        ],
                    )
                )
            out.append(Example(window, tags, roles))
    return out


def pieces(record, of):
    """The lines or sentences (`of`, a regular expression) of a document as records of their own, with their attributions.

    A reader of whole articles alone does not know what to make of a text of one sentence.
    """
    for match in re.finditer(of, record["text"]):
        low, high = match.span()
        if len(match.group().split()) < 4:
            continue
        within = []
        for attribution in record["attributions"]:
            kept = {
                f"{part}_spans": [
                    [max(a, low) - low, min(b, high) - low] for a, b in spans(attribution, part) if a < high and low < b
                ]
                for part in ("source", "cue", "content")
            }
            if kept["cue_spans"]:
                within.append(kept | {"type": attribution.get("type")})
        yield {"doc_id": f"{record['doc_id']}:{low}", "text": match.group(), "attributions": within}


LINE = r"[^\n]*\S[^\n]*"
SENTENCE = r"[^\s][^\n]*?(?:[.!?][\"”’')]*(?=\s+[A-Z\"“‘'(])|(?=\n)|$)"


def tagged(path):
    """Texts of our own, a line each, with source, cue and content marked in them (tests/accuracy/attribution/README.md)."""
    names = {"s": "source_spans", "c": "cue_spans", "x": "content_spans"}
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines()):
        text, marked = score_leads.read(line)
        attributions = [{names[part]: one[part] for part in "scx"} for one in marked]
        yield {"doc_id": f"{Path(path).stem}:{number}", "text": text, "attributions": attributions}


def marked_spans(record):
    """Text, source span, target span of an event record."""
    if record.get("marked"):
        plain = re.sub(r"</?[st]>", "", record["marked"])
        found = {}
        for tag in "st":
            m = re.search(rf"<{tag}>(.*?)</{tag}>", record["marked"], re.DOTALL)
            if m:
                start = len(re.sub(r"</?[st]>", "", record["marked"][: m.start()]))
                found[tag] = (start, start + len(re.sub(r"</?[st]>", "", m.group(1))))
        return plain, found.get("s"), found.get("t")
    text = record["text"]
    find = lambda x: (text.find(x), text.find(x) + len(x)) if isinstance(x, str) and x in text else None
    return text, find(record.get("source")), find(record.get("target"))


def labelled(claims, factuality):
    """Sentences of other sets that we labelled as relevant or not: `own_labels.tsv` has their numbers, not their text.

    `claims` is PolNeAR's file: document, of which the first sentence counts, or document:start:end; `factuality` the
    folder of the sets of factuality, whose sentences are numbered from 0.
    """
    documents, sets, out = read(claims), {}, []
    for line in (Path(__file__).parent / "own_labels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, number, relevant = line.split("\t")
        if name == "polnear_dev":
            number, *place = map(int, number.split(":"))
            text = documents[number]["text"]
            text = text[slice(*place)] if place else first_sentence(text)
        else:
            if name not in sets:
                sets[name] = conll(Path(factuality) / f"{name}.conll")
            text = sets[name][int(number)]
        out.append({"text": text, "gold_relevant": relevant == "1", "origin": "labelled"})
    return out


def first_sentence(text):
    """The first sentence of the first paragraph of twelve words or more."""
    paragraph = next(line for line in text.split("\n") if len(line.split()) >= 12)
    return re.split(r"(?<=[.!?\"”]) (?=[A-Z\"“])", paragraph)[0]


def conll(path):
    """The sentences of a CoNLL file, their tokens put together as in print."""
    blocks = Path(path).read_text(encoding="utf-8").strip().split("\n\n")
    return [in_print([line.split("\t")[1] for line in block.splitlines() if line.strip()]) for block in blocks]


def in_print(tokens):
    text = re.sub(r" ([,.;:!?%)])", r"\1", " ".join(tokens))
    text = re.sub(r"([($]) ", r"\1", text)
    for apart, together in ((" 's", "'s"), (" n't", "n't"), ("`` ", '"'), (" ''", '"'), (" '", "'")):
        text = text.replace(apart, together)
    return text


@dataclass
class EventExample:
    ids: list[int]
    types: list[int]
    root: int  # -100 where unknown
    quad: int
    plain: tuple[list[int], list[int], list[int]] | None  # ids, types, actor tags of the unmarked text


def event_examples(records, pieces_of, roots, *, with_quad=False):
    out = []
    for record in records:
        text, source, target = marked_spans(record)
        code = record.get("gold_code_plover")
        root = roots.index(YIELD.get(code, code)) if code else -100
        quad = record["gold_quad"] if with_quad and record.get("gold_quad") is not None else -100
        ids, types = marked(text, source, target, pieces_of)
        plain = None
        if record.get("origin") in {"plv", "own"} and source and target:
            window = next(iter(windows(text.replace("\n", " "), pieces_of)))
            tags = [
                -100 if a < 0 else 1 if covers(window, i, [source]) else 2 if covers(window, i, [target]) else 0
                for i, a in enumerate(window.starts)
            ]
            plain = (window.ids, window.types, tags)
        out.append(EventExample(ids, types, root, quad, plain))
    return out
