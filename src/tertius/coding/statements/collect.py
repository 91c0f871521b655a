"""Every statement of a document: what its voices say, and what its author asserts with nobody else behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from tertius.coding.parsed import Attribution, Mention, Parsed, Span
from tertius.coding.speakers import relay_chain
from tertius.coding.statements import words
from tertius.coding.statements.accused import accused_in
from tertius.coding.statements.causes import causal_of
from tertius.coding.statements.drafts import Content, Draft, contents_of, cue_lemmas
from tertius.coding.statements.kinds import future_verb, hedge_of, kinds_of, polarity_of
from tertius.records import (
    Actor,
    Causal,
    Event,
    Form,
    Kind,
    Passage,
    Speaker,
    Statement,
    Voice,
    content_id,
)

__all__ = ["find_statements"]


def find_statements(parsed: Parsed, events: Sequence[Event], *, ascribed: bool = False) -> list[Draft]:
    """Statements in the order of the text. `parsed` has its mentions and its attributions with speakers.

    An attitude that the text ascribes to somebody ("Iran fears that …") is no statement of his: it stays
    with whoever writes or says it, unless `ascribed` asks for those of the author as well.
    """
    spans = [passage for event in events for passage in event.passages]
    drafts: list[Draft] = []
    causal: Causal | None = None
    for attribution, index in _in_order(parsed, ascribed=ascribed):
        draft = _draft(parsed, attribution, index, spans, causal)
        if draft is not None:
            drafts.append(draft)
            causal = draft.statement.causal or causal
    return _with_doubtful_speakers(drafts)


def _in_order(parsed: Parsed, *, ascribed: bool) -> list[tuple[Attribution, int | None]]:
    said: list[tuple[Attribution, int | None]] = [
        (a, index)
        for index, a in enumerate(parsed.attributions)
        if a.content and ((ascribed and a.outer is None) or _is_said(parsed, a))
    ]
    own: list[tuple[Attribution, int | None]] = [(a, None) for a in _author_sentences(parsed, [a for a, _ in said])]
    return sorted(said + own, key=lambda item: (item[0].content[0][0], item[1] is None))


def _is_said(parsed: Parsed, attribution: Attribution) -> bool:
    if attribution.source is None and attribution.continues is None and not _has_verb(parsed, attribution):
        return False  # "the exercise is called X": a name, which nobody states
    if attribution.cue is None or (attribution.form != Form.INDIRECT and attribution.outer is None):
        return True
    saying = words.SAYING if attribution.outer is None else words.SAYING - words.MIND
    return bool(cue_lemmas(parsed, attribution.cue) & saying)


def _has_verb(parsed: Parsed, attribution: Attribution) -> bool:
    pieces = (parsed.doc.char_span(*span, alignment_mode="expand") for span in attribution.content)
    return any(token.pos_ in ("VERB", "AUX") for piece in pieces if piece is not None for token in piece)


def _author_sentences(parsed: Parsed, said: Sequence[Attribution]) -> Iterator[Attribution]:
    """Sentences outside all statements of others that say something: with a subject and a finite verb."""
    taken = [span for attribution in said for span in _spans_of(attribution)]
    taken += [(quote.start, quote.end) for quote in parsed.quotes if quote.end - quote.start > 40]
    for start, end in parsed.sentences:
        if any(s < end and start < e for s, e in taken):
            continue
        sentence = parsed.doc.char_span(start, end, alignment_mode="expand")
        if sentence is not None and _asserts(sentence):
            text = parsed.text[start:end]
            stop = start + len(text.rstrip())
            yield Attribution(
                source=None,
                cue=None,
                content=((start, stop),),
                form=Form.DIRECT,
                speaker=_author(parsed),
                voice=Voice.AUTHOR,
            )


def _asserts(sentence: Any) -> bool:
    finite = any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in sentence)
    subject = any(token.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for token in sentence)
    return finite and subject and not sentence.text.rstrip().endswith("?")


def _spans_of(attribution: Attribution) -> Iterable[Span]:
    return [span for span in (attribution.source, attribution.cue, *attribution.content) if span]


def _author(parsed: Parsed) -> Speaker:
    """Whoever signs the document, else who publishes it."""
    document = parsed.document
    return Speaker(name=document.byline or document.publisher or "the author", role="author of the document")


def _draft(
    parsed: Parsed, attribution: Attribution, index: int | None, events: Sequence[Passage], before: Causal | None
) -> Draft | None:
    contents = contents_of(parsed, attribution.content, attribution.cue)
    if not contents:
        return None
    document = parsed.document
    mentions = tuple(m for m in parsed.mentions if any(s <= m.span[0] < e for s, e in attribution.content))
    speaker, voice = attribution.speaker or Speaker(name="not named"), attribution.voice or Voice.ANONYMOUS
    indirect = attribution.form != Form.DIRECT and attribution.cue is not None
    causal = next(filter(None, (causal_of(content, before) for content in contents)), None)
    kinds = _kinds(parsed, contents, speaker, events, indirect=indirect, is_causal=causal is not None)
    passages = tuple(p for p in (Passage.of(document, *span) for span in attribution.content) if p.text)
    statement = Statement(
        id=content_id("st", document.id, *(f"{p.start}-{p.end}" for p in passages), speaker.name, voice),
        speaker=speaker,
        voice=voice,
        relay=relay_chain(parsed, index) if index is not None else (),
        cue=Passage.of(document, *attribution.cue) if attribution.cue else None,
        form=attribution.form,
        kinds=kinds,
        polarity=polarity_of(contents[0]),
        hedge=next(filter(None, map(hedge_of, contents)), None),
        passages=passages,
        about=_about(mentions),
        accused=accused_in(parsed, contents, attribution.cue) if Kind.ACCUSATION in kinds else (),
        causal=causal,
        said=document.published,
        constructed=document.constructed,
    )
    return Draft(statement=statement, contents=contents, parsed=parsed, mentions=mentions, attribution=attribution)


def _kinds(
    parsed: Parsed,
    contents: Sequence[Content],
    speaker: Speaker,
    events: Sequence[Passage],
    *,
    indirect: bool,
    is_causal: bool,
) -> tuple[Kind, ...]:
    """The kinds of all its sentences together."""
    found = {
        kind
        for content in contents
        for kind in kinds_of(
            content,
            has_event=any(_within(passage, [content.span]) for passage in events),
            is_causal=is_causal,
            own_side=_own_side(parsed, content, speaker, indirect=indirect),
            indirect=indirect,
        )
    }
    return tuple(kind for kind in Kind if kind in found)


def _within(passage: Passage, content: Iterable[Span]) -> bool:
    """An event's passage is a sentence or part of one: it counts where it shares words with the content."""
    return any(passage.start < end and start < passage.end for start, end in content)


def _own_side(parsed: Parsed, content: Content, speaker: Speaker, *, indirect: bool) -> bool:
    """The future act is the speaker's own or his side's: "we will", or a state's minister on that state."""
    verb = future_verb(content, indirect=indirect)
    if verb is None:
        return False
    subject = next((c for c in (*verb.children, *verb.head.children) if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    if subject.lower_ in ("we", "i"):
        return True
    side = speaker.actor.state if speaker.actor else None
    actor = next((m.actor for m in parsed.mentions if m.span[0] <= subject.idx < m.span[1] and m.actor), None)
    return side is not None and actor is not None and actor.state == side


def _about(mentions: Iterable[Mention]) -> tuple[Actor, ...]:
    found: dict[tuple[str | None, str], Actor] = {}
    for mention in mentions:
        if mention.actor is not None:
            found.setdefault((mention.actor.code, mention.actor.name), mention.actor)
    return tuple(found.values())


def _with_doubtful_speakers(drafts: list[Draft]) -> list[Draft]:
    """Nameless sources of one document that are described alike may be one: each says so, none is merged."""
    nameless = [d for d in drafts if d.statement.voice == Voice.ANONYMOUS and d.statement.speaker.described]
    out = []
    for draft in drafts:
        like = [other.statement.id for other in nameless if _alike(draft, other)] if draft in nameless else []
        if like:
            statement = msgspec.structs.replace(draft.statement, may_be_same_speaker=tuple(dict.fromkeys(like)))
            draft = dataclasses.replace(draft, statement=statement)  # noqa: PLW2901
        out.append(draft)
    return out


def _alike(one: Draft, other: Draft) -> bool:
    if one is other or one.attribution.entity == other.attribution.entity:
        return False
    mine, theirs = (
        {word.lower() for word in (draft.statement.speaker.described or "").split()}
        - {"a", "an", "the", "one", "another"}
        for draft in (one, other)
    )
    return bool(mine & theirs)
