"""The event ontologies: PLOVER 0.8, in which tertius codes, and CAMEO, which most event sets use.

PLOVER: Open Event Data Alliance, PLOVER manual, draft 0.8 (2021), CC BY-SA 4.0. CAMEO: Schrodt (2012),
Codebook 1.1b3. Weights: Goldstein (1992), Journal of Conflict Resolution 36(2), as mapped to CAMEO. What was
set where these differ stands at the heads of `data/plover.tsv` and `data/cameo.tsv`.

The two do not agree on the quad class of every act. CAMEO users count root 02 (appeal) as verbal
cooperation, 08 (yield) as a whole as material cooperation and, in the older PENTA classes, 16 (reduce
relations) as verbal conflict; PLOVER 0.8 counts a request as verbal conflict, splits 08 into CONCEDE (verbal)
and RETREAT (material), and counts SANCTION as material conflict. `quad_of` and `plover_of` follow PLOVER.
CAMEO's weight of an appeal is positive (+3) all the same: sign of a weight and quad class are two things.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from tertius.errors import UsageError
from tertius.records import EventType
from tertius.world._tables import rows, split

__all__ = [
    "CONTEXTS", "QUADS", "TYPES", "CameoCode", "PloverCode", "TypeInfo",
    "cameo", "cameo_codes", "default_cameo", "event_type", "event_types", "plover_of", "quad_of", "score_of",
]  # fmt: skip

QUADS: Mapping[int, str] = {
    0: "statement",
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
"""Quad classes; 0 is CAMEO root 01 (public statement), which PLOVER dropped."""

CONTEXTS: tuple[str, ...] = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
"""What an event is about; PLOVER 0.8."""

TYPES: Mapping[str, TypeInfo]
"""PLOVER's 16 event types by name; read from the table on first use."""

# The CAMEO code that stands for a type (mode None) and for each of its modes.
_CAMEO: Mapping[str, Mapping[str | None, str]] = {
    "AGREE": {None: "030"},
    "CONSULT": {None: "040", "visit": "042", "third-party": "044", "multilateral": "046", "phone": "041"},
    "SUPPORT": {None: "050"},
    "CONCEDE": {None: "080"},
    "COOPERATE": {None: "060"},
    "AID": {None: "070"},
    "RETREAT": {None: "084", "withdraw": "087", "release": "0841", "disarm": "0873", "ceasefire": "0871",
                "access": "086", "resign": "0831"},
    "REQUEST": {None: "020", "assist": "021", "change": "024", "yield": "025", "meet": "026"},
    "ACCUSE": {None: "110", "disapprove": "111", "investigate": "090", "allege": "112"},
    "REJECT": {None: "120", "assist": "121", "change": "123", "yield": "124", "meet": "125"},
    "THREATEN": {None: "130", "restrict": "132", "arrest": "137", "relations": "1313", "expel": "136",
                 "territory": "1382", "violence": "138"},
    "PROTEST": {None: "140", "demo": "141", "riot": "145", "strike": "143", "hunger": "142", "boycott": "143",
                "obstruct": "144", "vandalize": "145"},
    "SANCTION": {None: "160", "convict": "116", "expel": "166", "withdraw": "161", "discontinue": "163"},
    "MOBILIZE": {None: "150", "troops": "154", "weapons": "152", "police": "153", "militia": "154"},
    "COERCE": {None: "170", "seize": "171", "restrict": "172", "censor": "172", "curfew": "1723",
               "martial-law": "1724", "arrest": "173", "deport": "174", "withhold": "172", "misinformation": "170",
               "cyber": "170"},
    "ASSAULT": {None: "190", "abduct": "181", "beat": "182", "torture": "1822", "sexual": "1821", "targeted": "186",
                "destroy": "1712", "primitive": "182", "firearms": "193", "explosives": "183",
                "suicide-attack": "1831", "aerial": "195", "drone": "195", "heavy-weapons": "194",
                "crowd-control": "175", "unconventional": "204"},
}  # fmt: skip


class TypeInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One PLOVER event type.

    `plover_score` runs from -10 (conflict) to 10 (cooperation); `modes` gives each mode its score on the same
    scale and `mode_definitions` its meaning; `cameo_roots` says which CAMEO codes it takes in.
    """

    name: EventType
    quad: int
    plover_score: float
    definition: str
    requires_recipient: bool
    modes: dict[str, float]
    mode_definitions: dict[str, str]
    cameo_roots: tuple[str, ...]


class CameoCode(msgspec.Struct, frozen=True, kw_only=True):
    """One CAMEO code. `goldstein` is the weight that ICEWS gives it, `goldstein_gdelt` GDELT's (None: not listed)."""

    code: str
    root: str
    name: str
    goldstein: float
    goldstein_gdelt: float | None


class PloverCode(msgspec.Struct, frozen=True, kw_only=True):
    """What a CAMEO code is in PLOVER; `type` is None and `quad` 0 for statements (root 01)."""

    type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]
    quad: int

    @property
    def context(self) -> str | None:
        """The first context, or None."""
        return self.contexts[0] if self.contexts else None


@cache
def event_types() -> Mapping[str, TypeInfo]:
    """PLOVER's 16 event types by name."""
    table: dict[str, TypeInfo] = {}
    for row in rows("plover.tsv"):
        if row["mode"]:
            table[row["type"]].modes[row["mode"]] = float(row["score"])
            table[row["type"]].mode_definitions[row["mode"]] = row["definition"]
            continue
        table[row["type"]] = TypeInfo(
            name=EventType(row["type"]),
            quad=int(row["quad"]),
            plover_score=float(row["score"]),
            definition=row["definition"],
            requires_recipient=row["requires_recipient"] == "yes",
            modes={},
            mode_definitions={},
            cameo_roots=split(row["cameo_roots"]),
        )
    return table


def __getattr__(name: str) -> Any:
    if name == "TYPES":
        return event_types()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _codes() -> dict[str, tuple[CameoCode, PloverCode]]:
    return {row["code"]: (_cameo_of(row), _plover_of(row)) for row in rows("cameo.tsv")}


def _cameo_of(row: dict[str, str]) -> CameoCode:
    gdelt = row["goldstein_gdelt"]
    return CameoCode(
        code=row["code"],
        root=row["root"],
        name=row["name"],
        goldstein=float(row["goldstein"]),
        goldstein_gdelt=float(gdelt) if gdelt else None,
    )


def _plover_of(row: dict[str, str]) -> PloverCode:
    kind = EventType(row["type"]) if row["type"] else None
    return PloverCode(type=kind, mode=row["mode"] or None, contexts=split(row["contexts"]), quad=int(row["quad"]))


def cameo_codes() -> tuple[CameoCode, ...]:
    """All CAMEO codes, roots included, in the order of the codebook."""
    return tuple(code for code, _ in _codes().values())


def event_type(name: str) -> TypeInfo:
    """The PLOVER type called `name`, in either case; raises UsageError."""
    try:
        return event_types()[name.strip().upper()]
    except KeyError:
        known = ", ".join(event_types())
        raise UsageError(f"{name!r} is no PLOVER event type; the types are {known}") from None


def quad_of(name: str) -> int:
    """Quad class of a PLOVER type: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
    return event_type(name).quad


def score_of(name: str, mode: str | None = None) -> float:
    """PLOVER's score (-10 to 10) of a type, or of a mode of it; raises UsageError for a mode that it has not."""
    info = event_type(name)
    if mode is None:
        return info.plover_score
    if mode not in info.modes:
        known = ", ".join(info.modes) or "none"
        raise UsageError(f"{mode!r} is no mode of {info.name}; its modes are: {known}")
    return info.modes[mode]


def _longest(code: str) -> tuple[CameoCode, PloverCode]:
    text = code.strip()
    for length in range(len(text), 1, -1):
        if text[:length] in _codes():
            return _codes()[text[:length]]
    hint = "; CAMEO codes keep their leading zero (010, not 10)" if text.isdigit() else ""
    raise UsageError(f"{code!r} is no CAMEO code{hint}")


def cameo(code: str) -> CameoCode:
    """The CAMEO code `code` (a string with its leading zeros), or the longest listed code that begins it.

    Raises UsageError where not even the root is listed.
    """
    return _longest(code)[0]


def plover_of(cameo_code: str) -> PloverCode:
    """The PLOVER type, mode, contexts and quad class of a CAMEO code.

    The longest listed prefix counts, so 0841 is looked up before 084 and 08. Exceptions to the root's type:
    084 to 087, 0813 and 0814 are RETREAT while the rest of 08 is CONCEDE; 163, 191 and 192 are COERCE; 175
    and 1712 are ASSAULT. Source: CAMEO2PLOVER, 2021 (see `data/cameo.tsv`). Raises UsageError.
    """
    return _longest(cameo_code)[1]


def default_cameo(name: str, mode: str | None = None) -> str:
    """The CAMEO code that stands for a PLOVER type and mode, so that coded events carry a Goldstein weight.

    A mode that the type has not is read as no mode. Three stand outside the root that the type comes from, since
    CAMEO keeps the act elsewhere: RETREAT resign (0831), SANCTION convict (116) and SANCTION discontinue (163).
    REQUEST takes the appeal (root 02, a positive weight), not the demand (root 10).
    """
    table = _CAMEO[event_type(name).name]
    return table.get(mode, table[None])
