"""The act that a sentence about the future tells of, taken out of its "will" or "will not".

PLOVER codes a future act by what is done in saying it: "will attack" is THREATEN, "will meet" is AGREE, "will not
withdraw" is REJECT. Whoever wants to see whether it came about needs the act itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tertius.coding.events._lexicon import Rule, compositions, nouns, verbs
from tertius.records import Event, EventStatus, EventType

__all__ = ["foretold"]

_OPERATOR = re.compile(r".* \((?P<kind>[a-z]+)\)\Z")
_SAID_OF_IT = frozenset({"will (intend)", "not (refuse)", "not", "say (say)"})
_AHEAD = frozenset({EventStatus.PLANNED, EventStatus.THREATENED})


def foretold(event: Event) -> EventType | None:
    """The type of the act, had it happened; None where only learned weights, and no rule, made the code of the future."""
    rules = [word.removeprefix("rule: ") for word in event.because if word.startswith("rule: ")]
    while rules and rules[0] in _SAID_OF_IT:
        rules.pop(0)
    inner = _type_of(rules[-1]) if rules else None
    if inner is None:
        return None if event.status in _AHEAD else event.type
    for rule in reversed(rules[:-1]):
        operator = _OPERATOR.match(rule)
        made = compositions().get((operator["kind"], inner)) if operator else None
        inner = made.type if made else inner
    return EventType(inner)


def _type_of(name: str) -> str | None:
    """The type that the rule called `name` gives; None where there is none, or two differ."""
    types = {rule.type for rule in _named(name) if rule.type in EventType.__members__}
    return types.pop() if len(types) == 1 else None


def _named(name: str) -> Iterator[Rule]:
    lemma = name.partition(" [")[0]
    for table in (verbs(), nouns()):
        yield from (rule for rule in table.get(lemma, ()) if rule.name == name)
