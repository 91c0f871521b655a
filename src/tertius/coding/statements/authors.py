"""Whose the words are that no attribution holds: the author's, or, on a page of letters, whoever signed each."""

from __future__ import annotations

import re
from functools import lru_cache

from tertius.coding.parsed import Parsed
from tertius.records import Speaker, Voice

__all__ = ["author_at"]

_SALUTED = re.compile(r"^(?:Sir|Madam|Sirs|Dear [A-Z][\w ]{0,30}|To the Editor)\b,?", re.MULTILINE)
_SIGNED = re.compile(
    r"(?:(?<=[.!?”\"\n])\s*|^)(?:\((?:Mrs?|Ms|Dr|Prof|Rev)\.?\) )?(?P<name>[A-Z][\w’'.-]*(?: (?:de |van |von |al-)?[A-Z][\w’'.-]*){1,3}), (?P<rest>[A-Z][^.\n]{1,80})\.?\s*$"
)
_WITHHELD = re.compile(r"\(?\b[Nn]ame(?: and address)? (?:withheld|supplied|known to the editor)[^)\n]*\)?\s*$")


def author_at(parsed: Parsed, offset: int) -> tuple[Speaker, Voice]:
    """Who signs the words at `offset` and in which voice: on a page of letters its writer, or one who is nameless.

    Otherwise whoever signs the document, else who publishes it.
    """
    for start, end, name, place in _letters(parsed.document.text, parsed.document.byline):
        if start <= offset < end:
            if name is None:
                return Speaker(
                    name="name withheld", described="name withheld", role="writer of a letter"
                ), Voice.ANONYMOUS
            return Speaker(name=name, role=f"writer of a letter, {place}"), Voice.AUTHOR
    document = parsed.document
    name = document.byline or document.publisher or "the author"
    return Speaker(name=name, role="author of the document"), Voice.AUTHOR


@lru_cache(maxsize=64)
def _letters(text: str, byline: str | None) -> tuple[tuple[int, int, str | None, str], ...]:
    """Start, end, signature and place of each letter; () where the text is no page of letters or has a byline."""
    if byline or len(_SALUTED.findall(text)) == 0:
        return ()
    found: list[tuple[int, int, str | None, str]] = []
    start = 0
    for paragraph in re.finditer(r"[^\n]+", text):
        signed, withheld = _SIGNED.search(paragraph.group()), _WITHHELD.search(paragraph.group())
        if signed is not None:
            found.append((start, paragraph.end(), signed["name"], signed["rest"]))
        elif withheld is not None:
            found.append((start, paragraph.end(), None, ""))
        else:
            continue
        start = paragraph.end()
    return tuple(found)
