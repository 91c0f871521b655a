"""One POST an alert, signed as Standard Webhooks asks (https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

import msgspec

from tertius.records import Alert, Outlet, Watch
from tertius.watch._delivering import NotDelivered, secret_of

__all__ = ["post", "signature"]

_ATTEMPTS = 3  # within one run; further ones belong to later runs
_SECONDS = 10.0
_GONE = 410


def post(outlet: Outlet, watch: Watch, alert: Alert) -> None:
    """Send the alert as JSON, with `webhook-id`, `webhook-timestamp` and, where there is a key, `webhook-signature`.

    The id is the alert's and the same at every attempt, so that a receiver can tell what it has got already.

    Raises:
        NotDelivered: it was not taken; finally, where the address answers that it is gone.
    """
    body = msgspec.json.encode({"type": alert.kind, "watch": watch.name, "data": alert})
    secret = secret_of(outlet)
    for attempt in range(_ATTEMPTS):
        if attempt:
            time.sleep(2.0 ** (attempt - 1))
        why = _post(outlet.where, _headers(alert.id, body, secret), body)
        if why is None:
            return
    raise NotDelivered(why or "was not asked")


def signature(identity: str, stamp: str, body: bytes, secret: str) -> str:
    """`v1,` and the base64 of HMAC-SHA256 over id, time stamp and body; a key `whsec_…` is base64 itself."""
    key = base64.b64decode(secret.removeprefix("whsec_")) if secret.startswith("whsec_") else secret.encode()
    mac = hmac.new(key, b".".join((identity.encode(), stamp.encode(), body)), hashlib.sha256)
    return f"v1,{base64.b64encode(mac.digest()).decode()}"


def _headers(identity: str, body: bytes, secret: str | None) -> dict[str, str]:
    stamp = str(int(time.time()))
    headers = {"content-type": "application/json", "webhook-id": identity, "webhook-timestamp": stamp}
    if secret is not None:
        headers["webhook-signature"] = signature(identity, stamp, body, secret)
    return headers


def _post(address: str, headers: dict[str, str], body: bytes) -> str | None:
    """Why the address did not take it, or None."""
    import urllib3

    try:
        answer = urllib3.request(
            "POST", address, body=body, headers=headers, redirect=False, retries=False,
            timeout=urllib3.Timeout(total=_SECONDS), preload_content=False,
        )  # fmt: skip
    except (urllib3.exceptions.HTTPError, OSError) as error:
        return f"cannot be reached ({type(error).__name__})"
    answer.close()
    if answer.status == _GONE:
        raise NotDelivered("answers that it is gone", final=True)
    return None if 200 <= answer.status < 300 else f"answers with status {answer.status}"
