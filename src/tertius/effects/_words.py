"""Names and numbers in the sentences that results carry."""

from __future__ import annotations

from tertius.errors import NameNotResolved

__all__ = ["DESCRIPTIVE", "dyad_name", "few", "name_of", "plural"]

DESCRIPTIVE = "This describes the history; it is no effect of A-B tension, and no verdict is made of it."


def name_of(code: str) -> str:
    """The country's name; the code itself for anybody else."""
    from tertius.world.countries import by_code

    try:
        return by_code(code).name
    except NameNotResolved:
        return code


def dyad_name(pair: tuple[str, str]) -> str:
    """`Azerbaijan-Iran`."""
    return "-".join(name_of(code) for code in pair)


def plural(number: int, noun: str) -> str:
    """`1 week`, `303 days`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def few(number: int, noun: str) -> str:
    """`no week`, `only 1 week`, `only 3 weeks`."""
    return f"only {plural(number, noun)}" if number else f"no {noun}"
