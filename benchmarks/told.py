"""Whether plain news sentences get the speaker that their form alone makes plain, in both modes.

    python benchmarks/told.py [--gold FOLDER]

Needs ../shared/gold/events, whose sentences are of news agencies. No attribution was learned from them, and they have no labels
of any; but a sentence that ends in "..., the army said on Friday." says by its form who says what. `told` is the share of these
whose source and content come back (the source met, and four fifths of the content). `silent` is the share, of the sentences
that have no word of saying, wanting or thinking and no quotation mark, in which nothing is ascribed to anybody. Texts of our
own that the accurate mode learned from have this very form (training/encoder/own_told.py), so `told` is of other sentences, but
of no other form; `short_texts` are by hands who knew neither (tests/accuracy/attribution), and need no shared folder.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "events"
SETS = ("plv", "plover_gsr", "cameo_raters", "case2021_t2")
_TOLD = re.compile(
    r"""(?P<content>[^"“”]{40,}),\ (?P<source>(?:[^\s,"“”]+\ ){0,7}?[^\s,"“”]+)\ (?P<cue>said|reported|announced|told\ \w+)
    (?:\ (?:on\ |late\ |last\ )?\w+day|\ last\ week|\ in\ a\ statement)?\.?\s*""",
    re.VERBOSE,
)
_SAYS = re.compile(
    r"""\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|according|accus\w+|announc\w+|warn\w*|urg\w+|den(?:y|ied|ies)|claim\w*|report\w*|
    call(?:s|ed|ing)?|demand\w*|vow\w*|promis\w+|pledg\w+|threat\w+|want\w*|plan\w*|expect\w*|believ\w+|insist\w*|agree\w*|offer\w*|
    hop(?:e|ed|es|ing)|ask\w*|appeal\w*|refus\w+|reject\w*|prais\w+|condemn\w*|welcom\w+|critici\w+|thank\w*|declar\w+|argu\w+|suggest\w*|
    describ\w+|complain\w*|discuss\w*|consider\w*|intend\w*|decid\w+|order\w*|vot\w+|endors\w+|support\w*|back(?:s|ed|ing)|voic\w+|express\w*|
    fear\w*|think\w*|thought|know\w*|knew|confirm\w*|admit\w*|acknowledg\w+|propos\w+|blam\w+|protest\w*|appl\w+|willing\w*|will|would|could)\b""",
    re.IGNORECASE | re.VERBOSE,
)
Span = tuple[int, int]


def says(text: str) -> bool:
    """Whether a text has a word of saying, thinking or wanting, or one that may be of it."""
    return _SAYS.search(text) is not None


def plainly_told(text: str) -> tuple[Span, Span] | None:
    """Source and content of a sentence that ends in "..., X said", and has no other word of saying; None of any other."""
    match = _TOLD.fullmatch(text)
    return None if match is None or says(match["content"]) else (match.span("source"), match.span("content"))


def silent(text: str) -> bool:
    """Whether nobody is said to say anything, as far as words and marks tell."""
    return not says(text) and not set('"“”') & set(text)


def found(wanted: tuple[Span, Span], attributions: list[tuple[Span | None, list[Span]]]) -> bool:
    """Whether one of the attributions (source, content) is the wanted one."""
    (start, end), content = wanted
    return any(
        source is not None
        and source[0] < end
        and start < source[1]
        and sum(min(b, content[1]) - min(a, content[1]) for a, b in pieces) >= 0.8 * content[1]
        for source, pieces in attributions
    )


def sentences(gold: Path) -> list[str]:
    """The sentences of the event sets, without marks of source and target."""
    rows = [json.loads(line) for name in SETS for line in (gold / f"{name}.dev.jsonl").open(encoding="utf-8")]
    return list(dict.fromkeys(re.sub(r"</?[st]>", "", row.get("marked") or row["text"]).strip() for row in rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    gold = parser.parse_args().gold
    figures = told(gold) if gold.exists() else {"told": None, "because": f"{gold} is not here"}
    print(json.dumps({"benchmark": "told", "figures": figures | {"short_texts": short_texts()}}))


def short_texts() -> dict[str, dict[str, float]]:
    """The figures of `tests/accuracy/attribution/score_leads.py`."""
    sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "accuracy" / "attribution"))
    import score_leads

    return {part: {k: round(v, 3) for k, v in each.items()} for part, each in score_leads.measured().items()}


def told(gold: Path) -> dict[str, dict[str, float]]:
    """`told` and `silent` of each mode."""
    from tertius.coding import code_records

    texts = [text for text in sentences(gold) if plainly_told(text) or silent(text)]
    figures: dict[str, dict[str, float]] = {}
    for mode in ("accurate", "fast"):
        lines = code_records(({"id": n, "text": text} for n, text in enumerate(texts)), fast=mode == "fast")
        right, quiet = [], []
        for text, line in zip(texts, lines, strict=True):
            said = [(one["source"], one["content"]) for one in line["statements"] if one["cue"]]
            if (wanted := plainly_told(text)) is not None:
                right.append(found(wanted, said))
            else:
                quiet.append(not said)
        figures[mode] = {name: round(sum(some) / len(some), 3) for name, some in (("told", right), ("silent", quiet))}
        figures["records"] = {"told": len(right), "silent": len(quiet)}
    return figures


if __name__ == "__main__":
    main()
