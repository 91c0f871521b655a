"""E-mail: one message (EML) or a box of them (MBOX); attachments are left alone."""

from __future__ import annotations

import email
import email.errors
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

import msgspec

from tertius.documents import dates
from tertius.documents._bytes import LARGEST, Source
from tertius.documents._draft import Draft
from tertius.documents._formats.pages import draft_of_page
from tertius.documents._layout import unwrap
from tertius.errors import DocumentError
from tertius.records import DateBasis

__all__ = ["mailbox", "message"]

_MOST_PARTS = 200


def message(source: Source) -> Iterator[Draft | DocumentError]:
    """One draft from one message."""
    yield _draft(source.data(), source.name)


def mailbox(source: Source) -> Iterator[Draft | DocumentError]:
    """A draft, or its error, for each message of a box; one message is held at a time."""
    with source.stream() as stream:
        gathered: list[bytes] = []
        size = number = 0
        blank = True
        while line := stream.readline(LARGEST + 1):
            if line.startswith(b"From ") and blank:
                if gathered:
                    yield _draft(b"".join(gathered), f"{source.name} message {number}")
                number, gathered, size = number + 1, [], 0
            else:
                size += len(line)
                if size <= LARGEST:
                    gathered.append(line.removeprefix(b">") if line.startswith(b">From ") else line)
            blank = not line.strip()
        if number == 0:
            raise DocumentError(f"{source.name}: holds no message that begins with 'From '; export the mailbox again")
        yield _draft(b"".join(gathered), f"{source.name} message {number}")


def _draft(data: bytes, where: str) -> Draft | DocumentError:
    try:
        parsed = email.message_from_bytes(data, policy=email.policy.default)
        if sum(1 for _ in parsed.walk()) > _MOST_PARTS:
            return DocumentError(f"{where}: has more than {_MOST_PARTS} parts; save the text itself")
        return _body(parsed, where)
    except DocumentError as error:
        return error
    except (email.errors.MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return DocumentError(f"{where}: is no readable message ({type(error).__name__}); save it again")


def _body(parsed: EmailMessage, where: str) -> Draft | DocumentError:
    part = parsed.get_body(preferencelist=("plain", "html"))
    if part is None or not parsed["from"]:
        return DocumentError(f"{where}: is no message with a text; save it as EML with its headers")
    content = part.get_content()
    if part.get_content_type() == "text/html":
        draft = draft_of_page(content, where)
    else:
        draft = Draft(text=unwrap(content.replace("\r\n", "\n").split("\n-- \n")[0]), where=where)
    stated = parsed["date"]
    return msgspec.structs.replace(
        draft,
        title=str(parsed["subject"] or draft.title),
        publisher=_sender(parsed) or draft.publisher,
        published=dates.parse(str(stated), basis=DateBasis.METADATA, because="Date of the message")
        if stated
        else draft.published,
    )


def _sender(parsed: EmailMessage) -> str | None:
    """The name a newsletter sends under; an address alone is no publisher."""
    addresses = parsed["from"].addresses if parsed["from"] else ()
    return next((address.display_name for address in addresses if address.display_name), None)
