"""Score attribution on short texts of our own, and keep floors under the figures.

    python tests/accuracy/attribution/score_leads.py [--update]

F1, precision and recall of triples: the cues share a character, the sources too (or neither has one), and the contents overlap by
half of what they cover together. `silent`: of the texts without an attribution the share in which none is found.
`--update` raises the floors in `floors.json` to what is measured now (less a margin), and refuses to lower one.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("press", "wire", "agency")
MARGIN = 0.02  # below the figure measured, so that a change of the platform's last digits does no harm
Span = tuple[int, int]
Told = dict[str, list[Span]]
_PIECE = re.compile(r"([^<]*)(?:<(/?)([scx])(\d+)>|$)")


def read(line: str) -> tuple[str, list[Told]]:
    """The text of a line and what is marked in it, spans by "s" (source), "c" (cue) and "x" (content)."""
    text, found, begun = "", {}, {}
    for plain, close, part, which in _PIECE.findall(line):
        text += plain
        if part and close:
            found.setdefault(which, {"s": [], "c": [], "x": []})[part].append((begun.pop((part, which)), len(text)))
        elif part:
            begun[part, which] = len(text)
    return text, [found[which] for which in sorted(found)]


def lines(part: str) -> list[tuple[str, list[Told]]]:
    """All texts of a part with their attributions."""
    return [read(line) for line in (HERE / f"{part}.tsv").read_text(encoding="utf-8").splitlines()]


def _covered(spans: list[Span]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def same(wanted: Told, told: Told) -> bool:
    """Whether two attributions are one."""
    for part in "sc":
        one, other = (_covered(each[part]) for each in (wanted, told))
        if bool(one) != bool(other) or (one and not one & other):
            return False
    one, other = _covered(wanted["x"]), _covered(told["x"])
    return len(one & other) >= len(one | other) / 2


def figures(gold: list[list[Told]], found: list[list[Told]]) -> dict[str, float]:
    """F1, precision, recall and `silent`."""
    pairs = list(zip(gold, found, strict=True))
    right = sum(any(same(each, other) for other in told) for wanted, told in pairs for each in wanted)
    wanted, told = sum(map(len, gold)), sum(map(len, found))
    quiet = [not told for wanted, told in pairs if not wanted]
    return {
        "f1": 2 * right / (wanted + told),
        "precision": right / max(1, told),
        "recall": right / wanted,
        "silent": sum(quiet) / len(quiet),
    }


def coded(texts: list[str], *, fast: bool) -> list[list[Told]]:
    """What `tertius code` finds in each text; what is told as the author's own is no attribution."""
    from tertius.coding import code_records

    records = code_records(({"id": n, "text": text} for n, text in enumerate(texts)), fast=fast)
    as_told = lambda one: {"s": [one["source"]] if one["source"] else [], "c": [one["cue"]], "x": one["content"]}  # noqa: E731
    return [[as_told(one) for one in record["statements"] if one["cue"]] for record in records]


def measured() -> dict[str, dict[str, float]]:
    """The figures of each part in both modes."""
    found = {}
    for part in PARTS:
        texts, gold = zip(*lines(part), strict=True)
        for mode in ("accurate", "fast"):
            found[f"{part} {mode}"] = figures(list(gold), coded(list(texts), fast=mode == "fast"))
    return found


def floors() -> dict[str, dict[str, float]]:
    """What no figure may fall below."""
    return json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


def fallen(now: dict[str, dict[str, float]], held: dict[str, dict[str, float]]) -> list[str]:
    """The figures below their floors."""
    return [
        f"{mode} {k}: {now[mode][k]:.3f} < {v:.3f}"
        for mode, each in held.items()
        for k, v in each.items()
        if now[mode][k] < v
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors; a figure below its floor is an error")
    options = parser.parse_args()
    now = measured()
    sys.stdout.write(
        json.dumps({m: {k: round(v, 3) for k, v in each.items()} for m, each in now.items()}, indent=1) + "\n"
    )
    if not options.update:
        return
    old = floors() if (HERE / "floors.json").exists() else {}
    if below := fallen(now, old):
        raise SystemExit("floors are not lowered; " + "; ".join(below))
    new = {
        m: {k: max(old.get(m, {}).get(k, 0.0), round(v - MARGIN, 3)) for k, v in each.items()}
        for m, each in now.items()
    }
    (HERE / "floors.json").write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
