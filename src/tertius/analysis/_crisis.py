"""What belongs to the crisis itself, and the outside view on C by its ties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from tertius.case import Case
from tertius.records import (
    Document,
    Event,
    EventStatus,
    Kind,
    LeftOut,
    ReferenceClass,
    Statement,
    Tie,
)

__all__ = ["crisis_dyads", "named_dyads", "outside_view"]

DONE = frozenset({EventStatus.HAPPENED, EventStatus.ONGOING})
CLASSED = frozenset({"ally", "arms", "border"})  # relations that put a state in a class, besides any negative tie


def crisis_dyads(case: Case, ties: Iterable[Tie], events: Iterable[Event]) -> list[LeftOut]:
    """Dyads of A or B with a fourth that ties on record or events in the documents name: no placebo is taken there.

    Only events that happened or go on count: what somebody threatens, claims or imagines names no part of a crisis.
    """
    a, b, c = case.states
    found: dict[tuple[str, str], LeftOut] = {}
    for x, y, reason in (*_of_ties(ties), *_of_events(events)):
        if x and y and x != y and {x, y} & {a, b} and {x, y} != {a, b} and c not in (x, y):
            pair = (x, y) if x < y else (y, x)
            found.setdefault(pair, LeftOut(dyad=pair, reason=reason))
    return list(found.values())


def named_dyads(pairs: Iterable[tuple[str, str]]) -> list[LeftOut]:
    """Dyads that the user names as part of the crisis.

    Raises:
        NameNotResolved: a name is no actor known.
    """
    from tertius.world.actors import resolve

    found = []
    for pair in pairs:
        x, y = sorted(resolve(name).code or "" for name in pair)
        found.append(LeftOut(dyad=(x, y), reason="named as part of the crisis by the user"))
    return found


def _of_ties(ties: Iterable[Tie]) -> Iterator[tuple[str | None, str | None, str]]:
    for tie in ties:
        by = "stated in a document" if tie.by.document or tie.by.statement else tie.by.name
        yield tie.a.state, tie.b.state, f"a tie on record: {tie.relation} ({by})"


def _of_events(events: Iterable[Event]) -> Iterator[tuple[str | None, str | None, str]]:
    for event in events:
        if event.source is not None and event.target is not None and event.status in DONE:
            yield event.source.state, event.target.state, f"an event in the documents: {event.type}"


def outside_view(
    case: Case, ties: Sequence[Tie], known: Sequence[Document], statements: Sequence[Statement], until: dt.date
) -> ReferenceClass:
    """What the records of disputes say of states with C's ties.

    Where ties of C with A, or with B, were set by hand, those alone count for that pair: they carry a source.
    Otherwise what documents state counts, save confidential ones and accusations.
    """
    from tertius import effects

    a, b, c = case.states
    unfit = {one.id for one in statements if Kind.ACCUSATION in one.kinds}
    secret = {document.id for document in known if document.confidential}
    fit = [tie for tie in ties if tie.by.statement not in unfit and tie.by.document not in secret
           and not {passage.document for passage in tie.passages} & secret]  # fmt: skip
    chosen: list[Tie] = []
    for end in (a, b):
        own = [tie for tie in fit if {tie.a.state, tie.b.state} == {c, end}]
        by_hand = [tie for tie in own if tie in case.overrides or tie.by.name == "case file"]
        chosen += by_hand if any(tie.sign == -1 or tie.relation in CLASSED for tie in by_hand) else own
    return effects.reference_class(chosen, (a, b), c, at=until)
