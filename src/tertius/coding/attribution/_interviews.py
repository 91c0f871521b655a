"""The answers of an interview that is set out by its layout: "Q:" and "A:", or questions and answers in turn.

The interviewee is the person whom the lines before the first question name first, save who wrote it. Questions stay the author's.
"""

from __future__ import annotations

import re

from tertius.coding.attribution._phrases import is_name
from tertius.coding.parsed import Parsed, Span

__all__ = ["answers"]

_QUESTION = re.compile(r"(?:\*\*)?(?:Q|Question)(?:\*\*)?[ \t]*[:.–—-][ \t]*(?:\*\*)?")
_ANSWER = re.compile(r"(?:\*\*)?(?:A|Answer)(?:\*\*)?[ \t]*[:.–—-][ \t]*(?:\*\*)?")
_TURNS = 3  # questions that an unlabelled interview must have
_ASKING = 0.6  # share of its questions that end with a question mark
_LONGEST_QUESTION = 45  # words
_RHETORICAL = 0.2  # share of its answers that may end with one too
_ADDRESSED = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|we|my|our)\b", re.IGNORECASE)


def answers(parsed: Parsed) -> tuple[Span, list[Span]] | None:
    """The name of who is interviewed, and the answers; None where the text is no interview."""
    paragraphs = [m.span() for m in re.finditer(r"\S[^\n]*", parsed.text)]
    found = _labelled(parsed.text, paragraphs) or _in_turn(parsed.text, paragraphs)
    if found is None:
        return None
    first, pieces = found
    who = _interviewee(parsed, first)
    return None if who is None else (who, pieces)


def _labelled(text: str, paragraphs: list[Span]) -> tuple[int, list[Span]] | None:
    asked = [start for start, end in paragraphs if _QUESTION.match(text, start, end)]
    replies: list[Span] = []
    replying = False
    for start, end in paragraphs:
        if label := _ANSWER.match(text, start, end):
            replies.append((label.end(), end))
            replying = True
        elif _QUESTION.match(text, start, end):
            replying = False
        elif replying:  # an answer of several paragraphs
            replies.append((start, end))
    return (asked[0], replies) if len(asked) > 1 and len(replies) > 1 else None


def _in_turn(text: str, paragraphs: list[Span]) -> tuple[int, list[Span]] | None:
    """From the paragraph before the first answer on, questions and answers stand in turn."""
    asks = [_is_question(text[start:end]) for start, end in paragraphs]
    for first in range(1, min(len(paragraphs), 6)):
        questions, replies = range(first, len(paragraphs), 2), range(first + 1, len(paragraphs), 2)
        if len(questions) < _TURNS or len(replies) < _TURNS:
            return None
        short = all(len(text[slice(*paragraphs[n])].split()) <= _LONGEST_QUESTION for n in questions)
        asking = sum(asks[n] for n in questions) / len(questions)
        answering = [text[slice(*paragraphs[n])].rstrip(' *_”"').endswith("?") for n in replies]
        if short and asking >= _ASKING and sum(answering) <= _RHETORICAL * len(answering):
            return paragraphs[first][0], [paragraphs[n] for n in replies]
    return None


def _is_question(paragraph: str) -> bool:
    """It ends with a question mark, or speaks to somebody and not of the speaker: "In 2015 you foresaw a war"."""
    asked = paragraph.rstrip(' *_”"').endswith("?")
    return asked or bool(_ADDRESSED.search(paragraph) and not _OWN.search(paragraph) and paragraph[:1] not in '“"')


_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){1,3}")


def _interviewee(parsed: Parsed, first: int) -> Span | None:
    """The first person named, by name or, where the name is none that is known, in capital letters."""
    persons = [m.span for m in parsed.mentions if m.span[1] <= first and is_name(m)]
    names = persons or [m.span() for m in _NAME.finditer(parsed.text, 0, first)]
    byline = (parsed.document.byline or "").casefold()
    return next((span for span in names if parsed.text[slice(*span)].casefold() not in byline), None)
