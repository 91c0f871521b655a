"""Which attributions are statements: what somebody says, what he is said to want or think, and what neither is."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from tertius.coding.parsed import Attribution, Parsed, Span
from tertius.coding.statements import words
from tertius.coding.statements.drafts import cue_lemmas
from tertius.coding.statements.own import left_over, spans_of
from tertius.records import Form, Voice

__all__ = ["completed", "is_held", "is_said"]


def completed(parsed: Parsed, said: Sequence[tuple[Attribution, int | None]]) -> list[tuple[Attribution, int | None]]:
    """With the clause that stands before the words of saying, where only what comes behind them was found.

    "A patrol crossed the border, the ministry said, and withdrew": both clauses are the ministry's.
    """
    taken = [span for attribution, _ in said for span in spans_of(attribution)]
    return [(_with_clause_before(parsed, attribution, taken), index) for attribution, index in said]


def _with_clause_before(parsed: Parsed, attribution: Attribution, taken: Sequence[Span]) -> Attribution:
    cue = attribution.cue
    if cue is None or attribution.outer is not None or attribution.content[0][0] < cue[0]:
        return attribution
    words_of_saying = parsed.doc.char_span(*cue, alignment_mode="expand")
    sentence = parsed.doc.char_span(*parsed.sentence_of(cue[0]), alignment_mode="expand")
    if words_of_saying is None or sentence is None:
        return attribution
    for piece in left_over(sentence, taken):
        top = next((t for t in piece if t.dep_ == "ccomp" and t.head in words_of_saying and t.pos_ == "VERB"), None)
        if top is not None and piece.end_char <= cue[0]:
            inside = [t.i for t in top.subtree if piece.start <= t.i < piece.end]
            first, last = parsed.doc[min(inside)], parsed.doc[max(inside)]
            before = (first.idx, last.idx + len(last))
            return dataclasses.replace(attribution, content=(before, *attribution.content))
    return attribution


def is_said(parsed: Parsed, attribution: Attribution) -> bool:
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


def is_held(parsed: Parsed, attribution: Attribution) -> bool:
    """What the text says that somebody wants, fears, thinks or does in words ("Iran fears that …", "blames X")."""
    if attribution.cue is None or attribution.source is None or attribution.outer is not None:
        return False
    return _reports_speech(parsed, attribution)


_POINTING = frozenset({"it", "this", "that", "him", "her", "them", "you", "so"})


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
    """Not so: "should say little", "is expected to vote", "plans to vote", "recalled its ambassador", "have disputed the border"."""
    if attribution.form != Form.INDIRECT or attribution.cue is None:
        return True
    if attribution.voice == Voice.AUTHOR and parsed.text[slice(*attribution.content[0])].lower() in _POINTING:
        return False  # "we believe him": the sentence is what the author says
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
    if verb.lemma_ in ("plan", "intend") and parsed.text[attribution.content[0][0] :].startswith("to "):
        return False  # what somebody is to do, and not what he says
    bare = verb.lemma_ in ("recall", "dispute", "promise", "find", "judge", "rule", "publish") and not _has_verb(
        parsed, attribution
    )
    if verb.lemma_ == "promise" and not _has_clause(parsed, attribution):
        return False  # "promised them land and cheated them of it"
    pointed = parsed.text[slice(*attribution.content[0])].lower() in ("that", "this", "it") and verb.lemma_ == "dispute"
    return not (bare and not pointed and not cue_lemmas(parsed, attribution.content[0]) & words.CLAIMS)


_NOTHING = frozenset("no nothing more little else further at all".split())
_ASKING = ("who", "what", "whom", "whose", "which", "when", "where", "why", "how", "whether", "if")


def _keeps_silent(parsed: Parsed, verb: Any, attribution: Attribution) -> bool:
    """ "Did not say who will pay", "declined to say whether", "asked whether", "said no more": nothing is said."""
    if set(parsed.text[slice(*attribution.content[0])].lower().split()) <= _NOTHING:
        return True
    first, *_ = attribution.content
    if not re.sub(r"^to \w+ ", "", parsed.text[first[0] : first[1]].lower()).startswith(_ASKING):
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
