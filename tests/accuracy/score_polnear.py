"""Score voices and kinds on real articles: PolNeAR's, whose attributions we labelled.

    python tests/accuracy/score_polnear.py [--part read|unseen] [--fast] [--gold PATH]

`statements/polnear_*.tsv` hold labels without text (`_again`: by a second reader): article, number of the attribution (from 1) or of the sentence that no
attribution touches (s1, s2, …), voice, kinds, and n where the claim is negated; voice x where readers could differ. The
text is PolNeAR's (../shared/gold/claims) and may not ship. A label is found where a statement's content overlaps the
attribution's by half of the smaller. Voice is the share of those found, with Wilson's 95% interval; for kinds, precision,
recall and F1 over the found attributions. The errors in `unseen` are not to be read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from score_statements import KINDS  # noqa: E402
from tally import Tally  # noqa: E402

GOLD = HERE.parents[1].parent / "shared" / "gold" / "claims" / "polnear_dev.jsonl"


def labels(part: str) -> dict[str, list[tuple[str, str, list[str], bool]]]:
    """By article: number, voice, kinds, negated."""
    found: dict[str, list[tuple[str, str, list[str], bool]]] = defaultdict(list)
    for line in (HERE / "statements" / f"polnear_{part}.tsv").read_text(encoding="utf-8").splitlines():
        article, number, voice, kinds, negated = line.split("\t")
        found[article].append((number, voice, [] if kinds == "-" else kinds.split(","), negated == "n"))
    return found


def documents_of(articles: Sequence[dict[str, Any]]) -> list[Any]:
    from tertius.records import DateBasis, Document, Precision, Published

    made = []
    for article in articles:
        day = dt.date.fromisoformat(article["doc_id"].split("_")[1])
        published = Published(start=day, end=day, precision=Precision.DAY, basis=DateBasis.METADATA)
        made.append(Document(id=article["doc_id"], title="", text=article["text"], published=published))
    return made


def score(part: str, gold: Path = GOLD, *, fast: bool = False) -> tuple[Tally, Counter[tuple[str, str]]]:
    """The figures, and how often one voice was given for another."""
    from tertius import coding

    known = labels(part)
    articles = [row for row in map(json.loads, gold.open(encoding="utf-8")) if row["doc_id"] in known]
    coded = coding.code(documents_of(articles), fast=fast)
    by_article = defaultdict(list)
    for one in coded.statements:
        by_article[one.passages[0].document].append(one)
    tally, confused = Tally(frozenset(known)), Counter()
    right, found = [], []
    for article in articles:
        for number, voice, kinds, _ in known[article["doc_id"]]:
            if number.startswith("s"):
                continue
            statement = _match(
                _spans(article["attributions"][int(number) - 1]["content"]), by_article[article["doc_id"]]
            )
            found.append(statement is not None)
            if statement is None:
                continue
            if voice != "x":
                right.append(statement.voice.value == voice)
                confused[voice, statement.voice.value] += 1
            _count(tally, article["doc_id"], set(kinds), {kind.value for kind in statement.kinds})
    tally.hold("found", found)
    tally.hold("voice_accuracy", right)
    return tally, confused


def _count(tally: Tally, article: str, wanted: set[str], given: set[str]) -> None:
    for kind in KINDS:
        for key, holds in (
            ("right", kind in wanted & given), ("met", kind in wanted & given), ("found", kind in given), ("wanted", kind in wanted),
        ):  # fmt: skip
            tally.count(kind, key, [article] if holds else [])


def _spans(value: Any) -> list[list[int]]:
    return [value] if value and isinstance(value[0], int) else (value or [])


def _points(spans: Iterable[Sequence[int]]) -> set[int]:
    return {point for start, end in spans for point in range(start, end)}


def _match(content: list[list[int]], statements: Iterable[Any]) -> Any | None:
    gold = _points(content)
    best, most = None, 0.2
    for one in statements:
        told = _points((passage.start, passage.end) for passage in one.passages)
        both = len(gold & told)
        share = both / len(gold | told)
        if both >= 0.5 * min(len(gold), len(told)) and share > most:
            best, most = one, share
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("read", "unseen"), default="read")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--gold", type=Path, default=GOLD)
    options = parser.parse_args()
    if not options.gold.exists():
        print(json.dumps({"figures": None, "because": f"{options.gold} is not here"}))
        return
    tally, confused = score(options.part, options.gold, fast=options.fast)
    intervals = tally.intervals()
    for name, value in tally.figures().items():
        print(json.dumps({"figure": name, "value": value} | intervals[name]))
    print(
        json.dumps(
            {"confused": {f"{told} for {voice}": n for (voice, told), n in confused.most_common() if voice != told}}
        )
    )


if __name__ == "__main__":
    main()
