"""A document over which coding fails, for a reason that nobody foresaw: it is set aside, and the others are coded.

What is wrong with the installation (a model that is missing) or with the workspace is no such reason: it ends the run.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tertius.coding.parsed import Parsed
from tertius.errors import TertiusError
from tertius.records import Document, NotCoded

__all__ = ["attempt", "code_each", "parse_each", "reason_of"]

_TOGETHER = 64  # documents parsed in one run of the pipeline; where one of them fails they are parsed one by one
_LONGEST_REASON = 300
Given = TypeVar("Given")
Made = TypeVar("Made")
_log = logging.getLogger("tertius")


def code_each(
    documents: Sequence[Document], coder: Callable[[Parsed], Made]
) -> Iterator[tuple[Document, Made | NotCoded]]:
    """Each document with what `coder` makes of its parse, or why nothing could be made; a line on stderr tells it.

    Raises:
        TertiusError: a model is missing.
    """
    for document, parsed in zip(documents, parse_each(documents), strict=True):
        made = attempt(coder, parsed)
        if isinstance(made, Exception):
            reason = reason_of(made)
            _log.warning("set aside: %s cannot be coded: %s", document.title or document.path or document.id, reason)
            _log.debug("set aside: %s", document.id, exc_info=made)
            yield document, NotCoded(document=document.id, reason=reason)
        else:
            yield document, made


def parse_each(documents: Sequence[Document]) -> Iterator[Parsed | Exception]:
    """The documents parsed, in their order; in the place of one that cannot be, the error that came of it.

    Raises:
        TertiusError: the language model is missing.
    """
    from tertius.coding.pipeline import parse, parse_all

    stream = iter(documents)
    while batch := list(itertools.islice(stream, _TOGETHER)):
        together = parse_all(batch)
        for done in range(len(batch)):
            parsed = attempt(next, together)
            if isinstance(parsed, Exception):  # of which document it came the pipeline does not say
                yield from (attempt(parse, document) for document in batch[done:])
                break
            yield parsed


def attempt(make: Callable[[Given], Made], given: Given | Exception) -> Made | Exception:
    """What `make` makes of `given`, or the error that came of it, or that is given already.

    Raises:
        TertiusError: whatever else is wrong than this one piece of text.
    """
    if isinstance(given, Exception):
        return given
    try:
        return make(given)
    except TertiusError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is of this document alone
        return error


def reason_of(error: Exception) -> str:
    """The error in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
