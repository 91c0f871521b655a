"""Speech that the layout of a text attributes: "NAME: …" in a transcript, and answers that stand alone in an interview.

Neither has a word of saying, so neither the encoder nor the syntax of a sentence finds a source for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tertius.coding.attribution import _interviews
from tertius.coding.attribution._asides import set_aside, with_givers
from tertius.coding.attribution._phrases import DATELINE, is_name
from tertius.coding.parsed import Attribution, Mention, Parsed, Span
from tertius.records import Form
from tertius.world.sectors import office

__all__ = ["set_out_speech"]

_LABEL = re.compile(
    r"^(?:\[?\d{1,2}[:.h]\d{2}\]?[ \t]+)?(?:\[|\*\*)?(?P<name>(?:[A-Z]\w*\.? )?[^\W\d_][^:\n“”\"?!;()\[\]]{0,80}?)"
    r"(?: ?\([^()\n]{1,60}\))?:(?:\]|\*\*)?[ \t]+(?=\S)",
    re.MULTILINE,
)
_NO_SPEAKERS = frozenset(
    """note notes update updates background correction question answer questions summary editor's q a photo image caption
    source sources date title author location update related more read watch""".split()
)
_PLACING = frozenset("from in at on by after to".split())  # "From The Hague: …" tells where, not who
_SMALL = frozenset("of the for and de la van von al el bin in at to to's".split())
_ALONE = 0.8  # share of a paragraph that a quotation fills to be an answer
_LEAST_WORDS = 4
_MARKS = "\"“”„‟«»‘’'` \n\t"


def set_out_speech(parsed: Parsed) -> list[Attribution]:
    """The attributions of `parsed` with those that its layout makes; needs `parsed.mentions`.

    What stands within labelled speech gets it as `outer`. A quotation that fills its paragraph and belongs to
    nothing before it is said by the person last named outside quotations: who is being interviewed.
    """
    found = [_whole(parsed, one) for one in with_givers(parsed, parsed.attributions)]
    found = [*found, *set_aside(parsed, found)]
    found = _with_labelled(parsed, found)
    found = _with_interview(parsed, found)
    return [*found, *_answers(parsed, found)]


_REST_OF_NAME = re.compile(
    r"[-‑–][^\W\d_][\w-]*(?: (?:of|for) (?:the )?[\w-]+(?: and [\w-]+)?)?(?:,? [A-Z][\w’'.-]+){0,5}"
)


def _whole(parsed: Parsed, attribution: Attribution) -> Attribution:
    """With the rest of a source that was cut within a word: "the vice" of "the vice-minister of Trade, Ana Moya", and no dateline."""
    source = attribution.source
    if source is not None and (dateline := DATELINE.match(parsed.text, *source)) is not None:
        source = (dateline.end(), source[1])
        attribution = replace(attribution, source=source)
    rest = _REST_OF_NAME.match(parsed.text, source[1]) if source else None
    if source is None or rest is None or any(_meet(rest.span(), span) for span in attribution.content):
        return attribution
    return replace(attribution, source=(source[0], rest.end()))


def _with_labelled(parsed: Parsed, found: list[Attribution]) -> list[Attribution]:
    """Speech behind a label, up to the next label in a transcript, otherwise to the end of its paragraph."""
    labels = [m for m in _LABEL.finditer(parsed.text) if _is_speaker(parsed, m)]
    transcript = len(labels) >= 3
    if transcript:
        labels = [m for m in _LABEL.finditer(parsed.text) if _is_speaker(parsed, m) or _asks(m)]
    else:
        labels = [m for m in labels if not _is_dateline(parsed, m)]
    for n, label in enumerate(labels):
        stop = parsed.text.find("\n", label.end())
        end = len(parsed.text) if stop < 0 else stop
        if transcript:
            end = labels[n + 1].start() if n + 1 < len(labels) else end
        piece = _trimmed(parsed.text, label.end(), end)
        name = label.span("name")
        colon = parsed.text.index(":", name[1])
        inside = [i for i, a in enumerate(found) if _spoken_within(a, piece)]
        own = [i for i in inside if found[i].source and _meet(found[i].source or name, name)]
        spoken = transcript or label["name"].isupper()
        if piece[0] >= piece[1] or (own and not spoken):
            continue
        sentences = _sentences(parsed, piece) if spoken else [piece]
        _speak(found, name, (colon, colon + 1), sentences, inside=inside, own=own)
    return found


def _with_interview(parsed: Parsed, found: list[Attribution]) -> list[Attribution]:
    """The answers of an interview by whom it is led with, a sentence each; what stands in quotation marks there is his too."""
    interview = _interviews.answers(parsed)
    if interview is None:
        return found
    who, pieces = interview
    if any(_opens_with_label(parsed, one, piece) for one in found for piece in pieces):
        return found  # a transcript: its labels name who answers
    found = _without(found, {i for i, one in enumerate(found) if _of_a_label(parsed, one)})
    found = [  # "You say that …" in a question
        replace(one, source=who)
        if _source(parsed, one) == "you" and not any(_spoken_within(one, piece) for piece in pieces)
        else one
        for one in found
    ]
    for start, end in pieces:
        piece = _trimmed(parsed.text, start, end)
        inside = [i for i, a in enumerate(found) if _spoken_within(a, piece)]
        _speak(found, who, None, _sentences(parsed, piece), inside=inside, own=[])
    return found


def _source(parsed: Parsed, attribution: Attribution) -> str:
    return parsed.text[slice(*attribution.source)].lower() if attribution.source else ""


_INTERVIEW_LABELS = frozenset({"q", "a", "question", "answer"})


def _of_a_label(parsed: Parsed, attribution: Attribution) -> bool:
    """ "Q" or "Answer" was taken for a source or for a word of saying."""
    cue = parsed.text[slice(*attribution.cue)].lower() if attribution.cue else ""
    return not _INTERVIEW_LABELS.isdisjoint((_source(parsed, attribution), cue))


def _opens_with_label(parsed: Parsed, attribution: Attribution, piece: Span) -> bool:
    """ "MS BREL: The port will stay open": the answer begins with whose it is."""
    source, cue = attribution.source, attribution.cue
    return source is not None and cue is not None and source[0] == piece[0] and parsed.text[slice(*cue)] == ":"


def _without(found: Sequence[Attribution], dropped: set[int]) -> list[Attribution]:
    """The others, what pointed to one of the dropped pointing nowhere."""
    kept = [i for i in range(len(found)) if i not in dropped]
    place = {old: new for new, old in enumerate(kept)}
    pointing = ((found[i], found[i].outer, found[i].continues) for i in kept)
    return [
        replace(
            one,
            outer=place.get(-1 if outer is None else outer),
            continues=place.get(-1 if goes_on is None else goes_on),
        )
        for one, outer, goes_on in pointing
    ]


def _speak(
    found: list[Attribution],
    source: Span,
    cue: Span | None,
    sentences: Sequence[Span],
    *,
    inside: Sequence[int],
    own: Sequence[int],
) -> None:
    """Add a speech, its sentences as one that goes on; those `inside` it get it as `outer`, and it takes the place of `own`."""
    speech = Attribution(source=source, cue=cue, content=(sentences[0],), form=Form.DIRECT)
    if own:
        place = own[0]
        found[place] = speech
    else:
        found.append(speech)
        place = len(found) - 1
    places = [place]
    for sentence in sentences[1:]:
        found.append(Attribution(source=None, cue=None, content=(sentence,), form=Form.DIRECT, continues=place))
        places.append(len(found) - 1)
    for i in inside:
        if i != place and found[i].outer is None and i not in own:
            at = found[i].content[0][0]
            within = [p for p, (start, end) in zip(places, sentences, strict=True) if start <= at < end]
            found[i] = replace(found[i], outer=within[0] if within else place)


def _is_speaker(parsed: Parsed, label: re.Match[str]) -> bool:
    """Words that can only be a speaker: a name, an office, or capitals; no verb, no heading."""
    name = label["name"].strip()
    words = name.split()
    if not words or len(words) > 10 or words[0].lower().strip(".") in _NO_SPEAKERS | _PLACING:
        return False
    span = parsed.doc.char_span(*label.span("name"), alignment_mode="expand")
    if span is None or any(token.pos_ == "AUX" or token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in span):
        return False
    if name.isupper() and len(name) > 2:
        return True
    held = [m for m in parsed.mentions if m.span[0] < label.end("name") and label.start("name") < m.span[1]]
    if any(m.actor is not None for m in held) or office(name) is not None or office(words[-1]) is not None:
        return True
    return len(words) > 1 and all(w[:1].isupper() or w.lower() in _SMALL for w in words)


def _sentences(parsed: Parsed, piece: Span) -> list[Span]:
    """The sentences of a speech, each without the marks and spaces around it."""
    cuts = [
        _trimmed(parsed.text, max(a, piece[0]), min(b, piece[1]))
        for a, b in parsed.sentences
        if a < piece[1] and piece[0] < b
    ]
    return [cut for cut in cuts if cut[0] < cut[1]] or [piece]


def _asks(label: re.Match[str]) -> bool:
    """ "QUESTION:", "QUESTION (Ana Moya, Channel Six):" of a transcript."""
    return label["name"].strip() in ("QUESTION", "Q", "REPORTER", "JOURNALIST")


def _is_dateline(parsed: Parsed, label: re.Match[str]) -> bool:
    """A place in capitals that opens the text: "PUNE: The bank …"."""
    return not parsed.text[: label.start()].strip() and label["name"].isupper() and "\n" in parsed.text[label.end() :]


def _spoken_within(attribution: Attribution, piece: Span) -> bool:
    start, end = attribution.content[0][0], attribution.content[-1][1]
    return piece[0] <= start and end <= piece[1] + 1


def _answers(parsed: Parsed, found: Sequence[Attribution]) -> list[Attribution]:
    taken = [span for a in found for span in (*a.content, *filter(None, (a.source, a.cue)))]
    made = []
    for quote in parsed.quotes:
        if len(parsed.text[quote.start : quote.end].split()) < _LEAST_WORDS or any(
            _meet((quote.start, quote.end), t) for t in taken
        ):
            continue
        if not _stands_alone(parsed.text, quote.start, quote.end):
            continue
        who = _last_named(parsed, quote.start)
        if who is not None:
            content = _trimmed(parsed.text, quote.start, quote.end)
            made.append(Attribution(source=who.span, cue=None, content=(content,), form=Form.DIRECT))
    return made


def _stands_alone(text: str, start: int, end: int) -> bool:
    """It fills its paragraph, or what stands before it there is the question it answers."""
    first = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    line = text[first : stop if stop >= 0 else len(text)].strip()
    before, after = text[first:start].strip(), text[end : stop if stop >= 0 else len(text)].strip()
    return end - start >= _ALONE * len(line) or (before.endswith("?") and not after)


def _last_named(parsed: Parsed, offset: int) -> Mention | None:
    """The person last named before `offset` outside all quotations."""
    named = [
        m
        for m in parsed.mentions
        if m.span[1] <= offset and is_name(m) and not any(q.start <= m.span[0] < q.end for q in parsed.quotes)
    ]
    return named[-1] if named else None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
