"""Which tokens may be cues, and what the learned table is told about each of them."""

from __future__ import annotations

from tertius.coding.attribution._tree import Tree

__all__ = ["CUE_POS", "cue_features", "cue_key", "subject_class"]

CUE_POS = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV", "ADP", "PUNCT", "SCONJ"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_THIRD = frozenset({"he", "she", "they", "him", "her", "them", "his", "their"})
# Adverbs of hearsay too rare in the gold to be learned go with the one that is there.
_ALIKE = dict.fromkeys(("allegedly", "purportedly", "supposedly", "reputedly"), "reportedly")
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OBJECT = frozenset({"dobj", "attr", "acomp", "oprd", "pobj", "pcomp"})


def cue_key(tree: Tree, i: int) -> str:
    """The lemma and part of speech by which the table knows a cue; auxiliaries count as verbs."""
    pos = tree.pos[i]
    lemma = _ALIKE.get(tree.lemma[i], tree.lemma[i])
    return f"{lemma}/{'VERB' if pos == 'AUX' else pos}"


def subject_class(tree: Tree, i: int) -> str:
    """What kind of word a source's head is: a pronoun of which person, a name, a common noun."""
    word = tree.lower[i]
    if word in _FIRST:
        return "first"
    if word in _THIRD:
        return "third"
    if tree.pos[i] == "PRON":
        return word
    return tree.pos[i]


def cue_features(tree: Tree, i: int) -> list[str]:
    """What is known of token `i` as a possible cue, as names of features."""
    key = cue_key(tree, i)
    pos = tree.pos[i]
    features = ["bias", "k:" + key, f"kd:{key}:{tree.dep[i]}", f"t:{tree.tag[i]}", f"d:{pos}:{tree.dep[i]}"]
    features += [f"kt:{key}:{tree.tag[i]}"]
    features += _around(tree, i, key)
    features += _below(tree, i, key)
    features += _above(tree, i)
    return features


def _around(tree: Tree, i: int, key: str) -> list[str]:
    first, last = tree.bounds[tree.sentence[i]]
    before = tree.shape[i - 1] if i > first else "^"
    after = tree.shape[i + 1] if i < last else "$"
    features = ["w-1:" + before, "w+1:" + after, f"kw+1:{key}:{after}", f"kw-1:{key}:{before}"]
    features.append(f"p-1:{tree.pos[i - 1] if i > first else '^'}:{tree.pos[i]}:{tree.pos[i + 1] if i < last else '$'}")
    if i + 2 <= last:
        features.append("w+2:" + tree.shape[i + 2])
    if i - 2 >= first:
        features.append("w-2:" + tree.shape[i - 2])
    near = _quote_near(tree, i, first, last)
    features += ["q:" + near, f"kq:{key}:{near}", f"pq:{tree.pos[i]}:{near}"]
    if last - first < 4:
        features.append("short")
    return features


def _quote_near(tree: Tree, i: int, first: int, last: int) -> str:
    """How a quotation lies to the cue: right behind, further behind, just before, or none."""
    for step in range(1, 9):
        j = i + step
        if j <= last and tree.quote[j] >= 0 and tree.quote[j] != tree.quote[i]:
            return "after" if step <= 3 else "later"
        j = i - step
        if j >= first and tree.quote[j] >= 0 and tree.quote[j] != tree.quote[i]:
            return "before" if step <= 5 else "earlier"
    return "none"


def _below(tree: Tree, i: int, key: str) -> list[str]:
    features = []
    has_subject = False
    deps = set()
    for c in tree.children[i]:
        dep = tree.dep[c]
        side = "<" if c < i else ">"
        deps.add(dep)
        features.append(f"c:{tree.pos[i]}:{side}{dep}")
        if dep in _SUBJECT:
            has_subject = True
            who = subject_class(tree, c)
            features += [f"s:{who}", f"ks:{key}:{who}"]
            if who == "NOUN":
                features.append("sl:" + tree.lemma[c])
        elif dep in {"ccomp", "xcomp", "acl", "relcl", "advcl", "prep", "prt", "neg", "agent", "poss", "dative"}:
            features.append(f"kc:{key}:{side}{dep}")
            if dep in {"prep", "prt"}:
                features.append(f"kp:{key}:{tree.shape[c]}")
            if dep == "poss":
                features.append("poss:" + subject_class(tree, c))
            if dep in {"ccomp", "acl", "advcl"}:
                features += [f"mark:{tree.shape[m]}" for m in tree.children[c] if tree.dep[m] == "mark"]
        elif dep in _OBJECT:
            features += [f"kc:{key}:{dep}:{tree.pos[c]}", f"ol:{tree.lemma[c]}", f"kol:{key}:{tree.lemma[c]}"]
        elif dep in {"aux", "auxpass", "advmod"}:
            features += [f"a:{tree.pos[i]}:{tree.shape[c]}", f"ka:{key}:{dep}"]
    if not deps & {"ccomp", "xcomp", "dobj", "prep", "acl", "attr", "relcl", "oprd"}:
        features += ["bare", f"kbare:{key}"]
    if not has_subject:
        features.append(f"nosubj:{tree.pos[i]}:{tree.dep[i]}")
    return features


def _above(tree: Tree, i: int) -> list[str]:
    h = tree.head[i]
    if h == i:
        return ["root"]
    return [f"h:{tree.pos[i]}:{tree.dep[i]}:{tree.lemma[h]}", f"hp:{tree.pos[i]}:{tree.dep[i]}:{tree.pos[h]}"]
