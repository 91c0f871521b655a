"""What a table is, told by its columns: events, a panel of dyads, or something else that has a name.

Columns are compared in lower case with blanks and hyphens as underscores. Layouts of the known
sources are from their codebooks (GDELT 1.0 and 2.0, ICEWS, POLECAT, ACLED, UCDP GED).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tertius.errors import HistoryError

__all__ = ["Layout", "layout_of"]

# The first column that is there plays the role. A state's column goes before the name of whoever acted.
_EVENT_ROLES: dict[str, tuple[str, ...]] = {
    "date": ("date", "event_date", "sqldate", "day"),
    "source": ("source", "source_name", "actor_name", "actor1name", "actor1code", "actor1countrycode"),
    "target": ("target", "target_name", "recipient_name", "actor2name", "actor2code", "actor2countrycode"),
    "source_state": ("source_country", "actor_country", "actor1countrycode"),
    "target_state": ("target_country", "recipient_country", "actor2countrycode"),
    "cameo": ("cameo", "cameo_code", "eventcode", "code"),
    "type": ("type", "event_type"),
    "quad": ("quad", "quadclass", "quad_class", "quad_code"),
    "root": ("root", "eventrootcode", "root_code"),
    "goldstein": ("goldstein", "goldsteinscale", "intensity"),
    "reports": ("reports", "numarticles", "num_articles"),
    "id": ("id", "event_id", "globaleventid"),
    "text": ("event", "event_text"),
    "origin": ("origin",),
}
_PANEL_ROLES: dict[str, tuple[str, ...]] = {
    "period": ("period", "day", "week", "month", "date"),
    "a": ("a", "actor_a", "iso_a"),
    "b": ("b", "actor_b", "iso_b"),
    "conflict": ("conflict",),
    "cooperation": ("cooperation",),
    "days": ("days_observed",),
}
_EVENTS_NEED = "a table of events needs date, source, target and one of cameo, type, quad, root"
_PANEL_NEEDS = "a panel needs period (or day, week, month), a, b, conflict, cooperation"

# (columns that only this source has, its name): the first that fits is named in the error.
_ELSEWHERE: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"event_id_cnty", "sub_event_type"}), "ACLED, whose event types are no CAMEO or PLOVER codes"),
    (
        frozenset({"side_a", "side_b", "type_of_violence"}),
        "UCDP GED, which records deaths and no CAMEO or PLOVER codes",
    ),
    (frozenset({"mentiontimedate", "mentionidentifier"}), "GDELT mentions, which are reports and not events"),
    (frozenset({"gkgrecordid"}), "the GDELT knowledge graph, which has no events"),
    (frozenset({"gpr"}), "the geopolitical risk index, which has no pairs of actors"),
    (frozenset({"gprd"}), "the geopolitical risk index, which has no pairs of actors"),
    (frozenset({"month", "source", "target", "events"}), "directed counts by month, not single events"),
    (frozenset({"ccode1", "ccode2"}), "a table of structure (Correlates of War codes), not a history of events"),
)
_RAW_GDELT_WIDTHS = {57, 58, 61}


@dataclass(frozen=True)
class Layout:
    """The kind of a table, and which of its columns plays which role."""

    kind: Literal["events", "panel"]
    roles: dict[str, str]
    origin: str | None

    def column(self, role: str) -> str | None:
        """The table's own name of the column that plays `role`, or None."""
        return self.roles.get(role)


def layout_of(columns: Iterable[str], where: str) -> Layout:
    """The layout of a table with these `columns`; `where` names it in an error.

    Raises:
        HistoryError: neither events nor a panel; says what was found, what it looks like, what is needed.

    """
    names = {re.sub(r"[\s\-]+", "_", column.strip().lower()): column for column in columns}
    for signature, what in _ELSEWHERE:
        if signature <= names.keys() and not _is_panel(names):
            raise HistoryError(f"{where} looks like {what}; {_EVENTS_NEED}; {_PANEL_NEEDS}")
    if _is_panel(names):
        return Layout("panel", _roles(names, _PANEL_ROLES), "gdelt" if "active_days" in names else None)
    roles = _roles(names, _EVENT_ROLES)
    if {"date", "source", "target"} <= roles.keys() and roles.keys() & {"cameo", "type", "quad", "root"}:
        return Layout("events", roles, _event_origin(names))
    raise HistoryError(
        f"{where} has the wrong columns: {_shown(names)}. {_guess(names)}; {_EVENTS_NEED}; {_PANEL_NEEDS}"
    )


def _is_panel(names: dict[str, str]) -> bool:
    return {"period", "a", "b", "conflict", "cooperation"} <= _roles(names, _PANEL_ROLES).keys()


def _roles(names: dict[str, str], wanted: dict[str, tuple[str, ...]]) -> dict[str, str]:
    found = {
        role: next((names[alias] for alias in aliases if alias in names), None) for role, aliases in wanted.items()
    }
    return {role: column for role, column in found.items() if column is not None}


def _event_origin(names: dict[str, str]) -> str | None:
    if "globaleventid" in names or "sqldate" in names:
        return "gdelt"
    if {"source_sectors", "story_id"} <= names.keys():
        return "icews"
    return "polecat" if {"actor_cow", "recipient_cow"} <= names.keys() else None


def _shown(names: dict[str, str], limit: int = 12) -> str:
    shown = ", ".join(list(names.values())[:limit])
    return f"{shown} and {len(names) - limit} more" if len(names) > limit else shown


def _guess(names: dict[str, str]) -> str:
    if len(names) in _RAW_GDELT_WIDTHS and any(name.isdigit() for name in names):
        return (
            f"With {len(names)} columns and no header it looks like a raw GDELT event export: give it its header line"
        )
    panel, events = _roles(names, _PANEL_ROLES), _roles(names, _EVENT_ROLES)
    near, kind, wanted = (
        (panel, "a panel", {"period", "a", "b", "conflict", "cooperation"})
        if len(panel) > len({"date", "source", "target"} & events.keys())
        else (events, "a table of events", {"date", "source", "target"})
    )
    missing = ", ".join(sorted(wanted - near.keys())) or "cameo, type, quad or root"
    return f"It looks most like {kind} without {missing}" if near else "It looks like neither events nor a panel"
