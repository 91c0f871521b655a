"""Labelled statements as sentences with what is said in them: what the heads of kinds and negation learn from.

    python said.py --claims polnear_dev.jsonl --documents FOLDER --sentences sentences.tsv --out SAID.jsonl

Runs with the package installed, since sentences and words of saying are found as coding finds them. `--documents` is
tests/accuracy/statements, with the labelled documents that may be learned from and `polnear_read.tsv` (document,
attribution or sentence, voice, kinds, negation: labels of ours without text), beside it `polnear_read_again.tsv` of a second reader; `--sentences` holds
sentences of our own with {Q:cue} and {C:content}. One sentence a line: {"text", "group", "said": [{"content", "cue",
"labels"}]}. A content that goes over several sentences teaches only where it has no kind, since nobody said which
sentence has it. What a labelled document says without a label has no kind.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from pathlib import Path

from tertius.coding.encoder._sentence import SAID
from tertius.coding.pipeline import parse_all
from tertius.coding.road import _annotate
from tertius.records import DateBasis, Document, Precision, Published

OPEN = ("tuned", "fresh_a", "hand_c", "hand_d", "hand_e", "hand_f", "hand_g")
_MARK = re.compile(r"\{([QC]):([^{}]*)\}")
_FREE = 5  # words of a sentence that nobody is said to say, at least


def labels_of(kinds, negated):
    *names, _ = SAID
    return [float(kind in kinds) for kind in names] + [float(negated)]


def between(first, second):
    """What two readers hold together: 0.5 where one sees a kind and the other does not.

    Attitudes are the first reader's: the second counted support and opposition among them.
    """
    if second is None:
        return first
    attitude = SAID.index("attitude")
    return [a if n == attitude else (a + b) / 2 for n, (a, b) in enumerate(zip(first, second, strict=True))]


def own(path):
    """Our own sentences, a group each."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        kinds, negated, marked = line.split("\t")
        text, spans = "", {"Q": [], "C": []}
        at = 0
        for found in _MARK.finditer(marked):
            text += marked[at : found.start()]
            spans[found[1]].append([len(text), len(text) + len(found[2])])
            text += found[2]
            at = found.end()
        text += marked[at:]
        said = {
            "content": spans["C"],
            "cue": (spans["Q"] or [None])[0],
            "labels": labels_of(kinds.split(","), negated == "n"),
        }
        yield {"text": text, "group": f"own{number}", "said": [said]}


def document(name, text, day):
    day = dt.date.fromisoformat(day)
    published = Published(start=day, end=day, precision=Precision.DAY, basis=DateBasis.METADATA)
    return Document(id=name, title="", text=text, published=published)


def cut(parsed, group, said):
    """The sentences of a document with what is said within each; `said` holds (content spans, cue span or None, labels)."""
    for start, end in parsed.sentences:
        held = []
        for content, cue, labels in said:
            inside = [[max(a, start) - start, min(b, end) - start] for a, b in content if a < end and start < b]
            whole = all(start <= a and b <= end for a, b in content)
            if inside and (whole or not any(labels)):
                near = [cue[0] - start, cue[1] - start] if cue and start <= cue[0] and cue[1] <= end else None
                held.append({"content": inside, "cue": near, "labels": labels})
        if held:
            yield {"text": parsed.text[start:end], "group": group, "said": held}


def free_sentences(parsed, taken):
    """Sentences that no labelled content touches: the author's, and without a kind."""
    for start, end in parsed.sentences:
        text = parsed.text[start:end]
        if len(text.split()) >= _FREE and not any(a < end and start < b for a, b in taken):
            yield [(start, end)], None, labels_of((), negated=False)


def of_polnear(claims, table):
    spans = lambda value: [] if not value else [value] if isinstance(value[0], int) else value
    rows = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        name, *rest = line.split("\t")
        rows.setdefault(name, []).append(rest)
    again = {}
    for line in table.with_name("polnear_read_again.tsv").read_text(encoding="utf-8").splitlines():
        name, number, _, kinds, negated = line.split("\t")
        again[name, number] = labels_of(kinds.split(","), negated == "n")
    known = {row["doc_id"]: row for row in map(json.loads, claims.open(encoding="utf-8")) if row["doc_id"] in rows}
    documents = [document(name, row["text"], name.split("_")[1]) for name, row in known.items()]
    for parsed in parse_all(documents):
        row = known[parsed.document.id]
        listed, taken = [], []
        free = numbered(row)
        for number, _, listed_kinds, negated in rows[parsed.document.id]:
            kinds = listed_kinds.split(",")
            if number.startswith("s"):
                place = free.get(number)
                if place:
                    listed.append(([place], None, labels_of(kinds, negated == "n")))
                    taken.append(place)
                continue
            one = row["attributions"][int(number) - 1]
            content, cue = spans(one["content"]), spans(one["cue"])
            labels = between(labels_of(kinds, negated == "n"), again.get((row["doc_id"], number)))
            listed.append((content, cue[0] if cue else None, labels))
            taken += content
        taken += [span for one in row["attributions"] for part in ("cue", "content") for span in spans(one[part])]
        yield from cut(parsed, parsed.document.id, [*listed, *free_sentences(parsed, taken)])


def numbered(row):
    """The free sentences by their number in the labelling: those that no cue or content touches, of five words or more."""
    from spacy.lang.en import English

    splitter = English()
    splitter.add_pipe("sentencizer")
    spans = lambda value: [] if not value else [value] if isinstance(value[0], int) else value
    taken = [span for one in row["attributions"] for part in ("cue", "content") for span in spans(one[part])]
    found = {}
    for line in re.finditer(r"[^\n]+", row["text"]):
        for sentence in splitter(line.group()).sents:
            place = line.start() + sentence.start_char, line.start() + sentence.end_char
            if len(sentence.text.split()) >= _FREE and not any(a < place[1] and place[0] < b for a, b in taken):
                found[f"s{len(found) + 1}"] = place
    return found


def of_documents(paths):
    for path in paths:
        rows = {row["id"]: row for row in map(json.loads, path.open(encoding="utf-8"))}
        documents = [document(name, row["text"], row["published"]) for name, row in rows.items()]
        for parsed in parse_all(documents):
            _annotate(parsed, fast=False)
            listed = []
            for label in rows[parsed.document.id]["statements"]:
                content = [tuple(span) for span in label["content"]]
                listed.append((content, _cue_of(parsed, content), labels_of(label["kinds"], label["negated"])))
            taken = [span for content, _, _ in listed for span in content]
            yield from cut(parsed, parsed.document.id[:3], [*listed, *free_sentences(parsed, taken)])


def _cue_of(parsed, content):
    """The words of saying that coding finds over a content."""
    overlap = lambda one: sum(max(0, min(b, d) - max(a, c)) for a, b in one.content for c, d in content)
    best = max(parsed.attributions, key=overlap, default=None)
    return best.cue if best is not None and overlap(best) > 0 and best.cue else None


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--claims", type=Path, required=True)
    ap.add_argument("--documents", type=Path, required=True)
    ap.add_argument("--sentences", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    made = [
        *of_polnear(a.claims, a.documents / "polnear_read.tsv"),
        *of_documents(a.documents / f"{name}.jsonl" for name in OPEN),
    ]
    made += own(a.sentences)
    with a.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in made)


if __name__ == "__main__":
    main()
