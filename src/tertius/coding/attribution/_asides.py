"""What is attributed without a verb of saying over it: behind a colon, by "in her view", as "puts X at Y", after the fact.

The encoder and the syntax of a cue find none of these. Each form needs words that can mean nothing else, and none is
found where something else already takes the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tertius.coding.parsed import Attribution, Parsed, Span
from tertius.records import Form

__all__ = ["set_aside", "with_givers"]

_COLON_VERBS = frozenset(
    """reply answer say note warn explain insist object respond counter conclude retort add argue protest sum recall
    confess admit put warn complain joke predict shrug""".split()
)
_COLON_NOUNS = frozenset(
    """line story answer objection reply verdict message explanation complaint warning prediction forecast advice version
    statement theory account argument claim charge response retort view opinion position demand defence excuse calculation
    guess bet point conclusion summary prognosis assessment""".split()
)
_ASIDE = re.compile(
    r"(?P<all>\b(?P<prep>by|in|on|to|at|from)\s+(?P<who>his|her|their|its|whose|(?:the\s+)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*[’']s?"
    r"|(?:the|most|some|many)\s[\w-]+(?:\s[\w-]+)?[’']s?)\s+(?:own\s+)?"
    r"(?P<noun>reckoning|telling|opinion|view|estimate|estimation|account|count|version|judg(?:e)?ment|assessment|calculations?"
    r"|book|mind|eyes|words|guess|reading|analysis))\b"
)
_BELIEVED = re.compile(
    r"\b(?:if|should)\s+(?:one\s+(?:believes|is\s+to\s+believe|trusts)\s+(?P<one>[^,.;“”\"]{3,60})"
    r"|(?P<two>[^,.;“”\"]{3,60}?)\s+(?:is|are)\s+(?:right|to\s+be\s+believed|correct))"
)
_BELIEVING = re.compile(r"believes?|believed|trusts|right|correct")
_SEERS = frozenset(
    """forecaster analyst economist trader broker meteorologist expert observer pollster investor market bookmaker planner
    bank bureau institute office""".split()
)
_SUBJECTS = ("nsubj", "nsubjpass")


def set_aside(parsed: Parsed, found: Sequence[Attribution]) -> list[Attribution]:
    """Further attributions of the document, none of which shares its words with those of `found` in full."""
    made: list[Attribution] = []
    for start, end in parsed.sentences:
        sentence = parsed.doc.char_span(start, end, alignment_mode="expand")
        if sentence is None:
            continue
        for one in _of(parsed, sentence):
            if one is not None and not _known(one, [*found, *made]):
                made.append(replace(one, outer=_holder(one, found)))
    return made


def with_givers(parsed: Parsed, found: Sequence[Attribution]) -> list[Attribution]:
    """Those with "was told by X" or "heard from X" as words of saying have X as their source, not who was told."""
    given = [
        one
        for start, end in parsed.sentences
        if (sentence := parsed.doc.char_span(start, end, alignment_mode="expand")) is not None
        for one in _told_by(sentence)
    ]
    mended = []
    for one in found:
        mate = next((g for g in given if one.cue and g.cue and one.cue[0] < g.cue[1] and g.cue[0] < one.cue[1]), None)
        mended.append(one if mate is None else replace(one, source=mate.source, cue=mate.cue, content=mate.content))
    return mended


def _of(parsed: Parsed, sentence: Any) -> Iterator[Attribution | None]:
    yield _behind_colon(parsed, sentence)
    yield from _put_at(parsed, sentence)
    yield from _in_view(parsed, sentence)
    yield _believed(parsed, sentence)
    yield _at_the_end(parsed, sentence)
    yield _foreseen(parsed, sentence)
    yield from _told_by(sentence)


def _holder(one: Attribution, found: Sequence[Attribution]) -> int | None:
    """Whose words hold its cue: the smallest content that does."""
    cue = one.cue or one.content[0]
    sizes = {
        n: sum(b - a for a, b in other.content)
        for n, other in enumerate(found)
        if any(a <= cue[0] and cue[1] <= b for a, b in other.content)
    }
    return min(sizes, key=lambda n: sizes[n], default=None)


def _known(one: Attribution, found: Sequence[Attribution]) -> bool:
    """Its cue or most of its content is somebody's already."""
    mine = {p for a, b in one.content for p in range(a, b)}
    for other in found:
        if other.cue and one.cue and other.cue[0] < one.cue[1] and one.cue[0] < other.cue[1] and _touch(one, other):
            return True
        theirs = {p for a, b in other.content for p in range(a, b)}
        label = other.cue is not None and other.cue[1] - other.cue[0] == 1
        if not label and len(mine & theirs) > 0.5 * len(mine):
            return True
    return False


def _touch(one: Attribution, other: Attribution) -> bool:
    return any(a < d and c < b for a, b in one.content for c, d in other.content)


def _behind_colon(parsed: Parsed, sentence: Any) -> Attribution | None:
    """ "Put out a single line: no letter had come", "replies the chair: every box was empty"."""
    colon = next((t for t in sentence if t.text == ":" and t.i > sentence.start + 1), None)
    if colon is None or colon.i + 3 >= sentence.end or parsed.doc[colon.i + 1].is_quote:
        return None
    before = [t for t in sentence if t.i < colon.i]
    rest = parsed.doc[colon.i + 1 : sentence.end]
    if not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest) or _quoted(parsed, rest[0].idx):
        return None
    near = [t for t in before if t.i >= colon.i - 12]
    verb = next((t for t in reversed(near) if t.pos_ == "VERB" and t.lemma_ in _COLON_VERBS), None)
    noun = next((t for t in reversed(near) if t.pos_ == "NOUN" and t.lemma_ in _COLON_NOUNS), None)
    cue = verb or noun
    if cue is None or not any(c.dep_ in (*_SUBJECTS, "poss") for t in (cue, cue.head) for c in t.children):
        if noun is None or not any(c.dep_ == "prep" and c.lower_ in ("from", "of") for c in noun.children):
            return None
        cue = noun
    source = _source_of(cue)
    return _made(parsed, source, cue, rest) if source is not None else None


def _source_of(cue: Any) -> Span | None:
    """Whose word it is: "the objection from X", "X's answer", the subject of the verb."""
    giver = next((g for c in cue.children if c.dep_ == "prep" and c.lower_ == "from" for g in c.children), None)
    owner = next((c for c in cue.children if c.dep_ == "poss"), None)
    verb = cue if cue.pos_ == "VERB" else cue.head
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS and not c.nbor(1).is_quote), None)
    if subject is None or any(t.is_quote for t in cue.doc[subject.left_edge.i : subject.i + 2]):
        behind = [c for c in verb.children if c.dep_ in ("dobj", "attr", "appos", "nsubj") and c.i > verb.i]
        subject = behind[0] if behind and behind[0].pos_ == "PROPN" else None
    if cue.pos_ == "NOUN" and cue.dep_ in _SUBJECTS and giver is None and owner is None:
        return None
    token = giver or owner if cue.pos_ == "NOUN" and (giver or owner) else subject
    return _span(token) if token is not None and token.lower_ not in ("it", "this", "that", "there") else None


def _put_at(parsed: Parsed, sentence: Any) -> Iterator[Attribution | None]:
    """ "Puts the chances at one in four"."""
    for verb in sentence:
        if verb.lemma_ not in ("put", "estimate", "rate") or verb.pos_ != "VERB":
            continue
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        at = next((t for t in sentence if t.lower_ == "at" and verb.i < t.i <= verb.i + 12), None)
        if subject is None or at is None or at.i + 1 >= sentence.end or at.i == verb.i + 1:
            continue
        amount = parsed.doc[at.i + 1 : min(at.i + 5, sentence.end)]
        if any(t.like_num or t.lower_ in ("nil", "zero", "half", "even", "more", "about", "some") for t in amount):
            stop = next((t.i for t in sentence if t.i > at.i and t.text in (",", ";", ".")), sentence.end)
            yield _made(parsed, _span(subject), verb, parsed.doc[verb.i + 1 : stop])


def _in_view(parsed: Parsed, sentence: Any) -> Iterator[Attribution | None]:
    """ "In her telling the gauge is wrong", "prices will double, by her reckoning", "its president, in whose opinion …"."""
    text = parsed.text[sentence.start_char : sentence.end_char]
    for match in _ASIDE.finditer(text):
        first = sentence.start_char + match.start("who")
        cue = sentence.start_char + match.start("noun"), sentence.start_char + match.end("noun")
        if _quoted(parsed, first):
            continue
        who = first, sentence.start_char + match.end("who")
        behind = text[match.end() :].strip(" ,.;")
        if match["who"].lower() == "whose":
            source = _named_before(parsed, sentence, who[0])
            rest = parsed.doc.char_span(sentence.start_char + match.end(), sentence.end_char, alignment_mode="contract")
        elif match.start() < 3 or len(behind.split()) < 3 or text[: match.start()].rstrip()[-1:] == ",":
            source = who
            rest = sentence
        else:
            continue
        if source is None or rest is None:
            continue
        content = _without(parsed, rest, (sentence.start_char + match.start(), sentence.start_char + match.end()))
        if content:
            yield Attribution(source=source, cue=cue, content=content, form=Form.INDIRECT)


def _believed(parsed: Parsed, sentence: Any) -> Attribution | None:
    """ "… if one believes X", "… if X is right"."""
    text = parsed.text[sentence.start_char : sentence.end_char]
    match = _BELIEVED.search(text)
    group = "one" if match and match["one"] else "two"
    if match is None or _quoted(parsed, sentence.start_char + match.start()):
        return None
    who = sentence.start_char + match.start(group), sentence.start_char + match.end(group)
    held = parsed.doc.char_span(*who, alignment_mode="expand")
    if held is None or held.root.pos_ not in ("NOUN", "PROPN") or held.root.lower_ in ("something", "everything"):
        return None
    verb = _BELIEVING.search(text, match.start())
    cue = (
        sentence.start_char + (verb.start() if verb else match.start()),
        sentence.start_char + (verb.end() if verb else match.end()),
    )
    content = _without(parsed, sentence, (sentence.start_char + match.start(), sentence.start_char + match.end()))
    return Attribution(source=who, cue=cue, content=content[:1], form=Form.INDIRECT) if content else None


_TELLS = (
    r"(?:finds?|found|counter(?:s|ed)|figures?|figured|judges?|judged|ruled|reckon(?:s|ed)?|guess(?:es|ed)?|foretold|holds?|held"
    r"|maintain(?:s|ed)|objects?|objected|retort(?:s|ed)|concedes?|conceded|mus(?:es|ed)|estimates?|estimated|suspect(?:s|ed)?|predict(?:s|ed)"
    r"|heard|confirm(?:s|ed)|insist(?:s|ed)|fear(?:s|ed)|hopes?|hoped|adds?|added|answers?|answered|replies|replied|adds|shrugs?|shrugged)"
)
_LAST = re.compile(
    rf", (?P<who>(?:the |a |an )?[^,;:“”\"]{{2,60}}?(?:, [A-Z][^,;:“”\"]{{3,40}},)?) (?P<verb>{_TELLS})(?: (?:on|in|at|last) [\w ]{{3,20}})?\.?\s*$"
)
_BETWEEN = re.compile(rf", (?P<who>he|she|they|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) (?P<verb>{_TELLS}), ")


def _at_the_end(parsed: Parsed, sentence: Any) -> Attribution | None:
    """ "It cost more than it yielded, the audit office found.", "the council, he reckons, will pay": a verb that the text has elsewhere."""
    text = parsed.text[sentence.start_char : sentence.end_char]
    match = _LAST.search(text) or _BETWEEN.search(text)
    if match is None:
        return None
    start = sentence.start_char
    who, verb = (
        (start + match.start("who"), start + match.end("who")),
        (start + match.start("verb"), start + match.end("verb")),
    )
    held = parsed.doc.char_span(*who, alignment_mode="expand")
    if held is None or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in held) or _quoted(parsed, verb[0]):
        return None
    content = _without(parsed, sentence, (start + match.start(), start + match.end()))
    whole = [t for a, b in content for t in parsed.doc.char_span(a, b, alignment_mode="expand")]
    if not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in whole) or any(_quoted(parsed, a) for a, _ in content):
        return None
    return Attribution(
        source=(who[0], who[1] - 1 if parsed.text[who[1] - 1] == "," else who[1]),
        cue=verb,
        content=content,
        form=Form.INDIRECT,
    )


def _foreseen(parsed: Parsed, sentence: Any) -> Attribution | None:
    """ "Forecasters see snow on Friday"."""
    for verb in sentence:
        if verb.lemma_ != "see":
            continue
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        thing = next((c for c in verb.children if c.dep_ in ("dobj", "ccomp")), None)
        if (
            subject is not None
            and subject.lemma_.lower() in _SEERS
            and thing is not None
            and verb.tag_ in ("VBP", "VBZ")
        ):
            last = max(t.i for t in verb.subtree if not t.is_punct)
            return _made(parsed, _span(subject), verb, parsed.doc[verb.i + 1 : last + 1])
    return None


_TELLING = frozenset({"tell", "inform", "assure", "advise", "warn", "promise", "remind"})
_HEARING = frozenset({"hear", "learn"})


def _told_by(sentence: Any) -> Iterator[Attribution]:
    """ "We were told by the ministry that …", "he had heard from a guard that …": whose words are passed on stands behind."""
    for verb in sentence:
        lemma = verb.lemma_
        passive = lemma in _TELLING and any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        if not passive and lemma not in _HEARING:
            continue
        link = "by" if passive else "from"
        said = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i), None)
        giver = next((g for c in verb.children if c.lower_ == link for g in c.children if g.dep_ == "pobj"), None)
        if said is None or giver is None or giver.i > said.i:
            continue
        inside = [t for t in said.subtree if not t.is_punct and t.i > giver.i]
        first = inside[1] if len(inside) > 1 and inside[0].lower_ == "that" else inside[0] if inside else None
        if first is None or (said.dep_ == "xcomp" and first.lower_ != "to"):
            continue
        content = (first.idx, inside[-1].idx + len(inside[-1]))
        yield Attribution(
            source=_span(giver), cue=(verb.idx, verb.idx + len(verb)), content=(content,), form=Form.INDIRECT
        )


# --- pieces -----------------------------------------------------------------------------------


def _made(parsed: Parsed, source: Span | None, cue: Any, content: Any) -> Attribution | None:
    if source is None:
        return None
    span = _trimmed(parsed.text, content.start_char, content.end_char)
    if span[0] >= span[1] or _quoted(parsed, cue.idx):
        return None
    return Attribution(source=source, cue=(cue.idx, cue.idx + len(cue)), content=(span,), form=Form.INDIRECT)


def _span(token: Any) -> Span:
    inside = sorted(t.i for t in token.subtree)
    first, last = token.doc[inside[0]], token.doc[inside[-1]]
    relative = next((t for t in token.children if t.dep_ == "relcl"), None)
    if relative is not None:
        last = token.doc[min(t.i for t in relative.subtree) - 1]
    while (last.is_punct or last.tag_ == "POS") and last.i > first.i:
        last = last.nbor(-1)
    return first.idx, last.idx + len(last)


def _named_before(parsed: Parsed, sentence: Any, offset: int) -> Span | None:
    names = [
        m for m in parsed.mentions if sentence.start_char <= m.span[0] and m.span[1] <= offset and m.text[:1].isupper()
    ]
    return names[-1].span if names else None


def _without(parsed: Parsed, rest: Any, aside: Span) -> tuple[Span, ...]:
    """The words without the aside, in one piece or two; () where they say too little."""
    parts = ((rest.start_char, min(aside[0], rest.end_char)), (max(aside[1], rest.start_char), rest.end_char))
    spans = [_trimmed(parsed.text, *part) for part in parts if part[0] < part[1]]
    return tuple(
        span
        for span in spans
        if len(parsed.text[slice(*span)].split()) >= 3
        or (len(spans) > 1 and len(parsed.text[slice(*span)].split()) >= 2)
    )


_EDGES = " \n\t,;:.–—-"


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _quoted(parsed: Parsed, offset: int) -> bool:
    return any(quote.start <= offset < quote.end for quote in parsed.quotes)
