"""Surnames, with the particles that belong to them."""

from __future__ import annotations

__all__ = ["PARTICLES", "is_surname", "surname"]

PARTICLES = frozenset(
    "de da do dos del della di du la le van von den der ter ten bin ibn al el abu ben af av zu".split()
)


def surname(name: str) -> str:
    """The last word of a name, with the particles before it: "de Ruiz" of "Bill de Ruiz"."""
    words = name.split()
    first = len(words) - 1
    while first > 0 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def is_surname(name: str) -> bool:
    """Whether it is a surname alone: "Moya", "De Ruiz"."""
    return surname(name).casefold() == name.casefold()
