"""Nouns for offices, bodies and groups, with the sector that each belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = [
    "AMBIGUOUS_TITLES",
    "ANAPHORIC",
    "FORMER",
    "GENDERED",
    "LOCATIVE",
    "PERSON_TITLES",
    "PRONOUNS",
    "Noun",
    "nouns",
]

PERSON_TITLES = frozenset(
    """mr mr. mrs mrs. ms ms. dr dr. sir prof prof. gen. col. maj. lt. capt. sgt. adm. lady lord dame madam madame mme
    mme. monsieur mlle herr frau fräulein señor señora señorita senhor senhora doña dona signor signora pan pani
    sheikh shaykh sheik sheikha hajji haji hajj hajja hajia mullah maulana sayyid sayed ustad fra""".split()
)
AMBIGUOUS_TITLES = frozenset({"don", "father", "mother", "brother", "sister", "mama"})  # names, or kin, of others
FORMER = frozenset({"former", "ex", "late", "then", "ousted", "onetime", "outgoing"})
LOCATIVE = frozenset(
    {"in", "at", "near", "inside", "across", "throughout", "outside", "within", "around", "along", "through"}
)
PRONOUNS: dict[str, tuple[str, str | None]] = {
    "he": ("person", "m"), "him": ("person", "m"), "his": ("person", "m"), "she": ("person", "f"), "her": ("person", "f"),
    "it": ("thing", None), "its": ("thing", None), "they": ("many", None), "them": ("many", None), "their": ("many", None),
}  # fmt: skip
GENDERED = {"doña": "f", "dona": "f", "señora": "f", "señorita": "f", "madame": "f", "frau": "f", "hajja": "f", "sheikha": "f",
            "señor": "m", "monsieur": "m", "herr": "m", "sheikh": "m", "don": "m", "spokesman": "m", "spokeswoman": "f", "chairman": "m", "chairwoman": "f", "king": "m", "queen": "f", "prince": "m",
            "princess": "f", "congressman": "m", "congresswoman": "f", "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f",
            "ms": "f", "ms.": "f", "sir": "m", "woman": "f", "man": "m", "businessman": "m"}  # fmt: skip
ANAPHORIC = frozenset({"ministry", "government", "army", "military", "police", "source", "group", "country", "court", "party",
                       "parliament", "agency", "company", "embassy", "minister", "president", "official", "spokesman",
                       "spokeswoman", "leader", "driver", "drivers", "organization", "organisation", "union", "rebel",
                       "soldier", "troop", "protester", "council", "commission", "committee", "regime", "administration",
                       "scholar", "analyst", "general", "diplomat", "ambassador", "journalist"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun for people says: an office, an organisation, a group or a person, and the sector."""

    kind: str
    sector: str | None
    gender: str | None


@cache
def nouns() -> dict[str, Noun]:
    text = files("tertius.coding.actors").joinpath("people.tsv").read_text(encoding="utf-8")
    table: dict[str, Noun] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            words, kind, sector, gender = line.split("\t")
            for word in words.split():
                table.setdefault(word, Noun(kind, None if sector == "-" else sector, None if gender == "-" else gender))
    return table
