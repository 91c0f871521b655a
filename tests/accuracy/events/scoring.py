"""Score event coding on sentences of our own, and keep floors under the figures.

    python tests/accuracy/events/scoring.py [--update]

`gold.jsonl`: one constructed sentence a line with the events that a careful reader would code. `types` and the spans of
`source` and `target` list what is accepted, an empty list of spans asks for nothing; an `optional` event may be coded or not. The
`held` sentences were drawn by lot before any figure was seen, half of every set, and nothing was chosen by them. The
`mended` sentences were written later, and those are among them whose errors led to rules: harder, and no evidence.
The `wire` sentences are of another hand, who knew neither the coder nor its rules; errors were read in `wire_read` alone.
Where ../shared/gold is present, PLV has floors too.
`--update` raises the floors in `floors.json` to what is measured now (less a margin), and refuses to lower one.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parents[2].parent / "shared" / "gold" / "events"
UNSEEN = 1000  # the first sentences of PLV were learned from by every part of the encoder
LEARNED = ("plv accurate",)  # the events' own layers saw these sentences: a floor against mistakes, not raised
PARTS = ("dev", "held", "mended", "wire_read", "wire")
MARGIN = 0.02  # below the figure measured, so that a change of the platform's last digits does no harm


def gold(part: str) -> list[dict]:
    rows = [json.loads(line) for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["part"] == part]


def coded(rows: list[dict], *, fast: bool) -> list[list[dict]]:
    from tertius.coding import code_records

    asked = [{"id": row["id"], "text": row["text"]} for row in rows]
    coded_lines = code_records(asked, fast=fast)
    return [[event for event in line["events"] if event["type"]] for line in coded_lines]  # statements have no type


def _meets(party: dict | None, spans: list[list[int]]) -> bool:
    return not spans or (party is not None and any(party["span"][0] < b and a < party["span"][1] for a, b in spans))


def _is(event: dict, wanted: dict) -> bool:
    """Type right, and both parties met; who meets or agrees with whom may be turned round."""
    if event["type"] not in wanted["types"]:
        return False
    ends = [(event["source"], event["target"])]
    if event["type"] in ("CONSULT", "COOPERATE", "AGREE"):
        ends.append((event["target"], event["source"]))
    return any(_meets(first, wanted["source"]) and _meets(second, wanted["target"]) for first, second in ends)


def figures(rows: list[dict], found: list[list[dict]]) -> dict[str, float]:
    """`type`: wanted events whose type is coded; `triple`: with source and target; `precise`: coded events that are
    wanted or optional; `status`: of the triples found, status right; `silent`: sentences without an event left so."""
    types = triples = wanted = status = stated = right = made = silent = quiet = 0
    for row, events in zip(rows, found, strict=True):
        made += len(events)
        right += sum(any(_is(event, each) for each in row["events"]) for event in events)
        quiet += not row["events"]
        silent += not row["events"] and not events
        for each in (one for one in row["events"] if not one.get("optional")):
            wanted += 1
            types += any(event["type"] in each["types"] for event in events)
            hit = next((event for event in events if _is(event, each)), None)
            triples += hit is not None
            if hit is not None and each["status"]:
                stated += 1
                status += hit["status"] in each["status"]
    return {
        "type": types / wanted,
        "triple": triples / wanted,
        "precise": right / max(1, made),
        "status": status / max(1, stated),
        "silent": silent / max(1, quiet),
    }


def shared_figures(folder: Path, *, fast: bool) -> dict[str, float]:
    """Type and triple from the text alone, and type with the pair given, on PLV's last sentences."""
    sys.path.insert(0, str(folder))
    from score_events import YIELD, choose, spans

    from tertius.coding import code_records

    lines = (folder / "plv.dev.jsonl").read_text(encoding="utf-8").splitlines()[UNSEEN:]
    rows = [(row, *spans(row)) for row in map(json.loads, lines)]
    rows = [row for row in rows if row[2] and row[3]]
    asked = [{"id": row["id"], "text": text} for row, text, _, _ in rows]
    given = [one | {"source": list(s), "target": list(t)} for one, (_, _, s, t) in zip(asked, rows, strict=True)]
    tally = {"type": 0, "triple": 0, "pair given": 0}
    coded_lines = zip(rows, code_records(asked, fast=fast), code_records(given, fast=fast), strict=True)
    for (row, _, source, target), alone, paired in coded_lines:
        want = row["gold_code_plover"]
        event, both = choose(alone["events"], source, target)
        right = event is not None and YIELD.get(event["type"], event["type"]) == want
        tally["type"] += right
        tally["triple"] += right and both
        tally["pair given"] += YIELD.get(paired["events"][0]["type"], paired["events"][0]["type"]) == want
    return {key: count / len(rows) for key, count in tally.items()}


def measured() -> dict[str, dict[str, float]]:
    """The figures of all parts in both modes."""
    out = {}
    for part in PARTS:
        rows = gold(part)
        for fast in (False, True):
            out[f"{part} {'fast' if fast else 'accurate'}"] = figures(rows, coded(rows, fast=fast))
    if SHARED.exists():
        out |= {f"plv {'fast' if fast else 'accurate'}": shared_figures(SHARED, fast=fast) for fast in (False, True)}
    return out


def floors() -> dict[str, dict[str, float]]:
    return json.loads((HERE / "floors.json").read_text(encoding="utf-8"))


def raised(old: dict[str, dict[str, float]], now: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Each floor at its old height or, where the figure now lies higher, at the figure less the margin."""
    return {
        name: {key: max(old.get(name, {}).get(key, 0.0), round(value - MARGIN, 3)) for key, value in each.items()}
        for name, each in now.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors; a figure below its floor is an error")
    options = parser.parse_args()
    now = measured()
    shown = {name: {key: round(value, 3) for key, value in each.items()} for name, each in now.items()}
    sys.stdout.write(json.dumps(shown, indent=1) + "\n")
    if not options.update:
        return
    old = floors() if (HERE / "floors.json").exists() else {}
    fallen = [
        f"{n} {k}: {now[n][k]:.3f} < {v:.3f}" for n, each in old.items() for k, v in each.items() if now[n][k] < v
    ]
    if fallen:
        raise SystemExit("floors are not lowered; " + "; ".join(fallen))
    fair = {name: each for name, each in now.items() if name not in LEARNED}
    (HERE / "floors.json").write_text(json.dumps(old | raised(old, fair), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
