"""Plain frames of saying without quotation marks, whatever the verb: the encoder knows those that its articles used.

Behind what is said ("The decline is real, the institute states."): a comma ends a clause of its own; behind it stand a
subject and a verb of saying, in either order, and then the sentence ends, or the clause goes on behind a second comma.
Before it: a verb of saying with its subject and a clause with "that" ("critics object that ..."), or one of asking with
whom it asks and what for ("begged both sides to let them through").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tertius.coding.attribution._tree import Tree
from tertius.coding.parsed import Attribution, Span
from tertius.records import Form

__all__ = ["framed"]

_SAYING = frozenset(
    """say tell add state observe note remark retort reply answer respond counter object argue insist stress maintain contend
    assert claim declare announce report write explain recall concede admit acknowledge confirm warn predict forecast estimate reckon
    calculate conclude complain grumble joke quip sigh sniff shrug scoff think believe suspect fear hope feel swear vow protest
    suggest caution muse venture murmur mutter mumble shout allege charge judge find guess suppose show rule stipulate""".split()
)
_FINDING = frozenset(
    "find record foresee hold stress underline reiterate hint imply signal whisper moan lament regret".split()
)
_ASKING = frozenset("beg implore beseech exhort entreat instruct advise admonish enjoin plead petition".split())
_NOBODY = frozenset("it i we you one who which that this what there nobody none neither".split())
_UNREAL = frozenset("if would could should might may will shall can".split())  # what nobody has said yet
_NOUN_LIKE = frozenset(
    "object objects record records forecast forecasts hold holds state states report reports claim claims counter counters".split()
)
_OWN = frozenset("my your his her its our their".split())
_PAST = frozenset({"forecast"})  # the same word in every tense
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBORDINATING = frozenset(
    "as when after although though while because since before once despite unlike like whereas".split()
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "PART", "ADP", "PUNCT"})
_GOES_ON = frozenset(
    {"and", "but", "or", "so", "yet", "if", "unless", "because", "though", "although", "while", "when", "as"}
)
_MOST = 12  # words of a subject
_LEAST = 3  # words of a clause


def framed(tree: Tree, known: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions in these frames that touch none of those known, at most one a sentence."""
    taken = [span for one in known for span in _spans(one)]
    for first, last in tree.bounds:
        found = next((one for one in _in_sentence(tree, first, last) if not _touches(one, taken)), None)
        if found is not None:
            yield found


def _in_sentence(tree: Tree, first: int, last: int) -> Iterator[Attribution]:
    for verb in range(first, last + 1):
        if tree.quote[verb] >= 0:
            continue
        if _is_saying(tree, verb) or _ends_as_one(tree, verb, last):
            behind = _behind(tree, first, last, verb)
            if behind is not None:
                yield behind
        ahead = _ahead(tree, verb) or _misread(tree, first, last, verb)
        if ahead is not None:
            yield ahead


def _touches(one: Attribution, taken: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in _spans(one) for c, d in taken)


def _ahead(tree: Tree, verb: int) -> Attribution | None:
    """The attribution of a verb with its subject before what is said or asked."""
    says, asks = tree.lemma[verb] in _SAYING | _FINDING, tree.lemma[verb] in _ASKING
    if not (says or asks) or tree.pos[verb] != "VERB" or tree.tag[verb] not in _FINITE | {"VBN"}:
        return None
    subject = next((c for c in tree.children[verb] if tree.dep[c] == "nsubj" and c < verb), None)
    if subject is None or tree.lower[subject] in _NOBODY or any(tree.dep[c] == "neg" for c in tree.children[verb]):
        return None
    if any(tree.lower[c] in _UNREAL for c in tree.children[verb]):
        return None
    content = _that_clause(tree, verb) if says else _asked(tree, verb)
    source = tree.trim(tree.left[subject], min(tree.right[subject], verb - 1))
    if content is None or source is None:
        return None
    return Attribution(_span(tree, *source), _span(tree, verb, verb), (_span(tree, *content),), Form.INDIRECT)


def _misread(tree: Tree, first: int, last: int, verb: int) -> Attribution | None:
    """The first verb of a sentence, taken for a noun by the tagger: "Critics at home object that ..."."""
    if tree.lower[verb] not in _NOUN_LIKE or tree.tag[verb] not in ("NN", "NNS") or verb + 1 > last:
        return None
    before = tree.trim(first, verb - 1)
    if before is None or tree.lower[verb + 1] != "that" or tree.pos[verb - 1] in ("DET", "ADJ", "PART"):
        return None
    if any(tree.pos[i] in ("VERB", "AUX") or tree.lower[i] in _SUBORDINATING for i in range(first, verb)):
        return None
    if tree.lower[verb - 1] in _OWN or (content := tree.trim(verb + 2, last)) is None:
        return None
    return Attribution(_span(tree, *before), _span(tree, verb, verb), (_span(tree, *content),), Form.INDIRECT)


def _that_clause(tree: Tree, verb: int) -> tuple[int, int] | None:
    for child in tree.children[verb]:
        if tree.dep[child] == "ccomp" and child > verb:
            mark = next((c for c in tree.children[child] if tree.dep[c] == "mark" and tree.lower[c] == "that"), None)
            if mark is not None and mark < child:
                return tree.trim(mark + 1, tree.right[child])
    return None


def _asked(tree: Tree, verb: int) -> tuple[int, int] | None:
    """Whom the verb asks and what for: "both sides to let them through"."""
    for child in tree.children[verb]:
        if tree.dep[child] in ("xcomp", "ccomp", "advcl") and child > verb:
            to = next((c for c in tree.children[child] if tree.lower[c] == "to" and tree.tag[c] == "TO"), None)
            if to is not None and to > verb + 1:
                return tree.trim(verb + 1, tree.right[child])
    return None


def _is_saying(tree: Tree, verb: int) -> bool:
    return tree.lemma[verb] in _SAYING and tree.tag[verb] in _FINITE


def _ends_as_one(tree: Tree, verb: int, last: int) -> bool:
    """A last word that the tagger took for a noun: "the institute states", "a bulletin of the agency forecast"."""
    word = tree.lower[verb]
    return (
        tree.pos[verb] in ("NOUN", "ADJ", "VERB", "PROPN")
        and tree.trim(verb, last) == (verb, verb)
        and (word in _PAST or word.removesuffix("s") in _SAYING)
    )


def _spans(one: Attribution) -> list[Span]:
    return [*one.content, *filter(None, (one.cue, one.source))]


def _behind(tree: Tree, first: int, last: int, verb: int) -> Attribution | None:
    """The attribution whose cue is this verb, where the frame holds."""
    comma = next(
        (
            i
            for i in range(verb - 1, max(first, verb - _MOST - 2), -1)
            if tree.words[i] == "," and _opens(tree, i, verb)
        ),
        None,
    )
    if comma is None:
        return None
    broken = not _is_clause(tree, first, comma - 1, read=_is_saying(tree, verb))
    if broken and not _is_nominal(tree, first, comma - 1):
        return None
    inverted = comma == verb - 1
    source = _subject_behind(tree, verb + 1, last) if inverted else _subject(tree, comma + 1, verb - 1)
    if source is None:
        return None
    end = (source[1] if inverted else verb) + 1
    rest = _rest(tree, end, last, inverted=inverted)
    if rest is None or (broken and not (rest and _goes_on_as_verb(tree, rest[0]))):
        return None
    content = [_span(tree, first, comma - 1), *rest]
    return Attribution(_span(tree, *source), _span(tree, verb, verb), tuple(content), Form.INDIRECT)


def _opens(tree: Tree, comma: int, verb: int) -> bool:
    """Whether what stands between this comma and the verb is nothing or one noun phrase, commas of appositions within."""
    inside = range(comma + 1, verb)
    if not inside:
        return True
    apposed = [i for i in inside if tree.words[i] == ","]
    if apposed and (len(apposed) != 2 or apposed[1] != verb - 1):  # ", its chief, X, says"
        return len(apposed) == 1 and tree.words[verb - 1] == "," and all(tree.pos[i] in _NOMINAL for i in inside)
    return all(tree.pos[i] in _NOMINAL for i in inside)


def _is_nominal(tree: Tree, first: int, last: int) -> bool:
    """Whether these words are a noun phrase alone, whose verb may follow: "Foreign creditors, she adds, will be patient"."""
    words = [i for i in range(first, last + 1) if tree.is_word(i)]
    if not words or len(words) > _MOST or any(tree.quote[i] >= 0 for i in words) or tree.pos[words[0]] == "ADP":
        return False
    return all(tree.pos[i] in _NOMINAL and tree.pos[i] != "PUNCT" for i in words)


def _goes_on_as_verb(tree: Tree, span: Span) -> bool:
    first = tree.token_at(span[0])
    return tree.tag[first] in _FINITE or tree.tag[first] == "MD"


def _is_clause(tree: Tree, first: int, last: int, *, read: bool) -> bool:
    """Whether the words make a statement of their own: enough of them, a finite verb with a subject, no mere frame.

    Where the tagger has not `read` the verb of saying as one, it may have missed the clause's own verb too.
    """
    words = [i for i in range(first, last + 1) if tree.is_word(i)]
    if len(words) < _LEAST or any(tree.quote[i] >= 0 for i in words) or tree.lower[words[0]] in _SUBORDINATING:
        return False
    if not read and len(words) > _LEAST and tree.pos[words[0]] in ("DET", "PRON", "PROPN", "NOUN"):
        return True
    finite = [i for i in words if tree.tag[i] in _FINITE or tree.tag[i] == "MD"]
    return bool(finite) and any(tree.dep[i] in ("nsubj", "nsubjpass", "expl") and i < finite[-1] for i in words)


def _subject(tree: Tree, first: int, last: int) -> tuple[int, int] | None:
    trimmed = tree.trim(first, last)
    if trimmed is None or not any(tree.pos[i] in ("NOUN", "PROPN", "PRON") for i in range(trimmed[0], trimmed[1] + 1)):
        return None
    return (
        None
        if tree.pos[trimmed[0]] == "ADP" or tree.lower[trimmed[0]] in {"which", "who", "that", "this", "what"}
        else trimmed
    )


def _subject_behind(tree: Tree, first: int, last: int) -> tuple[int, int] | None:
    """The noun phrase right behind a verb: "retorted X of the Y"."""
    end = first
    while end <= last and tree.pos[end] in _NOMINAL and tree.words[end] not in ".;:" and end - first < _MOST:
        if tree.words[end] == "," and (
            end + 1 > last or tree.lower[end + 1] in _GOES_ON or tree.pos[end + 1] not in _NOMINAL
        ):
            break
        end += 1
    found = tree.trim(first, end - 1)
    if found is None or tree.pos[found[0]] == "ADP":
        return None
    heads = [i for i in range(found[0], found[1] + 1) if tree.pos[i] in ("NOUN", "PROPN", "PRON")]
    return found if heads else None


def _rest(tree: Tree, first: int, last: int, *, inverted: bool) -> list[Span] | None:
    """What is said behind the words of saying; None where these go on to something else."""
    at = first
    while (
        at <= last and tree.pos[at] in ("ADV", "ADP", "NOUN", "PROPN", "NUM", "DET", "ADJ") and tree.lower[at] != "that"
    ):
        if not inverted and tree.pos[at] == "DET" and at == first:
            return None  # an object: "the institute states the facts"
        at += 1
    if at > last or tree.words[at] in (".", "!", "?", ";", ":"):
        return []
    if tree.words[at] != "," or at + 1 > last:
        return None
    if tree.tag[at + 1] in ("VBG", "VBN") or tree.lower[at + 1] in ("who", "which", "whose"):
        return []
    kept = tree.trim(at + 1, last)
    return [] if kept is None else [_span(tree, *kept)]


def _span(tree: Tree, first: int, last: int) -> Span:
    return tree.start[first], tree.end[last]
