"""The alerts of a run in one mail, over SMTP."""

from __future__ import annotations

import email.utils
import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from tertius.records import Alert, Outlet, Watch, content_id
from tertius.watch._delivering import NotDelivered, secret_of

__all__ = ["send"]

_SECONDS = 20.0
_MOST = 100  # alerts told in full in one mail


def send(outlet: Outlet, watch: Watch, alerts: Sequence[Alert]) -> None:
    """Send one plain-text mail that holds the alerts; its Message-ID depends on them alone.

    Raises:
        NotDelivered: the server cannot be reached or does not take it.
    """
    server = urlsplit(outlet.where)
    password = secret_of(outlet)
    message = _message(outlet, watch, alerts)
    try:
        with _connected(server) as connection:
            if server.username and password is not None:
                connection.login(unquote(server.username), password)
            refused = connection.send_message(message)
    except (smtplib.SMTPException, OSError, ssl.SSLError) as error:
        raise NotDelivered(f"the mail was not taken ({type(error).__name__})") from error
    if refused:
        raise NotDelivered(f"the mail was not taken for {', '.join(sorted(refused))}")


def _connected(server: SplitResult) -> smtplib.SMTP:
    host = server.hostname or ""
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=_SECONDS, context=ssl.create_default_context())
    connection = smtplib.SMTP(host, server.port or 25, timeout=_SECONDS)
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=ssl.create_default_context())
    elif server.username:
        connection.close()
        raise NotDelivered("the server offers no encryption, so no password is sent to it")
    return connection


def _message(outlet: Outlet, watch: Watch, alerts: Sequence[Alert]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = outlet.sender or "", ", ".join(outlet.to)
    count = f"{len(alerts)} alerts" if len(alerts) > 1 else _line(alerts[0].title)
    message["Subject"] = _line(f"{watch.name}: {count}")
    message["Date"] = email.utils.format_datetime(max(alert.at for alert in alerts))
    message["Message-ID"] = f"<{content_id('mail', outlet.key, *(alert.id for alert in alerts))}@tertius.invalid>"
    told = [f"{alert.title}\n{alert.at:%Y-%m-%d %H:%M} UTC, {alert.kind}\n\n{alert.text}\n\n{alert.id}"
            for alert in alerts[:_MOST]]  # fmt: skip
    if len(alerts) > _MOST:
        told.append(f"{len(alerts) - _MOST} more: see `tertius watch alerts`.")
    message.set_content("\n\n----\n\n".join(told) + "\n")
    return message


def _line(text: str) -> str:
    """On one line, as a header has to be."""
    return " ".join(text.split())[:200]
