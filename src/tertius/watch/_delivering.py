"""What every kind of outlet needs: its secret, and a way to say that it did not take an alert."""

from __future__ import annotations

import os

from tertius.records import Outlet

__all__ = ["NotDelivered", "secret_of"]


class NotDelivered(Exception):
    """An outlet did not take an alert. `final`: it never will."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


def secret_of(outlet: Outlet) -> str | None:
    """The outlet's secret from the environment, or None where it has none.

    Raises:
        NotDelivered: the variable that should hold it is not set.
    """
    if outlet.secret is None:
        return None
    value = os.environ.get(outlet.secret)
    if not value:
        raise NotDelivered(f"the environment variable {outlet.secret} is not set")
    return value
