"""Score the coding of statements against the labelled documents of `statements/`, and keep the floors.

    python tests/accuracy/score_statements.py [--fast] [--part PART] [--errors] [--update]

What the figures mean stands in statements/README.md. Each part is scored apart, with n and a 95% interval for every
figure; `fresh_b` and `hand_i` only where they are asked for by name, since their errors are not to be read. `--errors` lists what is wrong in
the parts that may be tuned on. `--update` raises the floors in floors.json to what was measured, less a margin, and
refuses to lower one; fresh_b has none, nor has a hand that is only read (hand_c to hand_h).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from tally import Tally  # noqa: E402

FLOORS = HERE / "floors.json"
HALVES = ("tuned", "held_out")
FRESH = ("fresh_a", "fresh_b")  # labelled by another hand
HANDS = ("hand_c", "hand_d", "hand_e", "hand_f", "hand_g", "hand_h")  # labelled by further hands, and open to tuning
ONCE = ("hand_i",)  # by one hand more, whose errors nobody has read
PARTS = (*HALVES, *FRESH, *HANDS, *ONCE)
UNASKED = (*HALVES, "fresh_a", *HANDS)
FLOORED = (*HALVES, "fresh_a")
OPEN = ("tuned", "fresh_a", *HANDS)  # whose single errors may be read
KINDS = ("prediction", "accusation", "normative", "causal", "attitude", "threat")
MARGIN = 0.01  # below what was measured: another platform's arithmetic may turn a borderline word
STOP = frozenset("a an the of to in on for and or that which it its their his her by with as at is are was".split())

Gold = dict[str, Any]


def load(part: str) -> list[Gold]:
    lines = (HERE / "statements" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def documents_of(rows: Iterable[Gold]) -> list[Any]:
    from tertius.records import DateBasis, Document, Precision, Published

    made = []
    for row in rows:
        day = dt.date.fromisoformat(row["published"])
        published = Published(start=day, end=day, precision=Precision.DAY, basis=DateBasis.METADATA)
        made.append(
            Document(
                id=row["id"], title=row["title"], text=row["text"], published=published, byline=row["byline"],
                publisher=row["publisher"], constructed=True,
            )
        )  # fmt: skip
    return made


def score(rows: Sequence[Gold], *, fast: bool = False) -> tuple[dict[str, float | None], list[str]]:
    """Figures of one part, its documents coded together, and a line for each thing that is wrong."""
    tally, errors = tallied(rows, fast=fast)
    return tally.figures(), errors


def tallied(rows: Sequence[Gold], *, fast: bool = False) -> tuple[Tally, list[str]]:
    from tertius import coding

    coded = coding.code(documents_of(rows), fast=fast)
    pairs = [(row, label, match(row, label, coded.statements)) for row in rows for label in row["statements"]]
    errors: list[str] = []
    tally = Tally(frozenset(_group(row["id"]) for row in rows))
    tally.hold("found", (found is not None for _, _, found in pairs))
    _voices(pairs, tally, errors)
    _kinds(rows, coded.statements, tally, errors)
    _addressees(pairs, coded.demands, tally)
    _causes(pairs, tally, errors)
    _contests(rows, pairs, coded.statements, tally, errors)
    _ties(rows, coded.ties, tally, errors)
    return tally, errors


def _group(document: str) -> str:
    """Documents of one affair, as f06a and f06b, are drawn together."""
    return document[:3]


def match(row: Gold, label: Gold, statements: Iterable[Any]) -> Any | None:
    """The statement whose content overlaps most; at least half of the smaller of the two."""
    gold = _points(label["content"])
    best, best_overlap = None, 0.0
    for one in statements:
        if one.passages[0].document != row["id"]:
            continue
        found = _points((p.start, p.end) for p in one.passages)
        both = len(gold & found)
        overlap = both / len(gold | found)
        if both >= 0.5 * min(len(gold), len(found)) and overlap > max(best_overlap, 0.2):
            best, best_overlap = one, overlap
    return best


def _touching(row: Gold, label: Gold, statements: Iterable[Any]) -> list[Any]:
    """All statements that lie in the label by half, or hold half of it without being far wider."""
    gold = _points(label["content"])
    touching = []
    for one in statements:
        if one.passages[0].document == row["id"]:
            found = _points((p.start, p.end) for p in one.passages)
            both = len(gold & found)
            if both >= 0.5 * len(found) or (both >= 0.5 * len(gold) and both > 0.2 * len(gold | found)):
                touching.append(one)
    return touching


def _points(spans: Iterable[Sequence[int]]) -> set[int]:
    return {point for start, end in spans for point in range(start, end)}


def _voices(pairs: Sequence[tuple[Gold, Gold, Any]], tally: Tally, errors: list[str]) -> None:
    asked = [(row, label, found) for row, label, found in pairs if label["voice"] is not None]
    right, speakers, polarity = [], [], []
    for row, label, found in asked:
        if found is None:
            errors.append(f"{row['id']}.{label['n']} not found: {_words(row, label)}")
            continue
        right.append(found.voice.value == label["voice"])
        if label["voice"] not in ("author", "eyewitness"):
            speakers.append(_named_alike(label["speaker"], found.speaker))
        polarity.append((found.polarity.value == "negated") == label["negated"])
        if not right[-1]:
            errors.append(
                f"{row['id']}.{label['n']} voice {found.voice} for {label['voice']} ({found.speaker.name}): {_words(row, label)}"
            )
        elif label["voice"] not in ("author", "eyewitness") and not speakers[-1]:
            errors.append(f"{row['id']}.{label['n']} speaker {found.speaker.name!r} for {label['speaker']!r}")
    tally.hold("voice_accuracy", right)
    tally.hold("voice_accuracy_missed_are_wrong", right + [False] * (len(asked) - len(right)))
    tally.hold("speaker_accuracy", speakers)
    tally.hold("polarity_accuracy", polarity)


def _named_alike(label: str, speaker: Any) -> bool:
    """The label's last word stands in the name or the description, or all of its words do."""
    said = f"{speaker.name} {speaker.described or ''} {speaker.role or ''}".casefold()
    return label.casefold().split()[-1].strip(".") in said


def _words(row: Gold, label: Gold) -> str:
    return " […] ".join(row["text"][start:end] for start, end in label["content"])


def _kinds(rows: Sequence[Gold], statements: Iterable[Any], tally: Tally, errors: list[str]) -> None:
    """A kind is found where a statement that touches the label has it, and too many where no label it touches does."""
    labels = [(row, label, _touching(row, label, statements)) for row in rows for label in row["statements"]]
    for kind in KINDS:
        wanted = [(row, label, touching) for row, label, touching in labels if kind in label["kinds"]]
        found = {one.id: one for one in statements if kind in one.kinds}
        right = {one.id for _, _, touching in wanted for one in touching if one.id in found}
        met = [any(one.id in found for one in touching) for _, _, touching in wanted]
        for name in (kind, "kinds"):
            tally.count(name, "right", (_group(found[one].passages[0].document) for one in right))
            tally.count(name, "found", (_group(one.passages[0].document) for one in found.values()))
            tally.count(name, "met", (_group(row["id"]) for (row, _, _), ok in zip(wanted, met, strict=True) if ok))
            tally.count(name, "wanted", (_group(row["id"]) for row, _, _ in wanted))
        errors += [
            f"{row['id']}.{label['n']} {kind} missed: {_words(row, label)}"
            for (row, label, _), ok in zip(wanted, met, strict=True)
            if not ok
        ]
        errors += [
            f"{one.passages[0].document} {kind} too many: {one.passages[0].text}"
            for one in found.values()
            if one.id not in right
        ]


def _addressees(pairs: Sequence[tuple[Gold, Gold, Any]], demands: Iterable[Any], tally: Tally) -> None:
    """Of the demands found that are addressed to somebody by name: how many are addressed to the right one."""
    by_statement: dict[str, list[Any]] = {}
    for demand in demands:
        by_statement.setdefault(demand.statement, []).append(demand.addressee)
    held = []
    for _, label, found in pairs:
        if "normative" in label["kinds"] and label["addressee"] and found is not None and found.id in by_statement:
            states = {(actor.state or actor.code) for actor in by_statement[found.id] if actor}
            held.append(label["addressee"] in states)
    tally.hold("addressee_accuracy", held)


def _causes(pairs: Sequence[tuple[Gold, Gold, Any]], tally: Tally, errors: list[str]) -> None:
    """Of the causal statements found: cause and effect share half of the label's words; the sign is the label's."""
    sides, signs = [], []
    for row, label, found in pairs:
        if label["causal"] is None or found is None or found.causal is None:
            continue
        said = found.causal
        sides.append(
            _shares(label["causal"]["cause"], said.cause) >= 0.5
            and _shares(label["causal"]["effect"], said.effect) >= 0.5
        )
        signs.append(said.sign == label["causal"]["sign"])
        if not (sides[-1] and signs[-1]):
            errors.append(f"{row['id']}.{label['n']} cause {said} for {label['causal']}")
    tally.hold("cause_and_effect_accuracy", sides)
    tally.hold("sign_accuracy", signs)


def _shares(label: str, found: str) -> float:
    wanted = {word.strip(".,;:").casefold() for word in label.split()} - STOP
    held = {word.strip(".,;:").casefold() for word in found.split()}
    return len(wanted & held) / len(wanted) if wanted else 1.0


def _contests(
    rows: Sequence[Gold],
    pairs: Sequence[tuple[Gold, Gold, Any]],
    statements: Iterable[Any],
    tally: Tally,
    errors: list[str],
) -> None:
    names = {f"{row['id']}.{label['n']}": found for row, label, found in pairs}
    wanted = {
        frozenset((f"{row['id']}.{label['n']}", other))
        for row in rows
        for label in row["statements"]
        for other in label["contests"]
    }
    found = {frozenset((one.id, other)) for one in statements for other in one.contested_with}
    right = set()
    for pair in wanted:
        ids = frozenset(names[name].id for name in pair if names[name] is not None)
        if ids in found:
            right.add(ids)
        else:
            errors.append(f"contest missed: {' / '.join(sorted(pair))}")
    text = {one.id: f"{one.passages[0].document}: {one.passages[0].text[:70]}" for one in statements}
    errors += [f"contest too many: {' / '.join(sorted(text[i] for i in pair))}" for pair in found - right]
    documents = {one.id: one.passages[0].document for one in statements}
    for key, listed in (("right", right), ("found", found), ("met", right)):
        tally.count("contest", key, (_group(min(documents[one] for one in pair)) for pair in listed))
    tally.count("contest", "wanted", (_group(min(pair)) for pair in wanted))


def _ties(rows: Sequence[Gold], ties: Iterable[Any], tally: Tally, errors: list[str]) -> None:
    wanted = {_tie_key(row["id"], tie["a"], tie["b"], tie["relation"]): tie for row in rows for tie in row["ties"]}
    found = {_tie_key(t.by.document, _code(t.a), _code(t.b), t.relation.value): t for t in ties}
    right = wanted.keys() & found.keys()
    asserted = [wanted[key]["by"].casefold().split()[-1] in found[key].by.name.casefold() for key in right]
    years = [wanted[k]["since"] == (found[k].since.year if found[k].since else None) for k in right]
    errors += [f"tie missed: {_shown(key)}" for key in wanted.keys() - found.keys()]
    errors += [
        f"tie too many: {_shown(key)}: {found[key].passages[0].text[:90]}" for key in found.keys() - wanted.keys()
    ]
    errors += [
        f"tie of another asserter: {_shown(k)} {found[k].by.name!r}"
        for k, ok in zip(right, asserted, strict=True)
        if not ok
    ]
    for name, keys in (("right", right), ("found", found), ("met", right), ("wanted", wanted)):
        tally.count("tie", name, (_group(document) for document, _, _ in keys))
    tally.hold("tie_asserter_accuracy", asserted)
    tally.hold("tie_year_accuracy", years)


def _code(actor: Any) -> str:
    return actor.state or actor.code or actor.name


def _tie_key(document: str, a: str, b: str, relation: str) -> tuple[str, frozenset[str], str]:
    return document, frozenset((a, b)), relation


def _shown(key: tuple[str, frozenset[str], str]) -> str:
    return f"{key[0]} {'-'.join(sorted(key[1]))} {key[2]}"


# --- floors -----------------------------------------------------------------------------------


def floors() -> dict[str, dict[str, float]]:
    held: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return held


def below(measured: dict[str, float | None], held: dict[str, float]) -> Iterator[str]:
    """A line for each figure that lies below its floor, or that could not be measured any more."""
    for name, floor in held.items():
        if (measured.get(name) or 0.0) < floor:
            yield f"{name} {measured.get(name)} is below its floor {floor}"


def raised(measured: dict[str, float | None], held: dict[str, float]) -> dict[str, float]:
    """The floors with those raised that were passed; ValueError where one would have to be lowered."""
    if fallen := list(below(measured, held)):
        raise ValueError(f"no floor is lowered: {'; '.join(fallen)}")
    return {
        name: max(held.get(name, 0.0), round(value - MARGIN, 3))
        for name, value in measured.items()
        if value is not None
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, help="of all but those to be scored once, where not given")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    kept = floors()
    for part in [options.part] if options.part else UNASKED:
        name = f"statements {part}{' fast' if options.fast else ''}"
        tally, errors = tallied(load(part), fast=options.fast)
        print(name)
        print("\n".join(_lines(tally)))
        if options.errors and part in OPEN:
            print("\n".join(errors))
        if options.update and part in FLOORED:
            try:
                kept[name] = raised(tally.figures(), kept.get(name, {}))
            except ValueError as error:
                print(error, file=sys.stderr)
                return 1
    if options.update:
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


def _lines(tally: Tally) -> Iterator[str]:
    """A JSON object a line: the figure's value, its n and its interval."""
    intervals = tally.intervals()
    for name, value in tally.figures().items():
        yield json.dumps({"figure": name, "value": value, **intervals[name]})


if __name__ == "__main__":
    sys.exit(main())
