"""Learn the table of the attribution's fast mode from PolNeAR's training documents.

    python scripts/train_cues.py polnear_dev.jsonl src/tertius/coding/attribution/cues.json [--first 500]

Three convex problems, solved by L-BFGS: is a token a cue (logistic regression), and, for a cue, which
of the spans offered is its content and which its source (conditional logit; the share of tokens a span
has in common with the gold is its target weight). A feature seen fewer than `FLOOR` times is dropped,
so that no rare wording of the gold texts is kept; what is written are names of features and numbers.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tertius.coding import pipeline
from tertius.coding.attribution._contents import content_candidates
from tertius.coding.attribution._cue_spans import cue_spans
from tertius.coding.attribution._cues import CUE_POS, cue_features, cue_key
from tertius.coding.attribution._sources import source_candidates
from tertius.coding.attribution._tree import Tree, tree_of
from tertius.records import Document

FLOOR = 4  # documents or cues in which a feature must occur
RATE_FLOOR = (3, 0.02)  # times a lemma must be a cue, and the share of its occurrences
PENALTY = 2.0  # of the squared weights
THRESHOLD = 0.33  # of the product of probabilities; F1 is flat from 0.30 to 0.39
SMALL = 0.01  # weights below are not written
Gold = dict[str, Any]
Group = tuple[list[list[str]], list[float]]


def read(path: Path, first: int | None) -> list[Gold]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:first]


def trees(gold: list[Gold]) -> Iterator[Tree]:
    documents = [Document(id=g["doc_id"], title="", text=g["text"]) for g in gold]
    with pipeline.nlp().select_pipes(disable=["ner"]):
        yield from (tree_of(parsed) for parsed in pipeline.parse_all(documents))


def spans(attribution: Gold, role: str) -> list[tuple[int, int]]:
    found = attribution.get(f"{role}_spans") or ([attribution[role]] if attribution.get(role) else [])
    return [(a, b) for a, b in found]


def tokens(tree: Tree, found: list[tuple[int, int]]) -> set[int]:
    covered: set[int] = set()
    for a, b in found:
        i = max(0, tree.token_at(a))
        while i < len(tree) and tree.start[i] < b:
            if tree.end[i] > a and tree.is_word(i):
                covered.add(i)
            i += 1
    return covered


def head_cue(tree: Tree, cue: set[int], content: set[int]) -> int | None:
    """The token of a cue that governs the content, else the one highest in the tree."""
    if not cue:
        return None
    for i in sorted(content):
        at = i
        for _ in range(30):
            at = tree.head[at]
            if at in cue and tree.pos[at] in CUE_POS - {"ADP", "PUNCT", "SCONJ"}:
                return at
            if at == tree.head[at]:
                break
    tops = [i for i in cue if tree.head[i] not in cue or tree.head[i] == i]
    verbs = [i for i in tops if tree.pos[i] in {"VERB", "AUX"}] or tops
    return min(verbs) if verbs else min(cue)


def colon(tree: Tree, attribution: Gold) -> set[int]:
    """The token of a cue that is nothing but a mark."""
    return {tree.token_at(a) for a, b in spans(attribution, "cue") if not any(map(str.isalnum, tree.text[a:b]))}


def share(candidate: tuple[tuple[int, int], ...], tree: Tree, gold: set[int]) -> float:
    have = {i for a, b in candidate for i in range(a, b + 1) if tree.is_word(i)}
    drop = {"that", "if", "whether"}
    have -= {min(have)} if have and tree.lower[min(have)] in drop else set()
    gold = gold - ({min(gold)} if gold and tree.lower[min(gold)] in drop else set())
    return len(have & gold) / len(have | gold) if have | gold else 0.0


def rates(forest: list[Tree], gold: list[Gold]) -> dict[str, float]:
    cue: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for tree, g in zip(forest, gold, strict=True):
        heads = {h for a in g["attributions"] for h in [gold_cue(tree, a)[0]]}
        for i in range(len(tree)):
            if tree.pos[i] in CUE_POS and tree.quote[i] < 0:
                seen[cue_key(tree, i)] += 1
                cue[cue_key(tree, i)] += i in heads
    least, rate = RATE_FLOOR
    return {k: round(n / seen[k], 3) for k, n in sorted(cue.items()) if n >= least and n / seen[k] >= rate}


def gold_cue(tree: Tree, attribution: Gold) -> tuple[int | None, set[int], set[int]]:
    content = tokens(tree, spans(attribution, "content"))
    cue = tokens(tree, spans(attribution, "cue")) or colon(tree, attribution)
    return head_cue(tree, cue, content), cue, content


def examples(forest: list[Tree], gold: list[Gold], known: dict[str, float]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {"cue": [], "content": [], "source": [], "span": []}
    for tree, g in zip(forest, gold, strict=True):
        inside: set[int] = set()
        heads: set[int] = set()
        for a in g["attributions"]:
            head, cue, content = gold_cue(tree, a)
            inside |= content
            if head is None:
                continue
            heads.add(head)
            offered = content_candidates(tree, head)
            found["content"].append(
                ([c.features for c in offered], [sharp(share(c.tokens, tree, content)) for c in offered])
            )
            wanted = tokens(tree, spans(a, "source"))
            offered = source_candidates(tree, head)
            found["source"].append(
                ([c.features for c in offered], [source_share(c.tokens, tree, wanted) for c in offered])
            )
            taken = tuple((i, i) for i in content | wanted if i != head)
            offered = cue_spans(tree, head, taken)
            found["span"].append(([c.features for c in offered], [share(c.tokens, tree, cue) ** 3 for c in offered]))
        for i in range(len(tree)):
            if (
                tree.pos[i] in CUE_POS
                and cue_key(tree, i) in known
                and (i in heads or (i not in inside and tree.quote[i] < 0))
            ):
                found["cue"].append(([cue_features(tree, i)], [float(i in heads)]))
    return found


def sharp(value: float) -> float:
    """Weight of a candidate that shares `value` of the gold's tokens: below a half nothing."""
    return value**3 if value >= 0.5 else 0.0


def source_share(candidate: tuple[tuple[int, int], ...], tree: Tree, gold: set[int]) -> float:
    if not candidate or not gold:
        return float(not candidate and not gold)
    return share(candidate, tree, gold)


def fit_cues(groups: list[Group], banned: frozenset[str]) -> dict[str, float]:
    matrix, names, _ = design(groups, banned)
    y = np.array([target for _, targets in groups for target in targets])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ w
        p = 1 / (1 + np.exp(-z))
        value = np.logaddexp(0, z).sum() - y @ z + PENALTY / 2 * w @ w
        return value, matrix.T @ (p - y) + PENALTY * w

    return solve(loss, names)


def fit_choice(groups: list[Group], banned: frozenset[str]) -> dict[str, float]:
    groups = [(f, t) for f, t in groups if max(t, default=0) > 0]
    matrix, names, sizes = design(groups, banned)
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    target = np.array([t for _, targets in groups for t in targets])
    target = target / np.repeat(np.add.reduceat(target, starts), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = matrix @ w
        z = z - np.repeat(np.maximum.reduceat(z, starts), sizes)
        e = np.exp(z)
        total = np.add.reduceat(e, starts)
        value = np.log(total).sum() - target @ z + PENALTY / 2 * w @ w
        return value, matrix.T @ (e / np.repeat(total, sizes) - target) + PENALTY * w

    return solve(loss, names)


def design(groups: list[Group], banned: frozenset[str]) -> tuple[csr_matrix, list[str], np.ndarray]:
    seen: Counter[str] = Counter()
    for rows, _ in groups:
        seen.update({name for row in rows for name in row})
    names = [name for name, n in seen.items() if n >= FLOOR and not banned & set(re.split(r"[:|/<>]", name.lower()))]
    column = {name: k for k, name in enumerate(names)}
    indices: list[int] = []
    ends = [0]
    for rows, _ in groups:
        for row in rows:
            indices.extend(column[name] for name in row if name in column)
            ends.append(len(indices))
    data = np.ones(len(indices))
    matrix = csr_matrix((data, indices, ends), shape=(len(ends) - 1, len(names)))
    return matrix, names, np.array([len(rows) for rows, _ in groups])


def solve(loss: Any, names: list[str]) -> dict[str, float]:
    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    print(f"{len(names)} features, loss {result.fun:.0f}, {result.nit} steps")
    return {n: round(float(w), 3) for n, w in sorted(zip(names, result.x, strict=True)) if abs(w) >= SMALL}


def name_words(forest: list[Tree]) -> frozenset[str]:
    """Words that are mostly names here, however the tagger took them elsewhere: no weight may hang on them."""
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for tree in forest:
        seen.update(tree.lower)
        named.update(word for word, pos in zip(tree.lower, tree.pos, strict=True) if pos == "PROPN")
    return frozenset(word for word, n in named.items() if n > 1 and n >= 0.7 * seen[word] and word.isalpha())


def train(forest: list[Tree], gold: list[Gold]) -> dict[str, Any]:
    banned = name_words(forest) - {"name"}
    known = {key: rate for key, rate in rates(forest, gold).items() if key.split("/")[0] not in banned}
    found = examples(forest, gold, known)
    return {
        "rates": known,
        "cue": fit_cues(found["cue"], banned),
        "content": fit_choice(found["content"], banned),
        "source": fit_choice(found["source"], banned),
        "span": fit_choice(found["span"], banned),
        "threshold": THRESHOLD,
        "floor": 0.2,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--first", type=int, help="learn from the first N documents only")
    arguments = parser.parse_args()
    gold = read(arguments.gold, arguments.first)
    table = train(list(trees(gold)), gold)
    parts = (f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in table.items())
    arguments.out.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
