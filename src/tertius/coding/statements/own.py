"""What a document's author asserts with nobody else behind it: sentences, or clauses that others' words leave over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tertius.coding.parsed import Attribution, Parsed, Span
from tertius.coding.statements import words
from tertius.coding.statements.authors import author_at
from tertius.records import Form, Voice

__all__ = ["author_sentences", "left_over", "spans_of"]


def author_sentences(parsed: Parsed, said: Sequence[Attribution]) -> Iterator[Attribution]:
    """What stands outside all statements of others and says something: sentences, or clauses that others leave."""
    taken = [span for attribution in said for span in spans_of(attribution)]
    taken += [(quote.start, quote.end) for quote in parsed.quotes if quote.end - quote.start > 40]
    seen_to = 0  # where what the author saw with his own eyes ends: the sentence behind it goes on with it
    for start, end in parsed.sentences:
        sentence = parsed.doc.char_span(start, end, alignment_mode="expand")
        if sentence is None:
            continue
        if not any(s < end and start < e for s, e in taken):
            pieces = [sentence] if _asserts(sentence) else []
        else:
            pieces = [piece for piece in left_over(sentence, taken) if _asserts_alone(piece)]
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
        if verb.lemma_ not in words.SEEING or verb.pos_ != "VERB":
            continue
        if verb.tag_ not in ("VBD", "VBN") and not any(c.dep_ == "aux" and c.lower_ == "could" for c in verb.children):
            continue
        link = verb.head if verb.dep_ == "conj" else verb
        for child in (*verb.children, *link.children):
            this = any(grandchild.lower_ == "this" for grandchild in child.children)
            if child.dep_ in ("nsubj", "nsubjpass") and (
                child.lower_ in ("i", "we") or (child.lemma_ in _SELF and this)
            ):
                return True
    return False


def _is_told(piece: Any) -> bool:
    """Told of what happened, by nobody who could have told him."""
    helped = any(child.dep_ == "aux" and child.lower_ in ("had", "could") for child in piece.root.children)
    return bool(piece.root.tag_ == "VBD" or helped)


_EDGES = frozenset({",", ";", ":", "–", "—", "-", "and", "but", "while", "after", "before", "though", "although", "as"})
_SHORTEST = 4  # words of a clause that is left over


def left_over(sentence: Any, taken: Sequence[Span]) -> Iterator[Any]:
    """Runs of the sentence that no statement of others touches, without conjunctions and marks at their edges."""
    near = [(s, e) for s, e in taken if s < sentence.end_char and sentence.start_char < e]
    run: list[Any] = []
    for token in (*sentence, None):
        free = token is not None and not any(s < token.idx + len(token) and token.idx < e for s, e in near)
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


def spans_of(attribution: Attribution) -> Iterable[Span]:
    source = attribution.source if attribution.cue else None  # without a cue the source may stand anywhere
    return [span for span in (source, attribution.cue, *attribution.content) if span]
