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
from tertius.coding.statements.authors import author_at
from tertius.coding.statements.causes import causal_of
from tertius.coding.statements.drafts import Content, Draft, contents_of, cue_lemmas
from tertius.coding.statements.kinds import future_verb, hedge_of, kinds_of, polarity_of
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
    `ascribed` asks for his plans and acts of agreement as well ("plans to", "is set to").
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
        if a.content and ((ascribed and a.outer is None) or _is_said(parsed, a))
    ]
    said = _completed(parsed, said)
    own: list[tuple[Attribution, int | None]] = [(a, None) for a in _author_sentences(parsed, [a for a, _ in said])]
    known = {index for _, index in said}
    held: list[tuple[Attribution, int | None]] = [
        (a, index)
        for index, a in enumerate(parsed.attributions)
        if a.content and index not in known and _is_held(parsed, a)
    ]
    return sorted(said + own + held, key=lambda item: (item[0].content[0][0], item[1] is None))


def _completed(parsed: Parsed, said: Sequence[tuple[Attribution, int | None]]) -> list[tuple[Attribution, int | None]]:
    """With the clause that stands before the words of saying, where only what comes behind them was found.

    "A patrol crossed the border, the ministry said, and withdrew": both clauses are the ministry's.
    """
    taken = [span for attribution, _ in said for span in _spans_of(attribution)]
    return [(_with_clause_before(parsed, attribution, taken), index) for attribution, index in said]


def _with_clause_before(parsed: Parsed, attribution: Attribution, taken: Sequence[Span]) -> Attribution:
    cue = attribution.cue
    if cue is None or attribution.outer is not None or attribution.content[0][0] < cue[0]:
        return attribution
    words_of_saying = parsed.doc.char_span(*cue, alignment_mode="expand")
    sentence = parsed.doc.char_span(*parsed.sentence_of(cue[0]), alignment_mode="expand")
    if words_of_saying is None or sentence is None:
        return attribution
    for piece in _left_over(sentence, taken):
        top = next((t for t in piece if t.dep_ == "ccomp" and t.head in words_of_saying and t.pos_ == "VERB"), None)
        if top is not None and piece.end_char <= cue[0]:
            inside = [t.i for t in top.subtree if piece.start <= t.i < piece.end]
            first, last = parsed.doc[min(inside)], parsed.doc[max(inside)]
            before = (first.idx, last.idx + len(last))
            return dataclasses.replace(attribution, content=(before, *attribution.content))
    return attribution


def _is_said(parsed: Parsed, attribution: Attribution) -> bool:
    if attribution.source is None and attribution.continues is None and not _has_verb(parsed, attribution):
        return False  # "the exercise is called X": a name, which nobody states
    if attribution.cue is not None and attribution.outer is None and not _reports_speech(parsed, attribution):
        return False
    if attribution.source is None and cue_lemmas(parsed, attribution.cue) & words.RUMOURED:
        return True
    if attribution.cue is None or (attribution.form != Form.INDIRECT and attribution.outer is None):
        return True
    if attribution.outer is None and attribution.source and _wants_of_another(parsed, attribution.cue):
        first, *_ = parsed.text[slice(*attribution.source)].lower().split()
        return first not in ("some", "many", "most", "few", "others", "people")  # of whom it tells what they feel
    saying = words.SAYING if attribution.outer is None else words.SAYING - words.MIND
    return bool(cue_lemmas(parsed, attribution.cue) & saying)


def _is_held(parsed: Parsed, attribution: Attribution) -> bool:
    """What the text says that somebody wants, fears or thinks ("Iran fears that …"), as a clause or a thing felt."""
    if attribution.cue is None or attribution.source is None or attribution.outer is not None:
        return False
    cues = cue_lemmas(parsed, attribution.cue)
    felt = cues & words.FELT or (cues & words.HOLDING and _has_verb(parsed, attribution))
    return bool(felt) and _reports_speech(parsed, attribution)


def _wants_of_another(parsed: Parsed, cue: Span) -> bool:
    """ "Wants Halden to pay", "would like the ministry to talk": a demand. "Wanted" tells what somebody felt once."""
    span = parsed.doc.char_span(*cue, alignment_mode="expand")
    if span is None:
        return False
    verb = span.root
    helped = [child.lower_ for child in verb.children if child.dep_ in ("aux", "neg")]
    wants = verb.lemma_ == "want" and verb.tag_ in ("VBP", "VBZ") and not helped
    if not wants and not (verb.lemma_ == "like" and helped == ["would"]):
        return False
    asked = (child for child in verb.children if child.dep_ == "ccomp" and child.tag_ == "VB" and child.i > verb.i)
    return any(
        any(c.dep_ == "nsubj" for c in one.children) and any(c.dep_ == "aux" and c.lower_ == "to" for c in one.children)
        for one in asked
    )


def _reports_speech(parsed: Parsed, attribution: Attribution) -> bool:
    """Not so: "should say little", "is expected to vote", "recalled its ambassador", "have disputed the border"."""
    if attribution.form != Form.INDIRECT or attribution.cue is None:
        return True
    span = parsed.doc.char_span(*attribution.cue, alignment_mode="expand")
    if span is None:
        return True
    verb = span.root
    ahead = parsed.text[attribution.cue[0] :].startswith(("is to ", "are to ", "was to ", "were to "))
    if ahead or _keeps_silent(parsed, verb, attribution):
        return False  # "is to publish": nothing is said yet
    if any(child.tag_ == "MD" and child.lower_ in words.OBLIGATION for child in verb.children):
        return False
    if attribution.source is None and verb.lemma_ in words.FORESEEING:
        return False
    bare = verb.lemma_ in ("recall", "dispute", "promise", "find", "judge", "rule", "publish") and not _has_verb(
        parsed, attribution
    )
    if verb.lemma_ == "promise" and not _has_clause(parsed, attribution):
        return False  # "promised them land and cheated them of it"
    pointed = parsed.text[slice(*attribution.content[0])].lower() in ("that", "this", "it") and verb.lemma_ == "dispute"
    return not (bare and not pointed and not cue_lemmas(parsed, attribution.content[0]) & words.CLAIMS)


_ASKING = ("who", "what", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if")


def _keeps_silent(parsed: Parsed, verb: Any, attribution: Attribution) -> bool:
    """ "Did not say who will pay", "declined to say whether", "asked whether": nothing is said."""
    if not parsed.text[attribution.content[0][0] :].lower().startswith(_ASKING):
        return False
    not_said = any(child.dep_ == "neg" for child in verb.children)
    return (
        not_said or verb.head.lemma_ in ("decline", "refuse") or verb.lemma_ in ("decline", "refuse", "ask", "wonder")
    )


def _has_clause(parsed: Parsed, attribution: Attribution) -> bool:
    """ "To …", "that …", or a future: what is promised is an act."""
    text = f" {parsed.text[slice(*attribution.content[0])].lower()} "
    return any(word in text for word in (" to ", " that ", " would ", " will ", "'ll ", "’ll "))


def _has_verb(parsed: Parsed, attribution: Attribution) -> bool:
    pieces = (parsed.doc.char_span(*span, alignment_mode="expand") for span in attribution.content)
    return any(token.pos_ in ("VERB", "AUX") for piece in pieces if piece is not None for token in piece)


def _author_sentences(parsed: Parsed, said: Sequence[Attribution]) -> Iterator[Attribution]:
    """What stands outside all statements of others and says something: sentences, or clauses that others leave."""
    taken = [span for attribution in said for span in _spans_of(attribution)]
    taken += [(quote.start, quote.end) for quote in parsed.quotes if quote.end - quote.start > 40]
    seen_to = 0  # where what the author saw with his own eyes ends: the sentence behind it goes on with it
    for start, end in parsed.sentences:
        sentence = parsed.doc.char_span(start, end, alignment_mode="expand")
        if sentence is None:
            continue
        if not any(s < end and start < e for s, e in taken):
            pieces = [sentence] if _asserts(sentence) else []
        else:
            pieces = [piece for piece in _left_over(sentence, taken) if _asserts_alone(piece)]
        for piece in pieces:
            text = parsed.text[piece.start_char : piece.end_char]
            speaker, voice = author_at(parsed, piece.start_char)
            goes_on = seen_to == piece.start_char or not parsed.text[seen_to : piece.start_char].strip(" ")
            saw = _tells_what_he_saw(piece) or (seen_to > 0 and goes_on and _is_told(piece))
            seen_to = piece.end_char if _tells_what_he_saw(piece) else 0
            stop = piece.start_char + len(text.rstrip())
            yield Attribution(
                source=None,
                cue=None,
                content=((piece.start_char, stop),),
                form=Form.DIRECT,
                speaker=speaker,
                voice=Voice.EYEWITNESS if saw and voice == Voice.AUTHOR else voice,
            )


_SELF = frozenset({"author", "reporter", "correspondent", "writer"})


def _tells_what_he_saw(piece: Any) -> bool:
    """ "I counted", "we toured the depot", "this reporter watched": the author was there."""
    for verb in piece:
        if verb.lemma_ not in words.SEEING or verb.tag_ not in ("VBD", "VBN") or verb.pos_ != "VERB":
            continue
        link = verb.head if verb.dep_ == "conj" else verb
        for child in (*verb.children, *link.children):
            this = any(grandchild.lower_ == "this" for grandchild in child.children)
            if child.dep_ == "nsubj" and (child.lower_ in ("i", "we") or (child.lemma_ in _SELF and this)):
                return True
    return False


def _is_told(piece: Any) -> bool:
    """Told of what happened, by nobody who could have told him."""
    return bool(piece.root.tag_ == "VBD")


_EDGES = frozenset({",", ";", ":", "–", "—", "-", "and", "but", "while", "after", "before", "though", "although", "as"})
_SHORTEST = 4  # words of a clause that is left over


def _left_over(sentence: Any, taken: Sequence[Span]) -> Iterator[Any]:
    """Runs of the sentence that no statement of others touches, without conjunctions and marks at their edges."""
    run: list[Any] = []
    for token in (*sentence, None):
        free = token is not None and not any(s < token.idx + len(token) and token.idx < e for s, e in taken)
        if free:
            run.append(token)
            continue
        while run and (run[0].lower_ in _EDGES or run[0].is_punct or run[0].is_space):
            run.pop(0)
        while run and (run[-1].lower_ in _EDGES or run[-1].is_punct or run[-1].is_space):
            run.pop()
        if len(run) >= _SHORTEST:
            yield sentence.doc[run[0].i : run[-1].i + 1]
        run = []


def _asserts_alone(piece: Any) -> bool:
    """A main clause of its own: its verb governs the sentence or is joined to what does, and has its subject here."""
    for token in piece:
        if token.dep_ not in ("ROOT", "conj") or token.pos_ not in ("VERB", "AUX"):
            continue
        inside = [child for child in token.children if piece.start <= child.i < piece.end]
        finite = token.tag_ in ("VBD", "VBP", "VBZ") or any(
            child.tag_ in ("VBD", "VBP", "VBZ", "MD") for child in inside
        )
        if finite and any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in inside):
            return True
    return False


def _asserts(sentence: Any) -> bool:
    if sentence.text.rstrip().endswith("?"):
        return False
    finite = any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in sentence)
    subject = any(token.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for token in sentence)
    return (finite and subject) or _is_imperative(sentence)


def _is_imperative(sentence: Any) -> bool:
    """ "Let both sides publish", "Please correct it": a demand of the author's."""
    first = next((token for token in sentence if token.is_alpha and token.lower_ != "please"), None)
    return first is not None and first.tag_ == "VB" and first == sentence.root and len(sentence) >= _SHORTEST - 1


def _spans_of(attribution: Attribution) -> Iterable[Span]:
    source = attribution.source if attribution.cue else None  # without a cue the source may stand anywhere
    return [span for span in (source, attribution.cue, *attribution.content) if span]


def _draft(
    parsed: Parsed, attribution: Attribution, index: int | None, events: Sequence[Event], before: Causal | None
) -> Draft | None:
    contents = contents_of(parsed, attribution.content, attribution.cue)
    if not contents or (_is_bare(contents) and not contents[0].cues & words.DENYING):
        return None
    document = parsed.document
    mentions = tuple(m for m in parsed.mentions if any(s <= m.span[0] < e for s, e in attribution.content))
    speaker, voice = attribution.speaker or Speaker(name="not named"), attribution.voice or Voice.ANONYMOUS
    indirect = attribution.form != Form.DIRECT and attribution.cue is not None
    causal = next(filter(None, (causal_of(content, before) for content in contents)), None)
    kinds = _kinds(parsed, contents, speaker, voice, events, indirect=indirect, is_causal=causal is not None)
    if Kind.THREAT in kinds and causal is not None:
        causal, kinds = None, tuple(kind for kind in kinds if kind != Kind.CAUSAL)  # announced, not foreseen
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
    contents: Sequence[Content],
    speaker: Speaker,
    voice: Voice,
    events: Sequence[Event],
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
            has_event=any(_within(passage, [content.span]) for event in events for passage in event.passages),
            is_causal=is_causal,
            own_side=_own_side(parsed, content, speaker, indirect=indirect),
            indirect=indirect,
            told_by_author=voice in (Voice.AUTHOR, Voice.EYEWITNESS),
            role=f"{speaker.role or ''} {speaker.described or ''}",
        )
    }
    return tuple(kind for kind in Kind if kind in found)


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
    side = speaker.actor.state if speaker.actor else None
    actor = next((m.actor for m in parsed.mentions if m.span[0] <= subject.idx < m.span[1] and m.actor), None)
    return side is not None and actor is not None and actor.state == side


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
