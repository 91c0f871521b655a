"""The pairs that the rules alone propose for training sentences: what the pair and type heads learn to refuse.

    python candidates.py --events FOLDER --out CANDIDATES.jsonl

Runs with the package installed. One object a line: {"text", "pairs": [[source span, target span], ...]}.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from own import own_leads, own_pairs, own_records, public_life, without_event

from tertius.coding import code_records

SETS = ("plv", "plover_gsr", "cameo_manual", "cameo_class", "case2021_t2")


def texts(folder):
    for name in SETS:
        for line in (folder / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield plain(record)
    for record in (*own_records(2), *own_pairs(), *without_event(), *public_life(), *own_leads()):
        yield plain(record)


def plain(record):
    """The text of a record without its marks, lines joined."""
    text = record.get("marked") or record["text"]
    for tag in ("<s>", "</s>", "<t>", "</t>"):
        text = text.replace(tag, "")
    return text.replace("\n", " ")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--events", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    asked = [{"id": n, "text": text} for n, text in enumerate(dict.fromkeys(texts(a.events)))]
    with a.out.open("w", encoding="utf-8") as out:
        for line, found in zip(asked, code_records(asked, fast=True), strict=True):
            pairs = [
                [event["source"]["span"], event["target"]["span"]]
                for event in found.get("events", ())
                if event["source"] and event["target"]
            ]
            out.write(json.dumps({"text": line["text"], "pairs": pairs}) + "\n")


if __name__ == "__main__":
    main()
