"""Every statement of a document: what its voices say, and what its author asserts with nobody else behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from tertius.coding.parsed import Attribution, Mention, Parsed, Span
from tertius.coding.speakers import relay_chain
from tertius.coding.statements import words
from tertius.coding.statements.accused import accused_in
from tertius.coding.statements.causes import causal_of
from tertius.coding.statements.drafts import Content, Draft, contents_of
from tertius.coding.statements.kinds import future_verb, hedge_of, kinds_of, polarity_of
from tertius.coding.statements.own import author_sentences
from tertius.coding.statements.reading import read_contents
from tertius.coding.statements.said import completed, is_held, is_said
from tertius.records import (
    Actor,
    ActorKind,
    Causal,
    Event,
    EventStatus,
    EventType,
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

    What the text says that somebody wants, fears or thinks is a statement of his, beside that of whoever tells it;
    `ascribed` asks for his plans and acts of agreement as well ("plans to", "is set to"). Where `parsed` is read in the fast mode, the rules
    alone say of which kinds a statement is.
    """
    drafts: list[Draft] = []
    causal: Causal | None = None
    for attribution, index in _in_order(parsed, ascribed=ascribed):
        draft = _draft(parsed, attribution, index, events, causal)
        if draft is not None:
            drafts.append(draft)
            causal = draft.statement.causal or causal
    return _with_doubtful_speakers(drafts)


def _in_order(parsed: Parsed, *, ascribed: bool) -> list[tuple[Attribution, int | None]]:
    said: list[tuple[Attribution, int | None]] = [
        (a, index)
        for index, a in enumerate(parsed.attributions)
        if a.content and ((ascribed and a.outer is None) or is_said(parsed, a))
    ]
    said = completed(parsed, said)
    own: list[tuple[Attribution, int | None]] = [(a, None) for a in author_sentences(parsed, [a for a, _ in said])]
    known = {index for _, index in said}
    held: list[tuple[Attribution, int | None]] = [
        (a, index)
        for index, a in enumerate(parsed.attributions)
        if a.content and index not in known and is_held(parsed, a)
    ]
    return sorted(said + own + held, key=lambda item: (item[0].content[0][0], item[1] is None))


def _draft(
    parsed: Parsed, attribution: Attribution, index: int | None, events: Sequence[Event], before: Causal | None
) -> Draft | None:
    contents = contents_of(parsed, attribution.content, attribution.cue)
    if not contents or (_is_bare(contents) and not contents[0].cues & words.DENYING):
        return None
    if not parsed.fast:
        contents = read_contents(parsed, contents, attribution.cue)
    document = parsed.document
    mentions = tuple(m for m in parsed.mentions if any(s <= m.span[0] < e for s, e in attribution.content))
    speaker, voice = attribution.speaker or Speaker(name="not named"), attribution.voice or Voice.ANONYMOUS
    indirect = attribution.form != Form.DIRECT and attribution.cue is not None
    contents = tuple(
        dataclasses.replace(one, kinds=_kinds(parsed, one, speaker, voice, events, before, indirect=indirect))
        for one in contents
    )
    kinds = tuple(kind for kind in Kind if any(kind in content.kinds for content in contents))
    if Kind.THREAT in kinds:
        kinds = tuple(kind for kind in kinds if kind != Kind.CAUSAL)  # announced, not foreseen
    causes = (causal_of(content, before) for content in contents if Kind.CAUSAL in kinds)
    causal = next(filter(None, causes), None)
    blamed = _blamed_for(events, attribution, speaker, voice)
    if blamed:
        kinds = tuple(kind for kind in Kind if kind in kinds or kind == Kind.ACCUSATION)
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
        accused=(accused_in(parsed, contents, attribution.cue) or blamed) if Kind.ACCUSATION in kinds else (),
        causal=causal,
        said=document.published,
        constructed=document.constructed,
    )
    return Draft(statement=statement, contents=contents, parsed=parsed, mentions=mentions, attribution=attribution)


def _is_bare(contents: Sequence[Content]) -> bool:
    """Nothing but a pronoun: "he would say that"."""
    return all(token.pos_ in ("PRON", "DET", "PUNCT") for content in contents for token in content.tokens)


def _kinds(
    parsed: Parsed,
    content: Content,
    speaker: Speaker,
    voice: Voice,
    events: Sequence[Event],
    before: Causal | None,
    *,
    indirect: bool,
) -> tuple[Kind, ...]:
    return kinds_of(
        content,
        has_event=any(_within(passage, [content.span]) for event in events for passage in event.passages),
        is_causal=causal_of(content, before) is not None,
        own_side=_own_side(parsed, content, speaker, indirect=indirect),
        indirect=indirect,
        told_by_author=voice in (Voice.AUTHOR, Voice.EYEWITNESS),
        role=f"{speaker.role or ''} {speaker.described or ''}",
        year=parsed.document.published.end.year if parsed.document.published else None,
    )


_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE})
_DONE = frozenset({EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.CLAIMED})


def _blamed_for(events: Sequence[Event], attribution: Attribution, speaker: Speaker, voice: Voice) -> tuple[Actor, ...]:
    """Whom the content charges with violence or coercion against the speaker's own side, or against nobody named."""
    side = speaker.actor.state if speaker.actor else None
    if voice in (Voice.AUTHOR, Voice.MEDIA, Voice.EYEWITNESS) or side is None:
        return ()
    return tuple(
        event.source
        for event in events
        if event.type in _DEEDS
        and event.status in _DONE
        and event.source is not None
        and event.source.state not in (None, side)
        and (event.target is None or event.target.state in (None, side))
        and any(_within(passage, attribution.content) for passage in event.passages)
    )


def _within(passage: Passage, content: Iterable[Span]) -> bool:
    """An event's passage is a sentence or part of one: it counts where it shares words with the content."""
    return any(passage.start < end and start < passage.end for start, end in content)


def _own_side(parsed: Parsed, content: Content, speaker: Speaker, *, indirect: bool) -> bool:
    """The future act is the speaker's own or his side's: "we will", or a state's minister on that state."""
    verb = future_verb(content, indirect=indirect)
    if verb is None or verb.lemma_ in words.FORESEEING:
        return False
    subject = next((c for c in (*verb.children, *verb.head.children) if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    if subject.lower_ in ("we", "i"):
        return True
    if indirect and subject.lower_ in ("it", "they", "he", "she") and subject.i <= content.tokens[0].i + 1:
        # "The federation said that it will block the road"; but "he said that it could lead to war"
        promised = any(c.tag_ == "MD" and c.lower_ in ("will", "would", "shall", "’ll", "'ll") for c in verb.children)
        return promised and (subject.lower_ != "it" or not _is_person(speaker))
    if subject.pos_ in ("NOUN", "PROPN") and _is_of(speaker, subject):
        return True
    side = speaker.actor.state if speaker.actor else None
    actor = next((m.actor for m in parsed.mentions if m.span[0] <= subject.idx < m.span[1] and m.actor), None)
    return side is not None and actor is not None and actor.state == side


def _is_of(speaker: Speaker, subject: Any) -> bool:
    """The subject is the speaker by name, or the body that he is said to be of: "the ministry" for its spokesman."""
    words = [t.lower_ for t in subject.doc[subject.left_edge.i : subject.i + 1] if t.is_alpha and not t.is_stop]
    known = f" {speaker.name} {speaker.role or ''} {speaker.described or ''} ".lower()
    if not words or len(words[-1]) <= _SHORT:
        return False
    # "the harbour ministry ..., the ministry's spokeswoman said"
    named_before = f" the {words[-1]}'s " in known.replace("’", "'")
    return named_before or " ".join(words) in known


_SHORT = 2  # letters of a word that names nobody


def _is_person(speaker: Speaker) -> bool:
    return speaker.actor is not None and speaker.actor.kind == ActorKind.PERSON


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
